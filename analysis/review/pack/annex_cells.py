"""Cells of the annexes: how a value is written, what is a formula, how wide and high a cell has to be.

A difference, a percent and a sum are formulas only where they give the very figure of the table (a column with a
missing value, a total that is not the sum of its rows keep their figure as a number); the figure stands in the file
beside the formula for readers that do not calculate. Texts from files are never formulas. Can mislead: a figure that
someone changes in Excel changes what is calculated from it, but not the report and the slides.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from ...drawing.palette import FALL, LINE, PALE, QUIET, RISE
from ..numbers import MISSING
from .record import Column, PackTable, cell_text

FONT = "Times New Roman"
POINTS = 11
LINE_POINTS = 15
"""Height of one line of a table [points]."""
LONGEST = 1000
"""Letters of a text that are written; a longer one is no name but an accident."""
DEGREES, YEARS = re.compile(r"(?:Vĩ|Kinh) độ$"), re.compile(r"^Năm$")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA_START = re.compile(r"\s*[=+\-@＝＋－＠]")
_NUMBERS: Mapping[str, str] = {
    "count": "#,##0",
    "difference": "+#,##0;-#,##0;0",
    "percent": "+0.00%;-0.00%;0.00%",
    "decimal": "#,##0.00",
    "date": "dd/mm/yyyy",
    "degrees": "0.000000",
    "year": "0",
}
LINK: Mapping[str, Any] = {"font_color": FALL, "underline": 1}
"""How a link looks."""
_WIDEST = {"first": 44, "text": 60}
_NARROWEST = 7
_INDENT = 2
_LETTERS_A_WIDTH = 0.95
"""Letters of a text that fit where one figure is a unit of width; capitals and figures are wider than most."""


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book, self._made = book, dict[tuple[Any, ...], Any]()

    def words(self, **properties: Any) -> Any:
        """A format for words outside a table."""
        return self._format(properties)

    def heading(self) -> Any:
        """The heading of a column."""
        centred = {"align": "center", "valign": "vcenter", "text_wrap": True}
        return self._format({"bold": True, "bg_color": PALE, **self._border(), **centred})

    def cell(self, kind: str, *, bold: bool = False, typed: bool = False) -> Any:
        """A cell of a table: numbers to the right, texts wrapped; ``typed`` keeps Excel from reading a text anew."""
        look: dict[str, Any] = {"valign": "vcenter", **self._border()}
        if kind == "text":
            look |= {"text_wrap": True, "align": "left", "indent": 1}
        else:
            look |= {"align": "right", "num_format": _NUMBERS[kind]}
        if bold:
            look |= {"bold": True, "bg_color": PALE}
        return self._format(look | ({"quote_prefix": True} if typed else {}))

    def title(self) -> Any:
        """The title of a sheet."""
        return self.words(bold=True, font_size=14)

    def note(self) -> Any:
        """What stands below a table."""
        return self.words(font_color=QUIET, text_wrap=True, valign="top")

    def warning(self) -> Any:
        """What must not be overlooked (illustration)."""
        return self.words(bold=True, font_color=RISE)

    def _border(self) -> dict[str, Any]:
        return {"border": 1, "border_color": LINE}

    def _format(self, properties: Mapping[str, Any]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": FONT, "font_size": POINTS, **properties})
        return self._made[key]


def plain_text(text: str) -> str:
    """``text`` without letters that no XML can hold, no longer than a cell can show."""
    clean = _NO_XML.sub("", text)
    return clean if len(clean) <= LONGEST else f"{clean[: LONGEST - 1]}…"


def write_text(sheet: Any, place: tuple[int, int], text: str, looks: Looks, *, bold: bool = False) -> None:
    """A text in a cell of a table; one that begins like a formula stays a text even when someone edits the cell."""
    clean = plain_text(text)
    sheet.write_string(*place, clean, looks.cell("text", bold=bold, typed=bool(_FORMULA_START.match(clean))))


def write_value(sheet: Any, place: tuple[int, int], value: Any, column: Column, look: Any) -> None:
    """A figure or a day as Excel has it, percent as a fraction; "–" where missing."""
    if value is None:
        sheet.write_string(*place, MISSING, look)
    elif column.kind == "date":
        sheet.write_datetime(*place, datetime.combine(value, time()), look)
    else:
        sheet.write_number(*place, stored(value, column), look)


def stored(value: float, column: Column) -> float:
    """The number that stands in the file: a percent as a fraction."""
    return value / 100 if column.kind == "percent" else value


def look_kind(column: Column) -> str:
    """The kind that decides the number format: degrees and years are numbers of their own."""
    if column.kind == "decimal" and DEGREES.search(column.heading):
        return "degrees"
    return "year" if column.kind == "count" and YEARS.match(column.heading) else column.kind


def row_formula(table: PackTable, values: Mapping[str, Any], column: Column, row: int) -> str:
    """The formula of a difference or percent in sheet row ``row``; "" where it would not give the figure."""
    measure, dot, figure = column.key.rpartition(".")
    keys = [f"{measure}{dot}{name}" for name in ("now", "before")]
    known = [*keys, f"{measure}{dot}difference"]
    if figure not in ("difference", "percent") or any(values.get(key, 0) is None for key in known):
        return ""
    now, before = (values[key] for key in keys)
    cells = [f"{xl_col_to_name(table.place(key))}{row + 1}" for key in keys]
    if figure == "difference":
        return f"={cells[0]}-{cells[1]}" if values[column.key] == now - before else ""
    expected = None if before == 0 else (now - before) / before * 100
    if not _same(values[column.key], expected):
        return ""
    return f'=IF({cells[1]}=0,"{MISSING}",({cells[0]}-{cells[1]})/{cells[1]})'


def sum_formula(table: PackTable, column: Column, top: int) -> str:
    """The formula of a total over the rows that begin in sheet row ``top``; "" where it would not give the figure."""
    if table.total is None or column.key not in table.additive or not table.rows:
        return ""
    values, total = table.column(column.key), table.total[table.place(column.key)]
    if None in values or total is None or sum(values) != total:
        return ""
    name = xl_col_to_name(table.place(column.key))
    return f"=SUM({name}{top + 1}:{name}{top + len(values)})"


def widths(table: PackTable) -> list[float]:
    """Widths of the columns [letters]: the longest cell and the longest word of the heading fit, texts wrap."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    found = []
    for place, column in enumerate(table.columns):
        kind, widest = look_kind(column), _WIDEST["text" if place else "first"]
        longest = max((_letters(row[place], column, kind) for row in rows), default=0)
        word = max(len(part) for part in column.heading.split())
        fitting = min(longest * 1.05 + 3, widest) if column.kind == "text" else longest + 1.6
        found.append(max(fitting, word * 1.12 + 1.5, _NARROWEST))
    return found


def lines(text: str, width: float) -> int:
    """How many lines ``text`` takes in ``width`` letters, rather one too many."""
    return sum(max(math.ceil(len(part) / max(width * _LETTERS_A_WIDTH, 1)), 1) for part in text.split("\n"))


def heading_lines(table: PackTable, room: list[float]) -> int:
    """Lines of the tallest heading of a column."""
    return max(
        lines(column.heading, width) if " " in column.heading else 1
        for column, width in zip(table.columns, room, strict=True)
    )


def row_points(table: PackTable, row: tuple[Any, ...], room: list[float]) -> float:
    """Height of a row [points], at most what Excel can (409)."""
    tallest = max(
        lines(plain_text(str(value)), width - _INDENT) if column.kind == "text" and value else 1
        for value, column, width in zip(row, table.columns, room, strict=True)
    )
    return min(LINE_POINTS * tallest, 409)


def _letters(value: Any, column: Column, kind: str) -> int:
    return 10 if kind == "degrees" else len(cell_text(value, column.kind))


def _same(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is second
    return math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-9)
