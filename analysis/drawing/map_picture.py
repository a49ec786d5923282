"""The map as a picture for a printed document (PNG by matplotlib): outlines, accidents, black spots, legend, scale.

Defines the same classes, signs and ranks as the map on the page (``map_classes``, ``map_layers``), north up, a degree
of longitude shortened by the cosine of the middle latitude. Leaves out tiles, clusters (every accident is a dot) and
the caption, which the document gives. Can mislead: dots at one point cover each other; say the number of accidents,
and of those without a position, beside the picture (``below``).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from math import cos, radians
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .map_classes import Classed
from .map_layers import SEVERITIES, SpotOnMap, kinds, placed
from .palette import GROUND, INK, LINE, QUIET
from .spot_map import label_places

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOTS_PER_INCH = 220
LETTERS = "DejaVu Sans"
MM = 1 / 25.4
LETTER_MM, LINE_MM = 1.6, 3.4
"""About the width of a letter and the height of a line of the names, with a little room [mm]."""
KM_PER_DEGREE = 111.32
ACCIDENT_FILLS = (INK, "#E69F00", GROUND, "#C9CDD3")
SPOT_LOOKS: dict[str, dict[str, Any]] = {
    "active": {"facecolor": INK, "edgecolor": GROUND, "textcolor": GROUND, "style": "-"},
    "historical": {"facecolor": GROUND, "edgecolor": QUIET, "textcolor": INK, "style": "-"},
    "potential": {"facecolor": GROUND, "edgecolor": INK, "textcolor": INK, "style": (0, (2, 1.5))},
}
"""As in the style sheet of the map: solid, ringed, dashed."""
_SCALES_KM = (1, 2, 5, 10, 20, 50, 100, 200)


def map_png(
    shapes: Any,
    classed: Classed,
    labels: Mapping[str, Sequence[str]],
    *,
    title: str,
    heading: str = "",
    points: pd.DataFrame | None = None,
    spots: Sequence[SpotOnMap] = (),
    spot_words: Mapping[str, str] | None = None,
    below: Sequence[str] = (),
    width: float = 165,
    height: float = 190,
) -> bytes:
    """PNG bytes, the same for the same input.

    ``shapes``: GeoDataFrame code, geometry (EPSG:4326); ``classed``: fill and legend of the districts, with ``title``
    above the legend; ``labels``: lines of text in each district; ``points``: accidents (``positioned``), drawn where
    they have a point; ``spots`` with ``spot_words`` (kind to words); ``heading``: the line at the top, what and
    when; ``below``: lines under the map. Sizes in mm.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width * MM, height * MM), dpi=DOTS_PER_INCH, facecolor=GROUND)
    FigureCanvasAgg(figure)
    lines = len(below)
    top = 0.035 if heading else 0.0
    axes = figure.add_axes((0.01, 0.19 + 0.02 * lines, 0.98, 0.8 - 0.02 * lines - top))
    if heading:
        figure.text(0.02, 0.975, heading, color=INK, parse_math=False, **_letters(9, bold=True))
    _set_axes(axes, shapes)
    _draw_districts(axes, shapes, classed)
    signs = _draw_points(axes, points) + _draw_spots(axes, spots, spot_words or {})
    _name_districts(axes, shapes, classed, labels, _taken(points, spots), 0.98 * width)
    _scale_bar(axes)
    _legends(figure, classed, title, signs, 0.185 + 0.02 * lines)
    for place, text in enumerate(reversed(below)):
        figure.text(0.02, 0.012 + 0.02 * place, text, color=QUIET, parse_math=False, **_letters(7))
    memory = io.BytesIO()
    figure.savefig(memory, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return memory.getvalue()


def _draw_districts(axes: Axes, shapes: Any, classed: Classed) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    for row in shapes[["code", "geometry"]].itertuples(index=False, name="Row"):
        one = classed.of.get(str(row.code))
        fill = one.fill if one else GROUND
        outline = Path.make_compound_path(*(Path(ring) for ring in _rings(row.geometry)))
        axes.add_patch(PathPatch(outline, facecolor=fill, edgecolor=QUIET, linewidth=0.6, zorder=1))


def _taken(points: pd.DataFrame | None, spots: Sequence[SpotOnMap]) -> Any:
    """Where signs stand: (lon, lat) of accidents and spots; a spot hides as much as four accidents."""
    rows = placed(points)[["lon", "lat"]].to_numpy(dtype=float) if points is not None else np.empty((0, 2))
    marks = np.array([(one.point[1], one.point[0]) for one in spots] * 4, dtype=float).reshape(-1, 2)
    return np.vstack([rows, marks])


def _name_districts(
    axes: Axes, shapes: Any, classed: Classed, labels: Mapping[str, Sequence[str]], taken: Any, across_mm: float
) -> None:
    """Each name at the place inside its district where it covers the fewest signs, the middle one first."""
    from matplotlib.patheffects import withStroke

    per_mm = (axes.get_xlim()[1] - axes.get_xlim()[0]) / across_mm
    for row in shapes[["code", "geometry"]].itertuples(index=False, name="Row"):
        lines = labels.get(str(row.code), ())
        one = classed.of.get(str(row.code))
        half = np.array([max(map(len, lines), default=0) * LETTER_MM, len(lines) * LINE_MM]) / 2 * per_mm
        places = label_places(row.geometry)
        covered = [_hidden(place, half, taken, row.geometry) for place in places]
        x, y = places[int(np.argmin(covered))]
        words: dict[str, Any] = {"color": one.ink if one else QUIET, "ha": "center", "va": "center", "zorder": 5}
        words["parse_math"] = False
        words["path_effects"] = [withStroke(linewidth=1.6, foreground=one.fill if one else GROUND)]
        axes.text(x, y, "\n".join(lines), **words, **_letters(6.5))


def _hidden(place: tuple[float, float], half: Any, taken: Any, geometry: Any) -> int:
    """How many signs, and corners outside the district, the name at ``place`` would cover."""
    import shapely

    corners = np.array([(across, up) for across in (-1, 1) for up in (-1, 1)]) * half + place
    outside = 4 - int(shapely.contains_xy(geometry, corners[:, 0], corners[:, 1]).sum())
    return outside + int((np.abs(taken - place) < half).all(axis=1).sum())


def _rings(geometry: Any) -> list[Any]:
    polygons = getattr(geometry, "geoms", [geometry])
    return [ring.coords for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]


def _draw_points(axes: Axes, points: pd.DataFrame | None) -> list[Any]:
    """A dot an accident, the worse on top; gives the signs for the legend."""
    rows = placed(points) if points is not None else None
    if rows is None or rows.empty:
        return []
    kind, signs = kinds(rows).to_numpy(), []
    for place in (3, 2, 1, 0):
        chosen = rows[kind == place]
        if len(chosen):
            look: dict[str, Any] = {
                "s": 9 if place else 12,
                "c": ACCIDENT_FILLS[place],
                "edgecolors": INK if place else GROUND,
                "linewidths": 0.4,
            }
            dots = axes.scatter(chosen["lon"], chosen["lat"], zorder=3, label=SEVERITIES[place], **look)
            signs.append(dots)
    return signs[::-1]


def _draw_spots(axes: Axes, spots: Sequence[SpotOnMap], words: Mapping[str, str]) -> list[Any]:
    signs: dict[str, Any] = {}
    for one in reversed([spot for spot in spots if np.isfinite(spot.point).all()]):
        look = SPOT_LOOKS[one.kind]
        style: dict[str, Any] = {"c": look["facecolor"], "edgecolors": look["edgecolor"], "linestyles": [look["style"]]}
        sign = axes.scatter(
            [one.point[1]], [one.point[0]], s=64, linewidths=1.0, zorder=6, label=words.get(one.kind, ""), **style
        )
        middle = {"ha": "center", "va": "center_baseline", "zorder": 7, "color": look["textcolor"]}
        axes.text(one.point[1], one.point[0], one.rank, **middle, **_letters(5.5, bold=True))
        signs.setdefault(one.kind, sign)
    return [signs[kind] for kind in SPOT_LOOKS if kind in signs]


def _set_axes(axes: Axes, shapes: Any) -> None:
    west, south, east, north = shapes.total_bounds if len(shapes) else (0.0, 0.0, 1.0, 1.0)
    margin = 0.03 * max(east - west, north - south)
    axes.set_xlim(west - margin, east + margin)
    axes.set_ylim(south - margin, north + margin)
    axes.set_aspect(1 / cos(radians((south + north) / 2)))
    axes.set_axis_off()


def _scale_bar(axes: Axes) -> None:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    per_km = 1 / (KM_PER_DEGREE * cos(radians((south + north) / 2)))
    length = max((km for km in _SCALES_KM if km * per_km <= (east - west) / 4), default=_SCALES_KM[0])
    left, low = west + 0.02 * (east - west), south + 0.02 * (north - south)
    axes.plot([left, left + length * per_km], [low, low], color=INK, linewidth=1.4, zorder=4)
    axes.text(left, low + 0.008 * (north - south), f"{length} km", color=INK, zorder=4, **_letters(6.5))


def _legends(figure: Any, classed: Classed, title: str, signs: Sequence[Any], top: float) -> None:
    from matplotlib.patches import Patch

    boxes = [
        Patch(facecolor=one.fill, edgecolor=LINE, label=f"{one.mark} {one.words}".strip()) for one in classed.legend
    ]
    common = {"frameon": False, "alignment": "left", "prop": {"family": LETTERS, "size": 6.5}}
    heading = {"family": LETTERS, "size": 6.5, "weight": "bold"}
    place = {"loc": "upper left", "bbox_to_anchor": (0.01, top), "title": title, "title_fontproperties": heading}
    figure.legend(handles=boxes, ncols=3 if len(boxes) > 3 else 1, columnspacing=1.2, **place, **common)
    if signs:
        right = {"loc": "upper left", "bbox_to_anchor": (0.56, top), "title": "Vụ tai nạn và điểm đen"}
        figure.legend(handles=signs, title_fontproperties=heading, **right, **common)


def _letters(size: float, *, bold: bool = False) -> dict[str, Any]:
    return {"fontfamily": LETTERS, "fontsize": size, "fontweight": "bold" if bold else "normal"}
