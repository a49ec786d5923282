"""What python-docx has no words for: letters of a whole document, borders, marks of rows, fixed properties.

Left out: layout and content (``documents``). Every function changes what it is given. Word wants the parts of an
element in the order of the standard (ECMA-376, part 1): that is what all the "before" is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LANGUAGE = "vi-VN"
FONT = "Times New Roman"
_LETTERS = ("ascii", "hAnsi", "eastAsia", "cs")
_CELL_SIDE_MM = 1.2
_RULE_POINTS = 5
"""Height of the empty line that carries a rule."""


def element(name: str, /, **attributes: str) -> Any:
    """An element of WordprocessingML ("w:shd") with its attributes, which stand in the same namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_letters(document: Document, points: float) -> None:
    """All styles in use in ``FONT``, black, Vietnamese for the spelling check; ``points`` of plain text."""
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Header"):
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(points), RGBColor(0, 0, 0)
        style.font.bold = name.startswith("Heading") or None
        style.font.italic = name in ("Heading 2", "Heading 3") or None
        _set_font(style.element.get_or_add_rPr())
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _set_font(defaults)
    language = defaults.find(qn("w:lang"))
    language.set(qn("w:val"), LANGUAGE)
    normal = document.styles["Normal"].paragraph_format
    normal.space_before = normal.space_after = Pt(0)
    normal.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _set_font(properties: Any) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    properties.insert(0, element("w:rFonts", **dict.fromkeys(_LETTERS, FONT)))


def set_properties(document: Document, title: str, subject: str, author: str, made_on: date) -> None:
    """Title, subject, author and the one date of the file; nothing of the template is left."""
    known = document.core_properties
    known.title, known.subject, known.author, known.last_modified_by = title, subject, author, author
    known.comments, known.keywords, known.category, known.language = "", "", "", LANGUAGE
    known.created = known.modified = datetime.combine(made_on, time())
    known.revision = 1
    settings = document.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)


def bare_table(document: Document, widths: Sequence[float]) -> Table:
    """A table of one row without borders and without space at the sides of its cells, ``widths`` in mm."""
    table: Table = document.add_table(rows=1, cols=len(widths))
    fix_widths(table, widths, side=0)
    return table


def fix_widths(table: Table, widths: Sequence[float], *, side: float = _CELL_SIDE_MM) -> None:
    """Columns of exactly ``widths`` mm, with ``side`` mm of space left and right in every cell."""
    table.autofit = False
    properties = table._tbl.tblPr
    whole = properties.find(qn("w:tblW"))
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), _twips(sum(widths)))
    margins = element("w:tblCellMar")
    for name in ("left", "right"):
        margins.append(element(f"w:{name}", w=_twips(side), type="dxa"))
    properties.insert_element_before(margins, "w:tblLook")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _twips(millimetres: float) -> str:
    return str(round(millimetres * 1440 / 25.4))


def first_paragraph(cell: _Cell) -> Paragraph:
    """The empty paragraph of a new cell, or one more below what stands in it."""
    last: Paragraph = cell.paragraphs[-1]
    if len(cell.paragraphs) > 1 or last.runs:
        last = cell.add_paragraph()
    return last


def rule(made: Paragraph, length: float, width: float) -> None:
    """Turn an empty paragraph into a thin line of ``length`` mm in the middle of ``width`` mm."""
    layout = made.paragraph_format
    layout.left_indent = layout.right_indent = Mm((width - length) / 2)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_RULE_POINTS)
    layout.space_before = Pt(1.5)
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz="6", space="1", color="000000"))
    made._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def mark(row_properties: Any, name: str) -> None:
    """Switch a property of a row on ("w:cantSplit", "w:tblHeader"); Word wants the first before the second."""
    if name == "w:cantSplit" and row_properties.find(qn("w:tblHeader")) is not None:
        row_properties.find(qn("w:tblHeader")).addprevious(element(name))
    else:
        row_properties.append(element(name))


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell with ``colour`` "RRGGBB"."""
    shading = element("w:shd", val="clear", color="auto", fill=colour)
    cell._tc.get_or_add_tcPr().insert_element_before(shading, "w:vAlign")


def colour(run: Run, value: str) -> None:
    """Letters in ``value`` "RRGGBB"."""
    run.font.color.rgb = RGBColor.from_string(value)


def field(made: Paragraph, code: str, shown: str, points: float) -> None:
    """A field ("PAGE") that Word works out itself; ``shown`` stands there until it does."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = made.add_run(text if kind == "shown" else "")
        run.font.size = Pt(points)
        if kind in ("begin", "separate", "end"):
            run._r.append(element("w:fldChar", fldCharType=kind))
        elif not kind:
            instruction = element("w:instrText")
            instruction.text = text
            run._r.append(instruction)
