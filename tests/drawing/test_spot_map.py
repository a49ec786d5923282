from __future__ import annotations

import json
import re

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Point, Polygon, box

from analysis.drawing.spot_map import as_script, base_given, base_map, label_places, light, state_group

SCRIPTS, STYLES = [("leaflet.js", "/static/leaflet.js")], [("leaflet.css", "/static/leaflet.css")]
ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


def shapes() -> gpd.GeoDataFrame:
    squares = [box(104.0, 22.0, 104.5, 22.5), box(104.5, 22.0, 105.0, 22.5)]
    return gpd.GeoDataFrame({"code": ["080", "087"], "name": ["A", "B"]}, geometry=squares, crs="EPSG:4326")


def rendered(**more: object) -> str:
    made = base_map(base_given(shapes()), scripts=SCRIPTS, styles=STYLES, **more)  # type: ignore[arg-type]
    state_group('{"tag":"t"}').add_to(made)
    return str(made.get_root().render())


def test_the_map_names_no_other_machine() -> None:
    assert ADDRESS.findall(rendered()) == []
    assert '<script src="/static/leaflet.js"></script>' in rendered()


def test_tiles_are_asked_for_only_where_an_address_is_switched_on() -> None:
    tiles = {"address": "https://tiles.example/{z}/{x}/{y}.png", "attribution": "© example"}
    assert set(ADDRESS.findall(rendered(tiles=tiles))) == {"https://tiles.example/{z}/{x}/{y}.png"}


def test_the_base_is_the_same_text_every_time() -> None:
    assert rendered() == rendered()


def test_the_base_holds_every_outline_with_its_code_to_a_metre() -> None:
    script = rendered()
    given = json.loads(script[script.index("atgtMap.base(") :].partition(", ")[2].partition(");")[0])
    assert [one["properties"] for one in given["outlines"]["features"]] == [{"code": "080"}, {"code": "087"}]
    assert given["labels"]["080"][0] == [22.25, 104.25]


def test_a_map_without_outlines_can_be_drawn() -> None:
    nothing = gpd.GeoDataFrame({"code": [], "name": []}, geometry=[], crs="EPSG:4326")
    made = base_map(base_given(nothing), scripts=SCRIPTS, styles=STYLES)
    assert '"features":[]' in made.get_root().render()


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "{{ this }}", "<!--", "&lt;", "\u2028", "ạ"])
def test_a_text_as_script_is_the_same_text_again(text: str) -> None:
    written = as_script({"a": [text]})
    assert json.loads(written) == {"a": [text]}
    assert written.isascii()
    assert not any(sign in written for sign in ("<", ">", "&", "{{"))


def test_names_stand_inside_their_district_middle_first() -> None:
    bent = Polygon([(0, 0), (10, 0), (10, 3), (3, 3), (3, 10), (0, 10)])  # an L whose centre lies outside
    places = label_places(bent)
    assert len(places) > 5
    assert all(bent.contains(Point(place)) for place in places)
    assert label_places(box(0, 0, 2, 2))[0] == (1.0, 1.0)


def test_detailed_outlines_are_made_light_and_neighbours_still_meet() -> None:
    wave = [(x, 1 + 0.001 * (-1) ** place) for place, x in enumerate(np.linspace(0, 2, 2001))]
    lower, upper = Polygon([(0, 0), *wave, (2, 0)]), Polygon([(0, 2), *wave, (2, 2)])
    detailed = gpd.GeoDataFrame({"code": ["1", "2"], "name": ["A", "B"]}, geometry=[lower, upper], crs="EPSG:4326")
    lighter = light(detailed, most=100)
    assert lighter.geometry.count_coordinates().sum() <= 100
    assert lighter.union_all().area == pytest.approx(4, abs=0.01)
    assert lighter.geometry.iloc[0].intersection(lighter.geometry.iloc[1]).area == 0
    assert light(detailed, most=10_000) is detailed
