"""The register as the fold of its events: what stands now, and what happened to a place."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import RequestError
from analysis.places.register import COLUMNS, STATUSES, attachments, history, place_of, register, reviews
from analysis.places.register_changes import (
    accept,
    add_measure,
    add_note,
    attach,
    merge,
    rename,
    set_owner,
    set_status,
)
from analysis.places.register_review import propose
from analysis.store.tables import Store, open_store

from .spots import NAMES, TOLD, spot

WHY = "biên bản 12/BB-BATGT"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "kho")


def proposed(store: Store, *accidents: str, **columns: object) -> str:
    return propose(store, spot("S", *accidents, **columns), reason=WHY, told=TOLD, names=NAMES)


def test_an_empty_register_has_its_columns_and_no_rows(store: Store) -> None:
    places = register(store)
    assert list(places.columns) == list(COLUMNS)
    assert places.empty
    assert reviews(store).empty


def test_a_proposed_place_has_its_place_its_figures_and_a_name(store: Store) -> None:
    place_id = proposed(store, "A", "B")
    place = place_of(register(store), place_id)
    assert (place["register_id"], place["status"], place["closed"], place["origin"]) == (
        "DM-0001",
        "proposed",
        "",
        "found",
    )
    assert place["name"] == "QL70 Km126+370 - Km126+430, Bảo Yên"
    assert (place["from_m"], place["to_m"], place["accidents"], place["deaths"]) == (126_370, 126_430, 2, 2)
    assert place["accident_ids"] == ("A", "B")
    assert (place["first"], place["last"]) == ("2024-05-18", "2025-02-02")
    assert place["proposed_on"] == pd.Timestamp("2025-04-01")
    assert place["updated_by"] == "Lan"


def test_the_whole_way_of_a_place_and_its_days(store: Store) -> None:
    place_id = proposed(store, "A")
    accept(store, place_id, reason=WHY, told=TOLD, on_day=pd.Timestamp("2025-01-10").date())
    set_owner(store, place_id, "Sở Xây dựng", told=TOLD)
    set_status(store, place_id, "in_work", reason=WHY, told=TOLD, on_day=pd.Timestamp("2025-02-10").date())
    add_measure(store, place_id, "Gờ giảm tốc", told=TOLD)
    set_status(store, place_id, "done", reason=WHY, told=TOLD, on_day=pd.Timestamp("2025-03-10").date())
    set_status(store, place_id, "removed", reason=WHY, told=TOLD)
    place = place_of(register(store), place_id)
    days = [f"{place[name]:%d/%m}" for name in ("confirmed_on", "work_from", "done_on", "removed_on")]
    assert days == ["10/01", "10/02", "10/03", "01/04"]
    assert (place["status"], place["owner"], place["measures"]) == ("removed", "Sở Xây dựng", 1)
    assert history(store, place_id)["event"].to_list() == [
        *("proposed", "accepted", "owner", "status", "measure", "status", "status"),
    ]
    assert set(history(store, place_id)["who"]) == {"Lan"}


def test_a_merged_place_is_the_other_ones_through_every_merging(store: Store) -> None:
    first = proposed(store, "A")
    second = proposed(store, "B", from_m=5_000, to_m=5_050)
    third = proposed(store, "C", from_m=9_000, to_m=9_050)
    merge(store, first, second, reason=WHY, told=TOLD)
    merge(store, second, third, reason=WHY, told=TOLD)
    places = register(store).set_index("register_id")
    assert places["merged_into"].to_list() == [third, third, ""]
    assert set(places.loc[third, "accident_ids"]) == {"A", "B", "C"}
    assert len(places) == 3


def test_the_history_keeps_old_and_new_names_notes_and_files(store: Store) -> None:
    place_id = proposed(store, "A")
    rename(store, place_id, "Dốc Đỏ", reason=WHY, told=TOLD)
    add_note(store, place_id, "Cua gấp,  khuất tầm nhìn", told=TOLD)
    attach(store, place_id, "../ảnh hiện trường.jpg", b"jpg", told=TOLD, reason="chụp 1/4")
    place = place_of(register(store), place_id)
    assert (place["name"], place["notes"], place["files"]) == ("Dốc Đỏ", 1, 1)
    happened = history(store, place_id)
    assert happened["value"].to_list()[:3] == [
        "QL70 Km126+370 - Km126+430, Bảo Yên",
        "Dốc Đỏ",
        "Cua gấp, khuất tầm nhìn",
    ]
    files = attachments(store, place_id)
    assert "/" not in files["value"].iloc[0]
    assert files["value"].iloc[0].endswith("ảnh hiện trường.jpg")


def test_an_unknown_place_is_a_sentence(store: Store) -> None:
    with pytest.raises(RequestError, match="DM-0009"):
        history(store, "DM-0009")
    with pytest.raises(RequestError, match="DM-0009"):
        place_of(register(store), "DM-0009")


def test_the_five_statuses_in_the_words_of_the_office() -> None:
    assert list(STATUSES.values()) == ["đề nghị rà soát", "đã xác nhận", "đang xử lý", "đã xử lý", "đã xóa"]
