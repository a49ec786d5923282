"""A mended file sent again: said first of all, with the batch; pairs told once by their rows."""

from __future__ import annotations

from typing import Any

import pandas as pd

HEAD = "STT;Ngày;Huyện;Tuyến;Lý trình;Chết;Bị thương"


def lines(days: range, *, injured: dict[int, int] | None = None) -> list[str]:
    """One accident a day of March 2024, each 1 km further."""
    hurt = injured or {}
    return [HEAD, *(f"{day};{day}/3/2024;Sa Pa;QL4D;Km{day};0;{hurt.get(day, 1)}" for day in days)]


def in_store(rows: pd.DataFrame, batch: str) -> pd.DataFrame:
    return rows.assign(batch_id=batch, file_name="quý I.xlsx")


def test_a_whole_file_sent_again_is_said_first_with_its_batch(take_in: Any) -> None:
    stored = in_store(take_in(lines(range(1, 11)), name="cũ.csv").rows, "đợt-1")
    mended = take_in(lines(range(1, 11), injured={3: 2, 7: 4}), existing=lambda *_: stored)
    first = mended.intake.findings[0]
    # 10 rows, 2 of them with another outcome: 8 are those of the batch.
    assert (first.rule, first.severity, first.rows, first.example) == ("overlaps_batch", "warning", 8, "đợt-1")
    assert first.message.startswith("8 trong 10 dòng trùng với đợt đợt-1 (quý I.xlsx).")
    assert first.row_numbers == (2, 3, 5, 6, 7, 9, 10, 11)
    assert (mended.intake.rows_accepted, len(mended.rows)) == (10, 10), "nothing is dropped by it"


def test_rows_with_the_ids_of_a_batch_overlap_it_too(take_in: Any) -> None:
    rows = [f"V{day};{day}/3/2024;Sa Pa;0;1" for day in range(1, 7)]
    head = "Mã vụ;Ngày;Huyện;Chết;Bị thương"
    stored = in_store(take_in([head, *rows], name="cũ.csv").rows, "đợt-1")
    again = take_in([head, *rows[:5], "V6;6/3/2024;Sa Pa;1;0"], existing=lambda *_: stored)
    assert again.rule("overlaps_batch").rows == 6
    assert "bị loại và số cũ được giữ" in again.rule("overlaps_batch").message
    assert again.intake.rows_rejected == 6


def test_a_few_likely_duplicates_are_no_overlap(take_in: Any) -> None:
    stored = in_store(take_in(lines(range(1, 5)), name="cũ.csv").rows, "đợt-1")
    small = take_in(lines(range(1, 5)), existing=lambda *_: stored)  # all 4 rows, but fewer than five
    assert "overlaps_batch" not in small.rules()
    stored = in_store(take_in(lines(range(1, 6)), name="cũ.csv").rows, "đợt-1")
    mostly_new = take_in(lines(range(1, 12)), existing=lambda *_: stored)  # 5 of 11 rows
    assert "overlaps_batch" not in mostly_new.rules()


def test_the_batch_is_one_not_all_together(take_in: Any) -> None:
    first = in_store(take_in(lines(range(1, 5)), name="a.csv").rows, "đợt-1")
    second = in_store(take_in(lines(range(5, 9)), name="b.csv").rows, "đợt-2")
    both = take_in(lines(range(1, 9)), existing=lambda *_: pd.concat([first, second], ignore_index=True))
    assert "overlaps_batch" not in both.rules()  # 4 of 8 rows each: fewer than five


def test_a_pair_is_listed_once_by_its_rows(take_in: Any) -> None:
    twice = take_in([*lines(range(1, 4)), "9;2/3/2024;Sa Pa;QL4D;Km2;0;1"])
    found = twice.rule("likely_duplicate")
    assert (found.row_numbers, found.example) == ((3, 5), "«dòng 3 và dòng 5»")


def test_a_pair_with_the_store_names_row_or_id_and_batch(take_in: Any) -> None:
    made = in_store(take_in(lines(range(1, 3)), name="cũ.csv").rows, "đợt-1")
    assert take_in(lines(range(2, 4)), existing=lambda *_: made).rule("likely_duplicate").example == (
        "«dòng 2 và dòng 3 của đợt đợt-1»"
    )
    named = made.assign(accident_id=["V1", "V2"])
    assert take_in(lines(range(2, 4)), existing=lambda *_: named).rule("likely_duplicate").example == (
        "«dòng 2 và vụ V2 của đợt đợt-1»"
    )
