"""Which found spot is which place of the register: by the accidents they share, else by where they are.

Places overlap when half of the shorter stretch lies on the longer one, on one kilometring of one road, or when the
centre of a disc is within the larger radius of the other place. A single post of an imported register ("Km17+300",
rounded by whoever wrote it) only has to come within half a window. Left out: what follows from it
(``register_review``). It can mislead where a road was re-kilometred and neither accidents nor coordinates link the
old place with the new one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.names import fold
from ..definitions.tables import UNKNOWN

WINDOW_M = 100.0
"""Length of a stretch where the rule does not say another [m]; a lone post reaches half of it to either side."""

METRES_PER_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6.371 km: within half a metre over the 100 m that count here."""

COLUMNS = ["spot_id", "register_id", "shared", "distance_m"]

Floats = npt.NDArray[np.float64]


def match(places: pd.DataFrame, spots: pd.DataFrame, *, window_m: float = WINDOW_M) -> pd.DataFrame:
    """All pairs of a found spot and a place that are the same, best first within a spot.

    ``places`` and ``spots`` have register_id or spot_id, accident_ids (tuples), road, chainage, from_m, to_m, lat, lon,
    radius_m (missing where not known); ``places`` also end_lat, end_lon and, for ``register``, origin. ``window_m``
    [m]. Columns: spot_id, register_id, ``shared`` accidents, ``distance_m`` between the middles (NaN where they share
    accidents alone). The order: most shared accidents, nearest, register_id. The order of the rows given changes
    nothing.
    """
    parts = [_by_accidents(places, spots), _by_stretch(places, spots, window_m), _by_point(places, spots, window_m)]
    pairs = pd.concat([part for part in parts if len(part)] or [pd.DataFrame(columns=COLUMNS)])
    merged = pairs.groupby(["spot_id", "register_id"], as_index=False).agg({"shared": "max", "distance_m": "min"})
    ranked = merged.astype({"shared": "int64", "distance_m": "float64"}).sort_values(
        ["spot_id", "shared", "distance_m", "register_id"], ascending=[True, False, True, True], ignore_index=True
    )
    return ranked[COLUMNS]


def first_match(pairs: pd.DataFrame) -> pd.Series[str]:
    """The place that each spot of ``match`` belongs to, on spot_id."""
    return pairs.drop_duplicates("spot_id").set_index("spot_id")["register_id"]


def _by_accidents(places: pd.DataFrame, spots: pd.DataFrame) -> pd.DataFrame:
    mine = places[["register_id", "accident_ids"]].explode("accident_ids").dropna().drop_duplicates()
    theirs = spots[["spot_id", "accident_ids"]].explode("accident_ids").dropna().drop_duplicates()
    both = theirs.merge(mine, on="accident_ids")
    shared = both.groupby(["spot_id", "register_id"], as_index=False).size().rename(columns={"size": "shared"})
    return shared.assign(distance_m=np.nan)


def _by_stretch(places: pd.DataFrame, spots: pd.DataFrame, window_m: float) -> pd.DataFrame:
    """Pairs on one road and kilometring whose stretches overlap by half of the shorter one."""
    mine, theirs = _stretches(places, "register_id", window_m), _stretches(spots, "spot_id", window_m)
    both = theirs.merge(mine, on="road_key", suffixes=("", "_of_place"))
    other = (both["chainage"] != both["chainage_of_place"]) & (both["chainage"] != "")
    both = both[~(other & (both["chainage_of_place"] != ""))]
    low = both[["from_m", "from_m_of_place"]].max(axis=1)
    high = both[["to_m", "to_m_of_place"]].min(axis=1)
    shorter = np.minimum(both["to_m"] - both["from_m"], both["to_m_of_place"] - both["from_m_of_place"])
    middles = (both["from_m"] + both["to_m"] - both["from_m_of_place"] - both["to_m_of_place"]).abs() / 2
    same = (high >= low) & ((2 * (high - low) >= shorter) | both["lone_of_place"])
    return both.assign(shared=0, distance_m=middles).loc[same, COLUMNS]


def _stretches(frame: pd.DataFrame, id_column: str, window_m: float) -> pd.DataFrame:
    known = frame[frame["from_m"].notna() & ~frame["road"].isin(["", UNKNOWN])]
    start = known["from_m"].astype("float64")
    stop = known["to_m"].astype("float64").fillna(start)
    imported = known["origin"].eq("imported") if "origin" in known else pd.Series(False, index=known.index)
    lone = (stop == start) & imported
    reach = np.where(lone, window_m / 2, 0.0)
    low, high = np.minimum(start, stop) - reach, np.maximum(start, stop) + reach
    places = known.assign(road_key=known["road"].map(fold), chainage=known["chainage"].fillna(""), lone=lone)
    return places.assign(from_m=low, to_m=high)[[id_column, "road_key", "chainage", "from_m", "to_m", "lone"]]


def _by_point(places: pd.DataFrame, spots: pd.DataFrame, window_m: float) -> pd.DataFrame:
    """Pairs of which one's centre is within the larger radius of the other; places may be a line from start to end."""
    mine, theirs = places[places["lat"].notna()], spots[spots["lat"].notna()]
    if mine.empty or theirs.empty:
        return pd.DataFrame(columns=COLUMNS)
    distance = _distances(mine, theirs)
    radius = np.maximum.outer(_radius(theirs, window_m), _radius(mine, window_m))
    spot, place = np.nonzero(distance <= radius)
    found = {"spot_id": theirs["spot_id"].to_numpy()[spot], "register_id": mine["register_id"].to_numpy()[place]}
    return pd.DataFrame(found).assign(shared=0, distance_m=distance[spot, place])


def _radius(frame: pd.DataFrame, window_m: float) -> Floats:
    return np.asarray(frame["radius_m"].astype("float64").fillna(window_m / 2), dtype="float64")


def _distances(places: pd.DataFrame, spots: pd.DataFrame) -> Floats:
    """Metres from every spot's centre (rows) to every place, its line where it has an end (columns)."""
    lat, lon = (spots[[name]].to_numpy(dtype="float64") for name in ("lat", "lon"))
    east = METRES_PER_DEGREE * np.cos(np.radians(lat))
    start_y, start_x = (places[name].to_numpy(dtype="float64") for name in ("lat", "lon"))
    end_y, end_x = (places[f"end_{name}"].fillna(places[name]).to_numpy(dtype="float64") for name in ("lat", "lon"))
    along_x, along_y = (end_x - start_x) * east, (end_y - start_y) * METRES_PER_DEGREE + 0 * lat
    from_x, from_y = (lon - start_x) * east, (lat - start_y) * METRES_PER_DEGREE
    length = along_x**2 + along_y**2
    share = np.clip((from_x * along_x + from_y * along_y) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    return np.asarray(np.hypot(from_x - share * along_x, from_y - share * along_y))
