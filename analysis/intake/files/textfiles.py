"""Delimited text → rows of cells: the delimiter found, records split (quoted line breaks belong to their cell).

Rows are numbered as Excel shows the opened file: one a record, blank lines counted, a first line "sep=;" not. Left
out: fixed-width text. It misleads where a file has no line with more than one cell: the delimiter is then "".
"""

from __future__ import annotations

import csv
import io
import re
import statistics
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

DELIMITERS = (";", "\t", "|", ",")
"""In order of preference where several split the file equally: decimal commas make the comma deceive."""

MOST_LINES_IN_A_CELL = 20
"""A cell of more lines than this has swallowed other records: the quotation marks do not pair."""

RECORDS_JUDGED = 300

NO_DELIMITER = "\x1f"
"""Stands for "one cell a record": a character that no text file has."""

_END = "\x1e"
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(.)"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True)
class Grid:
    """All records of a text, one list of cells each; ``broken_quotes`` where quotation marks could not be paired."""

    rows: list[list[str]]
    delimiter: str
    broken_quotes: bool


def split(text: str, *, complete: bool = True) -> Grid:
    """``text`` as a grid; where quotation marks do not pair, the lines with the odd ones are read without them.

    Of a text cut off somewhere (not ``complete``) the last record is left out.
    """
    body, delimiter = declared_delimiter(text)
    delimiter = delimiter or sniff_delimiter(body)
    broken = has_broken_quotes(body, delimiter, complete=complete)
    if broken:
        rows = [row for row, _ in mended_records(io.StringIO(body, newline=""), delimiter)]
    else:
        rows = list(records(io.StringIO(body, newline=""), delimiter))
    return Grid(rows if complete else rows[:-1], delimiter, broken)


def declared_delimiter(text: str) -> tuple[str, str]:
    """``text`` without a first line "sep=;", and the delimiter that it names ("" where there is no such line)."""
    found = _SEPARATOR_LINE.match(text)
    return (text[found.end() :], found[1]) if found else (text, "")


def heading_bytes(text: str, grid: Grid, rows: int) -> int:
    """UTF-8 bytes from the start of ``text`` to the end of its first ``rows`` records (a "sep=;" line is none)."""
    body, _ = declared_delimiter(text)
    taken = sum(length for _, length in islice(mended_records(io.StringIO(body, newline=""), grid.delimiter), rows))
    return len((text[: len(text) - len(body)] + body[:taken]).encode("utf-8", "replace"))


def records(lines: Iterable[str], delimiter: str, *, quoting: bool = True) -> Iterator[list[str]]:
    """The records of ``lines``; "" as delimiter gives one cell a record."""
    yield from csv.reader(
        lines,
        delimiter=delimiter or NO_DELIMITER,
        quoting=csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE,
        quotechar='"' if quoting else None,
    )


def mended_records(lines: Iterable[str], delimiter: str) -> Iterator[tuple[list[str], int]]:
    """The records of ``lines`` with their lengths [characters]; slower than ``records``, safe from odd quotation marks.

    Where the next few lines do not close a mark, or are whole records themselves, its line is read without marks.
    """
    waiting = _Lines(lines)
    width = 1
    while first := waiting.take():
        taken = [first]
        while _is_open(taken) and len(taken) <= MOST_LINES_IN_A_CELL and (following := waiting.take()):
            taken.append(following)
        if _is_open(taken) or _holds_records(taken[1:], delimiter, width):
            waiting.put_back(taken[1:])
            record, taken = next(records([first], delimiter, quoting=False), []), [first]
        else:
            record = next(records(taken, delimiter), [])
        width = max(width, len(record))
        yield record, sum(map(len, taken))


class _Lines:
    """Lines that can be put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self._waiting = iter(lines), deque[str]()

    def take(self) -> str:
        """The next line, "" at the end."""
        return self._waiting.popleft() if self._waiting else next(self._lines, "")

    def put_back(self, lines: Sequence[str]) -> None:
        """``lines`` will be taken again, before all others."""
        self._waiting.extendleft(reversed(lines))


def _is_open(lines: Sequence[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _holds_records(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether one of ``lines``, all within one cell, is a whole record; narrow tables cannot tell."""
    return bool(delimiter) and width > 3 and any(line.count(delimiter) >= width - 1 for line in lines)


def sniff_delimiter(text: str) -> str:
    """The delimiter of ``text``: the one that gives most records the same number (above 1) of cells, from the top."""
    ranked = [(*_evenness(text, delimiter), -DELIMITERS.index(delimiter), delimiter) for delimiter in DELIMITERS]
    share, *_, best = max(ranked)
    return best if share > 0 else ""


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """(share of records with the commonest number of cells in twentieths, minus where the first such record stands)."""
    try:
        counts = _cells_a_record(text, delimiter, quoting=True)
    except csv.Error:
        counts = _cells_a_record(text, delimiter, quoting=False)
    several = [count for count in counts if count > 1]
    if not several:
        return 0.0, 0
    usual = statistics.mode(several)
    return round(20 * several.count(usual) / len(counts)), -counts.index(usual)


def _cells_a_record(text: str, delimiter: str, *, quoting: bool) -> list[int]:
    rows = islice(records(io.StringIO(text, newline=""), delimiter, quoting=quoting), RECORDS_JUDGED)
    return [len(row) for row in rows if any(row)]


def has_broken_quotes(text: str, delimiter: str, *, complete: bool = True) -> bool:
    """Whether quotation marks swallow other records into one cell, or are open at the end of a ``complete`` text."""
    if '"' not in text:
        return False
    try:
        rows = list(records(io.StringIO(f"{text}\n{_END}\n", newline=""), delimiter))
    except csv.Error:
        return True
    width = statistics.median_low(map(len, rows))
    return (complete and rows[-1] != [_END]) or any(
        _swallows(cell, delimiter, width) for row in rows for cell in row if "\n" in cell
    )


def _swallows(cell: str, delimiter: str, width: int) -> bool:
    lines = cell.split("\n")
    return len(lines) > MOST_LINES_IN_A_CELL or _holds_records(lines[1:], delimiter, width)
