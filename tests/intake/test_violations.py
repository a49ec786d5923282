from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis.intake.profiles import Profile

RECORD_HEAD = "Số biên bản;Ngày;Huyện;Hành vi;Loại phương tiện;Đơn vị xử lý;Tiền phạt (nghìn đồng);Trừ điểm"


def test_a_record_is_a_row_with_one_case(take_in: Any) -> None:
    taken = take_in([RECORD_HEAD, "BB1;5/3/2024;TX. Sa Pa;Nồng độ cồn;Xe máy;CSGT;2.500;4"], "violations")
    row = taken.rows.iloc[0]
    assert (row["period_start"], row["period_end"]) == (date(2024, 3, 5), date(2024, 3, 5))
    assert (row["area_code"], row["behaviour"], row["vehicle_type"], row["enforced_by"]) == (
        "088",
        "alcohol",
        "motorcycle",
        "csgt",
    )
    assert (row["cases"], row["fine_vnd"], row["points_deducted"]) == (1, 2_500_000, 4)
    assert pd.isna(row["licences_revoked"])


def test_equal_records_are_different_cases(take_in: Any) -> None:
    line = ";5/3/2024;Sa Pa;Nồng độ cồn;Xe máy;CSGT;2.500;4"
    assert len(take_in([RECORD_HEAD, line, line], "violations").rows) == 2


def test_a_count_keeps_its_own_period(take_in: Any) -> None:
    taken = take_in(
        [
            "Kỳ;Huyện;Hành vi;Số trường hợp;Tiền phạt (triệu đồng)",
            "Quý I/2024;Sa Pa;Tốc độ;120;150,5",
            "Tháng 4/2024;Bát Xát;Tốc độ;7;",
            "2023;Bát Xát;Hành vi lạ;0;0",
        ],
        "violations",
    )
    spans = taken.rows[["period_start", "period_end", "cases"]].to_numpy().tolist()
    assert spans[0] == [date(2024, 1, 1), date(2024, 3, 31), 120]
    assert spans[1] == [date(2024, 4, 1), date(2024, 4, 30), 7]
    assert spans[2] == [date(2023, 1, 1), date(2023, 12, 31), 0]
    assert taken.rows["fine_vnd"].tolist()[:1] == [150_500_000]
    assert taken.rows["behaviour"].tolist()[2] == "Hành vi lạ"
    assert taken.rule("value_as_written").severity == "info"
    assert (taken.intake.first_day, taken.intake.last_day) == (date(2023, 1, 1), date(2024, 4, 30))
    assert "month_missing" not in taken.rules()


def test_quarter_and_year_in_columns_of_their_own(take_in: Any) -> None:
    taken = take_in(["Quý;Năm;Huyện;Số trường hợp", "2;2024;Sa Pa;5"], "violations")
    assert taken.rows[["period_start", "period_end"]].iloc[0].tolist() == [date(2024, 4, 1), date(2024, 6, 30)]


def test_one_column_a_behaviour_becomes_one_row_a_behaviour(take_in: Any) -> None:
    taken = take_in(
        [
            "Tháng;Huyện;Nồng độ cồn;Tốc độ;Chở quá tải",
            "Tháng 1/2024;Sa Pa;10;20;",
            "Tháng 2/2024;Sa Pa;-3;4;0",
        ],
        "violations",
    )
    assert taken.rows[["behaviour", "cases"]].to_numpy().tolist() == [["alcohol", 10], ["speed", 20]]
    assert taken.rule("count_invalid").row_numbers == (3,)
    assert (taken.intake.rows_read, taken.intake.rows_rejected, taken.intake.records) == (2, 1, 2)


def test_a_table_without_a_period_takes_the_span_that_is_given(take_in: Any) -> None:
    profile = Profile(
        name="t", kind="violations", row="count", columns={"area": ("Huyện",), "cases": ("Số vụ",), "period": ("Kỳ",)}
    )
    taken = take_in(
        ["Kỳ;Huyện;Số vụ", "2024;Sa Pa;5"], "violations", profile, covers=(date(2024, 1, 1), date(2024, 6, 30))
    )
    assert (taken.intake.covers_start, taken.intake.covers_end) == (date(2024, 1, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (";Sa Pa;Tốc độ;1", "period_missing"),
        ("Quý V/2024;Sa Pa;Tốc độ;1", "period_impossible"),
        ("Quý II/2025;Sa Pa;Tốc độ;1", ""),
        ("Quý III/2025;Sa Pa;Tốc độ;1", "period_future"),
        ("Quý I/2024;Sa Pảng;Tốc độ;1", "area_unrecognised"),
        ("Quý I/2024;Sa Pa;Tốc độ;", "count_invalid"),
        ("Quý I/2024;Sa Pa;Tốc độ;-5", "count_invalid"),
    ],
)
def test_a_count_that_cannot_be_used_is_rejected(take_in: Any, line: str, rule: str) -> None:
    taken = take_in(["Kỳ;Huyện;Hành vi;Số trường hợp", "Quý I/2024;Sa Pa;Tốc độ;3", line], "violations")
    errors = [item for item in taken.intake.findings if item.severity == "error"]
    assert [item.rule for item in errors] == ([rule] if rule else [])
    assert [item.row_numbers for item in errors] == ([(3,)] if rule else [])
    assert taken.intake.rows_read == taken.intake.rows_accepted + taken.intake.rows_rejected == 2


def test_the_rows_of_a_profile_alone_are_taken(take_in: Any) -> None:
    profile = Profile(
        name="t",
        kind="violations",
        row="count",
        columns={"area": ("place",), "period": ("quarter",), "cases": ("value",)},
        include={"sheet": ("1",)},
    )
    lines = ["place;quarter;value;sheet", "Sa Pa;2012_1;5;1", "Sa Pa;2012.0_1;5;2", "Bát Xát;2012_2;7.0;1"]
    taken = take_in(lines, "violations", profile)
    assert taken.rows["cases"].sum() == 12
    assert taken.rule("include_left_out").row_numbers == (3,)
    assert taken.intake.rows_read == 2
