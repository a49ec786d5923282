"""Cumulative sums against R: run lengths, design, and the sums of a real series.

Sources (``shared/reference``, README there): R surveillance 1.20.3 ``arlCusum`` (relative 1e-4) and ``algo.cusum`` on
Salmonella agona, last 52 weeks (1e-9); the design by a Markov chain of the authors of METHODS, one decimal (0,1).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.signals.cusum import cusum, design, reference_value, run_length


def test_run_lengths_equal_those_of_r(shared: Path) -> None:
    cases = pd.read_csv(shared / "reference" / "cusum_run_length.csv")
    assert len(cases) == 5
    for case in cases.itertuples():
        assert run_length(case.h, case.k, case.theta) == pytest.approx(case.ARL, rel=1e-4)
        assert run_length(case.h, case.k, case.theta, start=case.h // 2) == pytest.approx(case.FIR_ARL, rel=1e-4)


def test_the_design_is_that_of_the_table(shared: Path) -> None:
    table = pd.read_csv(shared / "reference" / "cusum_design.csv")
    for case in table.itertuples():
        k = int(reference_value(case.mu0, rise=case.tuned_ratio))
        assert k == case.k, case
        assert run_length(case.h, k, case.mu0) == pytest.approx(case.ARL0, abs=0.1)
        assert run_length(case.h, k, 2 * case.mu0) == pytest.approx(case.ARL_at_x2, abs=0.1)
        assert run_length(case.h, k, 1.5 * case.mu0) == pytest.approx(case.ARL_at_x1_5, abs=0.1)
        assert 9 * 12 / run_length(case.h, k, case.mu0) == pytest.approx(case.FA_per_year_9_districts, abs=0.1)
    for case in table[table["tuned_ratio"] == 2.0].itertuples():
        assert (design(case.mu0).k, design(case.mu0).h) == ((case.k,), case.h)


def test_sums_of_salmonella_agona(shared: Path) -> None:
    """R standardises each week, ``(x - m) / √m`` with m the mean of the weeks before, and does not begin again."""
    table = pd.read_csv(shared / "reference" / "cusum_salmonella_agona.csv")
    weeks = pd.read_csv(shared / "reference" / "salmonella_agona_counts.csv").set_index("week_index")["observed"]
    mean = weeks.loc[: table["week_index"].iloc[0] - 1].mean()
    assert mean == pytest.approx(table["m"].iloc[0], abs=1e-9)
    watched = weeks.loc[table["week_index"]]
    assert watched.tolist() == table["observed"].tolist()
    score, alarm = cusum((watched - mean) / np.sqrt(mean), 1.04, 2.26, reset=False)
    np.testing.assert_allclose(score, table["cusum"], atol=1e-9, rtol=0)
    assert alarm.tolist() == table["alarm"].astype(bool).tolist()
