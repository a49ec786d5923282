"""Leaving the example: places and flags that rest on it are marked, closed and opened again by events."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.intake.files.read import ReceivedFile
from analysis.places.register import history, place_of, register
from analysis.places.register_changes import accept, reopen
from analysis.places.register_review import propose
from analysis.places.sample_left import LEFT, leave_sample, with_origin
from analysis.review.register_words import register_sentence, register_table, state_words
from analysis.store.batches import list_batches
from analysis.store.flags import Flag, flag_decisions, set_aside
from analysis.store.imports import import_file
from analysis.store.tables import Store, open_store

from .spots import NOON, TOLD, spot

FLAG = Flag("2023-Q1", "15-14", "088")


def take(store: Store, definitions: Definitions, name: str, year: int, *, illustrative: bool) -> None:
    """Four accidents NAME-0 to NAME-3 in March of ``year``."""
    path = store.folder.parent / f"{name}.csv"
    lines = [f"{name}-{row};{1 + row:02d}/03/{year};Sa Pa;1;1" for row in range(4)]
    head = "Mã vụ;Ngày;Huyện;Số người chết;Số người bị thương"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8-sig")
    told = {"who": "Lan", "now": NOON, "illustrative": illustrative}
    import_file(store, definitions, ReceivedFile(path, path.name), "accidents", **told)


@pytest.fixture
def store(tmp_path: Path, definitions: Definitions) -> Store:
    """A real file of 2025 beside the example of 2023; DM-0001 of the example, DM-0002 real, DM-0003 of both."""
    made = open_store(tmp_path / "kho")
    take(made, definitions, "VD", 2023, illustrative=True)
    take(made, definitions, "T", 2025, illustrative=False)
    for place, ids in enumerate((("VD-0", "VD-1"), ("T-0", "T-1"), ("VD-2", "T-2"))):
        where = {"from_m": 10_000 * place, "to_m": 10_000 * place + 60}
        propose(made, spot(f"s{place}", *ids, **where), reason="thử", told=TOLD)
    told = {"level": "red", "accidents": 4, "reason": "thử", "who": "Lan", "now": NOON}
    set_aside(made, FLAG, **told)
    set_aside(made, Flag("2025-Q1", "15-14", "088"), **told)
    return made


def test_a_place_of_the_example_alone_is_marked_in_list_files_and_words(store: Store, definitions: Definitions) -> None:
    places = with_origin(store, register(store))
    assert places["illustrative"].tolist() == [True, False, False]
    assert state_words(place_of(places, "DM-0001")) == "đề nghị rà soát (từ số liệu minh họa)"
    states = register_table(places, definitions)["Tình trạng"].tolist()
    assert states == ["đề nghị rà soát (từ số liệu minh họa)", "đề nghị rà soát", "đề nghị rà soát"]
    assert register_sentence(places).endswith("Trong đó 1 điểm từ số liệu minh họa.")


def test_leaving_the_example_closes_its_places_and_opens_its_flags_by_events(
    store: Store, definitions: Definitions
) -> None:
    accept(store, "DM-0001", reason="biên bản", told=TOLD)
    closed, flags = leave_sample(store, definitions, told=TOLD)
    assert (closed, flags) == (["DM-0001"], [FLAG])
    assert list_batches(store)["active"].tolist() == [False, True]
    assert register(store)["closed"].tolist() == ["rejected", "", ""]
    last = history(store, "DM-0001").iloc[-1]
    assert (last["event"], last["reason"], last["who"]) == ("rejected", LEFT, "Lan")
    decisions = flag_decisions(store).set_index("period")
    assert decisions["state"].to_dict() == {"2023-Q1": "reopened", "2025-Q1": "set_aside"}
    assert decisions.loc["2023-Q1", "reason"] == LEFT


def test_a_place_closed_with_the_example_can_be_reopened(store: Store, definitions: Definitions) -> None:
    leave_sample(store, definitions, told=TOLD)
    reopen(store, "DM-0001", reason="vẫn cần xem", told=TOLD)
    assert place_of(register(store), "DM-0001")["closed"] == ""
    assert leave_sample(store, definitions, told=TOLD) == (["DM-0001"], [])


def test_an_empty_register_is_of_no_example(tmp_path: Path) -> None:
    empty = open_store(tmp_path / "trống")
    assert with_origin(empty, register(empty))["illustrative"].tolist() == []
