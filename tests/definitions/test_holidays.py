"""Windows around holidays: the same days every year, Tết by the Vietnamese calendar, every day of one kind."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.holidays import HOLIDAY, TET, WEEKEND, WORKDAY, day_kinds, load_holiday_windows
from analysis.errors import DefinitionError


def test_the_window_of_tet_follows_the_published_dates(definitions: Definitions, shared: Path) -> None:
    """Two days before mùng một to the fifth day; 2007 differs from China's calendar."""
    window = next(one for one in load_holiday_windows(definitions.reference) if one.code == TET)
    with (shared / "reference" / "tet_dates.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert any(row["tet_vietnam_utc7"] != row["lunar_new_year_china"] for row in rows)
    for row in rows:
        first = dt.date.fromisoformat(row["tet_vietnam_utc7"])
        assert window.anchor_day(first.year) == first
        assert window.span(first.year) == (first - dt.timedelta(days=2), first + dt.timedelta(days=5))


@pytest.mark.parametrize(
    ("code", "year", "start", "last"),
    [
        ("new_year", 2025, "2024-12-31", "2025-01-02"),
        ("hung_kings", 2024, "2024-04-18", "2024-04-18"),
        ("hung_kings", 2025, "2025-04-07", "2025-04-07"),
        ("victory_labour", 2024, "2024-04-29", "2024-05-02"),
        ("national_day", 2024, "2024-09-01", "2024-09-03"),
    ],
)
def test_windows_by_the_calendar(definitions: Definitions, code: str, year: int, start: str, last: str) -> None:
    window = next(one for one in load_holiday_windows(definitions.reference) if one.code == code)
    first, stop = window.span(year)
    assert (first.isoformat(), (stop - dt.timedelta(days=1)).isoformat()) == (start, last)


def test_windows_are_as_long_every_year_and_only_gio_to_may_meet_another(definitions: Definitions) -> None:
    windows = load_holiday_windows(definitions.reference)
    met = set()
    for year in range(2015, 2035):
        for window in windows:
            start, stop = window.span(year)
            assert (stop - start).days == window.days
            met |= {window.code for other in windows if other != window and _meet(window.span(year), other.span(year))}
    assert met == {"hung_kings", "victory_labour"}


def _meet(one: tuple[dt.date, dt.date], other: tuple[dt.date, dt.date]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_every_day_has_one_kind(definitions: Definitions) -> None:
    """30 April 2024 is a Tuesday, 4 May a Saturday; the new year's window of 2025 begins on 31 December."""
    windows = load_holiday_windows(definitions.reference)
    kinds = day_kinds(dt.date(2024, 4, 27), dt.date(2024, 5, 6), windows)
    assert kinds.tolist() == [WEEKEND, WEEKEND, *[HOLIDAY] * 4, WORKDAY, WEEKEND, WEEKEND]
    assert day_kinds(dt.date(2024, 12, 30), dt.date(2025, 1, 1), windows).tolist() == [WORKDAY, HOLIDAY]


@pytest.mark.parametrize("line", ["tet,Tết,Tết Nguyên Đán,hai,4", "tet,Tết,Không có lễ này,2,4", "a,A,04-30,1,1"])
def test_a_wrong_file_is_said(line: str, tmp_path: Path) -> None:
    text = f"code,label,anchor,days_before,days_after\n{line}\n"
    (tmp_path / "holiday_windows.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"holiday_windows\.csv"):
        load_holiday_windows(load_definitions(tmp_path).reference)
