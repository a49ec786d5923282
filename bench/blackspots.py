"""The complete list of black spots against DBSCAN of scikit-learn on the same points, in one process and run.

The accidents are invented: over ten years, in a country whose size grows with their number (so that doubling the
points doubles the places), 40% at junctions (dozens to hundreds each, spread 8 to 25 m), 40% along roads, denser in
places, 20% anywhere; every one has casualties and a quarter a death, far more than real and so the harder case.
"""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.definitions.blackspot_rules import Rule
from analysis.definitions.catalogue import load_definitions
from analysis.places.asked import Asked
from analysis.places.find_spots import find_spots

Floats = npt.NDArray[np.float64]

FIRST_DAY, DAYS = np.datetime64("2015-01-01"), 3652
LAST_DAY = date(2024, 12, 31)
KM2_AN_ACCIDENT = 6364 / 200_000
"""Ten years' 200.000 accidents on the ground of the province."""
PER_JUNCTION = 100
LONGEST_ROAD_M = 200_000
GOLDEN = 0.6180339887
"""Multiples of it, without their whole part, spread evenly."""
RADIUS_M, EPS_M, EARTH_M = 50.0, 100.0, 6_371_000.0


def make_accidents(count: int, seed: int) -> pd.DataFrame:
    """``count`` accidents as the table ``positioned``, with both a road-km position and coordinates."""
    rng = np.random.default_rng(seed)
    side = 1000 * np.sqrt(count * KM2_AN_ACCIDENT)
    at_junctions, on_roads = int(count * 0.4), int(count * 0.4)
    points = np.concatenate(
        [
            _junctions(rng, at_junctions, side),
            _roads(rng, on_roads, side),
            rng.uniform(0, side, (count - at_junctions - on_roads, 2)),
        ]
    )
    fatal = rng.random(count) < 0.25
    roads = max(3, count // 4000)
    metres = (np.hypot(points[:, 0], points[:, 1]) % LONGEST_ROAD_M).astype(np.int64)
    road = pd.Series(rng.integers(0, roads, count)).map("ĐT{}".format).astype("str")
    return pd.DataFrame(
        {
            "accident_id": [f"B{number:07d}" for number in range(count)],
            "occurred_on": (FIRST_DAY + rng.integers(0, DAYS, count)).astype("datetime64[s]"),
            "area_code": "080",
            "mode": "road",
            "severity": "unknown",
            "deaths": pd.array(fatal.astype(int), dtype="Int32"),
            "injured": pd.array(rng.integers(1, 3, count), dtype="Int32"),
            "road": road,
            "chainage": road,
            "line": road,
            "km_m": pd.array(metres, dtype="Int64"),
            "line_m": pd.array(metres, dtype="Int64"),
            "x_m": points[:, 0] + 400_000,
            "y_m": points[:, 1] + 2_420_000,
            "lat": 21.9 + points[:, 1] / 110_700,
            "lon": 103.8 + points[:, 0] / 103_300,
            "known_by": "coordinates",
            "km_known_by": "km",
        }
    )


def _junctions(rng: np.random.Generator, count: int, side: float) -> Floats:
    """Sizes are log-normal and spreads uniform by quantile, not by chance, so that twice as many are twice the same."""
    from scipy.special import ndtri

    number = max(1, count // PER_JUNCTION)
    share = np.minimum(np.exp(ndtri((np.arange(number) + 0.5) / number)), 6)
    which = rng.choice(number, count, p=share / share.sum())
    spread = (8 + 17 * (np.arange(number) * GOLDEN % 1))[which, None]
    return rng.uniform(0, side, (number, 2))[which] + rng.normal(size=(count, 2)) * spread


def _roads(rng: np.random.Generator, count: int, side: float) -> Floats:
    number = max(3, count // 1600)
    begin, end = rng.uniform(0, side, (2, number, 2))
    which = rng.integers(0, number, count)
    along = rng.beta(0.7, 0.7, count)[:, None]
    return begin[which] + (end - begin)[which] * along + rng.normal(0, 8, (count, 2))


def seconds_of_list(rows: pd.DataFrame, by: str) -> tuple[float, int]:
    """Seconds for spots and potential spots of ten years, and the number of spots."""
    asked = Asked(by, LAST_DAY, date(2015, 1, 1), radius_m=RADIUS_M, potential=("ours",))
    begin = time.perf_counter()
    found = find_spots(rows, _rule(), asked)
    return time.perf_counter() - begin, len(found.spots)


def seconds_of_dbscan(rows: pd.DataFrame) -> float:
    """Seconds of DBSCAN on the same points: haversine, ball tree, 100 m."""
    from sklearn.cluster import DBSCAN

    angles = np.radians(rows[["lat", "lon"]].to_numpy())
    begin = time.perf_counter()
    DBSCAN(eps=EPS_M / EARTH_M, min_samples=4, metric="haversine", algorithm="ball_tree").fit(angles)
    return time.perf_counter() - begin


def _rule() -> Rule:
    return load_definitions().blackspot_rules.rules[0]
