"""The worked example of docs/phuong_phap.md, Phân tích TNGT: Saturdays from 21 to 24 hours in 2024."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.signals.standouts import standouts
from analysis.store.tables import Store
from tests.anatomy_laws import made

METHODS = Path(__file__).resolve().parents[2] / "docs" / "phuong_phap.md"


def test_the_example_is_what_the_program_finds(sample_store: Store, definitions: Definitions) -> None:
    found = made(sample_store, definitions, parse_period("2024", definitions.calendar()))
    marks = standouts(found)
    history = found.breakdowns["hour_weekday"]
    cell = (history.table["key"] == "21") & (history.table["second"] == "sat")
    assert history.history[cell].iloc[0].tolist() == [4, 12, 8, 5, 3]
    row = marks.of("hour_weekday")[cell].iloc[0]
    assert row["expected"] == pytest.approx(6.52, abs=0.005)
    assert marks.alpha["hour_weekday"] == pytest.approx(0.00095, abs=0.000005)
    assert (row["now"], row["lower"], row["upper"]) == (19, 3, 11)
    assert (row["p"], row["p_adjusted"]) == (pytest.approx(0.00046, abs=5e-6), pytest.approx(0.054, abs=5e-4))
    assert (marks.judged, len(marks.marks)) == (117, 1)
    assert marks.table["p"].nsmallest(2).iloc[1] == pytest.approx(0.077, abs=5e-4)
    text = METHODS.read_text(encoding="utf-8")
    for said in ("**32 vụ**", "**6,52 vụ**", "**3–11 vụ**", "**19 vụ**", "xét 117 ô", "**0,054**", "xác suất 0,077"):
        assert said in text
