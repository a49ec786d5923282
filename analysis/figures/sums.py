"""Counts by key and period, brought onto one grid: what comparisons and series share.

Defines how a count that is not there becomes 0 or missing. Takes tables of sums as ``counts`` gives them (``Int64``,
missing = not known) and gives floats, where missing is NaN.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from .counts import Where
from .dimensions import DAILY_COLUMN

PERIODS = ("now", "before")


def keyed(counted: pd.DataFrame, by: str | None) -> dict[str, pd.DataFrame]:
    """The counts of each period, indexed by the key of the dimension."""
    parts = {name: counted[counted["period"] == name].drop(columns="period") for name in PERIODS}
    return {name: part.set_index(by) if by else part for name, part in parts.items()}


def summed(counted: pd.DataFrame) -> dict[str, pd.Series[float]]:
    """The sums of each period over all groups."""
    return {name: column_sums(counted[counted["period"] == name]) for name in PERIODS}


def column_sums(part: pd.DataFrame) -> pd.Series[float]:
    """The sum of every number column; missing only where all parts are missing, 0 where there are none."""
    numbers = part.select_dtypes("number")
    if numbers.empty:
        return pd.Series(0.0, index=numbers.columns)
    values = numbers.to_numpy(dtype=float, na_value=np.nan)
    sums = np.where(np.isnan(values).all(axis=0), np.nan, np.nansum(values, axis=0))
    return pd.Series(sums, index=numbers.columns)


def without_empty_columns(total: pd.Series[float]) -> pd.Series[float]:
    """Missing, not 0, where none of the accidents counted came with a column of deaths (or of injured)."""
    from_deaths, from_injured = ("deaths", "deaths_squared", "fatal_accidents"), ("injured", "injured_squared")
    missing: list[str] = []
    for column, measures in (("deaths_not_given", from_deaths), ("injured_not_given", from_injured)):
        if total["accidents"] > 0 and total[column] >= total["accidents"]:
            missing.extend(measures)
    return total.mask(total.index.isin(missing))


def on_grid(part: pd.DataFrame, keys: Sequence[str], known: Sequence[bool]) -> pd.DataFrame:
    """The counts of ``keys`` as floats: 0 where nothing was counted, missing where nothing is known."""
    index = pd.Index(list(keys), dtype="object")
    places = index.get_indexer(part.index)
    counted = places >= 0
    values = np.zeros((len(index), part.shape[1]))
    values[places[counted]] = part[counted].to_numpy(dtype=float, na_value=np.nan)
    values[~np.asarray(known, dtype=bool)] = np.nan
    return pd.DataFrame(values, index=index, columns=part.columns)


def daily_rows(daily: pd.DataFrame, where: Where, with_collisions: bool) -> pd.DataFrame:
    """The rows of ``counts.daily_counts`` that a filter by area, mode or severity keeps."""
    kept = np.ones(len(daily), dtype=bool)
    for dimension, values in where.items():
        kept &= daily[DAILY_COLUMN[dimension]].isin(list(values)).to_numpy()
    if not with_collisions:
        kept &= (daily["severity"] != "collision").to_numpy()
    return daily[kept]


def daily_rows_between(rows: pd.DataFrame, intervals: Sequence[tuple[date, date]]) -> list[pd.DataFrame]:
    """The daily rows of each half-open interval, cut out of ``rows`` in the order of days (as ``daily_counts`` is)."""
    if not rows["occurred_on"].is_monotonic_increasing:
        rows = rows.sort_values("occurred_on", kind="stable")
    days = rows["occurred_on"].to_numpy(dtype="datetime64[D]")
    edges = np.searchsorted(days, np.array(intervals, dtype="datetime64[D]").reshape(-1, 2))
    return [rows.iloc[first:after] for first, after in edges.tolist()]


def daily_sums(rows: pd.DataFrame, interval: tuple[date, date], columns: list[str], by: str | None) -> pd.DataFrame:
    """The daily rows of the interval, summed by the key of ``by`` (index); without it the rows as they are."""
    days = rows["occurred_on"].to_numpy()
    inside = (days >= np.datetime64(interval[0])) & (days < np.datetime64(interval[1]))
    part = rows.loc[inside, columns]
    return part.groupby(DAILY_COLUMN[by]).sum(min_count=1) if by else part


def one_row(total: pd.Series[float], key: str, *, known: bool) -> pd.DataFrame:
    """The total as a table of one row; all missing where nothing is known."""
    values = total.to_numpy(dtype=float) if known else np.full(len(total), np.nan)
    return pd.DataFrame([values], index=pd.Index([key], dtype="object"), columns=total.index)
