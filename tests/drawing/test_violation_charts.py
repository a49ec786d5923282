"""Charts of violations: zero base, a number at every bar, names of the periods, missing ones said."""

from __future__ import annotations

import pandas as pd

from analysis.drawing.charts import trend_chart, value_text
from analysis.drawing.violation_charts import paired_bars, rate_bars


def test_bars_of_both_periods_start_at_zero_and_carry_their_number() -> None:
    rows = pd.DataFrame({"label": ["Sa Pa", "<b>lạ</b>"], "now": pd.array([1662, pd.NA], "Int64"), "before": [2388, 0]})
    figure = paired_bars(rows, names=("Quý I/2025", "Quý I/2024"), unit="trường hợp").to_plotly_json()
    now, before = figure["data"]
    assert (now["name"], list(now["text"]), list(now["x"])) == ("Quý I/2025", ["1.662", "–"], [1662.0, None])
    assert list(before["text"]) == ["2.388", "0"]
    assert now["marker"]["color"] != before["marker"]["color"]
    assert figure["layout"]["xaxis"]["range"][0] == 0
    assert figure["layout"]["xaxis"]["range"][1] > 2388
    said = " ".join(note["text"] for note in figure["layout"]["annotations"])
    assert "Quý I/2025" in said
    assert "trường hợp" in said
    assert "&lt;b&gt;" in figure["layout"]["yaxis"]["ticktext"][1]


def test_a_chart_of_nothing_is_still_a_chart() -> None:
    figure = paired_bars(pd.DataFrame({"label": [], "now": [], "before": []}), names=("a", "b"), unit="vụ")
    assert len(figure.data) == 2


def test_decimals_have_a_comma() -> None:
    assert [value_text(value, digits) for value, digits in ((134.84, 1), (1234.5, 2), (8171, 0), (None, 1))] == [
        "134,8",
        "1.234,50",
        "8.171",
        "–",
    ]


def test_windows_of_a_campaign_have_intervals_and_say_what_is_not_known() -> None:
    rows = pd.DataFrame(
        {
            "label": ["Trước đợt", "Trong đợt", "Sau đợt"],
            "days": [10, 10, 10],
            "cases": [12, 30, 4],
            "rate": [1.2, 3.0, float("nan")],
            "lower": [0.62, 2.02, float("nan")],
            "upper": [2.1, 4.28, float("nan")],
            "chosen": [False, True, False],
        }
    )
    figure = rate_bars(rows, unit="trường hợp một ngày").to_plotly_json()
    (bar,) = figure["data"]
    assert list(bar["y"]) == [1.2, 3.0, None]
    assert [round(value, 2) for value in bar["error_y"]["array"]] == [0.9, 1.28, 0.0]
    assert figure["layout"]["yaxis"]["rangemode"] == "tozero"
    assert any("chưa đủ" in note["text"] and note["x"] == 2 for note in figure["layout"]["annotations"][1:])


def test_a_series_writes_its_values_with_the_digits_asked_for() -> None:
    days = {"start": pd.to_datetime(["2024-12-15"]), "stop": pd.to_datetime(["2025-03-15"])}
    series = pd.DataFrame({"label": ["Quý I/2025"], **days, "value": [88.8], "role": ["now"]})
    breaks = pd.DataFrame({"date": pd.to_datetime(["2025-01-01"]), "label": ["NĐ 168"], "note": [""]})
    assert list(trend_chart(series, breaks.head(0), unit="lần", digits=1).data[0].text) == ["88,8"]
    assert trend_chart(series, breaks, unit="lần", digits=1).layout.annotations[-1].text == "88,8"
    assert len(trend_chart(series, breaks, unit="lần").layout.shapes) == 1


def test_windows_say_their_days_and_cases_in_lines_narrow_enough_for_a_phone() -> None:
    known = {"days": 62, "cases": 7843, "rate": 126.5, "lower": 123.7, "upper": 129.3, "chosen": False}
    missing = {**known, "label": "Sau đợt", "rate": float("nan"), "lower": float("nan"), "upper": float("nan")}
    figure = rate_bars(pd.DataFrame([{"label": "Cùng kỳ năm trước", **known}, missing]), unit="vụ").to_plotly_json()
    words = figure["layout"]["xaxis"]["ticktext"]
    assert words[0] == "Cùng kỳ<br>năm trước<br>62 ngày<br>n = 7.843"
    assert words[1] == "Sau đợt<br>62 ngày"
