"""The definitions in a store: the files that were in force, whole, once per state, and what is laid over what."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.reference import DEFAULT_FOLDER
from analysis.errors import StoreError
from analysis.store.kept_definitions import FOLDER, definitions_key, keep_definitions, kept_definitions
from analysis.store.tables import Store
from analysis.store.writing import writing


def kept(store: Store, definitions: Definitions) -> str:
    with writing(store):
        return keep_definitions(store, definitions)


def laid_over(folder: Path, *names: str, **texts: str) -> Definitions:
    """Our definitions with copies of ``names`` and files of ``texts`` (stem_suffix) laid over them."""
    folder.mkdir()
    for name in names:
        shutil.copy(DEFAULT_FOLDER / name, folder / name)
    for name, text in texts.items():
        (folder / name.replace("_csv", ".csv")).write_text(text, encoding="utf-8")
    return load_definitions(folder)


def test_what_is_kept_is_read_back_byte_for_byte(store: Store, definitions: Definitions) -> None:
    key = kept(store, definitions)
    read = kept_definitions(store, key)
    assert key == definitions.digest() == read.digest()
    assert read.reference.digests() == definitions.reference.digests()
    assert all(store.folder in path.parents for path in read.reference.files().values())
    assert read.areas.names == definitions.areas.names
    assert len(read.boundaries()) == len(definitions.boundaries())


def test_the_same_state_is_kept_once_and_another_beside_it(
    store: Store, definitions: Definitions, tmp_path: Path
) -> None:
    first = kept(store, definitions)
    written = {path: path.stat().st_mtime_ns for path in (store.folder / FOLDER).rglob("*.csv")}
    assert kept(store, definitions) == first
    assert {path: path.stat().st_mtime_ns for path in (store.folder / FOLDER).rglob("*.csv")} == written
    other = laid_over(tmp_path / "khác", targets_csv="year,criterion,percent\n2025,deaths,-7\n")
    assert kept(store, other) != first
    assert len(list((store.folder / FOLDER).iterdir())) == 2


def test_what_lay_over_ours_still_does(store: Store, definitions: Definitions, tmp_path: Path) -> None:
    """An overlay with our very areas and no settings has no province name: the same bytes, other definitions."""
    other = laid_over(tmp_path / "chồng", "areas.csv")
    assert (other.digest(), other.province_name) == (definitions.digest(), "")
    assert definitions_key(other.reference) != definitions_key(definitions.reference)
    assert kept_definitions(store, kept(store, definitions)).province_name == "tỉnh Lào Cai"
    assert kept_definitions(store, kept(store, other)).province_name == ""


def test_a_file_that_was_changed_or_lost_is_said(store: Store, definitions: Definitions) -> None:
    key = kept(store, definitions)
    path = store.folder / FOLDER / key / "own" / "targets.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("-5", "-6"), encoding="utf-8")
    with pytest.raises(StoreError, match="bị sửa"):
        kept_definitions(store, key)
    assert kept(store, definitions) == key, "the next snapshot of the same state mends it"
    assert kept_definitions(store, key).digest() == key
    path.unlink()
    with pytest.raises(StoreError, match="đã mất"):
        kept_definitions(store, key)
    with pytest.raises(StoreError, match="đã mất"):
        kept_definitions(store, "0" * 64)


def test_a_killed_copy_leaves_nothing_that_is_taken_for_one(store: Store, definitions: Definitions) -> None:
    part = store.folder / FOLDER / f"{definitions.digest()}.part" / "own"
    part.mkdir(parents=True)
    (part / "areas.csv").write_text("code", encoding="utf-8")
    key = kept(store, definitions)
    assert kept_definitions(store, key).digest() == key
    assert [path.name for path in (store.folder / FOLDER).iterdir()] == [key]


def test_a_file_of_a_later_program_is_read_from_the_program_only_where_it_must_be(
    store: Store, definitions: Definitions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = kept(store, definitions)
    later = tmp_path / "chương trình mới"
    shutil.copytree(DEFAULT_FOLDER, later)
    (later / "new_list.csv").write_text("code\nx\n", encoding="utf-8")
    monkeypatch.setattr("analysis.store.kept_definitions.DEFAULT_FOLDER", later)
    reference = kept_definitions(store, key).reference
    assert reference.table("new_list")["code"].tolist() == ["x"]
    assert not reference.has("new_list.csv"), "what need not be there was not there then"
    assert not reference.is_overlaid("new_list.csv")
    assert reference.digest() == key
