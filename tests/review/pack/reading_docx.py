"""Grids and paragraphs of the report, read with python-docx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.review.pack.reading_back import Grid

_CAPTION = re.compile(r"^Bảng \d+\. ")
_FRAMES = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nơi nhận")
"""Tables that only lay out: the head of the document and its end."""


def grids(content: bytes) -> list[Grid]:
    """Every table with figures, under its caption."""
    found, caption = [], ""
    for element, where in _body(content):
        if isinstance(where, Paragraph):
            caption = _text(element) if _CAPTION.match(_text(element)) else caption
        elif not any(frame in _text(element) for frame in _FRAMES):
            found.append(_grid(where, caption))
    return found


def sentences(content: bytes) -> list[str]:
    """Every paragraph outside tables, captions left out."""
    texts = [_text(element).strip() for element, where in _body(content) if isinstance(where, Paragraph)]
    return [text for text in texts if text and not _CAPTION.match(text)]


def _body(content: bytes) -> Iterator[tuple[Any, Paragraph | Table]]:
    """Paragraphs and tables in their order, also those inside content controls; no paragraph of a cell."""
    document = Document(io.BytesIO(content))
    for element in document.element.body.iter(qn("w:p"), qn("w:tbl")):
        if any(above.tag == qn("w:tc") for above in element.iterancestors()):
            continue
        yield element, Paragraph(element, document) if element.tag == qn("w:p") else Table(element, document)


def _text(element: Any) -> str:
    """All that is read: numbers in fields too, and the hyphens that Word keeps as elements of their own."""
    signs = {qn("w:noBreakHyphen"): "-", qn("w:tab"): " ", qn("w:br"): " "}
    return "".join(part.text or "" if part.tag == qn("w:t") else signs.get(part.tag, "") for part in element.iter())


def _grid(table: Table, caption: str) -> Grid:
    """A cell over several columns or rows comes once for each of them."""
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    double = len(rows) > 1 and rows[0][0] == rows[1][0]
    if double:
        headings = [("" if upper == lower else upper, lower) for upper, lower in zip(rows[0], rows[1], strict=True)]
    else:
        headings = [("", heading) for heading in rows[0]]
    return Grid(caption, caption, headings, rows[2 if double else 1 :])
