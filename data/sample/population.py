"""Invented population by district and year: only the sum of 2022 (770,59 thousand) is a published figure."""

from __future__ import annotations

import pandas as pd

PROVINCE_2022 = 770_590
GROWTH = 0.0095
THOUSANDS_2022 = {
    "080": 139.2,
    "082": 87.1,
    "083": 66.9,
    "084": 39.6,
    "085": 68.9,
    "086": 108.6,
    "087": 89.7,
    "088": 75.3,
    "089": 95.29,
}
YEARS = range(2019, 2026)


def invented_population() -> pd.DataFrame:
    """``area_code``, ``year``, ``people``."""
    rows = [
        (area, year, round(thousands * 1000 * (1 + GROWTH) ** (year - 2022)))
        for year in YEARS
        for area, thousands in THOUSANDS_2022.items()
    ]
    return pd.DataFrame(rows, columns=["area_code", "year", "people"])
