"""What the reader has to say of a file: its encoding, its heading, what it skipped. Each function gives no or one
finding.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pandas as pd

from ..findings import Finding, finding
from .headers import Header
from .large_text import EXTRA

Notes = tuple[Finding, ...]

_PLAIN = ("utf-8", "utf-8-sig")


def encoding(name: str, damaged: int, rows: Sequence[int] = ()) -> Notes:
    """That the file was not plain UTF-8, and that ``damaged`` places of it, in ``rows`` if known, made no sense."""
    notes: Notes = ()
    if name not in _PLAIN:
        notes += (finding("encoding", "info", f"Tệp dùng bảng mã {name}; đã đọc sang Unicode.", rows=0),)
    if damaged:
        message = "Tệp có ký tự bị hỏng, hiện thành “\ufffd”. Hãy kiểm tra các ô đó hoặc xin lại tệp gốc."
        notes += (finding("encoding_damaged", "warning", message, row_numbers=rows),)
    return notes


def damaged_rows(rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The numbers [1-based] of ``rows`` with a character that could not be read."""
    return tuple(at for at, row in enumerate(rows, start=1) if any("\ufffd" in cell for cell in row))


def merged(rows: Sequence[int]) -> Notes:
    """That what was merged over several rows was repeated in ``rows``."""
    message = "Ô gộp theo chiều dọc: nội dung được điền xuống các dòng bên dưới. Hãy kiểm tra nếu không đúng ý."
    return (finding("merged_filled", "info", message, row_numbers=rows),) if rows else ()


def nfd(rows: Sequence[Sequence[str]], first_row: int) -> Notes:
    """That cells of ``rows`` (the first is Excel's ``first_row``) had decomposed letters (NFD), composed now."""
    changed = [at for at, row in enumerate(rows) if not all(unicodedata.is_normalized("NFC", cell) for cell in row)]
    if not changed:
        return ()
    row = rows[changed[0]]
    example = next(cell for cell in row if not unicodedata.is_normalized("NFC", cell))
    return (_nfd(tuple(first_row + at for at in changed), unicodedata.normalize("NFC", example)),)


def nfd_somewhere() -> Notes:
    """The same for a large file, of which only is known that it has such letters."""
    return (_nfd((), ""),)


def _nfd(numbers: tuple[int, ...], example: str) -> Finding:
    message = "Chữ có dấu gõ theo kiểu tổ hợp (NFD) đã được chuyển thành chữ dựng sẵn (NFC); nội dung không đổi."
    return finding("nfd", "info", message, row_numbers=numbers, example=example)


def header(found: Header, sheet: str = "") -> Notes:
    """That no heading row was found, in which ``sheet``."""
    if found.first >= 0:
        return ()
    where = f" của trang «{sheet}»" if sheet else ""
    message = (
        f"Không tìm thấy dòng tiêu đề{where}; các cột tạm được đặt tên “Cột 1”, “Cột 2”…"
        " Hãy chỉ ra dòng tiêu đề nếu có."
    )
    return (finding("no_header", "warning", message, rows=0),)


def extra(frame: pd.DataFrame) -> Notes:
    """That rows have more cells than the heading."""
    if EXTRA not in frame:
        return ()
    longer = frame.loc[frame[EXTRA] != "", EXTRA]
    message = (
        "Dòng có nhiều ô hơn dòng tiêu đề; phần thừa được giữ ở cột “@extra”. Hãy kiểm tra dấu phân cách trong các ô."
    )
    return (finding("extra_cells", "warning", message, row_numbers=longer.index, example=str(longer.iloc[0])),)


def quotes(broken: bool) -> Notes:
    """That quotation marks do not pair, so they were read as ordinary characters."""
    message = "Dấu ngoặc kép trong tệp không khép kín; đã đọc như ký tự thường. Hãy kiểm tra các ô có dấu ngoặc kép."
    return (finding("broken_quotes", "warning", message, rows=0),) if broken else ()


def hidden(sheets: Sequence[str]) -> Notes:
    """That hidden sheets were left out."""
    message = "Trang tính ẩn không được đọc. Nếu cần, hãy chọn đích danh hoặc bỏ ẩn rồi nạp lại."
    return (finding("hidden_sheet", "info", message, rows=0, example=", ".join(sheets)),) if sheets else ()


def empty(sheets: Sequence[str]) -> Notes:
    """That sheets without anything in them were left out."""
    message = "Trang tính trống được bỏ qua."
    return (finding("empty_sheet", "info", message, rows=0, example=", ".join(sheets)),) if sheets else ()
