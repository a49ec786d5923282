"""When the invented accidents happen: quarters of the 15-14 calendar, days of the week, Tết, hours."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

FIRST_DAY = date(2018, 12, 15)
LAST_DAY = date(2025, 3, 31)

TET = (
    *(date(2019, 2, 5), date(2020, 1, 25), date(2021, 2, 12), date(2022, 2, 1)),
    *(date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29)),
)
"""First day of the lunar year at UTC+7."""

WEEKDAY = np.array([0.92, 0.90, 0.92, 0.95, 1.08, 1.22, 1.14])
"""Monday to Sunday."""

HOUR = np.array([8, 5, 4, 3, 4, 8, 20, 32, 30, 32, 36, 38, 30, 30, 38, 44, 54, 68, 76, 72, 62, 48, 30, 16], dtype=float)
NIGHT_HOUR = HOUR * np.where(np.arange(24) >= 18, 2.5, 0.6)
"""Where the evenings are what has got worse."""

SEASON = {1: 1.07, 2: 0.97, 3: 0.95, 4: 1.01}


def quarters() -> pd.DataFrame:
    """One row a quarter (``key`` "2019-Q1", ``start``, ``stop`` half-open, ``quarter`` 1-4, ``share`` of it covered).

    Quarter 1 of 2019 runs from 15/12/2018 to 14/3/2019; the last, 2025-Q2, is covered only to ``LAST_DAY``.
    """
    rows = []
    for year in range(2019, 2026):
        for quarter, month in enumerate((12, 3, 6, 9), start=1):
            start = date(year - 1 if month == 12 else year, month, 15)
            stop = date(year, month + 3 if month < 12 else 3, 15)
            covered = min(stop, LAST_DAY + timedelta(days=1))
            if covered > start:
                share = (covered - start).days / (stop - start).days
                rows.append((f"{year}-Q{quarter}", start, covered, quarter, share))
    return pd.DataFrame(rows, columns=["key", "start", "stop", "quarter", "share"])


def days_within(start: date, stop: date, how_many: int, rng: np.random.Generator) -> list[date]:
    """``how_many`` days of [start, stop): more at weekends, half as many again around Tết."""
    days = [start + timedelta(days=n) for n in range((stop - start).days)]
    weight = np.array([WEEKDAY[day.weekday()] * (1.5 if _near_tet(day) else 1.0) for day in days])
    chosen = rng.choice(len(days), size=how_many, p=weight / weight.sum())
    return [days[index] for index in sorted(chosen)]


def _near_tet(day: date) -> bool:
    return any(-4 <= (day - tet).days <= 6 for tet in TET)


def minutes_of_day(weights: np.ndarray, rng: np.random.Generator) -> int:
    """Minutes after midnight, mostly on the quarter hours as people write them."""
    hour = int(rng.choice(24, p=weights / weights.sum()))
    minute = int(
        rng.choice(
            [0, 5, 10, 15, 20, 25, 30, 40, 45, 50, 55],
            p=[0.2, 0.05, 0.1, 0.12, 0.08, 0.05, 0.2, 0.08, 0.06, 0.04, 0.02],
        )
    )
    return hour * 60 + minute
