"""A received file → text tables: what kind of file it really is, its sheets, its heading, its cells as text.

All cells are text as written (NFC, trimmed), rows carry the number that Excel shows. Nothing is judged or converted
here: legacy fonts keep their look, totals stay in (``layout.set_aside`` takes them out), dates of text stay text.
Left out: pictures, PDF, Word. It misleads where a sheet holds two tables side by side: they are read as one.
"""

from __future__ import annotations

import hashlib
import io
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from ...errors import RequestError
from ..findings import Finding
from . import kinds, large_text, reading_notes
from .encodings import BLOCK, Scan, Utf8Stream, damaged_lines, decode, encoding_of, raw_text, scan
from .error_cells import error_cells
from .headers import Header, Range, find_header, name_columns, readable
from .html_tables import largest_table
from .merges import fill_down
from .spreadsheets import hidden_sheets, open_workbook, read_sheet, visible_sheets
from .textfiles import Grid, heading_bytes, split

LARGE = 8 << 20
"""Text files above this many bytes are read as a stream."""

_TOP = 1 << 20
"""Bytes from the top of a large text by which its layout is found."""

_SAMPLES = 8


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it came: where its bytes are and the name it was sent under."""

    path: Path
    name: str

    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True)
class TextTable:
    """One table of a file, all text.

    ``sheet`` is "" for text files; ``header_row`` [1-based] the last heading row, 0 where there is none; ``encoding``
    and ``delimiter`` are "" for workbooks. ``headings`` are unique, as written (a legacy font keeps its look).
    ``title``: the texts of the rows above the heading, in Unicode.
    """

    sheet: str
    headings: tuple[str, ...]
    header_row: int
    encoding: str
    delimiter: str
    notes: tuple[Finding, ...]
    _rows: Callable[[Sequence[str]], Iterator[pd.DataFrame]] = field(repr=False, compare=False)
    title: tuple[str, ...] = ()

    def chunks(self, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Data rows in order: columns = headings, str or category, "" = empty cell, index ``row`` int64 [1-based].

        At least one frame, maybe without rows; blank rows are left out. ``columns`` reads only those and the first two,
        which ``layout.set_aside`` looks at. A chunk with rows longer than the heading has "@extra" besides. Raises
        RequestError for a column that is not there.
        """
        missing = [name for name in columns or () if name not in self.headings]
        if missing:
            raise RequestError(f"Tệp không có cột “{missing[0]}”.", f"Hãy chọn trong: {', '.join(self.headings)}.")
        wanted = self.headings if columns is None else {*columns, *self.headings[:2]}
        yield from self._rows([name for name in self.headings if name in wanted])


def list_sheets(file: ReceivedFile) -> list[str]:
    """Names of the sheets that a person sees, in order; ``[""]`` for text. Raises FileError for an unusable file."""
    if kinds.kind_of(file.path, file.name) != "workbook":
        return [""]
    with file.path.open("rb") as stream, open_workbook(stream, file.name) as workbook:
        return visible_sheets(workbook)


def read_tables(
    file: ReceivedFile, *, sheets: Sequence[str] | None = None, header_row: int | None = None
) -> list[TextTable]:
    """The tables of ``file``, one a sheet: all visible sheets that hold anything, or ``sheets``.

    ``header_row`` [1-based] is the (upper) heading row where the user names it. Raises FileError where the file
    cannot be used or holds no table, RequestError for a sheet or row that is not there.
    """
    kind = kinds.kind_of(file.path, file.name)
    if kind == "workbook":
        tables = _workbook_tables(file, sheets, header_row)
    elif kind == "html":
        tables = [_html_table(file, header_row)]
    elif file.path.stat().st_size > LARGE:
        tables = [_large_table(file, header_row)]
    else:
        tables = [_text_table(file, header_row)]
    if not tables:
        raise kinds.no_table(file.name)
    return tables


def _workbook_tables(file: ReceivedFile, sheets: Sequence[str] | None, header_row: int | None) -> list[TextTable]:
    with file.path.open("rb") as stream, open_workbook(stream, file.name) as workbook:
        chosen = visible_sheets(workbook) if sheets is None else list(sheets)
        read = [read_sheet(workbook, sheet, file.name, errors=error_cells(file.path, sheet)) for sheet in chosen]
        notes = reading_notes.hidden(hidden_sheets(workbook)) if sheets is None else ()
    full = [sheet for sheet in read if any(any(row) for row in sheet.rows)]
    notes += reading_notes.empty([sheet.name for sheet in read if sheet not in full])
    tables = []
    for sheet in full:
        header = _header(sheet.rows, header_row, file.name, merges=sheet.merges)
        rows, filled = fill_down(sheet.rows, sheet.merges, header)
        notes += reading_notes.merged(filled)
        tables.append(_small_table(rows, header, sheet=sheet.name, notes=notes))
        notes = ()
    return tables


def _html_table(file: ReceivedFile, header_row: int | None) -> TextTable:
    decoded = decode(file.path.read_bytes())
    rows, merges = largest_table(decoded.text)
    if not any(any(row) for row in rows):
        raise kinds.no_table(file.name)
    header = _header(rows, header_row, file.name, merges=merges)
    notes = reading_notes.encoding(decoded.encoding, decoded.damaged, reading_notes.damaged_rows(rows))
    rows, filled = fill_down(rows, merges, header)
    return _small_table(rows, header, encoding=decoded.encoding, notes=notes + reading_notes.merged(filled))


def _text_table(file: ReceivedFile, header_row: int | None) -> TextTable:
    decoded = decode(file.path.read_bytes())
    grid = split(decoded.text)
    if not any(character.isalnum() for row in grid.rows for cell in row for character in cell):
        raise kinds.no_table(file.name)
    header = _text_header(grid, header_row, file.name)
    damaged = reading_notes.damaged_rows(grid.rows) if decoded.damaged else ()
    notes = reading_notes.encoding(decoded.encoding, decoded.damaged, damaged)
    notes += reading_notes.quotes(grid.broken_quotes)
    return _small_table(grid.rows, header, encoding=decoded.encoding, delimiter=grid.delimiter, notes=notes)


def _small_table(
    rows: Sequence[Sequence[str]],
    header: Header,
    *,
    sheet: str = "",
    encoding: str = "",
    delimiter: str = "",
    notes: tuple[Finding, ...] = (),
) -> TextTable:
    """A table held in memory as one frame."""
    last = header.columns[-1] + 1 if header.columns else 0
    chosen = {
        number: [*(row[at] if at < len(row) else "" for at in header.columns), *row[last:]]
        for number, row in enumerate(rows[header.last + 1 :], start=header.last + 2)
    }
    frame = large_text.rows_frame(chosen, header.headings, delimiter)
    notes = (
        *notes,
        *reading_notes.header(header, sheet),
        *reading_notes.nfd(rows[header.first if header.first >= 0 else 0 :], max(header.first, 0) + 1),
        *reading_notes.extra(frame),
    )
    make = partial(_one_frame, frame)
    return TextTable(sheet, header.headings, header.last + 1, encoding, delimiter, notes, make, _title(rows, header))


def _title(rows: Sequence[Sequence[str]], header: Header) -> tuple[str, ...]:
    """The texts above the heading, each once."""
    above = readable(rows[: max(header.first, 0)])
    return tuple(dict.fromkeys(cell.strip() for row in above for cell in row if cell.strip()))


def _one_frame(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
    yield frame[[*columns, *(name for name in frame.columns if name == large_text.EXTRA)]]


def _large_table(file: ReceivedFile, header_row: int | None) -> TextTable:
    with file.path.open("rb") as stream:
        facts = scan(stream)
    encoding = encoding_of(_samples(file.path), utf8=facts.utf8)
    with file.path.open("rb") as stream:
        top = raw_text(stream.read(_TOP), encoding)
    top = top[: top.rfind("\n") + 1] if "\n" in top else top
    grid = split(top, complete=file.path.stat().st_size <= _TOP)
    header = _text_header(grid, header_row, file.name, all_columns=True)
    source = large_text.LargeText(
        open_stream=partial(_open_at, file.path, encoding, facts, heading_bytes(top, grid, header.last + 1)),
        headings=header.headings,
        delimiter=grid.delimiter,
        quotes=facts.quotes,
        broken_quotes=grid.broken_quotes,
        first_row=header.last + 2,
        many_values=large_text.many_values(grid.rows[header.last + 1 :], header.headings),
    )
    damaged = int(encoding in ("utf-8", "utf-8-sig") and not facts.utf8)
    notes = (
        *reading_notes.encoding(encoding, damaged, damaged_lines(file.path) if damaged and not facts.quotes else ()),
        *reading_notes.quotes(grid.broken_quotes),
        *reading_notes.header(header),
    )
    if facts.combining and encoding.startswith("utf-8"):
        notes += reading_notes.nfd_somewhere()
    title = _title(grid.rows, header)
    return TextTable("", header.headings, header.last + 1, encoding, grid.delimiter, notes, source.chunks, title)


def _open_at(path: Path, encoding: str, facts: Scan, skip: int) -> BinaryIO:
    """The UTF-8 bytes of ``path`` after the first ``skip``; without a detour where the file is UTF-8 already."""
    stream = path.open("rb")
    if facts.utf8 and encoding in ("utf-8", "utf-8-sig"):
        stream.seek(skip + (3 if encoding == "utf-8-sig" else 0))
        return stream
    return io.BufferedReader(Utf8Stream(stream, encoding, skip), BLOCK)


def _samples(path: Path) -> bytes:
    """The top of the file and pieces from the rest of it, cut at line ends."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        pieces = [stream.read(_TOP)]
        for part in range(1, _SAMPLES):
            stream.seek(max(_TOP, size * part // _SAMPLES) // 4 * 4)
            pieces.append(stream.read(1 << 16).partition(b"\n")[2].rpartition(b"\n")[0])
    return b"\n".join(pieces) if b"\0" not in pieces[0] else pieces[0]


def _text_header(grid: Grid, header_row: int | None, name: str, *, all_columns: bool = False) -> Header:
    """The heading of a text: as wide as the middle one of its records or its heading row, whichever is wider."""
    first = _header(grid.rows, header_row, name)
    named = max((len(row) for row in grid.rows[first.first : first.last + 1]), default=0) if first.first >= 0 else 0
    widths = [len(row) for row in grid.rows[first.last + 1 :] if sum(map(bool, row)) > 1]
    width = max(named, statistics.median_low(widths) if widths else 0) or max(map(len, grid.rows))
    cropped = [row[:width] for row in grid.rows] + ([["x"] * width] if all_columns else [])
    return name_columns(cropped, first.first, first.last)


def _header(
    rows: Sequence[Sequence[str]], header_row: int | None, name: str, *, merges: Sequence[Range] = ()
) -> Header:
    if header_row is not None and not 1 <= header_row <= len(rows):
        raise RequestError(f"Tệp “{name}” không có dòng {header_row}.", f"Hãy chọn dòng tiêu đề từ 1 đến {len(rows)}.")
    return find_header(rows, merges=merges, header_row=header_row)
