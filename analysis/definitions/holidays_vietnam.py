"""Public holidays and Tết by the Vietnamese lunar calendar (UTC+7), from the ``holidays`` package.

Vietnamese and Chinese new year differ in 1985, 2007 and 2030; the package follows the Vietnamese one, a test holds it.
Left out: days worked in exchange. Announced days off (nghỉ bù, hoán đổi) are only there for years the package knows.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import pandas as pd

_TET_FIRST_DAY = "Tết Nguyên Đán"
_DAYS_BEFORE, _DAYS_FROM_FIRST = 2, 5
_EARLIEST, _LATEST = (1, 18), (2, 27)
"""Month and day between which every Tết window lies: the first day falls between 21 January and 20 February."""


def tet_first_day(year: int) -> dt.date:
    """Mùng một Tết of ``year``. Raises ``ValueError`` where the package does not know the year."""
    days = [day for day, name in _of_year(year) if _is_tet(name)]
    if not days:
        raise ValueError(f"Tết of year {year} is not known")
    first: dt.date = min(days)
    return first


def tet_windows(start: dt.date, stop: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The Tết windows that may share a day with [start, stop); the calendar is asked for no other year."""
    years = range(start.year, stop.year + 1)
    near = [year for year in years if start < dt.date(year, *_LATEST) and stop > dt.date(year, *_EARLIEST)]
    return [tet_window(year) for year in near]


def tet_window(year: int) -> tuple[dt.date, dt.date]:
    """The seven days of Tết of ``year``, half-open: from two days before the first day to the fifth."""
    first = tet_first_day(year)
    return first - dt.timedelta(days=_DAYS_BEFORE), first + dt.timedelta(days=_DAYS_FROM_FIRST)


def public_holidays(start: dt.date, stop: dt.date) -> pd.DataFrame:
    """Public holidays in [start, stop): columns date (datetime64[s]), label (Vietnamese), sorted by date."""
    every = (told for year in range(start.year, stop.year + 1) for told in _of_year(year))
    rows = sorted((day, name) for day, name in every if start <= day < stop)
    frame = pd.DataFrame(rows, columns=["date", "label"])
    return frame.astype({"date": "datetime64[s]", "label": "str"})


@lru_cache(maxsize=256)
def _of_year(year: int) -> tuple[tuple[dt.date, str], ...]:
    """What the package says of ``year``: always the same, and asked for once a window and year."""
    import holidays

    return tuple(holidays.country_holidays("VN", years=year, language="vi").items())


def _is_tet(name: str) -> bool:
    return _TET_FIRST_DAY in [part.strip() for part in name.split(";")]
