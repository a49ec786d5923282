"""Code lists: every list is whole and unambiguous, and the words of files find their codes."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.codes import CODE_LISTS, load_code_list
from analysis.definitions.reference import open_reference, split_aliases
from analysis.errors import DefinitionError


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("severity", "Đặc biệt nghiêm trọng", "especially_serious"),
        ("severity", "RẤT NGHIÊM TRỌNG", "very_serious"),
        ("severity", "Nghiêm trọng", "serious"),
        ("severity", "it nghiem trong", "less_serious"),
        ("severity", "Va chạm", "collision"),
        ("severity", "collision", "collision"),
        ("modes", "Đường thuỷ nội địa", "water"),
        ("modes", "đường sắt", "rail"),
        ("causes", "Vi phạm tốc độ", "speed"),
        ("causes", "Nồng độ cồn", "alcohol"),
        ("causes", "Đi sai phần đường, làn đường", "wrong_lane"),
        ("causes", "Kết cấu hạ tầng", "infrastructure"),
        ("behaviours", "Không đội mũ bảo hiểm", "helmet"),
        ("behaviours", "Ma tuý", "drug"),
        ("behaviours", "Không có GPLX", "no_licence"),
        ("vehicle_types", "Xe máy", "motorcycle"),
        ("vehicle_types", "Ôtô tải", "truck"),
        ("road_classes", "Quốc lộ", "national"),
        ("road_classes", "Tỉnh lộ", "provincial"),
        ("roads", "QL.4D", "QL4D"),
        ("roads", "Quốc lộ 4D", "QL4D"),
        ("roads", "ql 70", "QL70"),
        ("roads", "TL151", "DT151"),
        ("roads", "ĐT.162", "DT162"),
        ("roads", "Nội Bài-Lào Cai", "CT05"),
        ("enforced_by", "CSGT", "csgt"),
        ("enforced_by", "Công an xã", "commune_police"),
        ("enforced_by", "Phạt nguội", "camera"),
        ("sexes", "Nữ", "female"),
        ("sexes", "nam", "male"),
        ("outcomes", "Tử vong", "death"),
        ("outcomes", "Bị thương", "injured"),
        ("yes_no", "x", "yes"),
        ("yes_no", "Không", "no"),
        ("severity", "Không rõ", "unknown"),
        ("roads", "QL32", ""),
        ("causes", "", ""),
        ("causes", "Đâm vào trâu", ""),
    ],
)
def test_words_of_files(definitions: Definitions, name: str, text: str, code: str) -> None:
    found = definitions.codes[name].resolve([text])
    assert found.index.tolist() == [text]
    assert found.fillna("").tolist() == [code]


@pytest.mark.parametrize("name", CODE_LISTS)
def test_every_word_of_a_list_means_its_own_code(definitions: Definitions, name: str) -> None:
    table = definitions.codes[name].table
    for row in table.itertuples():
        words = [row.code, row.label, *split_aliases(row.aliases)]
        assert set(definitions.codes[name].resolve(words)) == {row.code}
        assert row.label


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("severity", ["especially_serious", "very_serious", "serious", "less_serious", "collision", "unknown"]),
        ("modes", ["road", "rail", "water", "unknown"]),
        (
            "road_classes",
            ["expressway", "national", "provincial", "district", "commune", "urban", "special", "unknown"],
        ),
        ("outcomes", ["death", "injured", "missing", "unhurt", "unknown"]),
        ("enforced_by", ["csgt", "inspectorate", "commune_police", "camera", "gps_device", "unknown"]),
        ("sexes", ["male", "female", "unknown"]),
    ],
)
def test_codes_are_the_promised_ones(definitions: Definitions, name: str, codes: list[str]) -> None:
    assert definitions.codes[name].codes == codes


def test_roads_have_a_class_that_exists(definitions: Definitions) -> None:
    roads = definitions.codes["roads"]
    assert set(roads.column("class").values()) <= set(definitions.codes["road_classes"].codes)
    assert roads.labels["DT151"] == "ĐT151"
    assert roads.column("class")["CT05"] == "expressway"
    assert [code for code in roads.codes if code.startswith("DT")] == [f"DT{number}" for number in range(151, 163)]


def test_the_plans_direct_violations_are_all_there(definitions: Definitions) -> None:
    """Annex IV.2 names ten."""
    for name in ("causes", "behaviours"):
        groups = definitions.codes[name].column("group")
        assert len([code for code, group in groups.items() if group == "direct"]) == 10
    indirect = [code for code, group in definitions.codes["causes"].column("group").items() if group == "indirect"]
    assert len(indirect) == 7


def test_deaths_that_make_a_class_certain(definitions: Definitions) -> None:
    assert definitions.codes["severity"].column("from_deaths") == {
        "especially_serious": "3",
        "very_serious": "2",
        "serious": "1",
        "less_serious": "",
        "collision": "",
        "unknown": "",
    }


def test_a_list_with_code_and_name_only(tmp_path: Path) -> None:
    (tmp_path / "modes.csv").write_text("code,name\nroad,Road\n")
    modes = load_code_list(open_reference(tmp_path), "modes")
    assert modes.labels == {"road": "Road"}
    assert modes.resolve(["ROAD", "rail"]).isna().tolist() == [False, True]


@pytest.mark.parametrize("text", ["label\nRoad\n", "code\nroad\n", "code,label\nroad,A\nroad,B\n"])
def test_wrong_lists_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "modes.csv").write_text(text)
    with pytest.raises(DefinitionError, match=r"modes\.csv"):
        load_code_list(open_reference(tmp_path), "modes")


def test_a_word_of_two_codes_is_missing(tmp_path: Path) -> None:
    (tmp_path / "modes.csv").write_text("code,label,aliases\na,One,x|y\nb,Two,x;z\n")
    found = load_code_list(open_reference(tmp_path), "modes").resolve(pd.Index(["x", "y", "z"]))
    assert found.fillna("").tolist() == ["", "a", "b"]
