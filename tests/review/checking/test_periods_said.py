"""Names of periods as reports write them."""

from __future__ import annotations

import pytest

from analysis.review.checking.periods_said import period_said


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("quý i năm 2025", "2025-Q1", "Quý I/2025"),
        ("quý iv/2024", "2024-Q4", "Quý IV/2024"),
        ("quý 2 năm 2024", "2024-Q2", "Quý II/2024"),
        ("6 tháng đầu năm 2024", "2024-6M", "6 tháng/2024"),
        ("sáu tháng đầu năm 2024", "2024-6M", "6 tháng/2024"),
        ("9 tháng năm 2025", "2025-9M", "9 tháng/2025"),
        ("3 tháng đầu năm 2025", "2025-Q1", "Quý I/2025"),
        ("12 tháng năm 2024", "2024", "Năm 2024"),
        ("năm 2024", "2024", "Năm 2024"),
        ("tháng 3/2025", "2025-03", "Tháng 3/2025"),
        ("từ ngày 15/12/2024 đến ngày 14/3/2025", "2024-12-15..2025-03-14", "15/12/2024–14/03/2025"),
        ("15/12/2024-14/03/2025", "2024-12-15..2025-03-14", "15/12/2024–14/03/2025"),
    ],
)
def test_a_period_with_its_year(text: str, key: str, name: str) -> None:
    said = period_said(text)
    assert said is not None
    assert (said.key, said.name) == (key, name)


@pytest.mark.parametrize(("text", "name"), [("quý i", "Quý I"), ("9 tháng", "9 tháng"), ("6 tháng đầu năm", "6 tháng")])
def test_a_period_without_year_has_no_key_until_it_gets_one(text: str, name: str) -> None:
    said = period_said(text)
    assert said is not None
    assert (said.key, said.name) == ("", name)
    assert said.with_year(2024).key.startswith("2024-")


@pytest.mark.parametrize(
    "text", ["12 tháng", "6 tháng cuối năm 2024", "tháng 13", "từ ngày 30/02/2024 đến ngày 1/3/2024"]
)
def test_what_is_no_period_of_a_calendar(text: str) -> None:
    assert period_said(text) is None
