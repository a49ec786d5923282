import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.intake.values.numbers import decimal_mark, money_unit, parse_counts, parse_money, parse_numbers

LAW = settings(deadline=None, derandomize=True)


def number(text: str, decimal: str | None = None) -> float:
    return float(parse_numbers(pd.Index([text]), decimal=decimal).iloc[0])


def count(text: str) -> int | None:
    value = parse_counts(pd.Index([text])).iloc[0]
    return None if pd.isna(value) else int(value)


def dong(text: str, unit: float = 1.0) -> int | None:
    value = parse_money(pd.Index([text]), unit=unit).iloc[0]
    return None if pd.isna(value) else int(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("02", 2),
        ("1.234", 1234),
        ("1.234.567", 1_234_567),
        ("1.234,5", 1234.5),
        ("1,5", 1.5),
        ("12,5%", 12.5),
        ("12,5 %", 12.5),
        ("1 234", 1234),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234", 1234),
        ("-5", -5),
        ("−5", -5),
        ("+5", 5),
        ("-", 0),
        ("–", 0),
        ("không", 0),
        ("Không có", 0),
        ("3 người", 3),
        ("02 vụ", 2),
        ("12,5 km", 12.5),
        ("3.5", 3.5),
        ("2.0", 2),
        ("1234.567", 1234.567),
        ("0.125", 0.125),
        ("1,234,567.8", 1_234_567.8),
        ("1,234.5", 1234.5),
        ("1e5", 100_000),
        ("1.5E-3", 0.0015),
        ("3,2 tỷ", 3.2e9),
        ("2 triệu người", 2e6),
    ],
)
def test_numbers(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", " ", "...", "…", "abc", "3-4", "1.2.3", "12 3", "3 vụ, 2 chết", "nan", "inf", ">3", "3?"]
)
def test_what_is_no_number_is_missing(text: str) -> None:
    assert math.isnan(number(text))


@pytest.mark.parametrize(
    ("text", "comma", "point"),
    [
        ("1.234", 1234, 1.234),
        ("1,234", 1.234, 1234),
        ("12.345", 12345, 12.345),
        ("1234.567", 1234.567, 1234.567),  # four figures before the mark are no group
        ("0.125", 0.125, 0.125),
        ("12.5", 12.5, 12.5),
        ("1.234,5", 1234.5, 1234.5),
    ],
)
def test_the_decimal_mark_decides_only_what_leaves_a_choice(text: str, comma: float, point: float) -> None:
    assert number(text, ",") == comma
    assert number(text, ".") == point


def test_another_decimal_mark_is_an_error() -> None:
    with pytest.raises(ValueError, match="';'"):
        number("1", ";")


@pytest.mark.parametrize(
    ("texts", "whole", "mark"),
    [
        ([], False, ","),
        (["1.234"], False, ","),
        (["1,234"], False, ","),
        (["1,234"], True, "."),  # a count has no fraction
        (["1.234", "3.5"], False, "."),
        (["1.234", "3.5", "2,5"], False, ","),  # one against one: Vietnamese
        (["1,234,567"], False, "."),
        (["1.234.567"], False, ","),
        (["2.0", "3.0"], True, "."),
        (["2.5", "1.234"], True, ","),  # 2.5 is no count in either reading and has no vote
        ([f"{number}.{number}" for number in range(101, 201)] + ["12.5"], False, ","),  # 1 slip among 100 thousands
    ],
)
def test_the_column_decides(texts: list[str], whole: bool, mark: str) -> None:
    assert decimal_mark(texts, whole=whole) == mark


def test_a_column_of_floats_keeps_its_points() -> None:
    assert parse_numbers(pd.Index(["1.234", "3.5", "1234.567"])).tolist() == [1.234, 3.5, 1234.567]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("2.0", 2),
        ("2,0", 2),
        ("1.234", 1234),
        ("1,234", 1234),
        ("12 345", 12345),
        ("-1", -1),
        ("-", 0),
        ("3 người", 3),
    ],
)
def test_counts(text: str, value: int) -> None:
    assert count(text) == value


@pytest.mark.parametrize("text", ["", "2.5", "2,5", "12,5%", "abc", "1234.567", "9" * 20])
def test_what_is_no_whole_number_is_no_count(text: str) -> None:
    assert count(text) is None


def test_counts_are_int64_and_decided_by_their_column() -> None:
    counts = parse_counts(pd.Index(["1.000", "2.000", ""]))
    assert str(counts.dtype) == "Int64"
    assert counts.dropna().tolist() == [1000, 2000]
    # "0.000" cannot be thousands, so the column is written with three decimals.
    assert parse_counts(pd.Index(["2.000", "0.000"])).tolist() == [2, 0]
    assert parse_counts(pd.Index(["2.000", "0.000"]), decimal=",").tolist() == [2000, 0]


def test_two_styles_of_thousands_in_one_column_of_counts() -> None:
    assert parse_counts(pd.Index(["1.234", "1,000", "2.500", "1,234,567"])).tolist() == [1234, 1000, 2500, 1_234_567]
    assert parse_counts(pd.Index(["2.0", "3.0", "1.234"])).tolist() == [2, 3, 1234]


def test_two_styles_of_thousands_in_one_column_of_dong() -> None:
    both = pd.Index(["500.000", "500,000", "1,500,000.0", "1.500.000đ"])
    assert parse_money(both).tolist() == [500_000, 500_000, 1_500_000, 1_500_000]
    # In millions a fraction is usual, and "12.5" says that this column writes it with a point.
    assert parse_money(pd.Index(["1.234", "12.5"]), unit=1e6).tolist() == [1_234_000, 12_500_000]


@pytest.mark.parametrize("text", ["22 tháng", "07 ngày", "5 tuổi", "12 %", "2 năm", "3 km", "10 triệu đồng", "2h"])
def test_durations_and_other_words_are_no_count(text: str) -> None:
    assert count(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("2 người", "02 vụ", "2 trường hợp", "2 TH", "2 lượt", "2 xe", "2 xe ô tô", "2 chiếc", "2 phương tiện"),
        *("2 điểm", "2 GPLX", "2 ô tô", "2 mô tô", "2 cháu", "2 em", "2 nạn nhân", "02 (hai) người", "2 ng.", "2."),
        *("2 người chết", "2 (người)", "2người", "2.0 vụ"),
    ],
)
def test_people_and_things_are_counted(text: str) -> None:
    assert count(text) == 2


def test_a_number_cell_with_three_decimals_is_no_thousands() -> None:
    # The reader of workbooks writes the cell 1.234 as "1.2340".
    assert parse_numbers(pd.Index(["1.2340", "2.345"])).tolist() == [1.234, 2.345]  # the first speaks for the point
    assert [number("1.2340", mark) for mark in (",", ".")] == [1.234, 1.234]
    assert count("1.2340") is None
    assert dong("1.2340", 1e9) == 1_234_000_000


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Tiền phạt (đồng)", 1),
        ("Tiền phạt", 1),
        ("Số tiền (VNĐ)", 1),
        ("Tiền phạt (nghìn đồng)", 1e3),
        ("Tiền phạt (ngàn đồng)", 1e3),
        ("Tiền phạt (1.000đ)", 1e3),
        ("Thành tiền (1.000 đồng)", 1e3),
        ("Tiền phạt (triệu đồng)", 1e6),
        ("Thiệt hại (triệu)", 1e6),
        ("Thiệt hại (tr.đ)", 1e6),
        ("Thiệt hại (Triệu VNĐ)", 1e6),
        ("TIEN PHAT (TRIEU DONG)", 1e6),
        ("Tiền phạt (1.000.000 đ)", 1e6),
        ("Tiền phạt (tỷ đồng)", 1e9),
        ("Tiền phạt (tỉ)", 1e9),
        ("Tỷ lệ (%)", 1),
        ("Tên công ty", 1),
        ("Nộp ngân sách (đồng)", 1),
    ],
)
def test_unit_of_a_heading(heading: str, unit: float) -> None:
    assert money_unit(heading) == unit


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1.500.000", 1, 1_500_000),
        ("1.500.000đ", 1, 1_500_000),
        ("1.500.000 VNĐ", 1e6, 1_500_000),  # the cell's own unit comes first
        ("3,2 tỷ", 1, 3_200_000_000),
        ("3,2 tỉ đồng", 1e6, 3_200_000_000),
        ("500 triệu", 1, 500_000_000),
        ("500tr", 1e6, 500_000_000),
        ("1,5 tr.đ", 1, 1_500_000),
        ("2 tỷ 500 triệu", 1, 2_500_000_000),
        ("500k", 1, 500_000),
        ("800 nghìn đồng", 1, 800_000),
        ("12,5", 1e6, 12_500_000),
        ("1.234", 1e6, 1_234_000_000),
        ("500,000", 1, 500_000),  # amounts in đồng are whole
        ("0.1", 1e6, 100_000),
        ("-", 1e6, 0),
        ("không", 1, 0),
    ],
)
def test_money_in_dong(text: str, unit: float, value: int) -> None:
    assert dong(text, unit) == value


@pytest.mark.parametrize("text", ["", "abc", "500 người", "2 tỷ 500", "5 đến 6 triệu"])
def test_what_is_no_money_is_missing(text: str) -> None:
    assert dong(text) is None


@LAW
@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_is_read_back_in_every_writing(value: int) -> None:
    grouped = f"{value:,}"
    for text in (
        str(value),
        grouped,
        grouped.replace(",", "."),
        grouped.replace(",", " "),
        f"{value}.0",
        f"{value} vụ",
    ):
        assert count(text) == value
    assert dong(f"{grouped.replace(',', '.')} đồng", 1e6) == value


@LAW
@given(st.decimals(min_value=-(10**6), max_value=10**6, places=2))
def test_two_decimals_are_read_back_in_both_writings(value: object) -> None:
    english = f"{value:,}"
    vietnamese = english.translate(str.maketrans(",.", ".,"))
    assert number(english) == number(vietnamese) == float(str(value))


@LAW
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_cell_is_read_back_with_the_point_named(value: float) -> None:
    assert number(repr(value), ".") == value
