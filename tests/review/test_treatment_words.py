"""Before and after treatment in words: the verdict first, never a claim that chance can explain."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.places.treatment import Treatment, treatment
from analysis.review.treatment_words import treatment_lines, treatment_verdict

BEFORE, AFTER = (date(2020, 1, 1), date(2022, 12, 31)), (date(2023, 2, 1), date(2025, 12, 31))
"""1.096 and 1.065 days."""


def found(**columns: float) -> Treatment:
    others = {"others_before": 24, "others_after": 12}
    return treatment(
        BEFORE, AFTER, **{"before": 12, "after": 0, "mean": 6.0, "phi": 4.0, "worst_year": 6} | others | columns
    )


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, "Giảm rõ rệt so với số vụ dự kiến: 0 vụ, dự kiến 9,3 vụ; tỷ số 0,00"),
        ({"after": 10}, "Chưa đủ căn cứ nói là giảm hay tăng: 10 vụ, dự kiến 9,3 vụ"),
        ({"after": 60}, "Tăng rõ rệt so với số vụ dự kiến: 60 vụ, dự kiến 9,3 vụ"),
    ],
)
def test_the_verdict_with_count_and_expected_number_is_the_first_sentence(columns: dict, words: str) -> None:
    """Weight of what is usual 1/(1+6/4) = 0,4: E = 0,4 · 6 + 0,6 · 12 = 9,6 in 1.096 days, 9,3 in 1.065."""
    assert treatment_verdict(found(**columns)).startswith(words)
    assert treatment_lines(found(**columns))[0] == f"{treatment_verdict(found(**columns))}."


def test_the_interval_and_the_chance_stand_with_the_verdict() -> None:
    said = treatment_verdict(found(after=60))
    assert "khoảng tin cậy 95%: " in said
    assert said.endswith("nếu không có gì thay đổi, xác suất thấy chênh lệch như vậy là < 0,001")


def test_both_counts_with_their_days_the_usual_number_and_the_other_roads() -> None:
    """Usual 6 in 1.096 days: 6 · 1.065/1.096 = 5,8; elsewhere 24 · 365,25/1.096 = 8,0 and 12 · 365,25/1.065 = 4,1."""
    lines = treatment_lines(found())
    assert lines[1] == (
        "Trước khi xử lý (01/01/2020 - 31/12/2022): 12 vụ, 12 tháng nhiều nhất 6 vụ. "
        "Sau khi xử lý (01/02/2023 - 31/12/2025): 0 vụ."
    )
    assert "dự kiến 9,3 vụ trong thời gian sau (mức thường gặp ở đường cùng cấp: 5,8 vụ)" in lines[2]
    assert "8,0 vụ/năm trước, 4,1 vụ/năm sau" in lines[3]


def test_without_what_is_usual_only_the_counts_are_told() -> None:
    lines = treatment_lines(found(mean=0.0))
    assert lines[0] == "Chưa đủ số liệu của các nơi tương tự để tính số vụ dự kiến."
    assert len(lines) == 2
