from __future__ import annotations

from typing import Any

import pytest

from analysis.errors import FileError
from analysis.intake.profiles import Profile

DAY = "Ngày;Huyện;"


def test_number_columns_that_nobody_maps_are_named(take_in: Any) -> None:
    taken = take_in(["STT;Ngày;Huyện;Chết;Bị thương;Số trẻ em;CCCD", "1;5/1/2024;Sa Pa;1;0;4;010012345678"])
    assert taken.rule("columns_unread").example == "«Số trẻ em»"
    assert taken.rule("columns_unread").severity == "warning"


def test_columns_of_words_are_not_named(take_in: Any) -> None:
    taken = take_in(["STT;Ngày;Huyện;Chết;Bị thương;Ghi chú", "1;5/1/2024;Sa Pa;1;0;lạ"])
    assert "columns_unread" not in taken.rules()


@pytest.mark.parametrize(
    "headings",
    [
        "Số người chết tại chỗ;Số người chết tại bệnh viện;Số người bị thương nặng;Số người bị thương nhẹ",
        "Chết nam;Chết nữ;Số người bị thương nam;Số người bị thương nữ",
    ],
)
def test_parts_of_a_count_are_added_up(take_in: Any, headings: str) -> None:
    headings = headings.replace("Chết n", "Số người chết n")
    taken = take_in([DAY + headings, "5/1/2024;Sa Pa;1;2;3;4", "6/1/2024;Sa Pa;1;;0;", "7/1/2024;Sa Pa;1;x;0;0"])
    # 1 + 2 and 3 + 4; a blank part is 0; "x" is no number.
    assert taken.rows[["deaths", "injured"]].to_numpy().tolist() == [[3, 7], [1, 0]]
    assert taken.rule("count_invalid").row_numbers == (4,)


def test_a_second_column_for_the_same_count_is_said(take_in: Any) -> None:
    taken = take_in([DAY + "Số người chết;Số người chết là trẻ em;Bị thương", "5/1/2024;Sa Pa;2;1;0"])
    said = taken.rule("columns_rivalling")
    assert taken.rows["deaths"].tolist() == [2]
    assert said.severity == "warning"
    assert "«Số người chết»" in said.message
    assert "«Số người chết là trẻ em»" in said.message


def test_columns_that_the_user_names_together_are_added_up(take_in: Any) -> None:
    columns = {
        "date": ("Ngày",),
        "area": ("Huyện",),
        "cases": ("A", "B"),
        "fine_vnd": ("Phạt (triệu đồng)", "P (đồng)"),
    }
    profile = Profile(name="t", kind="violations", row="count", columns=columns)
    taken = take_in([DAY + "A;B;Phạt (triệu đồng);P (đồng)", "5/1/2024;Sa Pa;10;20;1,5;500.000"], "violations", profile)
    assert taken.rows[["cases", "fine_vnd"]].to_numpy().tolist() == [[30, 2_000_000]]


def test_cases_of_several_years_are_refused(take_in: Any) -> None:
    with pytest.raises(FileError, match="số trường hợp"):
        take_in(["Kỳ;Huyện;Số trường hợp năm 2023;Số trường hợp năm 2024", "Quý I/2024;Sa Pa;5;6"], "violations")


def test_a_table_of_counts_is_no_list_of_accidents(take_in: Any) -> None:
    taken = take_in([DAY + "Số vụ;Chết;Bị thương", "5/1/2024;Sa Pa;3;1;4", "6/1/2024;Sa Pa;1;0;1"])
    assert taken.rule("counts_not_accidents").row_numbers == (2,)
    assert len(taken.rows) == 1


def test_accidents_taken_for_violations_are_said(take_in: Any) -> None:
    taken = take_in([DAY + "Số người chết;Số người bị thương", "5/1/2024;Sa Pa;1;0"], "violations")
    assert taken.rule("wrong_kind").severity == "warning"
