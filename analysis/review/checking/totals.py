"""A total said behind its parts: "đường bộ 90 vụ, đường sắt 01 vụ, đường thủy 02 vụ, tổng cộng 93 vụ".

Leaves out parts that are counted twice under one name, and totals of another thing than their parts.
"""

from __future__ import annotations

from collections.abc import Sequence

from .items import Item
from .labels import Label, Labelled, labelled_counts
from .statements import Figure, Parts

COMPLETE = {
    "mode": {"road", "rail", "water"},
    "severity": {"especially_serious", "very_serious", "serious", "less_serious", "collision"},
}
"""The codes of a kind that together are all."""
_BETWEEN = ("filler", "mark")


def total_behind(sentence: Sequence[Item], left_out: set[int]) -> Parts | None:
    """The first total of a sentence that is said behind at least two parts of one kind; None where there is none."""
    counts = [one for one in labelled_counts(sentence) if one.item.kind == "count"]
    for number, one in enumerate(counts):
        total = one.item.figure
        if total is None or not is_total(sentence, one.place) or not _plain(total, left_out):
            continue
        parts = _parts(sentence, counts[:number], total, left_out)
        if len(parts) > 1:
            kind, codes = next(iter(parts)).kind, tuple(label.code for label in parts)
            complete = set(codes) >= COMPLETE.get(kind, {""})
            return Parts(total, tuple(parts.values()), codes, kind, complete, said_complete=True)
    return None


def is_total(sentence: Sequence[Item], place: int) -> bool:
    """Whether the count at ``place`` is said as a total: "tổng cộng 92 vụ"."""
    for item in reversed(sentence[max(0, place - 3) : place]):
        if item.kind == "whole":
            return True
        if item.kind not in _BETWEEN or item.text in (",", ";", "(", ")"):
            return False
    return False


def _parts(
    sentence: Sequence[Item], counts: Sequence[Labelled], total: Figure, left_out: set[int]
) -> dict[Label, Figure]:
    """The counts before the total by their label; none where a label has two, or there are labels of two kinds."""
    parts: dict[Label, Figure] = {}
    for one in counts:
        figure = one.item.figure
        if figure is None or not _same(sentence, one.place, figure, total) or not _plain(figure, left_out):
            continue
        if len(one.labels) != 1 or one.labels[0] in parts:
            return {}
        parts[one.labels[0]] = figure
    return parts if len({label.kind for label in parts}) == 1 else {}


def _plain(figure: Figure, left_out: set[int]) -> bool:
    return figure.start not in left_out and not (figure.about or figure.decimals or figure.sign)


def _same(sentence: Sequence[Item], place: int, figure: Figure, total: Figure) -> bool:
    """Whether a part counts what the total does; a bare number does where nothing but a mark follows it."""
    if figure.unit or figure.measure:
        return bool(total.unit) and (figure.measure, figure.unit) == (total.measure, total.unit)
    return (place + 1 < len(sentence) and sentence[place + 1].kind == "mark") or place + 1 == len(sentence)
