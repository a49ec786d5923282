"""Schools and the hours of the way to school: the template is empty, distances and hours at their edges."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.schools import SCHOOLS, in_school_hours, load_school_hours, load_schools, near_school
from analysis.errors import DefinitionError

HEAD = "code,name,area_code,lat,lon,radius_m,valid_from,valid_to,note\n"


def schools(folder: Path, *lines: str) -> pd.DataFrame:
    (folder / "schools.csv").write_text(HEAD + "\n".join(lines), encoding="utf-8")
    return load_schools(load_definitions(folder).reference)


def test_the_template_has_its_columns_and_no_row(definitions: Definitions) -> None:
    found = load_schools(definitions.reference)
    assert list(found.columns) == list(SCHOOLS)
    assert found.empty


def test_near_is_within_the_radius_and_in_the_years_of_the_school(tmp_path: Path) -> None:
    """A thousandth of a degree of latitude is 111 m: 0,0017 degrees are 189 m, 0,0019 are 211 m."""
    found = schools(tmp_path, "TH-01,Trường A,080,22.48,103.97,,2023-09-05,2024-05-31,")
    assert found["radius_m"].tolist() == [200]
    days = pd.to_datetime(["2024-01-10"] * 3 + ["2023-09-04", "2024-05-31"])
    rows = pd.DataFrame({"occurred_on": days, "lon": 103.97})
    rows["lat"] = [22.4817, 22.4819, float("nan"), 22.48, 22.48]
    assert near_school(rows, found).tolist() == ["yes", "no", "unknown", "no", "yes"]


@pytest.mark.parametrize(
    "line", ["A,,,22.4,,,,,", "A,,,122.4,103.9,,,,", "A,,,22.4,103.9,0,,,", "A,,,22.4,103.9,,hôm qua,,"]
)
def test_a_wrong_school_is_said(line: str, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"schools\.csv"):
        schools(tmp_path, line)


def test_hours_are_half_open_on_school_days_of_the_school_year(definitions: Definitions) -> None:
    """Monday 8 January 2024, Sunday 7 January, Monday 1 July; 06:15 is inside, 07:30 is not, no hour is unknown."""
    hours = load_school_hours(definitions.reference)
    days = pd.Series(pd.to_datetime(["2024-01-08"] * 4 + ["2024-01-07", "2024-07-01"]))
    minutes = pd.Series([374, 375, 450, None, 400, 400], dtype="Int64")
    assert in_school_hours(days, minutes, hours).tolist() == ["no", "yes", "no", "unknown", "no", "no"]


def test_wrong_hours_are_said(tmp_path: Path) -> None:
    head = "code,label,from_time,to_time,weekdays,months\n"
    for line in ("a,A,7h,08:00,mon,1", "a,A,08:00,07:00,mon,1", "a,A,07:00,08:00,thứ hai,1"):
        (tmp_path / "school_hours.csv").write_text(head + line, encoding="utf-8")
        with pytest.raises(DefinitionError, match=r"school_hours\.csv"):
            load_school_hours(load_definitions(tmp_path).reference)
