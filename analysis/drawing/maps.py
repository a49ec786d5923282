"""The small map of districts: our own outlines as plotly shapes, without tiles and without any request elsewhere.

Defines how a table of verdicts is coloured on the outlines of the reference folder. Leaves out points, roads and
zooming. Can mislead: a large district catches the eye whatever its count; so every district carries its arrow and the
chart beside it the counts. Outlines are generalised and are not a statement on borders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from .palette import GROUND, LINE, QUIET, VERDICT_ARROWS, VERDICT_COLOURS, axis, layout, text_on

Rows = Mapping[Any, Mapping[Any, Any]]
"""now, before and verdict by the code of the district."""


@dataclass(frozen=True)
class Outline:
    """One district: rings as longitudes and latitudes [degrees], ``None`` between rings, and where its name goes."""

    code: str
    name: str
    longitudes: tuple[float | None, ...]
    latitudes: tuple[float | None, ...]
    label_at: tuple[float, float]


def outlines(boundaries: Any) -> tuple[Outline, ...]:
    """The outlines of a GeoDataFrame (code, name, geometry in EPSG:4326), in its order; holes are drawn as rings."""
    return tuple(
        _outline(str(row.code), str(row.name), row.geometry)
        for row in boundaries[["code", "name", "geometry"]].itertuples(index=False, name="Row")
    )


def _outline(code: str, name: str, geometry: Any) -> Outline:
    longitudes: list[float | None] = []
    latitudes: list[float | None] = []
    for polygon in getattr(geometry, "geoms", [geometry]):
        for ring in (polygon.exterior, *polygon.interiors):
            xs, ys = ring.xy
            longitudes += [*(round(float(x), 5) for x in xs), None]
            latitudes += [*(round(float(y), 5) for y in ys), None]
    inside = geometry.representative_point()
    centre = geometry.centroid if geometry.contains(geometry.centroid) else inside
    return Outline(code, name, tuple(longitudes[:-1]), tuple(latitudes[:-1]), (float(centre.x), float(centre.y)))


def district_map(
    shapes: Sequence[Outline],
    rows: pd.DataFrame,
    *,
    title: str = "",
    words: Mapping[str, str],
    unit: str,
    height: int = 380,
) -> go.Figure:
    """The districts filled by the verdict of ``rows``.

    ``rows``: one row a district with key, now, before, verdict (codes of ``figures.change.VERDICTS``); a district
    without a row is left white with a dash. ``words``: verdict code to the words shown; ``unit`` of the counts.
    """
    known = rows.set_index("key")[["now", "before", "verdict"]].to_dict("index")
    traces = [_district(shape, known, words, unit) for shape in shapes]
    traces.append(_names(shapes, known))
    middle = [shape.label_at[1] for shape in shapes] or [0.0]
    ratio = 1 / cos(radians(sum(middle) / len(middle)))
    hidden = {"visible": False}
    look = layout(title, height=height, margin={"l": 0, "r": 0, "t": 44 if title else 0, "b": 0})
    look["xaxis"] = axis(**hidden, constrain="domain")
    look["yaxis"] = axis(**hidden, scaleanchor="x", scaleratio=ratio, constrain="domain")
    return go.Figure(data=traces, layout=look, skip_invalid=False)


def _district(shape: Outline, rows: Rows, words: Mapping[str, str], unit: str) -> dict[str, Any]:
    verdict = _verdict(shape.code, rows)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": shape.longitudes,
        "y": shape.latitudes,
        "fill": "toself",
        "fillcolor": VERDICT_COLOURS[verdict],
        "line": {"color": GROUND if verdict != "no_data" else LINE, "width": 1.5},
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": _hover(shape, rows, words, unit),
        "name": shape.name,
    }


def _verdict(code: str, rows: Rows) -> str:
    return str(rows[code]["verdict"]) if code in rows else "no_data"


def _hover(shape: Outline, rows: Rows, words: Mapping[str, str], unit: str) -> str:
    verdict = _verdict(shape.code, rows)
    if verdict == "no_data":
        return f"<b>{shape.name}</b><br>{words['no_data']}"
    now, before = (f"{float(rows[shape.code][name]):.0f}" for name in ("now", "before"))
    return f"<b>{shape.name}</b><br>{now} {unit}, kỳ so sánh {before}<br>{words[verdict]}"


def _names(shapes: Sequence[Outline], rows: Rows) -> dict[str, Any]:
    verdicts = [_verdict(shape.code, rows) for shape in shapes]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [shape.label_at[0] for shape in shapes],
        "y": [shape.label_at[1] for shape in shapes],
        "text": [
            f"{_two_lines(shape.name)}<br>{VERDICT_ARROWS[verdict]}"
            for shape, verdict in zip(shapes, verdicts, strict=True)
        ],
        "textfont": {
            "size": 11,
            "color": [QUIET if verdict == "no_data" else text_on(VERDICT_COLOURS[verdict]) for verdict in verdicts],
        },
        "hoverinfo": "skip",
    }


def _two_lines(name: str) -> str:
    """``name`` broken at the space nearest to its middle, so that it fits into a small district."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if len(name) <= 8 or not spaces:
        return name
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return f"{name[:middle]}<br>{name[middle + 1 :]}"
