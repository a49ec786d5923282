"""A period that the data do not cover to its end: counts stand there, nothing is set against the whole cùng kỳ."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest

from analysis.definitions.letterhead import Letterhead
from analysis.review.pack.annexes import annexes
from analysis.review.pack.record import PackFacts, PackTable
from analysis.review.pack.report import report
from analysis.review.pack.slides import slides
from analysis.review.pack.tables import pack_tables
from analysis.review.pack.words import opening
from tests.review.pack import reading_pptx
from tests.review.pack.report_reading import lines, opened
from tests.review.pack.small import small

UNTIL_MARCH = (("*", "2010-01-01", "2025-04-01"),)
"""Covered to 31/03/2025: 6 tháng/2025 ends on 14/06/2025."""
WHY = "số liệu mới đến 31/03/2025"


@pytest.fixture(scope="module")
def half(pack_facts: PackFacts) -> PackFacts:
    areas = {"080": ((20, 6, 5), (27, 2, 20)), "086": ((90, 18, 51), (130, 30, 66))}
    cases = {"behaviour": {"speeding": (9462, 21996)}}
    facts = small(
        pack_facts, (110, 24, 56), (157, 32, 86), period="2025-6M", covers=UNTIL_MARCH, violations=cases, area=areas
    )
    return facts


def changes(table: PackTable) -> set[object]:
    """Every difference, percent and judgement of a table, with those of its total."""
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.key.rpartition(".")[2] in ("difference", "percent", "verdict", "target")
    ]
    return {row[place] for row in (*table.rows, *([table.total] if table.total else [])) for place in places}


def test_no_table_of_an_incomplete_period_has_a_change(half: PackFacts) -> None:
    tables = pack_tables(half)
    criteria = tables["criteria"]
    assert criteria.rows[0] == ("Số vụ", 110, 157, None, None, "–", None)
    assert changes(criteria) == {None, "–"}
    for key in ("areas", "modes", "hours", "day_parts", "violations_behaviours"):
        assert changes(tables[key]) == {None}, key
    assert tables["areas"].total is not None
    assert tables["areas"].total[1:5] == (110, 157, None, None)


def test_the_first_sentence_ends_where_the_data_end(half: PackFacts) -> None:
    said = opening(half)
    assert said.startswith(
        "6 tháng đầu năm 2025 (từ ngày 15/12/2024 đến hết ngày 14/06/2025, 182 ngày), tính đến ngày 31/03/2025, "
    )
    assert "xảy ra 110 vụ" in said
    assert "giảm" not in said


def test_the_report_of_an_incomplete_period_says_why_there_is_a_dash(half: PackFacts) -> None:
    content = report(half, pack_tables(half), Letterhead())
    cells = [[cell.text for cell in row.cells] for row in opened(content).tables[1].rows]
    assert cells[0] == ["Tiêu chí", "Kỳ này", "Cùng kỳ", "Tăng, giảm", "Tỷ lệ", "Đánh giá", "Mục tiêu (không quá)"]
    assert cells[1] == ["Số vụ", "110", "157", "–", "–", "–", "–"]
    below = [line for line in lines(content) if line.startswith("Đơn vị:") and "Kỳ này:" in line]
    assert len(below) > 5
    assert all(f"Dấu «–»: chưa so sánh được, {WHY}." in line for line in below)


def test_the_slides_of_an_incomplete_period_show_no_change(half: PackFacts) -> None:
    made = reading_pptx.slides(slides(half, pack_tables(half)))
    cards = [text for slide in made for name, text in slide.boxes if name == "Số vụ"]
    assert [card.split("\n") for card in cards] == [["Số vụ", "110", "cùng kỳ 157", "– chưa đủ số liệu"]]
    compared = [
        slide for slide in made[1:] if any("Tăng, giảm" in heading for grid in slide.grids for heading in grid.headings)
    ]
    feet = [text for slide in compared for name, text in slide.boxes if name == "Nguồn số liệu"]
    assert len(feet) == 3  # severity, districts, violations: the small facts have no other groups
    assert all(f"Chưa so sánh được, {WHY}." in foot for foot in feet)
    assert "Số liệu mới đến 31/03/2025" in " ".join(text for _, text in made[0].boxes)


def test_the_annexes_of_an_incomplete_period_have_no_formula_of_a_change(half: PackFacts) -> None:
    content = annexes(half, pack_tables(half))
    with ZipFile(io.BytesIO(content)) as book:
        formulas = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        words = book.read("xl/sharedStrings.xml").decode()
    assert not any("-" in part.partition("</f>")[0] for text in formulas for part in text.split("<f>")[1:])
    assert f"dấu «–»: chưa so sánh được, {WHY}" in words


def test_a_complete_period_says_nothing_of_it(pack_facts: PackFacts) -> None:
    facts = small(pack_facts)
    content = report(facts, pack_tables(facts), Letterhead())
    assert not [line for line in lines(content) if "chưa so sánh được" in line]
    assert "tính đến ngày" not in opening(facts)
