"""Periods (kỳ): half-open spans of days, named by the words of the office, and how one is set against another.

Inside, a period is [start, stop): ``stop`` is the first day that no longer belongs; what is shown has both ends inside.
Left out: weeks, and windows aligned on Tết (the user gives those as a free span). It can mislead that Quý I/2024 of
15-14 has 91 days and Quý I/2025 has 90: ``pair_notes`` says so.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from analysis.definitions.calendars import Calendar
from analysis.definitions.holidays_vietnam import tet_windows
from analysis.errors import RequestError

PREVIOUS = "previous"
_ROMAN = ("I", "II", "III", "IV")
_DAY = dt.timedelta(days=1)
_REPORTED_BEFORE = {"6M": "Q1", "9M": "6M", "": "9M"}
"""Reports of a year follow one another: Quý I, 6 tháng, 9 tháng, năm."""
_YEARS = range(1950, 2100)
"""Years for which the holidays package knows Tết."""
_FORM = re.compile(r"(\d{4})(?:-(Q[1-4]|6M|9M|0[1-9]|1[0-2]))?", re.ASCII)
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII)
_FORMS_REMEDY = (
    "Hãy viết theo một trong các dạng: 2024-Q1, 2024-6M, 2024-9M, 2024, 2024-03 hoặc 2024-02-01..2024-02-14."
)


@dataclass(frozen=True)
class Period:
    """Days from ``start`` up to, not with, ``stop``; ``key`` in DESIGN's form, counted by calendar ``calendar_key``."""

    key: str
    start: dt.date
    stop: dt.date
    calendar_key: str

    @property
    def end(self) -> dt.date:
        """The last day inside."""
        return self.stop - _DAY

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.stop - self.start).days

    @property
    def is_span(self) -> bool:
        """Whether it is a free span of days, not a quarter, month or year of the calendar."""
        return ".." in self.key

    @property
    def title(self) -> str:
        """What the office calls it: "Quý I/2025", "6 tháng/2024", "Năm 2024", "Tháng 3/2024"; both ends of a span."""
        if self.is_span:
            return self.span
        year, part = self.key[:4], self.key[5:]
        if not part:
            return f"Năm {year}"
        if part.startswith("Q"):
            return f"Quý {_ROMAN[int(part[1]) - 1]}/{year}"
        return f"{part[0]} tháng/{year}" if part.endswith("M") else f"Tháng {int(part)}/{year}"

    @property
    def span(self) -> str:
        """Both ends, inside: "15/12/2024–14/03/2025"."""
        return f"{day_text(self.start)}–{day_text(self.end)}"


def day_text(day: dt.date) -> str:
    """A day as "05/03/2025"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def parse_period(text: str, calendar: Calendar) -> Period:
    """The period that ``text`` names, counted by ``calendar``. Raises ``RequestError`` where it names none."""
    wanted = text.strip().upper()
    span = _SPAN.fullmatch(wanted)
    if span:
        return _parse_span(span[1], span[2], calendar)
    form = _FORM.fullmatch(wanted)
    if form is None or int(form[1]) not in _YEARS:
        raise RequestError(f"Không hiểu kỳ “{text}”.", _FORMS_REMEDY)
    first, last = _months(form[2] or "")
    year = int(form[1])
    return Period(wanted, calendar.month_start(year, first), _month_stop(calendar, year, last), calendar.key)


def free_period(start: dt.date, end: dt.date, calendar: Calendar) -> Period:
    """The free span from ``start`` to ``end``, both inside. Raises ``RequestError`` where it ends before it starts."""
    if end < start:
        raise RequestError(
            f"Kỳ kết thúc ({day_text(end)}) trước khi bắt đầu ({day_text(start)}).", "Hãy đổi lại hai ngày."
        )
    return Period(f"{start.isoformat()}..{end.isoformat()}", start, end + _DAY, calendar.key)


def years_before(period: Period, years: int, calendar: Calendar) -> Period:
    """The period of the same name ``years`` years before (after, where negative).

    A free span keeps its days and months: a stop on 1 March stays there, so the end of February stays its end whether
    it is the 28th or the 29th; a span that starts on 29 February starts on the 28th where the year has no 29th.
    Raises ``RequestError`` where the year would leave 1950 to 2099.
    """
    if not period.is_span:
        return parse_period(f"{int(period.key[:4]) - years:04d}{period.key[4:]}", calendar)
    if not {period.start.year - years, period.stop.year - years} <= set(_YEARS):
        raise RequestError(f"Không có kỳ trước {period.span} {years} năm.", _FORMS_REMEDY)
    start = _same_day(period.start, years, dt.date(period.start.year - years, 2, 28))
    stop = _same_day(period.stop, years, dt.date(period.stop.year - years, 3, 1))
    return free_period(start, stop - _DAY, calendar)


def same_period_last_year(period: Period, calendar: Calendar) -> Period:
    """Cùng kỳ năm trước."""
    return years_before(period, 1, calendar)


def previous(period: Period, calendar: Calendar) -> Period:
    """The period just before, ending the day before ``period`` starts.

    Quarter, month and year: the one before of its kind. 6 tháng and 9 tháng: the six or nine months before, as a free
    span. A free span: as many days before.
    """
    if period.is_span:
        return free_period(period.start - period.days * _DAY, period.start - _DAY, calendar)
    year, part = int(period.key[:4]), period.key[5:]
    if part.endswith("M"):
        first = 12 - int(part[0]) + 1
        return free_period(calendar.month_start(year - 1, first), period.start - _DAY, calendar)
    return parse_period(_key_before(year, part), calendar)


def reported_before(period: Period, calendar: Calendar) -> Period:
    """The period of the review before: Quý I before 6 tháng, 6 before 9 tháng, 9 before the year, else ``previous``."""
    part = period.key[5:]
    if period.is_span or part not in _REPORTED_BEFORE:
        return previous(period, calendar)
    return parse_period(f"{period.key[:4]}-{_REPORTED_BEFORE[part]}", calendar)


def base_period(period: Period, against: str | None, calendar: Calendar) -> Period:
    """What ``period`` is set against: the same period last year (None), "previous", or the period that is named."""
    if against is None:
        return same_period_last_year(period, calendar)
    return previous(period, calendar) if against.strip() == PREVIOUS else parse_period(against, calendar)


def pair_notes(now: Period, base: Period) -> tuple[str, ...]:
    """What has to be said aloud when ``now`` is set against ``base``, in Vietnamese: unequal length, overlap, Tết.

    Tết: the seven days from two days before the first to the fifth of the lunar year; METHODS 6.
    """
    notes = (_length_note(now, base), _overlap_note(now, base), _tet_note(now, base), _calendar_note(now, base))
    return tuple(note for note in notes if note)


def _parse_span(first: str, last: str, calendar: Calendar) -> Period:
    try:
        start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    except ValueError as error:
        raise RequestError(f"Kỳ “{first}..{last}” có ngày không tồn tại.", "Hãy kiểm tra lại ngày và tháng.") from error
    if start.year not in _YEARS or end.year not in _YEARS:
        raise RequestError(f"Không hiểu kỳ “{first}..{last}”.", _FORMS_REMEDY)
    return free_period(start, end, calendar)


def _months(part: str) -> tuple[int, int]:
    """First and last month (1 to 12) of a part of the year: "" is all of it."""
    if part.startswith("Q"):
        return 3 * int(part[1]) - 2, 3 * int(part[1])
    if part.endswith("M"):
        return 1, int(part[0])
    return (int(part), int(part)) if part else (1, 12)


def _month_stop(calendar: Calendar, year: int, month: int) -> dt.date:
    return calendar.month_start(year + month // 12, month % 12 + 1)


def _key_before(year: int, part: str) -> str:
    if not part:
        return f"{year - 1:04d}"
    if part.startswith("Q"):
        return f"{year - 1:04d}-Q4" if part == "Q1" else f"{year:04d}-Q{int(part[1]) - 1}"
    return f"{year - 1:04d}-12" if part == "01" else f"{year:04d}-{int(part) - 1:02d}"


def _same_day(day: dt.date, years: int, instead_of_29_february: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return instead_of_29_february


def _length_note(now: Period, base: Period) -> str:
    if now.days == base.days:
        return ""
    return f"Hai kỳ không dài bằng nhau: {now.title} có {now.days} ngày, {base.title} có {base.days} ngày."


def _overlap_note(now: Period, base: Period) -> str:
    start, stop = max(now.start, base.start), min(now.stop, base.stop)
    days = (stop - start).days
    if days <= 0:
        return ""
    where = day_text(start) if days == 1 else f"{day_text(start)}–{day_text(stop - _DAY)}"
    return f"Hai kỳ chồng lên nhau {days} ngày ({where}): vụ trong những ngày này được tính ở cả hai kỳ."


def _tet_note(now: Period, base: Period) -> str:
    in_now, in_base = tet_days_inside(now), tet_days_inside(base)
    if in_now == in_base:
        return ""
    return (
        f"Số ngày Tết trong hai kỳ khác nhau ({now.title}: {in_now} ngày, {base.title}: {in_base} ngày), "
        "không nên so trực tiếp; hãy chọn hai khoảng ngày cùng tính từ mùng một Tết hoặc gộp cả tháng 1 và tháng 2."
    )


def _calendar_note(now: Period, base: Period) -> str:
    if now.calendar_key == base.calendar_key or now.is_span or base.is_span:
        return ""
    return f"Hai kỳ tính theo hai lịch thống kê khác nhau ({now.calendar_key} và {base.calendar_key})."


def tet_days_inside(period: Period) -> int:
    """Days of ``period`` that belong to a Tết window (of any year it touches)."""
    windows = tet_windows(period.start, period.stop)
    inside = [(min(period.stop, stop) - max(period.start, start)).days for start, stop in windows]
    return sum(max(days, 0) for days in inside)
