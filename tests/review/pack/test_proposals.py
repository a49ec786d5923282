"""Suggestions that follow from figures, and none that does not; written out by hand."""

from __future__ import annotations

from dataclasses import replace

from analysis.definitions.catalogue import Definitions
from analysis.places.asked import BY_KM, BY_POINT
from analysis.review.pack.record import PackFacts
from analysis.review.pack.words import directions, proposals, requests
from tests.review.pack.small import small
from tests.review.pack.test_words_breakdowns import flagged
from tests.review.pack.test_words_signals import OLD, RECENT, found, with_spots

VIOLATIONS = {"behaviour": {"speed": (3, 5)}}


def test_nothing_to_say_gives_no_suggestion(pack_facts: PackFacts) -> None:
    assert proposals(small(pack_facts, (10, 0, 0), (20, 0, 0), violations=VIOLATIONS)) == []


def test_directions_follow_from_what_grew(pack_facts: PackFacts, definitions: Definitions) -> None:
    facts = small(
        pack_facts,
        (92, 10, 45),
        road={"QL70": ((30,), (10,)), "QL4D": ((11,), (13,))},
        hour={"18": ((41,), (36,)), "13": ((5,), (9,))},
        cause={"speed": ((16,), (13,)), "overtaking": ((9,), (1,)), "unknown": ((40,), (40,))},
    )
    assert directions(replace(facts, alerts=flagged(definitions, {"083": 25, "085": 16}))) == [
        "Tổ chức đánh giá đột xuất tại Mường Khương (25 vụ, mức bình thường 5-15 vụ), nơi có số vụ tăng rõ rệt.",
        "Theo dõi hằng tháng tại Bắc Hà (16 vụ, mức bình thường 5-15 vụ), nơi có số vụ ở mức cần theo dõi.",
        "Tăng cường tuần tra, kiểm soát trên các tuyến có số vụ tăng rõ rệt: QL70 tăng 20 vụ (30/10; +200,00%).",
        "Bố trí tuần tra, kiểm soát vào buổi tối (18-24 giờ), thời gian xảy ra nhiều vụ nhất: 41 vụ.",
        "Xử lý các nguyên nhân tăng rõ rệt: vượt ẩu tăng 08 vụ (9/1; +800,00%; số nhỏ).",
        "Tập trung tuyên truyền, xử lý vi phạm về nguyên nhân nhiều nhất: vi phạm tốc độ (16 vụ).",
        "Rà soát các giải pháp kéo giảm số vụ và số người bị thương, hiện chưa đạt mục tiêu năm.",
    ]


def test_no_part_of_the_day_and_no_cause_where_two_are_first(pack_facts: PackFacts) -> None:
    facts = small(
        pack_facts,
        (10, 0, 0),
        (20, 0, 0),
        hour={"18": ((5,), (6,)), "13": ((5,), (9,))},
        cause={"speed": ((5,), (9,)), "alcohol": ((5,), (5,))},
    )
    assert directions(facts) == []


def test_requests(pack_facts: PackFacts) -> None:
    missing = {"hour": {"unknown": ((4,), (0,))}, "cause": {"unknown": ((10,), (0,))}}
    facts = small(pack_facts, covers=(("*", "2024-12-15", "2026-01-01"),), **missing)
    spots = {BY_KM: found(pack_facts, RECENT, OLD), BY_POINT: found(pack_facts, RECENT, by=BY_POINT)}
    assert requests(replace(facts, spots=spots)) == [
        "Đề nghị cơ quan quản lý đường bộ rà soát 01 điểm đen: QL70 Km126+370 - Km126+430, Bảo Yên.",
        "Đề nghị các đơn vị ghi tọa độ nơi xảy ra tai nạn: mới có 485 trong số 568 vụ được xét điểm đen có tọa độ "
        "(85,39%).",  # 485/568 = 0,85387; the sample leaves 15% without coordinates
        "Đề nghị các đơn vị bổ sung giờ xảy ra của 04 vụ, nguyên nhân của 10 vụ còn thiếu.",
        "Đề nghị bổ sung số liệu tai nạn của Quý I/2024 để so sánh được.",
        "Đề nghị các lực lượng cung cấp số liệu xử lý vi phạm của kỳ.",
    ]


def test_a_spot_that_only_coordinates_find_is_asked_for_too(pack_facts: PackFacts) -> None:
    """The first has the accidents of the one by road-km and is the same place."""
    apart = {**RECENT, "road": "QL4D", "from_m": 5000, "to_m": 5000, "accident_ids": ("8", "9")}
    point = found(pack_facts, RECENT, apart, by=BY_POINT)
    facts = with_spots(small(pack_facts, violations=VIOLATIONS), found(pack_facts, RECENT), point)
    assert requests(facts)[0] == (
        "Đề nghị cơ quan quản lý đường bộ rà soát 02 điểm đen: QL70 Km126+370 - Km126+430, Bảo Yên; QL4D Km5+000, "
        "Bảo Yên."
    )


def test_many_spots_are_named_in_part(pack_facts: PackFacts) -> None:
    rows = [{**RECENT, "from_m": 1000 * number, "to_m": 1000 * number} for number in range(1, 8)]
    facts = with_spots(small(pack_facts, violations=VIOLATIONS), found(pack_facts, *rows), found(pack_facts))
    assert requests(facts)[0] == (
        "Đề nghị cơ quan quản lý đường bộ rà soát 07 điểm đen: QL70 Km1+000, Bảo Yên; QL70 Km2+000, Bảo Yên; QL70 "
        "Km3+000, Bảo Yên; QL70 Km4+000, Bảo Yên; QL70 Km5+000, Bảo Yên và 2 nơi khác."
    )


def test_no_proposal_declares(pack_facts: PackFacts) -> None:
    assert not any("công bố" in text.lower() for text in proposals(pack_facts))
