"""Where a table begins in a sheet: its heading row (or rows) under the title, and the names of its columns.

The heading is the fullest row of words above the first row of data; a group heading ("Số người" over "Chết" and "Bị
thương") above or a row of parts below is joined to it. Left out: tables side by side in one sheet, headings of more
than three rows. It misleads where a table has no figure or date in any of its first rows; the user can then name
the row.
"""

from __future__ import annotations

import math
import re
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ...definitions.names import fold
from .error_cells import FORMULA_ERRORS
from .legacy_fonts import convert, legacy_font

Row = Sequence[str]
Range = tuple[tuple[int, int], tuple[int, int]]
"""A merged block of cells: (row, column) of its first and last cell, from 0."""

ROWS_JUDGED = 200
"""The heading is looked for in this many rows from the top."""

MOST_HEADING_ROWS = 3

_NUMBER_OR_DATE = re.compile(r"[-+(]?\d[\d.,\s%/:()hT'+-]*(phút)?")
_YEAR = re.compile(r"(19|20)\d\d")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[A-Za-z])\)?(\s*=.*)?")
_TITLE = re.compile(
    r"cong hoa xa hoi|doc lap tu do|uy ban nhan dan|ubnd |ban an toan giao thong|ban atgt|"
    r"cong an (tinh|huyen|thi|thanh)|phong canh sat|bao cao|bieu (so|mau)|phu luc|kem theo|tu (ngay )?\d+ .*den|"
    r"don vi( tinh)?\b|dvt\b|thong ke|tong hop|danh sach|so lieu|\w+ ngay \d+ thang|so \d+ bc"
)


@dataclass(frozen=True)
class Header:
    """The heading rows ``first``-``last`` (from 0; both -1 where there is none), and the columns with their names."""

    first: int
    last: int
    columns: tuple[int, ...]
    headings: tuple[str, ...]


def find_header(rows: Sequence[Row], *, merges: Sequence[Range] = (), header_row: int | None = None) -> Header:
    """The heading of ``rows`` (the top of a sheet, "" = empty cell); ``header_row`` (1-based) where the user names it.

    Headings are unique, of one line, two-row ones joined as "Số người / Chết"; an unnamed column that holds something
    is "Cột 3". Raises ValueError for a ``header_row`` outside the sheet.
    """
    top = rows[: max(ROWS_JUDGED, (header_row or 0) + MOST_HEADING_ROWS)]
    plain = readable([["" if cell in FORMULA_ERRORS else cell for cell in row] for row in top])
    if header_row is None:
        chosen = _fullest(plain)
        first = chosen if chosen < 0 else _upwards(plain, chosen, merges)
    else:
        if not 1 <= header_row <= len(rows):
            raise ValueError(f"header_row {header_row} outside 1-{len(rows)}")
        chosen = first = header_row - 1
    last = chosen if chosen < 0 else _downwards(plain, first, chosen, merges)
    return name_columns(rows, first, last, merges=merges)


def name_columns(rows: Sequence[Row], first: int, last: int, *, merges: Sequence[Range] = ()) -> Header:
    """The columns of a table whose heading rows are ``first``-``last`` (from 0; -1 where there is none)."""
    names = _joined(_spread(rows, first, last, merges)) if first >= 0 else []
    return _named(names, first, last, rows)


def readable(rows: Sequence[Row]) -> list[list[str]]:
    """``rows`` with texts of a legacy font in Unicode, for judging words only."""
    cells = pd.Index([cell for row in rows for cell in row], dtype="str")
    font = legacy_font(cells.unique())
    converted = iter(convert(cells, font))
    return [[next(converted) for _ in row] for row in rows]


def is_column_numbers(row: Row, *, bare: bool) -> bool:
    """Whether ``row`` numbers the columns: "(1) (2) (3)", or "A B 1 2 3" where ``bare`` ones are allowed."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if len(cells) < 3 or not all(_COLUMN_NUMBER.fullmatch(cell) for cell in cells):
        return False
    numbers = [int(found[0]) for cell in cells if (found := re.search(r"\d+", cell))]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers)) if numbers else []):
        return False
    if sum(cell.startswith("(") for cell in cells) >= 2:
        return True
    return (
        bare and len(cells) == len(row) and numbers[:1] in ([], [1]) and (len(numbers) < len(cells) or len(cells) > 3)
    )


def tidy(text: str) -> str:
    """``text`` composed (NFC) on one line; unlike ``names.nfc`` it keeps U+00AD, the "ư" of TCVN3."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _fullest(rows: Sequence[Row]) -> int:
    """The fullest row of words above the first row of data, -1 where there is none."""
    counts = [_filled(row) for row in rows]
    usual = _usual_width(rows, counts)
    data = next((at for at, row in enumerate(rows) if counts[at] * 2 >= usual and _is_data(row)), len(rows))
    words = [at for at in range(data) if _could_head(rows[at], counts[at], usual)]
    if data == len(rows):
        words = [at for at in words if counts[at] * 2 >= usual][:1]
    return max(words, key=lambda at: counts[at]) if words else -1


def _usual_width(rows: Sequence[Row], counts: Sequence[int]) -> int:
    data = [count for count, row in zip(counts, rows, strict=True) if count > 1 and _is_data(row)]
    return math.ceil(statistics.median(data)) if data else max(counts, default=0)


def _could_head(row: Row, count: int, usual: int) -> bool:
    least = min(2, usual) if usual < 7 else math.ceil(usual * 0.3)
    return 0 < count >= least and not _is_title(row) and sum(map(_is_figure, row)) * 5 <= count


def _filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_figure(cell: str) -> bool:
    text = cell.strip()
    return bool(_NUMBER_OR_DATE.fullmatch(text)) and not _YEAR.fullmatch(text)


def _is_data(row: Row) -> bool:
    """Whether ``row`` holds a figure or a date; the line that numbers the columns counts, it too ends the heading."""
    return any(map(_is_figure, row))


def _is_title(row: Row) -> bool:
    cells = [fold(cell) for cell in row if cell.strip()]
    return len(set(cells)) <= 3 and any(_TITLE.match(cell) for cell in cells)


def _upwards(rows: Sequence[Row], chosen: int, merges: Sequence[Range]) -> int:
    first = chosen
    while first > 0 and chosen - first < MOST_HEADING_ROWS - 1 and _is_group_row(rows, first, merges):
        first -= 1
    return first


def _is_group_row(rows: Sequence[Row], lower: int, merges: Sequence[Range]) -> bool:
    """Whether the row above ``lower`` names groups of its columns, or the columns that ``lower`` leaves blank."""
    upper_row, lower_row = rows[lower - 1], rows[lower]
    if _filled(upper_row) == 0 or _is_title(upper_row) or _is_data(upper_row):
        return False
    if any(_covers_group(merge, lower - 1, lower_row) for merge in merges):
        return True
    width = max((at + 1 for row in (upper_row, lower_row) for at, cell in enumerate(row) if cell.strip()), default=0)
    gaps = [at for at in range(width) if not _at(lower_row, at)]
    filling = sum(bool(_at(upper_row, at)) for at in gaps)
    names = [cell for cell in lower_row if cell.strip()]
    return _filled(upper_row) >= 2 and ((bool(gaps) and filling * 2 >= len(gaps)) or len(set(names)) < len(names))


def _covers_group(merge: Range, row: int, lower_row: Row) -> bool:
    (top, left), (bottom, right) = merge
    names = _filled(lower_row[left : right + 1])
    return top == bottom == row and right > left and 2 <= names < 0.8 * _filled(lower_row)


def _downwards(rows: Sequence[Row], first: int, chosen: int, merges: Sequence[Range]) -> int:
    last = chosen
    while last + 1 < len(rows) and last - first < MOST_HEADING_ROWS - 1 and _is_part_row(rows, last, merges):
        last += 1
    return last


def _is_part_row(rows: Sequence[Row], upper: int, merges: Sequence[Range]) -> bool:
    """Whether the row below ``upper`` names parts of its groups: words only, under blanks or the start of a group."""
    upper_row, lower_row = rows[upper], rows[upper + 1]
    filled = [at for at, cell in enumerate(lower_row) if cell.strip()]
    if not filled or any(re.search(r"\d", lower_row[at]) for at in filled) or is_column_numbers(lower_row, bare=True):
        return False
    if any(_covers_part(merge, upper, filled) for merge in merges):
        return True
    gaps = [at for at in filled if not _at(upper_row, at) or (at > 0 and _at(upper_row, at) == _at(upper_row, at - 1))]
    starts = [at for at in filled if at not in gaps and at + 1 in gaps]
    return len(filled) >= 2 and bool(gaps) and bool(starts) and len(gaps) + len(starts) == len(filled)


def _covers_part(merge: Range, row: int, filled: Sequence[int]) -> bool:
    (top, left), (bottom, right) = merge
    return top == bottom == row and right > left and {left, right} <= set(filled)


def _at(row: Row, column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _spread(rows: Sequence[Row], first: int, last: int, merges: Sequence[Range]) -> list[list[str]]:
    """The heading rows with the name of a group repeated over each of its columns."""
    width = max((len(row) for row in rows[first : last + 1]), default=0)
    cells = [[_at(row, at) for at in range(width)] for row in rows[first : last + 1]]
    levels = [["" if cell in FORMULA_ERRORS else cell for cell in row] for row in cells]
    for (top, left), (_, right) in merges:
        if first <= top <= last and top - first < len(levels) - 1:
            levels[top - first][left : right + 1] = [levels[top - first][left]] * len(
                levels[top - first][left : right + 1]
            )
    for depth, level in enumerate(levels[:-1]):
        below = [any(lower[at] for lower in levels[depth + 1 :]) for at in range(width)]
        for at in range(1, width):
            same_group = depth == 0 or levels[depth - 1][at] == levels[depth - 1][at - 1]
            if not level[at] and below[at] and below[at - 1] and same_group:
                level[at] = level[at - 1]
    return levels


def _joined(levels: Sequence[Row]) -> list[str]:
    columns = zip(*levels, strict=True)
    return [" / ".join(dict.fromkeys(tidy(part) for part in parts if part.strip())) for parts in columns]


def _named(names: Sequence[str], first: int, last: int, rows: Sequence[Row]) -> Header:
    width = max((len(row) for row in rows), default=0)
    used = [any(_at(row, at) for row in rows[last + 1 :]) for at in range(width)]
    columns = [at for at in range(width) if _at(names, at) or used[at]]
    headings: dict[str, None] = {}
    for at in columns:
        headings[_unique(_at(names, at) or f"Cột {at + 1}", headings)] = None
    return Header(first, last, tuple(columns), tuple(headings))


def _unique(name: str, taken: dict[str, None]) -> str:
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name} ({number})"
    return candidate
