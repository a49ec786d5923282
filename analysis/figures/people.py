"""Deaths and injured of accidents, spread over the age groups and sexes of the people listed with them.

Defines one row for each accident and group of people. What an accident states beyond the people listed stands in the
group ``unknown``, so the groups add up to the accident's own figures. Where the list holds more people than the
accident states, the two contradict each other: the accident's figure holds and all of it is ``unknown``.

Can mislead: an accident may be in several groups, so accidents are not counted here.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from ..definitions.tables import UNKNOWN
from .dimensions import Column, Rows, known


def casualties_by_person(accidents: Rows, people: Rows, dimensions: Sequence[str]) -> Rows:
    """``accidents`` with ``deaths`` and ``injured`` split by ``dimensions`` of people: several rows an accident.

    Takes the tables of accidents (with any further columns) and people; gives the columns of accidents and the
    dimensions. Only ``deaths`` and ``injured`` may be summed afterwards.
    """
    listed = _listed(people.semi_join(accidents, "accident_id"), dimensions)
    matched = accidents.inner_join(_stated_and_listed(accidents, listed), "accident_id")
    named = matched.inner_join(listed, "accident_id").mutate(deaths=_if_usable("deaths"), injured=_if_usable("injured"))
    rest = matched.mutate(
        deaths=_remainder("deaths"),
        injured=_remainder("injured"),
        **dict.fromkeys(dimensions, ibis.literal(UNKNOWN)),
    )
    columns = [name for name in accidents.columns if name not in dimensions] + list(dimensions)
    return named.select(columns).union(rest.select(columns))


def _listed(people: Rows, dimensions: Sequence[str]) -> Rows:
    """People listed by accident and group: ``listed_deaths`` and ``listed_injured``."""
    people = people.mutate(**{name: known(people[name]) for name in dimensions})
    return people.group_by("accident_id", *dimensions).aggregate(
        listed_deaths=people.count(where=people.outcome == "death"),
        listed_injured=people.count(where=people.outcome == "injured"),
    )


def _stated_and_listed(accidents: Rows, listed: Rows) -> Rows:
    """For each accident the people listed over all groups: ``all_deaths`` and ``all_injured``, 0 where none."""
    sums = listed.group_by("accident_id").aggregate(
        all_deaths=listed.listed_deaths.sum(), all_injured=listed.listed_injured.sum()
    )
    joined = accidents.select("accident_id").left_join(sums, "accident_id")
    return joined.select(
        "accident_id", all_deaths=joined.all_deaths.fill_null(0), all_injured=joined.all_injured.fill_null(0)
    )


def _if_usable(name: str) -> Column:
    """The people listed in the group; 0 where the list contradicts the accident, missing where that states nothing."""
    stated, listed = ibis._[name].cast("int64"), ibis._[f"all_{name}"]
    return ibis.cases((listed <= stated, ibis._[f"listed_{name}"]), (listed > stated, 0))


def _remainder(name: str) -> Column:
    """What the accident states beyond the list; all of it where the list holds more."""
    stated, listed = ibis._[name].cast("int64"), ibis._[f"all_{name}"]
    return ibis.cases((listed <= stated, stated - listed), else_=stated)
