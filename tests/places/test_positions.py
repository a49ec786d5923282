"""Positions: metres of the right plane, km posts interpolated and never beyond, and always how it is known."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.errors import DefinitionError
from analysis.places.positions import (
    along_posts,
    areas_of,
    crs_of,
    nearest_km,
    placed_posts,
    positioned,
    to_degrees,
    to_metres,
)
from tests.calls import python_calls

from .accident_rows import accident_rows

METRES = "EPSG:9208"
# Posts on a parallel: Km10, Km11, Km12, then Km16 (4 km on: not bridged), 0,01 degrees of longitude a kilometre.
POSTS = """road,chainage,km_m,lat,lon
QL70,,Km10+000,22.5,104.00
QL70,,Km11+000,22.5,104.01
QL70,,Km12+000,22.5,104.02
QL70,,Km16+000,22.5,104.06
"""


@pytest.fixture
def posted(tmp_path: Path) -> Definitions:
    (tmp_path / "km_posts.csv").write_text(POSTS, encoding="utf-8")
    return load_definitions(tmp_path)


def test_corners_of_the_province_fall_where_the_facts_say() -> None:
    # FACTS: E 374-488 thousand, N 2.420-2.527 thousand in EPSG:9208; lon 103,527-104,629, lat 21,876-22,845.
    x, y = to_metres([103.527, 104.629], [21.876, 22.845], METRES)
    assert x == pytest.approx([374_000, 488_000], abs=1_500)
    assert y == pytest.approx([2_420_000, 2_527_000], abs=1_500)
    # On the central meridian 104°45' the easting is the false easting of 500 km, but for the shift of the datum:
    # VN-2000 lies some 200 m west of WGS84 (-191,9 m, -39,3 m, -111,45 m geocentric: 196 m to the west at 104,75° E).
    assert to_metres([104.75], [22.0], METRES)[0] == pytest.approx([500_000 - 196], abs=1)


def test_distances_are_metres() -> None:
    # A degree of latitude at 22,5° is 110.739 m (WGS84: 111132,954 - 559,822 cos 2φ + 1,175 cos 4φ); scale 0,9999 to 1.
    x, y = to_metres([104.5, 104.5], [22.495, 22.505], METRES)
    assert np.hypot(x[1] - x[0], y[1] - y[0]) == pytest.approx(1107.37, abs=0.2)


def test_degrees_there_and_back() -> None:
    lon, lat = np.array([103.6, 104.2, np.nan]), np.array([22.0, 22.6, 22.5])
    back = to_degrees(*to_metres(lon, lat, METRES), METRES)
    assert back[0][:2] == pytest.approx(lon[:2], abs=1e-7)
    assert back[1][:2] == pytest.approx(lat[:2], abs=1e-7)
    assert np.isnan(back[0][2])


def test_how_each_position_is_known(posted: Definitions) -> None:
    rows = accident_rows(
        {"lat": 22.4, "lon": 104.3, "km_m": 11_500},
        {"km_m": 11_500},
        {"km_m": 9_999},
        {"km_m": 14_000},
        {"road": "QL4D", "km_m": 11_500},
        {"road": "unknown", "km_m": 11_500},
        {},
    )
    found = positioned(rows, posted)
    assert found["known_by"].tolist() == ["coordinates", "km_post", *["none"] * 5]
    assert found["km_known_by"].tolist() == ["km", "km", "km", "km", "km", "none", "none"]
    assert found["lon"].tolist()[:2] == [104.3, pytest.approx(104.015, abs=1e-6)]
    assert found["lat"].tolist()[:2] == [22.4, pytest.approx(22.5, abs=1e-5)]  # a chord, not the parallel
    assert found["x_m"].notna().tolist() == [True, True, *[False] * 5]
    assert found.attrs["crs"] == METRES


def test_the_posts_themselves_are_met_and_the_gap_is_not_bridged(posted: Definitions) -> None:
    placed = placed_posts(posted.km_posts(), posted, METRES)
    at = pd.DataFrame({"line": ["QL70"] * 5, "line_m": [10_000, 12_000, 16_000, 12_001, 15_999]})
    x, _ = along_posts(at, placed)
    assert x[:3] == pytest.approx(placed["x_m"].to_numpy()[[0, 2, 3]])
    assert np.isnan(x[3:]).all()


def test_a_post_of_an_old_kilometring_places_accidents_of_the_new_one(tmp_path: Path) -> None:
    # The new count runs the other way on the same line: new Km1 is old Km11.
    table = "road,chainage,valid_from,valid_to,from_m,to_m,line,line_from_m,line_to_m\n"
    table += "QL70,cu,,2018-12-31,10000,12000,L,10000,12000\nQL70,moi,2019-01-01,,0,2000,L,12000,10000\n"
    (tmp_path / "chainages.csv").write_text(table, encoding="utf-8")
    posts = "road,chainage,km_m,lat,lon\nQL70,cu,10000,22.5,104.00\nQL70,cu,12000,22.5,104.02\n"
    (tmp_path / "km_posts.csv").write_text(posts, encoding="utf-8")
    rows = accident_rows({"km_m": 500, "occurred_on": "2024-01-01"}, {"km_m": 11_500, "occurred_on": "2018-01-01"})
    found = positioned(rows, load_definitions(tmp_path))
    assert found["known_by"].tolist() == ["km_post", "km_post"]
    assert found["line_m"].tolist() == [11_500, 11_500]
    assert found["lon"].tolist() == [pytest.approx(104.015, abs=1e-6)] * 2


def test_nothing_but_the_order_of_rows_changes_with_it(posted: Definitions) -> None:
    rows = accident_rows({"lat": 22.4, "lon": 104.3}, {"km_m": 11_500}, {"road": "ĐH12", "km_m": 1}, {})
    one = positioned(rows, posted).set_index("accident_id")
    other = positioned(rows.iloc[[2, 0, 3, 1]], posted).set_index("accident_id")
    pd.testing.assert_frame_equal(other.loc[one.index], one)


def test_the_columns_that_others_build_on(definitions: Definitions) -> None:
    rows = accident_rows({"km_m": 5}, {}).drop(columns="road_class").set_axis([7, 3])
    found = positioned(rows, definitions)
    assert found.index.tolist() == [0, 1]
    assert {"chainage", "line", "line_m", "x_m", "y_m", "known_by", "km_known_by"} <= set(found.columns)
    assert found["road_class"].tolist() == ["unknown", "unknown"]
    assert (str(found["km_m"].dtype), str(found["line_m"].dtype), str(found["deaths"].dtype)) == (
        "Int64",
        "Int64",
        "Int32",
    )
    assert str(found["occurred_on"].dtype) == "datetime64[s]"


def test_no_accidents_at_all(definitions: Definitions) -> None:
    assert positioned(accident_rows({}).iloc[:0], definitions).empty


def test_a_point_that_has_no_metres_is_no_position(definitions: Definitions) -> None:
    found = positioned(accident_rows({"lat": 22.4, "lon": np.inf}, {"lat": np.nan, "lon": 104.0}), definitions)
    assert found["known_by"].tolist() == ["none", "none"]
    assert found["x_m"].isna().all()


def test_foreign_points_get_the_zone_they_lie_in(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text("code,name\nE08000001,Bolton\n")
    foreign = load_definitions(tmp_path)
    assert crs_of(foreign, [-2.43, -2.2, np.nan], [53.6, 53.5, 53.0]) == "EPSG:32630"  # 6° W to 0°: zone 30 north
    assert crs_of(foreign, [151.2], [-33.9]) == "EPSG:32756"
    assert crs_of(foreign, [], []) == "EPSG:3857"


@pytest.mark.parametrize("code", ["EPSG:4326", "EPSG:999999", "nonsense", "EPSG:2225"])
def test_a_plane_must_be_one_in_metres(tmp_path: Path, code: str) -> None:
    (tmp_path / "settings.toml").write_text(f'province_name = "tỉnh X"\nprojected_crs = "{code}"\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"[Hh]ệ tọa độ"):
        positioned(accident_rows({"lat": 22.4, "lon": 104.3}), load_definitions(tmp_path))


def test_another_plane_is_taken(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        'province_name = "tỉnh X"\nprojected_crs = "EPSG:32648"\n', encoding="utf-8"
    )
    found = positioned(accident_rows({"lat": 22.4, "lon": 105.0}), load_definitions(tmp_path))
    assert found.attrs["crs"] == "EPSG:32648"
    assert found["x_m"].tolist() == pytest.approx([500_000])  # 105° E is the central meridian of zone 48


def test_the_road_position_of_a_point(posted: Definitions) -> None:
    placed = placed_posts(posted.km_posts(), posted, METRES)
    x, y = to_metres([104.015, 104.015, 104.04, 104.2, np.nan], [22.5, 22.502, 22.5, 22.5, 22.5], METRES)
    found = nearest_km(x, y, placed)
    assert found["line"].tolist() == ["QL70", "QL70", "", "", ""]  # the third lies in the gap, the fourth is far
    assert found["line_m"].to_numpy()[:2] == pytest.approx([11_500, 11_500], abs=3)
    assert found["off_m"].to_numpy()[:2] == pytest.approx([0, 221.5], abs=1)  # 0,002 degrees of latitude
    assert nearest_km(x, y, placed.iloc[:0])["line"].eq("").all()


def test_districts_of_points(definitions: Definitions) -> None:
    found = areas_of(definitions, [103.844, 105.834], [22.336, 21.028])  # Sa Pa, Hà Nội
    assert found["area_code"].tolist() == ["088", "unknown"]
    assert found["commune_code"].tolist() == ["unknown", "unknown"]


def test_two_hundred_thousand_are_placed_at_once(posted: Definitions) -> None:
    generator = np.random.default_rng(5)
    few = accident_rows(*[{"km_m": 10_000 + number, "road": road} for number in range(50) for road in ("QL70", "ĐH3")])
    many = pd.concat([few] * 2_000, ignore_index=True)
    many = many.assign(accident_id=[f"n{number}" for number in range(len(many))])
    lon, lat = generator.uniform(103.6, 104.6, len(many)), generator.uniform(22.0, 22.8, len(many))
    measured = generator.random(len(many)) < 0.8
    many = many.assign(lon=np.where(measured, lon, np.nan), lat=np.where(measured, lat, np.nan))
    positioned(many.head(2_000), posted)  # what is loaded once
    assert python_calls(lambda: positioned(many, posted)) < 2 * python_calls(
        lambda: positioned(many.head(2_000), posted)
    )
    found = positioned(many, posted)
    assert found["known_by"].value_counts()["coordinates"] == measured.sum()
