"""Puts the documents of a meeting into a folder; nothing that lies there is lost.

A document of the same name that differs is kept aside under another name ("… (bản trước 1).docx"): someone may have
worked in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

from ...errors import RequestError


class Written(NamedTuple):
    """Where the documents stand now, and where earlier ones of the same names were kept aside."""

    files: tuple[Path, ...]
    kept_aside: tuple[Path, ...]


def write_pack(files: Mapping[str, bytes], out: Path) -> Written:
    """Write ``files`` (content by name) into the folder ``out``, made where it is not there.

    Raises ``RequestError`` where nothing can be written there (a document open in Word, a folder that is protected).
    """
    kept: list[Path] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = out / name
            if path.exists() and path.read_bytes() != content:
                kept.append(path.rename(_free_name(path)))
            path.write_bytes(content)
    except OSError as error:
        remedy = "Hãy đóng tài liệu nếu đang mở, hoặc chọn thư mục khác."
        raise RequestError(f"Không ghi được vào thư mục {out}.", remedy) from error
    return Written(tuple(out / name for name in files), tuple(kept))


def _free_name(path: Path) -> Path:
    """The first "NAME (bản trước N).EXT" that is not there yet."""
    names = (path.with_name(f"{path.stem} (bản trước {number}){path.suffix}") for number in count(1))
    return next(name for name in names if not name.exists())
