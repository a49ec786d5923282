"""The days that a file covers: as its title says, else its own days; and what is said of where they come from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from analysis.intake.coverage import coverage_finding, title_span

QUARTER = (date(2024, 12, 15), date(2025, 3, 14))
TITLE = "(Từ ngày 15/12/2024 đến ngày 14/3/2025)"


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "TAI NẠN GIAO THÔNG QUÝ I (TỪ 15/12/2024 ĐẾN HẾT 14/03/2025)",
        "Từ ngày 15 tháng 12 năm 2024 đến ngày 14 tháng 3 năm 2025",
        "Số liệu 15/12/2024 - 14/03/2025",
    ],
)
def test_the_span_in_a_title_is_read(title: str) -> None:
    assert title_span([["CÔNG AN TỈNH", title]]) == (QUARTER, title)


@pytest.mark.parametrize(
    "titles",
    [
        [["Báo cáo ngày 20/3/2025"]],
        [["Từ tháng 12/2024 đến tháng 3/2025"]],  # of which calendar is not said
        [["Từ ngày 14/3/2025 đến ngày 15/12/2024"]],
        [[TITLE], ["một trang không ghi"]],
        [],
    ],
)
def test_a_title_without_a_span_of_days_says_nothing(titles: list[list[str]]) -> None:
    assert title_span(titles) is None


def test_sheets_of_months_go_from_the_first_to_the_last() -> None:
    months = [["Từ 15/01/2025 đến 14/02/2025"], ["Từ 15/12/2024 đến 14/01/2025"]]
    assert title_span(months) == ((date(2024, 12, 15), date(2025, 2, 14)), "Từ 15/01/2025 đến 14/02/2025")


def written(day: str) -> list[str]:
    return [TITLE, "Ngày;Huyện;Chết;Bị thương", "3/1/2025;Sa Pa;0;1", f"{day};Sa Pa;0;1"]


def test_the_span_of_the_title_row_is_proposed_and_said(take_in: Any) -> None:
    taken = take_in(written("20/2/2025"))
    assert (taken.intake.covers_start, taken.intake.covers_end) == QUARTER
    assert f"theo dòng đầu tệp «{TITLE}»" in taken.rule("coverage").message


def test_a_title_that_the_rows_contradict_does_not_count(take_in: Any) -> None:
    taken = take_in(written("20/3/2025"))
    assert taken.intake.covers_start != QUARTER[0]
    assert "theo dòng đầu" not in taken.rule("coverage").message


def test_a_span_rounded_outwards_names_the_days_of_the_file() -> None:
    rounded = coverage_finding(QUARTER, given=False, days=(date(2024, 12, 18), date(2025, 3, 12)))
    assert "ngày đầu và ngày cuối trong tệp là 18/12/2024 và 12/03/2025, làm tròn" in rounded.message
    exact = coverage_finding(QUARTER, given=False, days=QUARTER)
    assert "(theo ngày đầu và ngày cuối trong tệp)" in exact.message
