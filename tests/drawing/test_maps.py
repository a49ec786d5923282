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


def test_rings_are_parted_by_none(shapes: tuple[Outline, ...]) -> None:
    one, ring, two = shapes
    assert None not in one.longitudes
    assert ring.longitudes.count(None) == 1  # the hole
    assert two.longitudes.count(None) == 1  # the second part
    assert len(one.longitudes) == len(one.latitudes) == 5


def test_a_name_is_put_inside_its_district(shapes: tuple[Outline, ...]) -> None:
    x, y = shapes[1].label_at
    assert 2 < x < 5
    assert not (3 < x < 4 and 1 < y < 2)


def test_districts_have_the_colour_of_their_verdict_and_white_without_a_row(shapes: tuple[Outline, ...]) -> None:
    rows = pd.DataFrame({"key": ["1", "2"], "now": [9, 1], "before": [2, 3], "verdict": ["rise_clear", "fall"]})
    traces: list[dict[str, Any]] = [t.to_plotly_json() for t in district_map(shapes, rows, words=WORDS, unit="vụ").data]
    colours = [trace["fillcolor"] for trace in traces[:3]]
    assert colours == [VERDICT_COLOURS["rise_clear"], VERDICT_COLOURS["fall"], VERDICT_COLOURS["no_data"]]
    assert traces[0]["text"] == "<b>Một</b><br>9 vụ, kỳ so sánh 2<br>tăng rõ rệt"
    assert traces[2]["text"] == "<b>Ba</b><br>chưa đủ số liệu"
    assert list(traces[3]["text"]) == ["Một<br>▲▲", "Hai<br>▼", "Ba<br>–"]


def test_a_degree_of_longitude_is_drawn_shorter_than_one_of_latitude() -> None:
    here = Outline("1", "Một", (0.0, 1.0, 1.0, 0.0), (60.0, 60.0, 61.0, 60.0), (0.5, 60.0))
    empty = pd.DataFrame({"key": [], "now": [], "before": [], "verdict": []})
    chart = district_map([here], empty, words=WORDS, unit="vụ")
    assert chart.layout.yaxis.scaleratio == pytest.approx(2.0)  # 1 / cos 60°


def test_every_district_of_the_province_has_an_outline(definitions: Definitions) -> None:
    drawn = outlines(definitions.boundaries())
    assert [shape.code for shape in drawn] == definitions.areas.codes
