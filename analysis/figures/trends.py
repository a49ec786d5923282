"""Counts month by month or quarter by quarter, from the table of daily counts.

Defines the complete grid of a series: 0 where the data cover the month and nothing happened, missing where they do
not cover it. Leaves out smoothing and seasons.

Can mislead: a series that crosses a break (a new circular, va chạm counted otherwise) is not one series:
``series_breaks`` says where; a month that is covered in part is shown with what there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from ..definitions.calendars import Calendar
from ..definitions.catalogue import Definitions
from ..definitions.periods import Period, parse_period
from .counts import MEASURES
from .coverage import overall_coverages
from .sums import daily_rows

Unit = Literal["month", "quarter"]
MONTHS = {"month": 1, "quarter": 3}


def period_series(
    daily: pd.DataFrame,
    definitions: Definitions,
    *,
    calendar: Calendar,
    unit: Unit,
    until: Period,
    coverage: pd.DataFrame,
    years: int = 5,
    areas: Sequence[str] | None = None,
    modes: Sequence[str] | None = None,
    with_collisions: bool = True,
) -> pd.DataFrame:
    """One row a month or quarter up to the one in which ``until`` ends, from the same one ``years`` years before.

    Columns: those of ``series_grid`` and ``counts.MEASURES`` (``Int64``, missing where not covered). ``daily`` is
    ``counts.daily_counts``, ``coverage`` is ``compare.covered_batches``; ``areas`` and ``modes`` are codes.
    """
    periods = series_periods(until, calendar, unit=unit, years=years)
    asked = {"area": areas, "mode": modes}
    rows = daily_rows(daily, {name: values for name, values in asked.items() if values is not None}, with_collisions)
    chosen = list(areas) if areas is not None else definitions.areas.codes
    grid = series_grid(periods, coverage, chosen)
    sums = _sums_between(rows, [*(period.start for period in periods), periods[-1].stop])
    sums.loc[grid["covered"] == "none"] = pd.NA
    return grid.join(sums)


def series_periods(until: Period, calendar: Calendar, *, unit: Unit, years: int) -> list[Period]:
    """The months or quarters of a series, in order; they follow one another without a hole."""
    around = calendar.month_of(pd.Series([pd.Timestamp(until.end)])).iloc[0]
    length = MONTHS[unit]
    last = (int(around["year"]) * 12 + int(around["month"]) - 1) // length
    first = last - years * 12 // length
    return [parse_period(_unit_key(number, length), calendar) for number in range(first, last + 1)]


def series_grid(periods: Sequence[Period], coverage: pd.DataFrame, areas: Sequence[str]) -> pd.DataFrame:
    """One row a unit: period_key, label, start, stop (datetime64, half-open) and how ``areas`` are covered."""
    return pd.DataFrame(
        {
            "period_key": [period.key for period in periods],
            "label": [period.title for period in periods],
            "start": pd.to_datetime([period.start for period in periods]),
            "stop": pd.to_datetime([period.stop for period in periods]),
            "covered": overall_coverages(coverage, periods, areas),
        }
    )


def with_roles(series: pd.DataFrame, measure: str, now: Period, base: Period) -> pd.DataFrame:
    """``series`` with ``value`` (one measure) and ``role``: "now" and "before" inside the two periods, else "other"."""
    inside = {"now": _inside(series, now), "before": _inside(series, base)}
    role = np.select([inside["now"], inside["before"]], ["now", "before"], default="other")
    return series.assign(value=series[measure], role=role)


def series_breaks(series: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """The breaks (date, label, note) after the start of the series and before its end."""
    return definitions.breaks_between(series["start"].min(), series["stop"].max())


def _unit_key(number: int, months: int) -> str:
    """DESIGN's form of the ``number``-th unit of ``months`` months since the year 0."""
    year, month = divmod(number * months, 12)
    return f"{year:04d}-{month + 1:02d}" if months == 1 else f"{year:04d}-Q{month // months + 1}"


def _inside(series: pd.DataFrame, period: Period) -> pd.Series[bool]:
    return (series["start"] >= pd.Timestamp(period.start)) & (series["stop"] <= pd.Timestamp(period.stop))


def _sums_between(rows: pd.DataFrame, edges: Sequence[date]) -> pd.DataFrame:
    """Sums of the measures between consecutive days; 0 where there is no row, missing where no row has a value."""
    bounds = np.array(edges, dtype="datetime64[s]")
    place = np.searchsorted(bounds, rows["occurred_on"].to_numpy().astype("datetime64[s]"), side="right") - 1
    inside = (place >= 0) & (place < len(edges) - 1)
    measured = rows.loc[inside, list(MEASURES)]
    sums = measured.groupby(place[inside]).sum(min_count=1)
    every: pd.DataFrame = sums.reindex(range(len(edges) - 1), fill_value=0).astype("Int64")
    return every
