"""Empirical-Bayes rates against R: sudden infant deaths in the 100 counties of North Carolina, 1974.

Source (``shared/reference``, README there): R spdep 1.2-7 ``EBest(SID74, BIR74)``; tolerance 1e-10.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.signals.rates import smoothed_rates


def test_smoothed_rates_equal_ebest(shared: Path) -> None:
    table = pd.read_csv(shared / "reference" / "eb_nc_sids_1974.csv")
    assert len(table) == 100
    np.testing.assert_allclose(smoothed_rates(table["SID74"], table["BIR74"]), table["eb74"], atol=1e-10, rtol=0)
