"""The examples of the README for the files that the office fills in: they are read as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.schools import load_schools

README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Definitions:
    folder = tmp_path_factory.mktemp("reference")
    blocks = re.findall(r"^```csv\n(# (\S+)\n.+?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    for text, name in blocks:
        (folder / name).write_text(text, encoding="utf-8")
    return load_definitions(folder)


def test_the_examples_are_read(filled: Definitions) -> None:
    assert filled.junctions()["code"].tolist() == ["NG-01", "NG-02"]
    assert filled.km_posts()["km_m"].tolist() == [126_000, 127_000]
    assert filled.chainages()["line_to_m"].tolist() == [44_000, 45_500]
    assert filled.rail_crossings()["km_m"].tolist() == [285_350]
    assert [(one.code, one.behaviours, one.confirmed) for one in filled.campaigns()] == [
        ("con-2025-03", ("alcohol", "drug"), True)
    ]
    assert load_schools(filled.reference)["radius_m"].tolist() == [200]


def test_the_columns_are_those_of_our_templates(filled: Definitions, definitions: Definitions) -> None:
    for name in ("junctions", "km_posts", "chainages", "rail_crossings", "schools"):
        mine, theirs = (one.reference.table(name, may_be_empty=True) for one in (definitions, filled))
        assert list(mine.columns) == list(theirs.columns)
        assert mine.empty
