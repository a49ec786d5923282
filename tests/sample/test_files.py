"""The files of the sample: the same bytes every time, small, and the intake reads the truth from them."""

from __future__ import annotations

import io
import tomllib
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from analysis.definitions.catalogue import load_definitions
from analysis.definitions.reference import DEFAULT_FOLDER
from analysis.definitions.tables import ACCIDENTS, PEOPLE, tidy_table
from analysis.intake.files.read import ReceivedFile
from analysis.intake.pipeline import Intake, read_intake
from analysis.intake.profiles import read_profile
from data.sample import generate

FOLDER = generate.FOLDER
MANIFEST = tomllib.loads((FOLDER / "sample.toml").read_text(encoding="utf-8"))["file"]
LARGEST = 4_000_000
TODAY = date(2025, 4, 2)
NEEDS_PROFILE = "tai_nan_2020.txt"
"""Its headings are unusual on purpose ("Ngày TN", "B.thương")."""


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook (how they are packed depends on zlib), or the text itself."""
    if not content.startswith(b"PK"):
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_generator_writes_the_committed_files(written: dict[str, bytes]) -> None:
    assert {entry["path"] for entry in MANIFEST} == set(written)
    for name, content in written.items():
        assert parts_of((FOLDER / name).read_bytes()) == parts_of(content), name


def test_generator_writes_the_same_bytes_twice(written: dict[str, bytes], tmp_path: Path) -> None:
    generate.main(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == written


def test_all_files_together_are_small(written: dict[str, bytes]) -> None:
    profiles = sum(path.stat().st_size for path in (FOLDER / "profiles").iterdir())
    assert sum(map(len, written.values())) + profiles <= LARGEST


def test_files_and_profiles_say_that_they_are_an_illustration() -> None:
    for entry in MANIFEST:
        assert "số liệu minh họa" in read_profile(FOLDER / entry["profile"]).source
        assert read_profile(FOLDER / entry["profile"]).source == entry["source"]


@pytest.fixture(scope="module")
def taken_in() -> tuple[dict[str, Intake], dict[str, pd.DataFrame]]:
    """Every file of the manifest through the intake: what became of it, and all tables together."""
    definitions = load_definitions(DEFAULT_FOLDER)
    nothing = tidy_table(pd.DataFrame(columns=ACCIDENTS.names), "accidents").to_pandas()
    tables: dict[str, list[pa.Table]] = {}
    results = {
        entry["path"]: read_intake(
            ReceivedFile(FOLDER / entry["path"], entry["path"]),
            entry["kind"],
            read_profile(FOLDER / entry["profile"]),
            definitions,
            today=TODAY,
            existing=lambda first, last: nothing,  # noqa: ARG005
            sink=lambda name, table: tables.setdefault(name, []).append(table),
            progress=None,
        )
        for entry in MANIFEST
    }
    return results, {name: pa.concat_tables(parts).to_pandas() for name, parts in tables.items()}


def test_nothing_is_rejected(taken_in: tuple[dict[str, Intake], dict[str, pd.DataFrame]]) -> None:
    for name, result in taken_in[0].items():
        assert (result.rows_rejected, result.rows_accepted) == (0, result.rows_read), name
        assert not [item for item in result.findings if item.severity == "error"], name


def test_every_month_is_covered_without_a_hole(taken_in: tuple[dict[str, Intake], dict[str, pd.DataFrame]]) -> None:
    for kind in ("accidents", "violations"):
        spans = sorted(
            (result.covers_start, result.covers_end) for result in taken_in[0].values() if result.kind == kind
        )
        assert spans[0][0] == date(2018, 12, 15)
        assert spans[-1][1] == date(2025, 3, 31)
        assert all((later[0] - earlier[1]).days == 1 for earlier, later in pairwise(spans))


def test_accidents_come_in_as_they_were_invented(
    taken_in: tuple[dict[str, Intake], dict[str, pd.DataFrame]], sample: generate.Sample
) -> None:
    got = taken_in[1]["accidents"].set_index("accident_id").sort_index()
    truth = sample.accidents.set_index("accident_id").sort_index()
    assert list(got.index) == list(truth.index)
    assert list(got["occurred_on"]) == list(truth["occurred_on"])
    for column in (
        "area_code",
        "commune_code",
        "mode",
        "severity",
        "deaths",
        "injured",
        "missing_people",
        "cause",
        "alcohol",
    ):
        assert list(got[column]) == list(truth[column]), column
    assert list(got["vehicle_types"]) == ["|".join(sorted(codes)) for codes in truth["vehicles"]]
    for column, expected in (("occurred_at", "minutes"), ("km_m", "km_m")):
        assert list(got[column].fillna(-1)) == list(truth[expected].fillna(-1)), column
    for column in ("damage_million_vnd", "help_minutes"):
        np.testing.assert_allclose(got[column], truth[column].astype(float), atol=1e-6)
    # seconds of arc to one decimal are 3 m; 5 decimals of a degree are 1 m
    for column in ("lat", "lon"):
        np.testing.assert_allclose(got[column], truth[column], atol=2e-5)


def test_roads_come_in_by_number_and_class(
    taken_in: tuple[dict[str, Intake], dict[str, pd.DataFrame]], sample: generate.Sample
) -> None:
    got = taken_in[1]["accidents"].set_index("accident_id").sort_index()
    truth = sample.accidents.set_index("accident_id").sort_index()
    on_road = (truth["mode"] == "road").to_numpy()
    assert list(got.loc[on_road, "road_class"]) == list(truth.loc[on_road, "road_class"])
    numbered = truth["km_m"].notna() & on_road
    code = sample.definitions.codes["roads"].resolve(truth.loc[numbered, "road"]).to_list()
    assert list(got.loc[numbered.to_numpy(), "road"]) == code


def test_people_come_in_from_2022_on(
    taken_in: tuple[dict[str, Intake], dict[str, pd.DataFrame]], sample: generate.Sample
) -> None:
    got = taken_in[1]["people"]
    assert set(PEOPLE.names) <= set(got.columns)
    truth = sample.people[sample.people["accident_id"].str[2:6].astype(int) >= 2022]
    assert got["outcome"].value_counts().to_dict() == truth["outcome"].value_counts().to_dict()
    assert got["sex"].value_counts().to_dict() == truth["sex"].value_counts().to_dict()
    pupils = truth["occupation"].isin(["Học sinh", "Sinh viên"]).sum()
    assert got["is_pupil"].sum() == pupils > 0


def test_violations_come_in_as_they_were_invented(
    taken_in: tuple[dict[str, Intake], dict[str, pd.DataFrame]], sample: generate.Sample
) -> None:
    keys = ["period_start", "area_code", "behaviour", "vehicle_type", "enforced_by", "mode"]
    sums = ["cases", "fine_vnd", "licences_revoked", "vehicles_held"]
    got = taken_in[1]["violations"].sort_values(keys, ignore_index=True)
    truth = sample.violations.rename(columns={"day": "period_start"}).sort_values(keys, ignore_index=True)
    assert (got["period_start"] == got["period_end"]).all()
    for column in [*keys, *sums]:
        assert list(got[column].astype(object)) == list(truth[column].astype(object)), column
    assert got["points_deducted"].sum() == truth["points_deducted"].sum()


def test_population_comes_in(
    taken_in: tuple[dict[str, Intake], dict[str, pd.DataFrame]], sample: generate.Sample
) -> None:
    got = taken_in[1]["population"]
    assert got.groupby("year")["people"].sum().to_dict() == sample.population.groupby("year")["people"].sum().to_dict()


@pytest.mark.parametrize(
    "entry", [entry for entry in MANIFEST if entry["path"] != NEEDS_PROFILE], ids=lambda entry: entry["path"]
)
def test_headings_are_recognised_without_a_profile(entry: dict[str, str], taken_in: object) -> None:
    """A staff member drops the file with no profile: the same number of records comes in."""
    nothing = tidy_table(pd.DataFrame(columns=ACCIDENTS.names), "accidents").to_pandas()
    result = read_intake(
        ReceivedFile(FOLDER / entry["path"], entry["path"]),
        entry["kind"],
        None,
        load_definitions(DEFAULT_FOLDER),
        today=TODAY,
        existing=lambda first, last: nothing,  # noqa: ARG005
        sink=lambda name, table: None,  # noqa: ARG005
        progress=None,
    )
    assert (result.records, result.rows_rejected) == (taken_in[0][entry["path"]].records, 0)
