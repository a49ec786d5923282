"""The invented people of the accidents: one row a person hurt or missing, one unhurt where nobody is.

Ages, sexes and parts are invented after what police reports usually say (mostly men of 18 to 45 on motorcycles).
No names, no numbers.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

SEED = 30

_AGES = np.array([3, 9, 13, 16, 21, 30, 40, 50, 60, 72])
_AGE_WEIGHTS = np.array([0.02, 0.03, 0.04, 0.10, 0.22, 0.23, 0.15, 0.11, 0.06, 0.04])
_JOBS = ("Làm nông", "Lao động tự do", "Công nhân", "Cán bộ, viên chức", "Kinh doanh", "Lái xe")
_JOB_WEIGHTS = np.array([0.46, 0.24, 0.10, 0.07, 0.08, 0.05])


def invented_people(accidents: pd.DataFrame) -> pd.DataFrame:
    """``accident_id``, ``role``, ``outcome``, ``age`` (years, missing where not told), ``sex``, ``occupation``."""
    rng = np.random.default_rng([SEED, 1])
    rows = [person for row in accidents.itertuples(index=False) for person in _people_of(row, rng)]
    return pd.DataFrame(rows).astype({"age": "Int64"})


def _people_of(accident: object, rng: np.random.Generator) -> list[dict[str, object]]:
    outcomes = ["death"] * accident.deaths + ["injured"] * accident.injured + ["missing"] * accident.missing_people
    outcomes = outcomes or ["unhurt"]
    return [_person(accident, place, outcome, rng) for place, outcome in enumerate(outcomes)]


def _person(accident: object, place: int, outcome: str, rng: np.random.Generator) -> dict[str, object]:
    role = "driver" if place < max(len(accident.vehicles) - ("pedestrian" in accident.vehicles), 1) else "passenger"
    if place == 0 and "pedestrian" in accident.vehicles:
        role = "pedestrian"
    age = int(rng.choice(_AGES, p=_AGE_WEIGHTS / _AGE_WEIGHTS.sum()) + rng.integers(0, 4))
    if role == "driver" and age < 15:
        age += 16
    known = rng.random() > 0.05
    return {
        "accident_id": accident.accident_id,
        "role": role,
        "outcome": outcome,
        "age": age if known else None,
        "sex": "male" if rng.random() < (0.78 if role == "driver" else 0.5) else "female",
        "occupation": _occupation(age, rng) if known else "",
    }


def _occupation(age: int, rng: np.random.Generator) -> str:
    if age < 6:
        return "Trẻ em"
    if age <= 18:
        return "Học sinh" if rng.random() < 0.85 else "Làm nông"
    if age <= 22 and rng.random() < 0.2:
        return "Sinh viên"
    return _JOBS[int(rng.choice(len(_JOBS), p=_JOB_WEIGHTS))]
