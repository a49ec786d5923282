"""The anatomy of a foreign province: STATS19 of Greater Manchester, months of the calendar, columns that are not there.

Expected figures: ``tests/gm_known.py``, counted outside this project.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.__main__ import run
from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.periods import Period, parse_period
from analysis.figures.anatomy import Anatomy
from analysis.store.tables import Store, open_store
from tests.anatomy_laws import made, parts_equal_the_total, pivot_has_the_totals, windows_equal_the_rows
from tests.gm_known import ACCIDENTS, DEATHS
from tests.test_gm_end_to_end import PROFILE

PEOPLE = """sex = "sex"
age_group = "ageband"
"""


@dataclass(frozen=True)
class Foreign:
    store: Store
    definitions: Definitions
    period: Period
    found: Anatomy


@pytest.fixture(scope="module")
def foreign(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Foreign:
    """A store with the file in it, the ten boroughs as areas, the year 2023 opened."""
    folder = tmp_path_factory.mktemp("gm_anatomy")
    boroughs = json.loads((shared / "real" / "gm_boroughs.geojson").read_text(encoding="utf-8"))
    names = [feature["properties"] for feature in boroughs["features"]]
    reference = folder / "reference"
    reference.mkdir()
    lines = ["code,name", *(f"{given['area_code']},{given['area_name']}" for given in names)]
    (reference / "areas.csv").write_text("\n".join(lines), encoding="utf-8")
    for feature, given in zip(boroughs["features"], names, strict=True):
        feature["properties"] = {"code": given["area_code"]}
    (reference / "boundaries.geojson").write_text(json.dumps(boroughs), encoding="utf-8")
    profile = PROFILE.replace("[values.outcome]", PEOPLE + "[values.outcome]")
    (folder / "gm.toml").write_text(profile, encoding="utf-8")
    file = shared / "real" / "gm_casualties.csv"
    chosen = ["--store", str(folder / "store"), "--reference", str(reference)]
    assert run([*chosen, "import", "accidents", str(file), "--profile", str(folder / "gm.toml")]) == 0
    store, definitions = open_store(folder / "store"), load_definitions(reference)
    period = parse_period("2023", definitions.calendars["month"])
    return Foreign(store, definitions, period, made(store, definitions, period))


def test_the_known_totals(foreign: Foreign) -> None:
    assert foreign.found.total["accidents"] == ACCIDENTS[2023]
    assert foreign.found.total["deaths"] == DEATHS[2023]
    assert foreign.found.history == {str(year): ACCIDENTS[year] for year in (2022, 2021, 2020, 2019)}
    assert [base.key for base in foreign.found.uncovered] == ["2018"]


def test_every_breakdown(foreign: Foreign) -> None:
    parts_equal_the_total(foreign.store, foreign.found)


def test_what_the_file_has_not_is_unknown(foreign: Foreign) -> None:
    for name in ("road", "cause", "factors", "alcohol", "drug", "km_stretch"):
        assert foreign.found.breakdowns[name].unknown_now == ACCIDENTS[2023], name


def test_tet_and_the_holidays(foreign: Foreign) -> None:
    """2019 to 2023: five windows a year; the new year's of 2019 begins before the data."""
    tet, holidays = 3 * 5, 5 * 5 - 1
    assert windows_equal_the_rows(foreign.store, foreign.definitions, foreign.period) == tet + holidays


@pytest.mark.parametrize(
    ("rows", "columns", "measure"),
    [("area", "hour", "accidents"), ("weekday", "month", "deaths"), ("age_group", "sex", "injured")],
)
def test_pivot(foreign: Foreign, rows: str, columns: str, measure: str) -> None:
    pivot_has_the_totals(foreign.store, foreign.definitions, foreign.period, rows, columns, measure)
