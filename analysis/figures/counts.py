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
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import ibis
import pandas as pd

from ..definitions.calendars import Calendar
from ..store.reading import connect, visible_rows
from ..store.tables import Store
from .anatomy_dimensions import ANATOMY_DIMENSIONS, ANATOMY_PEOPLE, PUPIL, people_in_words, with_anatomy_dimensions
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
    with_accident_dimensions,
    with_violation_dimensions,
    within,
)
from .margins import keys_apart, pupils_hurt, summed_margins
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
LONGEST_COUNT = timedelta(days=366)
"""No violation count is given for more than a year; files that end earlier are not opened."""

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
    backend = connect()
    rows = _in_periods(store, backend, periods, with_collisions=with_collisions)
    rows = _chosen_accidents(rows, by, where, with_collisions, span_of(periods.values()), calendar)
    return _answer(backend, rows.group_by(*by, "period").aggregate(accidents=rows.count()))


def accident_margins(
    store: Store,
    periods: Mapping[str, Interval],
    margins: Sequence[Sequence[str]],
    *,
    where: Where = NOWHERE,
    with_collisions: bool = True,
    calendar: Calendar | None = None,
    stretch_m: int = 1000,
) -> pd.DataFrame:
    """The accidents of several periods by several groupings at once: one expression for all charts of a page.

    ``margins``: for each grouping one or two dimensions of ``ANATOMY_DIMENSIONS``, none of people. Columns: margin
    (its place in ``margins``), period, key, second ("" where there is one dimension), ``MARGIN_MEASURES``
    (``Int64``); one row a group and period that has any. ``stretch_m``: length of a stretch of road [m]. Raises
    ``ValueError`` for periods that overlap, ``RequestError`` for an unknown dimension or one of people.
    """
    asked = [*(name for margin in margins for name in margin), *where]
    check_dimensions(asked, [name for name in ANATOMY_DIMENSIONS if name not in ANATOMY_PEOPLE])
    backend = connect()
    rows = _in_periods(store, backend, periods, with_collisions=with_collisions)
    rows = chosen(with_anatomy_dimensions(rows, asked, span_of(periods.values()), calendar, stretch_m), where)
    return keys_apart(_answer(backend, summed_margins(rows, margins, accidents=True)), accidents=True)


def casualty_margins(
    store: Store,
    periods: Mapping[str, Interval],
    margins: Sequence[Sequence[str]],
    *,
    where: Where = NOWHERE,
    with_collisions: bool = True,
) -> pd.DataFrame:
    """As ``accident_margins`` for dimensions of people (``ANATOMY_PEOPLE``): ``accidents`` is missing.

    ``HURT`` counts the accidents with someone of the group dead or injured: an accident may stand in several groups.
    Deaths and injured add up to those of the accidents.
    """
    check_dimensions([name for margin in margins for name in margin], ANATOMY_PEOPLE)
    check_dimensions(where, [name for name in ANATOMY_DIMENSIONS if name not in (*ANATOMY_PEOPLE, "month")])
    backend = connect()
    rows = _in_periods(store, backend, periods, with_collisions=with_collisions)
    rows = chosen(with_anatomy_dimensions(rows, where, span_of(periods.values()), None, 1), where)
    people = people_in_words(visible_rows(store, "people", backend))
    spread = casualties_by_person(rows, people, sorted({name for margin in margins for name in margin}))
    return keys_apart(_answer(backend, summed_margins(spread, margins, accidents=False)), accidents=False)


def pupil_rows(
    store: Store, periods: Mapping[str, Interval], *, where: Where = NOWHERE, with_collisions: bool = True
) -> pd.DataFrame:
    """The accidents in which pupils were hurt, one row each: what is needed for hours and places of the way to school.

    Columns: period, occurred_on (datetime64[s]), occurred_at [minutes after midnight], lat, lon, deaths, injured
    (pupils). The pupils add up to the group ``yes`` of ``casualty_margins`` by ``pupil``. Raises as that.
    """
    check_dimensions(where, [name for name in ANATOMY_DIMENSIONS if name not in (*ANATOMY_PEOPLE, "month")])
    backend = connect()
    rows = _in_periods(store, backend, periods, with_collisions=with_collisions)
    rows = chosen(with_anatomy_dimensions(rows, where, span_of(periods.values()), None, 1), where)
    people = people_in_words(visible_rows(store, "people", backend))
    hurt = pupils_hurt(casualties_by_person(rows, people, [PUPIL]))
    found: pd.DataFrame = backend.to_pyarrow(hurt).to_pandas(date_as_object=False)
    backend.disconnect()
    whole = dict.fromkeys(("occurred_at", "deaths", "injured"), "Int64")
    typed = found.astype({**whole, "occurred_on": "datetime64[s]", "lat": "float64", "lon": "float64"})
    return typed.sort_values(["occurred_on", "occurred_at", "lat", "lon"], ignore_index=True)


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
    ids: list[str] = backend.to_pyarrow(rows.select("accident_id"))["accident_id"].to_pylist()
    backend.disconnect()
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
    rows = _violation_rows(store, backend, span)
    rows = rows.filter(ibis.or_(*(_touches(rows, interval) for interval in periods.values())))
    rows = chosen(with_violation_dimensions(rows, [*by, *where], span, calendar), where)
    sums = {name: _violation_sums(rows, interval) for name, interval in periods.items()}
    return _by_period(backend, rows, by, sums)


def straddling_violations(store: Store, *, start: date, stop: date) -> pd.DataFrame:
    """The violation counts that cross an edge of [start, stop): period_start, period_end, area_code, rows, cases."""
    backend = connect()
    rows = _violation_rows(store, backend, (start, stop))
    rows = rows.filter(_touches(rows, (start, stop)) & ~_inside(rows, (start, stop)))
    listed = rows.group_by("period_start", "period_end", "area_code").aggregate(
        rows=rows.count(), cases=rows.cases.sum()
    )
    return _answer(backend, listed.order_by("period_start", "period_end", "area_code"))


def daily_counts(store: Store) -> pd.DataFrame:
    """All visible accidents by day, area, mode and severity: ``DAILY_GROUPS``, ``MEASURES`` and ``NOT_GIVEN``.

    Days without an accident are not there. Small enough to keep (some 300 rows a year for a province): comparisons
    and series of the overview are made from it without reading again. ``occurred_on`` is a datetime at midnight.
    """
    backend = connect()
    rows = visible_rows(store, "accidents", backend)
    rows = rows.mutate(**{name: known(rows[name]) for name in DAILY_GROUPS[1:]})
    grouped = rows.group_by(*DAILY_GROUPS).aggregate(**_accident_sums(rows, None))
    counted = _answer(backend, grouped.order_by(*DAILY_GROUPS)).drop(columns="records")
    return counted.assign(occurred_on=counted["occurred_on"].astype("datetime64[s]"))


def _in_periods(store: Store, backend: Any, periods: Mapping[str, Interval], *, with_collisions: bool) -> Rows:
    """The accidents of periods that do not overlap, with the name of theirs in the column ``period``."""
    in_order = sorted(periods.values())
    if any(later[0] < earlier[1] for earlier, later in pairwise(in_order)):
        raise ValueError(f"the periods overlap: {dict(periods)}")
    rows = visible_rows(store, "accidents", backend, *span_of(periods.values()))
    rows = rows.filter(_in_any(rows.occurred_on, periods))
    if not with_collisions:
        rows = rows.filter(known(rows.severity) != "collision")
    return rows.mutate(period=ibis.cases(*((within(rows.occurred_on, one), name) for name, one in periods.items())))


def _violation_rows(store: Store, backend: Any, span: Interval) -> Rows:
    """The rows that can touch ``span``: their own period starts at most ``LONGEST_COUNT`` before it."""
    return visible_rows(store, "violations", backend, span[0] - LONGEST_COUNT, span[1])


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
    counted = {
        "accidents": rows.count(where=inside),
        "fatal_accidents": (deaths > 0).sum(where=inside),
        "deaths": deaths.sum(where=inside),
        "injured": injured.sum(where=inside),
        "missing_people": rows.missing_people.sum(where=inside),
        "deaths_squared": (deaths * deaths).sum(where=inside),
        "injured_squared": (injured * injured).sum(where=inside),
        "deaths_not_given": rows.count(where=inside) - deaths.count(where=inside),
        "injured_not_given": rows.count(where=inside) - injured.count(where=inside),
    }
    return {**counted, "records": rows.count(where=inside)}


def _violation_sums(rows: Rows, interval: Interval) -> dict[str, Column]:
    inside = _inside(rows, interval)
    straddles = _touches(rows, interval) & ~inside
    return {
        **{name: rows[name].sum(where=inside) for name in VIOLATION_MEASURES},
        "straddling_rows": rows.count(where=straddles),
        "straddling_cases": rows.cases.sum(where=straddles),
        "records": rows.count(where=inside),
    }


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
    answer: pd.DataFrame = backend.to_pyarrow(expression).to_pandas(date_as_object=False)
    backend.disconnect()
    numbers = answer.select_dtypes("number").columns
    return answer.astype(dict.fromkeys(numbers, "Int64"))
