"""The map of districts on three squares."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import MultiPolygon, Polygon, box

from analysis.definitions.catalogue import Definitions
from analysis.drawing.maps import Outline, district_map, outlines
from analysis.drawing.palette import VERDICT_COLOURS

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


def test_districts_have_the_colour_of_their_verdict_and_white_without_a_row(shapes: tuple[Outline, ...]) -> None:
    rows = pd.DataFrame({"key": ["1", "2"], "now": [9, 1], "before": [2, 3], "verdict": ["rise_clear", "fall"]})
    drawn: dict[str, Any] = district_map(shapes, rows, words=WORDS, unit="vụ").to_plotly_json()
    colours = [shape["fillcolor"] for shape in drawn["layout"]["shapes"]]
    assert colours == [VERDICT_COLOURS["rise_clear"], VERDICT_COLOURS["fall"], VERDICT_COLOURS["no_data"]]
    names = drawn["data"][0]
    assert list(names["text"]) == ["Một<br>▲▲", "Hai<br>▼", "Ba<br>–"]
    assert names["hovertext"][0] == "<b>Một</b><br>9 vụ, kỳ so sánh 2<br>tăng rõ rệt"
    assert names["hovertext"][2] == "<b>Ba</b><br>chưa đủ số liệu"


def test_a_degree_of_longitude_is_drawn_shorter_than_one_of_latitude() -> None:
    here = Outline("1", "Một", "M0,59.5L1,59.5L1,60.5Z", (0.0, 59.5, 1.0, 60.5), (0.5, 60.0))
    empty = pd.DataFrame({"key": [], "now": [], "before": [], "verdict": []})
    chart = district_map([here], empty, words=WORDS, unit="vụ")
    assert chart.layout.yaxis.scaleratio == pytest.approx(2.0)  # 1 / cos 60°
    assert list(chart.layout.xaxis.range) == [0.0, 1.0]  # the whole province is in sight


def test_every_district_of_the_province_has_an_outline(definitions: Definitions) -> None:
    drawn = outlines(definitions.boundaries())
    assert [shape.code for shape in drawn] == definitions.areas.codes
