"""Web pages that call themselves .xls (many report systems write them) → the cells of their largest table.

Joined cells (colspan, rowspan) keep their text in the first place and leave the others blank, as a spreadsheet
does. Left out: tables inside tables, styles, scripts.
"""

from __future__ import annotations

from html.parser import HTMLParser

from .headers import Range

_WIDEST = 1000


class _Tables(HTMLParser):
    """Collects each table as rows of (text, colspan, rowspan)."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self._row: list[tuple[str, int, int]] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._finish()
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._finish()
            self._row = []
            self.tables[-1].append(self._row)
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self._finish()
            given = dict(attrs)
            self._cell, self._span = [], (_count(given.get("colspan")), _count(given.get("rowspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._finish()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _finish(self) -> None:
        if self._cell is not None:
            self._row.append((" ".join("".join(self._cell).split()), *self._span))
        self._cell = None


def largest_table(page: str) -> tuple[list[list[str]], tuple[Range, ...]]:
    """Rows of text cells, and the joined cells as ranges (row, column from 0); no rows where the page has no table."""
    parser = _Tables()
    parser.feed(page)
    parser.close()
    table = max(parser.tables, key=lambda rows: sum(map(len, rows)), default=[])
    return _placed(table)


def _placed(table: list[list[tuple[str, int, int]]]) -> tuple[list[list[str]], tuple[Range, ...]]:
    cells: dict[tuple[int, int], str] = {}
    ranges: list[Range] = []
    for at, row in enumerate(table):
        column = 0
        for text, across, down in row:
            while (at, column) in cells:
                column += 1
            down = min(down, len(table) - at)
            cells |= {(at + below, column + right): "" for below in range(down) for right in range(across)}
            cells[at, column] = text
            if across > 1 or down > 1:
                ranges.append(((at, column), (at + down - 1, column + across - 1)))
            column += across
    width = max((column for _, column in cells), default=-1) + 1
    return [[cells.get((at, column), "") for column in range(width)] for at in range(len(table))], tuple(ranges)


def _count(text: str | None) -> int:
    return min(max(int(text), 1), _WIDEST) if text and text.strip().isdigit() else 1
