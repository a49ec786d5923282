"""A list of accidents as files for people: CSV with nothing but the rows, XLSX with what they are above them.

Takes the tables of ``figures.listing``. Texts come from strangers' files, so none can become a formula.

Can mislead: a list is that of one moment; a correction or a withdrawn batch changes it, a snapshot keeps it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter

from .export import safe_text, table_csv

HEADINGS = {
    "accident_id": "Mã vụ",
    "occurred_on": "Ngày",
    "time": "Giờ",
    "area": "Địa bàn",
    "commune": "Xã, phường",
    "mode": "Loại hình",
    "severity": "Mức độ",
    "deaths": "Chết",
    "injured": "Bị thương",
    "missing_people": "Mất tích",
    "road": "Tuyến đường",
    "position": "Lý trình",
    "cause": "Nguyên nhân",
    "vehicles": "Phương tiện",
    "alcohol": "Nồng độ cồn",
    "lat": "Vĩ độ",
    "lon": "Kinh độ",
    "source": "Nguồn số liệu",
}
"""Heading of every column of a list, in order."""
INTERNAL_NOTE = (
    "Danh sách từng vụ chỉ dùng trong cơ quan: ngày và nơi xảy ra có thể cho biết người liên quan; "
    "báo cáo gửi ra ngoài chỉ nêu số tổng hợp (Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15)."
)
"""To stand beside every download of a list."""
_WIDTHS = {
    **{"accident_id": 13, "occurred_on": 10, "time": 6, "area": 11, "commune": 18, "mode": 9, "severity": 13},
    **{"deaths": 6, "injured": 7, "missing_people": 6, "road": 12, "position": 11, "cause": 20, "vehicles": 20},
    **{"alcohol": 9, "lat": 9, "lon": 10, "source": 16},
}
"""Characters; long texts are wrapped, so that a page across holds all columns in a size that can be read."""
_LOOKS: dict[str, dict[str, Any]] = {
    "occurred_on": {"num_format": "dd/mm/yyyy", "align": "center"},
    "time": {"align": "center"},
    "lat": {"num_format": "0.00000"},
    "lon": {"num_format": "0.00000"},
}
_LINE = 15.0
"""Height of a line [points]."""
_MOST_LINES = 12


def list_table(listing: pd.DataFrame) -> pd.DataFrame:
    """The list with Vietnamese headings; values as they are."""
    return listing[list(HEADINGS)].rename(columns=HEADINGS)


def list_csv(listing: pd.DataFrame) -> bytes:
    """The list as CSV bytes (UTF-8 with BOM, ";", decimal comma): a head line and one line an accident."""
    return table_csv(list_table(listing))


def list_xlsx(
    listing: pd.DataFrame, *, title: str, notes: Sequence[str] = (), created: datetime | None = None
) -> bytes:
    """The list as XLSX bytes: title and notes, then one row an accident under the headings; A4 across, one page wide.

    ``created`` is written into the file (the day of the last accident if not given), so the same list gives the same
    bytes. A list without rows keeps its headings.
    """
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(memory, options) as book:
        book.set_properties({"title": title, "created": created or _last_day(listing)})
        sheet = book.add_worksheet("Danh sách vụ")
        top = _write_opening(book, sheet, title, list(dict.fromkeys([*notes, INTERNAL_NOTE])))
        _write_rows(book, sheet, top, listing[list(HEADINGS)])
        _set_page(sheet, top, len(listing))
    return memory.getvalue()


def _last_day(listing: pd.DataFrame) -> datetime:
    return datetime(2000, 1, 1) if listing.empty else listing["occurred_on"].max().to_pydatetime()


def _write_opening(book: Any, sheet: Any, title: str, notes: Sequence[str]) -> int:
    """Write title and notes; give the row of the headings."""
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    grey = book.add_format({"font_color": "#5B6470"})
    for row, text in enumerate(notes, start=1):
        sheet.write_string(row, 0, text, grey)
    return len(notes) + 2


def _write_rows(book: Any, sheet: Any, top: int, rows: pd.DataFrame) -> None:
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    look = {"border": 1, "valign": "top", "text_wrap": True}
    looks = {name: book.add_format({**look, **_LOOKS.get(name, {})}) for name in rows.columns}
    for column, name in enumerate(rows.columns):
        sheet.write_string(top, column, HEADINGS[name], head)
        sheet.set_column(column, column, _WIDTHS[name])
        for row, value in enumerate(rows[name], start=top + 1):
            _write_cell(sheet, (row, column), value, looks[name])
    sheet.set_row(top, 2 * _LINE)
    for row, lines in enumerate(_lines(rows), start=top + 1):
        sheet.set_row(row, lines * _LINE)


def _lines(rows: pd.DataFrame) -> list[int]:
    """Lines of text that each row needs at the widths of the columns; not every program works that out by itself."""
    lines = pd.Series(1, index=rows.index)
    for name in map(str, rows.select_dtypes("str").columns):
        lengths = rows[name].str.len().fillna(0)
        lines = lines.combine(-(-lengths // (_WIDTHS[name] - 1)), max)
    return [min(int(count), _MOST_LINES) for count in lines]


def _write_cell(sheet: Any, place: tuple[int, int], value: Any, look: Any) -> None:
    if pd.isna(value):
        sheet.write_blank(*place, None, look)
    elif isinstance(value, datetime):
        sheet.write_datetime(*place, value, look)
    elif isinstance(value, str):
        sheet.write_string(*place, safe_text(value), look)
    else:
        sheet.write_number(*place, float(value), look)


def _set_page(sheet: Any, top: int, rows: int) -> None:
    last_column = len(HEADINGS) - 1
    sheet.autofilter(top, 0, top + rows, last_column)
    sheet.freeze_panes(top + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.print_area(0, 0, top + rows, last_column)
    sheet.set_footer("&C&P/&N")
