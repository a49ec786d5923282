"""The documents made for meetings, kept as they were given out: one folder a pack, never changed.

Defines how a pack is kept, listed and read back. Leaves out what is in it (``review.pack``). A pack also names its
snapshot and holds what it was made with (template, remarks), so that it can be made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import RequestError
from .files import sync_folder, write_atomically
from .tables import VIETNAM_TIME, Store

FOLDER = "packs"
_RECORD = "pack.json"
_MADE_WITH = "made_with"


def keep_pack(
    store: Store,
    about: Mapping[str, Any],
    files: Mapping[str, bytes],
    made_with: Mapping[str, bytes],
    *,
    who: str,
    now: datetime,
) -> dict[str, Any]:
    """Keep the documents ``files`` and what they were ``made_with``, by name; the record of the pack.

    ``about``: plain JSON values (period, snapshot, sections …). A pack is there as a whole or not at all.
    """
    pack_id, folder = _new_folder(store, str(about["period"]), now)
    record = {
        "pack_id": pack_id,
        **about,
        "who": who,
        "at": now.isoformat(),
        "files": {name: _digest(content) for name, content in files.items()},
        "made_with": {name: _digest(content) for name, content in made_with.items()},
    }
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    (part / _MADE_WITH).mkdir(parents=True)
    for name, content in files.items():
        write_atomically(part / name, content)
    for name, content in made_with.items():
        write_atomically(part / _MADE_WITH / name, content)
    write_atomically(part / _RECORD, json.dumps(record, ensure_ascii=False, indent=1).encode())
    os.replace(part, folder)
    sync_folder(folder.parent)
    return record


def list_packs(store: Store) -> list[dict[str, Any]]:
    """The records of all packs, the newest first: pack_id, what ``keep_pack`` was told, who, at, files (SHA-256)."""
    records = [_read(path) for path in (store.folder / FOLDER).glob(f"[!.]*/{_RECORD}")]
    return sorted(records, key=lambda record: (datetime.fromisoformat(record["at"]), record["pack_id"]), reverse=True)


def pack_file(store: Store, pack_id: str, name: str) -> bytes:
    """A document of a pack. Raises ``RequestError`` where it is not there or is not what was given out."""
    record = _record_of(store, pack_id)
    return _content(store.folder / FOLDER / pack_id / name, record["files"].get(name, ""))


def made_with(store: Store, pack_id: str) -> dict[str, bytes]:
    """What a pack was made with, by name. Raises ``RequestError`` where a part was lost or changed."""
    folder = store.folder / FOLDER / pack_id / _MADE_WITH
    kept: Mapping[str, str] = _record_of(store, pack_id)["made_with"]
    return {name: _content(folder / name, digest) for name, digest in kept.items()}


def _record_of(store: Store, pack_id: str) -> dict[str, Any]:
    found = [record for record in list_packs(store) if record["pack_id"] == pack_id]
    if not found:
        raise RequestError(f"Không có bộ tài liệu «{pack_id}».", "Hãy xem danh sách các bộ tài liệu đã làm.")
    return found[0]


def _content(path: Path, digest: str) -> bytes:
    content = path.read_bytes() if path.exists() else b""
    if not digest or _digest(content) != digest:
        remedy = "Hãy làm lại bộ tài liệu từ bản chốt số liệu của nó."
        raise RequestError(f"Tệp {path.name} của bộ tài liệu không còn như khi làm ra.", remedy)
    return content


def _new_folder(store: Store, period: str, now: datetime) -> tuple[str, Path]:
    """A name that no pack has yet: period and moment in Vietnam."""
    stem = f"{period}_{now.astimezone(VIETNAM_TIME):%Y%m%d-%H%M%S}"
    folder = store.folder / FOLDER
    names = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    name = next(name for name in names if not (folder / name).exists())
    return name, folder / name


def _read(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
