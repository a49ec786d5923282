"""Which accidents lie in the place of each spot: on its stretch, in its disc, or of its junction.

The place of a spot found on road-km is the stretch of the window's length around the middle of its own accidents, on
its line; of one found by coordinates the disc of the window's radius around its middle; of a junction whatever belongs
to the junction, and to no place beside it. A spot's own accidents are always in it; accidents of unknown mode are taken
for road accidents, as the rules do. Left out: when it happened; give the accidents of the days
wanted. It can mislead to add the numbers of two spots: places may overlap, and then share accidents.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.tables import UNKNOWN
from .asked import BY_KM, Asked

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_TOLERANCE_M = 1e-6
_BETWEEN_LINES_M = 1e8
"""Lines are laid out behind each other this far apart: no road is 100.000 km long."""


def accidents_within(spots: pd.DataFrame, own: pd.DataFrame, accidents: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """Pairs of positions ``spot`` (row of ``spots``) and ``accident`` (row of ``accidents``), each pair once.

    ``spots``: ``spot_table`` columns spot_id, kind, mode, junction_id, x_m, y_m. ``own``: the accidents by which the
    spots were found (spot_id, line, line_m), which place them; ``accidents``: those to look at, of any days, with mode,
    line, line_m, x_m, y_m, maybe accident_id and junction. Sorted by spot and accident.
    """
    kind = spots["kind"].to_numpy(dtype=object)
    by_junction = kind == "junction"
    if asked.by == BY_KM:
        found = _on_stretches(spots, own, accidents, asked.length_m, ~by_junction)
    else:
        found = _in_discs(spots, accidents, asked.radius_m + _TOLERANCE_M, ~by_junction)
    if "junction" in accidents:
        found = found[accidents["junction"].to_numpy()[found["accident"]] == ""]
    parts = [found, _of_junctions(spots, accidents, by_junction)]
    pairs = pd.concat([part for part in parts if len(part)] or [found], ignore_index=True)
    same_mode = _modes(spots)[pairs["spot"]] == _modes(accidents)[pairs["accident"]]
    pairs = pd.concat([pairs.loc[same_mode], _own_pairs(spots, own, accidents)], ignore_index=True)
    ordered: pd.DataFrame = pairs.drop_duplicates().sort_values(["spot", "accident"], ignore_index=True)
    return ordered


def _modes(rows: pd.DataFrame) -> npt.NDArray[np.object_]:
    return np.asarray(rows["mode"].replace(UNKNOWN, "road").to_numpy(dtype=object))


def _own_pairs(spots: pd.DataFrame, own: pd.DataFrame, accidents: pd.DataFrame) -> pd.DataFrame:
    spot = pd.Index(spots["spot_id"]).get_indexer(pd.Index(own["spot_id"]))
    accident = pd.Index(accidents["accident_id"]).get_indexer(pd.Index(own["accident_id"]))
    both = (spot >= 0) & (accident >= 0)
    return pd.DataFrame({"spot": spot[both], "accident": accident[both]}, dtype="int64")


def _on_stretches(
    spots: pd.DataFrame, own: pd.DataFrame, accidents: pd.DataFrame, length_m: float, wanted: npt.NDArray[np.bool_]
) -> pd.DataFrame:
    placed = own[own["line_m"].notna()].groupby("spot_id")
    ends = placed.agg(line=("line", "first"), low=("line_m", "min"), high=("line_m", "max"))
    ends = ends.reindex(spots["spot_id"])
    lines = pd.Index(accidents["line"].unique())
    at = lines.get_indexer(pd.Index(accidents["line"])) * _BETWEEN_LINES_M + _metres(accidents["line_m"])
    number = lines.get_indexer(pd.Index(ends["line"].astype(object))).astype("float64")
    number[(number < 0) | ~wanted] = np.nan
    middle = number * _BETWEEN_LINES_M + (_metres(ends["low"]) + _metres(ends["high"])) / 2.0
    spot, accident = _between(at, middle - length_m / 2.0, middle + length_m / 2.0)
    return pd.DataFrame({"spot": spot, "accident": accident})


def _in_discs(
    spots: pd.DataFrame, accidents: pd.DataFrame, radius_m: float, wanted: npt.NDArray[np.bool_]
) -> pd.DataFrame:
    x, y = _metres(accidents["x_m"]), _metres(accidents["y_m"])
    x0, y0 = np.where(wanted, _metres(spots["x_m"]), np.nan), _metres(spots["y_m"])
    spot, accident = _between(x, x0 - radius_m, x0 + radius_m)
    inside = np.hypot(x[accident] - x0[spot], y[accident] - y0[spot]) <= radius_m
    return pd.DataFrame({"spot": spot[inside], "accident": accident[inside]})


def _of_junctions(spots: pd.DataFrame, accidents: pd.DataFrame, wanted: npt.NDArray[np.bool_]) -> pd.DataFrame:
    if not wanted.any() or "junction" not in accidents:
        return pd.DataFrame({"spot": [], "accident": []}, dtype="int64")
    named = pd.DataFrame({"code": spots["junction_id"], "spot": np.arange(len(spots))})[wanted]
    of = pd.DataFrame({"code": accidents["junction"].to_numpy(), "accident": np.arange(len(accidents))})
    return named.merge(of[of["code"].ne("")], on="code")[["spot", "accident"]]


def _between(at: Numbers, low: Numbers, high: Numbers) -> tuple[Places, Places]:
    """Pairs (place in ``low``, place in ``at``) with ``low <= at <= high``; missing numbers are in no pair."""
    order = np.argsort(at, kind="stable")[: int(np.isfinite(at).sum())]
    first = np.searchsorted(at[order], low, side="left")
    last = np.searchsorted(at[order], high, side="right")
    size = np.where(np.isfinite(low), np.maximum(last - first, 0), 0)
    one = np.repeat(np.arange(len(low)), size)
    step = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    return one, order[np.repeat(first, size) + step]


def _metres(values: pd.Series) -> Numbers:
    return np.asarray(values.to_numpy(dtype="float64", na_value=np.nan))
