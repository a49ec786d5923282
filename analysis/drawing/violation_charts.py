"""Charts of what enforcement counts: groups now beside before, and the rates of a campaign's windows.

Defines: now dark, before light, so that they are told apart without hue; the count at every bar; axes from zero. Leaves
out words and what is counted. Nothing is judged by colour: enforcement follows effort.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from .charts import count_text, short_label, two_lines, unit_note, value_text
from .palette import INK, QUIET, axis, layout

BEFORE = "#B8BEC6"
ROW_PIXELS = 34
_TOP = 54


def paired_bars(rows: pd.DataFrame, *, names: tuple[str, str], unit: str, digits: int = 0) -> go.Figure:
    """Two bars a group from left to right, the first group on top: ``rows`` with label, now, before (missing: none).

    ``names`` of the two periods, written above as a legend in words; ``digits`` behind the comma.
    """
    labels = [short_label(label, 40) for label in rows["label"]]
    places = list(range(len(labels)))
    look = layout("", height=_TOP + 22 + ROW_PIXELS * max(len(labels), 1), margin={"l": 0, "r": 8, "t": _TOP, "b": 22})
    look |= {"barmode": "group", "bargap": 0.28, "bargroupgap": 0.06}
    look["yaxis"] = axis(tickvals=places, ticktext=labels, showgrid=False, range=[len(labels) - 0.5, -0.5])
    most = max([float(value) for name in ("now", "before") for value in rows[name].dropna()] or [1.0])
    look["xaxis"] = axis(rangemode="tozero", range=[0, max(most, 1.0) * 1.16], nticks=5, tickformat=",.0f")
    look["annotations"] = [{**unit_note(unit), "y": 1, "yshift": 2}, _legend(names)]
    traces = [
        _bar(rows, "now", (names[0], INK), unit, digits),
        _bar(rows, "before", (names[1], BEFORE), unit, digits),
    ]
    return go.Figure(data=traces, layout=look, skip_invalid=False)


def _legend(names: tuple[str, str]) -> dict[str, object]:
    words = f"<span style='color:{INK}'>■</span> {names[0]}   <span style='color:{BEFORE}'>■</span> {names[1]}"
    at = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 20}
    return {**at, "text": words, "showarrow": False, "font": {"size": 12.5, "color": INK}}


def _bar(rows: pd.DataFrame, column: str, look: tuple[str, str], unit: str, digits: int) -> dict[str, object]:
    name, colour = look
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(range(len(rows))),
        "x": [None if pd.isna(value) else float(value) for value in rows[column]],
        "marker": {"color": colour, "line": {"width": 0}},
        "text": [value_text(value, digits) for value in rows[column]],
        "textposition": "outside",
        "textfont": {"color": INK if column == "now" else QUIET, "size": 12},
        "cliponaxis": False,
        "constraintext": "none",
        "customdata": [short_label(label) for label in rows["label"]],
        "hovertemplate": f"<b>%{{customdata}}</b><br>{name}: %{{x:,.{digits}f}} {unit}<extra></extra>",
    }


def rate_bars(rows: pd.DataFrame, *, unit: str) -> go.Figure:
    """Cases a day in the windows of a campaign as upright bars from zero, with the exact interval of each.

    ``rows``: label, days, cases, rate (missing: not covered), lower, upper, chosen (the window of the campaign itself).
    """
    look = layout("", height=310, margin={"l": 0, "r": 8, "t": 40, "b": 86})
    look["xaxis"] = axis(
        tickvals=list(range(len(rows))),
        ticktext=[_window_words(row) for row in rows.to_dict("records")],
        tickangle=0,
        showgrid=False,
    )
    look["yaxis"] = axis(rangemode="tozero", nticks=5, tickformat=",~g")
    look["annotations"] = [unit_note(unit), *_not_there(rows)]
    rates = [None if pd.isna(value) else float(value) for value in rows["rate"]]
    ends = [(float(row["upper"] - row["rate"]), float(row["rate"] - row["lower"])) for row in rows.to_dict("records")]
    bar = {
        "type": "bar",
        "x": list(range(len(rows))),
        "y": rates,
        "width": 0.5,
        "marker": {"color": [INK if chosen else BEFORE for chosen in rows["chosen"]], "line": {"width": 0}},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [_known(up) for up, _ in ends],
            "arrayminus": [_known(down) for _, down in ends],
            "color": QUIET,
            "thickness": 1.4,
            "width": 6,
        },
        "text": [value_text(rate, 1) for rate in rates],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": ["#FFFFFF" if chosen else INK for chosen in rows["chosen"]], "size": 14},
        "customdata": rows["label"].tolist(),
        "hovertemplate": "<b>%{customdata}</b><br>%{y:,.2f} " + unit + "<extra></extra>",
    }
    return go.Figure(data=[bar], layout=look, skip_invalid=False)


def _window_words(row: Mapping[Any, Any]) -> str:
    """Name of a window on two lines, its days, its cases where they are known: narrow enough for a phone."""
    name = two_lines(str(row["label"]), longest=12)
    counted = "" if pd.isna(row["rate"]) else f"<br>n = {count_text(row['cases'])}"
    return f"{name}<br>{row['days']} ngày{counted}"


def _not_there(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Words in place of a bar that is not known."""
    at = {"y": 0, "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": QUIET}}
    missing = [place for place, rate in enumerate(rows["rate"]) if pd.isna(rate)]
    return [{**at, "x": place, "text": "chưa đủ<br>số liệu"} for place in missing]


def _known(value: float) -> float:
    return 0.0 if pd.isna(value) else value
