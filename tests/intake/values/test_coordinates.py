from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from analysis.errors import RequestError
from analysis.intake.values.angles import parse_degrees
from analysis.intake.values.coordinates import to_wgs84

LAW = settings(deadline=None, derandomize=True)

BOX = (103.0, 21.4, 105.2, 23.4)
LAT, LON = 22.4792, 103.97  # 22°28'45.12", 103°58'12"
LATS, LONS = st.floats(21.9, 22.8), st.floats(103.6, 104.6)
FORWARD = Transformer.from_crs("EPSG:4326", "EPSG:9208", always_xy=True)


def read(first: str, second: str, **options: Any) -> tuple[float, float, str, str]:
    frame = to_wgs84(pd.Series([first]), pd.Series([second]), **options)
    row = frame.iloc[0]
    return row["lat"], row["lon"], row["position_source"], row["note"]


@pytest.mark.parametrize(
    ("first", "second", "note"),
    [
        ("22.4792", "103.97", ""),
        ("22,4792", "103,97", ""),
        ("22.4792°", "103.97°", ""),
        ("22.4792N", "103.97 E", ""),
        ("B 22,4792", "Đ 103,97", ""),
        ("Vĩ độ: 22.4792", "Kinh độ: 103.97", ""),
        ("22°28'45.12\"N", "103°58'12\"E", "dms"),
        ("22°28’45,12″ Bắc", "103°58’12″ Đông", "dms"),
        ("22 28 45.12", "103 58 12", "dms"),
        ("22:28:45.12", "103:58:12", "dms"),
        ("22 độ 28 phút 45,12 giây", "103 độ 58 phút 12 giây", "dms"),
        ("22°28.752'", "103°58.2'", "dms"),
        ("103.97", "22.4792", "swapped"),  # 103 is no latitude
        ("103.97E", "22.4792N", "swapped"),
        ("22.4792, 103.97", "22.4792, 103.97", ""),
        ("22.4792,103.97", "22.4792,103.97", ""),
        ("22°28'45.12\"N 103°58'12\"E", "22°28'45.12\"N 103°58'12\"E", "dms"),
    ],
)
def test_degrees_in_every_writing(first: str, second: str, note: str) -> None:
    lat, lon, source, said = read(first, second)
    assert (round(lat, 9), round(lon, 9), source, said) == (LAT, LON, "coordinates", note)


@pytest.mark.parametrize(("first", "second"), [("", ""), ("0", "0"), ("0.0", "0,0"), (" ", "")])
def test_nothing_written_is_no_position_and_no_fault(first: str, second: str) -> None:
    lat, lon, source, note = read(first, second)
    assert np.isnan([lat, lon]).all()
    assert (source, note) == ("", "")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("22.48", ""),
        ("abc", "103.97"),
        ("22°61'", "103°58'"),
        ("22°28'60\"", "103°58'12\""),
        ("22.48N", "103.97N"),
        ("95", "96"),
        ("600000", "2485123"),  # no easting of the province
        ("nan", "103"),
    ],
)
def test_what_is_no_position_is_said(first: str, second: str) -> None:
    lat, lon, source, note = read(first, second, box=BOX)
    assert np.isnan([lat, lon]).all()
    assert (source, note) == ("", "unreadable")


def test_the_box_exchanges_only_points_that_then_lie_inside() -> None:
    greater_manchester = (-2.8, 53.3, -1.9, 53.7)
    assert read("-2.2", "53.5", box=greater_manchester) == (53.5, -2.2, "coordinates", "swapped")
    assert read("53.5", "-2.2", box=greater_manchester) == (53.5, -2.2, "coordinates", "")
    assert read("10.0", "20.0", box=greater_manchester) == (10.0, 20.0, "coordinates", "")  # outside both ways: kept
    assert read("-2.2", "53.5") == (-2.2, 53.5, "coordinates", "")  # possible, and nothing says otherwise


def test_x_and_y_are_longitude_and_latitude() -> None:
    assert read("103.97", "22.48", axes="x_y") == (22.48, 103.97, "coordinates", "")
    assert read("22.48", "103.97", axes="x_y", box=BOX) == (22.48, 103.97, "coordinates", "swapped")
    with pytest.raises(ValueError, match="y_x"):
        read("1", "2", axes="y_x")


@pytest.mark.parametrize("northing_first", [True, False])
@pytest.mark.parametrize(
    ("options", "note"),
    [({}, "vn2000"), ({"axes": "x_y"}, "vn2000"), ({"crs": "EPSG:4326"}, "vn2000"), ({"crs": "EPSG:9208"}, "")],
)
@settings(LAW, max_examples=10)
@given(st.lists(st.tuples(LATS, LONS), min_size=1))
def test_vn2000_is_recognised_by_size_in_either_order(
    northing_first: bool, options: dict[str, str], note: str, points: list[tuple[float, float]]
) -> None:
    lat, lon = np.array(points).T
    east, north = (pd.Series([f"{metres:.4f}" for metres in part]) for part in FORWARD.transform(lon, lat))
    found = to_wgs84(*((north, east) if northing_first else (east, north)), **options)
    assert np.allclose(found["lat"], lat, rtol=0, atol=1e-6)
    assert np.allclose(found["lon"], lon, rtol=0, atol=1e-6)
    assert set(found["note"]) == {note}


def test_vn2000_against_the_known_centre() -> None:
    # On the central meridian the easting is 500.000; 104°45' is 104.75. VN-2000 and WGS84 lie some 200 m apart.
    lat, lon, *_ = read("2485000", "500000", crs="EPSG:9208")
    assert abs(lon - 104.75) < 0.003
    assert abs(lat - 2485000 / 110_744) < 0.1  # 110.744 m a degree of the meridian near 22°, roughly


def test_vn2000_with_vietnamese_marks() -> None:
    plain = read("2485123.45", "420123.4")
    assert read("2.485.123,45", "420.123,4") == plain
    assert read("2485123,45; 420123,4", "2485123,45; 420123,4") == plain
    assert read("2.485.123", "420.123")[:2] == read("2485123", "420123")[:2]


def test_any_epsg_code() -> None:
    # Ordnance Survey grid of Manchester Town Hall: 383825 E, 398085 N is 53.4795 N, 2.2451 W (OS, Airy 1830).
    for options in ({"axes": "x_y"}, {"axes": "x_y", "crs": "27700"}):
        lat, lon, _, note = read("383825", "398085", **{"crs": "EPSG:27700", **options})
        assert (round(lat, 3), round(lon, 3), note) == (53.479, -2.245, "")
    lat, lon, _, note = read("651409", "313177", crs="EPSG:27700", box=(1.5, 52.5, 1.9, 52.8))
    assert (round(lat, 3), round(lon, 3), note) == (52.658, 1.716, "swapped")  # OS guide: 52°39'27.25"N 1°42'57.8"E


def test_an_unknown_crs_is_a_request_that_cannot_be_met() -> None:
    with pytest.raises(RequestError, match="EPSG:999999"):
        read("1", "2", crs="EPSG:999999")


@LAW
@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 5999))
def test_degrees_minutes_seconds_are_read_back(degrees: int, minutes: int, hundredths: int) -> None:
    expected = degrees + minutes / 60 + hundredths / 360_000
    seconds = f"{hundredths / 100:.2f}"
    texts = [
        f"{degrees}°{minutes}'{seconds}\"",
        f"{degrees} {minutes} {seconds}",
        f"{degrees}°{minutes:02d}'{seconds}''N",
    ]
    texts += [
        f"{degrees} độ {minutes} phút {seconds.replace('.', ',')} giây",
        f"{expected:.10f}",
        f"{expected:.10f}".replace(".", ","),
    ]
    found = parse_degrees(pd.Index(texts))
    assert np.allclose(found["degrees"], expected, rtol=0, atol=1e-9)
    assert found["dms"].tolist() == [True] * 4 + [False] * 2
    south = parse_degrees(pd.Index([f"{degrees}°{minutes}'{seconds}\"S"]))
    assert np.allclose(south["degrees"], -expected, rtol=0, atol=1e-9)


def test_rows_keep_their_index_and_order() -> None:
    first = pd.Series(["22.1", "", "22.3"], index=[5, 3, 9], dtype="category")
    second = pd.Series(["104.1", "", "104.3"], index=[5, 3, 9])
    found = to_wgs84(first, second)
    assert found.index.tolist() == [5, 3, 9]
    assert found["lat"].dropna().to_dict() == {5: 22.1, 9: 22.3}
    assert [str(dtype) for dtype in found.dtypes] == ["float64", "float64", "str", "str"]
