"""The map of districts on three squares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import MultiPolygon, Polygon, box

from analysis.definitions.catalogue import Definitions
from analysis.drawing.maps import Outline, district_map, outlines
from analysis.drawing.palette import VERDICT_COLOURS

NOTHING = pd.DataFrame({"key": [], "now": [], "before": [], "verdict": []})
SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"rise_clear": "tăng rõ rệt", "fall": "giảm", "no_data": "chưa đủ số liệu"}


@pytest.fixture
def shapes() -> tuple[Outline, ...]:
    ring = Polygon(box(2, 0, 5, 3).exterior.coords, [box(3, 1, 4, 2).exterior.coords])
    two = MultiPolygon([box(10, 0, 11, 1), box(12, 0, 13, 1)])
    frame = gpd.GeoDataFrame(
        {"code": ["1", "2", "3"], "name": ["Một", "Hai", "Ba"]}, geometry=[box(0, 0, 1, 1), ring, two], crs="EPSG:4326"
    )
    return outlines(frame)


def test_every_ring_is_a_closed_part_of_the_path(shapes: tuple[Outline, ...]) -> None:
    one, ring, two = shapes
    assert one.path.count("M") == one.path.count("Z") == 1
    assert one.path.count("L") == 4  # a square has five corners, the first again at the end
    assert ring.path.count("M") == 2  # the hole
    assert two.path.count("M") == 2  # the second part
    assert two.box == (10, 0, 13, 1)


def test_a_name_is_put_inside_its_district(shapes: tuple[Outline, ...]) -> None:
    x, y = shapes[1].label_at
    assert 2 < x < 5
    assert not (3 < x < 4 and 1 < y < 2)


def drawn(shapes: Sequence[Outline], rows: pd.DataFrame) -> tuple[ElementTree.Element, list[ElementTree.Element]]:
    """The picture inside the element, and the names above it."""
    text = district_map(shapes, rows, title="Bản đồ", words=WORDS, unit="vụ")
    whole = ElementTree.fromstring(re.sub(r"<(img|br)([^>]*)>", r"<\1\2/>", text))
    picture = whole[0].attrib["src"].removeprefix("data:image/svg+xml,")
    return ElementTree.fromstring(unquote(picture)), list(whole.iter("span"))


def test_districts_have_the_colour_of_their_verdict_and_white_without_a_row(shapes: tuple[Outline, ...]) -> None:
    rows = pd.DataFrame({"key": ["1", "2"], "now": [9, 1], "before": [2, 3], "verdict": ["rise_clear", "fall"]})
    picture, names = drawn(shapes, rows)
    colours = [path.get("fill") for path in picture.iter(f"{SVG}path")]
    assert colours == [VERDICT_COLOURS["rise_clear"], VERDICT_COLOURS["fall"], VERDICT_COLOURS["no_data"]]
    assert [list(name.itertext()) for name in names] == [["Một", "▲▲"], ["Hai", "▼"], ["Ba", "–"]]
    assert "Một\n9 vụ, kỳ so sánh 2\ntăng rõ rệt" in district_map(shapes, rows, title="", words=WORDS, unit="vụ")
    assert "Ba\nchưa đủ số liệu" in district_map(shapes, rows, title="", words=WORDS, unit="vụ")


def test_a_long_name_stands_in_two_lines() -> None:
    long = Outline("1", "Mường Khương", "M0,0L1,0L1,1Z", (0.0, 0.0, 1.0, 1.0), (0.5, 0.5))
    assert list(drawn([long], NOTHING)[1][0].itertext()) == ["Mường", "Khương", "–"]


def test_a_degree_of_longitude_is_drawn_shorter_than_one_of_latitude() -> None:
    here = Outline("1", "Một", "M0,59.5L1,59.5L1,60.5Z", (0.0, 59.5, 1.0, 60.5), (0.25, 60.25))
    picture, names = drawn([here], NOTHING)
    _, _, width, height = map(float, picture.attrib["viewBox"].split())
    assert height / width == pytest.approx(2.0)  # 1 / cos 60°
    across, _, _, down, right, below = map(float, picture[0].attrib["transform"][len("matrix(") : -1].split())
    assert (1 * across + right, 59.5 * down + below) == pytest.approx((width, height), abs=0.01)  # south-east
    assert names[0].attrib["style"].startswith("left:25.0%;top:25.0%")  # a quarter from the west and from the north


def test_a_name_from_a_file_of_outlines_is_text_and_nothing_else() -> None:
    hostile = Outline("1", '<img src=x onerror=alert(1)>"', "M0,0L1,0L1,1Z", (0.0, 0.0, 1.0, 1.0), (0.5, 0.5))
    assert district_map([hostile], NOTHING, title='"><b>', words=WORDS, unit="vụ").count("<img") == 1


def test_every_district_of_the_province_has_an_outline(definitions: Definitions) -> None:
    drawn = outlines(definitions.boundaries())
    assert [shape.code for shape in drawn] == definitions.areas.codes
