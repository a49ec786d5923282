from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.intake.profiles import Profile, check_profile, profile_from, profile_toml, read_profile

OF_DESIGN = """
name = "GM casualties"
kind = "accidents"
row = "casualty"
date_order = "ymd"
crs = "EPSG:4326"
missing = ["-1"]
include = { source_sheet = ["1"] }
[columns]
accident_id = "AREFNO"
date = "date"
outcome = "casualty_severity"
km = ["Km", "m"]
[values.outcome]
Fatal = "death"
"""


def test_the_profile_of_the_design_is_read() -> None:
    profile = profile_from(tomllib.loads(OF_DESIGN))
    assert (profile.kind, profile.row, profile.date_order, profile.crs) == ("accidents", "casualty", "ymd", "EPSG:4326")
    assert profile.missing == ("-1",)
    assert profile.include == {"source_sheet": ("1",)}
    assert profile.columns["accident_id"] == ("AREFNO",)
    assert profile.columns["km"] == ("Km", "m")
    assert profile.values == {"outcome": {"Fatal": "death"}}
    assert profile.conversion == "ask"


def test_defaults_are_one_row_an_accident_and_day_first() -> None:
    profile = profile_from({"name": "x", "kind": "accidents", "columns": {"date": "Ngày"}})
    assert (profile.row, profile.date_order, profile.sheets, profile.header_row) == ("accident", "dmy", None, None)


def test_all_problems_are_said_at_once() -> None:
    wrong = {"kind": "accidents", "row": "record", "date_order": "dym", "columns": {"lat": "Vĩ độ", "cases": "Số vụ"}}
    with pytest.raises(RequestError) as error:
        profile_from(wrong)
    for word in ("record", "dym", "cases", "lat", "ngày xảy ra"):
        assert word in str(error.value)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ({"kind": "xe"}, "xe"),
        ({"kind": "accidents", "columns": {"date": 3}}, "columns.date"),
        ({"kind": "accidents", "columns": ["date"]}, "columns"),
        ({"kind": "accidents", "columns": {"date": "Ngày"}, "colums": {}}, "colums"),
        ({"kind": "accidents", "columns": {"date": "Ngày"}, "crs": "EPSG:1"}, "EPSG:1"),
        ({"kind": "accidents", "columns": {"date": "Ngày"}, "header_row": 0}, "dòng tiêu đề"),
        ({"kind": "accidents", "columns": {"date": "Ngày"}, "header_row": "3"}, "header_row"),
        ({"kind": "accidents", "columns": {"date": ""}}, "date"),
        ({"kind": "accidents", "columns": {"date": "Ngày"}, "values": {"cases": {"a": "b"}}}, "values.cases"),
        ({"kind": "violations", "row": "count", "columns": {"period": "Kỳ"}}, "số trường hợp"),
        ({"kind": "population", "columns": {"area": "Huyện", "year": "Năm"}}, "dân số"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_fault(content: dict[str, object], word: str) -> None:
    with pytest.raises(RequestError, match="Hồ sơ ghép cột") as error:
        profile_from(content)
    assert word in str(error.value)


def test_right_sides_are_checked_against_the_lists(definitions: Definitions) -> None:
    profile = profile_from(
        {"kind": "accidents", "columns": {"date": "d"}, "values": {"mode": {"Train": "rail", "Car": "đường băng"}}}
    )
    with pytest.raises(RequestError, match="đường băng"):
        check_profile(profile, definitions)


def test_accept_conversion_means_convert() -> None:
    assert (
        profile_from({"kind": "accidents", "columns": {"date": "d"}, "accept_conversion": True}).conversion == "convert"
    )


def test_a_file_that_is_no_toml_or_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(RequestError, match="TOML"):
        read_profile(tmp_path / "p.toml")
    with pytest.raises(RequestError, match="Không thấy"):
        read_profile(tmp_path / "khong-co.toml")


def test_written_and_read_again_it_is_the_same(tmp_path: Path) -> None:
    profile = replace(profile_from(tomllib.loads(OF_DESIGN)), sheets=("Sa Pa",), header_row=4, conversion="convert")
    path = tmp_path / "p.toml"
    path.write_text(profile_toml(profile), encoding="utf-8")
    assert read_profile(path) == profile


TEXT = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=12)


@given(TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3))
def test_any_text_survives_the_round_trip(heading: str, theirs: str, name: str, missing: list[str]) -> None:
    profile = Profile(
        name=name,
        kind="accidents",
        row="accident",
        columns={"date": (heading,)},
        values={"area": {theirs: "Sa Pa"}},
        missing=tuple(missing),
        source=name,
    )
    assert profile_from(tomllib.loads(profile_toml(profile))) == profile
