"""Tables of the report as WordprocessingML: a ``PackTable`` laid out in the width of its page.

Defines headings in two rows where columns belong to groups, columns as wide as what they hold, smaller letters where a
page is too narrow, head repeated on every page, total in bold, no row torn. Leaves out which table stands where
(``report_values``) and every figure. Written as XML at once: python-docx takes a hundred times as long.

Can mislead: widths are estimated from mean widths of Times New Roman; a cell may still break into two lines. What does
not fit even in the smallest letters is laid out narrower than it wants to be, never left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ..documents import HEAD_SHADE
from .record import Column, PackTable, texts
from .template_text import NOT_IN_XML

SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
"""Letters tried, in points; the first in which all columns fit is taken."""
TOGETHER = 16
"""Rows up to which a table is kept on one page."""
MOST_TEXT_MM = 95.0
"""Widest column of text before it is broken into lines."""
SIDES_MM = 2.6
"""Space left and right in a cell with its borders."""
POINT_MM = 25.4 / 72
_TWIPS = 1440 / 25.4
_ROW_TWIPS = 14
"""Space above and below the text of a cell."""
_NARROW, _WIDE = " .,:;'|()[]iljtfrI-/", "%MWmw@ƯĐQOGDNHUÔƠ▲▼"


@dataclass(frozen=True)
class _Cell:
    """A cell as it is written: text, side, bold, how many columns wide, "restart" or "continue" where merged down."""

    text: str
    side: str = "left"
    bold: bool = False
    span: int = 1
    down: str = ""
    head: bool = False


def table_element(table: PackTable, *, width: float, size: float = SIZES[0]) -> Any:
    """The table as a ``w:tbl`` element, ``width`` mm wide, in letters of at most ``size`` points."""
    rows = [texts(table, row) for row in table.rows]
    total = [texts(table, table.total)] if table.total is not None else []
    points, widths = fitted([*rows, *total], table.columns, width, size)
    heads = list(_heads(table.columns))
    kept = len(rows) + len(total) <= TOGETHER
    written = [_row(cells, widths, points, head=True, keep=True) for cells in heads]
    body = [(cells, False) for cells in rows] + [(cells, True) for cells in total]
    for number, (row, bold) in enumerate(body):
        cells = [_Cell(text, _side(column), bold) for text, column in zip(row, table.columns, strict=True)]
        keep = kept or number < 2 or number >= len(body) - 2
        written.append(_row(cells, widths, points, head=False, keep=keep))
    return parse_xml(f"<w:tbl {nsdecls('w')}>{_properties(table, widths)}{''.join(written)}</w:tbl>")


def fitted(
    rows: Sequence[Sequence[str]], columns: Sequence[Column], width: float, size: float
) -> tuple[float, list[float]]:
    """Letters [points] and width of every column [mm], together ``width``."""
    for points in [tried for tried in SIZES if tried <= size]:
        least = [_least(place, column, rows, points) for place, column in enumerate(columns)]
        if sum(least) <= width:
            break
    if sum(least) > width:
        return points, [part * width / sum(least) for part in least]
    wanted = [
        max(part, _two_lines(column.heading, points), min(_most(place, column, rows, points), MOST_TEXT_MM))
        for place, (column, part) in enumerate(zip(columns, least, strict=True))
    ]
    missing, spare = sum(wanted) - sum(least), width - sum(least)
    if missing > spare:
        return points, [part + (want - part) * spare / missing for part, want in zip(least, wanted, strict=True)]
    left = (spare - missing) / len(columns)
    return points, [want + left for want in wanted]


def text_width(text: str, points: float, *, bold: bool = False) -> float:
    """Estimated width of a text on one line [mm]."""
    share = sum(_share(letter) for letter in text)
    return share * points * POINT_MM * (1.06 if bold else 1.0)


def _share(letter: str) -> float:
    """Width of a letter as part of its size."""
    if letter in _NARROW:
        return 0.31
    if letter in _WIDE:
        return 0.80
    return 0.68 if letter.isupper() else 0.56 if letter in "+–" else 0.5


def _least(place: int, column: Column, rows: Sequence[Sequence[str]], points: float) -> float:
    """The narrowest a column may be: numbers on one line, text and heading broken between words."""
    words = [(word, True) for word in column.heading.split()]
    for row in rows:
        words += [(row[place], False)] if column.kind != "text" else [(word, False) for word in row[place].split()]
    return SIDES_MM + max((text_width(word, points, bold=bold) for word, bold in words), default=0.0)


def _most(place: int, column: Column, rows: Sequence[Sequence[str]], points: float) -> float:
    """The width of a column of text on one line."""
    if column.kind != "text":
        return 0.0
    return SIDES_MM + max((text_width(row[place], points) * 1.03 for row in rows), default=0.0)


def _two_lines(heading: str, points: float) -> float:
    """The width of a heading in two lines, broken where they are most alike."""
    words = heading.split()
    broken = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words) + 1)]
    widths = [max(text_width(line, points, bold=True) for line in lines) for lines in broken]
    return SIDES_MM + 0.4 + min(widths, default=0.0)


def _heads(columns: Sequence[Column]) -> Iterator[list[_Cell]]:
    """One row of headings, or two where columns stand under a common one."""
    if not any(column.group for column in columns):
        yield [_Cell(column.heading, "center", True, head=True) for column in columns]
        return
    upper: list[_Cell] = []
    for group, members in groupby(columns, key=lambda column: column.group):
        among = list(members)
        if group:
            upper.append(_Cell(group, "center", True, span=len(among), head=True))
        else:
            upper += [_Cell(column.heading, "center", True, down="restart", head=True) for column in among]
    yield upper
    yield [
        _Cell(column.heading if column.group else "", "center", True, head=True)
        if column.group
        else _Cell("", "center", True, down="continue", head=True)
        for column in columns
    ]


def _side(column: Column) -> str:
    return {"text": "left", "date": "center"}.get(column.kind, "right")


def _properties(table: PackTable, widths: Sequence[float]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = f'<w:left w:w="{_twips(1.0)}" w:type="dxa"/><w:right w:w="{_twips(1.0)}" w:type="dxa"/>'
    columns = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(_twips(width) for width in widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" '
        f'w:noVBand="1"/><w:tblCaption w:val={quoteattr(_clean(table.title))}/>'
        f"<w:tblDescription w:val={quoteattr(table.key)}/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


def _row(cells: Sequence[_Cell], widths: Sequence[float], points: float, *, head: bool, keep: bool) -> str:
    written, place = [], 0
    for cell in cells:
        written.append(_cell(cell, sum(_twips(width) for width in widths[place : place + cell.span]), points, keep))
        place += cell.span
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(written)}</w:tr>"


def _cell(cell: _Cell, width: int, points: float, keep: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    down = f'<w:vMerge w:val="{cell.down}"/>' if cell.down else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAD_SHADE}"/>' if cell.head else ""
    bold = "<w:b/><w:bCs/>" if cell.bold else ""
    half = round(points * 2)
    text = f'<w:t xml:space="preserve">{escape(_clean(cell.text))}</w:t>'
    letters = f'<w:rPr>{bold}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{down}{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{'<w:keepNext/>' if keep else ''}"
        f'<w:spacing w:before="{_ROW_TWIPS}" w:after="{_ROW_TWIPS}" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{cell.side}"/></w:pPr>'
        f"<w:r>{letters}{text}</w:r></w:p></w:tc>"
    )


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)
