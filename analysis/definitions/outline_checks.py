"""Whether a file of outlines can take the place of ours: codes, projection, overlaps, gaps, each said in a sentence.

Works on what ``outline_files.read_outlines`` gives. A finding is an *error* (the outlines cannot be used) or a
*warning* (they can; the office should know). Outlines of one area are joined, broken ones mended, too detailed ones
thinned with their shared edges kept (coverage simplification), so that a page stays small.

Left out: whether a border is where the law says; that is the matter of who issued the file. Can mislead: small overlaps
and gaps below 1 ha come from drawing and are not reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.definitions.areas import Areas
from analysis.definitions.boundaries import no_outlines
from analysis.definitions.catalogue import Definitions
from analysis.errors import FileError

if TYPE_CHECKING:
    import geopandas as gpd

ERROR, WARNING = "error", "warning"
SMALLEST_M2 = 10_000.0
"""1 ha: overlaps and gaps below it are unevenness of drawing."""
LARGEST_OVERLAP_SHARE = 0.01
"""Of the smaller area: more is not drawing, one of the two outlines is wrong."""
SAME_PLACE_SHARE = 0.7
"""Common part over union with the outline in use; below it the outline has moved or was given to another area."""
MOST_POINTS = {"areas": 20_000, "communes": 60_000}
"""Corners of all outlines together; 20.000 are about 400 kB as text."""
THINNING_M = (5.0, 10.0, 20.0, 50.0, 100.0)
_WGS84 = "EPSG:4326"


@dataclass(frozen=True, eq=False)
class OutlineCheck:
    """``outlines``: code, name, geometry (EPSG:4326) in the official order, what would be installed.

    ``findings``: rule, severity ("error", "warning"), count, message (a Vietnamese sentence); ``code_column``: the
    column of the file that names the areas; ``features``: how many the file has.
    """

    kind: str
    outlines: gpd.GeoDataFrame
    findings: pd.DataFrame
    code_column: str
    features: int

    @property
    def usable(self) -> bool:
        """Whether there is no error."""
        return not (self.findings["severity"] == ERROR).any()

    def to_json(self) -> dict[str, Any]:
        """What the command prints."""
        return {
            "kind": self.kind,
            "usable": self.usable,
            "features": self.features,
            "outlines": len(self.outlines),
            "code_column": self.code_column,
            "findings": self.findings.to_dict("records"),
        }


def check_outlines(
    frame: gpd.GeoDataFrame, definitions: Definitions, *, kind: str = "areas", code_column: str | None = None
) -> OutlineCheck:
    """Judge ``frame`` (``read_outlines``) as outlines of ``kind``: "areas" (districts) or "communes".

    ``code_column``: the column with codes or names; without it the one that names most. Raises ``ValueError`` for an
    unknown kind, ``FileError`` for a column that is not there.
    """
    if kind not in ("areas", "communes"):
        raise ValueError(f"unknown kind of outlines: {kind!r}")
    if code_column is not None and code_column not in frame.columns:
        shown = ", ".join(str(name) for name in frame.columns if name != "geometry")
        raise FileError(f"Tệp không có cột “{code_column}”.", f"Hãy chọn một trong các cột: {shown}.")
    findings: list[dict[str, Any]] = []
    column, codes = _codes(frame, definitions.areas, kind, code_column)
    degrees = _in_degrees(frame, findings)
    _judge_codes(frame, column, codes, definitions.areas, kind, findings)
    known = codes != ""
    if degrees is None or not known.any():
        return OutlineCheck(kind, no_outlines(), _table(findings), column, len(frame))
    whole = _joined(degrees[known], codes[known], definitions.areas, kind, findings)
    whole = _thinned(whole, definitions, MOST_POINTS[kind], findings)
    _judge_shapes(whole, definitions, kind, findings)
    return OutlineCheck(kind, whole, _table(findings), column, len(frame))


def _table(findings: list[dict[str, Any]]) -> pd.DataFrame:
    table = pd.DataFrame(findings, columns=["rule", "severity", "count", "message"])
    return table.sort_values("severity", kind="stable", ignore_index=True)


def _say(findings: list[dict[str, Any]], rule: str, severity: str, count: int, message: str) -> None:
    findings.append({"rule": rule, "severity": severity, "count": count, "message": message})


def _names(kind: str, areas: Areas) -> dict[str, str]:
    return areas.names if kind == "areas" else areas.commune_names


def _codes(frame: gpd.GeoDataFrame, areas: Areas, kind: str, column: str | None) -> tuple[str, np.ndarray]:
    """The column that names the most different areas, and its codes, "" where unknown."""
    wanted = [column] if column else [str(name) for name in frame.columns if name != frame.geometry.name]
    best, found = "", np.full(len(frame), "", dtype=object)
    for name in wanted:
        codes = _resolved(_texts(frame[name]), areas, kind)
        if len(set(codes) - {""}) > len(set(found) - {""}):
            best, found = name, codes
    return best or (column or ""), found


def _texts(values: pd.Series) -> list[str]:
    """Cells as text: 80.0 as "80", missing as ""."""
    whole = pd.api.types.is_float_dtype(values) and (values.dropna() % 1 == 0).all()
    return ["" if pd.isna(value) else str(int(value)) if whole else str(value).strip() for value in values]


def _resolved(texts: list[str], areas: Areas, kind: str) -> np.ndarray:
    if kind == "areas":
        return areas.resolve(texts).fillna("").to_numpy(dtype=object)
    known = set(areas.commune_names)
    direct = [text.zfill(5) if text.isdecimal() else "" for text in texts]
    named = areas.resolve_commune(texts)["commune_code"].fillna("")
    pairs = zip(direct, named, strict=True)
    return np.array([code if code in known else str(other) for code, other in pairs], dtype=object)


def _in_degrees(frame: gpd.GeoDataFrame, findings: list[dict[str, Any]]) -> gpd.GeoDataFrame | None:
    """The outlines in EPSG:4326; nothing where the file does not say its system and the numbers are no degrees."""
    if frame.crs is not None:
        return frame.to_crs(_WGS84)
    west, south, east, north = frame.total_bounds
    if west >= -180 and east <= 180 and south >= -90 and north <= 90:
        _say(
            findings, "no_crs", WARNING, 1, "Tệp không ghi hệ tọa độ; các số là độ nên được hiểu là WGS84 (EPSG:4326)."
        )
        return frame.set_crs(_WGS84)
    message = (
        "Tệp không ghi hệ tọa độ (Shapefile thiếu tệp .prj). Hãy ghi mã EPSG của tệp, ví dụ EPSG:9208 cho VN-2000, "
        "kinh tuyến trục 104°45'."
    )
    _say(findings, "no_crs", ERROR, 1, message)
    return None


def _judge_codes(
    frame: gpd.GeoDataFrame, column: str, codes: np.ndarray, areas: Areas, kind: str, findings: list[dict[str, Any]]
) -> None:
    what = "địa bàn" if kind == "areas" else "xã, phường"
    known = set(codes) - {""}
    if not known:
        message = f"Không cột nào của tệp có mã hoặc tên {what} đã biết. Hãy thêm cột “code” với mã như trong danh mục."
        _say(findings, "no_codes", ERROR, len(frame), message)
        return
    strange = sorted({text for text, code in zip(_texts(frame[column]), codes, strict=True) if code == ""})
    if strange:
        unknown = int((codes == "").sum())
        severity = ERROR if unknown * 2 > len(codes) else WARNING
        message = f"Không nhận ra {what} của {unknown}/{len(codes)} vùng (cột {column}): {_some(strange)}."
        _say(findings, "unknown_codes", severity, unknown, f"{message} Các vùng này bị bỏ ra.")
    missing = [name for code, name in areas.names.items() if code not in known] if kind == "areas" else []
    if missing:
        message = f"Tệp thiếu ranh giới của {len(missing)} địa bàn: {_some(missing)}. Hãy bổ sung vào tệp."
        _say(findings, "missing_areas", ERROR, len(missing), message)


def _joined(
    degrees: gpd.GeoDataFrame, codes: np.ndarray, areas: Areas, kind: str, findings: list[dict[str, Any]]
) -> gpd.GeoDataFrame:
    """One outline a code, mended, in the official order."""
    import geopandas as gpd

    broken = int((~degrees.is_valid).sum())
    if broken:
        message = f"{broken} vùng có đường bao tự cắt hoặc hỏng; chương trình đã sửa, hãy xem lại trên bản đồ."
        _say(findings, "broken", WARNING, broken, message)
    shapes = gpd.GeoDataFrame({"code": codes}, geometry=degrees.make_valid().to_numpy(), crs=_WGS84)
    names = _names(kind, areas)
    parts = shapes["code"].value_counts()
    several = [names[code] for code in names if parts.get(code, 0) > 1]
    if several:
        message = f"{len(several)} nơi có nhiều vùng trong tệp, được gộp làm một: {_some(several)}."
        _say(findings, "several_parts", WARNING, len(several), message)
    whole = shapes.dissolve(by="code").reindex([code for code in names if code in parts.index])
    whole = whole.assign(name=[names[code] for code in whole.index]).reset_index()
    return whole[["code", "name", "geometry"]].set_crs(_WGS84)


def _thinned(
    whole: gpd.GeoDataFrame, definitions: Definitions, most: int, findings: list[dict[str, Any]]
) -> gpd.GeoDataFrame:
    """Outlines with at most ``most`` corners, by the smallest tolerance of ``THINNING_M`` that does it."""
    points = int(whole.count_coordinates().sum())
    if points <= most:
        return whole
    metres = _metric(whole, definitions)
    thin, tolerance = metres, THINNING_M[0]
    for tolerance in THINNING_M:
        thin = metres.assign(geometry=metres.geometry.simplify_coverage(tolerance))
        if int(thin.count_coordinates().sum()) <= most:
            break
    left = int(thin.count_coordinates().sum())
    message = f"Ranh giới có {_dots(points)} điểm, được giản lược còn {_dots(left)} điểm (sai lệch khoảng "
    _say(findings, "thinned", WARNING, left, f"{message}{tolerance:.0f} m) để bản đồ nhẹ.")
    return thin.to_crs(_WGS84)


def _judge_shapes(whole: gpd.GeoDataFrame, definitions: Definitions, kind: str, findings: list[dict[str, Any]]) -> None:
    present = definitions.boundaries()
    if not present.empty and _elsewhere(whole, present, findings):
        return
    metres = _metric(whole, definitions)
    _judge_overlaps(metres, findings)
    _judge_gaps(metres, findings)
    if kind == "areas" and not present.empty:
        _judge_moved(metres, present.to_crs(metres.crs), findings)


def _metric(whole: gpd.GeoDataFrame, definitions: Definitions) -> gpd.GeoDataFrame:
    return whole.to_crs(definitions.projected_crs or whole.estimate_utm_crs())


def _elsewhere(whole: gpd.GeoDataFrame, present: gpd.GeoDataFrame, findings: list[dict[str, Any]]) -> bool:
    """Whether nothing of the outlines is where ours are."""
    west, south, east, north = whole.total_bounds
    west_b, south_b, east_b, north_b = present.total_bounds
    if west <= east_b and west_b <= east and south <= north_b and south_b <= north:
        return False
    swapped = west <= north_b and south_b <= east and south <= east_b and west_b <= north
    where = f"kinh độ {west:.2f} đến {east:.2f}, vĩ độ {south:.2f} đến {north:.2f}".replace(".", ",")
    if swapped:
        message = f"Kinh độ và vĩ độ trong tệp bị đảo ({where}). Hãy xuất lại tệp."
    else:
        message = (
            f"Ranh giới trong tệp nằm ngoài tỉnh ({where}): hệ tọa độ ghi sai. Hãy xuất lại hoặc ghi đúng mã EPSG."
        )
    _say(findings, "swapped" if swapped else "elsewhere", ERROR, len(whole), message)
    return True


def _judge_overlaps(metres: gpd.GeoDataFrame, findings: list[dict[str, Any]]) -> None:
    import shapely

    shapes = metres.geometry.to_numpy()
    one, two = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, two = one[one < two], two[one < two]
    common = shapely.area(shapely.intersection(shapes[one], shapes[two]))
    large = common > SMALLEST_M2
    if not large.any():
        return
    size = shapely.area(shapes)
    wrong = bool((common > LARGEST_OVERLAP_SHARE * np.minimum(size[one], size[two])).any())
    names = metres["name"].to_numpy(dtype=object)
    order = np.argsort(-common, kind="stable")[: int(large.sum())]
    said = _some([f"{names[one[i]]} và {names[two[i]]} ({_hectares(common[i])})" for i in order])
    tail = " Một vụ ở đó được tính cho nơi đứng trước trong danh mục." if not wrong else " Hãy sửa tệp."
    _say(
        findings, "overlaps", ERROR if wrong else WARNING, int(large.sum()), f"Ranh giới chồng lên nhau: {said}.{tail}"
    )


def _judge_gaps(metres: gpd.GeoDataFrame, findings: list[dict[str, Any]]) -> None:
    """Holes between the outlines: places that would belong to nobody."""
    import shapely

    union = metres.union_all()
    rings = [ring for part in getattr(union, "geoms", [union]) for ring in part.interiors]
    holes = sorted((float(shapely.Polygon(ring).area) for ring in rings), reverse=True)
    large = [hole for hole in holes if hole > SMALLEST_M2]
    if large:
        message = f"Có {len(large)} khoảng trống giữa các vùng (lớn nhất {_hectares(large[0])}, tổng "
        message += f"{_hectares(sum(large))}); vụ xảy ra ở đó không thuộc nơi nào."
        _say(findings, "gaps", WARNING, len(large), message)


def _judge_moved(metres: gpd.GeoDataFrame, present: gpd.GeoDataFrame, findings: list[dict[str, Any]]) -> None:
    """Areas whose outline is another one than before."""
    import shapely

    both = metres.merge(present[["code", "geometry"]], on="code", suffixes=("", "_b"), validate="1:1")
    loaded, ours = both["geometry"].to_numpy(), both["geometry_b"].to_numpy()
    share = shapely.area(shapely.intersection(loaded, ours)) / shapely.area(shapely.union(loaded, ours))
    moved = [str(name) for name in both["name"][share < SAME_PLACE_SHARE]]
    if moved:
        message = f"Ranh giới của {len(moved)} nơi khác hẳn ranh giới đang dùng (mã có thể bị đổi chỗ): {_some(moved)}."
        _say(findings, "moved", WARNING, len(moved), message)


def _some(names: Sequence[str], most: int = 5) -> str:
    """Names with commas, at most ``most`` of them."""
    more = f" và {len(names) - most} nơi khác" if len(names) > most else ""
    return ", ".join(name or "(trống)" for name in names[:most]) + more


def _hectares(square_metres: float) -> str:
    return f"{square_metres / 10_000:,.1f}".translate(str.maketrans(",.", ".,")) + " ha"


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")
