"""The planted black spots of the sample: what ``data/sample/README.md`` says, by road-km and by coordinates."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.__main__ import run
from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.places.blackspots import BlackSpots, black_spots
from analysis.store.tables import Store

AS_OF = date(2025, 3, 31)
C1 = (("LC2024-0118", "LC2025-0042"), ("C1",), "ACTIVE")
C2 = (("LC2022-0247", "LC2023-0021", "LC2023-0133"), ("C2",), "HISTORICAL")
C3 = (("LC2024-0041", "LC2024-0131", "LC2024-0201", "LC2024-0321"), ("C3",), "ACTIVE")
JUNCTION = (("LC2022-0300", "LC2023-0052", "LC2023-0199"), ("C1", "C2"), "HISTORICAL")
NEAR_MISS = ("LC2024-0103", "LC2024-0203", "LC2025-0011")


def found(store: Store, definitions: Definitions, by: str) -> BlackSpots:
    return black_spots(store, definitions, as_of=AS_OF, by=by)


@pytest.mark.parametrize(("by", "planted"), [("km", [C1, C2, C3]), ("point", [JUNCTION, C1, C2, C3])])
def test_the_planted_spots_and_no_other(
    sample_store: Store, definitions: Definitions, by: str, planted: list[object]
) -> None:
    spots = found(sample_store, definitions, by).spots
    told = list(zip(spots["accident_ids"], spots["criteria"], spots["status"], strict=True))
    assert told == planted


@pytest.mark.parametrize("by", ["km", "point"])
def test_the_near_miss_is_listed_as_one_short(sample_store: Store, definitions: Definitions, by: str) -> None:
    potential = found(sample_store, definitions, by).potential
    short = potential[potential["origin"] == "ours"]
    told = list(zip(short["accident_ids"], short["criteria"], short["missing"], strict=True))
    assert told == [(NEAR_MISS, ("T2",), ("C2", "C3"))]


def test_positions_and_stretches_are_those_of_the_readme(sample_store: Store, definitions: Definitions) -> None:
    answer = found(sample_store, definitions, "km").to_json()
    assert [(spot["road"], spot["from_m"], spot["to_m"]) for spot in answer["spots"]] == [
        ("QL70", 126370, 126430),
        ("DT156", 17160, 17230),
        ("QL4E", 17260, 17340),
    ]
    junction = found(sample_store, definitions, "point").to_json()["spots"][0]
    assert (junction["lat"], junction["lon"]) == pytest.approx((22.47008, 103.98590), abs=3e-4)
    wanted = "spot_id road from_m to_m lat lon criteria status first last accident_ids deaths injured span_m"
    assert set(wanted.split()) | {"expected", "excess"} <= set(junction)
    assert (junction["first"], junction["deaths"], junction["injured"]) == ("2022-11-19", 2, 3)


def test_considered_are_those_with_and_without_position(sample_store: Store, definitions: Definitions) -> None:
    for by in ("km", "point"):
        answer = found(sample_store, definitions, by)
        assert answer.considered == answer.with_position + len(answer.without_position)
        assert 0 < answer.could_change < len(answer.without_position)
        assert ("rule_not_confirmed", "TT41-2024") in answer.notes
        assert answer.members["accident_id"].is_unique


@pytest.mark.parametrize(
    "asked",
    [{"by": "road"}, {"length_m": 0}, {"length_m": 5001}, {"radius_m": float("nan")}, {"since": date(2025, 4, 1)}],
)
def test_what_cannot_be_asked_is_said(sample_store: Store, definitions: Definitions, asked: dict[str, object]) -> None:
    with pytest.raises(RequestError):
        black_spots(sample_store, definitions, as_of=AS_OF, **asked)  # type: ignore[arg-type]


def test_the_command_says_it_in_words(
    sample_store: Store, capsys: pytest.CaptureFixture[str], definitions: Definitions
) -> None:
    assert definitions.blackspot_rules.length_m == 100
    assert run(["--store", str(sample_store.folder), "blackspots", "--as-of", "31/03/2025"]) == 0
    said = capsys.readouterr().out
    for words in (
        "2 điểm đen trong 12 tháng qua, 1 điểm đen cũ",
        "QL70 Km126+370",
        "C3 (từ 4 vụ chỉ có người bị thương)",
    ):
        assert words in said
    assert "QL279" in said.split("Thiếu một vụ:")[1]
    assert run(["--store", str(sample_store.folder), "blackspots", "--as-of", "2025-03-31", "--length-m", "-1"]) == 1
    assert "lớn hơn 0" in capsys.readouterr().err
