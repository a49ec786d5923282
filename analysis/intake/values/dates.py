"""Columns of dates as they are written: 15/3/2024, 2024-03-15, 45366, 22h30' ngày 15/3/2024; and the periods of counts.

Year first with four figures is understood whatever the order. Two figures 00-69 are 2000-2069, 70-99 are 1970-1999.
Years outside 1900-2100 are no dates. Excel serials are those of the 1900 system, 1990 to 2100. Leaves out: dates
without a year, the lunar calendar, the 1904 system of old Macs. It can mislead where a foreign locale has exchanged day
and month before we saw the file: ``looks_locale_swapped`` recognises it.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from ...definitions.calendars import Calendar
from .plain import plain
from .times import NO_TIME, minutes_array, parse_times
from .written_dates import YEAR_MONTH_DAY, calendar_days, read_dates
from .written_periods import numbered_are_months, read_period

__all__ = [
    "looks_locale_swapped",
    "only_midnight",
    "other_order",
    "parse_dates",
    "parse_periods_text",
    "parse_times",
]

SWAP_EVIDENCE = 3
"""Real dates needed before a swap is suspected: by chance 3 have a day up to 12 in 6% of columns, and 13 in none."""

_OTHER_ORDER = {"dmy": "mdy", "mdy": "dmy"}


def parse_dates(texts: pd.Index, *, order: str = "dmy") -> pd.DataFrame:
    """The date, the time of day and a note of every text, on ``texts``.

    Columns ``date`` (datetime64[s], NaT where it is no date or an impossible one), ``minutes`` (Int16 after midnight,
    missing where no time is written) and ``note``: the most doubtful thing in the reading, ``excel_serial`` before
    ``two_digit_year``, ``time_zone`` (an offset other than +07:00, not applied), ``words``, ``with_time`` and "".
    ``order`` is dmy, mdy or ymd and holds for dates in figures that do not begin with the year; with ymd a date that
    ends in four figures is read day first. Raises ``ValueError`` for another order.

    >>> parse_dates(pd.Index(["22h30' ngày 15/3/2024", "31/02/2024"]))["date"].dt.day.tolist()
    [15.0, nan]
    """
    if order not in YEAR_MONTH_DAY:
        raise ValueError(f"unknown order of dates: {order!r}")
    read = read_dates(texts, order)
    years, months, days, minutes, notes = zip(*read, strict=True) if read else ((), (), (), (), ())
    dates = calendar_days(years, months, days)
    found = ~np.isnat(dates)
    return pd.DataFrame(
        {
            "date": dates,
            "minutes": minutes_array(np.where(found, np.array(minutes, dtype=np.int16), NO_TIME)),
            "note": np.where(found, np.array(notes, dtype=object), ""),
        },
        index=texts,
    ).astype({"note": "str"})


def other_order(texts: pd.Index, order: str) -> pd.Series:
    """Which texts are impossible in ``order`` (dmy or mdy) and right in the other one: bool on ``texts``.

    With order ymd nothing is, as the year stands first.
    """
    if order not in _OTHER_ORDER:
        return pd.Series(False, index=texts)
    wrong = parse_dates(texts, order=order)["date"].isna().to_numpy().copy()
    wrong[wrong] = parse_dates(texts[wrong], order=_OTHER_ORDER[order])["date"].notna().to_numpy()
    return pd.Series(wrong, index=texts)


def looks_locale_swapped(texts: pd.Index, *, order: str = "dmy") -> bool:
    """Whether a spreadsheet of another locale seems to have exchanged day and month in this column.

    The signature: 05/03 became a real date (3 May: now ISO text or a serial), 15/03 was no date there and stayed text.
    So every real date has a day of at most 12 and every text date begins (dmy; mdy: goes on) with more than 12. Asks
    for ``SWAP_EVIDENCE`` real dates and one text date. Give it the whole column: a part can look so by chance.
    """
    read = parse_dates(texts, order=order)
    cells = pd.Series([plain(text) for text in texts], index=texts, dtype="str")
    known = read["date"].notna()
    real = known & cells.str.match(r"[0-9]{4}-|[0-9]{5}(?:[.,]|$)")
    typed = known & ~real & cells.str.contains(r"[0-9] ?[/.\-] ?[0-9]")
    days = read["date"].dt.day
    return bool(real.sum() >= SWAP_EVIDENCE and typed.any() and (days[real] <= 12).all() and (days[typed] > 12).all())


def only_midnight(minutes: pd.Series) -> bool:
    """Whether every time of a column is 0:00: then an export wrote "00:00:00" behind dates, and no hour is known."""
    return bool(minutes.notna().any() and (minutes.dropna() == 0).all())


def parse_periods_text(
    texts: pd.Index,
    *,
    order: str = "dmy",
    calendar: Calendar | None = None,
    numbered: Literal["quarter", "month"] | None = None,
) -> pd.DataFrame:
    """First and last day (inside) of the period of every text: ``start`` and ``end`` (datetime64[s]), on ``texts``.

    Understands single dates, "2012_1", "Quý I/2024", "Tháng 3/2024", "3/2024", "6 tháng đầu năm 2024", "2024" and
    ranges of them ("01/03/2024 - 31/03/2024", "từ 01/3 đến 31/3/2024"); NaT in both where it is none or ends before it
    starts. Months, quarters and years are civil, with ``calendar`` those of the office (Quý I/2024 of 15-14 starts on
    15/12/2023). ``numbered`` says what the 1 of "2012_1" is; ``None``: quarters, unless one text goes beyond 4.

    >>> parse_periods_text(pd.Index(["2012_1"]))["end"].dt.strftime("%d/%m/%Y").tolist()
    ['31/03/2012']
    """
    cells = [plain(text) for text in texts]
    months = numbered == "month" or (numbered is None and numbered_are_months(cells))
    days = parse_dates(texts, order=order)["date"].to_numpy()
    spans = np.stack([days, days], axis=1)
    for place in np.flatnonzero(np.isnat(days)):
        start, end = read_period(cells[place], order=order, calendar=calendar, numbered_months=months)
        if start <= end:
            spans[place] = np.datetime64(start, "s"), np.datetime64(end, "s")
    return pd.DataFrame({"start": spans[:, 0], "end": spans[:, 1]}, index=texts)
