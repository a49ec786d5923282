"""A process of its own that imports file after file through the real intake; run by the tests, not a test.

``python importer.py STORE NAME COUNT``: says "ready" on standard output, waits for a line, imports COUNT files of
``ROWS`` accidents (ids NAME-file-row), says "done". COUNT 0: goes on until it is killed.
"""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path

ROWS = 40


def write_file(folder: Path, name: str) -> Path:
    """A small accident file in our own headings, over two years."""
    lines = ["Mã vụ;Ngày;Huyện;Số người chết;Số người bị thương"]
    for row in range(ROWS):
        lines.append(f"{name}-{row};{1 + row % 28:02d}/03/{2023 + row % 2};Sa Pa;{row % 3};1")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def main(store_folder: str, name: str, count: int) -> None:
    """Import until done or killed."""
    from analysis.definitions.catalogue import load_definitions
    from analysis.intake.files.read import ReceivedFile
    from analysis.store.engines import connect
    from analysis.store.imports import import_file
    from analysis.store.tables import open_store

    definitions = load_definitions()
    store = open_store(Path(store_folder))
    connect().disconnect()
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count) if count else itertools.count():
        path = write_file(store.folder.parent / "gửi", f"{name}-{number}")
        import_file(store, definitions, ReceivedFile(path, path.name), "accidents", who=name, now=datetime.now(UTC))
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
