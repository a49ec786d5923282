"""Where the tables of a store lie, which columns they have, and in which version one looks at them.

A store is a folder of Delta tables. ``versions`` is cheap (it lists file names) and is what a page may use as the key
of a cache. Nothing here decides which rows count: rows of a batch lie in the tables before the batch is visible, see
``reading``. A table that does not exist yet is an empty one in version -1, so reading never writes.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.fs as fs
from deltalake import DeltaTable

from ..definitions.tables import TABLES
from ..errors import StoreError

PROJECT = Path(__file__).resolve().parents[2]
DEFAULT_FOLDER = PROJECT / "data" / "store"

BATCH_EVENTS = pa.schema(
    [
        ("number", pa.int64()),  # 1, 2, 3 … in the order of writing: ``at`` may repeat
        ("batch_id", pa.string()),
        ("event", pa.string()),  # taken_in, withdrawn, restored
        ("at", pa.timestamp("us", "UTC")),
        ("who", pa.string()),
        ("reason", pa.string()),  # of a withdrawal, "" where none was given
        # all that follows is told once, by the event taken_in
        ("file_name", pa.string()),
        ("sha256", pa.string()),
        ("kind", pa.string()),
        ("profile", pa.string()),  # TOML
        ("source", pa.string()),
        ("rows_read", pa.int64()),
        ("rows_accepted", pa.int64()),
        ("rows_rejected", pa.int64()),
        ("records", pa.int64()),
        ("findings", pa.string()),  # JSON
        ("first_day", pa.date32()),
        ("last_day", pa.date32()),
        ("covers_start", pa.date32()),
        ("covers_end", pa.date32()),  # inside
        ("area_codes", pa.string()),  # joined by "|", or "*" for the whole province
        ("illustrative", pa.bool_()),
        ("code_version", pa.string()),
    ]
)

CORRECTION_EVENTS = pa.schema(
    [
        ("number", pa.int64()),
        ("correction_id", pa.string()),  # the changes of one correction share it
        ("event", pa.string()),  # corrected, undone
        ("at", pa.timestamp("us", "UTC")),
        ("who", pa.string()),
        ("reason", pa.string()),
        ("accident_id", pa.string()),
        ("batch_id", pa.string()),  # the batch the accident stood in when it was corrected
        ("field", pa.string()),
        ("received_value", pa.string()),  # as text, missing = was missing
        ("new_value", pa.string()),
        ("code_version", pa.string()),
    ]
)

SPOT_EVENTS = pa.schema(
    [
        ("number", pa.int64()),
        ("register_id", pa.string()),  # the place it happened to, "" = the register as a whole
        ("event", pa.string()),  # a key of ``places.register.EVENTS``
        ("at", pa.timestamp("us", "UTC")),
        ("who", pa.string()),
        ("reason", pa.string()),
        ("on_day", pa.date32()),  # the day it speaks of: of the review, of the new status, of the measure
        ("value", pa.string()),  # the new name, status, owner, note, file name, the other place, the mark of a review
        ("details", pa.string()),  # JSON: the place and what was found there
        ("sha256", pa.string()),  # of the attached or imported file
        ("review_id", pa.string()),  # the events of one review or of one file share it
        ("code_version", pa.string()),
    ]
)

FLAG_EVENTS = pa.schema(
    [
        ("number", pa.int64()),
        ("event", pa.string()),  # set_aside, reopened
        ("at", pa.timestamp("us", "UTC")),
        ("who", pa.string()),
        ("reason", pa.string()),
        ("by", pa.string()),  # area, commune, road
        ("key", pa.string()),  # code of the area or commune, name of the road
        ("period", pa.string()),  # as on the command line, "2025-Q1"
        ("calendar", pa.string()),
        ("modes", pa.string()),  # joined by "|", "" for all
        ("with_collisions", pa.bool_()),
        ("level", pa.string()),  # what the flag said when it was set aside
        ("accidents", pa.int64()),
        ("code_version", pa.string()),
    ]
)

DAYS = {"accidents": ("occurred_on", "occurred_on"), "violations": ("period_start", "period_end")}
"""First and last day of a row, inside. These tables are partitioned by the year of the first; the others are small."""

ALL_TABLES = ("batches", *TABLES, "corrections", "spot_events", "flag_decisions")
"""``batches`` stands first: its version is read before those of the rows, so that the rows it speaks of are there."""

VIETNAM_TIME = timezone(timedelta(hours=7))

_CONFIGURATION: dict[str, str | None] = {
    # A snapshot reads old versions for ever: the log is never shortened.
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.checkpointInterval": "20",
}
_COMMIT_NAME = re.compile(r"^(\d{20})\.json$")


@dataclass(frozen=True)
class Store:
    """A folder of tables as they are now or, with ``pins``, as they were in those versions."""

    folder: Path
    pins: tuple[tuple[str, int], ...] = ()

    def path(self, table: str) -> Path:
        """The folder of one table."""
        return self.folder / table

    def versions(self) -> dict[str, int]:
        """The version of every table, ``batches`` first; -1 where the table does not exist (yet)."""
        if self.pins:
            pinned = dict(self.pins)
            return {table: pinned.get(table, -1) for table in ALL_TABLES}
        return {table: last_commit(self.path(table)) for table in ALL_TABLES}

    def pinned(self) -> Store:
        """This store as it is now, whatever is written later: several reads of it agree with each other."""
        return self if self.pins else replace(self, pins=tuple(self.versions().items()))


def open_store(folder: Path | None = None) -> Store:
    """The store in ``folder``, else the one ATGT_STORE names, else ``data/store``; creates nothing.

    Raises ``StoreError`` where a file stands in its place.
    """
    chosen = Path(folder or os.environ.get("ATGT_STORE") or DEFAULT_FOLDER).resolve()
    if chosen.is_file():
        raise StoreError(f"Kho số liệu «{chosen.name}» là một tệp.", "Hãy chọn một thư mục.")
    return Store(chosen)


def office_reference(store: Store) -> Path:
    """The folder of definitions that the office loaded itself (outlines); it goes with its store and may be missing."""
    return store.folder / "reference"


def row_schema(table: str) -> pa.Schema:
    """The columns that a reader of visible rows gets: those of ``definitions.tables``, then ``batch_id``."""
    return TABLES[table].append(pa.field("batch_id", pa.string()))


def stored_schema(table: str) -> pa.Schema:
    """The columns of a table as Delta knows them, with ``year`` where it is partitioned."""
    if table == "batches":
        return BATCH_EVENTS
    if table == "corrections":
        return CORRECTION_EVENTS
    if table == "flag_decisions":
        return FLAG_EVENTS
    if table == "spot_events":
        return SPOT_EVENTS
    schema = row_schema(table)
    return schema.append(pa.field("year", pa.int32())) if table in DAYS else schema


def partition_columns(table: str) -> list[str]:
    """``["year"]`` of the tables with days, else nothing."""
    return ["year"] if table in DAYS else []


def create_missing_tables(store: Store) -> None:
    """Create what is not there yet, each table in one commit; for the one writer to call."""
    for table in ALL_TABLES:
        path = store.path(table)
        if last_commit(path) < 0:
            DeltaTable.create(
                str(path),
                stored_schema(table),
                mode="ignore",
                partition_by=partition_columns(table),
                configuration=_CONFIGURATION,
            )


@dataclass(frozen=True)
class TableVersion:
    """A table in one version, which never changes: what is read of it may be kept under this."""

    path: Path
    number: int
    written: tuple[int, int]
    """Time [ns] and size of the commit: a store that is deleted and made anew has the same numbers."""

    def opened(self) -> DeltaTable:
        """The table itself."""
        return DeltaTable(str(self.path), version=self.number)

    def rows(self, columns: Sequence[str], batch_id: str | None = None) -> pa.Table:
        """``columns`` of every row, or of those of ``batch_id``.

        Arrow opens the files itself: handed to it by deltalake they are Python objects, and a reading thread that lets
        go of one while the interpreter ends aborts the process.
        """
        folder = fs.SubTreeFileSystem(self.path.absolute().as_posix(), fs.LocalFileSystem())
        filters = None if batch_id is None else [("batch_id", "=", batch_id)]
        return self.opened().to_pyarrow_table(columns=list(columns), filesystem=folder, filters=filters)


def version_of(store: Store, table: str) -> TableVersion | None:
    """The version that ``store`` looks at; nothing where the table never had rows (version 0 is its creation)."""
    path, number = store.path(table), store.versions()[table]
    if number <= 0:
        return None
    try:
        commit = os.stat(path / "_delta_log" / f"{number:020d}.json")
    except FileNotFoundError:  # another program shortened the log
        return TableVersion(path, number, (-1, -1))
    return TableVersion(path, number, (commit.st_mtime_ns, commit.st_size))


def stored_rows(store: Store, table: str, columns: Sequence[str], batch_id: str | None = None) -> pa.Table:
    """``columns`` of every row in ``table``, or of those of ``batch_id``, whether they count or not."""
    version = version_of(store, table)
    if version is None:
        return stored_schema(table).empty_table().select(list(columns))
    return version.rows(columns, batch_id)


def last_commit(path: Path) -> int:
    """The number of the last commit of the table in ``path``, -1 where there is none."""
    try:
        names = os.listdir(path / "_delta_log")
    except FileNotFoundError:
        return -1
    return max((int(found[1]) for found in map(_COMMIT_NAME.match, names) if found), default=-1)


def local_day(moment: datetime) -> date:
    """The day of ``moment`` in Vietnam. Raises ``ValueError`` for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {moment}")
    return moment.astimezone(VIETNAM_TIME).date()


def code_version() -> str:
    """The version of this program, as ``pyproject.toml`` says."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(settings["project"]["version"])
