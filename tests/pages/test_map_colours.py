"""What colours the districts: a rate needs a count of the whole period."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from analysis.drawing.map_classes import NOT_COVERED
from pages import _map_colours


def test_a_district_covered_in_part_has_no_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page Địa bàn tăng gives it none: a count so far over all its people would be too low."""
    codes = ["080", "082", "083"]
    rows = pd.DataFrame({"now": [10.0, 4.0, 6.0], "covered_now": ["full", "partial", "full"]}, index=codes)
    people = SimpleNamespace(year=2024, people=pd.Series(100_000.0, index=codes))
    comparison: Any = SimpleNamespace(now=SimpleNamespace(title="Quý I", end=date(2025, 3, 14)), groups=lambda _: rows)
    monkeypatch.setattr(_map_colours, "_cached", SimpleNamespace(pinned=lambda: None, definitions=lambda: None))
    monkeypatch.setattr("analysis.figures.population.people_by_area", lambda *_: people)
    coloured = _map_colours._by_rate(comparison)
    assert coloured.classed.of["082"] == NOT_COVERED
    assert coloured.amounts["082"] == "–"
    assert coloured.said["080"][0] == "10 vụ, 100.000 dân"
