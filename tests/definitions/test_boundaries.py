"""Outlines: each area has one, they neither overlap nor leave holes, and points fall where they should."""

import json
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from analysis.definitions.boundaries import bounding_box, load_boundaries, locate
from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.reference import DEFAULT_FOLDER
from analysis.errors import DefinitionError

METRES = "EPSG:9208"
PROVINCE_KM2 = 6364.25
"""FACTS, Geography."""


@pytest.fixture(scope="module")
def outlines(definitions: Definitions) -> gpd.GeoDataFrame:
    return definitions.boundaries()


def square(west: float, south: float, side: float = 1.0) -> list[list[list[float]]]:
    east, north = west + side, south + side
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def write_squares(folder: Path, codes_and_corners: list[tuple[object, float, float]], **more: object) -> Definitions:
    (folder / "areas.csv").write_text("code,name\nA,An\nB,Bình\nC,Cao\n", encoding="utf-8")
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": square(x, y)}}
        for code, x, y in codes_and_corners
    ]
    (folder / "boundaries.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}))
    return load_definitions(folder)


def test_nine_outlines_in_the_official_order(definitions: Definitions, outlines: gpd.GeoDataFrame) -> None:
    assert outlines["code"].tolist() == definitions.areas.codes
    assert outlines["name"].tolist() == list(definitions.areas.names.values())
    assert outlines.crs == "EPSG:4326"
    assert outlines.is_valid.all()
    assert (outlines.geom_type == "Polygon").all()


def test_no_holes_and_no_overlaps(outlines: gpd.GeoDataFrame) -> None:
    projected = outlines.to_crs(METRES)
    whole = projected.union_all()
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    assert projected.area.sum() == pytest.approx(whole.area, rel=1e-9)
    assert whole.area / 1e6 == pytest.approx(PROVINCE_KM2, rel=0.01)


def test_areas_are_near_the_detailed_outlines(outlines: gpd.GeoDataFrame, shared: Path) -> None:
    detailed = gpd.read_file(shared / "geo" / "districts9_2024_detailed.geojson").set_index("code").to_crs(METRES)
    ours = outlines.set_index("code").to_crs(METRES)
    for code in ours.index:
        assert ours.area[code] == pytest.approx(detailed.area[code], rel=0.02), code


def test_the_embedded_file_is_what_the_builder_makes(shared: Path, tmp_path: Path) -> None:
    for name in ("build_boundaries.py", "areas.csv"):
        (tmp_path / name).write_bytes((DEFAULT_FOLDER / name).read_bytes())
    points = shared / "geo" / "district_outline_points.csv"
    subprocess.run([sys.executable, tmp_path / "build_boundaries.py", points], check=True)
    assert (tmp_path / "boundaries.geojson").read_bytes() == (DEFAULT_FOLDER / "boundaries.geojson").read_bytes()


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (103.975, 22.485, "080"),  # ga Lào Cai
        (103.844, 22.336, "088"),  # nhà thờ Sa Pa
        (104.292, 22.538, "085"),  # chợ Bắc Hà
        (104.475, 22.238, "087"),  # Phố Ràng
        (104.250, 22.091, "089"),  # Khánh Yên
        (105.834, 21.028, ""),  # Hà Nội
        (22.485, 103.975, ""),  # swapped
        (np.nan, 22.0, ""),
        (104.0, np.inf, ""),
    ],
)
def test_known_points(outlines: gpd.GeoDataFrame, lon: float, lat: float, code: str) -> None:
    assert locate(outlines, [lon], [lat]).tolist() == [code]


def test_every_area_holds_its_own_inner_point(outlines: gpd.GeoDataFrame) -> None:
    inner = outlines.representative_point()
    assert locate(outlines, inner.x, inner.y).tolist() == outlines["code"].tolist()


def test_a_shared_edge_belongs_to_the_first(tmp_path: Path) -> None:
    outlines = write_squares(tmp_path, [("B", 1, 0), ("A", 0, 0)]).boundaries()
    assert outlines["code"].tolist() == ["A", "B"]
    assert locate(outlines, [1.0, 0.5, 1.5, 2.0, 2.1], [0.5] * 5).tolist() == ["A", "A", "B", "B", ""]


def test_parts_of_one_area_are_joined_and_strangers_left_out(tmp_path: Path) -> None:
    outlines = write_squares(tmp_path, [("A", 0, 0), ("A", 5, 5), ("Z", 9, 9), (None, 7, 7)]).boundaries()
    assert outlines[["code", "name"]].to_numpy().tolist() == [["A", "An"]]
    assert locate(outlines, [5.5, 9.5], [5.5, 9.5]).tolist() == ["A", ""]


def test_another_coordinate_system_is_turned_into_degrees(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    outlines = write_squares(tmp_path, [("A", 0, 0)], crs=crs).boundaries()
    # 1 m on the sphere of 6378137 m is 180 / (pi * 6378137) = 8.983e-6 degrees
    assert outlines.total_bounds == pytest.approx([0, 0, 8.983153e-6, 8.983153e-6], rel=1e-6)


def test_foreign_areas_without_outlines_have_none(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text("code,name\nE08000001,Bolton\n")
    outlines = load_definitions(tmp_path).boundaries()
    assert outlines.empty
    assert outlines.crs == "EPSG:4326"
    assert locate(outlines, [104.0], [22.4]).tolist() == [""]
    assert bounding_box(outlines) == (-180.0, -90.0, 180.0, 90.0)


def test_ten_boroughs(shared: Path, tmp_path: Path) -> None:
    collection = json.loads((shared / "real" / "gm_boroughs.geojson").read_text(encoding="utf-8"))
    rows = ["code,name"]
    for feature in collection["features"]:
        feature["properties"]["code"] = feature["properties"]["area_code"]
        rows.append(f"{feature['properties']['code']},{feature['properties']['area_name']}")
    (tmp_path / "areas.csv").write_text("\n".join(rows))
    (tmp_path / "boundaries.geojson").write_text(json.dumps(collection))
    outlines = load_definitions(tmp_path).boundaries()
    assert len(outlines) == 10
    assert locate(outlines, [-2.4283], [53.5784]).tolist() == ["E08000001"]  # Bolton town hall


@pytest.mark.parametrize(
    "text", ["", "{}", '{"features": [1]}', '{"features": []}', '{"features": [{"properties": {"id": 1}}]}']
)
def test_an_unusable_file_is_a_definition_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "boundaries.geojson").write_text(text)
    definitions = load_definitions(tmp_path)
    with pytest.raises(DefinitionError, match="ranh giới"):
        load_boundaries(definitions.reference, definitions.areas)


def test_bounding_box(tmp_path: Path) -> None:
    outlines = write_squares(tmp_path, [("A", 10, 20)]).boundaries()
    assert bounding_box(outlines) == (9.5, 19.5, 11.5, 21.5)
    assert bounding_box(outlines, margin_deg=0.0) == (10.0, 20.0, 11.0, 21.0)


def test_locate_equals_asking_every_outline(outlines: gpd.GeoDataFrame) -> None:
    generator = np.random.default_rng(7)
    lon, lat = generator.uniform(103.4, 104.7, 500), generator.uniform(21.8, 22.9, 500)
    expected = [
        next(
            (code for code, shape in zip(outlines["code"], outlines.geometry, strict=True) if shape.intersects(point)),
            "",
        )
        for point in shapely.points(lon, lat)
    ]
    assert locate(outlines, lon, lat).tolist() == expected
