"""What stands before a change: the count of now it belongs to, found backwards; and which counts are of the base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .change_ahead import DIRECTIONS, Tail, same_unit
from .items import Item
from .statements import Figure

PARTS = ("of_which", "all_of")


@dataclass
class Behind:
    """What stands before a change in its sentence."""

    now: Figure | None = None
    before: Figure | None = None
    pair: tuple[Figure, Figure] | None = None
    beside: bool = True


def base_counts(sentence: Sequence[Item]) -> set[int]:
    """Starts of the counts said of the base: "cùng kỳ có 83 vụ, 17 người chết", up to a semicolon or a change."""
    found: set[int] = set()
    base = False
    for place, item in enumerate(sentence):
        if item.kind == "versus":
            base = _count_follows(sentence, place + 1)
        elif item.kind in DIRECTIONS or item.text in (";", ")"):
            base = False
        elif base and item.kind == "count" and item.figure is not None and item.figure.unit:
            found.add(item.figure.start)
    return found


def _count_follows(sentence: Sequence[Item], place: int) -> bool:
    for item in sentence[place : place + 5]:
        if item.kind == "count":
            return True
        if item.kind not in ("filler", "period", "skip", "near") and item.text not in ("(", ":", "xảy", "ra", "cũng"):
            return False
    return False


def behind_of(sentence: Sequence[Item], place: int, tail: Tail, measure: str, differences: set[int]) -> Behind:
    """The count, pair or span that stands before the change, looked for backwards."""
    behind = Behind()
    depth, crossed = 0, False
    for at in range(place - 1, -1, -1):
        item = sentence[at]
        if item.kind == "mark":
            depth += {")": 1, "(": -1}.get(item.text, 0)
            crossed = True
            if item.text == ";" and depth <= 0:
                break
        elif depth > 0:
            if item.kind == "count" and _is_base(sentence, at) and behind.before is None:
                behind.before = item.figure
        elif item.figure is not None and item.kind not in ("percent", "whole_count"):
            if item.kind == "count" and _is_base(sentence, at) and _may_be(item.figure, tail, measure):
                behind.before = behind.before or item.figure
            elif item.figure.start in differences or not _may_be(item.figure, tail, measure):
                behind.beside = False
            else:
                _take(behind, item)
                break
        elif item.kind in DIRECTIONS or (item.kind in ("word", "mode", "severity", *PARTS) and not crossed):
            if item.kind not in DIRECTIONS or crossed:
                break
            behind.beside = False
    if any(item.kind in PARTS for item in sentence[:place]):
        behind.beside = False
    return behind


def _take(behind: Behind, item: Item) -> None:
    if item.other is None:
        behind.now = item.figure
    elif item.kind == "pair" and item.figure is not None:
        behind.pair = (item.figure, item.other)
    else:
        behind.now, behind.before = item.figure, item.other


def _may_be(figure: Figure, tail: Tail, measure: str) -> bool:
    if figure.sign:
        return False
    if measure and figure.measure and measure != figure.measure:
        return False
    reference = tail.difference or tail.before
    return same_unit(figure, reference) if reference is not None else figure.unit != "ngày"


def _is_base(sentence: Sequence[Item], at: int) -> bool:
    """Whether the count at ``at`` is said of the base: "so với 38 vụ", "(cùng kỳ: 38 vụ)"."""
    for item in reversed(sentence[max(0, at - 3) : at]):
        if item.kind == "versus":
            return True
        if item.kind not in ("filler", "mark") or item.text in (",", ";", ")"):
            return False
    return False
