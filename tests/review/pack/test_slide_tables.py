"""Native tables on a slide: headings with groups, the total, cells cut to their place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analysis.review.pack.record import Column, PackTable
from analysis.review.pack.slide_deck import add_slide, new_deck
from analysis.review.pack.slide_tables import Look, add_table, rows_fitting, with_rows
from analysis.review.pack.slide_text import Box

GROUPED = PackTable(
    "areas",
    "Theo địa bàn",
    (
        Column("label", "Địa bàn", "text"),
        Column("accidents.now", "Kỳ này", "count", "Số vụ"),
        Column("accidents.percent", "Tỷ lệ", "percent", "Số vụ"),
        Column("deaths.now", "Kỳ này", "count", "Người chết"),
    ),
    ("080", "082"),
    (("TP Lào Cai", 1018, 63.636363, 6), ("Bát Xát", 5, None, 0)),
    ("Tổng số", 1023, 12.5, 6),
)


@pytest.fixture
def slide() -> Any:
    return add_slide(new_deck("Thử", "", "", date(2025, 3, 14)), "Thử", "Nguồn")


def drawn(slide: Any) -> Any:
    (frame,) = [shape for shape in slide.shapes if shape.has_table]
    return frame


def test_headings_rows_total(slide: Any) -> None:
    lower = add_table(slide, Box(1, 2, 0, 0), GROUPED, [2, 1, 1, 1])
    frame = drawn(slide)
    rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert rows == [
        ["Địa bàn", "Số vụ", "", "Người chết"],
        ["", "Kỳ này", "Tỷ lệ", "Kỳ này"],
        ["TP Lào Cai", "1.018", "+63,64%", "6"],
        ["Bát Xát", "5", "–", "0"],
        ["Tổng số", "1.023", "+12,50%", "6"],
    ]
    assert frame.table.cell(0, 1).is_merge_origin
    assert frame.table.cell(0, 0).span_height == 2
    assert lower * 914400 == pytest.approx(frame.top + sum(row.height for row in frame.table.rows), abs=20)
    assert frame.name == "Theo địa bàn"


def test_total_is_bold_and_looks_are_by_key(slide: Any) -> None:
    add_table(slide, Box(1, 2, 0, 0), GROUPED, [2, 1, 1, 1], looks={"082": Look(True, "#A63F13")})
    bold = [row.cells[0].text_frame.paragraphs[0].runs[0].font.bold for row in list(drawn(slide).table.rows)[2:]]
    assert bold == [False, True, True]


def test_fixed_rows_do_not_grow(slide: Any) -> None:
    long = PackTable("x", "Thử", GROUPED.columns[:1], ("a",), (("Đường Nguyễn Thượng Hiền " * 9,),))
    add_table(slide, Box(1, 2, 0, 0), long, [2], row_height=0.3)
    row = drawn(slide).table.rows[1]
    assert row.height == round(0.3 * 914400)
    assert row.cells[0].text.endswith("…")


def test_rows_fitting_counts_what_add_table_writes(slide: Any) -> None:
    long = with_rows(GROUPED, [0, 1] * 10)
    fit = rows_fitting(long, [2, 1, 1, 1], 3.0, 14)
    lower = add_table(slide, Box(1, 0, 0, 0), with_rows(long, range(fit)), [2, 1, 1, 1], points=14)
    assert 3 < fit < 20
    assert 2.5 < lower <= 3.0


def test_with_rows_has_no_total() -> None:
    assert with_rows(GROUPED, [1]).keys == ("082",)
    assert with_rows(GROUPED, [1]).total is None
