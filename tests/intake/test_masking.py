from __future__ import annotations

from typing import Any

import pytest

from analysis.intake.masking import masked


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Xe máy 24B1-123.45", "Xe máy ***"),
        ("24A-12345 va chạm 29LD-123.45", "*** va chạm ***"),
        ("gọi 0912 345 678", "gọi ***"),
        ("CCCD 010012345678", "CCCD ***"),
        ("Km24+500 QL70", "Km24+500 QL70"),
        ("Ô tô 16 chỗ", "Ô tô 16 chỗ"),
    ],
)
def test_plates_and_long_numbers_are_hidden(text: str, after: str) -> None:
    assert masked(text) == after


def test_words_kept_as_written_lose_their_numbers(take_in: Any) -> None:
    taken = take_in(
        ["Ngày;Huyện;Chết;Bị thương;Nguyên nhân", "5/1/2024;Sa Pa;0;1;Xe 24B1-123.45 lạ", "6/1/2024;Sa Pa;0;1;Tốc độ"]
    )
    assert taken.rows["cause"].tolist()[0] == "Xe *** lạ"
    assert taken.rule("personal_number_masked").row_numbers == (2,)
    assert "123.45" not in str(taken.intake.as_record())


def test_a_role_that_is_no_code_is_neither_kept_nor_shown(take_in: Any) -> None:
    taken = take_in(
        [
            "Mã vụ;Ngày;Huyện;Hậu quả;Vai trò",
            "A;5/1/2024;Sa Pa;Chết;Nguyễn Văn A",
            "A;5/1/2024;Sa Pa;Bị thương;Lái xe",
        ]
    )
    assert taken.tables["people"]["role"].tolist() == ["unknown", "driver"]
    assert taken.rule("role_unrecognised").row_numbers == (2,)
    assert "Nguyễn" not in str(taken.intake.as_record())
