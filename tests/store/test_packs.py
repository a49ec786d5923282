"""Packs of documents: kept as a whole, listed newest first, read back as they were given out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.errors import RequestError
from analysis.store.packs import keep_pack, list_packs, made_with, pack_file
from analysis.store.tables import Store, open_store

NOON = datetime(2025, 4, 20, 5, 0, 0, tzinfo=UTC)  # 12:00 in Vietnam
ABOUT = {"period": "2025-Q1", "snapshot": "Sơ kết Quý I/2025", "formats": ["docx"]}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "kho")


def keep(store: Store, content: bytes = b"mot", when: datetime = NOON) -> str:
    record = keep_pack(store, ABOUT, {"bao-cao.docx": content}, {"mau.docx": b"mau"}, who="Lan", now=when)
    return str(record["pack_id"])


def test_a_pack_is_read_back_as_it_was_given_out(store: Store) -> None:
    pack_id = keep(store)
    assert pack_id == "2025-Q1_20250420-120000"
    assert pack_file(store, pack_id, "bao-cao.docx") == b"mot"
    assert made_with(store, pack_id) == {"mau.docx": b"mau"}
    (record,) = list_packs(store)
    assert (record["snapshot"], record["who"], record["formats"]) == ("Sơ kết Quý I/2025", "Lan", ["docx"])


def test_two_packs_of_one_second_are_two(store: Store) -> None:
    first, second = keep(store, b"mot"), keep(store, b"hai")
    assert second == f"{first}-2"
    assert pack_file(store, first, "bao-cao.docx") == b"mot"
    assert pack_file(store, second, "bao-cao.docx") == b"hai"


def test_the_newest_stands_first(store: Store) -> None:
    old, new = keep(store), keep(store, when=NOON.replace(month=7))
    assert [record["pack_id"] for record in list_packs(store)] == [new, old]


def test_a_document_changed_behind_our_back_is_not_given_out(store: Store) -> None:
    pack_id = keep(store)
    (store.folder / "packs" / pack_id / "bao-cao.docx").write_bytes(b"khac")
    with pytest.raises(RequestError, match="không còn như khi làm ra"):
        pack_file(store, pack_id, "bao-cao.docx")


@pytest.mark.parametrize("name", ["khong-co.docx", "../../settings.toml", "pack.json"])
def test_only_documents_of_the_pack_are_given_out(store: Store, name: str) -> None:
    pack_id = keep(store)
    with pytest.raises(RequestError):
        pack_file(store, pack_id, name)


def test_a_half_written_pack_is_not_there(store: Store) -> None:
    part = store.folder / "packs" / ".2025-Q1_20250420-120000.part"
    part.mkdir(parents=True)
    (part / "pack.json").write_text("{", encoding="utf-8")
    assert list_packs(store) == []
    assert keep(store)
    assert len(list_packs(store)) == 1


def test_an_unknown_pack_is_said(store: Store) -> None:
    with pytest.raises(RequestError, match="Không có bộ tài liệu"):
        made_with(store, "2031-Q1")
