"""Change between two counts: cases that can be worked out with a pencil, and laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.figures.change import (
    VERDICTS,
    dispersion,
    effective_count,
    exact_interval,
    garwood_interval,
    is_small,
    max_now_count,
    min_now_count,
    p_rise,
    rate_ratio,
    tail_probabilities,
    verdicts,
)

COUNTS = st.integers(0, 400)
DAYS = st.integers(1, 400)


@pytest.mark.parametrize(
    ("now", "before", "days_now", "days_before", "expected"),
    [
        (1, 1, 1, 1, 1 / 2),  # P(X>=1) = 3/4, P(X>1) = 1/4 of two fair coins
        (2, 0, 1, 1, 1 / 8),  # P(X>=2) = 1/4, P(X>2) = 0
        (0, 2, 1, 1, 7 / 8),  # P(X>=0) = 1, P(X>0) = 3/4
        (1, 0, 1, 2, 1 / 6),  # share 1/3: P(X>=1) = 1/3, P(X>1) = 0
        (2, 1, 2, 1, 14 / 27),  # share 2/3: P(X>=2) = 12/27 + 8/27, P(X>2) = 8/27
        (0, 0, 1, 1, 1 / 2),  # P(X>=0) = 1, P(X>0) = 0
    ],
)
def test_mid_p_by_hand(now: int, before: int, days_now: int, days_before: int, expected: float) -> None:
    assert float(p_rise(now, before, days_now, days_before)) == pytest.approx(expected, abs=1e-12)


def test_mid_p_equals_statsmodels_at_unequal_lengths() -> None:
    rates = pytest.importorskip("statsmodels.stats.rates")
    for now, before, days in [(18, 10, (91, 90)), (3, 9, (90, 91)), (0, 4, (28, 31)), (240, 190, (366, 365))]:
        other = rates.test_poisson_2indep(now, days[0], before, days[1], method="cond-midp", alternative="larger")
        assert float(p_rise(now, before, *days)) == pytest.approx(float(other.pvalue), abs=1e-10)


def test_counts_that_are_not_whole_lie_between_their_neighbours() -> None:
    lower, between, higher = p_rise([4, 4.5, 5], 3.0)
    assert higher < between < lower


@given(COUNTS, COUNTS, DAYS, DAYS)
def test_a_rise_seen_backwards_is_a_fall(now: int, before: int, days_now: int, days_before: int) -> None:
    forward, backward = p_rise(now, before, days_now, days_before), p_rise(before, now, days_before, days_now)
    assert float(forward + backward) == pytest.approx(1.0, abs=1e-9)


@given(COUNTS, COUNTS, DAYS, DAYS)
def test_the_interval_holds_the_ratio_and_turns_over_with_it(
    now: int, before: int, days_now: int, days_before: int
) -> None:
    lower, upper = exact_interval(now, before, days_now, days_before)
    ratio = rate_ratio(now, before, days_now, days_before)
    if now + before == 0:
        assert np.isnan([float(lower), float(upper), float(ratio)]).all()
        return
    assert lower <= ratio <= upper
    other_lower, other_upper = exact_interval(before, now, days_before, days_now)
    assert float(other_upper) == pytest.approx(1 / float(lower) if lower else np.inf, rel=1e-9)
    assert float(other_lower) == pytest.approx(1 / float(upper) if upper else np.inf, rel=1e-9)


def test_the_interval_is_that_of_a_share_turned_into_odds() -> None:
    """Clopper-Pearson limits of 18/28 by scipy, an independent implementation, at 91 against 90 days."""
    share = stats.binomtest(18, 28).proportion_ci(confidence_level=0.95, method="exact")
    lower, upper = exact_interval(18, 10, 91, 90)
    assert float(lower) == pytest.approx(share.low / (1 - share.low) * 90 / 91, rel=1e-9)
    assert float(upper) == pytest.approx(share.high / (1 - share.high) * 90 / 91, rel=1e-9)


def test_edges_of_the_interval() -> None:
    lower, upper = exact_interval([0, 3, 0], [3, 0, 0])
    assert lower[0] == 0
    assert upper[1] == np.inf
    assert np.isnan(lower[2])
    assert np.isnan(upper[2])
    # 0 against 3: the upper limit u of the share solves (1-u)^3 = 0,025, so the odds are 0,025^(-1/3) - 1
    assert upper[0] == pytest.approx(0.025 ** (-1 / 3) - 1, rel=1e-12)


def test_ratio_at_the_edges() -> None:
    assert float(rate_ratio(3, 0)) == np.inf
    assert np.isnan(float(rate_ratio(0, 0)))
    assert float(rate_ratio(18, 10, 90, 45)) == pytest.approx(0.9)  # 0,2 a day against 10/45


def test_missing_counts_stay_missing() -> None:
    assert np.isnan(p_rise([np.nan, 3.0], [2.0, np.nan])).all()
    assert np.isnan(exact_interval([np.nan], [2.0])[0]).all()
    assert verdicts([np.nan], [3.0], [np.nan]).tolist() == ["no_data"]


def test_a_negative_count_or_no_days_is_an_error_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="negative"):
        p_rise(-1, 3)
    with pytest.raises(ValueError, match="positive"):
        rate_ratio(1, 3, 0, 90)
    with pytest.raises(ValueError, match="negative"):
        garwood_interval(-1)


def test_the_interval_of_nothing_ends_where_nothing_has_a_chance_of_one_fortieth() -> None:
    lower, upper = garwood_interval(0)
    assert float(lower) == 0
    assert float(upper) == pytest.approx(-np.log(0.025))  # e^-u = 0,025


@given(st.integers(0, 200), st.sampled_from([1.0, 91 / 90, 90 / 91, 31 / 28, 4.0, 0.25]))
def test_thresholds_are_the_first_clear_counts(before: int, ratio: float) -> None:
    rise, fall = int(min_now_count(before, ratio)), int(max_now_count(before, ratio))
    assert p_rise(rise, before, ratio, 1.0) <= 0.05 < p_rise(rise - 1, before, ratio, 1.0)
    assert fall == -1 or p_rise(fall, before, ratio, 1.0) >= 0.95
    assert p_rise(fall + 1, before, ratio, 1.0) < 0.95


def test_how_few_are_a_clear_fall() -> None:
    # 0 against n: mid-p is 1 - 2^-(n+1), at least 0,95 from n = 4 on
    assert max_now_count([3, 4, 10]).tolist() == [-1, 0, 3]


def test_dispersion_of_people_an_accident() -> None:
    # accidents with 3, 1 and 2 injured: (9 + 1 + 4) / 6
    assert float(dispersion(14, 6)) == pytest.approx(14 / 6)
    assert dispersion([0, 5], [0, 5]).tolist() == [1, 1]  # nobody; one each
    assert float(effective_count(6, 14 / 6)) == pytest.approx(36 / 14)


@pytest.mark.parametrize(
    ("now", "before", "days", "expected"),
    [
        (19, 10, (90, 90), "rise_clear"),  # min_now_count(10) = 19
        (18, 10, (90, 90), "rise"),
        (10, 10, (91, 90), "same"),  # one day more changes no word
        (6, 10, (90, 90), "fall"),
        (3, 10, (90, 90), "fall_clear"),  # max_now_count(10) = 3
        (0, 0, (90, 90), "same"),
        (4, 0, (90, 90), "rise_clear"),  # 0,5^5 = 0,031
        (3, 0, (90, 90), "rise"),  # 0,5^4 = 0,0625
        (20, 12, (90, 45), "fall"),  # more, but in twice the days: 0,22 a day against 0,27
        (9, 9, (90, 45), "fall"),
    ],
)
def test_verdicts(now: int, before: int, days: tuple[int, int], expected: str) -> None:
    assert expected in VERDICTS
    assert str(verdicts(now, before, p_rise(now, before, *days), *days)) == expected


def test_what_carries_no_flag_is_never_clear() -> None:
    assert verdicts([30, 2], [5, 20], [0.001, 0.999], tested=False).tolist() == ["rise", "fall"]


def test_deaths_that_fell_while_fatal_accidents_rose_are_not_a_clear_rise() -> None:
    """The probability is of fatal accidents, the direction of deaths; where they disagree nothing is clear."""
    assert str(verdicts(8, 12, 0.01)) == "fall"


def test_small_is_a_known_base_below_five() -> None:
    assert is_small([4, 5, np.nan]).tolist() == [True, False, False]


def test_both_tails_meet_the_binomial() -> None:
    at_least, more = tail_probabilities(7, 5, 2, 3)
    assert float(at_least) == pytest.approx(stats.binom.sf(6, 12, 0.4), rel=1e-12)
    assert float(more) == pytest.approx(stats.binom.sf(7, 12, 0.4), rel=1e-12)
