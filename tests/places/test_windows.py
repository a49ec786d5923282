"""Twelve months by day, and which accidents can share a window."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.places.windows import find_neighbours, make_points, months_after


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2024-03-01", 12, "2025-03-01"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2024-02-28", 12, "2025-02-28"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2023-02-28", 48, "2027-02-28"),
        ("2020-02-29", 48, "2024-02-29"),
        ("2024-01-31", 1, "2024-03-01"),
        ("2024-12-15", 1, "2025-01-15"),
    ],
)
def test_the_same_day_some_months_later(day: str, months: int, later: str) -> None:
    assert str(months_after(np.array([day], dtype="datetime64[D]"), months)[0]) == later


def test_neighbours_are_near_in_place_and_in_time() -> None:
    """1 and 2 are 100 m apart, 2 and 3 too; 4 lies at 1 but exactly a year after it, and within a year of 2 and 3."""
    days = np.array(["2024-01-10", "2024-02-01", "2024-03-01", "2025-01-10"], dtype="datetime64[D]")
    points = make_points(np.array([0.0, 100.0, 200.0, 0.0]), np.array([7.0, 7.0, 7.0, 7.0]), days, 12)
    found = find_neighbours(points, 100.0)
    pairs = set(zip(found.owner.tolist(), found.who.tolist(), strict=True))
    assert pairs == {(i, i) for i in range(4)} | {(0, 1), (1, 0), (1, 2), (2, 1), (1, 3), (3, 1)}
    assert (points.stop.tolist(), points.earliest.tolist()) == ([3, 4, 4, 4], [0, 0, 0, 1])


def test_one_accident_and_none_have_no_pairs() -> None:
    for count in (0, 1):
        days = np.full(count, np.datetime64("2024-01-01"))
        found = find_neighbours(make_points(np.zeros(count), np.zeros(count), days, 12), 100.0)
        assert len(found.who) == count
