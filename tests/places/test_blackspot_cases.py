"""The boundary cases of METHODS 5 with their answers (``blackspot_cases.json``), by road-km and on a straight road."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.places.asked import Asked
from analysis.places.find_spots import find_spots
from tests.places.brute_force import Accident, frame


def accident(record: dict[str, Any]) -> Accident:
    return Accident(
        name=str(record["id"]),
        day=date.fromisoformat(record["date"]),
        road=record["road"],
        metre=record["m"],
        x=400_000.0 + record["m"],
        y=2_480_000.0,
        deaths=record["fatal"],
        injured=0 if record["fatal"] else 1,
    )


@pytest.mark.parametrize("by", ["km", "point"])
def test_the_cases_of_the_reference_folder(definitions: Definitions, shared: Path, by: str) -> None:
    cases = json.loads((shared / "reference" / "blackspot_cases.json").read_text(encoding="utf-8"))
    assert len(cases) >= 7
    for case in cases:
        asked = Asked(by, date(2026, 1, 1), date(2020, 1, 1), length_m=case["L"], radius_m=case["L"] / 2, potential=())
        rows = frame([accident(record) for record in case["accidents"]])
        spots = find_spots(rows, definitions.blackspot_rules.rules[0], asked).spots
        found = [
            {
                "ids": [int(name) for name in spot["accident_ids"]],
                "criteria": list(spot["criteria"]),
                "span": spot["span_m"],
                "first": f"{spot['first']:%Y-%m-%d}",
                "last": f"{spot['last']:%Y-%m-%d}",
            }
            for spot in spots.to_dict("records")
        ]
        assert found == case["expected"], case["name"]
