"""Found spot and registered place: the same by accidents, by stretch, by point; distances worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.places.register_matching import METRES_PER_DEGREE, first_match, match
from analysis.places.register_review import spot_frame

from .spots import frame, spot

DEGREE = 1 / METRES_PER_DEGREE
"""One metre of latitude in degrees."""


def places(*rows: dict[str, Any]) -> pd.DataFrame:
    return spot_frame(frame(*rows)).rename(columns={"spot_id": "register_id"})


def found(*rows: dict[str, Any]) -> pd.DataFrame:
    return spot_frame(frame(*rows))


def point(name: str, *accidents: str, lat: float = 22.0, lon: float = 104.0, **more: Any) -> dict[str, Any]:
    where = {"from_m": np.nan, "to_m": np.nan, "road": "", "by": "point", "lat": lat, "lon": lon, "radius_m": 50.0}
    return spot(name, *accidents, **where | more)


def pairs(mine: pd.DataFrame, theirs: pd.DataFrame) -> list[tuple[str, str]]:
    matched = match(mine, theirs)
    return list(zip(matched["spot_id"], matched["register_id"], strict=True))


@pytest.mark.parametrize(
    ("start", "stop", "same"),
    [
        (126_400, 126_460, True),  # 30 of 60 m shared: half
        (126_401, 126_461, False),  # 29 of 60 m
        (126_430, 126_430, True),  # a single position on the edge
        (126_431, 126_431, False),
        (126_000, 127_000, True),  # the place lies inside a longer one
        (126_300, 126_360, False),
    ],
)
def test_stretches_are_one_place_from_half_of_the_shorter_one(start: int, stop: int, same: bool) -> None:
    spots = found(spot("S", from_m=start, to_m=stop))
    assert pairs(places(spot("P")), spots) == ([("S", "P")] if same else [])


@pytest.mark.parametrize(("post", "same"), [(126_460, True), (126_321, True), (126_510, False), (126_319, False)])
def test_a_lone_post_of_a_register_reaches_half_a_window(post: int, same: bool) -> None:
    """Km126+460 reaches from 410, Km126+321 to 371, Km126+510 only from 460: the spot is 370 to 430."""
    imported = places(spot("P", from_m=post, to_m=post)).assign(origin="imported")
    assert pairs(imported, found(spot("S"))) == ([("S", "P")] if same else [])


def test_another_road_or_kilometring_is_another_place() -> None:
    assert pairs(places(spot("P")), found(spot("S", road="QL279"))) == []
    assert pairs(places(spot("P", chainage="QL70/1")), found(spot("S", chainage="QL70/2"))) == []
    assert pairs(places(spot("P", chainage="")), found(spot("S", chainage="QL70/2"))) == [("S", "P")]
    assert pairs(places(spot("P", road="unknown")), found(spot("S", road="unknown"))) == []


def test_roads_are_compared_without_case_and_marks() -> None:
    assert pairs(places(spot("P", road="Đường Hoàng Liên")), found(spot("S", road="đường  hoàng liên"))) == [("S", "P")]


def test_shared_accidents_go_before_nearness() -> None:
    near, sharing = spot("P1"), spot("P2", "A", "B", from_m=0, to_m=50)
    matched = match(places(near, sharing), found(spot("S", "B", "C")))
    assert matched[["register_id", "shared"]].to_numpy().tolist() == [["P2", 1], ["P1", 0]]
    assert first_match(matched).to_dict() == {"S": "P2"}


@pytest.mark.parametrize(("metres", "same"), [(0, True), (49.9, True), (50.1, False)])
def test_discs_are_one_place_within_the_larger_radius(metres: float, same: bool) -> None:
    spots = found(point("S", lat=22.0 + metres * DEGREE))
    assert bool(pairs(places(point("P")), spots)) is same
    assert match(places(point("P")), spots)["distance_m"].to_list() == pytest.approx([metres] if same else [])


def test_a_place_from_one_point_to_another_is_the_line_between() -> None:
    """A line of 1.000 m to the north; the spot lies 600 m along and 40 m to the side (longitude shrinks by cos 22°)."""
    line = point("P", end_lat=22.0 + 1_000 * DEGREE, end_lon=104.0)
    beside = point("S", lat=22.0 + 600 * DEGREE, lon=104.0 + 40 * DEGREE / np.cos(np.radians(22.0)))
    beyond = point("T", lat=22.0 + 1_060 * DEGREE)
    matched = match(places(line), found(beside, beyond))
    assert matched["spot_id"].to_list() == ["S"]
    assert matched["distance_m"].iloc[0] == pytest.approx(40, abs=0.01)


def test_nothing_known_of_where_is_no_match() -> None:
    nowhere = point("P", lat=np.nan, lon=np.nan)
    assert pairs(places(nowhere), found(point("S"), spot("T"))) == []
    assert pairs(places(nowhere), found()) == []


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [spot("P1"), spot("P2", "A", from_m=126_380, to_m=126_440), point("P3", "B")]
    spots = [spot("S1", "A"), point("S2", "C"), spot("S3", "B", from_m=126_375, to_m=126_425)]
    matched = match(places(*rows), found(*spots))
    pd.testing.assert_frame_equal(matched, match(places(*rows[::-1]), found(*spots[::-1])))
    assert matched["spot_id"].to_list() == sorted(matched["spot_id"])
