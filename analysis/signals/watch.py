"""The monthly watch: between two quarters, which areas have run above their ordinary level for some months.

Defines a cumulative sum (``cusum``) for every area over the last months, against a baseline of the up to five years
before them; the limit is designed for each area so that chance alone raises an alarm once in 100 months or more, with
the pooled overdispersion and the season taken in. The sum begins at 0 with the first month watched.

Leaves out levels of alarm: it is "look here", the quarterly flag judges. Can mislead: nine areas give about one false
alarm a year among them; an alarm says that some months together were high, not that the last one was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.calendars import Calendar
from ..definitions.catalogue import Definitions
from ..definitions.periods import Period
from ..figures.sums import daily_rows
from .baseline import LEAST_EXPECTED, Numbers
from .cusum import LEAST_RUN_LENGTH, cusum, designs
from .levels import FEWEST_QUARTERS, WANTED_QUARTERS
from .months import month_of_year, monthly_baseline, monthly_counts, months_until

WATCHED = 12
"""Months watched: a year, so that the sum has time to climb and the baseline ends before it."""
WANTED_MONTHS = 3 * WANTED_QUARTERS
FEWEST_MONTHS = 3 * FEWEST_QUARTERS
LEAST_MONTHLY = LEAST_EXPECTED / 3
"""Accidents a month: no expected count is taken to be smaller (METHODS 2, a third of a quarter's)."""


@dataclass(frozen=True, eq=False)
class Watch:
    """The sums of every area over ``watched``, the months in order.

    ``alpha``: pooled overdispersion of a month; ``months_of_history``: the longest history of any area [months];
    ``wanted`` and ``fewest`` months of history; ``least_run_length`` months between false alarms of one area.

    ``table``, one row an area and month, areas in the official order: area, label, month ("2025-03"), month_label,
    start, stop (datetime64[s], half-open), accidents (missing where the month is not covered), expected, k, h
    (``Int64``), score, alarm, run_length (months between false alarms), enough (False: fewer than ``fewest`` covered
    months of history, then nothing is expected and there is no alarm).
    """

    watched: tuple[Period, ...]
    alpha: float
    months_of_history: int
    table: pd.DataFrame
    wanted: int = WANTED_MONTHS
    fewest: int = FEWEST_MONTHS
    least_run_length: float = LEAST_RUN_LENGTH

    @property
    def alarms(self) -> pd.DataFrame:
        """The rows with an alarm."""
        return self.table[self.table["alarm"]]

    def of_area(self, area: str) -> pd.DataFrame:
        """The rows of one area, in order."""
        return self.table[self.table["area"] == area]


def monthly_watch(
    daily: pd.DataFrame,
    definitions: Definitions,
    until: Period,
    *,
    calendar: Calendar,
    coverage: pd.DataFrame,
    areas: Sequence[str] | None = None,
    modes: Sequence[str] | None = None,
    with_collisions: bool = True,
    months: int = WATCHED,
) -> Watch:
    """The watch over the ``months`` whole months that end with ``until``, from ``counts.daily_counts``.

    ``coverage`` is ``compare.covered_batches``. ``areas`` chooses which rows are shown: season and overdispersion are
    always of all areas. Raises ``ValueError`` for less than one month.
    """
    if months < 1:
        raise ValueError(f"at least one month must be watched, not {months}")
    every = months_until(until, calendar, WANTED_MONTHS + months)
    rows = daily_rows(daily, {} if modes is None else {"mode": list(modes)}, with_collisions)
    codes = definitions.areas.codes
    counts = monthly_counts(rows, codes, every, coverage)
    before, watched = counts[:, :-months], every[-months:]
    baseline = monthly_baseline(before, month_of_year(every[:-months]), calendar)
    covered = (~np.isnan(before)).sum(axis=1)
    expected = np.maximum(baseline.cycle, LEAST_MONTHLY)
    figures = _scores(counts[:, -months:], expected, baseline.alpha, month_of_year(watched), covered >= FEWEST_MONTHS)
    shown = [line for line, code in enumerate(codes) if areas is None or code in areas]
    table = _table(shown, definitions.areas.names, watched, figures)
    return Watch(tuple(watched), baseline.alpha, int(covered.max(initial=0)), table)


def _scores(
    counts: Numbers, cycle: Numbers, alpha: float, of_year: npt.NDArray[np.int64], enough: npt.NDArray[np.bool_]
) -> dict[str, npt.NDArray[Any]]:
    """Every figure of the table as (areas, months); NaN where there is not enough history."""
    shape = counts.shape
    k, h, length = np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, np.nan)
    for line, designed in zip(np.flatnonzero(enough), designs(cycle[enough], alpha), strict=True):
        k[line], h[line], length[line] = np.array(designed.k)[of_year], designed.h, designed.run_length
    score, alarm = cusum(counts, np.nan_to_num(k), np.where(np.isnan(h), np.inf, h))
    known = np.broadcast_to(enough[:, None], shape)
    return {
        "accidents": counts,
        "expected": np.where(known, cycle[:, of_year], np.nan),
        "k": k,
        "h": h,
        "score": np.where(known, score, np.nan),
        "alarm": alarm & known,
        "run_length": length,
        "enough": known,
    }


def _table(
    shown: Sequence[int],
    names: Mapping[str, str],
    watched: Sequence[Period],
    figures: Mapping[str, npt.NDArray[Any]],
) -> pd.DataFrame:
    every, length = list(names), len(watched)
    codes = [every[line] for line in shown]
    table = pd.DataFrame(
        {
            "area": np.repeat(np.array(codes, dtype=object), length),
            "label": np.repeat(np.array([names[code] for code in codes], dtype=object), length),
            "month": [month.key for month in watched] * len(codes),
            "month_label": [month.title for month in watched] * len(codes),
            "start": np.tile(np.array([month.start for month in watched], dtype="datetime64[s]"), len(codes)),
            "stop": np.tile(np.array([month.stop for month in watched], dtype="datetime64[s]"), len(codes)),
            **{name: values[list(shown)].ravel() for name, values in figures.items()},
        }
    )
    return table.astype({"area": "str", "label": "str", "k": "Int64", "h": "Int64"})
