"""How many invented accidents each district has each quarter: drawn from Poisson, the planted cells as written.

The seed was chosen among 3.000 so that chance alone looks ordinary: few quarters of the untouched districts
stand out and none in Quý I/2025. That is a property of an example, not of a province.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample.planted import DOUBLING_AREA, FIXED_COUNTS, MEAN
from data.sample.when import SEASON, quarters

SEED = 1943
COLLISION_SHARE = 130 / 330


def quarterly_counts(seed: int = SEED) -> pd.DataFrame:
    """A row a district and quarter: area_code, key, start, stop, hurt (not va chạm), collisions."""
    rng = np.random.default_rng([seed, 1])
    rows = []
    for quarter in quarters().itertuples(index=False):
        for area, mean in MEAN.items():
            doubled = 2.0 if (area, quarter.key) == (DOUBLING_AREA, "2025-Q2") else 1.0
            total = int(rng.poisson(mean * SEASON[quarter.quarter] * quarter.share * doubled))
            collisions = int(rng.binomial(total, COLLISION_SHARE))
            hurt, collisions = FIXED_COUNTS.get((area, quarter.key), (total - collisions, collisions))
            rows.append((area, quarter.key, quarter.start, quarter.stop, hurt, collisions))
    return pd.DataFrame(rows, columns=["area_code", "key", "start", "stop", "hurt", "collisions"])
