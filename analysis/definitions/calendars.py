"""Statistical calendars (kỳ thống kê): on which day a statistical month starts.

A calendar is data (``calendars.toml``): rules with the month from which they hold. Months follow one another without a
hole: a month ends the day before the next one starts, also where the rule changes. Left out: weeks. It can mislead that
"Tháng 1/2025" of 15-14 starts on 15/12/2024: every figure has to print both ends.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analysis.definitions.reference import Reference
from analysis.errors import DefinitionError

_MONTH_TEXT = re.compile(r"(\d{4})-(\d{2})")
_LAST_SAFE_DAY = 28
"""A statistical month may start on any day that every month has."""


@dataclass(frozen=True)
class MonthRule:
    """From statistical month ``from_month`` (year·12 + month − 1) on, months start on ``first_day``."""

    from_month: int
    first_day: int
    in_previous_month: bool


@dataclass(frozen=True)
class Calendar:
    """A calendar: ``key`` as on the command line, ``label`` in Vietnamese, rules sorted by the month they start."""

    key: str
    label: str
    rules: tuple[MonthRule, ...]

    def month_start(self, year: int, month: int) -> dt.date:
        """First day of statistical month ``month`` (1 to 12) of ``year``; in 15-14 month 1/2025 starts 15/12/2024."""
        if not 1 <= month <= 12:
            raise ValueError(f"month must be 1 to 12, not {month}")
        number = _month_number(year, month)
        rule = [rule for rule in self.rules if rule.from_month <= number][-1]
        start_year, start_month = divmod(number - rule.in_previous_month, 12)
        return dt.date(start_year, start_month + 1, rule.first_day)

    def month_of(self, dates: pd.Series[Any]) -> pd.DataFrame:
        """Statistical year and month of every date: columns year, month (Int64, missing as the date is), same index."""
        days = pd.to_datetime(dates).astype("datetime64[s]")
        known = days.dropna()
        if known.empty:
            return pd.DataFrame({"year": pd.NA, "month": pd.NA}, index=dates.index, dtype="Int64")
        first = _month_number(known.min().year, known.min().month) - 1
        last = _month_number(known.max().year, known.max().month) + 2
        starts = np.array(
            [self.month_start(*_year_month(number)) for number in range(first, last + 1)], "datetime64[s]"
        )
        position = np.searchsorted(starts, days.to_numpy(), side="right") - 1
        number = pd.Series(first + position, index=dates.index, dtype="Int64").mask(days.isna())
        return pd.DataFrame({"year": number // 12, "month": number % 12 + 1})


def load_calendars(reference: Reference) -> tuple[dict[str, Calendar], str]:
    """The calendars of ``calendars.toml`` by key, and the key of the default one.

    Raises ``DefinitionError`` where a rule is not understood.
    """
    content = reference.toml("calendars")
    tables = content.get("calendar", {})
    if not isinstance(tables, dict) or not tables:
        raise DefinitionError("Tệp calendars.toml không có lịch nào.", "Hãy thêm một mục [calendar.…] như tệp mẫu.")
    calendars = {key: _calendar(key, table) for key, table in tables.items()}
    default = str(content.get("default", next(iter(calendars))))
    if default not in calendars:
        raise DefinitionError(
            f"Lịch mặc định “{default}” không có trong calendars.toml.", f"Hãy chọn một trong: {', '.join(calendars)}."
        )
    return calendars, default


def _calendar(key: str, table: Mapping[str, Any]) -> Calendar:
    try:
        rules = tuple(sorted((_rule(rule) for rule in table["rules"]), key=lambda rule: rule.from_month))
        label = str(table.get("label", key))
        if not rules or rules[0].from_month != 0:
            raise ValueError("quy tắc đầu tiên không được có from_month")
        if any(one.from_month == other.from_month for one, other in pairwise(rules)):
            raise ValueError("hai quy tắc cùng from_month")
    except (KeyError, TypeError, ValueError) as error:
        raise DefinitionError(
            f"Lịch “{key}” trong calendars.toml viết sai ({error}).",
            "Mỗi quy tắc cần first_day (1 đến 28) và in_previous_month; "
            "từ quy tắc thứ hai trở đi thêm from_month dạng “2016-01”.",
        ) from error
    return Calendar(key, label, rules)


def _rule(rule: Mapping[str, Any]) -> MonthRule:
    first_day = int(rule["first_day"])
    if not 1 <= first_day <= _LAST_SAFE_DAY:
        raise ValueError(f"first_day = {first_day}")
    text = str(rule.get("from_month", ""))
    match = _MONTH_TEXT.fullmatch(text)
    if text and (match is None or not 1 <= int(match[2]) <= 12):
        raise ValueError(f"from_month = {text}")
    from_month = _month_number(int(match[1]), int(match[2])) if match else 0
    return MonthRule(from_month, first_day, bool(rule.get("in_previous_month", False)))


def _month_number(year: int, month: int) -> int:
    return year * 12 + month - 1


def _year_month(number: int) -> tuple[int, int]:
    return number // 12, number % 12 + 1
