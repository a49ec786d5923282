"""The probabilities: against scipy's distributions and R, and small cases by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from analysis.signals.baseline import Expectation, expectation, fit_baseline
from analysis.signals.evidence import adjusted, mid_p_above, ordinary_range, p_base, p_relative, p_trend
from tests.signals.by_hand import flags_by_hand, mid_p

OF_YEAR = np.arange(20) % 4
FLAT = fit_baseline(np.full((2, 20), 5.0), OF_YEAR)
"""Two areas of mean 5, no season, no overdispersion."""


@pytest.mark.parametrize(("count", "mean", "variance"), [(0, 2, 3), (1, 0.2, 0.25), (12, 5, 8), (40, 30, 90)])
def test_mid_p_is_that_of_scipys_negative_binomial(count: float, mean: float, variance: float) -> None:
    assert float(mid_p_above(count, mean, variance)) == pytest.approx(mid_p(count, mean, variance), rel=1e-10)


@pytest.mark.parametrize(("count", "mean"), [(0, 2.0), (3, 2.0), (20, 9.2)])
def test_without_overdispersion_it_is_poisson(count: int, mean: float) -> None:
    expected = stats.poisson.sf(count, mean) + stats.poisson.pmf(count, mean) / 2
    assert float(mid_p_above(count, mean, mean)) == pytest.approx(expected, rel=1e-10)
    assert float(mid_p_above(count, mean, mean * (1 + 1e-9))) == pytest.approx(expected, rel=1e-6)


def test_missing_stays_missing() -> None:
    found = mid_p_above([np.nan, 3, 3], [2, np.nan, 2], [3, 3, 3])
    assert np.isnan(found).tolist() == [True, True, False]


def test_every_probability_agrees_with_methods_written_a_second_time() -> None:
    generator = np.random.default_rng(7)
    history = generator.poisson(generator.gamma(8, np.linspace(3, 30, 9)[:, None] / 8, (9, 20))).astype(float)
    now = generator.poisson(np.linspace(4, 36, 9)).astype(float)
    baseline = fit_baseline(history, OF_YEAR)
    expected = expectation(baseline, [0])
    recent = np.column_stack([history, now])[:, -12:]
    slow = flags_by_hand(history.tolist(), now.tolist())
    assert float(baseline.alpha) > 0.01
    assert expected.mean == pytest.approx([one.expected for one in slow])
    assert expected.variance == pytest.approx([one.variance for one in slow])
    assert p_base(now, expected) == pytest.approx([one.p_base for one in slow], rel=1e-9)
    assert p_relative(now, expected) == pytest.approx([one.p_relative for one in slow], rel=1e-9)
    seasons = np.arange(9, 21) % 4
    assert p_trend(recent, seasons, baseline) == pytest.approx([one.p_trend for one in slow], rel=1e-9)


def test_a_straight_rise_of_one_a_quarter() -> None:
    """1 to 12: level 6,5, Σ(t−5,5)² = 143, so U = 143 and V = 143·6,5; z = √(143/6,5) = √22."""
    recent = np.array([np.arange(1.0, 13), np.arange(12.0, 0, -1)])
    found = p_trend(recent, np.arange(12) % 4, FLAT)
    assert found == pytest.approx([stats.norm.sf(np.sqrt(22)), stats.norm.cdf(np.sqrt(22))])


def test_no_slope_and_nothing_at_all_give_a_half() -> None:
    recent = np.vstack([np.full(12, 5.0), np.zeros(12)])
    assert p_trend(recent, np.arange(12) % 4, FLAT) == pytest.approx([0.5, 0.5])


def test_a_season_is_no_trend() -> None:
    seasonal = fit_baseline(np.array([[8.0, 4, 4, 0] * 5]), OF_YEAR)
    assert p_trend(np.array([[8.0, 4, 4, 0] * 3]), np.arange(12) % 4, seasonal) == pytest.approx([0.5])


def test_a_trend_needs_eight_known_quarters() -> None:
    recent = np.array([np.arange(1.0, 13), np.arange(1.0, 13)])
    recent[0, :4], recent[1, :5] = np.nan, np.nan
    found = p_trend(recent, np.arange(12) % 4, FLAT)
    # the eight quarters 5 to 12: level 8,5, Σ(t−3,5)² = 42, z = 42/√(42·8,5)
    assert found[0] == pytest.approx(stats.norm.sf(np.sqrt(42 / 8.5)))
    assert np.isnan(found[1])


def test_a_rise_of_all_is_not_laid_on_one() -> None:
    """Three areas at twice their mean: against the others none stands out."""
    baseline = fit_baseline(np.full((3, 20), 10.0), OF_YEAR)
    expected, now = expectation(baseline, [0]), np.full(3, 20.0)
    assert (p_base(now, expected) < 0.01).all()
    assert p_relative(now, expected) == pytest.approx(p_relative(now, expected)[[0, 0, 0]])
    # μ = 20 again; 20 + 400·(1/200 + 1/150 + 1/40)
    assert p_relative(now, expected)[0] == pytest.approx(mid_p(20, 20, 20 + 400 * (1 / 200 + 1 / 150 + 1 / 40)))


def test_relative_to_nobody_is_missing() -> None:
    alone = expectation(fit_baseline(np.full((1, 20), 10.0), OF_YEAR), [0])
    assert np.isnan(p_relative([12.0], alone)).all()
    both = expectation(FLAT, [0])
    assert np.isnan(p_relative([12.0, 0.0], both)).tolist() == [True, False]
    assert np.isnan(p_relative([12.0, np.nan], both)).all()


@pytest.mark.parametrize("mean", [0.2, 1.0, 4.4, 9.2, 30.0])
@pytest.mark.parametrize("alpha", [0.0, 0.1])
def test_the_range_ends_where_the_flag_begins(mean: float, alpha: float) -> None:
    one = np.array([mean])
    expected = Expectation(one, one**2, np.array([0.01]), np.array([alpha]))
    lower, upper = (float(value[0]) for value in ordinary_range(expected))
    counts = np.arange(0.0, 100.0)
    p = mid_p_above(counts, mean, float(expected.variance[0]))
    assert ((counts > upper) == (p <= 0.05)).all()
    assert ((counts < lower) == (p >= 0.95)).all()


def test_range_of_a_poisson_mean_of_five() -> None:
    """Mid-p: P(X>9) + P(9)/2 = 0,0318 + 0,0181 = 0,0499 and P(X>8) + P(8)/2 = 0,1008, so up to 8; below,
    P(X<2) + P(2)/2 = 0,0825 and P(X<1) + P(1)/2 = 0,0236, so from 2."""
    expected = Expectation(np.array([5.0]), np.array([25.0]), np.array([0.0]), np.array([0.0]))
    assert [float(value[0]) for value in ordinary_range(expected)] == [2, 8]


def test_a_range_that_is_not_known() -> None:
    missing = Expectation(np.array([np.nan, 5.0]), np.array([np.nan, 25.0]), np.zeros(2), np.array([0.0]))
    lower, upper = ordinary_range(missing)
    assert np.isnan([lower[0], upper[0]]).all()
    assert (lower[1], upper[1]) == (2, 8)


def test_adjusted_for_many_as_r_does(shared: Path) -> None:
    with (shared / "reference" / "p_adjust_bh1995.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for name in {row["set"] for row in rows}:
        p = np.array([float(row["p"]) for row in rows if row["set"] == name])
        wanted = np.array([float(row["bh"]) for row in rows if row["set"] == name])
        shuffled = np.random.default_rng(1).permutation(len(p))
        assert adjusted(p) == pytest.approx(wanted, abs=1e-12)
        assert adjusted(p[shuffled]) == pytest.approx(wanted[shuffled], abs=1e-12)


def test_adjusted_leaves_the_missing_out() -> None:
    """Of 0,01 and 0,04: 0,01·2/1 and 0,04·2/2."""
    found = adjusted([0.01, np.nan, 0.04])
    assert found[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(found[1])
    assert adjusted([]).shape == (0,)
