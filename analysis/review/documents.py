"""Pieces of an office document in DOCX, laid out as Nghị định 30/2020/NĐ-CP has it; documents are made of them.

Defines page, letterhead, title, paragraphs, tables, pictures, signature and page numbers, and turns a document into
bytes that depend on nothing but its content (no clock, no machine). Leaves out all figures and sentences.

Can mislead: the letters are Times New Roman by name; a machine without it (Debian) shows Liberation Serif, as wide but
not as beautiful. The form of the decree is held in millimetres and points; what stands in the fields is the business of
the office. Sizes of the blocks are those of its annex I as offices use them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from docx import Document as new_docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from ..definitions.letterhead import AUTHORITY, Letterhead
from .docx_parts import (
    bare_table,
    colour,
    field,
    first_paragraph,
    fix_widths,
    mark,
    rule,
    set_letters,
    set_properties,
    shade,
)

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY_POINTS = 13
TABLE_POINTS = 11
SMALL_POINTS = 10
DOTS = "……"
"""What the office fills in by hand."""
MOTTO_MM = 58
"""Length of the line below the motto: that of the motto."""
HEAD_SHADE = "EDEFF2"
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every part inside the file: the first that a ZIP can hold."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Letters that no XML can hold; a stranger's file may bring them."""

Align = Literal["left", "center", "right", "justify"]
ALIGNMENT = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True)
class Page:
    """A sheet [mm]: A4 upright with the margins of the decree (20-25, 20-25, 30-35, 15-20) unless told otherwise."""

    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15

    @property
    def text_width(self) -> float:
        """Width of a line of text [mm]."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height of the text of a page [mm]."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True)
class Words:
    """A piece of a paragraph with its own look; ``size`` in points, 0 that of the paragraph; ``colour`` "RRGGBB"."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float = 0
    colour: str = ""


Piece = str | Words


def new_document(
    title: str, *, subject: str = "", author: str = "", made_on: date, page: Page | None = None
) -> Document:
    """An empty document: one section of ``page``, letters Times New Roman; ``made_on``: date of its properties."""
    document = new_docx()
    _set_page(document, page or Page())
    set_letters(document, BODY_POINTS)
    set_properties(document, title, subject, author, made_on)
    return document


def letterhead(document: Document, issuer: Letterhead, *, issued: date | None, page: Page | None = None) -> None:
    """The two blocks at the head: issuing body and number to the left, country, motto, place and date to the right.

    Without ``issued`` number, day and month stay dots to be filled.
    """
    width = (page or Page()).text_width
    left, right = 0.4 * width, 0.6 * width
    table = bare_table(document, [left, right])
    first, second = table.rows[0].cells
    _line(first, Words(issuer.parent_body.upper() or DOTS, size=12))
    _line(first, Words(issuer.body.upper() or DOTS, bold=True, size=12))
    rule(first.add_paragraph(), 0.4 * left, left)
    number = _line(first, Words(f"Số: {DOTS}/{issuer.number_suffix or DOTS}", size=BODY_POINTS))
    number.paragraph_format.space_before = Pt(1)
    _line(second, Words(COUNTRY, bold=True, size=12))
    _line(second, Words(MOTTO, bold=True, size=13))
    rule(second.add_paragraph(), MOTTO_MM, right)
    _line(second, Words(f"{issuer.place or DOTS}, {date_words(issued)}", italic=True, size=BODY_POINTS))


def date_words(day: date | None) -> str:
    """ "ngày 05 tháng 02 năm 2025": 0 before a day below 10 and before months 1 and 2, as the decree has it."""
    if day is None:
        return f"ngày {DOTS} tháng {DOTS} năm {DOTS}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def title_block(document: Document, kind: str, *lines: str, note: str = "", page: Page | None = None) -> None:
    """Kind of document ("BÁO CÁO") and what it is about, centred and bold, ``note`` in italics, a short rule below."""
    paragraph(document, Words(kind.upper(), bold=True, size=14), align="center", before=6, indent=0)
    for line in lines:
        paragraph(document, Words(line, bold=True), align="center", indent=0, before=0)
    if note:
        paragraph(document, Words(note, italic=True), align="center", indent=0, before=0)
    width = (page or Page()).text_width
    rule(document.add_paragraph(), 0.2 * width, width)


def heading(document: Document, text: str, *, level: int = 1, before: float = 4) -> Paragraph:
    """A heading in bold that stays with what follows; level 2 in bold italic. It stands in Word's list of headings."""
    made = document.add_paragraph(style=f"Heading {level}")
    made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(before), Pt(1)
    made.paragraph_format.keep_with_next = True
    add_words(made, text)
    return made


def paragraph(
    place: Document | _Cell,
    *pieces: Piece,
    align: Align = "justify",
    indent: float = 10,
    before: float = 6,
    after: float = 0,
    size: float = BODY_POINTS,
    keep_with_next: bool = False,
) -> Paragraph:
    """A paragraph as the decree has it: first line 10 mm in, 6 points from the one before, single line spacing.

    ``indent`` in mm; ``before``, ``after`` and ``size`` in points.
    """
    made = place.add_paragraph()
    made.alignment = ALIGNMENT[align]
    layout = made.paragraph_format
    layout.first_line_indent = Mm(indent)
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.keep_with_next = keep_with_next
    layout.widow_control = True
    add_words(made, *pieces, size=size)
    return made


def add_words(made: Paragraph, *pieces: Piece, size: float = 0) -> None:
    """Write ``pieces`` at the end of a paragraph; a text becomes plain words of ``size`` points."""
    for piece in pieces:
        words = piece if isinstance(piece, Words) else Words(piece)
        run = made.add_run(_NOT_IN_XML.sub("", words.text))
        run.bold, run.italic = words.bold or None, words.italic or None
        if words.size or size:
            run.font.size = Pt(words.size or size)
        if words.colour:
            colour(run, words.colour)


def grid(
    document: Document,
    headings: Sequence[str],
    rows: Sequence[Sequence[Piece]],
    *,
    widths: Sequence[float],
    align: Sequence[Align],
    size: float = TABLE_POINTS,
    bold_last: bool = False,
) -> Table:
    """A table with borders: the heading row is repeated on every page, no row is torn, ``widths`` in mm.

    ``bold_last``: the last row is the total. The rows stay together on a page where they fit.
    """
    table: Table = document.add_table(rows=1 + len(rows), cols=len(headings), style="Table Grid")
    fix_widths(table, widths)
    mark(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for cell, text in zip(table.rows[0].cells, headings, strict=True):
        _fill(cell, Words(text, bold=True), "center", size, keep=True)
        shade(cell, HEAD_SHADE)
    for number, pieces in enumerate(rows, start=1):
        last = number == len(rows)
        for cell, piece, side in zip(table.rows[number].cells, pieces, align, strict=True):
            _fill(cell, _bolder(piece) if last and bold_last else piece, side, size, keep=not last)
    for row in table.rows:
        mark(row._tr.get_or_add_trPr(), "w:cantSplit")
    return table


def picture(made: Paragraph, png: bytes, *, width: float, says: str) -> None:
    """A picture in an empty paragraph, ``width`` mm wide; ``says`` is what a screen reader says of it."""
    shape = made.add_run().add_picture(io.BytesIO(png), width=Mm(width))
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")  # without it LibreOffice moves the picture by an eighth of an inch
    shape._inline.docPr.set("descr", says)
    shape._inline.docPr.set("name", "Hình")


def signature(
    document: Document, issuer: Letterhead, *, authority: str = "", page: Page | None = None, room: float = 15
) -> None:
    """ "Nơi nhận" to the left, the one who signs to the right ``room`` mm above the name where one is set; never torn.

    ``authority`` takes the place of ``AUTHORITY`` in the recipients; without it such a line is left out.
    """
    width = (page or Page()).text_width
    table = bare_table(document, [0.55 * width, 0.45 * width])
    mark(table.rows[0]._tr.get_or_add_trPr(), "w:cantSplit")
    left, right = table.rows[0].cells
    _line(left, Words("Nơi nhận:", bold=True, italic=True, size=12), align="left")
    lines = [line.replace(AUTHORITY, authority) for line in issuer.recipients if authority or AUTHORITY not in line]
    for number, line in enumerate(lines, start=1):
        _line(left, Words(f"- {line}{'.' if number == len(lines) else ';'}", size=11), align="left")
    for line in issuer.signatory or (DOTS,):
        _line(right, Words(line, bold=True, size=BODY_POINTS))
    if issuer.signatory_name:
        name = _line(right, Words(issuer.signatory_name, bold=True, size=BODY_POINTS))
        name.paragraph_format.space_before = Mm(room)


def number_pages(document: Document) -> None:
    """The number of the page centred at the top, from the second page on."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    made = section.header.paragraphs[0]
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field(made, "PAGE", "2", BODY_POINTS)


def document_bytes(document: Document) -> bytes:
    """The DOCX as bytes, the same for the same content: fixed dates inside, fixed order, no machine in it."""
    written, made = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(part, source.read(name))
    return made.getvalue()


def _set_page(document: Document, page: Page) -> None:
    section = document.sections[0]
    across = page.width > page.height
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance = section.footer_distance = Mm(10)


def _line(cell: _Cell, words: Words, *, align: Align = "center") -> Paragraph:
    """One line of a block at the head or the foot."""
    made = first_paragraph(cell)
    made.alignment = ALIGNMENT[align]
    add_words(made, words)
    return made


def _fill(cell: _Cell, piece: Piece, align: Align, size: float, *, keep: bool) -> None:
    made = cell.paragraphs[0]
    made.alignment = ALIGNMENT[align]
    made.paragraph_format.keep_with_next = keep
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    add_words(made, piece, size=size)


def _bolder(piece: Piece) -> Words:
    return replace(piece, bold=True) if isinstance(piece, Words) else Words(piece, bold=True)
