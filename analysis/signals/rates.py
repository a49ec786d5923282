"""Counts per 100.000 people, and the same drawn towards the mean of all areas as far as chance alone scatters them.

Defines the global empirical-Bayes rate of Marshall (1991): the rate of an area with few people says little, so it is
moved towards the overall rate by the part of the scatter that Poisson counts of that size explain.

Leaves out: neighbours (no Moran, Gi* or scan statistic on nine areas, METHODS 4), ages. Can mislead: it is for "where
are the rates high", never for "has it risen": both years are shrunk.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]

PER_PEOPLE = 100_000.0


def smoothed_rates(counts: npt.ArrayLike, people: npt.ArrayLike) -> Numbers:
    """Events per person in each area by Marshall (1991), as R ``spdep::EBest(family="poisson")``.

    ``m = Σy/Σn``, ``A = max(Σn(r-m)²/Σn - m/n̄, 0)``, ``e = m + (r-m)·A/(A + m/n)``. Both arrays have one value an area;
    an area where either is missing is missing and does not count. Raises ``ValueError`` for negative counts or where
    people are not positive.
    """
    y, n = np.broadcast_arrays(np.asarray(counts, dtype=np.float64), np.asarray(people, dtype=np.float64))
    known = ~np.isnan(y + n)
    if np.any(y[known] < 0) or np.any(n[known] <= 0):
        raise ValueError(f"counts must not be negative and people positive: {counts!r}, {people!r}")
    smoothed = np.full(y.shape, np.nan)
    if known.any():
        smoothed[known] = _marshall(y[known], n[known])
    return smoothed


def area_rates(counts: pd.Series[float], people: pd.Series[float]) -> pd.DataFrame:
    """Counts and people by area code as a table: count, people, rate, smoothed, both per 100.000 people.

    The rates are those of the period of the counts, not of a year. Rows as ``counts``; missing people give missing.
    """
    table = pd.DataFrame({"count": counts.astype("float64"), "people": people.reindex(counts.index).astype("float64")})
    smoothed = smoothed_rates(table["count"], table["people"])
    return table.assign(rate=table["count"] / table["people"] * PER_PEOPLE, smoothed=smoothed * PER_PEOPLE)


def _marshall(y: Numbers, n: Numbers) -> Numbers:
    overall = y.sum() / n.sum()
    rates = y / n
    between = max(float(np.sum(n * (rates - overall) ** 2) / n.sum() - overall / n.mean()), 0.0)
    if between == 0.0:
        return np.full(y.shape, overall)
    return np.asarray(overall + (rates - overall) * between / (between + overall / n))
