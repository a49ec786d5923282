"""When it happened: the day and the minute of every row, and what speaks against them.

Left out: how a text is read (``dates``, ``times``). It can mislead where day and month were exchanged before we saw the
file and both are below 13: only the pattern of the whole column shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from .columns import cell, filled, first_filled
from .rules import Mark, mark
from .values.dates import looks_locale_swapped, only_midnight, other_order, parse_dates, parse_times
from .values.distinct import distinct_texts, on_distinct

_REAL_DATE_CELL = r"[0-9]{4}-|[0-9]{5}(?:[.,]|$)"


def days_and_minutes(
    cells: pd.DataFrame, *, order: str, earliest: date, today: date
) -> tuple[pd.DataFrame, tuple[Mark, ...]]:
    """``occurred_on`` (datetime64[s]) and ``occurred_at`` (Int16 minutes after midnight) of every row, and the marks.

    ``order`` is dmy, mdy or ymd; a day before ``earliest`` or after ``today`` is none. Give it a whole sheet: a swap of
    day and month shows in the column only.
    """
    text = first_filled([cell(cells, key) for key in ("date", "datetime") if key in cells] or [cell(cells, "date")])
    read = on_distinct(text, partial(parse_dates, order=order))
    minutes, time_marks = _minutes(cells, read["minutes"], order)
    frame = pd.DataFrame({"occurred_on": read["date"], "occurred_at": minutes})
    early, late = frame["occurred_on"] < np.datetime64(earliest), frame["occurred_on"] > np.datetime64(today)
    marks = (
        mark("date_missing", ~filled(text)),
        mark("date_impossible", filled(text) & (frame["occurred_on"].isna() | early), text),
        mark("date_future", late, text),
        *_suspicions(text, order),
        *order_marks(text, order),
        *time_marks,
    )
    return frame.assign(occurred_on=frame["occurred_on"].mask(early | late)), marks


def order_marks(text: pd.Series, order: str) -> Iterator[Mark]:
    """An order other than day first, and dates that both orders allow in a column that has both; texts on the rows."""
    if order == "dmy" and not on_distinct(text, partial(other_order, order=order)).any():
        return
    both = on_distinct(text, partial(_both_orders, order=order))
    if order != "dmy":
        yield mark(f"date_order_guessed_{order}", both["differs"].astype(bool), text)
    if both["other_only"].any():
        yield mark("date_order_mixed", both["either"].astype(bool), text)


def _both_orders(texts: pd.Index, *, order: str) -> pd.DataFrame:
    """Which texts another order reads differently, which it alone reads, and which both read, as different days."""
    here = parse_dates(texts, order=order)["date"]
    there = parse_dates(texts, order="mdy" if order == "dmy" else "dmy")["date"]
    differs = (here != there) & (here.notna() | there.notna())
    either = differs & here.notna() & there.notna()
    other_only = (here.isna() & there.notna()) if order != "ymd" else pd.Series(False, index=texts)
    return pd.DataFrame({"differs": differs & here.notna(), "either": either, "other_only": other_only}, index=texts)


def _minutes(cells: pd.DataFrame, of_date: pd.Series, order: str) -> tuple[pd.Series, list[Mark]]:
    """The time column first, then the time written with the date; a column of nothing but 0:00 is no time."""
    minutes = _hours_known(of_date)
    if "date" in cells and "datetime" in cells:
        other = on_distinct(cells["datetime"], partial(parse_dates, order=order))["minutes"]
        minutes = minutes.fillna(_hours_known(other))
    if "time" not in cells:
        return minutes, []
    own = on_distinct(cells["time"], parse_times)
    unread = mark("time_unreadable", filled(cells["time"]) & own.isna(), cells["time"])
    return _hours_known(own).fillna(minutes), [unread]


def _hours_known(minutes: pd.Series) -> pd.Series:
    return minutes.where(minutes.isna()) if only_midnight(minutes) else minutes


def _suspicions(text: pd.Series, order: str) -> Iterator[Mark]:
    texts, _ = distinct_texts(text)
    wrong = on_distinct(text, partial(other_order, order=order))
    if wrong.any():
        yield mark("date_order_suspect", wrong, text)
    if looks_locale_swapped(texts, order=order):
        real = on_distinct(text, lambda known: pd.Series(known, dtype="str").str.match(_REAL_DATE_CELL))
        yield mark("date_order_suspect", real, text)
