"""How many and how much: people, cases, money, minutes, and what speaks against a number.

A count that is negative, absurd or no number rejects its row; a side figure (damage, fine, minutes) only loses its own
cell. Limits stand in ``intake_limits.toml``. Left out: how a number is read (``numbers``).
"""

from __future__ import annotations

from functools import partial

import pandas as pd

from ..definitions.names import fold
from .coding import labelled
from .columns import cell, filled
from .rules import Mark, mark
from .values.distinct import on_distinct
from .values.numbers import money_unit, parse_counts, parse_money, parse_numbers

SMALLEST_VND = 10_000
"""Below this most amounts of a column are no đồng: the smallest fine of the road law is ten times as much."""


def people_count(
    cells: pd.DataFrame, key: str, limit: int, *, blank_said: bool = True
) -> tuple[pd.Series, tuple[Mark, ...]]:
    """People of ``key`` (Int64), 0 where the cell is blank; all missing where the file has no such column."""
    if key not in cells:
        return pd.Series(pd.NA, index=cells.index, dtype="Int64"), ()
    number, invalid = _counted(cells[key], limit)
    blank = ~filled(cells[key])
    marks = [mark("count_invalid", invalid, _spoken(key, cells[key], invalid))]
    if blank_said:
        marks.append(mark("blank_as_zero", blank, _spoken(key, cells[key], blank)))
    return number.mask(blank, 0), tuple(marks)


def needed_count(cells: pd.DataFrame, key: str, limit: int) -> tuple[pd.Series, tuple[Mark, ...]]:
    """The count of ``key`` (Int64) that a row cannot do without: a blank cell rejects it too."""
    number, invalid = _counted(cells[key], limit)
    blank = ~filled(cells[key])
    invalid_mark = mark("count_invalid", invalid, _spoken(key, cells[key], invalid))
    return number, (invalid_mark, mark("count_missing", blank, _spoken(key, cells[key], blank)))


def side_count(cells: pd.DataFrame, key: str, limit: int) -> tuple[pd.Series, Mark]:
    """A count beside the main one (Int64), missing where it is blank, unreadable, negative or above ``limit``."""
    number, invalid = _counted(cell(cells, key), limit)
    return number, mark("number_unreadable", invalid, _spoken(key, cell(cells, key), invalid))


def money_vnd(cells: pd.DataFrame, key: str, unit: float, limit: float) -> tuple[pd.Series, Mark]:
    """Đồng (Int64) of ``key`` (``unit`` đồng each); missing where blank, unreadable, negative or too large."""
    column = cell(cells, key)
    amount = on_distinct(column, partial(parse_money, unit=unit))
    wrong = filled(column) & (amount.isna() | (amount < 0) | (amount > limit)).fillna(True).astype(bool)
    return amount.mask(wrong), mark("number_unreadable", wrong, _spoken(key, column, wrong))


def unit_of(heading: str, named: str, column: pd.Series) -> tuple[float, bool]:
    """Đồng for one unit of a money column, and whether that had to be assumed from the size of its numbers.

    The heading says it, else ``named`` (the profile's unit); else a column of amounts that are mostly below
    ``SMALLEST_VND`` is taken for millions: nobody writes a damage of 15 đồng.
    """
    if money_unit(heading) != 1 or "dong" in fold(heading).split():
        return money_unit(heading), False
    if named:
        return money_unit(named), False
    amounts = on_distinct(column, partial(parse_money, unit=1.0))
    positive = amounts[(amounts > 0).fillna(False)]
    if positive.empty or float(positive.median()) >= SMALLEST_VND:
        return 1.0, False
    return 1_000_000.0, True


def side_number(cells: pd.DataFrame, key: str, limit: float) -> tuple[pd.Series, Mark]:
    """A measured number (float64) of ``key``; missing where blank, unreadable, negative or above ``limit``."""
    column = cell(cells, key)
    number = on_distinct(column, parse_numbers)
    wrong = filled(column) & ~number.between(0, limit)
    return number.mask(wrong), mark("number_unreadable", wrong, _spoken(key, column, wrong))


def _counted(column: pd.Series, limit: int) -> tuple[pd.Series, pd.Series]:
    """The whole number of every cell, missing where invalid; and which cells are (blank ones are not)."""
    number = on_distinct(column, parse_counts)
    wrong = filled(column) & ~number.between(0, limit).fillna(False).astype(bool)
    return number.mask(wrong), wrong


def _spoken(key: str, column: pd.Series, where: pd.Series) -> pd.Series:
    return labelled(key, column[where])
