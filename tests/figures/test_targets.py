"""A target of -5%: 62 a year before allow at most 58 (58,9 rounded down)."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.figures.compare import compare
from analysis.figures.targets import target_percent, target_status, target_year

from .rows import Q1_2024, Q1_2025, Rows, accident, covers, period


def with_target(definitions: Definitions, percent: float) -> Definitions:
    return replace(
        definitions, targets=pd.DataFrame({"year": [2025], "criterion": ["accidents"], "percent": [percent]})
    )


def rows(now: int, before: int) -> Rows:
    return Rows(
        accidents=[
            *(accident(f"now {number}", "2025-01-10") for number in range(now)),
            *(accident(f"before {number}", "2024-01-10") for number in range(before)),
        ]
    )


@pytest.mark.parametrize(
    ("now", "before", "percent", "at_most", "reached"),
    [
        (58, 62, -5, 58, "met"),
        (59, 62, -5, 58, "missed"),
        (19, 20, -5, 19, "met"),  # exactly 95%
        (0, 0, -5, 0, "met"),
        (1, 0, -5, 0, "missed"),
        (10, 10, 0, 10, "met"),
    ],
)
def test_status(now: int, before: int, percent: float, at_most: int, reached: str, definitions: Definitions) -> None:
    changed = with_target(definitions, percent)
    result = compare(rows(now, before), changed, period(Q1_2025, changed), period(Q1_2024, changed))
    status = target_status(result, changed, "accidents")
    assert (status.at_most, status.reached, status.year) == (at_most, reached, 2025)


def test_no_target_for_another_base_or_year(definitions: Definitions) -> None:
    changed = with_target(definitions, -5)
    previous = compare(rows(5, 5), changed, period(Q1_2025, changed), period("2024-Q4", changed))
    assert target_status(previous, changed, "accidents").reached == "no_target"
    assert target_status(previous, changed, "deaths").reached == "no_target"
    assert math.isnan(target_percent(changed, "accidents", 2019))


def test_no_judgement_where_data_are_missing(definitions: Definitions) -> None:
    changed, half = with_target(definitions, -5), rows(5, 9)
    half.covered = covers("*", "2023-12-15", "2025-02-01")
    result = compare(half, changed, period(Q1_2025, changed), period(Q1_2024, changed))
    assert target_status(result, changed, "accidents").reached == "no_data"


def test_the_year_of_a_period(definitions: Definitions) -> None:
    assert target_year(period(Q1_2025, definitions)) == 2025  # begins in December 2024
    assert target_year(period("2024-12-20..2025-01-05", definitions)) == 2025


def test_the_default_is_five_percent_less(definitions: Definitions) -> None:
    assert target_percent(definitions, "deaths", 2025) == -5
