"""The history of every area before a period: what the flags are judged by.

Defines, for a quarter or a cumulative period (6 tháng, 9 tháng, năm), the up to 20 quarters before its first one, the
quarters that it holds, its count, and that of the same period last year.

Leaves out: the words for what is missing; ``review.alert_words`` says them. Breaks of the series are not mended here.

Can mislead: quarters of 90 to 92 days are taken as equally long. A quarter that the data cover only in part is missing
from the history, and a period that they cover in part has a count (so far) but is never judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.periods import Period, same_period_last_year
from ..figures.coverage import overall_coverage
from .baseline import SEASONS, Whole
from .levels import WANTED_QUARTERS
from .quarters import Grid, held_quarters, quarter_of


@dataclass(frozen=True, eq=False)
class History:
    """Counts by area (index, sorted by code), as floats, missing where not fully covered.

    ``counts`` area × key of ``quarters`` (before the period, oldest first, none left out inside); ``held_counts`` the
    same of ``held``, the quarters of the period; ``now`` its count (also where covered in part), ``covered`` full,
    partial or none; ``last_year`` the count of ``last_year_period``; ``unknown`` accidents of now that have no area,
    ``unknown_shares`` the share [0 to 1] of these in all accidents of the quarters before, and of now.
    """

    by: str
    period: Period
    last_year_period: Period
    areas: tuple[str, ...]
    labels: Mapping[str, str]
    quarters: tuple[Period, ...]
    counts: pd.DataFrame
    held: tuple[Period, ...]
    held_counts: pd.DataFrame
    now: pd.Series[float]
    last_year: pd.Series[float]
    covered: pd.Series[str]
    unknown: int
    unknown_shares: tuple[float, float]

    @property
    def calendar_key(self) -> str:
        """The calendar of all its periods."""
        return self.period.calendar_key

    @cached_property
    def seasons(self) -> Whole:
        """Quarter of the year, 0 to 3, of every column of ``counts``."""
        return seasons_of(self.quarters)

    @cached_property
    def seasons_held(self) -> Whole:
        """Quarter of the year, 0 to 3, of every quarter that the period holds."""
        return seasons_of(self.held)

    @property
    def holes(self) -> pd.DataFrame:
        """The area and quarter (key) of every count of the history that is missing."""
        missing = self.counts.isna().to_numpy()
        lines, columns = np.nonzero(missing)
        return pd.DataFrame({"area": self.counts.index[lines], "period_key": self.counts.columns[columns]})


def seasons_of(quarters: Sequence[Period]) -> Whole:
    """Quarter of the year, 0 to 3, of every quarter."""
    return np.array([int(quarter.key[-1]) - 1 for quarter in quarters], dtype=np.int64) % SEASONS


def history_at(grid: Grid, period: Period) -> History:
    """The history of ``period``, cut out of a grid that holds all its quarters."""
    numbers = held_quarters(period)
    first, last = grid.place(numbers[0]), grid.place(numbers[-1])
    before = [place for place in range(first - WANTED_QUARTERS, first) if place >= 0]
    covered = [place for place in before if (grid.states[:, place] == "full").any()]
    before = before[before.index(covered[0]) :] if covered else []
    held = list(range(first, last + 1))
    states = [overall_coverage(dict(enumerate(line))) for line in grid.states[:, held].tolist()]  # type: ignore[arg-type]
    year_ago = [place - SEASONS for place in held]
    index = pd.Index(grid.areas, dtype="object")
    return History(
        by=grid.by,
        period=period,
        last_year_period=same_period_last_year(period, grid.calendar),
        areas=grid.areas,
        labels=grid.labels,
        quarters=_periods(grid, before),
        counts=_frame(grid, before, index),
        held=_periods(grid, held),
        held_counts=_frame(grid, held, index),
        now=pd.Series(np.where(np.array(states) == "none", np.nan, grid.counts[:, held].sum(axis=1)), index=index),
        last_year=pd.Series(grid.known[:, year_ago].sum(axis=1), index=index),
        covered=pd.Series(states, index=index, dtype="object"),
        unknown=int(grid.unknown[held].sum()),
        unknown_shares=(_unknown_share(grid, before), _unknown_share(grid, held)),
    )


def _unknown_share(grid: Grid, places: Sequence[int]) -> float:
    """Of all accidents of these quarters the share without an area; 0 where there is no accident."""
    unknown, known = grid.unknown[list(places)].sum(), grid.counts[:, list(places)].sum()
    return float(unknown / max(unknown + known, 1.0))


def _periods(grid: Grid, places: Sequence[int]) -> tuple[Period, ...]:
    return tuple(quarter_of(grid.numbers[place], grid.calendar) for place in places)


def _frame(grid: Grid, places: Sequence[int], index: pd.Index[str]) -> pd.DataFrame:
    columns = [quarter_of(grid.numbers[place], grid.calendar).key for place in places]
    values: npt.NDArray[np.float64] = grid.known[:, list(places)]
    return pd.DataFrame(values, index=index, columns=pd.Index(columns, dtype="object"))
