"""Parts equal the total for every figure of the page Phân tích TNGT, over the embedded example."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.figures.dimensions import ACCIDENT_DIMENSIONS, PEOPLE_DIMENSIONS
from analysis.store.tables import Store
from tests.anatomy_laws import made, parts_equal_the_total, pivot_has_the_totals, windows_equal_the_rows

CHOICES: list[tuple[str, dict[str, Any]]] = [
    ("2025-Q1", {}),
    ("2024", {"with_collisions": False}),
    ("2024-9M", {"where": {"area": ["080", "087"], "mode": ["road"]}}),
    ("2024-02-01..2024-02-29", {}),
]
PAIRS = list(itertools.combinations(ACCIDENT_DIMENSIONS, 2))[::17]


@pytest.mark.parametrize(("period", "options"), CHOICES)
def test_every_breakdown(period: str, options: dict[str, Any], sample_store: Store, definitions: Definitions) -> None:
    asked = parse_period(period, definitions.calendar())
    found = made(sample_store, definitions, asked, **options)
    assert len(found.bases) == 5
    parts_equal_the_total(sample_store, found, **options)


def test_tet_and_the_holidays(sample_store: Store, definitions: Definitions) -> None:
    seen = windows_equal_the_rows(sample_store, definitions, parse_period("2025-Q1", definitions.calendar()))
    assert seen == 3 * 6 + 5 * 5 + 2  # three spans of six Tết; five windows of five years, two of 2025


@pytest.mark.parametrize(("rows", "columns"), PAIRS)
def test_pivot(rows: str, columns: str, sample_store: Store, definitions: Definitions) -> None:
    measure = "injured" if {rows, columns} & set(PEOPLE_DIMENSIONS) else "accidents"
    period = parse_period("2025-Q1", definitions.calendar())
    pivot_has_the_totals(sample_store, definitions, period, rows, columns, measure)
