"""A foreign file through the command line, as another program calls it: STATS19 casualties of Greater Manchester.

Expected figures were counted outside this project; nothing in the code knows the file's columns.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.gm_known import ACCIDENTS, CASUALTIES, DEATHS

PROJECT = Path(__file__).resolve().parents[1]
Office = tuple[list[str | Path], dict[str, Any]]
PROFILE = """
name = "GM casualties"
kind = "accidents"
row = "casualty"
date_order = "ymd"
crs = "EPSG:4326"
missing = ["-1"]
[columns]
accident_id = "AREFNO"
date = "date"
time = "output_time"
area = "area_name"
lat = "lat"
lon = "lon"
outcome = "casualty_severity"
severity = "collision_severity"
[values.outcome]
Fatal = "death"
Serious = "injured"
Slight = "injured"
"""


def atgt(*arguments: str | Path) -> Any:
    command = [sys.executable, "-m", "analysis", *map(str, arguments), "--json"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def office(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A store of the file's own: its ten boroughs as areas, its profile, one import."""
    folder = tmp_path_factory.mktemp("gm")
    boroughs = json.loads((shared / "real" / "gm_boroughs.geojson").read_text(encoding="utf-8"))
    reference = folder / "reference"
    reference.mkdir()
    lines = ["code,name"]
    for feature in boroughs["features"]:
        properties = feature["properties"]
        feature["properties"] = {"code": properties["area_code"]}
        lines.append(f"{properties['area_code']},{properties['area_name']}")
    (reference / "areas.csv").write_text("\n".join(lines), encoding="utf-8")
    (reference / "boundaries.geojson").write_text(json.dumps(boroughs), encoding="utf-8")
    (folder / "gm.toml").write_text(PROFILE, encoding="utf-8")
    options: list[str | Path] = ["--store", folder / "store", "--reference", reference]
    file = shared / "real" / "gm_casualties.csv"
    return options, atgt(*options, "import", "accidents", file, "--profile", folder / "gm.toml")


def test_every_row_is_accepted_and_grouped_into_collisions(office: Office) -> None:
    _, done = office
    assert (done["rows_read"], done["rows_accepted"], done["rows_rejected"]) == (20435, 20435, 0)
    assert done["records"] == 15645
    rows = {finding["rule"]: finding["rows"] for finding in done["findings"]}
    assert rows["point_outside"] == 6
    assert rows["point_other_area"] == 56


@pytest.mark.parametrize("year", ACCIDENTS)
def test_collisions_and_deaths_of_a_year(office: Office, year: int) -> None:
    options, _ = office
    total = atgt(*options, "compare", "--period", str(year), "--calendar", "month")["total"]
    assert total["accidents"]["now"] == ACCIDENTS[year]
    assert total["deaths"]["now"] == DEATHS[year]


def test_casualties_by_area(office: Office) -> None:
    options, _ = office
    asked = ("compare", "--period", "2019-01-01..2024-06-30", "--calendar", "month", "--by", "area")
    rows = atgt(*options, *asked)["rows"]
    found = {row["label"]: row["deaths"]["now"] + row["injured"]["now"] for row in rows if row["key"] != "unknown"}
    assert found == CASUALTIES


def test_a_second_import_says_so_and_changes_nothing(office: Office, shared: Path) -> None:
    options, first = office
    before = atgt(*options, "batches")
    profile = Path(options[1]).parent / "gm.toml"
    again = atgt(*options, "import", "accidents", shared / "real" / "gm_casualties.csv", "--profile", profile)
    assert again["already_imported"] is True
    assert again["batch"] == first["batch"]
    assert atgt(*options, "batches") == before
