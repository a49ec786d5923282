"""Where the places for remarks are in an edited report: by their controls, and by their bookmarks where those are gone.

Word keeps a control with its tag around everything typed into it. LibreOffice 7 keeps it around the first paragraph
only (as plain words) and drops the tag; there the bookmarks around the place say what belongs to it. Leaves out what
stands in a place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from .remark_record import BOOKMARK, TAG

_W_P, _W_TBL, _W_SDT = qn("w:p"), qn("w:tbl"), qn("w:sdt")
_START, _END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")


def places(body: Any) -> dict[str, list[Any]]:
    """Paragraphs and tables of every place by its name, in the order of the document; each is taken once."""
    blocks, places, _ = _placed(body)
    return {name: [blocks[number] for number in numbers] for name, numbers in places.items()}


def outside(body: Any) -> list[Any]:
    """Paragraphs and tables that belong to no place, in the order of the document."""
    blocks, _, taken = _placed(body)
    return [block for number, block in enumerate(blocks) if number not in taken]


def _placed(body: Any) -> tuple[list[Any], dict[str, list[int]], set[int]]:
    """All blocks, the numbers of those in each place, and of those in any."""
    blocks, owners, ranges = _flattened(body)
    places: dict[str, list[int]] = {}
    taken: set[int] = set()
    for number, owner in enumerate(owners):
        if owner:
            places.setdefault(owner, []).append(number)
            taken.add(number)
    for name, (first, last) in ranges.items():
        free = [number for number in range(first, last) if number not in taken]
        taken.update(free)
        places[name] = sorted([*places.get(name, []), *free])
    return blocks, places, taken


def _flattened(body: Any) -> tuple[list[Any], list[str], dict[str, tuple[int, int]]]:
    """Paragraphs and tables one after the other, the control that each lies in, and the ranges of the bookmarks."""
    blocks: list[Any] = []
    owners: list[str] = []
    marks: list[tuple[Any, int]] = []
    for element, owner in _walk(body, ""):
        if element.tag in (_START, _END):
            marks.append((element, len(blocks)))
            continue
        marks += [(mark, len(blocks) + _is_behind(mark, element)) for mark in element.iter(_START, _END)]
        blocks.append(element)
        owners.append(owner)
    return blocks, owners, _ranges(marks)


def _ranges(marks: Sequence[tuple[Any, int]]) -> dict[str, tuple[int, int]]:
    """First block and the one behind the last of every bookmark of ours.

    LibreOffice writes a bookmark over a table as two of the same name, the first without its end: the earliest start
    and the latest end count.
    """
    names: dict[str, str] = {}
    ranges: dict[str, tuple[int, int]] = {}
    for mark, place in marks:
        number, name = mark.get(qn("w:id")), mark.get(qn("w:name")) or ""
        if mark.tag == _START and name.startswith(BOOKMARK):
            names[number] = name.removeprefix(BOOKMARK)
            ranges.setdefault(names[number], (place, place))
        elif mark.tag == _END and number in names:
            first, last = ranges[names[number]]
            ranges[names[number]] = (first, max(last, place))
    return ranges


def _walk(parent: Any, owner: str) -> Iterator[tuple[Any, str]]:
    """The blocks and block-level bookmarks below ``parent``, with the name of the control they lie in."""
    for child in parent:
        if child.tag == _W_SDT:
            content = child.find(qn("w:sdtContent"))
            yield from _walk(content if content is not None else (), _name_of(child) or owner)
        elif child.tag in (_W_P, _W_TBL, _START, _END):
            yield child, owner


def _name_of(control: Any) -> str:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    value = "" if tag is None else tag.get(qn("w:val")) or ""
    return value.removeprefix(TAG) if value.startswith(TAG) else ""


def _is_behind(mark: Any, block: Any) -> int:
    """1 where something stands in ``block`` before the mark (so a range ends behind it), else 0."""
    for element in block.iter():
        if element is mark:
            return 0
        if element.tag in (qn("w:t"), qn("w:drawing")) and mark.tag == _END:
            return 1
    return 0
