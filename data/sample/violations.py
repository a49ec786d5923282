"""The invented violations: counts by district, day, behaviour and force, where not zero.

Volumes, fines and shares are invented (some 30 to 40 thousand cases a year). From 1/1/2025 fines jump, cases fall and
points are deducted, as NĐ 168/2024 made it; amounts are not those of the decree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.sample.planted import MEAN
from data.sample.when import FIRST_DAY, LAST_DAY, TET, WEEKDAY

SEED = 168
NEW_FINES = date(2025, 1, 1)
CASES_AFTER = 0.72
YEAR = {2018: 0.95, 2019: 0.95, 2020: 0.88, 2021: 0.78, 2022: 0.92, 2023: 1.14, 2024: 1.08, 2025: 1.08 * CASES_AFTER}
ALCOHOL_YEAR = {2018: 0.35, 2019: 0.4, 2020: 0.7, 2021: 0.7, 2022: 0.8, 2023: 1.25, 2024: 1.3, 2025: 1.15}
MOST_CASES_A_ROW = 15.0


@dataclass(frozen=True)
class Behaviour:
    """``cases`` a year; mean fine [million đồng] before and from 2025; shares of cases; ``points`` a case from 2025."""

    cases: int
    fine: float
    new_fine: float
    licences: float = 0.0
    points: float = 0.0
    held: float = 0.0
    vehicles: tuple[str, ...] = ("motorcycle", "motorcycle", "motorcycle", "car")
    forces: tuple[str, ...] = ("csgt",)
    mode: str = "road"


_LORRIES = ("truck", "truck", "truck", "tractor_unit")
_WITH_COMMUNE = ("csgt", "csgt", "csgt", "csgt", "commune_police")
_WITH_CAMERA = ("csgt", "csgt", "camera")
_WITH_INSPECTORS = ("csgt", "inspectorate")

BEHAVIOURS = {
    "helmet": Behaviour(6800, 0.5, 0.5, vehicles=("motorcycle",), forces=_WITH_COMMUNE),
    "alcohol": Behaviour(6400, 4.2, 8.4, 0.9, 3.0, 1.0),
    "papers": Behaviour(5000, 0.35, 0.4, held=0.25, forces=_WITH_COMMUNE),
    "no_licence": Behaviour(3600, 1.7, 4.6, held=0.9, vehicles=("motorcycle",) * 5 + ("car",), forces=_WITH_COMMUNE),
    "speed": Behaviour(
        3400,
        1.9,
        4.4,
        0.25,
        2.2,
        vehicles=("car", "car", "truck", "coach"),
        forces=("csgt", "csgt", "camera", "gps_device"),
    ),
    "stopping": Behaviour(1400, 0.6, 0.9, vehicles=("car", "truck", "coach"), forces=_WITH_CAMERA),
    "wrong_lane": Behaviour(1100, 1.1, 3.1, 0.15, 1.2, vehicles=("car", "truck", "motorcycle"), forces=_WITH_CAMERA),
    "unsafe_vehicle": Behaviour(1000, 1.2, 1.7, held=0.1, vehicles=("truck", "car", "motorcycle")),
    "traffic_light": Behaviour(900, 1.0, 8.0, 0.2, 3.5, forces=_WITH_CAMERA),
    "passengers": Behaviour(800, 0.6, 0.8, vehicles=("motorcycle", "motorcycle", "coach")),
    "under_age": Behaviour(
        700, 0.5, 0.6, held=0.9, vehicles=("motorcycle", "motorcycle", "electric_two_wheeler"), forces=_WITH_COMMUNE
    ),
    "seat_belt": Behaviour(700, 0.9, 0.9, vehicles=("car", "truck")),
    "overload": Behaviour(650, 6.5, 9.5, 0.4, 2.0, vehicles=_LORRIES, forces=_WITH_INSPECTORS),
    "turning": Behaviour(400, 0.6, 2.0),
    "wrong_way": Behaviour(350, 1.3, 6.5, 0.3, 3.0),
    "overtaking": Behaviour(240, 1.4, 3.2, 0.3, 2.0, vehicles=("car", "truck", "coach")),
    "phone": Behaviour(200, 1.0, 2.4, 0.2, 3.0),
    "passenger_business": Behaviour(190, 3.0, 4.0, vehicles=("coach",), forces=_WITH_INSPECTORS),
    "no_plate": Behaviour(150, 1.5, 5.0, held=0.8),
    "altered_body": Behaviour(140, 3.2, 6.0, vehicles=_LORRIES, forces=_WITH_INSPECTORS),
    "reckless": Behaviour(60, 7.0, 11.0, 0.8, 3.0, 1.0, vehicles=("motorcycle",)),
    "drug": Behaviour(55, 8.0, 12.0, 1.0, 5.0, 1.0),
    "water_violation": Behaviour(50, 0.5, 0.5, vehicles=("boat",), mode="water"),
    "rail_violation": Behaviour(20, 0.7, 1.5, vehicles=("motorcycle", "truck"), mode="rail"),
    "other": Behaviour(700, 0.5, 0.7),
}


def invented_violations() -> pd.DataFrame:
    """Rows by day, district, behaviour, vehicle and force with ``mode``, ``cases``, ``fine_vnd`` and the other sums."""
    rng = np.random.default_rng([SEED, 1])
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    weight = np.array([_day_weight(day) for day in days])
    parts = [
        _counts(area, code, days, weight, rng)
        for area in MEAN
        for code in BEHAVIOURS
        if _has(area, BEHAVIOURS[code].mode)
    ]
    frame = pd.concat(parts, ignore_index=True)
    keys = ["day", "area_code", "behaviour", "vehicle_type", "enforced_by"]
    return frame.sort_values(keys, kind="stable", ignore_index=True)


def _has(area: str, mode: str) -> bool:
    areas = {"rail": ("080", "086", "087"), "water": ("080", "085", "086", "087", "082")}
    return area in areas.get(mode, (area,))


def _day_weight(day: date) -> float:
    tet = any(-14 <= (day - tet).days <= 6 for tet in TET)
    return float(WEEKDAY[day.weekday()] * YEAR[day.year] * (1.35 if tet else 1.0))


def _counts(area: str, code: str, days: list[date], weight: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """One behaviour of one district: on the days of a patrol a count of at least one."""
    behaviour = BEHAVIOURS[code]
    share = MEAN[area] / sum(MEAN.values())
    if behaviour.mode != "road":
        share = 0.25
    a_day = behaviour.cases * share / 365 * weight
    if code == "alcohol":
        a_day = a_day * np.array([ALCOHOL_YEAR[day.year] for day in days])
    at_once = float(np.clip(behaviour.cases * share / 30, 1.5, MOST_CASES_A_ROW))
    patrolled = np.flatnonzero(rng.random(len(days)) < np.minimum(a_day / at_once, 1.0))
    cases = 1 + rng.poisson(np.maximum(a_day[patrolled], at_once) - 1)
    chosen = [days[index] for index in patrolled]
    after = np.array([day >= NEW_FINES for day in chosen], dtype=bool)
    mean_fine = np.where(after, behaviour.new_fine, behaviour.fine) * np.exp(rng.normal(0, 0.12, len(cases)))
    return pd.DataFrame(
        {
            "day": chosen,
            "area_code": area,
            "behaviour": code,
            "vehicle_type": rng.choice(behaviour.vehicles, len(cases)),
            "enforced_by": rng.choice(behaviour.forces, len(cases)),
            "mode": behaviour.mode,
            "cases": cases,
            "fine_vnd": (cases * mean_fine * 20).round().astype("int64") * 50_000,
            "licences_revoked": rng.binomial(cases, np.where(after, behaviour.licences * 0.45, behaviour.licences)),
            "points_deducted": np.where(
                after, np.round(cases * behaviour.points * rng.uniform(0.5, 0.9, len(cases))), 0
            ).astype("int64"),
            "vehicles_held": rng.binomial(cases, behaviour.held),
        }
    )
