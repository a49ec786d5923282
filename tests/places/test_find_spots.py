"""Spots told in full: junctions first, rail by its own rule, potential spots, accidents without position."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.blackspot_rules import Rule
from analysis.definitions.catalogue import Definitions
from analysis.places.asked import Asked
from analysis.places.find_spots import Found, find_spots
from analysis.places.spot_table import COLUMNS, spot_id

FATAL, HURT, COLLISION = (1, 0), (0, 1), (0, 0)


@pytest.fixture
def road(definitions: Definitions) -> Rule:
    return next(rule for rule in definitions.blackspot_rules.rules if rule.key == "TT26-2012")


@pytest.fixture
def rail(definitions: Definitions) -> Rule:
    return next(rule for rule in definitions.blackspot_rules.rules if "rail" in rule.modes)


def row(name: str, day: str, people: tuple[int, int] = HURT, m: int | None = None, **other: Any) -> dict[str, Any]:
    """An accident at metre ``m`` of QL70, its point on a straight line; nowhere without ``m``."""
    nowhere = m is None
    usual = {
        "accident_id": name,
        "occurred_on": day,
        "deaths": people[0],
        "injured": people[1],
        "area_code": "087",
        "mode": "road",
        "severity": "unknown",
        "road": "QL70",
        "chainage": "" if nowhere else "QL70",
        "line": "" if nowhere else "QL70",
        "km_m": m,
        "line_m": m,
        "x_m": float("nan") if m is None else 460_000.0 + m,
        "y_m": float("nan") if nowhere else 2_480_000.0,
        "lat": float("nan"),
        "lon": float("nan"),
        "known_by": "none" if nowhere else "coordinates",
        "km_known_by": "none" if nowhere else "km",
        "junction": "",
    }
    return {**usual, **other}


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    kinds = {"deaths": "Int32", "injured": "Int32", "km_m": "Int64", "line_m": "Int64"}
    frame = pd.DataFrame(list(rows)).astype(kinds)
    return frame.assign(occurred_on=pd.to_datetime(frame["occurred_on"]).astype("datetime64[s]"))


def look(rule: Rule, *rows: dict[str, Any], by: str = "km", as_of: str = "2024-12-31", **other: Any) -> Found:
    asked = Asked(by, date.fromisoformat(as_of), date(2020, 1, 1), **other)
    return find_spots(table(*rows), rule, asked)


def ids(spots: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(spots["accident_ids"])


def test_a_spot_is_told_in_full(road: Rule) -> None:
    found = look(
        road,
        row("c", "2024-05-01", (2, 1), 1080, area_code="086"),
        row("a", "2023-11-05", HURT, 1000),
        row("b", "2024-02-01", (0, 3), 1040),
    )
    (spot,) = found.spots.to_dict("records")
    assert set(COLUMNS) == set(found.spots.columns)
    assert (spot["accident_ids"], spot["criteria"], spot["missing"]) == (("a", "b", "c"), ("C2",), ("C1",))
    assert (spot["accidents"], spot["fatal_accidents"], spot["deaths"], spot["injured"]) == (3, 1, 2, 5)
    assert (spot["road"], spot["chainage"], spot["from_m"], spot["to_m"], spot["span_m"]) == (
        "QL70",
        "QL70",
        1000,
        1080,
        80,
    )
    assert (spot["x_m"], spot["y_m"], spot["area_codes"]) == (461_040.0, 2_480_000.0, ("086", "087"))
    assert (f"{spot['first']:%Y-%m-%d}", f"{spot['last']:%Y-%m-%d}") == ("2023-11-05", "2024-05-01")
    assert (spot["kind"], spot["mode"], spot["rule"], spot["status"]) == ("km", "road", "TT26-2012", "ACTIVE")
    assert found.members[["accident_id", "spot_id"]].to_numpy().tolist() == [[name, spot["spot_id"]] for name in "abc"]
    assert set(found.accidents["spot_id"]) == {spot["spot_id"]}


@pytest.mark.parametrize(("as_of", "status"), [("2025-04-30", "ACTIVE"), ("2025-05-01", "HISTORICAL")])
def test_active_for_twelve_months_after_the_last_day(road: Rule, as_of: str, status: str) -> None:
    found = look(road, row("a", "2024-04-01", FATAL, 0), row("b", "2024-05-01", FATAL, 0), as_of=as_of)
    assert list(found.spots["status"]) == [status]


def test_the_name_of_a_spot_depends_on_its_accidents_alone(road: Rule) -> None:
    rows = [row("a", "2024-04-01", FATAL, 0), row("b", "2024-05-01", FATAL, 20)]
    names = {look(road, *rows, by=by).spots.loc[0, "spot_id"] for by in ("km", "point")}
    names |= {look(road, *reversed(rows), length_m=300).spots.loc[0, "spot_id"], spot_id(["b", "a"])}
    assert len(names) == 1


def test_eight_injury_accidents_80_m_apart_are_no_spot(road: Rule) -> None:
    """METHODS 5: DBSCAN joins them into one cluster although no 100 m holds four."""
    chain = [row(f"v{i}", f"2024-0{i + 1}-01", HURT, 80 * i) for i in range(8)]
    for by in ("km", "point"):
        found = look(road, *chain, by=by)
        assert found.spots.empty
        assert found.potential[found.potential["origin"] == "ours"].empty


def test_only_accidents_of_the_days_asked_with_casualties_count(road: Rule) -> None:
    found = look(
        road,
        row("before", "2019-12-31", FATAL, 0),
        row("first", "2020-01-01", FATAL, 0),
        row("collision", "2020-03-01", COLLISION, 0),
        row("last", "2024-12-31", FATAL, 0),
        row("after", "2025-01-01", FATAL, 0),
        row("water", "2020-03-01", FATAL, 0, mode="water"),
    )
    assert found.spots.empty
    assert list(found.accidents["accident_id"]) == ["first", "last"]


def test_two_roads_side_by_side_never_meet_by_km_but_by_coordinates(road: Rule) -> None:
    rows = [row("a", "2024-01-01", FATAL, 500), row("b", "2024-02-01", FATAL, 500, road="QL4E", line="QL4E")]
    assert look(road, *rows).spots.empty
    assert ids(look(road, *rows, by="point").spots) == [("a", "b")]


def test_accidents_of_a_listed_junction_belong_to_it_alone(road: Rule) -> None:
    """a and b are 80 m apart, c 10 m from b and outside: without the register a+b is no disc of 20 m, b+c is."""
    rows = [
        row("a", "2024-01-01", FATAL, 0, junction="N1"),
        row("b", "2024-02-01", FATAL, 80, junction="N1"),
        row("c", "2024-03-01", FATAL, 90),
    ]
    for by in ("km", "point"):
        spots = look(road, *rows, by=by, radius_m=20.0, length_m=40).spots
        assert ids(spots) == [("a", "b")]
        assert list(spots["kind"] + spots["junction_id"] + spots["span_m"].astype(str)) == ["junctionN180.0"]
    open_road = [{**each, "junction": ""} for each in rows]
    assert ids(look(road, *open_road, by="point", radius_m=20.0).spots) == [("b", "c")]


def test_an_accident_known_by_its_junction_alone_counts_there(road: Rule) -> None:
    rows = [row("a", "2024-01-01", FATAL, 0, junction="N1"), row("b", "2024-02-01", FATAL, junction="N1")]
    found = look(road, *rows, by="point")
    assert ids(found.spots) == [("a", "b")]
    assert found.without_position.empty


def test_a_point_between_km_posts_is_not_good_enough_for_a_disc(road: Rule) -> None:
    rows = [row("a", "2024-01-01", FATAL, 0), row("b", "2024-02-01", FATAL, 0, known_by="km_post")]
    found = look(road, *rows, by="point")
    assert found.spots.empty
    assert list(found.without_position["accident_id"]) == ["b"]


@pytest.mark.parametrize(
    ("severities", "criteria"),
    [
        (["very_serious"], ("S1",)),
        (["especially_serious"], ("S1",)),
        (["serious", "serious"], ("S2",)),
        (["less_serious"] * 3, ("S3",)),
        (["serious", "less_serious", "less_serious"], None),
        (["less_serious"] * 2, None),
        (["collision"] * 9, None),
    ],
)
def test_railway_accidents_are_judged_by_their_class(
    rail: Rule, severities: list[str], criteria: tuple[str, ...] | None
) -> None:
    """By damage alone an accident may be serious without a casualty; a collision never counts."""
    days = pd.date_range("2024-01-01", periods=len(severities), freq="30D").strftime("%Y-%m-%d")
    rows = [
        row(f"r{number}", day, COLLISION, 10 * number, mode="rail", severity=severity)
        for number, (severity, day) in enumerate(zip(severities, days, strict=True))
    ]
    assert list(look(rail, *rows).spots["criteria"]) == ([criteria] if criteria else [])


def test_potential_spots_ours_and_the_law_s(road: Rule) -> None:
    """One fatal and one injury: one short of C2 and of C1. Three injuries: one short of C3, or of C2 with a death."""
    found = look(
        road,
        row("a", "2024-01-01", FATAL, 0),
        row("b", "2024-02-01", HURT, 100),
        *(row(f"c{i}", "2024-03-01", HURT, 5000 + i) for i in range(3)),
        row("d", "2024-04-01", HURT, 9000),
        *(row(f"e{i}", "2024-05-01", COLLISION, 20_000 + i) for i in range(5)),
        row("f", "2024-06-01", FATAL, 30_000),
    )
    assert found.spots.empty
    told = found.potential[["origin", "criteria", "missing", "accident_ids"]].to_numpy().tolist()
    assert told == [
        ["ours", ("T1",), ("C1", "C2"), ("a", "b")],
        ["ours", ("T2",), ("C2", "C3"), ("c0", "c1", "c2")],
        ["law", ("L2",), (), ("e0", "e1", "e2", "e3", "e4")],
        ["law", ("L3",), (), ("d",)],
    ]


def changing(found: Found) -> dict[str, bool]:
    rows = found.without_position
    return dict(zip(rows["accident_id"], rows["could_change"].astype(bool), strict=True))


def test_which_accidents_without_position_could_change_the_list(road: Rule) -> None:
    """QL70: two injuries 50 m apart: a death makes C2, an injury nothing. QL4E: one death, so a death makes C1."""
    found = look(
        road,
        row("i1", "2024-03-01", HURT, 0),
        row("i2", "2024-04-01", HURT, 50),
        row("k", "2022-03-01", FATAL, 0, road="QL4E", line="QL4E", area_code="086"),
        row("death", "2024-05-01", FATAL),
        row("injury", "2024-05-01", HURT),
        row("death too late", "2025-04-01", FATAL),
        row("death elsewhere", "2024-05-01", FATAL, road="QL279"),
        row("same district", "2024-05-01", FATAL, road="unknown"),
        row("other district", "2024-05-01", FATAL, road="unknown", area_code="086"),
        row("unknown district", "2024-05-01", FATAL, road="unknown", area_code="unknown"),
        row("second death", "2023-02-28", FATAL, road="QL4E"),
        row("a year later", "2023-03-01", FATAL, road="QL4E"),
        as_of="2025-12-31",
    )
    assert found.spots.empty
    assert changing(found) == {
        "death": True,
        "injury": False,
        "death too late": False,
        "death elsewhere": False,
        "same district": True,
        "other district": False,
        "unknown district": True,
        "second death": True,
        "a year later": False,
    }


def test_an_accident_that_is_a_spot_by_itself_always_could(rail: Rule) -> None:
    found = look(rail, row("r", "2024-01-01", FATAL, mode="rail", severity="very_serious"))
    assert found.spots.empty
    assert changing(found) == {"r": True}


def test_nothing_at_all_is_an_empty_answer_of_the_same_columns(road: Rule) -> None:
    full = look(road, row("a", "2024-01-01", FATAL, 0), row("b", "2024-01-02", FATAL, 0))
    for by in ("km", "point"):
        found = look(road, row("a", "2010-01-01", FATAL, 0), by=by)
        assert found.spots.empty
        assert found.potential.empty
        assert list(found.spots.columns) == list(full.spots.columns)
        assert list(found.members.columns) == ["accident_id", "spot_id", "listed"]
