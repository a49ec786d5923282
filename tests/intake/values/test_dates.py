import datetime as dt
import unicodedata

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.definitions.calendars import Calendar, MonthRule
from analysis.intake.values.dates import (
    looks_locale_swapped,
    only_midnight,
    other_order,
    parse_dates,
    parse_periods_text,
    parse_times,
)

LAW = settings(deadline=None, derandomize=True)

FRIDAY = dt.date(2024, 3, 15)
HALF_PAST_TEN = 22 * 60 + 30
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))
MIDDLE_OF_MONTH = Calendar("15-14", "15-14", (MonthRule(0, 15, True),))


def read(text: str, order: str = "dmy") -> tuple[dt.date | None, int | None, str]:
    row = parse_dates(pd.Index([text]), order=order).iloc[0]
    day = None if pd.isna(row["date"]) else row["date"].date()
    return day, None if pd.isna(row["minutes"]) else int(row["minutes"]), row["note"]


@pytest.mark.parametrize(
    ("text", "minutes", "note"),
    [
        ("15/03/2024", None, ""),
        ("15/3/2024", None, ""),
        ("15-3-2024", None, ""),
        ("15.3.2024", None, ""),
        (" 15 / 3 / 2024. ", None, ""),
        ("15/3/24", None, "two_digit_year"),
        ("2024-03-15", None, ""),
        ("2024/3/15", None, ""),
        ("20240315", None, ""),
        ("2024-03-15 22:30:00", HALF_PAST_TEN, "with_time"),
        ("2024-03-15T22:30", HALF_PAST_TEN, "with_time"),
        ("2024-03-15T22:30:00.000+07:00", HALF_PAST_TEN, "with_time"),
        ("2024-03-15T22:30:00Z", HALF_PAST_TEN, "time_zone"),
        ("45366", None, "excel_serial"),
        ("45366.0", None, "excel_serial"),
        ("45366.9375", HALF_PAST_TEN, "excel_serial"),
        ("45366,9375", HALF_PAST_TEN, "excel_serial"),
        ("15/3/2024 22:30", HALF_PAST_TEN, "with_time"),
        ("15/03/2024 22h30", HALF_PAST_TEN, "with_time"),
        ("15/03/2024 10:30:00 CH", HALF_PAST_TEN, "with_time"),
        ("15/3/2024 10:30 PM", HALF_PAST_TEN, "with_time"),
        ("22h30' ngày 15/3/2024", HALF_PAST_TEN, "with_time"),
        ("22h30’ ngày 15/03/2024", HALF_PAST_TEN, "with_time"),
        ("Khoảng 22 giờ 30 phút, ngày 15/3/2024", HALF_PAST_TEN, "with_time"),
        ("22 giờ 30 phút ngày 15 tháng 3 năm 2024", HALF_PAST_TEN, "words"),
        ("22 gio 30 phut ngay 15 thang 3 nam 2024", HALF_PAST_TEN, "words"),
        ("ngày 15 tháng 3 năm 2024", None, "words"),
        ("22h 15/3/2024", 22 * 60, "with_time"),
        ("22 giờ 15 tháng 3 năm 2024", 22 * 60, "words"),
        ("Thứ Sáu, 15/3/2024", None, ""),
        ("15-Mar-2024", None, "words"),
        ("March 15, 2024", None, "words"),
        ("25:70 15/3/2024", None, "with_time"),  # an impossible time does not undo the day
    ],
)
def test_the_same_day_in_every_writing(text: str, minutes: int | None, note: str) -> None:
    assert read(text) == (FRIDAY, minutes, note)


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    text = unicodedata.normalize("NFD", "22h30' ngày 15 tháng 3 năm 2024")
    assert text != unicodedata.normalize("NFC", text)
    assert read(text) == (FRIDAY, HALF_PAST_TEN, "words")


@pytest.mark.parametrize(
    "text",
    [
        *("", "abc", "15/3", "3/2024", "15/3/204", "không rõ", "15/3/2024 - 16/3/2024", "15/3/2024 và 16/3/2024"),
        *("31/02/2024", "29/02/2023", "00/03/2024", "15/13/2024", "2024-02-30 22:30"),
        *("15/3/0204", "15/3/1899", "32873", "73416", "99999"),
    ],
)
def test_no_date_and_impossible_dates_are_missing_without_time_or_note(text: str) -> None:
    assert read(text) == (None, None, "")


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [
        ("dmy", "05/03/2024", dt.date(2024, 3, 5)),
        ("mdy", "05/03/2024", dt.date(2024, 5, 3)),
        ("ymd", "24-03-05", dt.date(2024, 3, 5)),
        ("ymd", "05/03/2024", dt.date(2024, 3, 5)),  # the year stands last: read day first
        ("mdy", "2024-03-05", dt.date(2024, 3, 5)),  # year first is understood whatever the order
        ("mdy", "15/03/2024", None),
    ],
)
def test_order_of_dates_in_figures(order: str, text: str, day: dt.date | None) -> None:
    assert read(text, order)[0] == day


@pytest.mark.parametrize(("text", "year"), [("1/1/00", 2000), ("1/1/69", 2069), ("1/1/70", 1970), ("1/1/99", 1999)])
def test_two_figures_of_a_year_turn_at_70(text: str, year: int) -> None:
    assert read(text) == (dt.date(year, 1, 1), None, "two_digit_year")


def test_an_unknown_order_is_an_error() -> None:
    with pytest.raises(ValueError, match="dym"):
        parse_dates(pd.Index(["1/1/2024"]), order="dym")


def test_types_and_index_of_the_answer() -> None:
    texts = pd.Index(["15/3/2024", "x"])
    found = parse_dates(texts)
    assert [str(dtype) for dtype in found.dtypes] == ["datetime64[s]", "Int16", "str"]
    assert found.index.equals(texts)
    assert [str(dtype) for dtype in parse_dates(pd.Index([], dtype="str")).dtypes] == ["datetime64[s]", "Int16", "str"]


@settings(LAW, max_examples=50)
@given(DAYS, st.times())
def test_every_writing_of_a_day_and_time_is_read_back(day: dt.date, time: dt.time) -> None:
    minutes = time.hour * 60 + time.minute
    clock = f"{time.hour}:{time.minute:02d}"
    days = [
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        day.isoformat(),
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    ]
    for written in days:
        assert read(written)[:2] == (day, None)
        assert read(f"{written} {clock}")[:2] == (day, minutes)
        assert read(f"{time.hour}h{time.minute:02d}' {written}")[:2] == (day, minutes)
        assert read(f"{time.hour} giờ {time.minute} phút, {written}")[:2] == (day, minutes)
    assert read(f"{day.month}/{day.day}/{day.year} {clock}", "mdy")[:2] == (day, minutes)


@LAW
@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_two_figures_of_the_year_are_read_back_within_the_century_around_the_pivot(day: dt.date) -> None:
    assert read(f"{day.day}/{day.month}/{day.year % 100:02d}") == (day, None, "two_digit_year")
    assert read(f"{day.year % 100:02d}-{day.month}-{day.day}", "ymd") == (day, None, "two_digit_year")


@LAW
@given(DAYS, st.integers(0, 1439))
def test_excel_serials_count_days_from_30_december_1899(day: dt.date, minutes: int) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    expected = minutes or None  # a serial without a fraction is a day without a time
    assert read(repr(serial + minutes / 1440))[:2] == (day, expected)


def test_other_order_names_texts_that_only_the_other_order_can_read() -> None:
    texts = pd.Index(["15/03/2024", "03/15/2024", "05/03/2024", "31/02/2024", "2024-03-15", ""])
    assert other_order(texts, "dmy").tolist() == [False, True, False, False, False, False]
    assert other_order(texts, "mdy").tolist() == [True, False, False, False, False, False]
    assert not other_order(texts, "ymd").any()


@pytest.mark.parametrize(
    ("texts", "swapped"),
    [
        (["2024-05-03", "2024-01-12", "45417", "15/03/2024", "31/03/2024"], True),  # 45417 = 2024-05-05
        (
            ["2024-05-03", "2024-01-12", "2024-05-05", "15/03/2024", "05/03/2024"],
            False,
        ),  # a text day that could be swapped
        (["2024-05-03", "2024-01-13", "2024-05-05", "15/03/2024"], False),  # a real day above 12
        (["2024-05-03", "2024-01-12", "15/03/2024"], False),  # too few real dates
        (["2024-05-03", "2024-01-12", "2024-05-05"], False),  # no text dates
        ([], False),
    ],
)
def test_signature_of_a_foreign_locale(texts: list[str], swapped: bool) -> None:
    assert looks_locale_swapped(pd.Index(texts, dtype="str")) is swapped


def test_only_midnight() -> None:
    assert only_midnight(parse_dates(pd.Index(["2024-03-15 00:00:00", "2024-03-16", "x"]))["minutes"])
    assert not only_midnight(parse_dates(pd.Index(["2024-03-15 00:00:00", "2024-03-15 00:01"]))["minutes"])
    assert not only_midnight(parse_dates(pd.Index(["2024-03-16"]))["minutes"])


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("22:30", 1350),
        ("22:30:59", 1350),
        ("22h30", 1350),
        ("22h30'", 1350),
        ("22g30", 1350),
        ("22 giờ 30", 1350),
        ("lúc 22 giờ 30 phút", 1350),
        ("22.30", 1350),
        ("22.3", 1350),  # a spreadsheet dropped the last 0 of 22.30
        ("22,30", 1350),
        ("2230", 1350),
        ("0.9375", 1350),  # 0.9375 · 24 h = 22.5 h
        ("45366.9375", 1350),
        ("1899-12-31 22:30:00", 1350),
        ("15/3/2024 22:30", 1350),
        ("10:30 CH", 1350),
        ("10h30 tối", 1350),
        ("22h", 1320),
        ("22", 1320),
        ("0", 0),
        ("0:05", 5),
        ("12:05 SA", 5),
        ("12:05 CH", 725),
        ("0.15", 15),
        ("0.5", 720),
        ("0.25", 360),
        ("3h chiều", 900),
        ("11h đêm", 1380),
        ("24:00", 1439),
        ("12h đêm", 1439),
        ("0.999999", 1439),
    ],
)
def test_times(text: str, minutes: int) -> None:
    assert parse_times(pd.Index([text])).tolist() == [minutes]


@pytest.mark.parametrize("text", ["", "sáng", "24:01", "22:60", "25", "22h-23h", "22.7", "không rõ", "15/3/2024", "-1"])
def test_no_single_time_is_missing(text: str) -> None:
    assert parse_times(pd.Index([text])).isna().all()


@LAW
@given(st.integers(0, 1439))
def test_every_minute_of_the_day_is_read_back(minutes: int) -> None:
    hour, minute = divmod(minutes, 60)
    written = [
        f"{hour}:{minute:02d}",
        f"{hour}h{minute:02d}'",
        f"{hour} giờ {minute} phút",
        f"{hour:02d}:{minute:02d}:59",
    ]
    half = "SA" if hour < 12 else "CH"
    written.append(f"{hour % 12 or 12}:{minute:02d} {half}")
    assert parse_times(pd.Index(written)).tolist() == [minutes] * len(written)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2012_1", "2012-01-01", "2012-03-31"),
        ("2012.0_1", "2012-01-01", "2012-03-31"),
        ("2012_4.0", "2012-10-01", "2012-12-31"),
        ("Quý I/2024", "2024-01-01", "2024-03-31"),
        ("Quý IV năm 2024", "2024-10-01", "2024-12-31"),
        ("Q1/2024", "2024-01-01", "2024-03-31"),
        ("2024-Q2", "2024-04-01", "2024-06-30"),
        ("Tháng 2/2024", "2024-02-01", "2024-02-29"),
        ("T3/2024", "2024-03-01", "2024-03-31"),
        ("3/2024", "2024-03-01", "2024-03-31"),
        ("2024-03", "2024-03-01", "2024-03-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024.0", "2024-01-01", "2024-12-31"),
        ("6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
        ("6 tháng cuối năm 2024", "2024-07-01", "2024-12-31"),
        ("6 tháng 2024", "2024-01-01", "2024-06-30"),
        ("2024-9M", "2024-01-01", "2024-09-30"),
        ("01/03/2024 - 31/03/2024", "2024-03-01", "2024-03-31"),
        ("15/12/2023–14/3/2024", "2023-12-15", "2024-03-14"),
        ("15-12-2023 - 14-03-2024", "2023-12-15", "2024-03-14"),
        ("từ ngày 15/12/2023 đến ngày 14/3/2024", "2023-12-15", "2024-03-14"),
        ("từ 01/3 đến hết 31/3/2024", "2024-03-01", "2024-03-31"),
        ("01-31/03/2024", "2024-03-01", "2024-03-31"),
        ("2024-02-01..2024-02-14", "2024-02-01", "2024-02-14"),
        ("01/2024 - 03/2024", "2024-01-01", "2024-03-31"),
        ("15/3/2024", "2024-03-15", "2024-03-15"),
        ("45366", "2024-03-15", "2024-03-15"),
    ],
)
def test_periods_of_counts(text: str, start: str, end: str) -> None:
    found = parse_periods_text(pd.Index([text])).iloc[0]
    assert (found["start"], found["end"]) == (pd.Timestamp(start), pd.Timestamp(end))


@pytest.mark.parametrize("text", ["", "abc", "13/2024", "0/2024", "Quý V/2024", "31/3/2024 - 1/3/2024", "31/02/2024"])
def test_no_period_is_missing_at_both_ends(text: str) -> None:
    assert parse_periods_text(pd.Index([text])).isna().all(axis=None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Quý I/2024", "2023-12-15", "2024-03-14"),
        ("Tháng 12/2024", "2024-11-15", "2024-12-14"),
        ("2024", "2023-12-15", "2024-12-14"),
        ("01/03/2024 - 31/03/2024", "2024-03-01", "2024-03-31"),  # days are days in every calendar
    ],
)
def test_months_and_quarters_of_the_office_calendar(text: str, start: str, end: str) -> None:
    found = parse_periods_text(pd.Index([text]), calendar=MIDDLE_OF_MONTH).iloc[0]
    assert (found["start"], found["end"]) == (pd.Timestamp(start), pd.Timestamp(end))


def test_numbered_parts_are_months_where_one_goes_beyond_four() -> None:
    texts = pd.Index(["2012_1", "2012_12"])
    assert parse_periods_text(texts)["end"].tolist() == [pd.Timestamp("2012-01-31"), pd.Timestamp("2012-12-31")]
    one = pd.Index(["2012_1"])
    assert parse_periods_text(one, numbered="month")["end"].tolist() == [pd.Timestamp("2012-01-31")]
    assert parse_periods_text(texts, numbered="quarter")["end"].isna().tolist() == [False, True]
