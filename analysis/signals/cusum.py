"""Cumulative sums (CUSUM) of monthly counts: a rise that is too slow or too short for a quarter to show.

Defines the sum ``S = max(0, S + x - k)`` with its alarm at ``S >= h``, and the design of k and h: k for a doubling of
the mean (Lucas 1985), h the smallest with at least ``LEAST_RUN_LENGTH`` months between false alarms. Run lengths are
exact (Brook & Evans 1972: a Markov chain over the values of S), also for counts that vary more than Poisson ones and
for a mean that changes with the month of the year; nothing is simulated.

Leaves out: a two-sided sum, a head start after an alarm. Can mislead: the run length is that of a known mean; with a
mean estimated from five years false alarms are about a tenth more frequent (``shared/reference/cusum_design.csv``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

RISE = 2.0
"""The rise of the mean that the sum is made to find (METHODS 3)."""
LEAST_RUN_LENGTH = 100.0
"""Months between false alarms in one district, at least (METHODS 3)."""
_HIGHEST_LIMIT = 4096
_MOST_NUMBERS = 1_000_000
"""Chances of steps that are held at once."""


@dataclass(frozen=True)
class CusumDesign:
    """``k`` of every month of the cycle, ``h``, and the months between false alarms that they give."""

    k: tuple[int, ...]
    h: int
    run_length: float


def reference_value(mean: npt.ArrayLike, *, rise: float = RISE) -> Whole:
    """k of a monthly mean: ``(m1 - m0) / ln(m1 / m0)`` with m1 = ``rise`` x m0, as the nearest whole number above m0.

    Above the mean, since a sum that takes no more off than comes in climbs without a rise. Raises ``ValueError`` for a
    mean that is not positive.
    """
    means = np.asarray(mean, dtype=np.float64)
    if not np.all(means > 0):
        raise ValueError(f"a mean must be positive: {mean!r}")
    best = means * (rise - 1.0) / np.log(rise)
    return np.asarray(np.maximum(np.rint(best), np.floor(means) + 1.0), dtype=np.int64)


def run_length(h: int, k: int, mean: float, alpha: float = 0.0, *, start: int = 0) -> float:
    """Mean number of months until ``S >= h`` where the counts have this mean and the sum begins at ``start``.

    Counts are Poisson or, with ``alpha`` > 0, negative binomial with variance ``mean + alpha * mean²``. The same as R
    ``surveillance::arlCusum(h, k, theta=mean)``. Infinite where no count can ever reach the limit.
    """
    steps = _transitions(h, [k], [mean], alpha)[0]
    return float(np.linalg.solve(np.eye(h) - steps, np.ones(h))[start])


def cycle_run_length(h: int, k: Sequence[int], means: Sequence[float], alpha: float = 0.0) -> float:
    """As ``run_length`` where mean and k go round with the months of the year, over all months to begin with.

    With ``a_t`` the run lengths from each value of S in month t: ``a_t = 1 + Q_t a_(t+1)``, round the cycle.
    """
    return float(_cycle_run_lengths(h, np.array([k], dtype=np.int64), np.array([means], dtype=np.float64), alpha)[0])


def _cycle_run_lengths(h: int, k: Whole, means: Numbers, alpha: float) -> Numbers:
    """``cycle_run_length`` of several cycles (areas, months) with one limit."""
    areas, months = means.shape
    steps = _transitions(h, k.ravel(), means.ravel(), alpha).reshape(areas, months, h, h)
    whole, within = np.broadcast_to(np.eye(h), (areas, h, h)), np.zeros((areas, h))
    for month in range(months):
        within = within + whole.sum(axis=2)
        whole = whole @ steps[:, month]
    lengths = np.linalg.solve(np.eye(h) - whole, within[..., None])[..., 0]
    total = lengths[:, 0].copy()
    for month in range(months - 1, 0, -1):
        lengths = 1.0 + (steps[:, month] @ lengths[..., None])[..., 0]
        total += lengths[:, 0]
    return np.asarray(total / months)


def design(means: npt.ArrayLike, alpha: float = 0.0, *, least: float = LEAST_RUN_LENGTH) -> CusumDesign:
    """k and the smallest h with ``least`` months between false alarms, for one mean or the means of a cycle of months.

    Raises ``ValueError`` for a mean that is not positive or so varied that no limit is enough.
    """
    return designs(np.atleast_2d(np.asarray(means, dtype=np.float64)), alpha, least=least)[0]


def designs(cycles: Numbers, alpha: float = 0.0, *, least: float = LEAST_RUN_LENGTH) -> list[CusumDesign]:
    """``design`` of every row of ``cycles`` (areas, months); those that try the same limit are solved together."""
    k = reference_value(cycles)
    tried: list[dict[int, float]] = [{} for _ in cycles]
    low, high = np.zeros(len(cycles), dtype=np.int64), np.ones(len(cycles), dtype=np.int64)

    def enough(areas: Whole, limits: Whole) -> npt.NDArray[np.bool_]:
        for limit in np.unique(limits):
            same = areas[limits == limit]
            size = max(1, _MOST_NUMBERS // (cycles.shape[1] * int(limit) ** 2))
            for part in (same[first : first + size] for first in range(0, len(same), size)):
                lengths = _cycle_run_lengths(int(limit), k[part], cycles[part], alpha)
                for area, length in zip(part.tolist(), lengths.tolist(), strict=True):
                    tried[area][int(limit)] = length
        return np.array([tried[area][limit] >= least for area, limit in zip(areas, limits, strict=True)], dtype=bool)

    undecided = np.arange(len(cycles))
    while len(undecided := undecided[~enough(undecided, high[undecided])]):
        low[undecided], high[undecided] = high[undecided], high[undecided] * 2
        if (high > _HIGHEST_LIMIT).any():
            worst = cycles[int(high.argmax())]
            raise ValueError(f"no limit gives {least} months at means {worst!r} and alpha {alpha}")
    while len(undecided := np.flatnonzero(high - low > 1)):
        middle = (low[undecided] + high[undecided]) // 2
        fits = enough(undecided, middle)
        high[undecided[fits]], low[undecided[~fits]] = middle[fits], middle[~fits]
    return [
        CusumDesign(tuple(one.tolist()), limit, known[limit])
        for one, limit, known in zip(k, high.tolist(), tried, strict=True)
    ]


def cusum(
    values: npt.ArrayLike, k: npt.ArrayLike, h: npt.ArrayLike, *, reset: bool = True
) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """The sums and the alarms of ``values`` (..., months), both of its shape; ``k`` and ``h`` spread over it.

    The sum shown in a month of alarm is that which reached the limit; after it the sum begins again at 0 (not where
    ``reset`` is off, as in R ``surveillance::algo.cusum``). A missing value leaves the sum as it was, without alarm.
    """
    x = np.asarray(values, dtype=np.float64)
    taken, limit = np.broadcast_to(k, x.shape), np.broadcast_to(h, x.shape)
    scores, alarms = np.zeros(x.shape), np.zeros(x.shape, dtype=bool)
    carried = np.zeros(x.shape[:-1])
    for month in range(x.shape[-1]):
        known = ~np.isnan(x[..., month])
        score = np.where(known, np.maximum(0.0, carried + x[..., month] - taken[..., month]), carried)
        alarm = known & (score >= limit[..., month])
        scores[..., month], alarms[..., month] = score, alarm
        carried = np.where(alarm & reset, 0.0, score)
    return scores, alarms


def _transitions(h: int, k: npt.ArrayLike, means: npt.ArrayLike, alpha: float) -> Numbers:
    """Chances (months, h, h) that a sum at i, below the limit, stands at j below the limit a month later."""
    if h < 1:
        raise ValueError(f"the limit must be at least 1, not {h}")
    taken = np.asarray(k, dtype=np.int64)
    counts = np.arange(h + int(taken.max()))
    chance = _chances(counts, np.asarray(means, dtype=np.float64)[:, None], alpha)
    below = np.cumsum(chance, axis=1)
    needed = np.arange(h)[None, None, :] - np.arange(h)[None, :, None] + taken[:, None, None]
    place = np.clip(needed, 0, len(counts) - 1)
    month = np.arange(len(taken))[:, None, None]
    steps = np.where(needed >= 0, chance[month, place], 0.0)
    steps[:, :, 0] = np.where(needed[:, :, 0] >= 0, below[month[:, :, 0], place[:, :, 0]], 0.0)
    return np.asarray(steps)


def _chances(counts: npt.NDArray[Any], means: Numbers, alpha: float) -> Numbers:
    """Chance of each count: Poisson, or negative binomial with size ``1/alpha``."""
    if alpha <= 0:
        return np.asarray(np.exp(counts * np.log(means) - means - special.gammaln(counts + 1.0)))
    size = 1.0 / alpha
    ways = special.gammaln(counts + size) - special.gammaln(size) - special.gammaln(counts + 1.0)
    return np.asarray(np.exp(ways - size * np.log1p(alpha * means) + counts * np.log(means / (means + size))))
