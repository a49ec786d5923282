"""What a count is narrowed to by the words of its sentence: way of transport, severity class, area, va chạm.

A label inside brackets, or behind "không tính", "kể cả", is none. Of several ways named in a row ("đường bộ, đường sắt
và đường thủy") none narrows. Areas are given by whoever knows their names (``scopes``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .items import Item
from .lexicon import MODES, SEVERITIES

_NOT_LABELS = {"không", "cả", "tính", "kể", "trừ"}


class Label(NamedTuple):
    """A dimension (mode, severity, area) and the code in it."""

    kind: str
    code: str


class Labelled(NamedTuple):
    """A count at a place of its sentence with its labels; ``in_parts``: behind "trong đó", or the colon of a total.

    ``inherited``: labels of the part before, which may hold here too ("Bảo Yên 21 vụ, làm chết 03 người").
    """

    place: int
    item: Item
    labels: tuple[Label, ...]
    in_parts: bool
    inherited: tuple[Label, ...] = ()


def labelled_counts(sentence: Sequence[Item]) -> Iterator[Labelled]:
    """Every count, pair or span of the sentence outside brackets with what its own part of the sentence says."""
    head = _head(sentence)
    first = next((place for place, item in enumerate(sentence) if item.figure is not None), 0) if head else -1
    last: tuple[Label, ...] = ()
    in_parts = False
    seen = set(head)
    for start, stop in segments(sentence):
        part = sentence[start:stop]
        if start and sentence[start - 1].text == ";":
            last = ()
        in_parts = in_parts or any(item.kind in ("of_which", "all_of") for item in part)
        in_parts = in_parts or _behind_colon(sentence, start)
        own = _labels(sentence, start, stop) if start > first else _without_all(head)
        labels = joined(own, _without_all(head))
        if _whole_province(part):
            labels, last = tuple(label for label in labels if label.kind != "area"), ()
        if not own and any(item.kind == "whole" for item in part):
            labels, last = _of_all_named(labels, seen), ()
        seen |= set(own)
        inherited = () if own else tuple(label for label in last if label not in labels)
        last = own or last
        for place in _figures(sentence, start, stop):
            yield Labelled(place, sentence[place], labels, in_parts, inherited)


def bracket_of_parts(sentence: Sequence[Item], place: int) -> Sequence[Item]:
    """The bracket right behind the count at ``place`` where it begins with a label: "18 vụ (đường bộ"."""
    way = place + 1
    while way < len(sentence) and sentence[way].kind in ("unit", "deaths", "injured", "filler", "word"):
        way += 1
    if way + 1 >= len(sentence) or sentence[way].text != "(" or label_of(sentence, way + 1) is None:
        return ()
    stop = next((end for end in range(way, len(sentence)) if sentence[end].text == ")"), len(sentence))
    return sentence[way + 1 : stop]


def _behind_colon(sentence: Sequence[Item], start: int) -> bool:
    """Whether a part begins with a label behind the colon of a count: "18 vụ: đường bộ 17 vụ"."""
    if start < 2 or sentence[start - 1].text != ":" or start >= len(sentence) or label_of(sentence, start) is None:
        return False
    return any(item.kind == "count" for item in sentence[max(0, start - 4) : start - 1])


def _figures(sentence: Sequence[Item], start: int, stop: int) -> Iterator[int]:
    """Places of the counts, pairs and spans outside brackets."""
    depth = 0
    for place in range(start, stop):
        item = sentence[place]
        depth += {"(": 1, ")": -1}.get(item.text, 0)
        if depth == 0 and item.kind in ("count", "pair", "from_to") and item.figure is not None:
            yield place


def is_listed(sentence: Sequence[Item], place: int) -> bool:
    """Whether a count is the last of a list: "15, 9, 12, 7, 9 vụ"."""
    if place < 2 or sentence[place - 1].text not in (",", "và"):
        return False
    before = sentence[place - 2]
    return before.kind == "count" and before.figure is not None and not before.figure.unit


def joined(own: Sequence[Label], wider: Sequence[Label]) -> tuple[Label, ...]:
    """``own`` labels, and those of the wider text for the kinds that they leave open."""
    kinds = {label.kind for label in own}
    return (*own, *(label for label in wider if label.kind not in kinds))


def segments(sentence: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """The parts between commas, semicolons, colons and "và", outside brackets, as [start, stop)."""
    start, depth = 0, 0
    for place, item in enumerate(sentence):
        depth += {"(": 1, ")": -1}.get(item.text, 0)
        if depth <= 0 and (item.text in (",", ";", ":") or item.text == "và"):
            yield start, place
            start = place + 1
    yield start, len(sentence)


def label_of(sentence: Sequence[Item], place: int) -> Label | None:
    """The label that the item at ``place`` is, if any."""
    item = sentence[place]
    if item.kind not in ("mode", "severity", "area"):
        return None
    if any(near.text in _NOT_LABELS for near in sentence[max(0, place - 2) : place]):
        return None
    if item.kind == "area":
        return Label("area", item.code)
    return Label(item.kind, {**MODES, **SEVERITIES}[item.text])


class Named(NamedTuple):
    """A bracket behind names: ``start`` of the names' part, their labels, [open, close) the inside of the bracket."""

    start: int
    labels: tuple[Label, ...]
    open: int
    close: int


def bracket_behind_names(sentence: Sequence[Item], place: int) -> Named | None:
    """The bracket around ``place`` where it is told of what stands before it: "…, TP Lào Cai (+7 vụ)".

    None behind a count ("Bảo Yên 21 vụ (+12 vụ)") and before a colon ("Bảo Yên (17 xã): 21 vụ"). Names in a row
    ("Bắc Hà, Văn Bàn (…)") are all given.
    """
    parts = [part for part in segments(sentence) if part[0] <= place < part[1]]
    inside = [at for at in range(*parts[0]) if at < place and sentence[at].text == "("] if parts else []
    if not inside:
        return None
    start, opened = parts[0][0], inside[0]
    closed = next((at for at in range(opened, len(sentence)) if sentence[at].text == ")"), len(sentence))
    own = tuple(dict.fromkeys(_own(sentence, start, opened)))
    before_colon = closed + 1 < len(sentence) and sentence[closed + 1].text == ":"
    counted = any(item.figure is not None for item in sentence[start:opened])
    if not own or counted or closed < place or before_colon:
        return None
    first, labels = start, list(own)
    for earlier, stop in reversed([part for part in segments(sentence) if part[1] < start]):
        label = label_of(sentence, stop - 1) if stop > earlier and sentence[stop].text in (",", "và") else None
        if label is None or label.kind != own[0].kind or any(item.figure for item in sentence[earlier:stop]):
            break
        first, labels = earlier, [label, *labels]
    return Named(first, tuple(labels), opened + 1, closed)


def _head(sentence: Sequence[Item]) -> tuple[Label, ...]:
    """Labels before the first number: "Đường bộ: xảy ra …", "Trên địa bàn huyện Bảo Yên xảy ra …"."""
    ends = (place for place, item in enumerate(sentence) if item.figure is not None or item.text == ";")
    stop = next(ends, len(sentence))
    named = bracket_behind_names(sentence, stop)
    stop = named.start if named is not None else stop
    if any(item.kind == "of_which" for item in sentence[:stop]):
        return ()
    return tuple(dict.fromkeys(_own(sentence, 0, stop)))


def _without_all(labels: tuple[Label, ...]) -> tuple[Label, ...]:
    """All three ways named together narrow nothing."""
    every = {label.code for label in labels if label.kind == "mode"} == set(MODES.values())
    return tuple(label for label in labels if not (every and label.kind == "mode"))


def _of_all_named(labels: tuple[Label, ...], seen: set[Label]) -> tuple[Label, ...]:
    """A total is of all that were named before it: "Bảo Yên 21 vụ, Sa Pa 13 vụ, tổng cộng 34 vụ"."""
    kinds = [label.kind for label in seen]
    several = sorted(label for label in seen if kinds.count(label.kind) > 1)
    rest = tuple(label for label in labels if kinds.count(label.kind) < 2)
    return _without_all((*rest, *several))


def _whole_province(part: Sequence[Item]) -> bool:
    words = [item.text for item in part]
    return any(pair in (("toàn", "tỉnh"), ("cả", "tỉnh")) for pair in pairwise(words))


def _labels(sentence: Sequence[Item], start: int, stop: int) -> tuple[Label, ...]:
    found = dict.fromkeys(_own(sentence, start, stop))
    following = dict.fromkeys((*found, *_of_countless(sentence, stop)))
    several = {kind for kind in ("mode", "severity") if len({one for one in following if one.kind == kind}) > 1}
    own = [label for label in found if label.kind != "area" and label.kind not in several]
    areas = [label for label in following if label.kind == "area"]
    if not any(label.kind == "area" for label in found):
        nothing = any(item.figure is not None and not item.figure.value for item in sentence[start:stop])
        areas = _names_behind_colon(sentence, stop, counted=nothing)
    return (*own, *areas)


def _names_behind_colon(sentence: Sequence[Item], stop: int, *, counted: bool) -> list[Label]:
    """Areas of which a count is told behind a colon: "Không xảy ra vụ nào: Bát Xát, Si Ma Cai".

    With ``counted`` figures may stand behind the names; else they would be parts of a total.
    """
    for place in range(stop, len(sentence) - 1):
        item = sentence[place]
        if item.figure is not None:
            return []
        if item.text == ":" and sentence[place + 1].kind == "area":
            if not counted and any(other.figure is not None for other in sentence[place:]):
                return []
            return list(dict.fromkeys(label for label in _own(sentence, place, len(sentence)) if label.kind == "area"))
    return []


def _own(sentence: Sequence[Item], start: int, stop: int) -> Iterator[Label]:
    depth = 0
    for place in range(start, stop):
        depth += {"(": 1, ")": -1}.get(sentence[place].text, 0)
        label = label_of(sentence, place) if depth == 0 else None
        if label is not None:
            yield label


def _of_countless(sentence: Sequence[Item], start: int) -> Iterator[Label]:
    """Labels of the parts right behind that hold no number of their own: "…, đường sắt và đường thủy"."""
    for place in range(start, len(sentence)):
        item = sentence[place]
        if item.figure is not None or item.kind in ("up", "down", "same", "versus") or item.text in (";", "(", ":"):
            return
        label = label_of(sentence, place)
        if label is not None:
            after = sentence[place + 1 : place + 4]
            if any(near.figure is not None for near in after):
                return
            yield label
