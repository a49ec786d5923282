"""Targets and what stands beside the figures: every sentence written out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.review.pack.record import PackFacts, Pinned
from analysis.review.pack.words import limits, sources, targets
from analysis.review.pack.words_limits import ADDED_DEATHS, LATE_DEATHS, MANY_GROUPS
from tests.review.pack.small import small
from tests.review.pack.test_words_breakdowns import flagged

LENGTHS = "Hai kỳ không dài bằng nhau: Quý I/2025 có 90 ngày, Quý I/2024 có 91 ngày."
CIRCULAR = (
    "Khoảng so sánh đi qua mốc 15/08/2024: Thông tư 26/2024/TT-BCA có hiệu lực: người chết tính trong 7 ngày, đổi giới "
    "hạn phân loại mức độ."
)
DECREE = (
    "Khoảng so sánh đi qua mốc 01/01/2025: Nghị định 168/2024/NĐ-CP: mức phạt tăng nhiều lần, có trừ điểm giấy phép "
    "lái xe; so số trường hợp, không so số tiền."
)


def test_targets_missed_and_met(pack_facts: PackFacts) -> None:
    """At most 95% of 83, 17 and 47: 78,85; 16,15; 44,65."""
    assert targets(small(pack_facts, (92, 16, 45), (83, 17, 47))) == [
        "Số vụ: mục tiêu năm 2025 giảm 5% so với năm 2024, ứng với kỳ này không quá 78 vụ; thực tế 92 vụ, chưa đạt "
        "(vượt 14 vụ).",
        "Số người chết: mục tiêu năm 2025 giảm 5% so với năm 2024, ứng với kỳ này không quá 16 người; thực tế 16 "
        "người, đạt.",
        "Số người bị thương: mục tiêu năm 2025 giảm 5% so với năm 2024, ứng với kỳ này không quá 44 người; thực tế "
        "45 người, chưa đạt (vượt 01 người).",
    ]


def test_targets_of_a_whole_year(pack_facts: PackFacts) -> None:
    """95% of 321 is 304,95."""
    assert targets(small(pack_facts, (304, 0, 0), (321, 0, 0), period="2024"))[0] == (
        "Số vụ: mục tiêu năm 2024 giảm 5% so với năm 2023, ứng với cả năm không quá 304 vụ; thực tế 304 vụ, đạt."
    )


def test_targets_that_cannot_be_judged(pack_facts: PackFacts) -> None:
    facts = small(pack_facts, covers=(("*", "2010-01-01", "2025-02-01"),))
    assert targets(facts) == ["Ba tiêu chí: mục tiêu năm 2025 giảm 5% so với năm 2024; chưa đủ số liệu để đánh giá."]
    assert targets(small(pack_facts, (9, 1, None), (9, 1, 2)))[2] == (
        "Số người bị thương: mục tiêu năm 2025 giảm 5% so với năm 2024; chưa đủ số liệu để đánh giá."
    )


@pytest.mark.parametrize(
    ("percent", "wanted", "at_most"), [(0.0, "không tăng", 80), (-7.5, "giảm 7,5%", 74), (2.0, "tăng không quá 2%", 81)]
)
def test_other_targets(pack_facts: PackFacts, percent: float, wanted: str, at_most: int) -> None:
    """80 before: 80; 0,925 × 80 = 74; 1,02 × 80 = 81,6."""
    edited = replace(
        pack_facts,
        definitions=replace(pack_facts.definitions, targets=pack_facts.definitions.targets.assign(percent=percent)),
    )
    assert targets(small(edited, (70, 0, 0), (80, 0, 0)))[0] == (
        f"Số vụ: mục tiêu năm 2025 {wanted} so với năm 2024, ứng với kỳ này không quá {at_most} vụ; thực tế 70 vụ, đạt."
    )


def test_no_target(pack_facts: PackFacts) -> None:
    none = replace(pack_facts.definitions, targets=pack_facts.definitions.targets.iloc[:0])
    assert targets(small(replace(pack_facts, definitions=none))) == []


def test_limits_of_a_quarter(pack_facts: PackFacts) -> None:
    facts = small(pack_facts, violations={"behaviour": {"speed": (3, 5)}}, road={"QL70": ((30,), (10,))})
    assert limits(facts) == [
        "Quý I năm 2025: từ ngày 15/12/2024 đến hết ngày 14/03/2025, 90 ngày; cùng kỳ năm trước: từ ngày 15/12/2023 "
        "đến hết ngày 14/03/2024, 91 ngày.",
        "Số vụ tính cả va chạm.",
        "Nguồn số liệu: Công an tỉnh; số liệu đến ngày 31/12/2025.",
        LENGTHS,
        CIRCULAR,
        DECREE,
        LATE_DEATHS,
        MANY_GROUPS,
    ]


def test_limits_without_va_cham_of_data_that_end_early(pack_facts: PackFacts) -> None:
    said = limits(small(pack_facts, with_collisions=False, covers=(("*", "2010-01-01", "2025-02-01"),), violations={}))
    assert "Số vụ không tính va chạm." in said
    assert "Số liệu mới đến 31/01/2025: Quý I/2025 chưa đủ ngày, chưa so sánh được." in said
    assert "Xử lý vi phạm: số liệu mới đến 31/01/2025: Quý I/2025 chưa đủ ngày, chưa so sánh được." in said


def test_before_the_circular_deaths_have_no_seven_days(pack_facts: PackFacts) -> None:
    said = limits(small(pack_facts, period="2023-Q1"))
    assert ADDED_DEATHS in said
    assert LATE_DEATHS not in said
    assert "Chưa nhập số liệu xử lý vi phạm nên không có phần này." in said


def test_the_snapshot_is_named_with_its_hour_in_vietnam(pack_facts: PackFacts) -> None:
    pinned = Pinned("Quý I/2025", "2025-04-02T01:30:00+00:00", "Nguyễn Văn A", "0.7.0")
    assert "Lập từ bản chốt số liệu «Quý I/2025» (08:30 ngày 02/04/2025, Nguyễn Văn A)." in limits(
        replace(small(pack_facts), pinned=pinned)
    )


def test_notes_of_the_flags_are_among_them(pack_facts: PackFacts, definitions: Definitions) -> None:
    said = limits(replace(small(pack_facts), alerts=flagged(definitions, {})))
    assert any(text.startswith("Số liệu đi qua mốc đổi cách tính 15/08/2024") for text in said)


def test_invented_figures_are_said_first(pack_facts: PackFacts) -> None:
    assert limits(pack_facts)[0] == "Số liệu minh họa, không phải số liệu thật."
    area = replace(pack_facts.total, illustrative=True)
    facts = small(pack_facts, violations={"behaviour": {"speed": (3, 5)}})
    assert (
        limits(replace(facts, by={**facts.by, "area": area}))[0]
        == "LẪN số liệu minh họa: có số thật và số không thật tính chung."
    )
    assert not any("minh họa" in text for text in limits(facts))


def test_sources_of_files_that_name_none(pack_facts: PackFacts) -> None:
    facts = small(pack_facts)
    nameless = {**facts.by, "area": replace(facts.total, sources=(), data_until=None)}
    assert sources(replace(facts, by=nameless)) == "Nguồn số liệu: tệp không ghi nguồn."
