from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from deltalake import DeltaTable

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.errors import DefinitionError, RequestError
from analysis.store.batches import list_batches, withdraw
from analysis.store.corrections import correct
from analysis.store.snapshots import (
    at_snapshot,
    create_snapshot,
    list_snapshots,
    open_snapshot,
    read_snapshot,
    snapshot_names,
)
from analysis.store.tables import ALL_TABLES, Store

from .stand_in import NOON, accident, accidents, ids, rows, take_in


def test_a_snapshot_stays_the_same_whatever_comes_later(store: Store, definitions: Definitions) -> None:
    first = take_in(store, definitions, accidents(accident("A1"), accident("A2")))
    create_snapshot(store, definitions, "Sơ kết Quý I/2025", who="Lan", now=NOON)
    pinned = at_snapshot(store, "Sơ kết Quý I/2025")
    before = rows(pinned, "accidents").to_pylist()
    take_in(store, definitions, accidents(accident("B1")))
    correct(store, "A1", {"deaths": 2}, reason="bổ sung", who="x", now=NOON, definitions=definitions)
    assert rows(pinned, "accidents").to_pylist() == before
    withdraw(store, first.batch_id, who="x", now=NOON)
    for number in range(45):  # past two checkpoints and compactions of the table of batches
        take_in(store, definitions, accidents(accident(f"C{number}")))
    assert rows(pinned, "accidents").to_pylist() == before
    assert list_batches(pinned)["status"].to_list() == ["active"]
    assert len(ids(store)) == 46


def test_no_table_ever_shortens_its_log(store: Store, definitions: Definitions) -> None:
    """Delta's default forgets versions after 30 days; a snapshot is for ever."""
    take_in(store, definitions, accidents(accident("A1")))
    for table in ALL_TABLES:
        settings = DeltaTable(str(store.path(table))).metadata().configuration
        assert settings["delta.enableExpiredLogCleanup"] == "false"


def test_the_record_of_a_snapshot(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, accidents(accident("A1")))
    record = create_snapshot(store, definitions, "Tổng kết  2024", who="Lan", now=NOON)
    assert (record["name"], record["who"], record["at"]) == ("Tổng kết 2024", "Lan", "2025-03-20T05:00:00+00:00")
    assert record["versions"] == store.versions()
    assert record["definitions"] == definitions.digest()
    assert read_snapshot(store, "tong ket 2024") == record
    assert json.loads((store.folder / "snapshots" / "tong-ket-2024.json").read_text(encoding="utf-8")) == record


def test_a_taken_name_is_refused_however_it_is_written(store: Store, definitions: Definitions) -> None:
    create_snapshot(store, definitions, "Quý I/2025", who="x", now=NOON)
    with pytest.raises(RequestError, match="Đã có bản chốt"):
        create_snapshot(store, definitions, "QUY I 2025", who="x", now=NOON)


@pytest.mark.parametrize("name", ["", "  ", "///", "a" * 101])
def test_a_name_needs_letters_and_not_too_many(store: Store, definitions: Definitions, name: str) -> None:
    with pytest.raises(RequestError, match="100 ký tự"):
        create_snapshot(store, definitions, name, who="x", now=NOON)


def test_a_name_that_windows_keeps_for_itself(store: Store, definitions: Definitions) -> None:
    create_snapshot(store, definitions, "Con", who="x", now=NOON)
    assert [path.name for path in (store.folder / "snapshots").iterdir()] == ["con-1.json"]


def test_snapshots_are_listed_oldest_first(store: Store, definitions: Definitions) -> None:
    assert list_snapshots(store) == snapshot_names(store) == []
    create_snapshot(store, definitions, "b", who="x", now=NOON)
    create_snapshot(store, definitions, "a", who="x", now=NOON + timedelta(days=1))
    assert [record["name"] for record in list_snapshots(store)] == ["b", "a"] == snapshot_names(store)


def test_an_unknown_snapshot_is_refused(store: Store) -> None:
    with pytest.raises(RequestError, match="Không có bản chốt"):
        at_snapshot(store, "Quý IV/2019")


def test_nothing_is_written_to_a_snapshot(store: Store, definitions: Definitions) -> None:
    done = take_in(store, definitions, accidents(accident("A1")))
    create_snapshot(store, definitions, "Q", who="x", now=NOON)
    with pytest.raises(RequestError, match="bản chốt"):
        withdraw(at_snapshot(store, "Q"), done.batch_id, who="x", now=NOON)


def test_a_snapshot_is_opened_with_the_definitions_as_they_were(
    store: Store, definitions: Definitions, tmp_path: Path
) -> None:
    take_in(store, definitions, accidents(accident("A1"), accident("A2")))
    create_snapshot(store, definitions, "Q", who="Lan", now=NOON)
    (tmp_path / "mới").mkdir()
    targets = "year,criterion,percent\n2024,deaths,-99\n"
    (tmp_path / "mới" / "targets.csv").write_text(targets, encoding="utf-8")
    today = load_definitions(tmp_path / "mới")
    take_in(store, today, accidents(accident("B1")))
    pinned, then, record = open_snapshot(store, "q", today=today)
    assert ids(pinned) == ["A1", "A2"]
    assert then.digest() == definitions.digest() != today.digest()
    assert then.targets["percent"].tolist() == definitions.targets["percent"].tolist()
    assert (record["name"], record["calendar"], record["accidents"], record["batches"]) == ("Q", "15-14", 2, 1)


def test_a_snapshot_of_before_definitions_were_kept_comes_with_todays(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, accidents(accident("A1"), accident("A2")))
    withdrawn = take_in(store, definitions, accidents(accident("B1")))
    withdraw(store, withdrawn.batch_id, who="x", now=NOON)
    create_snapshot(store, definitions, "Q", who="Lan", now=NOON)
    path = store.folder / "snapshots" / "q.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    old = {name: record[name] for name in ("name", "at", "who", "versions", "definitions", "code_version")}
    path.write_text(json.dumps(old), encoding="utf-8")
    opened = open_snapshot(store, "Q", today=definitions)
    assert opened.definitions is definitions
    assert open_snapshot(store, "Q").definitions.digest() == definitions.digest()
    assert [(one["accidents"], one["batches"]) for one in list_snapshots(store)] == [(2, 1)]


def test_definitions_that_were_spoilt_meanwhile_make_no_snapshot(store: Store, tmp_path: Path) -> None:
    """It could never be opened, and its name would be taken for ever."""
    folder = tmp_path / "mới"
    folder.mkdir()
    path = folder / "targets.csv"
    path.write_text("year,criterion,percent\n2024,deaths,-5\n", encoding="utf-8")
    definitions = load_definitions(folder)
    path.write_text("year,criterion,percent\nnăm nay,deaths,-5\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="không phải số"):
        create_snapshot(store, definitions, "Q", who="x", now=NOON)
    assert list_snapshots(store) == []


def test_the_store_of_today_is_not_pinned_with_the_rules_of_then(store: Store, definitions: Definitions) -> None:
    create_snapshot(store, definitions, "Q", who="x", now=NOON)
    then = open_snapshot(store, "Q").definitions
    with pytest.raises(RequestError, match="Đang xem một bản chốt"):
        create_snapshot(store, then, "R", who="x", now=NOON)
