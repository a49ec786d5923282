"""Official outlines from a file of the office: GeoJSON, GeoPackage or a zipped Shapefile, read and put in place.

``read_outlines`` gives what the file holds; ``outline_checks`` judges it; ``install_outlines`` writes the checked
outlines as the GeoJSON that every other part reads, into the office's own reference folder, and keeps the one before.
Left out: judging, and names of the file's other columns. It can mislead that an installed file is a definition: it
changes the digest of the reference folder, so figures made from a snapshot say that the outlines have changed since.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.definitions.boundaries import COMMUNES_FILE_NAME, FILE_NAME
from analysis.definitions.reference import DEFAULT_FOLDER, Reference
from analysis.errors import FileError

if TYPE_CHECKING:
    import geopandas as gpd

KINDS = {"areas": FILE_NAME, "communes": COMMUNES_FILE_NAME}
"""What outlines are of, and the file of the reference folder that holds them."""
SUFFIXES = (".geojson", ".json", ".gpkg", ".zip")
LARGEST_BYTES = 200_000_000
"""Of the file, and of what a zip unpacks to: outlines of a province are far smaller."""
DECIMALS = 6
"""Of the degrees written: 0,1 m."""
KEPT_SUFFIX = ".truoc"
_HEAD_CHARACTERS = 4096
_HEAD_FIELD = {name: re.compile(rf'"{name}"\s*:\s*("(?:[^"\\\\]|\\\\.)*")') for name in ("source", "date")}

_REMEDY = "Hãy chọn tệp GeoJSON (.geojson), GeoPackage (.gpkg) hoặc Shapefile nén (.zip) có các vùng địa bàn."


def read_outlines(path: Path, *, layer: str | None = None, crs: str | None = None) -> gpd.GeoDataFrame:
    """All features of the file with their columns, in the file's own system; ``crs`` (EPSG code) where it names none.

    A GeoPackage of several layers needs ``layer``. Raises ``FileError`` where the file is of no known kind, is broken,
    too large, holds several layers or Shapefiles, or no polygon.
    """
    import geopandas as gpd
    from pyogrio.errors import DataLayerError, DataSourceError

    source = _source(path)
    chosen = layer or _only_layer(source, path.name)
    try:
        frame = gpd.read_file(source, layer=chosen)
    except (DataSourceError, DataLayerError) as error:
        raise FileError(f"Không đọc được lớp “{chosen}” của tệp {path.name}.", _REMEDY) from error
    if not isinstance(frame, gpd.GeoDataFrame) or not frame.geom_type.isin(["Polygon", "MultiPolygon"]).any():
        raise FileError(f"Tệp {path.name} không có vùng nào (đa giác).", _REMEDY)
    frame = frame[frame.geom_type.isin(["Polygon", "MultiPolygon"])].reset_index(drop=True)
    return frame.set_crs(_named_crs(crs)) if frame.crs is None and crs else frame


def outlines_folder(reference: Reference, office: Path) -> Path:
    """Where outlines are put: the folder laid over by hand where there is one, else ``office``."""
    return office if reference.folders[0] == DEFAULT_FOLDER else reference.folders[0]


def install_outlines(
    outlines: gpd.GeoDataFrame, folder: Path, *, kind: str = "areas", source: str, day: str, received: bytes = b""
) -> Path:
    """Write ``outlines`` (code, name, geometry in EPSG:4326) to the reference folder ``folder``; the path written.

    ``source``: where it comes from, ``day`` (2025-03-31) when it was put in place, ``received``: the bytes of the file,
    whose SHA-256 is written beside. What stood there before is kept with the suffix ".truoc". The folder is made.
    Raises ``ValueError`` for an unknown kind.
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind of outlines: {kind!r}")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / KINDS[kind]
    part = target.with_name(target.name + ".part")
    head = {"source": source, "date": day, "sha256": hashlib.sha256(received).hexdigest() if received else ""}
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_geojson(outlines, head))
        file.flush()
        os.fsync(file.fileno())
    if target.is_file():
        target.with_name(target.name + KEPT_SUFFIX).write_bytes(target.read_bytes())
    os.replace(part, target)
    return target


def outlines_in_use(reference: Reference, kind: str = "areas") -> tuple[str, str] | None:
    """Where the outlines in use come from (source and day, "" where the file does not say); None where there is none.

    Only the head of the file is read. ``reference.is_overlaid`` tells whether they were put in the place of ours.
    """
    if not reference.has(KINDS[kind]):
        return None
    with reference.path(KINDS[kind]).open(encoding="utf-8") as file:
        head = file.read(_HEAD_CHARACTERS).partition('"features"')[0]
    source, day = (_HEAD_FIELD[name].search(head) for name in ("source", "date"))
    return (json.loads(source[1]) if source else "", json.loads(day[1]) if day else "")


def return_to_bundled(folder: Path, *, kind: str = "areas") -> Path:
    """Put the outlines of ``folder`` aside (suffix ".truoc"), so that those that came with the program count again.

    The path where they are kept. Raises ``ValueError`` for an unknown kind, ``FileError`` where none were put in place.
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind of outlines: {kind!r}")
    target = folder / KINDS[kind]
    if not target.is_file() or folder == DEFAULT_FOLDER:
        raise FileError("Đang dùng ranh giới kèm theo chương trình.", "Không cần làm gì.")
    kept = target.with_name(target.name + KEPT_SUFFIX)
    os.replace(target, kept)
    return kept


def _geojson(outlines: gpd.GeoDataFrame, head: dict[str, str]) -> str:
    import shapely

    features = [
        {
            "type": "Feature",
            "properties": {"code": str(row.code), "name": str(row.name)},
            "geometry": json.loads(shapely.to_geojson(row.geometry)),
        }
        for row in outlines.assign(
            geometry=shapely.set_precision(outlines.geometry.to_numpy(), 10.0**-DECIMALS)
        ).itertuples(index=False, name="Row")
    ]
    lines = ",\n".join(json.dumps(_rounded(one), ensure_ascii=False, separators=(",", ":")) for one in features)
    start = json.dumps({"type": "FeatureCollection", **head}, ensure_ascii=False)[:-1]
    return f'{start}, "features": [\n{lines}\n]}}\n'


def _rounded(value: Any) -> Any:
    """Floats of a GeoJSON value to ``DECIMALS`` places."""
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list) else value


def _source(path: Path) -> str:
    """What GDAL is to open. Raises ``FileError`` for a file of another kind, too large, or a zip without one .shp."""
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        raise FileError(f"Tệp {path.name} không phải tệp ranh giới.", _REMEDY)
    if path.stat().st_size > LARGEST_BYTES:
        raise FileError(f"Tệp {path.name} quá lớn (trên 200 MB).", "Hãy xuất riêng lớp ranh giới của tỉnh.")
    if path.suffix.lower() != ".zip":
        return str(path)
    try:
        members = zipfile.ZipFile(path).infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise FileError(f"Tệp {path.name} không phải tệp nén ZIP.", _REMEDY) from error
    if sum(member.file_size for member in members) > LARGEST_BYTES:
        raise FileError(f"Tệp {path.name} giải nén ra quá lớn (trên 200 MB).", "Hãy xuất riêng lớp ranh giới của tỉnh.")
    shapes = [member.filename for member in members if member.filename.lower().endswith(".shp")]
    if len(shapes) != 1:
        found = "không có tệp .shp nào" if not shapes else f"có {len(shapes)} tệp .shp"
        raise FileError(
            f"Tệp {path.name} {found}.", "Hãy nén đúng một Shapefile (.shp, .shx, .dbf, .prj) vào một tệp ZIP."
        )
    return f"/vsizip/{path}/{shapes[0]}"


def _only_layer(source: str, name: str) -> str:
    """The one layer of polygons. Raises ``FileError`` where there is none or several."""
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        layers = pyogrio.list_layers(source)
    except DataSourceError as error:
        raise FileError(f"Không đọc được tệp {name}: tệp hỏng hoặc không đúng định dạng.", _REMEDY) from error
    polygons = [str(layer) for layer, kind in layers if kind is None or "Polygon" in str(kind) or kind == "Unknown"]
    if len(polygons) == 1:
        return polygons[0]
    if not polygons:
        raise FileError(f"Tệp {name} không có vùng nào (đa giác).", _REMEDY)
    raise FileError(f"Tệp {name} có nhiều lớp: {', '.join(polygons)}.", "Hãy chọn một lớp (--layer TÊN).")


def _named_crs(code: str) -> Any:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return CRS.from_user_input(code)
    except CRSError as error:
        raise FileError(
            f"Không nhận ra hệ tọa độ “{code}”.", "Hãy ghi mã EPSG, ví dụ EPSG:4326 hoặc EPSG:9208."
        ) from error
