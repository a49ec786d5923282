"""A chart kept as its JSON is the chart that was kept, in the browser and in memory."""

from __future__ import annotations

import gc

import plotly.graph_objects as go
import plotly.io
from plotly.tools import return_figure_from_figure_or_data

from pages._kept_figure import KeptFigure

FIGURE = go.Figure(go.Bar(x=["Bảo Yên", "Sa Pa"], y=[21, 9]), layout={"title": {"text": "Số vụ"}, "bargap": 0.25})


def sent(figure: object) -> str:
    """What ``st.plotly_chart`` makes of a figure for the browser."""
    return str(plotly.io.to_json(return_figure_from_figure_or_data(figure, validate_figure=True), validate=False))


def test_the_browser_gets_the_same_chart() -> None:
    assert sent(KeptFigure(FIGURE)) == sent(FIGURE)
    assert "Bảo Yên" in str(KeptFigure(FIGURE).to_dict())


def test_who_changes_what_is_drawn_does_not_change_what_is_kept() -> None:
    kept = KeptFigure(FIGURE)
    kept.to_dict()["layout"]["title"]["text"] = "khác"
    assert kept.to_dict()["layout"]["title"]["text"] == "Số vụ"


def test_a_kept_chart_is_no_work_for_the_collection_of_garbage() -> None:
    gc.collect()
    before = len(gc.get_objects())
    kept = [KeptFigure(FIGURE) for _ in range(100)]
    assert (len(gc.get_objects()) - before) / len(kept) < 5
