"""Reads a report back: its paragraphs, every table below its caption, places for remarks."""

from __future__ import annotations

import io
import re

from docx import Document as open_docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

CAPTION = re.compile(r"(Bảng|Hình) (\d+)\. (.+)")


def opened(content: bytes) -> Document:
    return open_docx(io.BytesIO(content))


def caption_text(paragraph: Paragraph) -> str:
    """The letters of a paragraph with those inside fields, which python-docx leaves out."""
    return "".join(text.text or "" for text in paragraph._p.iter(qn("w:t")))


def lines(content: bytes) -> list[str]:
    """Every paragraph of the body outside tables, remarks among them."""
    body = opened(content).element.body
    found = [one for one in body.iter(qn("w:p")) if not any(above.tag == qn("w:tbl") for above in one.iterancestors())]
    return [_text(one) for one in found]


def _text(paragraph: object) -> str:
    kinds = {qn("w:noBreakHyphen"): "-", qn("w:tab"): "\t", qn("w:br"): "\n"}
    return "".join(
        (part.text or "") if part.tag == qn("w:t") else kinds.get(part.tag, "")
        for part in paragraph.iter()  # type: ignore[attr-defined]
        if part.getparent().tag == qn("w:r")
    )


def printed_figures(content: bytes) -> dict[str, tuple[str, list[list[str]]]]:
    """Every table with a caption: by number ("Bảng 4") its caption and rows, headings first; merged cells repeat."""
    found: dict[str, tuple[str, list[list[str]]]] = {}
    caption = None
    for block in opened(content).iter_inner_content():
        if isinstance(block, Paragraph):
            caption = CAPTION.fullmatch(caption_text(block)) or (caption if not block.text else None)
        elif isinstance(block, Table) and caption:
            rows = [[cell.text for cell in row.cells] for row in block.rows]
            found[f"{caption[1]} {caption[2]}"] = (caption[3], rows)
            caption = None
    return found


def places(content: bytes) -> list[str]:
    """The names of all places for remarks, in order, without the checksum of a suggestion."""
    tags = opened(content).element.body.iter(qn("w:tag"))
    return [re.sub("_[0-9a-f]{8}$", "", tag.get(qn("w:val")).removeprefix("nhan_xet:")) for tag in tags]
