"""Expected numbers by hand, and the gamma distribution behind them."""

import numpy as np
import pytest

from analysis.places.empirical_bayes import draws, expectation


def test_by_hand() -> None:
    # μ = 1, φ = 3: w = 1/(1 + 1/3) = 0,75; E = 0,75·1 + 0,25·5 = 2; sd = √(0,25·2); excess = 1
    found = expectation(5, 1.0, 3.0)
    assert float(found.weight) == pytest.approx(0.75)
    assert float(found.expected) == pytest.approx(2.0)
    assert float(found.sd) == pytest.approx(0.5**0.5)
    assert float(found.excess) == pytest.approx(1.0)


def test_places_all_alike_expect_the_mean() -> None:
    found = expectation([0, 7], 0.4, np.inf)
    assert found.expected.tolist() == [0.4, 0.4]
    assert found.sd.tolist() == [0.0, 0.0]


def test_a_count_of_its_own_when_places_differ_much() -> None:
    found = expectation([0, 7], 2.0, 1e-9)
    assert found.expected == pytest.approx([0, 7], abs=1e-6)


def test_expected_lies_between_count_and_mean() -> None:
    generator = np.random.default_rng(2)
    count, mean, phi = generator.poisson(3, 200), generator.uniform(0.1, 5, 200), generator.uniform(0.1, 9, 200)
    found = expectation(count, mean, phi)
    assert (np.minimum(count, mean) - 1e-9 <= found.expected).all()
    assert (found.expected <= np.maximum(count, mean) + 1e-9).all()


def test_draws_have_the_mean_and_deviation() -> None:
    found = expectation([5, 0, 3], [1.0, 1.0, 2.0], [3.0, 3.0, np.inf])
    drawn = draws(found, 40_000, np.random.default_rng(1))
    assert drawn.mean(axis=0) == pytest.approx(found.expected, rel=0.02)
    assert drawn.std(axis=0) == pytest.approx(found.sd, rel=0.03, abs=1e-12)
    assert found.taken(np.array([2, 0])).expected.tolist() == [2.0, 2.0]


@pytest.mark.parametrize(("count", "mean", "phi"), [(-1, 1, 1), (1, 0, 1), (1, 1, 0), (np.nan, 1, 1)])
def test_what_cannot_be_is_refused(count: float, mean: float, phi: float) -> None:
    with pytest.raises(ValueError, match="counts must not be negative"):
        expectation(count, mean, phi)
