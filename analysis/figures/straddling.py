"""The violation counts beside a comparison that could not be counted in it: their own period crosses an edge.

A month counted as a calendar month does not fit a quarter of the 15th to the 14th: it is neither in nor out. Such
counts are never split; this is their list, with the periods and areas that they speak of.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..store.tables import Store
from .comparison import Comparison
from .labels import calendar_of, labels_of
from .violation_counts import straddling_by_period

LISTED = ("period", "period_start", "period_end", "area_code", "label", "rows", "cases")
"""Columns of the list: "now" or "before", first and last day, district, its name, rows and cases."""


def straddling_counts(store: Store, definitions: Definitions, comparison: Comparison) -> pd.DataFrame:
    """The counts that ``comparison`` (of violations) leaves out, columns ``LISTED``; by period, day and district."""
    now, base = comparison.now, comparison.base
    intervals = {"now": (now.start, now.stop), "before": (base.start, base.stop)}
    calendar = calendar_of(now, definitions)
    listed = straddling_by_period(store.pinned(), intervals, where=comparison.where, calendar=calendar)
    labels = labels_of("area", listed["area_code"].astype("str"), definitions)
    return listed.assign(label=pd.Series(labels, index=listed.index, dtype="str"))[list(LISTED)]


def straddling_records(listed: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The list as plain JSON values, for "now" and "base"."""
    names = {"now": "now", "base": "before"}
    return {
        key: [_record(row) for row in listed[listed["period"] == name].to_dict("records")]
        for key, name in names.items()
    }


def _record(row: Any) -> dict[str, Any]:
    return {
        "start": row["period_start"].date().isoformat(),
        "end": row["period_end"].date().isoformat(),
        "area": row["area_code"],
        "label": row["label"],
        "rows": int(row["rows"]),
        "cases": int(row["cases"]),
    }
