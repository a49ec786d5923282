"""What a received file really is, by its first bytes and never by its name: workbook, web page or text.

Everything else ends in a ``FileError`` that says what to do. Left out: judging the content of a workbook
(``spreadsheets``).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from ...errors import FileError
from .spreadsheets import corrupt, locked

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_OTHERS = (
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"%PDF", "tệp PDF"),
    (b"{\\rtf", "tệp RTF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
)
_JSON = re.compile(rb"\{\s*[\"}]|\[\s*[\[{]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(path: Path, name: str) -> str:
    """ "workbook", "html" or "text". Raises FileError for an empty, locked or unreadable file and for other kinds."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(1 << 16)
    except OSError as error:
        raise FileError(f"Không mở được tệp “{name}”.", "Hãy chọn lại tệp.") from error
    if size == 0 or not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise FileError(f"Tệp “{name}” trống.", "Hãy kiểm tra lại và gửi tệp có số liệu.")
    if head.startswith(_ZIP):
        return _zip_kind(path, name)
    if head.startswith(_OLE):
        return _ole_kind(path, name)
    return _plain_kind(head, name)


def no_table(name: str) -> FileError:
    """The error for a file in which nothing looks like a table."""
    return FileError(
        f"Tệp “{name}” không có bảng số liệu nào.", "Hãy kiểm tra lại tệp: cần một dòng tiêu đề và các dòng số liệu."
    )


def _zip_kind(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names, damaged = archive.namelist(), archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise corrupt(name) from error
    if damaged:
        raise corrupt(name)
    if any(item.startswith(("xl/", "content.xml")) for item in names):
        return "workbook"
    raise _unusable(name, "tệp Word" if any(item.startswith("word/") for item in names) else "tệp nén ZIP")


def _ole_kind(path: Path, name: str) -> str:
    data = path.read_bytes()
    if _ENCRYPTED in data:
        raise locked(name)
    if _WORD in data:
        raise _unusable(name, "tệp Word")
    return "workbook"


def _plain_kind(head: bytes, name: str) -> str:
    for mark, what in _OTHERS:
        if head.startswith(mark) and (b"\0" in head or not mark.isalpha()):
            raise _unusable(name, what)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000].lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start or start.startswith(b"mime-version:"):
        raise _unusable(name, "bảng tính kiểu XML cũ")
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style", b"<?xml")):
        return "html"
    if _JSON.match(start):
        raise _unusable(name, "tệp JSON")
    if b"\0" in head and not head.startswith(_UTF16) and not _looks_utf16(head):
        raise _unusable(name, "tệp nhị phân")
    return "text"


def _looks_utf16(head: bytes) -> bool:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return min(even, odd) * 10 < max(even, odd) and max(even, odd) * 4 > len(head) // 2


def _unusable(name: str, what: str) -> FileError:
    return FileError(
        f"Tệp “{name}” là {what}, không phải bảng số liệu.",
        "Hãy gửi tệp Excel (.xlsx, .xls), OpenDocument (.ods) hoặc tệp chữ (.csv, .tsv, .txt).",
    )
