"""Charts of the anatomy of accidents: groups against their ordinary range, tables of two dimensions, people, shares.

Defines ``range_bars`` (counts from zero over the ordinary range of each group), ``matrix`` (a coloured table with every
figure in it), ``people_bars`` (dead and injured) and ``share_lines`` (shares with their intervals). What stands out has
an arrow beside its colour. Leaves out words and every figure of its own: texts are passed in.

Can mislead: colour in a matrix is by count, so a busy column looks dark whatever is ordinary there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from .alert_ranges import BAND
from .charts import (
    count_text,
    highest_count,
    lines_with_words,
    plain_numbers,
    short_label,
    two_lines,
    unit_note,
)
from .palette import FALL, GROUND, INK, QUIET, RISE, UNSURE, axis, layout, text_on

Numbers = npt.NDArray[np.float64]

BAR = "#4A6274"
"""Groups that do not stand out."""
LOST = "#C9CDD3"
"""What is not known, and what is summed as the rest."""
INJURED = "#9FB3C1"
STROKE = "#A9BAC6"
"""The mean of the years before, where there is no range."""
MARK_COLOURS = {"rise": RISE, "fall": FALL}
MARKS = {"rise": " ▲", "fall": " ▼"}
SCALE = ("#FFFFFF", "#DDE6EC", "#B4C8D4", "#7FA0B3", "#4A7891", "#2B566D", "#17384A")
"""One hue for counts, pale to dark."""
ROW, HEAD = 27, 44
HEADROOM = 1.18
MOST_LABEL = 36
SHORT = 7
"""Letters of a name that stands in one line below a bar."""


def range_bars(rows: pd.DataFrame, *, unit: str, across: bool) -> go.Figure:
    """Counts as bars from zero, each over its ordinary range where it has one.

    ``rows``: label, value, lower, upper (missing = not judged), mean (missing = none), mark ("rise", "fall", ""), quiet
    (the unknown and the rest), in the order shown. ``across``: groups below each other with names to the left (many or
    long names), else side by side.
    """
    labels = [short_label(label, MOST_LABEL) for label in rows["label"]]
    labels = labels if across else [two_lines(label, longest=SHORT) for label in labels]
    top = highest_count(rows[["value", "upper", "mean"]])
    look = layout("", height=HEAD + ROW * len(rows) if across else 270, margin={"l": 0, "r": 0, "t": 26, "b": 24})
    look |= {"barmode": "overlay", "bargap": 0.12}
    groups = axis(
        type="category",
        showgrid=False,
        categoryorder="array",
        categoryarray=labels,
        tickangle=0,
        tickfont={"size": 12, "color": INK},
    )
    counts = axis(range=[0, top * HEADROOM], nticks=6)
    if across:
        look["xaxis"], look["yaxis"] = counts | {"side": "bottom"}, groups | {"autorange": "reversed"}
    else:
        look["xaxis"], look["yaxis"] = groups, counts
    look["annotations"] = [unit_note(unit)]
    below = [_ranges(rows, labels, across), _means(rows, labels, across, top)]
    return go.Figure(data=[*below, _bars(rows, labels, unit, across)], layout=look, skip_invalid=False)


def matrix(
    values: pd.DataFrame,
    *,
    unit: str,
    row_labels: Sequence[str],
    column_labels: Sequence[str],
    marks: pd.DataFrame | None,
) -> go.Figure:
    """A coloured table, first row on top: every figure in its cell, the sums of rows and columns beside the names.

    ``values`` in the order shown, missing = not covered ("–"); ``marks`` of the same shape ("rise", "fall", "").
    """
    numbers = values.to_numpy(dtype=float)
    highest = max([1.0, *numbers[np.isfinite(numbers)].tolist()])
    said = np.full(numbers.shape, "", dtype=object) if marks is None else marks.to_numpy(dtype=object)
    down, across = (list(range(size)) for size in numbers.shape)
    look = layout("", height=58 + 34 * len(down), margin={"l": 0, "r": 0, "t": 44, "b": 6})
    above = [
        f"{short_label(label, 14)}<br>{count_text(_sum(numbers[:, place]))}"
        for place, label in enumerate(column_labels)
    ]
    beside = [
        f"{short_label(label)}  <b>{count_text(_sum(numbers[place]))}</b>" for place, label in enumerate(row_labels)
    ]
    bare = {"showgrid": False, "ticks": ""}
    look["xaxis"] = axis(side="top", tickvals=across, ticktext=above, tickangle=0, range=_ends(across), **bare)
    look["yaxis"] = axis(tickvals=down, ticktext=beside, range=_ends(down)[::-1], **bare)
    look["annotations"] = [
        _figure(numbers[row, column], said[row, column], column, row, highest) for row in down for column in across
    ]
    heat = _heat(numbers, highest) | {
        "customdata": [
            [
                f"{short_label(row)}, {short_label(column)}: {count_text(value)} {unit}"
                for value, column in zip(line, column_labels, strict=True)
            ]
            for line, row in zip(numbers, row_labels, strict=True)
        ],
    }
    return go.Figure(data=[heat], layout=look, skip_invalid=False)


def _heat(numbers: Numbers, highest: float) -> dict[str, Any]:
    """The colours of a table by its counts, from 0 to ``highest``; a missing one is bare."""
    return {
        "type": "heatmap",
        "x": list(range(numbers.shape[1])),
        "y": list(range(numbers.shape[0])),
        "z": [plain_numbers(line) for line in numbers],
        "zmin": 0,
        "zmax": highest,
        "colorscale": [[place / (len(SCALE) - 1), colour] for place, colour in enumerate(SCALE)],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def people_bars(rows: pd.DataFrame, *, words: Mapping[str, str]) -> go.Figure:
    """Dead and injured of each group as one bar, the dead first and dark; both figures in words to the right.

    ``rows``: label, deaths, injured, mark ("rise", "fall", ""). ``words``: "deaths" and "injured" in words.
    """
    deaths, injured = (rows[name].fillna(0).to_numpy(dtype=float) for name in ("deaths", "injured"))
    said = [
        f"<b>{count_text(died)}</b> {words['deaths']}, <b>{count_text(hurt)}</b> {words['injured']}{mark}"
        for died, hurt, mark in zip(deaths, injured, rows["mark"].map({**MARKS, "": ""}), strict=True)
    ]
    look = layout("", height=HEAD + 6 + ROW * len(rows), margin={"l": 0, "r": 0, "t": 28, "b": 24})
    look |= {"barmode": "stack", "bargap": 0.25}
    places, sides = lines_with_words([short_label(label, MOST_LABEL) for label in rows["label"]], said, ticks="")
    look |= sides
    top = highest_count(pd.DataFrame({"people": deaths + injured}))
    look["xaxis"] = axis(range=[0, top * 1.02], nticks=5, tickangle=0)
    dead, alive = (f'<b style="color:{colour}">■</b>' for colour in (INK, INJURED))
    look["annotations"] = [unit_note(f"người: {dead} {words['deaths']}, {alive} {words['injured']}")]
    told = [f"<b>{short_label(label)}</b><br>{text}" for label, text in zip(rows["label"], said, strict=True)]
    bars = [_people(deaths, places, INK, told), _people(injured, places, INJURED, told)]
    right = {"type": "scatter", "x": [None], "y": [None], "yaxis": "y2", "hoverinfo": "skip"}
    return go.Figure(data=[*bars, right], layout=look, skip_invalid=False)


def _people(values: Numbers, places: Any, colour: str, told: Sequence[str]) -> dict[str, Any]:
    bars = {"type": "bar", "orientation": "h", "x": values.tolist(), "y": places.tolist(), "customdata": list(told)}
    return bars | {"marker": {"color": colour, "line": {"width": 0}}, "hovertemplate": "%{customdata}<extra></extra>"}


def share_lines(rows: pd.DataFrame, *, said: Sequence[str], note: str) -> go.Figure:
    """Shares (0 to 1) as dots with their 95 % interval, a line a group, first on top; words to the right of each.

    ``rows``: label, share, lower, upper (missing = nothing known). ``said``: what stands right of each line; ``note``
    above the axis.
    """
    look = layout("", height=HEAD + 8 + ROW * len(rows), margin={"l": 0, "r": 0, "t": 26, "b": 26})
    places, sides = lines_with_words([short_label(label, MOST_LABEL) for label in rows["label"]], said)
    ticks = {"tickvals": [0, 0.5, 1], "ticktext": ["0%", "50%", "100%"], "tickangle": 0}
    look |= {"xaxis": axis(range=[-0.03, 1.05], **ticks), **sides, "annotations": [unit_note(note)]}
    known = rows["share"].notna().to_numpy(dtype=bool)
    share, lower, upper = (rows[name].to_numpy(dtype=float)[known] for name in ("share", "lower", "upper"))
    ends = [value for low, high in zip(lower, upper, strict=True) for value in (float(low), float(high), None)]
    heights = [value for place in places[known] for value in (int(place), int(place), None)]
    lines = {"type": "scatter", "mode": "lines", "x": ends, "y": heights, "line": {"color": UNSURE, "width": 2}}
    texts = [f"<b>{short_label(label)}</b><br>{text}" for label, text in zip(rows["label"], said, strict=True)]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": share.tolist(),
        "y": places[known].tolist(),
        "yaxis": "y2",
        "marker": {"size": 11, "color": BAR},
        "customdata": [text for text, there in zip(texts, known, strict=True) if there],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return go.Figure(data=[lines | {"hoverinfo": "skip"}, dots], layout=look, skip_invalid=False)


def _turned(across: bool, labels: Sequence[str], values: Sequence[float | None]) -> dict[str, Any]:
    """Groups and values on their axes."""
    if across:
        return {"orientation": "h", "x": list(values), "y": list(labels)}
    return {"x": list(labels), "y": list(values)}


def _ranges(rows: pd.DataFrame, labels: Sequence[str], across: bool) -> dict[str, Any]:
    """A pale block a group, half a count wider than the range so that a count on its edge lies inside."""
    lower = (rows["lower"] - 0.5).clip(lower=0)
    widths = plain_numbers(rows["upper"] + 0.5 - lower)
    base = [0.0 if pd.isna(value) else float(value) for value in lower]
    look = {"marker": {"color": BAND, "line": {"width": 0}}, "hoverinfo": "skip", "width": 0.86}
    return {"type": "bar", "base": base, **_turned(across, labels, widths), **look}


def _bars(rows: pd.DataFrame, labels: Sequence[str], unit: str, across: bool) -> dict[str, Any]:
    quiet = rows["quiet"].to_numpy(dtype=bool)
    colours = [MARK_COLOURS.get(mark, LOST if still else BAR) for mark, still in zip(rows["mark"], quiet, strict=True)]
    texts = [
        f"<b>{count_text(value)}{MARKS[mark]}</b>" if mark else count_text(value)
        for value, mark in zip(rows["value"], rows["mark"], strict=True)
    ]
    return {
        "type": "bar",
        **_turned(across, labels, plain_numbers(rows["value"])),
        "width": 0.5,
        "marker": {"color": colours, "line": {"width": 0}},
        "text": texts,
        "textposition": "outside",
        "constraintext": "none",
        "textangle": 0,
        "cliponaxis": False,
        "textfont": {"color": INK, "size": 12},
        "customdata": [_told(row, unit) for row in rows.to_dict("records")],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _means(rows: pd.DataFrame, labels: Sequence[str], across: bool, top: float) -> dict[str, Any]:
    """A thin pale stroke at the mean of the years where a group has no range, below the figure of its bar."""
    thick = top * HEADROOM / (220 if across else 110)
    means = rows["mean"].where(rows["upper"].isna())
    sizes = [None if pd.isna(value) else thick for value in means]
    base = [0.0 if pd.isna(value) else max(float(value) - thick / 2, 0.0) for value in means]
    look = {"marker": {"color": STROKE, "line": {"width": 0}}, "hoverinfo": "skip", "width": 0.86}
    return {"type": "bar", "base": base, **_turned(across, labels, sizes), **look}


def _told(row: Mapping[Any, Any], unit: str) -> str:
    said = f"<b>{short_label(row['label'], 60)}</b><br>{count_text(row['value'])} {unit}"
    if pd.notna(row["lower"]) and pd.notna(row["upper"]):
        return f"{said}<br>bình thường {count_text(row['lower'])}–{count_text(row['upper'])} {unit}"
    mean = row["mean"]
    return said if pd.isna(mean) else f"{said}<br>trung bình các năm trước {mean:.1f}".replace(".", ",")


def _figure(value: float, mark: str, x: int, y: int, highest: float) -> dict[str, Any]:
    """The figure of a cell in white or ink, whichever reads better on its colour; 0 quiet, missing "–"."""
    share = 0.0 if np.isnan(value) else value / highest
    fill = SCALE[min(int(share * (len(SCALE) - 1) + 0.5), len(SCALE) - 1)]
    colour = QUIET if not value or np.isnan(value) else text_on(fill)
    text = f"<b>{count_text(value)}{MARKS[mark]}</b>" if mark else count_text(value)
    box = {"bgcolor": GROUND, "bordercolor": MARK_COLOURS[mark], "borderwidth": 2, "borderpad": 2} if mark else {}
    font = {"size": 12, "color": MARK_COLOURS[mark] if mark else colour}
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": font, **box}


def _ends(places: Sequence[int]) -> list[float]:
    return [-0.5, len(places) - 0.5]


def _sum(values: Any) -> float:
    return float("nan") if np.isnan(values).all() else float(np.nansum(values))
