"""What enforcement counted month by month or quarter by quarter, from the counts' own periods.

Defines the complete grid of a series: 0 where the data cover the month and nothing was counted, missing where they do
not. A count is in a unit where its own period lies inside; one that crosses an edge (a calendar month against the 15th
to the 14th) is in none and is told beside the series.

Can mislead: the series follows the effort of enforcement and the law as much as the behaviour on the road.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..definitions.calendars import Calendar
from ..definitions.catalogue import Definitions
from ..definitions.periods import Period
from .trends import Unit, series_grid, series_periods
from .violation_counts import VIOLATION_MEASURES

STRADDLING_CASES = "straddling_cases"


def violation_series(
    spans: pd.DataFrame,
    definitions: Definitions,
    *,
    calendar: Calendar,
    unit: Unit,
    until: Period,
    coverage: pd.DataFrame,
    years: int = 5,
    areas: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One row a month or quarter up to the one in which ``until`` ends, from the same one ``years`` years before.

    Columns: those of ``trends.series_grid``, ``VIOLATION_MEASURES`` (``Int64``, missing where not covered or not given)
    and ``STRADDLING_CASES`` (cases of counts that begin in the unit and end outside it).
    ``spans``: ``violation_counts.violation_spans`` of at least these days; ``coverage``: ``compare.covered_batches``.
    """
    periods = series_periods(until, calendar, unit=unit, years=years)
    chosen = list(areas) if areas else definitions.areas.codes
    grid = series_grid(periods, coverage, chosen)
    sums = _sums(spans, grid)
    sums.loc[grid["covered"] == "none", list(VIOLATION_MEASURES)] = pd.NA
    return grid.join(sums)


def _sums(spans: pd.DataFrame, grid: pd.DataFrame) -> pd.DataFrame:
    edges = np.append(grid["start"].to_numpy(), grid["stop"].iloc[-1:].to_numpy()).astype("datetime64[s]")
    first = np.searchsorted(edges, spans["period_start"].to_numpy().astype("datetime64[s]"), side="right") - 1
    last = np.searchsorted(edges, spans["period_end"].to_numpy().astype("datetime64[s]"), side="right") - 1
    known = (first >= 0) & (first < len(grid))
    inside = known & (first == last)
    measured = spans.loc[inside, list(VIOLATION_MEASURES)].groupby(first[inside]).sum(min_count=1)
    crossing = spans.loc[known & ~inside, "cases"].groupby(first[known & ~inside]).sum()
    every = measured.reindex(range(len(grid)))
    empty = ~np.isin(np.arange(len(grid)), first[inside])
    every.loc[empty] = 0
    told = crossing.reindex(range(len(grid)), fill_value=0).astype("Int64")
    whole: pd.DataFrame = every.astype("Int64").assign(**{STRADDLING_CASES: told})
    return whole
