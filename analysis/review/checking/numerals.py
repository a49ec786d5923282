"""What a written number is worth: thousands dot, decimal comma, and the slips that are met in reports.

"1.234" is 1234 and "12,5" twelve and a half. "18.67%" is read with a decimal point and "1,234 vụ" with a foreign
thousands mark, both with ``slip`` set. It can mislead that "1.250%" may be either: it is read as 1250, and ``other``
is 1.25.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ..numbers import decimal

NUMERAL = r"\d(?:[\d.,]*\d)?"
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_FOREIGN = re.compile(r"\d{1,3}(?:,\d{3})+")
_COMMA = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+),(\d+)")
_POINT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\.(\d+)")


@dataclass(frozen=True)
class Number:
    """A value with the decimals it was written with; ``slip``: "", "point", "comma" or "unreadable"."""

    value: Decimal
    decimals: int
    slip: str = ""
    other: Decimal | None = None


def read_number(text: str, *, measured: bool) -> Number:
    """The worth of a written number; ``measured``: a percent or an amount, where a comma always is decimal."""
    if text.isdecimal():
        return Number(Decimal(text), 0)
    if _GROUPED.fullmatch(text):
        whole = Decimal(text.replace(".", ""))
        return Number(whole, 0, other=Decimal(text) if measured and text.count(".") == 1 else None)
    if _FOREIGN.fullmatch(text) and not measured and not text.startswith("0"):
        return Number(Decimal(text.replace(",", "")), 0, "comma")
    for form, slip in ((_COMMA, ""), (_POINT, "point")):
        found = form.fullmatch(text)
        if found:
            whole_part = found[1].replace(".", "").replace(",", "")
            return Number(Decimal(f"{whole_part}.{found[2]}"), len(found[2]), slip)
    return Number(Decimal(0), 0, "unreadable")


def rounded(exact: Fraction, digits: int) -> Decimal:
    """``exact`` at so many decimals, halves away from zero as the office rounds."""
    scaled = abs(exact) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    value = Decimal(whole).scaleb(-digits)
    return -value if exact < 0 else value


def written(value: Decimal | Fraction, digits: int = 0) -> str:
    """A number as the office writes it: "1.234", "17,65"."""
    exact = value if isinstance(value, Decimal) else rounded(value, digits)
    return (
        decimal(int(exact), 0) if not digits else decimal(float(exact.quantize(_step(digits), ROUND_HALF_UP)), digits)
    )


def _step(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)
