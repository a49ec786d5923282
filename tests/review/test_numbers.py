"""Numbers as offices write them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from babel.numbers import format_decimal

from analysis.review.wording import decimal, difference, percent, probability, two_digits, whole


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (7, "7"),
        (1234, "1.234"),
        (1234567, "1.234.567"),
        (-45, "-45"),
        (pd.NA, "–"),
        (np.nan, "–"),
        (None, "–"),
    ],
)
def test_whole(value: object, expected: str) -> None:
    assert whole(value) == expected


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (1.5, 2, "1,50"),
        (2.675, 2, "2,68"),  # a half goes up, whatever the float's last bits say
        (3.125, 2, "3,13"),  # 33 against 32; to the even digit it would be 3,12
        (-3.125, 2, "-3,13"),
        (-0.004, 2, "0,00"),  # no minus before nothing
        (12345.678, 1, "12.345,7"),
        (np.inf, 2, "∞"),
        (-np.inf, 2, "-∞"),
    ],
)
def test_decimal(value: float, digits: int, expected: str) -> None:
    assert decimal(value, digits) == expected


def test_percent_has_two_decimals_and_a_sign_where_asked() -> None:
    assert percent(12.5) == "12,50%"
    assert percent(12.5, 1) == "12,5%"
    assert percent(100 * 9 / 62, signed=True) == "+14,52%"
    assert percent(100 * (196 - 241) / 241, signed=True) == "-18,67%"
    assert percent(100 * 3 / 17, signed=True) == "+17,65%"  # the published slip said +15,0%
    assert percent(0, signed=True) == "0,00%"
    assert percent(np.nan) == "–"


def test_difference_is_signed() -> None:
    assert [difference(value) for value in (9, -45, 0, 1200)] == ["+9", "-45", "0", "+1.200"]


def test_reports_write_counts_below_ten_with_two_digits() -> None:
    assert [two_digits(value) for value in (0, 1, 9, 10, 1234)] == ["0", "01", "09", "10", "1.234"]


def test_probability() -> None:
    assert [probability(value) for value in (0.05, 0.0004, 0.0, np.nan)] == ["0,050", "< 0,001", "< 0,001", "–"]


@pytest.mark.parametrize("digits", [0, 1, 2, 3])
def test_thousands_and_decimals_stand_as_babel_writes_them(digits: int) -> None:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    for value in (0, 5, 999, 1000, 123_456, 987_654_321, 12_345_678_901):
        assert decimal(value, digits) == format_decimal(value, format=pattern, locale="vi")
