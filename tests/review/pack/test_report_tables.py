"""Tables of the report: widths that add up, headings in two rows, letters that shrink before a page overflows."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from analysis.review.pack.record import Column, PackTable
from analysis.review.pack.report_tables import SIZES, fitted, table_element, text_width

COLUMNS = (
    Column("label", "Địa bàn", "text"),
    Column("accidents.now", "Kỳ này", "count", "Số vụ"),
    Column("accidents.percent", "Tỷ lệ", "percent", "Số vụ"),
    Column("day", "Vụ cuối", "date"),
)
TABLE = PackTable(
    "areas",
    "Theo <địa bàn>",
    COLUMNS,
    ("080", "087"),
    (("TP Lào Cai & Sa Pa", 1234, 12.5, None), ("Bảo Yên", 21, None, None)),
    ("Tổng số", 1255, -3.0, None),
)


def cells(element: object) -> list[list[str]]:
    rows = element.findall(qn("w:tr"))  # type: ignore[attr-defined]
    return [["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.findall(qn("w:tc"))] for row in rows]


def test_headings_stand_in_two_rows_below_their_group() -> None:
    made = table_element(TABLE, width=165)
    assert cells(made) == [
        ["Địa bàn", "Số vụ", "Vụ cuối"],
        ["", "Kỳ này", "Tỷ lệ", ""],
        ["TP Lào Cai & Sa Pa", "1.234", "+12,50%", "–"],
        ["Bảo Yên", "21", "–", "–"],
        ["Tổng số", "1.255", "-3,00%", "–"],
    ]
    merged = [one.get(qn("w:val")) for one in made.iter(qn("w:vMerge"))]
    assert merged == ["restart", "restart", "continue", "continue"]
    assert [one.get(qn("w:val")) for one in made.iter(qn("w:gridSpan"))] == ["2"]


def test_heads_are_repeated_no_row_is_torn_and_the_total_is_bold() -> None:
    rows = table_element(TABLE, width=165).findall(qn("w:tr"))
    heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert heads == [True, True, False, False, False]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    bold = [row.find(f".//{qn('w:rPr')}/{qn('w:b')}") is not None for row in rows]
    assert bold == [True, True, False, False, True]


def test_numbers_stand_right_words_left_days_in_the_middle() -> None:
    row = table_element(TABLE, width=165).findall(qn("w:tr"))[2]
    assert [one.get(qn("w:val")) for one in row.iter(qn("w:jc"))] == ["left", "right", "right", "center"]


@pytest.mark.parametrize("width", [40.0, 90.0, 165.0, 252.0])
def test_columns_fill_the_width(width: float) -> None:
    rows = [["TP Lào Cai & Sa Pa", "1.234", "+12,50%", "14/03/2025"]]
    points, widths = fitted(rows, COLUMNS, width, SIZES[0])
    assert sum(widths) == pytest.approx(width)
    assert points in SIZES


def test_letters_shrink_before_a_number_is_broken() -> None:
    rows = [["x", "25.844.850.000", "+336,08%", "14/03/2025"]]
    wide, _ = fitted(rows, COLUMNS, 165, 11.0)
    narrow, widths = fitted(rows, COLUMNS, 75, 11.0)
    assert (wide, narrow < 11.0) == (11.0, True)
    assert widths[1] >= text_width("25.844.850.000", narrow)


def test_a_long_table_may_break_but_not_behind_its_head_nor_before_its_total() -> None:
    rows = tuple((f"Đường {number}", number, 1.0, None) for number in range(30))
    long = PackTable("roads", "Dài", COLUMNS, tuple(str(row[1]) for row in rows), rows, ("Tổng số", 435, 1.0, None))
    made = table_element(long, width=165).findall(qn("w:tr"))
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in made]
    assert kept == [True] * 4 + [False] * 27 + [True] * 2
    assert all(row.find(f".//{qn('w:keepNext')}") is not None for row in table_element(TABLE, width=165)[3:])
