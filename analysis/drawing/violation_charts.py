"""Charts of what enforcement counts: groups now beside before, and the rates of a campaign's windows.

Defines: now dark, before light, so that they are told apart without hue; the count at every bar; axes from zero. Leaves
out words and what is counted. Nothing is judged by colour: enforcement follows effort.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from .charts import count_text, plain_numbers, short_label, two_lines, unit_note, value_text
from .palette import INK, QUIET, axis, layout

BEFORE = "#B8BEC6"
COLOURS = {"now": INK, "before": BEFORE}
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
    look["annotations"] = [{**unit_note(unit), "yshift": 2}, _legend(names)]
    bars = [_bar(rows, column, name, unit, digits) for column, name in zip(COLOURS, names, strict=True)]
    return go.Figure(data=bars, layout=look, skip_invalid=False)


def _legend(names: tuple[str, str]) -> dict[str, object]:
    words = f"<span style='color:{INK}'>■</span> {names[0]}   <span style='color:{BEFORE}'>■</span> {names[1]}"
    return {**unit_note(words), "yshift": 20, "font": {"size": 12.5, "color": INK}}


def _bar(rows: pd.DataFrame, column: str, name: str, unit: str, digits: int) -> dict[str, object]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(range(len(rows))),
        "x": plain_numbers(rows[column]),
        "marker": {"color": COLOURS[column], "line": {"width": 0}},
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
    bar = {
        "type": "bar",
        "x": list(range(len(rows))),
        "y": plain_numbers(rows["rate"]),
        "width": 0.5,
        "marker": {"color": [INK if chosen else BEFORE for chosen in rows["chosen"]], "line": {"width": 0}},
        "error_y": _interval(rows),
        "text": [value_text(rate, 1) for rate in rows["rate"]],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": ["#FFFFFF" if chosen else INK for chosen in rows["chosen"]], "size": 14},
        "customdata": rows["label"].tolist(),
        "hovertemplate": "<b>%{customdata}</b><br>%{y:,.2f} " + unit + "<extra></extra>",
    }
    return go.Figure(data=[bar], layout=look, skip_invalid=False)


def _interval(rows: pd.DataFrame) -> dict[str, object]:
    """How far the interval of each rate reaches above and below it; 0 where the rate is not known."""
    up, down = rows["upper"] - rows["rate"], rows["rate"] - rows["lower"]
    ends = {"array": up.fillna(0.0).tolist(), "arrayminus": down.fillna(0.0).tolist()}
    return {"type": "data", "symmetric": False, **ends, "color": QUIET, "thickness": 1.4, "width": 6}


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
