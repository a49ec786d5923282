"""Further dimensions of accidents for their anatomy: drug, indirect factors, stretch of road, minutes until help, day.

Defines them as text columns of an Ibis table beside those of ``dimensions``; missing is ``unknown``. Bands of
hours, parts and kinds of day are made from the counts by hour and day (``anatomy_derived``).

Can mislead: ``factors`` is the combination that the file gave ("human_factor|infrastructure"), so that an accident is
counted once; a stretch is cut at fixed kilometres, so that a cluster across a cut lies in two.
"""

from __future__ import annotations

from collections.abc import Iterable

import ibis

from ..definitions.calendars import Calendar
from ..definitions.tables import UNKNOWN
from .dimensions import (
    ACCIDENT_DIMENSIONS,
    PEOPLE_DIMENSIONS,
    Column,
    Interval,
    Rows,
    known,
    with_accident_dimensions,
)

PUPIL = "pupil"
ANATOMY_PEOPLE = (*PEOPLE_DIMENSIONS, PUPIL)
"""Dimensions of people: deaths and injured only."""
DAY = "day"
ANATOMY_DIMENSIONS = (*ACCIDENT_DIMENSIONS, "drug", "factors", "km_stretch", "help_minutes", DAY, PUPIL)
STRETCH_MARK = "/"
"""Between the road and the number of the stretch: "QL70/25" with stretches of 5 km is QL70 Km125 to Km130."""


def with_anatomy_dimensions(
    rows: Rows, asked: Iterable[str], span: Interval, calendar: Calendar | None, stretch_m: int
) -> Rows:
    """``rows`` of accidents with a text column for each asked dimension but those of people.

    ``stretch_m``: length of a stretch [m].
    """
    wanted = set(asked) - set(ANATOMY_PEOPLE)
    rows = with_accident_dimensions(rows, wanted & set(ACCIDENT_DIMENSIONS), span, calendar)
    columns: dict[str, Column] = {}
    for name in sorted(wanted & {"drug", "factors"}):
        columns[name] = known(rows[name])
    if "km_stretch" in wanted:
        stretch = (rows.km_m // stretch_m).cast("int64").cast("string")
        columns["km_stretch"] = known(rows.road.nullif("").nullif(UNKNOWN) + STRETCH_MARK + stretch)
    if "help_minutes" in wanted:
        columns["help_minutes"] = known(rows.help_minutes.cast("string"))
    if DAY in wanted:
        columns[DAY] = rows.occurred_on.cast("string")
    return rows.mutate(**columns) if columns else rows


def people_in_words(people: Rows) -> Rows:
    """The table of people with ``pupil`` (yes, no, unknown) as text."""
    told = ibis.cases((people.is_pupil, "yes"), (~people.is_pupil, "no"), else_=UNKNOWN)
    return people.mutate(**{PUPIL: told})
