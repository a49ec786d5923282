"""Parts of the map page without a browser: the list of spots, the legend, the periods of the slider."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.drawing.map_classes import by_amount
from pages._map_colours import Coloured
from pages._map_legend import drawn_layers, legend
from pages._map_spots import described, listed, on_map
from pages._spots_files import numbered
from pages._spots_list import first_to_place, not_on_map

HOSTILE = '<img src=x onerror="alert(1)">'


def spot(spot_id: str, status: str, **more: Any) -> dict[str, Any]:
    place = {"lat": 22.3, "lon": 104.1, "from_m": 100, "to_m": 160, "road": "QL70", "junction_name": "", "rule": "R"}
    counts = {"accidents": 2, "fatal_accidents": 2, "deaths": 2, "injured": 0}
    days = {"first": pd.Timestamp("2024-05-18"), "last": pd.Timestamp("2025-02-02")}
    row = {"spot_id": spot_id, "status": status, "kind": "km", "area_codes": ("087",), "criteria": ("C1",)}
    return row | place | counts | days | more


def found(spots: list[dict[str, Any]], potential: list[dict[str, Any]]) -> Any:
    tables = [pd.DataFrame(rows, columns=list(spot("", "")) if not rows else None) for rows in (spots, potential)]
    members = pd.DataFrame({"accident_id": ["far", "near"], "spot_id": "new"})
    line = pd.array([160, 100], dtype="Int64")
    accidents = pd.DataFrame(
        {"accident_id": ["far", "near"], "line_m": line, "lat": [22.2, 22.1], "lon": [104.2, 104.1]}
    )
    asked = SimpleNamespace(radius_m=50.0, as_of=date(2025, 3, 31))
    more = {"members": members, "accidents": accidents, "asked": asked, "rules": ()}
    more["ranking"] = SimpleNamespace(table=pd.DataFrame({"spot_id": []}))
    return SimpleNamespace(spots=tables[0], potential=tables[1], **more)


def short(spot_id: str, **more: Any) -> dict[str, Any]:
    return spot(spot_id, "ACTIVE", **{"origin": "ours", "missing": ("C1",), **more})


def test_spots_of_the_last_twelve_months_come_first_and_potential_ones_last(definitions: Definitions) -> None:
    answer = found([spot("old", "HISTORICAL"), spot("new", "ACTIVE"), spot("also", "ACTIVE")], [short("near")])
    rows = listed(answer, (), definitions, {})
    assert rows["spot_id"].tolist() == ["new", "also", "old", "near"]
    assert rows["rank"].tolist() == ["1", "2", "3", "a"]
    assert rows["drawn"].tolist() == ["active", "active", "historical", "potential"]


def test_only_places_of_the_chosen_districts_are_listed(definitions: Definitions) -> None:
    answer = found([spot("a", "ACTIVE"), spot("b", "ACTIVE", area_codes=("080", "083"))], [short("c")])
    assert listed(answer, ("083",), definitions, {})["spot_id"].tolist() == ["b"]
    assert listed(answer, ("081",), definitions, {}).empty
    assert listed(found([], []), ("083",), definitions, {}).empty, "no spot anywhere, and a district is chosen"


def test_nothing_found_is_an_empty_list(definitions: Definitions) -> None:
    assert listed(found([], []), (), definitions, {}).empty
    assert listed(found([], [short("c")]), (), definitions, {})["rank"].tolist() == ["a"]


def test_the_register_is_told_beside_a_spot_that_is_in_it(definitions: Definitions) -> None:
    answer = found([spot("new", "ACTIVE")], [])
    rows = listed(answer, (), definitions, {"new": ("DM-0001", "Trong danh mục: DM-0001")})
    assert described(rows.iloc[0].to_dict(), answer)[-1] == "Trong danh mục: DM-0001"


def test_signs_of_the_map_carry_the_number_of_the_list_and_a_stretch_its_way(definitions: Definitions) -> None:
    answer = found([spot("new", "ACTIVE"), spot("old", "HISTORICAL", kind="point")], [])
    signs = on_map(listed(answer, (), definitions, {}), answer, definitions.areas.names)
    assert [(sign.rank, sign.kind) for sign in signs] == [("1", "active"), ("2", "historical")]
    assert signs[0].path == ((22.1, 104.1), (22.2, 104.2))
    assert signs[1].path == ()
    assert signs[0].said[0] == "1. QL70 Km0+100 - Km0+160, Bảo Yên"


def test_the_legend_shows_what_is_drawn_and_nothing_runs_in_it() -> None:
    classed = by_amount({"080": 3.0})
    colours = Coloured(classed, {"080": "3"}, {}, HOSTILE, HOSTILE)
    text = legend(colours, ("vu", "nut"), ("active",), HOSTILE)
    assert "<img" not in text
    assert text.count("&lt;img") == 3
    assert "nhiều vụ" in text
    assert "nút giao" in text
    assert "Mật độ" not in text
    assert "Điểm đen" not in text


def test_places_that_the_map_cannot_show_are_told_beside_the_list(definitions: Definitions) -> None:
    nowhere = spot("nowhere", "ACTIVE", lat=float("nan"), lon=float("nan"))
    rows = listed(found([spot("here", "ACTIVE"), nowhere], []), (), definitions, {})
    assert not_on_map(rows) == "1 trong 2 nơi không có tọa độ nên không có trên bản đồ."
    assert not_on_map(rows.head(1)) == ""


def test_the_files_keep_the_order_and_the_numbers_of_the_list() -> None:
    places = pd.DataFrame({"spot_id": ["a", "b", "c"], "name": ["A", "B", "C"]})
    rows = pd.DataFrame({"spot_id": ["c", "a"], "rank": ["1", "2"]})
    kept = numbered(places, rows)
    assert kept[["name", "number"]].to_numpy().tolist() == [["C", "1"], ["A", "2"], ["B", ""]]


def test_the_legend_explains_no_accidents_where_there_are_none() -> None:
    nowhere = pd.DataFrame({"lat": [float("nan")], "lon": [float("nan")]})
    here = pd.DataFrame({"lat": [22.3], "lon": [104.1]})
    assert drawn_layers(("vu", "mat_do", "diem"), nowhere) == {"diem"}
    assert drawn_layers(("vu", "diem"), here) == {"vu", "diem"}


def test_accidents_without_position_stand_by_what_a_position_would_change_then_the_newest() -> None:
    days = pd.to_datetime(["2024-01-05", "2024-03-01", "2024-02-01", "2024-03-01"])
    rows = pd.DataFrame(
        {"accident_id": ["old", "a", "never", "b"], "occurred_on": days, "could_change": [True, True, False, True]}
    )
    assert first_to_place(rows)["accident_id"].tolist() == ["a", "b", "old", "never"]
