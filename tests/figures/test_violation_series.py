"""Months and quarters of violations: what lies inside, what crosses an edge, what is not covered."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.figures.violation_counts import violation_spans
from analysis.figures.violation_series import violation_series

from .rows import Rows, covers, period, violation

ROWS = [
    violation("2024-12-15", "2025-01-14", 10, fine_vnd=5),
    violation("2025-01-20", "2025-01-20", 4),
    violation("2025-01-01", "2025-01-31", 7, behaviour="speed"),
    violation("2024-10-01", "2024-10-01", 3, area_code="082"),
]


def series_of(definitions: Definitions, unit: str, calendar: str = "15-14", **options: object) -> pd.DataFrame:
    store = Rows(violations=ROWS)
    spans = violation_spans(store, start=date(2023, 1, 1), stop=date(2025, 4, 1), **options)
    return violation_series(
        spans,
        definitions,
        calendar=definitions.calendars[calendar],
        unit=unit,
        until=period("2025-Q1", definitions, calendar),
        coverage=covers("*", "2024-01-01", "2025-04-01"),
        years=1,
    ).set_index("period_key")


def test_a_count_is_in_the_month_that_holds_it_and_in_no_other(definitions: Definitions) -> None:
    months = series_of(definitions, "month")
    assert months.loc[["2024-11", "2024-12", "2025-01", "2025-02"], "cases"].tolist() == [0, 0, 10, 4]
    assert months.loc["2024-10", "cases"] == 3, "15/09 to 14/10"
    assert months.loc["2025-01", "straddling_cases"] == 7, "01-31/01 crosses the 15th"
    calendar = series_of(definitions, "month", "month")
    assert calendar.loc[["2024-12", "2025-01"], "cases"].tolist() == [0, 11]
    assert calendar.loc["2024-12", "straddling_cases"] == 10


def test_a_quarter_holds_what_crosses_its_months(definitions: Definitions) -> None:
    quarters = series_of(definitions, "quarter")
    assert quarters.loc["2025-Q1", "cases"] == 21
    assert int(quarters["straddling_cases"].sum()) == 0


def test_what_is_not_covered_is_missing_and_what_is_not_given_too(definitions: Definitions) -> None:
    quarters = series_of(definitions, "quarter")
    assert quarters["covered"].tolist() == ["partial", "full", "full", "full", "full"]
    assert quarters.loc["2025-Q1", "fine_vnd"] == 5
    assert pd.isna(quarters.loc["2025-Q1", "points_deducted"])
    assert quarters.loc["2024-Q2", "fine_vnd"] == 0


@pytest.mark.parametrize(("where", "cases"), [({"area": ["082"]}, 3), ({"behaviour": ["speed"]}, 7), ({}, 24)])
def test_spans_keep_what_is_chosen(where: dict[str, list[str]], cases: int) -> None:
    spans = violation_spans(Rows(violations=ROWS), start=date(2024, 1, 1), stop=date(2025, 4, 1), where=where)
    assert int(spans["cases"].sum()) == cases
