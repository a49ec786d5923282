"""Small pictures for one line of a list: a count against its expected range, a count against its normal number.

Defines ``range_strip`` (one place: band of the expected range, tick at the expected number, ring for last year, dot for
now), ``range_axis`` (the numbers below all strips) and ``change_strip`` (from normal to now). They are empty HTML
elements placed in percent of the line, styled by ``static/atgt.css``: such a line has to wrap, to print and to fit a
phone, which one plotly figure of many lines does not. Leaves out words: those stand beside the strip. Only numbers are
written, so nothing from a file enters.

Can mislead: the band is where 90 of 100 counts of an unchanged place fall. A count above it is not yet a flag (it has
to exceed last year and five accidents too), so the level is told by the colour of the dot and by words.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, isfinite, log10
from typing import Any

import pandas as pd

from .palette import VERDICT_COLOURS, VERDICT_INK

AS_VERDICT: Mapping[str, str] = {
    "red": "rise_clear",
    "amber": "rise",
    "none": "same",
    "not_enough_history": "same",
    "too_few": "same",
}
"""A level has the colour of the word for change that is nearest to it, on every page."""
LEVEL_COLOURS = {level: VERDICT_COLOURS[verdict] for level, verdict in AS_VERDICT.items()}
LEVEL_INK = {level: VERDICT_INK[verdict] for level, verdict in AS_VERDICT.items()}

BAND = "#D9E2E9"
"""Fill of every expected range; the same in ``static/atgt.css``."""
LEAST_LIMIT = 5.0
MOST_STEPS = 6


def range_limit(rows: pd.DataFrame) -> float:
    """The largest count [accidents] that strips of ``rows`` (now, last_year, upper) have to show, at least five."""
    shown = rows[["now", "last_year", "upper"]].to_numpy(dtype=float).ravel()
    return max([LEAST_LIMIT, *(float(value) for value in shown if isfinite(value))])


def range_strip(row: Mapping[str, Any], limit: float) -> str:
    """The line of one place: band lower..upper, tick at expected, ring at last_year, dot at now in its level's colour.

    ``row``: now, last_year, expected, lower, upper [accidents], level; what is missing is not drawn. The band covers
    the whole width of its outermost counts, so that a count on its edge lies inside. ``limit``: ``range_limit``.
    """
    level = str(row["level"])
    dot = f";background:{LEVEL_COLOURS[level]};border-color:{LEVEL_INK[level]}"
    marks = [_grid(limit), _band(row["lower"], row["upper"], limit), _mark("tick", row["expected"], limit)]
    marks += [_mark("dot", row["now"], limit, dot), _mark("ring", row["last_year"], limit)]
    return f'<span class="at-strip" aria-hidden="true">{"".join(marks)}</span>'


def range_axis(limit: float) -> str:
    """The numbers below the strips, each under its line of the grid."""
    numbers = "".join(f'<i class="number" style="left:{_place(tick, limit)}">{tick}</i>' for tick in ticks(limit))
    return f'<span class="at-strip axis" aria-hidden="true">{numbers}</span>'


def change_strip(now: float, normal: float, limit: float) -> str:
    """From the normal number (tick) to the number now (dot), the way between in the colour of the rise or fall."""
    verdict = "rise" if now > normal else "fall" if now < normal else "same"
    first, last = sorted((now, normal))
    at = f"left:{_place(first, limit)};width:{_width(last - first, limit)}"
    way = f'<i class="way" style="{at};background:{VERDICT_COLOURS[verdict]}"></i>'
    dot = f";background:{VERDICT_INK[verdict]};border-color:{VERDICT_INK[verdict]}"
    marks = way + _mark("tick", normal, limit) + _mark("dot small", now, limit, dot)
    return f'<span class="at-strip" aria-hidden="true">{marks}</span>'


def ticks(limit: float) -> list[int]:
    """Round whole numbers from 0 up to ``limit``, at most seven."""
    size = 10 ** max(floor(log10(max(limit, 1.0))) - 1, 0)
    step = next(size * times for times in (1, 2, 5, 10, 20, 50) if limit / (size * times) <= MOST_STEPS)
    return list(range(0, floor(limit) + 1, step))


def _place(value: Any, limit: float) -> str:
    """The place of a count in percent of the width; half a count is left free on both sides."""
    return f"{100 * (float(value) + 0.5) / (limit + 1):.2f}%"


def _width(counts: float, limit: float) -> str:
    return f"{100 * counts / (limit + 1):.2f}%"


def _grid(limit: float) -> str:
    return "".join(f'<i class="grid" style="left:{_place(tick, limit)}"></i>' for tick in ticks(limit))


def _band(lower: Any, upper: Any, limit: float) -> str:
    if pd.isna(lower) or pd.isna(upper):
        return ""
    at = f"left:{_place(lower - 0.5, limit)};width:{_width(upper - lower + 1, limit)}"
    return f'<i class="band" style="{at}"></i>'


def _mark(kind: str, value: Any, limit: float, more: str = "") -> str:
    return "" if pd.isna(value) else f'<i class="{kind}" style="left:{_place(value, limit)}{more}"></i>'
