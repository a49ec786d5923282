"""Files that are wholly there or not at all, also after a loss of power."""

from __future__ import annotations

import os
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``: a reader sees the old file or the new one, never a part."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    put_in_place(part, path)


def put_in_place(part: Path, path: Path) -> None:
    """Bring ``part`` to the disk and give it the name ``path``."""
    sync_file(part)
    os.replace(part, path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Wait until the bytes of ``path`` are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in ``folder`` are on the disk; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
