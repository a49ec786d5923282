"""What belongs to a change, and what may still follow: the looks ahead that ``change_tail`` takes while it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .items import Item
from .statements import Figure

DIRECTIONS = {"up": 1, "down": -1, "same": 0}
BEFORE_PERCENT = {"filler", "near"}
_WORDS_BEFORE_BRACKET = 5


@dataclass
class Tail:
    """What has been read so far; ``used`` are the places of the sentence that belong to it."""

    direction: int | None
    stop: int
    difference: Figure | None = None
    percent: Figure | None = None
    times: Figure | None = None
    now: Figure | None = None
    before: Figure | None = None
    pair: tuple[Figure, Figure] | None = None
    percent_direction: int | None = None
    percent_beside_word: bool = False
    difference_stop: int = 0
    words: list[tuple[int, int]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def goes_on(sentence: Sequence[Item], place: int, tail: Tail) -> bool:
    """Whether behind a comma the same change goes on: a percent, the same word with a percent alone, or the base."""
    place = past(sentence, place, BEFORE_PERCENT)
    if place >= len(sentence):
        return False
    item = sentence[place]
    if item.kind in ("up", "down"):
        if DIRECTIONS[item.kind] != tail.direction or tail.percent is not None:
            return False
        place = past(sentence, place + 1, BEFORE_PERCENT)
        item = sentence[place] if place < len(sentence) else item
    if item.kind == "percent" and tail.percent is None:
        return not _of_something_else(sentence, place + 1)
    return item.kind == "versus" and tail.before is None and tail.pair is None


def _of_something_else(sentence: Sequence[Item], place: int) -> bool:
    """Whether a percent is followed by what it is of: "5% số người chết"."""
    return place < len(sentence) and sentence[place].kind in ("unit", "deaths", "injured", "filler", "whole", "word")


def past(sentence: Sequence[Item], place: int, kinds: set[str]) -> int:
    """The first place from ``place`` on whose item is none of ``kinds``."""
    while place < len(sentence) and sentence[place].kind in kinds:
        place += 1
    return place


def bracket_soon(sentence: Sequence[Item], place: int, tail: Tail) -> bool:
    """Whether unknown words only stand between the difference and its bracket: "tăng 03 em học sinh (12/9)"."""
    if tail.difference is None or tail.percent is not None or tail.pair is not None:
        return False
    for item in sentence[place : place + _WORDS_BEFORE_BRACKET]:
        if item.text == "(":
            return True
        if item.kind not in ("word", "filler", "unit", "mode", "severity"):
            return False
    return False


def same_unit(figure: Figure, other: Figure | None) -> bool:
    """Whether two figures may count the same: the same unit and no two different measures."""
    if other is None:
        return True
    if figure.measure and other.measure and figure.measure != other.measure:
        return False
    return not figure.unit or not other.unit or figure.unit == other.unit
