"""The text of a file for the check: .docx with its tables (a tab between cells), .txt in whatever letters it came.

Leaves out headers, footers, notes and text boxes of a .docx. A text in a legacy font (TCVN3, VNI) is turned into
Unicode with a note that says so; places of the findings are those of the turned text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ...errors import FileError
from ...intake.files.encodings import convert, decode, legacy_font

SUFFIXES = ("docx", "txt")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LARGEST = 5_000_000
"""Characters; a report of a hundred pages has some three hundred thousand."""

LARGEST_FILE = 50_000_000
"""Bytes, pictures of a report among them."""


def file_text(name: str, content: bytes) -> str:
    """The text of a .docx or .txt. Raises ``FileError`` for another file or one that cannot be opened."""
    if len(content) > LARGEST_FILE:
        raise FileError(f"Tệp «{name}» quá lớn.", "Hãy dán riêng phần cần kiểm tra.")
    suffix = name.lower().rpartition(".")[2]
    if suffix == "txt":
        text = decode(content).text
    elif suffix == "docx":
        text = "\n".join(_docx_lines(name, content))
    else:
        raise FileError(f"Không đọc được tệp «{name}».", "Hãy lưu lại dạng .docx hoặc .txt, hoặc dán văn bản vào ô.")
    if len(text) > LARGEST:
        raise FileError(f"Tệp «{name}» quá dài.", "Hãy dán riêng phần cần kiểm tra.")
    return text


def readable(text: str) -> tuple[str, str]:
    """The text in Unicode, and a sentence where it was in a legacy font ("" where it was not)."""
    lines = pd.Index(text.split("\n"), dtype="str")
    font = legacy_font(lines)
    if not font:
        return text, ""
    note = f"Văn bản dùng phông cũ ({font}); đã được chuyển sang Unicode để kiểm tra, hãy xem lại chữ."
    return "\n".join(convert(lines, font)), note


def _docx_lines(name: str, content: bytes) -> Iterator[str]:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = Document(io.BytesIO(content))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise FileError(
            f"Không mở được tệp «{name}».", "Tệp hỏng hoặc không phải .docx; hãy mở bằng Word và lưu lại."
        ) from error
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _table_lines(block)
        else:
            yield str(block.text)


def _table_lines(table: Any) -> Iterator[str]:
    """A row a line; merged cells once."""
    for row in table.rows:
        texts = ("".join(cell.itertext(f"{_WORD}t")) for cell in dict.fromkeys(row._tr.tc_lst))
        yield "\t".join(" ".join(text.split()) for text in texts)
