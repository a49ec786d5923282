"""Official outlines: read from three kinds of file, judged in sentences, put in place without losing the old ones."""

import json
import warnings
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.outline_checks import OutlineCheck, check_outlines
from analysis.definitions.outline_files import (
    install_outlines,
    outlines_folder,
    outlines_in_use,
    read_outlines,
    return_to_bundled,
)
from analysis.errors import FileError

METRES = "EPSG:9208"


def square(west: float, south: float, side: float = 0.1) -> shapely.Polygon:
    return shapely.box(west, south, west + side, south + side)


@pytest.fixture
def three(tmp_path: Path) -> Definitions:
    """Three areas A, B, C, squares in a row from 104° E, 22° N, each 0,1° wide."""
    folder = tmp_path / "three"
    folder.mkdir()
    (folder / "areas.csv").write_text("code,name\nA,An\nB,Bình\nC,Cao\n", encoding="utf-8")
    frame = outlines({"A": square(104.0, 22), "B": square(104.1, 22), "C": square(104.2, 22)})
    frame.to_file(folder / "boundaries.geojson", driver="GeoJSON")
    return load_definitions(folder)


def outlines(shapes: dict[str, Any], crs: str | None = "EPSG:4326") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs=crs)


def written(frame: gpd.GeoDataFrame, path: Path, **options: Any) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL shortens long headings of a Shapefile
        frame.to_file(path, **options)
    return path


def zipped(frame: gpd.GeoDataFrame, folder: Path, name: str = "huyen", without: str = "") -> Path:
    inside = folder / name
    inside.mkdir()
    written(frame, inside / f"{name}.shp", encoding="utf-8")
    target = folder / f"{name}.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for part in sorted(inside.iterdir()):
            if part.suffix != without:
                archive.write(part, f"thư mục/{part.name}")
    return target


def rules(check: OutlineCheck) -> list[tuple[str, str]]:
    return list(zip(check.findings["rule"], check.findings["severity"], strict=True))


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "zip"])
def test_the_detailed_outlines_in_every_form(definitions: Definitions, shared: Path, tmp_path: Path, kind: str) -> None:
    frame = gpd.read_file(shared / "geo" / "districts9_2024_detailed.geojson")
    if kind == "geojson":
        path = written(frame, tmp_path / "huyện.geojson")
    elif kind == "gpkg":
        path = written(frame.to_crs(METRES), tmp_path / "huyện.gpkg", layer="huyen")
    else:
        path = zipped(frame.to_crs(METRES), tmp_path)
    check = check_outlines(read_outlines(path), definitions)
    assert check.usable
    assert rules(check) == []
    assert check.outlines["code"].tolist() == definitions.areas.codes
    assert check.outlines.crs == "EPSG:4326"
    areas = check.outlines.to_crs(METRES).area / 1e6
    assert areas.to_numpy() == pytest.approx(frame["area_geom_km2"].to_numpy(), rel=0.01)


def test_communes_of_today(definitions: Definitions, shared: Path) -> None:
    frame = read_outlines(shared / "geo" / "communes99_2025_detailed.geojson")
    check = check_outlines(frame, definitions, kind="communes")
    assert (check.usable, len(check.outlines)) == (True, 99)
    wrong = check_outlines(frame, definitions)  # taken for districts
    assert not wrong.usable
    assert ("unknown_codes", "error") in rules(wrong)


def test_names_do_as_well_as_codes(three: Definitions) -> None:
    frame = outlines({"1": square(104.0, 22), "2": square(104.1, 22), "3": square(104.2, 22)})
    check = check_outlines(frame.assign(ten=["Cao", "An", "Bình"]), three)
    assert (check.code_column, check.outlines["code"].tolist()) == ("ten", ["A", "B", "C"])
    assert rules(check) == [("moved", "warning")]
    assert "An, Bình, Cao" in check.findings["message"][0]


@pytest.mark.parametrize(
    ("shapes", "expected", "said"),
    [
        ({"A": (104.0, 22), "B": (104.1, 22), "C": (104.2, 22)}, [], ""),
        ({"A": (104.0, 22), "B": (104.1, 22)}, [("missing_areas", "error")], "thiếu ranh giới của 1 địa bàn: Cao"),
        (
            {"A": (104.0, 22), "B": (104.1, 22), "C": (104.2, 22), "Z": (104.3, 22)},
            [("unknown_codes", "warning")],
            "Không nhận ra địa bàn của 1/4 vùng (cột code): Z",
        ),
        ({"X": (104.0, 22), "Y": (104.1, 22)}, [("no_codes", "error")], "Không cột nào"),
        (
            {"A": (104.0, 22), "B": (104.05, 22), "C": (104.2, 22)},
            [("overlaps", "error"), ("moved", "warning")],
            "An và Bình",
        ),
        (
            {"A": (104.0, 22), "B": (104.0995, 22), "C": (104.2, 22)},
            [("overlaps", "warning")],
            "Một vụ ở đó được tính cho nơi đứng trước",
        ),
        ({"A": (22, 104.0), "B": (22, 104.1), "C": (22, 104.2)}, [("swapped", "error")], "bị đảo"),
        ({"A": (4.0, 22), "B": (4.1, 22), "C": (4.2, 22)}, [("elsewhere", "error")], "nằm ngoài tỉnh"),
    ],
)
def test_what_is_wrong_is_said(
    three: Definitions, shapes: dict[str, tuple[float, float]], expected: list[tuple[str, str]], said: str
) -> None:
    frame = gpd.GeoDataFrame({"code": list(shapes)}, geometry=[square(*corner) for corner in shapes.values()])
    check = check_outlines(frame.set_crs("EPSG:4326"), three)
    assert rules(check) == expected
    assert said in " ".join(check.findings["message"])
    assert check.usable == all(severity == "warning" for _, severity in expected)


def test_a_gap_between_outlines_is_found(three: Definitions) -> None:
    # A hole of 0,01° by 0,01° in the middle of B: 0,01·0,01·111,3²·cos 22° = 1,146 km² = 114,6 ha (to some 0,7%)
    holed = square(104.1, 22).difference(square(104.14, 22.04, 0.01))
    check = check_outlines(outlines({"A": square(104.0, 22), "B": holed, "C": square(104.2, 22)}), three)
    assert rules(check) == [("gaps", "warning")]
    assert "Có 1 khoảng trống" in check.findings["message"][0]
    assert "114," in check.findings["message"][0]


def test_broken_and_parted_outlines_are_mended(three: Definitions) -> None:
    bow = shapely.Polygon([(104.1, 22), (104.2, 22.1), (104.2, 22), (104.1, 22.1), (104.1, 22)])
    frame = gpd.GeoDataFrame(
        {"code": ["A", "B", "C", "C"]},
        geometry=[square(104.0, 22), bow, shapely.box(104.2, 22, 104.25, 22.1), shapely.box(104.25, 22, 104.3, 22.1)],
        crs="EPSG:4326",
    )
    check = check_outlines(frame, three)
    assert {"broken", "several_parts"} <= set(check.findings["rule"])
    assert check.outlines.is_valid.all()
    assert len(check.outlines) == 3


def test_too_many_points_are_thinned_without_opening_gaps(three: Definitions) -> None:
    wavy = [(104.1 + 0.002 * ((step % 2) - 0.5) * 0.01, 22 + step * 0.1 / 12_000) for step in range(12_001)]
    left = shapely.Polygon([*wavy, (104.0, 22.1), (104.0, 22.0)])
    right = shapely.Polygon([*wavy, (104.2, 22.1), (104.2, 22.0)])
    check = check_outlines(outlines({"A": left, "B": right, "C": square(104.2, 22)}), three)
    assert ("thinned", "warning") in rules(check)
    assert check.outlines.count_coordinates().sum() <= 20_000
    assert not {"gaps", "overlaps"} & set(check.findings["rule"])


def test_a_file_without_a_system(three: Definitions, tmp_path: Path) -> None:
    frame = outlines({"A": square(104.0, 22), "B": square(104.1, 22), "C": square(104.2, 22)})
    degrees = read_outlines(zipped(frame, tmp_path, "do", without=".prj"))
    assert rules(check_outlines(degrees, three)) == [("no_crs", "warning")]
    metres = zipped(frame.to_crs(METRES), tmp_path, "met", without=".prj")
    assert rules(check_outlines(read_outlines(metres), three)) == [("no_crs", "error")]
    assert rules(check_outlines(read_outlines(metres, crs=METRES), three)) == []
    with pytest.raises(FileError, match="Không nhận ra hệ tọa độ"):
        read_outlines(metres, crs="EPSG:1")


def test_a_column_may_be_named(three: Definitions) -> None:
    frame = outlines({"A": square(104.0, 22), "B": square(104.1, 22), "C": square(104.2, 22)}).assign(other="x")
    assert not check_outlines(frame, three, code_column="other").usable
    with pytest.raises(FileError, match="không có cột “không”"):
        check_outlines(frame, three, code_column="không")
    with pytest.raises(ValueError, match="unknown kind"):
        check_outlines(frame, three, kind="roads")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.zip").write_text("no zip")
    (tmp_path / "c.geojson").write_text("{")
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("readme.txt", "x")
    points = gpd.GeoDataFrame({"code": ["A"]}, geometry=[shapely.Point(104, 22)], crs="EPSG:4326")
    written(points, tmp_path / "e.geojson")
    for name, said in {
        "a.txt": "không phải tệp ranh giới",
        "b.zip": "không phải tệp nén",
        "c.geojson": "Không đọc được",
        "d.zip": "không có tệp .shp",
        "e.geojson": "không có vùng nào",
    }.items():
        with pytest.raises(FileError, match=said):
            read_outlines(tmp_path / name)


def test_a_geopackage_of_several_layers(three: Definitions, tmp_path: Path) -> None:
    frame = outlines({"A": square(104.0, 22), "B": square(104.1, 22), "C": square(104.2, 22)})
    path = written(frame, tmp_path / "a.gpkg", layer="huyen")
    written(frame.iloc[:1], path, layer="xa")
    with pytest.raises(FileError, match="nhiều lớp: huyen, xa"):
        read_outlines(path)
    assert check_outlines(read_outlines(path, layer="huyen"), three).usable


def test_installed_outlines_are_used_and_the_old_ones_kept(
    definitions: Definitions, shared: Path, tmp_path: Path
) -> None:
    path = shared / "geo" / "districts9_2024_detailed.geojson"
    check = check_outlines(read_outlines(path), definitions)
    folder = tmp_path / "kho" / "reference"
    for day in ("2025-03-30", "2025-03-31"):
        target = install_outlines(check.outlines, folder, source="Sở", day=day, received=path.read_bytes())
    collection = json.loads(target.read_text(encoding="utf-8"))
    assert (collection["source"], collection["date"], len(collection["sha256"])) == ("Sở", "2025-03-31", 64)
    assert '"date": "2025-03-30"' in (folder / "boundaries.geojson.truoc").read_text(encoding="utf-8")
    office = load_definitions(office=folder)
    assert office.digest() != definitions.digest()
    there = office.boundaries()
    assert there["code"].tolist() == definitions.areas.codes
    moved = there.to_crs(METRES).symmetric_difference(check.outlines.to_crs(METRES)).area
    assert moved.max() < 100_000  # 10 ha in a thousand km²: six decimals
    assert outlines_folder(definitions.reference, folder) == folder
    assert outlines_folder(office.reference, tmp_path / "other") == folder


def test_communes_are_installed_beside(definitions: Definitions, shared: Path, tmp_path: Path) -> None:
    assert definitions.commune_boundaries().empty
    frame = read_outlines(shared / "geo" / "communes99_2025_detailed.geojson")
    check = check_outlines(frame, definitions, kind="communes")
    install_outlines(check.outlines, tmp_path, kind="communes", source="Sở", day="2025-07-01")
    assert len(load_definitions(office=tmp_path).commune_boundaries()) == 99
    with pytest.raises(ValueError, match="unknown kind"):
        install_outlines(check.outlines, tmp_path, kind="roads", source="", day="")


def test_what_is_in_use_is_told_and_the_bundled_ones_come_back(definitions: Definitions, tmp_path: Path) -> None:
    office = tmp_path / "reference"
    assert not definitions.reference.is_overlaid("boundaries.geojson")
    shapes = outlines({"080": square(104.0, 22)}).assign(name="TP Lào Cai")
    install_outlines(shapes, office, source="ranh giới.zip (Lan)", day="2025-03-31")
    overlaid = load_definitions(office=office).reference
    assert overlaid.is_overlaid("boundaries.geojson")
    assert outlines_in_use(overlaid) == ("ranh giới.zip (Lan)", "2025-03-31")
    kept = return_to_bundled(office)
    assert kept.is_file()
    assert not load_definitions(office=office).reference.is_overlaid("boundaries.geojson")
    with pytest.raises(FileError, match="Đang dùng ranh giới kèm theo"):
        return_to_bundled(office)


def test_areas_that_lack_an_outline_are_to_be_added_not_lost(three: Definitions) -> None:
    check = check_outlines(outlines({"A": square(104.0, 22)}), three, kind="areas")
    said = " ".join(check.findings["message"])
    assert not check.usable
    assert "Hãy bổ sung vào tệp." in said
    assert "Bản đồ sẽ không có" not in said
