"""Districts that rise, black spots, the register: every sentence written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.places.asked import BY_KM, BY_POINT
from analysis.places.blackspots import BlackSpots
from analysis.review.pack.record import PackFacts, SpotChanges
from analysis.review.pack.words import alerts, alerts_chance, register, spots, spots_unplaced
from analysis.review.register_words import NOT_DECLARED
from tests.review.pack.small import small
from tests.review.pack.test_words_breakdowns import flagged

LOOKED = (
    "Xét theo lý trình: đoạn đến 100 m, 12 tháng bất kỳ, các vụ từ 14/03/2022 đến 14/03/2025, tính cả hai ngày này."
)


def found(base: PackFacts, *rows: dict[str, Any], by: str = BY_KM) -> BlackSpots:
    """The search of the sample with these spots instead of its own; ``rows`` change its first spot."""
    whole = base.spots[by]
    first = whole.spots.iloc[0].to_dict()
    made = pd.DataFrame([{**first, **row} for row in rows], columns=whole.spots.columns)
    return replace(whole, spots=made, potential=whole.potential.iloc[:0])


RECENT: dict[str, Any] = {
    **{"road": "QL70", "from_m": 126370, "to_m": 126430, "area_codes": ("087",), "junction_name": ""},
    **{"criteria": ("C1",), "status": "ACTIVE", "first": date(2024, 5, 18), "last": date(2025, 2, 2)},
    **{
        "accidents": 2,
        "fatal_accidents": 2,
        "deaths": 2,
        "injured": 1,
        "rule": "TT41-2024",
        "accident_ids": ("1", "2"),
    },
}
OLD: dict[str, Any] = {**RECENT, "from_m": 9000, "to_m": 9000, "status": "HISTORICAL", "accident_ids": ("3", "4")}


def with_spots(base: PackFacts, km: BlackSpots, point: BlackSpots, **changes: int) -> PackFacts:
    """``changes``: how many of the spots by road-km are new, still there, gone."""
    none = km.spots.iloc[:0]
    frames = [km.spots.iloc[: changes.get(name, 0)] if name in changes else none for name in ("new", "still", "gone")]
    then = SpotChanges(date(2024, 12, 14), *frames)
    return replace(base, spots={BY_KM: km, BY_POINT: point}, spot_changes=then)


def test_a_red_and_an_amber_district(pack_facts: PackFacts, definitions: Definitions) -> None:
    facts = replace(small(pack_facts), alerts=flagged(definitions, {"083": 25, "085": 16}))
    assert alerts(facts) == [
        "Quý I/2025: 1 địa bàn tăng rõ rệt (Mường Khương); 1 địa bàn cần theo dõi (Bắc Hà); 3 địa bàn khác được xét "
        "không bị gắn cờ.",
        "Mường Khương được xét là tăng rõ rệt: 25 vụ, cùng kỳ 10, mức bình thường 5-15 vụ; cao nhất trong 21 quý; xu "
        "hướng tăng trong 12 quý. So với mức chung của các địa bàn khác trong kỳ, Mường Khương vẫn cao hơn rõ rệt.",
        "Bắc Hà cần theo dõi: 16 vụ, cùng kỳ 10, mức bình thường 5-15 vụ; cao nhất trong 21 quý. So với mức chung của "
        "các địa bàn khác trong kỳ thì chưa đủ căn cứ nói riêng Bắc Hà tăng.",
    ]
    assert alerts_chance(facts).startswith("Xét 5 địa bàn cùng lúc, dù không nơi nào thay đổi, chỉ do ngẫu nhiên cũng ")


def test_no_district_rises(pack_facts: PackFacts, definitions: Definitions) -> None:
    facts = replace(small(pack_facts), alerts=flagged(definitions, {}))
    assert alerts(facts) == ["Quý I/2025: không địa bàn nào tăng quá mức bình thường (cả 5 địa bàn)."]


def test_a_free_span_has_no_flags(pack_facts: PackFacts) -> None:
    facts = small(pack_facts, period="2025-01-01..2025-03-31")
    assert alerts(facts) == [
        "Kỳ này không được xét địa bàn tăng, vì mức bình thường chỉ tính cho quý, 6 tháng, 9 tháng và năm."
    ]
    assert alerts_chance(facts) == ""


def test_a_spot_is_to_be_looked_at(pack_facts: PackFacts) -> None:
    km = found(pack_facts, RECENT, OLD)
    assert spots(with_spots(pack_facts, km, found(pack_facts, RECENT, OLD, by=BY_POINT), new=1)) == [
        "Đến 14/03/2025, theo lý trình: 01 điểm đen trong 12 tháng qua, 01 điểm đen cũ.",
        "QL70 Km126+370 - Km126+430, Bảo Yên: 02 vụ (02 vụ có người chết), 02 chết, 01 bị thương, từ 18/05/2024 đến "
        "02/02/2025; đủ tiêu chí C1 (từ 2 vụ có người chết); đề nghị rà soát.",
        "So với ngày 14/12/2024: 01 điểm mới.",
        NOT_DECLARED,
        LOOKED,
    ]


def test_a_spot_found_by_coordinates_only_and_one_that_is_gone(pack_facts: PackFacts) -> None:
    nowhere = {"road": "unknown", "from_m": None, "to_m": None, "lat": 22.470081, "lon": 103.98591}
    apart = {**RECENT, **nowhere, "area_codes": ("080",), "criteria": ("C1", "C2"), "accident_ids": ("8", "9")}
    facts = with_spots(pack_facts, found(pack_facts, OLD), found(pack_facts, apart, by=BY_POINT), gone=1)
    assert spots(facts) == [
        "Đến 14/03/2025, theo lý trình: không có điểm đen trong 12 tháng qua, 01 điểm đen cũ (theo tọa độ, như trên "
        "bản đồ: 01 điểm đen trong 12 tháng qua).",
        "Chỉ tìm được theo tọa độ: Điểm (22,47008; 103,98591), TP Lào Cai: 02 vụ (02 vụ có người chết), 02 chết, 01 bị "
        "thương, từ 18/05/2024 đến 02/02/2025; đủ tiêu chí C1 (từ 2 vụ có người chết); C2 (từ 3 vụ, trong đó ít nhất "
        "1 vụ có người chết); đề nghị rà soát.",
        "So với ngày 14/12/2024: 01 điểm không còn đủ tiêu chí trong 12 tháng (QL70 Km9+000, Bảo Yên).",
        NOT_DECLARED,
        LOOKED,
    ]


def test_no_spot(pack_facts: PackFacts) -> None:
    facts = with_spots(pack_facts, found(pack_facts), found(pack_facts, by=BY_POINT))
    assert spots(facts) == ["Đến 14/03/2025, theo lý trình: không nơi nào đủ tiêu chí điểm đen.", LOOKED]


def test_nothing_to_look_at(pack_facts: PackFacts) -> None:
    assert spots(small(pack_facts)) == ["Đến 14/03/2025, theo lý trình: chưa có vụ nào để xét điểm đen.", LOOKED]
    assert spots_unplaced(small(pack_facts)) == ""


def test_data_that_end_before_the_day_of_the_list(pack_facts: PackFacts) -> None:
    facts = small(pack_facts, covers=(("*", "2010-01-01", "2025-02-01"),))
    assert spots(facts)[-1] == "Số liệu mới đến ngày 31/01/2025 nên danh sách có thể còn thiếu."


def test_never_declared(pack_facts: PackFacts) -> None:
    assert not any("công bố" in text.lower() for text in spots(pack_facts))


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ([], "Danh mục điểm đen, điểm tiềm ẩn chưa có điểm nào."),
        (["still", "still"], "Danh mục điểm đen, điểm tiềm ẩn có 2 điểm: 2 đề nghị rà soát."),
        (
            ["", "new", ""],
            "Danh mục điểm đen, điểm tiềm ẩn có 3 điểm: 3 đề nghị rà soát. 2 điểm trong danh mục "
            "chưa được rà soát lần nào.",
        ),
    ],
)
def test_the_register(pack_facts: PackFacts, marks: list[str], said: str) -> None:
    places = pd.DataFrame({"closed": "", "status": "proposed", "last_mark": marks}, index=range(len(marks)))
    assert register(replace(pack_facts, register=places)) == said
