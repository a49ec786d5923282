"""Rows to counts: violations, as one Ibis expression each, from the rows or from kept totals where these know enough.

Defines how many cases (fines, licences, points, vehicles) fall into each group of a period. A count has a period of its
own, often a day, sometimes a month: it is counted where that lies inside the period asked for, else it is told beside.

Can mislead: what was punished follows the effort of enforcement. A measure that no row of a group gives is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ibis
import pandas as pd

from ..definitions.calendars import Calendar
from ..store.engines import connect
from ..store.reading import visible_rows, visible_totals
from ..store.tables import Store
from ..store.totals import form_for
from .counts import NOWHERE, Where, answer_table
from .dimensions import (
    VIOLATION_DIMENSIONS,
    Column,
    Interval,
    Rows,
    check_dimensions,
    chosen,
    known,
    span_of,
    violation_columns,
    with_raw_values,
    with_violation_dimensions,
)

VIOLATION_MEASURES = ("cases", "fine_vnd", "licences_revoked", "points_deducted", "vehicles_held")
"""Cases, đồng, licences, points, vehicles."""
STRADDLING = ("straddling_rows", "straddling_cases")
"""Violation counts whose own period crosses the edge of the period asked for: seen, never counted, never split."""


def violation_counts(
    store: Store,
    *,
    start: date,
    stop: date,
    by: Sequence[str] = (),
    where: Where = NOWHERE,
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """Violations in [start, stop) by group: columns ``by``, ``VIOLATION_MEASURES`` and ``STRADDLING``.

    Counted are the rows whose own period lies inside; those that only touch it stand under ``STRADDLING``.
    """
    counted = violation_counts_by_period(store, {"now": (start, stop)}, by=by, where=where, calendar=calendar)
    return counted.drop(columns="period")


def violation_counts_by_period(
    store: Store,
    periods: Mapping[str, Interval],
    *,
    by: Sequence[str] = (),
    where: Where = NOWHERE,
    calendar: Calendar | None = None,
    measures: Sequence[str] = VIOLATION_MEASURES,
) -> pd.DataFrame:
    """As ``violation_counts`` for several named periods at once, with the name in the column ``period``.

    ``measures``: those of ``VIOLATION_MEASURES`` that are summed, cases among them; the others are missing. Where rows
    are read, each costs as much again.
    """
    check_dimensions([*by, *where], VIOLATION_DIMENSIONS)
    backend = connect()
    span = span_of(periods.values())
    rows = _violations_or_totals(store, backend, [*by, *where], where, span)
    by_month = {name: where[name] for name in where if name == "month"}
    groups = violation_columns([*by, *by_month])
    few = _of_periods(rows, groups, periods, measures)
    few = chosen(with_violation_dimensions(few, [*by, *by_month], span, calendar), by_month)
    sums = {name: few[name].sum(where=few.inside) for name in (*VIOLATION_MEASURES, "records")}
    across = {
        "straddling_rows": few.records.sum(where=~few.inside),
        "straddling_cases": few.cases.sum(where=~few.inside),
    }
    counted = answer_table(backend, few.group_by(*by, "period").aggregate(**sums, **across))
    return _on_every_period(counted, list(by), list(periods))


def violation_spans(
    store: Store,
    *,
    start: date,
    stop: date,
    by: Sequence[str] = (),
    where: Where = NOWHERE,
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """What enforcement counted, by the counts' own periods: columns ``by``, period_start, period_end (datetime64),
    ``VIOLATION_MEASURES`` and rows, of all counts whose period shares a day with [start, stop).

    Small enough to keep (one row a day and group at most): series and windows are made from it without reading again.
    """
    check_dimensions([*by, *where], VIOLATION_DIMENSIONS)
    backend = connect()
    own = ["period_start", "period_end"]
    rows = _violations_or_totals(store, backend, [*by, *where], where, (start, stop))
    groups = list(dict.fromkeys([*violation_columns([*by, *where]), *own]))
    few = _summed(rows.filter(_touches(rows, (start, stop))), groups)
    few = chosen(with_violation_dimensions(few, [*by, *where], (start, stop), calendar), where)
    sums = {name: few[name].sum() for name in VIOLATION_MEASURES}
    grouped = few.group_by(*by, *own).aggregate(**sums, rows=few.records.sum())
    return answer_table(backend, grouped.order_by(*by, *own))


def straddling_by_period(
    store: Store, periods: Mapping[str, Interval], *, where: Where = NOWHERE, calendar: Calendar | None = None
) -> pd.DataFrame:
    """The counts that ``violation_counts_by_period`` with the same choices leaves out because they cross an edge.

    Columns period (its name), period_start, period_end, area_code, rows, cases; in the order of ``periods``, by day and
    area. The sums of a period are its ``STRADDLING`` sums.
    """
    check_dimensions(where, VIOLATION_DIMENSIONS)
    backend = connect()
    span = span_of(periods.values())
    own = ["period_start", "period_end", "area_code"]
    rows = _violations_or_totals(store, backend, ["area", *where], where, span)
    groups = list(dict.fromkeys([*violation_columns(["area", *where]), *own]))
    few = _of_periods(rows, groups, periods)
    few = chosen(with_violation_dimensions(few.filter(~few.inside), list(where), span, calendar), where)
    few = few.mutate(area_code=known(few.area_code))
    counted = few.group_by("period", *own).aggregate(rows=few.records.sum(), cases=few.cases.sum())
    listed = answer_table(backend, counted)
    order = pd.Categorical(listed["period"], categories=list(periods), ordered=True)
    listed = listed.assign(order=order).sort_values(["order", *own], ignore_index=True)
    return listed[["period", *own, "rows", "cases"]]


def _violations_or_totals(store: Store, backend: Any, asked: Sequence[str], where: Where, span: Interval) -> Rows:
    """The sums by day that know what is asked (with ``records``), else rows; narrowed to ``where`` but its months."""
    form = form_for("violations", violation_columns(asked))
    if form:
        rows = visible_totals(store, "violations", backend, form, *span)
    else:
        rows = visible_rows(store, "violations", backend, *span)
    return with_raw_values(rows, {name: where[name] for name in where if name != "month"})


def _of_periods(
    rows: Rows, groups: Sequence[str], periods: Mapping[str, Interval], measures: Sequence[str] = VIOLATION_MEASURES
) -> Rows:
    """The parts of all periods under each other, with the name of theirs in ``period``."""
    parts = [part for name, interval in periods.items() for part in _of_period(rows, groups, name, interval, measures)]
    return parts[0].union(*parts[1:])


def _of_period(rows: Rows, groups: Sequence[str], name: str, interval: Interval, measures: Sequence[str]) -> list[Rows]:
    """What lies inside one period, and what crosses its first or its last edge, by the raw columns ``groups``.

    Each is a filter of its own on the days, so that only the parts of files that hold such days are read; ``inside``
    tells them apart afterwards.
    """
    start, stop = (ibis.literal(day) for day in interval)
    over_start = (rows.period_start < start) & (rows.period_end >= start)
    over_stop = (rows.period_start >= start) & (rows.period_start < stop) & (rows.period_end >= stop)
    kinds = ((_inside(rows, interval), True), (over_start, False), (over_stop, False))
    return [
        _summed(rows.filter(kept), groups, measures).mutate(inside=ibis.literal(inside), period=ibis.literal(name))
        for kept, inside in kinds
    ]


def _summed(rows: Rows, groups: Sequence[str], measures: Sequence[str] = VIOLATION_MEASURES) -> Rows:
    """Sums of ``measures`` (the others missing) and ``records`` by ``groups``."""
    records = rows.records.sum() if "records" in rows.columns else rows.count()
    sums = {column: rows[column].sum().cast("int64") for column in VIOLATION_MEASURES if column in measures}
    sums["records"] = records.cast("int64")
    found = rows.group_by(*groups).aggregate(**sums) if groups else rows.aggregate(**sums)
    left_out = [column for column in VIOLATION_MEASURES if column not in measures]
    return found.mutate(**dict.fromkeys(left_out, ibis.null("int64"))) if left_out else found


def _on_every_period(counted: pd.DataFrame, by: list[str], names: Sequence[str]) -> pd.DataFrame:
    """A row for every group and period, in order; where a group has no row in a period its measures are 0."""
    groups = counted[by].drop_duplicates().sort_values(by) if by else pd.DataFrame(index=[0])
    grid = pd.DataFrame({"period": list(names)}).merge(groups, how="cross")
    found = grid.merge(counted, on=[*by, "period"], how="left", validate="one_to_one")
    nothing = found.pop("records").fillna(0) == 0
    for name in VIOLATION_MEASURES:
        found[name] = found[name].mask(nothing & found[name].isna(), 0)
    return found.fillna(dict.fromkeys(STRADDLING, 0))


def _inside(rows: Rows, interval: Interval) -> Column:
    start, stop = interval
    return (rows.period_start >= ibis.literal(start)) & (rows.period_end < ibis.literal(stop))


def _touches(rows: Rows, interval: Interval) -> Column:
    start, stop = interval
    return (rows.period_end >= ibis.literal(start)) & (rows.period_start < ibis.literal(stop))
