"""Kilometrings, km posts, junctions: our templates are empty, a good file is read, a bad one names what is wrong."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.road_network import CHAINAGES, post_metres
from analysis.errors import DefinitionError

HEAD = "road,chainage,valid_from,valid_to,from_m,to_m,line,line_from_m,line_to_m\n"


def overlaid(folder: Path, name: str, text: str) -> Definitions:
    (folder / name).write_text(text, encoding="utf-8")
    return load_definitions(folder)


def test_our_templates_have_no_row(definitions: Definitions) -> None:
    assert definitions.chainages().empty
    assert definitions.km_posts().empty
    assert definitions.junctions().empty
    assert definitions.projected_crs == "EPSG:9208"


@pytest.mark.parametrize(
    ("text", "metres"),
    [("24500", 24_500), ("Km24+500", 24_500), ("km 24 + 5", 24_005), ("0", 0), ("Km24", None), ("", None), ("x", None)],
)
def test_posts_are_metres_or_km_plus_metres(text: str, metres: int | None) -> None:
    assert post_metres(text) == metres


def test_a_stretch_without_a_line_is_its_own(tmp_path: Path) -> None:
    text = HEAD + "QL4E,QL4E-2019,2019-01-01,,Km0+000,Km44+000,,,\n"
    table = overlaid(tmp_path, "chainages.csv", text).chainages()
    assert table[list(CHAINAGES)].iloc[0].tolist()[:2] == ["QL4E", "QL4E-2019"]
    assert table["valid_from"].iloc[0] == pd.Timestamp("2019-01-01")
    assert pd.isna(table["valid_to"].iloc[0])
    row = table.iloc[0]
    assert (row["from_m"], row["to_m"], row["line"], row["line_from_m"], row["line_to_m"]) == (
        0,
        44_000,
        "QL4E-2019",
        0,
        44_000,
    )


def test_stretches_may_touch_in_place_and_in_time(tmp_path: Path) -> None:
    rows = "QL4E,old,,2018-12-31,0,1000,L,0,1000\nQL4E,new,2019-01-01,,0,1000,L,500,1500\n"
    rows += "QL4E,new,2019-01-01,,1000,2000,M,0,1000\n"
    assert len(overlaid(tmp_path, "chainages.csv", HEAD + rows).chainages()) == 3


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("QL4E,a,,,0,1000,L,0,1000\nQL4E,b,2019-01-01,,999,2000,L,0,1000\n", "hai lý trình"),
        ("QL4E,a,,2019-01-01,0,1000,L,0,1000\nQL4E,b,2019-01-01,,0,2000,L,0,1000\n", "hai lý trình"),
        ("QL4E,a,,,1000,1000,L,0,1000\n", "from_m"),
        ("QL4E,a,,,0,abc,L,0,1000\n", "lý trình không đọc được"),
        ("QL4E,a,01/01/2019,,0,1000,L,0,1000\n", "ngày viết sai"),
        (",a,,,0,1000,L,0,1000\n", "để trống"),
    ],
)
def test_bad_kilometrings_are_named(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        overlaid(tmp_path, "chainages.csv", HEAD + rows).chainages()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("km_posts.csv", "road,km_m,lat,lon\nQL70,1000,22.5,x\n", "không phải số"),
        ("km_posts.csv", "road,km_m,lat,lon\nQL70,1000,2485000,420000\n", "WGS84"),
        ("km_posts.csv", "road,km_m,lat,lon\nQL70,1000,22.5,104\nQL70,Km1+000,22.6,104\n", "lặp lại"),
        ("km_posts.csv", "road,km_m,lat\nQL70,1000,22.5\n", "thiếu cột: lon"),
        ("junctions.csv", "code,name,lat,lon,radius_m\nJ,Nút,22.5,104,0\n", "bán kính"),
        ("junctions.csv", "code,name,lat,lon,radius_m\nJ,A,22.5,104,50\nJ,B,22.5,104,50\n", "lặp lại"),
    ],
)
def test_bad_posts_and_junctions_are_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    definitions = overlaid(tmp_path, name, text)
    with pytest.raises(DefinitionError, match=said):
        definitions.km_posts() if name == "km_posts.csv" else definitions.junctions()


def test_numbers_with_a_decimal_comma_and_a_semicolon_file(tmp_path: Path) -> None:
    posts = overlaid(tmp_path, "km_posts.csv", "road;km_m;lat;lon\nQL70;Km1+000;22,5;104,25\n").km_posts()
    assert posts.iloc[0].tolist() == ["QL70", "QL70", 1000, 22.5, 104.25]


def test_foreign_areas_do_not_get_our_roads(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text("code,name\nE08000001,Bolton\n")
    definitions = load_definitions(tmp_path)
    assert definitions.projected_crs == ""
    assert definitions.junctions().columns.tolist() == definitions.junctions().columns.unique().tolist()
    assert definitions.chainages().empty


def test_the_office_folder_lies_between_ours_and_the_one_asked_for(tmp_path: Path) -> None:
    office, asked = tmp_path / "office", tmp_path / "asked"
    for folder, name in ((office, "Văn phòng"), (asked, "Được chọn")):
        folder.mkdir()
        (folder / "settings.toml").write_text(f'province_name = "{name}"\n', encoding="utf-8")
    (office / "junctions.csv").write_text("code,name,lat,lon,radius_m\nJ,Nút,22.5,104,50\n", encoding="utf-8")
    assert load_definitions(office=office).province_name == "Văn phòng"
    both = load_definitions(asked, office=office)
    assert both.province_name == "Được chọn"
    assert len(both.junctions()) == 1
    assert load_definitions(office=tmp_path / "not there").province_name == "tỉnh Lào Cai"
