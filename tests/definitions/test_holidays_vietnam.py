"""Tết by the Vietnamese lunar calendar."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from analysis.definitions.holidays_vietnam import public_holidays, tet_first_day, tet_window


def test_published_first_days(shared: Path) -> None:
    with (shared / "reference" / "tet_dates.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 9
    for row in rows:
        assert tet_first_day(int(row["year"])).isoformat() == row["tet_vietnam_utc7"]


@pytest.mark.parametrize(
    ("year", "first"),
    [(1985, "1985-01-21"), (2007, "2007-02-17"), (2024, "2024-02-10"), (2025, "2025-01-29"), (2030, "2030-02-02")],
)
def test_tet_is_vietnamese_not_chinese(year: int, first: str) -> None:
    """China has 20 February 1985, 18 February 2007 and 3 February 2030."""
    assert tet_first_day(year).isoformat() == first


def test_every_year_for_which_a_period_can_be_asked_has_a_tet() -> None:
    for year in range(1950, 2100):
        assert dt.date(year, 1, 20) < tet_first_day(year) < dt.date(year, 2, 22)


def test_an_unknown_year_is_an_error() -> None:
    with pytest.raises(ValueError, match="2500"):
        tet_first_day(2500)


def test_window_is_seven_days() -> None:
    assert tet_window(2024) == (dt.date(2024, 2, 8), dt.date(2024, 2, 15))


def test_public_holidays_are_half_open() -> None:
    days = public_holidays(dt.date(2024, 4, 30), dt.date(2024, 9, 2))
    assert days["date"].dt.strftime("%d/%m").tolist() == ["30/04", "01/05"]
    assert days["label"].tolist() == ["Ngày Chiến thắng", "Ngày Quốc tế Lao động"]
    assert public_holidays(dt.date(2024, 6, 1), dt.date(2024, 6, 2)).empty
