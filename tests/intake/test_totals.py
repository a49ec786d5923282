"""The total row of a list against the rows that were read."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.intake.profiles import Profile

NAMES = {"accident_id": "Mã vụ", "date": "Ngày", "area": "Huyện", "outcome": "Hậu quả", "deaths": "Số người chết"}
PERSONS = {key: (theirs,) for key, theirs in NAMES.items()}
HEAD = "STT;Ngày;Huyện;Chết;Bị thương"
ROWS = ["1;1/2/2024;Sa Pa;1;0", "2;2/2/2024;Sa Pa;0;3", "3;3/2/2024;Bát Xát;2;1"]
"""3 dead, 4 injured."""


@pytest.mark.parametrize("totals", [["Tổng cộng;;;3;4"], ["Cộng Sa Pa;;;1;3", "Cộng Bát Xát;;;2;1"], ["Tổng cộng;;;;"]])
def test_a_total_that_agrees_says_nothing(take_in: Any, totals: list[str]) -> None:
    assert "total_differs" not in take_in([HEAD, *ROWS, *totals]).rules()


def test_a_total_that_differs_from_the_rows_is_said(take_in: Any) -> None:
    taken = take_in([HEAD, *ROWS, "Tổng cộng;;;5;4"])
    found = taken.rule("total_differs")
    assert (found.severity, found.row_numbers) == ("warning", (5,))
    assert "số người chết: dòng tổng ghi 5, cộng các dòng là 3" in found.message
    assert taken.intake.rows_read == 3


def test_a_file_of_persons_has_no_total_to_compare(take_in: Any) -> None:
    head = "Mã vụ;Ngày;Huyện;Số người chết;Số người bị thương;Hậu quả"
    profile = Profile(kind="accidents", row="casualty", columns=PERSONS, name="")
    taken = take_in([head, "A;1/2/2024;Sa Pa;;;Chết", "Tổng cộng;;;5;0;"], profile=profile)
    assert (taken.intake.records, "total_differs" in taken.rules()) == (1, False)
