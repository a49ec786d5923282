"""Which periods have a flag, and the spans around one that has. No Streamlit here."""

from __future__ import annotations

import pandas as pd

from analysis.definitions.calendars import Calendar
from analysis.definitions.periods import Period, free_period, parse_period

FLAGGED_PARTS = ("Q1", "Q2", "Q3", "Q4", "6M", "9M", "")
"""What stands behind the year in the key of a period that has a flag: quarters, 6 tháng, 9 tháng, năm."""


def has_flag(period: Period) -> bool:
    """Whether the flag is defined for ``period``: a quarter, or quarters from the start of the statistical year."""
    return not period.is_span and period.key[5:] in FLAGGED_PARTS


def holding_quarter(period: Period, calendar: Calendar) -> Period:
    """The quarter of ``calendar`` that holds the last day of ``period``."""
    last = calendar.month_of(pd.Series([pd.Timestamp(period.end)])).iloc[0]
    return parse_period(f"{int(last['year'])}-Q{(int(last['month']) + 2) // 3}", calendar)


def twelve_months(period: Period, calendar: Calendar) -> Period:
    """The twelve months that end with the last day of ``period``."""
    start = pd.Timestamp(period.stop) - pd.DateOffset(years=1)
    return free_period(start.date(), period.end, calendar)
