"""The native charts: steps of an axis, number formats, the workbook behind a chart."""

from __future__ import annotations

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from analysis.review.pack.record import Column, PackTable
from analysis.review.pack.slide_charts import Series, category, number_format, step_of, workbook

TABLE = PackTable(
    "areas",
    "Thử",
    (Column("label", "Địa bàn", "text"), Column("now", "Kỳ này", "count"), Column("before", "Cùng kỳ", "count")),
    ("a", "b", "c"),
    (("Bảo Yên", 21, 9), ('=HYPERLINK("x")', 0, None), ("+84 1", 1234, 5)),
)
SERIES = [Series("now", "Quý I/2025", "#000000"), Series("before", "=Quý I/2024", "#000000")]


@pytest.mark.parametrize(
    ("greatest", "step"),
    [(0, 1), (3, 1), (6, 1), (7, 2), (12, 2), (21, 5), (48, 10), (101, 20), (329, 100), (7220, 2000)],
)
def test_steps_of_an_axis_are_whole_and_few(greatest: float, step: float) -> None:
    assert step_of(greatest) == step


@pytest.mark.parametrize(
    ("greatest", "code"), [(0, "#,##0"), (999, "#,##0"), (1000, r"[>=1000000]0\.000\.000;[>=1000]0\.000;0")]
)
def test_a_dot_between_thousands_in_every_language(greatest: float, code: str) -> None:
    assert number_format(greatest) == code


def test_workbook_has_values_gaps_and_no_formula() -> None:
    content = workbook(TABLE, SERIES)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Số liệu").to_python()
    assert rows == [
        ["", "Quý I/2025", "=Quý I/2024"],
        ["Bảo Yên", 21.0, 9.0],
        ['=HYPERLINK("x")', 0.0, ""],
        ["+84 1", 1234.0, 5.0],
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_workbook_is_the_same_twice() -> None:
    assert workbook(TABLE, SERIES) == workbook(TABLE, SERIES)


def test_a_long_name_is_cut() -> None:
    assert category("Bảo Yên") == "Bảo Yên"
    assert len(category("Nguyễn Thượng Hiền " * 20)) < 60
