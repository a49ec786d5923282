"""Written numbers: Vietnamese marks, foreign marks, what cannot be read; rounding away from zero."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from analysis.review.checking.numerals import read_number, rounded, written


@pytest.mark.parametrize(
    ("text", "measured", "value", "decimals", "slip"),
    [
        ("05", False, "5", 0, ""),
        ("1.234", False, "1234", 0, ""),
        ("1.234.567,5", True, "1234567.5", 1, ""),
        ("12,50", True, "12.50", 2, ""),
        ("18.67", True, "18.67", 2, "point"),
        ("1,234", False, "1234", 0, "comma"),
        ("3,250", True, "3.250", 3, ""),
        ("0,123", False, "0.123", 3, ""),
        ("1.2.3", False, "0", 0, "unreadable"),
    ],
)
def test_a_number_is_worth(text: str, measured: bool, value: str, decimals: int, slip: str) -> None:
    number = read_number(text, measured=measured)
    assert (number.value, number.decimals, number.slip) == (Decimal(value), decimals, slip)


def test_a_percent_of_four_digits_may_be_either() -> None:
    number = read_number("1.250", measured=True)
    assert (number.value, number.other) == (Decimal(1250), Decimal("1.250"))


def test_halves_go_away_from_zero() -> None:
    assert rounded(Fraction(25, 2), 0) == 13
    assert rounded(Fraction(-25, 2), 0) == -13
    assert rounded(Fraction(300, 17), 2) == Decimal("17.65")  # 17,6470…
    assert rounded(Fraction(2, 3), 4) == Decimal("0.6667")


def test_numbers_are_written_as_the_office_does() -> None:
    assert written(Decimal(1234567)) == "1.234.567"
    assert written(Fraction(2, 3), 2) == "0,67"
