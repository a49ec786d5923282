from __future__ import annotations

from pathlib import Path

import pytest

from analysis.definitions.catalogue import load_definitions
from analysis.errors import DefinitionError

HEAD = "code,name,line,km_m,kind,lat,lon\n"


def overlaid(folder: Path, rows: str) -> Path:
    (folder / "rail_crossings.csv").write_text(HEAD + rows, encoding="utf-8")
    return folder


def test_our_template_has_no_row_and_is_read() -> None:
    assert load_definitions().rail_crossings().empty


def test_a_crossing_is_read_with_metres_and_degrees(tmp_path: Path) -> None:
    rows = 'R1,Đường ngang ga,Yên Viên - Lào Cai,Km293+500,có người gác,"22,48",103.97\nR2,,,,,22.4,103.9\n'
    found = load_definitions(overlaid(tmp_path, rows)).rail_crossings()
    assert found["km_m"].tolist()[0] == 293500
    assert found["km_m"].isna().tolist() == [False, True]
    assert found[["lat", "lon"]].iloc[0].tolist() == [22.48, 103.97]


@pytest.mark.parametrize(
    "row", ["R1,,,,,,103.9\n", "R1,,,,,22.4,1039\n", "R1,,,Km?,,22.4,103.9\n", "R,,,,,1,1\nR,,,,,1,1\n"]
)
def test_what_cannot_be_read_is_said(tmp_path: Path, row: str) -> None:
    with pytest.raises(DefinitionError, match="rail_crossings"):
        load_definitions(overlaid(tmp_path, row)).rail_crossings()


def test_tiles_are_off_until_an_address_is_written(tmp_path: Path) -> None:
    assert load_definitions().map_tiles == {}
    text = '[map]\ntile_address = "https://tiles.example/{z}/{x}/{y}.png"\ntile_attribution = "© thử"\n'
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    assert load_definitions(tmp_path).map_tiles == {
        "address": "https://tiles.example/{z}/{x}/{y}.png",
        "attribution": "© thử",
    }
