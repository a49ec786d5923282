"""Positions in any of the ways they arrive, as degrees WGS84.

Degrees with point or comma, degrees-minutes(-seconds), letters N/B (Bắc), S, E/Đ (Đông), W/T (Tây), both numbers in one
cell; metres of VN-2000 / TM-3 104°45' (EPSG:9208), recognised by their size in either order, because X is North in
Vietnamese files but not in all; any other EPSG code on request. (0, 0) is no position. It can mislead where VN-2000 of
another zone (103°00', 105°30') is not named: such metres are unreadable here rather than shifted by kilometres, unless
they fall into the eastings of ours. Leaves out: whether the point lies in the district stated, a rule of the intake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...errors import RequestError
from .angles import parse_degrees, part_of_pair
from .distinct import on_distinct
from .numbers import parse_numbers

if TYPE_CHECKING:
    from pyproj import CRS

Box = tuple[float, float, float, float]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

WGS84 = "EPSG:4326"
VN2000_LAO_CAI = "EPSG:9208"
EASTING_M = (374_000.0, 488_000.0)
NORTHING_M = (2_420_000.0, 2_527_000.0)
"""The province in EPSG:9208: the limits within which two numbers are taken for its eastings and northings."""


def to_wgs84(
    first: pd.Series, second: pd.Series, *, crs: str | None = None, box: Box | None = None, axes: str = "lat_lon"
) -> pd.DataFrame:
    """Latitude and longitude [degrees WGS84] of two columns of texts, on ``first.index``.

    ``first`` and ``second`` are (latitude or northing, longitude or easting); with ``axes="x_y"`` the other way round.
    Both may be the same column where a cell holds both numbers. ``crs`` is an EPSG code; ``None`` or EPSG:4326 means
    degrees, or VN-2000 of Lào Cai where the sizes say so. ``box`` (west, south, east, north) [degrees] is where points
    are expected: a point outside it that lies inside with its numbers exchanged is exchanged.

    Columns ``lat``, ``lon`` (NaN where none), ``position_source`` ("coordinates" or "") and ``note``: "unreadable"
    (something is written, but no position) before "swapped", "vn2000", "dms" and "". Raises ``RequestError`` for a crs
    that PROJ does not know, ``ValueError`` for unknown axes.
    """
    if axes not in ("lat_lon", "x_y"):
        raise ValueError(f"unknown axes: {axes!r}")
    system = _known_crs(crs or WGS84)
    north_first = axes == "lat_lon"
    north, east = (first, second) if north_first else (second, first)
    one = on_distinct(north, lambda texts: _read_half(texts, part=0 if north_first else 1))
    two = on_distinct(east, lambda texts: _read_half(texts, part=1 if north_first else 0))
    lat, lon, note = _positions(one, two, system, box)
    written = (one["written"] | two["written"]).to_numpy()
    zero = ((one["metres"] == 0) & (two["metres"] == 0)).to_numpy()
    good = (np.abs(lat) <= 90) & (np.abs(lon) <= 180) & ~zero
    columns = {
        "lat": np.where(good, lat, np.nan),
        "lon": np.where(good, lon, np.nan),
        "position_source": np.where(good, "coordinates", ""),
        "note": np.where(good, note, np.where(written & ~zero, "unreadable", "")),
    }
    return pd.DataFrame(columns, index=first.index).astype({"position_source": "str", "note": "str"})


def _known_crs(code: str) -> CRS:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return CRS.from_user_input(f"EPSG:{code}" if code.isdecimal() else code)
    except CRSError as error:
        raise RequestError(
            f"Không nhận ra hệ tọa độ “{code}”.",
            "Hãy ghi mã EPSG, ví dụ EPSG:4326 (độ, WGS84) hoặc EPSG:9208 (VN-2000, kinh tuyến trục 104°45').",
        ) from error


def _read_half(texts: pd.Index, *, part: int) -> pd.DataFrame:
    """Half ``part`` of every text as an angle (``degrees``, ``axis``, ``dms``), as ``metres``, and whether ``written``.

    Where the number is too large for an angle it is metres with Vietnamese marks: "420.123" is 420123 m.
    """
    cells = part_of_pair(texts, part)
    read = parse_degrees(cells)
    metres = read["degrees"].to_numpy(copy=True)
    large = np.flatnonzero(~(np.abs(metres) <= 180))
    metres[large] = parse_numbers(cells[large], decimal=",")
    return read.assign(metres=metres, written=cells.str.strip() != "").set_axis(texts, axis=0)


def _positions(one: pd.DataFrame, two: pd.DataFrame, system: CRS, box: Box | None) -> tuple[Floats, Floats, Texts]:
    """Latitude, longitude and note of the halves ``one`` (north) and ``two`` (east), not yet judged."""
    if not system.is_geographic:
        return _from_metres(*_floats(one, two, "metres"), system, box)
    lat, lon, note = _from_degrees(one, two, box)
    if system.to_epsg() != 4326:
        lat, lon = _transformed(lon, lat, system)
        return lat, lon, note
    y, x = _floats(one, two, "metres")
    metres = _within(x, EASTING_M) & _within(y, NORTHING_M) | _within(y, EASTING_M) & _within(x, NORTHING_M)
    if metres.any():
        lat[metres], lon[metres] = _transformed(*_sorted(x[metres], y[metres]), _known_crs(VN2000_LAO_CAI))
        note[metres] = "vn2000"
    return lat, lon, note


def _from_degrees(one: pd.DataFrame, two: pd.DataFrame, box: Box | None) -> tuple[Floats, Floats, Texts]:
    """Angles put into order: by their letters, by what a latitude can be, by the box."""
    lat, lon = _floats(one, two, "degrees")
    clash = ((one["axis"] == two["axis"]) & (one["axis"] != "")).to_numpy()
    lettered = ((one["axis"] != "") | (two["axis"] != "")).to_numpy()
    wrong = ((one["axis"] == "lon") | (two["axis"] == "lat")).to_numpy()
    impossible = (np.abs(lat) > 90) & (np.abs(lon) <= 90)
    swapped = wrong | (~lettered & (impossible | _only_inside_exchanged(lat, lon, lon, lat, box)))
    note = np.where(swapped, "swapped", np.where(one["dms"] | two["dms"], "dms", "")).astype(object)
    lat, lon = np.where(swapped, lon, lat), np.where(swapped, lat, lon)
    return np.where(clash, np.nan, lat), np.where(clash, np.nan, lon), note


def _from_metres(y: Floats, x: Floats, system: CRS, box: Box | None) -> tuple[Floats, Floats, Texts]:
    """Northing and easting of a named plane; in VN-2000 the larger one is the northing, elsewhere the box decides."""
    if "VN-2000" in system.name:
        lat, lon = _transformed(*_sorted(x, y), system)
        return lat, lon, np.full(len(lat), "", dtype=object)
    lat, lon = _transformed(x, y, system)
    other_lat, other_lon = _transformed(y, x, system) if box else (lat, lon)
    swapped = _only_inside_exchanged(lat, lon, other_lat, other_lon, box)
    note = np.where(swapped, "swapped", "").astype(object)
    return np.where(swapped, other_lat, lat), np.where(swapped, other_lon, lon), note


def _only_inside_exchanged(lat: Floats, lon: Floats, other_lat: Floats, other_lon: Floats, box: Box | None) -> Flags:
    """Points outside the box whose exchanged reading lies inside."""
    if box is None:
        return np.zeros(len(lat), dtype=bool)
    west, south, east, north = box
    inside = _within(lat, (south, north)) & _within(lon, (west, east))
    return ~inside & _within(other_lat, (south, north)) & _within(other_lon, (west, east))


def _transformed(x: Floats, y: Floats, system: CRS) -> tuple[Floats, Floats]:
    """Latitude and longitude WGS84 of eastings ``x`` and northings ``y`` (or angles, longitude first) of ``system``."""
    from pyproj import Transformer

    lat, lon = np.full(len(x), np.nan), np.full(len(x), np.nan)
    known = np.isfinite(x) & np.isfinite(y)
    if known.any():
        lon[known], lat[known] = Transformer.from_crs(system, WGS84, always_xy=True).transform(x[known], y[known])
    return lat, lon


def _sorted(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Smaller and larger number: easting and northing of VN-2000 in Vietnam, where no northing is below 900 km."""
    return np.minimum(x, y), np.maximum(x, y)


def _within(numbers: Floats, limits: tuple[float, float]) -> Flags:
    return (numbers >= limits[0]) & (numbers <= limits[1])


def _floats(one: pd.DataFrame, two: pd.DataFrame, column: str) -> tuple[Floats, Floats]:
    return one[column].to_numpy(dtype="float64", copy=True), two[column].to_numpy(dtype="float64", copy=True)
