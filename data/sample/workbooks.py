"""Excel files as offices make them: national motto, title, merged two-row headings, column numbers, totals, footnotes.

The same content gives the same bytes: creation date and times inside the zip are fixed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2025, 4, 2, 8, 0, 0)
OFFICE = "CÔNG AN TỈNH LÀO CAI (số liệu minh họa)"
NOTES = ("Ghi chú: số liệu minh họa do máy sinh ra, không phải số liệu thật.", "Lưu ý: dấu - là bằng không.")
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True)
class Sheet:
    """``rows`` under ``headings`` ("Số người / Chết" stands in two rows), ``total`` and ``notes`` below."""

    name: str
    office: str
    title: str
    headings: Sequence[str]
    rows: pd.DataFrame
    total: Sequence[object] = ()
    notes: Sequence[str] = ()
    column_numbers: bool = False


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of an .xlsx with ``sheets``."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "constant_memory": False})
    book.set_properties(
        {"title": "Số liệu minh họa", "comments": "Số liệu minh họa, không phải số liệu thật", "created": CREATED}
    )
    formats = {
        "title": book.add_format({"bold": True, "align": "center"}),
        "head": book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "bold": book.add_format({"bold": True}),
        "italic": book.add_format({"italic": True}),
    }
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return target.getvalue()


def _write(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    width = len(sheet.headings)
    half = width // 2
    page.merge_range(0, 0, 0, half - 1, sheet.office, formats["title"])
    page.merge_range(0, half, 0, width - 1, MOTTO[0], formats["title"])
    page.merge_range(1, half, 1, width - 1, MOTTO[1], formats["title"])
    page.merge_range(3, 0, 3, width - 1, sheet.title, formats["title"])
    page.merge_range(4, 0, 4, width - 1, "(Số liệu minh họa, không phải số liệu thật)", formats["title"])
    row = _write_headings(page, 6, sheet.headings, formats["head"])
    if sheet.column_numbers:
        for column in range(width):
            page.write_string(row, column, f"({column + 1})", formats["head"])
        row += 1
    for record in sheet.rows.itertuples(index=False):
        _write_row(page, row, record, formats["date"])
        row += 1
    if sheet.total:
        for column, value in enumerate(sheet.total):
            if value != "":
                page.write(row, column, value, formats["bold"])
        row += 1
    for line, note in enumerate(sheet.notes):
        page.write_string(row + 1 + line, 0, note, formats["italic"])


def _write_headings(page: Worksheet, row: int, headings: Sequence[str], form: Format) -> int:
    """One row of headings, or two with merged groups; the row below them."""
    parts = [heading.split(" / ", 1) for heading in headings]
    if all(len(part) == 1 for part in parts):
        for column, part in enumerate(parts):
            page.write_string(row, column, part[0], form)
        return row + 1
    column = 0
    while column < len(parts):
        last = column
        if len(parts[column]) == 1:
            page.merge_range(row, column, row + 1, column, parts[column][0], form)
        else:
            while last + 1 < len(parts) and len(parts[last + 1]) == 2 and parts[last + 1][0] == parts[column][0]:
                last += 1
            page.merge_range(row, column, row, last, parts[column][0], form)
            for below in range(column, last + 1):
                page.write_string(row + 1, below, parts[below][1], form)
        column = last + 1
    return row + 2


def _write_row(page: Worksheet, row: int, record: Sequence[object], date_form: Format) -> None:
    for column, value in enumerate(record):
        if isinstance(value, date):
            page.write_datetime(row, column, datetime(value.year, value.month, value.day), date_form)
        elif isinstance(value, str):
            if value:
                page.write_string(row, column, value)
        elif not pd.isna(value):
            page.write_number(row, column, float(value))


def dashed(column: pd.Series) -> pd.Series:
    """Counts with "-" for zero."""
    return column.astype(object).mask(column == 0, "-")
