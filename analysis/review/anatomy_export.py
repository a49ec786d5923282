"""Any chart of the anatomy as a table for people: CSV of rows that say what they are of, XLSX with title and notes.

Takes the tables of ``figures.anatomy_breakdowns``, ``anatomy_days``, ``anatomy_help`` and ``pivot``. Texts come from
strangers' files, so none can become a formula.

Can mislead: the ordinary range is of accidents; deaths and injured stand beside it without one.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

from ..figures.anatomy_breakdowns import Breakdown
from ..figures.anatomy_days import HolidayYears
from ..figures.anatomy_help import Help
from ..figures.anatomy_labels import ANATOMY_LABELS
from ..figures.pivot import Pivot
from ..signals.standouts import FALL, RISE
from .export import safe_text, table_csv

TOTAL_LABEL = "Tổng số"
STATE_WORDS = {RISE: "▲ cao hơn hẳn", FALL: "▼ thấp hơn hẳn", "ordinary": "bình thường"}
_DATE = datetime(2000, 1, 1)


def breakdown_table(breakdown: Breakdown, cells: pd.DataFrame | None) -> pd.DataFrame:
    """A breakdown with Vietnamese headings, the total last; with expected, range and state where it was judged."""
    table, dimensions = breakdown.table, breakdown.spec.dimensions
    columns: dict[str, Any] = {ANATOMY_LABELS[dimensions[0]]: [*table["label"], TOTAL_LABEL]}
    if len(dimensions) > 1:
        columns[ANATOMY_LABELS[dimensions[1]]] = [*table["second_label"], ""]
    for name, heading in (("accidents", "Số vụ"), ("deaths", "Người chết"), ("injured", "Người bị thương")):
        if not (breakdown.spec.of_people and name == "accidents"):
            columns[heading] = _whole([*table[name], breakdown.total[name]])
    if breakdown.spec.of_people:
        columns["Số vụ có người của nhóm"] = _whole([*table["judged"], np.nan])
    if cells is not None and len(cells):
        columns["Dự kiến (số vụ)"] = [*cells["expected"].round(1), np.nan]
        columns["Bình thường từ"] = _whole([*cells["lower"], np.nan])
        columns["Bình thường đến"] = _whole([*cells["upper"], np.nan])
        columns["Nhận định"] = [*(STATE_WORDS.get(state, "không xét") for state in cells["state"]), ""]
    return pd.DataFrame(columns)


def years_table(years: HolidayYears) -> pd.DataFrame:
    """The windows of every year with both ends, oldest first."""
    table = years.table
    last = pd.to_datetime(table["stop"]) - pd.Timedelta(days=1)
    return pd.DataFrame(
        {
            "Khoảng ngày": table["label"],
            "Năm": table["year"],
            "Từ ngày": pd.to_datetime(table["start"]),
            "Đến ngày": last,
            "Số vụ": _whole(table["accidents"]),
            "Người chết": _whole(table["deaths"]),
            "Người bị thương": _whole(table["injured"]),
        }
    )


def help_table(rows: pd.DataFrame, heading: str, limit: int) -> pd.DataFrame:
    """Districts or years: known and unknown times, share within the limit with its interval, median, 90 %."""
    return pd.DataFrame(
        {
            heading: rows["label"].to_numpy(),
            "Số vụ có ghi": _whole(rows["known"]),
            "Số vụ không rõ": _whole(rows["unknown"]),
            f"Đến trong {limit} phút": _whole(rows["within"]),
            "Tỷ lệ %": (100 * rows["share"]).round(2).to_numpy(),
            "Từ % (95%)": (100 * rows["lower"]).round(2).to_numpy(),
            "Đến % (95%)": (100 * rows["upper"]).round(2).to_numpy(),
            "Trung vị (phút)": rows["median"].to_numpy(),
            "90% số vụ trong (phút)": rows["p90"].round(1).to_numpy(),
        }
    )


def help_tables(found: Help) -> tuple[pd.DataFrame, pd.DataFrame]:
    """By district and by year."""
    areas = help_table(found.areas, "Địa bàn", found.limit)
    return areas, help_table(found.years, "Kỳ", found.limit)


def pivot_table(found: Pivot) -> pd.DataFrame:
    """The pivot with both edges: a row a key, the sums last and to the right."""
    first = f"{ANATOMY_LABELS[found.rows]} \\ {ANATOMY_LABELS[found.columns]}"
    columns: dict[str, Any] = {first: [*found.row_labels.values(), TOTAL_LABEL]}
    for key, label in found.column_labels.items():
        name = label if label not in columns else f"{label} ({key})"
        columns[name] = _whole([*found.cells[key], found.column_totals[key]])
    return pd.DataFrame({**columns, TOTAL_LABEL: _whole([*found.row_totals, found.total])})


def figure_csv(table: pd.DataFrame, scope: str, source: str) -> bytes:
    """A table as CSV bytes with what it is of (period, places) and its source in the last two columns."""
    return table_csv(table.assign(**{"Phạm vi": scope, "Nguồn số liệu": source}))


def figure_xlsx(table: pd.DataFrame, *, title: str, notes: Sequence[str], created: datetime = _DATE) -> bytes:
    """A table as XLSX bytes: title and notes, then the rows; a last row called "Tổng số" in bold; A4 across."""
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(memory, options) as book:
        book.set_properties({"title": title, "created": created})
        sheet = book.add_worksheet("Bảng")
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        grey = book.add_format({"font_color": "#5B6470"})
        for row, text in enumerate(notes, start=1):
            sheet.write_string(row, 0, text, grey)
        _write_rows(book, sheet, len(notes) + 2, table)
    return memory.getvalue()


def _write_rows(book: Any, sheet: Any, top: int, table: pd.DataFrame) -> None:
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    for column, name in enumerate(table.columns):
        sheet.write_string(top, column, safe_text(str(name)), head)
        sheet.set_column(column, column, 28 if column == 0 else 13)
        for row, value in enumerate(table[name], start=top + 1):
            bold = row == top + len(table) and str(table.iloc[-1, 0]) == TOTAL_LABEL
            _write_cell(book, sheet, (row, column), value, {"border": 1, **({"bold": True} if bold else {})})
    sheet.freeze_panes(top + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&C&P/&N")


def _write_cell(book: Any, sheet: Any, place: tuple[int, int], value: Any, look: dict[str, Any]) -> None:
    if isinstance(value, str):
        sheet.write_string(*place, safe_text(value), book.add_format(look))
    elif pd.isna(value):
        sheet.write_blank(*place, None, book.add_format(look))
    elif isinstance(value, datetime):
        sheet.write_datetime(*place, value, book.add_format({**look, "num_format": "dd/mm/yyyy"}))
    else:
        shown = "#,##0" if float(value).is_integer() else "#,##0.0#"
        sheet.write_number(*place, float(value), book.add_format({**look, "num_format": shown}))


def _whole(values: Any) -> pd.Series[Any]:
    """Counts as whole numbers, missing empty."""
    return pd.Series(list(values), dtype="float64").astype("Int64")
