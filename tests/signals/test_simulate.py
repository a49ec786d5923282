"""The table of METHODS 7 by the project's own rules: every bar, seeded."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.signals.levels import AMBER, CLUMPED, FALSE_ALARMS, RED
from analysis.signals.simulate import BARS, COLUMNS, FLAT, MEANS, RULES, against_bars, draw, simulate, simulation_record
from tests.calls import python_calls

METHODS = {
    ("amber", "false_poisson"): 4.5,
    ("amber", "false_clumped"): 5.4,
    ("amber", "any_of_nine"): 34,
    ("amber", "doubled_poisson"): 85,
    ("amber", "doubled_clumped"): 67,
    ("red", "false_poisson"): 1.6,
    ("red", "false_clumped"): 2.2,
    ("red", "any_of_nine"): 14,
    ("red", "doubled_poisson"): 70,
    ("red", "doubled_clumped"): 50,
    ("percent_last_year", "false_poisson"): 32,
    ("percent_last_year", "doubled_poisson"): 93,
    ("mid_p_last_year", "false_poisson"): 4.6,
    ("mid_p_last_year", "doubled_poisson"): 62,
}
"""The found figures of METHODS 7."""


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return simulate(5000, seed=1)


def test_every_bar_of_methods_is_met(table: pd.DataFrame) -> None:
    checked = against_bars(table)
    assert len(checked) == 19
    assert checked["holds"].all(), checked[~checked["holds"]]


@pytest.mark.parametrize(("rule", "column"), METHODS)
def test_the_figures_found_by_methods_are_found_again(table: pd.DataFrame, rule: str, column: str) -> None:
    """Within half a point for false alarms of districts, two points for the others (5.000 runs: SE 0,1 and 0,7)."""
    margin = 0.5 if METHODS[rule, column] < 10 else 2.0
    assert table.loc[rule, column] == pytest.approx(METHODS[rule, column], abs=margin)


def test_what_chance_is_said_to_give_is_what_the_simulation_gives(table: pd.DataFrame) -> None:
    for level in (RED, AMBER):
        poisson, clumped = FALSE_ALARMS[level]
        assert table.loc[level, "false_poisson"] / 100 == pytest.approx(poisson, abs=0.0025)
        assert table.loc[level, "false_clumped"] / 100 == pytest.approx(clumped, abs=0.003)
    assert CLUMPED == 0.05


def test_a_year_without_seasons_keeps_the_false_alarms_and_finds_less(table: pd.DataFrame) -> None:
    flat = simulate(5000, seed=1, season=FLAT)
    for rule in ("amber", "red"):
        assert flat.loc[rule, "false_poisson"] == pytest.approx(table.loc[rule, "false_poisson"], abs=0.4)
        assert 0 < table.loc[rule, "doubled_poisson"] - flat.loc[rule, "doubled_poisson"] < 8


def test_the_same_seed_gives_the_same_table() -> None:
    first, second, third = simulate(300, seed=5), simulate(300, seed=5), simulate(300, seed=6)
    pd.testing.assert_frame_equal(first, second)
    assert not first.equals(third)


def test_shape_of_the_answer() -> None:
    record = simulation_record(200, seed=2)
    assert [row["rule"] for row in record["rows"]] == list(RULES)
    assert [list(row) for row in record["flat_rows"]] == [["rule", *COLUMNS]] * len(RULES)
    assert record["rows"][2]["any_of_nine"] is None
    assert {"rule", "column", "side", "bar", "figure", "holds"} == set(record["bars"][0])
    assert record["meets"] == all(bar["holds"] for bar in record["bars"])
    with pytest.raises(ValueError, match="at least 1"):
        simulate(0)


def test_a_bar_that_is_missed_is_said(table: pd.DataFrame) -> None:
    worse = table.copy()
    worse.loc["red", "any_of_nine"] = 16.1
    worse.loc["amber", "doubled_poisson"] = 79.9
    failed = against_bars(worse).query("~holds")
    assert set(failed["rule"]) == {"red", "amber"}
    assert len(BARS) == 19


def test_counts_are_drawn_with_the_mean_and_the_variance_they_promise() -> None:
    generator = np.random.default_rng(1)
    for alpha in (0.0, 0.05):
        counts = draw(generator, 10.0, alpha, (200_000,))
        assert counts.mean() == pytest.approx(10, abs=0.05)
        assert counts.var() == pytest.approx(10 + alpha * 100, rel=0.02)
    assert MEANS[3] == 10


def test_runs_are_drawn_and_judged_together() -> None:
    """METHODS 7 gives 5.000 runs two minutes on two cores: no run may cost a call of its own."""
    simulate(100, seed=3)  # what is loaded once
    assert python_calls(lambda: simulate(2000, seed=3)) < 1.5 * python_calls(lambda: simulate(100, seed=3))
