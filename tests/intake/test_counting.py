from __future__ import annotations

from datetime import date
from typing import Any

HEAD = "Kỳ;Huyện;Hành vi;Số trường hợp"


def test_the_same_count_twice_is_said(take_in: Any) -> None:
    taken = take_in(
        [HEAD, "Quý I/2024;Sa Pa;Tốc độ;3", "Quý I/2024;Bát Xát;Tốc độ;3", "Quý I/2024;TX Sa Pa;Quá tốc độ;4"],
        "violations",
    )
    assert taken.rule("count_repeated").row_numbers == (2, 4)
    assert taken.intake.rows_rejected == 0


def test_counts_of_two_communes_are_no_repetition(take_in: Any) -> None:
    lines = ["Kỳ;Huyện;Xã;Số trường hợp", "Quý I/2024;Bát Xát;Y Tý;3", "Quý I/2024;Bát Xát;Mường Hum;3"]
    assert "count_repeated" not in take_in(lines, "violations").rules()


def test_month_and_quarter_of_one_area_overlap(take_in: Any) -> None:
    taken = take_in([HEAD, "Tháng 2/2024;Sa Pa;Tốc độ;1", "Quý I/2024;Sa Pa;Tốc độ;3"], "violations")
    # 1 January to 31 March comes first, February lies in it.
    assert taken.rule("periods_overlap").example == "01/02/2024 đến 29/02/2024"


def test_periods_of_different_areas_do_not_overlap(take_in: Any) -> None:
    taken = take_in([HEAD, "Tháng 2/2024;Sa Pa;Tốc độ;1", "Quý I/2024;Bát Xát;Tốc độ;3"], "violations")
    assert "periods_overlap" not in taken.rules()


def test_months_that_became_dates_are_months(take_in: Any) -> None:
    taken = take_in(
        ["Tháng;Huyện;Số trường hợp", "2024-02-01 00:00:00;Sa Pa;1", "2024-03-01;Sa Pa;2"],
        "violations",
    )
    assert taken.rows["period_end"].tolist() == [date(2024, 2, 29), date(2024, 3, 31)]
    assert taken.rule("months_from_dates").row_numbers == (2, 3)


def test_a_group_of_columns_a_behaviour_is_spread_by_its_cases(take_in: Any) -> None:
    taken = take_in(
        [
            "Kỳ;Huyện;Nồng độ cồn / Số trường hợp;Nồng độ cồn / Tiền phạt;Tốc độ / Số trường hợp;Tốc độ / Tiền phạt",
            "Quý I/2024;Sa Pa;10;5000000;20;6000000",
        ],
        "violations",
    )
    assert taken.rows[["behaviour", "cases"]].to_numpy().tolist() == [["alcohol", 10], ["speed", 20]]
    assert taken.rule("columns_unread").example == "«Nồng độ cồn / Tiền phạt»; «Tốc độ / Tiền phạt»"


def test_cases_in_the_heading_of_a_behaviour_and_other_behaviours(take_in: Any) -> None:
    lines = ["Huyện;Ngày;Số trường hợp nồng độ cồn;Tốc độ;Hành vi khác", "Sa Pa;5/1/2024;1;2;3"]
    taken = take_in(lines, "violations")
    assert taken.rows[["behaviour", "cases"]].to_numpy().tolist() == [["alcohol", 1], ["speed", 2], ["other", 3]]


def test_a_fine_of_the_whole_row_is_not_counted_for_every_behaviour(take_in: Any) -> None:
    taken = take_in(["Huyện;Ngày;Nồng độ cồn;Tốc độ;Tiền phạt", "Sa Pa;5/1/2024;1;2;3000000"], "violations")
    assert taken.rows["fine_vnd"].isna().all()
    assert taken.rule("columns_unread").example == "«Tiền phạt»"


def test_a_duration_or_a_yes_is_one_licence_in_a_record(take_in: Any) -> None:
    lines = ["Ngày;Huyện;Hành vi;Tước GPLX;Tạm giữ phương tiện"]
    lines += ["5/1/2024;Sa Pa;Tốc độ;22 tháng;07 ngày", "6/1/2024;Sa Pa;Tốc độ;có;x", "7/1/2024;Sa Pa;Tốc độ;;"]
    taken = take_in(lines, "violations")
    assert taken.rows["licences_revoked"].fillna(-1).tolist() == [1, 1, -1]
    assert taken.rows["vehicles_held"].fillna(-1).tolist() == [1, 1, -1]
