"""The middle of the accidents of a spot, and the smallest disc that holds some points.

The smallest disc is unique (Welzl 1991), so the order of the points changes nothing beyond rounding. Can mislead: the
middle is that of the accidents, not the place where a road should be mended.
"""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

Point = tuple[float, float]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_SLACK_M = 1e-7
_DIGITS = 3


def middles(x: Floats, y: Floats, group: Ints, radius_m: float) -> pd.DataFrame:
    """``x_m``, ``y_m`` [m, whole millimetres] of the middle of each group, indexed by the group's number.

    Halfway between the outermost accidents east and west, north and south, where a disc of ``radius_m`` there holds the
    group; else the centre of the smallest disc that does.
    """
    frame = pd.DataFrame({"x": x, "y": y, "group": group})
    edges = frame.groupby("group").agg(west=("x", "min"), east=("x", "max"), south=("y", "min"), north=("y", "max"))
    middle = pd.DataFrame({"x_m": (edges["west"] + edges["east"]) / 2, "y_m": (edges["south"] + edges["north"]) / 2})
    own = middle.reindex(frame["group"])
    outside = np.hypot(frame["x"].to_numpy() - own["x_m"], frame["y"].to_numpy() - own["y_m"]) > radius_m
    for number, part in frame[frame["group"].isin(own.index[outside])].groupby("group"):
        middle.loc[number] = smallest_disc(list(zip(part["x"], part["y"], strict=True)))[:2]
    return middle.round(_DIGITS)


def smallest_disc(points: list[Point]) -> tuple[float, float, float]:
    """Centre and radius of the smallest disc that holds all of ``points`` (at least one)."""
    left = sorted(set(points))
    x0, y0 = left[0]
    local = [(x - x0, y - y0) for x, y in left]
    x, y, radius = _grown(local)
    return x + x0, y + y0, radius


def _grown(points: list[Point]) -> tuple[float, float, float]:
    """The disc of few points, widened by the farthest point outside until it holds all (it only ever grows)."""
    edge = [points[0]]
    disc = (*points[0], 0.0)
    while True:
        farthest = max(points, key=lambda point: _distance(point, disc))
        if _distance(farthest, disc) <= disc[2] + _SLACK_M:
            return disc
        edge, disc = _best([*edge, farthest])


def _best(points: list[Point]) -> tuple[list[Point], tuple[float, float, float]]:
    """The smallest disc of at most four points, and those on its edge."""
    found = []
    for size in (1, 2, 3):
        for chosen in combinations(points, size):
            disc = _through(chosen)
            if disc and all(_distance(point, disc) <= disc[2] + _SLACK_M for point in points):
                found.append((disc[2], list(chosen), disc))
    _, edge, best = min(found)
    return edge, best


def _through(points: tuple[Point, ...]) -> tuple[float, float, float] | None:
    """The smallest disc with ``points`` on its edge; None where three lie on one line."""
    if len(points) == 1:
        return (*points[0], 0.0)
    if len(points) == 2:
        (ax, ay), (bx, by) = points
        return (ax + bx) / 2, (ay + by) / 2, math.dist(*points) / 2
    (ax, ay), (bx, by), (cx, cy) = points
    bx, by, cx, cy = bx - ax, by - ay, cx - ax, cy - ay
    twice = 2 * (bx * cy - by * cx)
    if abs(twice) < _SLACK_M**2:
        return None
    x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / twice
    y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / twice
    return ax + x, ay + y, math.hypot(x, y)


def _distance(point: Point, disc: tuple[float, float, float]) -> float:
    return math.hypot(point[0] - disc[0], point[1] - disc[1])
