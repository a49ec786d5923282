"""Accidents as points in a plane and in time, and which of them can stand in one window: the ground of the search.

A window holds accidents of one place (a disc; a stretch is a disc on a line) and of twelve months. Twelve months: the
last day comes before the same day a year after the first; a 29 February ends on 1 March (METHODS 5). Accidents are
ordered by day and id once, before; after that the order of the rows cannot matter.

Left out: what makes a window a black spot (``criteria``) and which window is taken first (``greedy``). It can mislead
to read a window as a place with an edge: it is only how far apart the accidents of a spot may lie.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

TOLERANCE_M = 1e-6
"""METHODS 5: so far outside the disc a point still lies on its edge."""
ROUNDING_M = 1e-8
"""Metres of a province come with about 1e-9 m of rounding; a point is not lost to it."""


@dataclass(frozen=True, eq=False)
class Points:
    """Accidents by day and id: ``x``, ``y`` [m], ``first`` and ``end`` [day number].

    ``end``: the first day that a window beginning on ``first`` no longer holds; ``stop``: how many points are before.
    ``earliest``: the first point from which a window still holds this one.
    """

    x: Floats
    y: Floats
    first: Ints
    end: Ints
    stop: Ints
    earliest: Ints

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Pairs of points that can share a window, both ways and each with itself, sorted by ``owner``, then ``who``."""

    owner: npt.NDArray[np.int32]
    who: npt.NDArray[np.int32]
    key: Ints
    size: int

    def place(self, owner: Ints, who: Ints) -> Ints:
        """Where the pair (``owner``, ``who``) stands or would stand."""
        return np.searchsorted(self.key, owner * self.size + who).astype(np.int64)

    def among(self, kept: Mask) -> Neighbours:
        """The pairs of which both points are ``kept``."""
        both = kept[self.owner] & kept[self.who]
        return Neighbours(self.owner[both], self.who[both], self.key[both], self.size)


@dataclass(frozen=True, eq=False)
class Discs:
    """Places for a window: discs of one ``radius`` [m], each with two anchors (maybe one) that its windows must hold.

    ``low`` ≤ ``high``: the anchors; every point of such a window is a neighbour of ``low``.
    """

    x: Floats
    y: Floats
    low: Ints
    high: Ints
    radius: float

    def __len__(self) -> int:
        return len(self.x)


def months_after(days: npt.NDArray[np.datetime64], months: int) -> npt.NDArray[np.datetime64]:
    """The same day ``months`` later, the first of the month after where there is no such day (29/2/2024 → 1/3/2025)."""
    given = days.astype("datetime64[D]")
    month = given.astype("datetime64[M]")
    later = month + np.timedelta64(months, "M")
    same = later.astype("datetime64[D]") + (given - month.astype("datetime64[D]"))
    following: npt.NDArray[np.datetime64] = (later + np.timedelta64(1, "M")).astype("datetime64[D]")
    earlier: npt.NDArray[np.datetime64] = np.minimum(same, following)
    return earlier


def make_points(x: Floats, y: Floats, days: npt.NDArray[np.datetime64], months: int) -> Points:
    """Points of accidents sorted by day and id; metres are counted from the middle, which keeps their digits."""
    first = days.astype("datetime64[D]").astype(np.int64)
    end = months_after(days, months).astype(np.int64)
    stop = np.searchsorted(first, end).astype(np.int64)
    earliest = np.searchsorted(end, first, side="right").astype(np.int64)
    return Points(_from_middle(x), _from_middle(y), first, end, stop, earliest)


def find_neighbours(points: Points, reach: float) -> Neighbours:
    """Neighbours within ``reach`` [m] and within one window's time.

    Cost grows with the pairs near in place *and* in time, not with the pairs near in place.
    """
    size = len(points)
    one, two = _pairs(points, reach)
    own = np.arange(size, dtype=np.int64)
    key = np.sort(np.concatenate([one * size + two, two * size + one, own * size + own]))
    owner = key // max(size, 1)
    return Neighbours(owner.astype(np.int32), (key - owner * size).astype(np.int32), key, size)


def _pairs(points: Points, reach: float) -> tuple[Ints, Ints]:
    """Pairs (earlier, later): near in a box of place and time by the tree, then exactly."""
    from scipy.spatial import cKDTree

    if len(points) < 2:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    longest = float((points.end - points.first).max())
    place_and_time = np.column_stack([points.x, points.y, points.first * (reach / longest)])
    tree = cKDTree(place_and_time, balanced_tree=False, compact_nodes=False, leafsize=24)
    found = tree.query_pairs(reach * (1 + 1e-9), p=np.inf, output_type="ndarray")
    one, two = found.min(axis=1), found.max(axis=1)
    apart = (points.x[one] - points.x[two]) ** 2 + (points.y[one] - points.y[two]) ** 2
    near = (apart <= (reach + ROUNDING_M) ** 2) & (points.first[two] < points.end[one])
    return one[near].astype(np.int64), two[near].astype(np.int64)


def _from_middle(metres: Floats) -> Floats:
    return metres - np.round(np.median(metres)) if len(metres) else metres
