"""Times of day as they are written: 22:30, 22h30', 22 giờ 30 phút, 10:30 CH, 0.9375 of a spreadsheet.

A time is minutes after midnight, 0 to 1439; seconds are dropped. 24:00 is the last minute of the day it is written
with (1439), not the next day: the report counts the accident on that day, and another day could be another quarter.
"12 giờ đêm" is the same moment. Leaves out: ranges ("22h-23h") and parts of the day without an hour ("sáng sớm").
It can mislead where a spreadsheet turned "22.30" into the number 22.3: one figure after the point is read as tens of
minutes; and a number below 1 is a fraction of the day ("0.5" is noon), except two figures typed as a clock ("0.15").
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from .plain import plain

NO_TIME = -1
LAST_MINUTE = 24 * 60 - 1

_CLOCK = re.compile(
    r"(?<![0-9])(?P<hour>[0-9]{1,2}) ?(?::|h|g(?![a-z])|gio\b) ?"
    r"(?:(?P<minute>[0-9]{1,2})(?![0-9])(?! ?[/.\-] ?[0-9]| ?thang| ?thg)"
    r"(?: ?(?:phut|ph\b|p\b|'(?!')))?"
    r"(?: ?:? ?[0-9]{1,2}(?:[.,][0-9]+)? ?(?:giay|''|\")|:[0-9]{1,2}(?:[.,][0-9]+)?)?)?"
    r"(?: ?(?P<half>sang|sa|ch|am|pm|a\.m\.?|p\.m\.?|trua|chieu|toi|dem)\b)?"
    r"(?P<zone> ?(?:z\b|utc\b|gmt\b|[+\-][0-9]{2}:?[0-9]{2}(?![0-9/\-])))?"
)
_HALVES = {"sa": "sang", "am": "sang", "a.m": "sang", "ch": "chieu", "pm": "chieu", "p.m": "chieu", "toi": "chieu"}
_AROUND = re.compile(r"\b(?:luc|vao|khoang|hoi|ngay)\b")
_DATE_BESIDE = re.compile(r"[0-9]{1,4}[/.\-][0-9]{1,2}[/.\-][0-9]{1,4} ?t?")
_BARE_HOUR = re.compile(r"[0-9]{1,2}")
_FOUR_FIGURES = re.compile(r"([0-9]{1,2})([0-9]{2})")
_POINTED = re.compile(r"([0-9]{1,2})[.,]([0-9]{1,2})")
_FRACTION = re.compile(r"(?:0?|[0-9]{5})[.,]([0-9]+)")
_QUARTERS_OF_A_DAY = ("25", "50", "75")


def parse_times(texts: pd.Index) -> pd.Series:
    """Minutes after midnight of every text, Int16 on ``texts``; missing where it holds no single time.

    >>> parse_times(pd.Index(["22h30'", "0.9375", "sáng"])).tolist()
    [1350, 1350, <NA>]
    """
    minutes = np.fromiter((_time(plain(text)) for text in texts), dtype=np.int16, count=len(texts))
    return pd.Series(minutes_array(minutes), index=texts, name="minutes")


def minutes_array(minutes: np.ndarray) -> pd.arrays.IntegerArray:
    """Int16 array of minutes in which ``NO_TIME`` is missing."""
    return pd.arrays.IntegerArray(minutes.astype(np.int16), minutes == NO_TIME)


def take_clock(text: str) -> tuple[int, str, bool]:
    """The first written time of a plain text [minutes or NO_TIME], the text without it, and whether a zone was there.

    The offset of a zone is not applied: the figures on the clock are the local time that was written down.
    """
    found = _CLOCK.search(text)
    if found is None:
        return NO_TIME, text, False
    minute = int(found["minute"] or 0)
    hour = _hour_of_day(int(found["hour"]), found["half"] or "")
    foreign_zone = bool(found["zone"]) and found["zone"].strip().replace(":", "") != "+0700"
    return clock_minutes(hour, minute), f"{text[: found.start()]} {text[found.end() :]}", foreign_zone


def clock_minutes(hour: int, minute: int) -> int:
    """Minutes after midnight; 24:00 is 1439; NO_TIME where there is no such time."""
    if hour == 24 and minute == 0:
        return LAST_MINUTE
    return hour * 60 + minute if hour < 24 and minute < 60 else NO_TIME


def fraction_minutes(decimals: str) -> int:
    """Minutes after midnight of the decimals of a spreadsheet's date ("9375" is 22:30), to the nearest second."""
    return min(round(float(f"0.{decimals}") * 86400) // 60, LAST_MINUTE)


def _hour_of_day(hour: int, half: str) -> int:
    """The hour on the 24-hour clock; ``half`` is the word beside it (SA, CH, AM, PM, sáng, trưa, chiều, tối, đêm)."""
    word = _HALVES.get(half.rstrip("."), half)
    if hour > 12 or not word:
        return hour
    if word == "dem":
        return hour + 12 if hour >= 6 else hour
    if word == "sang":
        return hour % 12
    return hour if hour == 12 or (word == "trua" and hour >= 10) else hour + 12


def _time(text: str) -> int:
    """Minutes of one plain text of a time column."""
    for form, read in _NUMBER_FORMS:
        found = form.fullmatch(text)
        if found:
            return read(found)
    minutes, rest, _ = take_clock(text)
    beside = _AROUND.sub(" ", rest).strip(" ,;")
    return minutes if not beside or _DATE_BESIDE.fullmatch(beside) else NO_TIME


def _pointed(found: re.Match[str]) -> int:
    hour, decimals = found.groups()
    if hour == "0" and (len(decimals) == 1 or decimals in _QUARTERS_OF_A_DAY):
        return fraction_minutes(decimals)
    return clock_minutes(int(hour), int(decimals.ljust(2, "0")))


_NUMBER_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int]], ...] = (
    (_BARE_HOUR, lambda found: clock_minutes(int(found[0]), 0)),
    (_FOUR_FIGURES, lambda found: clock_minutes(int(found[1]), int(found[2]))),
    (_POINTED, _pointed),
    (_FRACTION, lambda found: fraction_minutes(found[1])),
)
