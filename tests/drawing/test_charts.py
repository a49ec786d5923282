"""What the charts draw for rows that can be checked by eye."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.drawing.charts import ratio_chart, trend_chart

WORDS = {
    "rise_clear": "tăng rõ rệt",
    "rise": "tăng",
    "same": "bằng",
    "fall": "giảm",
    "fall_clear": "giảm rõ rệt",
    "no_data": "chưa đủ",
}


def rows(**columns: Any) -> pd.DataFrame:
    plain = {"label": ["A"], "now": [3], "before": [2], "ratio": [1.5], "lower": [0.5], "upper": [4.0]}
    return pd.DataFrame({**plain, "verdict": ["rise"], "small": [False], **columns})


def drawn(figure: Any) -> list[dict[str, Any]]:
    return [trace.to_plotly_json() for trace in figure.data]


def test_the_interval_of_a_row_is_a_line_and_the_ratio_a_dot() -> None:
    lines, ends, dots = drawn(ratio_chart(rows(), words=WORDS, unit="vụ"))
    assert lines["x"] == [0.5, 4.0, None]
    assert list(dots["x"]) == [1.5]
    assert ends["x"] == []


def test_both_counts_and_the_verdict_stand_beside_the_line() -> None:
    chart = ratio_chart(rows(now=[1203], small=[True]), words=WORDS, unit="vụ")
    beside = chart.layout.yaxis2.ticktext[0]
    assert "<b>1.203</b> / 2" in beside
    assert "▲ tăng *" in beside


def test_no_dot_where_nothing_was_before_and_the_interval_runs_to_the_edge() -> None:
    lines, ends, dots = drawn(
        ratio_chart(rows(before=[0], ratio=[np.inf], lower=[0.4], upper=[np.inf]), words=WORDS, unit="vụ")
    )
    assert list(dots["x"]) == []
    # 0,4 lies between 1/2 and 1/4, so the axis goes from 1/4 to 4
    assert lines["x"] == [0.4, 4.0, None]
    assert ends["x"] == [4.0]
    assert ends["marker"]["symbol"] == ["triangle-right"]


def test_the_axis_never_reaches_beyond_eight_times() -> None:
    lines, ends, _ = drawn(ratio_chart(rows(lower=[0.01], upper=[150.0]), words=WORDS, unit="vụ"))
    assert lines["x"] == [1 / 8, 8.0, None]
    assert ends["x"] == [1 / 8, 8.0]


def test_nothing_is_drawn_for_a_row_without_data() -> None:
    nothing = {"now": [pd.NA], "before": [pd.NA], "ratio": [np.nan], "lower": [np.nan], "upper": [np.nan]}
    chart = ratio_chart(rows(**nothing, verdict=["no_data"]), words=WORDS, unit="vụ")
    lines, _, dots = drawn(chart)
    assert lines["x"] == []
    assert list(dots["x"]) == []
    assert "<b>–</b> / –" in chart.layout.yaxis2.ticktext[0]


def test_the_first_row_stands_on_top() -> None:
    two = pd.concat([rows(), rows(label=["B"])], ignore_index=True)
    chart = ratio_chart(two, words=WORDS, unit="vụ")
    assert list(chart.layout.yaxis.tickvals) == [1, 0]
    assert list(chart.layout.yaxis.ticktext) == ["A", "B"]


def test_a_strangers_label_cannot_write_tags() -> None:
    chart = ratio_chart(rows(label=["<a href='x'>A&B</a>"]), words=WORDS, unit="vụ")
    assert chart.layout.yaxis.ticktext[0] == "&lt;a href='x'&gt;A&amp;B&lt;/a&gt;"
    assert drawn(chart)[2]["customdata"][0][0] == "&lt;a href='x'&gt;A&amp;B&lt;/a&gt;"


@pytest.fixture
def quarters() -> pd.DataFrame:
    days = pd.to_datetime(["2024-03-15", "2024-06-15", "2024-09-15", "2024-12-15", "2025-03-15"])
    return pd.DataFrame(
        {
            "label": ["Quý II/2024", "Quý III/2024", "Quý IV/2024", "Quý I/2025"],
            "start": days[:4],
            "stop": days[1:],
            "value": pd.array([10, 12, pd.NA, 1500], dtype="Int64"),
            "role": ["other", "other", "other", "now"],
        }
    )


def breaks(*days: str) -> pd.DataFrame:
    return pd.DataFrame({"date": pd.to_datetime(list(days)), "label": [f"mốc {day}" for day in days], "note": ""})


def test_a_quarter_that_is_not_covered_has_no_bar_and_only_the_marked_ones_a_number(quarters: pd.DataFrame) -> None:
    (bars,) = drawn(trend_chart(quarters, breaks(), unit="vụ"))
    assert bars["y"] == [10.0, 12.0, None, 1500.0]
    assert bars["text"] == ["", "", "", "1.500"]


def test_counts_start_at_zero(quarters: pd.DataFrame) -> None:
    assert trend_chart(quarters, breaks(), unit="vụ").layout.yaxis.rangemode == "tozero"


def test_only_breaks_inside_the_series_are_drawn(quarters: pd.DataFrame) -> None:
    chart = trend_chart(quarters, breaks("2024-08-15", "2025-07-01"), unit="vụ")
    assert [shape.x0 for shape in chart.layout.shapes] == ["2024-08-15"]
    assert [note.text for note in chart.layout.annotations] == ["vụ", "mốc 2024-08-15"]


def test_the_unit_of_the_axis_covers_no_number(quarters: pd.DataFrame) -> None:
    layout = trend_chart(quarters, breaks(), unit="vụ").layout
    unit = layout.annotations[0]
    assert (unit.text, unit.y, unit.yanchor) == ("vụ", 1, "bottom")
    assert not layout.yaxis.title.text


def test_years_are_named_by_the_year_in_which_their_quarters_end(quarters: pd.DataFrame) -> None:
    chart = trend_chart(quarters, breaks(), unit="vụ")
    assert list(chart.layout.xaxis.ticktext) == ["2024", "2025"]


def test_numbers_are_written_with_vietnamese_separators(quarters: pd.DataFrame) -> None:
    assert trend_chart(quarters, breaks(), unit="vụ").layout.separators == ",."


def test_a_figure_over_the_line_of_a_break_stands_on_white(quarters: pd.DataFrame) -> None:
    last = quarters["start"].iloc[-1] + pd.Timedelta(days=20)
    chart = trend_chart(quarters, breaks(str(last.date())), unit="vụ")
    (bars,) = drawn(chart)
    assert set(bars["text"]) == {""}
    over = [note for note in chart.layout.annotations if note.text == "1.500"]
    assert len(over) == 1
    assert over[0].bgcolor
    assert over[0].y == 1500


def test_figures_of_narrow_bars_are_never_shrunk(quarters: pd.DataFrame) -> None:
    (bars,) = drawn(trend_chart(quarters, breaks(), unit="vụ"))
    assert (bars["constraintext"], bars["textangle"]) == ("none", 0)
