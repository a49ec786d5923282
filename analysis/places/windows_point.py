"""Where a window by coordinates can lie: closed discs of radius R that are enough to find every group R holds.

METHODS 5 takes one disc at each accident and the two through each pair at most 2R apart. Fewer do: of all discs of
radius R that hold a group, the lowest one (least y of its centre) is unique, and it is either the lowest disc of one
accident alone, whose centre lies R below it, or of two, whose lower crossing it is (convex programming in the plane
has at most two binding constraints). So each accident and each pair gives at most one disc, and a pair none where the
lowest disc of its upper accident holds the lower one. Where everything that can share a window with an accident lies
in one disc, that disc alone stands for the accident.

Left out: time. Can mislead: the disc of a window is a means of the search; the place shown is that of its accidents.
"""

from __future__ import annotations

import numpy as np

from .windows import TOLERANCE_M, Discs, Floats, Ints, Mask, Neighbours, Points

_BORDERLINE_M2 = 1e-6
"""A pair so near to giving no disc of its own gives one all the same [m²]."""


def discs(points: Points, neighbours: Neighbours, radius_m: float) -> Discs:
    """Discs of ``radius_m`` for the points that have neighbours, each with the points on its edge as anchors."""
    own = np.unique(neighbours.owner).astype(np.int64)
    x, y, whole = _surroundings(points, neighbours, radius_m)
    alone_x = np.where(whole, x, points.x[own])
    alone_y = np.where(whole, y, points.y[own] - radius_m)
    loose = np.zeros(len(points), dtype=bool)
    loose[own[~whole]] = True
    pair_x, pair_y, one, two = _crossings(points, neighbours, radius_m, loose)
    return Discs(
        np.concatenate([alone_x, pair_x]),
        np.concatenate([alone_y, pair_y]),
        np.concatenate([own, one]),
        np.concatenate([own, two]),
        radius_m,
    )


def _surroundings(points: Points, neighbours: Neighbours, radius_m: float) -> tuple[Floats, Floats, Mask]:
    """Of each owner the middle of its neighbours, and whether the disc there holds them all."""
    if not len(neighbours.who):
        return np.empty(0), np.empty(0), np.empty(0, dtype=bool)
    begin = np.flatnonzero(np.r_[True, np.diff(neighbours.owner) > 0])
    sizes = np.diff(np.r_[begin, len(neighbours.who)])
    x, y = points.x[neighbours.who], points.y[neighbours.who]
    middle_x = (np.minimum.reduceat(x, begin) + np.maximum.reduceat(x, begin)) / 2
    middle_y = (np.minimum.reduceat(y, begin) + np.maximum.reduceat(y, begin)) / 2
    away = (x - np.repeat(middle_x, sizes)) ** 2 + (y - np.repeat(middle_y, sizes)) ** 2
    return middle_x, middle_y, np.maximum.reduceat(away, begin) <= (radius_m + TOLERANCE_M) ** 2


def _crossings(
    points: Points, neighbours: Neighbours, radius_m: float, loose: Mask
) -> tuple[Floats, Floats, Ints, Ints]:
    """The lower crossing of the circles around each pair of ``loose`` points, where it is their lowest disc."""
    forward = (neighbours.owner < neighbours.who) & loose[neighbours.owner] & loose[neighbours.who]
    one, two = neighbours.owner[forward].astype(np.int64), neighbours.who[forward].astype(np.int64)
    right, up = points.x[two] - points.x[one], points.y[two] - points.y[one]
    apart = right**2 + up**2
    own = apart > 2 * radius_m * np.abs(up) - _BORDERLINE_M2
    own &= apart > 0
    one, two, right, up, apart = one[own], two[own], right[own], up[own], apart[own]
    height = np.sqrt(np.maximum(radius_m**2 - apart / 4, 0) / apart) * np.where(right < 0, -1.0, 1.0)
    x = (points.x[one] + points.x[two]) / 2 + height * up
    y = (points.y[one] + points.y[two]) / 2 - height * right
    return x, y, one, two
