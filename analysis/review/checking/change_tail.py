"""What stands behind "tăng", "giảm", "không tăng, không giảm": difference, percent, pair, base. Reads, judges nothing.

Reading stops at the first thing that cannot belong to the change: another change, a comma behind which something new
begins, an unknown word outside of brackets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .change_ahead import BEFORE_PERCENT, DIRECTIONS, Tail, bracket_soon, goes_on, past, same_unit
from .items import Item
from .statements import Figure

_PASSED = {"unit", "deaths", "injured", "missing", "mode", "severity", "filler", "near", "period", "skip", "whole"}
_DOUBLE = {"đôi": (Decimal(2), 0), "rưỡi": (Decimal("1.5"), 1)}


@dataclass
class _State:
    depth: int = 0
    inside: bool = False
    versus: bool = False
    introduced: bool = False
    to: bool = False
    beside: bool = True
    times: bool = False
    word: int | None = None


def read_tail(sentence: Sequence[Item], at: int) -> Tail:
    """Everything that belongs to the change whose word, signed count or signed percent stands at ``at``."""
    item = sentence[at]
    tail = Tail(DIRECTIONS.get(item.kind), item.stop, used={at})
    open_brackets = sum({"(": 1, ")": -1}.get(one.text, 0) for one in sentence[:at])
    state = _State(word=tail.direction, inside=open_brackets > 0)
    if item.figure is not None:
        tail.direction = item.figure.sign
        if item.kind == "count":
            tail.difference, tail.difference_stop = item.figure, item.stop
        else:
            tail.direction, tail.percent = None, item.figure
    elif item.kind in ("up", "down"):
        tail.words.append((item.start, item.stop))
    place = at + 1
    while place < len(sentence) and _step(sentence, place, tail, state):
        if sentence[place].figure is not None or sentence[place].kind in DIRECTIONS:
            tail.used.add(place)
        tail.stop = sentence[place].stop
        place += 1
    return tail


def _step(sentence: Sequence[Item], place: int, tail: Tail, state: _State) -> bool:
    """Take the item at ``place`` in; False where the change ends before it."""
    item = sentence[place]
    if item.kind == "mark":
        return _mark(sentence, place, tail, state)
    if item.figure is not None:
        taken = _figure(item, tail, state)
        state.beside = state.to = state.times = False
        return taken
    if item.kind in ("up", "down"):
        return _second_word(sentence, place, tail, state)
    if item.kind == "versus":
        if state.depth and tail.before is not None and tail.now is None:
            tail.now, tail.before = tail.before, None  # "(40 vụ so với 50 vụ)"
        state.versus, state.introduced, state.beside = True, False, False
        return True
    if item.kind == "to":
        state.to = True
        return True
    if item.kind in ("times", "double"):
        return _times(item, tail, state)
    if item.kind == "filler" and item.text in ("là", "có", "="):
        state.introduced = state.versus
    if item.kind == "share":
        return False
    if state.depth or item.kind in _PASSED:
        state.beside = state.beside and item.kind in ("filler", "near")
        return True
    return item.kind == "word" and bracket_soon(sentence, place, tail)


def _mark(sentence: Sequence[Item], place: int, tail: Tail, state: _State) -> bool:
    text = sentence[place].text
    state.beside = False
    if text in "([":
        state.depth += 1
        state.introduced = state.versus
        return True
    if text in ")]":
        state.depth -= 1
        return state.depth >= 0
    if text == ":":
        state.introduced = state.versus
        return state.depth > 0 or state.versus
    may_go_on = text == "," or (text == ";" and state.inside)
    return state.depth > 0 or (may_go_on and goes_on(sentence, place + 1, tail))


def _second_word(sentence: Sequence[Item], place: int, tail: Tail, state: _State) -> bool:
    after = past(sentence, place + 1, BEFORE_PERCENT)
    follows = after < len(sentence) and sentence[after].kind == "percent"
    before = next((item.text for item in reversed(sentence[:place]) if item.kind not in BEFORE_PERCENT), "")
    if tail.percent is not None or not follows or not (state.depth or before == ","):
        return False
    state.word, state.beside = DIRECTIONS[sentence[place].kind], True
    tail.words.append((sentence[place].start, sentence[place].stop))
    return True


def _figure(item: Item, tail: Tail, state: _State) -> bool:
    figure = item.figure
    if figure is None:
        return False
    if item.kind == "percent":
        if tail.percent is not None:
            return False
        tail.percent, tail.percent_direction, tail.percent_beside_word = figure, state.word, state.beside
        return True
    if item.kind in ("pair", "from_to") and item.other is not None:
        return _two(item.kind, figure, item.other, tail, state)
    known = tail.difference
    taken = item.kind == "count" and _count(figure, tail, state)
    if tail.difference is not known:
        tail.difference_stop = item.stop
    return taken


def _two(kind: str, now: Figure, before: Figure, tail: Tail, state: _State) -> bool:
    if tail.pair is not None or (kind == "from_to" and tail.before is not None):
        return False
    if kind == "pair":
        tail.pair = (now, before)
    else:
        tail.now, tail.before = now, before
    return state.depth >= 0


def _count(figure: Figure, tail: Tail, state: _State) -> bool:
    if state.times:
        tail.times = figure
        return True
    if state.to and tail.now is None:
        tail.now = figure
        return True
    known = tail.difference is not None or tail.percent is not None
    if state.versus and (known or state.introduced):
        if tail.before is not None or tail.pair is not None or not same_unit(figure, tail.difference):
            return False
        tail.before = figure
        return True
    if tail.difference is None and (tail.percent is None or state.depth):
        tail.difference = figure
        return True
    return False


def _times(item: Item, tail: Tail, state: _State) -> bool:
    """Read "gấp 2 lần": the number behind "gấp" or before "lần" is no difference."""
    if item.text == "gấp":
        state.times = True
        return True
    if item.kind == "double":
        if state.times:
            tail.times = Figure(item.start, item.stop, item.text, *_DOUBLE[item.text])
        return state.times
    if item.kind == "times" and tail.difference is not None and not tail.difference.unit and tail.times is None:
        tail.times, tail.difference = tail.difference, None
    return True
