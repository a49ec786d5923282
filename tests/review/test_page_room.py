"""The estimated height of a document, worked out by hand from points and letters."""

from __future__ import annotations

from datetime import date

import pytest
from docx.document import Document

from analysis.review import documents
from analysis.review.documents import Page, Words
from analysis.review.page_room import estimated_height

LINE = 13 * 25.4 / 72 * 1.15
"""A line of 13 points [mm]: 5,27."""


def empty() -> Document:
    return documents.new_document("thử", made_on=date(2025, 4, 5))


def test_lines_are_as_high_as_their_largest_letters() -> None:
    document = empty()
    for _ in range(10):
        documents.paragraph(document, "ngắn", indent=0, before=0)
    assert estimated_height(document, Page()) == pytest.approx(10 * LINE)
    documents.paragraph(document, "nhỏ ", Words("to", size=26), indent=0, before=72, size=10)
    assert estimated_height(document, Page()) == pytest.approx(10 * LINE + 2 * LINE + 25.4)


def test_a_long_text_is_broken_into_lines() -> None:
    document = empty()
    documents.paragraph(document, "a" * 1000, indent=0, before=0)
    # 1000 letters of 13 pt · 0,445 = 2041 mm on lines of 165 mm: 12,4, so 13
    assert estimated_height(document, Page()) == pytest.approx(13 * LINE)


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    document = empty()
    documents.grid(document, ["A", "B"], [["a" * 60, "b"]], widths=[50, 115], align=["left", "left"])
    row = 11 * 25.4 / 72 * 1.15
    # 60 letters of 11 pt · 0,445 = 104 mm in 50 - 2,4 mm: three lines
    assert estimated_height(document, Page()) == pytest.approx((row + 0.3) + (3 * row + 0.3))
