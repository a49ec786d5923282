from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.store.batches import withdraw
from analysis.store.corrections import correct, corrections, doubts, undo_correction
from analysis.store.engines import connect
from analysis.store.reading import read_accidents, visible_rows
from analysis.store.tables import Store

from .stand_in import NOON, accident, accidents, rows, take_in

LATE = "thống kê bổ sung: chết sau 5 ngày"


def corrected(store: Store, definitions: Definitions, changes: dict[str, Any], accident_id: str = "A1") -> str:
    return correct(store, accident_id, changes, reason=LATE, who="Lan", now=NOON, definitions=definitions)


def seen(store: Store, accident_id: str = "A1") -> dict[str, Any]:
    (found,) = [row for row in rows(store, "accidents").to_pylist() if row["accident_id"] == accident_id]
    return found


@pytest.fixture
def loaded(store: Store, definitions: Definitions) -> Store:
    """A1: one dead, one injured, in Sa Pa on 1 May 2024 at an unknown hour; A2: the same."""
    take_in(store, definitions, accidents(accident("A1", injured=1, road="QL4D"), accident("A2", injured=1)))
    return store


def test_a_late_death_is_read_and_the_received_value_stays_beside(loaded: Store, definitions: Definitions) -> None:
    before = seen(loaded)
    correction_id = corrected(loaded, definitions, {"deaths": 2, "injured": "0"})
    assert seen(loaded) == {**before, "deaths": 2, "injured": 0}
    assert seen(loaded, "A2")["deaths"] == 1
    backend = connect()
    received = visible_rows(loaded, "accidents", backend, corrected=False).to_pyarrow()
    backend.disconnect()
    assert sorted(received["deaths"].to_pylist()) == [1, 1]
    kept = corrections(loaded)
    assert kept["correction_id"].to_list() == [correction_id] * 2
    assert kept[["field", "received_value", "new_value"]].to_numpy().tolist() == [
        ["deaths", "1", "2"],
        ["injured", "1", "0"],
    ]
    assert (kept["who"].iloc[0], kept["reason"].iloc[0], kept["batch_id"].iloc[0]) == ("Lan", LATE, before["batch_id"])
    assert kept["in_force"].all()


def test_more_deaths_than_the_class_allows_is_said_until_the_class_is_corrected_too(
    loaded: Store, definitions: Definitions
) -> None:
    corrected(loaded, definitions, {"severity": "less_serious", "deaths": 0}, "A2")
    assert doubts(loaded, definitions) == {}
    corrected(loaded, definitions, {"deaths": 1}, "A2")
    (doubt,) = doubts(loaded, definitions).values()
    assert "1 người chết" in doubt
    assert "«Ít nghiêm trọng» (nhiều nhất 0 người chết)" in doubt
    corrected(loaded, definitions, {"severity": "serious"}, "A2")
    assert doubts(loaded, definitions) == {}


def test_all_fields_of_a_correction_are_one_commit(loaded: Store, definitions: Definitions) -> None:
    before = loaded.versions()
    corrected(loaded, definitions, {"deaths": 2, "injured": 0, "cause": "đường trơn"})
    assert loaded.versions() == {**before, "corrections": before["corrections"] + 1}


def test_the_latest_correction_wins_and_undoing_brings_back_the_one_before(
    loaded: Store, definitions: Definitions
) -> None:
    first = corrected(loaded, definitions, {"deaths": 2})
    second = corrected(loaded, definitions, {"deaths": 3})
    assert seen(loaded)["deaths"] == 3
    assert corrections(loaded)["in_force"].to_list() == [False, True]
    undo_correction(loaded, second, reason="nhầm vụ", who="Lan", now=NOON)
    assert seen(loaded)["deaths"] == 2
    assert corrections(loaded)[["undone", "in_force"]].to_numpy().tolist() == [[False, True], [True, False]]
    undo_correction(loaded, first, reason="nhầm vụ", who="Lan", now=NOON)
    assert seen(loaded)["deaths"] == 1


def test_an_unknown_or_undone_correction_cannot_be_undone(loaded: Store, definitions: Definitions) -> None:
    done = corrected(loaded, definitions, {"deaths": 2})
    with pytest.raises(RequestError, match="Không có đính chính dc-0"):
        undo_correction(loaded, "dc-0", reason="x", who="x", now=NOON)
    undo_correction(loaded, done, reason="x", who="x", now=NOON)
    with pytest.raises(RequestError, match="đã được hủy"):
        undo_correction(loaded, done, reason="x", who="x", now=NOON)


@pytest.mark.parametrize(
    ("changes", "read"),
    [
        ({"occurred_at": "22:30"}, {"occurred_at": 22 * 60 + 30}),
        ({"occurred_at": 75}, {"occurred_at": 75}),
        ({"occurred_on": "2/5/2024"}, {"occurred_on": date(2024, 5, 2)}),
        ({"occurred_on": date(2024, 5, 3)}, {"occurred_on": date(2024, 5, 3)}),
        ({"area_code": "Bát Xát"}, {"area_code": "082"}),
        ({"area_code": None}, {"area_code": "unknown"}),
        ({"severity": "very_serious"}, {"severity": "very_serious"}),
        ({"cause": "Trời mưa đá"}, {"cause": "Trời mưa đá"}),
        ({"km_m": "Km24+500"}, {"km_m": 24500}),
        ({"km_m": 12000}, {"km_m": 12000}),
        ({"missing_people": "1"}, {"missing_people": 1}),
        ({"road": "QL 70"}, {"road": "QL70", "road_class": "national"}),
        ({"lat": "22,3", "lon": 103.8}, {"lat": 22.3, "lon": 103.8, "position_source": "coordinates"}),
    ],
)
def test_values_are_read_as_people_write_them(
    loaded: Store, definitions: Definitions, changes: dict[str, Any], read: dict[str, Any]
) -> None:
    before = seen(loaded)
    corrected(loaded, definitions, changes)
    assert seen(loaded) == {**before, **read}


def test_a_value_can_be_corrected_to_not_known(loaded: Store, definitions: Definitions) -> None:
    corrected(loaded, definitions, {"occurred_at": 75, "lat": 22.3, "lon": 103.8})
    corrected(loaded, definitions, {"occurred_at": "", "lat": None, "lon": ""})
    found = seen(loaded)
    assert (found["occurred_at"], found["lat"], found["lon"], found["position_source"]) == (None, None, None, "none")
    assert corrections(loaded)["new_value"].isna().sum() == 3


def test_a_commune_of_another_district_becomes_unknown(store: Store, definitions: Definitions) -> None:
    """Phường Duyên Hải (02635) lies in the city (080)."""
    take_in(store, definitions, accidents(accident("A1", area_code="080", commune_code="02635")))
    corrected(store, definitions, {"area_code": "082"})
    assert (seen(store)["area_code"], seen(store)["commune_code"]) == ("082", "unknown")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"deaths": -1}, "số người chết"),
        ({"deaths": "hai"}, "số người chết"),
        ({"deaths": 1000}, "số người chết"),
        ({"deaths": None}, "số người chết"),
        ({"occurred_on": "31/2/2024"}, "không phải là ngày"),
        ({"occurred_on": "21/3/2025"}, "21/03/2025 không thể có"),
        ({"occurred_on": ""}, "không phải là ngày"),
        ({"occurred_at": "25:00"}, "giờ xảy ra"),
        ({"occurred_at": 1440}, "giờ xảy ra"),
        ({"area_code": "Hà Nội"}, "Không có địa bàn"),
        ({"severity": "nặng lắm"}, "Không có mức độ"),
        ({"km_m": "gần cầu"}, "lý trình"),
        ({"lat": 104, "lon": 22}, "vĩ độ"),
        ({"lat": "nan", "lon": 103}, "vĩ độ"),
        ({"lat": 22.3}, "đủ vĩ độ và kinh độ"),
        ({"help_minutes": 3}, "Không đính chính được cột"),
        ({}, "ít nhất một cột"),
        ({"deaths": 1}, "giống giá trị đang có"),
    ],
)
def test_an_impossible_correction_is_refused_and_nothing_is_written(
    loaded: Store, definitions: Definitions, changes: dict[str, Any], words: str
) -> None:
    before = loaded.versions()
    with pytest.raises(RequestError, match=words):
        corrected(loaded, definitions, changes)
    assert loaded.versions() == before


def test_all_that_is_wrong_is_said_at_once(loaded: Store, definitions: Definitions) -> None:
    with pytest.raises(RequestError, match=r"số người chết.*Không có địa bàn"):
        corrected(loaded, definitions, {"deaths": -1, "area_code": "Hà Nội", "injured": 2})


def test_today_in_vietnam_may_be_corrected_to(loaded: Store, definitions: Definitions) -> None:
    """20 March, 18:00 UTC is 21 March, 01:00 in Vietnam."""
    now = NOON.replace(hour=18)
    options = {"reason": LATE, "who": "x", "definitions": definitions}
    correct(loaded, "A1", {"occurred_on": "2025-03-21"}, now=now, **options)
    assert seen(loaded)["occurred_on"] == date(2025, 3, 21)
    with pytest.raises(RequestError):
        correct(loaded, "A2", {"occurred_on": "2025-03-21"}, now=now - timedelta(hours=2), **options)


def test_a_correction_needs_a_reason_and_a_visible_accident(loaded: Store, definitions: Definitions) -> None:
    with pytest.raises(RequestError, match="lý do"):
        correct(loaded, "A1", {"deaths": 2}, reason=" ", who="x", now=NOON, definitions=definitions)
    with pytest.raises(RequestError, match="Không có vụ A9"):
        corrected(loaded, definitions, {"deaths": 2}, "A9")
    withdraw(loaded, seen(loaded)["batch_id"], who="x", now=NOON)
    with pytest.raises(RequestError, match="Không có vụ A1"):
        corrected(loaded, definitions, {"deaths": 2})


def test_a_correction_holds_for_the_accident_when_it_comes_with_another_file(
    loaded: Store, definitions: Definitions
) -> None:
    corrected(loaded, definitions, {"deaths": 2})
    withdraw(loaded, seen(loaded)["batch_id"], who="x", now=NOON)
    take_in(loaded, definitions, accidents(accident("A1", injured=5)))
    assert (seen(loaded)["deaths"], seen(loaded)["injured"]) == (2, 5)


def test_corrections_of_several_accidents_and_fields_do_not_mix(loaded: Store, definitions: Definitions) -> None:
    corrected(loaded, definitions, {"deaths": 2}, "A1")
    corrected(loaded, definitions, {"injured": 7}, "A2")
    found = read_accidents(loaded, date(2024, 5, 1), date(2024, 5, 2)).set_index("accident_id")
    assert found[["deaths", "injured"]].to_numpy().tolist() == [[2, 1], [1, 7]]
