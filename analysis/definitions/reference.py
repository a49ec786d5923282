"""Reading the reference folder: definitions as data, one file each, an overlay folder before our own, file by file.

CSV: a head line, ``#`` lines before it are comments (source and date), comma, semicolon or tab. TOML as it is. Every
value stays text here; what it means is said by the module that asks. Left out: outlines (``boundaries``).
"""

from __future__ import annotations

import csv
import hashlib
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.definitions.names import nfc
from analysis.errors import DefinitionError

REFERENCE_VARIABLE = "ATGT_REFERENCE"
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "data" / "reference"
_DATA_SUFFIXES = (".csv", ".toml", ".geojson")


@dataclass(frozen=True)
class Reference:
    """Folders in the order in which a file is looked for; the first that has it wins.

    ``later``: where a file is taken from that came with the program after ``folders`` were kept (definitions of a
    snapshot); what need not be there is never taken from it.
    """

    folders: tuple[Path, ...]
    later: tuple[Path, ...] = ()

    def path(self, name: str) -> Path:
        """Where ``name`` ("areas.csv") stands. Raises ``DefinitionError`` where no folder has it."""
        for folder in (*self.folders, *self.later):
            if (folder / name).is_file():
                return folder / name
        raise DefinitionError(
            f"Không tìm thấy tệp danh mục “{name}”.",
            f"Hãy đặt tệp này vào thư mục {self.folders[0]}.",
        )

    def has(self, name: str) -> bool:
        """Whether any folder has the file ``name``."""
        return any((folder / name).is_file() for folder in self.folders)

    def is_overlaid(self, name: str) -> bool:
        """Whether ``name`` comes from a folder laid over the last one (our own)."""
        return self.path(name).parent not in (self.folders[-1], *self.later)

    def table(self, name: str, *, may_be_empty: bool = False) -> pd.DataFrame:
        """The CSV ``name`` ("areas" or "areas.csv") as text, empty cells as "", headings in small letters, order kept.

        Raises ``DefinitionError`` where the file is not UTF-8, has no rows (``may_be_empty``: not even a heading), or
        repeats a heading.
        """
        path = self.path(name if name.endswith(".csv") else f"{name}.csv")
        frame = _parse_csv(_read_text(path), path)
        if (frame.empty and not (may_be_empty and len(frame.columns))) or frame.columns.has_duplicates:
            raise DefinitionError(
                f"Tệp danh mục {path} không có dòng nào hoặc có hai cột trùng tên.",
                "Hãy kiểm tra dòng tiêu đề và các dòng dữ liệu của tệp.",
            )
        return frame

    def toml(self, name: str) -> dict[str, Any]:
        """The TOML file ``name`` ("calendars" or "calendars.toml"). Raises ``DefinitionError`` where it is no TOML."""
        path = self.path(name if name.endswith(".toml") else f"{name}.toml")
        try:
            return tomllib.loads(_read_text(path))
        except tomllib.TOMLDecodeError as error:
            raise DefinitionError(f"Tệp {path} viết sai cú pháp TOML ({error}).", "Hãy sửa dòng đã nêu.") from error

    def files(self) -> dict[str, Path]:
        """Every data file in use by its name, sorted; a shadowed file is not among them."""
        names = {path.name for folder in self.folders for path in folder.iterdir() if path.suffix in _DATA_SUFFIXES}
        return {name: self.path(name) for name in sorted(names)}

    def digests(self) -> dict[str, str]:
        """SHA-256 (hexadecimal) of every data file in use by its name, sorted."""
        return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in self.files().items()}

    def digest(self) -> str:
        """SHA-256 (hexadecimal) over names and bytes of every data file in use; a shadowed file does not count."""
        lines = (f"{name}\n{content}\n" for name, content in self.digests().items())
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def open_reference(folder: Path | None = None, *, office: Path | None = None) -> Reference:
    """Our reference folder with ``folder`` (or what ``ATGT_REFERENCE`` names) laid over it.

    ``office``: a folder that the program itself fills (outlines that were loaded), between the two where it exists.
    Raises ``DefinitionError`` where ``folder`` does not exist.
    """
    own = (DEFAULT_FOLDER,) if office is None or not office.is_dir() else (office, DEFAULT_FOLDER)
    named = os.environ.get(REFERENCE_VARIABLE, "")
    overlay = folder if folder is not None else Path(named) if named else None
    if overlay is None:
        return Reference(own)
    if not overlay.is_dir():
        raise DefinitionError(
            f"Không có thư mục danh mục {overlay}.",
            f"Hãy kiểm tra đường dẫn ở --reference hoặc biến {REFERENCE_VARIABLE}.",
        )
    return Reference((overlay, *own))


def require_columns(frame: pd.DataFrame, columns: tuple[str, ...], file_name: str) -> None:
    """Raises ``DefinitionError`` naming every one of ``columns`` that ``frame`` lacks."""
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise DefinitionError(
            f"Tệp danh mục {file_name} thiếu cột: {', '.join(missing)}.",
            f"Hãy thêm cột đó vào dòng tiêu đề; các cột cần có: {', '.join(columns)}.",
        )


def require_unique(frame: pd.DataFrame, column: str, file_name: str) -> None:
    """Raises ``DefinitionError`` where a value of ``column`` is empty or stands twice."""
    values = frame[column]
    wrong = values[values.duplicated() | values.eq("")].unique()
    if len(wrong):
        shown = ", ".join(f"“{value}”" for value in wrong[:5])
        raise DefinitionError(
            f"Tệp danh mục {file_name} có giá trị trống hoặc lặp lại ở cột {column}: {shown}.",
            "Mỗi dòng phải có một mã riêng, không để trống.",
        )


def with_columns(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """``frame`` with every one of ``columns``; one that a short overlay leaves out is added as ""."""
    return frame.assign(**{column: "" for column in columns if column not in frame.columns})


def split_aliases(text: str) -> list[str]:
    """The names in an aliases cell, which "|" or ";" part."""
    return [alias.strip() for alias in text.replace(";", "|").split("|") if alias.strip()]


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DefinitionError(f"Tệp danh mục {path} không phải UTF-8.", "Hãy lưu lại tệp với mã UTF-8.") from error


def _parse_csv(text: str, path: Path) -> pd.DataFrame:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    head = lines[0] if lines else ""
    rows = list(csv.reader(lines, delimiter=max(",;\t", key=head.count)))
    width = len(rows[0]) if rows else 0
    for row in rows:
        if any(row[width:]):
            raise DefinitionError(
                f"Tệp danh mục {path} có dòng nhiều ô hơn dòng tiêu đề: “{row[0]}”.",
                "Hãy đặt ô có dấu phân cách ở bên trong dấu ngoặc kép.",
            )
    cells = [[*map(nfc, row[:width]), *[""] * (width - len(row))] for row in rows]
    headings = [heading.lower() for heading in cells[0]] if cells else []
    return pd.DataFrame(cells[1:], columns=headings, dtype="str")
