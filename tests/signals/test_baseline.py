"""Mean, season and overdispersion: by eye, against METHODS written a second time, and the laws they keep."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.signals.baseline import expectation, fit_baseline
from tests.signals.by_hand import province_of

FIVE_YEARS = np.arange(20) % 4


def some_history(seed: int = 1, areas: int = 9) -> np.ndarray:
    generator = np.random.default_rng(seed)
    means = np.linspace(3, 30, areas)
    return generator.poisson(generator.gamma(10, means[:, None] / 10, (areas, 20))).astype(float)


def test_season_and_mean_of_a_history_that_repeats_itself() -> None:
    """4, 2, 4, 2 and twice that: mean 3 and 6, season 4/3 and 2/3; no residual, so α is 0 and φ its least, 1."""
    history = np.array([[4, 2, 4, 2] * 5, [8, 4, 8, 4] * 5], dtype=float)
    found = fit_baseline(history, FIVE_YEARS)
    assert found.mean == pytest.approx([3, 6])
    assert found.season == pytest.approx([4 / 3, 2 / 3, 4 / 3, 2 / 3])
    assert found.expected == pytest.approx(history)
    assert (float(found.alpha), float(found.phi)) == (0, 1)
    assert found.season_totals == pytest.approx([60, 30, 60, 30])
    assert found.quarters == pytest.approx([20, 20])


def test_overdispersion_of_one_wild_cell() -> None:
    """One area, flat but for 10 in place of 5 in every other year of one quarter: worked out cell by cell."""
    history = np.array([[5.0, 5, 5, 5] * 4 + [5, 5, 5, 25]])
    mean, fourth = 120 / 20, 45 / 5  # 6 a quarter; the fourth quarters have 5, 5, 5, 5, 25
    season = [25 / 5 / mean, 25 / 5 / mean, 25 / 5 / mean, fourth / mean]
    assert season == pytest.approx([5 / 6, 5 / 6, 5 / 6, 1.5])
    squares = 4 * (5 - 9) ** 2 + (25 - 9) ** 2  # 320; the other quarters fit
    c = 1 - 1 / 20 - 3 / 20
    alpha = (squares - c * 120) / (15 * 25 + 5 * 81)  # Σe = 120, Σe² = 780
    phi = squares / 9 / (20 - 1 - 3)
    found = fit_baseline(history, FIVE_YEARS)
    assert found.season == pytest.approx(season)
    assert float(found.alpha) == pytest.approx(alpha)
    assert float(found.phi) == pytest.approx(phi)


def test_agrees_with_methods_written_a_second_time() -> None:
    history = some_history()
    found, slow = fit_baseline(history, FIVE_YEARS), province_of(history.tolist())
    assert found.mean == pytest.approx(slow.means)
    assert found.season == pytest.approx(slow.season)
    assert float(found.alpha) == pytest.approx(slow.alpha)
    assert float(found.alpha) > 0
    assert float(found.phi) == pytest.approx(slow.phi)
    assert found.season_totals == pytest.approx(slow.totals)


def test_runs_are_fitted_each_for_itself() -> None:
    runs = np.stack([some_history(seed) for seed in range(5)])
    together = fit_baseline(runs, FIVE_YEARS)
    for number, one in enumerate(runs):
        alone = fit_baseline(one, FIVE_YEARS)
        assert together.alpha[number] == pytest.approx(float(alone.alpha))
        assert together.season[number] == pytest.approx(alone.season)
        assert together.mean[number] == pytest.approx(alone.mean)


def test_a_quarter_that_nobody_covers_is_as_if_it_were_not_there() -> None:
    history = some_history()
    holed = history.copy()
    holed[:, 7] = np.nan
    found, without = (
        fit_baseline(holed, FIVE_YEARS),
        fit_baseline(np.delete(history, 7, axis=1), np.delete(FIVE_YEARS, 7)),
    )
    assert found.mean == pytest.approx(without.mean)
    assert found.season == pytest.approx(without.season)
    assert float(found.alpha) == pytest.approx(float(without.alpha))
    assert float(found.phi) == pytest.approx(float(without.phi))
    assert found.quarters == pytest.approx([19] * 9)


def test_an_area_with_a_hole_is_measured_by_the_season_of_the_others() -> None:
    """Strong season 2, 1, 1, 0 (×4): the second area lacks all Quý I, and still its mean is that of a whole year."""
    history = np.array([[8.0, 4, 4, 0] * 5, [np.nan, 8, 8, 0] * 5])
    found = fit_baseline(history, FIVE_YEARS)
    assert found.season == pytest.approx([2, 1, 1, 0], abs=1e-6)
    assert found.mean == pytest.approx([4, 8], rel=1e-6)
    assert found.quarters == pytest.approx([20, 15])


def test_a_season_that_nobody_covers_is_not_known() -> None:
    history = np.array([[5.0, 5, 5, np.nan] * 5, [9.0, 9, 9, np.nan] * 5])
    found = fit_baseline(history, FIVE_YEARS)
    assert np.isnan(found.season[3])
    assert np.isnan(expectation(found, [3]).mean).all()
    assert expectation(found, [0]).mean == pytest.approx([5, 9])


def test_an_area_without_accidents_moves_only_the_constants() -> None:
    """c is 1 − 1/m − 3/(n·m): with n + 1 in place of n it is greater by 3/(m·n·(n+1)), and α smaller by that·Σe/Σe²."""
    history = some_history()
    before, after = (
        fit_baseline(history, FIVE_YEARS),
        fit_baseline(np.vstack([history, np.zeros(20)]), FIVE_YEARS),
    )
    assert after.mean == pytest.approx([*before.mean, 0])
    assert after.season == pytest.approx(before.season)
    assert after.season_totals == pytest.approx(before.season_totals)
    sums = before.expected.sum(), (before.expected**2).sum()
    assert float(before.alpha - after.alpha) == pytest.approx(3 / (20 * 9 * 10) * sums[0] / sums[1])
    assert float(after.phi / before.phi) == pytest.approx((180 - 9 - 3) / (200 - 10 - 3))


def test_expected_count_of_a_quarter_and_of_a_year() -> None:
    """Mean 3 and season 4/3, 2/3, 4/3, 2/3 without overdispersion, 180 accidents in all (test above)."""
    found = fit_baseline(np.array([[4, 2, 4, 2] * 5, [8, 4, 8, 4] * 5], dtype=float), FIVE_YEARS)
    quarter = expectation(found, [0])
    assert quarter.mean == pytest.approx([4, 8])
    assert quarter.variance == pytest.approx([4 + 16 * (1 / 60 + 1 / 60), 8 + 64 * (1 / 120 + 1 / 60)])
    year = expectation(found, [0, 1, 2, 3])
    assert year.mean == pytest.approx([12, 24])
    assert year.squares == pytest.approx([16 + 4 + 16 + 4, 64 + 16 + 64 + 16])
    assert year.variance == pytest.approx([12 + 144 * (1 / 60 + 1 / 180), 24 + 576 * (1 / 120 + 1 / 180)])


def test_no_expected_count_is_below_a_fifth() -> None:
    found = fit_baseline(np.vstack([np.zeros(20), np.full(20, 5.0)]), FIVE_YEARS)
    assert expectation(found, [0]).mean == pytest.approx([0.2, 5])
    assert np.isfinite(expectation(found, [0]).variance).all()
    assert expectation(found, [0, 1]).mean == pytest.approx([0.4, 10])


def test_shapes_that_do_not_belong_together() -> None:
    with pytest.raises(ValueError, match=r"\(9, 20\) and seasons \(19,\)"):
        fit_baseline(some_history(), FIVE_YEARS[1:])
