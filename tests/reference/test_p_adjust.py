"""Adjusted probabilities against R on the 15 p-values of Benjamini & Hochberg (1995).

Source (``shared/reference``, README there): R ``p.adjust(p, "BH")``; tolerance 1e-12.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.signals.evidence import adjusted


def test_adjusted_equals_p_adjust(shared: Path) -> None:
    table = pd.read_csv(shared / "reference" / "p_adjust_bh1995.csv")
    assert len(table) == 15
    np.testing.assert_allclose(adjusted(table["p"]), table["bh"], atol=1e-12, rtol=0)


def test_the_order_and_what_is_missing_change_nothing(shared: Path) -> None:
    table = pd.read_csv(shared / "reference" / "p_adjust_bh1995.csv").sample(frac=1, random_state=2)
    p = np.insert(table["p"].to_numpy(), 4, np.nan)
    expected = np.insert(table["bh"].to_numpy(), 4, np.nan)
    np.testing.assert_allclose(adjusted(p), expected, atol=1e-12, rtol=0)
