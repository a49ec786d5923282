"""How sure a change between two counts is: rate ratio, exact interval, one-sided mid-p, and a verdict in a code.

Defines the statistics of two Poisson counts, ``now`` over ``days_now`` and ``before`` over ``days_before``. Given
their sum, ``now`` is binomial with ``p = days_now / (days_now + days_before)``; everything here is that binomial,
written with the incomplete beta function so that counts divided by their dispersion (no longer whole) fit too.

Leaves out: a two-sided test (nobody asks "has it changed at all?"), seasons and more than one earlier year (the
signals do that).

Can mislead: the counts are taken as independent accidents of a steady rate. Accidents vary more than that between
years, and a table of nine districts is nine tests: a "clear rise" by chance alone every second or third quarter
(9 x 4,6%, METHODS 7). Against one earlier year a doubling at mean 10 is found only 6 times in 10: "not clear" never
means "no change". Deaths and injured come several to an accident and go through ``effective_count``; the dispersion is
itself estimated from few accidents.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Counts = npt.ArrayLike

CONFIDENCE = 0.95
"""Confidence of every interval shown."""
CLEAR_LEVEL = 0.05
"""One-sided level at which a change is called clear (METHODS 1: mid-p against one earlier period)."""
SMALL_BASE = 5
"""A percent on an earlier count below this is marked "số nhỏ"."""
LIKE_LENGTHS = 1.15
"""Periods within this ratio of days (91/90, 31/28) are compared by their counts, as the office reads them; beyond it
the direction of change is that of the daily rate."""

VERDICTS = ("rise_clear", "rise", "same", "fall", "fall_clear", "no_data")


def rate_ratio(now: Counts, before: Counts, days_now: Counts = 1.0, days_before: Counts = 1.0) -> Numbers:
    """Ratio of the daily rates, ``(now/days_now) / (before/days_before)``; infinite at base 0, missing at 0/0.

    Counts and days are numbers or arrays of one shape; missing counts give missing. Raises ``ValueError`` for
    negative counts or days that are not positive.
    """
    x, y, t1, t0 = _checked(now, before, days_now, days_before)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((x / t1) / (y / t0))


def exact_interval(
    now: Counts,
    before: Counts,
    days_now: Counts = 1.0,
    days_before: Counts = 1.0,
    *,
    confidence: float = CONFIDENCE,
) -> tuple[Numbers, Numbers]:
    """Exact conditional interval of ``rate_ratio``: lower and upper limit, as R ``poisson.test`` gives them.

    Clopper & Pearson (1934) limits of ``now/(now+before)``, turned into odds. The lower limit is 0 where ``now`` is
    0, the upper infinite where ``before`` is 0; both missing at 0/0. It covers at least ``confidence``, mostly more.
    """
    x, y, t1, t0 = _checked(now, before, days_now, days_before)
    tail = (1.0 - confidence) / 2.0
    nothing = (x + y) == 0
    lower = np.where(x > 0, _odds(special.betaincinv(np.where(x > 0, x, 1.0), y + 1.0, tail)), 0.0)
    upper = np.where(y > 0, _odds(special.betainccinv(x + 1.0, np.where(y > 0, y, 1.0), tail)), np.inf)
    missing = nothing | np.isnan(x + y)
    return np.where(missing, np.nan, lower * t0 / t1), np.where(missing, np.nan, upper * t0 / t1)


def _odds(share: Numbers) -> Numbers:
    with np.errstate(divide="ignore"):
        return np.asarray(share / (1.0 - share))


def tail_probabilities(
    now: Counts, before: Counts, days_now: Counts = 1.0, days_before: Counts = 1.0
) -> tuple[Numbers, Numbers]:
    """Chance of ``now`` or more, and of more than ``now``, given the sum and equal daily rates.

    The first is R ``poisson.test(alternative="greater")``, one minus the second is ``alternative="less"``. Counts need
    not be whole: ``P(X >= x) = I_p(x, n-x+1)``, the regularised incomplete beta function.
    """
    x, y, t1, t0 = _checked(now, before, days_now, days_before)
    share = t1 / (t1 + t0)
    at_least = np.where(x > 0, special.betainc(np.where(x > 0, x, 1.0), y + 1.0, share), 1.0)
    more = np.where(y > 0, special.betainc(x + 1.0, np.where(y > 0, y, 1.0), share), 0.0)
    missing = np.isnan(x + y)
    return np.where(missing, np.nan, at_least), np.where(missing, np.nan, more)


def p_rise(now: Counts, before: Counts, days_now: Counts = 1.0, days_before: Counts = 1.0) -> Numbers:
    """One-sided mid-p that the daily rate rose: ``P(X > now) + P(X = now)/2`` given the sum.

    Lancaster (1961); the same as statsmodels' ``test_poisson_2indep(method="cond-midp", alternative="larger")``.
    Small says a rise, near 1 a fall; 0.5 at 0/0. Not exact: its size is near the level, now and then a little over.
    """
    at_least, more = tail_probabilities(now, before, days_now, days_before)
    return np.asarray((at_least + more) / 2.0)


def garwood_interval(count: Counts, *, confidence: float = CONFIDENCE) -> tuple[Numbers, Numbers]:
    """Exact interval of the mean of one Poisson count, lower and upper (Garwood 1936).

    Divide both by the exposure for a rate. Raises ``ValueError`` for a negative count.
    """
    x = np.asarray(count, dtype=np.float64)
    if np.any(x < 0):
        raise ValueError(f"a count is never negative: {count!r}")
    tail = (1.0 - confidence) / 2.0
    lower = np.where(x > 0, special.gammaincinv(np.where(x > 0, x, 1.0), tail), 0.0)
    return np.where(np.isnan(x), np.nan, lower), np.asarray(special.gammainccinv(x + 1.0, tail))


def min_now_count(before: Counts, exposure_ratio: Counts = 1.0, *, level: float = CLEAR_LEVEL) -> Whole:
    """Smallest count that would be a clear rise over ``before``: the least whole x with ``p_rise <= level``.

    ``exposure_ratio`` is days now over days before. Raises ``ValueError`` for a missing or negative ``before``.
    """
    base, ratio = _bases(before, exposure_ratio)
    low = np.zeros(base.shape)
    high = np.ceil(base * ratio + 10.0 * np.sqrt(base * ratio * (1.0 + ratio) + 1.0) + 40.0 * ratio + 40.0)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2.0)
        clear = p_rise(middle, base, ratio, 1.0) <= level
        low, high = np.where(clear, low, middle), np.where(clear, middle, high)
    return np.asarray(high, dtype=np.int64)


def max_now_count(before: Counts, exposure_ratio: Counts = 1.0, *, level: float = CLEAR_LEVEL) -> Whole:
    """Largest count that would be a clear fall from ``before``: the greatest whole x with ``p_rise >= 1 - level``.

    -1 where even 0 would not be clear (3 or fewer before, at equal lengths). Raises as ``min_now_count``.
    """
    base, ratio = _bases(before, exposure_ratio)
    low, high = np.full(base.shape, -1.0), np.floor(base * ratio) + 1.0
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2.0)
        clear = (middle < 0) | (p_rise(np.maximum(middle, 0.0), base, ratio, 1.0) >= 1.0 - level)
        low, high = np.where(clear, middle, low), np.where(clear, high, middle)
    return np.asarray(low, dtype=np.int64)


def dispersion(squares: Counts, people: Counts) -> Numbers:
    """People an accident as they come together: ``Σm²/Σm`` over accidents with m people, at least 1; 1 where nobody.

    Take the sums over both periods together (METHODS 1). The variance of a compound Poisson count is this many times
    its mean, so a count divided by it has nearly the variance of a Poisson count.
    """
    total = np.nan_to_num(np.asarray(people, dtype=np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.nan_to_num(np.asarray(squares, dtype=np.float64)) / total
    return np.where(total > 0, np.maximum(ratio, 1.0), 1.0)


def effective_count(people: Counts, dispersed: Counts) -> Numbers:
    """How many independent events ``people`` are worth: the count over its ``dispersion``; not a whole number."""
    return np.asarray(np.asarray(people, dtype=np.float64) / np.asarray(dispersed, dtype=np.float64))


def verdicts(
    now: Counts,
    before: Counts,
    probability: Counts,
    days_now: Counts = 1.0,
    days_before: Counts = 1.0,
    *,
    tested: npt.ArrayLike = True,
) -> npt.NDArray[np.str_]:
    """One code of ``VERDICTS`` for each pair of counts, ``probability`` being its ``p_rise``.

    Clear where the probability is at most ``CLEAR_LEVEL`` (or at least one minus it) and the daily rate moved the same
    way; else the direction of the counts (of the daily rates where the lengths differ by more than ``LIKE_LENGTHS``).
    ``tested`` False: the figure carries no flag and is never clear.
    """
    x, y, t1, t0 = _checked(now, before, days_now, days_before)
    p, flagged = np.asarray(probability, dtype=np.float64), np.asarray(tested, dtype=bool)
    by_rate = x * t0 - y * t1
    like = np.maximum(t1 / t0, t0 / t1) <= LIKE_LENGTHS
    direction = np.where(like, x - y, by_rate)
    choices: list[tuple[Any, str]] = [
        (np.isnan(x + y), "no_data"),
        (flagged & (p <= CLEAR_LEVEL) & (by_rate > 0), "rise_clear"),
        (flagged & (p >= 1.0 - CLEAR_LEVEL) & (by_rate < 0), "fall_clear"),
        (direction > 0, "rise"),
        (direction < 0, "fall"),
    ]
    return np.select([test for test, _ in choices], [code for _, code in choices], default="same")


def is_small(before: Counts) -> npt.NDArray[np.bool_]:
    """Whether a percent on this earlier count needs the mark "số nhỏ": known and below ``SMALL_BASE``."""
    return np.asarray(np.asarray(before, dtype=np.float64) < SMALL_BASE)


def _checked(*values: Counts) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    x, y, t1, t0 = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values))
    if np.any(x < 0) or np.any(y < 0):
        raise ValueError(f"a count is never negative: {values[:2]!r}")
    if not (np.all(t1 > 0) and np.all(t0 > 0)):
        raise ValueError(f"days must be positive: {values[2:]!r}")
    return x, y, t1, t0


def _bases(before: Counts, exposure_ratio: Counts) -> tuple[Numbers, Numbers]:
    base, ratio = np.broadcast_arrays(np.asarray(before, dtype=float), np.asarray(exposure_ratio, dtype=float))
    if not (np.all(base >= 0) and np.all(ratio > 0)):
        raise ValueError(f"counts must be known and not negative: {before!r} over {exposure_ratio!r}")
    return base, ratio
