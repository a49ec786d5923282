"""Cells merged over several data rows: a district or an accident's code that stands in the first of its rows only.

``fill_down`` repeats it in the rows below. Left out: rows with nothing of their own and totals, which get nothing, and
all rows under a merged figure such as "Chết": they are parts of one record, and repeating it would count it twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...definitions.names import fold
from .headers import Header, Range
from .layout import names_total

_FIGURE = re.compile(r"-|[-+]?\d[\d.,\s%]*")
_NO_MEASURE = re.compile(r"\b(stt|tt|so tt|so thu tu|ma|id|so hieu|so vu viec|ngay|gio|thoi gian|thang|quy|nam|ky)\b")
"""Headings under which a figure is a name or a time, not a measure."""


def fill_down(
    rows: Sequence[Sequence[str]], merges: Sequence[Range], header: Header
) -> tuple[list[list[str]], tuple[int, ...]]:
    """``rows`` with what is merged downwards below the heading repeated, and the numbers [1-based] of rows filled."""
    filled = [list(row) for row in rows]
    names = dict(zip(header.columns, header.headings, strict=True))
    downward = [
        (top, bottom, left)
        for (top, left), (bottom, _) in merges
        if header.last < top < bottom and left in names and top < len(rows) and left < len(rows[top])
    ]
    parts: set[int] = set()
    for top, bottom, left in downward:
        if _FIGURE.fullmatch(rows[top][left].strip()) and not _NO_MEASURE.search(fold(names[left])):
            parts |= set(range(top + 1, bottom + 1))
    numbers: set[int] = set()
    for top, bottom, left in downward:
        for at in range(top + 1, min(bottom + 1, len(rows))):
            if at not in parts and rows[top][left] and _takes(rows[at], left):
                filled[at][left] = rows[top][left]
                numbers.add(at + 1)
    return filled, tuple(sorted(numbers))


def _takes(row: Sequence[str], column: int) -> bool:
    """Whether the blank cell at ``column`` belongs to a row with something of its own that is no total."""
    cells = [(at, cell.strip()) for at, cell in enumerate(row) if cell.strip()]
    own = [cell for at, cell in cells if at > 0 or not cell.rstrip(".").isdecimal()]
    return column < len(row) and not row[column].strip() and bool(own) and not names_total(own[0])
