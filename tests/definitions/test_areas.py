"""Names of places as they stand in files, and whom they mean; what two may mean is missing."""

import datetime as dt
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from analysis.definitions.areas import Areas, load_areas
from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.reference import open_reference
from analysis.errors import DefinitionError

OFFICIAL = ["080", "082", "083", "084", "085", "086", "087", "088", "089"]


def one(areas: Areas, text: str) -> str:
    """The area code, "" where missing."""
    found = areas.resolve([text]).iloc[0]
    return "" if pd.isna(found) else str(found)


def commune(areas: Areas, text: str, area: str | None = None, day: dt.date | None = None) -> tuple[str, str]:
    found = areas.resolve_commune([text], None if area is None else [area], day=day).fillna("").iloc[0]
    return found["commune_code"], found["area_code"]


def test_nine_in_the_official_order(definitions: Definitions) -> None:
    assert definitions.areas.codes == OFFICIAL
    assert definitions.areas.names["088"] == "TX Sa Pa"
    assert set(definitions.areas.table["valid_to"]) == {"2025-06-30"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TP Lào Cai", "080"),
        ("Thành phố Lào Cai", "080"),
        ("Tp.Lào Cai", "080"),
        ("TPLào Cai", "080"),
        ("THÀNH PHỐ LÀO CAI", "080"),
        ("Lao Cai city", "080"),
        ("Lào Cai", "080"),  # the city where a district is expected
        ("TX Sa Pa", "088"),
        ("TX.SaPa", "088"),
        ("Thị xã Sa Pa", "088"),
        ("Huyện Sa Pa", "088"),  # a district until 2019
        ("SAPA", "088"),
        ("Bát Xát", "082"),
        ("H. Bat Xat", "082"),
        ("  Huyện   Bát Xát ", "082"),
        ("huyen bat xat", "082"),
        (unicodedata.normalize("NFD", "Huyện Bát Xát"), "082"),
        ("Huyện Bát Xát (huyện cũ)", "082"),
        ("Mường Khương", "083"),
        ("Muong Khuong", "083"),
        ("Simacai", "084"),
        ("Si Ma Cai", "084"),
        ("Bắc Hà", "085"),
        ("Công an huyện Bảo Thắng", "086"),
        ("Bảo Yên", "087"),
        ("Văn Bàn\u00a0", "089"),
        ("80", "080"),
        ("080", "080"),
        ("89", "089"),
        ("Xã Y Tý, huyện Bát Xát", "082"),
        ("Phường Kim Tân - TP Lào Cai", "080"),
        ("Bát Xát, Lào Cai", "082"),
        ("Bát Xát, tỉnh Lào Cai", "082"),
        ("", ""),
        ("Không rõ", ""),
        ("tỉnh Lào Cai", ""),
        ("Tỉnh", ""),
        ("Xã Bát Xát", ""),  # the commune of today, not the district
        ("Thị trấn Bắc Hà", ""),
        ("Hà Nội", ""),
        ("Sa Pa, Bát Xát", ""),
        ("8", ""),
        ("0", ""),
        ("-", ""),
    ],
)
def test_resolve(definitions: Definitions, text: str, code: str) -> None:
    assert one(definitions.areas, text) == code


def test_resolve_keeps_the_texts_as_index_also_twice(definitions: Definitions) -> None:
    found = definitions.areas.resolve(pd.Index(["Bắc Hà", "?", "Bắc Hà"]))
    assert found.index.tolist() == ["Bắc Hà", "?", "Bắc Hà"]
    assert found.isna().tolist() == [False, True, False]
    assert definitions.areas.resolve([]).empty


def test_every_name_and_alias_of_ours_is_found(definitions: Definitions) -> None:
    for row in definitions.areas.table.itertuples():
        for name in [row.name, *row.aliases.split("|")]:
            assert one(definitions.areas, name) == row.code, name


def overlay(folder: Path, text: str) -> Areas:
    (folder / "areas.csv").write_text(text, encoding="utf-8")
    return load_areas(open_reference(folder))


def test_names_that_differ_by_marks_only_are_not_guessed(tmp_path: Path) -> None:
    areas = overlay(tmp_path, "code,name\n1,Hà Đông\n2,Hạ Đông\n")
    assert [one(areas, text) for text in ("Hà Đông", "hạ đông", "Ha Dong", "HA DONG")] == ["1", "2", "", ""]


def test_a_city_and_a_district_of_one_name(tmp_path: Path) -> None:
    areas = overlay(tmp_path, "code,name,level\n866,Thành phố Cao Lãnh,thành phố\n873,Huyện Cao Lãnh,huyện\n")
    assert [one(areas, text) for text in ("TP Cao Lãnh", "H. Cao Lanh", "Cao Lãnh")] == ["866", "873", ""]


def test_foreign_areas_with_two_columns(tmp_path: Path) -> None:
    areas = overlay(tmp_path, "code,name\nE08000001,Bolton\nE08000003,Manchester\n")
    assert areas.codes == ["E08000001", "E08000003"]
    assert [one(areas, text) for text in ("Bolton", "e08000003", "BOLTON ", "Leeds")] == [
        "E08000001",
        "E08000003",
        "E08000001",
        "",
    ]
    assert areas.communes.empty
    assert commune(areas, "Phường Kim Tân") == ("", "")


@pytest.mark.parametrize("text", ["name\nBolton\n", "code,name\n1,A\n1,B\n", "code,name\n,A\n"])
def test_wrong_areas_are_definition_errors(tmp_path: Path, text: str) -> None:
    with pytest.raises(DefinitionError, match=r"areas\.csv"):
        overlay(tmp_path, text)


def test_suggestions(definitions: Definitions) -> None:
    assert definitions.areas.suggest("Bát Xắc")[0] == "Bát Xát"
    assert definitions.areas.suggest("H. Mường Khươg") == ["Mường Khương"]
    assert definitions.areas.suggest("Đà Lạt") == []


@pytest.mark.parametrize(
    ("text", "code", "area"),
    [  # one commune of each of the nine districts
        ("Phường Kim Tân", "02647", "080"),
        ("Xã Quang Kim", "02734", "082"),
        ("Lùng Vai", "02785", "083"),
        ("Cán Cấu", "02821", "084"),
        ("Bản Phố", "02866", "085"),
        ("TT Phố Lu", "02905", "086"),
        ("Thị trấn Phố Ràng", "02947", "087"),
        ("Phường Hàm Rồng", "03016", "088"),
        ("Xã Hoà Mạc", "03097", "089"),
        # spelling
        ("xa hoa mac", "03097", "089"),
        ("N.T Phong Hải", "02902", "086"),
        ("02734", "02734", "082"),
        ("2734", "02734", "082"),
        ("Nậm Chảy", "02770", "083"),
        ("Nậm Chầy", "03076", "089"),
        ("Nam Chay", "", ""),  # three read like it
        ("Phường Sa Pả", "03002", "088"),
        ("Sa Pa", "", "088"),  # Sa Pa or Sa Pả, both there
        ("Cam Đường", "", "080"),
        ("Xã Cam Đường", "02674", "080"),
        ("Xã Cam Đường, TP Lào Cai", "02674", "080"),
        # names borne twice
        ("Thanh Bình", "", ""),
        ("Thanh Bình, huyện Mường Khương", "02779", "083"),
        ("Xã Thanh Bình - TX Sa Pa", "03022", "088"),
        ("Nam Cường", "", ""),
        ("Phường Lào Cai", "", ""),
        ("Gia Phú", "02923", ""),  # lies across two districts today
        # the Yên Bái side has a code and no area; unknown
        ("Phường Nghĩa Lộ", "04288", ""),
        ("Xã Không Có", "", ""),
        ("", "", ""),
    ],
)
def test_resolve_commune(definitions: Definitions, text: str, code: str, area: str) -> None:
    assert commune(definitions.areas, text) == (code, area)


@pytest.mark.parametrize(
    ("text", "known", "code", "area"),
    [
        ("Thanh Bình", "083", "02779", "083"),
        ("Thanh Bình", "088", "03022", "088"),
        ("Thanh Bình", "unknown", "", ""),
        ("Thanh Bình", "082", "", ""),  # none there
        ("Nam Cường", "080", "02671", "080"),
        ("Gia Phú", "080", "02923", "080"),
        ("Quang Kim", "082", "02734", "082"),
    ],
)
def test_a_known_area_narrows_down(definitions: Definitions, text: str, known: str, code: str, area: str) -> None:
    assert commune(definitions.areas, text, known) == (code, area)


def test_a_missing_area_says_nothing(definitions: Definitions) -> None:
    found = definitions.areas.resolve_commune(["Quang Kim"] * 3, [float("nan"), None, ""])
    assert found["area_code"].tolist() == ["082"] * 3


def test_the_day_tells_old_from_new_units(definitions: Definitions) -> None:
    before, after = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
    assert commune(definitions.areas, "Gia Phú", day=before) == ("02923", "086")
    assert commune(definitions.areas, "Gia Phú", day=after) == ("02923", "")
    assert commune(definitions.areas, "Nam Cường", day=before) == ("02671", "080")
    assert commune(definitions.areas, "Nam Cường", day=after) == ("04273", "")
    assert commune(definitions.areas, "Phường Lào Cai", day=before) == ("02641", "080")


def test_the_reform_as_published(definitions: Definitions) -> None:
    """FACTS: 151 old communes; 99 new ones, 48 on old Lào Cai ground, 43 in one old district each, 5 across two."""
    communes = definitions.areas.communes
    old, new = communes[communes["valid_to"].ne("")], communes[communes["valid_from"].ne("")]
    counts = old["area_code"].value_counts().reindex(OFFICIAL).tolist()
    assert counts == [17, 21, 16, 10, 18, 14, 17, 16, 22]
    assert len(new) == 99
    districts = new["area_code"].str.split("|").map(lambda codes: len([code for code in codes if code]))
    assert districts.value_counts().to_dict() == {0: 51, 1: 43, 2: 5}
    across = set(new.loc[districts.eq(2), "name"])
    assert across == {"Phường Lào Cai", "Xã Gia Phú", "Xã Cốc San", "Xã Lùng Phình", "Xã Bảo Hà"}
    assert set(old["new_code"]) == set(new.loc[districts.gt(0), "code"])


def test_communes_equal_the_administrative_facts(definitions: Definitions, shared: Path) -> None:
    facts = pd.read_csv(shared / "communes.csv", dtype=str)
    facts = facts[facts["old_province"].eq("Tỉnh Lào Cai")]
    expected = set(zip(facts["old_commune_code"], facts["old_district_code"], facts["new_commune_code"], strict=True))
    old = definitions.areas.communes.query("valid_to != ''")
    assert set(zip(old["code"], old["area_code"], old["new_code"], strict=True)) == expected
    found = definitions.areas.resolve_commune(facts["old_commune"], facts["old_district_code"], day=dt.date(2024, 1, 1))
    assert (found["commune_code"].to_numpy() == facts["old_commune_code"].to_numpy()).all()


def test_names_of_communes_say_where_a_code_was_given_on(definitions: Definitions) -> None:
    names = definitions.areas.commune_names
    assert names["02734"] == "Xã Quang Kim"
    assert names["02647"] == "Phường Kim Tân (nay là Phường Lào Cai)"


def test_areas_do_not_need_our_communes_file_to_name_a_day(tmp_path: Path) -> None:
    (tmp_path / "communes.csv").write_text("code,name,area_code\n02734,Xã Quang Kim,082\n", encoding="utf-8")
    areas = load_definitions(tmp_path).areas
    assert commune(areas, "Quang Kim", day=dt.date(2024, 1, 1)) == ("02734", "082")


def test_two_districts_in_one_text_are_none(definitions: Definitions) -> None:
    areas = definitions.areas
    both = ["Bảo Yên/Bảo Thắng", "Bát Xát - Sa Pa"]
    assert areas.resolve(both).isna().all()
    assert areas.resolve_commune(both).isna().all(axis=None)
    assert areas.named_in(both[0]) == ["Bảo Thắng", "Bảo Yên"]
