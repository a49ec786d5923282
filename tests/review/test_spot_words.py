"""What the page says of black spots; expected sentences are written by hand."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.blackspot_rules import Criterion, Rule
from analysis.definitions.catalogue import Definitions
from analysis.review.spot_words import (
    counts_words,
    list_notes,
    missing_words,
    note_words,
    position_words,
    search_words,
    spot_name,
    spots_headline,
    why_words,
    window_words,
    without_position_words,
)

RULE = Rule(
    key="R",
    title="Quy định thử",
    source="nguồn",
    modes=("road",),
    valid_from=None,
    valid_to=None,
    confirmed=True,
    note="",
    casualties_only=True,
    criteria=(Criterion("C1", "từ 2 vụ có người chết", {"fatal": 2}),),
    potential=(Criterion("T1", "thiếu 1 vụ", {"fatal": 1}, "ours"),),
)
NAMES = {"087": "Bảo Yên"}


def found(**more: Any) -> Any:
    asked = {"by": "km", "as_of": date(2025, 3, 31), "since": date(2022, 3, 31), "length_m": 100, "radius_m": 50.0}
    asked |= {"months": 12}
    asked |= {key: more.pop(key) for key in list(more) if key in asked}
    return SimpleNamespace(asked=SimpleNamespace(**asked), rules=(RULE,), **more)


def spot(**more: Any) -> dict[str, Any]:
    days = {"first": pd.Timestamp("2024-05-18"), "last": pd.Timestamp("2025-02-02")}
    counts = {"accidents": 3, "fatal_accidents": 2, "deaths": 2, "injured": 3}
    place = {"road": "QL70", "from_m": 126370, "to_m": 126430, "lat": 22.26, "lon": 104.44, "junction_name": ""}
    return {"rule": "R", "criteria": ("C1",), "area_codes": ("087",)} | days | counts | place | more


@pytest.mark.parametrize(
    ("statuses", "near", "sentence"),
    [
        ([], 0, "Đến 31/03/2025: không nơi nào đủ tiêu chí điểm đen"),
        ([], 2, "Đến 31/03/2025: không nơi nào đủ tiêu chí điểm đen; 2 nơi khác chỉ thiếu một vụ là đủ tiêu chí"),
        (["ACTIVE", "HISTORICAL"], 0, "Đến 31/03/2025: 1 điểm đen trong 12 tháng qua, 1 điểm đen cũ"),
        (["ACTIVE"], 1, "Đến 31/03/2025: 1 điểm đen trong 12 tháng qua; 1 nơi khác chỉ thiếu một vụ là đủ tiêu chí"),
        (["HISTORICAL"], 0, "Đến 31/03/2025: không có điểm đen trong 12 tháng qua, 1 điểm đen cũ"),
    ],
)
def test_the_answer_comes_first(statuses: list[str], near: int, sentence: str) -> None:
    assert spots_headline(found(considered=9), pd.DataFrame({"status": statuses}), near) == sentence


def test_without_accidents_nothing_is_said_of_the_places() -> None:
    nothing = pd.DataFrame({"status": []})
    assert spots_headline(found(considered=0), nothing, 0) == "Đến 31/03/2025: chưa có vụ nào để xét điểm đen"


def test_the_search_is_told_with_its_window_and_days() -> None:
    rest = "12 tháng bất kỳ, các vụ từ 31/03/2022 đến 31/03/2025, tính cả hai ngày này"
    assert search_words(found()) == f"Xét theo lý trình: đoạn đến 100 m, {rest}"
    assert search_words(found(by="point")) == f"Xét theo tọa độ: bán kính 50 m, {rest}"


def test_the_size_that_was_asked_for_is_never_rounded_to_another() -> None:
    """A radius of 37,5 m was told as 38 m, which finds another list."""
    assert "bán kính 37,50 m, 24 tháng bất kỳ" in search_words(found(by="point", radius_m=37.5, months=24))


def test_the_list_goes_with_its_window_rule_and_what_it_could_not_see() -> None:
    told = found(considered=3, with_position=2, could_change=1, notes=(("rule_not_confirmed", "R"),))
    told.potential = pd.DataFrame({"criteria": [("T1",)]})
    assert list_notes(told) == [
        "Xét theo lý trình: đoạn đến 100 m, 12 tháng bất kỳ, các vụ từ 31/03/2022 đến 31/03/2025, "
        "tính cả hai ngày này.",
        "Quy định thử: C1 (từ 2 vụ có người chết).",
        "Chưa đủ tiêu chí: T1 (thiếu 1 vụ).",
        "1 vụ được xét không có lý trình; 1 vụ trong đó có thể làm thay đổi danh sách.",
        "Tiêu chí của Quy định thử chưa được đối chiếu với văn bản gốc.",
    ]


def test_a_spot_is_told_by_place_counts_days_and_criteria() -> None:
    assert spot_name(spot(), NAMES) == "QL70 Km126+370 - Km126+430, Bảo Yên"
    assert spot_name(spot(junction_name="Nút giao A"), NAMES) == "Nút giao A, Bảo Yên"
    assert counts_words(spot()) == "3 vụ (2 vụ có người chết), 2 chết, 3 bị thương"
    assert counts_words(spot(injured=0), padded=True) == "03 vụ (02 vụ có người chết), 02 chết, 0 bị thương"
    assert counts_words(spot(fatal_accidents=0, deaths=0)) == "3 vụ, 0 chết, 3 bị thương"
    assert window_words(spot()) == "18/05/2024–02/02/2025"
    assert why_words(spot(), (RULE,)) == "C1 (từ 2 vụ có người chết)"


def test_what_is_missing_is_told_only_where_something_is() -> None:
    assert missing_words(spot(missing=("C1",)), (RULE,)) == "Thêm một vụ phù hợp là đủ C1 (từ 2 vụ có người chết)"
    assert missing_words(spot(missing=()), (RULE,)) == ""
    assert missing_words(spot(), (RULE,)) == ""


def test_how_many_have_a_position_is_always_told() -> None:
    assert position_words(68, 71, "trong kỳ") == "68/71 vụ trong kỳ có vị trí trên bản đồ (95,8%)"
    assert position_words(0, 0, "trong kỳ") == "0/0 vụ trong kỳ có vị trí trên bản đồ"


def test_accidents_without_position_are_told_with_what_they_could_change() -> None:
    told = found(considered=1234, with_position=1000, could_change=0)
    assert without_position_words(told) == (
        "234 vụ được xét không có lý trình; không vụ nào trong đó có thể làm thay đổi danh sách"
    )
    assert without_position_words(found(considered=5, with_position=5, could_change=0)) == ""


def test_notes_are_sentences_and_an_unknown_one_is_a_mistake_of_ours() -> None:
    notes = (("rule_not_confirmed", "R"), ("no_rule", "water", 6), ("casualties_unknown", 2))
    assert note_words(found(notes=notes)) == [
        "Tiêu chí của Quy định thử chưa được đối chiếu với văn bản gốc.",
        "6 vụ đường thủy không được xét: không có quy định điểm đen cho loại hình này.",
        "2 vụ không ghi số người chết, bị thương nên không được xét.",
    ]
    with pytest.raises(ValueError, match="strange"):
        note_words(found(notes=(("strange",),)))


def test_a_criterion_of_the_railway_says_so(definitions: Definitions) -> None:
    """«S1 (từ 1 vụ rất nghiêm trọng)» beside criteria of the road was read as one of them."""
    found = next(rule for rule in definitions.blackspot_rules.rules if rule.modes == ("rail",))
    said = why_words({"rule": found.key, "criteria": ("S1",)}, [found])
    assert said == "S1 (từ 1 vụ rất nghiêm trọng, đường sắt)"
