"""Charts of what enforcement counts: groups now beside before, and the rates of a campaign's windows.

Defines: now dark, before light, so that they are told apart without hue; the count at every bar; axes from zero. Leaves
out words and what is counted. Nothing is judged by colour: enforcement follows effort.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from .charts import count_text, short_label, unit_note
from .palette import INK, QUIET, axis, layout

BEFORE = "#B8BEC6"
ROW_PIXELS = 34
_TOP = 54


def paired_bars(rows: pd.DataFrame, *, names: tuple[str, str], unit: str) -> go.Figure:
    """Two bars a group from left to right, the first group on top: ``rows`` with label, now, before (missing: none).

    ``names`` of the two periods, written above as a legend in words.
    """
    labels = [short_label(label, 40) for label in rows["label"]]
    places = list(range(len(labels)))
    look = layout("", height=_TOP + 22 + ROW_PIXELS * max(len(labels), 1), margin={"l": 0, "r": 8, "t": _TOP, "b": 22})
    look |= {"barmode": "group", "bargap": 0.28, "bargroupgap": 0.06}
    look["yaxis"] = axis(tickvals=places, ticktext=labels, showgrid=False, range=[len(labels) - 0.5, -0.5])
    most = max([float(value) for name in ("now", "before") for value in rows[name].dropna()] or [1.0])
    look["xaxis"] = axis(rangemode="tozero", range=[0, max(most, 1.0) * 1.16], nticks=5)
    look["annotations"] = [{**unit_note(unit), "y": 1, "yshift": 2}, _legend(names)]
    traces = [
        _bar(rows, places, "now", names[0], INK, unit),
        _bar(rows, places, "before", names[1], BEFORE, unit),
    ]
    return go.Figure(data=traces, layout=look, skip_invalid=False)


def _legend(names: tuple[str, str]) -> dict[str, object]:
    words = f"<span style='color:{INK}'>■</span> {names[0]}   <span style='color:{BEFORE}'>■</span> {names[1]}"
    at = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 20}
    return {**at, "text": words, "showarrow": False, "font": {"size": 12.5, "color": INK}}


def _bar(
    rows: pd.DataFrame, places: Sequence[int], column: str, name: str, colour: str, unit: str
) -> dict[str, object]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(places),
        "x": [None if pd.isna(value) else float(value) for value in rows[column]],
        "marker": {"color": colour, "line": {"width": 0}},
        "text": ["–" if pd.isna(value) else count_text(value) for value in rows[column]],
        "textposition": "outside",
        "textfont": {"color": INK if column == "now" else QUIET, "size": 12},
        "cliponaxis": False,
        "customdata": [short_label(label) for label in rows["label"]],
        "hovertemplate": "<b>%{customdata}</b><br>" + name + ": %{x:,.0f} " + unit + "<extra></extra>",
    }
