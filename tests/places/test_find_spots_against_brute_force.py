"""1.000 random small cases, by road-km and by coordinates: the same spots in the same order as over all subsets.

All cases stand in one table, each on roads and ground of its own, so that the search is made once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.places.asked import Asked
from analysis.places.find_spots import find_spots
from tests.places.brute_force import Accident, frame, spots

CASES = 1000
LENGTH_M, RADIUS_M = 100, 50.0
FIRST_DAY = date(2023, 2, 27)


def random_case(seed: int) -> list[Accident]:
    """Two to nine accidents on two roads, crowded so that windows overlap, on coarse metres so that ties are many."""
    rng = np.random.default_rng(seed)
    count, width = int(rng.integers(2, 10)), int(rng.choice([60, 120, 200, 320]))
    step, days = int(rng.choice([1, 10, 25, 50])), int(rng.choice([200, 400, 800]))
    east, north = 380_000 + seed % 40 * 2000, 2_430_000 + seed // 40 * 2000
    accidents = []
    for number in rng.permutation(count):
        fatal = bool(rng.random() < rng.choice([0.1, 0.3, 0.6]))
        point = rng.integers(0, width // step + 1, size=2) * step + (0 if seed % 2 else rng.random(2))
        accidents.append(
            Accident(
                name=f"{seed:03d}-{number}",
                day=FIRST_DAY + timedelta(days=int(rng.integers(0, days))),
                road=f"{seed} {'QL70' if rng.random() < 0.8 else 'QL4E'}",
                metre=int(rng.integers(0, width // step + 1)) * step,
                x=float(east + point[0]),
                y=float(north + point[1]),
                deaths=int(rng.integers(1, 3)) if fatal else 0,
                injured=int(rng.integers(0 if fatal else 1, 4)),
            )
        )
    return accidents


@pytest.fixture(scope="module")
def cases() -> list[list[Accident]]:
    return [random_case(seed) for seed in range(CASES)]


def asked(by: str) -> Asked:
    return Asked(by, date(2025, 12, 31), date(2023, 1, 1), LENGTH_M, RADIUS_M, potential=("ours",))


def ids_by_case(table: pd.DataFrame) -> dict[int, list[tuple[str, ...]]]:
    """Spots of each case in the order of the list; no spot holds accidents of two cases."""
    found = defaultdict(list)
    for names in table["accident_ids"]:
        (case,) = {int(name[:3]) for name in names}
        found[case].append(names)
    return found


@pytest.mark.parametrize("by", ["km", "point"])
def test_a_thousand_random_cases_equal_the_search_over_all_subsets(
    definitions: Definitions, cases: list[list[Accident]], by: str
) -> None:
    rows = frame([item for case in cases for item in case])
    found = ids_by_case(find_spots(rows, definitions.blackspot_rules.rules[0], asked(by)).spots)
    expected = [spots(case, by, LENGTH_M if by == "km" else RADIUS_M) for case in cases]
    wrong = [number for number, each in enumerate(expected) if found.get(number, []) != each]
    assert wrong == []
    assert sum(bool(each) for each in expected) > CASES / 3
    assert sum(len(each) > 1 for each in expected) > CASES / 20


@pytest.mark.parametrize("by", ["km", "point"])
def test_the_order_of_the_rows_changes_nothing(definitions: Definitions, cases: list[list[Accident]], by: str) -> None:
    """Cases pushed together, so that groups meet."""
    close = [
        replace(item, road=item.road.split()[1], metre=item.metre + 120 * (number // 4), x=400_000.0 + item.x % 2000)
        for number, case in enumerate(cases[:200])
        for item in case
    ]
    rows, rule = frame(close), definitions.blackspot_rules.rules[0]
    found, again = (find_spots(table, rule, asked(by)) for table in (rows, rows.sample(frac=1, random_state=1)))
    assert len(found.spots) > 50
    for name in ("spots", "potential", "members", "accidents"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(again, name))
