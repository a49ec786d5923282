"""Native tables of a ``PackTable`` on a slide: headings in one or two rows, thin lines, every cell cut to its place.

Leaves out other parts (``slide_parts``). Can mislead: a cell that was cut ends in "…"; the annexes have it whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Inches

from ...drawing import palette
from .record import Column, PackTable, Row, texts
from .slide_parts import ALIGN, Words, places, write_line
from .slide_text import LEAST_POINTS, LINE, TEXT_POINTS, Box, clean, lines_of, shortened_to, text_width
from .slide_xml import element, fill, qn

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own "no style, no grid"."""
_SIDE, _TEXT_SIDE, _TOP, _AIR = 0.06, 0.2, 0.02, 0.1
"""Space in a cell [inch]: beside, before words that follow a number, above; and the air of a row."""


@dataclass(frozen=True)
class Look:
    """How a row of a table looks: weight and colour of its letters."""

    bold: bool = False
    colour: str = palette.INK


@dataclass(frozen=True)
class _Columns:
    """The columns with what their cells have: space at the left, room for text [inch]."""

    columns: tuple[Column, ...]
    sides: tuple[float, ...]
    rooms: tuple[float, ...]

    @property
    def heads(self) -> int:
        """Rows of headings: two where columns have groups."""
        return 2 if any(column.group for column in self.columns) else 1

    def cut(self, row: Sequence[str], points: int, lines: int, *, bold: bool) -> list[str]:
        """The texts of a row, each cut to its place."""
        return [
            shortened_to(text, room, points, lines=lines, bold=bold) for text, room in zip(row, self.rooms, strict=True)
        ]

    def height(self, row: Sequence[str], points: int, *, bold: bool = False) -> float:
        """Height of a row whose texts are cut [inch]."""
        lines = max(lines_of(text, room, points, bold=bold) for text, room in zip(row, self.rooms, strict=True))
        return lines * points * LINE / 72 + 2 * _TOP + _AIR

    def head_height(self) -> float:
        """Height of the headings [inch]: one line, or two where one of them needs them."""
        pairs = zip((column.heading for column in self.columns), self.rooms, strict=True)
        lines = max(lines_of(heading, room, LEAST_POINTS, bold=True) for heading, room in pairs)
        return self.heads * (min(lines, 2) * LEAST_POINTS * LINE / 72 + 0.08)


def add_table(
    slide: Slide,
    box: Box,
    table: PackTable,
    widths: Sequence[float],
    *,
    row_height: float | None = None,
    head_height: float | None = None,
    points: int = TEXT_POINTS,
    looks: Mapping[str, Look] | None = None,
    most_lines: int = 1,
) -> float:
    """A native table of ``table`` (headings, rows, total), ``widths`` [inch] of its columns; gives its lower edge.

    ``row_height`` fixes all rows (to stand beside the bars of a chart); else a row is as high as its text, at most
    ``most_lines`` lines. ``looks``: of rows by key.
    """
    columns = _columns(table, widths)
    rows = [(look, columns.cut(row, points, most_lines, bold=look.bold)) for look, row in _looked(table, looks or {})]
    heights = [row_height or columns.height(row, points, bold=look.bold) for look, row in rows]
    head = (head_height or columns.head_height()) / columns.heads
    every = [*[head] * columns.heads, *heights]
    made = _new_table(slide, Box(box.left, box.top, sum(widths), sum(every)), table, widths, every)
    _write_heads(made, columns)
    for place, (look, row) in enumerate(rows, start=columns.heads):
        total = place == len(every) - 1 and table.total is not None
        _write_row(made, place, columns, [Words(text, points, look.colour, look.bold) for text in row], total=total)
    return box.top + sum(every)


def _looked(table: PackTable, looks: Mapping[str, Look]) -> list[tuple[Look, list[str]]]:
    """Every row in words with its look, the total last and bold."""
    keyed = zip(table.keys, table.rows, strict=True)
    total = [] if table.total is None else [(Look(bold=True), texts(table, table.total))]
    return [*((looks.get(key, Look()), texts(table, row)) for key, row in keyed), *total]


def rows_fitting(
    table: PackTable,
    widths: Sequence[float],
    room: float,
    points: int,
    *,
    looks: Mapping[str, Look] | None = None,
    most_lines: int = 1,
) -> int:
    """How many of the first rows ``add_table`` writes into ``room`` [inch], headings among them."""
    columns = _columns(table, widths)
    used = columns.head_height()
    for number, (key, row) in enumerate(zip(table.keys, table.rows, strict=True)):
        bold = (looks or {}).get(key, Look()).bold
        used += columns.height(columns.cut(texts(table, row), points, most_lines, bold=bold), points, bold=bold)
        if used > room:
            return number
    return len(table.rows)


def with_rows(table: PackTable, wanted: Sequence[int]) -> PackTable:
    """The table with these of its rows alone, in this order, without a total."""
    keys: tuple[str, ...] = tuple(table.keys[place] for place in wanted)
    rows: tuple[Row, ...] = tuple(table.rows[place] for place in wanted)
    return PackTable(table.key, table.title, table.columns, keys, rows, unit=table.unit)


def width_of(table: PackTable, key: str, points: float) -> float:
    """Width [inch] in which every text of a column stands on one line; of one that follows another."""
    place = table.place(key)
    longest = max((text_width(texts(table, row)[place], points, bold=True) for row in table.rows), default=0.0)
    return longest + _TEXT_SIDE + _SIDE


def _columns(table: PackTable, widths: Sequence[float]) -> _Columns:
    sides = tuple(_TEXT_SIDE if place and one.kind == "text" else _SIDE for place, one in enumerate(table.columns))
    return _Columns(table.columns, sides, tuple(w - side - _SIDE for w, side in zip(widths, sides, strict=True)))


def _new_table(slide: Slide, box: Box, table: PackTable, widths: Sequence[float], heights: Sequence[float]) -> Any:
    """The empty table with its name, a text for those who do not see it, and no style of PowerPoint's."""
    frame: Any = slide.shapes.add_table(len(heights), len(widths), *places(box))
    frame.name = clean(table.title)
    headings = ", ".join(dict.fromkeys(column.group or column.heading for column in table.columns))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(f"Bảng: {table.title}. Cột: {headings}."))
    properties = frame.table._tbl.tblPr
    properties.set("bandRow", "0")
    properties.find(qn("a:tableStyleId")).text = _NO_STYLE
    for column, width in zip(frame.table.columns, widths, strict=True):
        column.width = Inches(width)
    for row, height in zip(frame.table.rows, heights, strict=True):
        row.height = Inches(height)
    return frame.table


def _write_heads(made: Any, columns: _Columns) -> None:
    """Headings, with a row of groups above them where columns have groups."""
    low = columns.heads - 1
    for place, column in enumerate(columns.columns):
        cell = made.cell(low, place)
        if low and not column.group:
            made.cell(0, place).merge(cell)
            _set_border(cell, "bottom", palette.QUIET)
            cell = made.cell(0, place)
        heading = shortened_to(column.heading, columns.rooms[place], LEAST_POINTS, lines=2, bold=True)
        words = Words(heading, LEAST_POINTS, palette.QUIET, bold=True)
        _write_cell(cell, words, _align(column), columns.sides[place], MSO_ANCHOR.BOTTOM)
        _set_border(cell, "bottom", palette.QUIET)
    if low:
        _write_groups(made, columns.columns)


def _write_groups(made: Any, columns: Sequence[Column]) -> None:
    start = 0
    for place, column in enumerate(columns):
        if column.group != columns[start].group:
            start = place
        ends = place + 1 == len(columns) or columns[place + 1].group != column.group
        if column.group and ends:
            group = made.cell(0, start)
            if place > start:
                group.merge(made.cell(0, place))
            words = Words(column.group, LEAST_POINTS, palette.INK, bold=True)
            _write_cell(group, words, "center", _SIDE, MSO_ANCHOR.BOTTOM)
            _set_border(group, "bottom", palette.LINE)


def _write_row(made: Any, place: int, columns: _Columns, row: Sequence[Words], *, total: bool) -> None:
    for number, (column, words) in enumerate(zip(columns.columns, row, strict=True)):
        cell = made.cell(place, number)
        _write_cell(cell, words, _align(column), columns.sides[number], MSO_ANCHOR.MIDDLE)
        _set_border(cell, *(("top", palette.INK) if total else ("bottom", palette.LINE)))


def _align(column: Column) -> str:
    return "left" if column.kind == "text" else "right"


def _write_cell(cell: Any, words: Words, align: str, side: float, anchor: Any) -> None:
    cell.margin_left, cell.margin_right = Inches(side), Inches(_SIDE)
    cell.margin_top = cell.margin_bottom = Inches(_TOP)
    cell.vertical_anchor = anchor
    write_line(cell.text_frame.paragraphs[0], words)
    cell.text_frame.paragraphs[0].alignment = ALIGN[align]


def _set_border(cell: Any, side: str, shade: str) -> None:
    """One thin line at the top or bottom of a cell; the lines of ECMA-376 stand before the fill."""
    properties = cell._tc.get_or_add_tcPr()
    name = "a:lnT" if side == "top" else "a:lnB"
    for known in properties.findall(qn(name)):
        properties.remove(known)
    line = element(name, w="9525", cap="flat", cmpd="sng", algn="ctr")
    fill(line, shade)
    properties.insert(0, line)
