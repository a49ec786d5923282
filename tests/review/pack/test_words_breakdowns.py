"""Where, when, with what and to whom: every sentence written out by hand from counts written down by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.review.pack.record import PackFacts
from analysis.review.pack.words import areas, causes, people, roads, times, vehicles
from analysis.signals.alerts import Alerts
from tests.review.pack.small import ALL, Groups, small
from tests.signals.provinces import flags

NAMES = {"080": "TP Lào Cai", "083": "Mường Khương", "085": "Bắc Hà", "087": "Bảo Yên", "089": "Văn Bàn"}
DISTRICTS: Groups = {
    "080": ((18, 6, 4), (11, 1, 8)),
    "083": ((7, 2, 6), (4, 3, 1)),
    "085": ((2, 0, 0), (0, 0, 0)),
    "086": ((18, 1, 10), (18, 2, 9)),
    "087": ((21, 6, 15), (9, 3, 5)),
    "089": ((4, 0, 4), (11, 3, 7)),
}
"""The other three districts have no accident in either period."""


def flagged(definitions: Definitions, now: Mapping[str, int], mean: int = 10) -> Alerts:
    """Districts with a steady ten a quarter over twenty quarters, and now; ordinary are 5 to 15."""
    counts = {area: [mean] * 20 + [now.get(area, mean)] for area in NAMES}
    return flags(counts, definitions, names=NAMES, first=2020 * 4)


def test_districts_without_flags_are_judged_against_the_year_before(pack_facts: PackFacts) -> None:
    assert areas(small(pack_facts, area=DISTRICTS)) == [
        "Địa bàn xảy ra nhiều vụ nhất: Bảo Yên (21 vụ, cùng kỳ 09); TP Lào Cai (18 vụ, cùng kỳ 11); Bảo Thắng (18 vụ, "
        "cùng kỳ 18).",
        "Số vụ tăng trên 20% so với cùng kỳ: Bảo Yên tăng 12 vụ (21/9; +133,33%), tăng rõ rệt; TP Lào Cai tăng 07 vụ "
        "(18/11; +63,64%), chưa đủ căn cứ nói là tăng; Mường Khương tăng 03 vụ (7/4; +75,00%; số nhỏ), chưa đủ căn cứ "
        "nói là tăng.",
        "Số vụ giảm trên 40% so với cùng kỳ: Văn Bàn giảm 07 vụ (4/11; -63,64%), giảm rõ rệt.",
        "Cùng kỳ không xảy ra vụ nào, kỳ này có: Bắc Hà tăng 02 vụ (2/0).",
        "Địa bàn có nhiều người chết nhất: TP Lào Cai (06 người, cùng kỳ 01); Bảo Yên (06 người, cùng kỳ 03); Mường "
        "Khương (02 người, cùng kỳ 03). Không có người chết: Bát Xát, Si Ma Cai, Bắc Hà, TX Sa Pa và Văn Bàn.",
        "Không xảy ra vụ nào: Bát Xát, Si Ma Cai và TX Sa Pa.",
    ]


def test_the_flag_stands_beside_the_percent(pack_facts: PackFacts, definitions: Definitions) -> None:
    groups: Groups = {
        "080": ((13,), (10,)),  # +30%, ordinary
        "083": ((25,), (10,)),  # +150%, red
        "085": ((16,), (10,)),  # +60%, amber
        "087": ((4,), (10,)),  # -60%, below the ordinary range
        "089": ((5,), (10,)),  # -50%, within it
    }
    alerts = flagged(definitions, {area: now[0] or 0 for area, (now, _) in groups.items()})
    said = areas(replace(small(pack_facts, area=groups), alerts=alerts))
    assert said[1:3] == [
        "Số vụ tăng trên 20% so với cùng kỳ: Mường Khương tăng 15 vụ (25/10; +150,00%), được xét là tăng rõ rệt; "
        "Bắc Hà tăng 06 vụ (16/10; +60,00%), cần theo dõi; TP Lào Cai tăng 03 vụ (13/10; +30,00%) nhưng không vượt "
        "mức bình thường.",
        "Số vụ giảm trên 40% so với cùng kỳ: Bảo Yên giảm 06 vụ (4/10; -60,00%), thấp hơn mức bình thường; Văn Bàn "
        "giảm 05 vụ (5/10; -50,00%), trong mức bình thường.",
    ]


def test_exactly_twenty_and_forty_percent_are_not_beyond(pack_facts: PackFacts) -> None:
    said = areas(small(pack_facts, area={"087": ((12,), (10,)), "089": ((6,), (10,))}))
    assert said[0].startswith("Địa bàn xảy ra nhiều vụ nhất: Bảo Yên (12 vụ, cùng kỳ 10); Văn Bàn (06 vụ, cùng kỳ 10)")
    assert not any("trên 20%" in text or "trên 40%" in text for text in said)


def test_a_flag_that_was_not_judged(pack_facts: PackFacts, definitions: Definitions) -> None:
    alerts = flags({area: [10] * 4 + [now] for area, now in {"087": 15, "089": 4}.items()}, definitions, first=2024 * 4)
    facts = replace(small(pack_facts, area={"087": ((15,), (10,)), "089": ((4,), (10,))}), alerts=alerts)
    assert areas(facts)[1:3] == [
        "Số vụ tăng trên 20% so với cùng kỳ: Bảo Yên tăng 05 vụ (15/10; +50,00%), chưa đủ số liệu nền.",
        "Số vụ giảm trên 40% so với cùng kỳ: Văn Bàn giảm 06 vụ (4/10; -60,00%), chưa đủ số liệu nền.",
    ]


def test_districts_of_equal_counts(pack_facts: PackFacts) -> None:
    every = ("080", "082", "083", "084", "085", "086", "087", "088", "089")
    assert areas(small(pack_facts, area=dict.fromkeys(every, ((3, 0, 1), (3, 0, 1))))) == [
        "09 địa bàn cùng có nhiều vụ nhất, đều là 03 vụ."
    ]


def test_equal_districts_are_named_together_or_not_at_all(pack_facts: PackFacts) -> None:
    two = {"080": 5, "082": 4, "083": 2, "084": 2, "085": 2}
    said = areas(small(pack_facts, area={area: ((now,), (0,)) for area, now in two.items()}))
    assert said[0] == (
        "Địa bàn xảy ra nhiều vụ nhất: TP Lào Cai (05 vụ, cùng kỳ không có); Bát Xát (04 vụ, cùng kỳ không có); Mường "
        "Khương (02 vụ, cùng kỳ không có); Si Ma Cai (02 vụ, cùng kỳ không có); Bắc Hà (02 vụ, cùng kỳ không có)."
    )
    four = {**two, "086": 2}
    said = areas(small(pack_facts, area={area: ((now,), (0,)) for area, now in four.items()}))
    assert said[0] == (
        "Địa bàn xảy ra nhiều vụ nhất: TP Lào Cai (05 vụ, cùng kỳ không có); Bát Xát (04 vụ, cùng kỳ không có)."
    )


def test_a_district_without_the_year_before(pack_facts: PackFacts) -> None:
    every = ("080", "082", "083", "084", "085", "086", "087", "088")
    covers = [(area, "2010-01-01", "2026-01-01") for area in every] + [("089", "2024-06-01", "2026-01-01")]
    said = areas(small(pack_facts, area={"087": ((6,), (6,)), "089": ((5,), (0,))}, covers=covers))
    assert said == [
        "Địa bàn xảy ra nhiều vụ nhất: Bảo Yên (06 vụ, cùng kỳ 06); Văn Bàn (05 vụ).",
        "Không xảy ra vụ nào: TP Lào Cai, Bát Xát, Mường Khương, Si Ma Cai, Bắc Hà, Bảo Thắng và TX Sa Pa.",
        "Chưa đủ số liệu để so sánh: Văn Bàn.",
    ]


def test_accidents_without_a_district(pack_facts: PackFacts) -> None:
    said = areas(small(pack_facts, area={"087": ((6,), (6,)), "unknown": ((4,), (0,))}))
    assert said[-1] == "Không rõ địa bàn: 04 vụ."
    assert "Không rõ (" not in said[0]


@pytest.mark.parametrize("covers", [ALL, (("*", "2024-12-15", "2025-06-01"),)], ids=["compared", "no base"])
def test_no_accident_has_no_sentences(pack_facts: PackFacts, covers: tuple[tuple[str, str, str], ...]) -> None:
    facts = small(pack_facts, (0, 0, 0), (0, 0, 0), covers=covers)
    assert areas(facts) == []
    assert [said(facts) for said in (roads, times, vehicles, causes, people)] == [""] * 5


def test_roads(pack_facts: PackFacts) -> None:
    groups: Groups = {
        "QL70": ((30,), (10,)),
        "Đường liên xã": ((13,), (9,)),
        "QL4D": ((3,), (14,)),
        "unknown": ((2,), (0,)),
    }
    assert roads(small(pack_facts, road=groups)) == (
        "Tuyến đường xảy ra nhiều vụ nhất: QL70 (30 vụ, cùng kỳ 10); Đường liên xã (13 vụ, cùng kỳ 09); QL4D (03 vụ, "
        "cùng kỳ 14). Tăng rõ rệt so với cùng kỳ: QL70 tăng 20 vụ (30/10; +200,00%). Giảm rõ rệt so với cùng kỳ: QL4D "
        "giảm 11 vụ (3/14; -78,57%). Không rõ tuyến đường: 02 vụ."
    )


def test_many_roads_with_one_accident_each(pack_facts: PackFacts) -> None:
    facts = small(pack_facts, road={f"Đường số {number}": ((1,), (1,)) for number in range(12)})
    assert roads(facts) == "12 tuyến đường cùng có nhiều vụ nhất, đều là 01 vụ."


def test_roads_of_a_period_not_compared(pack_facts: PackFacts) -> None:
    facts = small(pack_facts, road={"QL70": ((30,), (10,))}, covers=[("*", "2010-01-01", "2025-02-01")])
    assert roads(facts) == "Tuyến đường xảy ra nhiều vụ nhất: QL70 (30 vụ)."


def test_times(pack_facts: PackFacts) -> None:
    facts = small(
        pack_facts,
        hour={"18": ((20,), (18,)), "21": ((21,), (18,)), "13": ((5,), (9,)), "unknown": ((4,), (1,))},
        weekday={"tue": ((17,), (11,)), "sat": ((17,), (15,)), "sun": ((3,), (4,))},
    )
    assert times(facts) == (
        "Theo thời gian trong ngày, nhiều vụ nhất là buổi tối (18-24 giờ) có 41 vụ, cùng kỳ 36; buổi chiều (12-18 "
        "giờ) có 05 vụ, cùng kỳ 09. Không rõ giờ: 04 vụ. Theo ngày trong tuần, nhiều vụ nhất là thứ ba (17 vụ, cùng "
        "kỳ 11); thứ bảy (17 vụ, cùng kỳ 15)."
    )


def test_vehicles_together_and_alone(pack_facts: PackFacts) -> None:
    groups: Groups = {"motorcycle": ((47,), (43,)), "motorcycle|truck": ((11,), (7,)), "car": ((1,), (0,))}
    assert vehicles(small(pack_facts, vehicle_type=groups)) == (
        "Phương tiện liên quan nhiều nhất: mô tô (47 vụ, cùng kỳ 43); mô tô với ô tô tải (11 vụ, cùng kỳ 07); ô tô con "
        "(01 vụ, cùng kỳ không có)."
    )


def test_causes(pack_facts: PackFacts) -> None:
    groups: Groups = {"speed": ((16,), (13,)), "alcohol": ((15,), (14,)), "no_licence": ((2,), (0,))}
    assert causes(small(pack_facts, cause={**groups, "unknown": ((10,), (9,))})) == (
        "Nguyên nhân nhiều nhất: vi phạm tốc độ (16 vụ, cùng kỳ 13); vi phạm nồng độ cồn (15 vụ, cùng kỳ 14); không có "
        "GPLX, chứng chỉ chuyên môn (02 vụ, cùng kỳ không có). Không rõ nguyên nhân: 10 vụ."
    )


def test_people(pack_facts: PackFacts) -> None:
    facts = small(
        pack_facts,
        age_group={"18-24": ((0, 6, 14), (0, 4, 12)), "25-44": ((0, 9, 21), (0, 9, 20)), "unknown": ((0, 1, 2), (0,))},
        sex={"male": ((0, 19, 31), (0, 14, 39)), "female": ((0, 2, 16), (0, 3, 8))},
    )
    assert people(facts) == (
        "Nhiều người chết nhất theo độ tuổi: 25–44 tuổi (09 người, cùng kỳ 09); 18–24 tuổi (06 người, cùng kỳ 04). "
        "Nhiều người bị thương nhất theo độ tuổi: 25–44 tuổi (21 người, cùng kỳ 20); 18–24 tuổi (14 người, cùng kỳ "
        "12). Không rõ độ tuổi: 01 người chết và 02 người bị thương. Người chết theo giới tính: nam (19 người, cùng "
        "kỳ 14); nữ (02 người, cùng kỳ 03). Người bị thương theo giới tính: nam (31 người, cùng kỳ 39); nữ (16 "
        "người, cùng kỳ 08)."
    )
