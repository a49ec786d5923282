"""The charts of one place, drawn from tables that can be checked by eye."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.drawing.alert_charts import quarters_chart, watch_chart, years_chart
from analysis.drawing.alert_ranges import LEVEL_COLOURS

NAN = float("nan")
WORDS = {"expected": "bình thường", "score": "điểm", "limit": "ngưỡng", "alarm": "Báo động"}


def drawn(figure: Any) -> list[dict[str, Any]]:
    return [trace.to_plotly_json() for trace in figure.data]


@pytest.fixture
def quarters() -> pd.DataFrame:
    days = pd.to_datetime(["2024-03-15", "2024-06-15", "2024-09-15", "2024-12-15", "2025-03-15"])
    return pd.DataFrame(
        {
            "label": ["Quý II/2024", "Quý III/2024", "Quý IV/2024", "Quý I/2025"],
            "start": days[:4],
            "stop": days[1:],
            "count": [7.0, NAN, 10.0, 21.0],
            "expected": [8.0, 8.0, 9.0, 10.0],
            "lower": [0.0, 4.0, 4.0, 6.0],
            "upper": [13.0, 13.0, 14.0, 15.0],
            "is_now": [False, False, False, True],
        }
    )


def breaks(*days: str) -> pd.DataFrame:
    return pd.DataFrame({"date": pd.to_datetime(list(days)), "label": [f"mốc {day}" for day in days], "note": ""})


def test_the_range_is_a_block_from_half_a_count_below_to_half_a_count_above(quarters: pd.DataFrame) -> None:
    ranges, _, _ = drawn(quarters_chart(quarters, breaks(), level="red", unit="vụ"))
    assert ranges["base"] == [0.0, 3.5, 3.5, 5.5]  # never below zero
    assert ranges["y"] == [13.5, 10.0, 11.0, 10.0]
    assert ranges["width"][0] == 92 * 24 * 3600 * 1000  # 15/3 to 14/6 has 92 days


def test_a_quarter_without_data_has_no_dot_and_now_has_its_number_and_its_colour(quarters: pd.DataFrame) -> None:
    _, expected, dots = drawn(quarters_chart(quarters, breaks(), level="red", unit="vụ"))
    assert dots["y"] == [7.0, None, 10.0, 21.0]
    assert dots["text"] == ["", "", "", "<b>21</b>"]
    assert dots["marker"]["color"][3] == LEVEL_COLOURS["red"]
    assert expected["y"] == [8.0, 8.0, 8.0, 8.0, 9.0, 9.0, 10.0, 10.0]
    assert expected["x"][-2:] == ["2024-12-15", "2025-03-15"]


def test_the_pointer_says_count_and_range(quarters: pd.DataFrame) -> None:
    dots = drawn(quarters_chart(quarters, breaks(), level="red", unit="vụ"))[2]
    assert dots["customdata"][3] == "<b>Quý I/2025</b><br>21 vụ<br>bình thường 6-15 vụ"


def test_counts_start_at_zero_and_the_highest_has_room(quarters: pd.DataFrame) -> None:
    low, high = quarters_chart(quarters, breaks(), level="red", unit="vụ").layout.yaxis.range
    assert low == 0
    assert high > 21


def test_only_breaks_inside_are_drawn(quarters: pd.DataFrame) -> None:
    chart = quarters_chart(quarters, breaks("2024-08-15", "2025-07-01"), level="none", unit="vụ")
    assert [shape.x0 for shape in chart.layout.shapes] == ["2024-08-15"]
    assert [note.text for note in chart.layout.annotations] == ["vụ", "mốc 2024-08-15"]


def test_a_place_that_is_not_judged_has_dots_and_no_range(quarters: pd.DataFrame) -> None:
    bare = quarters.assign(expected=NAN, lower=NAN, upper=NAN)
    ranges, _, dots = drawn(quarters_chart(bare, breaks(), level="not_enough_history", unit="vụ"))
    assert ranges["y"] == [None] * 4
    assert dots["customdata"][0] == "<b>Quý II/2024</b><br>7 vụ"


def test_a_strangers_label_cannot_write_tags(quarters: pd.DataFrame) -> None:
    dots = drawn(quarters_chart(quarters.assign(label="<b>x"), breaks(), level="none", unit="vụ"))[2]
    assert "&lt;b&gt;x" in dots["customdata"][0]


@pytest.fixture
def years() -> pd.DataFrame:
    labels = [f"Quý I/{year}" for year in (2023, 2024, 2025)]
    return pd.DataFrame(
        {"year": [2023, 2024, 2025], "label": labels, "count": [np.nan, 9.0, 21.0], "is_now": [False, False, True]}
    )


def test_the_same_quarter_stands_as_bars_over_the_range_of_now(years: pd.DataFrame) -> None:
    chart = years_chart(years, {"lower": 6.0, "upper": 15.0}, level="red", unit="vụ")
    (bars,) = drawn(chart)
    assert bars["x"] == ["2023", "2024", "2025"]
    assert bars["y"] == [None, 9.0, 21.0]
    assert bars["text"] == ["–", "9", "<b>21</b>"]
    assert [(shape.y0, shape.y1) for shape in chart.layout.shapes] == [(5.5, 15.5)]
    assert chart.layout.yaxis.range[0] == 0


def test_without_a_range_no_band_is_drawn(years: pd.DataFrame) -> None:
    chart = years_chart(years, {"lower": NAN, "upper": NAN}, level="not_enough_history", unit="vụ")
    assert len(chart.layout.shapes) == 0


@pytest.fixture
def months() -> pd.DataFrame:
    days = pd.to_datetime(["2025-01-15", "2025-02-15", "2025-03-15"])
    return pd.DataFrame(
        {
            "month_label": ["Tháng 2/2025", "Tháng 3/2025"],
            "start": days[:2],
            "stop": days[1:],
            "accidents": [4.0, 9.0],
            "expected": [3.4, 3.1],
            "h": [7, 7],
            "score": [2.0, 8.0],
            "alarm": [False, True],
        }
    )


def test_the_watch_shows_counts_above_and_the_score_with_its_limit_below(months: pd.DataFrame) -> None:
    chart = watch_chart(months, unit="vụ", words=WORDS)
    counts, expected, score, limit = drawn(chart)
    assert counts["y"] == [4.0, 9.0]
    assert expected["y"] == [3.4, 3.4, 3.1, 3.1]
    assert score["y"] == [2.0, 8.0]
    assert limit["y"] == [7.0] * 4
    assert list(chart.layout.xaxis.ticktext) == ["2<br>2025", "3"]
    assert "Báo động" in score["customdata"][1][2]
    assert score["customdata"][0][2] == ""


def test_a_watch_without_history_shows_the_counts_alone(months: pd.DataFrame) -> None:
    nothing = pd.array([pd.NA, pd.NA], dtype="Int64")
    bare = months.assign(expected=NAN, h=nothing, score=NAN, alarm=False)
    counts, _, score, _ = drawn(watch_chart(bare, unit="vụ", words=WORDS))
    assert counts["y"] == [4.0, 9.0]
    assert score["y"] == [None, None]
