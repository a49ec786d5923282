from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.intake.profiles import Profile

HEAD = "Mã vụ;Ngày;Huyện;Chết;Bị thương"


def profile(row: str = "accident", **columns: str | tuple[str, ...]) -> Profile:
    theirs = {key: (value,) if isinstance(value, str) else value for key, value in columns.items()}
    return Profile(name="t", kind="accidents", row=row, columns=theirs)


def test_a_plain_row_becomes_an_accident(take_in: Any) -> None:
    taken = take_in(
        [
            "Mã vụ;Ngày xảy ra;Giờ;Huyện;Xã;Tuyến đường;Lý trình;Chết;Bị thương;Mức độ;Nguyên nhân;Phương tiện;Cồn",
            "A1;15/3/2024;22h30';Sa Pa;;QL.4D;Km 24+500;1;2;Nghiêm trọng;Chạy quá tốc độ;Mô tô - Ô tô con;0,25",
        ]
    )
    row = taken.rows.iloc[0]
    assert row["occurred_on"] == date(2024, 3, 15)
    assert row["occurred_at"] == 22 * 60 + 30
    assert (row["accident_id"], row["area_code"], row["severity"], row["cause"]) == ("A1", "088", "serious", "speed")
    assert (row["road"], row["road_class"], row["km_m"], row["position_source"]) == ("QL4D", "national", 24_500, "km")
    assert (row["deaths"], row["injured"]) == (1, 2)
    assert row["vehicle_types"] == "car|motorcycle"
    assert (row["alcohol"], row["drug"], row["mode"]) == ("yes", "unknown", "unknown")
    assert pd.isna(row["missing_people"])
    assert pd.isna(row["lat"])
    assert row["source"] == "tep.csv"


def test_thirteen_digits_stay_text(take_in: Any) -> None:
    taken = take_in([HEAD, "2024061393664;1/2/2024;Sa Pa;0;1"])
    assert taken.rows["accident_id"].tolist() == ["2024061393664"]


def test_without_an_id_column_ids_are_made_and_stay_the_same(take_in: Any) -> None:
    lines = ["STT;Ngày;Huyện;Chết;Bị thương", "1;1/2/2024;Sa Pa;0;1", "2;1/2/2024;Bát Xát;0;1"]
    first, again = take_in(lines), take_in(lines)
    ids = first.rows["accident_id"].tolist()
    assert ids == again.rows["accident_id"].tolist()
    assert len(set(ids)) == 2
    assert [made.rpartition("-")[2] for made in ids] == ["2", "3"]
    assert take_in([*lines, "3;1/2/2024;Bảo Yên;0;0"]).rows["accident_id"].iloc[0] != ids[0]


def test_day_month_year_and_km_metre_columns_are_joined(take_in: Any) -> None:
    taken = take_in(
        ["Ngày;Tháng;Năm;Huyện;Đường;Km;m;Chết;Bị thương", "5;3;2024;Sa Pa;QL4D;24;500;0;1"],
        profile=profile(
            date=("Ngày", "Tháng", "Năm"),
            area="Huyện",
            road="Đường",
            km=("Km", "m"),
            deaths="Chết",
            injured="Bị thương",
        ),
    )
    assert taken.rows[["occurred_on", "km_m"]].iloc[0].tolist() == [date(2024, 3, 5), 24_500]


def test_no_column_of_deaths_is_missing_and_not_zero(take_in: Any) -> None:
    taken = take_in(["Ngày;Huyện;Bị thương", "1/2/2024;Sa Pa;1"])
    assert taken.rows["deaths"].isna().all()
    assert taken.rows["injured"].tolist() == [1]
    assert taken.rule("column_missing").severity == "warning"
    assert "số người chết" in taken.rule("column_missing").message


def test_an_empty_area_is_told_by_the_commune(take_in: Any, definitions: Definitions) -> None:
    communes = definitions.areas.communes
    one = communes[communes["area_code"] == "082"].iloc[0]
    alone = definitions.areas.resolve_commune([one["name"]]).iloc[0]
    assert alone["area_code"] == "082"
    taken = take_in(["Ngày;Huyện;Xã;Chết;Bị thương", f"1/2/2024;;{one['name']};0;0"])
    assert taken.rows["area_code"].tolist() == ["082"]
    assert taken.rows["commune_code"].tolist() == [alone["commune_code"]]
    assert taken.rule("area_derived").rows == 1
    assert "area_missing" not in taken.rules()


def test_an_empty_area_is_told_by_the_point(take_in: Any, definitions: Definitions) -> None:
    outlines = definitions.boundaries().set_index("code")
    inside = outlines.geometry["088"].representative_point()
    taken = take_in(["Ngày;Huyện;Vĩ độ;Kinh độ;Chết;Bị thương", f"1/2/2024;;{inside.y};{inside.x};0;0"])
    assert taken.rows["area_code"].tolist() == ["088"]
    assert taken.rows["position_source"].tolist() == ["coordinates"]


def test_swapped_coordinates_are_put_right_and_said(take_in: Any, definitions: Definitions) -> None:
    inside = definitions.boundaries().set_index("code").geometry["088"].representative_point()
    taken = take_in(["Ngày;Huyện;Vĩ độ;Kinh độ;Chết;Bị thương", f"1/2/2024;Sa Pa;{inside.x};{inside.y};0;0"])
    assert taken.rows["lat"].iloc[0] == pytest.approx(inside.y)
    assert taken.rule("coordinates_swapped").row_numbers == (2,)


def test_the_sheet_name_can_be_the_area_and_empty_words_mean_a_mode(take_in: Any) -> None:
    base = profile(date="Ngày", area="Huyện", deaths="Chết", injured="Bị thương")
    spoken = Profile(
        name="t",
        kind="accidents",
        row="accident",
        columns=base.columns,
        values={"area": {"SP": "Sa Pa"}, "mode": {"": "road"}},
    )
    taken = take_in([HEAD, "1;1/2/2024;SP;0;0"], profile=spoken)
    assert taken.rows[["area_code", "mode"]].iloc[0].tolist() == ["088", "road"]


def test_missing_texts_are_empty_cells(take_in: Any) -> None:
    base = profile(date="Ngày", area="Huyện", deaths="Chết", injured="Bị thương", cause="Lỗi")
    spoken = Profile(name="t", kind="accidents", row="accident", columns=base.columns, missing=("-1", "x"))
    taken = take_in(["Ngày;Huyện;Chết;Bị thương;Lỗi", "1/2/2024;Sa Pa;-1;1;x"], profile=spoken)
    assert taken.rows[["deaths", "cause"]].iloc[0].tolist() == [0, "unknown"]
    assert taken.rule("blank_as_zero").row_numbers == (2,)


def test_money_without_a_unit_is_judged_by_its_size_and_said(take_in: Any) -> None:
    head = "Ngày;Huyện;Chết;Bị thương;Thiệt hại"
    small = take_in([head, "1/2/2024;Sa Pa;0;0;15", "2/2/2024;Sa Pa;0;0;120"])
    assert small.rows["damage_million_vnd"].tolist() == [15.0, 120.0]
    assert small.rule("unit_assumed").row_numbers == (2, 3)
    whole = take_in([head, "1/2/2024;Sa Pa;0;0;15.000.000"])
    assert whole.rows["damage_million_vnd"].tolist() == [15.0]
    assert "unit_assumed" not in whole.rules()
    named = take_in(["Ngày;Huyện;Chết;Bị thương;Thiệt hại (triệu đồng)", "1/2/2024;Sa Pa;0;0;1.500"])
    assert named.rows["damage_million_vnd"].tolist() == [1500.0]


CASUALTY = profile(
    "casualty",
    accident_id="Mã",
    date="Ngày",
    area="Huyện",
    outcome="Hậu quả",
    age="Tuổi",
    sex="Giới",
    occupation="Nghề",
)
CASUALTY_HEAD = "Mã;Ngày;Huyện;Hậu quả;Tuổi;Giới;Nghề"


def test_casualties_are_counted_into_accidents_and_exact_copies_are_people(take_in: Any) -> None:
    taken = take_in(
        [
            CASUALTY_HEAD,
            "7;1/2/2024;Sa Pa;Bị thương;17;Nam;Học sinh",
            "8;2/2/2024;Bát Xát;Chết;40;Nữ;Nông dân",
            "7;1/2/2024;Sa Pa;Bị thương;17;Nam;Học sinh",
            "7;1/2/2024;Sa Pa;Chết;;;",
            "8;2/2/2024;Bát Xát;Không bị thương;5;Nữ;",
            "8;2/2/2024;Bát Xát;Mất tích;66;Nam;Sinh viên",
        ],
        profile=CASUALTY,
    )
    counts = taken.rows.set_index("accident_id")[["deaths", "injured", "missing_people"]]
    assert counts.loc["7"].tolist() == [1, 2, 0]
    assert counts.loc["8"].tolist() == [1, 0, 1]
    people = taken.tables["people"]
    assert people["accident_id"].tolist() == ["7", "8", "7", "7", "8", "8"]
    assert people["outcome"].tolist() == ["injured", "death", "injured", "death", "unhurt", "missing"]
    assert people["is_pupil"].tolist() == [True, False, True, None, None, True]
    assert people["sex"].tolist() == ["male", "female", "male", "unknown", "female", "male"]
    assert people["age_group"].tolist() == ["16-17", "25-44", "16-17", "unknown", "0-5", "60+"]
    assert (taken.intake.rows_read, taken.intake.rows_accepted, taken.intake.records) == (6, 6, 2)
    assert taken.rules() == {"coverage"}


def test_a_casualty_without_an_id_is_rejected_and_disagreeing_rows_are_said(take_in: Any) -> None:
    taken = take_in(
        [
            CASUALTY_HEAD,
            ";1/2/2024;Sa Pa;Chết;;;",
            "9;3/2/2024;Sa Pa;Chết;;;",
            "9;4/2/2024;Sa Pa;Bị thương;;;",
        ],
        profile=CASUALTY,
    )
    assert taken.rule("id_missing").row_numbers == (2,)
    assert taken.rule("rows_disagree").row_numbers == (4,)
    assert taken.rows["occurred_on"].tolist() == [date(2024, 2, 3)]
    assert (taken.intake.rows_accepted, taken.intake.rows_rejected) == (2, 1)
    assert taken.tables["people"]["accident_id"].tolist() == ["9", "9"]


def test_a_file_of_accidents_gives_no_people(take_in: Any) -> None:
    taken = take_in(["Ngày;Huyện;Chết;Bị thương;Giới tính;Tuổi", "1/2/2024;Sa Pa;1;0;Nam;40"])
    assert "people" not in taken.tables


def test_the_time_0_00_everywhere_is_no_time(take_in: Any) -> None:
    lines = ["Ngày;Huyện;Chết;Bị thương", "2024-02-01 00:00:00;Sa Pa;0;0", "2024-02-02 00:00:00;Sa Pa;0;0"]
    assert take_in(lines).rows["occurred_at"].isna().all()


def test_a_row_of_nothing_but_its_number_stops_no_import(take_in: Any) -> None:
    taken = take_in(["STT,Ngày,Huyện,Số người chết,Số người bị thương", "1,05/01/2024,Bát Xát,1,0", "2,,,,"])
    assert len(taken.rows) == 1
    assert taken.rules() & {"empty_rows", "date_missing"}


def test_an_outcome_left_empty_and_an_absurd_age_are_said(take_in: Any) -> None:
    head = "Mã vụ;Ngày;Huyện;Hậu quả;Tuổi"
    row = "A;5/1/2024;Sa Pa;"
    taken = take_in([head, row + "Chết;30", row + ";abc", row + "Bị thương;150", row + "Bị thương;-1"])
    assert taken.rule("outcome_missing").row_numbers == (3,)
    assert taken.rule("age_unreadable").row_numbers == (3, 4, 5)
    assert taken.rows["injured"].tolist() == [2]


def test_two_areas_in_one_cell_are_refused_and_both_named(take_in: Any) -> None:
    head = "Ngày;Huyện;Chết;Bị thương"
    taken = take_in([head, "5/1/2024;Bảo Yên/Bảo Thắng;1;0", "5/1/2024;Bát Xát - Sa Pa;1;0", "6/1/2024;Sa Pa;0;1"])
    said = taken.rule("area_unrecognised")
    assert said.row_numbers == (2, 3)
    assert "Bảo Thắng và Bảo Yên" in said.example


def test_a_number_in_the_column_of_roads_is_no_kilometre_post(take_in: Any) -> None:
    head = "Ngày;Huyện;Chết;Bị thương;Tuyến đường"
    taken = take_in([head, "5/1/2024;Sa Pa;1;0;151", "6/1/2024;Sa Pa;1;0;Km24+500 QL70"])
    assert taken.rows["km_m"].fillna(-1).tolist() == [-1, 24_500]


def test_another_order_of_dates_is_said(take_in: Any) -> None:
    head = "Ngày;Huyện;Chết;Bị thương"
    american = take_in([head, "12/25/2024;Sa Pa;1;0", "01/02/2024;Sa Pa;1;0"])
    assert "tháng/ngày/năm" in american.rule("date_order_guessed").message
    mixed = take_in(
        [head, "25/12/2024;Sa Pa;1;0", "26/12/2024;Sa Pa;0;1", "12/27/2024;Sa Pa;1;0", "01/02/2024;Sa Pa;1;0"]
    )
    assert mixed.rule("date_order_mixed").row_numbers == (5,)


def test_warnings_do_not_speak_of_rejected_rows(take_in: Any) -> None:
    taken = take_in(["Ngày;Huyện;Chết;Bị thương", ";Sa Pa;;", "5/1/2024;Sa Pa;;"])
    found = taken.rule("blank_as_zero")
    assert (found.rows, found.row_numbers) == (1, (3,))


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("Mô tô - Mô tô", "motorcycle|motorcycle"),
        ("Mô tô, Mô tô", "motorcycle|motorcycle"),
        ("Mô tô", "motorcycle"),
        ("Xe đầu kéo, container - Mô tô", "motorcycle|tractor_unit"),
        ("Mô tô, Xe đầu kéo, container", "motorcycle|tractor_unit"),
        ("Xe đầu kéo, container + Xe đầu kéo, container", "tractor_unit|tractor_unit"),
    ],
)
def test_two_vehicles_of_a_kind_are_a_pair(said: str, codes: str, take_in: Any) -> None:
    taken = take_in(["Mã vụ;Ngày xảy ra;Huyện;Chết;Bị thương;Phương tiện", f"A1;15/3/2024;Sa Pa;0;1;{said}"])
    assert taken.rows["vehicle_types"].tolist() == [codes]


def test_a_factor_named_twice_is_one(take_in: Any) -> None:
    taken = take_in(
        ["Mã vụ;Ngày xảy ra;Huyện;Chết;Bị thương;Yếu tố gián tiếp", "A1;15/3/2024;Sa Pa;0;1;Hạ tầng + hạ tầng"]
    )
    assert taken.rows["factors"].tolist() == ["infrastructure"]
