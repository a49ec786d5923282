"""Files for the check: Word with tables, text in several encodings, and what cannot be read."""

from __future__ import annotations

import io

import pytest
from docx import Document

from analysis.errors import FileError
from analysis.review.checking.check import check_text
from analysis.review.checking.text_files import file_text, readable

SLIP = "Bị thương 20 người, tăng 03 người (15,0%)."


def word(*, table: bool) -> bytes:
    document = Document()
    document.add_paragraph("Xảy ra 196 vụ, giảm 45 vụ (-18,67%).")
    if table:
        made = document.add_table(rows=2, cols=5)
        for cell, text in zip(made.rows[0].cells, ["Địa bàn", "Kỳ này", "Cùng kỳ", "Tăng, giảm", "%"], strict=True):
            cell.text = text
        for cell, text in zip(made.rows[1].cells, ["Bảo Yên", "21", "9", "+12", "+123,33%"], strict=True):
            cell.text = text
    document.add_paragraph(SLIP)
    memory = io.BytesIO()
    document.save(memory)
    return memory.getvalue()


def test_a_word_file_is_read_in_order_with_its_tables() -> None:
    text = file_text("bao-cao.docx", word(table=True))
    assert text.split("\n")[1:3] == ["Địa bàn\tKỳ này\tCùng kỳ\tTăng, giảm\t%", "Bảo Yên\t21\t9\t+12\t+123,33%"]
    assert [(mark.written, mark.right) for mark in check_text(text).marks] == [
        ("+123,33%", "+133,33%"),
        ("15,0%", "17,65%"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_file_comes_in_any_encoding(encoding: str) -> None:
    text = file_text("CÂU.TXT", SLIP.encode(encoding))
    assert [mark.right for mark in check_text(text).marks] == ["17,65%"]


def test_a_legacy_font_is_turned_and_said() -> None:
    text, note = readable("B¸o c¸o t×nh h×nh tai n¹n giao th«ng tØnh Lµo Cai")
    assert text == "Báo cáo tình hình tai nạn giao thông tỉnh Lào Cai"
    assert "TCVN3" in note
    assert readable(SLIP) == (SLIP, "")


@pytest.mark.parametrize(("name", "content"), [("a.docx", b"no archive"), ("a.doc", b"\xd0\xcf"), ("a.pdf", b"%PDF")])
def test_what_cannot_be_read_is_said_with_a_remedy(name: str, content: bytes) -> None:
    with pytest.raises(FileError) as caught:
        file_text(name, content)
    assert name in caught.value.sentence
    assert ".docx" in caught.value.remedy
