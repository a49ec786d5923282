"""STATS19 casualties of Greater Manchester through the intake: a stranger's file with a profile that a user wrote.

Expected figures: ``real/README.md`` of the shared folder, counted outside this project.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.intake.files.read import ReceivedFile
from analysis.intake.pipeline import Intake, nothing_stored, read_intake
from analysis.intake.profiles import profile_from
from tests.gm_known import ACCIDENTS, CASUALTIES, DEATHS


@dataclass(frozen=True)
class Taken:
    intake: Intake
    accidents: pd.DataFrame
    people: pd.DataFrame
    names: dict[str, str]


def reference_of(shared: Path, folder: Path) -> Definitions:
    boroughs = json.loads((shared / "real" / "gm_boroughs.geojson").read_text(encoding="utf-8"))
    with (folder / "areas.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["code", "name"])
        for feature in boroughs["features"]:
            given = feature["properties"]
            feature["properties"] = {"code": given["area_code"]}
            writer.writerow([given["area_code"], given["area_name"]])
    (folder / "boundaries.geojson").write_text(json.dumps(boroughs), encoding="utf-8")
    return load_definitions(folder)


@pytest.fixture(scope="module")
def taken(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    definitions = reference_of(shared, tmp_path_factory.mktemp("gm"))
    toml = re.search(r"```toml\n(.*?)```", (shared / "DESIGN.md").read_text(encoding="utf-8"), re.DOTALL)
    assert toml is not None
    handed: dict[str, pd.DataFrame] = {}
    path = shared / "real" / "gm_casualties.csv"
    intake = read_intake(
        ReceivedFile(path, path.name),
        "accidents",
        profile_from(tomllib.loads(toml[1])),
        definitions,
        today=date(2025, 1, 1),
        existing=nothing_stored,
        sink=lambda table, rows: handed.update({table: rows.to_pandas()}),
    )
    return Taken(intake, handed["accidents"], handed["people"], definitions.areas.names)


def test_every_casualty_is_read_and_accepted(taken: Taken) -> None:
    assert (taken.intake.rows_read, taken.intake.rows_accepted, taken.intake.rows_rejected) == (20435, 20435, 0)
    assert (taken.intake.records, len(taken.people)) == (15645, 20435)


def test_accidents_and_deaths_a_year(taken: Taken) -> None:
    year = pd.to_datetime(taken.accidents["occurred_on"]).dt.year
    assert year.value_counts().to_dict() == ACCIDENTS
    assert taken.accidents["deaths"].groupby(year).sum().to_dict() == DEATHS
    assert taken.accidents["deaths"].sum() == 342
    assert taken.accidents["injured"].sum() == 3823 + 16270


def test_casualties_by_area(taken: Taken) -> None:
    hurt = taken.accidents["deaths"] + taken.accidents["injured"]
    assert hurt.groupby(taken.accidents["area_code"].map(taken.names)).sum().to_dict() == CASUALTIES


def test_ids_stay_the_text_that_the_file_has(taken: Taken, shared: Path) -> None:
    with (shared / "real" / "gm_casualties.csv").open(encoding="utf-8", newline="") as stream:
        written = dict.fromkeys(row["AREFNO"] for row in csv.DictReader(stream))
    assert taken.accidents["accident_id"].tolist() == list(written)
    assert taken.accidents["accident_id"].is_unique


def test_points_against_the_stated_area(taken: Taken) -> None:
    rows = {item.rule: item.rows for item in taken.intake.findings}
    assert (rows["point_other_area"], rows["point_outside"]) == (56, 6)


def test_the_span_is_the_files_own(taken: Taken) -> None:
    assert (taken.intake.covers_start, taken.intake.covers_end) == (date(2019, 1, 1), date(2024, 6, 30))
