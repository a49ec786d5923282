"""One writer at a time, and the traces of a killed one removed before the next begins.

An import first puts down a marker in ``in_progress/``; what a marker without an event in ``batches`` names was never
visible and is taken away by the next writer. The lock is the operating system's: it ends with the process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deltalake.exceptions import DeltaError
from filelock import FileLock, Timeout

from ..definitions.tables import TABLES
from ..errors import RequestError, StoreError
from .commits import data_files, forget_files
from .events import read_events
from .files import write_atomically
from .tables import Store, create_missing_tables
from .totals import FOLDER as TOTALS

WAIT_SECONDS = 900.0
"""How long a writer waits for another: the largest import takes a minute or so."""


@contextmanager
def writing(store: Store, *, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Be the one writer of ``store``, with all tables there and nothing left of a killed import.

    Raises ``RequestError`` for a pinned store, ``StoreError`` where another writer does not end or the folder cannot
    be written.
    """
    if store.pins:
        raise RequestError(
            "Đang xem bản chốt số liệu, không ghi vào được.", "Hãy chuyển về số liệu hiện tại rồi làm lại."
        )
    try:
        store.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(store.folder / "write.lock", timeout=wait_seconds)
        lock.acquire()
    except Timeout as error:
        raise StoreError("Kho số liệu đang bận một lần ghi khác.", "Hãy đợi ít phút rồi thử lại.") from error
    except OSError as error:
        raise StoreError(
            f"Không ghi được vào kho số liệu {store.folder}.", "Hãy kiểm tra quyền ghi và chỗ trống của ổ đĩa."
        ) from error
    try:
        create_missing_tables(store)
        clean_leftovers(store)
        yield
    except (OSError, DeltaError) as error:
        raise StoreError(
            f"Không ghi xong vào kho số liệu ({error}); số liệu trước đó vẫn nguyên.",
            "Hãy kiểm tra quyền ghi và chỗ trống của ổ đĩa rồi làm lại.",
        ) from error
    finally:
        lock.release()


def mark_started(store: Store, batch_id: str, sha256: str) -> None:
    """Say on the disk that ``batch_id`` is being written, before its first byte is."""
    marker = _marker(store, batch_id)
    marker.parent.mkdir(exist_ok=True)
    write_atomically(marker, json.dumps({"batch_id": batch_id, "sha256": sha256}).encode())


def received_path(store: Store, sha256: str) -> Path:
    """Where the bytes of a file are kept as they came."""
    return store.folder / "received" / sha256


def clean_leftovers(store: Store) -> None:
    """Remove what imports without an event left behind; for the one writer to call."""
    folder = store.folder / "in_progress"
    for part in folder.glob("*.part"):
        part.unlink()
    markers = sorted(folder.glob("*.json"))
    if not markers:
        return
    events = read_events(store, "batches", ["batch_id", "sha256"])
    known_batches, known_files = set(events["batch_id"].to_pylist()), set(events["sha256"].to_pylist())
    for path in markers:
        marker = json.loads(path.read_bytes())
        if marker["batch_id"] not in known_batches:
            for table in TABLES:
                _remove_rows(store, table, marker["batch_id"])
        kept = received_path(store, marker["sha256"])
        kept.with_name(kept.name + ".part").unlink(missing_ok=True)
        if marker["sha256"] not in known_files:
            kept.unlink(missing_ok=True)
        path.unlink()


def _remove_rows(store: Store, table: str, batch_id: str) -> None:
    files = data_files(store, table)
    committed = set(files.loc[files["batch_first"] == batch_id, "path"])
    forget_files(store, table, sorted(committed))
    for path in store.path(table).rglob(f"{batch_id}*.parquet"):
        if path not in committed:
            path.unlink()
    for path in (store.folder / TOTALS / table).rglob(f"{batch_id}*.parquet"):
        path.unlink()


def _marker(store: Store, batch_id: str) -> Path:
    return store.folder / "in_progress" / f"{batch_id}.json"
