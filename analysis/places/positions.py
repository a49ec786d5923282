"""The position of every accident, always with how it is known: measured coordinates, a km post, or nothing.

Defines the frame ``positioned``, on which the search for black spots, the map and the ranking stand. A point comes from
the accident's own coordinates; where it has none, its road-km position is interpolated between two surveyed km posts
of the same line (``km_posts.csv``, none by default); else there is no point. Metres are those of one projected plane.

Left out: correcting a stated district by the point (outlines are too coarse), and the road-km position of a point in
the frame: ``nearest_km`` gives one for reading only, since between posts a kilometre apart a road bends by hundreds of
metres. Can mislead for the same reason: a point interpolated on a winding road may lie 200 m beside the road, so it is
good for a map and bad for a radius of 50 m; ``known_by`` says which points are of this kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.boundaries import locate
from ..definitions.catalogue import Definitions
from ..definitions.tables import UNKNOWN
from ..errors import DefinitionError
from .roads import chainage_positions, lines

if TYPE_CHECKING:
    from pyproj import CRS

Numbers = npt.NDArray[np.float64]

LARGEST_GAP_M = 3000
"""Posts stand a kilometre apart (QCVN 41: cột kilômét); a gap of two missing posts is bridged, a longer one is not."""
NEAREST_M = 500.0
"""Farther than this from the line of posts a point is not on that road."""
BY_COORDINATES, BY_KM_POST, BY_KM, BY_NOTHING = "coordinates", "km_post", "km", "none"
_WGS84 = "EPSG:4326"
GIVEN = (
    "accident_id",
    "occurred_on",
    "area_code",
    "mode",
    "severity",
    "deaths",
    "injured",
    "road",
    "road_class",
    "km_m",
    "lat",
    "lon",
)
"""Columns of accidents that a position is read from or goes with."""


def positioned(accidents: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """One row an accident, in the order given, with where it was and how that is known.

    ``accidents``: columns of ``store.reading.read_accidents`` (``road_class`` may be missing: "unknown"). Columns out:
    accident_id, occurred_on, area_code, mode, severity, deaths, injured, road, road_class, km_m, lat, lon as given
    (lat, lon [degrees WGS84] filled in for "km_post"), and

    - ``chainage``, ``line``, ``line_m`` (``roads.lines``): windows on the road are measured on ``line``, ``line_m``;
    - ``x_m``, ``y_m``: metres in ``attrs["crs"]``, NaN where there is no point;
    - ``known_by``: "coordinates", "km_post", "none"; ``km_known_by``: "km", "none" (no km, or on no particular road).
    """
    frame = _wanted(accidents)
    frame = frame.join(lines(frame, definitions))
    lon, lat = frame["lon"].to_numpy(dtype="float64"), frame["lat"].to_numpy(dtype="float64")
    posts = definitions.km_posts()
    crs = crs_of(definitions, np.r_[lon, posts["lon"]], np.r_[lat, posts["lat"]])
    x, y = to_metres(lon, lat, crs)
    measured = np.isfinite(x)
    placed = frame.assign(x_m=x, y_m=y, known_by=np.where(measured, BY_COORDINATES, BY_NOTHING))
    placed = _at_posts(placed, definitions, posts, crs)
    on_road = np.where(frame["line_m"].notna(), BY_KM, BY_NOTHING)
    placed = placed.assign(km_known_by=on_road).astype({"known_by": "str", "km_known_by": "str"})
    placed.attrs["crs"] = crs
    return placed


def crs_of(definitions: Definitions, lon: npt.ArrayLike, lat: npt.ArrayLike) -> str:
    """The plane of the reference folder (``projected_crs``), else the UTM zone (WGS84) of the median point.

    Points in degrees; without any point and any setting EPSG:3857, in which nothing is measured then. Raises
    ``DefinitionError`` where the setting is no projected system in metres.
    """
    if definitions.projected_crs:
        _checked_crs(definitions.projected_crs)
        return definitions.projected_crs
    x, y = np.asarray(lon, dtype="float64"), np.asarray(lat, dtype="float64")
    known = np.isfinite(x) & np.isfinite(y)
    if not known.any():
        return "EPSG:3857"
    zone = int(np.clip((np.median(x[known]) + 180.0) // 6.0 + 1, 1, 60))
    return f"EPSG:{(32600 if np.median(y[known]) >= 0 else 32700) + zone}"


def to_metres(lon: npt.ArrayLike, lat: npt.ArrayLike, crs: str) -> tuple[Numbers, Numbers]:
    """Eastings and northings [m] in ``crs`` of points in degrees WGS84; NaN where a point is missing."""
    return _transformed(lon, lat, _WGS84, crs)


def to_degrees(x: npt.ArrayLike, y: npt.ArrayLike, crs: str) -> tuple[Numbers, Numbers]:
    """Longitudes and latitudes [degrees WGS84] of points [m] in ``crs``; NaN where a point is missing."""
    return _transformed(x, y, crs, _WGS84)


def areas_of(definitions: Definitions, lon: npt.ArrayLike, lat: npt.ArrayLike) -> pd.DataFrame:
    """``area_code`` and ``commune_code`` that points [degrees WGS84] lie in, "unknown" where in none.

    Communes need ``commune_boundaries.geojson`` in the reference folder: ours has none. Outlines of districts are
    generalised to 500 m, so near a border this is a hint.
    """
    district = locate(definitions.boundaries(), lon, lat)
    communes = definitions.commune_boundaries()
    commune = np.full(len(district), "", dtype=object) if communes.empty else locate(communes, lon, lat)
    frame = pd.DataFrame({"area_code": district, "commune_code": commune}, dtype="str")
    return frame.replace("", UNKNOWN)


def _wanted(accidents: pd.DataFrame) -> pd.DataFrame:
    given = accidents if "road_class" in accidents else accidents.assign(road_class=UNKNOWN)
    kinds = {"km_m": "Int64", "deaths": "Int32", "injured": "Int32", "occurred_on": "datetime64[s]"}
    return given[list(GIVEN)].reset_index(drop=True).astype(kinds)


def _transformed(first: npt.ArrayLike, second: npt.ArrayLike, source: str, target: str) -> tuple[Numbers, Numbers]:
    from pyproj import Transformer

    a, b = np.asarray(first, dtype="float64"), np.asarray(second, dtype="float64")
    x, y = np.full(a.shape, np.nan), np.full(a.shape, np.nan)
    known = np.isfinite(a) & np.isfinite(b)
    if known.any():
        x[known], y[known] = Transformer.from_crs(source, target, always_xy=True).transform(a[known], b[known])
    lost = ~(np.isfinite(x) & np.isfinite(y))
    x[lost], y[lost] = np.nan, np.nan
    return x, y


def _checked_crs(code: str) -> CRS:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    remedy = "Hãy ghi projected_crs trong settings.toml bằng mã EPSG của lưới chiếu tính bằng mét, ví dụ EPSG:9208."
    try:
        system = CRS.from_user_input(code)
    except CRSError as error:
        raise DefinitionError(f"Không nhận ra hệ tọa độ “{code}”.", remedy) from error
    if not system.is_projected or any(axis.unit_conversion_factor != 1.0 for axis in system.axis_info):
        raise DefinitionError(f"Hệ tọa độ “{code}” không phải lưới chiếu tính bằng mét.", remedy)
    return system


def _at_posts(frame: pd.DataFrame, definitions: Definitions, posts: pd.DataFrame, crs: str) -> pd.DataFrame:
    """``frame`` with points between km posts where it has none of its own."""
    asked = (frame["known_by"] == BY_NOTHING) & frame["line_m"].notna()
    if posts.empty or not asked.any():
        return frame
    rows = np.flatnonzero(asked.to_numpy())
    x, y = along_posts(frame.loc[asked, ["line", "line_m"]], placed_posts(posts, definitions, crs))
    lon, lat = to_degrees(x, y, crs)
    found = {"x_m": x, "y_m": y, "lon": lon, "lat": lat}
    filled = {name: frame[name].to_numpy(dtype="float64", copy=True) for name in found}
    for name, values in found.items():
        filled[name][rows] = values
    known_by = frame["known_by"].to_numpy(dtype=object, copy=True)
    known_by[rows[np.isfinite(x)]] = BY_KM_POST
    return frame.assign(**filled, known_by=known_by)


def placed_posts(posts: pd.DataFrame, definitions: Definitions, crs: str) -> pd.DataFrame:
    """Km posts on their lines: road, chainage, km_m, lat, lon, line, line_m, x_m, y_m, by line and line_m.

    Posts outside the stretches of their kilometring are left out; of two posts on the same metre the first stands.
    """
    x, y = to_metres(posts["lon"], posts["lat"], crs)
    on_line = chainage_positions(posts["chainage"], posts["km_m"], definitions.chainages())
    placed = posts.join(on_line).assign(x_m=x, y_m=y)
    placed = placed[placed["line"].ne("") & placed["x_m"].notna()]
    return placed.drop_duplicates(["line", "line_m"]).sort_values(["line", "line_m"], ignore_index=True)


def along_posts(positions: pd.DataFrame, placed: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Points [m] of ``line``, ``line_m`` on the straight line between the posts before and behind; NaN where none.

    None beyond the first and last post of a line, nor between posts more than ``LARGEST_GAP_M`` apart.
    """
    x, y = np.full(len(positions), np.nan), np.full(len(positions), np.nan)
    line = positions["line"].to_numpy(dtype=object)
    metres = positions["line_m"].to_numpy(dtype="float64")
    for name, part in placed.groupby("line", sort=False):
        mine = np.flatnonzero(line == name)
        at, post_m = metres[mine], part["line_m"].to_numpy(dtype="float64")
        before = np.clip(np.searchsorted(post_m, at, side="right") - 1, 0, len(post_m) - 1)
        behind = np.clip(np.searchsorted(post_m, at, side="left"), 0, len(post_m) - 1)
        usable = (post_m[0] <= at) & (at <= post_m[-1]) & (post_m[behind] - post_m[before] <= LARGEST_GAP_M)
        x[mine] = np.where(usable, np.interp(at, post_m, part["x_m"]), np.nan)
        y[mine] = np.where(usable, np.interp(at, post_m, part["y_m"]), np.nan)
    return x, y


def nearest_km(
    x_m: npt.ArrayLike, y_m: npt.ArrayLike, placed: pd.DataFrame, *, within_m: float = NEAREST_M
) -> pd.DataFrame:
    """The road-km position of points [m], for reading only: ``line``, ``line_m`` (float), ``off_m`` [m].

    ``placed``: ``placed_posts``. The nearest point on the straight lines between neighbouring posts at most
    ``LARGEST_GAP_M`` apart; "" and NaN where none is ``within_m`` or a point is missing.
    """
    import shapely

    x, y = np.asarray(x_m, dtype="float64"), np.asarray(y_m, dtype="float64")
    line, metres, off = np.full(len(x), "", dtype=object), np.full(len(x), np.nan), np.full(len(x), np.nan)
    behind = placed.shift(-1)
    gap = behind["line_m"] - placed["line_m"]
    joined = placed[(placed["line"] == behind["line"]) & (gap <= LARGEST_GAP_M)]
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if len(joined) and len(known):
        ends = behind.loc[joined.index, ["x_m", "y_m"]].to_numpy(dtype="float64")
        pieces = shapely.linestrings(np.stack([joined[["x_m", "y_m"]].to_numpy(dtype="float64"), ends], axis=1))
        points = shapely.points(x[known], y[known])
        place = shapely.STRtree(pieces).nearest(points)
        away = shapely.distance(points, pieces[place])
        share = shapely.line_locate_point(pieces[place], points, normalized=True)
        near = away <= within_m
        rows, piece = known[near], place[near]
        line[rows], off[rows] = joined["line"].to_numpy(dtype=object)[piece], away[near]
        start, length = joined["line_m"].to_numpy(dtype="float64"), gap.loc[joined.index].to_numpy(dtype="float64")
        metres[rows] = start[piece] + share[near] * length[piece]
    return pd.DataFrame({"line": pd.array(line, dtype="str"), "line_m": metres, "off_m": off})
