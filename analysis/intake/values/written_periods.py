"""One period of a count as it is written: 2012_1, Quý I/2024, Tháng 3/2024, 3/2024, 2024, 01/03/2024 - 31/03/2024.

Serves ``dates``. A month, quarter or year is that of the calendar given, or the civil one: the file seldom says which,
so the user has to. It can mislead where "2012_1" means a month: ``numbered_are_months`` looks at the whole column.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from ...definitions.calendars import Calendar
from .written_dates import FIRST_YEAR, LAST_YEAR, read_date

Span = tuple[dt.date, dt.date]
Months = tuple[int, int, int]  # year, first and last month, both inside

NO_SPAN: Span = (dt.date.max, dt.date.min)
"""No period: it ends before it starts."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?P<year>[0-9]{4})"
_OF_YEAR = rf"[ ,/\-]*(?:nam )?{_YEAR}"
_PART = r"0?(?P<part>[0-9]{1,2})"
_NUMBERED = re.compile(rf"{_YEAR}(?:\.0)?_{_PART}(?:\.0)?")
_QUARTERS = (
    re.compile(rf"(?:quy|q) ?0?(?P<part>[1-4]|iv|i{{1,3}}){_OF_YEAR}"),
    re.compile(rf"{_YEAR}[ \-/]?q(?P<part>[1-4])"),
)
_MONTHS = (
    re.compile(rf"(?:thang|thg|th|t|m)\.? ?{_PART}{_OF_YEAR}"),
    re.compile(rf"{_PART} ?[/\-] ?{_YEAR}"),
    re.compile(rf"{_YEAR}[/\-]{_PART}"),
)
_FIRST_MONTHS = (re.compile(rf"{_PART} ?(?:thang|t)(?: dau)?{_OF_YEAR}"), re.compile(rf"{_YEAR}-{_PART}m"))
_LAST_MONTHS = re.compile(rf"{_PART} ?(?:thang|t) cuoi{_OF_YEAR}")
_WHOLE_YEAR = re.compile(rf"(?:nam )?{_YEAR}(?:\.0)?")
_BETWEEN = tuple(re.compile(form) for form in (r" ?\.\. ?", r" ?\b(?:den het|den)\b ?", r" - ", r" ?[~\-] ?"))
_LEAD = re.compile(r"^(?:(?:ky|tu|ngay|het)\b[ :]*)+")
_YEARLESS = re.compile(r"[0-9]{1,2}(?:[/.][0-9]{1,2})?")


def numbered_are_months(texts: Iterable[str]) -> bool:
    """Whether the second number of texts like "2012_7" goes beyond 4: then all of them are months, not quarters."""
    found = [_NUMBERED.fullmatch(text) for text in texts]
    return any(int(match["part"]) > 4 for match in found if match)


def read_period(text: str, *, order: str, calendar: Calendar | None, numbered_months: bool) -> Span:
    """First and last day, both inside, of a plain text; ``NO_SPAN`` where it is no period."""
    months = _months(text, numbered_months)
    if months is not None:
        return _span_of_months(months, calendar)
    year, month, day, *_ = read_date(text, order)
    if year:
        return _single_day(year, month, day)
    for form in _BETWEEN:
        ends = [_LEAD.sub("", end) for end in form.split(text)]
        if len(ends) == 2 and all(ends):
            return _range(ends[0], ends[1], order=order, calendar=calendar)
    return NO_SPAN


def _range(first: str, last: str, *, order: str, calendar: Calendar | None) -> Span:
    """From the start of one period to the end of another; "01/3" takes the year, "01" also the month of the other."""
    if _YEARLESS.fullmatch(first):
        first = "/".join(
            re.split(r"[/.]", first) + re.split(r"[/.\-]", last)[first.count("/") + first.count(".") + 1 :]
        )
    start, _ = _end_of_range(first, order, calendar)
    _, stop = _end_of_range(last, order, calendar)
    return (start, stop) if start <= stop else NO_SPAN


def _end_of_range(text: str, order: str, calendar: Calendar | None) -> Span:
    months = _months(text, False)
    if months is not None:
        return _span_of_months(months, calendar)
    return _single_day(*read_date(text, order)[:3])


def _months(text: str, numbered_months: bool) -> Months | None:
    """Year, first and last month of a text that names months, quarters or a year; nothing of the kind is ``None``."""
    numbered = _NUMBERED.fullmatch(text)
    if numbered:
        return _month(numbered) if numbered_months else _quarter(numbered)
    for forms, read in ((_QUARTERS, _quarter), (_MONTHS, _month), (_FIRST_MONTHS, _first_months)):
        found = next((match for form in forms if (match := form.fullmatch(text))), None)
        if found:
            return read(found)
    found = _LAST_MONTHS.fullmatch(text)
    if found:
        return int(found["year"]), 13 - int(found["part"]), 12
    found = _WHOLE_YEAR.fullmatch(text)
    return (int(found["year"]), 1, 12) if found else None


def _quarter(found: re.Match[str]) -> Months:
    quarter = _ROMAN.get(found["part"]) or int(found["part"])
    return int(found["year"]), 3 * quarter - 2, 3 * quarter


def _month(found: re.Match[str]) -> Months:
    return int(found["year"]), int(found["part"]), int(found["part"])


def _first_months(found: re.Match[str]) -> Months:
    return int(found["year"]), 1, int(found["part"])


def _span_of_months(months: Months, calendar: Calendar | None) -> Span:
    year, first, last = months
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= last <= 12):
        return NO_SPAN
    after = (year + 1, 1) if last == 12 else (year, last + 1)
    if calendar is None:
        return dt.date(year, first, 1), dt.date(*after, 1) - dt.timedelta(days=1)
    return calendar.month_start(year, first), calendar.month_start(*after) - dt.timedelta(days=1)


def _single_day(year: int, month: int, day: int) -> Span:
    try:
        date = dt.date(year, month, day)
    except ValueError:  # 31/02, or the year 0 of a text that is no date
        return NO_SPAN
    return (date, date) if FIRST_YEAR <= year <= LAST_YEAR else NO_SPAN
