"""The embedded example goes into the store through the same intake as any file.

``data/sample/sample.toml`` lists its files in order; every batch is marked as illustration, and so is every figure made
from it. What it leaves out: nothing here knows what the files hold.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from ..definitions.catalogue import Definitions
from ..errors import StoreError
from ..intake.files.read import ReceivedFile
from ..intake.profiles import read_profile
from .batches import list_batches
from .imports import import_file
from .tables import Store

SAMPLE_FOLDER = Path(__file__).resolve().parents[2] / "data" / "sample"

Progress = Callable[[float, str], None]


def load_sample(
    store: Store, definitions: Definitions, *, who: str, now: datetime, progress: Progress | None = None
) -> dict[str, int]:
    """Take every file of the example into ``store``; records a kind, as the store holds them afterwards.

    Files already taken in are left alone. Raises ``StoreError`` where the folder of the example is incomplete.
    """
    entries = _manifest()
    for done, entry in enumerate(entries):
        if progress is not None:
            progress(done / len(entries), f"Đang nạp số liệu minh họa: {entry['path']}")
        _take_in(store, definitions, entry, who=who, now=now)
    return sample_records(store)


def sample_records(store: Store) -> dict[str, int]:
    """Accidents and violation rows of the illustration that are visible in ``store``."""
    batches = list_batches(store)
    live = batches[batches["illustrative"].astype(bool) & batches["active"].astype(bool)]
    return {kind: int(live.loc[live["kind"] == kind, "records"].sum()) for kind in ("accidents", "violations")}


def _manifest() -> list[dict[str, Any]]:
    path = SAMPLE_FOLDER / "sample.toml"
    if not path.exists():
        raise StoreError("Thiếu số liệu minh họa (data/sample).", "Hãy tải lại đầy đủ thư mục chương trình.")
    entries: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["file"]
    return entries


def _take_in(store: Store, definitions: Definitions, entry: dict[str, Any], *, who: str, now: datetime) -> None:
    path = SAMPLE_FOLDER / entry["path"]
    profile = read_profile(SAMPLE_FOLDER / entry["profile"]) if entry.get("profile") else None
    received = ReceivedFile(path, path.name)
    import_file(store, definitions, received, entry["kind"], profile, who=who, now=now, illustrative=True)
