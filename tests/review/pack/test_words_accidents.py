"""Title, the three criteria, modes and severity: every sentence written out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from analysis.review.pack.record import PackFacts
from analysis.review.pack.words import modes, opening, period_words, severity, title
from tests.review.pack.small import ALL, Groups, small

Q1 = "Quý I năm 2025 (từ ngày 15/12/2024 đến hết ngày 14/03/2025, 90 ngày), trên địa bàn tỉnh Lào Cai "
WITH = "tai nạn giao thông (tính cả va chạm)"
ENDS_IN_JANUARY = (("*", "2010-01-01", "2025-02-01"),)
STARTS_IN_DECEMBER = (("*", "2024-12-15", "2025-06-01"),)

OPENINGS: list[tuple[str, dict[str, Any], str]] = [
    (
        "a rise that may be chance",
        {"now": (92, 21, 47), "before": (83, 17, 47)},
        f"{Q1}xảy ra 92 vụ {WITH}, tăng 09 vụ (92/83; +10,84%) so với cùng kỳ năm trước; làm chết 21 người, tăng 04 "
        "người (21/17; +23,53%); bị thương 47 người, không tăng, không giảm (47/47). Xét về thống kê, chưa đủ căn "
        "cứ nói là tăng đối với số vụ và số người chết.",
    ),
    (
        "va chạm left out",
        {"now": (51, 21, 47), "before": (51, 21, 47), "with_collisions": False},
        f"{Q1}xảy ra 51 vụ tai nạn giao thông (không tính va chạm), không tăng, không giảm (51/51) so với cùng kỳ năm "
        "trước; làm chết 21 người, không tăng, không giảm (21/21); bị thương 47 người, không tăng, không giảm (47/47).",
    ),
    (
        "clear falls",
        {"now": (40, 5, 30), "before": (80, 20, 60)},
        f"{Q1}xảy ra 40 vụ {WITH}, giảm 40 vụ (40/80; -50,00%) so với cùng kỳ năm trước; làm chết 05 người, giảm 15 "
        "người (5/20; -75,00%); bị thương 30 người, giảm 30 người (30/60; -50,00%). Xét về thống kê, số vụ, số "
        "người chết và số người bị thương giảm rõ rệt.",
    ),
    (
        "a clear rise beside a fall that is not",
        {"now": (40, 3, 15), "before": (12, 4, 16)},
        f"{Q1}xảy ra 40 vụ {WITH}, tăng 28 vụ (40/12; +233,33%) so với cùng kỳ năm trước; làm chết 03 người, giảm 01 "
        "người (3/4; -25,00%; số nhỏ); bị thương 15 người, giảm 01 người (15/16; -6,25%). Xét về thống kê, số vụ "
        "tăng rõ rệt; chưa đủ căn cứ nói là giảm đối với số người chết và số người bị thương.",
    ),
    (
        "one accident after none: no percent",
        {"now": (1, 0, 1), "before": (0, 0, 0)},
        f"{Q1}xảy ra 01 vụ {WITH}, tăng 01 vụ (1/0) so với cùng kỳ năm trước; không có người chết; bị thương 01 người, "
        "tăng 01 người (1/0). Xét về thống kê, chưa đủ căn cứ nói là tăng đối với số vụ và số người bị thương.",
    ),
    (
        "none after few",
        {"now": (0, 0, 0), "before": (2, 0, 1)},
        f"{Q1}không xảy ra vụ tai nạn giao thông nào (tính cả va chạm), giảm 02 vụ (0/2; -100,00%; số nhỏ) so với "
        "cùng kỳ năm trước; không có người bị thương, giảm 01 người (0/1; -100,00%; số nhỏ). Xét về thống kê, chưa "
        "đủ căn cứ nói là giảm đối với số vụ và số người bị thương.",
    ),
    (
        "none at all",
        {"now": (0, 0, 0), "before": (0, 0, 0)},
        f"{Q1}không xảy ra vụ tai nạn giao thông nào (tính cả va chạm), cùng kỳ năm trước cũng không xảy ra.",
    ),
    (
        "injured not given",
        {"now": (12, 3, None), "before": (9, 1, 2)},
        f"{Q1}xảy ra 12 vụ {WITH}, tăng 03 vụ (12/9; +33,33%) so với cùng kỳ năm trước; làm chết 03 người, tăng 02 "
        "người (3/1; +200,00%; số nhỏ); số liệu không ghi số người bị thương. Xét về thống kê, chưa đủ căn cứ nói "
        "là tăng đối với số vụ và số người chết.",
    ),
    (
        "the base is not covered",
        {"now": (12, 3, 4), "before": (0, 0, 0), "covers": STARTS_IN_DECEMBER},
        f"{Q1}xảy ra 12 vụ {WITH}, làm chết 03 người, bị thương 04 người. Chưa có số liệu của Quý I/2024.",
    ),
    (
        "the period is covered in part",
        {"now": (12, 3, 4), "before": (30, 2, 5), "covers": ENDS_IN_JANUARY},
        f"{Q1.replace('trên', 'tính đến ngày 31/01/2025, trên')}xảy ra 12 vụ {WITH}, làm chết 03 người, "
        "bị thương 04 người. Số liệu mới đến 31/01/2025: Quý I/2025 chưa đủ ngày, chưa so sánh được.",
    ),
]


@pytest.mark.parametrize(("case", "given", "said"), OPENINGS, ids=[case for case, _, _ in OPENINGS])
def test_the_opening(pack_facts: PackFacts, case: str, given: dict[str, Any], said: str) -> None:
    assert opening(small(pack_facts, **given)) == said, case


def test_a_province_without_a_name(pack_facts: PackFacts) -> None:
    nameless = replace(pack_facts, definitions=replace(pack_facts.definitions, province_name=""))
    said = opening(small(nameless, (5, 0, 0), (5, 0, 0)))
    assert said.startswith("Quý I năm 2025 (từ ngày 15/12/2024 đến hết ngày 14/03/2025, 90 ngày), xảy ra 05 vụ ")


@pytest.mark.parametrize(
    ("period", "name", "ends"),
    [
        ("2025-Q1", "Quý I năm 2025", "15/12/2024 đến hết ngày 14/03/2025, 90 ngày"),
        ("2024-Q4", "Quý IV năm 2024", "15/09/2024 đến hết ngày 14/12/2024, 91 ngày"),
        ("2025-6M", "6 tháng đầu năm 2025", "15/12/2024 đến hết ngày 14/06/2025, 182 ngày"),
        ("2024-9M", "9 tháng đầu năm 2024", "15/12/2023 đến hết ngày 14/09/2024, 275 ngày"),
        ("2024", "năm 2024", "15/12/2023 đến hết ngày 14/12/2024, 366 ngày"),
        ("2025-03", "tháng 3 năm 2025", "15/02/2025 đến hết ngày 14/03/2025, 28 ngày"),
    ],
)
def test_periods_by_name(pack_facts: PackFacts, period: str, name: str, ends: str) -> None:
    facts = small(pack_facts, period=period)
    assert title(facts) == f"Tình hình trật tự, an toàn giao thông {name}"
    assert opening(facts).startswith(f"{name[:1].upper()}{name[1:]} (từ ngày {ends}), trên địa bàn tỉnh Lào Cai xảy ra")
    assert period_words(facts).startswith(f"{name[:1].upper()}{name[1:]}: từ ngày {ends}; cùng kỳ năm trước: từ ngày ")


def test_a_free_span_of_unequal_length(pack_facts: PackFacts) -> None:
    facts = small(pack_facts, period="2024-02-01..2024-02-29")
    assert title(facts) == "Tình hình trật tự, an toàn giao thông từ ngày 01/02/2024 đến ngày 29/02/2024"
    assert opening(facts).startswith(
        "Từ ngày 01/02/2024 đến ngày 29/02/2024 (29 ngày), trên địa bàn tỉnh Lào Cai xảy ra"
    )
    assert period_words(facts) == (
        "Từ ngày 01/02/2024 đến hết ngày 29/02/2024, 29 ngày; cùng kỳ năm trước: từ ngày 01/02/2023 đến hết ngày "
        "28/02/2023, 28 ngày."
    )


MODES: list[tuple[Groups, str]] = [
    (
        {"road": ((92, 21, 47), (82, 17, 46)), "water": ((0, 0, 0), (1, 0, 1))},
        "Đường bộ: xảy ra 92 vụ, tăng 10 vụ (92/82; +12,20%) so với cùng kỳ năm trước; làm chết 21 người, tăng 04 "
        "người (21/17; +23,53%); bị thương 47 người, tăng 01 người (47/46; +2,17%). Đường sắt: không xảy ra vụ nào, "
        "cùng kỳ năm trước cũng không xảy ra. Đường thủy nội địa: không xảy ra vụ nào, giảm 01 vụ (0/1; -100,00%; "
        "số nhỏ) so với cùng kỳ năm trước; không có người bị thương, giảm 01 người (0/1; -100,00%; số nhỏ).",
    ),
    (
        {"road": ((5, 0, 0), (5, 0, 0)), "rail": ((2, 1, 1), (0, 0, 0)), "unknown": ((1, 0, 0), (0, 0, 0))},
        "Đường bộ: xảy ra 05 vụ, không tăng, không giảm (5/5) so với cùng kỳ năm trước; không có người chết; không "
        "có người bị thương. Đường sắt: xảy ra 02 vụ, tăng 02 vụ (2/0) so với cùng kỳ năm trước; làm chết 01 người, "
        "tăng 01 người (1/0); bị thương 01 người, tăng 01 người (1/0). Đường thủy nội địa: không xảy ra vụ nào, "
        "cùng kỳ năm trước cũng không xảy ra. Không rõ loại hình: xảy ra 01 vụ, tăng 01 vụ (1/0) so với cùng kỳ năm "
        "trước; không có người chết; không có người bị thương.",
    ),
]


@pytest.mark.parametrize(("groups", "said"), MODES)
def test_modes(pack_facts: PackFacts, groups: Groups, said: str) -> None:
    assert modes(small(pack_facts, mode=groups)) == said


def test_modes_of_a_period_not_compared(pack_facts: PackFacts) -> None:
    facts = small(pack_facts, mode={"road": ((12, 3, 4), (30, 2, 5))}, covers=ENDS_IN_JANUARY)
    assert modes(facts) == (
        "Đường bộ: xảy ra 12 vụ, làm chết 03 người, bị thương 04 người. Đường sắt: không xảy ra vụ nào. "
        "Đường thủy nội địa: không xảy ra vụ nào."
    )


CLASSES: Groups = {
    "very_serious": ((2,), (1,)),
    "serious": ((25,), (22,)),
    "less_serious": ((0,), (2,)),
    "collision": ((41,), (41,)),
    "unknown": ((3,), (0,)),
}


def test_severity_across_the_new_circular(pack_facts: PackFacts) -> None:
    assert severity(small(pack_facts, severity=CLASSES)) == (
        "Đặc biệt nghiêm trọng: không xảy ra vụ nào. Rất nghiêm trọng: 02 vụ, tăng 01 vụ (2/1; +100,00%; số nhỏ). "
        "Nghiêm trọng: 25 vụ, tăng 03 vụ (25/22; +13,64%). Ít nghiêm trọng: không xảy ra vụ nào, giảm 02 vụ (0/2; "
        "-100,00%; số nhỏ). Va chạm: 41 vụ, không tăng, không giảm (41/41). Không rõ mức độ: 03 vụ. Giới hạn phân "
        "loại mức độ thay đổi từ ngày 15/08/2024 (TT 26/2024/TT-BCA) nên so sánh từng mức độ với cùng kỳ chỉ để "
        "tham khảo."
    )


def test_severity_before_the_new_circular(pack_facts: PackFacts) -> None:
    facts = small(pack_facts, period="2023-Q1", severity={"serious": ((25,), (22,))}, with_collisions=False)
    assert severity(facts) == (
        "Đặc biệt nghiêm trọng: không xảy ra vụ nào. Rất nghiêm trọng: không xảy ra vụ nào. Nghiêm trọng: 25 vụ, tăng "
        "03 vụ (25/22; +13,64%). Ít nghiêm trọng: không xảy ra vụ nào."
    )


def test_severity_of_no_accident(pack_facts: PackFacts) -> None:
    assert severity(small(pack_facts, (0, 0, 0), (0, 0, 0), covers=ALL)) == ""
