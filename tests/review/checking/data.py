"""Counts a day that can be added up by eye, as a context to hold sentences against."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import base_period, parse_period
from analysis.figures.counts import MEASURES, NOT_GIVEN
from analysis.review.checking.context import Context
from tests.figures.rows import covers

ROWS = (
    # day, area, mode, severity, accidents, deaths, injured
    ("2024-01-10", "087", "road", "serious", 5, 5, 4),
    ("2024-02-10", "080", "road", "collision", 3, 0, 0),
    ("2024-03-20", "080", "rail", "serious", 2, 2, 1),  # not in 15/12/2023-14/3/2024, but in the first calendar quarter
    ("2025-01-10", "087", "road", "serious", 8, 6, 10),
    ("2025-02-10", "080", "road", "collision", 4, 0, 0),
    ("2025-02-11", "088", "rail", "very_serious", 1, 2, 0),
)
"""Quý I/2025 (15-14): 13 accidents, 8 deaths, 10 injured (9 without va chạm); Quý I/2024: 8, 5, 4 (5 without)."""


def context(definitions: Definitions, period: str = "2025-Q1", **more: Any) -> Context:
    """The rows as a context with ``period`` chosen; the data go from 15/12/2018 to 14/6/2025."""
    names = ("occurred_on", "area_code", "mode", "severity", "accidents", "deaths", "injured")
    daily = pd.DataFrame(ROWS, columns=list(names))
    daily["occurred_on"] = pd.to_datetime(daily["occurred_on"]).astype("datetime64[s]")
    measures = [*MEASURES, *NOT_GIVEN]
    daily = daily.assign(**{name: 0 for name in measures if name not in daily})
    daily = daily.astype(dict.fromkeys(measures, "Int64"))
    calendar = definitions.calendar(more.get("calendar_key"))
    now = parse_period(period, calendar)
    chosen = {"period": now, "base": base_period(now, None, calendar)} | more
    return Context(definitions, daily, covers("*", "2018-12-15", "2025-06-15"), **chosen)
