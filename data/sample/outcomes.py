"""What an invented accident did and how it came about: people, class, damage, cause, vehicles, alcohol, help.

Classes follow the deaths (TT 26/2024 Điều 5, used for all years): 3 or more, 2 and 1 death give the top three; bodily
harm puts some accidents without a death into them too. Chances are invented; the sums lie near the published ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

FATAL = 0.335
"""Share of accidents with a death among those that are not va chạm."""

DEATHS = {1: 0.905, 2: 0.08, 3: 0.015}
INJURED_WITH_DEATH = {0: 0.76, 1: 0.17, 2: 0.05, 3: 0.02}
INJURED = {0: 0.09, 1: 0.785, 2: 0.10, 3: 0.018, 4: 0.005, 5: 0.002}

CLASS_OF_DEATHS = {1: "serious", 2: "very_serious", 3: "especially_serious"}

CAUSES = {
    "wrong_lane": 0.17,
    "speed": 0.14,
    "inattention": 0.13,
    "alcohol": 0.10,
    "overtaking": 0.07,
    "turning": 0.07,
    "right_of_way": 0.07,
    "distance": 0.05,
    "self_accident": 0.05,
    "no_licence": 0.03,
    "under_age": 0.03,
    "pedestrian": 0.02,
    "unsafe_vehicle": 0.02,
    "fatigue": 0.01,
    "traffic_environment": 0.01,
    "other": 0.02,
    "unknown": 0.09,
}

VEHICLES: dict[tuple[str, ...], float] = {
    ("motorcycle", "motorcycle"): 0.27,
    ("motorcycle",): 0.17,
    ("car", "motorcycle"): 0.19,
    ("motorcycle", "truck"): 0.13,
    ("car",): 0.05,
    ("truck",): 0.04,
    ("car", "truck"): 0.04,
    ("motorcycle", "pedestrian"): 0.035,
    ("coach", "motorcycle"): 0.02,
    ("car", "car"): 0.02,
    ("tractor_unit", "motorcycle"): 0.015,
    ("electric_two_wheeler", "car"): 0.01,
    ("bicycle", "motorcycle"): 0.01,
}


def _pick(chances: Mapping[Any, float], rng: np.random.Generator) -> Any:
    weights = np.array(list(chances.values()))
    return list(chances)[int(rng.choice(len(weights), p=weights / weights.sum()))]


def people_hurt(mode: str, rng: np.random.Generator) -> tuple[int, int, int]:
    """(deaths, injured, missing) of an accident that is not va chạm."""
    if mode == "water":
        return (1, 0, 0) if rng.random() < 0.5 else (0, 1, int(rng.random() < 0.3))
    if mode == "rail":
        return (1, 0, 0) if rng.random() < 0.6 else (0, 1, 0)
    if rng.random() < FATAL:
        return _pick(DEATHS, rng), _pick(INJURED_WITH_DEATH, rng), 0
    return 0, _pick(INJURED, rng), 0


def severity(collision: bool, deaths: int, injured: int, rng: np.random.Generator) -> str:
    """The class as the police would give it."""
    if collision:
        return "collision"
    if deaths:
        return CLASS_OF_DEATHS[min(deaths, 3)]
    if injured >= 2 and rng.random() < 0.05:
        return "very_serious"
    return "serious" if injured and rng.random() < 0.17 else "less_serious"


_DAMAGE = {
    "collision": (0.5, 9.5),
    "less_serious": (3.0, 60.0),
    "serious": (5.0, 180.0),
    "very_serious": (20.0, 480.0),
    "especially_serious": (60.0, 900.0),
}


def damage(kind: str, injured: int, rng: np.random.Generator) -> float:
    """Damage [million đồng]; where nobody is hurt and it is no va chạm, at least the 10 million of its class."""
    low, high = _DAMAGE[kind]
    low = 11.0 if kind == "less_serious" and injured == 0 else low
    return float(np.round(low * (high / low) ** rng.random() * 2) / 2)


def cause_and_alcohol(hour: int, mode: str, rng: np.random.Generator) -> tuple[str, str]:
    """(cause, alcohol yes/no/unknown): alcohol is three times as common from 19 to 23 h."""
    if mode == "rail":
        return "rail_crossing", "unknown"
    if mode == "water":
        return ("traffic_environment" if rng.random() < 0.5 else "unknown"), "unknown"
    chances = {**CAUSES, "alcohol": CAUSES["alcohol"] * (3.0 if 19 <= hour <= 23 else 0.7)}
    cause = _pick(chances, rng)
    if cause == "alcohol":
        return cause, "yes"
    return cause, _pick({"yes": 0.05, "no": 0.67, "unknown": 0.28}, rng)


def vehicles(mode: str, cause: str, rng: np.random.Generator) -> tuple[str, ...]:
    """Codes of the vehicles, as involved (two motorcycles are named twice)."""
    if mode == "rail":
        return ("train", "motorcycle") if rng.random() < 0.7 else ("train", "pedestrian")
    if mode == "water":
        return ("boat",)
    if cause == "pedestrian":
        return ("motorcycle", "pedestrian")
    if cause in ("self_accident", "under_age") and rng.random() < 0.6:
        return ("motorcycle",)
    return _pick(VEHICLES, rng)


def help_minutes(area: str, severity_class: str, rng: np.random.Generator) -> float:
    """Minutes from the call to the arrival of help, longer away from the city; missing for most va chạm."""
    if rng.random() < (0.8 if severity_class == "collision" else 0.12):
        return float("nan")
    middle = {"080": 14.0, "086": 20.0, "088": 21.0}.get(area, 27.0)
    return float(np.clip(np.round(middle * np.exp(rng.normal(0, 0.45))), 4, 150))
