"""Enforcement in sentences: what is set against cùng kỳ, what is not and why; written out by hand."""

from __future__ import annotations

import pytest

from analysis.review.pack.record import PackFacts
from analysis.review.pack.words import violations
from analysis.review.pack.words_violations import NOT_TRENDED, money
from tests.review.pack.small import ALL, Cases, small

BEHAVIOURS: Cases = {"alcohol": (1662, 2388), "speed": (862, 993), "helmet": (6, 0), "unknown": (12, 0)}
GROUPS = {
    "behaviour": BEHAVIOURS,
    "area": {"080": (2000, 3381), "087": (542, 0)},
    "enforced_by": {"csgt": (2442, 3281), "commune_police": (100, 100)},
    "vehicle_type": {"motorcycle": (2542, 3381)},
}
FINES = {
    "fine_vnd": (25_844_850_000, 20_012_350_000),
    "licences_revoked": (1127, 2646),
    "points_deducted": (4533, None),
    "vehicles_held": (2931, 2931),
}


def test_across_the_new_decree_money_stands_alone(pack_facts: PackFacts) -> None:
    """1662 + 862 + 6 + 12 = 2542; 2388 + 993 = 3381; (2542 - 3381)/3381 = -0,24815; -1519/2646 = -0,57407."""
    assert violations(small(pack_facts, violations=GROUPS, enforced=FINES)) == [
        "Các lực lượng chức năng đã xử lý 2.542 trường hợp vi phạm, giảm 839 trường hợp (-24,82%) so với cùng kỳ năm "
        "trước (3.381 trường hợp).",
        "Tiền phạt 25,84 tỷ đồng; không so với cùng kỳ vì mức phạt thay đổi theo Nghị định 168/2024/NĐ-CP (từ ngày "
        "01/01/2025).",
        "Tước giấy phép lái xe 1.127 trường hợp, giảm 1.519 trường hợp (1.127/2.646; -57,41%); tạm giữ 2.931 phương "
        "tiện, không tăng, không giảm (2.931/2.931).",
        "Trừ 4.533 điểm giấy phép lái xe; mới áp dụng từ ngày 01/01/2025 nên không có số cùng kỳ để so sánh.",
        "Hành vi bị xử lý nhiều nhất: nồng độ cồn (1.662 trường hợp, cùng kỳ 2.388); tốc độ (862 trường hợp, cùng kỳ "
        "993); không đội mũ bảo hiểm (06 trường hợp, cùng kỳ không có); không rõ 12 trường hợp.",
        "Theo lực lượng: Cảnh sát giao thông (2.442 trường hợp, cùng kỳ 3.281); Công an xã (100 trường hợp, cùng kỳ "
        "100).",
        "Địa bàn xử lý nhiều nhất: TP Lào Cai (2.000 trường hợp, cùng kỳ 3.381); Bảo Yên (542 trường hợp, cùng kỳ "
        "không có).",
        "Phương tiện vi phạm nhiều nhất: mô tô (2.542 trường hợp, cùng kỳ 3.381).",
        NOT_TRENDED,
    ]


def test_before_the_decree_money_is_compared(pack_facts: PackFacts) -> None:
    """58,55 - 56,94 = 1,61; 1,61/56,94 = 0,02827; no points were deducted then."""
    enforced = {"fine_vnd": (58_550_000_000, 56_940_000_000), "points_deducted": (None, None)}
    facts = small(pack_facts, period="2024-9M", violations={"behaviour": {"speed": (11, 10)}}, enforced=enforced)
    assert violations(facts) == [
        "Các lực lượng chức năng đã xử lý 11 trường hợp vi phạm, tăng 01 trường hợp (+10,00%) so với cùng kỳ năm trước "
        "(10 trường hợp).",
        "Tiền phạt 58,55 tỷ đồng, tăng 1,61 tỷ đồng (+2,83%) so với cùng kỳ năm trước (56,94 tỷ đồng).",
        "Hành vi bị xử lý nhiều nhất: tốc độ (11 trường hợp, cùng kỳ 10).",
        NOT_TRENDED,
    ]


def test_a_year_after_the_decree_money_and_points_are_compared(pack_facts: PackFacts) -> None:
    enforced = {"fine_vnd": (800_000_000, 1_000_000_000), "points_deducted": (30, 40)}
    covers = (("*", "2010-01-01", "2027-01-01"),)
    groups = {"behaviour": {"speed": (10, 10)}}
    said = violations(small(pack_facts, period="2026-Q2", violations=groups, enforced=enforced, covers=covers))
    assert said[:3] == [
        "Các lực lượng chức năng đã xử lý 10 trường hợp vi phạm, không tăng, không giảm so với cùng kỳ năm trước "
        "(10 trường hợp).",
        "Tiền phạt 800,00 triệu đồng, giảm 200,00 triệu đồng (-20,00%) so với cùng kỳ năm trước (1,00 tỷ đồng).",
        "Trừ 30 điểm giấy phép lái xe, giảm 10 điểm (-25,00%) so với cùng kỳ năm trước (40 điểm).",
    ]


def test_points_written_as_zero_before_they_existed_are_no_base(pack_facts: PackFacts) -> None:
    enforced = {"points_deducted": (30, 0)}
    said = violations(small(pack_facts, violations={"behaviour": {"speed": (10, 10)}}, enforced=enforced))
    assert "Trừ 30 điểm giấy phép lái xe; mới áp dụng từ ngày 01/01/2025 nên không có số cùng kỳ để so sánh." in said


def test_cases_of_a_period_covered_in_part(pack_facts: PackFacts) -> None:
    covers = (("*", "2010-01-01", "2025-02-01"),)
    said = violations(small(pack_facts, violations={"behaviour": {"speed": (3, 5)}}, enforced=FINES, covers=covers))
    assert said[:5] == [
        "Các lực lượng chức năng đã xử lý 03 trường hợp vi phạm.",
        "Số liệu mới đến 31/01/2025: Quý I/2025 chưa đủ ngày, chưa so sánh được.",
        "Tiền phạt 25,84 tỷ đồng; không so với cùng kỳ vì mức phạt thay đổi theo Nghị định 168/2024/NĐ-CP (từ ngày "
        "01/01/2025).",
        "Tước giấy phép lái xe 1.127 trường hợp; tạm giữ 2.931 phương tiện.",
        "Trừ 4.533 điểm giấy phép lái xe; mới áp dụng từ ngày 01/01/2025 nên không có số cùng kỳ để so sánh.",
    ]


def test_no_case_at_all(pack_facts: PackFacts) -> None:
    assert violations(small(pack_facts, violations={"behaviour": {"speed": (0, 40)}})) == [
        "Không ghi nhận trường hợp vi phạm nào bị xử lý, giảm 40 trường hợp (-100,00%) so với cùng kỳ năm trước "
        "(40 trường hợp)."
    ]


@pytest.mark.parametrize("covers", [ALL, (("*", "2025-06-01", "2026-01-01"),)], ids=["none taken in", "later only"])
def test_nothing_taken_in(pack_facts: PackFacts, covers: tuple[tuple[str, str, str], ...]) -> None:
    taken_in = covers is not ALL
    facts = small(pack_facts, violations={"behaviour": {}} if taken_in else None, covers=covers)
    assert violations(facts) == (["Chưa có số liệu xử lý vi phạm của Quý I/2025."] if taken_in else [])


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (850_000, "850.000 đồng"),
        (165_100_000, "165,10 triệu đồng"),
        (1_000_000_000, "1,00 tỷ đồng"),
        (3_204_999_999, "3,20 tỷ đồng"),
        (1_234_500_000_000, "1.234,50 tỷ đồng"),
    ],
)
def test_amounts(amount: int, said: str) -> None:
    assert money(amount) == said
