"""Black spots of one rule among accidents with positions: by road-km or by coordinates, listed junctions first.

An accident is *considered* where the rule judges its mode, its day lies inside [since, as of] and, unless the rule says
otherwise, it has casualties. Accidents of a listed junction belong to that junction alone, whatever their distance to
others; the rest stand in windows of ``length_m`` on their line or in discs of ``radius_m``. What is left of the
accidents makes the potential spots.

Left out: reading the store (``blackspots``), the rank (``ranking``). Can mislead: an accident without a position is in
no window; how many of those could change the list is counted (``unplaced``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.blackspot_rules import LAW, OURS, Criterion, Rule
from .asked import BY_KM, Asked
from .criteria import count_accidents, has_casualties
from .greedy import Search, hopeful, in_windows, taken_windows
from .positions import BY_COORDINATES
from .spot_table import spot_table
from .unplaced import could_change
from .windows import TOLERANCE_M, Floats, Ints, Mask, find_neighbours, make_points
from .windows_km import stretches
from .windows_point import discs

_APART_M = 50_000
"""Lines and junctions are laid out in one plane at least so far from each other: more than any window is wide."""
_SIFTS = 2


@dataclass(frozen=True, eq=False)
class Found:
    """``spots`` and ``potential``: ``spot_table``; ``accidents``: those considered, by day and id, with ``spot_id``.

    ``members``: accident_id, spot_id, listed ("spot", "potential"), each accident at most once. ``without_position``:
    rows of ``accidents`` that no window could hold, with ``could_change``.
    """

    spots: pd.DataFrame
    potential: pd.DataFrame
    members: pd.DataFrame
    accidents: pd.DataFrame
    without_position: pd.DataFrame


@dataclass(frozen=True, eq=False)
class _List:
    """Spots, and the accidents (positions among all judged) that make them, spot by spot; ``origin`` "" of spots."""

    table: pd.DataFrame
    who: Ints
    origin: str

    @property
    def spot_ids(self) -> npt.NDArray[np.object_]:
        """Of each accident of ``who`` its spot."""
        return np.repeat(self.table["spot_id"].to_numpy(dtype=object), self.table["accidents"].to_numpy())


def find_spots(positioned: pd.DataFrame, rule: Rule, asked: Asked) -> Found:
    """All black spots under ``rule``, the least key of METHODS 5 first; the order of the rows changes nothing.

    ``positioned``: columns of ``positions.positioned``, and maybe ``junction`` (code of the listed junction, "" none).
    """
    every = _judged(positioned, rule, asked)
    counted = has_casualties(every) | (not rule.casualties_only)
    has_position = _has_position(every, asked.by)
    spots = _listed(every, counted & has_position, rule.criteria, rule, asked)
    potential = _potential(every, counted, has_position, spots, rule, asked)
    placed = every[counted & has_position].reset_index(drop=True)

    def in_a_window(criteria: Sequence[Criterion]) -> Mask:
        return in_windows(_search(placed, criteria, asked))

    unplaced = every[counted & ~has_position].reset_index(drop=True)
    accidents = every.assign(spot_id=_spot_of(every, spots))[counted].reset_index(drop=True)
    return Found(
        spots=spots.table,
        potential=_together(potential),
        members=pd.concat([_members(every, one) for one in (spots, *potential)], ignore_index=True).astype("str"),
        accidents=accidents,
        without_position=could_change(unplaced, placed, rule.criteria, asked.months, in_a_window),
    )


def _judged(positioned: pd.DataFrame, rule: Rule, asked: Asked) -> pd.DataFrame:
    """Accidents of the rule's modes and the days asked, by day and id."""
    day = positioned["occurred_on"]
    inside = (day >= pd.Timestamp(asked.since)) & (day <= pd.Timestamp(asked.as_of))
    rows = positioned[inside & positioned["mode"].isin(rule.modes)]
    if "junction" not in rows:
        rows = rows.assign(junction="")
    return rows.sort_values(["occurred_on", "accident_id"], ignore_index=True)


def _has_position(rows: pd.DataFrame, by: str) -> Mask:
    """A point between km posts is as good as the road is straight: not good enough for a disc."""
    if by == BY_KM:
        known = rows["line_m"].notna() & rows["line"].ne("")
    else:
        known = rows["known_by"].eq(BY_COORDINATES) & rows["x_m"].notna() & rows["y_m"].notna()
    found: Mask = (known | rows["junction"].ne("")).to_numpy(dtype=bool)
    return found


def _listed(
    every: pd.DataFrame, among: Mask, criteria: Sequence[Criterion], rule: Rule, asked: Asked, origin: str = ""
) -> _List:
    """The spots among the accidents ``among`` (all with a position) that meet one of ``criteria``."""
    chosen = np.flatnonzero(among) if criteria else np.empty(0, dtype=np.int64)
    rows = every.iloc[chosen].reset_index(drop=True)
    search = _search(rows, criteria, asked)
    groups = taken_windows(search)
    who = chosen[np.concatenate([np.array(group, dtype=np.int64) for group in groups])] if groups else chosen[:0]
    return _List(spot_table(rows, groups, search, rule, asked), who, origin)


def _search(rows: pd.DataFrame, criteria: Sequence[Criterion], asked: Asked) -> Search:
    by_km = asked.by == BY_KM
    x, y = _plane(rows, by_km)
    span_x, span_y = _span_plane(rows, by_km)
    days = rows["occurred_on"].to_numpy(dtype="datetime64[D]")
    points, reach = (
        make_points(x, y, days, asked.months),
        asked.length_m if by_km else 2 * (asked.radius_m + TOLERANCE_M),
    )
    counts = count_accidents(rows, criteria)
    near = find_neighbours(points, reach)
    for _ in range(_SIFTS):
        near = near.among(hopeful(points, near, counts, criteria))
    places = stretches(points, near, asked.length_m) if by_km else discs(points, near, asked.radius_m)
    return Search(points, near, places, counts, tuple(criteria), span_x, span_y)


def _plane(rows: pd.DataFrame, by_km: bool) -> tuple[Floats, Floats]:
    """Where the windows lie: each line a stretch of the x axis, each junction one point beyond everything else."""
    junction = rows["junction"].to_numpy(dtype=object)
    listed = junction != ""
    x = np.zeros(len(rows))
    y = np.zeros(len(rows))
    if by_km:
        x[~listed] = _laid_out(rows[~listed])
    else:
        x[~listed], y[~listed] = _floats(rows["x_m"])[~listed], _floats(rows["y_m"])[~listed]
    if listed.any():
        beyond = x[~listed].max() if (~listed).any() else 0.0
        middle = np.median(y[~listed]) if (~listed).any() else 0.0
        number = np.unique(junction[listed].astype(str), return_inverse=True)[1]
        x[listed], y[listed] = np.ceil(beyond) + _APART_M * (number + 1), middle
    return x, y


def _laid_out(rows: pd.DataFrame) -> Floats:
    """Whole metres, one line behind the other."""
    metres = rows["line_m"].to_numpy(dtype=np.int64)
    line = np.unique(rows["line"].to_numpy(dtype=object).astype(str), return_inverse=True)[1]
    if not len(rows):
        return np.empty(0)
    order = np.argsort(line, kind="stable")
    begin = np.flatnonzero(np.r_[True, np.diff(line[order]) > 0])
    lowest, highest = np.minimum.reduceat(metres[order], begin), np.maximum.reduceat(metres[order], begin)
    room = highest - lowest + _APART_M
    offset = np.cumsum(room) - room - lowest
    laid: Floats = (metres + offset[line]).astype(np.float64)
    return laid


def _span_plane(rows: pd.DataFrame, by_km: bool) -> tuple[Floats, Floats]:
    """Between which points a span is measured: on the line, or between coordinates; inside a junction always these.

    An accident that belongs to a junction by its road-km position alone stands in the middle of the junction's others.
    """
    x, y = _floats(rows["x_m"]), _floats(rows["y_m"])
    if by_km:
        listed = rows["junction"].ne("").to_numpy()
        metres = _floats(rows["line_m"])
        x, y = np.where(listed, x, metres), np.where(listed, y, 0.0)
    if not np.isnan(x).any():
        return x, y
    middle = pd.DataFrame({"x": x, "y": y}).groupby(rows["junction"].to_numpy()).transform("mean").fillna(0.0)
    unknown = np.isnan(x)
    return np.where(unknown, middle["x"], x), np.where(unknown, middle["y"], y)


def _potential(
    every: pd.DataFrame, counted: Mask, has_position: Mask, spots: _List, rule: Rule, asked: Asked
) -> list[_List]:
    """Potential spots, ours first, then the law's (collisions too), among the accidents that no list before holds."""
    free = has_position.copy()
    free[spots.who] = False
    lists = []
    for origin in (OURS, LAW):
        criteria = [item for item in rule.potential if item.origin == origin and origin in asked.potential]
        found = _listed(every, free & counted if origin == OURS else free, criteria, rule, asked, origin)
        free[found.who] = False
        lists.append(found)
    return lists


def _together(lists: list[_List]) -> pd.DataFrame:
    tables = [one.table.assign(origin=one.origin) for one in lists]
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]


def _members(every: pd.DataFrame, found: _List) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "accident_id": every["accident_id"].to_numpy(dtype=object)[found.who],
            "spot_id": found.spot_ids,
            "listed": "potential" if found.origin else "spot",
        }
    )


def _spot_of(every: pd.DataFrame, spots: _List) -> npt.NDArray[np.object_]:
    of = np.full(len(every), "", dtype=object)
    of[spots.who] = spots.spot_ids
    return of


def _floats(values: pd.Series) -> Floats:
    return values.to_numpy(dtype="float64", na_value=np.nan)
