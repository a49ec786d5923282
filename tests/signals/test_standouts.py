"""What stands out: one cell by hand, the correction for many looks, and a simulation that the marks are as promised."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.definitions.anatomy_settings import StandoutRule, load_anatomy_settings
from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.figures.anatomy import anatomy
from analysis.figures.compare import covered_batches
from analysis.figures.counts import daily_counts
from analysis.signals.evidence import adjusted
from analysis.signals.standouts import (
    FALL,
    FEW_YEARS,
    JUDGED,
    RISE,
    SMALL,
    TET_MONTH,
    TOO_MANY_UNKNOWN,
    UNKNOWN_GROUP,
    Cells,
    judge,
    standouts,
)
from analysis.store.tables import Store

RULE = StandoutRule(years=5, fewest_years=3, least_expected=5.0, false_share=0.10, most_unknown=0.30)
QUARTER = {
    "total": [90],
    "hour_band": [2, 2, 8, 12, 9, 18, 25, 11],
    "weekday": [13] * 7,
    "road_class": [40, 22, 12, 9, 8, 4, 2],
    "road": [30, 20, 14, 12, 10, 8, 7, 6, *[2] * 20],
    "cause": [8, 8, 8, 7, 6, 6, 5, 5, 4, 4, 3, 3],
}
"""Accidents a quarter of a province like ours, by some of the breakdowns of the page."""


def cells(now: list[float], history: list[list[float]], days: float = 90) -> Cells:
    past = np.array(history, dtype=float)
    return Cells(np.array(now, dtype=float), past, np.full(len(now), days), np.full(past.shape, days))


def test_one_cell_by_hand() -> None:
    """50 accidents in five years of 100 days, now 20 in 50 days: μ = 5, V = 5 + 5²/50 = 5,5 where nothing else varies.

    The years are more alike than chance, so α is 0 but for its standard error √(Σ(2e²+e))/Σe² = √1050/500 = 0,0648;
    V = 5 + α·5² + 5²·(α/5 + 1/50) = 7,444.
    """
    one = Cells(np.array([20.0]), np.full((1, 5), 10.0), np.array([50.0]), np.full((1, 5), 100.0))
    row = judge({"a": one}, RULE).figures["a"].iloc[0]
    variance = 5 + 1050**0.5 / 500 * 25 * 1.2 + 0.5
    binomial = stats.nbinom(25 / (variance - 5), 5 / variance)
    assert row["expected"] == 5
    assert row["p"] == pytest.approx(2 * (binomial.sf(20) + binomial.pmf(20) / 2), rel=1e-9)
    assert row["lower"] <= 5 <= row["upper"] < 20


def test_a_fall_is_seen_as_well_as_a_rise() -> None:
    found = judge({"a": cells([60, 5], [[30] * 5, [30] * 5])}, RULE)
    assert found.states["a"].tolist() == [RISE, FALL]


def test_small_cells_and_short_histories_are_not_judged() -> None:
    """Expected 4 and 5 with the floor at 5; two years where three are needed."""
    found = judge({"a": cells([40, 5], [[4] * 5, [5] * 5]), "b": cells([40], [[10, 10]])}, RULE)
    assert found.states["a"][0] == SMALL
    assert found.states["a"][1] in JUDGED
    assert found.states["b"].tolist() == [FEW_YEARS]
    assert np.isnan(found.figures["a"]["p"][0])
    assert np.isnan(found.figures["b"]["p"][0])


def test_the_correction_runs_over_all_breakdowns_together() -> None:
    rng = np.random.default_rng(3)
    parts = {name: _drawn(rng, rates, alpha=0.0, factor=2.0) for name, rates in QUARTER.items()}
    found = judge(parts, RULE)
    p = np.concatenate([found.figures[name]["p"].to_numpy() for name in parts])
    corrected = np.concatenate([found.figures[name]["p_adjusted"].to_numpy() for name in parts])
    np.testing.assert_allclose(corrected, adjusted(p))
    marked = np.concatenate([np.isin(found.states[name], [RISE, FALL]) for name in parts])
    assert marked.tolist() == (corrected <= RULE.false_share).tolist()
    alone = judge({"total": parts["total"]}, RULE).figures["total"]["p_adjusted"][0]
    assert alone <= found.figures["total"]["p_adjusted"][0]


@pytest.mark.parametrize(("alpha", "runs"), [(0.0, 300), (0.05, 300)])
def test_where_nothing_has_changed_a_mark_is_as_rare_as_promised(alpha: float, runs: int) -> None:
    """At most one page in ten has any mark; 300 runs have a standard error of 1,7 points, two of them are allowed."""
    rng = np.random.default_rng(20261123)
    pages = [_marks(rng, alpha)[0] for _ in range(runs)]
    assert np.mean(np.array(pages) > 0) <= 0.10 + 2 * (0.1 * 0.9 / runs) ** 0.5


@pytest.mark.parametrize(("alpha", "power"), [(0.0, 0.70), (0.05, 0.33)])
def test_the_false_share_of_the_marks_is_as_promised(alpha: float, power: float) -> None:
    """A tenth of the cells (the largest of each breakdown) doubled: false marks at most a tenth, doublings found."""
    rng = np.random.default_rng(20261124)
    runs = np.array([_marks(rng, alpha, factor=2.0) for _ in range(300)])
    false, true, possible = runs.T
    share = false / np.maximum(false + true, 1)
    assert share.mean() <= 0.10
    assert true.sum() / possible.sum() >= power


def test_the_page_of_the_example(sample_store: Store, definitions: Definitions) -> None:
    settings = load_anatomy_settings(definitions.reference)
    read = {"daily": daily_counts(sample_store), "coverage": covered_batches(sample_store, "accidents")}
    period = parse_period("2025-Q1", definitions.calendar())
    found = standouts(anatomy(sample_store, definitions, settings, period, **read))
    table = found.table.set_index(["breakdown", "key"]).sort_index()
    total = found.of("total").iloc[0]
    # Quý I of 2020 to 2024: 93, 100, 95, 68, 83 accidents in 91 + 90 + 90 + 90 + 91 days; now 90 days.
    assert total["expected"] == pytest.approx(439 / 452 * 90)
    assert total["now"] == 92
    assert set(table.loc["factors", "state"]) | set(table.loc["km_stretch", "state"]) == {TOO_MANY_UNKNOWN}
    assert table.loc["month", "state"].to_dict()["2"] == table.loc["month", "state"].to_dict()["3"] == TET_MONTH
    assert set(table.loc[[("hour_band", "unknown")], "state"]) == {UNKNOWN_GROUP}
    assert found.judged == found.table["p"].notna().sum()
    assert found.by_chance == pytest.approx(0.05 * found.judged)
    judged = found.table[found.table["state"].isin(JUDGED)]
    assert (judged["expected"] >= 5).all()
    # Nothing but Bảo Yên was planted in this quarter, and districts have their own page.
    assert found.marks.empty


def _drawn(rng: np.random.Generator, rates: list[int], *, alpha: float, factor: float) -> Cells:
    """Five years and now; gamma rates with relative variance ``alpha``; now of the first tenth times ``factor``."""
    means = np.tile(np.array(rates, dtype=float)[:, None], (1, 6))
    if alpha:
        means = means * rng.gamma(1 / alpha, alpha, size=means.shape)
    means[: max(1, len(rates) // 10), 0] *= factor
    counts = rng.poisson(means)
    return cells(counts[:, 0].tolist(), counts[:, 1:].tolist())


def _marks(rng: np.random.Generator, alpha: float, factor: float = 1.0) -> tuple[int, int, int]:
    """False marks, true marks, and changed cells that were judged."""
    parts = {name: _drawn(rng, rates, alpha=alpha, factor=factor) for name, rates in QUARTER.items()}
    found = judge(parts, RULE)
    false = true = possible = 0
    for name, rates in QUARTER.items():
        changed = np.arange(len(rates)) < (max(1, len(rates) // 10) if factor > 1 else 0)
        marked = np.isin(found.states[name], [RISE, FALL])
        false, true = false + int((marked & ~changed).sum()), true + int((marked & changed).sum())
        possible += int((np.isin(found.states[name], JUDGED) & changed).sum())
    return false, true, possible
