"""Schools and the hours of the way to school: ``schools.csv`` (filled by the office) and ``school_hours.csv``.

Defines when and where a pupil hurt is "on the way to school": in the hours of the file, on its weekdays and in its
months; near a school within its radius. Left out: whether the pupil was really going there.

Can mislead: an accident in those hours may be on another way; the hours are usual ones, not those of every school.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.definitions.office_files import numbers, office_table, with_days, with_degrees
from analysis.definitions.reference import Reference, require_columns, require_unique, with_columns
from analysis.errors import DefinitionError

SCHOOLS_FILE, HOURS_FILE = "schools.csv", "school_hours.csv"
SCHOOLS = ("code", "name", "area_code", "lat", "lon", "radius_m", "valid_from", "valid_to", "note")
HOURS = ("code", "label", "from_time", "to_time", "weekdays", "months", "valid_from", "valid_to")
DEFAULT_RADIUS_M = 200.0
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EARTH_M = 6_371_000.0
"""Mean radius of the earth [m]."""
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)", re.ASCII)


def load_schools(reference: Reference) -> pd.DataFrame:
    """The schools: ``SCHOOLS``, ``lat``, ``lon`` [degrees WGS84], ``radius_m`` [m], days datetime64[s]; maybe no row.

    Raises ``DefinitionError`` for unreadable values and for a code that stands twice. Our file is not used where
    foreign areas are laid over without their own.
    """
    table = office_table(reference, SCHOOLS_FILE, ("code", "lat", "lon"), SCHOOLS)[list(SCHOOLS)]
    require_unique(table, "code", SCHOOLS_FILE)
    radius = numbers(table["radius_m"].replace("", str(DEFAULT_RADIUS_M)), SCHOOLS_FILE)
    if (radius <= 0).any():
        raise DefinitionError(f"Tệp {SCHOOLS_FILE} có bán kính không lớn hơn 0.", "Hãy ghi radius_m bằng mét, như 200.")
    return with_days(with_degrees(table, SCHOOLS_FILE), SCHOOLS_FILE).assign(radius_m=radius)


def load_school_hours(reference: Reference) -> pd.DataFrame:
    """The hours: code, label, from_minute, to_minute (int64, half-open), weekdays, months, valid_from, valid_to.

    ``weekdays`` are numbers (Monday 0), ``months`` 1 to 12, each a frozenset. Raises ``DefinitionError``.
    """
    table = reference.table("school_hours", may_be_empty=True)
    require_columns(table, HOURS[:6], HOURS_FILE)
    require_unique(table, "code", HOURS_FILE)
    table = with_days(with_columns(table, HOURS), HOURS_FILE)
    read = table.assign(
        from_minute=[_minutes(text) for text in table["from_time"]],
        to_minute=[_minutes(text) for text in table["to_time"]],
        weekdays=table["weekdays"].map(lambda text: _codes(text, {name: n for n, name in enumerate(WEEKDAYS)})),
        months=table["months"].map(lambda text: _codes(text, {str(month): month for month in range(1, 13)})),
    )
    if (read["from_minute"] >= read["to_minute"]).any():
        raise DefinitionError(f"Tệp {HOURS_FILE} có giờ kết thúc không sau giờ bắt đầu.", "Hãy sửa from_time, to_time.")
    return read[["code", "label", "from_minute", "to_minute", "weekdays", "months", "valid_from", "valid_to"]]


def in_school_hours(days: pd.Series, minutes: pd.Series, hours: pd.DataFrame) -> npt.NDArray[np.str_]:
    """ "yes", "no" or "unknown" (the hour is not known) for each day (datetime64) and minute after midnight."""
    minute = minutes.to_numpy(dtype="float64", na_value=np.nan)
    inside = np.zeros(len(days), dtype=bool)
    for row in hours.to_dict("records"):
        held = days.dt.day_of_week.isin(row["weekdays"]) & days.dt.month.isin(row["months"])
        held_here = held.to_numpy(dtype=bool) & _valid(days, row)
        inside |= held_here & (minute >= row["from_minute"]) & (minute < row["to_minute"])
    return np.where(np.isnan(minute), "unknown", np.where(inside, "yes", "no"))


def near_school(rows: pd.DataFrame, schools: pd.DataFrame) -> npt.NDArray[np.str_]:
    """ "yes", "no" or "unknown" (no coordinates) for each row (occurred_on, lat, lon).

    Great-circle distance (haversine) to every school that is there on the day, the radius inside.
    """
    lat, lon = (rows[name].to_numpy(dtype="float64", na_value=np.nan) for name in ("lat", "lon"))
    near = np.zeros(len(rows), dtype=bool)
    for school in schools.to_dict("records"):
        distance = _distance_m(lat, lon, school["lat"], school["lon"])
        near |= (distance <= school["radius_m"]) & _valid(rows["occurred_on"], school)
    return np.where(np.isnan(lat) | np.isnan(lon), "unknown", np.where(near, "yes", "no"))


def _distance_m(
    lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64], to_lat: float, to_lon: float
) -> npt.NDArray[np.float64]:
    first, second = np.radians(lat), np.radians(to_lat)
    half = np.sin((second - first) / 2) ** 2
    half = half + np.cos(first) * np.cos(second) * np.sin(np.radians(to_lon - lon) / 2) ** 2
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(half)))


def _valid(days: pd.Series, row: Mapping[Any, Any]) -> npt.NDArray[np.bool_]:
    after = pd.isna(row["valid_from"]) | (days >= row["valid_from"]).to_numpy(dtype=bool)
    return np.asarray(after & (pd.isna(row["valid_to"]) | (days <= row["valid_to"]).to_numpy(dtype=bool)))


def _minutes(text: str) -> int:
    read = _CLOCK.fullmatch(text.strip())
    if read is None:
        raise DefinitionError(f"Tệp {HOURS_FILE} có giờ viết sai: “{text}”.", "Hãy viết giờ dạng 06:15.")
    return int(read[1]) * 60 + int(read[2])


def _codes(text: str, known: dict[str, int]) -> frozenset[int]:
    parts = [part.strip() for part in text.split("|")]
    if any(part not in known for part in parts):
        raise DefinitionError(f"Tệp {HOURS_FILE} có ô viết sai: “{text}”.", f"Hãy chọn trong: {'|'.join(known)}.")
    return frozenset(known[part] for part in parts)
