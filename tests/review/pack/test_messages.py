"""Titles of slides: one message each, written out by hand, no longer than a slide has room for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.review.pack import words
from analysis.review.pack.messages import LONGEST
from analysis.review.pack.record import PackFacts
from tests.review.pack.small import series, small
from tests.review.pack.test_words_breakdowns import flagged
from tests.review.pack.test_words_signals import OLD, RECENT, found, with_spots

PART = (("*", "2010-01-01", "2025-02-01"),)
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("total", {}, "92 vụ, tăng 09 vụ (+10,84%) so với cùng kỳ; chưa đủ căn cứ nói là tăng"),
    ("total", {"now": (20, 1, 1), "before": (80, 1, 1)}, "20 vụ, giảm 60 vụ (-75,00%) so với cùng kỳ; giảm rõ rệt"),
    ("total", {"now": (9, 1, 1), "before": (9, 1, 1)}, "09 vụ, không tăng, không giảm so với cùng kỳ"),
    ("total", {"now": (0, 0, 0), "before": (0, 0, 0)}, "Không xảy ra vụ nào, cùng kỳ cũng không xảy ra"),
    (
        "total",
        {"now": (0, 0, 0), "before": (1, 0, 0)},
        "Không xảy ra vụ nào, giảm 01 vụ (-100,00%; số nhỏ) so với cùng kỳ; chưa đủ căn cứ nói là giảm",
    ),
    (
        "total",
        {"now": (12, 3, None), "covers": PART},
        "12 vụ, 03 người chết; chưa đủ số liệu để so với cùng kỳ",
    ),
    (
        "areas",
        {"area": {"087": ((21,), (9,)), "080": ((18,), (11,))}},
        "Bảo Yên nhiều vụ nhất: 21 vụ, tăng 12 vụ (21/9) so với cùng kỳ",
    ),
    ("areas", {"area": {"087": ((1,), (0,))}, "covers": PART}, "Bảo Yên nhiều vụ nhất: 01 trong số 92 vụ"),
    (
        "areas",
        {"area": {"086": ((20,), (9,)), "087": ((20,), (11,))}},
        "Bảo Thắng và Bảo Yên nhiều vụ nhất: mỗi nơi 20 trong số 92 vụ",
    ),
    ("areas", {"area": dict.fromkeys(("080", "082", "083", "084"), ((5,), (5,)))}, ""),
    (
        "roads",
        {"road": {"QL70": ((7,), (7,))}},
        "QL70 nhiều vụ nhất: 07 vụ, không tăng, không giảm (7/7) so với cùng kỳ",
    ),
    ("roads", {}, ""),
    (
        "causes",
        {"cause": {"speed": ((16,), (13,)), "unknown": ((40,), (13,))}},
        "Vi phạm tốc độ là nguyên nhân nhiều nhất: 16 vụ, tăng 03 vụ (16/13) so với cùng kỳ",
    ),
    (
        "causes",
        {"cause": {"speed": ((16,), (13,)), "alcohol": ((16,), (13,))}},
        "Vi phạm nồng độ cồn và vi phạm tốc độ là nguyên nhân nhiều nhất: mỗi nguyên nhân 16 trong số 92 vụ",
    ),
    (
        "vehicles",
        {"vehicle_type": {"motorcycle": ((47,), (1,)), "car|motorcycle": ((7,), (1,)), "car": ((10,), (9,))}},
        "Mô tô liên quan 54 trong số 92 vụ",
    ),
    (
        "vehicles",
        {"vehicle_type": {"car|motorcycle": ((7,), (1,))}},
        "Ô tô con và mô tô liên quan nhiều vụ nhất: mỗi loại 07 trong số 92 vụ",
    ),
    (
        "times",
        {"hour": {"18": ((20,), (18,)), "21": ((21,), (18,)), "13": ((5,), (9,))}},
        "Buổi tối (18-24 giờ) nhiều vụ nhất: 41 trong số 92 vụ, cùng kỳ 36 vụ",
    ),
    (
        "times",
        {"hour": {"18": ((5,), (0,)), "13": ((5,), (9,))}},
        "Buổi chiều (12-18 giờ) và buổi tối (18-24 giờ) nhiều vụ nhất: mỗi buổi 05 trong số 92 vụ",
    ),
    (
        "people",
        {"age_group": {"25-44": ((0, 9, 21), (0, 9, 20)), "0-5": ((0, 0, 1), (0, 0, 0))}},
        "Nhóm 25–44 tuổi có nhiều người chết, bị thương nhất: 09 người chết, 21 người bị thương",
    ),
    (
        "people",
        {"age_group": {"0-5": ((0, 0, 2), (0, 0, 0)), "60+": ((0, 1, 1), (0, 0, 0))}},
        "Nhóm dưới 6 tuổi và từ 60 tuổi có nhiều người chết, bị thương nhất: mỗi nhóm 02 người",
    ),
    ("people", {}, ""),
    ("alerts", {}, ""),
    ("spots", {}, "Không có điểm đen trong 12 tháng qua"),
    (
        "violations",
        {"violations": {"behaviour": {"speed": (8171, 11192)}}},
        "Xử lý 8.171 trường hợp vi phạm, giảm 3.021 trường hợp (-26,99%) so với cùng kỳ",
    ),
    (
        "violations",
        {"violations": {"behaviour": {"speed": (8171, 11192)}}, "covers": PART},
        "Xử lý 8.171 trường hợp vi phạm",
    ),
    ("violations", {}, ""),
    ("targets", {}, "Chưa đạt mục tiêu giảm 5% ở cả ba tiêu chí: 92 vụ, mục tiêu không quá 78 vụ"),
    (
        "targets",
        {"now": (78, 17, 45)},
        "Chưa đạt mục tiêu giảm 5% về số người chết và số người bị thương: 17 người, mục tiêu không quá 16 người",
    ),
    ("targets", {"now": (70, 10, 40)}, "Đạt mục tiêu giảm 5% ở cả ba tiêu chí: 70 vụ, mục tiêu không quá 78 vụ"),
    ("targets", {"covers": PART}, ""),
]


def _message(name: str) -> Callable[[PackFacts], str]:
    said: Callable[[PackFacts], str] = getattr(words, f"message_{name}")
    return said


@pytest.mark.parametrize(("name", "given", "said"), CASES)
def test_messages(pack_facts: PackFacts, name: str, given: dict[str, Any], said: str) -> None:
    assert _message(name)(small(pack_facts, **given)) == said
    assert len(said) <= LONGEST


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((80, 67, 100, 92), "Quý I/2025: 92 vụ; trong 4 quý gần đây, mỗi quý từ 67 đến 100 vụ"),
        ((80, 67, 100, 101), "Quý I/2025: 101 vụ, cao nhất trong 4 quý gần đây"),
        ((None, 67, 100, 9), "Quý I/2025: 09 vụ, thấp nhất trong 3 quý gần đây"),
        ((67, 67, 67), "Quý I/2025: 67 vụ; trong 3 quý gần đây, mỗi quý từ 67 đến 67 vụ"),
        ((80, 67, None), ""),
        ((None, 67), ""),
    ],
)
def test_the_trend(pack_facts: PackFacts, counts: tuple[int | None, ...], said: str) -> None:
    assert words.message_trend(replace(pack_facts, series=series(*counts))) == said


def test_flags(pack_facts: PackFacts, definitions: Definitions) -> None:
    def said(now: dict[str, int]) -> str:
        return words.message_alerts(replace(small(pack_facts), alerts=flagged(definitions, now)))

    assert said({}) == "Không địa bàn nào tăng quá mức bình thường (cả 5 địa bàn)"
    assert said({"087": 25}) == "1 địa bàn tăng rõ rệt: Bảo Yên (25 vụ; bình thường 5-15)"
    assert said({"087": 25, "085": 16}) == (  # with both counts it would have 113 letters
        "1 địa bàn tăng rõ rệt: Bảo Yên; 1 địa bàn cần theo dõi: Bắc Hà"
    )


def test_spots(pack_facts: PackFacts) -> None:
    km, point = found(pack_facts, RECENT, OLD), found(pack_facts, RECENT, by="point")
    none = found(pack_facts, OLD)
    assert words.message_spots(with_spots(pack_facts, km, point, new=1)) == (
        "01 điểm đen trong 12 tháng qua, đề nghị rà soát; 01 điểm mới so với ngày 14/12/2024"
    )
    assert words.message_spots(with_spots(pack_facts, km, point)) == "01 điểm đen trong 12 tháng qua, đề nghị rà soát"
    assert words.message_spots(with_spots(pack_facts, none, point)) == (
        "01 điểm đen theo tọa độ trong 12 tháng qua, đề nghị rà soát"
    )
