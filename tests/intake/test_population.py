from __future__ import annotations

from datetime import date
from typing import Any


def test_people_by_area_and_year(take_in: Any) -> None:
    taken = take_in(["Huyện;Năm;Dân số", "Sa Pa;2024;70.512", "Bát Xát;Năm 2024;80512"], "population")
    assert taken.rows[["area_code", "year", "people"]].to_numpy().tolist() == [
        ["088", 2024, 70512],
        ["082", 2024, 80512],
    ]
    assert (taken.intake.first_day, taken.intake.last_day) == (date(2024, 1, 1), date(2024, 12, 31))
    assert taken.intake.records == 2


def test_a_row_that_says_nothing_is_rejected(take_in: Any) -> None:
    taken = take_in(
        [
            "Huyện;Năm;Dân số",
            "Sa Pa;2024;70512",
            ";2024;5",
            "Sa Pa;hai;5",
            "Bát Xát;2024;-5",
            "Huyện X;2024;5",
            "Văn Bàn;2024;",
        ],
        "population",
    )
    errors = {(item.rule, item.row_numbers) for item in taken.intake.findings if item.severity == "error"}
    assert errors == {
        ("area_missing", (3,)),
        ("year_invalid", (4,)),
        ("count_invalid", (5,)),
        ("area_unrecognised", (6,)),
        ("count_invalid", (7,)),
    }
    assert (taken.intake.rows_read, taken.intake.rows_accepted, taken.intake.rows_rejected) == (6, 1, 5)


def test_the_same_area_and_year_again_is_rejected(take_in: Any) -> None:
    taken = take_in(
        ["Huyện;Năm;Dân số", "Sa Pa;2024;70", "TX. Sa Pa;2024;70", "sa pa;2024;71", "Sa Pa;2023;69"], "population"
    )
    assert taken.rule("id_repeated").row_numbers == (3,)
    assert taken.rule("id_conflict").row_numbers == (4,)
    assert taken.rows["people"].tolist() == [70, 69]


def test_the_unit_of_the_heading_counts(take_in: Any) -> None:
    taken = take_in(["Huyện;Năm;Dân số (nghìn người)", "Sa Pa;2024;70,5"], "population")
    assert taken.rows["people"].tolist() == [70_500]


def test_a_dash_is_not_nobody(take_in: Any) -> None:
    taken = take_in(["Huyện;Năm;Dân số", "Sa Pa;2024;-", "Bát Xát;2024;80512"], "population")
    assert taken.rule("count_invalid").row_numbers == (2,)


def test_an_area_and_year_given_twice_is_said_in_its_own_words(take_in: Any) -> None:
    taken = take_in(["Huyện;Năm;Dân số", "Sa Pa;2024;70", "Sa Pa;2024;71"], "population")
    assert "địa bàn và năm này" in taken.rule("id_conflict").message
