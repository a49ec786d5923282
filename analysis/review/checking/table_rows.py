"""Rows of tables in a text (cells parted by tabs): "Bảo Yên → 21 → 9 → +12 → +133,33%" recomputed like a sentence.

Taken are runs of numbers with a percent behind two counts, or behind two counts and their difference. Whether now or
before stands first is what most rows of the table with a difference say (now first where none does). Left out: sums of
columns, and percents without their sign "%".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from .numerals import NUMERAL, read_number
from .statements import Change, Figure
from .text import Plain

_CELL = re.compile(r"[^\t\n]+")
_NUMBER = re.compile(rf"(?P<sign>[+-]?) ?(?P<number>{NUMERAL}) ?(?P<percent>%?)")
ROW = re.compile(r"^[^\n]*\t[^\n]*\t[^\n]*$", re.MULTILINE)
"""A line with three cells or more."""


class Row(NamedTuple):
    """Two counts in the order of their columns, the difference where there is one, and the percent."""

    first: Figure
    second: Figure
    difference: Figure | None
    percent: Figure


def table_changes(plain: Plain) -> list[Change]:
    """The changes of all rows; rows without another line between them are one table."""
    tables: list[list[Row]] = []
    end = -2
    for line in ROW.finditer(plain.text):
        if line.start() != end + 1:
            tables.append([])
        tables[-1] += _rows(line)
        end = line.end()
    return [change for rows in tables for change in _changes(rows)]


def _changes(rows: list[Row]) -> list[Change]:
    votes = Counter(_order(row) for row in rows)
    return [_change(row, votes[1] >= votes[-1]) for row in rows]


def _rows(line: re.Match[str]) -> Iterator[Row]:
    """The changes of one line: a table may hold several blocks side by side."""
    run: list[Figure] = []
    for cell in _CELL.finditer(line.group()):
        figure = _figure(cell, line.start())
        if figure is None:
            run = []
        elif figure.kind == "count":
            run.append(figure)
        else:
            if len(run) >= 3 and _is_difference(run[-3:]):
                yield Row(run[-3], run[-2], run[-1], figure)
            elif len(run) >= 2:
                yield Row(run[-2], run[-1], None, figure)
            run = []


def _figure(cell: re.Match[str], offset: int) -> Figure | None:
    text = cell.group()
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    start = offset + cell.start() + len(text) - len(text.lstrip())
    worth = read_number(found["number"], measured=bool(found["percent"]))
    kind = "percent" if found["percent"] else "count"
    sign = {"+": 1, "-": -1}.get(found["sign"], 0)
    start += 0 if found["percent"] else found.start("number")
    shown = found.group() if found["percent"] else found["number"]
    return Figure(start, start + len(shown), shown, worth.value, worth.decimals, kind, sign, slip=worth.slip)


def _is_difference(run: list[Figure]) -> bool:
    """Whether the third count is meant as a difference: it has a sign, or it is one."""
    first, second, third = run
    return bool(third.sign) or abs(first.value - second.value) == third.value


def _order(row: Row) -> int:
    """1 where now stands first, -1 where before does, 0 where the row does not tell."""
    if row.difference is None:
        return 0
    step, said = row.first.value - row.second.value, row.difference.value * (row.difference.sign or 1)
    return 1 if step == said != 0 else -1 if -step == said != 0 else 0


def _change(row: Row, now_first: bool) -> Change:
    now, before = (row.first, row.second) if now_first else (row.second, row.first)
    difference, sign = row.difference, (now.value > before.value) - (now.value < before.value)
    if difference is not None and difference.value:
        sign = difference.sign or 1
    return Change(
        start=row.first.start,
        stop=row.percent.stop,
        direction=sign,
        difference=difference,
        percent=row.percent,
        now=now,
        before=before,
        percent_direction=sign,
        word_stop=row.first.stop,
    )
