"""Writes places for the author's remarks into a document: a content control between bookmarks, empty or filled.

Defines the form that ``remarks`` reads. An empty place shows its prompt in grey, which Word takes away when someone
types. Leaves out where places stand (the template says) and what no longer has a place (``report``).
"""

from __future__ import annotations

import copy
import io
import zlib
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.run import Run

from ..docx_parts import element
from .remark_record import BOOKMARK, PROMPT_COLOUR, TAG, Block, Cell, Grid, Image, Line, Piece
from .template_text import text_element

LIST_MM = 6.0
"""How much further in each level of a list stands."""
_TWIPS = 1440 / 25.4


def place_element(
    document: Document, name: str, alias: str, blocks: Sequence[Block], *, model: Any, prompt: str, width: float
) -> list[Any]:
    """Bookmark, control and bookmark of the place ``name``; ``model`` is the paragraph whose layout the lines take.

    Without ``blocks`` the control holds ``prompt``. ``width``: that of the text of the page [mm].
    """
    control = element("w:sdt")
    properties = element("w:sdtPr")
    properties.append(element("w:alias", val=alias))
    properties.append(element("w:tag", val=f"{TAG}{name}"))
    properties.append(element("w:id", val=str(zlib.crc32(name.encode()) & 0x7FFFFFFF or 1)))
    if not blocks:
        properties.append(element("w:showingPlcHdr"))
    content = element("w:sdtContent")
    for made in _written(document, blocks, model, width) if blocks else [_prompt(model, prompt)]:
        content.append(made)
    control.append(properties)
    control.append(content)
    number = _free_bookmark(document)
    start = element("w:bookmarkStart", id=number, name=f"{BOOKMARK}{name}"[:40])
    return [start, control, element("w:bookmarkEnd", id=number)]


def _free_bookmark(document: Document) -> str:
    """A number that no bookmark of the document has; numbers already given are in the document."""
    taken = [int(mark.get(qn("w:id")) or 0) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    return str(max(taken, default=0) + 1)


def _prompt(model: Any, prompt: str) -> Any:
    made = _paragraph(model)
    run = _run(Piece(prompt, italic=True), model)
    run.find(qn("w:rPr")).append(element("w:color", val=PROMPT_COLOUR))
    _ordered(run.find(qn("w:rPr")))
    made.append(run)
    return made


def _written(document: Document, blocks: Sequence[Block], model: Any, width: float) -> list[Any]:
    """Paragraphs and tables; a table at the end is followed by an empty paragraph, as Word wants it."""
    made = [
        _line(document, block, model, width) if isinstance(block, Line) else _grid(document, block, width)
        for block in blocks
    ]
    return [*made, _paragraph(model)] if isinstance(blocks[-1], Grid) else made


def _line(document: Document, line: Line, model: Any, width: float) -> Any:
    made = _paragraph(model)
    properties = made.get_or_add_pPr()
    if line.align in ("center", "right"):
        properties.get_or_add_jc().set(qn("w:val"), line.align)
        indent = properties.get_or_add_ind()
        indent.attrib.clear()
        indent.set(qn("w:firstLine"), "0")
    if line.level > 1:
        indent = properties.get_or_add_ind()
        indent.set(qn("w:left"), str(round((line.level - 1) * LIST_MM * _TWIPS)))
    for piece in line.pieces:
        made.append(_picture(document, piece, width) if isinstance(piece, Image) else _run(piece, model))
    return made


def _paragraph(model: Any) -> Any:
    """An empty paragraph with the layout of ``model``."""
    made = OxmlElement("w:p")
    properties = model.find(qn("w:pPr"))
    if properties is not None:
        made.append(copy.deepcopy(properties))
        for name in ("w:keepNext", "w:sectPr", "w:numPr"):
            for found in made[0].findall(qn(name)):
                made[0].remove(found)
    return made


def _run(piece: Piece, model: Any) -> Any:
    """Words in the letters of the model's first run, in their own look."""
    made = OxmlElement("w:r")
    first = model.find(f"{qn('w:r')}/{qn('w:rPr')}")
    properties = copy.deepcopy(first) if first is not None else OxmlElement("w:rPr")
    for name in ("w:b", "w:bCs", "w:i", "w:iCs", "w:u", "w:color", "w:lang", "w:rStyle"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    names = ["w:b", "w:bCs"] * piece.bold + ["w:i", "w:iCs"] * piece.italic
    for name in names:
        properties.append(element(name))
    if piece.underline:
        properties.append(element("w:u", val="single"))
    _ordered(properties)
    made.append(properties)
    for number, row in enumerate(piece.text.split("\n")):
        if number:
            made.append(element("w:br"))
        for place, part in enumerate(row.split("\t")):
            if place:
                made.append(element("w:tab"))
            if part:
                made.append(text_element(part))
    return made


_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
    *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position"),
    *("sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
)
"""Order of the properties of a run (ECMA-376 part 1, 17.3.2)."""


def _ordered(properties: Any) -> None:
    places = {qn(f"w:{name}"): place for place, name in enumerate(_ORDER)}
    children = sorted(properties, key=lambda child: places.get(child.tag, len(places)))
    for child in children:
        properties.append(child)


def _picture(document: Document, image: Image, width: float) -> Any:
    run = Run(OxmlElement("w:r"), document._body)
    run.add_picture(io.BytesIO(image.content), width=Mm(min(image.width, width)))
    return run._r


def _grid(document: Document, grid: Grid, width: float) -> Any:
    """A table with borders, its columns in their old shares of the width."""
    columns = max((sum(cell.span for cell in row) for row in grid.rows), default=1)
    shares = list(grid.shares) if len(grid.shares) == columns else [1 / columns] * columns
    twips = [round(share * width * _TWIPS) for share in shares]
    table = element("w:tbl")
    properties = element("w:tblPr")
    properties.append(element("w:tblW", w=str(sum(twips)), type="dxa"))
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color="auto"))
    properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    table.append(properties)
    made = element("w:tblGrid")
    for width_of in twips:
        made.append(element("w:gridCol", w=str(width_of)))
    table.append(made)
    for row in grid.rows:
        table.append(_row(document, row, twips))
    return table


def _row(document: Document, cells: Sequence[Cell], twips: Sequence[int]) -> Any:
    row, place = element("w:tr"), 0
    for cell in cells:
        made, properties = element("w:tc"), element("w:tcPr")
        width = sum(twips[place : place + cell.span])
        properties.append(element("w:tcW", w=str(width), type="dxa"))
        if cell.span > 1:
            properties.append(element("w:gridSpan", val=str(cell.span)))
        made.append(properties)
        for line in cell.lines or (Line(()),):
            made.append(_line(document, line, OxmlElement("w:p"), width / _TWIPS))
        row.append(made)
        place += cell.span
    return row
