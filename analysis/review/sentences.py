"""Figures to Vietnamese sentences: the result first, both counts beside every percent, how sure, against what.

Defines the five words for change and the sentences of pages, documents and the command line. No percent at base 0; a
base below 5 is marked "số nhỏ". Not clear is said as "chưa đủ căn cứ", never as "không thay đổi".

Can mislead: "tăng" and "giảm" alone are the direction of the counts; only "rõ rệt" says that chance is unlikely. Where
the two lengths differ much the sentence speaks of the daily rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

import pandas as pd

from ..definitions.calendars import Calendar
from ..definitions.periods import Period, day_text, years_before
from ..drawing.palette import VERDICT_ARROWS
from ..figures.change import max_now_count, min_now_count
from ..figures.comparison import Comparison
from ..figures.targets import TargetStatus
from .numbers import difference, percent, two_digits, whole

VERDICT_WORDS: Mapping[str, str] = {
    "rise_clear": "tăng rõ rệt",
    "rise": "tăng",
    "same": "không tăng không giảm",
    "fall": "giảm",
    "fall_clear": "giảm rõ rệt",
    "no_data": "chưa đủ số liệu",
}
SMALL = "số nhỏ"
ILLUSTRATION = "số liệu minh họa"
MIXED = "LẪN số liệu minh họa"
"""Where real figures and invented ones were counted together: stronger than a sample alone."""
MEASURE_LABELS: Mapping[str, str] = {
    "accidents": "Số vụ",
    "deaths": "Số người chết",
    "injured": "Số người bị thương",
    "cases": "Số trường hợp",
    "fine_vnd": "Tiền phạt (đồng)",
    "licences_revoked": "Tước giấy phép lái xe",
    "points_deducted": "Điểm giấy phép bị trừ",
    "vehicles_held": "Phương tiện bị tạm giữ",
}
UNITS: Mapping[str, str] = {
    "accidents": "vụ",
    "deaths": "người chết",
    "injured": "người bị thương",
    "cases": "trường hợp",
    "fine_vnd": "đồng",
    "licences_revoked": "trường hợp tước giấy phép",
    "points_deducted": "điểm",
    "vehicles_held": "phương tiện",
}
SHORT_UNITS: Mapping[str, str] = {"deaths": "người", "injured": "người"}
SAME_PERIOD = "cùng kỳ năm trước"
DIRECTION = {"rise_clear": 1, "rise": 1, "same": 0, "fall": -1, "fall_clear": -1}

Row = Mapping[str, Any]
"""One row of a comparison's table: ``Comparison.figure`` or a row of ``Comparison.groups``."""


def verdict_label(row: Row) -> str:
    """The word for change with its arrow, and "số nhỏ" where the base is: "▲ tăng (số nhỏ)"."""
    verdict = str(row["verdict"])
    mark = f" ({SMALL})" if row["small"] and verdict != "no_data" else ""
    return f"{VERDICT_ARROWS[verdict]} {VERDICT_WORDS[verdict]}{mark}"


def change_label(row: Row) -> str:
    """The difference and the percent of a figure: "+9 (+14,52%)"; no percent at base 0."""
    if pd.isna(row["difference"]):
        return "–"
    written = difference(row["difference"])
    return written if pd.isna(row["percent"]) else f"{written} ({percent(row['percent'], signed=True)})"


def change_phrase(row: Row, measure: str, *, padded: bool = True) -> str:
    """What the counts did: "tăng 13 vụ (+14,52%)", "giảm 03 người (-60,00%; số nhỏ)", "không tăng, không giảm".

    ``padded``: counts below 10 with two digits, as in reports ("09 vụ"); pages leave them plain ("9 vụ").
    """
    if pd.isna(row["difference"]):
        return "chưa so sánh được"
    change = int(row["difference"])
    if change == 0:
        return "không tăng, không giảm"
    unit = SHORT_UNITS.get(measure, UNITS[measure])
    direction = "tăng" if change > 0 else "giảm"
    count = two_digits(abs(change)) if padded else whole(abs(change))
    return f"{direction} {count} {unit}{_percent_note(row)}"


def short_change(row: Row, measure: str = "accidents") -> str:
    """The short form of reports, now over before: "tăng 13 vụ (51/38)", "không tăng, không giảm (38/38)"."""
    if pd.isna(row["difference"]):
        return "chưa so sánh được"
    phrase = change_phrase({**row, "percent": float("nan")}, measure)
    return f"{phrase} ({whole(row['now'])}/{whole(row['before'])})"


def headline(comparison: Comparison, measure: str | None = None) -> str:
    """The sentence that opens a page, of the leading measure (vụ, or trường hợp) or another.

    "Quý I/2025: 71 vụ, tăng 9 vụ (+14,52%) so với cùng kỳ (62 vụ); chưa đủ căn cứ nói là tăng".
    """
    measure = measure or comparison.measures[0]
    row, now, base = comparison.figure(measure), comparison.now, comparison.base
    unit = UNITS[measure]
    if pd.isna(row["now"]):
        return _not_there(comparison, now)
    opening = f"{now.title}: {whole(row['now'])} {unit}"
    if pd.isna(row["before"]):
        return f"{opening}; chưa có số liệu của {base.title} để so sánh"
    against = f"{against_words(now, base, short=True)} ({whole(row['before'])} {unit})"
    if partly := partly_words(comparison):
        return f"{opening}; chưa so sánh được với {against}: {partly}"
    phrase = change_phrase(row, measure, padded=False)
    return f"{opening}, {phrase} so với {against}{certainty(row)}"


def report_sentence(comparison: Comparison, measure: str) -> str:
    """The sentence of a report: "Xảy ra 196 vụ, giảm 45 vụ (-18,67%) so với cùng kỳ năm trước"."""
    row = comparison.figure(measure)
    verb, unit = {
        "accidents": ("Xảy ra", "vụ"),
        "deaths": ("Làm chết", "người"),
        "injured": ("Bị thương", "người"),
    }.get(measure, (MEASURE_LABELS[measure], UNITS[measure]))
    if pd.isna(row["now"]):
        return _not_there(comparison, comparison.now)
    opening = f"{verb} {two_digits(row['now'])} {unit}"
    if pd.isna(row["before"]):
        return f"{opening}; chưa có số liệu của {comparison.base.title} để so sánh"
    return f"{opening}, {change_phrase(row, measure)} so với {against_words(comparison.now, comparison.base)}"


def certainty(row: Row) -> str:
    """How sure the change is, to follow a sentence: "; tăng rõ rệt", "; chưa đủ căn cứ nói là tăng", or nothing.

    Nothing where the counts are equal, or where the figure carries no test.
    """
    verdict = str(row["verdict"])
    if verdict == "no_data" or (verdict == "same" and not row["difference"]):
        return ""
    by_day = DIRECTION[verdict] * int(row["difference"]) <= 0
    prefix = "; tính bình quân một ngày thì " if by_day else "; "
    if verdict.endswith("_clear"):
        return f"{prefix}{VERDICT_WORDS[verdict]}"
    if not row["tested"]:
        return "; số liệu này không dùng để kết luận tăng hay giảm" if not pd.isna(row["p_rise"]) else ""
    return f"; chưa đủ căn cứ nói là {'tăng' if int(row['difference']) > 0 else 'giảm'}"


def threshold_sentence(row: Row, *, days: tuple[int, int] = (1, 1)) -> str:
    """What would have been clear, for a count of accidents: "10 → 18: có thể do ngẫu nhiên; phải từ 19 vụ mới là …".

    ``days`` of now and before. Empty where a count is missing or not judged.
    """
    if str(row["verdict"]) == "no_data" or pd.isna(row["now"]) or pd.isna(row["before"]):
        return ""
    now, before, ratio = int(row["now"]), int(row["before"]), days[0] / days[1]
    counts = f"{whole(before)} → {whole(now)}"
    if str(row["verdict"]) == "rise_clear":
        return f"{counts}: tăng rõ rệt, ít khi chỉ do ngẫu nhiên"
    if str(row["verdict"]) == "fall_clear":
        return f"{counts}: giảm rõ rệt, ít khi chỉ do ngẫu nhiên"
    rise, fall = int(min_now_count(before, ratio)), int(max_now_count(before, ratio))
    if str(row["verdict"]) != "fall":
        return f"{counts}: có thể do ngẫu nhiên; phải từ {whole(rise)} vụ mới là tăng rõ rệt"
    if fall < 0:
        return f"{counts}: có thể do ngẫu nhiên; kỳ trước quá ít vụ để nói là giảm rõ rệt"
    most = f"còn {whole(fall)} vụ trở xuống" if fall else "không còn vụ nào"
    return f"{counts}: có thể do ngẫu nhiên; phải {most} mới là giảm rõ rệt"


def target_sentence(status: TargetStatus) -> str:
    """How a figure stands against its target: "Mục tiêu năm 2025 giảm 5%: không quá 58 vụ; với nhịp này chưa đạt"."""
    if status.reached == "no_target":
        return ""
    direction = "giảm" if status.percent < 0 else "tăng không quá" if status.percent > 0 else "không tăng"
    size = f" {percent(abs(status.percent), _digits(status.percent))}" if status.percent else ""
    wanted = f"Mục tiêu năm {status.year} {direction}{size}"
    if status.reached == "no_data":
        return f"{wanted}: chưa đủ số liệu để đánh giá"
    unit = SHORT_UNITS.get(status.measure, UNITS[status.measure])
    reached = "đạt" if status.reached == "met" else "chưa đạt"
    return f"{wanted}: không quá {whole(status.at_most)} {unit}; với nhịp này {reached}"


def against_words(now: Period, base: Period, *, short: bool = False) -> str:
    """What the base is called: "cùng kỳ năm trước" (short "cùng kỳ"), "kỳ trước (Quý IV/2024)", or its own name."""
    if is_same_period_last_year(now, base):
        return "cùng kỳ" if short else SAME_PERIOD
    if base.stop == now.start and now.is_span == base.is_span and _kind(now) == _kind(base):
        return f"kỳ trước, {base.title}" if short else f"kỳ trước ({base.title})"
    return base.title


def is_same_period_last_year(now: Period, base: Period) -> bool:
    """Whether ``base`` is the period of the same name (or days) one year before."""
    if now.is_span != base.is_span or now.calendar_key != base.calendar_key:
        return False
    if not now.is_span:
        return now.key[4:] == base.key[4:] and int(now.key[:4]) - int(base.key[:4]) == 1
    without_months = Calendar(now.calendar_key, "", ())  # a free span needs no more of its calendar than the name
    return years_before(now, 1, without_months) == base


def coverage_sentences(comparison: Comparison) -> list[str]:
    """What the data do not cover: "Chưa có số liệu của Quý II/2025", "Số liệu của … mới đến 31/03/2025"; or nothing."""
    said = []
    for name, period in (("now", comparison.now), ("base", comparison.base)):
        state = comparison.coverage[name]
        if state == "none":
            said.append(f"Chưa có số liệu của {period.title}.")
        elif state == "partial":
            said.append(_partial_sentence(comparison, period))
    return said


def scope_sentence(comparison: Comparison) -> str:
    """What is always said: both periods with ends and days, va chạm, source, until when, unknown, illustration."""
    now, base = comparison.now, comparison.base
    parts = [
        f"{now.title} ({_ends(now)}) so với {against_words(now, base)} ({_ends(base)})",
        *_within_words(comparison),
        *_collision_words(comparison),
        f"Nguồn: {', '.join(comparison.sources)}" if comparison.sources else "",
        f"Số liệu đến {day_text(comparison.data_until)}" if comparison.data_until else "",
        _unknown_words(comparison),
        illustration_sentence(comparison),
    ]
    return ". ".join(part for part in parts if part) + "."


class _Told(Protocol):
    """What knows whether it rests on invented figures: a comparison, alerts, the facts of a brief."""

    @property
    def illustrative(self) -> bool: ...
    @property
    def mixed(self) -> bool: ...


def illustration(of: _Told) -> str:
    """The badge: "số liệu minh họa", "LẪN số liệu minh họa" where real figures stand beside it, "" for real ones."""
    return MIXED if of.mixed else ILLUSTRATION if of.illustrative else ""


def illustration_sentence(of: _Told) -> str:
    """The same as the beginning of a sentence, without its end."""
    said = illustration(of)
    return said[:1].upper() + said[1:]


def invented_words(of: _Told) -> str:
    """What a document says plainly where any figure is invented, without its end; "" where none is."""
    said = illustration_sentence(of)
    if of.mixed:
        return f"{said}: có số thật và số không thật tính chung"
    return f"{said}, không phải số liệu thật" if said else ""


def _percent_note(row: Row) -> str:
    if pd.isna(row["percent"]):
        return ""
    mark = f"; {SMALL}" if row["small"] else ""
    return f" ({percent(row['percent'], signed=True)}{mark})"


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def _kind(period: Period) -> str:
    return period.key[5:6] if not period.is_span else ".."


def _not_there(comparison: Comparison, period: Period) -> str:
    if comparison.coverage["now"] == "none":
        return f"Chưa có số liệu của {period.title}"
    return f"{period.title}: số liệu không ghi mục này"


def partly_words(comparison: Comparison) -> str:
    """Why the two periods may not be compared: "số liệu mới đến 31/03/2025"; "" where both are covered to the full."""
    partial = [
        p.title for n, p in (("now", comparison.now), ("base", comparison.base)) if comparison.coverage[n] != "full"
    ]
    if not partial:
        return ""
    until = so_far(comparison)
    if until is not None and partial == [comparison.now.title]:
        return f"số liệu mới đến {day_text(until)}"
    return f"số liệu của {' và '.join(partial)} chưa đủ"


def so_far(comparison: Comparison) -> date | None:
    """The last day of the data where it lies inside the period now; nothing where the period is covered or empty."""
    until = comparison.data_until
    inside = until is not None and comparison.now.start <= until < comparison.now.end
    return until if inside and comparison.coverage["now"] == "partial" else None


def _partial_sentence(comparison: Comparison, period: Period) -> str:
    until = comparison.data_until
    if until is not None and period.start <= until < period.end:
        return f"Số liệu mới đến {day_text(until)}: {period.title} chưa đủ ngày, chưa so sánh được."
    return f"Số liệu của {period.title} chưa phủ hết các ngày hoặc các địa bàn, chưa so sánh được."


def _ends(period: Period) -> str:
    return f"{period.span}, {period.days} ngày"


def scope_phrase(comparison: Comparison) -> str:
    """What the figures are of, in a cell of a file: both periods with their days, what they are narrowed to."""
    periods = f"{comparison.now.title} ({comparison.now.span}) so với {comparison.base.title} ({comparison.base.span})"
    return "; ".join([periods, *(_within_words(comparison) or ["toàn tỉnh"]), *_collision_words(comparison)])


def _within_words(comparison: Comparison) -> list[str]:
    return [f"Chỉ tính {'; '.join(comparison.within)}"] if comparison.within else []


def _collision_words(comparison: Comparison) -> list[str]:
    if "accidents" not in comparison.measures:
        return []
    return ["Tính cả va chạm" if comparison.with_collisions else "Không tính va chạm"]


def _unknown_words(comparison: Comparison) -> str:
    measure = comparison.measures[0]
    count = comparison.unknown.get(measure) or 0
    return f"Không rõ: {whole(count)} {UNITS[measure]}" if count else ""
