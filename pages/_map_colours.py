"""What colours the districts: counts, rates, change or flag, with the values, tooltips and legend that go with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis.drawing.map_classes import Classed, by_amount, by_name, level_classes, verdict_classes
from analysis.errors import RequestError
from analysis.figures.comparison import Comparison
from analysis.review.numbers import decimal, difference, whole
from analysis.review.wording import VERDICT_WORDS
from pages import _cached
from pages._links import Choices


@dataclass(frozen=True)
class Coloured:
    """The districts as classes, the value shown in each, the lines of its tooltip, the legend's title and a note."""

    classed: Classed
    amounts: Mapping[str, str]
    said: Mapping[str, tuple[str, ...]]
    title: str
    note: str = ""


def coloured(colour: str, choices: Choices) -> Coloured:
    """The districts by ``colour``; where it cannot be had for this period, by counts with a note why."""
    whole_province = replace(choices, areas=())
    comparison = _cached.overview(whole_province)
    if colour == "tang_giam":
        return _by_change(comparison)
    if colour == "ty_le":
        return _by_rate(comparison)
    if colour == "canh_bao":
        return _by_flag(whole_province, comparison)
    return _by_count(comparison)


def _rows(comparison: Comparison) -> pd.DataFrame:
    return comparison.groups("accidents").drop(index="unknown", errors="ignore")


def _counts(rows: pd.DataFrame) -> dict[str, str]:
    return {str(code): whole(value) for code, value in rows["now"].items()}


def _compared(rows: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    return {
        str(code): (f"{whole(row['now'])} vụ; kỳ so sánh {whole(row['before'])} ({difference(row['difference'])})",)
        for code, row in rows.to_dict("index").items()
    }


def _by_count(comparison: Comparison, note: str = "") -> Coloured:
    rows = _rows(comparison)
    amounts = {str(code): float(value) for code, value in rows["now"].astype("float64").items()}
    title = f"Số vụ, {comparison.now.title}"
    return Coloured(by_amount(amounts), _counts(rows), _compared(rows), title, note)


def _by_change(comparison: Comparison) -> Coloured:
    rows = _rows(comparison)
    verdicts = {str(code): str(value) for code, value in rows["verdict"].items()}
    said = {code: (*lines, VERDICT_WORDS[verdicts[code]]) for code, lines in _compared(rows).items()}
    title = f"Số vụ, {comparison.now.title} so với {comparison.base.title}"
    return Coloured(by_name(verdicts, verdict_classes(VERDICT_WORDS)), _counts(rows), said, title)


def _by_rate(comparison: Comparison) -> Coloured:
    from analysis.figures.population import people_by_area
    from analysis.signals.rates import area_rates

    people = people_by_area(_cached.pinned(), _cached.definitions(), comparison.now.end.year)
    if people.year is None:
        note = "Chưa có số dân nên chưa tính được tỷ suất; hãy nhập tệp dân số ở trang Dữ liệu."
        return _by_count(comparison, note)
    counted = _rows(comparison)
    complete = counted["now"].astype("float64").where(counted["covered_now"] == "full")
    rows = area_rates(complete, people.people)
    smoothed = {str(code): float(value) for code, value in rows["smoothed"].items()}
    said = {str(code): _rate_said(row) for code, row in rows.to_dict("index").items()}
    values = {code: decimal(value, 1) for code, value in smoothed.items()}
    title = f"Số vụ trên 100.000 dân, {comparison.now.title} (đã làm trơn)"
    note = f"Dân số năm {people.year}. Tỷ suất đã làm trơn kéo các huyện ít dân về gần mức chung để bớt ngẫu nhiên."
    return Coloured(by_amount(smoothed, whole=False), values, said, title, note)


def _rate_said(row: Mapping[str, float]) -> tuple[str, ...]:
    first = f"{whole(row['count'])} vụ, {whole(row['people'])} dân"
    return first, f"{decimal(row['rate'], 1)} vụ trên 100.000 dân; đã làm trơn {decimal(row['smoothed'], 1)}"


def _by_flag(choices: Choices, comparison: Comparison) -> Coloured:
    from analysis.review.alert_words import LEVEL_WORDS, reason
    from pages._alerts_read import flags

    try:
        found = flags(choices, "area")
    except RequestError as error:
        return _by_count(comparison, f"{error.sentence} {error.remedy}")
    rows = found.table.set_index("area")
    levels = {str(code): str(level) for code, level in rows["level"].items()}
    values = {str(code): whole(value) for code, value in rows["now"].items()}
    said = {str(row["area"]): (reason(row, found), LEVEL_WORDS[row["level"]]) for row in found.table.to_dict("records")}
    title = f"Số vụ so với mức bình thường, {comparison.now.title}"
    return Coloured(by_name(levels, level_classes(LEVEL_WORDS)), values, said, title)
