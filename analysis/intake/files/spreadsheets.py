"""Workbooks (.xlsx, .xls, .ods, whatever the name says) → sheets of text cells, rows and columns at Excel's places.

Dates become ISO text, numbers the shortest text that is equal (1.234 gets a fourth decimal, "1.2340": with three it
would read as thousands), errors such as #N/A stay as Excel shows them (see ``error_cells``). Left out:
formulas without a stored result (empty), colours, comments, hidden rows (they are read). It misleads where Excel
stored a date as text or a code with zeros in front as a number: the zeros are gone before the file came.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ...errors import FileError, RequestError
from .headers import Range

_THREE_DECIMALS = re.compile(r"-?\d{1,3}\.\d{3}")


@dataclass(frozen=True)
class Sheet:
    """A sheet as text: ``rows`` from Excel's row 1 and column A on, and its merged blocks (row, column from 0)."""

    name: str
    rows: list[list[str]]
    merges: tuple[Range, ...]


def open_workbook(stream: BinaryIO, name: str) -> CalamineWorkbook:
    """The workbook in ``stream``; ``name`` is only for the message. Raises FileError where it cannot be opened."""
    with _readable(name):
        return CalamineWorkbook.from_filelike(stream)


def visible_sheets(workbook: CalamineWorkbook) -> list[str]:
    """Names of the worksheets that a person sees, in the workbook's order."""
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def hidden_sheets(workbook: CalamineWorkbook) -> list[str]:
    """Names of the worksheets hidden by whoever made the file."""
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible != SheetVisibleEnum.Visible
    ]


def read_sheet(
    workbook: CalamineWorkbook, sheet: str, name: str, *, errors: Mapping[tuple[int, int], str] | None = None
) -> Sheet:
    """One sheet of ``workbook`` with the formula ``errors`` found in it by ``error_cells``.

    Raises RequestError for an unknown sheet, FileError where it cannot be read."""
    if sheet not in workbook.sheet_names:
        raise RequestError(
            f"Tệp “{name}” không có trang tính “{sheet}”.", f"Hãy chọn trong: {', '.join(workbook.sheet_names)}."
        )
    with _readable(name):
        found = workbook.get_sheet_by_name(sheet)
        values = found.to_python(skip_empty_area=False)
        rows = [[cell_text(value) for value in row] for row in values]
        for (row, column), text in (errors or {}).items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = text
        return Sheet(sheet, rows, _merges(found))


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Damaged workbooks end in a ``FileError``, also those at which the reader's Rust code panics (a BaseException)."""
    try:
        yield
    except PasswordError as error:
        raise locked(name) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise corrupt(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise corrupt(name) from error


def locked(name: str) -> FileError:
    """The error for a workbook that asks for a password."""
    return FileError(f"Tệp “{name}” được đặt mật khẩu.", "Hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi nạp tệp mới.")


def corrupt(name: str) -> FileError:
    """The error for a workbook that cannot be read."""
    return FileError(
        f"Không đọc được bảng tính “{name}”: tệp bị hỏng hoặc không đúng định dạng.",
        "Hãy mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi nạp tệp mới; không mở được thì xin lại tệp gốc.",
    )


def cell_text(value: object) -> str:
    """A cell as text: 3.0 → "3", a date → "2024-03-15", with time → "2024-03-15 22:30:00", 1.234 → "1.2340"."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(float(value))
    if isinstance(value, dt.datetime):
        return _moment_text(value)
    if isinstance(value, dt.timedelta):
        return _duration_text(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else ""


def _number_text(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = format(Decimal(repr(value)), "f") if value == value and abs(value) != float("inf") else ""
    return f"{text}0" if _THREE_DECIMALS.fullmatch(text) else text


def _moment_text(value: dt.datetime) -> str:
    """To the nearest second: Excel's days are binary fractions, 22:30 may come as 22:29:59.999."""
    rounded = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    return rounded.date().isoformat() if rounded.time() == dt.time() else rounded.isoformat(sep=" ")


def _duration_text(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _merges(sheet: CalamineSheet) -> tuple[Range, ...]:
    ranges: Sequence[Range] = sheet.merged_cell_ranges or ()
    return tuple(sorted(ranges))
