"""The thresholds at their boundary (METHODS 2) and what chance gives."""

from __future__ import annotations

import math

import pytest

from analysis.signals.levels import by_chance, levels


@pytest.mark.parametrize(
    ("now", "last_year", "p_base", "p_trend", "level"),
    [
        (12, 6, 0.05, 0.06, "amber"),
        (12, 6, 0.0501, 0.001, "none"),
        (12, 6, 0.05, 0.05, "red"),
        (12, 6, 0.01, 0.9, "red"),
        (12, 6, 0.0101, 0.0501, "amber"),
        (12, 12, 0.001, 0.001, "none"),  # not above last year
        (5, 4, 0.03, 0.5, "amber"),
        (4, 3, 0.03, 0.5, "none"),  # below five there is no amber
        (4, 1, 0.01, 0.5, "red"),  # but METHODS has no such bar for red
        (12, 6, 0.03, math.nan, "amber"),  # an unknown trend supports nothing
        (12, 6, 0.01, math.nan, "red"),
        (12, math.nan, 0.001, 0.001, "not_enough_history"),
        (12, 6, math.nan, 0.001, "not_enough_history"),
        (math.nan, 6, 0.001, 0.001, "not_enough_history"),
    ],
)
def test_levels(now: float, last_year: float, p_base: float, p_trend: float, level: str) -> None:
    assert levels([now], [last_year], [p_base], [p_trend]).tolist() == [level]


def test_by_chance_lies_between_the_two_that_were_simulated() -> None:
    poisson, halfway, clumped, beyond = (by_chance(9, alpha) for alpha in (0.0, 0.025, 0.05, 0.4))
    assert poisson["red"] == pytest.approx(9 * 0.017)
    assert poisson["amber"] == pytest.approx(9 * 0.046)
    assert halfway["red"] == pytest.approx((poisson["red"] + clumped["red"]) / 2)
    assert clumped == beyond
    assert by_chance(0, 0.0) == {"red": 0, "amber": 0}
