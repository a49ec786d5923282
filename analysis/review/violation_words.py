"""Words of the page Vi phạm: each figure against its base, why some are not compared, the behaviours of the plan.

Left out: counts and groups (``figures``). Can mislead: more cases are more work of enforcement as much as more
violations; every sentence that could be read otherwise is followed by ``EFFORT``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..definitions.periods import day_text
from ..figures.behaviour_groups import BehaviourGroup
from ..figures.comparison import Comparison
from .numbers import percent, whole
from .pack.words_violations import money
from .sentences import MEASURE_LABELS, UNITS, VERDICT_WORDS, against_words, change_phrase

EFFORT = (
    "Số trường hợp xử lý phản ánh cả mức độ tuần tra, kiểm soát và quy định của pháp luật, không chỉ mức độ vi phạm; vì"
    " vậy không gắn «rõ rệt» và không suy ra vi phạm tăng hay giảm."
)
DIRECT_TITLE = "Hành vi trực tiếp gây tai nạn (phụ lục IV.2 của Kế hoạch 68/KH-UBND)"
OTHER_TITLE = "Các hành vi khác"
NOT_COMPARED = "không so sánh"


@dataclass(frozen=True)
class MeasureWords:
    """One figure in words: now, its change, the verdict (code and words), small lines."""

    measure: str
    title: str
    now: str
    change: str
    verdict: str
    words: str
    small: tuple[str, ...]


def amount(value: Any, measure: str) -> str:
    """A figure as it is read: "25,84 tỷ đồng", "8.171"; a missing one is "–"."""
    if pd.isna(value):
        return "–"
    return money(int(value)) if measure == "fine_vnd" else whole(value)


def measure_words(comparison: Comparison, measure: str, breaks: pd.DataFrame) -> MeasureWords:
    """The words of one measure; ``breaks``: ``notes.breaks_crossed``."""
    row = comparison.figure(measure)
    now, before = row["now"], row["before"]
    against = against_words(comparison.now, comparison.base, short=True)
    first = against[:1].upper() + against[1:]
    apart = pd.isna(row["difference"]) and pd.notna(now) and pd.notna(before)
    verdict = str(row["verdict"])
    small: tuple[str, ...] = ()
    words, change = VERDICT_WORDS[verdict], ""
    if pd.isna(now):
        words, change = "không có số liệu", "Tệp của kỳ này không ghi số này"
    elif apart:
        words, change, small = NOT_COMPARED, f"{first}: {amount(before, measure)}", why_apart(breaks, measure)
    elif pd.isna(before):
        words, change, small = "chưa có số để so sánh", f"{first}: không có số liệu", _since(breaks, measure)
    else:
        said = change_phrase(row, measure, padded=False)
        said = said if measure != "fine_vnd" else _money_change(row)
        change = f"{first} {amount(before, measure)}: {said}"
    return MeasureWords(
        measure, MEASURE_LABELS[measure].replace(" (đồng)", ""), amount(now, measure), change, verdict, words, small
    )


def why_apart(breaks: pd.DataFrame, measure: str) -> tuple[str, ...]:
    """Why both figures of ``measure`` stand there and are not compared: the acts with their days."""
    about = breaks["not_compared"].str.split("|").map(lambda names: measure in names).astype(bool)
    return tuple(
        f"Mức phạt thay đổi từ {day_text(row['date'].date())} ({row['label']}): so số trường hợp, không so số tiền"
        for row in breaks[about].to_dict("records")
    )


def direct_sentence(comparison: Comparison, direct: BehaviourGroup) -> str:
    """How many of the cases are of the behaviours that directly cause accidents, with their share and base."""
    total = comparison.figure("cases")["now"]
    now, before = direct.sums["cases"]
    if pd.isna(total) or not total or pd.isna(now):
        return ""
    share = percent(100 * now / float(total), 1)
    base = "" if pd.isna(before) else f"; {against_words(comparison.now, comparison.base, short=True)} {whole(before)}"
    return f"Hành vi trực tiếp gây tai nạn: {whole(now)} trường hợp, bằng {share} tổng số{base}."


def fines_sentence(comparison: Comparison, breaks: pd.DataFrame) -> str:
    """The fines in a sentence, with why they are not compared where they are not."""
    row = comparison.figure("fine_vnd")
    if pd.isna(row["now"]):
        return ""
    apart = why_apart(breaks, "fine_vnd")
    known = (
        ""
        if pd.isna(row["before"])
        else f" ({against_words(comparison.now, comparison.base, short=True)} {money(int(row['before']))})"
    )
    if apart and known:
        return f"Tiền phạt {money(int(row['now']))}{known}. {'. '.join(apart)}."
    return f"Tiền phạt {money(int(row['now']))}{known}."


def straddling_table(listed: pd.DataFrame, comparison: Comparison) -> pd.DataFrame:
    """The counts that cross an edge, with Vietnamese headings."""
    titles = {"now": comparison.now.title, "before": comparison.base.title}
    return pd.DataFrame(
        {
            "Kỳ đang xem": listed["period"].map(titles),
            "Kỳ của số liệu, từ ngày": listed["period_start"],
            "đến ngày": listed["period_end"],
            "Địa bàn": listed["label"],
            "Số dòng": listed["rows"],
            "Số trường hợp": listed["cases"],
        }
    )


def series_note(series: pd.DataFrame) -> str:
    """What a series leaves out because it crosses an edge; "" where nothing does."""
    cases = int(series["straddling_cases"].sum())
    if not cases:
        return ""
    return (
        f"{whole(cases)} {UNITS['cases']} có kỳ thống kê riêng vắt qua ranh giới các kỳ của biểu đồ nên không vẽ; hãy"
        " chọn lịch thống kê theo tháng dương lịch nếu tệp gửi theo tháng."
    )


def _since(breaks: pd.DataFrame, measure: str) -> tuple[str, ...]:
    if measure != "points_deducted":
        return ()
    about = breaks["note"].str.contains("trừ điểm")
    return tuple(f"Trừ điểm áp dụng từ {day_text(row['date'].date())}" for row in breaks[about].to_dict("records"))


def _money_change(row: Mapping[str, Any]) -> str:
    change = int(row["difference"])
    if not change:
        return "không tăng, không giảm"
    rate = "" if pd.isna(row["percent"]) else f" ({percent(row['percent'], signed=True)})"
    return f"{'tăng' if change > 0 else 'giảm'} {money(abs(change))}{rate}"
