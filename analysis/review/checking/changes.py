"""Changes of a text: each "tăng", "giảm", "không tăng, không giảm" or signed number with the count it belongs to.

The count of now is the one right before the change; where one was said farther off it is a candidate and ``sure`` is
False, unless it is the only one and the text says "so với cùng kỳ" in between. Targets ("phấn đấu giảm 5%") are no
statements of fact and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .change_ahead import DIRECTIONS, Tail, same_unit
from .change_behind import PARTS, base_counts, behind_of
from .change_tail import read_tail
from .items import Item
from .statements import Change, Figure

_RECENT = 2
"""So many sentences back a count may have been said."""
_SUBJECT = {"deaths": "deaths", "injured": "injured", "missing": "missing_people"}


@dataclass
class Changes:
    """All changes in order, and the starts of figures that are no counts of now.

    ``differences`` (bases among them) and ``targets`` are such;
    ``bases``: those of counts said of the base.
    """

    found: list[Change]
    differences: set[int]
    targets: set[int]
    bases: set[int]


def read_changes(sentences: Sequence[Sequence[Item]]) -> Changes:
    """The changes of all sentences."""
    found: list[Change] = []
    targets: set[int] = set()
    every: set[int] = set()
    spoken: list[list[Figure]] = []
    for sentence in sentences:
        differences = base_counts(sentence)
        used: set[int] = set()
        for place, item in enumerate(sentence):
            if place in used or not _begins(sentence, place):
                continue
            tail = read_tail(sentence, place)
            used |= tail.used
            if _target(sentence, place):
                targets |= {sentence[one].start for one in tail.used}
                continue
            if tail.difference is not None:
                differences.add(tail.difference.start)
            recent = [figure for earlier in spoken[-_RECENT:] for figure in earlier]
            found.append(_change(sentence, place, item, tail, differences, recent))
        spoken.append(_said(sentence, len(sentence), differences))
        every |= differences
    said = {start for sentence in sentences for start in base_counts(sentence)}
    bases = {change.before.start for change in found if change.before is not None} | said
    return Changes(found, every | bases, targets, bases)


def _begins(sentence: Sequence[Item], place: int) -> bool:
    item = sentence[place]
    if item.kind in DIRECTIONS:
        return True
    return item.kind in ("count", "percent") and item.figure is not None and bool(item.figure.sign) and place > 0


def _target(sentence: Sequence[Item], place: int) -> bool:
    for item in reversed(sentence[:place]):
        if item.kind == "goal":
            return True
        if item.text == ";":
            return False
    return False


def _change(
    sentence: Sequence[Item], place: int, item: Item, tail: Tail, differences: set[int], recent: Sequence[Figure]
) -> Change:
    measure = _measure(sentence, place, tail)
    behind = behind_of(sentence, place, tail, measure, differences)
    here = _said(sentence, place, differences)
    open_now = tail.pair is None and tail.now is None
    candidates = [figure for figure in (*recent, *here) if open_now and _fits(figure, tail, measure)]
    now = tail.now or behind.now
    sure = now is not None and behind.beside
    alone = tail.difference is not None and tail.before is None and behind.before is None
    if now is None and measure and alone and len(candidates) == 1 and _compared(sentence, place):
        now, sure = candidates[0], True
    first = behind.pair[0] if behind.pair is not None else now
    measure = measure or (first.measure if first is not None and sure else "")
    return Change(
        start=item.start,
        stop=tail.stop,
        direction=tail.direction,
        difference=tail.difference,
        percent=tail.percent,
        times=tail.times,
        now=now,
        before=tail.before or behind.before,
        pair=tail.pair or behind.pair,
        candidates=tuple(figure for figure in candidates if figure != now),
        sure=sure or now is None,
        measure=measure,
        percent_direction=tail.percent_direction,
        percent_beside_word=tail.percent_beside_word,
        word_stop=item.stop,
        difference_stop=tail.difference_stop,
        words=tuple(tail.words),
    )


def _said(sentence: Sequence[Item], stop: int, differences: set[int]) -> list[Figure]:
    """The counts of a sentence up to ``stop`` that are not themselves differences; of a pair the first."""
    figures = [item.figure for item in sentence[:stop] if item.kind in ("count", "pair", "from_to")]
    return [figure for figure in figures if figure is not None and figure.start not in differences and not figure.sign]


def _fits(figure: Figure, tail: Tail, measure: str) -> bool:
    if measure and figure.measure:
        return measure == figure.measure
    if tail.difference is None or not figure.unit:
        return False
    return same_unit(figure, tail.difference) or _in_cases(figure, tail.difference)


def _in_cases(figure: Figure, difference: Figure) -> bool:
    """Whether a difference in cases may be of another thing counted: "tước 1.127 GPLX, giảm 1.519 trường hợp"."""
    return difference.unit == "trường hợp" and figure.unit not in ("vụ", "người", "đồng", "ngày")


def _measure(sentence: Sequence[Item], place: int, tail: Tail) -> str:
    """What rises or falls: said at the difference, or as the subject ("số người chết tăng")."""
    for figure in (tail.difference, tail.now, tail.pair[0] if tail.pair else None):
        if figure is not None and figure.measure:
            return figure.measure
    if tail.difference is not None and tail.difference.unit not in ("", "người", "vụ"):
        return ""
    for item in reversed(sentence[:place]):
        if item.kind in _SUBJECT:
            return _SUBJECT[item.kind]
        if item.kind == "unit":
            if item.text == "vụ":
                return "accidents"
        elif item.kind not in ("filler", "versus", "period", "near"):
            return ""
    return ""


def _compared(sentence: Sequence[Item], place: int) -> bool:
    """Whether the sentence says "so với cùng kỳ", and nothing new is the subject of the change."""
    seen = False
    for item in reversed(sentence[:place]):
        if item.kind == "versus":
            seen = True
        elif (item.kind in ("word", "mode", "severity", *PARTS) and not seen) or item.kind in PARTS:
            return False
    return seen or any(item.kind == "versus" for item in sentence[place:])
