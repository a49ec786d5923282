"""One date as it is written, taken apart into year, month, day and minutes; nothing is judged against a calendar.

Serves ``dates``, which makes columns of it. The forms: figures (15/3/2024, 2024-03-15, 20240315), Vietnamese words
(15 tháng 3 năm 2024), English month names (15-Mar-24), serials of a spreadsheet (45366.9375), each with or without a
time and the words around it (lúc, khoảng, ngày, Thứ Sáu). Whatever is left over after that makes the text no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from .plain import plain
from .times import NO_TIME, fraction_minutes, take_clock

FIRST_YEAR, LAST_YEAR = 1900, 2100
CENTURY_PIVOT = 70
EXCEL_DAY_ZERO = np.datetime64("1899-12-30", "s")
FIRST_SERIAL, LAST_SERIAL = 32874, 73415  # 1990-01-01 and 2100-12-31
_NUMERIC = re.compile(r"([0-9]{1,4}) ?[/.\-\\] ?([0-9]{1,2}) ?[/.\-\\] ?([0-9]{1,4})")
_PLAIN_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_BASIC = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,]([0-9]+))?")
_WORDS = re.compile(r"([0-9]{1,2}) ?(?:thang|thg|th)\.? ?([0-9]{1,2})(?:[ ,/]+(?:nam ?)?|nam ?)([0-9]{4}|[0-9]{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DAY_MONTH_NAME = re.compile(rf"([0-9]{{1,2}})[ \-]?{_MONTH_NAME}[ \-,]*([0-9]{{4}}|[0-9]{{2}})")
_MONTH_NAME_DAY = re.compile(rf"{_MONTH_NAME} ?([0-9]{{1,2}})[ ,]+([0-9]{{4}})")
_AROUND = re.compile(
    r"\b(?:luc|vao|khoang|hoi|ngay|rang sang|sang|trua|chieu|toi|dem|chu nhat|cn|"
    r"thu (?:hai|ba|tu|nam|sau|bay|[2-7]))\b|(?<=[0-9])t(?![a-z])"
)
_EDGES = " ,;.()-"

# Year, month, day, minutes, note of one text; a year of 0 is no date.
WrittenDate = tuple[int, int, int, int, str]
_SLASHES = re.compile(r"(\d\d)/(\d\d)/(\d{4})", re.ASCII)
_NOT_A_DATE: WrittenDate = (0, 0, 0, NO_TIME, "")
YEAR_MONTH_DAY = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
_YEAR_LAST = {"dmy": "dmy", "mdy": "mdy", "ymd": "dmy"}


def read_dates(texts: Iterable[str], order: str) -> list[WrittenDate]:
    """Every text read; "date clock" texts are many and repeat their two halves, so the halves are read once each."""
    days: dict[str, WrittenDate] = {}
    clocks: dict[str, int] = {}
    read = []
    for text in texts:
        head, space, tail = text.partition(" ")
        if head not in days:
            days[head] = _slashes(head, order) or read_date(plain(head), order)
        if space and tail not in clocks:
            clocks[tail] = take_clock(tail)[0] if _PLAIN_CLOCK.fullmatch(tail) else NO_TIME
        if not space:
            read.append(days[head])
        elif clocks[tail] == NO_TIME or days[head][4] or not days[head][0]:
            read.append(read_date(plain(text), order))
        else:
            read.append((*days[head][:3], clocks[tail], "with_time"))
    return read


def _slashes(text: str, order: str) -> WrittenDate | None:
    """The form of nearly every file, "15/03/2024", without a look at the others; nothing where it is not that."""
    found = _SLASHES.fullmatch(text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    month, day = (first, second) if order == "mdy" else (second, first)
    return year, month, day, NO_TIME, ""


def read_date(text: str, order: str) -> WrittenDate:
    """One plain text; the time is taken out first, what stays must be a date and nothing else."""
    serial = _SERIAL.fullmatch(text)
    if serial:
        return _serial(int(serial[1]), serial[2] or "")
    minutes, foreign_zone = NO_TIME, False
    rest = text
    if ":" in text or "h" in text or "g" in text:
        minutes, rest, foreign_zone = take_clock(text)
    has_clock = rest is not text
    year, month, day, note = _read_day(" ".join(_AROUND.sub(" ", rest).split()).strip(_EDGES), order)
    if note != "two_digit_year" and has_clock:
        note = "time_zone" if foreign_zone else note or "with_time"
    return year, month, day, minutes, note


def _read_day(text: str, order: str) -> tuple[int, int, int, str]:
    """Year, month, day and note of a plain text without a time."""
    found = _NUMERIC.fullmatch(text)
    if found:
        return _numeric(found.groups(), order)
    found = _BASIC.fullmatch(text)
    if found:
        return int(found[1]), int(found[2]), int(found[3]), ""
    found = _WORDS.fullmatch(text)
    if found:
        return _noted(found[3], int(found[2]), int(found[1]), "words")
    found = _DAY_MONTH_NAME.fullmatch(text)
    if found:
        return _noted(found[3], _MONTHS.index(found[2]) + 1, int(found[1]), "words")
    found = _MONTH_NAME_DAY.fullmatch(text)
    if found:
        return _noted(found[3], _MONTHS.index(found[1]) + 1, int(found[2]), "words")
    return 0, 0, 0, ""


def _numeric(parts: tuple[str, ...], order: str) -> tuple[int, int, int, str]:
    if len(parts[0]) == 4:
        order = "ymd"
    elif len(parts[2]) == 4:
        order = _YEAR_LAST[order]
    year, month, day = (parts[place] for place in YEAR_MONTH_DAY[order])
    if max(len(month), len(day)) > 2:
        return 0, 0, 0, ""
    return _noted(year, int(month), int(day), "")


def _noted(year: str, month: int, day: int, note: str) -> tuple[int, int, int, str]:
    """The year in full; one of two figures is noted, one of one or three figures is none."""
    if len(year) == 4:
        return int(year), month, day, note
    if len(year) != 2:
        return 0, 0, 0, ""
    return int(year) + (2000 if int(year) < CENTURY_PIVOT else 1900), month, day, "two_digit_year"


def _serial(number: int, decimals: str) -> WrittenDate:
    """The day of an Excel serial; a fraction that is not 0 is the time of day."""
    if not FIRST_SERIAL <= number <= LAST_SERIAL:
        return _NOT_A_DATE
    day = (EXCEL_DAY_ZERO + np.timedelta64(number, "D")).item()
    minutes = fraction_minutes(decimals) if decimals.strip("0") else NO_TIME
    return day.year, day.month, day.day, minutes, "excel_serial"


def calendar_days(years: Iterable[int], months: Iterable[int], days: Iterable[int]) -> npt.NDArray[np.datetime64]:
    """The days as datetime64[s]; NaT where there is no such day or the year is outside 1900-2100."""
    year, month, day = (np.array(list(part), dtype=np.int64) for part in (years, months, days))
    possible = (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1)
    first = np.where(possible, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    length = ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int64)
    date = first.astype("datetime64[D]") + np.where(possible, day - 1, 0).astype("timedelta64[D]")
    return np.where(possible & (day <= length), date, np.datetime64("NaT")).astype("datetime64[s]")
