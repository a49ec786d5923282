"""Rows to counts: accidents, as one Ibis expression each; ``violation_counts`` and ``anatomy_counts`` stand beside.

These three alone read whole tables. Defines how many accidents, deaths and injured fall into each group of a period.
Every row belongs to exactly one group, so parts add up to the total; a group without rows is not in the answer (the
complete grid and what the data do not cover are the business of ``compare`` and ``trends``).

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
from .dimensions import (
    ACCIDENT_DIMENSIONS,
    PEOPLE_DIMENSIONS,
    Column,
    Interval,
    Rows,
    check_dimensions,
    chosen,
    known,
    span_of,
    with_accident_dimensions,
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
NOT_GIVEN = ("deaths_not_given", "injured_not_given")
"""Accidents whose file had no such column; kept beside the measures so that a sum can say what it lacks."""
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
    rows = _of_collisions(rows.filter(_in_any(rows.occurred_on, periods)), with_collisions)
    rows = _chosen_accidents(rows, by, where, span, calendar)
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
    rows = accidents_of_periods(store, backend, periods, with_collisions=with_collisions)
    rows = _chosen_accidents(rows, by, where, span_of(periods.values()), calendar)
    return answer_table(backend, rows.group_by(*by, "period").aggregate(accidents=rows.count()))


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
    rows = _of_collisions(rows.filter(within(rows.occurred_on, (start, stop))), with_collisions)
    rows = _chosen_accidents(rows, (), where, (start, stop), calendar)
    ids: list[str] = answer_of(backend, rows.select("accident_id"))["accident_id"].to_pylist()
    close(backend)
    return sorted(ids)


def population_rows(store: Store) -> pd.DataFrame:
    """All visible rows of population: area_code, year, people (``Int64``) and batch_id, by area and year."""
    backend = connect()
    rows = visible_rows(store, "population", backend)
    return answer_table(backend, rows.select("area_code", "year", "people", "batch_id").order_by("area_code", "year"))


def daily_counts(store: Store) -> pd.DataFrame:
    """All visible accidents by day, area, mode and severity: ``DAILY_GROUPS``, ``MEASURES`` and ``NOT_GIVEN``.

    Days without an accident are not there. Small enough to keep (some 300 rows a year for a province): comparisons
    and series of the overview are made from it without reading again. ``occurred_on`` is a datetime at midnight.
    """
    backend = connect()
    days = visible_totals(store, "accidents", backend, "day")
    days = days.mutate(accidents=days.records, **{name: known(days[name]) for name in DAILY_GROUPS[1:]})
    sums = {name: days[name].sum() for name in (*MEASURES, *NOT_GIVEN)}
    counted = answer_table(backend, days.group_by(*DAILY_GROUPS).aggregate(**sums).order_by(*DAILY_GROUPS))
    return counted.assign(occurred_on=counted["occurred_on"].astype("datetime64[s]"))


def accidents_of_periods(store: Store, backend: Any, periods: Mapping[str, Interval], *, with_collisions: bool) -> Rows:
    """The accidents of periods that do not overlap, with the name of theirs in the column ``period``."""
    in_order = sorted(periods.values())
    if any(later[0] < earlier[1] for earlier, later in pairwise(in_order)):
        raise ValueError(f"the periods overlap: {dict(periods)}")
    rows = visible_rows(store, "accidents", backend, *span_of(periods.values()))
    rows = _of_collisions(rows.filter(_in_any(rows.occurred_on, periods)), with_collisions)
    return rows.mutate(period=ibis.cases(*((within(rows.occurred_on, one), name) for name, one in periods.items())))


def _chosen_accidents(rows: Rows, by: Sequence[str], where: Where, span: Interval, calendar: Calendar | None) -> Rows:
    """The accidents of ``where``, with their dimension columns; the dimensions of people are not applied yet."""
    rows = with_accident_dimensions(rows, [*by, *where], span, calendar)
    return chosen(rows, {name: where[name] for name in where if name not in PEOPLE_DIMENSIONS})


def _of_collisions(rows: Rows, with_collisions: bool) -> Rows:
    return rows if with_collisions else rows.filter(known(rows.severity) != "collision")


def _in_any(column: Column, periods: Mapping[str, Interval]) -> Column:
    return ibis.or_(*(within(column, interval) for interval in periods.values()))


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
    counted = answer_table(backend, grouped)
    parts = [_one_period(counted, list(by), period, list(columns)) for period, columns in sums.items()]
    return pd.concat(parts, ignore_index=True)


def _one_period(counted: pd.DataFrame, by: list[str], period: str, columns: list[str]) -> pd.DataFrame:
    part = counted[[*by, *(f"{name}/{period}" for name in columns)]].set_axis([*by, *columns], axis="columns")
    empty = (part.pop("records") == 0).to_numpy(dtype=bool)
    numbers = part.columns.difference(by, sort=False)
    part[numbers] = part[numbers].mask(part[numbers].isna().to_numpy() & empty[:, None], 0)
    part.insert(0, "period", period)
    return part.sort_values(by, ignore_index=True) if by else part


def answer_table(backend: Any, expression: Rows) -> pd.DataFrame:
    """Run the expression; numbers are ``Int64`` (missing stays missing), texts are texts, days are datetimes."""
    answer: pd.DataFrame = answer_of(backend, expression).to_pandas(date_as_object=False)
    close(backend)
    numbers = answer.select_dtypes("number").columns
    return answer.astype(dict.fromkeys(numbers, "Int64"))
