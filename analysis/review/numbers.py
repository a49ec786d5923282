"""Numbers as Vietnamese offices write them: thousands dot, decimal comma, two decimals in percent, minus as "-".

Halves are rounded away from zero, as Excel and the office do (not to the even digit). Missing is "–", never 0.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from babel.numbers import get_decimal_symbol, get_group_symbol

LOCALE = "vi"
MISSING = "–"
INFINITE = "∞"
FLOAT_DIGITS = 9
"""Digits behind which a float is noise; rounding starts from there, so that 2,675 is 2,68."""


def whole(value: Any) -> str:
    """A count: "1.234"; "–" where missing."""
    return decimal(value, 0)


def decimal(value: Any, digits: int = 2, *, signed: bool = False) -> str:
    """A number with a fixed count of decimals: "1,50"; ``signed`` writes "+" before what is above 0."""
    if value is None or pd.isna(value):
        return MISSING
    if np.isinf(value):
        return INFINITE if value > 0 else f"-{INFINITE}"
    exact = Decimal(repr(round(float(value), FLOAT_DIGITS))) if not isinstance(value, int) else Decimal(value)
    rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    sign = "-" if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):,f}".translate(_marks())


@cache
def _marks() -> dict[int, str]:
    """What Python writes between thousands and before decimals as the locale does; babel's own writing is slower."""
    return str.maketrans({",": get_group_symbol(LOCALE), ".": get_decimal_symbol(LOCALE)})


def percent(value: Any, digits: int = 2, *, signed: bool = False) -> str:
    """A percent given in percent: "12,50%", signed "+14,52%"; "–" where missing (no percent at base 0)."""
    written = decimal(value, digits, signed=signed)
    return written if written == MISSING else f"{written}%"


def difference(value: Any) -> str:
    """A difference of counts: "+9", "-45", "0"."""
    return decimal(value, 0, signed=True)


def two_digits(value: Any) -> str:
    """A count inside a sentence of a report: "01", "09", "10", "1.234"; 0 stays "0"."""
    written = whole(value)
    return f"0{written}" if len(written) == 1 and written.isdecimal() and written != "0" else written


def probability(value: Any) -> str:
    """A probability: "0,050"; below a thousandth "< 0,001"."""
    if value is not None and not pd.isna(value) and 0 <= value < 0.0005:
        return "< 0,001"
    return decimal(value, 3)
