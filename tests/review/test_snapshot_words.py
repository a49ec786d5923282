"""Snapshots in words: when, whose, what has to be said with them, and the name that is suggested."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.review.snapshot_words import (
    list_line,
    looking_sentence,
    moment_words,
    opened_notes,
    suggested_name,
    version_note,
)
from analysis.store.snapshots import OpenedSnapshot
from analysis.store.tables import Store, code_version


def record(**columns: Any) -> dict[str, Any]:
    known = {"name": "Sơ kết Quý I/2025", "at": "2025-04-12T09:05:00+00:00", "who": "Lan", "accidents": 2089}
    return {**known, "batches": 11, "code_version": code_version(), "kept_definitions": "k", **columns}


def test_a_moment_is_that_of_vietnam() -> None:
    """16:05 in Hà Nội is 9:05 in UTC; late at night there it is the day after already."""
    assert moment_words("2025-04-12T09:05:00+00:00") == "16:05 ngày 12/4/2025"
    assert moment_words(datetime(2025, 12, 31, 17, 0, tzinfo=UTC)) == "00:00 ngày 1/1/2026"


def test_which_snapshot_is_looked_at() -> None:
    said = "Đang xem bản chốt «Sơ kết Quý I/2025» lúc 16:05 ngày 12/4/2025 của Lan"
    assert looking_sentence(record()) == said
    told = "«Sơ kết Quý I/2025», chốt lúc 16:05 ngày 12/4/2025 của Lan: 2.089 vụ, 11 đợt nhập"
    assert list_line(record()) == told


def test_another_program_is_said_and_the_same_one_is_not() -> None:
    assert version_note(record()) == ""
    said = version_note(record(code_version="0.0.3"))
    assert "phiên bản 0.0.3 của chương trình" in said
    assert f"nay là phiên bản {code_version()}" in said


def test_definitions_that_were_not_kept_are_said(definitions: Definitions) -> None:
    def notes(**columns: Any) -> list[str]:
        return opened_notes(OpenedSnapshot(Store(definitions.reference.folders[0]), definitions, record(**columns)))

    assert notes() == []
    (same,) = notes(kept_definitions=None, definitions=definitions.digest())
    assert "chưa lưu kèm danh mục" in same
    assert "chưa thay đổi gì từ khi chốt" in same
    (other,) = notes(kept_definitions=None, definitions="khác")
    assert "đã có thay đổi từ khi chốt" in other


@pytest.mark.parametrize(
    ("period", "taken", "name"),
    [
        ("2025-Q1", [], "Sơ kết Quý I/2025"),
        ("2024-6M", [], "Sơ kết 6 tháng/2024"),
        ("2024", [], "Tổng kết năm 2024"),
        ("2024-03", [], "Sơ kết tháng 3/2024"),
        ("2025-Q1", ["so ket quy i 2025"], "Sơ kết Quý I/2025 (lần 2)"),
        ("2025-Q1", ["Sơ kết Quý I/2025", "Sơ kết Quý I/2025 (lần 2)", "x"], "Sơ kết Quý I/2025 (lần 3)"),
    ],
)
def test_the_suggested_name(period: str, taken: list[str], name: str, definitions: Definitions) -> None:
    assert suggested_name(parse_period(period, definitions.calendar()), taken) == name
