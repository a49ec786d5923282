"""Figures that belong together: "từ 62 lên 74 vụ" as one item, and the whole in "21 trong số 92 vụ"."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from .numerals import read_number
from .periods_said import PeriodSaid
from .statements import Figure


class Item(NamedTuple):
    """A token of a sentence, or a number as a figure: kinds count, percent, pair, from_to beside those of tokens."""

    kind: str
    start: int
    stop: int
    text: str
    figure: Figure | None = None
    other: Figure | None = None
    period: PeriodSaid | None = None
    code: str = ""


def with_wholes(found: list[Item]) -> list[Item]:
    """In "21 trong số 92 vụ" 92 becomes a ``whole_count``, which is no count of now, and 21 takes its unit."""
    out = list(found)
    for place, item in enumerate(found):
        way = place - 1
        while way > 0 and (found[way].text in ("trong", "số", "tổng") or found[way].kind == "whole"):
            way -= 1
        part = found[way] if 0 <= way < place - 1 else None
        if item.kind != "count" or part is None or part.kind != "count" or found[way + 1].text != "trong":
            continue
        if item.figure is not None and part.figure is not None and part.figure.unit in ("", "trong", item.figure.unit):
            out[place] = item._replace(kind="whole_count")
            counted = replace(part.figure, unit=item.figure.unit, measure=part.figure.measure or item.figure.measure)
            out[way] = part._replace(figure=counted)
    return out


def with_spans(found: list[Item]) -> list[Item]:
    """Make "từ 62 lên 74 vụ" one item: ``figure`` is 74, ``other`` 62."""
    joined: list[Item] = []
    place = 0
    while place < len(found):
        ends = _span_at(found, place)
        if ends is None:
            joined.append(found[place])
            place += 1
            continue
        before, now, stop = ends
        if not before.unit or before.unit == now.unit:
            before = replace(before, unit=now.unit, measure=now.measure or before.measure)
            before = before if before.scale > 1 else _scaled(before, now.scale)
        joined.append(Item("from_to", found[place].start, found[stop].stop, "từ … lên …", now, before))
        place = stop + 1
    return joined


def _span_at(found: list[Item], place: int) -> tuple[Figure, Figure, int] | None:
    """The two figures of a span that begins at ``place``, and where it ends: "từ 45 vụ năm 2023 xuống 40 vụ"."""
    if found[place].kind != "from" or place + 3 >= len(found) or found[place + 1].kind != "count":
        return None
    way = place + 2
    while way + 1 < len(found) and found[way].kind in ("period", "versus", "filler"):
        way += 1
    before, now = found[place + 1].figure, found[way + 1].figure if way + 1 < len(found) else None
    if found[way].kind != "to" or found[way + 1].kind != "count" or before is None or now is None:
        return None
    return before, now, way + 1


def _scaled(figure: Figure, scale: int) -> Figure:
    if scale == 1:
        return figure
    worth = read_number(figure.text, measured=True)
    return replace(figure, scale=scale, value=worth.value, decimals=worth.decimals, slip=worth.slip, other=worth.other)
