"""What is said of an edited report: how much is kept, which period it is of, what outside the places is not carried."""

from __future__ import annotations

import pytest

from analysis.definitions.letterhead import Letterhead
from analysis.definitions.periods import parse_period
from analysis.review.pack.record import PackFacts
from analysis.review.pack.remark_origin import NOT_CARRIED, Carried, carried_over, mark_of, unfilled
from analysis.review.pack.remarks import read_remarks
from analysis.review.pack.report import report
from analysis.review.pack.tables import pack_tables
from tests.review.pack.report_reading import opened
from tests.review.pack.test_remarks import saved, typed


@pytest.fixture(scope="module")
def made(pack_facts: PackFacts) -> bytes:
    return report(pack_facts, pack_tables(pack_facts), Letterhead())


def told(edited: bytes, facts: PackFacts, written: bytes = b"", period: str = "") -> Carried:
    span = parse_period(period, facts.definitions.calendar("15-14")) if period else facts.period
    return carried_over(edited, read_remarks(edited), span, lambda _: written)


def test_a_report_carries_its_period_and_what_it_says(made: bytes) -> None:
    assert mark_of(made).startswith("Quý I/2025 (15/12/2024–14/03/2025); ")
    assert mark_of(b"khong phai docx") == ""


def test_how_many_remarks_were_kept_is_said(made: bytes, pack_facts: PackFacts) -> None:
    assert told(made, pack_facts) == Carried(("Báo cáo trước không có nhận xét nào để giữ.",), ())
    edited = typed(typed(made, "un_tac", "Không ùn tắc."), "uu_diem", "Làm tốt.")
    assert told(edited, pack_facts) == Carried(("2 nhận xét được giữ.",), ())


def test_a_report_of_another_period_is_named(made: bytes, pack_facts: PackFacts) -> None:
    edited = typed(made, "un_tac", "Không ùn tắc.")
    carried = told(edited, pack_facts, period="2024-6M")
    assert carried.said == ("1 nhận xét được giữ.",)
    assert carried.warnings == (
        "Báo cáo đã sửa là của Quý I/2025 (15/12/2024–14/03/2025), không phải 6 tháng/2024: lời trong các khung vẫn "
        "được đưa sang, hãy đọc lại từng khung.",
    )


def test_an_older_report_without_a_mark_is_not_said_to_be_of_another_period(made: bytes, pack_facts: PackFacts) -> None:
    document = opened(made)
    document.core_properties.keywords = ""
    assert told(saved(document), pack_facts, period="2024-6M").warnings == (NOT_CARRIED,)


def test_words_changed_outside_the_places_are_named(made: bytes, pack_facts: PackFacts) -> None:
    document = opened(made)
    line = next(one for one in document.paragraphs if one.text.startswith("Quý I năm 2025 (từ ngày"))
    line.text = "Quý I năm 2025 toàn tỉnh xảy ra 92 vụ, theo tin nhanh của các đơn vị."
    edited = saved(document)
    (known,) = told(edited, pack_facts, written=made).warnings
    assert known == (
        "Chữ ngoài các khung đã được sửa, phần đó không được đưa sang: «Quý I năm 2025 toàn tỉnh xảy ra 92 vụ, theo "
        "tin nhanh của c…»; hãy chép lại những chỗ đó vào báo cáo mới, hoặc ghi vào khung."
    )
    (unknown,) = told(edited, pack_facts).warnings
    assert unknown.startswith("Chữ ngoài các khung đã được sửa, phần đó không được đưa sang: hãy chép lại")


def test_a_line_taken_out_is_named(made: bytes, pack_facts: PackFacts) -> None:
    document = opened(made)
    line = next(one for one in document.paragraphs if one.text.startswith("Địa bàn xảy ra nhiều vụ nhất"))
    line._p.getparent().remove(line._p)
    (said,) = told(saved(document), pack_facts, written=made).warnings
    assert "«đã bỏ: Địa bàn xảy ra nhiều vụ nhất" in said


def test_the_places_that_nobody_filled_are_counted_and_named(made: bytes, pack_facts: PackFacts) -> None:
    said = unfilled(made)
    assert said.startswith("Còn 15 khung chưa điền: Căn cứ; Tình hình tai nạn giao thông; ")
    assert said.endswith("Khung chưa điền in ra dòng chữ xám «Nhập …»: hãy điền hoặc xóa trước khi in.")
    remarks = read_remarks(typed(made, "un_tac", "Không ùn tắc."))
    again = report(pack_facts, pack_tables(pack_facts), Letterhead(), remarks=remarks)
    assert unfilled(again).startswith("Còn 14 khung")
    assert "Ùn tắc" not in unfilled(again)
