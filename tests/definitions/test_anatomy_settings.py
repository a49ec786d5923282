"""The settings of the page Phân tích TNGT: ours are read, impossible ones are said."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.definitions.anatomy_settings import AnatomySettings, load_anatomy_settings
from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.reference import DEFAULT_FOLDER
from analysis.errors import DefinitionError


def test_ours_are_those_of_the_code(definitions: Definitions) -> None:
    assert load_anatomy_settings(definitions.reference) == AnatomySettings()


@pytest.mark.parametrize(
    ("ours", "wrong"),
    [
        ("hour_band_hours = 3", "hour_band_hours = 5"),
        ("help_minutes = 30", "help_minutes = 20"),
        ("false_share = 0.10", "false_share = 10"),
        ("fewest_years = 3", "fewest_years = 6"),
        ("km_stretch_m = 5000", ""),
    ],
)
def test_impossible_settings_are_said(ours: str, wrong: str, tmp_path: Path) -> None:
    text = (DEFAULT_FOLDER / "anatomy.toml").read_text(encoding="utf-8")
    assert ours in text
    (tmp_path / "anatomy.toml").write_text(text.replace(ours, wrong), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"anatomy\.toml"):
        load_anatomy_settings(load_definitions(tmp_path).reference)
