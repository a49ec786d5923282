"""Rows to counts: the only module that reads whole tables, as one Ibis expression each.

Defines how many accidents, deaths, injured (and violations) fall into each group of a period. Every row belongs to
exactly one group, so parts add up to the total; a group without rows is not in the answer (the complete grid and what
the data do not cover are the business of ``compare`` and ``trends``).

Can mislead: "va chạm" is counted in unless ``with_collisions`` is off, and was counted differently over the years.
Deaths later than seven days are in only when a correction brought them. A sum skips accidents whose file had no such
column; where a whole group has none the sum is missing, not 0. Under ``age_group`` and ``sex`` the deaths and injured
come from the list of people, the rest of what the accident states is ``unknown``, and accidents are missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import ibis
import pandas as pd

from ..definitions.calendars import Calendar
from ..store.engines import answer_of, close, connect
from ..store.reading import visible_rows, visible_totals
from ..store.tables import Store
from ..store.totals import form_for
from .dimensions import (
    ACCIDENT_DIMENSIONS,
    PEOPLE_DIMENSIONS,
    VIOLATION_DIMENSIONS,
    Column,
    Interval,
    Rows,
    check_dimensions,
    chosen,
    known,
    span_of,
    violation_columns,
    with_accident_dimensions,
    with_raw_values,
    with_violation_dimensions,
    within,
)
from .people import casualties_by_person

MEASURES = (
    "accidents",
    "fatal_accidents",
    "deaths",
    "injured",
    "missing_people",
    "deaths_squared",
    "injured_squared",
)
"""Accidents, accidents with a death, people; and Σm² over accidents with m dead or injured, for the dispersion."""
VIOLATION_MEASURES = ("cases", "fine_vnd", "licences_revoked", "points_deducted", "vehicles_held")
"""Cases, đồng, licences, points, vehicles."""
NOT_GIVEN = ("deaths_not_given", "injured_not_given")
"""Accidents whose file had no such column; kept beside the measures so that a sum can say what it lacks."""
STRADDLING = ("straddling_rows", "straddling_cases")
"""Violation counts whose own period crosses the edge of the period asked for: seen, never counted, never split."""
_NOT_OF_PEOPLE = ("accidents", "missing_people", *NOT_GIVEN)
DAILY_GROUPS = ("occurred_on", "area_code", "mode", "severity")

Where = Mapping[str, Sequence[str]]
NOWHERE: Where = {}


def accident_counts(
    store: Store,
    *,
    start: date,
    stop: date,
    by: Sequence[str] = (),
    where: Where = NOWHERE,
    with_collisions: bool = True,
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """Accidents in [start, stop) by group: columns ``by`` (text), ``MEASURES`` and ``NOT_GIVEN`` (whole numbers).

    One row a group that has any; without ``by`` one row. ``where`` keeps the rows with one of the values of each
    dimension; ``calendar`` is needed for the dimension ``month``. Raises ``RequestError`` for an unknown dimension.
    """
    counted = accident_counts_by_period(
        store, {"now": (start, stop)}, by=by, where=where, with_collisions=with_collisions, calendar=calendar
    )
    return counted.drop(columns="period")


def accident_counts_by_period(
    store: Store,
    periods: Mapping[str, Interval],
    *,
    by: Sequence[str] = (),
    where: Where = NOWHERE,
    with_collisions: bool = True,
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """As ``accident_counts`` for several named periods at once, with the name in the column ``period``.

    The periods may overlap: each is summed for itself. A group that has rows in one period has a row of zeros in the
    others.
    """
    check_dimensions([*by, *where], ACCIDENT_DIMENSIONS)
    span = span_of(periods.values())
    backend = connect()
    rows = visible_rows(store, "accidents", backend, *span)
    rows = rows.filter(_in_any(rows.occurred_on, periods))
    rows = _chosen_accidents(rows, by, where, with_collisions, span, calendar)
    of_people = [name for name in PEOPLE_DIMENSIONS if name in {*by, *where}]
    if of_people:
        people = casualties_by_person(rows, visible_rows(store, "people", backend), of_people)
        rows = chosen(people, {name: where[name] for name in where if name in of_people})
    sums = {name: _accident_sums(rows, within(rows.occurred_on, interval)) for name, interval in periods.items()}
    counted = _by_period(backend, rows, by, sums)
    missing = pd.array([pd.NA] * len(counted), dtype="Int64")
    return counted.assign(**dict.fromkeys(_NOT_OF_PEOPLE, missing)) if of_people else counted


def accidents_alone_by_period(
    store: Store,
    periods: Mapping[str, Interval],
    *,
    by: Sequence[str],
    where: Where = NOWHERE,
    with_collisions: bool = True,
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """The accidents of ``accident_counts_by_period`` without the other measures, several times faster.

    Columns ``by``, period, accidents (``Int64``): one row a group and period that has any. Raises ``ValueError`` for
    periods that overlap, ``RequestError`` for an unknown dimension or one of people.
    """
    check_dimensions([*by, *where], [name for name in ACCIDENT_DIMENSIONS if name not in PEOPLE_DIMENSIONS])
    in_order = sorted(periods.values())
    if any(later[0] < earlier[1] for earlier, later in pairwise(in_order)):
        raise ValueError(f"the periods overlap: {dict(periods)}")
    span = span_of(periods.values())
    backend = connect()
    rows = visible_rows(store, "accidents", backend, *span)
    rows = rows.filter(_in_any(rows.occurred_on, periods))
    rows = _chosen_accidents(rows, by, where, with_collisions, span, calendar)
    named = ibis.cases(*((within(rows.occurred_on, interval), name) for name, interval in periods.items()))
    rows = rows.mutate(period=named)
    return _answer(backend, rows.group_by(*by, "period").aggregate(accidents=rows.count()))


def accident_ids(
    store: Store,
    *,
    start: date,
    stop: date,
    where: Where = NOWHERE,
    with_collisions: bool = True,
    calendar: Calendar | None = None,
) -> list[str]:
    """The accidents of [start, stop) that ``accident_counts`` counts with the same choices, sorted.

    Raises ``RequestError`` for an unknown dimension or one of people.
    """
    check_dimensions(where, [name for name in ACCIDENT_DIMENSIONS if name not in PEOPLE_DIMENSIONS])
    backend = connect()
    rows = visible_rows(store, "accidents", backend, start, stop)
    rows = rows.filter(within(rows.occurred_on, (start, stop)))
    rows = _chosen_accidents(rows, (), where, with_collisions, (start, stop), calendar)
    ids: list[str] = answer_of(backend, rows.select("accident_id"))["accident_id"].to_pylist()
    close(backend)
    return sorted(ids)


def population_rows(store: Store) -> pd.DataFrame:
    """All visible rows of population: area_code, year, people (``Int64``) and batch_id, by area and year."""
    backend = connect()
    rows = visible_rows(store, "population", backend)
    return _answer(backend, rows.select("area_code", "year", "people", "batch_id").order_by("area_code", "year"))


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
) -> pd.DataFrame:
    """As ``violation_counts`` for several named periods at once, with the name in the column ``period``."""
    check_dimensions([*by, *where], VIOLATION_DIMENSIONS)
    backend = connect()
    span = span_of(periods.values())
    rows = _violations_or_totals(store, backend, [*by, *where], where, span)
    groups = violation_columns([*by, *where])
    parts = [part for name, interval in periods.items() for part in _of_period(rows, groups, name, interval)]
    few = parts[0].union(*parts[1:])
    few = chosen(with_violation_dimensions(few, [*by, *where], span, calendar), where)
    sums = {name: few[name].sum(where=few.inside) for name in (*VIOLATION_MEASURES, "records")}
    across = {
        "straddling_rows": few.records.sum(where=~few.inside),
        "straddling_cases": few.cases.sum(where=~few.inside),
    }
    counted = _answer(backend, few.group_by(*by, "period").aggregate(**sums, **across))
    return _on_every_period(counted, list(by), list(periods))


def straddling_violations(store: Store, *, start: date, stop: date) -> pd.DataFrame:
    """The violation counts that cross an edge of [start, stop): period_start, period_end, area_code, rows, cases."""
    backend = connect()
    rows = visible_rows(store, "violations", backend, start, stop)
    rows = rows.filter(_touches(rows, (start, stop)) & ~_inside(rows, (start, stop)))
    listed = rows.group_by("period_start", "period_end", "area_code").aggregate(
        rows=rows.count(), cases=rows.cases.sum()
    )
    return _answer(backend, listed.order_by("period_start", "period_end", "area_code"))


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
    rows = _violation_rows(store, backend, (start, stop))
    rows = rows.filter(_touches(rows, (start, stop)))
    rows = chosen(with_violation_dimensions(rows, [*by, *where], (start, stop), calendar), where)
    sums = {name: rows[name].sum() for name in VIOLATION_MEASURES}
    grouped = rows.group_by(*by, "period_start", "period_end").aggregate(**sums, rows=rows.count())
    return _answer(backend, grouped.order_by(*by, "period_start", "period_end"))


def straddling_by_period(
    store: Store, periods: Mapping[str, Interval], *, where: Where = NOWHERE, calendar: Calendar | None = None
) -> pd.DataFrame:
    """The counts that ``violation_counts_by_period`` with the same choices leaves out because they cross an edge.

    Columns period (its name), period_start, period_end, area_code, rows, cases; by period, day and area. The sums of a
    period are its ``STRADDLING`` sums.
    """
    check_dimensions(where, VIOLATION_DIMENSIONS)
    span = span_of(periods.values())
    parts = []
    for name, interval in periods.items():
        backend = connect()
        rows = _violation_rows(store, backend, interval)
        rows = rows.filter(_touches(rows, interval) & ~_inside(rows, interval))
        rows = chosen(with_violation_dimensions(rows, where, span, calendar), where)
        rows = rows.mutate(area_code=known(rows.area_code))
        counted = rows.group_by("period_start", "period_end", "area_code").aggregate(
            rows=rows.count(), cases=rows.cases.sum()
        )
        answer = _answer(backend, counted.order_by("period_start", "period_end", "area_code"))
        parts.append(answer.assign(period=name))
    listed = pd.concat(parts, ignore_index=True)
    return listed[["period", "period_start", "period_end", "area_code", "rows", "cases"]]


def daily_counts(store: Store) -> pd.DataFrame:
    """All visible accidents by day, area, mode and severity: ``DAILY_GROUPS``, ``MEASURES`` and ``NOT_GIVEN``.

    Days without an accident are not there. Small enough to keep (some 300 rows a year for a province): comparisons
    and series of the overview are made from it without reading again. ``occurred_on`` is a datetime at midnight.
    """
    backend = connect()
    days = visible_totals(store, "accidents", backend, "day")
    days = days.mutate(accidents=days.records, **{name: known(days[name]) for name in DAILY_GROUPS[1:]})
    sums = {name: days[name].sum() for name in (*MEASURES, *NOT_GIVEN)}
    counted = _answer(backend, days.group_by(*DAILY_GROUPS).aggregate(**sums).order_by(*DAILY_GROUPS))
    return counted.assign(occurred_on=counted["occurred_on"].astype("datetime64[s]"))


def _violations_or_totals(store: Store, backend: Any, asked: Sequence[str], where: Where, span: Interval) -> Rows:
    """The sums by day that know what is asked (with ``records``), else the rows, narrowed to ``where``."""
    form = form_for("violations", violation_columns(asked))
    if form:
        rows = visible_totals(store, "violations", backend, form, *span)
    else:
        rows = visible_rows(store, "violations", backend, *span)
    return with_raw_values(rows, {name: where[name] for name in where if name != "month"})


def _of_period(rows: Rows, groups: Sequence[str], name: str, interval: Interval) -> list[Rows]:
    """What lies inside one period, and what crosses its first or its last edge, by the raw columns ``groups``.

    Each is a filter of its own on the days, so that only the parts of files that hold such days are read; ``inside``
    tells them apart afterwards.
    """
    start, stop = (ibis.literal(day) for day in interval)
    over_start = (rows.period_start < start) & (rows.period_end >= start)
    over_stop = (rows.period_start >= start) & (rows.period_start < stop) & (rows.period_end >= stop)
    kinds = ((_inside(rows, interval), True), (over_start, False), (over_stop, False))
    return [
        _summed(rows.filter(kept), groups).mutate(inside=ibis.literal(inside), period=ibis.literal(name))
        for kept, inside in kinds
    ]


def _summed(rows: Rows, groups: Sequence[str]) -> Rows:
    records = rows.records.sum() if "records" in rows.columns else rows.count()
    sums = {column: rows[column].sum().cast("int64") for column in VIOLATION_MEASURES}
    sums["records"] = records.cast("int64")
    return rows.group_by(*groups).aggregate(**sums) if groups else rows.aggregate(**sums)


def _on_every_period(counted: pd.DataFrame, by: list[str], names: Sequence[str]) -> pd.DataFrame:
    """A row for every group and period, in order; where a group has no row in a period its measures are 0."""
    groups = counted[by].drop_duplicates().sort_values(by) if by else pd.DataFrame(index=[0])
    grid = pd.DataFrame({"period": list(names)}).merge(groups, how="cross")
    found = grid.merge(counted, on=[*by, "period"], how="left", validate="one_to_one")
    nothing = found.pop("records").fillna(0) == 0
    for name in VIOLATION_MEASURES:
        found[name] = found[name].mask(nothing & found[name].isna(), 0)
    return found.fillna(dict.fromkeys(STRADDLING, 0))


def _chosen_accidents(
    rows: Rows,
    by: Sequence[str],
    where: Where,
    with_collisions: bool,
    span: Interval,
    calendar: Calendar | None,
) -> Rows:
    """The accidents that are counted, with their dimension columns; the dimensions of people are not applied yet."""
    if not with_collisions:
        rows = rows.filter(known(rows.severity) != "collision")
    rows = with_accident_dimensions(rows, [*by, *where], span, calendar)
    return chosen(rows, {name: where[name] for name in where if name not in PEOPLE_DIMENSIONS})


def _in_any(column: Column, periods: Mapping[str, Interval]) -> Column:
    return ibis.or_(*(within(column, interval) for interval in periods.values()))


def _inside(rows: Rows, interval: Interval) -> Column:
    start, stop = interval
    return (rows.period_start >= ibis.literal(start)) & (rows.period_end < ibis.literal(stop))


def _touches(rows: Rows, interval: Interval) -> Column:
    start, stop = interval
    return (rows.period_end >= ibis.literal(start)) & (rows.period_start < ibis.literal(stop))


def _accident_sums(rows: Rows, inside: Column | None) -> dict[str, Column]:
    deaths, injured = rows.deaths.cast("int64"), rows.injured.cast("int64")
    records = _records(rows, inside)
    counted = {
        "accidents": records,
        "fatal_accidents": (deaths > 0).sum(where=inside),
        "deaths": deaths.sum(where=inside),
        "injured": injured.sum(where=inside),
        "missing_people": rows.missing_people.sum(where=inside),
        "deaths_squared": (deaths * deaths).sum(where=inside),
        "injured_squared": (injured * injured).sum(where=inside),
        "deaths_not_given": records - deaths.count(where=inside),
        "injured_not_given": records - injured.count(where=inside),
    }
    return {**counted, "records": records}


def _records(rows: Rows, inside: Column | None) -> Column:
    """How many rows; Spark counts those of a condition as a sum, which is missing where there is no row at all."""
    return rows.count(where=inside).fill_null(0)


def _by_period(backend: Any, rows: Rows, by: Sequence[str], sums: Mapping[str, Mapping[str, Column]]) -> pd.DataFrame:
    """Aggregate once, with a column a period and measure, and lay the periods under each other."""
    wide = {f"{name}/{period}": column for period, columns in sums.items() for name, column in columns.items()}
    grouped = rows.group_by(*by).aggregate(**wide) if by else rows.aggregate(**wide)
    counted = _answer(backend, grouped)
    parts = [_one_period(counted, list(by), period, list(columns)) for period, columns in sums.items()]
    return pd.concat(parts, ignore_index=True)


def _one_period(counted: pd.DataFrame, by: list[str], period: str, columns: list[str]) -> pd.DataFrame:
    part = counted[[*by, *(f"{name}/{period}" for name in columns)]].set_axis([*by, *columns], axis="columns")
    empty = (part.pop("records") == 0).to_numpy(dtype=bool)
    numbers = part.columns.difference(by, sort=False)
    gaps = part[numbers].isna().to_numpy() & (empty[:, None] | numbers.isin(STRADDLING))
    part[numbers] = part[numbers].mask(gaps, 0)
    part.insert(0, "period", period)
    return part.sort_values(by, ignore_index=True) if by else part


def _answer(backend: Any, expression: Rows) -> pd.DataFrame:
    """Run the expression; numbers are ``Int64`` (missing stays missing), texts are texts, days are datetimes."""
    answer: pd.DataFrame = answer_of(backend, expression).to_pandas(date_as_object=False)
    close(backend)
    numbers = answer.select_dtypes("number").columns
    return answer.astype(dict.fromkeys(numbers, "Int64"))
