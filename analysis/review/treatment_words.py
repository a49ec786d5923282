"""What treating a black spot did, in words; regression to the mean told without a formula.

Defines sentences about ``places.treatment``: the verdict first, both counts, the expected number with its interval, the
other roads. Can mislead: "chưa đủ căn cứ" is no failure of the work, one place has too few accidents to prove much in a
year or two.
"""

from __future__ import annotations

from datetime import date

from ..places.treatment import FALL_SHOWN, NO_NORM, RISE_SHOWN, Treatment
from .numbers import decimal, probability, whole

REGRESSION_WORDS = (
    "Vì sao không so với năm xấu nhất? Một nơi được đưa vào danh sách vì vừa có nhiều vụ, và một phần số vụ đó là ngẫu "
    "nhiên: năm sau số vụ thường tự giảm dù không làm gì (hồi quy về trung bình). So với năm xấu nhất thì việc gì cũng "
    "có vẻ có hiệu quả. Vì vậy số vụ sau khi xử lý được so với số vụ dự kiến: trung bình có trọng số giữa số vụ đã xảy "
    "ra ở chính nơi đó và mức thường gặp của đường cùng cấp."
)
_VERDICTS = {
    FALL_SHOWN: "Giảm rõ rệt so với số vụ dự kiến",
    RISE_SHOWN: "Tăng rõ rệt so với số vụ dự kiến",
    NO_NORM: "Chưa đủ số liệu của các nơi tương tự để tính số vụ dự kiến",
}
_NOT_SHOWN = "Chưa đủ căn cứ nói là giảm hay tăng"


def treatment_lines(found: Treatment) -> list[str]:
    """The verdict with its interval, the counts, the expected number, the roads like it, a sentence each."""
    counts = (
        f"Trước khi xử lý ({_span(found.before_days)}): {whole(found.before)} vụ, 12 tháng nhiều nhất "
        f"{whole(found.worst_year)} vụ. Sau khi xử lý ({_span(found.after_days)}): {whole(found.after)} vụ."
    )
    if found.verdict == NO_NORM:
        return [f"{treatment_verdict(found)}.", counts]
    before, after = found.days
    expected = (
        f"Nếu không xử lý, dự kiến {decimal(found.expected_after, 1)} vụ trong thời gian sau (mức thường gặp ở đường "
        f"cùng cấp: {decimal(found.usual * after / before, 1)} vụ)."
    )
    return [f"{treatment_verdict(found)}.", counts, expected, _others(found)]


def treatment_verdict(found: Treatment) -> str:
    """ "Giảm rõ rệt so với số vụ dự kiến: 2 vụ, dự kiến 19,2 vụ; tỷ số 0,10 (khoảng tin cậy 95%: 0,01 - 0,41), …"."""
    said = _VERDICTS.get(found.verdict, _NOT_SHOWN)
    if found.verdict == NO_NORM:
        return said
    chance = min(found.p_fall, 1.0 - found.p_fall)
    interval = f"{decimal(found.lower)} - {decimal(found.upper)}"
    return (
        f"{said}: {whole(found.after)} vụ, dự kiến {decimal(found.expected_after, 1)} vụ; tỷ số {decimal(found.ratio)} "
        f"(khoảng tin cậy 95%: {interval}), nếu không có gì thay đổi, xác suất thấy chênh lệch như vậy là "
        f"{probability(chance)}"
    )


def _others(found: Treatment) -> str:
    counts = (found.others_before, found.others_after)
    before, after = (365.25 * count / days for count, days in zip(counts, found.days, strict=True))
    return (
        f"Các nơi khác trên đường cùng cấp: {decimal(before, 1)} vụ/năm trước, {decimal(after, 1)} vụ/năm sau "
        "(để đối chiếu, không tính vào tỷ số)."
    )


def _span(days: tuple[date, date]) -> str:
    return f"{days[0]:%d/%m/%Y} - {days[1]:%d/%m/%Y}"
