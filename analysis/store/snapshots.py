"""Snapshots ("chốt số liệu"): the versions of all tables and the definitions in force under a name, for ever the same.

A snapshot is one small file that is never changed. It holds no rows: old versions stay readable because nothing is ever
removed from the store. The definitions lie beside it (``kept_definitions``). The program itself is named, not kept: a
later one may count otherwise, and who opens the snapshot has to say so (``review.snapshot_words``).
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..definitions.catalogue import Definitions, load_definitions
from ..definitions.names import file_words, nfc
from ..errors import RequestError
from .batches import ACTIVE_EVENTS, COVERS_EVENT
from .events import read_events
from .files import write_atomically
from .kept_definitions import keep_definitions, kept_definitions
from .tables import Store, code_version, office_reference
from .writing import writing

_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$")
"""File names that Windows keeps for itself."""
_LONGEST_NAME = 100


class OpenedSnapshot(NamedTuple):
    """A snapshot read back: the pinned store, the definitions as they were, and the record.

    A snapshot of before definitions were kept has no ``kept_definitions`` in its record and comes with today's.
    """

    store: Store
    definitions: Definitions
    record: dict[str, Any]


def create_snapshot(store: Store, definitions: Definitions, name: str, *, who: str, now: datetime) -> dict[str, Any]:
    """Pin the store as it is now, with the definitions in force, under ``name``; the record that was kept.

    Waits for a running import. Raises ``RequestError`` for an empty or taken name (case and marks do not count), and
    for definitions of another snapshot: the store of today with the rules of then would be neither;
    ``DefinitionError`` where a reference file was spoilt since ``definitions`` were read: nothing is pinned then.
    """
    path = _path(store, name)
    if definitions.reference.later:
        raise RequestError(
            "Đang xem một bản chốt nên không chốt được số liệu hiện nay.", "Hãy về số liệu hiện nay rồi chốt."
        )
    with writing(store):
        if path.exists():
            raise RequestError(
                f"Đã có bản chốt số liệu tên «{nfc(name)}».", "Hãy đặt tên khác; bản chốt không sửa được."
            )
        key = keep_definitions(store, definitions)
        kept_definitions(store, key)
        record = {
            "name": nfc(name),
            "at": now.isoformat(),
            "who": who,
            "versions": store.versions(),
            "definitions": definitions.digest(),
            "kept_definitions": key,
            "calendar": definitions.default_calendar,
            "code_version": code_version(),
            **_sizes(store),
        }
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, json.dumps(record, ensure_ascii=False, indent=1).encode())
    return record


def list_snapshots(store: Store) -> list[dict[str, Any]]:
    """All snapshots, oldest first: name, at (ISO), who, versions, definitions (digest), code_version, accidents and
    batches (how many counted), and of newer ones kept_definitions (key) and calendar (the default one).
    """
    folder = store.folder / "snapshots"
    records = [_sized(store, _record(path)) for path in folder.glob("*.json")]
    return sorted(records, key=_when_made)


def snapshot_names(store: Store) -> list[str]:
    """The names of all snapshots, oldest first, without a look into any table."""
    records = [_record(path) for path in (store.folder / "snapshots").glob("*.json")]
    return [record["name"] for record in sorted(records, key=_when_made)]


def read_snapshot(store: Store, name: str) -> dict[str, Any]:
    """The record of one snapshot. Raises ``RequestError`` where there is none of that name."""
    path = _path(store, name)
    if not path.exists():
        raise RequestError(f"Không có bản chốt số liệu «{nfc(name)}».", "Hãy xem danh sách các bản chốt và chọn lại.")
    return _record(path)


def at_snapshot(store: Store, name: str) -> Store:
    """``store`` as it was when the snapshot was made. Raises ``RequestError`` where there is none of that name."""
    return _pinned(store, read_snapshot(store, name))


def open_snapshot(store: Store, name: str, *, today: Definitions | None = None) -> OpenedSnapshot:
    """Tables, definitions and record of a snapshot, as they were.

    ``today``: the definitions for a snapshot that kept none (else they are loaded). Raises ``RequestError`` where there
    is no snapshot of that name, ``StoreError`` where the kept definitions were changed or lost.
    """
    record = read_snapshot(store, name)
    key = record.get("kept_definitions")
    kept = kept_definitions(store, key) if key else today
    definitions = kept or load_definitions(office=office_reference(store))
    return OpenedSnapshot(_pinned(store, record), definitions, record)


def _pinned(store: Store, record: dict[str, Any]) -> Store:
    return Store(store.folder, tuple(record["versions"].items()))


def _when_made(record: dict[str, Any]) -> tuple[datetime, str]:
    return datetime.fromisoformat(record["at"]), record["name"]


def _sized(store: Store, record: dict[str, Any]) -> dict[str, Any]:
    return record if "accidents" in record else {**record, **_sizes(_pinned(store, record))}


def _sizes(store: Store) -> dict[str, int]:
    """How many accidents and batches count."""
    events = read_events(store, "batches", ["batch_id", "event", "kind", "records"]).to_pylist()
    told = {row["batch_id"]: row for row in events if row["event"] == "taken_in"}
    last = {row["batch_id"]: row["event"] for row in events if row["event"] != COVERS_EVENT}
    active = [told[batch] for batch, event in last.items() if event in ACTIVE_EVENTS]
    accidents = sum(row["records"] for row in active if row["kind"] == "accidents")
    return {"accidents": accidents, "batches": len(active)}


def _record(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def _path(store: Store, name: str) -> Path:
    slug = file_words(name)
    if not slug or len(slug) > _LONGEST_NAME:
        raise RequestError(
            "Tên bản chốt số liệu cần có chữ hoặc số, không quá 100 ký tự.", "Hãy đặt tên như «Sơ kết Quý I/2025»."
        )
    return store.folder / "snapshots" / f"{slug}{'-1' if _RESERVED.match(slug) else ''}.json"
