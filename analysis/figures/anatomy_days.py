"""Tết and the other holidays, aligned year by year: the same days around the same day of the lunar or solar year.

Defines three spans of equal length around Tết (before, during, after) and one window for every holiday of
``holiday_windows.csv``, for the year of a period and the five before. METHODS 6: Tết moves between 21 January and
20 February, so January or February alone is never set against last year's.

Leaves out tests: a window of a week holds a handful of accidents; what stands out is judged over the whole period
(``anatomy`` by kind of day). Can mislead: a window that the data do not cover in full is missing, never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.holidays import TET, HolidayWindow, load_holiday_windows
from ..definitions.periods import Period, free_period
from .counts import Where
from .coverage import overall_coverages
from .labels import asked_areas, calendar_of
from .sums import daily_rows, daily_rows_between

YEARS = 5
"""Years before that of the period."""
BEFORE, DURING, AFTER = "before", "during", "after"
TET_SPANS = {BEFORE: "7 ngày trước kỳ Tết", DURING: "7 ngày Tết", AFTER: "7 ngày sau kỳ Tết"}
_MEASURES = ("accidents", "deaths", "injured")


@dataclass(frozen=True)
class Span:
    """A window of one year: days, half-open."""

    code: str
    label: str
    year: int
    start: date
    stop: date


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


def tet_spans(definitions: Definitions, period: Period) -> list[Span]:
    """``TET_SPANS`` around the last Tết that begins before ``period`` ends, and around those of the years before."""
    window = next(one for one in load_holiday_windows(definitions.reference) if one.code == TET)
    year = period.end.year if window.span(period.end.year)[0] < period.stop else period.end.year - 1
    return [span for one in range(year - YEARS, year + 1) for span in _around(window, one)]


def holiday_spans(definitions: Definitions, period: Period) -> list[Span]:
    """Every window of ``holiday_windows.csv`` in the year in which ``period`` ends and in the five before."""
    windows, year = load_holiday_windows(definitions.reference), period.end.year
    return [
        Span(one.code, one.label, when, *one.span(when)) for when in range(year - YEARS, year + 1) for one in windows
    ]


def holiday_years(
    spans: Sequence[Span],
    daily: pd.DataFrame,
    definitions: Definitions,
    period: Period,
    *,
    where: Where,
    with_collisions: bool,
    coverage: pd.DataFrame,
) -> HolidayYears:
    """The accidents of ``spans`` (``tet_spans``, ``holiday_spans`` of the same ``period``).

    ``daily`` is ``counts.daily_counts``, ``coverage`` is ``compare.covered_batches``; ``where`` by area and mode.
    """
    rows = daily_rows(daily, where, with_collisions)
    calendar = calendar_of(period, definitions)
    periods = [free_period(span.start, span.stop - timedelta(days=1), calendar) for span in spans]
    states = overall_coverages(coverage, periods, asked_areas(where, definitions))
    within = daily_rows_between(rows, [(one.start, one.stop) for one in spans])
    records = [
        asdict(one) | _sums(inside, known=state == "full")
        for one, inside, state in zip(spans, within, states, strict=True)
    ]
    return HolidayYears(pd.DataFrame(records), max(one.year for one in spans))


def _around(window: HolidayWindow, year: int) -> list[Span]:
    """The window of Tết and a span of equal length on either side."""
    start, stop = window.span(year)
    length = timedelta(days=window.days)
    edges = {BEFORE: (start - length, start), DURING: (start, stop), AFTER: (stop, stop + length)}
    return [Span(code, _said(code, window.days), year, *edges[code]) for code in edges]


def _said(code: str, days: int) -> str:
    return TET_SPANS[code].replace("7", str(days))


def _sums(inside: pd.DataFrame, *, known: bool) -> dict[str, float]:
    if not known:
        return dict.fromkeys(_MEASURES, float("nan"))
    sums = inside[list(_MEASURES)].sum(min_count=1) if len(inside) else pd.Series(0.0, index=list(_MEASURES))
    return {name: float("nan") if pd.isna(sums[name]) else float(sums[name]) for name in _MEASURES}
