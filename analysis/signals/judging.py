"""A history judged: the probabilities, the ordinary range and the level of every area.

Defines which areas are judged at all: those with a complete count of now and of last year and at least 12 covered
quarters of history. The baseline is always that of all areas together.

Leaves out what needs another period (kéo dài, mới): ``alerts``.

Can mislead: places with a mean below 3 a quarter are put together into one "rest" that serves the season and the
comparison with the others, and are not judged; nothing is said about them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..figures.change import p_rise
from .baseline import Baseline, Expectation, Numbers, expectation, fit_baseline
from .evidence import TREND_QUARTERS, adjusted, ordinary_range, p_base, p_relative, p_trend
from .history import History, seasons_of
from .levels import FEWEST_QUARTERS, NOT_ENOUGH_HISTORY, P_TREND, TOO_FEW, levels


@dataclass(frozen=True, eq=False)
class Judged:
    """``table``: one row an area of the history, in its order; ``baseline`` with ``lines``, its rows by area.

    ``baseline`` is missing where no area has a history long enough.
    """

    table: pd.DataFrame
    baseline: Baseline | None
    lines: pd.Series[int]


def judge(history: History, *, smallest_mean: float = 0.0) -> Judged:
    """Every area of ``history`` against the baseline of all.

    Columns of the table (index = area): now, last_year, expected, lower, upper, p_last, p_base, p_trend, p_relative,
    p_adjusted, level, trend_mark, highest_of, quarters, mean, covered. Areas whose mean a quarter is below
    ``smallest_mean`` are ``too_few``; see ``alerts.Alerts.table`` for the units.
    """
    counts = history.counts.to_numpy(dtype=np.float64)
    quarters = (~np.isnan(counts)).sum(axis=1)
    mean = np.nansum(counts, axis=1) / np.maximum(quarters, 1)
    single = mean >= smallest_mean
    now = np.asarray(history.now.where(history.covered == "full"), dtype=np.float64)
    last_year = np.asarray(history.last_year, dtype=np.float64)
    complete = (quarters >= FEWEST_QUARTERS) & ~np.isnan(now) & ~np.isnan(last_year)
    judged = single & complete
    figures, baseline = _evidence(history, counts, now, single, judged) if judged.any() else (_nothing(len(now)), None)
    level = levels(now, last_year, figures["p_base"], figures["p_trend"])
    columns = {
        "now": history.now.to_numpy(),
        "last_year": last_year,
        **figures,
        "p_last": np.where(single, _p_last(history, now, last_year), np.nan),
        "p_adjusted": adjusted(figures["p_base"]),
        "level": np.select([complete & ~single, judged], [TOO_FEW, level], default=NOT_ENOUGH_HISTORY),
        "trend_mark": figures["p_trend"] <= P_TREND,
        "highest_of": highest_of(_same_unit(history), now),
        "quarters": quarters,
        "mean": np.where(quarters > 0, mean, np.nan),
        "covered": history.covered.to_numpy(),
    }
    table = pd.DataFrame(columns, index=history.counts.index)
    lines = pd.Series(np.where(judged, np.cumsum(single) - 1, -1), index=history.counts.index, dtype="int64")
    return Judged(table, baseline, lines)


def highest_of(before: npt.ArrayLike, now: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Of how many counts in a row, the last being ``now`` (n,), it is strictly the highest; ``before`` (n, k).

    Oldest first; a missing count ends the row. 1: not above the one just before.
    """
    earlier, x = np.asarray(before, dtype=np.float64), np.asarray(now, dtype=np.float64)
    lower = (earlier < x[:, None])[:, ::-1]
    return np.asarray(np.logical_and.accumulate(lower, axis=1).sum(axis=1) + 1, dtype=np.int64)


def by_years(history: History) -> pd.DataFrame:
    """Area × year: the count of the same period in every year of the history, missing where not fully covered.

    Columns are years (whole numbers), oldest first, up to the year before the period.
    """
    held = [quarter.key[4:] for quarter in history.held]
    last = int(history.held[0].key[:4])
    first = min((int(quarter.key[:4]) for quarter in history.quarters), default=last)
    keys = {year: [f"{year:04d}{part}" for part in held] for year in range(first, last)}
    wide = history.counts.reindex(columns=[key for names in keys.values() for key in names])
    sums = {year: wide[names].sum(axis=1, skipna=False) for year, names in keys.items()}
    return pd.DataFrame(sums, index=history.counts.index, dtype="float64")


def expected_of(judged: Judged, seasons: npt.ArrayLike) -> Expectation | None:
    """What a period of these quarters of the year would ordinarily see, for the areas of ``judged.table`` in order.

    Missing where an area is not judged; nothing where none is.
    """
    if judged.baseline is None:
        return None
    every = expectation(judged.baseline, seasons)
    lines = judged.lines.to_numpy()
    known = lines >= 0

    def of_areas(values: Numbers) -> Numbers:
        return np.where(known, values[lines], np.nan)

    return Expectation(of_areas(every.mean), of_areas(every.squares), of_areas(every.uncertainty), every.alpha)


def _same_unit(history: History) -> Numbers:
    """What now is compared with for "the highest of": quarters for a quarter, else the same period of the years."""
    table = history.counts if len(history.held) == 1 else by_years(history)
    return np.asarray(table.to_numpy(dtype=np.float64))


def _p_last(history: History, now: Numbers, last_year: Numbers) -> Numbers:
    known = ~np.isnan(now + last_year)
    days = history.period.days, history.last_year_period.days
    probability = p_rise(np.where(known, now, 0.0), np.where(known, last_year, 0.0), *days)
    return np.where(known, probability, np.nan)


def _evidence(
    history: History,
    counts: Numbers,
    now: Numbers,
    single: npt.NDArray[np.bool_],
    judged: npt.NDArray[np.bool_],
) -> tuple[dict[str, Numbers], Baseline]:
    """The figures of every area, missing where not ``judged``, and the baseline of the single ones and the rest.

    An area without any covered quarter has no ordinary level, so its accidents of now are no part of "the others".
    """
    baseline = fit_baseline(_with_rest(counts, single), history.seasons)
    expected = expectation(baseline, history.seasons_held)
    seen = np.where(baseline.quarters > 0, _with_rest(now[:, None], single)[:, 0], np.nan)
    quarters = (*history.quarters, *history.held)[-TREND_QUARTERS:]
    recent = np.hstack([counts, history.held_counts.to_numpy(dtype=np.float64)])[:, -TREND_QUARTERS:]
    lower, upper = ordinary_range(expected)
    every = {
        "expected": expected.mean,
        "lower": lower,
        "upper": upper,
        "p_base": p_base(seen, expected),
        "p_trend": p_trend(_with_rest(recent, single), seasons_of(quarters), baseline),
        "p_relative": p_relative(seen, expected),
    }
    answer = _nothing(len(now))
    for name, values in every.items():
        answer[name][single] = values[: int(single.sum())]
        answer[name][~judged] = np.nan
    return answer, baseline


def _with_rest(values: Numbers, single: npt.NDArray[np.bool_]) -> Numbers:
    """The rows of the single areas and, where there are others, their sum as one more row."""
    if single.all():
        return values
    return np.vstack([values[single], values[~single].sum(axis=0)])


def _nothing(areas: int) -> dict[str, Numbers]:
    names = ("expected", "lower", "upper", "p_base", "p_trend", "p_relative")
    return {name: np.full(areas, np.nan) for name in names}
