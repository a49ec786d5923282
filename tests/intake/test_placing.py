"""Where an accident was: an old and a new commune of the same name are told apart by the day."""

from __future__ import annotations

import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.intake.placing import stated_places


def test_the_day_tells_an_old_commune_from_a_new_one_of_the_same_name(definitions: Definitions) -> None:
    cells = pd.DataFrame(
        {"area": ["Sa Pa", "Sa Pa", "TP Lào Cai"], "commune": ["Phường Sa Pa"] * 2 + ["Phường Lào Cai"]}
    )
    days = pd.Series(pd.to_datetime(["2024-01-01", "2025-07-01", "2025-06-30"]).astype("datetime64[s]"))
    places, _ = stated_places(cells.astype("category"), definitions, days=days)
    assert list(places["commune_code"]) == ["03001", "03006", "02641"]
    assert list(places["area_code"]) == ["088", "088", "080"]


def test_without_a_day_such_a_name_stays_unknown_and_the_district_stands(definitions: Definitions) -> None:
    cells = pd.DataFrame({"area": ["Sa Pa"], "commune": ["Phường Sa Pa"]}).astype("category")
    places, _ = stated_places(cells, definitions)
    assert (places["area_code"].iloc[0], places["commune_code"].iloc[0]) == ("088", "unknown")
