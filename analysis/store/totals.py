"""Kept daily totals: what is counted again and again, added up once when rows come in, and always equal to the rows.

For every parquet file of accidents and violations lies one small file of sums by day (``daily_sums``). It is never
changed: a file of rows is not either, and which batches count is decided when totals are read, as it is for rows. Its
name ends in a digest of its own bytes and of the file of rows that it was made from (place, size, and the foot of the
parquet file, which describes every part of it). Totals whose digest is not right, or that are not there, are left
alone: their rows are counted instead, and ``keep_totals`` makes them anew.

The digest finds what was edited, cut, swapped or left behind; it is no protection against somebody who forges it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .commits import data_files
from .daily_sums import FORMS, add_up, join_parts, sums_of_rows, totals_schema
from .engines import parquet_rows
from .files import write_atomically
from .tables import Store, row_schema

FOLDER = "totals"
_VERSION = 1
"""Counted up where the forms or sums change (``daily_sums``): older totals are then made anew."""
_FOOT_BYTES = 64 * 1024
_DIGEST_LETTERS = 32
_NOT_SUMMED = ("accident_id", "source")
"""Columns that no form and no sum looks at, and that would be the largest to read."""


def form_for(table: str, columns: Sequence[str]) -> str:
    """The smallest form of ``table`` that knows all of ``columns``, "" where none does."""
    fitting = (name for name, known in FORMS[table].items() if set(columns) <= set(known))
    return next(fitting, "")


def kept_totals(store: Store, paths: Sequence[Path]) -> dict[Path, Path]:
    """For each of the files of rows whose totals are there and right: the file of its totals."""
    listed = {folder: _listed(folder) for folder in {_folder(store, path) for path in paths}}
    found: dict[Path, Path] = {}
    for path in paths:
        for totals in listed[_folder(store, path)].get(path.stem, ()):
            if _is_right(store, path, totals):
                found[path] = totals
    return found


def totals_of_files(backend: Any, table: str, form: str, totals: Sequence[Path]) -> Any:
    """The sums of ``form`` in files of totals as one Ibis table: its columns, batch_id, records and the measures."""
    every = parquet_rows(backend, totals, totals_schema(table))
    return every.filter(every["form"] == form).select(*_columns(table, form))


def totals_of_rows(table: str, form: str, rows: Any) -> Any:
    """The same sums of ``form`` counted from an Ibis table of rows."""
    grouped = rows.group_by(*FORMS[table][form], "batch_id").aggregate(**sums_of_rows(table, rows))
    return grouped.select(*_columns(table, form))


def keep_totals(store: Store) -> int:
    """Make the totals that are missing or not right for the version that ``store`` looks at; how many were made.

    May run beside readers and writers: a file of totals appears whole. Where the folder cannot be written nothing is
    made, and the rows are counted.
    """
    fixed = store.pinned()
    made = 0
    for table in FORMS:
        paths = list(data_files(fixed, table)["path"])
        right = kept_totals(fixed, paths)
        for path in paths:
            if path not in right:
                try:
                    keep_file_totals(fixed, path, _of_file(table, path))
                except OSError:
                    return made
                made += 1
    return made


def keep_file_totals(store: Store, path: Path, totals: pa.Table) -> None:
    """Keep ``totals`` as those of the file of rows at ``path``, in place of what was there."""
    folder = _folder(store, path)
    folder.mkdir(parents=True, exist_ok=True)
    sink = pa.BufferOutputStream()
    pq.write_table(totals, sink, compression="zstd", store_schema=False)
    content: bytes = sink.getvalue().to_pybytes()
    kept = folder / f"{path.stem}.{_digest(store, path, content)}.parquet"
    for spoilt in _listed(folder).get(path.stem, ()):
        spoilt.unlink(missing_ok=True)
    write_atomically(kept, content)


def _of_file(table: str, path: Path) -> pa.Table:
    """The totals of a file of rows, read a row group after the other."""
    columns = [name for name in row_schema(table).names if name not in _NOT_SUMMED]
    texts = [name for name in columns if pa.types.is_string(row_schema(table).field(name).type)]
    with pq.ParquetFile(path, read_dictionary=texts) as file:
        groups = (file.read_row_group(number, columns=columns) for number in range(file.num_row_groups))
        return join_parts(table, [add_up(table, rows) for rows in groups])


def _columns(table: str, form: str) -> list[str]:
    others = {name for known in FORMS[table].values() for name in known} - set(FORMS[table][form])
    return [name for name in totals_schema(table).names if name not in others | {"form"}]


def _folder(store: Store, path: Path) -> Path:
    return store.folder / FOLDER / path.parent.relative_to(store.folder)


def _listed(folder: Path) -> dict[str, list[Path]]:
    """The files of totals in ``folder`` by the stem of the file of rows they say they are of."""
    found: dict[str, list[Path]] = {}
    for path in _parquet_files(folder):
        found.setdefault(path.name.partition(".")[0], []).append(path)
    return found


def _parquet_files(folder: Path) -> Iterator[Path]:
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    yield from (folder / name for name in names if name.endswith(".parquet"))


def _is_right(store: Store, path: Path, totals: Path) -> bool:
    try:
        return totals.name == f"{path.stem}.{_digest(store, path, totals.read_bytes())}.parquet"
    except OSError:
        return False


def _digest(store: Store, path: Path, content: bytes) -> str:
    """What binds ``content`` to the file of rows at ``path`` as it lies there now."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _FOOT_BYTES))
        foot = file.read()
    place = path.relative_to(store.folder).as_posix()
    made = hashlib.sha256(f"{_VERSION}\n{place}\n{size}\n".encode())
    made.update(foot)
    made.update(content)
    return made.hexdigest()[:_DIGEST_LETTERS]
