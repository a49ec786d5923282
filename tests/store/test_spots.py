"""The table of events of the register: appended to in one commit, refused whole, files kept by their SHA-256."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError, StoreError
from analysis.store.snapshots import at_snapshot, create_snapshot
from analysis.store.spots import (
    LARGEST_ATTACHMENT,
    attachment_path,
    change_spots,
    day_of,
    read_attachment,
    sha256_of,
    spot_events,
)
from analysis.store.tables import Store, open_store

NOON = datetime(2025, 3, 20, 5, tzinfo=UTC)
NOTE = {"register_id": "DM-0001", "event": "noted", "value": "xem lại", "on_day": date(2025, 3, 1)}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "kho số liệu")


def written(store: Store, *events: dict, files: tuple[bytes, ...] = ()) -> None:
    change_spots(store, lambda _: events, who="Lan", now=NOON, files=files)


def test_a_store_without_a_register_has_no_events_and_reading_writes_nothing(store: Store) -> None:
    assert spot_events(store).empty
    assert not store.folder.exists()


def test_events_are_read_as_they_were_written(store: Store) -> None:
    written(store, NOTE, {"register_id": "DM-0001", "event": "noted", "value": "lần hai"})
    events = spot_events(store)
    assert events["number"].to_list() == [1, 2]
    assert events[["register_id", "event", "value", "who"]].iloc[0].to_list() == ["DM-0001", "noted", "xem lại", "Lan"]
    assert events["at"].to_list() == [pd.Timestamp(NOON)] * 2
    assert [day_of(day) for day in events["on_day"]] == [date(2025, 3, 1), None]
    assert events[["reason", "details", "sha256", "review_id"]].iloc[1].to_list() == ["", "{}", "", ""]


def test_several_events_are_one_commit_and_none_is_no_commit(store: Store) -> None:
    written(store, NOTE, NOTE)
    before = store.versions()
    assert before["spot_events"] == 1
    written(store)
    assert store.versions() == before


def test_a_refusal_writes_neither_events_nor_files(store: Store) -> None:
    def refuse(_: pd.DataFrame) -> list:
        raise RequestError("không", "được")

    with pytest.raises(RequestError):
        change_spots(store, refuse, who="x", now=NOON, files=[b"anh"])
    assert spot_events(store).empty
    assert not (store.folder / "attachments").exists()


def test_who_decides_sees_all_that_was_written_before(store: Store) -> None:
    written(store, NOTE)
    seen: list[int] = []

    def decide(events: pd.DataFrame) -> list:
        seen.append(len(events))
        return [NOTE]

    change_spots(store, decide, who="x", now=NOON)
    change_spots(store, decide, who="x", now=NOON)
    assert seen == [1, 2]


def test_a_file_is_kept_once_under_its_sha256(store: Store) -> None:
    content = "biên bản".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    written(store, {**NOTE, "sha256": sha256}, files=(content,))
    written(store, {**NOTE, "sha256": sha256}, files=(content,))
    assert read_attachment(store, sha256) == content
    assert [path.name for path in (store.folder / "attachments").iterdir()] == [sha256]


def test_a_lost_or_changed_file_is_said(store: Store) -> None:
    with pytest.raises(StoreError, match="Không còn đọc được"):
        read_attachment(store, "0" * 64)
    sha256 = sha256_of(b"anh")
    written(store, {**NOTE, "sha256": sha256}, files=(b"anh",))
    attachment_path(store, sha256).write_bytes(b"khac")
    with pytest.raises(StoreError, match="đã bị thay đổi"):
        read_attachment(store, sha256)


def test_an_empty_or_huge_file_is_refused() -> None:
    with pytest.raises(RequestError, match="trống"):
        sha256_of(b"")
    with pytest.raises(RequestError, match="25 MB"):
        sha256_of(bytes(LARGEST_ATTACHMENT + 1))


def test_a_snapshot_holds_the_register_as_it_stood(store: Store, definitions: Definitions) -> None:
    written(store, NOTE)
    create_snapshot(store, definitions, "Sơ kết", who="Lan", now=NOON)
    written(store, NOTE)
    assert len(spot_events(at_snapshot(store, "Sơ kết"))) == 1
    assert len(spot_events(store)) == 2


def test_a_snapshot_is_not_written_into(store: Store, definitions: Definitions) -> None:
    written(store, NOTE)
    create_snapshot(store, definitions, "Sơ kết", who="Lan", now=NOON)
    with pytest.raises(RequestError, match="bản chốt"):
        written(at_snapshot(store, "Sơ kết"), NOTE)
