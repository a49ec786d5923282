"""Documents into a folder: nothing that lies there is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import RequestError
from analysis.review.pack.writing import write_pack

NAME = "bao-cao_2025-Q1.docx"


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    written = write_pack({NAME: b"mot", "phu-luc.xlsx": b"hai"}, tmp_path / "họp" / "quý I")
    assert [path.read_bytes() for path in written.files] == [b"mot", b"hai"]
    assert written.kept_aside == ()


def test_a_document_someone_worked_in_is_kept_aside(tmp_path: Path) -> None:
    for content in (b"mot", b"hai", b"ba"):
        written = write_pack({NAME: content}, tmp_path)
    assert (tmp_path / NAME).read_bytes() == b"ba"
    assert (tmp_path / "bao-cao_2025-Q1 (bản trước 1).docx").read_bytes() == b"mot"
    assert written.kept_aside == (tmp_path / "bao-cao_2025-Q1 (bản trước 2).docx",)
    assert written.kept_aside[0].read_bytes() == b"hai"


def test_the_same_document_is_not_kept_twice(tmp_path: Path) -> None:
    write_pack({NAME: b"mot"}, tmp_path)
    assert write_pack({NAME: b"mot"}, tmp_path).kept_aside == ()
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_folder_that_cannot_be_one_is_said(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_bytes(b"")
    with pytest.raises(RequestError, match="Không ghi được vào thư mục"):
        write_pack({NAME: b"mot"}, tmp_path / "tệp")
