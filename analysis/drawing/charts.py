"""Plotly charts of comparisons and series: the title says what is seen, every interval is drawn, counts start at zero.

Defines two pictures. ``ratio_chart``: how many times as many as before, with its interval, a line a group.
``trend_chart``: counts a month or quarter with the breaks of the series. Leaves out words and number formats of
sentences (``review``): words for verdicts are passed in. Can mislead: a ratio of small counts has a wide interval -
that is why it is drawn and why both counts stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from .palette import INK, QUIET, UNSURE, VERDICT_ARROWS, VERDICT_COLOURS, VERDICT_INK, axis, layout

WIDEST_RATIO = 8.0
"""The ratio axis shows at most 1/8 to 8; an interval that goes beyond is cut there and ends in an arrow head."""
ROW_HEIGHT = 30
LEAST_TOP = 4.0
"""An axis of counts reaches at least this far, so that one accident is no tower."""
FIGURE_SPACE = "\u2007"
"""A space as wide as a digit."""
BAR_SHADES = {"now": INK, "before": UNSURE, "other": "#D3D7DC"}
RATIO_TICKS = {1 / 8: "1/8", 1 / 4: "1/4", 1 / 2: "1/2", 1: "1", 2: "2", 4: "4", 8: "8"}


def ratio_chart(rows: pd.DataFrame, *, title: str = "", words: Mapping[str, str], unit: str) -> go.Figure:
    """Ratio to the earlier period with its 95% interval on a logarithmic axis, one line a group, first row on top.

    ``rows``: label, now, before, ratio, lower, upper, verdict (codes of ``figures.change.VERDICTS``), small. Ratios
    that are infinite (nothing before) or missing (nothing at all, or not covered) have no dot; an infinite limit runs
    to the edge. Both counts and the verdict stand to the right of each line. ``words``: verdict code to words; ``unit``
    of the counts ("vụ", "người").
    """
    low, high = _limits(rows)
    places, sides = lines_with_words([short_label(label) for label in rows["label"]], _said(rows, words))
    look = layout(title, height=ratio_height(rows), margin={"l": 0, "r": 0, "t": 40 if title else 8, "b": 40})
    look |= {"xaxis": _ratio_axis(low, high), **sides}
    look["shapes"] = [vertical_line(1, INK, "solid")]
    traces = [_intervals(rows, places, low, high), _cut_ends(rows, places, low, high), _dots(rows, places, words, unit)]
    return go.Figure(data=traces, layout=look, skip_invalid=False)


def lines_with_words(
    names: Sequence[str], said: Sequence[str], **more: Any
) -> tuple[npt.NDArray[np.int64], dict[str, Any]]:
    """Heights of lines below each other, the first on top, and both axes: ``names`` to the left, ``said`` to the right.

    ``more``: of both axes. Plotly draws the right one only where a trace is on "y2".
    """
    places = np.arange(len(names))[::-1]
    both = {"range": [-0.6, len(names) - 0.4], "tickvals": places, "showgrid": False, **more}
    right = axis(ticktext=list(said), overlaying="y", side="right", **both)
    return places, {"yaxis": axis(ticktext=list(names), **both), "yaxis2": right}


def ratio_height(rows: pd.DataFrame) -> int:
    """The height [pixels] of the chart of ``rows``, for what stands beside it."""
    return 56 + ROW_HEIGHT * max(len(rows), 1)


def _limits(rows: pd.DataFrame) -> tuple[float, float]:
    ends = rows[["lower", "upper", "ratio"]].to_numpy(dtype=float).ravel()
    ends = ends[np.isfinite(ends) & (ends > 0)]
    widest = max((abs(np.log2(end)) for end in ends), default=1.0)
    reach = float(min(2.0 ** np.ceil(max(widest, 1.0)), WIDEST_RATIO))
    return 1 / reach, reach


def _ratio_axis(low: float, high: float) -> dict[str, Any]:
    ticks = {value: text for value, text in RATIO_TICKS.items() if low <= value <= high}
    return axis(
        type="log",
        range=[np.log10(low) - 0.03, np.log10(high) + 0.03],
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        tickangle=0,
        title={"text": "gấp mấy lần kỳ so sánh (khoảng tin cậy 95%)", "font": {"size": 12, "color": QUIET}},
    )


def _intervals(rows: pd.DataFrame, places: Any, low: float, high: float) -> dict[str, Any]:
    known = rows["lower"].notna().to_numpy()
    lower = np.clip(rows["lower"].to_numpy(dtype=float)[known], low, high)
    upper = np.clip(rows["upper"].to_numpy(dtype=float)[known], low, high)
    gap = np.full(len(lower), np.nan)
    heights = places[known].astype(float)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": plain_numbers(np.column_stack([lower, upper, gap]).ravel()),
        "y": plain_numbers(np.column_stack([heights, heights, gap]).ravel()),
        "line": {"color": UNSURE, "width": 2},
        "hoverinfo": "skip",
    }


def _cut_ends(rows: pd.DataFrame, places: Any, low: float, high: float) -> dict[str, Any]:
    """Arrow heads where an interval runs over the edge of the axis."""
    left = rows["lower"].to_numpy(dtype=float) < low
    right = rows["upper"].to_numpy(dtype=float) > high
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [low] * int(left.sum()) + [high] * int(right.sum()),
        "y": [*places[left], *places[right]],
        "marker": {
            "symbol": ["triangle-left"] * int(left.sum()) + ["triangle-right"] * int(right.sum()),
            "size": 9,
            "color": UNSURE,
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
        "yaxis": "y2",
    }


def _dots(rows: pd.DataFrame, places: Any, words: Mapping[str, str], unit: str) -> dict[str, Any]:
    ratio = rows["ratio"].to_numpy(dtype=float)
    drawn = np.isfinite(ratio) & (ratio > 0)
    shown = rows[drawn]
    verdicts = shown["verdict"].astype(str)
    names, said = shown["label"].map(short_label), verdicts.map(words)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": ratio[drawn],
        "y": places[drawn],
        "marker": {
            "size": 11,
            "color": verdicts.map(VERDICT_COLOURS).tolist(),
            "line": {"color": verdicts.map(VERDICT_INK).tolist(), "width": 1.5},
        },
        "customdata": np.column_stack(
            [names, *(shown[key] for key in ("now", "before", "lower", "upper")), said]
        ).tolist(),
        "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]:,.0f} "
        + unit
        + ", kỳ so sánh %{customdata[2]:,.0f}"
        "<br>gấp %{x:.2f} (từ %{customdata[3]:.2f} đến %{customdata[4]:.2f})<br>%{customdata[5]}<extra></extra>",
    }


def _said(rows: pd.DataFrame, words: Mapping[str, str]) -> list[str]:
    """Both counts and the verdict of each line, the counts filled up so that they stand below each other."""
    now, before = [count_text(value) for value in rows["now"]], [count_text(value) for value in rows["before"]]
    wide_now, wide_before = max(map(len, now), default=0), max(map(len, before), default=0)
    said = []
    for first, second, verdict, small in zip(now, before, rows["verdict"], rows["small"], strict=True):
        counts = f"<b>{first.rjust(wide_now, FIGURE_SPACE)}</b> / {second.ljust(wide_before, FIGURE_SPACE)}"
        mark = " *" if small and verdict != "no_data" else ""
        words_said = f"{VERDICT_ARROWS[verdict]} {words[verdict]}{mark}"
        said.append(f'{counts}  <span style="color:{VERDICT_INK[verdict]}">{words_said}</span>')
    return said


def count_text(value: Any) -> str:
    """A count with a dot between thousands; "–" where missing."""
    return "–" if pd.isna(value) else f"{int(value):,}".replace(",", ".")


def value_text(value: Any, digits: int = 0) -> str:
    """A value with ``digits`` behind the comma ("134,8"), a count with thousands dots; "–" where it is missing."""
    if not digits or pd.isna(value):
        return count_text(value)
    return f"{float(value):,.{digits}f}".translate(str.maketrans(",.", ".,"))


def plain_numbers(values: Iterable[Any]) -> list[float | None]:
    """Values as a figure takes them: None where one is missing, which breaks a line and leaves out a bar."""
    return [None if pd.isna(value) else float(value) for value in values]


def highest_count(shown: pd.DataFrame) -> float:
    """The largest of all known counts of ``shown``, at least ``LEAST_TOP``: where an axis of counts has to reach."""
    counts = shown.to_numpy(dtype=float).ravel()
    return float(max([LEAST_TOP, *counts[np.isfinite(counts)].tolist()]))


def short_label(label: Any, longest: int = 34) -> str:
    """``label`` safe inside plotly's small HTML, cut where it would push the chart off the page."""
    text = str(label)
    text = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def two_lines(label: str, *, longest: int) -> str:
    """A label below a bar, broken at the space nearest to its middle where it has more than ``longest`` letters."""
    spaces = [place for place, letter in enumerate(label) if letter == " "]
    if len(label) <= longest or not spaces:
        return label
    middle = min(spaces, key=lambda place: abs(place - len(label) / 2))
    return f"{label[:middle]}<br>{label[middle + 1 :]}"


def trend_chart(
    series: pd.DataFrame, breaks: pd.DataFrame, *, title: str = "", unit: str, height: int = 270, digits: int = 0
) -> go.Figure:
    """Counts a month or quarter as bars from zero, with a thin line and a note where the series breaks.

    ``series``: label, start and stop (first day inside, first day after), value (missing = not covered), role ("now",
    "before", "other": the period of the page, its base, the rest). ``breaks``: date, label, note; those outside the
    series are left out. ``digits`` behind the comma of the values written.
    """
    look = layout(title, height=height, margin={"l": 0, "r": 18, "t": 64 if title else 36, "b": 28}, bargap=0)
    start, stop = pd.to_datetime(series["start"]), pd.to_datetime(series["stop"])
    look["xaxis"] = axis(type="date", showgrid=False, **year_ticks(start, stop))
    look["yaxis"] = axis(rangemode="tozero", nticks=5, tickformat=",~g")
    inside = breaks_inside(breaks, start, stop)
    crossed = _crossed(start, stop, pd.to_datetime(inside["date"]))
    look["shapes"] = [vertical_line(day, QUIET, "dot") for day in inside["date"]]
    look["annotations"] = [
        unit_note(unit),
        *(
            break_note(str(day), str(label), place)
            for place, (day, label) in enumerate(zip(inside["date"], inside["label"], strict=True))
        ),
        *_values_over_breaks(series[crossed], digits),
    ]
    return go.Figure(data=[_bars(series, crossed, unit, digits)], layout=look, skip_invalid=False)


def unit_note(unit: str) -> dict[str, Any]:
    """The unit of the counts level above the axis, where it covers no number."""
    at = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
    return {**at, "text": unit, "showarrow": False, "font": {"size": 12, "color": QUIET}}


def _crossed(start: pd.Series, stop: pd.Series, breaks: pd.Series) -> pd.Series:
    """Which bars the line of a break runs through."""
    through = [bool(((breaks > first) & (breaks < after)).any()) for first, after in zip(start, stop, strict=True)]
    return pd.Series(through, index=start.index, dtype=bool)


def _values_over_breaks(series: pd.DataFrame, digits: int) -> list[dict[str, Any]]:
    """The figures of both periods where a line runs through their bar: on white, above the line."""
    shown = series[series["role"].isin(["now", "before"]) & series["value"].notna()]
    middles = _middles(shown)
    at = {"yanchor": "bottom", "showarrow": False, "bgcolor": "rgba(255,255,255,0.88)", "borderpad": 1}
    return [
        {**at, "x": middle, "y": float(value), "text": value_text(value, digits), "font": {"size": 12, "color": INK}}
        for middle, value in zip(middles, shown["value"], strict=True)
    ]


def _middles(series: pd.DataFrame) -> list[str]:
    start, stop = pd.to_datetime(series["start"]), pd.to_datetime(series["stop"])
    middles: list[str] = (start + (stop - start) / 2).astype(str).str[:16].tolist()
    return middles


def _bars(series: pd.DataFrame, crossed: pd.Series, unit: str, digits: int) -> dict[str, Any]:
    start, stop = pd.to_datetime(series["start"]), pd.to_datetime(series["stop"])
    length = (stop - start).dt.total_seconds() * 1000
    marked = series["role"].isin(["now", "before"]) & ~crossed
    texts = [value_text(value, digits) if mark else "" for value, mark in zip(series["value"], marked, strict=True)]
    return {
        "type": "bar",
        "x": _middles(series),
        "y": plain_numbers(series["value"]),
        "width": (length * 0.86).tolist(),
        "marker": {"color": series["role"].map(BAR_SHADES).tolist(), "line": {"width": 0}},
        "text": texts,
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "customdata": series["label"].map(short_label).tolist(),
        "hovertemplate": f"<b>%{{customdata}}</b><br>%{{y:,.{digits}f}} {unit}<extra></extra>",
    }


def year_ticks(start: pd.Series, stop: pd.Series) -> dict[str, Any]:
    """One tick a statistical year, in its middle: the year in which its periods end."""
    spans: dict[int, tuple[pd.Timestamp, pd.Timestamp]] = {}
    for first, after in zip(start, stop, strict=True):
        year = (after - pd.Timedelta(days=1)).year
        spans[year] = (spans[year][0] if year in spans else first, after)
    middles = [first + (after - first) / 2 for first, after in spans.values()]
    return {"tickvals": [f"{middle:%Y-%m-%d}" for middle in middles], "ticktext": [str(year) for year in spans]}


def breaks_inside(breaks: pd.DataFrame, start: pd.Series, stop: pd.Series) -> pd.DataFrame:
    """The breaks after the first ``start`` and before the last ``stop``, oldest first, ``date`` as text."""
    days = pd.to_datetime(breaks["date"])
    inside = (days > start.min()) & (days < stop.max())
    kept: pd.DataFrame = breaks[inside]
    return kept.assign(date=days[inside].dt.strftime("%Y-%m-%d")).sort_values("date")


def vertical_line(x: Any, colour: str, dash: str) -> dict[str, Any]:
    """A thin line over the whole height at ``x``."""
    line = {"color": colour, "width": 1, "dash": dash}
    return {"type": "line", "x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "paper", "line": line}


def break_note(day: str, label: str, place: int) -> dict[str, Any]:
    """The words above the line of a break; every second one (``place``) stands higher, so that two near ones fit."""
    at = {"x": day, "xref": "x", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 14 * (place % 2)}
    font = {"size": 11, "color": QUIET}
    return at | {"xanchor": "right", "text": short_label(label, 44), "showarrow": False, "font": font}
