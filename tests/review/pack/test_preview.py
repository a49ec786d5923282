"""Pages as pictures: drawn by LibreOffice where it is, said where it is not."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from analysis.errors import RequestError
from analysis.review import documents
from analysis.review.pack import preview

pytestmark = pytest.mark.slow

needs_office = pytest.mark.skipif(not preview.office_program(), reason="LibreOffice (soffice) is not on this machine")


def two_pages() -> bytes:
    document = documents.new_document("Thử", made_on=date(2025, 3, 31))
    documents.paragraph(document, "Trang một")
    document.add_page_break()
    documents.paragraph(document, "Trang hai")
    return documents.document_bytes(document)


@needs_office
def test_every_page_is_a_picture_of_the_width_asked_for() -> None:
    pictures = [Image.open(io.BytesIO(png)) for png in preview.page_pictures("bao-cao.docx", two_pages(), width=300)]
    assert [picture.width for picture in pictures] == [300, 300]
    assert all(abs(picture.height / picture.width - 297 / 210) < 0.01 for picture in pictures)  # A4


def test_without_libreoffice_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(preview, "_MAC", tmp_path / "soffice")
    assert preview.office_program() == ""
    with pytest.raises(RequestError, match="không có LibreOffice"):
        preview.page_pictures("bao-cao.docx", two_pages())


def test_a_program_that_fails_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(preview, "office_program", lambda: str(broken))
    with pytest.raises(RequestError, match="LibreOffice không chuyển được tệp"):
        preview.as_pdf("bao-cao.docx", b"khong phai docx")
