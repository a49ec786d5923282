"""People by area: the newest year not after the one asked for, the later of two files, nothing where none is loaded."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.figures import population
from analysis.figures.population import people_by_area

from .rows import Rows


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Rows (area, year, people, batch) in place of a store; batch "mẫu" is the embedded example."""

    def put(*rows: tuple[str, int, int, str]) -> Rows:
        table = pd.DataFrame(rows, columns=["area_code", "year", "people", "batch_id"])
        batches = pd.DataFrame({"batch_id": ["mẫu", "sau"], "illustrative": [True, False]})
        monkeypatch.setattr(population, "population_rows", lambda _: table.astype({"year": "Int64", "people": "Int64"}))
        monkeypatch.setattr(population, "list_batches", lambda _: batches)
        return Rows()

    return put


def test_the_newest_year_not_after_the_one_asked_for(load: Any, definitions: Definitions) -> None:
    store = load(("080", 2021, 100, "mẫu"), ("080", 2023, 120, "mẫu"), ("088", 2023, 70, "mẫu"))
    for asked, year, people in ((2022, 2021, 100), (2023, 2023, 120), (2030, 2023, 120), (2019, 2021, 100)):
        found = people_by_area(store, definitions, asked)
        assert (found.year, found.people["080"]) == (year, people)
    assert list(found.people.index) == definitions.areas.codes


def test_an_area_without_a_figure_in_that_year_is_missing(load: Any, definitions: Definitions) -> None:
    store = load(("080", 2021, 100, "mẫu"), ("088", 2023, 70, "mẫu"))
    found = people_by_area(store, definitions, 2025)
    assert found.people["088"] == 70
    assert found.people.drop("088").isna().all()


def test_the_later_file_is_taken_and_the_example_is_said(load: Any, definitions: Definitions) -> None:
    store = load(("080", 2023, 120, "sau"), ("080", 2023, 100, "mẫu"))
    found = people_by_area(store, definitions, 2023)
    assert (found.people["080"], found.illustrative) == (120, False)
    mixed = people_by_area(load(("080", 2023, 120, "sau"), ("088", 2023, 100, "mẫu")), definitions, 2023)
    assert mixed.illustrative


def test_nothing_loaded_and_areas_that_are_not_ours(load: Any, definitions: Definitions) -> None:
    found = people_by_area(load(("999", 2023, 5, "sau")), definitions, 2023)
    assert (found.year, found.illustrative) == (None, False)
    assert found.people.isna().all()
