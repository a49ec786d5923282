"""Lists of places as files: the same bytes for the same list, no formula, no tag, no broken XML."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.places.register import register
from analysis.places.register_changes import Told, merge, rename
from analysis.places.register_review import propose, spot_frame
from analysis.review.register_words import found_table
from analysis.review.spot_export import (
    found_geojson,
    found_kml,
    found_xlsx,
    register_geojson,
    register_kml,
    register_xlsx,
    write_register,
)
from analysis.store.tables import open_store

TOLD = Told("Lan", datetime(2025, 4, 1, 5, tzinfo=UTC))
KML = "{http://www.opengis.net/kml/2.2}"
HOSTILE = '=HYPERLINK("http://x")<img src=x onerror=alert(1)>&]]>\x01\ufffe'


def spot(**columns: object) -> dict[str, object]:
    known = {"road": "DT156", "from_m": 17_160, "to_m": 17_230, "area_code": "082", "criteria": "C1|C2", "accidents": 3}
    known |= {"fatal_accidents": 1, "deaths": 1, "injured": 3, "lat": 22.55897, "lon": 103.85903, "radius_m": 50.0}
    days = {"first": pd.Timestamp("2022-09-24"), "last": pd.Timestamp("2023-06-11")}
    return {"spot_id": "DD-1", "accident_ids": ("A", "B", "C"), **known, **days, **columns}


@pytest.fixture
def places(tmp_path: Path) -> pd.DataFrame:
    """Two places: one on ĐT156 with a hostile name, one without a position; a third merged into the first."""
    store = open_store(tmp_path / "kho")
    nowhere = {"from_m": None, "to_m": None, "road": "", "lat": None, "lon": None}
    propose(store, spot(), reason="x", told=TOLD)
    propose(store, spot(accident_ids=("D",), name="Ngã ba không rõ", **nowhere), reason="x", told=TOLD)
    propose(store, spot(accident_ids=("E",), name="Thứ ba", **nowhere), reason="x", told=TOLD)
    rename(store, "DM-0001", HOSTILE, reason="x", told=TOLD)
    merge(store, "DM-0003", "DM-0001", reason="x", told=TOLD)
    return register(store)


def cells(book: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()


def test_the_register_as_a_sheet(places: pd.DataFrame, definitions: Definitions) -> None:
    rows = cells(register_xlsx(places, definitions, notes=["Số liệu minh họa"]))
    assert rows[0][0] == "Danh mục điểm đen, điểm tiềm ẩn"
    assert "đề nghị rà soát" in str(rows[1][0])
    assert rows[2][0] == "Số liệu minh họa"
    first = dict(zip(rows[4], rows[5], strict=True))
    assert (first["Mã điểm"], first["Tên đường"], first["Lý trình"]) == ("DM-0001", "ĐT156", "Km17+160 - Km17+230")
    assert (first["Địa bàn"], first["Tình trạng"], first["Tiêu chí"]) == ("Bát Xát", "đề nghị rà soát", "C1, C2")
    assert (first["Số vụ TN/VC"], first["Số người bị thương"], first["Vụ đầu"]) == (3, 3, date(2022, 9, 24))
    assert first["Các vụ"] == "A; B; C; E"
    assert dict(zip(rows[4], rows[7], strict=True))["Tình trạng"] == "đã gộp vào DM-0001"


def test_no_cell_is_a_formula_or_a_link(places: pd.DataFrame, definitions: Definitions) -> None:
    book = register_xlsx(places, definitions, notes=["=1+1"])
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
    rows = cells(book)
    assert str(rows[2][0]).startswith("'=")
    assert str(rows[5][2]).startswith("'=HYPERLINK")


def test_geojson_has_every_place_and_null_where_no_position_is(places: pd.DataFrame, definitions: Definitions) -> None:
    collection = json.loads(register_geojson(places, definitions))
    assert [feature["geometry"] for feature in collection["features"]] == [
        {"type": "Point", "coordinates": [103.85903, 22.55897]},
        None,
        None,
    ]
    properties = collection["features"][0]["properties"]
    assert (properties["Tên"], properties["Vụ cuối"], properties["Số vụ TN/VC"]) == (HOSTILE, "2023-06-11", 3)
    assert properties["Điểm cuối Vĩ độ"] is None


def test_kml_is_xml_with_every_text_escaped(places: pd.DataFrame, definitions: Definitions) -> None:
    document = ElementTree.fromstring(register_kml(places, definitions))
    marks = document.findall(f".//{KML}Placemark")
    name = marks[0].findtext(f"{KML}name")
    assert name == HOSTILE.replace("\x01", "").replace("\ufffe", "")
    balloon = marks[0].findtext(f"{KML}description") or ""
    assert "<img" not in balloon
    assert "&lt;img" in balloon
    assert [mark.findtext(f"{KML}Point/{KML}coordinates") for mark in marks] == ["103.85903,22.55897", None, None]


def test_a_place_with_two_ends_is_a_line(places: pd.DataFrame, definitions: Definitions) -> None:
    line = places.head(1).assign(end_lat=22.56, end_lon=103.86)
    geometry = json.loads(register_geojson(line, definitions))["features"][0]["geometry"]
    assert geometry == {"type": "LineString", "coordinates": [[103.85903, 22.55897], [103.86, 22.56]]}
    assert b"<LineString><coordinates>103.85903,22.55897 103.86,22.56</coordinates></LineString>" in register_kml(
        line, definitions
    )


def test_the_same_register_is_the_same_bytes(places: pd.DataFrame, definitions: Definitions) -> None:
    for make in (register_xlsx, register_geojson, register_kml):
        assert make(places, definitions) == make(places, definitions)


def test_an_empty_register_keeps_its_headings(places: pd.DataFrame, definitions: Definitions) -> None:
    nothing = places.head(0)
    assert cells(register_xlsx(nothing, definitions))[3][0] == "Mã điểm"
    assert json.loads(register_geojson(nothing, definitions))["features"] == []
    assert ElementTree.fromstring(register_kml(nothing, definitions)).findall(f".//{KML}Placemark") == []


def test_found_spots_as_files(definitions: Definitions) -> None:
    found = spot_frame(pd.DataFrame([spot(kind="black_spot"), spot(spot_id="DD-2", status="HISTORICAL")]))
    rows = cells(found_xlsx(found, definitions))
    first = dict(zip(rows[3], rows[4], strict=True))
    assert rows[0][0] == "Các điểm đề nghị rà soát"
    said = (first["Lý trình"], first["Loại"], first["Hiện nay"])
    assert said == ("Km17+160 - Km17+230", "điểm đen", "còn trong 12 tháng")
    assert "Tình trạng" not in first
    assert dict(zip(rows[3], rows[5], strict=True))["Hiện nay"] == "điểm đen cũ"
    assert len(json.loads(found_geojson(found, definitions))["features"]) == 2
    assert len(ElementTree.fromstring(found_kml(found, definitions)).findall(f".//{KML}Placemark")) == 2


def test_a_file_is_written_in_the_form_of_its_name(
    places: pd.DataFrame, definitions: Definitions, tmp_path: Path
) -> None:
    write_register(places, definitions, tmp_path / "danh mục.KML")
    assert (tmp_path / "danh mục.KML").read_bytes() == register_kml(places, definitions)
    with pytest.raises(RequestError, match="pdf"):
        write_register(places, definitions, tmp_path / "danh mục.pdf")
    with pytest.raises(RequestError, match="Không ghi được"):
        write_register(places, definitions, tmp_path / "không có" / "a.kml")


def test_a_place_one_accident_short_is_not_called_a_potential_spot_of_the_law(definitions: Definitions) -> None:
    rows = [spot(kind="black_spot", origin=""), spot(kind="potential", origin="ours")]
    whole = pd.DataFrame([*rows, spot(kind="potential", origin="law")])
    table = found_table(spot_frame(whole).assign(origin=whole["origin"]), definitions)
    assert table["Loại"].to_list() == ["điểm đen", "thiếu một vụ", "điểm tiềm ẩn"]


def test_how_it_was_searched_goes_with_every_file(definitions: Definitions) -> None:
    """FACTS: the law gives no length or radius; ours is shown with every list."""
    found, notes = spot_frame(pd.DataFrame([spot(kind="black_spot")])), ["bán kính <50> m"]
    assert cells(found_xlsx(found, definitions, notes=notes))[2][0] == notes[0]
    assert json.loads(found_geojson(found, definitions, notes=notes))["notes"][1] == notes[0]
    told = ElementTree.fromstring(found_kml(found, definitions, notes=notes)).findtext(
        f".//{KML}Document/{KML}description"
    )
    assert (told or "").endswith("<br>bán kính &lt;50&gt; m")
