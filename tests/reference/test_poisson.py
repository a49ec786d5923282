"""The statistics of a change between two counts against published and independent values.

Sources (``shared/reference``, README there): R 4.2.2 ``poisson.test`` for two samples, one sample and single counts;
``min_now_count.csv`` computed once by the authors of METHODS, good for regression only; Krishnamoorthy & Thomson
(2004), section 6, for the E-test. Tolerances: p 1e-9, limits relative 1e-6, whole numbers exact, E-test 1e-4.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.figures.change import (
    exact_interval,
    garwood_interval,
    min_now_count,
    p_rise,
    rate_ratio,
    tail_probabilities,
)


@pytest.fixture(scope="module")
def two_samples(shared: Path) -> pd.DataFrame:
    return pd.read_csv(shared / "reference" / "poisson_test_two_sample.csv")


def counts(cases: pd.DataFrame) -> tuple[pd.Series, ...]:
    return cases["x1"], cases["x2"], cases["t1"], cases["t2"]


def test_rate_ratio_equals_poisson_test(two_samples: pd.DataFrame) -> None:
    np.testing.assert_allclose(rate_ratio(*counts(two_samples)), two_samples["ratio"], rtol=1e-12)


def test_interval_equals_poisson_test_in_every_row(two_samples: pd.DataFrame) -> None:
    assert len(two_samples) == 12
    lower, upper = exact_interval(*counts(two_samples))
    np.testing.assert_allclose(lower, two_samples["lo95"], rtol=1e-6)
    np.testing.assert_allclose(upper, two_samples["hi95"], rtol=1e-6)


def test_one_sided_exact_p_equals_poisson_test(two_samples: pd.DataFrame) -> None:
    known = two_samples[two_samples["ratio"].notna()]
    at_least, more = tail_probabilities(*counts(known))
    np.testing.assert_allclose(at_least, known["p_greater"], atol=1e-9, rtol=0)
    np.testing.assert_allclose(1 - more, known["p_less"], atol=1e-9, rtol=0)


def test_mid_p_lies_halfway_between_the_two_exact_ones(two_samples: pd.DataFrame) -> None:
    known = two_samples[two_samples["ratio"].notna()]
    expected = (known["p_greater"] + (1 - known["p_less"])) / 2
    np.testing.assert_allclose(p_rise(*counts(known)), expected, atol=1e-9, rtol=0)


def test_one_sample_interval_of_a_rate(shared: Path) -> None:
    case = pd.read_csv(shared / "reference" / "poisson_test_one_sample.csv").iloc[0]
    count, exposure = 137, 24.19893
    lower, upper = garwood_interval(count)
    assert count / exposure == pytest.approx(case["estimate"], rel=1e-6)
    assert float(lower) / exposure == pytest.approx(case["lo95"], rel=1e-6)
    assert float(upper) / exposure == pytest.approx(case["hi95"], rel=1e-6)


@pytest.mark.parametrize("level", [90, 95, 99])
def test_garwood_interval_of_one_count(shared: Path, level: int) -> None:
    table = pd.read_csv(shared / "reference" / "garwood_exact_ci.csv")
    lower, upper = garwood_interval(table["k"], confidence=level / 100)
    np.testing.assert_allclose(lower, table[f"lo{level}"], rtol=1e-6)
    np.testing.assert_allclose(upper, table[f"hi{level}"], rtol=1e-6)


def test_smallest_count_that_is_a_clear_rise(shared: Path) -> None:
    table = pd.read_csv(shared / "reference" / "min_now_count.csv")
    assert min_now_count(table["last_year"]).tolist() == table["min_now_midp05"].tolist()


def test_the_exact_p_needs_the_counts_of_the_exact_column(shared: Path) -> None:
    table = pd.read_csv(shared / "reference" / "min_now_count.csv")
    enough, _ = tail_probabilities(table["min_now_exact05"], table["last_year"])
    one_less, _ = tail_probabilities(table["min_now_exact05"] - 1, table["last_year"])
    assert (enough <= 0.05).all()
    assert (one_less > 0.05).all()


def test_the_e_test_is_only_a_trap(shared: Path) -> None:
    """scipy's E-test meets the paper but calls 1 against 1 a p of 0,865: it is not what figures are made from."""
    table = pd.read_csv(shared / "reference" / "etest_krishnamoorthy_thomson.csv")
    for case in table.itertuples():
        assert stats.poisson_means_test(case.k1, case.n1, case.k2, case.n2).pvalue == pytest.approx(case.p, abs=1e-4)
    assert stats.poisson_means_test(1, 1, 1, 1).pvalue == pytest.approx(0.865, abs=1e-3)
    assert float(p_rise(1, 1)) == pytest.approx(0.5)
