"""The list behind a figure: as many rows as the figure says, words in place of codes, what is not known left empty."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.figures.listing import clock_text, km_text


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "00:00"), (450, "07:30"), (1439, "23:59"), (pd.NA, None), (float("nan"), None)]
)
def test_a_time_of_day(minutes: object, text: str | None) -> None:
    written = clock_text(minutes)
    assert pd.isna(written) if text is None else written == text


@pytest.mark.parametrize(("metres", "text"), [(0, "Km0+000"), (24_005, "Km24+005"), (126_370, "Km126+370")])
def test_a_road_position(metres: int, text: str) -> None:
    assert km_text(metres) == text
    assert pd.isna(km_text(None))
