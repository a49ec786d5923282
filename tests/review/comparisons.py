"""Comparisons with given totals, made without counting."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import base_period, parse_period
from analysis.figures.assembling import Selection, accident_comparison
from analysis.figures.comparison import Comparison
from analysis.figures.counts import MEASURES, NOT_GIVEN

Group = tuple[int, int]
"""Accidents now and before; each with one injured, none with a death."""


def comparison(
    definitions: Definitions,
    now: int,
    before: int,
    *,
    period: str = "2025-Q1",
    against: str | None = None,
    covers: tuple[str, str] = ("2010-01-01", "2025-03-15"),
    calendar: str = "15-14",
    by: str | None = None,
    groups: dict[str, Group] | None = None,
    **changes: Any,
) -> Comparison:
    """``now`` accidents against ``before``, with ``groups`` of ``by``."""
    calendars = definitions.calendars[calendar]
    span = parse_period(period, calendars)
    start, stop = (pd.Timestamp(day) for day in covers)
    covered = pd.DataFrame(
        {"batch_id": ["đợt 1"], "source": ["Công an tỉnh"], "area_code": ["*"], "start": [start], "stop": [stop]}
    ).assign(illustrative=False)
    base = base_period(span, against, calendars)
    selection = Selection(definitions, span, base, by, {}, True, covered)
    parts = {
        name: pd.DataFrame([sums(pair[place]) for pair in (groups or {}).values()], index=list(groups or {})).reindex(
            columns=[*MEASURES, *NOT_GIVEN]
        )
        for place, name in enumerate(("now", "before"))
    }
    made = accident_comparison(selection, parts, {"now": sums(now), "before": sums(before)})
    return replace(made, **changes)


def sums(accidents: int) -> pd.Series:
    values = dict.fromkeys([*MEASURES, *NOT_GIVEN], 0.0)
    return pd.Series(
        {**values, "accidents": accidents, "injured": accidents, "injured_squared": accidents}, dtype=float
    )


def row(now: float, before: float, verdict: str, **columns: Any) -> dict[str, Any]:
    """One row of a comparison's table."""
    percent = (now - before) / before * 100 if before else math.nan
    known = {"now": now, "before": before, "difference": now - before, "percent": percent, "p_rise": 0.3}
    return {**known, "verdict": verdict, "small": before < 5, "tested": True, **columns}
