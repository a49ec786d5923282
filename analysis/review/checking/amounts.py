"""Exact values with their margins, and the words of an arithmetic: "(20 - 17) / 17 = 17,65%".

A count is exact; "3,2 tỷ đồng" may be anything from 3,15 to 3,25. So a percent of rounded amounts has a range, and
only what lies outside of it is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..numbers import MISSING
from .numerals import rounded, written
from .statements import Figure

SHOWN = 2
"""Decimals of a percent in reports (FACTS, "Wording of reports")."""


@dataclass(frozen=True)
class Amount:
    """A value between ``low`` and ``high`` with its words, in which an unrounded count stands as it is."""

    value: Fraction
    low: Fraction
    high: Fraction
    words: str

    @property
    def exact(self) -> bool:
        """Whether there is no margin."""
        return self.low == self.high

    def __add__(self, other: Amount) -> Amount:
        value = self.value + other.value
        return Amount(value, self.low + other.low, self.high + other.high, _words(value, self, other))

    def __sub__(self, other: Amount) -> Amount:
        value = self.value - other.value
        return Amount(value, self.low - other.high, self.high - other.low, _words(value, self, other))

    def holds(self, value: Fraction) -> bool:
        """Whether ``value`` lies within the margins."""
        return self.low <= value <= self.high


def amount(figure: Figure) -> Amount:
    """What a figure may be worth."""
    exact, margin = figure.exact, figure.margin
    return Amount(exact, exact - margin, exact + margin, _plain(figure))


def percent_range(part: Amount, whole: Amount) -> tuple[Fraction, Fraction, Fraction]:
    """100 · part / whole: value, least and most. ``whole`` must be above 0."""
    ends = [100 * top / bottom for top in (part.low, part.high) for bottom in (whole.low, whole.high) if bottom > 0]
    return 100 * part.value / whole.value, min(ends), max(ends)


def percent_words(value: Fraction, digits: int = SHOWN) -> str:
    """A percent of the office: "17,65%"."""
    return f"{written(rounded(value, digits), digits)}%"


def percent_like(value: Fraction, figure: Figure, digits: int) -> str:
    """The right percent in the manner of ``figure``: with its sign, if it has one, and so many decimals."""
    size = percent_words(abs(value), digits)
    if not figure.sign:
        return size
    return f"{'-' if value < 0 else '+'}{size}"


def count_like(value: Fraction, figure: Figure) -> str:
    """The right count in the manner of ``figure``: "03" where "05" was written."""
    digits = figure.decimals
    shown = written(rounded(value / figure.scale, digits), digits)
    padded = len(figure.text) > 1 and figure.text[0] == "0" and len(shown) == 1 and shown != "0"
    return f"0{shown}" if padded else shown


def number_words(value: Fraction) -> str:
    """A value in plain words: whole as "1.234", else with the decimals that it needs, two at most."""
    digits = next((few for few in range(SHOWN) if (value * 10**few).denominator == 1), SHOWN)
    return written(rounded(value, digits), digits)


def _plain(figure: Figure) -> str:
    shown = written(figure.value, figure.decimals)
    scale = {10**3: " nghìn", 10**6: " triệu", 10**9: " tỷ"}.get(figure.scale, "")
    return f"{shown}{scale}" if shown != MISSING else figure.text


def _words(value: Fraction, first: Amount, second: Amount) -> str:
    for scale, name in ((10**9, " tỷ"), (10**6, " triệu"), (10**3, " nghìn")):
        if first.words.endswith(name) or second.words.endswith(name):
            return f"{number_words(value / scale)}{name}"
    return number_words(value)
