"""Rates per 100.000 people, smoothed and not, worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.signals.rates import area_rates, smoothed_rates


def test_two_areas_of_equal_size_by_hand() -> None:
    """m = 40/2000 = .02; rates .01 and .03; scatter 1e-4; A = 1e-4 - .02/1000 = 8e-5; A + m/n = 1e-4: shrunk by 0,8."""
    np.testing.assert_allclose(smoothed_rates([10, 30], [1000, 1000]), [0.012, 0.028], rtol=1e-12)


def test_scatter_that_chance_explains_leaves_one_rate() -> None:
    """Scatter (9-10)² / 1000² = 1e-6, below m/n̄ = .01/1000 = 1e-5."""
    np.testing.assert_allclose(smoothed_rates([9, 11], [1000, 1000]), [0.01, 0.01], rtol=1e-12)


def test_an_area_without_people_is_missing_and_changes_nothing() -> None:
    rates = smoothed_rates([10, 30, 7], [1000, 1000, np.nan])
    np.testing.assert_allclose(rates[:2], [0.012, 0.028], rtol=1e-12)
    assert np.isnan(rates[2])
    assert np.isnan(smoothed_rates([1, 2], [np.nan, np.nan])).all()


def test_the_order_of_areas_changes_nothing() -> None:
    generator = np.random.default_rng(3)
    people = generator.integers(30_000, 150_000, 9)
    counts = generator.poisson(people / 10_000)
    order = generator.permutation(9)
    np.testing.assert_allclose(smoothed_rates(counts[order], people[order]), smoothed_rates(counts, people)[order])


def test_the_table_holds_counts_beside_rates() -> None:
    counts = pd.Series([10.0, 30.0, 4.0], index=["080", "082", "083"])
    people = pd.Series([1000.0, 1000.0], index=["082", "080"])
    table = area_rates(counts, people)
    assert list(table.columns) == ["count", "people", "rate", "smoothed"]
    assert table.loc["080", ["count", "people", "rate"]].tolist() == [10, 1000, 1000]
    assert table.loc["082", "smoothed"] == pytest.approx(2800)
    assert table.loc["083", ["people", "rate", "smoothed"]].isna().all()


@pytest.mark.parametrize(("counts", "people"), [([-1, 2], [10, 10]), ([1, 2], [0, 10])])
def test_impossible_numbers_are_an_error(counts: list[float], people: list[float]) -> None:
    with pytest.raises(ValueError, match="positive"):
        smoothed_rates(counts, people)
