"""The command ``outlines``: checked in words and in JSON, put into the store's own folder, refused with reasons."""

import json
from pathlib import Path

import geopandas as gpd
import pytest

from analysis.__main__ import run

DETAILED = Path("geo") / "districts9_2024_detailed.geojson"


def test_checked_then_installed(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "kho"
    ask = ["--store", str(store), "outlines", str(shared / DETAILED), "--json"]
    assert run([*ask, "--dry-run"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["usable"], answer["outlines"], answer["installed"]) == (True, 9, False)
    assert not (store / "reference").exists()
    assert run(ask) == 0
    assert json.loads(capsys.readouterr().out)["installed"] is True
    assert (store / "reference" / "boundaries.geojson").is_file()
    assert run(["--store", str(store), "outlines", str(shared / DETAILED)]) == 0
    assert capsys.readouterr().out.startswith("9 ranh giới. Đã thay ranh giới.")
    assert (store / "reference" / "boundaries.geojson.truoc").is_file()


def test_what_cannot_be_used_is_refused_with_its_reasons(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = tmp_path / "thiếu.geojson"
    gpd.read_file(shared / DETAILED).iloc[:8].to_file(part, driver="GeoJSON")
    assert run(["--store", str(tmp_path / "kho"), "outlines", str(part)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Tệp thiếu ranh giới của 1 địa bàn: Văn Bàn" in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "kho" / "reference").exists()


def test_a_folder_laid_over_by_hand_gets_them(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "danh mục"
    folder.mkdir()
    ask = ["--store", str(tmp_path / "kho"), "--reference", str(folder), "outlines", str(shared / DETAILED)]
    assert run(ask) == 0
    assert "Đã thay ranh giới" in capsys.readouterr().out
    assert (folder / "boundaries.geojson").is_file()
