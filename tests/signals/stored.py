"""A store of the test's own with a few accidents in it, taken in as a file through the real intake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from analysis.definitions.catalogue import Definitions
from analysis.intake.files.read import ReceivedFile
from analysis.store.imports import import_file
from analysis.store.tables import Store, open_store

NOON = datetime(2025, 4, 20, 5, tzinfo=UTC)
"""12:00 in Vietnam."""
HEADINGS = {
    "id": "Mã vụ",
    "day": "Ngày xảy ra",
    "time": "Giờ",
    "area": "Huyện",
    "commune": "Xã",
    "mode": "Loại hình",
    "severity": "Mức độ",
    "deaths": "Số người chết",
    "injured": "Số người bị thương",
    "road": "Tuyến đường",
    "km": "Lý trình",
    "cause": "Nguyên nhân",
    "vehicles": "Phương tiện",
}
_USUAL = {
    "area": "Bảo Yên",
    "mode": "Đường bộ",
    "severity": "Ít nghiêm trọng",
    "deaths": "0",
    "injured": "1",
    "road": "QL279",
    "vehicles": "Mô tô",
}


def accident(accident_id: str, day: str, **cells: str) -> dict[str, str]:
    """An accident in Bảo Yên on QL279 with one injured, unless said otherwise; cells as in a file, "" is empty."""
    return {**dict.fromkeys(HEADINGS, ""), **_USUAL, "id": accident_id, "day": day, **cells}


def store_of(
    folder: Path,
    definitions: Definitions,
    accidents: Sequence[dict[str, str]],
    *,
    covers: tuple[date, date] = (date(2018, 12, 15), date(2025, 3, 14)),
) -> Store:
    """A store with these accidents as one file that covers ``covers`` (both inside) for the whole province."""
    store = open_store(folder / "kho")
    add_file(store, folder / "tai nạn.csv", definitions, accidents, covers=covers)
    return store


def add_file(
    store: Store, path: Path, definitions: Definitions, accidents: Sequence[dict[str, str]], **options: Any
) -> None:
    """Take ``accidents`` in as the file ``path``."""
    lines = [";".join(HEADINGS.values()), *(";".join(row[name] for name in HEADINGS) for row in accidents)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    done = import_file(store, definitions, ReceivedFile(path, path.name), "accidents", who="thử", now=NOON, **options)
    assert done.intake.rows_rejected == 0, done.intake.findings
