"""One sheet a table: title, headings in one or two rows, cells, total, notes, its chart, and how it is printed.

Printed on A4 across, one page wide, with the headings again on every page. Leaves out the contents (``annexes``) and
what is a formula (``annex_cells``). Can mislead: of a very wide table (the register) the columns to the right are on
the screen alone, which a note says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .annex_cells import (
    LINE_POINTS,
    LINK,
    Looks,
    heading_lines,
    lines,
    look_kind,
    plain_text,
    row_formula,
    row_points,
    stored,
    sum_formula,
    widths,
    write_text,
    write_value,
)
from .annex_chart_places import place_chart
from .annex_charts import Cells
from .annex_page import PAGE_POINTS, Below, Page, page_of, set_page
from .record import Column, PackTable, Row
from .tables import OF_ONE_DAY

CONTENTS = "Mục lục"
TOP = 3
"""Sheet row of the headings; title, scope and the way back stand above."""
_TITLE_POINTS, _GAP_POINTS = 22, 6


@dataclass(frozen=True)
class Scope:
    """What every sheet says: ``line`` below the title, ``footer`` of the page, both periods, breaks of the series."""

    line: str
    footer: str
    periods: tuple[str, str]
    breaks: Mapping[int, str]
    break_notes: Sequence[str]


def write_sheet(book: Any, looks: Looks, name: str, table: PackTable, scope: Scope) -> None:
    """Add the sheet ``name`` with ``table`` to ``book``."""
    sheet = book.add_worksheet(name)
    room = widths(table)
    for column, width in enumerate(room):
        sheet.set_column(column, column, width)
    page = page_of(room, empty=not table.rows)
    _write_opening(sheet, looks, table, scope)
    body, height = _write_headings(sheet, looks, table, room)
    end, height = _write_rows(sheet, looks, table, room, (body, height))
    below = _write_notes(sheet, looks, _notes(table, scope, page), page, (end, height))
    last, own_page = place_chart(book, sheet, Cells(name, body, {}, scope.periods, scope.breaks), table, page, below)
    sheet.freeze_panes(body, 1)
    long = below[1] > PAGE_POINTS / page.scale
    set_page(sheet, (last, page.last_column), footer=scope.footer)
    if long or not own_page:  # else the headings would stand above the chart alone
        sheet.repeat_rows(TOP, body - 1)


def _write_opening(sheet: Any, looks: Looks, table: PackTable, scope: Scope) -> None:
    """Title, what is compared (of a table of two periods) in which unit, and the way back to the contents."""
    sheet.set_row(0, _TITLE_POINTS)
    sheet.write_string(0, 0, plain_text(table.title), looks.title())
    compared = "" if table.key in OF_ONE_DAY else f"{scope.line}. "
    sheet.write_string(1, 0, plain_text(f"{compared}Đơn vị: {table.unit}."), looks.words(italic=True))
    link = looks.words(**LINK)
    sheet.write_url(2, 0, f"internal:'{CONTENTS}'!A1", link, "Về mục lục", "Về mục lục")


def _write_headings(sheet: Any, looks: Looks, table: PackTable, room: list[float]) -> tuple[int, float]:
    """The headings, in two rows where columns have a common one; the row behind them and the height so far [points]."""
    look, grouped = looks.heading(), any(column.group for column in table.columns)
    bottom, points = TOP + 1 if grouped else TOP, LINE_POINTS * heading_lines(table, room) + 3
    sheet.set_row(bottom, points)
    if grouped:
        sheet.set_row(TOP, LINE_POINTS + 3)
        points += LINE_POINTS + 3
    for place, column in enumerate(table.columns):
        if grouped and not column.group:
            sheet.merge_range(TOP, place, bottom, place, "", look)
            sheet.write_string(TOP, place, plain_text(column.heading), look)
        else:
            sheet.write_string(bottom, place, plain_text(column.heading), look)
    for first, last, group in _groups(table.columns):
        if first < last:
            sheet.merge_range(TOP, first, TOP, last, "", look)
        sheet.write_string(TOP, first, group, look)
    return bottom + 1, _TITLE_POINTS + 2 * LINE_POINTS + points


def _groups(columns: Sequence[Column]) -> list[tuple[int, int, str]]:
    """First and last column of every common heading."""
    found: list[tuple[int, int, str]] = []
    for place, column in enumerate(columns):
        if not column.group:
            continue
        if found and found[-1][1] == place - 1 and found[-1][2] == column.group:
            found[-1] = (found[-1][0], place, column.group)
        else:
            found.append((place, place, column.group))
    return found


def _write_rows(sheet: Any, looks: Looks, table: PackTable, room: list[float], below: Below) -> Below:
    """Every row and the total."""
    body, height = below
    rows: list[tuple[Row, bool]] = [(row, False) for row in table.rows]
    if table.total is not None:
        rows.append((table.total, True))
    for number, (values, is_total) in enumerate(rows, start=body):
        points = row_points(table, values, room)
        sheet.set_row(number, points)
        height += points
        _write_row(sheet, looks, table, values, number, sums=body if is_total else None)
    if not rows:
        sheet.write_string(body, 0, "Không có dòng nào.", looks.words(italic=True))
    return body + max(len(rows), 1), height


def _write_row(sheet: Any, looks: Looks, table: PackTable, values: Row, number: int, *, sums: int | None) -> None:
    """One row; of the total row ``sums`` is the sheet row in which the rows to be added begin."""
    by_key = {column.key: value for column, value in zip(table.columns, values, strict=True)}
    for place, column in enumerate(table.columns):
        value, bold = values[place], sums is not None
        if column.kind == "text":
            write_text(sheet, (number, place), "" if value is None else str(value), looks, bold=bold)
            continue
        look = looks.cell(look_kind(column), bold=bold)
        formula = row_formula(table, by_key, column, number)
        if not formula and sums is not None:
            formula = sum_formula(table, column, sums)
        if formula:
            sheet.write_formula(number, place, formula, look, "–" if value is None else stored(value, column))
        else:
            write_value(sheet, (number, place), value, column, look)


def _notes(table: PackTable, scope: Scope, page: Page) -> list[str]:
    """What stands below the table."""
    said = [table.note] if table.note else []
    if table.key == "series":
        said += scope.break_notes
    if table.rows and page.last_column < len(table.columns) - 1:
        last = table.columns[page.last_column].heading
        said.append(f"Khi in chỉ có các cột đến «{last}»; các cột bên phải xem trên màn hình.")
    return said


def _write_notes(sheet: Any, looks: Looks, notes: Sequence[str], page: Page, below: Below) -> Below:
    """Each note over the printed width."""
    row, height = below
    if notes:
        sheet.set_row(row, _GAP_POINTS)
        row, height = row + 1, height + _GAP_POINTS
    for note in notes:
        points = LINE_POINTS * lines(note, page.pixels / 6.5)
        sheet.set_row(row, points)
        sheet.merge_range(row, 0, row, page.last_column, "", looks.note())
        sheet.write_string(row, 0, plain_text(note), looks.note())
        row, height = row + 1, height + points
    return row, height
