"""The small map of districts: our own outlines as a picture with names above it, without tiles, script or request.

Defines how a table of verdicts is coloured on the outlines of the reference folder. Leaves out points, roads and
zooming (``spot_map``). Can mislead: a large district catches the eye whatever its count; so every district carries its
arrow and the chart beside it the counts. Outlines are generalised and are not a statement on borders. Every text is
escaped here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians
from typing import Any
from urllib.parse import quote

import pandas as pd

from .palette import GROUND, LINE, QUIET, VERDICT_ARROWS, VERDICT_COLOURS, text_on

Rows = Mapping[Any, Mapping[Any, Any]]
"""now, before and verdict by the code of the district."""
WIDTH = 400.0
"""Width of the picture in its own units."""


@dataclass(frozen=True)
class Outline:
    """One district: its rings as a path in longitude and latitude [degrees], its box, and where its name goes."""

    code: str
    name: str
    path: str
    box: tuple[float, float, float, float]
    label_at: tuple[float, float]


@dataclass(frozen=True)
class _Frame:
    """From degrees to the units of the picture: north is up, a degree of longitude is shortened by the cosine."""

    west: float
    north: float
    across: float
    down: float
    height: float

    @property
    def matrix(self) -> str:
        """The same as ``place`` for all that an element of SVG holds."""
        shift = -self.west * self.across, self.north * self.down
        return f"matrix({self.across:.4f} 0 0 {-self.down:.4f} {shift[0]:.3f} {shift[1]:.3f})"

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point (longitude, latitude) [degrees] as percent of the picture from the left and from the top."""
        right, below = (point[0] - self.west) * self.across, (self.north - point[1]) * self.down
        return right / WIDTH * 100, below / self.height * 100


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
    title: str,
    words: Mapping[str, str],
    unit: str,
    height: int = 380,
) -> str:
    """The districts filled by the verdict of ``rows``: the text of one HTML element at most ``height`` pixels high.

    ``rows``: one row a district with key, now, before, verdict (codes of ``figures.change.VERDICTS``); a district
    without a row is left white with a dash. ``title`` is what a screen reader says of it; ``words``: verdict code to
    the words shown; ``unit`` of the counts. The pointer on a name shows its counts.
    """
    known = rows.set_index("key")[["now", "before", "verdict"]].to_dict("index")
    frame = _frame(shapes)
    areas = "".join(_district(shape, known) for shape in shapes)
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {frame.height:.0f}">'
        f'<g transform="{frame.matrix}" stroke-width="1.5">{areas}</g></svg>'
    )
    names = "".join(_name(shape, frame, known, words, unit) for shape in shapes)
    return (
        f'<div class="at-map" style="max-width:{height * WIDTH / frame.height:.0f}px">'
        f'<img alt="{escape(title)}" src="data:image/svg+xml,{quote(picture)}">{names}</div>'
    )


def _frame(shapes: Sequence[Outline]) -> _Frame:
    boxes = [shape.box for shape in shapes] or [(0.0, 0.0, 1.0, 1.0)]
    wests, souths, easts, norths = zip(*boxes, strict=True)
    west, south, east, north = min(wests), min(souths), max(easts), max(norths)
    across = WIDTH / (east - west)
    down = across / cos(radians((south + north) / 2))
    return _Frame(west, north, across, down, (north - south) * down)


def _verdict(code: str, rows: Rows) -> str:
    return str(rows[code]["verdict"]) if code in rows else "no_data"


def _district(shape: Outline, rows: Rows) -> str:
    verdict = _verdict(shape.code, rows)
    line = GROUND if verdict != "no_data" else LINE
    return (
        f'<path d="{shape.path}" fill="{VERDICT_COLOURS[verdict]}" stroke="{line}" fill-rule="evenodd" '
        'vector-effect="non-scaling-stroke"/>'
    )


def _said(shape: Outline, rows: Rows, words: Mapping[str, str], unit: str) -> str:
    """What the pointer on a district shows: a line each for its name, its counts, its verdict."""
    verdict = _verdict(shape.code, rows)
    if verdict == "no_data":
        return f"{shape.name}\n{words['no_data']}"
    now, before = (f"{float(rows[shape.code][name]):.0f}" for name in ("now", "before"))
    return f"{shape.name}\n{now} {unit}, kỳ so sánh {before}\n{words[verdict]}"


def _name(shape: Outline, frame: _Frame, rows: Rows, words: Mapping[str, str], unit: str) -> str:
    """The name in one or two lines with the arrow beneath, the middle of them at the place of the label."""
    verdict = _verdict(shape.code, rows)
    colour = QUIET if verdict == "no_data" else text_on(VERDICT_COLOURS[verdict])
    left, top = frame.place(shape.label_at)
    lines = "<br>".join(escape(line) for line in (*_two_lines(shape.name), VERDICT_ARROWS[verdict]))
    said = escape(_said(shape, rows, words, unit))
    return f'<span style="left:{left:.1f}%;top:{top:.1f}%;color:{colour}" title="{said}">{lines}</span>'


def _two_lines(name: str) -> list[str]:
    """``name`` broken at the space nearest to its middle, so that it fits into a small district."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if len(name) <= 8 or not spaces:
        return [name]
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return [name[:middle], name[middle + 1 :]]
