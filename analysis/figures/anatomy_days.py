"""Tết and the other holidays, aligned year by year: the same days around the same day of the lunar or solar year.

Defines three spans of equal length around Tết (before, during, after) and one window for every holiday of
``holiday_windows.csv``, for the year of a period and the five before. METHODS 6: Tết moves between 21 January and
20 February, so January or February alone is never set against last year's.

Leaves out tests: a window of a week holds a handful of accidents; what stands out is judged over the whole period
(``anatomy`` by kind of day). Can mislead: a window that the data do not cover in full is missing, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.holidays import TET, HolidayWindow, load_holiday_windows
from ..definitions.periods import Period, free_period
from .counts import Where
from .coverage import area_coverages, overall_coverage
from .labels import calendar_of
from .sums import daily_rows, daily_rows_between

YEARS = 5
"""Years before that of the period."""
BEFORE, DURING, AFTER = "before", "during", "after"
TET_SPANS = {BEFORE: "7 ngày trước kỳ Tết", DURING: "7 ngày Tết", AFTER: "7 ngày sau kỳ Tết"}
_MEASURES = ("accidents", "deaths", "injured")


@dataclass(frozen=True, eq=False)
class HolidayYears:
    """Windows of several years.

    ``table``, one row a window: code, label, year (int), start, stop (dates, half-open), accidents, deaths, injured
    (floats, missing where the data do not cover all of it). Years ascending; ``title_year`` is the newest.
    """

    table: pd.DataFrame
    title_year: int

    def wide(self, measure: str) -> pd.DataFrame:
        """One measure: windows (label) × years."""
        found = self.table.pivot_table(index="label", columns="year", values=measure, aggfunc="first", dropna=False)
        return found.reindex(self.table["label"].drop_duplicates())


def tet_years(
    daily: pd.DataFrame,
    definitions: Definitions,
    period: Period,
    *,
    where: Where,
    with_collisions: bool,
    coverage: pd.DataFrame,
) -> HolidayYears:
    """The spans around Tết (``TET_SPANS``) of the last Tết that begins before ``period`` ends, and of the years before.

    ``daily`` is ``counts.daily_counts``, ``coverage`` is ``compare.covered_batches``; ``where`` by area and mode.
    """
    window = next(one for one in load_holiday_windows(definitions.reference) if one.code == TET)
    year = period.end.year if window.span(period.end.year)[0] < period.stop else period.end.year - 1
    spans = [span for one in range(year - YEARS, year + 1) for span in _around(window, one)]
    return _counted(spans, daily, definitions, period, where, with_collisions, coverage, year)


def holiday_years(
    daily: pd.DataFrame,
    definitions: Definitions,
    period: Period,
    *,
    where: Where,
    with_collisions: bool,
    coverage: pd.DataFrame,
) -> HolidayYears:
    """Every window of ``holiday_windows.csv`` in the year in which ``period`` ends and the five before."""
    windows, year = load_holiday_windows(definitions.reference), period.end.year
    years = range(year - YEARS, year + 1)
    spans = [_Span(one.code, one.label, when, *one.span(when)) for when in years for one in windows]
    return _counted(spans, daily, definitions, period, where, with_collisions, coverage, year)


@dataclass(frozen=True)
class _Span:
    code: str
    label: str
    year: int
    start: date
    stop: date


def _around(window: HolidayWindow, year: int) -> list[_Span]:
    """The window of Tết and a span of equal length on either side."""
    start, stop = window.span(year)
    length = timedelta(days=window.days)
    edges = {BEFORE: (start - length, start), DURING: (start, stop), AFTER: (stop, stop + length)}
    return [_Span(code, _said(code, window.days), year, *edges[code]) for code in edges]


def _said(code: str, days: int) -> str:
    return TET_SPANS[code].replace("7", str(days))


def _counted(
    spans: Iterable[_Span],
    daily: pd.DataFrame,
    definitions: Definitions,
    period: Period,
    where: Where,
    with_collisions: bool,
    coverage: pd.DataFrame,
    year: int,
) -> HolidayYears:
    rows = daily_rows(daily, where, with_collisions)
    asked = list(spans)
    calendar = calendar_of(period, definitions)
    periods = [free_period(span.start, span.stop - timedelta(days=1), calendar) for span in asked]
    areas = [code for code in where.get("area", ()) if code in definitions.areas.codes] or definitions.areas.codes
    states = [overall_coverage(one) for one in area_coverages(coverage, periods, areas)]
    within = daily_rows_between(rows, [(one.start, one.stop) for one in asked])
    records = [
        {"code": one.code, "label": one.label, "year": one.year, "start": one.start, "stop": one.stop}
        | _sums(inside, known=state == "full")
        for one, inside, state in zip(asked, within, states, strict=True)
    ]
    return HolidayYears(pd.DataFrame(records), year)


def _sums(inside: pd.DataFrame, *, known: bool) -> dict[str, float]:
    if not known:
        return dict.fromkeys(_MEASURES, float("nan"))
    sums = inside[list(_MEASURES)].sum(min_count=1) if len(inside) else pd.Series(0.0, index=list(_MEASURES))
    return {name: float("nan") if pd.isna(sums[name]) else float(sums[name]) for name in _MEASURES}
