"""Charts of the page Vi phạm as tables for people, and what stands below each: n, period, unknown, source.

Takes comparisons, series and the tables of ``figures.together``; gives tables with Vietnamese headings. Left out: how a
table becomes a file (``export``, ``anatomy_export``).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..definitions.tables import UNKNOWN
from ..figures.comparison import Comparison
from ..figures.labels import DIMENSION_LABELS
from .numbers import percent, whole
from .sentences import MEASURE_LABELS, UNITS

COVERED_WORDS = {"full": "đủ", "partial": "một phần", "none": "chưa có"}


def groups_table(comparison: Comparison, measure: str) -> pd.DataFrame:
    """One measure of a comparison, a row a group in its order, the sum last."""
    rows, total = comparison.groups(measure), comparison.figure(measure)
    columns: dict[str, Any] = {DIMENSION_LABELS[comparison.by or "area"]: [*rows["label"].astype(str), "Tổng số"]}
    for side, period in (("now", comparison.now), ("before", comparison.base)):
        values = pd.Series([*rows[side], total[side]], dtype="Int64")
        columns[f"{MEASURE_LABELS[measure]}: {period.title}"] = values
    return pd.DataFrame(columns)


def series_table(series: pd.DataFrame, headings: dict[str, str]) -> pd.DataFrame:
    """A series with both ends of every month or quarter; ``headings`` of its columns, in order."""
    last = pd.to_datetime(series["stop"]) - pd.Timedelta(days=1)
    columns = {"Kỳ": series["label"], "Từ ngày": pd.to_datetime(series["start"]), "Đến ngày": last}
    columns |= {heading: series[name] for name, heading in headings.items()}
    return pd.DataFrame({**columns, "Số liệu phủ": series["covered"].map(COVERED_WORDS)})


def groups_caption(comparison: Comparison, measure: str) -> str:
    """n of both periods, their days, how much has no known group, source."""
    row, known = comparison.figure(measure), comparison.labels
    lost = comparison.figure(measure, UNKNOWN)["now"] if UNKNOWN in known else 0
    share = f" ({percent(100 * float(lost) / float(row['now']), 1)})" if _some(lost) and _some(row["now"]) else ""
    unit = UNITS[measure]
    now, base = comparison.now, comparison.base
    before = "chưa có số liệu" if pd.isna(row["before"]) else f"n = {whole(row['before'])} {unit}"
    return (
        f"n = {whole(row['now'])} {unit}, {now.title}: {now.span}; kỳ so sánh {before}, {base.title}: {base.span}; "
        f"không rõ {whole(0 if pd.isna(lost) else lost)}{share}; {source_phrase(comparison)}"
    )


def series_caption(series: pd.DataFrame, column: str, comparison: Comparison) -> str:
    """How much the series holds, from when to when, its source."""
    first, last = pd.to_datetime(series["start"]).min(), pd.to_datetime(series["stop"]).max() - pd.Timedelta(days=1)
    unit = UNITS[column]
    counted = whole(series[column].sum())
    return f"n = {counted} {unit}, {first:%d/%m/%Y}–{last:%d/%m/%Y}; {source_phrase(comparison)}"


def source_phrase(*comparisons: Comparison) -> str:
    """ "nguồn: …" of all that is counted together."""
    named = dict.fromkeys(source for one in comparisons for source in one.sources)
    return f"nguồn: {', '.join(named) or 'tệp không ghi nguồn'}"


def _some(value: Any) -> bool:
    return bool(pd.notna(value) and value)
