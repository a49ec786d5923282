"""Kept daily totals: what is counted again and again, added up once when rows come in, and always equal to the rows.

For every parquet file of accidents and violations lies one small file of sums by day (``FORMS``). It is never changed:
a file of rows is not either, and which batches count is decided when totals are read, as it is for rows. Its name ends
in a digest of its own bytes and of the file of rows that it was made from (place, size, and the foot of the parquet
file, which describes every part of it). Totals whose digest is not right, or that are not there, are left alone: their
rows are counted instead, and ``keep_totals`` makes them anew.

The digest finds what was edited, cut, swapped or left behind; it is no protection against somebody who forges it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .commits import data_files
from .engines import parquet_rows
from .files import write_atomically
from .tables import Store, row_schema

FOLDER = "totals"
_VERSION = 1
"""Counted up where the forms or sums below change: older totals are then made anew."""
_FOOT_BYTES = 64 * 1024
_DIGEST_LETTERS = 32

FORMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "accidents": {"day": ("occurred_on", "area_code", "mode", "severity")},
    "violations": {
        "area": ("period_start", "period_end", "area_code", "mode"),
        "behaviour": ("period_start", "period_end", "mode", "behaviour", "vehicle_type", "enforced_by"),
    },
}
"""By table: the columns of each form, from the smallest; every sum is also kept by ``batch_id``."""

_NOT_SUMMED = ("accident_id", "source")
_NONE_IS_MISSING = pc.ScalarAggregateOptions(min_count=1)
_DAYS = {"accidents": ("occurred_on",), "violations": ("period_start", "period_end")}


def sums_of_rows(table: str, rows: Any) -> dict[str, Any]:
    """The sums that are kept, as columns over an Ibis table of rows: ``records`` and the measures (64-bit numbers).

    A measure that no row of a group gives is missing; sums of such sums are what the rows would give.
    """
    records = rows.count().cast("int64")
    if table == "violations":
        names = ("cases", "fine_vnd", "licences_revoked", "points_deducted", "vehicles_held")
        return {"records": records, **{name: rows[name].sum().cast("int64") for name in names}}
    deaths, injured = rows.deaths.cast("int64"), rows.injured.cast("int64")
    sums = {
        "fatal_accidents": (deaths > 0).cast("int64").sum(),
        "deaths": deaths.sum(),
        "injured": injured.sum(),
        "missing_people": rows.missing_people.sum(),
        "deaths_squared": (deaths * deaths).sum(),
        "injured_squared": (injured * injured).sum(),
        "deaths_not_given": rows.count() - deaths.count(),
        "injured_not_given": rows.count() - injured.count(),
    }
    return {"records": records, **{name: column.cast("int64") for name, column in sums.items()}}


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
    every = parquet_rows(backend, totals, _schema(table))
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


def _of_file(table: str, path: Path) -> pa.Table:
    """The totals of a file of rows, read a row group after the other."""
    columns = [name for name in row_schema(table).names if name not in _NOT_SUMMED]
    texts = [name for name in columns if pa.types.is_string(row_schema(table).field(name).type)]
    with pq.ParquetFile(path, read_dictionary=texts) as file:
        groups = (file.read_row_group(number, columns=columns) for number in range(file.num_row_groups))
        return join_parts(table, [add_up(table, rows) for rows in groups])


def add_up(table: str, rows: pa.Table) -> pa.Table:
    """The sums of arrow ``rows`` of one file (or of a part of it) in all forms, one row a form, group and batch.

    The same sums as ``sums_of_rows``, of rows in memory on their way into a file; text may be dictionary-coded.
    """
    measured = _measured(table, rows)
    return pa.concat_tables([_grouped(table, form, measured) for form in FORMS[table]])


def join_parts(table: str, parts: Sequence[pa.Table]) -> pa.Table:
    """The sums of a whole file from those of its parts (``add_up``), by form and group in order."""
    together = pa.concat_tables(parts)
    if len(parts) == 1:
        return together
    schema = _schema(table)
    sums = _sum_names(table)
    keys = [name for name in schema.names if name not in sums]
    return _summed(together, keys, sums).select(schema.names).cast(schema)


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


def _measured(table: str, rows: pa.Table) -> pa.Table:
    """``rows`` with the columns that are summed; ``records`` is 1."""
    one = pa.repeat(pa.scalar(1, pa.int64()), len(rows))
    if table == "violations":
        return rows.append_column("records", one)
    deaths, injured = rows["deaths"].cast(pa.int64()), rows["injured"].cast(pa.int64())
    columns = {
        "records": one,
        "fatal_accidents": pc.greater(deaths, 0).cast(pa.int64()),
        "deaths_squared": pc.multiply(deaths, deaths),
        "injured_squared": pc.multiply(injured, injured),
        "deaths_not_given": pc.is_null(deaths).cast(pa.int64()),
        "injured_not_given": pc.is_null(injured).cast(pa.int64()),
    }
    for name, column in columns.items():
        rows = rows.append_column(name, column)
    return rows


def _grouped(table: str, form: str, measured: pa.Table) -> pa.Table:
    schema = _schema(table)
    keys = [*FORMS[table][form], "batch_id"]
    total = _summed(measured, keys, _sum_names(table))
    named = total.append_column("form", pa.repeat(pa.scalar(form), len(total)))
    columns = [
        named[field.name].cast(field.type) if field.name in named.column_names else pa.nulls(len(named), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _summed(rows: pa.Table, keys: Sequence[str], sums: Sequence[str]) -> pa.Table:
    """Sums by ``keys``, missing where no row gives the measure, in the order of the keys."""
    codes = {name: _codes(rows[name]) for name in keys}
    coded = pa.table({**{name: column for name, (column, _) in codes.items()}, **{name: rows[name] for name in sums}})
    found = coded.group_by(list(keys)).aggregate([(name, "sum", _NONE_IS_MISSING) for name in sums])
    found = found.sort_by([(name, "ascending") for name in keys])
    columns = {name: _decoded(found[name], texts) for name, (_, texts) in codes.items()}
    return pa.table({**columns, **{name: found[f"{name}_sum"] for name in sums}})


def _codes(column: pa.ChunkedArray) -> tuple[Any, pa.Array | None]:
    """A text as the numbers of its values in their order, and those values; any other column as it is."""
    if not (pa.types.is_string(column.type) or pa.types.is_dictionary(column.type)):
        return column, None
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    whole = coded.unify_dictionaries().combine_chunks()
    if len(whole) == 0:
        return pa.array([], pa.int32()), pa.array([], pa.string())
    return whole.indices, whole.dictionary


def _decoded(column: pa.ChunkedArray, texts: pa.Array | None) -> Any:
    return column if texts is None else texts.take(column.combine_chunks())


def _sum_names(table: str) -> list[str]:
    return list(sums_of_rows(table, ibis.table(ibis.Schema.from_pyarrow(row_schema(table)), name="rows")))


def _schema(table: str) -> pa.Schema:
    """``form``, all columns of all forms, batch_id, and the sums."""
    keys = dict.fromkeys(name for known in FORMS[table].values() for name in known)
    sums = _sum_names(table)
    texts = [(name, pa.date32() if name in _DAYS[table] else pa.string()) for name in keys]
    return pa.schema([("form", pa.string()), *texts, ("batch_id", pa.string()), *((name, pa.int64()) for name in sums)])


def _columns(table: str, form: str) -> list[str]:
    keys = {name for known in FORMS[table].values() for name in known} - set(FORMS[table][form])
    return [name for name in _schema(table).names if name not in keys | {"form"}]


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
