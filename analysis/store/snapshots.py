"""Snapshots ("chốt số liệu"): the versions of all tables under a name, for ever the same.

A snapshot is one small file that is never changed. It holds no rows: old versions stay readable because nothing is ever
removed from the store. It also names the definitions and the program in use, which it does not keep.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from ..definitions.catalogue import Definitions
from ..definitions.names import fold, nfc
from ..errors import RequestError
from .files import write_atomically
from .tables import Store, code_version
from .writing import writing

_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$")
"""File names that Windows keeps for itself."""
_LONGEST_NAME = 100


def create_snapshot(store: Store, definitions: Definitions, name: str, *, who: str, now: datetime) -> dict[str, Any]:
    """Pin the store as it is now under ``name``; the record that was kept.

    Waits for a running import. Raises ``RequestError`` for an empty or taken name (case and marks do not count).
    """
    path = _path(store, name)
    with writing(store):
        if path.exists():
            raise RequestError(
                f"Đã có bản chốt số liệu tên «{nfc(name)}».", "Hãy đặt tên khác; bản chốt không sửa được."
            )
        record = {
            "name": nfc(name),
            "at": now.isoformat(),
            "who": who,
            "versions": store.versions(),
            "definitions": definitions.digest(),
            "code_version": code_version(),
        }
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, json.dumps(record, ensure_ascii=False, indent=1).encode())
    return record


def list_snapshots(store: Store) -> list[dict[str, Any]]:
    """All snapshots, oldest first: name, at (ISO), who, versions, definitions (digest), code_version."""
    records = [_record(path) for path in (store.folder / "snapshots").glob("*.json")]
    return sorted(records, key=lambda record: (datetime.fromisoformat(record["at"]), record["name"]))


def read_snapshot(store: Store, name: str) -> dict[str, Any]:
    """The record of one snapshot. Raises ``RequestError`` where there is none of that name."""
    path = _path(store, name)
    if not path.exists():
        raise RequestError(f"Không có bản chốt số liệu «{nfc(name)}».", "Hãy xem danh sách các bản chốt và chọn lại.")
    return _record(path)


def at_snapshot(store: Store, name: str) -> Store:
    """``store`` as it was when the snapshot was made. Raises ``RequestError`` where there is none of that name."""
    return Store(store.folder, tuple(read_snapshot(store, name)["versions"].items()))


def _record(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def _path(store: Store, name: str) -> Path:
    slug = fold(name).replace(" ", "-")
    if not slug or len(slug) > _LONGEST_NAME:
        raise RequestError(
            "Tên bản chốt số liệu cần có chữ hoặc số, không quá 100 ký tự.", "Hãy đặt tên như «Sơ kết Quý I/2025»."
        )
    return store.folder / "snapshots" / f"{slug}{'-1' if _RESERVED.match(slug) else ''}.json"
