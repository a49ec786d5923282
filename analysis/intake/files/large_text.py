"""Large delimited text in chunks: read as a stream with dictionary-encoded columns, never the whole file in memory.

pyarrow splits and encodes; records with too few or too many cells, which it refuses, are read by the csv module and
put back in their place. Left out: finding the layout (``read`` does it on the top of the file). It misleads nowhere
known, but a file with unpaired quotation marks goes a slower way, line by line.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.extensions import ExtensionArray
from pyarrow import csv as arrow_csv

from .textfiles import MOST_LINES_IN_A_CELL, NO_DELIMITER, mended_records, records

EXTRA = "@extra"
"""Column of what stood beyond the last heading, in the chunks that have such rows."""

BLOCK = 1 << 25
"""Bytes a chunk is made of."""

DISTINCT_SHARE = 0.5
"""A column with more distinct texts a row than this is kept as plain text, not as categories."""

ROWS_A_CHUNK = 100_000
"""Rows a chunk has on the slower way."""


@dataclass(frozen=True)
class LargeText:
    """A text whose layout is known: ``open_stream`` gives its UTF-8 bytes from the first record after the heading on.

    ``headings`` name all cells of a record in order; ``first_row`` is the number of that first record as Excel shows
    it; ``many_values`` are the columns with hardly a text twice, which stay plain text instead of categories.
    """

    open_stream: Callable[[], BinaryIO]
    headings: tuple[str, ...]
    delimiter: str
    quotes: bool
    broken_quotes: bool
    first_row: int
    many_values: frozenset[str]

    def chunks(self, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
        """Frames of ``columns`` (category or str, "" = empty), index ``row``, in order; blank rows left out."""
        if self.broken_quotes:
            yield from self._mended(columns, 0)
            return
        read = 0
        try:
            for chunk, upto in self._streamed(columns):
                read = upto
                yield chunk
        except pa.ArrowInvalid:
            yield from self._mended(columns, read)

    def _streamed(self, columns: Sequence[str]) -> Iterator[tuple[pd.DataFrame, int]]:
        """(chunk, records read so far)."""
        refused: dict[int, str] = {}

        def keep(row: arrow_csv.InvalidRow) -> str:
            refused[row.number] = row.text
            return "skip"

        read = 0
        with self.open_stream() as stream, self._reader(stream, columns, keep) as reader:
            for batch in reader:
                if self.quotes:
                    _refuse_swallowed([*batch.columns, pa.array([*refused.values()], pa.string())])
                numbers, read = _numbers(batch.num_rows, read, refused)
                taken = {number: refused.pop(number) for number in sorted(refused) if number <= read}
                yield self._with_refused(self._frame(batch, columns, numbers), columns, taken), read
        yield self._with_refused(self._empty(columns), columns, refused), read + len(refused)

    def _reader(
        self, stream: BinaryIO, columns: Sequence[str], keep: Callable[[arrow_csv.InvalidRow], str]
    ) -> arrow_csv.CSVStreamingReader:
        kinds = {
            name: pa.string() if name in self.many_values else pa.dictionary(pa.int32(), pa.string())
            for name in columns
        }
        return arrow_csv.open_csv(
            pa.PythonFile(stream, mode="r"),
            read_options=arrow_csv.ReadOptions(column_names=self.headings, block_size=BLOCK, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.delimiter or NO_DELIMITER,
                quote_char='"' if self.quotes else False,
                newlines_in_values=self.quotes,
                ignore_empty_lines=False,
                invalid_row_handler=keep,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=kinds, include_columns=list(columns), check_utf8=False, strings_can_be_null=False
            ),
        )

    def _frame(self, batch: pa.RecordBatch, columns: Sequence[str], numbers: np.ndarray) -> pd.DataFrame:
        index = pd.Index(numbers + (self.first_row - 1), name="row", dtype="int64")
        data = {name: _column(batch.column(name)) for name in columns}
        frame = pd.DataFrame(data, index=index, copy=False)
        return frame[~_blank(frame)] if _may_be_blank(frame) else frame

    def _with_refused(self, frame: pd.DataFrame, columns: Sequence[str], refused: dict[int, str]) -> pd.DataFrame:
        if not refused:
            return frame
        cells = {number + self.first_row - 1: self._cells(text) for number, text in refused.items()}
        mended = rows_frame(cells, self.headings, self.delimiter)
        kept = [*columns, *(name for name in mended.columns if name == EXTRA)]
        both = pd.concat([frame.astype("str"), mended[kept]]).sort_index()
        return both.fillna({EXTRA: ""}) if EXTRA in kept else both

    def _cells(self, text: str) -> list[str]:
        return next(records(io.StringIO(text, newline=""), self.delimiter, quoting=self.quotes), [])

    def _empty(self, columns: Sequence[str]) -> pd.DataFrame:
        return pd.DataFrame(
            {name: pd.Series(dtype="str") for name in columns}, index=pd.Index([], name="row", dtype="int64")
        )

    def _mended(self, columns: Sequence[str], read: int) -> Iterator[pd.DataFrame]:
        """The records after the first ``read``, by the csv module, safe from odd quotation marks."""
        with self.open_stream() as stream, io.TextIOWrapper(stream, encoding="utf-8", newline="") as lines:
            rows = (row for row, _ in mended_records(lines, self.delimiter))
            numbered = enumerate(islice(rows, read, None), start=read + self.first_row)
            while piece := dict(islice(numbered, ROWS_A_CHUNK)):
                frame = rows_frame(piece, self.headings, self.delimiter)
                yield frame[[*columns, *(name for name in frame.columns if name == EXTRA)]]


def many_values(rows: Sequence[Sequence[str]], headings: Sequence[str]) -> frozenset[str]:
    """Those of ``headings`` with hardly a text twice in ``rows`` (the top of the file), as numbers of records."""
    full = [row for row in rows if len(row) == len(headings)]
    distinct = [len({row[at] for row in full}) for at in range(len(headings))]
    return frozenset(name for name, count in zip(headings, distinct, strict=True) if count > DISTINCT_SHARE * len(full))


def rows_frame(rows: dict[int, list[str]], headings: Sequence[str], delimiter: str) -> pd.DataFrame:
    """``rows`` by row number as text columns (NFC, trimmed); short ones get "", the rest of long ones is in EXTRA."""
    width = len(headings)
    kept = {number: cells for number, cells in rows.items() if any(cell.strip() for cell in cells)}
    index = pd.Index([*kept], name="row", dtype="int64")
    data = {
        name: normalised(
            pd.Series([cells[at] if at < len(cells) else "" for cells in kept.values()], index, dtype="str")
        )
        for at, name in enumerate(headings)
    }
    rest = [
        (delimiter or " ").join(cells[width:]) if any(map(str.strip, cells[width:])) else "" for cells in kept.values()
    ]
    return pd.DataFrame(data | ({EXTRA: pd.Series(rest, index, dtype="str")} if any(rest) else {}), index=index)


def normalised(column: pd.Series) -> pd.Series:
    """``column`` of str composed (NFC) and without spaces around."""
    array = pa.array(column, type=pa.string())
    return pd.Series(_tidy(array), index=column.index, dtype="str")


def _tidy(array: pa.Array) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(array)
    plain = len(array) == 0 or pc.all(pc.string_is_ascii(trimmed)).as_py()
    return trimmed if plain else pc.utf8_normalize(trimmed, form="NFC")


def _column(array: pa.Array) -> ExtensionArray | pd.Categorical:
    if not pa.types.is_dictionary(array.type):
        texts: ExtensionArray = pd.array(_tidy(array), dtype="str")
        return texts
    categories = pd.Index(_tidy(array.dictionary), dtype="str")
    codes = array.indices.to_numpy()
    if not categories.is_unique:
        again, categories = pd.factorize(categories)
        codes = again[codes]
    return pd.Categorical.from_codes(codes, categories=categories, validate=False)


def _refuse_swallowed(columns: Sequence[pa.Array]) -> None:
    """Raises ArrowInvalid where a cell has so many lines that two unpaired quotation marks must have met."""
    for column in columns:
        texts = column.dictionary if pa.types.is_dictionary(column.type) else column
        if len(texts) and pc.max(pc.count_substring(texts, "\n")).as_py() > MOST_LINES_IN_A_CELL:
            raise pa.ArrowInvalid("unpaired quotation marks")


def _numbers(count: int, read: int, refused: dict[int, str]) -> tuple[np.ndarray, int]:
    """Places [from 1] of the next ``count`` accepted records after ``read``, and the last of them."""
    skipped = np.array(sorted(number for number in refused if number > read), dtype="int64")
    places = np.arange(read + 1, read + 1 + count + len(skipped), dtype="int64")
    places = places[~np.isin(places, skipped)][:count]
    return places, int(places[-1]) if count else read


def _may_be_blank(frame: pd.DataFrame) -> bool:
    first = frame.iloc[:, 0]
    texts = first.cat.categories if isinstance(first.dtype, pd.CategoricalDtype) else first
    return bool((texts == "").any())


def _blank(frame: pd.DataFrame) -> np.ndarray:
    blank: np.ndarray = np.logical_and.reduce([(frame[name] == "").to_numpy() for name in frame.columns])
    return blank
