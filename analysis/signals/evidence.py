"""How far a count lies above its baseline: the four probabilities of METHODS 2 and the range that is ordinary.

Defines ``p_base``, ``p_trend``, ``p_relative`` and the range from which a count is outside; ``p_last`` is
``figures.change.p_rise``. All one-sided: small says a rise. Arrays (…, n) or (…, n, w) as in ``baseline``.

Leaves out: the verdict (``levels``).

Can mislead: each is the probability of one area in one quarter; nine areas over four quarters are 36 of them. Missing
stays missing: a count or a baseline that is not known has no probability.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from .baseline import Baseline, Expectation, Numbers

TREND_QUARTERS = 12
"""Quarters of the trend, with the last one of the period (METHODS 2)."""
FEWEST_TREND_QUARTERS = 8
"""Covered quarters below which no slope is judged (own choice: two years)."""
RANGE_LEVEL = 0.05
"""Probability outside the ordinary range on either side; the same as the amber level."""


def mid_p_above(count: npt.ArrayLike, mean: npt.ArrayLike, variance: npt.ArrayLike) -> Numbers:
    """``P(X > count) + ½·P(X = count)`` of a negative binomial with this mean and variance.

    Poisson where the variance is not above the mean. Lancaster (1961) mid-p; the tails by the incomplete beta
    (gamma) function. Missing gives missing.
    """
    x, mu, v = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in (count, mean, variance)))
    known = ~np.isnan(x + mu + v)
    x, mu, v = (np.where(known, value, 1.0) for value in (x, mu, v))
    poisson = v <= mu * (1.0 + 1e-12)
    size = mu**2 / np.where(poisson, mu, v - mu)
    share = mu / (size + mu)
    some = np.where(x > 0, x, 1.0)
    more = np.where(poisson, special.gammainc(x + 1.0, mu), special.betainc(x + 1.0, size, share))
    as_many = np.where(poisson, special.gammainc(some, mu), special.betainc(some, size, share))
    at_least = np.where(x > 0, as_many, 1.0)
    return np.where(known, (more + at_least) / 2.0, np.nan)


def p_base(now: npt.ArrayLike, expected: Expectation) -> Numbers:
    """The mid-p of ``now`` (…, n) against the baseline: how often chance alone gives as many or more."""
    return mid_p_above(now, expected.mean, expected.variance)


def p_trend(recent: npt.ArrayLike, seasons: npt.ArrayLike, baseline: Baseline) -> Numbers:
    """One-sided score test of a log-linear slope over the quarters ``recent`` (…, n, w), the last being the newest.

    With the season as offset the level is fitted under "no slope", ``e = level·s``, the variance is ``e(1 + αe)`` and
    ``U = Σ(t − t̄)·count`` with t̄ weighted by e. Missing where fewer than ``FEWEST_TREND_QUARTERS`` are known, ½ where
    nothing happened in any.
    """
    counts = np.asarray(recent, dtype=np.float64)
    factor = baseline.season[..., None, np.asarray(seasons, dtype=np.int64)]
    known = ~np.isnan(counts) & ~np.isnan(factor)
    offset, seen = np.where(known, factor, 0.0), np.where(known, counts, 0.0)
    total = offset.sum(axis=-1, keepdims=True)
    expected = seen.sum(axis=-1, keepdims=True) / np.where(total > 0, total, 1.0) * offset
    time = np.arange(counts.shape[-1], dtype=np.float64)
    weight = expected.sum(axis=-1, keepdims=True)
    centred = time - (expected * time).sum(axis=-1, keepdims=True) / np.where(weight > 0, weight, 1.0)
    variance = (centred**2 * expected * (1.0 + baseline.alpha[..., None, None] * expected)).sum(axis=-1)
    score = np.where(known, centred * seen, 0.0).sum(axis=-1) / np.sqrt(np.where(variance > 0, variance, 1.0))
    probability = np.where(variance > 0, special.ndtr(-score), 0.5)
    return np.where(known.sum(axis=-1) >= FEWEST_TREND_QUARTERS, probability, np.nan)


def p_relative(now: npt.ArrayLike, expected: Expectation) -> Numbers:
    """``p_base`` against the rest of the province: what chance gives if all areas moved as the others did.

    μ times (Σ others now / Σ others μ), relative variance plus ``1/Σ others now + α·Σμ²/(Σμ)²`` of the others.
    Missing where the others had no accident, or there are none.
    """
    counts = np.asarray(now, dtype=np.float64)
    counted = ~np.isnan(counts + expected.mean)
    seen, mean, squares = (np.where(counted, value, 0.0) for value in (counts, expected.mean, expected.squares))
    others = seen.sum(axis=-1, keepdims=True) - seen
    others_mean = mean.sum(axis=-1, keepdims=True) - mean
    others_squares = squares.sum(axis=-1, keepdims=True) - squares
    known = counted & (others > 0) & (others_mean > 0)
    below, held = np.where(known, others_mean, 1.0), np.where(known, others, 1.0)
    moved = held / below
    level = expected.mean * moved
    of_others = 1.0 / held + expected.alpha * others_squares / below**2
    variance = level + expected.alpha * expected.squares * moved**2 + level**2 * (expected.uncertainty + of_others)
    return np.where(known, mid_p_above(counts, level, variance), np.nan)


def ordinary_range(expected: Expectation, level: float = RANGE_LEVEL) -> tuple[Numbers, Numbers]:
    """The least and the greatest whole count that are neither rare below nor rare above.

    By the same mid-p as ``p_base``, so that a count above the range is one with ``p_base`` at most ``level``.
    """
    return _last_count(expected, 1.0 - level, inside=False) + 1.0, _last_count(expected, level, inside=True)


def adjusted(probabilities: npt.ArrayLike) -> Numbers:
    """Benjamini & Hochberg (1995) over the known ones (n,), as R ``p.adjust(p, "BH")``; missing stays missing."""
    p = np.asarray(probabilities, dtype=np.float64)
    known = np.flatnonzero(~np.isnan(p))
    falling = known[np.argsort(-p[known], kind="stable")]
    ranks = np.arange(len(falling), 0, -1)
    answer = np.full(p.shape, np.nan)
    answer[falling] = np.minimum.accumulate(np.minimum(p[falling] * len(falling) / np.maximum(ranks, 1), 1.0))
    return answer


def _last_count(expected: Expectation, level: float, *, inside: bool) -> Numbers:
    """The greatest whole count with mid-p above ``level`` (``inside``) or at least ``level``; -1 where there is none.

    By halving between -1 and mean plus 40 deviations.
    """
    mean, variance = expected.mean, expected.variance
    known = ~np.isnan(mean + variance)
    low = np.full(mean.shape, -1.0)
    high = np.where(known, np.ceil(mean + 40.0 * np.sqrt(np.where(known, variance, 0.0)) + 5.0), 0.0)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2.0)
        p = mid_p_above(np.maximum(middle, 0.0), mean, variance)
        above = (p > level) if inside else (p >= level)
        held = (middle < 0) | above
        low, high = np.where(held, middle, low), np.where(held, high, middle)
    return np.where(known, low, np.nan)
