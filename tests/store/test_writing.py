from __future__ import annotations

import json
import threading
import time

import pytest

from analysis.errors import RequestError, StoreError
from analysis.store.files import write_atomically
from analysis.store.tables import Store
from analysis.store.writing import clean_leftovers, mark_started, received_path, writing


def test_the_tables_are_there_for_a_writer(store: Store) -> None:
    with writing(store):
        assert set(store.versions().values()) == {0}


def test_a_second_writer_waits_no_longer_than_it_is_told(store: Store) -> None:
    with writing(store):
        refused = pytest.raises(StoreError, match="đang bận")
        with refused, writing(store, wait_seconds=0.1):
            pass
    with writing(store, wait_seconds=0.1):
        assert store.versions()["batches"] == 0


def test_a_second_writer_comes_after_the_first(store: Store) -> None:
    order: list[str] = []

    def write(name: str) -> None:
        with writing(store):
            order.append(f"{name} vào")
            time.sleep(0.05)
            order.append(f"{name} ra")

    threads = [threading.Thread(target=write, args=(name,)) for name in ("một", "hai", "ba")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pairs = list(zip(order[::2], order[1::2], strict=True))
    assert sorted(pairs) == [("ba vào", "ba ra"), ("hai vào", "hai ra"), ("một vào", "một ra")]


def test_a_pinned_store_is_not_written(store: Store) -> None:
    with writing(store):
        pass
    with pytest.raises(RequestError, match="bản chốt"), writing(store.pinned()):
        pass


def test_a_marker_without_an_event_takes_its_bytes_along(store: Store) -> None:
    """Also a marker that was itself only half written (its .part) is removed."""
    with writing(store):
        mark_started(store, "20250101-000000-abcdef", "0" * 64)
        (store.folder / "in_progress" / "x.json.part").write_bytes(b"{")
        received_path(store, "0" * 64).parent.mkdir()
        received_path(store, "0" * 64).write_bytes(b"x")
        received_path(store, "0" * 64).with_name("0" * 64 + ".part").write_bytes(b"x")
        marker = json.loads((store.folder / "in_progress" / "20250101-000000-abcdef.json").read_bytes())
        assert marker == {"batch_id": "20250101-000000-abcdef", "sha256": "0" * 64}
        clean_leftovers(store)
        assert list((store.folder / "in_progress").iterdir()) == []
        assert list((store.folder / "received").iterdir()) == []


def test_a_full_disk_is_said_in_words(store: Store) -> None:
    with pytest.raises(StoreError, match=r"No space left.*vẫn nguyên"), writing(store):
        raise OSError(28, "No space left on device")
    with writing(store, wait_seconds=0.1):
        pass


def test_an_atomic_write_replaces_the_file_and_leaves_no_part(store: Store) -> None:
    path = store.folder.parent / "tệp.json"
    for content in (b"a" * 100, b"b"):
        write_atomically(path, content)
        assert path.read_bytes() == content
    assert [found.name for found in path.parent.iterdir()] == ["tệp.json"]
