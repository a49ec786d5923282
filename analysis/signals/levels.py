"""From evidence to a level: red, amber or none, and when nothing can be said.

Defines the thresholds of METHODS 2 and what chance alone gives. Leaves out the words (``review.alert_words``).

Can mislead: "none" is not "no rise": in the simulation a doubling at a mean of 10 a quarter is amber or red 85 times
in 100 (67 where accidents clump). Below a mean of 3 a quarter nothing was simulated.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

RED = "red"
AMBER = "amber"
NONE = "none"
NOT_ENOUGH_HISTORY = "not_enough_history"
TOO_FEW = "too_few"
LEVELS = (RED, AMBER, NONE, TOO_FEW, NOT_ENOUGH_HISTORY)
"""In the order of evidence."""
FLAGGED = (RED, AMBER)

P_AMBER = 0.05
P_RED = 0.01
P_TREND = 0.05
LEAST_COUNT = 5
"""Accidents below which there is no amber (METHODS 2)."""
FEWEST_QUARTERS = 12
"""Covered quarters of history below which only section 1 of METHODS is shown."""
WANTED_QUARTERS = 20
"""Quarters of a full history: five years."""
SMALLEST_MEAN = 3.0
"""Accidents a quarter: the smallest mean for which the false alarms were simulated (METHODS 7)."""

FALSE_ALARMS: Mapping[str, tuple[float, float]] = {RED: (0.017, 0.023), AMBER: (0.046, 0.055)}
"""Share of unchanged areas that are red, and amber or red, in a quarter: Poisson, and at α = ``CLUMPED``.

From ``simulate`` with 100.000 runs (METHODS 7); a test holds them to it.
"""
CLUMPED = 0.05


def levels(
    now: npt.ArrayLike,
    last_year: npt.ArrayLike,
    base: npt.ArrayLike,
    trend: npt.ArrayLike,
) -> npt.NDArray[np.str_]:
    """The level of every count; ``base`` and ``trend`` are its ``p_base`` and ``p_trend``.

    AMBER: base ≤ .05, above last year, at least 5. RED: above last year and (base ≤ .01, or base ≤ .05 with trend
    ≤ .05). Without a baseline or without a count of last year: ``not_enough_history``. A missing trend supports
    nothing.
    """
    x, before, p, slope = (np.asarray(value, dtype=np.float64) for value in (now, last_year, base, trend))
    rose = x > before
    rare = p <= P_AMBER
    red = rose & ((p <= P_RED) | (rare & (slope <= P_TREND)))
    amber = rose & rare & (x >= LEAST_COUNT)
    unknown = np.isnan(x + before + p)
    return np.select([unknown, red, amber], [NOT_ENOUGH_HISTORY, RED, AMBER], default=NONE)


def by_chance(areas: int, alpha: float) -> dict[str, float]:
    """How many of ``areas`` unchanged areas chance flags in one quarter: red, and amber (red among them).

    Between the two simulated overdispersions in proportion; above ``CLUMPED`` as at it (the simulation ends there).
    """
    part = min(max(alpha, 0.0) / CLUMPED, 1.0)
    return {level: areas * (plain + part * (clumped - plain)) for level, (plain, clumped) in FALSE_ALARMS.items()}
