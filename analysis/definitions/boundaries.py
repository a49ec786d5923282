"""Outlines of the areas and which of them a point lies in.

Outlines come from ``boundaries.geojson`` (property ``code``). Ours are generalised to 0.005° (about 500 m): a point
nearer than that to an edge may be given to the neighbour, so a wrong district is a warning, never a correction. Left
out: distances and areas (they need a metric projection). geopandas and shapely are imported only when a function is
called.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from analysis.definitions.areas import Areas
from analysis.definitions.reference import Reference
from analysis.errors import DefinitionError

if TYPE_CHECKING:
    import geopandas as gpd

FILE_NAME = "boundaries.geojson"
COMMUNES_FILE_NAME = "commune_boundaries.geojson"
OUTSIDE = ""
_WGS84 = "EPSG:4326"
_WHOLE_EARTH = (-180.0, -90.0, 180.0, 90.0)


def load_boundaries(reference: Reference, areas: Areas) -> gpd.GeoDataFrame:
    """Outline of every area that has one: code, name, geometry (EPSG:4326), in the official order; maybe no row.

    Raises ``DefinitionError`` where the file is not GeoJSON or no feature has the property ``code``.
    """
    return _load(reference, FILE_NAME, areas.names)


def load_commune_boundaries(reference: Reference, areas: Areas) -> gpd.GeoDataFrame:
    """Outlines of communes, as ``load_boundaries``; no row where the reference folder has no file of them (ours)."""
    if not reference.has(COMMUNES_FILE_NAME):
        return no_outlines()
    return _load(reference, COMMUNES_FILE_NAME, areas.commune_names)


def no_outlines() -> gpd.GeoDataFrame:
    """The table of outlines without a row."""
    import geopandas as gpd

    return gpd.GeoDataFrame({"code": [], "name": []}, geometry=[], crs=_WGS84)


def _load(reference: Reference, file_name: str, names: dict[str, str]) -> gpd.GeoDataFrame:
    import geopandas as gpd

    collection = _read_geojson(reference, file_name)
    features = [feature for feature in collection["features"] if _code(feature) in names]
    if not features:
        return no_outlines()
    outlines = gpd.GeoDataFrame.from_features(features, crs=_crs(collection)).to_crs(_WGS84)
    outlines = outlines.assign(code=[_code(feature) for feature in features], geometry=outlines.make_valid())
    present = set(outlines["code"])
    whole = outlines[["code", "geometry"]].dissolve(by="code").reindex([code for code in names if code in present])
    whole = whole.assign(name=[names[code] for code in whole.index]).reset_index()
    return whole[["code", "name", "geometry"]].set_crs(_WGS84)


def locate(boundaries: gpd.GeoDataFrame, lon: npt.ArrayLike, lat: npt.ArrayLike) -> npt.NDArray[np.object_]:
    """Area code of every point (degrees WGS84), "" outside all outlines or where a coordinate is missing.

    A point on a shared edge belongs to the area that comes first in ``boundaries``.
    """
    import shapely

    x, y = np.asarray(lon, dtype="float64"), np.asarray(lat, dtype="float64")
    usable = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    tree = shapely.STRtree(boundaries.geometry.to_numpy())
    point, area = tree.query(shapely.points(x[usable], y[usable]), predicate="intersects")
    first = np.full(len(usable), len(boundaries))
    np.minimum.at(first, point, area)
    found = np.full(len(x), OUTSIDE, dtype=object)
    found[usable] = np.append(boundaries["code"].to_numpy(dtype=object), OUTSIDE)[first]
    return found


def bounding_box(boundaries: gpd.GeoDataFrame, margin_deg: float = 0.5) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees, ``margin_deg`` wider than the outlines; without any the whole earth."""
    if boundaries.empty:
        return _WHOLE_EARTH
    west, south, east, north = (float(edge) for edge in boundaries.total_bounds)
    return west - margin_deg, south - margin_deg, east + margin_deg, north + margin_deg


def _read_geojson(reference: Reference, file_name: str) -> dict[str, Any]:
    path = reference.path(file_name)
    try:
        collection = json.loads(path.read_text(encoding="utf-8-sig"))
        has_code = any(_code(feature) for feature in collection["features"])
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DefinitionError(
            f"Tệp ranh giới {path} không phải GeoJSON (FeatureCollection).", "Hãy xuất lại tệp dạng GeoJSON, mã UTF-8."
        ) from error
    if not has_code:
        raise DefinitionError(
            f"Tệp ranh giới {path} không có thuộc tính “code” ở vùng nào.",
            "Hãy thêm thuộc tính code bằng mã địa bàn trong areas.csv.",
        )
    return dict(collection)


def _code(feature: dict[str, Any]) -> str:
    return str((feature.get("properties") or {}).get("code", ""))


def _crs(collection: dict[str, Any]) -> str:
    """GeoJSON is WGS84 (RFC 7946) unless an older file names another system."""
    named = collection.get("crs") or {}
    return str(named.get("properties", {}).get("name", _WGS84))
