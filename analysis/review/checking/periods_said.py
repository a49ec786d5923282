"""Periods as a text names them: "Quý I năm 2025", "6 tháng đầu năm", "từ ngày 15/12/2024 đến ngày 14/3/2025".

Leaves out weeks and holidays. A name without its year takes the year that was said last (``with_year``); which
calendar it is counted by is not in the words, and is for ``context.Context.periods_of`` to say.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
_YEAR = r"(?:\s*(?:/|-|của|đầu|cả)?\s*(?:năm\s+)?(?<!\d)(?P<{}>(?:19|20)\d\d)(?![\d.,/]\d))?"
_WORDS = {"ba": 3, "sáu": 6, "chín": 9, "mười hai": 12}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
PERIOD = "|".join(
    (
        rf"(?:từ\s+)?(?:ngày\s+)?(?P<first>{DAY})\s*(?:đến|tới|-)\s*(?:hết\s+)?(?:ngày\s+)?(?P<last>{DAY})",
        r"quý\s+(?P<quarter>iii|ii|iv|i|[1-4])(?![\w])" + _YEAR.format("quarter_year"),
        r"(?P<months>0?[369]|12|ba|sáu|chín|mười hai)\s+tháng(?P<late>\s+cuối\s+năm)?"
        + _YEAR.format("months_year")
        + r"(?:\s+đầu\s+năm(?!\s*\d)|(?!\s+(?:qua|gần|liên|đến|tính|trước)))",
        r"tháng\s+(?P<month>1[0-2]|0?[1-9])(?![\d])" + _YEAR.format("month_year"),
        r"(?:cả\s+)?năm\s+(?P<year>(?:19|20)\d\d)(?![\d/-])",
    )
)
_FORM = re.compile(PERIOD)
_ALONE = re.compile(r"(?:0?[69]|sáu|chín)\s+tháng(?:\s+đầu\s+năm)?|\w+\s+tháng\s+đầu\s+năm")
"""Months of a year that need no year beside them; "12 tháng" alone is any twelve months."""


@dataclass(frozen=True)
class PeriodSaid:
    """A period by name: ``form`` Q1 … Q4, 6M, 9M, 01 … 12, year, or span with its two days inside; ``year`` or 0."""

    form: str
    year: int
    text: str = ""
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def key(self) -> str:
        """As ``definitions.periods`` writes it: "2025-Q1"; "" where the year is not known."""
        if self.form == "span":
            return f"{self.first}..{self.last}"
        if not self.year:
            return ""
        return f"{self.year}" if self.form == "year" else f"{self.year}-{self.form}"

    @property
    def name(self) -> str:
        """What it is called: "Quý I/2025", "6 tháng/2024", "Tháng 3", "15/12/2024–14/03/2025"."""
        if self.first is not None and self.last is not None:
            return f"{self.first:%d/%m/%Y}–{self.last:%d/%m/%Y}"
        year = f"/{self.year}" if self.year else ""
        if self.form == "year":
            return f"Năm {self.year}"
        if self.form.startswith("Q"):
            return f"Quý {('I', 'II', 'III', 'IV')[int(self.form[1]) - 1]}{year}"
        return f"{self.form[0]} tháng{year}" if self.form.endswith("M") else f"Tháng {int(self.form)}{year}"

    def with_year(self, year: int) -> PeriodSaid:
        """The same with this year where none was said."""
        return self if self.year or self.form == "span" else replace(self, year=year)


def period_said(text: str) -> PeriodSaid | None:
    """The period that ``text`` (lower case) names; None where it names no day of the calendar."""
    found = _FORM.match(text)
    if found is None:
        return None
    if found["first"]:
        first, last = _day(found["first"]), _day(found["last"])
        if first is None or last is None or last < first:
            return None
        return PeriodSaid("span", last.year, found.group(), first, last)
    if found["quarter"]:
        number = _ROMAN.get(found["quarter"]) or int(found["quarter"])
        return PeriodSaid(f"Q{number}", int(found["quarter_year"] or 0), found.group())
    if found["months"]:
        if not found["months_year"] and not _ALONE.fullmatch(found.group()):
            return None
        months = _WORDS.get(found["months"]) or int(found["months"])
        form = {3: "Q1", 6: "6M", 9: "9M", 12: "year"}[months]
        return None if found["late"] else PeriodSaid(form, int(found["months_year"] or 0), found.group())
    if found["month"]:
        return PeriodSaid(f"{int(found['month']):02d}", int(found["month_year"] or 0), found.group())
    return PeriodSaid("year", int(found["year"]), found.group())


def _day(text: str) -> dt.date | None:
    day, month, year = (int(part) for part in re.findall(r"\d+", text))
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
