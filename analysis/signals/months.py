"""Counts of areas month by month and their ordinary level, for the monthly watch.

Defines the grid (0 where the data cover the month and nothing happened, missing where they do not cover all of it) and
the same baseline as ``baseline`` has for quarters, with a season for each month of the year. The months into which Tết
can fall share one season (METHODS 6): it wanders between them from year to year, so neither has a level of its own.

Can mislead: months of 28 to 31 days are taken as they are, their length is in the season.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from ..definitions.calendars import Calendar
from ..definitions.periods import Period
from ..figures.coverage import area_coverage
from ..figures.trends import series_periods
from .baseline import Numbers, Whole, quotient

MONTHS = 12
TET_SPAN = (date(2001, 1, 19), date(2001, 2, 25))
"""First day of the earliest Tết window and the day after the latest (mùng một falls on 21 January to 20 February; the
window is ``definitions.holidays_vietnam.tet_window``), in any year without 29 February."""
_ROUNDS = 100
_CLOSE = 1e-10


@dataclass(frozen=True, eq=False)
class MonthlyBaseline:
    """``cycle`` (areas, 12): expected accidents in each month of the year, January first; ``alpha`` of all areas."""

    cycle: Numbers
    alpha: float


def months_until(until: Period, calendar: Calendar, count: int) -> list[Period]:
    """The last ``count`` whole months of ``calendar`` that end with ``until`` or before, in order."""
    several = series_periods(until, calendar, unit="month", years=count // MONTHS + 1)
    return [month for month in several if month.stop <= until.stop][-count:]


def month_of_year(months: Sequence[Period]) -> Whole:
    """0 to 11 for every month."""
    return np.array([int(month.key[-2:]) - 1 for month in months], dtype=np.int64)


def monthly_counts(
    rows: pd.DataFrame, areas: Sequence[str], months: Sequence[Period], coverage: pd.DataFrame
) -> Numbers:
    """Accidents (areas, months) of rows of ``counts.daily_counts``; missing where a month is not fully covered.

    The months follow one another without a hole; accidents of other areas, or of none, are left out.
    """
    edges = np.array([*(month.start for month in months), months[-1].stop], dtype="datetime64[s]")
    column = np.searchsorted(edges, rows["occurred_on"].to_numpy(dtype="datetime64[s]"), side="right") - 1
    line = pd.Index(list(areas), dtype="object").get_indexer(pd.Index(rows["area_code"], dtype="object"))
    inside = (line >= 0) & (column >= 0) & (column < len(months))
    counts = np.zeros((len(areas), len(months)))
    np.add.at(counts, (line[inside], column[inside]), rows["accidents"].to_numpy(dtype=np.float64)[inside])
    states = np.array([list(area_coverage(coverage, month, areas).values()) for month in months], dtype=object).T
    return np.where(states == "full", counts, np.nan)


def monthly_baseline(history: Numbers, of_year: Whole, calendar: Calendar) -> MonthlyBaseline:
    """The level of every month of the year from ``history`` (areas, months), NaN = not covered.

    ``e = mean·season`` fitted by maximum likelihood (rows and columns scaled in turn), then the pooled
    ``α = max(0, Σ((h−e)² − c·e)/Σe²)`` over the K cells used, with ``c = (K − n − s + 1)/K`` for n areas and s seasons:
    METHODS 2 for months. A month of the year that was never covered has the season 1.
    """
    groups = season_groups(calendar)
    covered = ~np.isnan(history)
    seen, cells = np.where(covered, history, 0.0), covered.astype(np.float64)
    one_hot = np.eye(int(groups.max()) + 1)[groups[of_year]]
    season, by_season = np.ones(one_hot.shape[1]), seen.sum(axis=0) @ one_hot
    mean = quotient(seen.sum(axis=1), cells.sum(axis=1))
    for _ in range(_ROUNDS):
        below = (cells * mean[:, None]).sum(axis=0) @ one_hot
        raw = np.where(below > 0, quotient(by_season, below), 1.0)
        level = float(raw[groups].mean())
        before, season = season, raw / level if level > 0 else np.ones(len(raw))
        mean = quotient(seen.sum(axis=1), (cells * (one_hot @ season)).sum(axis=1))
        if np.abs(season - before).max() < _CLOSE:
            break
    expected = np.where(covered, mean[:, None] * (one_hot @ season), 0.0)
    used, areas = float(covered.sum()), int(covered.any(axis=1).sum())
    free = max(used - areas - len(season) + 1, 0.0)
    scatter = (np.where(covered, seen - expected, 0.0) ** 2).sum() - free / max(used, 1.0) * expected.sum()
    alpha = max(0.0, float(quotient(scatter, (expected**2).sum())))
    return MonthlyBaseline(mean[:, None] * season[groups], alpha)


def season_groups(calendar: Calendar) -> Whole:
    """Season (0, 1, …) of every month of the year, January first; the months that can hold Tết share one."""
    starts = [calendar.month_start(TET_SPAN[0].year + month // MONTHS, month % MONTHS + 1) for month in range(13)]
    tet = [start < TET_SPAN[1] and stop > TET_SPAN[0] for start, stop in pairwise(starts)]
    first = tet.index(True)
    labels = [first if holds else month for month, holds in enumerate(tet)]
    return np.unique(np.array(labels, dtype=np.int64), return_inverse=True)[1].astype(np.int64)
