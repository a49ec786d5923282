"""Cumulative sums worked out by hand, run lengths in closed form, and limits for counts that clump."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis.signals.cusum import cusum, cycle_run_length, design, designs, reference_value, run_length


def more_than_one(mean: float) -> float:
    """P(X >= 2) of a Poisson count."""
    return 1 - math.exp(-mean) * (1 + mean)


def test_the_sum_climbs_by_what_is_above_k_and_begins_again_after_an_alarm() -> None:
    # 3-2=1; 1+3-2=2; 2+4-2=4 reaches 3; from 0: 1-2 stays 0; 3-2=1
    score, alarm = cusum([3, 3, 4, 1, 3], 2, 3)
    assert score.tolist() == [1, 2, 4, 0, 1]
    assert alarm.tolist() == [False, False, True, False, False]


def test_without_a_new_beginning_the_sum_goes_on() -> None:
    score, alarm = cusum([3, 3, 4, 1, 3], 2, 3, reset=False)
    assert score.tolist() == [1, 2, 4, 3, 4]
    assert alarm.tolist() == [False, False, True, True, True]


def test_a_month_that_is_not_covered_leaves_the_sum_as_it_was() -> None:
    score, alarm = cusum([[4, np.nan, 3], [np.nan, 9, 0]], [[2], [2]], [[3], [3]])
    assert score.tolist() == [[2, 2, 3], [0, 7, 0]]
    assert alarm.tolist() == [[False, False, True], [False, True, False]]


def test_k_may_change_with_the_month() -> None:
    score, _ = cusum([5, 5, 5], [2, 4, 6], 100)
    assert score.tolist() == [3, 4, 3]


@pytest.mark.parametrize(
    ("mean", "k"),
    [
        (0.05, 1),  # 0,072: the least whole number above the mean is 1
        (1.0, 2),  # 1/ln 2 = 1,443 would be 1, which is no more than the mean
        (2.0, 3),  # 2,885
        (3.3, 5),  # 4,761
        (10.0, 14),  # 14,427
    ],
)
def test_k_lies_between_the_mean_and_its_double(mean: float, k: int) -> None:
    assert reference_value(mean) == k


def test_a_limit_of_one_is_waiting_for_a_single_high_month() -> None:
    # k = 1, h = 1: alarm in the first month with 2 or more; a month below leaves the sum at 0
    assert run_length(1, 1, 0.5) == pytest.approx(1 / more_than_one(0.5))


def test_clumped_counts_of_size_one_are_geometric() -> None:
    # alpha = 1: P(X >= 2) = (m / (1 + m))²
    assert run_length(1, 1, 0.5, alpha=1.0) == pytest.approx((1.5 / 0.5) ** 2)


def test_two_months_in_turn_by_hand() -> None:
    """With h = 1 from month A: ``a = 1 + (1 - pA)(1 + (1 - pB) a)``, likewise from B; the figure is their mean."""
    p, q = more_than_one(0.5), more_than_one(0.9)
    from_first = (1 + (1 - p)) / (1 - (1 - p) * (1 - q))
    from_second = (1 + (1 - q)) / (1 - (1 - p) * (1 - q))
    assert cycle_run_length(1, [1, 1], [0.5, 0.9]) == pytest.approx((from_first + from_second) / 2)


def test_a_cycle_of_equal_months_is_no_cycle() -> None:
    assert cycle_run_length(5, [4] * 12, [2.5] * 12, 0.1) == pytest.approx(run_length(5, 4, 2.5, 0.1))


@pytest.mark.parametrize(("mean", "alpha"), [(0.07, 0.0), (1.0, 0.0), (3.3, 0.1), (10.0, 0.1), (30.0, 0.3)])
def test_the_limit_is_the_smallest_that_is_enough(mean: float, alpha: float) -> None:
    chosen = design(mean, alpha)
    assert chosen.run_length == pytest.approx(run_length(chosen.h, chosen.k[0], mean, alpha))
    assert chosen.run_length >= 100
    assert chosen.h == 1 or run_length(chosen.h - 1, chosen.k[0], mean, alpha) < 100


def test_a_limit_for_poisson_counts_is_too_low_for_clumped_ones() -> None:
    """METHODS 3 from simulation: at alpha .10 a month the run length falls to 98, 68 and 20 months."""
    for mean, months in ((1.0, 98), (3.3, 68), (10.0, 20)):
        plain = design(mean)
        assert run_length(plain.h, plain.k[0], mean, 0.10) == pytest.approx(months, rel=0.05)


def test_the_exact_run_length_is_that_of_simulated_months() -> None:
    generator = np.random.default_rng(20250331)
    size, means = 1 / 0.15, np.array([2.0, 4.0, 3.0])
    chosen = design(means, 0.15)
    k = np.array(chosen.k)
    months, runs = 3000, 3000
    lengths = np.full(runs, months)
    order = (np.arange(months)[None, :] + generator.integers(0, 3, runs)[:, None]) % 3
    counts = generator.poisson(generator.gamma(size, means[order] / size))
    _, alarms = cusum(counts, k[order], chosen.h)
    found = alarms.any(axis=1)
    lengths[found] = alarms[found].argmax(axis=1) + 1
    assert lengths.mean() == pytest.approx(chosen.run_length, rel=0.05)


def test_what_cannot_be_is_an_error() -> None:
    with pytest.raises(ValueError, match="positive"):
        reference_value(0)
    with pytest.raises(ValueError, match="at least 1"):
        run_length(0, 1, 1.0)


def test_many_areas_have_the_designs_that_each_has_alone() -> None:
    cycles = np.random.default_rng(5).uniform(0.2, 40.0, (30, 1)) * np.linspace(0.7, 1.3, 12)
    for alpha in (0.0, 0.1):
        assert designs(cycles, alpha) == [design(cycle, alpha) for cycle in cycles]
    for one, cycle in zip(designs(cycles, 0.1), cycles, strict=True):
        assert cycle_run_length(one.h, one.k, cycle.tolist(), 0.1) == one.run_length >= 100
        assert one.h == 1 or cycle_run_length(one.h - 1, one.k, cycle.tolist(), 0.1) < 100
