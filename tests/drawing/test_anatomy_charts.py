"""Charts of the anatomy: zero base, ranges around their counts, arrows beside colours, every figure in the table."""

from __future__ import annotations

import pandas as pd

from analysis.drawing.anatomy_charts import matrix, people_bars, range_bars, share_lines

NAN = float("nan")
ROWS = pd.DataFrame(
    {
        "label": ["0–3", "18–21", "<b>xấu</b>", "Không rõ"],
        "value": [0.0, 1234.0, 6.0, 4.0],
        "mean": [1.4, 20.0, 12.0, 5.0],
        "lower": [NAN, 14.0, 8.0, NAN],
        "upper": [NAN, 25.0, 17.0, NAN],
        "mark": ["", "rise", "fall", ""],
        "quiet": [False, False, False, True],
    }
)


def test_bars_start_at_zero_and_lie_over_their_ranges() -> None:
    figure = range_bars(ROWS, unit="vụ", across=False)
    ranges, means, bars = figure.data
    assert figure.layout.yaxis.range[0] == 0
    assert figure.layout.yaxis.range[1] > 1234
    assert (ranges.base[1], ranges.y[1]) == (13.5, 12.0)  # 13,5 to 25,5
    assert ranges.y[0] is None
    assert means.y[1] is None
    assert abs(means.base[0] + means.y[0] / 2 - 1.4) < 1e-9 or means.base[0] == 0
    assert list(bars.y) == ROWS["value"].tolist()


def test_what_stands_out_has_an_arrow_and_a_colour() -> None:
    bars = range_bars(ROWS, unit="vụ", across=True).data[-1]
    assert list(bars.text) == ["0", "<b>1.234 ▲</b>", "<b>6 ▼</b>", "4"]
    assert len(set(bars.marker.color)) == 4
    assert "bình thường 14–25 vụ" in bars.customdata[1]
    assert "trung bình các năm trước 1,4" in bars.customdata[0]


def test_names_of_files_are_never_markup() -> None:
    figure = range_bars(ROWS, unit="vụ", across=True)
    assert "<b>xấu" not in "".join(figure.data[-1].y)
    assert "&lt;b&gt;xấu" in "".join(figure.data[-1].y)


def test_a_matrix_shows_every_figure_and_the_sums() -> None:
    values = pd.DataFrame([[1.0, 2.0], [0.0, NAN]])
    marks = pd.DataFrame([["", "rise"], ["", ""]])
    figure = matrix(values, unit="vụ", row_labels=["0–3", "3–6"], column_labels=["T2", "T3"], marks=marks)
    assert [note.text for note in figure.layout.annotations] == ["1", "<b>2 ▲</b>", "0", "–"]
    assert list(figure.layout.xaxis.ticktext) == ["T2<br>1", "T3<br>2"]
    assert list(figure.layout.yaxis.ticktext) == ["0–3  <b>3</b>", "3–6  <b>0</b>"]
    assert figure.data[0].z[1][1] is None
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_people_are_stacked_and_said_in_words() -> None:
    rows = pd.DataFrame({"label": ["Nam", "Nữ"], "deaths": [19.0, 2.0], "injured": [31.0, NAN], "mark": ["rise", ""]})
    figure = people_bars(rows, words={"deaths": "chết", "injured": "bị thương"})
    assert list(figure.layout.yaxis2.ticktext) == [
        "<b>19</b> chết, <b>31</b> bị thương ▲",
        "<b>2</b> chết, <b>0</b> bị thương",
    ]
    assert [list(bar.x) for bar in figure.data[:2]] == [[19, 2], [31, 0]]
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] >= 50


def test_shares_without_anything_known_have_no_dot() -> None:
    rows = pd.DataFrame({"label": ["A", "B"], "share": [0.5, NAN], "lower": [0.2, NAN], "upper": [0.8, NAN]})
    figure = share_lines(rows, said=["50%", "–"], note="tỷ lệ")
    assert list(figure.data[1].x) == [0.5]
    assert list(figure.data[0].x) == [0.2, 0.8, None]
    assert list(figure.layout.yaxis2.ticktext) == ["50%", "–"]
