"""Keys for matching: what has to be the same key and what must not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.definitions.names import fold, is_marked, nfc, spelled

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặĐẤỒƯ -.,", max_size=30)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Bát Xát", "bat xat"),
        ("BÁT  XÁT", "bat xat"),
        (unicodedata.normalize("NFD", "Mường Khương"), "muong khuong"),
        ("ĐƯỜNG ĐÈO", "duong deo"),
        ("TX. Sa\u00a0Pa", "tx sa pa"),
        ("QL.4D", "ql 4d"),
        ("Km24+500", "km24 500"),
        ("Số_người/chết", "so nguoi chet"),
        ("", ""),
        ("…", ""),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


def test_spelled_levels_the_place_of_the_tone_mark_only() -> None:
    assert spelled("Hoà Bình") == spelled("HÒA BÌNH") == spelled(unicodedata.normalize("NFD", "Hòa Bình"))
    assert spelled("Thuỷ") == spelled("Thủy")
    assert spelled("Sa Pả") != spelled("Sa Pa")
    assert spelled("Hoa") != spelled("Hòa")
    assert spelled("Đơn") != spelled("Don")


def test_is_marked() -> None:
    assert is_marked("Đo")
    assert is_marked("Pả")
    assert not is_marked("Sa Pa")


def test_nfc_trims_and_composes() -> None:
    assert nfc("\ufeff " + unicodedata.normalize("NFD", "Sa\u00a0\u00a0Pả ")) == "Sa Pả"


@given(VIETNAMESE)
def test_keys_do_not_depend_on_composition_or_case(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(text) == fold(decomposed) == fold(text.upper())
    assert spelled(text) == spelled(decomposed)
    assert fold(fold(text)) == fold(text)
    assert fold(text).isascii()
