"""Counts of violations of a foreign police through the real import: three tables of one file repeat each other.

Expected figures: ``real/README.md`` of the shared folder, counted outside this project.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.__main__ import run
from analysis.definitions.catalogue import load_definitions
from analysis.definitions.periods import parse_period
from analysis.store.tables import open_store
from tests.violations_laws import parts_equal_the_facts, series_equals_the_facts

YEARS = {2012: 364_221, 2013: 393_404, 2014: 372_986, 2015: 459_419, 2016: 495_703, 2017: 244_989}
TOTAL, NAIVE = 2_330_722, 6_925_011
PROFILE = """name = "Israel"
kind = "violations"
row = "count"
{include}
[columns]
period = "year_quarter"
cases = "value"
"""


@pytest.fixture
def file(shared: Path) -> str:
    return str(shared / "real" / "israel_violations.csv")


def profile(folder: Path, include: str = "") -> str:
    path = folder / "hồ sơ.toml"
    path.write_text(PROFILE.format(include=include), encoding="utf-8")
    return str(path)


def test_all_sheets_at_once_are_refused_before_anything_is_taken_in(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "kho")
    assert run(["--store", store, "import", "violations", file, "--profile", profile(tmp_path)]) == 1
    said = capsys.readouterr()
    assert (said.out, "Traceback" in said.err) == ("", False)
    for figure in ("6.925.011", "2.330.722", "2.263.567", '"source_sheet" = ["1"]', "--accept-repeated"):
        assert figure in said.err
    assert run(["--store", store, "--json", "batches"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_sheet_one_has_the_known_figures_year_by_year(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "kho")
    own = profile(tmp_path, 'include = { source_sheet = ["1"] }')
    assert run(["--store", store, "--json", "import", "violations", file, "--profile", own]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["rows_read"], answer["rows_rejected"], answer["records"]) == (16_038, 0, 16_038)
    assert "facts_repeated" not in {item["rule"] for item in answer["findings"]}
    found = {}
    for year in YEARS:
        assert run(["--store", store, "--json", "violations", "--period", str(year), "--calendar", "month"]) == 0
        found[year] = json.loads(capsys.readouterr().out)["total"]["cases"]["now"]
    assert found == YEARS
    whole = ["--period", "2012-01-01..2017-06-30", "--calendar", "month"]
    assert run(["--store", store, "--json", "violations", *whole]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["cases"]["now"] == sum(YEARS.values()) == TOTAL


def test_all_sheets_with_a_reason_are_added_up_as_told(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = profile(tmp_path)
    asked = ["--json", "import", "violations", file, "--profile", own, "--accept-repeated", "thử"]
    assert run(["--store", str(tmp_path / "kho"), *asked]) == 0
    first = json.loads(capsys.readouterr().out)["findings"][0]
    assert (first["rule"], first["rows"]) == ("facts_repeated", 25_452)
    assert first["message"].endswith("lý do: thử.")
    period = ["violations", "--period", "2012-01-01..2017-06-30", "--calendar", "month"]
    assert run(["--store", str(tmp_path / "kho"), "--json", *period]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["cases"]["now"] == NAIVE


def test_parts_equal_the_total_of_the_stranger_s_rows(file: str, tmp_path: Path) -> None:
    """Sheet 1 counted again with plain pandas; the kind of place stands in for the behaviour, to have groups."""
    own = Path(profile(tmp_path, 'include = { source_sheet = ["1"] }'))
    own.write_text(own.read_text(encoding="utf-8") + 'behaviour = "place_type"\n', encoding="utf-8")
    assert run(["--store", str(tmp_path / "kho"), "import", "violations", file, "--profile", str(own)]) == 0
    rows = pd.read_csv(file, dtype=str)
    rows = rows[rows["source_sheet"] == "1"]
    quarter = rows["year_quarter"].str.extract(r"(\d{4})_(\d)").astype(int)
    facts = pd.DataFrame(
        {
            "day": pd.to_datetime({"year": quarter[0], "month": quarter[1] * 3 - 2, "day": 1}),
            "behaviour": rows["place_type"].fillna("unknown").str.split().str.join(" "),
            "cases": rows["value"].astype(float).astype(int),
        }
    )
    store, definitions = open_store(tmp_path / "kho"), load_definitions()
    month = definitions.calendars["month"]
    periods = parse_period("2016", month), parse_period("2015", month)
    assert parts_equal_the_facts(store, definitions, facts, periods, {}) > 50
    assert series_equals_the_facts(store, definitions, facts, parse_period("2017-Q2", month), {}, "quarter") == 21
