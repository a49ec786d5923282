"""Windows around public holidays, aligned year by year, and the kind of every day: holiday, weekend, working day.

Defines ``holiday_windows.csv`` as dated windows: an anchor (a day of the year, or a moving holiday by the Vietnamese
lunar calendar, UTC+7, from ``holidays_vietnam``) and fixed numbers of days before and after it. Every day belongs to
exactly one kind, so kinds add up to the total.

Leaves out days off given in exchange and bridging days: they differ from year to year, and a window that follows them
could not be set against another year. Can mislead: a long weekend that begins before the window is counted as weekend.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.definitions.holidays_vietnam import public_holidays, tet_first_day
from analysis.definitions.reference import Reference, require_columns, require_unique
from analysis.errors import DefinitionError

HOLIDAY, WEEKEND, WORKDAY = "holiday", "weekend", "workday"
DAY_KINDS = {WORKDAY: "Ngày làm việc", WEEKEND: "Thứ bảy, chủ nhật", HOLIDAY: "Lễ, Tết"}
"""Label of every kind of day, in the order shown; a weekend day inside a window is a holiday."""
TET = "tet"
"""Code of the window of Tết."""
_FILE = "holiday_windows.csv"
_DAY_OF_YEAR = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
_TET_ANCHOR = "Tết Nguyên Đán"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class HolidayWindow:
    """``anchor``: "04-30" or the name of a moving holiday; the window holds ``before`` + 1 + ``after`` days."""

    code: str
    label: str
    anchor: str
    before: int
    after: int

    @property
    def days(self) -> int:
        """Number of days, the same in every year."""
        return self.before + 1 + self.after

    def anchor_day(self, year: int) -> dt.date:
        """The day on which the window of ``year`` is aligned. Raises ``ValueError`` where it is not known."""
        fixed = _DAY_OF_YEAR.fullmatch(self.anchor)
        if fixed:
            return dt.date(year, int(fixed[1]), int(fixed[2]))
        if self.anchor == _TET_ANCHOR:
            return tet_first_day(year)
        named = public_holidays(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
        found = named.loc[[self.anchor in _parts(label) for label in named["label"]], "date"]
        if found.empty:
            raise ValueError(f"{self.anchor} of year {year} is not known")
        first: dt.date = found.min().date()
        return first

    def span(self, year: int) -> tuple[dt.date, dt.date]:
        """The window of ``year``, half-open; that of 1 January may begin in the year before."""
        anchor = self.anchor_day(year)
        return anchor - self.before * _DAY, anchor + (self.after + 1) * _DAY


def load_holiday_windows(reference: Reference) -> tuple[HolidayWindow, ...]:
    """The windows of ``holiday_windows.csv`` in its order.

    Raises ``DefinitionError`` where a number or a day is not understood or the window of Tết is missing.
    """
    table = reference.table("holiday_windows")
    require_columns(table, ("code", "label", "anchor", "days_before", "days_after"), _FILE)
    require_unique(table, "code", _FILE)
    windows = tuple(_window(row) for row in table.to_dict("records"))
    if TET not in {window.code for window in windows}:
        raise DefinitionError(f"Tệp {_FILE} thiếu dòng «{TET}».", "Hãy thêm dòng Tết Nguyên đán như tệp mẫu.")
    return windows


def day_kinds(first: dt.date, stop: dt.date, windows: tuple[HolidayWindow, ...]) -> pd.Series[str]:
    """The kind of every day in [first, stop): code of ``DAY_KINDS`` by day (datetime64[s])."""
    days = pd.date_range(first, stop, freq="D", inclusive="left", unit="s")
    kinds = np.where(days.day_of_week >= 5, WEEKEND, WORKDAY).astype(object)
    for start, end in spans_touching(first, stop, windows):
        kinds[max((start - first).days, 0) : max((end - first).days, 0)] = HOLIDAY
    return pd.Series(kinds, index=days, dtype="str")


def spans_touching(first: dt.date, stop: dt.date, windows: tuple[HolidayWindow, ...]) -> list[tuple[dt.date, dt.date]]:
    """The windows of all years that share a day with [first, stop), half-open."""
    spans = [window.span(year) for year in range(first.year, stop.year + 2) for window in windows]
    return [(start, end) for start, end in spans if start < stop and end > first]


def _parts(label: str) -> list[str]:
    return [part.strip() for part in label.split(";")]


def _window(row: Mapping[Any, Any]) -> HolidayWindow:
    try:
        window = HolidayWindow(
            row["code"], row["label"], row["anchor"], int(row["days_before"]), int(row["days_after"])
        )
        window.anchor_day(2024)
        if min(window.before, window.after) < 0:
            raise ValueError("số ngày âm")
    except ValueError as error:
        raise DefinitionError(
            f"Tệp {_FILE} có dòng «{row['code']}» viết sai ({error}).",
            "anchor là ngày-tháng dạng 04-30 hoặc tên ngày lễ; days_before, days_after là số ngày.",
        ) from error
    return window
