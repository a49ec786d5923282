"""Garbage: what is loaded and kept is left out of the collection after each run, and looked through now and then."""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Iterator

import pytest

from pages import _common


@pytest.fixture(autouse=True)
def _thawed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    _common.settle_down.clear()
    monkeypatch.setattr(_common, "QUIET_S", 0.05)
    yield
    gc.unfreeze()
    _common.settle_down.clear()


class Ring:
    """Refers to itself, so that only the collection of garbage ends it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_there_before_a_run_is_left_out_and_what_a_run_leaves_behind_is_collected() -> None:
    before = Ring()
    ended_before = weakref.ref(before)
    _common.leave_out_what_stays()
    ended_within = weakref.ref(Ring())
    del before
    gc.collect()
    assert ended_within() is None
    assert ended_before() is not None


def test_what_was_left_out_and_is_garbage_by_now_is_collected_when_all_settles_down() -> None:
    left_out = Ring()
    ended = weakref.ref(left_out)
    _common.leave_out_what_stays()
    del left_out
    _common.settle_down().join()
    assert ended() is None


def test_nothing_is_collected_while_pages_run_until_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_common, "PATIENCE_S", 0.4)
    monkeypatch.setattr(_common, "QUIET_S", 0.2)
    left_out = Ring()
    ended = weakref.ref(left_out)
    _common.leave_out_what_stays()
    del left_out
    collecting = _common.settle_down()
    for _ in range(3):
        assert ended() is not None
        _common.leave_out_what_stays()
        time.sleep(0.05)
    collecting.join()
    assert ended() is None
