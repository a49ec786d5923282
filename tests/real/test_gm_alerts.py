"""The flags of a foreign province with five years of data: ten boroughs, months of the calendar, a short history.

The data begin on 2019-01-01, so Quý I/2023 has 16 quarters before it and Quý I/2024 the full 20.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.__main__ import run
from tests.gm_known import CASUALTIES
from tests.test_gm_end_to_end import PROFILE

HISTORY = {"2023-Q1": 16, "2023-Q2": 17, "2023-Q3": 18, "2023-Q4": 19, "2024-Q1": 20, "2024-Q2": 20}


@pytest.fixture(scope="module")
def options(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A store with the file in it and the ten boroughs as areas."""
    folder = tmp_path_factory.mktemp("gm_alerts")
    boroughs = json.loads((shared / "real" / "gm_boroughs.geojson").read_text(encoding="utf-8"))
    names = [feature["properties"] for feature in boroughs["features"]]
    (folder / "reference").mkdir()
    lines = ["code,name", *(f"{given['area_code']},{given['area_name']}" for given in names)]
    (folder / "reference" / "areas.csv").write_text("\n".join(lines), encoding="utf-8")
    for feature, given in zip(boroughs["features"], names, strict=True):
        feature["properties"] = {"code": given["area_code"]}
    (folder / "reference" / "boundaries.geojson").write_text(json.dumps(boroughs), encoding="utf-8")
    (folder / "gm.toml").write_text(PROFILE, encoding="utf-8")
    chosen = ["--store", str(folder / "store"), "--reference", str(folder / "reference")]
    file = shared / "real" / "gm_casualties.csv"
    assert run([*chosen, "import", "accidents", str(file), "--profile", str(folder / "gm.toml")]) == 0
    return chosen


@pytest.mark.parametrize("period", HISTORY)
def test_flags_run_and_say_how_short_the_history_is(
    options: list[str], period: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run([*options, "alerts", "--period", period, "--calendar", "month", "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    quarters = HISTORY[period]
    assert answer["quarters_of_history"] == quarters
    short = [note for note in answer["notes"] if "Số liệu nền ngắn" in note]
    assert bool(short) == (quarters < 20)
    if short:
        assert f"{quarters} quý (từ Quý I/2019) thay cho 20 quý" in short[0]
    assert {row["label"] for row in answer["rows"]} == set(CASUALTIES)
    assert {row["level"] for row in answer["rows"]} <= {"red", "amber", "none"}
    assert all(row["p_base"] is not None and row["lower"] <= row["expected"] <= row["upper"] for row in answer["rows"])
    assert answer["alpha"] > 0  # 2020 was not like the other years
