"""The report of a review meeting as DOCX: the template filled with figures, tables, pictures and the author's remarks.

Defines the order of the work: sections not chosen go, then every placeholder is filled from the top. Leaves out what
placeholders mean (``report_values``), how blocks look (``report_blocks``) and every figure. The same input gives the
same bytes: no clock, no machine.

Can mislead: numbers of tables and pictures are fields; Word counts them anew when someone moves a table, words in
remarks that name a table by its number are not changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from ...definitions.letterhead import Letterhead
from ...errors import RequestError
from ..documents import Words, document_bytes, paragraph
from ..docx_parts import LANGUAGE
from . import template_text as text
from .record import SECTIONS, PackFacts, PackTable
from .remark_origin import mark
from .remark_parts import place_element
from .remark_record import Remarks
from .remark_suggestions import SUGGESTED, marked_name, suggested_blocks
from .report_blocks import Blocks
from .report_values import (
    FULL_TABLES,
    INLINE,
    INVITATION,
    NOT_REPORTED,
    PARTS,
    PICTURES,
    REMARK_TITLES,
    RUNNING,
    SUGGESTED_TEXTS,
    TABLES,
    TEXTS,
    Counters,
    Given,
    known_names,
    listed,
)
from .template import check, default_template, keep_sections, open_document, paragraphs, parts, text_width

REMARK, SUGGESTION = "nhan_xet", "goi_y"
NO_PLACE = "Nhận xét không còn chỗ"
NO_PLACE_NOTE = "Các nhận xét dưới đây thuộc phần không còn trong báo cáo hoặc trong mẫu; được giữ lại để không mất."


def report(
    facts: PackFacts,
    tables: Mapping[str, PackTable],
    issuer: Letterhead,
    *,
    template: bytes | None = None,
    remarks: Remarks | None = None,
    sections: Collection[str] | None = None,
    issued: date | None = None,
) -> bytes:
    """The report as DOCX bytes.

    ``tables`` are those of ``pack_tables(facts)``; ``template`` is that of the reference folder in use without;
    ``sections``: keys of ``record.SECTIONS``, all without; ``issued``: the date in its head, dots without. Raises
    ``RequestError`` where the template cannot be used or a section does not exist.
    """
    document = usable_template(template or default_template(facts.definitions))
    chosen = _chosen(sections)
    keep_sections(document, lambda name: PARTS[name] in chosen)
    blocks = Blocks(document, facts, tables)
    filling = _Filling(document, Given(facts, issuer, issued), blocks, remarks or Remarks())
    for one in paragraphs(document):
        filling.fill(one)
    filling.put_the_rest()
    _number_pictures(document)
    _set_properties(document, facts, issuer, issued)
    return document_bytes(document)


def usable_template(template: bytes) -> Document:
    """The template opened. Raises ``RequestError`` where it is no document or has a placeholder that is none."""
    document = open_document(template)
    check(document, known_names(), free=(REMARK,))
    return document


def _chosen(sections: Collection[str] | None) -> set[str]:
    wrong = sorted(set(sections or ()) - set(SECTIONS))
    if wrong:
        raise RequestError(f"Báo cáo không có phần «{', '.join(wrong)}».", f"Các phần: {', '.join(SECTIONS)}.")
    return set(SECTIONS if sections is None else sections)


@dataclass
class _Filling:
    """Fills one document from the top; remembers which places for remarks it met."""

    document: Document
    given: Given
    blocks: Blocks
    remarks: Remarks
    counters: Counters = field(default_factory=Counters)
    placed: set[str] = field(default_factory=set)

    def fill(self, one: Any) -> None:
        """Fill the placeholders of a paragraph, or put blocks in its place."""
        alone = text.alone(one)
        kind, name, more = parts(alone) if alone else ("", "", "")
        if kind in ("bang", "bang_day_du", "hinh", REMARK, SUGGESTION):
            made = self._blocks(kind, name, more, one)
            for block in made:
                one.addprevious(block)
            if made or kind != "bang_day_du":
                text.remove(one)
            else:
                text.set_text(one, NOT_REPORTED)
        elif alone and name not in RUNNING:
            for made in text.repeated(one, self._lines(kind, name)):
                text.keep_signs(made)
        elif text.placeholders(one):
            text.replace(one, self._value)
            text.keep_signs(one)

    def put_the_rest(self) -> None:
        """What was written where there is no place any more, at the end, in places of its own."""
        rest = {name: blocks for name, blocks in self.remarks.blocks.items() if blocks and name not in self.placed}
        if not rest:
            return
        head = paragraph(self.document, Words(NO_PLACE, bold=True), align="center", indent=0, keep_with_next=True)
        head.paragraph_format.page_break_before = True
        paragraph(self.document, Words(NO_PLACE_NOTE, italic=True))
        for name in rest:
            paragraph(self.document, Words(f"{REMARK_TITLES.get(name, name)}:", bold=True), keep_with_next=True)
            model = paragraph(self.document, "")
            for made in self._remark(name, "", model._p, text_width(model._p)):
                model._p.addprevious(made)
            text.remove(model._p)

    def _blocks(self, kind: str, name: str, more: str, one: Any) -> Sequence[Any]:
        width = text_width(one)
        if kind == "bang":
            return self.blocks.table(TABLES[name], width=width)
        if kind == "hinh":
            return self.blocks.picture(PICTURES[name], width=width)
        if kind == REMARK:
            return self._remark(name, more, one, width)
        if kind == SUGGESTION:
            return self._suggestion(name, one, width)
        return self.blocks.table(FULL_TABLES[name], width=width, whole=True)

    def _remark(self, name: str, more: str, model: Any, width: float) -> Sequence[Any]:
        self.placed.add(name)
        return place_element(
            self.document,
            name,
            f"Nhận xét: {REMARK_TITLES.get(name, name.replace('_', ' '))}",
            self.remarks.blocks.get(name, ()),
            model=model,
            prompt=f"Nhập {more or 'nhận xét'}…",
            width=width,
        )

    def _suggestion(self, name: str, model: Any, width: float) -> Sequence[Any]:
        """A place that holds the suggestion of now, or what the author made of an earlier one."""
        passage, key = SUGGESTED_TEXTS[name], f"{SUGGESTED}{name}"
        texts = [INVITATION, *(listed(passage.make(self.given.facts)) or [passage.missing])]
        self.placed.add(key)
        made = place_element(
            self.document,
            marked_name(name, texts),
            f"Gợi ý: {REMARK_TITLES[name]}",
            self.remarks.blocks.get(key, suggested_blocks(texts)),
            model=model,
            prompt=f"Nhập {REMARK_TITLES[name].lower()}…",
            width=width,
        )
        for one in (one for block in made for one in block.iter(qn("w:p"))):
            text.keep_signs(one)
        return made

    def _lines(self, kind: str, name: str) -> list[str]:
        if kind == "doan":
            return listed(TEXTS[name].make(self.given.facts)) or listed(TEXTS[name].missing)
        return listed(INLINE[name].make(self.given))

    def _value(self, placeholder: str) -> str:
        kind, name, _ = parts(placeholder)
        if not kind and name in RUNNING:
            return self.counters.next(name)
        return (" " if kind else ", ").join(self._lines(kind, name))


def _number_pictures(document: Document) -> None:
    """Every drawing of the file gets its own number: Word asks for a repair where two are alike."""
    roots = [document.element.body, *(part._element for section in document.sections for part in (section.header,))]
    names = (drawing for root in roots for drawing in root.iter(qn("wp:docPr")))
    for number, drawing in enumerate(names, start=1):
        drawing.set("id", str(number))


def _set_properties(document: Document, facts: PackFacts, issuer: Letterhead, issued: date | None) -> None:
    """Title, subject, author, the mark of its origin, and the one date: of issue, else the last day of the period."""
    known = document.core_properties
    title = listed(INLINE["ten_bao_cao"].make(Given(facts, issuer, issued)))
    known.title, known.subject = f"Báo cáo {title[0][:1].lower()}{title[0][1:]}"[:255], facts.period.span
    known.author = known.last_modified_by = text.NOT_IN_XML.sub("", issuer.body)[:255]
    known.comments, known.category, known.language = "", "", LANGUAGE
    known.keywords = mark(document, facts.period)[:255]
    known.created = known.modified = datetime.combine(issued or facts.period.end, time())
    known.revision = 1
