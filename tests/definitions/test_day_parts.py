"""Parts of the day: every hour in exactly one."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.day_parts import load_day_parts
from analysis.definitions.reference import open_reference
from analysis.errors import DefinitionError

HEAD = "code,label,from_hour,to_hour\n"


def test_every_hour_has_its_part(definitions: Definitions) -> None:
    parts = load_day_parts(definitions.reference)
    assert len(parts.of_hour) == 24
    assert [parts.of_hour[hour] for hour in (0, 5, 6, 11, 12, 17, 18, 23)] == [
        *("night", "night", "morning", "morning", "afternoon", "afternoon", "evening", "evening")
    ]
    assert parts.labels["evening"] == "Buổi tối (18-24 giờ)"


@pytest.mark.parametrize(
    ("rows", "hour"),
    [
        ("a,Ngày,0,12\nb,Đêm,13,24\n", "12"),
        ("a,Ngày,0,13\nb,Đêm,12,24\n", "12"),
        ("a,Ngày,0,24\nb,Đêm,,\n", ""),
        ("a,Ngày,0,x\nb,Đêm,1,24\n", "0"),
    ],
)
def test_a_hole_or_an_overlap_is_refused(tmp_path: Path, rows: str, hour: str) -> None:
    (tmp_path / "day_parts.csv").write_text(HEAD + rows, encoding="utf-8")
    if not hour:
        assert load_day_parts(open_reference(tmp_path)).of_hour == ("a",) * 24
        return
    with pytest.raises(DefinitionError, match=f"giờ {hour} "):
        load_day_parts(open_reference(tmp_path))
