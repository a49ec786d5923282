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
    """One district: its rings as a path in longitude and latitude [degrees], its box, and where its name goes."""

    code: str
    name: str
    path: str
    box: tuple[float, float, float, float]
    label_at: tuple[float, float]


def outlines(boundaries: Any) -> tuple[Outline, ...]:
    """The outlines of a GeoDataFrame (code, name, geometry in EPSG:4326), in its order; holes are drawn as rings."""
    return tuple(
        _outline(str(row.code), str(row.name), row.geometry)
        for row in boundaries[["code", "name", "geometry"]].itertuples(index=False, name="Row")
    )


def _outline(code: str, name: str, geometry: Any) -> Outline:
    polygons = getattr(geometry, "geoms", [geometry])
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    centre = geometry.centroid if geometry.contains(geometry.centroid) else geometry.representative_point()
    path = "".join(_ring_path(ring) for ring in rings)
    return Outline(code, name, path, tuple(geometry.bounds), (float(centre.x), float(centre.y)))


def _ring_path(ring: Any) -> str:
    return "M" + "L".join(f"{x:.5f},{y:.5f}" for x, y in ring.coords) + "Z"


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
    look = layout(title, height=height, margin={"l": 0, "r": 0, "t": 44 if title else 0, "b": 0})
    look["shapes"] = [_district(shape, known) for shape in shapes]
    west, south, east, north = _box(shapes)
    ratio = 1 / cos(radians((south + north) / 2))
    hidden = {"visible": False}
    look["xaxis"] = axis(**hidden, range=[west, east], constrain="domain")
    look["yaxis"] = axis(**hidden, range=[south, north], scaleanchor="x", scaleratio=ratio, constrain="domain")
    return go.Figure(data=[_names(shapes, known, words, unit)], layout=look, skip_invalid=False)


def _box(shapes: Sequence[Outline]) -> tuple[float, float, float, float]:
    """The box around all districts [degrees]: west, south, east, north."""
    wests, souths, easts, norths = (
        zip(*(shape.box for shape in shapes), strict=True) if shapes else ((0,), (0,), (1,), (1,))
    )
    return min(wests), min(souths), max(easts), max(norths)


def _district(shape: Outline, rows: Rows) -> dict[str, Any]:
    verdict = _verdict(shape.code, rows)
    return {
        "type": "path",
        "path": shape.path,
        "fillcolor": VERDICT_COLOURS[verdict],
        "line": {"color": GROUND if verdict != "no_data" else LINE, "width": 1.5},
        "layer": "below",
    }


def _verdict(code: str, rows: Rows) -> str:
    return str(rows[code]["verdict"]) if code in rows else "no_data"


def _hover(shape: Outline, rows: Rows, words: Mapping[str, str], unit: str) -> str:
    verdict = _verdict(shape.code, rows)
    if verdict == "no_data":
        return f"<b>{shape.name}</b><br>{words['no_data']}"
    now, before = (f"{float(rows[shape.code][name]):.0f}" for name in ("now", "before"))
    return f"<b>{shape.name}</b><br>{now} {unit}, kỳ so sánh {before}<br>{words[verdict]}"


def _names(shapes: Sequence[Outline], rows: Rows, words: Mapping[str, str], unit: str) -> dict[str, Any]:
    """Names and arrows; an invisible marker around each answers the pointer for the district."""
    verdicts = [_verdict(shape.code, rows) for shape in shapes]
    labels = [
        f"{_two_lines(shape.name)}<br>{VERDICT_ARROWS[verdict]}"
        for shape, verdict in zip(shapes, verdicts, strict=True)
    ]
    colours = [QUIET if verdict == "no_data" else text_on(VERDICT_COLOURS[verdict]) for verdict in verdicts]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [shape.label_at[0] for shape in shapes],
        "y": [shape.label_at[1] for shape in shapes],
        "text": labels,
        "textfont": {"size": 11, "color": colours},
        "marker": {"size": 44, "opacity": 0},
        "hoverinfo": "text",
        "hovertext": [_hover(shape, rows, words, unit) for shape in shapes],
    }


def _two_lines(name: str) -> str:
    """``name`` broken at the space nearest to its middle, so that it fits into a small district."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if len(name) <= 8 or not spaces:
        return name
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return f"{name[:middle]}<br>{name[middle + 1 :]}"
