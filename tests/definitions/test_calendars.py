"""Statistical months: known first days, months that tile the years, the vectorised search against the definition."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.definitions.calendars import Calendar, load_calendars
from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.reference import open_reference
from analysis.errors import DefinitionError

CALENDARS = load_definitions().calendars
DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2035, 12, 31))


@pytest.mark.parametrize(
    ("key", "year", "month", "first"),
    [
        ("15-14", 2025, 1, "2024-12-15"),
        ("15-14", 2025, 4, "2025-03-15"),
        ("15-14", 2013, 12, "2013-11-15"),
        ("15-14", 2014, 1, "2013-12-16"),  # 16th to 15th in 2014 and 2015
        ("15-14", 2015, 12, "2015-11-16"),
        ("15-14", 2016, 1, "2015-12-15"),
        ("month", 2024, 2, "2024-02-01"),
        ("month", 2014, 1, "2014-01-01"),
    ],
)
def test_month_start(key: str, year: int, month: int, first: str) -> None:
    assert CALENDARS[key].month_start(year, month).isoformat() == first


def test_month_start_wants_a_month() -> None:
    with pytest.raises(ValueError, match="13"):
        CALENDARS["month"].month_start(2024, 13)


def test_default_calendar(definitions: Definitions) -> None:
    assert definitions.default_calendar == "15-14"
    assert set(definitions.calendars) == {"15-14", "month"}


def test_month_of_at_the_edges() -> None:
    days = pd.Series(
        pd.to_datetime(["2024-12-14", "2024-12-15", "2025-01-14", "2025-01-15", None]), index=[9, 8, 7, 6, 5]
    )
    found = CALENDARS["15-14"].month_of(days)
    assert found.index.tolist() == [9, 8, 7, 6, 5]
    assert found["year"].tolist()[:4] == [2024, 2025, 2025, 2025]
    assert found["month"].tolist()[:4] == [12, 1, 1, 2]
    assert found.iloc[4].isna().all()


def test_month_of_nothing() -> None:
    assert CALENDARS["month"].month_of(pd.Series([], dtype="datetime64[s]")).shape == (0, 2)
    assert CALENDARS["month"].month_of(pd.Series([pd.NaT])).isna().all(axis=None)


@pytest.mark.parametrize("key", list(CALENDARS))
@given(days=st.lists(DAYS, min_size=1, max_size=20))
def test_every_day_lies_in_the_month_that_it_is_given(key: str, days: list[dt.date]) -> None:
    calendar: Calendar = CALENDARS[key]
    found = calendar.month_of(pd.Series(days))
    for day, year, month in zip(days, found["year"], found["month"], strict=True):
        following = (year + 1, 1) if month == 12 else (year, month + 1)
        assert calendar.month_start(year, month) <= day < calendar.month_start(*following)


def test_a_user_writes_a_calendar_of_their_own(tmp_path: Path) -> None:
    text = '[calendar.26-25]\nlabel = "Kỳ 26–25"\nrules = [{ first_day = 26, in_previous_month = true }]\n'
    (tmp_path / "calendars.toml").write_text(text, encoding="utf-8")
    calendars, default = load_calendars(open_reference(tmp_path))
    assert default == "26-25"
    assert calendars["26-25"].month_start(2024, 1) == dt.date(2023, 12, 26)


@pytest.mark.parametrize(
    "rules",
    [
        "[]",
        "[{ first_day = 31 }]",
        "[{ in_previous_month = true }]",
        '[{ first_day = 1, from_month = "2020-01" }]',
        '[{ first_day = 1 }, { first_day = 2, from_month = "2020-13" }]',
        "[{ first_day = 1 }, { first_day = 2 }]",
        "7",
    ],
)
def test_wrong_rules_are_refused(tmp_path: Path, rules: str) -> None:
    (tmp_path / "calendars.toml").write_text(f"[calendar.x]\nrules = {rules}\n")
    with pytest.raises(DefinitionError, match="“x”"):
        load_calendars(open_reference(tmp_path))


@pytest.mark.parametrize("text", ['default = "15-14"\n', 'default = "y"\n[calendar.x]\nrules = [{ first_day = 1 }]\n'])
def test_a_file_without_its_default_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "calendars.toml").write_text(text)
    with pytest.raises(DefinitionError):
        load_calendars(open_reference(tmp_path))
