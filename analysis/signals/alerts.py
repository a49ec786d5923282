"""The flags of a period: every area with its count, what is ordinary, the evidence and the level.

Defines the table that the page, the brief and the command show, what chance alone would flag, and the facts that have
to be said beside (short history, holes, breaks). Two periods are judged: the one asked for and, for "kéo dài" and
"mới", the one before.

Leaves out: words (``review.alert_words``), the month by month watch, and what lies behind a flag.

Can mislead: a flag is a reason to look, not a finding. A rise that lasts lifts its own baseline and loses its flag
after some years. The choice of areas on a page changes which rows are shown, never the baseline.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..definitions.calendars import Calendar
from ..definitions.catalogue import Definitions
from ..definitions.periods import Period, reported_before
from ..figures.counts import NOWHERE, Where
from ..figures.coverage import batches_touching, covered_until
from ..store.tables import Store
from .alert_notes import Note, notes_of
from .alert_record import COLUMNS, Alerts
from .history import history_at
from .judging import judge
from .levels import FLAGGED, LEVELS, RED, SMALLEST_MEAN
from .quarters import Grid, counted_grid, daily_grid, held_quarters, quarter_of

__all__ = ["COLUMNS", "Alerts", "Note", "alerts", "place_alerts"]


def alerts(
    daily: pd.DataFrame,
    definitions: Definitions,
    period: Period,
    *,
    calendar: Calendar,
    coverage: pd.DataFrame,
    areas: Sequence[str] | None = None,
    modes: Sequence[str] | None = None,
    with_collisions: bool = True,
) -> Alerts:
    """The flags of the areas from ``counts.daily_counts``, without reading anything.

    ``coverage`` is ``compare.covered_batches``; ``areas`` (codes) says which rows are shown, the baseline is always of
    all. Raises ``RequestError`` for a period that is no quarter, 6 tháng, 9 tháng or year.
    """
    grid = daily_grid(
        daily,
        definitions,
        period,
        calendar=calendar,
        coverage=coverage,
        modes=modes,
        with_collisions=with_collisions,
    )
    return _alerts(grid, definitions, period, coverage, areas=areas, with_collisions=with_collisions)


def place_alerts(
    store: Store,
    definitions: Definitions,
    period: Period,
    *,
    by: str,
    calendar: Calendar,
    coverage: pd.DataFrame,
    where: Where = NOWHERE,
    with_collisions: bool = True,
) -> Alerts:
    """The same of communes or roads, one reading of the store; a mean below 3 a quarter is ``too_few``.

    Raises ``RequestError`` for another dimension, or a period that does not hold whole quarters.
    """
    grid = counted_grid(
        store,
        definitions,
        period,
        by=by,
        calendar=calendar,
        coverage=coverage,
        where=where,
        with_collisions=with_collisions,
    )
    return _alerts(grid, definitions, period, coverage, with_collisions=with_collisions, smallest_mean=SMALLEST_MEAN)


def _alerts(
    grid: Grid,
    definitions: Definitions,
    period: Period,
    coverage: pd.DataFrame,
    *,
    areas: Sequence[str] | None = None,
    with_collisions: bool,
    smallest_mean: float = 0.0,
) -> Alerts:
    history = history_at(grid, period)
    judged = judge(history, smallest_mean=smallest_mean)
    table = _with_marks(judged.table, grid, period, smallest_mean)
    table = _ordered(table.assign(area=list(history.areas), label=[history.labels[area] for area in history.areas]))
    if areas is not None:
        table = table[table["area"].isin(list(areas))].reset_index(drop=True)
    touching = batches_touching(coverage, [*history.quarters, *history.held])
    return Alerts(
        period=period,
        with_collisions=with_collisions,
        table=table,
        notes=notes_of(history, table, definitions),
        history=history,
        judged=judged,
        sources=tuple(sorted({str(source) for source in touching["source"].dropna()} - {""})),
        illustrative=bool(touching["illustrative"].any()),
        data_until=covered_until(coverage),
        mixed=bool(touching["illustrative"].any() and not touching["illustrative"].all()),
    )


def _with_marks(table: pd.DataFrame, grid: Grid, period: Period, smallest_mean: float) -> pd.DataFrame:
    """With ``prolonged`` and ``is_new``, from the levels of the period before (and of the last two quarters)."""

    def levels_of(other: Period) -> pd.Series[str]:
        return judge(history_at(grid, other), smallest_mean=smallest_mean).table["level"]

    numbers = held_quarters(period)
    last, before_last = (quarter_of(number, grid.calendar) for number in (numbers[-1], numbers[-1] - 1))
    red = table["level"] == RED
    if len(numbers) == 1:
        before = levels_of(before_last)
        prolonged = red & (before == RED)
    else:
        before = levels_of(reported_before(period, grid.calendar))
        prolonged = red & (levels_of(last) == RED) & (levels_of(before_last) == RED)
    flagged = table["level"].isin(FLAGGED)
    return table.assign(prolonged=prolonged, is_new=flagged & ~before.isin(FLAGGED))


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    """By level, then ``p_base`` (missing last), then code."""
    rank = table["level"].map({level: number for number, level in enumerate(LEVELS)})
    keyed = table.assign(rank=rank).sort_values(["rank", "p_base", "area"], na_position="last", ignore_index=True)
    return keyed[list(COLUMNS)]
