"""Garbage: what is loaded and kept is left out of the collection after each run, and looked through now and then."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from pages import _common


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    _common.settle_down.clear()
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
    _common.settle_down()
    assert ended() is None
