"""Tables of events (``batches``, ``corrections``): appended to, never changed; one commit makes one thing happen."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC
from functools import lru_cache
from typing import Any

import pyarrow as pa

from .commits import DataFile, commit_files, join_small_files, write_file
from .tables import Store, TableVersion, stored_schema, version_of


def read_events(store: Store, table: str, columns: Sequence[str] = ()) -> pa.Table:
    """The rows of an event table in the order of writing: all columns, or ``number`` and ``columns``."""
    names = ["number", *columns] if columns else stored_schema(table).names
    version = version_of(store, table)
    every = stored_schema(table).empty_table() if version is None else _every_event(version)
    return every.select(names)


@lru_cache(maxsize=16)
def _every_event(version: TableVersion) -> pa.Table:
    return version.rows(stored_schema(version.path.name).names).sort_by("number")


def append_events(store: Store, table: str, records: Sequence[Mapping[str, Any]]) -> None:
    """Append ``records`` in ONE commit, numbered on from the last; for the one writer to call.

    Raises ``ValueError`` for a moment ``at`` without a time zone.
    """
    if any(record["at"].tzinfo is None for record in records):
        raise ValueError("a moment without a time zone")
    first = max(read_events(store, table)["number"].to_pylist(), default=0) + 1
    numbered = [
        {**record, "number": first + place, "at": record["at"].astimezone(UTC)} for place, record in enumerate(records)
    ]
    path = store.path(table) / f"{first:08d}-{secrets.token_hex(4)}.parquet"
    write_file(path, pa.Table.from_pylist(numbered, schema=stored_schema(table)))
    commit_files(store, table, [DataFile(path, len(numbered))])
    join_small_files(store, table)
