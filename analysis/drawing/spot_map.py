"""The map of accidents and black spots as a folium map: our outlines as base, and one group that carries the state.

The base never changes while the page is open, so the map keeps its place and zoom; all that changes travels in the
state (``map_layers``), which ``static/ban_do.js`` draws. Leaves out what is drawn and in which colour (``map_layers``,
``map_classes``), and where the scripts come from: their addresses are passed in, folium's own (on other machines) are
replaced. Can mislead: without a tile address there is nothing between the outlines - that is not empty land.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import folium
import numpy as np
from folium.template import Template

Links = Sequence[tuple[str, str]]
DEEPEST_ZOOM = 18
ZOOMS = {"minZoom": 3, "maxZoom": DEEPEST_ZOOM}
MOST_CORNERS = 12_000
"""Of all outlines on the map: some 250 kB."""
FIRST_TOLERANCE = 1e-4
GRID = 11
"""Points across and up an area at which its name may stand."""
MAP_ID = "atgtmap"
"""A fixed id: the same map is the same text, so the browser is not sent it again."""


class _Base(folium.MacroElement):  # type: ignore[misc]
    """The outlines and their labels, drawn once."""

    _template = Template(
        "{% macro script(this, kwargs) %}atgtMap.base({{ this._parent.get_name() }}, {{ this.given }});{% endmacro %}"
    )

    def __init__(self, given: str) -> None:
        super().__init__()
        self._name, self._id, self.given = "AtgtBase", "atgtbase", given


class _State(folium.MacroElement):  # type: ignore[misc]
    """The state, given to the script of the map."""

    _template = Template("{% macro script(this, kwargs) %}atgtMap.show(window.map, {{ this.given }});{% endmacro %}")

    def __init__(self, given: str) -> None:
        super().__init__()
        self._name, self._id, self.given = "AtgtState", "atgtstate", given


class _Map(folium.Map):  # type: ignore[misc]
    """A folium map that takes its scripts from the addresses given and from nowhere else."""

    def __init__(self, scripts: Links, styles: Links) -> None:
        super().__init__(location=(22.3, 104.0), zoom_start=9, tiles=None, zoomSnap=0.25, **ZOOMS)
        self.default_js, self.default_css = list(scripts), list(styles)
        self._id = MAP_ID


def light(shapes: Any, most: int = MOST_CORNERS) -> Any:
    """``shapes`` with at most ``most`` corners, shared edges kept shared; as they are where they have no more.

    Official outlines are measured to the metre; the map needs less, and every page would carry them. The tolerance
    doubles from 0,0001° (about 10 m) until they fit. Not for finding the district of a point.
    """
    import shapely

    lighter, tolerance = shapes, FIRST_TOLERANCE
    while int(shapely.get_num_coordinates(lighter.geometry.to_numpy()).sum()) > most and tolerance < 1:
        lighter = shapes.set_geometry(shapely.coverage_simplify(shapes.geometry.to_numpy(), tolerance), crs=shapes.crs)
        tolerance *= 2
    return lighter


def base_given(shapes: Any, *, tiles: bool = False) -> str:
    """What the base is drawn from, as JSON for its script: outlines and places of names; 700 areas take half a second.

    ``shapes``: a GeoDataFrame with code, name, geometry in EPSG:4326; ``tiles``: whether a tile server is switched on.
    """
    return as_script({"outlines": _features(shapes), "labels": _labels(shapes), "tiles": tiles})


def base_map(given: str, *, scripts: Links, styles: Links, tiles: Mapping[str, str] | None = None) -> folium.Map:
    """The map without its state: the outlines of ``given`` (``base_given``).

    Make a new one at every run (streamlit-folium adds to the one it is given); it is the same text every time.
    ``scripts`` and ``styles``: name and address of the files of Leaflet, its plugins and ours. ``tiles``: address and
    attribution of a tile server where the office has switched one on; without it nothing is fetched.
    """
    made = _Map(scripts, styles)
    if tiles:
        layer = folium.TileLayer(tiles["address"], attr=tiles["attribution"], max_zoom=DEEPEST_ZOOM, overlay=False)
        layer._id = "atgttiles"
        layer.add_to(made)
    _Base(given).add_to(made)
    return made


def state_group(state: str) -> folium.FeatureGroup:
    """The group that streamlit-folium adds to the map: it draws nothing itself and gives ``state`` to the script."""
    group = folium.FeatureGroup(name="atgt")
    group._id = "atgtgroup"
    _State(state).add_to(group)
    return group


def as_script(value: Any) -> str:
    """``value`` as JSON that can stand in a script in a page: ASCII, without "<", ">", "&" and without "{{"."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text.replace("{{", "{\\u007b")


def _features(shapes: Any) -> dict[str, Any]:
    collection = json.loads(shapes[["code", "geometry"]].to_json()) if len(shapes) else {"features": []}
    features = [
        {"type": "Feature", "properties": {"code": one["properties"]["code"]}, "geometry": _short(one["geometry"])}
        for one in collection["features"]
    ]
    return {"type": "FeatureCollection", "features": features}


def _short(geometry: dict[str, Any]) -> dict[str, Any]:
    """Coordinates to five decimals (about a metre)."""
    return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}


def _rounded(value: Any) -> Any:
    return [_rounded(one) for one in value] if isinstance(value, list) else round(value, 5)


def _labels(shapes: Any) -> dict[str, list[list[float]]]:
    """Where the name of each area can go: points well inside it, the middle one first; the script takes a free one."""
    return {
        str(row.code): [[round(float(y), 4), round(float(x), 4)] for x, y in label_places(row.geometry)]
        for row in shapes[["code", "geometry"]].itertuples(index=False, name="Row")
    }


def label_places(geometry: Any) -> list[tuple[float, float]]:
    """Where the name of an area can stand: points (lon, lat) inside ``geometry``, nearest to its middle first."""
    import shapely

    middle = geometry.centroid if geometry.contains(geometry.centroid) else geometry.representative_point()
    west, south, east, north = geometry.bounds
    across, up = np.meshgrid(np.linspace(west, east, GRID), np.linspace(south, north, GRID))
    inner = geometry.buffer(-min(east - west, north - south) / 12)
    grid = np.column_stack([across.ravel(), up.ravel()])
    roomy = shapely.contains_xy(inner, grid[:, 0], grid[:, 1])
    grid = grid[roomy if roomy.any() else shapely.contains_xy(geometry, grid[:, 0], grid[:, 1])]
    away = np.hypot(grid[:, 0] - middle.x, grid[:, 1] - middle.y)
    return [(middle.x, middle.y), *map(tuple, grid[np.argsort(away, kind="stable")])]
