"""The rows of one import on their way into the store: little memory, few files, one commit a table at the end.

Rows are gathered up to some 64 MB, sorted by day and written to one parquet file a table and year, of large imports one
a quarter of the calendar: a period opens its own files, and within them the row groups of its days. Daily totals are
added up on the way; of an import of more than ``LARGE`` rows the first page makes them. Until ``commit`` no
table names these files; after it no reader counts them before the event of the batch is written (``batches``).
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..definitions.tables import TABLES
from .commits import ROW_GROUP, DataFile, commit_files
from .daily_sums import FORMS, add_up, join_parts
from .files import sync_file
from .tables import DAYS, Store
from .totals import keep_file_totals

_BUFFER_BYTES = 64 * 1024 * 1024
_ROWS_A_QUARTER = 50_000
"""Rows that the first buffer has to hold of its quarters, in the mean, for quarters to get files of their own."""
LARGE = 1_000_000
"""Rows of a table from which on adding up would take a tenth of the import; an office sends less in a year."""
_TEXT = pa.string()
_CODED_TEXT = pa.dictionary(pa.int32(), _TEXT)


class IncomingRows:
    """A sink of arrow tables for one batch; as a context it closes its files however the import ends."""

    def __init__(self, store: Store, batch_id: str) -> None:
        self._store = store
        self._batch_id = batch_id
        self._tables: dict[str, _IncomingTable] = {}

    def __enter__(self) -> IncomingRows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for incoming in self._tables.values():
            incoming.close()

    def append(self, table: str, rows: pa.Table) -> None:
        """Take rows of ``table`` in the columns of ``definitions.tables``; text may come dictionary-coded.

        Raises ``ValueError`` for other columns.
        """
        if set(rows.column_names) != set(TABLES[table].names):
            raise ValueError(f"columns of {table}: {rows.column_names}")
        if table not in self._tables:
            schema = _written_schema(table, rows.schema)
            self._tables[table] = _IncomingTable(self._store.path(table), table, self._batch_id, schema)
        self._tables[table].append(rows)

    @property
    def large(self) -> bool:
        """Whether the totals of some table are left to be made later."""
        return any(incoming.large for incoming in self._tables.values())

    def commit(self) -> None:
        """Write what is still held and make all files part of their tables: one commit a table."""
        for table, incoming in self._tables.items():
            files = incoming.finish()
            commit_files(self._store, table, files)
            for path, totals in incoming.totals().items():
                keep_file_totals(self._store, path, totals)


class _IncomingTable:
    """The files of one table that are being written, one a year or quarter (or one in all)."""

    def __init__(self, folder: Path, table: str, batch_id: str, schema: pa.Schema) -> None:
        self._folder = folder
        self._table = table
        self._days = DAYS.get(table)
        self._batch_id = batch_id
        self._schema = schema
        self._held: list[pa.Table] = []
        self._held_bytes = 0
        self._files: dict[_Span, _SpanFile] = {}
        self._by_quarter = False
        self._rows = 0
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._written: Future[None] | None = None

    def append(self, rows: pa.Table) -> None:
        rows = rows.select(self._schema.names).cast(self._schema)
        self._held.append(rows)
        self._rows += len(rows)
        self._held_bytes += rows.nbytes
        if self._held_bytes >= _BUFFER_BYTES:
            self._write_held()

    def finish(self) -> list[DataFile]:
        self._write_held()
        self._wait()
        return [file.finish() for file in self._files.values()]

    @property
    def large(self) -> bool:
        return self._rows > LARGE

    def totals(self) -> dict[Path, pa.Table]:
        """The daily totals of every file, of a table that has them and is not large."""
        if self.large:
            return {}
        return {file.path: join_parts(self._table, file.added_up) for file in self._files.values() if file.added_up}

    def close(self) -> None:
        self._thread.shutdown()
        for file in self._files.values():
            file.close()

    def _write_held(self) -> None:
        """Write what is held in a thread, while the caller cleans on; never more than one buffer behind."""
        held, self._held, self._held_bytes = self._held, [], 0
        self._wait()
        if held:
            self._written = self._thread.submit(self._write, held)

    def _wait(self) -> None:
        """Wait for the last buffer. Raises what writing it raised."""
        if self._written is not None:
            self._written.result()

    def _write(self, tables: list[pa.Table]) -> None:
        held = pa.concat_tables(tables).unify_dictionaries()  # parquet keeps codes only with one dictionary a column
        if self._days is None:
            self._file(_Span()).write(held, add=False)
            return
        if not len(held):
            return
        held = sorted_by_day(held, self._days[0])
        months = held[self._days[0]].to_numpy().astype("datetime64[M]").astype("int64")
        if not self._files:
            self._by_quarter = len(held) >= _ROWS_A_QUARTER * len(np.unique(months // 3))
        for span, rows in _by_span(held, months, self._by_quarter):
            self._file(span).write(rows, add=self._table in FORMS and not self.large)

    def _file(self, span: _Span) -> _SpanFile:
        if span not in self._files:
            folder = self._folder if span.year is None else self._folder / f"year={span.year}"
            path = folder / f"{self._batch_id}{span.suffix}.parquet"
            self._files[span] = _SpanFile(path, self._batch_id, span.year, self._schema, self._table)
        return self._files[span]


@dataclass(frozen=True)
class _Span:
    """What one file holds: a year, a quarter of it (1 to 4), or everything."""

    year: int | None = None
    quarter: int | None = None

    @property
    def suffix(self) -> str:
        return "" if self.quarter is None else f"-q{self.quarter}"


class _SpanFile:
    """One parquet file that is being written, with what the log will say of it."""

    def __init__(self, path: Path, batch_id: str, year: int | None, schema: pa.Schema, table: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.added_up: list[pa.Table] = []
        self._table = table
        self._batch_id = batch_id
        self._year = year
        self._days = DAYS.get(table)
        self._seen: list[date] = []
        self._rows = 0
        self._schema = schema.append(pa.field("batch_id", _CODED_TEXT))
        self._writer = pq.ParquetWriter(str(path), self._schema, compression="zstd", store_schema=False)

    def write(self, rows: pa.Table, *, add: bool) -> None:
        """Write ``rows``; ``add``: to the daily totals as well."""
        codes = pa.repeat(pa.scalar(0, pa.int32()), len(rows))
        batch = pa.DictionaryArray.from_arrays(codes, pa.array([self._batch_id]))
        rows = rows.append_column(self._schema.field("batch_id"), batch)
        self._writer.write_table(rows, ROW_GROUP)
        if add:
            self.added_up.append(add_up(self._table, rows))
        self._rows += len(rows)
        if self._days is not None:
            first, last = self._days
            self._seen += [pc.min(rows[first]).as_py(), pc.max(rows[last]).as_py()]

    def finish(self) -> DataFile:
        self.close()
        sync_file(self.path)
        days = (min(self._seen), max(self._seen)) if self._seen else None
        return DataFile(self.path, self._rows, self._batch_id, self._year, days)

    def close(self) -> None:
        self._writer.close()


def sorted_by_day(rows: pa.Table, day: str) -> pa.Table:
    """``rows`` by the day in column ``day``, those of one day in the order in which they came."""
    days = rows[day].to_numpy().astype("datetime64[D]").astype("int64")
    if len(days) == 0 or bool((days[1:] >= days[:-1]).all()):
        return rows
    since = days - days.min()
    narrow = since.astype("uint16") if since.max() < 1 << 16 else since  # sorted by counting, ten times as fast
    return rows.take(pa.array(np.argsort(narrow, kind="stable")))


def _by_span(rows: pa.Table, months: npt.NDArray[np.int64], by_quarter: bool) -> Iterator[tuple[_Span, pa.Table]]:
    """The rows (sorted by day, with the ``months`` since 1970) of each year or quarter, in order."""
    parts = months // (3 if by_quarter else 12)
    edges = [0, *(np.flatnonzero(np.diff(parts)) + 1).tolist(), len(rows)]
    for first, stop in pairwise(edges):
        part = int(parts[first])
        span = _Span(1970 + part // 4, part % 4 + 1) if by_quarter else _Span(1970 + part)
        yield span, rows[first:stop]


def _written_schema(table: str, arriving: pa.Schema) -> pa.Schema:
    """The promised types, text left dictionary-coded where it arrives so: that is how parquet stores it anyway."""
    promised = TABLES[table]
    coded = {field.name for field in promised if pa.types.is_dictionary(arriving.field(field.name).type)}
    fields = [field.with_type(_CODED_TEXT) if field.name in coded else field for field in promised]
    return pa.schema(fields)
