"""Rows to counts: accidents by many groupings at once, as one Ibis expression (its summing is in ``margins``).

Defines what the page of the anatomy is made from: for several periods every grouping counted in one pass over the
rows, and the accidents in which pupils were hurt. Can mislead as ``counts``; under a dimension of people accidents are
missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ..definitions.calendars import Calendar
from ..store.engines import answer_of, close, connect
from ..store.reading import visible_rows
from ..store.tables import Store
from .anatomy_dimensions import ANATOMY_DIMENSIONS, ANATOMY_PEOPLE, PUPIL, people_in_words, with_anatomy_dimensions
from .counts import NOWHERE, Where, accidents_of_periods, answer_table
from .dimensions import Interval, check_dimensions, chosen, span_of
from .margins import keys_apart, pupils_hurt, summed_casualties, summed_margins
from .people import casualties_by_person


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
    rows = accidents_of_periods(store, backend, periods, with_collisions=with_collisions)
    rows = chosen(with_anatomy_dimensions(rows, asked, span_of(periods.values()), calendar, stretch_m), where)
    return keys_apart(answer_table(backend, summed_margins(rows, margins, accidents=True)), accidents=True)


def accident_cells(
    store: Store,
    interval: Interval,
    dimensions: Sequence[str],
    *,
    where: Where = NOWHERE,
    with_collisions: bool = True,
    calendar: Calendar | None = None,
    stretch_m: int = 1000,
) -> pd.DataFrame:
    """Accidents, deaths and injured of ``interval`` by all of ``dimensions`` (``ANATOMY_DIMENSIONS``) at once.

    Columns ``dimensions`` (text), accidents, deaths, injured (``Int64``); one row a group that has any. Accidents are
    missing where a dimension is one of people. ``where``: by dimensions of accidents. Raises ``RequestError``.
    """
    check_dimensions(dimensions, ANATOMY_DIMENSIONS)
    check_dimensions(where, [name for name in ANATOMY_DIMENSIONS if name not in ANATOMY_PEOPLE])
    backend = connect()
    rows = accidents_of_periods(store, backend, {"now": interval}, with_collisions=with_collisions)
    rows = chosen(with_anatomy_dimensions(rows, [*dimensions, *where], interval, calendar, stretch_m), where)
    of_people = [name for name in dimensions if name in ANATOMY_PEOPLE]
    if of_people:
        rows = casualties_by_person(rows, people_in_words(visible_rows(store, "people", backend)), of_people)
    sums = {name: rows[name].cast("int64").sum() for name in ("deaths", "injured")}
    counted = answer_table(backend, rows.group_by(*dimensions).aggregate(accidents=rows.count(), **sums))
    missing = pd.array([pd.NA] * len(counted), dtype="Int64")
    return counted.assign(accidents=missing) if of_people else counted


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
    rows = accidents_of_periods(store, backend, periods, with_collisions=with_collisions)
    rows = chosen(with_anatomy_dimensions(rows, where, span_of(periods.values()), None, 1), where)
    rows = rows.select("accident_id", "period", "deaths", "injured")
    people = people_in_words(visible_rows(store, "people", backend))
    dimensions = sorted({name for margin in margins for name in margin})
    spread = casualties_by_person(rows.semi_join(people, "accident_id"), people, dimensions)
    alone = rows.anti_join(people, "accident_id")
    return keys_apart(answer_table(backend, summed_casualties(spread, alone, margins)), accidents=False)


def pupil_rows(
    store: Store, periods: Mapping[str, Interval], *, where: Where = NOWHERE, with_collisions: bool = True
) -> pd.DataFrame:
    """The accidents in which pupils were hurt, one row each: what is needed for hours and places of the way to school.

    Columns: period, occurred_on (datetime64[s]), occurred_at [minutes after midnight], lat, lon, deaths, injured
    (pupils). The pupils add up to the group ``yes`` of ``casualty_margins`` by ``pupil``. Raises as that.
    """
    check_dimensions(where, [name for name in ANATOMY_DIMENSIONS if name not in (*ANATOMY_PEOPLE, "month")])
    backend = connect()
    rows = accidents_of_periods(store, backend, periods, with_collisions=with_collisions)
    rows = chosen(with_anatomy_dimensions(rows, where, span_of(periods.values()), None, 1), where)
    rows = rows.select("accident_id", "period", "occurred_on", "occurred_at", "lat", "lon", "deaths", "injured")
    people = people_in_words(visible_rows(store, "people", backend))
    with_pupils = rows.semi_join(people.filter(people[PUPIL] == "yes"), "accident_id")
    hurt = pupils_hurt(casualties_by_person(with_pupils, people, [PUPIL]))
    found: pd.DataFrame = answer_of(backend, hurt).to_pandas(date_as_object=False)
    close(backend)
    whole = dict.fromkeys(("occurred_at", "deaths", "injured"), "Int64")
    typed = found.astype({**whole, "occurred_on": "datetime64[s]", "lat": "float64", "lon": "float64"})
    return typed.sort_values(["occurred_on", "occurred_at", "lat", "lon"], ignore_index=True)
