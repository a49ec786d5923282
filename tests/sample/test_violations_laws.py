"""Parts equal the total for every figure of the page Vi phạm, counted again with plain pandas from invented rows."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period, parse_period
from analysis.figures.behaviour_groups import direct_codes
from analysis.figures.campaigns import campaign_windows
from analysis.figures.compare import compare, compare_violations, covered_batches
from analysis.figures.together import accidents_in_windows, acts_beside, by_area, shared_codes
from analysis.store.tables import Store
from data.sample import generate
from tests.violations_laws import (
    Where,
    campaigns_equal_the_facts,
    inside,
    parts_equal_the_facts,
    series_equals_the_facts,
)

CHOICES: list[tuple[str, str, Where]] = [
    ("2025-Q1", "2024-Q1", {}),
    ("2024", "2023", {"area": ["080", "087"]}),
    ("2024-01-05..2024-02-10", "2023-01-05..2023-02-10", {"mode": ["road"], "area": ["088"]}),
]


@pytest.fixture(scope="module")
def facts(sample: generate.Sample) -> pd.DataFrame:
    return sample.violations.rename(columns={"area_code": "area"})


@pytest.fixture(scope="module")
def accidents(sample: generate.Sample) -> pd.DataFrame:
    return sample.accidents.rename(columns={"area_code": "area", "occurred_on": "day"})


def both(now: str, base: str, definitions: Definitions) -> tuple[Period, Period]:
    calendar = definitions.calendar()
    return parse_period(now, calendar), parse_period(base, calendar)


@pytest.mark.parametrize(("now", "base", "where"), CHOICES)
def test_every_measure_by_every_dimension(
    now: str, base: str, where: Where, sample_store: Store, definitions: Definitions, facts: pd.DataFrame
) -> None:
    assert parts_equal_the_facts(sample_store, definitions, facts, both(now, base, definitions), where) > 100


@pytest.mark.parametrize(("unit", "where", "least"), [("quarter", {}, 21), ("month", {"area": ["085"]}, 61)])
def test_the_series(
    unit: str, where: Where, least: int, sample_store: Store, definitions: Definitions, facts: pd.DataFrame
) -> None:
    until = parse_period("2025-Q1", definitions.calendar())
    assert series_equals_the_facts(sample_store, definitions, facts, until, where, unit) >= least


def test_the_windows_of_every_campaign(sample_store: Store, definitions: Definitions, facts: pd.DataFrame) -> None:
    assert campaigns_equal_the_facts(sample_store, definitions, facts) == 8


def test_the_windows_are_those_of_a_hand_count(definitions: Definitions) -> None:
    """Tết 2025: 15/12/2024 to 14/02/2025 are 62 days; Tết is 29/01/2025 and 10/02/2024, so 354 days lie between."""
    one = next(one for one in definitions.campaigns() if one.code == "tet-2025")
    windows, aligned = campaign_windows(one, definitions.calendar())
    assert aligned
    assert {name: window.span for name, window in windows.items()} == {
        "before": "14/10/2024–14/12/2024",
        "during": "15/12/2024–14/02/2025",
        "after": "15/02/2025–17/04/2025",
        "last_year": "27/12/2023–26/02/2024",
    }
    assert windows["during"].start - windows["last_year"].start == timedelta(days=354)


def test_accidents_in_the_windows(sample_store: Store, definitions: Definitions, accidents: pd.DataFrame) -> None:
    for one in definitions.campaigns():
        windows, _ = campaign_windows(one, definitions.calendar())
        coverage = covered_batches(sample_store, "accidents")
        row = accidents_in_windows(sample_store, definitions, windows, coverage=coverage).iloc[0]
        for name, window in windows.items():
            assert int(row[f"accidents_{name}"]) == len(inside(accidents, window, {})), (one.code, name)


@pytest.mark.parametrize("with_collisions", [True, False])
def test_enforcement_beside_accidents(
    with_collisions: bool,
    sample_store: Store,
    definitions: Definitions,
    facts: pd.DataFrame,
    accidents: pd.DataFrame,
) -> None:
    periods = both("2025-Q1", "2024-Q1", definitions)
    direct = direct_codes(definitions)
    areas = by_area(
        compare(sample_store, definitions, *periods, by="area", with_collisions=with_collisions),
        compare_violations(sample_store, definitions, *periods, by="area"),
        compare_violations(sample_store, definitions, *periods, by="area", where={"behaviour": direct}),
    ).set_index("key")
    if not with_collisions:
        accidents = accidents[accidents["severity"] != "collision"]
    for side, period in zip(("now", "before"), periods, strict=True):
        happened, punished = inside(accidents, period, {}), inside(facts, period, {})
        for key, row in areas.iterrows():
            here = {} if key == "total" else {"area": [str(key)]}
            few, many = inside(happened, period, here), inside(punished, period, here)["cases"].sum()
            assert (row[f"accidents_{side}"], row[f"cases_{side}"]) == (len(few), many)
            assert row[f"direct_{side}"] == inside(punished, period, {**here, "behaviour": direct})["cases"].sum()
            per_accident = row[f"per_accident_{side}"]
            assert per_accident == many / len(few) if len(few) else pd.isna(per_accident)


def test_causes_beside_behaviours(
    sample_store: Store, definitions: Definitions, facts: pd.DataFrame, accidents: pd.DataFrame
) -> None:
    periods = both("2025-Q1", "2024-Q1", definitions)
    acts = acts_beside(
        compare(sample_store, definitions, *periods, by="cause"),
        compare_violations(sample_store, definitions, *periods, by="behaviour"),
        definitions,
    )
    now = periods[0]
    happened, punished = inside(accidents, now, {}), inside(facts, now, {})
    rows = acts.table.set_index("key")
    for key in rows.index:
        assert rows.loc[key, "accidents_now"] == (happened["cause"] == key).sum()
        assert rows.loc[key, "cases_now"] == punished.loc[punished["behaviour"] == key, "cases"].sum()
    assert acts.accidents == len(happened)
    assert acts.in_table == happened["cause"].isin(shared_codes(definitions)).sum()
    assert acts.unknown == (happened["cause"] == "unknown").sum()
