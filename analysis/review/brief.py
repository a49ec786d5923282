"""The one-page assessment of a district that rises ("đánh giá đột xuất") as DOCX, for the meeting and the signature.

Defines the order on the sheet: how many and how sure, since when with the picture, where the rise lies, people, what is
proposed, where the figures come from. Takes ``BriefFacts`` only. The proposal is the office's: what stands there is a
suggestion and says so.

Can mislead: the sheet is one page since long names are cut, rows are left out and the picture takes what the text
leaves, by an estimate; a letterhead with very many recipients may still push it over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import floor
from pathlib import Path

import pandas as pd
from docx.document import Document
from docx.text.paragraph import Paragraph

from ..definitions.letterhead import Letterhead
from ..definitions.names import fold
from ..drawing.pictures import expected_range_png
from ..errors import RequestError
from ..signals.levels import FLAGGED
from . import brief_words as words
from .brief_proposals import suggestions
from .brief_record import BriefFacts
from .documents import (
    DOTS,
    SMALL_POINTS,
    Align,
    Page,
    Piece,
    Words,
    document_bytes,
    grid,
    letterhead,
    new_document,
    number_pages,
    paragraph,
    picture,
    signature,
    title_block,
)
from .numbers import decimal, whole
from .page_room import estimated_height

PAGE = Page(top=20, bottom=20, left=30, right=15)
PICTURE_HEIGHTS = (25.0, 42.0)
"""Least and greatest height of the picture [mm]; between them it fills what the text leaves of the page."""
ROWS_TRIED = (5, 4, 3, 2)
"""Rows of the table of parts, as many as the page has room for."""
SPARE = 3.0
"""Room left free [mm]: lines are estimated, and Word breaks them otherwise than LibreOffice."""


def district_brief(facts: BriefFacts, issuer: Letterhead, *, issued: date | None = None) -> bytes:
    """The sheet as DOCX bytes, the same for the same facts.

    ``issued`` is the date in its head; without it the office writes number and date by hand. Where the text leaves too
    little room for the picture, the table of parts has fewer rows.
    """
    for rows in ROWS_TRIED:
        shown = replace(facts, rises=tuple(words.shown_rises(facts, rows)))
        document, place = _sheet(shown, issuer, issued)
        room = PAGE.text_height - estimated_height(document, PAGE) - SPARE
        if room >= PICTURE_HEIGHTS[0]:
            break
    _draw(place, shown, room)
    return document_bytes(document)


def _sheet(facts: BriefFacts, issuer: Letterhead, issued: date | None) -> tuple[Document, Paragraph]:
    """The whole sheet but its picture, and the empty paragraph for that."""
    subject = f"Đánh giá đột xuất tình hình tai nạn giao thông {facts.place}"
    made_on = issued or facts.data_until or facts.period.end
    document = new_document(
        f"{subject}, {facts.period.title}", subject=facts.period.span, author=issuer.body, made_on=made_on, page=PAGE
    )
    letterhead(document, issuer, issued=issued, page=PAGE)
    days = f"{facts.period.title} ({facts.period.span}, {facts.period.days} ngày)"
    title_block(document, "Báo cáo", subject, days, note=words.illustration_line(facts), page=PAGE)
    _what(document, facts)
    place = _since_when(document, facts)
    _where(document, facts)
    _proposal(document, facts)
    _sources(document, facts)
    signature(document, issuer, authority=facts.authority, page=PAGE)
    number_pages(document)
    return document, place


def brief_file_name(facts: BriefFacts) -> str:
    """ "danh-gia-dot-xuat_bao-yen_2025-Q1.docx"."""
    return f"danh-gia-dot-xuat_{fold(facts.place).replace(' ', '-')}_{facts.period.key}.docx"


def write_brief(facts: BriefFacts, issuer: Letterhead, out: Path, *, issued: date | None = None) -> Path:
    """Write the sheet to the file ``out``, or under its own name into the folder ``out``; where it stands now.

    Raises ``RequestError`` where nothing can be written there (a folder that is not there, a document open in Word).
    """
    path = out / brief_file_name(facts) if out.is_dir() else out
    try:
        path.write_bytes(district_brief(facts, issuer, issued=issued))
    except OSError as error:
        remedy = "Hãy đóng tệp nếu đang mở, hoặc chọn thư mục khác."
        raise RequestError(f"Không ghi được tệp {path}.", remedy) from error
    return path


def _what(document: Document, facts: BriefFacts) -> None:
    text = f" {words.count_sentence(facts)} {words.normal_sentence(facts)} Đánh giá: "
    level = Words(words.level_words(facts), bold=True)
    opening = Words("1. Mức tăng và độ chắc chắn:", bold=True)
    last = f"{words.relative_words(facts)}{words.set_aside_words(facts)}."
    paragraph(document, opening, text, level, last)


def _since_when(document: Document, facts: BriefFacts) -> Paragraph:
    """The second part; gives the empty paragraph in which the picture is put when its height is known."""
    said = (words.since_sentence(facts), words.years_sentence(facts), words.deaths_sentence(facts))
    opening = Words("2. Từ khi nào:", bold=True)
    paragraph(document, opening, *(f" {text}" for text in said if text), after=3, keep_with_next=True)
    return paragraph(document, align="center", indent=0, before=0)


def _draw(place: Paragraph, facts: BriefFacts, room: float) -> None:
    """The picture of the quarters as high as ``room`` [mm] allows."""
    least, most = PICTURE_HEIGHTS
    quarters, flagged = pd.DataFrame(facts.quarters), facts.level in FLAGGED
    height = min(max(float(floor(room)), least), most)
    png = expected_range_png(quarters, width=PAGE.text_width, height=height, flagged=flagged)
    seen = f"{facts.period.title}: {facts.now} vụ, bình thường {words.normal_range(facts)} vụ"
    picture(place, png, width=PAGE.text_width, says=f"Biểu đồ số vụ từng quý của {facts.place}. {seen}.")


def _where(document: Document, facts: BriefFacts) -> None:
    opening = Words("3. Tăng ở đâu, lúc nào, do đâu", bold=True)
    paragraph(document, opening, words.rises_words(facts), after=2, keep_with_next=bool(facts.rises))
    rows: list[Sequence[Piece]] = []
    for rise in words.shown_rises(facts):
        cells = [words.dimension_words(rise), words.short(rise), whole(rise.now), decimal(rise.normal, 1)]
        cells.append(decimal(rise.excess, 1, signed=True))
        rows.append([Words(cell, bold=rise.clear) for cell in cells])
    align: list[Align] = ["left", "left", "center", "center", "center"]
    headings = ["Theo", "Nhóm tăng nhiều nhất", "Kỳ này", words.normal_heading(facts), "Tăng thêm"]
    if rows:
        grid(document, headings, rows, widths=[31, 64, 16, 32, 22], align=align)


def _proposal(document: Document, facts: BriefFacts) -> None:
    opening = Words("4. Đề xuất", bold=True)
    paragraph(document, opening, Words(" (gợi ý theo số liệu; văn phòng sửa, bổ sung):", italic=True))
    for text in [*suggestions(facts), f"{DOTS * 6}./."]:
        paragraph(document, f"- {text}", before=1)


def _sources(document: Document, facts: BriefFacts) -> None:
    text = " ".join(words.source_lines(facts))
    paragraph(document, Words(text, italic=True), size=SMALL_POINTS, indent=0, before=3, after=4)
