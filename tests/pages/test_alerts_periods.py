"""Which periods have a flag, and the spans around them, by days that can be read off a calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from pages._alerts_periods import has_flag, holding_quarter, twelve_months


@pytest.mark.parametrize("key", ["2025-Q1", "2024-Q4", "2024-6M", "2024-9M", "2024"])
def test_quarters_and_cumulative_periods_have_a_flag(definitions: Definitions, key: str) -> None:
    assert has_flag(parse_period(key, definitions.calendars["15-14"]))


@pytest.mark.parametrize("key", ["2025-03", "2025-01-01..2025-03-31"])
def test_a_month_and_a_free_span_have_none(definitions: Definitions, key: str) -> None:
    assert not has_flag(parse_period(key, definitions.calendars["15-14"]))


@pytest.mark.parametrize(
    ("calendar", "key", "quarter"),
    [
        ("15-14", "2025-03", "2025-Q1"),
        ("15-14", "2024-12", "2024-Q4"),
        ("15-14", "2024-12-01..2024-12-20", "2025-Q1"),  # 20/12/2024 is counted in January 2025
        ("month", "2024-12-01..2024-12-20", "2024-Q4"),
        ("month", "2024-04", "2024-Q2"),
    ],
)
def test_the_quarter_that_holds_the_last_day(definitions: Definitions, calendar: str, key: str, quarter: str) -> None:
    days = definitions.calendars[calendar]
    assert holding_quarter(parse_period(key, days), days).key == quarter


def test_twelve_months_end_with_the_period(definitions: Definitions) -> None:
    calendar = definitions.calendars["15-14"]
    span = twelve_months(parse_period("2025-Q1", calendar), calendar)
    assert (span.start, span.stop) == (dt.date(2024, 3, 15), dt.date(2025, 3, 15))
    year = parse_period("2024", calendar)
    assert (twelve_months(year, calendar).start, twelve_months(year, calendar).stop) == (year.start, year.stop)
