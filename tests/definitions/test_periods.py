"""The algebra of periods: ends and days worked out by the calendar on the wall, laws over every calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.definitions.catalogue import load_definitions
from analysis.definitions.periods import (
    Period,
    base_period,
    free_period,
    pair_notes,
    parse_period,
    previous,
    reported_before,
    same_period_last_year,
    tet_days_inside,
    years_before,
)
from analysis.errors import RequestError

CALENDARS = load_definitions().calendars
C15, MONTH = CALENDARS["15-14"], CALENDARS["month"]
YEARS = st.integers(2010, 2035)
KEYS = st.sampled_from(sorted(CALENDARS))


def ends(period: Period) -> str:
    return f"{period.start.isoformat()} {period.end.isoformat()} {period.days}"


@pytest.mark.parametrize(
    ("text", "expected", "title"),
    [
        # 17 days of December + 31 + 29 + 14 = 91; one less in 2025, which has no 29 February
        ("2024-Q1", "2023-12-15 2024-03-14 91", "Quý I/2024"),
        ("2025-Q1", "2024-12-15 2025-03-14 90", "Quý I/2025"),
        ("2024-Q2", "2024-03-15 2024-06-14 92", "Quý II/2024"),
        ("2024-Q3", "2024-06-15 2024-09-14 92", "Quý III/2024"),
        ("2024-Q4", "2024-09-15 2024-12-14 91", "Quý IV/2024"),
        ("2024-6M", "2023-12-15 2024-06-14 183", "6 tháng/2024"),
        ("2024-9M", "2023-12-15 2024-09-14 275", "9 tháng/2024"),
        ("2024", "2023-12-15 2024-12-14 366", "Năm 2024"),
        ("2025", "2024-12-15 2025-12-14 365", "Năm 2025"),
        ("2024-03", "2024-02-15 2024-03-14 29", "Tháng 3/2024"),
        ("2024-12", "2024-11-15 2024-12-14 30", "Tháng 12/2024"),
        ("2024-02-01..2024-02-14", "2024-02-01 2024-02-14 14", "01/02/2024–14/02/2024"),
        (" 2024-q1 ", "2023-12-15 2024-03-14 91", "Quý I/2024"),
        ("2014-Q1", "2013-12-16 2014-03-15 90", "Quý I/2014"),  # the 16-15 of those years: 16 + 31 + 28 + 15
        ("2013-Q4", "2013-09-15 2013-12-15 92", "Quý IV/2013"),  # one day longer, so that no day falls between
    ],
)
def test_forms_in_15_14(text: str, expected: str, title: str) -> None:
    period = parse_period(text, C15)
    assert (ends(period), period.title, period.calendar_key) == (expected, title, "15-14")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-Q1", "2024-01-01 2024-03-31 91"),
        ("2025-Q1", "2025-01-01 2025-03-31 90"),
        ("2024-02", "2024-02-01 2024-02-29 29"),
        ("2024-12", "2024-12-01 2024-12-31 31"),
        ("2024-9M", "2024-01-01 2024-09-30 274"),
        ("2024", "2024-01-01 2024-12-31 366"),
    ],
)
def test_forms_in_calendar_months(text: str, expected: str) -> None:
    assert ends(parse_period(text, MONTH)) == expected


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            "2024-Q5",
            "2024-13",
            "2024-00",
            "2024-3M",
            "24-Q1",
            "Quý I",
            "2024-2-1..2024-2-3",
            "2024-02-14..2024-02-01",
        ],
        *["2023-02-29..2023-03-01", "0999-Q1", "9999", "2024-Q1..2024-Q2", "2024-02-01..", "٢٠٢٤"],
    ],
)
def test_anything_else_is_a_request_error(text: str) -> None:
    with pytest.raises(RequestError) as error:
        parse_period(text, C15)
    assert error.value.remedy.startswith("Hãy")


def test_span_has_both_ends() -> None:
    assert parse_period("2025-Q1", C15).span == "15/12/2024–14/03/2025"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-Q1", "2024-Q1"),
        ("2024-6M", "2023-6M"),
        ("2024", "2023"),
        ("2024-02", "2023-02"),
        ("2024-02-01..2024-02-14", "2023-02-01..2023-02-14"),
        ("2024-02-01..2024-02-29", "2023-02-01..2023-02-28"),
        ("2025-02-01..2025-02-28", "2024-02-01..2024-02-29"),  # a whole February stays whole
        ("2024-02-29..2024-02-29", "2023-02-28..2023-02-28"),
        ("2024-02-29..2024-03-14", "2023-02-28..2023-03-14"),
        ("2024-02-10..2024-02-28", "2023-02-10..2023-02-28"),
        ("2024-12-15..2025-12-15", "2023-12-15..2024-12-15"),
    ],
)
def test_same_period_last_year(text: str, expected: str) -> None:
    assert same_period_last_year(parse_period(text, C15), C15) == parse_period(expected, C15)


def test_four_years_before_a_leap_day_is_a_leap_day() -> None:
    assert years_before(parse_period("2024-02-29..2024-02-29", C15), 4, C15).key == "2020-02-29..2020-02-29"


@pytest.mark.parametrize("text", ["1950-Q1", "1950-02-01..1950-02-03"])
def test_no_year_before_the_first(text: str) -> None:
    with pytest.raises(RequestError):
        same_period_last_year(parse_period(text, C15), C15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-Q1", "2024-Q4"),
        ("2025-Q3", "2025-Q2"),
        ("2025", "2024"),
        ("2025-01", "2024-12"),
        ("2025-11", "2025-10"),
        ("2025-6M", "2024-06-15..2024-12-14"),  # months 7 to 12 of 2024
        ("2025-9M", "2024-03-15..2024-12-14"),  # months 4 to 12
        ("2024-03-01..2024-03-14", "2024-02-16..2024-02-29"),
    ],
)
def test_previous(text: str, expected: str) -> None:
    assert previous(parse_period(text, C15), C15) == parse_period(expected, C15)


def test_base_period() -> None:
    now = parse_period("2025-Q1", C15)
    assert base_period(now, None, C15).key == "2024-Q1"
    assert base_period(now, "previous", C15).key == "2024-Q4"
    assert base_period(now, "2019-Q1", C15).key == "2019-Q1"
    with pytest.raises(RequestError):
        base_period(now, "năm ngoái", C15)


def test_free_period_wants_its_ends_in_order() -> None:
    with pytest.raises(RequestError, match="01/02/2024"):
        free_period(dt.date(2024, 2, 2), dt.date(2024, 2, 1), C15)


def test_unequal_length_is_said() -> None:
    notes = pair_notes(parse_period("2025-Q1", C15), parse_period("2024-Q1", C15))
    assert notes == ("Hai kỳ không dài bằng nhau: Quý I/2025 có 90 ngày, Quý I/2024 có 91 ngày.",)
    assert pair_notes(parse_period("2024-Q2", C15), parse_period("2023-Q2", C15)) == ()


def test_the_366_days_that_were_printed_once() -> None:
    """ "15/12/2024 đến 15/12/2025" is 366 days, and 15/12/2024 is in the year before too."""
    now = parse_period("2024-12-15..2025-12-15", C15)
    assert now.days == 366
    length, overlap = pair_notes(now, same_period_last_year(now, C15))
    assert "366 ngày" in length
    assert "367 ngày" in length
    assert "1 ngày (15/12/2024)" in overlap


def test_overlap_is_said_with_its_days() -> None:
    now, base = parse_period("2024-02-10..2024-02-20", C15), parse_period("2024-02-05..2024-02-15", C15)
    assert "6 ngày (10/02/2024–15/02/2024)" in pair_notes(now, base)[0]
    touching = parse_period("2024-02-21..2024-03-02", C15)
    assert not any("chồng" in note for note in pair_notes(touching, now))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # Tết 2024 is 10 February: the window is 8 to 14 February
        ("2024-02-08..2024-02-14", 7),
        ("2024-02-14..2024-02-20", 1),
        ("2024-02-15..2024-02-20", 0),
        ("2024-01-01..2024-02-08", 1),
        ("2024-Q1", 7),
        ("2023-12-15..2025-03-14", 14),
    ],
)
def test_days_of_tet_inside(text: str, days: int) -> None:
    assert tet_days_inside(parse_period(text, C15)) == days


def test_tet_on_one_side_only_is_said() -> None:
    # Tết 2025 is 29 January (27 January to 2 February), Tết 2024 is 10 February
    now, base = parse_period("2025-01", MONTH), parse_period("2024-01", MONTH)
    (note,) = pair_notes(now, base)
    assert "Tháng 1/2025: 5 ngày, Tháng 1/2024: 0 ngày" in note


def test_two_calendars_are_said() -> None:
    notes = pair_notes(parse_period("2024-Q2", C15), parse_period("2024-Q3", MONTH))
    assert any("15-14 và month" in note for note in notes)


@given(KEYS, YEARS)
def test_months_tile_quarters_and_quarters_tile_the_year(key: str, year: int) -> None:
    calendar = CALENDARS[key]
    quarters = [parse_period(f"{year}-Q{number}", calendar) for number in range(1, 5)]
    months = [parse_period(f"{year}-{number:02d}", calendar) for number in range(1, 13)]
    whole = parse_period(str(year), calendar)
    for number, quarter in enumerate(quarters):
        three = months[3 * number : 3 * number + 3]
        assert (quarter.start, quarter.stop) == (three[0].start, three[2].stop)
        assert three[0].stop == three[1].start
        assert three[1].stop == three[2].start
    assert [one.stop for one in quarters[:3]] == [other.start for other in quarters[1:]]
    assert (whole.start, whole.stop) == (quarters[0].start, quarters[3].stop)
    assert parse_period(f"{year}-6M", calendar).stop == quarters[1].stop
    assert parse_period(f"{year}-9M", calendar).stop == quarters[2].stop
    assert whole.stop == parse_period(str(year + 1), calendar).start
    assert sum(month.days for month in months) == whole.days


@given(KEYS, YEARS, st.sampled_from(["", "-Q1", "-Q3", "-6M", "-9M", "-01", "-12"]))
def test_previous_ends_where_the_period_starts(key: str, year: int, part: str) -> None:
    calendar = CALENDARS[key]
    period = parse_period(f"{year}{part}", calendar)
    assert previous(period, calendar).stop == period.start
    assert years_before(years_before(period, 1, calendar), -1, calendar) == period


@given(st.dates(dt.date(2010, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 800))
def test_free_spans(start: dt.date, more_days: int) -> None:
    period = free_period(start, start + dt.timedelta(days=more_days), MONTH)
    assert parse_period(period.key, MONTH) == period
    assert period.days == more_days + 1
    last_year = same_period_last_year(period, MONTH)
    assert abs(last_year.days - period.days) <= 1
    assert last_year.stop.year == period.stop.year - 1
    assert previous(period, MONTH).days == period.days


@pytest.mark.parametrize(
    ("period", "before"),
    [("2024-6M", "2024-Q1"), ("2024-9M", "2024-6M"), ("2024", "2024-9M"), ("2024-Q1", "2023-Q4")],
)
def test_the_reports_of_a_year_follow_one_another(period: str, before: str) -> None:
    assert reported_before(parse_period(period, C15), C15).key == before
