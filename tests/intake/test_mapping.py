from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.intake.files.read import TextTable
from analysis.intake.identity import identity_columns
from analysis.intake.mapping import missing_keys, suggest_profile
from analysis.intake.profiles import Profile


def table(rows: Sequence[dict[str, str]], sheet: str = "") -> TextTable:
    headings = tuple(rows[0])

    def chunks(columns: Sequence[str]) -> Iterator[pd.DataFrame]:
        yield pd.DataFrame(rows, dtype="str")[list(columns)]

    return TextTable(sheet, headings, 1, "utf-8", ";", (), chunks)


def suggested(definitions: Definitions, *headings: str, kind: str = "accidents", **cells: str) -> Profile:
    return suggest_profile([table([{heading: cells.get(heading, "") for heading in headings}])], kind, definitions)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Ngày xảy ra", "date"),
        ("NGÀY XẢY RA", "date"),
        ("ngay xay ra", "date"),
        ("Giờ", "time"),
        ("Thời gian xảy ra", "datetime"),
        ("Địa bàn", "area"),
        ("Huyện", "area"),
        ("Quận, huyện", "area"),
        ("Quận/huyện", "area"),
        ("Xã/phường", "commune"),
        ("Tuyến đường", "road"),
        ("Lý trình", "km"),
        ("Số người / Chết", "deaths"),
        ("Số người chết", "deaths"),
        ("Hậu quả / Số người / Bị thương", "injured"),
        ("Số người bị thương", "injured"),
        ("Mất tích", "missing_people"),
        ("Mức độ", "severity"),
        ("Nguyên nhân", "cause"),
        ("Loại phương tiện", "vehicle_types"),
        ("Thiệt hại (triệu đồng)", "damage_million_vnd"),
        ("Nồng độ cồn", "alcohol"),
        ("Mã vụ", "accident_id"),
    ],
)
def test_headings_of_the_offices_are_known(definitions: Definitions, heading: str, key: str) -> None:
    assert suggested(definitions, "STT", heading).columns == {key: (heading,)}


def test_coordinates_are_known_in_degrees_and_metres(definitions: Definitions) -> None:
    assert suggested(definitions, "Kinh độ", "Vĩ độ").columns == {"lat": ("Vĩ độ",), "lon": ("Kinh độ",)}
    assert suggested(definitions, "X", "Y").columns == {"x": ("X",), "y": ("Y",)}


def test_the_number_in_the_list_is_no_id(definitions: Definitions) -> None:
    assert suggested(definitions, "STT", "Ngày").columns == {"date": ("Ngày",)}


def test_day_month_and_year_in_columns_of_their_own_make_the_date(definitions: Definitions) -> None:
    assert suggested(definitions, "Ngày", "Tháng", "Năm", "Km", "m").columns == {
        "date": ("Ngày", "Tháng", "Năm"),
        "km": ("Km", "m"),
    }


def test_a_whole_date_beside_its_parts_comes_first(definitions: Definitions) -> None:
    assert suggested(definitions, "date", "day", "month", "year").columns == {"date": ("date",)}


def test_identity_columns_are_never_offered(definitions: Definitions) -> None:
    headings = ["Họ và tên", "Số CCCD", "Biển số xe", "Số điện thoại", "Số GPLX", "Dân tộc", "Ngày sinh", "Địa chỉ"]
    assert suggested(definitions, *headings).columns == {}
    assert identity_columns([*headings, "Ngày", "Địa điểm", "Tuyến đường"]) == headings


def test_licences_revoked_and_vehicles_held_are_counts_and_no_identity() -> None:
    assert identity_columns(["Số GPLX bị tước", "Số xe tạm giữ", "Trừ điểm GPLX", "Tuổi nạn nhân"]) == []


def test_sheets_named_after_districts_give_the_area(definitions: Definitions) -> None:
    rows = [{"Ngày": "1/2/2024", "Chết": "1"}]
    profile = suggest_profile([table(rows, "Sa Pa"), table(rows, "Bát Xát")], "accidents", definitions)
    assert profile.columns["area"] == ("@sheet",)


def test_sheets_of_other_names_do_not(definitions: Definitions) -> None:
    profile = suggest_profile([table([{"Ngày": "1/2/2024"}], "Sheet1")], "accidents", definitions)
    assert "area" not in profile.columns


@pytest.mark.parametrize(("text", "order"), [("25/12/2024", "dmy"), ("12/25/2024", "mdy"), ("05/06/2024", "dmy")])
def test_the_date_order_is_read_from_the_dates(definitions: Definitions, text: str, order: str) -> None:
    profile = suggest_profile([table([{"Ngày": text}, {"Ngày": "01/02/2024"}])], "accidents", definitions)
    assert profile.date_order == order


def test_ids_that_repeat_beside_an_outcome_are_casualties(definitions: Definitions) -> None:
    def row(number: str) -> dict[str, str]:
        return {"Mã vụ": number, "Ngày": "1/2/2024", "Hậu quả": "Chết"}

    casualties = suggest_profile([table([row("7"), row("7")])], "accidents", definitions)
    accidents = suggest_profile([table([row("7"), row("8")])], "accidents", definitions)
    assert (casualties.row, accidents.row) == ("casualty", "accident")


def test_violations_with_a_number_of_cases_are_counts(definitions: Definitions) -> None:
    counts = suggested(definitions, "Kỳ", "Huyện", "Hành vi", "Số trường hợp", kind="violations")
    records = suggested(definitions, "Số biên bản", "Ngày", "Huyện", "Hành vi", kind="violations")
    assert (counts.row, records.row) == ("count", "record")
    assert "cases" not in records.columns


def test_one_column_a_behaviour_is_seen(definitions: Definitions) -> None:
    profile = suggested(definitions, "Tháng", "Huyện", "Nồng độ cồn", "Tốc độ", "Tổng", kind="violations")
    assert profile.columns["behaviour"] == ("@heading",)
    assert profile.columns["cases"] == ("Nồng độ cồn", "Tốc độ")


def test_what_is_missing_is_named() -> None:
    profile = Profile(name="", kind="population", row="area", columns={"area": ("Huyện",)})
    assert missing_keys(profile) == ("year", "people")
    assert missing_keys(Profile(name="", kind="accidents", row="accident", columns={"datetime": ("t",)})) == ()


def test_headings_in_tcvn3_are_read(definitions: Definitions) -> None:
    # "Ngày xảy ra", "Huyện", "Số người chết", "Số người bị thương" with the letters of TCVN3 seen as windows-1252.
    headings = ["Ngµy x¶y ra", "HuyÖn", "Sè ng\u00adêi chÕt", "Sè ng\u00adêi bÞ th\u00ad¬ng"]
    assert list(suggested(definitions, *headings).columns) == ["date", "area", "deaths", "injured"]


@pytest.mark.parametrize(
    ("headings", "key", "taken"),
    [
        (("Ngày lập biên bản", "Ngày xảy ra"), "date", "Ngày xảy ra"),
        (("Ngày", "Ngày xảy ra TNGT"), "date", "Ngày xảy ra TNGT"),
        (("Ngày lập biên bản", "Ngày xảy ra vụ việc"), "date", "Ngày xảy ra vụ việc"),
        (("Ngày báo cáo", "Thời gian xảy ra"), "datetime", "Thời gian xảy ra"),
        (("Công an huyện", "Huyện"), "area", "Huyện"),
        (("Đơn vị", "Địa bàn xảy ra"), "area", "Địa bàn xảy ra"),
        (("Ngày lập biên bản", "Chết"), "date", "Ngày lập biên bản"),
    ],
)
def test_the_day_and_place_of_the_event_come_before_those_of_the_paper(
    definitions: Definitions, headings: tuple[str, ...], key: str, taken: str
) -> None:
    columns = suggested(definitions, *headings).columns
    assert columns[key] == (taken,)
    assert len({"date", "datetime"} & set(columns)) <= 1


def test_a_unit_that_is_a_team_is_no_area(definitions: Definitions) -> None:
    assert "area" not in suggested(definitions, "Ngày", "Đơn vị", **{"Đơn vị": "Đội CSGT số 1"}).columns
    assert suggested(definitions, "Ngày", "Đơn vị", **{"Đơn vị": "Sa Pa"}).columns["area"] == ("Đơn vị",)


def test_numbers_are_no_words(definitions: Definitions) -> None:
    numbers = suggested(definitions, "Ngày", "Hành vi", kind="violations", **{"Hành vi": "12"})
    assert "behaviour" not in numbers.columns
