"""Rows become parquet files, and parquet files become part of a table in ONE Delta commit.

A file that an import adds holds rows of a single batch and bears its name, and the log keeps first and last batch and
day of each file: a reader opens only the files it needs, and what a killed import left can be told from all else.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import DeltaTable, PostCommitHookProperties, WriterProperties
from deltalake.transaction import AddAction, RemoveAction

from .files import sync_file, sync_folder
from .tables import DAYS, Store, TableVersion, last_commit, partition_columns, stored_schema, version_of

_FEW_FILES = 16
"""Small files that a table may have beside one a year before they are joined."""
_SMALL_BYTES = 2 * 1024 * 1024
ROW_GROUP = 128 * 1024
"""Rows of a row group: the smallest part that a reader skips by its first and last day."""

FILE_COLUMNS = ["path", "batch_first", "batch_last", "day_first", "day_last"]


@dataclass(frozen=True)
class DataFile:
    """A parquet file that was written and is not yet part of its table; the days are the first and last of its rows."""

    path: Path
    rows: int
    batch_id: str = ""
    year: int | None = None
    days: tuple[date, date] | None = None
    last_batch_id: str = ""
    """Of a joined file, whose rows are of several batches: the last of them in the order of their names."""


def write_file(path: Path, rows: pa.Table) -> None:
    """Write ``rows`` as one parquet file and bring it to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows, str(path), compression="zstd", store_schema=False, row_group_size=ROW_GROUP)
    sync_file(path)


def commit_files(store: Store, table: str, files: Sequence[DataFile]) -> None:
    """Make ``files`` part of ``table``, all of them or none; nothing to do for no files."""
    if files:
        _commit(store, table, [_add_action(store.path(table), table, file) for file in files])


def forget_files(store: Store, table: str, paths: Sequence[Path]) -> None:
    """Take files out of ``table`` in one commit; they stay on the disk, where older versions still name them."""
    if paths:
        _commit(store, table, [_remove_action(store.path(table), path) for path in paths])


def data_files(store: Store, table: str) -> pd.DataFrame:
    """The files of ``table`` as ``store`` looks at it: path, first and last batch_id, first and last day.

    Batch and days are missing where another program wrote a file without them.
    """
    version = version_of(store, table)
    return pd.DataFrame(columns=FILE_COLUMNS) if version is None else _files_of(version, table).copy()


@lru_cache(maxsize=32)
def _files_of(version: TableVersion, table: str) -> pd.DataFrame:
    actions = pa.table(version.opened().get_add_actions(flatten=True))
    first_day, last_day = DAYS.get(table, ("", ""))
    sources = ("path", "min.batch_id", "max.batch_id", f"min.{first_day}", f"max.{last_day}")
    columns = [actions[name].to_pylist() if name in actions.schema.names else None for name in sources]
    files = pd.DataFrame(dict(zip(FILE_COLUMNS, columns, strict=True)), columns=FILE_COLUMNS, dtype=object)
    return files.assign(path=files["path"].map(lambda path: version.path / unquote(path)).astype(object))


def join_small_files(store: Store, table: str) -> None:
    """Rewrite the small files of ``table`` as few, without a change of content, where there are many of them.

    Reading stays quick so; a file may then hold rows of several batches. Those of a year come sorted by day, so that a
    period still skips what is not its own. Old versions keep their files. For the one writer to call, with nothing of a
    killed import in the table.
    """
    files = data_files(store, table)["path"]
    if table not in DAYS:
        if len(files) > _FEW_FILES:
            DeltaTable(str(store.path(table))).optimize.compact(
                target_size=_SMALL_BYTES,
                writer_properties=WriterProperties(compression="ZSTD"),
                post_commithook_properties=_hooks(),
            )
        return
    small = files[files.map(lambda path: path.stat().st_size < _SMALL_BYTES).astype(bool)]
    folders = small.map(lambda path: path.parent)
    if len(small) - folders.nunique() > _FEW_FILES:
        joined = [_join(store, table, list(paths)) for _, paths in small.groupby(folders) if len(paths) > 1]
        _commit(store, table, [action for actions in joined for action in actions])


def _join(store: Store, table: str, paths: Sequence[Path]) -> list[AddAction | RemoveAction]:
    """Write the rows of the files of one year as one file, sorted by day: what the log is to say of it."""
    rows = pa.concat_tables([pq.ParquetFile(path).read() for path in paths], promote_options="default")
    first_day, last_day = DAYS[table]
    rows = rows.sort_by(first_day)
    path = paths[0].parent / f"joined-{secrets.token_hex(8)}.parquet"
    write_file(path, rows)
    days = pc.min(rows[first_day]).as_py(), pc.max(rows[last_day]).as_py()
    batches = pc.min_max(rows["batch_id"].cast(pa.string())).as_py()
    year = int(_partition(path)["year"] or 0)
    file = DataFile(path, len(rows), batches["min"], year, days, batches["max"])
    return [*(_remove_action(store.path(table), old) for old in paths), _add_action(store.path(table), table, file)]


def _hooks() -> PostCommitHookProperties:
    """What Delta may do after a commit: checkpoints yes, shortening the log never."""
    return PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False)


def _commit(store: Store, table: str, actions: Sequence[AddAction | RemoveAction]) -> None:
    path = store.path(table)
    DeltaTable(str(path)).create_write_transaction(
        list(actions),
        mode="append",
        schema=stored_schema(table),
        partition_by=partition_columns(table),
        post_commithook_properties=_hooks(),
    )
    sync_file(path / "_delta_log" / f"{last_commit(path):020d}.json")
    sync_folder(path / "_delta_log")


def _add_action(folder: Path, table: str, file: DataFile) -> AddAction:
    low = {"batch_id": file.batch_id} if file.batch_id else {}
    high = {"batch_id": file.last_batch_id or file.batch_id} if file.batch_id else {}
    if file.days is not None:
        low[DAYS[table][0]] = file.days[0].isoformat()
        high[DAYS[table][1]] = file.days[1].isoformat()
    facts = os.stat(file.path)
    return AddAction(
        path=_url(folder, file.path),
        size=facts.st_size,
        partition_values={} if file.year is None else {"year": str(file.year)},
        modification_time=int(facts.st_mtime * 1000),
        data_change=True,
        stats=json.dumps({"numRecords": file.rows, "minValues": low, "maxValues": high, "nullCount": {}}),
    )


def _remove_action(folder: Path, path: Path) -> RemoveAction:
    now = int(time.time() * 1000)
    return RemoveAction(_url(folder, path), True, now, path.stat().st_size, _partition(path))


def _url(folder: Path, path: Path) -> str:
    return quote(path.relative_to(folder).as_posix(), safe="/=")


def _partition(path: Path) -> dict[str, str | None]:
    name, sign, value = path.parent.name.partition("=")
    return {name: value} if sign else {}
