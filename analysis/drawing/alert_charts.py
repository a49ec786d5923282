"""Charts of one place for the page of flags: quarters with their expected range, the same period, the monthly watch.

Defines ``quarters_chart`` (counts a quarter against the range of an unchanged place), ``years_chart`` (the same period
in the years before and now) and ``watch_chart`` (counts a month above the score of the CUSUM and its limit). The tables
come ready from ``signals``: ``Alerts.series``, ``Alerts.by_year``, ``Watch.table``. Leaves out every figure of its own.

Can mislead: the ranges of past quarters are those that hold now, so a past quarter above its range was not always a
flag then. The score of the monthly watch is no count of accidents; it starts anew after every alarm.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from .alert_ranges import BAND, LEVEL_COLOURS, LEVEL_INK
from .charts import (
    BAR_SHADES,
    break_note,
    breaks_inside,
    count_text,
    highest_count,
    plain_numbers,
    short_label,
    vertical_line,
    year_ticks,
)
from .palette import QUIET, RISE, UNSURE, VERDICT_COLOURS, VERDICT_INK, axis, layout

HEADROOM = 1.16
"""The axis of counts ends so many times above the highest count, for the number over it."""
HEIGHT = 270
MARGIN = {"l": 0, "r": 0, "t": 30, "b": 28}
SMALL_TEXT = {"size": 12, "color": QUIET}


def quarters_chart(series: pd.DataFrame, breaks: pd.DataFrame, *, level: str, unit: str) -> go.Figure:
    """Counts a quarter as dots on a thin line over the expected range of each quarter, now in the colour of its level.

    ``series``: label, start, stop (first day inside, first day after), count, expected, lower, upper [accidents]
    (missing = not covered, not judged), is_now. ``breaks``: date, label, note; those outside the series are left out.
    """
    look = layout("", height=HEIGHT, margin=MARGIN, bargap=0, barmode="overlay")
    start, stop = pd.to_datetime(series["start"]), pd.to_datetime(series["stop"])
    look["xaxis"] = axis(type="date", showgrid=False, **year_ticks(start, stop))
    look["yaxis"] = _count_axis(series[["count", "upper"]])
    inside = breaks_inside(breaks, start, stop)
    look["shapes"] = [vertical_line(day, QUIET, "dot") for day in inside["date"]]
    notes = enumerate(zip(inside["date"], inside["label"], strict=True))
    look["annotations"] = [_unit(unit), *(break_note(str(day), str(label), place) for place, (day, label) in notes)]
    middle = _middle(start, stop)
    traces = [_ranges(series, middle, stop - start), _expected(series, start, stop)]
    return go.Figure(data=[*traces, _dots(series, middle, level, unit)], layout=look, skip_invalid=False)


def years_chart(years: pd.DataFrame, row: Mapping[str, Any], *, level: str, unit: str) -> go.Figure:
    """The same period of the years before and now as bars from zero; the expected range of now lies behind all of them.

    ``years``: year, label, count (missing = not covered), is_now, in order. ``row``: lower, upper [accidents].
    """
    look = layout("", height=HEIGHT, margin=MARGIN, bargap=0.35)
    look["xaxis"] = axis(type="category", showgrid=False)
    look["yaxis"] = _count_axis(pd.DataFrame({"count": years["count"], "upper": row["upper"]}))
    look["annotations"] = [_unit(unit)]
    if pd.notna(row["lower"]) and pd.notna(row["upper"]):
        look["shapes"] = [_across(float(row["lower"]) - 0.5, float(row["upper"]) + 0.5)]
    now = years["is_now"].to_numpy(dtype=bool)
    edge = {"color": np.where(now, LEVEL_INK[level], UNSURE).tolist(), "width": np.where(now, 1.5, 0).tolist()}
    bars = {
        "type": "bar",
        "x": years["year"].astype(str).tolist(),
        "y": plain_numbers(years["count"]),
        "text": [
            f"<b>{count_text(value)}</b>" if one else count_text(value)
            for value, one in zip(years["count"], now, strict=True)
        ],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": np.where(now, LEVEL_COLOURS[level], BAR_SHADES["other"]).tolist(), "line": edge},
        "customdata": years["label"].map(short_label).tolist(),
        "hovertemplate": "<b>%{customdata}</b><br>%{y:,.0f} " + unit + "<extra></extra>",
    }
    return go.Figure(data=[bars], layout=look, skip_invalid=False)


def watch_chart(watch: pd.DataFrame, *, unit: str, words: Mapping[str, str]) -> go.Figure:
    """Counts a month (above) with their expected number, the score of the CUSUM (below) with its limit; alarms marked.

    ``watch``: month_label, start, stop, accidents, expected, h, score, alarm, in time, one place. ``words``: how
    "expected", "score", "limit" and "alarm" are read.
    """
    look = layout("", height=HEIGHT, margin=MARGIN | {"t": 26, "b": 40}, bargap=0.25)
    start, stop = pd.to_datetime(watch["start"]), pd.to_datetime(watch["stop"])
    ticks = {"tickvals": _middle(start, stop), "ticktext": _month_numbers(watch["month_label"])}
    look["xaxis"] = axis(type="date", showgrid=False, anchor="y2", tickangle=0, **ticks)
    look["yaxis"] = _count_axis(watch[["accidents", "expected"]]) | {"domain": [0.48, 1], "nticks": 4}
    top = highest_count(watch[["score", "h"]]) * HEADROOM
    look["yaxis2"] = axis(domain=[0, 0.34], range=[0, top], nticks=3)
    look["annotations"] = [_unit(unit), _unit(f"{words['score']} (- - {words['limit']})", 0.34)]
    alarm = watch["alarm"].to_numpy(dtype=bool)
    traces = [
        _month_bars(watch, alarm, unit, words),
        _steps(watch["expected"], start, stop, "y", {"color": UNSURE, "width": 1.5}),
        _score_bars(watch, alarm, words),
        _steps(watch["h"], start, stop, "y2", {"color": RISE, "width": 1.5, "dash": "dash"}),
    ]
    return go.Figure(data=traces, layout=look, skip_invalid=False)


def _unit(text: str, height: float = 1.0) -> dict[str, Any]:
    """The unit of an axis, level above it, beginning at the left edge."""
    at = {"x": 0, "xref": "paper", "xanchor": "left", "y": height, "yref": "paper", "yanchor": "bottom"}
    return {**at, "text": text, "showarrow": False, "font": SMALL_TEXT}


def _count_axis(shown: pd.DataFrame) -> dict[str, Any]:
    """From zero to a little above the highest count of ``shown``."""
    return axis(range=[0, highest_count(shown) * HEADROOM], nticks=6)


def _middle(start: pd.Series[Any], stop: pd.Series[Any]) -> list[str]:
    days: list[str] = (start + (stop - start) / 2).dt.strftime("%Y-%m-%d %H:%M").tolist()
    return days


def _ranges(series: pd.DataFrame, middle: list[str], length: pd.Series[Any]) -> dict[str, Any]:
    """A pale block a quarter, half a count wider than the range so that a count on its edge lies inside."""
    lower = (series["lower"] - 0.5).clip(lower=0)
    return {
        "type": "bar",
        "x": middle,
        "base": plain_numbers(lower),
        "y": plain_numbers(series["upper"] + 0.5 - lower),
        "width": (length.dt.total_seconds() * 1000).tolist(),
        "marker": {"color": BAND, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _expected(series: pd.DataFrame, start: pd.Series[Any], stop: pd.Series[Any]) -> dict[str, Any]:
    return _steps(series["expected"], start, stop, "y", {"color": UNSURE, "width": 1.2})


def _steps(values: pd.Series[Any], start: pd.Series[Any], stop: pd.Series[Any], on: str, line: Any) -> dict[str, Any]:
    """A level line over each span from start to stop."""
    days = [
        day for span in zip(start.dt.strftime("%Y-%m-%d"), stop.dt.strftime("%Y-%m-%d"), strict=True) for day in span
    ]
    y = [value for value in plain_numbers(values) for _ in range(2)]
    return {"type": "scatter", "mode": "lines", "x": days, "y": y, "yaxis": on, "line": line, "hoverinfo": "skip"}


def _dots(series: pd.DataFrame, middle: list[str], level: str, unit: str) -> dict[str, Any]:
    now = series["is_now"].to_numpy(dtype=bool)
    above = (series["count"] > series["upper"]).to_numpy(dtype=bool)
    fill = np.where(now, LEVEL_COLOURS[level], np.where(above, VERDICT_COLOURS["rise"], QUIET))
    edge = np.where(now, LEVEL_INK[level], np.where(above, VERDICT_INK["rise"], QUIET))
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": middle,
        "y": plain_numbers(series["count"]),
        "line": {"color": UNSURE, "width": 1},
        "marker": {
            "size": np.where(now, 13, np.where(above, 9, 6)).tolist(),
            "color": fill.tolist(),
            "opacity": 1,
            "line": {"color": edge.tolist(), "width": 1.2},
        },
        "text": [f"<b>{count_text(value)}</b>" if one else "" for value, one in zip(series["count"], now, strict=True)],
        "textposition": "top center",
        "cliponaxis": False,
        "customdata": [_said(row, unit) for row in series.to_dict("records")],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _said(row: Mapping[Any, Any], unit: str) -> str:
    """What the pointer says of a quarter."""
    expected = (
        "" if pd.isna(row["lower"]) else f"<br>bình thường {count_text(row['lower'])}-{count_text(row['upper'])} {unit}"
    )
    return f"<b>{short_label(row['label'])}</b><br>{count_text(row['count'])} {unit}{expected}"


def _across(lower: float, upper: float) -> dict[str, Any]:
    at = {"x0": 0, "x1": 1, "xref": "paper", "y0": max(lower, 0), "y1": upper, "yref": "y"}
    return {"type": "rect", **at, "fillcolor": BAND, "line": {"width": 0}, "layer": "below"}


def _month_numbers(labels: pd.Series[Any]) -> list[str]:
    """The numbers of the months ("Tháng 3/2025" is 3), the year below the first one and below every January."""
    months = [str(label).split()[-1].partition("/") for label in labels]
    return [
        f"{month}<br>{year}" if place == 0 or month == "1" else month for place, (month, _, year) in enumerate(months)
    ]


def _month_bars(watch: pd.DataFrame, alarm: Any, unit: str, words: Mapping[str, str]) -> dict[str, Any]:
    labels = zip(watch["month_label"].map(short_label), plain_numbers(watch["expected"]), strict=True)
    return {
        "type": "bar",
        "x": _middle(pd.to_datetime(watch["start"]), pd.to_datetime(watch["stop"])),
        "y": plain_numbers(watch["accidents"]),
        "marker": {"color": np.where(alarm, RISE, BAR_SHADES["other"]).tolist(), "line": {"width": 0}},
        "text": [count_text(value) for value in watch["accidents"]],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": [list(pair) for pair in labels],
        "hovertemplate": "<b>%{customdata[0]}</b><br>%{y:,.0f} "
        + unit
        + f"<br>{words['expected']} %{{customdata[1]:,.1f}}<extra></extra>",
    }


def _score_bars(watch: pd.DataFrame, alarm: Any, words: Mapping[str, str]) -> dict[str, Any]:
    said = np.where(alarm, f"<br><b>{words['alarm']}</b>", "")
    rows = zip(watch["month_label"].map(short_label), plain_numbers(watch["h"]), said.tolist(), strict=True)
    return {
        "type": "bar",
        "x": _middle(pd.to_datetime(watch["start"]), pd.to_datetime(watch["stop"])),
        "y": plain_numbers(watch["score"]),
        "yaxis": "y2",
        "marker": {"color": np.where(alarm, RISE, UNSURE).tolist(), "line": {"width": 0}},
        "customdata": [list(row) for row in rows],
        "hovertemplate": "<b>%{customdata[0]}</b><br>"
        + f"{words['score']} %{{y:,.0f}}, {words['limit']} %{{customdata[1]:,.0f}}%{{customdata[2]}}<extra></extra>",
    }
