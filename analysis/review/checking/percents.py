"""One percent judged: is what was written the exact value at the decimals written, a slip of rounding, or wrong?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from .amounts import SHOWN, percent_like, percent_words
from .findings import DOUBTFUL, ROUNDING, WRONG, Finding
from .numerals import rounded
from .statements import Figure

_FINE = 2
"""From so many decimals on, a last digit off by one is taken for a slip of rounding, not for another figure."""


def judge_percent(
    figure: Figure, exact: Fraction, words: str, *, low: Fraction | None = None, high: Fraction | None = None
) -> Finding | None:
    """A finding on a percent whose size should be ``exact`` [%] (unsigned, between ``low`` and ``high``), or None.

    ``words`` is the arithmetic without its result: "(20 - 17) / 17".
    """
    bounds = (exact if low is None else low, exact if high is None else high)
    if figure.about:
        return _judge_about(figure, exact, words)
    if fits(figure.value, figure.decimals, exact, bounds):
        return None
    if figure.other is not None and fits(figure.other, 3, exact, bounds):
        return _finding(DOUBTFUL, figure, percent_like(exact, figure, 3), "dấu thập phân phải là dấu phẩy")
    shown = f"{words} = {percent_words(exact, max(SHOWN, figure.decimals))}"
    if _last_digit(figure, exact):
        right = percent_like(exact, figure, figure.decimals)
        unsigned = percent_words(exact, figure.decimals)
        reason = f"{shown}, làm tròn đến {figure.decimals} chữ số thập phân là {unsigned}"
        return _finding(ROUNDING, figure, right, reason)
    hint = _slipped(figure, exact)
    digits = max(SHOWN, figure.decimals)
    return _finding(WRONG, figure, percent_like(exact, figure, digits), f"{shown}{hint}")


def fits(value: Decimal, decimals: int, exact: Fraction, bounds: tuple[Fraction, Fraction]) -> bool:
    """Whether ``value`` is ``exact``, or a value between the bounds, rounded to so many decimals."""
    if value == rounded(exact, decimals):
        return True
    step = Fraction(1, 2 * 10**decimals)
    return bounds[0] < bounds[1] and bounds[0] - step <= Fraction(value) <= bounds[1] + step


def decimal_mark(figure: Figure) -> Finding | None:
    """A figure that is right but written with a decimal point, or with a comma between thousands."""
    if figure.slip == "point":
        right = figure.text.replace(".", ",") if "," not in figure.text else ""
        return _finding(DOUBTFUL, figure, right, "dấu thập phân phải là dấu phẩy, không phải dấu chấm")
    if figure.slip == "comma":
        right = figure.text.replace(",", ".")
        return _finding(DOUBTFUL, figure, right, "dấu phân cách hàng nghìn phải là dấu chấm, không phải dấu phẩy")
    return None


def whole_bases(difference: Fraction, figure: Figure) -> tuple[int, int]:
    """The least and the largest whole base that give this percent at the decimals written; least > largest if none."""
    step = Fraction(1, 2 * 10**figure.decimals)
    size = Fraction(figure.value)
    if size + step <= 0 or difference <= 0:
        return 1, 0
    least = ceil(100 * difference / (size + step))
    most = floor(100 * difference / (size - step)) if size > step else least + 10**9
    return max(least, 1), most


def _judge_about(figure: Figure, exact: Fraction, words: str) -> Finding | None:
    """A percent said as "khoảng", "gần", "hơn": only what is on the wrong side or far off is said."""
    size = Fraction(figure.value)
    far = abs(exact - size) > max(Fraction(1), abs(exact) / 20)
    side = {"hơn": exact < size, "trên": exact < size, "gần": exact > size, "dưới": exact > size}.get(
        figure.about, False
    )
    if not far and not side:
        return None
    reason = f"{words} = {percent_words(exact)}, không phải “{figure.about} {percent_words(size, figure.decimals)}”"
    return _finding(DOUBTFUL, figure, percent_like(exact, figure, SHOWN), reason)


def _last_digit(figure: Figure, exact: Fraction) -> bool:
    unit = Fraction(1, 10**figure.decimals)
    if abs(Fraction(figure.value) - exact) < unit:
        return True
    right = Fraction(rounded(exact, figure.decimals))
    return figure.decimals >= _FINE and abs(Fraction(figure.value) - right) <= unit


def _slipped(figure: Figure, exact: Fraction) -> str:
    """A likely reason for a wrong percent, to follow the arithmetic; or nothing."""
    if not figure.value or not exact:
        return ""
    for places in (1, 2, -1, -2):
        if rounded(exact * Fraction(10) ** places, figure.decimals) == figure.value:
            return "; dấu phẩy đặt lệch"
    digits = sorted(str(figure.value)), sorted(str(rounded(exact, figure.decimals)))
    return "; có thể gõ nhầm thứ tự chữ số" if digits[0] == digits[1] else ""


def _finding(kind: str, figure: Figure, right: str, reason: str) -> Finding:
    return Finding(kind, figure.start, figure.stop, figure.text, right, f"{reason[:1].upper()}{reason[1:]}.")
