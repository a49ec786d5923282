"""Rows of an accident file as the promised columns of ``accidents``, with what speaks against each value.

One row here is one row of the file: an accident, or with ``row = "casualty"`` a person (``casualties`` groups them). A
file of accidents gives no people: from "2 chết, 1 nam" nobody knows who was who. Left out: rules between rows
(``repeats``). It can mislead where the file has no column of deaths: they are missing then, not 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.tables import UNKNOWN
from . import coding
from .amounts import money_vnd, people_count, side_number
from .columns import cell, filled
from .dating import days_and_minutes
from .keys import CASE_COUNT
from .placing import point_marks, points, road_positions, stated_places
from .profiles import Profile
from .rules import Cleaned, Mark, mark
from .values.distinct import on_distinct
from .values.numbers import parse_counts

if TYPE_CHECKING:
    import geopandas as gpd

PERSON_COLUMNS = ("role", "outcome", "age_group", "sex", "is_pupil")
_VND_A_MILLION = 1_000_000


def clean_accidents(
    cells: pd.DataFrame,
    profile: Profile,
    definitions: Definitions,
    *,
    outlines: gpd.GeoDataFrame,
    unit: float,
    today: date,
) -> Cleaned:
    """Values of every row of one sheet, on ``cells.index``, in the columns of ``accidents`` (and of a person).

    ``outlines`` are the areas' boundaries (none: points are not judged), ``unit`` the đồng of the damage column.
    """
    earliest = definitions.limits["earliest_date"]
    days, day_marks = days_and_minutes(cells, order=profile.date_order, earliest=earliest, today=today)
    places, place_marks = _places(cells, profile, definitions, outlines, days["occurred_on"])
    roads, road_marks = road_positions(cells, definitions)
    people, people_marks = _people(cells, definitions, casualty=profile.row == "casualty")
    words, word_marks = _words(cells, definitions)
    figures, figure_marks = _figures(cells, definitions, unit)
    frame = pd.concat([days, places, roads, people, words, figures], axis=1)
    frame = frame.assign(accident_id=cell(cells, "accident_id").astype("str"), position_source=_position_source(frame))
    marks: tuple[Mark, ...] = (*day_marks, *place_marks, *road_marks, *people_marks, *word_marks, *figure_marks)
    return Cleaned(frame, (*marks, *_id_marks(cells, profile), *_case_marks(cells)))


def severity_marks(frame: pd.DataFrame, definitions: Definitions) -> tuple[Mark, ...]:
    """More deaths than the class given allows (``max_deaths`` of ``severity.csv``; TT 26/2024/TT-BCA Điều 5).

    A class above what the deaths ask for is no fault: bodily harm or damage can make it.
    """
    severity = definitions.codes["severity"]
    allowed = {code: int(most) for code, most in severity.column("max_deaths").items() if most}
    most = frame["severity"].astype("str").map(allowed).astype("float64")
    wrong = (frame["deaths"] > most).fillna(False).astype(bool)
    words = frame["severity"].astype("str").map(severity.labels) + ", " + frame["deaths"].astype("str") + " người chết"
    return (mark("severity_deaths", wrong, words),)


def _places(
    cells: pd.DataFrame, profile: Profile, definitions: Definitions, outlines: gpd.GeoDataFrame, days: pd.Series
) -> tuple[pd.DataFrame, Iterable[Mark]]:
    stated, marks = stated_places(cells, definitions, days=days)
    at, more = points(cells, profile.crs, outlines)
    places = stated.join(at)
    area = places["area_code"].astype("str")
    silent = coding.not_known(cell(cells, "area"), definitions)
    by_point = silent & (area == UNKNOWN) & places["located"].fillna("").ne("")
    area = area.mask(by_point, places["located"])
    places = places.assign(area_code=area)
    derived = mark("area_derived", silent & (area != UNKNOWN) & ("area" in cells))
    missing = mark("area_missing", silent & (area == UNKNOWN))
    checks = (*marks, derived, missing, *more, *point_marks(places, definitions))
    return places.drop(columns="located"), checks


def _people(cells: pd.DataFrame, definitions: Definitions, *, casualty: bool) -> tuple[pd.DataFrame, Iterable[Mark]]:
    """Deaths, injured and missing as the file counts them; a row a person has the person's own columns instead."""
    if casualty:
        return _person(cells, definitions)
    counts: dict[str, pd.Series] = {}
    marks: list[Mark] = []
    for key in ("deaths", "injured", "missing_people"):
        number, found = people_count(cells, key, definitions.limits[f"max_{key}"], blank_said=key != "missing_people")
        counts[key] = number
        marks += found
    return pd.DataFrame(counts), marks


def _person(cells: pd.DataFrame, definitions: Definitions) -> tuple[pd.DataFrame, Iterable[Mark]]:
    outcome, outcome_mark = coding.closed_code(cells, "outcome", definitions)
    sex, sex_mark = coding.closed_code(cells, "sex", definitions)
    role, role_mark = coding.role_code(cells, definitions)
    age_group, age_marks = coding.age_group(cells, definitions)
    person = {"role": role, "outcome": outcome, "age_group": age_group, "sex": sex, "is_pupil": coding.is_pupil(cells)}
    silent = mark("outcome_missing", ~filled(cell(cells, "outcome")))
    return pd.DataFrame(person), (outcome_mark, silent, sex_mark, role_mark, *age_marks)


def _words(cells: pd.DataFrame, definitions: Definitions) -> tuple[pd.DataFrame, Iterable[Mark]]:
    read = {
        "mode": coding.closed_code(cells, "mode", definitions),
        "severity": coding.closed_code(cells, "severity", definitions),
        "alcohol": coding.yes_no(cells, "alcohol", definitions),
        "drug": coding.yes_no(cells, "drug", definitions),
    }
    frame = pd.DataFrame({key: codes for key, (codes, _) in read.items()})
    cause, cause_marks = coding.open_code(cells, "cause", definitions)
    sets = {
        "factors": coding.code_set(cells, "factors", definitions.codes["causes"]),
        "vehicle_types": coding.code_set(cells, "vehicle_types", definitions.codes["vehicle_types"], each=True),
    }
    marks = [*(said for _, said in read.values()), *cause_marks, *(said for _, said in sets.values())]
    return frame.assign(cause=cause, **{key: codes for key, (codes, _) in sets.items()}), marks


def _figures(cells: pd.DataFrame, definitions: Definitions, unit: float) -> tuple[pd.DataFrame, Iterable[Mark]]:
    limits = definitions.limits
    most = limits["max_damage_million_vnd"] * _VND_A_MILLION
    damage, damage_mark = money_vnd(cells, "damage_million_vnd", unit, most)
    minutes, minutes_mark = side_number(cells, "help_minutes", limits["max_help_minutes"])
    million = damage.astype("Float64") / _VND_A_MILLION
    return pd.DataFrame({"damage_million_vnd": million, "help_minutes": minutes}), (damage_mark, minutes_mark)


def _position_source(frame: pd.DataFrame) -> pd.Series:
    on_road = frame["km_m"].notna() & (frame["road"] != UNKNOWN)
    source = pd.Series("none", index=frame.index, dtype="str").mask(on_road, "km")
    return source.mask(frame["lat"].notna(), "coordinates")


def _case_marks(cells: pd.DataFrame) -> tuple[Mark, ...]:
    """Rows whose "Số vụ" is a number other than 1: they count accidents instead of being one."""
    if CASE_COUNT not in cells:
        return ()
    number = on_distinct(cells[CASE_COUNT], parse_counts)
    return (mark("counts_not_accidents", number.ne(1).fillna(False).astype(bool), cells[CASE_COUNT]),)


def _id_marks(cells: pd.DataFrame, profile: Profile) -> tuple[Mark, ...]:
    if "accident_id" not in cells:
        return ()
    rule = "id_missing" if profile.row == "casualty" else "id_made"
    return (mark(rule, ~filled(cells["accident_id"])),)
