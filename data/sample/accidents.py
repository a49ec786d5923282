"""The invented accidents, one row a vụ: the drawn counts made into days, places, people and circumstances.

No two accidents outside the planted places come within ``APART_M`` in thirteen months (half of that where one is a va
chạm), so that black spots stand only where they were planted. Real accidents cluster; that is left out on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from analysis.definitions.tables import UNKNOWN
from data.sample import outcomes
from data.sample.counts import quarterly_counts
from data.sample.network import TO_METRES, Choices, Network
from data.sample.planted import FOCUS, PLACES, PlantedAccident, PlantedPlace
from data.sample.when import HOUR, NIGHT_HOUR, days_within, minutes_of_day

SEED = 33
APART_M = 300.0
APART_DAYS = 400
TRIES = 400
RAIL_AREAS = ("080", "086", "087")
WATER_AREAS = ("080", "085", "086", "087")
UNKNOWN_AREA_SHARE = 0.008
"""So many of the accidents of two districts in four years have no district, commune or position."""

_PLACE = ("commune_code", "road", "road_class", "km_m", "lon", "lat", "spot")


@dataclass
class _Taken:
    """Where accidents already lie: metres east and north, day number, va chạm or not."""

    rows: list[tuple[float, float, int, bool]] = field(default_factory=list)

    def free(self, east: float, north: float, day: date, collision: bool) -> bool:
        """Whether nothing lies too near in space and time."""
        if not self.rows:
            return True
        other = np.array(self.rows, dtype=float)
        apart = np.where(other[:, 3].astype(bool) | collision, APART_M / 2, APART_M)
        near = np.hypot(other[:, 0] - east, other[:, 1] - north) < apart
        return not (near & (np.abs(other[:, 2] - day.toordinal()) < APART_DAYS)).any()

    def take(self, east: float, north: float, day: date, collision: bool) -> None:
        """Lay one accident down."""
        self.rows.append((east, north, day.toordinal(), collision))


def invented_accidents(network: Network) -> pd.DataFrame:
    """All accidents by day: ``accident_id`` "LC2019-0001", ..., ``spot`` (planted place or "")."""
    frame = _with_planted(_days(), network)
    rng = np.random.default_rng([SEED, 2])
    frame = pd.concat([frame, pd.DataFrame([_circumstances(row, rng) for row in frame.to_dict("records")])], axis=1)
    frame = pd.concat([frame, pd.DataFrame(_placed(frame, network))], axis=1)
    frame = _with_gaps(frame, np.random.default_rng([SEED, 4]))
    order = (
        frame.assign(at=frame["minutes"].fillna(0)).sort_values(["occurred_on", "at", "area_code"], kind="stable").index
    )
    frame = frame.loc[order].reset_index(drop=True)
    year = frame["occurred_on"].map(lambda day: day.year)
    number = frame.groupby(year).cumcount() + 1
    return frame.assign(accident_id=[f"LC{y}-{n:04d}" for y, n in zip(year, number, strict=True)], year=year)


def _days() -> pd.DataFrame:
    """One row an accident: ``area_code``, ``key`` of the quarter, ``occurred_on``, ``collision``."""
    rng = np.random.default_rng([SEED, 1])
    parts = []
    for cell in quarterly_counts().itertuples(index=False):
        days = days_within(cell.start, cell.stop, cell.hurt + cell.collisions, rng)
        collision = rng.permutation(np.arange(len(days)) < cell.collisions)
        parts.append(
            pd.DataFrame({"area_code": cell.area_code, "key": cell.key, "occurred_on": days, "collision": collision})
        )
    return pd.concat(parts, ignore_index=True)


def _with_planted(frame: pd.DataFrame, network: Network) -> pd.DataFrame:
    """Each planted accident takes the row of one drawn for its district and quarter; the counts stay as drawn."""
    planted = pd.Series([None] * len(frame), dtype=object)
    days = frame["occurred_on"].copy()
    spans = quarterly_counts().drop_duplicates("key")
    for place in PLACES:
        middle = _middle(place, network)
        for accident in place.accidents:
            key = spans.loc[(spans["start"] <= accident.day) & (accident.day < spans["stop"]), "key"].iloc[0]
            cell = (frame["area_code"] == place.area) & (frame["key"] == key) & ~frame["collision"] & planted.isna()
            row = int(cell.to_numpy().argmax())
            if not cell[row]:
                raise ValueError(f"no accident left for {place.name} in {place.area} {key}")
            planted[row] = (place, accident, middle)
            days[row] = accident.day
    return frame.assign(planted=planted, occurred_on=days)


def _middle(place: PlantedPlace, network: Network) -> dict[str, object]:
    """The point of the network that the planted place lies around."""
    own = network.points.loc[network.points["area_code"] == place.area]
    if place.middle is None:
        own = own.loc[own["road"] == place.road]
        away = (own["km_m"] - place.km_m).abs()
    else:
        east, north = TO_METRES.transform(*place.middle)
        away = np.hypot(own["east"] - east, own["north"] - north)
    return own.loc[away.idxmin()].to_dict()


def _circumstances(row: dict[str, object], rng: np.random.Generator) -> dict[str, object]:
    area, collision, planted = str(row["area_code"]), bool(row["collision"]), row["planted"]
    mode = _mode(area, collision or planted is not None, rng)
    deaths, injured, missing = (0, 0, 0) if collision else outcomes.people_hurt(mode, rng)
    if planted is not None:
        deaths, injured, missing = planted[1].deaths, planted[1].injured, 0
    worse = (area, row["key"]) in FOCUS and area == "087"
    minutes = minutes_of_day(NIGHT_HOUR if worse else HOUR, rng)
    kind = outcomes.severity(collision, deaths, injured, rng)
    cause, alcohol = outcomes.cause_and_alcohol(minutes // 60, mode, rng)
    return {
        "mode": mode,
        "deaths": deaths,
        "injured": injured,
        "missing_people": missing,
        "minutes": minutes,
        "severity": kind,
        "damage_million_vnd": outcomes.damage(kind, injured, rng),
        "cause": cause,
        "alcohol": alcohol,
        "vehicles": outcomes.vehicles(mode, cause, rng),
        "help_minutes": outcomes.help_minutes(area, kind, rng),
    }


def _mode(area: str, always_road: bool, rng: np.random.Generator) -> str:
    chance = rng.random()
    if always_road:
        return "road"
    if area in RAIL_AREAS and chance < 0.025:
        return "rail"
    return "water" if area in WATER_AREAS and chance > 0.993 else "road"


def _placed(frame: pd.DataFrame, network: Network) -> list[dict[str, object]]:
    """A place for every accident, the planted first."""
    rng = np.random.default_rng([SEED, 3])
    taken, found = _Taken(), [dict[str, object]() for _ in range(len(frame))]
    records = frame[["area_code", "key", "mode", "occurred_on", "collision", "planted"]].to_dict("records")
    for index, row in enumerate(records):
        if row["planted"] is not None:
            found[index] = _planted_place(*row["planted"])
            taken.take(found[index]["east"], found[index]["north"], row["occurred_on"], False)
    for index, row in enumerate(records):
        if row["planted"] is None:
            found[index] = _free_place(row, network, taken, rng)
    return [{key: place[key] for key in _PLACE} for place in found]


def _planted_place(place: PlantedPlace, accident: PlantedAccident, middle: dict[str, object]) -> dict[str, object]:
    east, north = middle["east"] + accident.east_m, middle["north"] + accident.north_m
    lon, lat = TO_METRES.transform(east, north, direction="INVERSE")
    km_m = np.nan if place.km_m is None else float(place.km_m + accident.along_m)
    road = accident.road or place.road
    return middle | {
        "spot": place.name,
        "road": road,
        "km_m": km_m,
        "east": east,
        "north": north,
        "lon": lon,
        "lat": lat,
    }


def _free_place(row: dict[str, object], network: Network, taken: _Taken, rng: np.random.Generator) -> dict[str, object]:
    area, day, collision = str(row["area_code"]), row["occurred_on"], bool(row["collision"])
    choices = Choices(network, area, str(row["mode"])).endless(FOCUS.get((area, str(row["key"])), ""), rng)
    for _, place in zip(range(TRIES), choices, strict=False):
        if taken.free(place["east"], place["north"], day, collision):
            taken.take(place["east"], place["north"], day, collision)
            return place | {"spot": ""}
    raise ValueError(f"no free place left in {area} on {day}")


def _with_gaps(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """What files do not say: some hours, coordinates, km posts, damages; and a few districts."""
    ordinary = frame["spot"] == ""
    without_point = ordinary & (rng.random(len(frame)) < 0.14)
    without_km = ordinary & (rng.random(len(frame)) < 0.10)
    touchable = ordinary & frame["area_code"].isin(["080", "086"]) & (frame["mode"] == "road")
    touchable &= frame["occurred_on"].map(lambda day: day.year in (2019, 2020, 2022, 2023))
    nowhere = touchable & (rng.random(len(frame)) < UNKNOWN_AREA_SHARE)
    without_point |= nowhere
    without_km |= nowhere
    return frame.assign(
        minutes=frame["minutes"].where(rng.random(len(frame)) > 0.06).astype("Int16"),
        damage_million_vnd=frame["damage_million_vnd"].where(rng.random(len(frame)) > 0.1),
        lon=frame["lon"].mask(without_point).round(5),
        lat=frame["lat"].mask(without_point).round(5),
        km_m=frame["km_m"].mask(without_km).astype("Int64"),
        road=frame["road"].mask(nowhere, ""),
        road_class=frame["road_class"].mask(nowhere, UNKNOWN),
        area_code=frame["area_code"].mask(nowhere, UNKNOWN),
        commune_code=frame["commune_code"].mask(nowhere, UNKNOWN),
    )
