"""The strip of one place: what is drawn where, for numbers that can be placed by hand."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.drawing.alert_ranges import (
    LEVEL_COLOURS,
    change_strip,
    range_axis,
    range_limit,
    range_strip,
    ticks,
)


def row(**more: Any) -> dict[str, Any]:
    plain = {"now": 7.0, "last_year": 3.0, "expected": 4.0, "lower": 1.0, "upper": 6.0, "level": "amber"}
    return plain | more


def at(strip: str, kind: str) -> list[str]:
    """The style of the marks of one kind."""
    return re.findall(rf'<i class="{kind}" style="([^"]*)"', strip)


def test_every_mark_stands_at_its_count() -> None:
    # ten counts, 0 to 9, share the width: the middle of count 7 is at 75%, of 3 at 35%, of 4 at 45%
    strip = range_strip(row(), 9.0)
    assert at(strip, "dot")[0].startswith("left:75.00%")
    assert at(strip, "ring") == ["left:35.00%"]
    assert at(strip, "tick") == ["left:45.00%"]
    # the band covers the counts 1 to 6 as a whole: from 10% over 60%
    assert at(strip, "band") == ["left:10.00%;width:60.00%"]


def test_a_range_from_zero_starts_at_the_edge_and_never_before_it() -> None:
    assert at(range_strip(row(lower=0.0, upper=4.0), 9.0), "band") == ["left:0.00%;width:50.00%"]


@pytest.mark.parametrize("level", ["red", "amber", "none", "not_enough_history", "too_few"])
def test_the_dot_has_the_colour_of_its_level(level: str) -> None:
    assert f"background:{LEVEL_COLOURS[level]}" in at(range_strip(row(level=level), 9.0), "dot")[0]


def test_what_is_missing_is_not_drawn() -> None:
    nothing = dict.fromkeys(("now", "last_year", "expected", "lower", "upper"), np.nan)
    strip = range_strip(row(**nothing, level="not_enough_history"), 9.0)
    assert [at(strip, kind) for kind in ("dot", "ring", "tick", "band")] == [[], [], [], []]


def test_the_axis_reaches_to_the_largest_count_and_is_never_empty() -> None:
    both = pd.DataFrame([row(), row(upper=23.0, now=np.nan)])
    assert range_limit(both) == 23
    assert range_limit(pd.DataFrame([row(now=0.0, last_year=0.0, upper=2.0)])) == 5
    assert range_limit(both.iloc[:0]) == 5


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(5, [0, 1, 2, 3, 4, 5]), (9, [0, 2, 4, 6, 8]), (23, [0, 5, 10, 15, 20]), (140, [0, 50, 100])],
)
def test_the_axis_has_a_few_round_numbers(limit: float, expected: list[int]) -> None:
    assert ticks(limit) == expected
    assert re.findall(r">(\d+)</i>", range_axis(limit)) == [str(tick) for tick in expected]


@pytest.mark.parametrize("limit", [1, 6, 7, 60, 61, 99, 100, 999, 12345])
def test_the_numbers_of_the_axis_are_at_most_seven(limit: float) -> None:
    assert 2 <= len(ticks(limit)) <= 7
    assert max(ticks(limit)) <= limit


def test_a_change_goes_from_normal_to_now() -> None:
    # 0 to 9 share the width: normal 2 at 25%, now 8 at 85%, the way between is 60% long
    strip = change_strip(8.0, 2.0, 9.0)
    assert at(strip, "way")[0].startswith("left:25.00%;width:60.00%")
    assert at(strip, "tick") == ["left:25.00%"]
    assert at(strip, "dot small")[0].startswith("left:85.00%")
    assert at(change_strip(2.0, 8.0, 9.0), "way")[0].startswith("left:25.00%;width:60.00%")
