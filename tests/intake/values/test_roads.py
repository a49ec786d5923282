import unicodedata

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.definitions.catalogue import Definitions
from analysis.intake.values.roads import combine_km, parse_km, parse_road

LAW = settings(deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("QL70", "QL70", "national"),
        ("QL 70", "QL70", "national"),
        ("ql.70", "QL70", "national"),
        ("Quốc lộ 70", "QL70", "national"),
        ("Quốc lộ số 70", "QL70", "national"),
        ("QL.4D", "QL4D", "national"),
        ("QL 4 D", "QL4D", "national"),
        ("Quốc lộ 4đ", "QL4D", "national"),
        ("QL 4D đoạn qua Sa Pa", "QL4D", "national"),
        ("QL70 Bảo Yên", "QL70", "national"),
        ("Km24+500 QL279", "QL279", "national"),
        ("QL32", "QL32", "national"),  # not in the list
        ("ĐT151", "ĐT151", "provincial"),
        ("ĐT.151", "ĐT151", "provincial"),
        ("DT 151", "ĐT151", "provincial"),
        ("TL151", "ĐT151", "provincial"),
        ("Tỉnh lộ 151", "ĐT151", "provincial"),
        ("Đường tỉnh 151", "ĐT151", "provincial"),
        ("TL 151B", "ĐT151B", "provincial"),  # another road than 151
        ("CT05", "CT05", "expressway"),
        ("CT 5", "CT05", "expressway"),
        ("cao tốc Nội Bài - Lào Cai", "CT05", "expressway"),
        ("Đường cao tốc Nội Bài – Lào Cai, xã Gia Phú", "CT05", "expressway"),
        ("ĐH.12", "ĐH12", "district"),
        ("ĐX 3", "ĐX3", "commune"),
        ("đường liên thôn Nậm Mòn", "đường liên thôn Nậm Mòn", "commune"),
        ("đường đô thị", "đường đô thị", "urban"),
        ("Đường phố Hoàng Liên", "Đường phố Hoàng Liên", "urban"),
        ("đường Hoàng Liên", "đường Hoàng Liên", "unknown"),  # street or not: the words do not say
        ("Phố Lu", "Phố Lu", "unknown"),  # a town
        ("quốc lộ", "quốc lộ", "national"),
        ("A6", "A6", "unknown"),
        ("", "unknown", "unknown"),
        ("  ", "unknown", "unknown"),
    ],
)
def test_roads(definitions: Definitions, text: str, label: str, kind: str) -> None:
    row = parse_road(pd.Index([text]), definitions).iloc[0]
    assert (definitions.codes["roads"].labels.get(row["road"], row["road"]), row["road_class"]) == (label, kind)


def test_listed_roads_are_given_by_their_code_and_the_rest_by_its_own_words(definitions: Definitions) -> None:
    texts = pd.Index(["Tỉnh lộ 151", unicodedata.normalize("NFD", "đường  vào mỏ"), ""])
    found = parse_road(texts, definitions)
    assert found["road"].iloc[0] in definitions.codes["roads"].codes
    assert found["road"].tolist()[1:] == ["đường vào mỏ", "unknown"]
    assert found.index.equals(texts)


@pytest.mark.parametrize(
    ("text", "metres", "road"),
    [
        ("Km24+500 QL70", 24_500, "QL70"),
        ("QL.4D, Km 24 + 500m", 24_500, "QL4D"),
        ("Km24+500/ĐT151", 24_500, "ĐT151"),
        ("Km 142+ 200", 142_200, ""),
        ("Km52+50m", 52_050, ""),
        ("Km24+5", 24_005, ""),
        ("Km 143", 143_000, ""),
        ("Km143,5", 143_500, ""),
        ("Km0+000", 0, ""),
        ("lý trình Km24+500 (bên phải tuyến)", 24_500, ""),
        ("K24+500", 24_500, ""),
        ("24+500", 24_500, ""),
        ("143", 143_000, ""),
        ("143,5", 143_500, ""),
        ("143.5 km", 143_500, ""),
        ("Km24+1340", 25_340, ""),  # a kilometre longer than 1.000 m
    ],
)
def test_positions(text: str, metres: int, road: str) -> None:
    row = parse_km(pd.Index([text])).iloc[0]
    assert (row["km_m"], row["road"]) == (metres, road)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "Km", "QL70", "Km24+500 - Km25+200", "Km24-500", "Km24 500", "Km24,5+500", "Km24+5000", "24500", "-5"],
)
def test_no_single_position_is_missing(text: str) -> None:
    assert parse_km(pd.Index([text]))["km_m"].isna().all()


@LAW
@given(st.integers(0, 2999), st.integers(0, 999))
def test_a_written_position_is_read_back(kilometres: int, metres: int) -> None:
    expected = kilometres * 1000 + metres
    texts = [
        f"Km{kilometres}+{metres:03d}",
        f"Km {kilometres} + {metres}m QL70",
        f"{kilometres}+{metres}",
        f"K{kilometres}+{metres}",
    ]
    texts += [f"{kilometres},{metres:03d}", f"Km{kilometres}.{metres:03d}"]
    assert parse_km(pd.Index(texts))["km_m"].tolist() == [expected] * len(texts)


@pytest.mark.parametrize(
    ("km", "m", "metres"),
    [
        ("24", "500", 24_500),
        ("24", "+500m", 24_500),
        ("24", "500,0", 24_500),
        ("24", "", 24_000),
        ("Km24", "5", 24_005),
        ("24+500", "", 24_500),
        ("24,5", "0", 24_500),
        ("24.0", "500", 24_500),
    ],
)
def test_kilometres_and_metres_in_two_columns(km: str, m: str, metres: int) -> None:
    assert combine_km(pd.Series([km], index=[7]), pd.Series([m], index=[7])).to_dict() == {7: metres}


@pytest.mark.parametrize(
    ("km", "m"), [("", "500"), ("x", "500"), ("24", "x"), ("24+500", "200"), ("24,5", "500"), ("24", "5000")]
)
def test_two_columns_that_give_no_position(km: str, m: str) -> None:
    assert combine_km(pd.Series([km]), pd.Series([m])).isna().all()
