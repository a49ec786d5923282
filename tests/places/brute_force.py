"""METHODS 5 word by word, over all subsets of a handful of accidents: slow, plain, nothing of the code under test."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import pandas as pd

TOLERANCE_M = 1e-6


@dataclass(frozen=True)
class Accident:
    name: str
    day: date
    road: str
    metre: int
    x: float
    y: float
    deaths: int
    injured: int


def year_after(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def criteria(group: tuple[Accident, ...]) -> tuple[str, ...]:
    fatal = sum(item.deaths > 0 for item in group)
    injuries_only = sum(item.deaths == 0 and item.injured > 0 for item in group)
    met = {"C1": fatal >= 2, "C2": len(group) >= 3 and fatal >= 1, "C3": injuries_only >= 4}
    return tuple(key for key, holds in met.items() if holds)


def distance(one: tuple[float, float], two: tuple[float, float]) -> float:
    return math.hypot(one[0] - two[0], one[1] - two[1])


def smallest_radius(points: list[tuple[float, float]]) -> float:
    """Of all circles through two or three points the smallest that holds all."""
    if len(set(points)) == 1:
        return 0.0
    centres = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in combinations(points, 2)]
    for a, b, c in combinations(points, 3):
        d = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
        if d:
            squares = [point[0] ** 2 + point[1] ** 2 for point in (a, b, c)]
            x = (squares[0] * (b[1] - c[1]) + squares[1] * (c[1] - a[1]) + squares[2] * (a[1] - b[1])) / d
            y = (squares[0] * (c[0] - b[0]) + squares[1] * (a[0] - c[0]) + squares[2] * (b[0] - a[0])) / d
            centres.append((x, y))
    return min(max(distance(centre, point) for point in points) for centre in centres)


def in_time(group: tuple[Accident, ...]) -> bool:
    days = [item.day for item in group]
    return max(days) < year_after(min(days))


def span(group: tuple[Accident, ...], by: str) -> float:
    if by == "km":
        return float(max(item.metre for item in group) - min(item.metre for item in group))
    return round(max((distance((a.x, a.y), (b.x, b.y)) for a, b in combinations(group, 2)), default=0.0), 3)


def in_place(group: tuple[Accident, ...], by: str, size: float) -> bool:
    if by == "km":
        return len({item.road for item in group}) == 1 and span(group, by) <= size
    return smallest_radius([(item.x, item.y) for item in group]) <= size + TOLERANCE_M


def key(group: tuple[Accident, ...], by: str) -> tuple[object, ...]:
    fatal = sum(item.deaths > 0 for item in group)
    people = (-sum(item.deaths for item in group), -sum(item.injured for item in group))
    return (-fatal, -len(group), *people, span(group, by), [(item.day, item.name) for item in group])


def windows(accidents: list[Accident], by: str, size: float) -> list[tuple[Accident, ...]]:
    """Every group that qualifies, its accidents by day and id."""
    ordered = sorted(accidents, key=lambda item: (item.day, item.name))
    groups = [group for count in range(2, len(ordered) + 1) for group in combinations(ordered, count)]
    return [group for group in groups if criteria(group) and in_time(group) and in_place(group, by, size)]


def spots(accidents: list[Accident], by: str, size: float) -> list[tuple[str, ...]]:
    """Accident ids of every spot in the order of the list."""
    left, found = windows(accidents, by, size), []
    while left:
        best = min(left, key=lambda group: key(group, by))
        found.append(tuple(item.name for item in best))
        left = [group for group in left if not set(group) & set(best)]
    return found


def frame(accidents: list[Accident]) -> pd.DataFrame:
    """The accidents as the table ``positioned``."""
    rows = pd.DataFrame(
        {
            "accident_id": [item.name for item in accidents],
            "occurred_on": pd.to_datetime([item.day for item in accidents]).astype("datetime64[s]"),
            "area_code": "080",
            "mode": "road",
            "severity": "unknown",
            "deaths": pd.array([item.deaths for item in accidents], dtype="Int32"),
            "injured": pd.array([item.injured for item in accidents], dtype="Int32"),
            "road": [item.road for item in accidents],
            "chainage": [item.road for item in accidents],
            "line": [item.road for item in accidents],
            "km_m": pd.array([item.metre for item in accidents], dtype="Int64"),
            "line_m": pd.array([item.metre for item in accidents], dtype="Int64"),
            "x_m": [item.x for item in accidents],
            "y_m": [item.y for item in accidents],
            "lat": float("nan"),
            "lon": float("nan"),
            "known_by": "coordinates",
            "km_known_by": "km",
        }
    )
    return rows
