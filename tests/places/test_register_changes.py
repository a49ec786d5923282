"""Which step may follow which, and that a refused one leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import RequestError
from analysis.places.register import STATUSES, place_of, register
from analysis.places.register_changes import (
    ALLOWED,
    accept,
    add_measure,
    add_note,
    attach,
    merge,
    reject,
    rename,
    reopen,
    set_owner,
    set_status,
)
from analysis.places.register_review import propose
from analysis.store.spots import spot_events
from analysis.store.tables import Store, open_store

from .spots import NAMES, TOLD, spot

WHY = "kiểm tra hiện trường"
AT = {"confirmed": ["confirmed"], "in_work": ["confirmed", "in_work"], "done": ["confirmed", "in_work", "done"]}
WAY = {"proposed": [], **AT, "removed": ["confirmed", "removed"]}
"""The steps that lead to each status."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "kho")
    for place, start in enumerate((0, 5_000)):
        propose(store, spot("S", f"A{place}", from_m=start, to_m=start + 50), reason=WHY, told=TOLD, names=NAMES)
    return store


def status(store: Store, place_id: str = "DM-0001") -> tuple[str, str]:
    place = place_of(register(store), place_id)
    return place["status"], place["closed"]


def brought_to(store: Store, wanted: str) -> None:
    for step in WAY[wanted]:
        set_status(store, "DM-0001", step, reason=WHY, told=TOLD)


@pytest.mark.parametrize("start", STATUSES)
@pytest.mark.parametrize("stop", STATUSES)
def test_only_the_steps_of_the_table_are_taken(store: Store, start: str, stop: str) -> None:
    brought_to(store, start)
    if stop in ALLOWED[start]:
        set_status(store, "DM-0001", stop, reason=WHY, told=TOLD)
        assert status(store) == (stop, "")
    else:
        with pytest.raises(RequestError, match=f"đang «{STATUSES[start]}»"):
            set_status(store, "DM-0001", stop, reason=WHY, told=TOLD)
        assert status(store) == (start, "")


def test_every_status_can_be_reached_and_left() -> None:
    assert {step for steps in ALLOWED.values() for step in steps} == set(STATUSES)
    assert all(ALLOWED.values())


def test_accepting_twice_is_refused(store: Store) -> None:
    accept(store, "DM-0001", reason=WHY, told=TOLD)
    with pytest.raises(RequestError, match="đang «đã xác nhận»"):
        accept(store, "DM-0001", reason=WHY, told=TOLD)


def test_only_what_is_still_proposed_can_be_rejected(store: Store) -> None:
    reject(store, "DM-0001", reason=WHY, told=TOLD)
    assert status(store) == ("proposed", "rejected")
    accept(store, "DM-0002", reason=WHY, told=TOLD)
    with pytest.raises(RequestError, match="không bác bỏ được"):
        reject(store, "DM-0002", reason=WHY, told=TOLD)


def test_a_closed_place_takes_only_notes_files_and_reopening(store: Store) -> None:
    accept(store, "DM-0001", reason=WHY, told=TOLD)
    merge(store, "DM-0001", "DM-0002", reason=WHY, told=TOLD)
    refused: list[Callable[[], None]] = [
        lambda: set_status(store, "DM-0001", "in_work", reason=WHY, told=TOLD),
        lambda: rename(store, "DM-0001", "Tên khác", reason=WHY, told=TOLD),
        lambda: set_owner(store, "DM-0001", "Sở Xây dựng", told=TOLD),
        lambda: add_measure(store, "DM-0001", "Biển báo", told=TOLD),
        lambda: merge(store, "DM-0001", "DM-0002", reason=WHY, told=TOLD),
        lambda: merge(store, "DM-0002", "DM-0001", reason=WHY, told=TOLD),
    ]
    for change in refused:
        with pytest.raises(RequestError, match="đã gộp vào DM-0002"):
            change()
    add_note(store, "DM-0001", "xem DM-0002", told=TOLD)
    attach(store, "DM-0001", "bb.pdf", b"pdf", told=TOLD)
    reopen(store, "DM-0001", reason=WHY, told=TOLD)
    assert status(store) == ("confirmed", "")


def test_a_removed_place_is_reopened_to_be_looked_at_again(store: Store) -> None:
    brought_to(store, "removed")
    reopen(store, "DM-0001", reason=WHY, told=TOLD)
    assert status(store) == ("proposed", "")
    with pytest.raises(RequestError, match="đang mở"):
        reopen(store, "DM-0001", reason=WHY, told=TOLD)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_a_decision_needs_a_reason(store: Store, reason: str) -> None:
    before = store.versions()
    decisions: list[Callable[[], None]] = [
        lambda: accept(store, "DM-0001", reason=reason, told=TOLD),
        lambda: reject(store, "DM-0001", reason=reason, told=TOLD),
        lambda: rename(store, "DM-0001", "Tên khác", reason=reason, told=TOLD),
        lambda: merge(store, "DM-0001", "DM-0002", reason=reason, told=TOLD),
        lambda: set_status(store, "DM-0001", "confirmed", reason=reason, told=TOLD),
    ]
    for decide in decisions:
        with pytest.raises(RequestError, match="lý do"):
            decide()
    assert store.versions() == before


def test_what_cannot_be_is_refused_and_leaves_nothing(store: Store) -> None:
    before = len(spot_events(store))
    wrong: list[tuple[Callable[[], None], str]] = [
        (lambda: accept(store, "DM-0009", reason=WHY, told=TOLD), "DM-0009"),
        (lambda: merge(store, "DM-0001", "DM-0001", reason=WHY, told=TOLD), "chính nó"),
        (lambda: merge(store, "DM-0001", "DM-0009", reason=WHY, told=TOLD), "DM-0009"),
        (lambda: set_status(store, "DM-0001", "xong", reason=WHY, told=TOLD), "Không có tình trạng"),
        (lambda: accept(store, "DM-0001", reason=WHY, told=TOLD, on_day=date(2025, 4, 2)), "02/04/2025"),
        (lambda: add_measure(store, "DM-0001", "x", told=TOLD, on_day=date(1889, 1, 1)), "không thể có"),
        (lambda: rename(store, "DM-0001", " ", reason=WHY, told=TOLD), "tên mới"),
        (lambda: rename(store, "DM-0002", "QL70 Km5+000 - Km5+050, Bảo Yên", reason=WHY, told=TOLD), "giống"),
        (lambda: add_note(store, "DM-0001", "", told=TOLD), "ghi chú"),
        (lambda: attach(store, "DM-0001", "trống.pdf", b"", told=TOLD), "trống"),
    ]
    for change, word in wrong:
        with pytest.raises(RequestError, match=word):
            change()
    assert len(spot_events(store)) == before


def test_the_same_file_is_attached_to_a_place_once(store: Store) -> None:
    attach(store, "DM-0001", "bb.pdf", b"pdf", told=TOLD)
    with pytest.raises(RequestError, match="đã được đính kèm"):
        attach(store, "DM-0001", "bien ban.pdf", b"pdf", told=TOLD)
    attach(store, "DM-0002", "bb.pdf", b"pdf", told=TOLD)
    assert register(store)["files"].to_list() == [1, 1]


def test_a_place_that_is_registered_is_not_proposed_again(store: Store) -> None:
    with pytest.raises(RequestError, match="DM-0002"):
        propose(store, spot("S", "B", from_m=5_010, to_m=5_040), reason=WHY, told=TOLD)
    with pytest.raises(RequestError, match="lý do"):
        propose(store, spot("S", "C", from_m=90_000, to_m=90_040), reason="", told=TOLD)


def test_a_step_back_takes_the_days_of_later_statuses_away(store: Store) -> None:
    """A place that came back kept its "ngày xóa": its own file, read again, would have removed it."""
    for step, day in (("confirmed", 1), ("in_work", 2), ("done", 3), ("removed", 4), ("confirmed", 5)):
        set_status(store, "DM-0001", step, reason=WHY, told=TOLD, on_day=date(2025, 3, day))
    place = place_of(register(store), "DM-0001")
    assert f"{place['confirmed_on']:%d/%m/%Y}" == "05/03/2025"
    assert all(pd.isna(place[name]) for name in ("work_from", "done_on", "removed_on"))


def test_a_removed_place_that_is_reopened_has_no_day_of_removal(store: Store) -> None:
    brought_to(store, "removed")
    reopen(store, "DM-0001", reason=WHY, told=TOLD)
    assert pd.isna(place_of(register(store), "DM-0001")["removed_on"])


def test_a_merged_place_gives_its_spots_and_accidents_to_the_whole(store: Store) -> None:
    merge(store, "DM-0001", "DM-0002", reason=WHY, told=TOLD)
    whole = place_of(register(store), "DM-0002")
    assert (whole["accident_ids"], whole["spot_ids"]) == (("A1", "A0"), ("S",))


def test_works_do_not_end_before_they_begin(store: Store) -> None:
    brought_to(store, "confirmed")
    with pytest.raises(RequestError, match=r"31/03/2025 trước ngày của tình trạng trước \(01/04/2025\)"):
        set_status(store, "DM-0001", "in_work", reason=WHY, told=TOLD, on_day=date(2025, 3, 31))
    assert status(store) == ("confirmed", "")


def test_a_step_back_for_a_mistake_keeps_the_day_of_the_status(store: Store) -> None:
    """Works said done too early go on since the day they began, and end on the right day."""
    steps = (("confirmed", 1), ("in_work", 5), ("done", 6), ("in_work", 20), ("done", 15))
    for step, day in steps:
        set_status(store, "DM-0001", step, reason=WHY, told=TOLD, on_day=date(2025, 3, day))
    place = place_of(register(store), "DM-0001")
    assert [f"{place[name]:%d/%m}" for name in ("confirmed_on", "work_from", "done_on")] == ["01/03", "05/03", "15/03"]
