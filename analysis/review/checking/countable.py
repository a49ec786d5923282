"""Which counts of a text can be held against our data, and which of them may be meant as a rise or a fall.

Taken are counts outside of brackets, and those in a bracket of nothing but counts right behind a name ("Bảo Yên
(21 vụ)"). It can mislead that "Số vụ tăng: Bảo Yên 12 vụ" names the rise: such a count is given with its direction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from .items import Item
from .labels import bracket_behind_names, is_listed, labelled_counts
from .statements import Change, Figure

_PLAIN = {"count", "pair", "unit", "deaths", "injured", "missing", "filler", "percent", "up", "down", "same", "versus"}


class Countable(NamedTuple):
    """A count; ``rise`` is 1 or -1 where it may also be by how much something rose or fell, else 0."""

    figure: Figure
    rise: int = 0


def countable(
    sentences: Sequence[Sequence[Item]], changes: Sequence[Change], bases: Collection[int] = ()
) -> list[Countable]:
    """The counts of all sentences in their order; ``bases`` are starts of counts said of the base."""
    lone = {change.start: change.direction for change in changes if change.direction and _alone(change)}
    return [one for sentence in sentences for one in _of_sentence(sentence, lone, bases)]


def _alone(change: Change) -> bool:
    """Whether a word of direction has no figure of its own: "Số vụ tăng: …"."""
    own = (change.difference, change.percent, change.times, change.before, change.pair)
    return all(figure is None for figure in own)


def _of_sentence(sentence: Sequence[Item], lone: dict[int, int], bases: Collection[int]) -> Iterator[Countable]:
    outside = {one.place for one in labelled_counts(sentence) if not is_listed(sentence, one.place)}
    rise = 0
    for place, item in enumerate(sentence):
        rise = 0 if item.text == ";" else lone.get(item.start, rise)
        if item.figure is None:
            continue
        if place in outside or _in_plain_bracket(sentence, place) or _is_lone_base(sentence, place, bases):
            yield Countable(item.figure, rise)


def _is_lone_base(sentence: Sequence[Item], place: int, bases: Collection[int]) -> bool:
    """Whether a count in a bracket is the only one of its kind said of the base: "92 vụ (cùng kỳ 83 vụ)"."""
    figure = sentence[place].figure
    if figure is None or figure.start not in bases:
        return False
    opened = next((at for at in range(place, -1, -1) if sentence[at].text == "("), place)
    closed = next((at for at in range(place, len(sentence)) if sentence[at].text == ")"), len(sentence))
    inside = [item.figure for item in sentence[opened:closed] if item.figure is not None]
    return sum(one.unit == figure.unit and one.measure == figure.measure for one in inside) == 1


def _in_plain_bracket(sentence: Sequence[Item], place: int) -> bool:
    if sentence[place].kind not in ("count", "pair"):
        return False
    named = bracket_behind_names(sentence, place)
    if named is None:
        return False
    inside = sentence[named.open : named.close]
    return all(item.kind in _PLAIN or item.text in (",", ";") for item in inside)
