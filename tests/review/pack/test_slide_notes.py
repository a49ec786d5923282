"""The notes of a slide: the command that gives its figures again, with the choices of the documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.definitions.periods import parse_period
from analysis.review.pack.record import PackFacts, Pinned
from analysis.review.pack.slide_notes import command, notes
from analysis.review.pack.tables import pack_tables


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("criteria", "compare --period 2025-Q1"),
        ("areas", "compare --period 2025-Q1 --by area"),
        ("day_parts", "compare --period 2025-Q1 --by hour"),
        ("series", "compare --period 2025-Q1"),
        ("alerts", "alerts --period 2025-Q1"),
        ("spot_changes", "blackspots --as-of 2025-03-14 --by km"),
        ("spots_point", "blackspots --as-of 2025-03-14 --by point"),
        ("violations_behaviours", "violations --period 2025-Q1 --by behaviour"),
    ],
)
def test_commands(pack_facts: PackFacts, key: str, expected: str) -> None:
    assert command(pack_facts, key) == f"python -m analysis {expected}"


def test_choices_stand_in_the_command(pack_facts: PackFacts) -> None:
    month = parse_period("2025-Q1", pack_facts.definitions.calendar("month"))
    facts = replace(pack_facts, period=month, with_collisions=False, pinned=Pinned("Họp", "", "", ""))
    assert command(facts, "roads") == (
        'python -m analysis compare --period 2025-Q1 --by road --calendar month --without-collisions --snapshot "Họp"'
    )
    assert "--without-collisions" not in command(facts, "violations_areas")
    assert any("Không tính va chạm" in line for line in notes(facts, {}, ()))


def test_notes_name_table_period_and_data(pack_facts: PackFacts) -> None:
    lines = notes(pack_facts, pack_tables(pack_facts), ("areas", "nothing"), ["Nói câu này.", ""])
    assert lines[0] == "Gợi ý lời trình bày: Nói câu này."
    assert lines[1].startswith("Quý I/2025: 15/12/2024–14/03/2025, 90 ngày; so với Quý I/2024: 15/12/2023–14/03/2024")
    assert lines[2].startswith("Nguồn: bảng «Tai nạn giao thông theo địa bàn» của phụ lục; kiểm lại bằng lệnh: python")
    assert len(lines) == 4
    assert lines[3].endswith("Số liệu đến 31/03/2025. Số liệu minh họa. Chưa chốt số liệu.")
