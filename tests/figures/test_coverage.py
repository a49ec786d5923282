"""What is covered: intervals that touch, overlap and leave holes."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.figures.coverage import (
    area_coverage,
    batches_touching,
    covered_until,
    latest_quarter,
    overall_coverage,
)

from .rows import Q1_2025, covers, period


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([("2024-12-15", "2025-03-15")], "full"),
        ([("2024-01-01", "2026-01-01")], "full"),
        ([("2024-12-15", "2025-03-14")], "partial"),  # the last day is missing
        ([("2024-12-16", "2025-03-15")], "partial"),
        ([("2024-12-15", "2025-01-15"), ("2025-01-15", "2025-03-15")], "full"),  # they touch
        ([("2025-01-10", "2025-03-15"), ("2024-12-15", "2025-01-20")], "full"),  # they overlap, in the wrong order
        ([("2024-12-15", "2025-03-01"), ("2025-01-01", "2025-01-05")], "partial"),  # one inside the other
        ([("2024-12-15", "2025-01-15"), ("2025-01-16", "2025-03-15")], "partial"),  # a hole of one day
        ([("2025-03-15", "2025-06-15"), ("2024-06-15", "2024-12-15")], "none"),  # just before and just after
        ([], "none"),
    ],
)
def test_a_period_is_covered_day_by_day(spans: list[tuple[str, str]], expected: str, definitions: Definitions) -> None:
    covered = pd.concat([covers("*", *span) for span in spans] or [covers("*", "2025-01-01", "2025-01-02").iloc[:0]])
    assert area_coverage(covered, period(Q1_2025, definitions), ["088"]) == {"088": expected}


def test_an_area_has_its_own_files_and_those_of_the_province(definitions: Definitions) -> None:
    covered = pd.concat([covers("*", "2024-12-15", "2025-02-01"), covers("088", "2025-02-01", "2025-03-15")])
    states = area_coverage(covered, period(Q1_2025, definitions), ["080", "088"])
    assert states == {"080": "partial", "088": "full"}
    assert overall_coverage(states) == "partial"


def test_all_areas_together() -> None:
    assert overall_coverage({"080": "none", "088": "none"}) == "none"
    assert overall_coverage({"080": "none", "088": "full"}) == "partial"
    assert overall_coverage({}) == "none"


def test_until_when_and_from_which_batches(definitions: Definitions) -> None:
    covered = pd.concat([covers("*", "2024-01-01", "2025-01-01"), covers("*", "2020-01-01", "2021-01-01")])
    assert covered_until(covered) == date(2024, 12, 31)
    assert covered_until(covered.iloc[:0]) is None
    assert batches_touching(covered, [period(Q1_2025, definitions)])["batch_id"].tolist() == ["*/2024-01-01"]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([("*", "2024-12-15", "2025-03-15")], "2025-Q1"),  # one quarter alone: it, not the one before
        ([("*", "2020-12-15", "2025-05-01")], "2025-Q1"),  # the quarter that runs is not over
        ([("*", "2023-12-15", "2024-03-15"), ("*", "2024-12-15", "2025-02-01")], "2024-Q1"),  # whole before incomplete
        ([("*", "2024-12-20", "2025-03-10")], "2025-Q1"),  # none is whole: the one with days
        ([("*", "2025-01-01", "2025-04-01")], "2025-Q1"),  # 73 of 90 days before 17 of Quý II
        ([("*", "2025-01-01", "2025-01-11"), ("*", "2025-03-20", "2025-03-25")], "2025-Q2"),  # little: the last
        ([("088", "2024-12-15", "2025-03-15")], "2025-Q1"),  # one district of several
    ],
)
def test_the_latest_quarter_is_one_that_has_data(
    spans: list[tuple[str, str, str]], expected: str, definitions: Definitions
) -> None:
    covered = pd.concat([covers(*span) for span in spans], ignore_index=True)
    found = latest_quarter(covered, definitions.calendars["15-14"], definitions.areas.codes)
    assert found is not None
    assert found.key == expected


def test_nothing_covered_has_no_latest_quarter(definitions: Definitions) -> None:
    nothing = covers("*", "2025-01-01", "2025-01-02").iloc[:0]
    assert latest_quarter(nothing, definitions.calendars["15-14"], definitions.areas.codes) is None
