"""Kind and name of a place as it is written."""

import pytest

from analysis.definitions.place_names import parts_of, read_place


@pytest.mark.parametrize(
    ("text", "kind", "bare"),
    [
        ("Huyện Bát Xát", "huyện", "Bát Xát"),
        ("H.Bát Xát", "huyện", "Bát Xát"),
        ("TX. Sa Pa", "thị xã", "Sa Pa"),
        ("Tp.Lào Cai", "thành phố", "Lào Cai"),
        ("T.P Lào Cai", "thành phố", "Lào Cai"),
        ("TT. Bát Xát", "thị trấn", "Bát Xát"),
        ("P. Kim Tân", "phường", "Kim Tân"),
        ("Công an huyện Văn Bàn", "huyện", "Văn Bàn"),
        ("Bảo Yên (huyện cũ)", "", "Bảo Yên"),
        ("Xã", "", "Xã"),
        ("Thành phố", "", "Thành phố"),
        ("Hà Nội", "", "Hà Nội"),
        ("", "", ""),
    ],
)
def test_read_place(text: str, kind: str, bare: str) -> None:
    place = read_place(text)
    assert (place.kind, place.bare) == (kind, bare)


def test_parts() -> None:
    assert parts_of("Xã Y Tý, huyện Bát Xát") == ["Xã Y Tý", "huyện Bát Xát"]
    assert parts_of("P. Kim Tân - TP Lào Cai") == ["P. Kim Tân", "TP Lào Cai"]
    assert parts_of("Nội Bài-Lào Cai") == ["Nội Bài-Lào Cai"]
    assert parts_of(" ,") == []
