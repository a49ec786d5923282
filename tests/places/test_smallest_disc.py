"""The middle of a spot and the smallest disc of some points, by geometry."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis.places.smallest_disc import Point, middles, smallest_disc


@pytest.mark.parametrize(
    ("points", "disc"),
    [
        ([(3.0, 4.0)], (3.0, 4.0, 0.0)),
        ([(0.0, 0.0), (6.0, 8.0)], (3.0, 4.0, 5.0)),
        ([(0.0, 0.0), (4.0, 0.0), (10.0, 0.0)], (5.0, 0.0, 5.0)),
        ([(0.0, 0.0), (10.0, 0.0), (5.0, 1.0)], (5.0, 0.0, 5.0)),
        ([(-5.0, 0.0), (3.0, 4.0), (3.0, -4.0)], (0.0, 0.0, 5.0)),
        ([(1.0, 1.0), (1.0, 1.0), (1.0, 3.0)], (1.0, 2.0, 1.0)),
    ],
)
def test_the_smallest_disc_of_few_points(points: list[Point], disc: tuple[float, float, float]) -> None:
    assert smallest_disc(points) == pytest.approx(disc)


def test_of_many_points_on_a_circle_and_inside_it_is_that_circle() -> None:
    rng = np.random.default_rng(7)
    angle, part = rng.uniform(0, 2 * math.pi, 60), np.r_[np.ones(20), rng.random(40)]
    points = list(zip(400_000 + 50 * part * np.cos(angle), 2_480_000 + 50 * part * np.sin(angle), strict=True))
    assert smallest_disc(points) == pytest.approx((400_000, 2_480_000, 50), abs=1e-4)


def test_the_middle_lies_within_the_radius_of_every_accident() -> None:
    """An equilateral triangle of circumradius 50 on its side: the middle of its box leaves a corner 53 m away."""
    corners = [(50 * math.cos(a), 50 * math.sin(a)) for a in (0, 2 * math.pi / 3, 4 * math.pi / 3)]
    x, y = (np.array(values) for values in zip(*corners, strict=True))
    both = middles(np.r_[x, x + 1000], np.r_[y, y], np.repeat([4, 9], 3), 50 + 1e-6)
    assert both.index.tolist() == [4, 9]
    assert both["x_m"].tolist() == pytest.approx([0, 1000], abs=1e-3)
    boxed = middles(x, y, np.zeros(3, dtype=np.int64), math.inf)
    assert boxed.loc[0, "x_m"] == pytest.approx(12.5)
