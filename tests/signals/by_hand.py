"""METHODS 2 written a second time, slowly and with scipy's own distributions: what the flags have to agree with.

Whole years without a hole only; one cell at a time, no array tricks, nothing of ``analysis``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy import stats

Table = list[list[float]]
"""Accidents of every area (outer) in every quarter (inner), oldest first; the first quarter is a Quý I."""


@dataclass(frozen=True)
class Flag:
    """What METHODS 2 gives for one area."""

    expected: float
    variance: float
    p_base: float
    p_trend: float
    p_relative: float
    level: str


@dataclass(frozen=True)
class Province:
    means: list[float]
    season: list[float]
    alpha: float
    phi: float
    totals: list[float]


def province_of(history: Table) -> Province:
    n, m = len(history), len(history[0])
    means = [sum(row) / m for row in history]
    everything = sum(map(sum, history))
    totals = [sum(row[t] for row in history for t in range(quarter, m, 4)) for quarter in range(4)]
    season = [4 * total / everything for total in totals]
    c = 1 - 1 / m - 3 / (n * m)
    above = below = chi_square = 0.0
    for area in range(n):
        for t in range(m):
            e = means[area] * season[t % 4]
            above += (history[area][t] - e) ** 2 - c * e
            below += e**2
            chi_square += (history[area][t] - e) ** 2 / max(e, 0.1)
    return Province(means, season, max(0.0, above / below), max(1.0, chi_square / (n * m - n - 3)), totals)


def flags_by_hand(history: Table, now: list[float]) -> list[Flag]:
    """The flags of the quarter after ``history``."""
    province, m = province_of(history), len(history[0])
    alpha, quarter = province.alpha, m % 4
    mu = [max(mean * province.season[quarter], 0.2) for mean in province.means]
    estimate = [
        (1 + alpha * max(mean, 0.2)) / (m * max(mean, 0.2)) + province.phi / province.totals[quarter]
        for mean in province.means
    ]
    answer = []
    for area, x in enumerate(now):
        variance = mu[area] + alpha * mu[area] ** 2 + mu[area] ** 2 * estimate[area]
        p_base = mid_p(x, mu[area], variance)
        others = [one for one in range(len(now)) if one != area]
        theirs, ordinary = sum(now[one] for one in others), sum(mu[one] for one in others)
        if theirs and ordinary:
            moved = mu[area] * theirs / ordinary
            clumped = alpha * sum(mu[one] ** 2 for one in others) / ordinary**2
            relative = moved + alpha * moved**2 + moved**2 * (estimate[area] + 1 / theirs + clumped)
            p_relative = mid_p(x, moved, relative)
        else:
            p_relative = math.nan
        p_trend = trend([*history[area], x], province.season, alpha)
        level = level_of(x, history[area][-4], p_base, p_trend)
        answer.append(Flag(mu[area], variance, p_base, p_trend, p_relative, level))
    return answer


def mid_p(x: float, mean: float, variance: float) -> float:
    """Negative binomial in scipy's form: size n, and p = n / (n + mean)."""
    size = mean**2 / (variance - mean)
    law = stats.nbinom(size, size / (size + mean))
    return float(law.sf(x) + law.pmf(x) / 2)


def trend(counts: list[float], season: list[float], alpha: float) -> float:
    """Score test of a slope over the last twelve of ``counts``, whose first is a Quý I."""
    last = range(len(counts) - 12, len(counts))
    level = sum(counts[t] for t in last) / sum(season[t % 4] for t in last)
    e = {t: level * season[t % 4] for t in last}
    if not level:
        return 0.5
    middle = sum(t * e[t] for t in last) / sum(e.values())
    score = sum((t - middle) * (counts[t] - e[t]) for t in last)
    variance = sum((t - middle) ** 2 * e[t] * (1 + alpha * e[t]) for t in last)
    return float(stats.norm.sf(score / math.sqrt(variance)))


def level_of(x: float, last_year: float, p_base: float, p_trend: float) -> str:
    if x > last_year and (p_base <= 0.01 or (p_base <= 0.05 and p_trend <= 0.05)):
        return "red"
    return "amber" if x > last_year and p_base <= 0.05 and x >= 5 else "none"
