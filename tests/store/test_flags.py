"""Flags set aside and reopened: kept with their reason, in snapshots, and each flag by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.store.flags import (
    Flag,
    decision_of,
    decision_records,
    flag_decisions,
    flag_events,
    reopen,
    set_aside,
)
from analysis.store.snapshots import at_snapshot, create_snapshot
from analysis.store.tables import ALL_TABLES, Store, open_store

from .stand_in import NOON, accident, accidents, take_in

FLAG = Flag("2025-Q1", "15-14", "087")
LATER = datetime(2025, 4, 1, 3, tzinfo=UTC)
SET = {"level": "red", "accidents": 21, "reason": "đã kiểm tra thực địa", "who": "Lan", "now": NOON}


def test_a_store_without_decisions_has_none(store: Store) -> None:
    assert flag_decisions(store).empty
    assert flag_events(store).empty
    assert decision_of(flag_decisions(store), FLAG) is None


def test_a_decision_keeps_reason_person_moment_and_what_the_flag_said(store: Store) -> None:
    set_aside(store, FLAG, **{**SET, "reason": "  đã kiểm tra thực địa "})
    decision = decision_of(flag_decisions(store), FLAG)
    assert decision == {
        "by": "area",
        "key": "087",
        "period": "2025-Q1",
        "calendar": "15-14",
        "modes": "",
        "with_collisions": True,
        "state": "set_aside",
        "at": pd.Timestamp(NOON),
        "who": "Lan",
        "reason": "đã kiểm tra thực địa",
        "level": "red",
        "accidents": 21,
        "times": 1,
    }


def test_a_decision_survives_a_new_start_of_the_program(store: Store) -> None:
    set_aside(store, FLAG, **SET)
    again = open_store(store.folder)
    assert flag_decisions(again)["state"].tolist() == ["set_aside"]


def test_reopening_keeps_both_and_it_can_be_set_aside_again(store: Store) -> None:
    set_aside(store, FLAG, **SET)
    reopen(store, FLAG, reason="có vụ mới", who="Minh", now=LATER)
    decision = flag_decisions(store).iloc[0]
    assert decision[["state", "who", "reason", "level", "accidents", "times"]].tolist() == [
        *("reopened", "Minh", "có vụ mới", "red", 21, 2)
    ]
    set_aside(store, FLAG, **{**SET, "accidents": 23, "reason": "lần hai"})
    assert flag_decisions(store)[["state", "accidents", "times"]].to_numpy().tolist() == [["set_aside", 23, 3]]
    events = flag_events(store)
    assert events["event"].tolist() == ["set_aside", "reopened", "set_aside"]
    assert events["number"].tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    "other",
    [
        replace(FLAG, period="2025-6M"),
        replace(FLAG, calendar="month"),
        replace(FLAG, key="088"),
        replace(FLAG, by="road", key="QL70"),
        replace(FLAG, modes=("road",)),
        replace(FLAG, with_collisions=False),
    ],
)
def test_another_choice_is_another_flag(store: Store, other: Flag) -> None:
    set_aside(store, FLAG, **SET)
    assert decision_of(flag_decisions(store), other) is None
    set_aside(store, other, **{**SET, "reason": "khác"})
    reopen(store, FLAG, who="Lan", now=LATER)
    states = flag_decisions(store).set_index("reason")["state"].to_dict()
    assert states == {"": "reopened", "khác": "set_aside"}


def test_the_order_of_modes_says_nothing(store: Store) -> None:
    set_aside(store, replace(FLAG, modes=("water", "road")), **SET)
    assert decision_of(flag_decisions(store), replace(FLAG, modes=("road", "water"))) is not None


def test_what_cannot_be_is_refused_and_nothing_is_written(store: Store) -> None:
    with pytest.raises(RequestError, match="lý do"):
        set_aside(store, FLAG, **{**SET, "reason": "  "})
    with pytest.raises(RequestError, match="tạm gác"):
        reopen(store, FLAG, who="Lan", now=NOON)
    set_aside(store, FLAG, **SET)
    with pytest.raises(RequestError, match="trước đó"):
        set_aside(store, FLAG, **SET)
    reopen(store, FLAG, who="Lan", now=LATER)
    with pytest.raises(RequestError, match="Không cần"):
        reopen(store, FLAG, who="Lan", now=LATER)
    assert len(flag_events(store)) == 2


def test_a_snapshot_shows_the_decisions_of_its_day_and_takes_none(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, accidents(accident("A1")))
    set_aside(store, FLAG, **SET)
    create_snapshot(store, definitions, "Sơ kết Quý I", who="Lan", now=NOON)
    reopen(store, FLAG, who="Minh", now=LATER)
    pinned = at_snapshot(store, "Sơ kết Quý I")
    assert flag_decisions(pinned)["state"].tolist() == ["set_aside"]
    assert flag_decisions(store)["state"].tolist() == ["reopened"]
    with pytest.raises(RequestError, match="chốt số liệu"):
        set_aside(pinned, FLAG, **SET)


def test_a_decision_changes_the_version_of_its_table_alone(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, accidents(accident("A1")))
    before = store.versions()
    assert set(before) == set(ALL_TABLES)
    set_aside(store, FLAG, **SET)
    changed = {table for table, version in store.versions().items() if version != before[table]}
    assert changed == {"flag_decisions"}


def test_a_snapshot_older_than_the_table_has_no_decisions(store: Store) -> None:
    set_aside(store, FLAG, **SET)
    pins = tuple((table, version) for table, version in store.versions().items() if table != "flag_decisions")
    assert flag_decisions(Store(store.folder, pins)).empty


def test_a_moment_needs_a_time_zone(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        set_aside(store, FLAG, **{**SET, "now": datetime(2025, 4, 1)})
    assert flag_decisions(store).empty


def test_records_are_plain_json_values(store: Store) -> None:
    set_aside(store, replace(FLAG, modes=("road", "rail")), **{**SET, "accidents": None})
    record = decision_records(flag_decisions(store))[0]
    assert (record["modes"], record["accidents"], record["at"]) == (["rail", "road"], None, NOON.isoformat())
    assert repr(record["with_collisions"]) == "True"
    assert repr(record["times"]) == "1"
