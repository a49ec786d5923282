"""Which quarters a history holds, what is 0 and what is missing."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.errors import RequestError
from analysis.signals.history import History, history_at
from analysis.signals.quarters import daily_grid, held_quarters
from tests.figures.rows import covers
from tests.signals.provinces import NAMES, covered_from, daily_of, province


def history(definitions: Definitions, counts: dict[str, list[float]], period: str, coverage: pd.DataFrame) -> History:
    named = province(definitions, NAMES)
    asked = parse_period(period, named.calendar())
    grid = daily_grid(daily_of(counts, named), named, asked, calendar=named.calendar(), coverage=coverage)
    return history_at(grid, asked)


def test_five_years_before_the_quarter(definitions: Definitions) -> None:
    counts = {"A": list(range(1, 26)), "B": [0] * 24 + [2]}
    found = history(definitions, counts, "2025-Q1", covered_from(definitions, 25))
    assert [found.quarters[0].key, found.quarters[-1].key] == ["2020-Q1", "2024-Q4"]
    assert found.counts.loc["A"].tolist() == list(range(5, 25))
    assert found.counts.loc["B"].tolist() == [0] * 20
    assert found.counts.loc["C"].tolist() == [0] * 20
    assert found.now.to_dict() == {"A": 25, "B": 2, "C": 0}
    assert found.last_year.to_dict() == {"A": 21, "B": 0, "C": 0}
    assert found.seasons.tolist() == [0, 1, 2, 3] * 5
    assert found.last_year_period.key == "2024-Q1"


def test_a_cumulative_period_keeps_its_quarters_out_of_the_history(definitions: Definitions) -> None:
    counts = {"A": list(range(1, 25))}  # 2019-Q1 is 1, 2024-Q1 is 21
    found = history(definitions, counts, "2024-9M", covered_from(definitions, 24))
    assert [found.quarters[0].key, found.quarters[-1].key] == ["2019-Q1", "2023-Q4"]
    assert found.held_counts.loc["A"].tolist() == [21, 22, 23]
    assert (found.now["A"], found.last_year["A"]) == (66, 17 + 18 + 19)
    assert found.seasons_held.tolist() == [0, 1, 2]


def test_what_is_not_covered_is_missing_not_zero(definitions: Definitions) -> None:
    """B reports from 2020 on; nobody covers the second quarter of 2021 in full."""
    early = covers("A", "2018-12-15", "2019-12-15")
    whole = [covers("*", "2019-12-15", "2021-04-01"), covers("*", "2021-06-15", "2024-12-15")]
    counts = {"A": [3] * 24, "B": [4] * 24}
    found = history(definitions, counts, "2024-Q4", pd.concat([early, *whole], ignore_index=True))
    assert found.quarters[0].key == "2019-Q4"
    assert found.counts.loc["A"].isna().sum() == 1
    assert set(found.counts.columns[found.counts.loc["B"].isna()]) == {"2019-Q4", "2021-Q2"}
    assert found.holes.value_counts("period_key").to_dict() == {"2021-Q2": 3, "2019-Q4": 2}
    assert found.counts.loc["C", "2020-Q1"] == 0


def test_quarters_before_the_first_data_are_not_part_of_it(definitions: Definitions) -> None:
    found = history(definitions, {"A": [3] * 10}, "2021-Q2", covered_from(definitions, 10))
    assert [quarter.key for quarter in found.quarters][:2] == ["2019-Q1", "2019-Q2"]
    assert len(found.quarters) == 9
    assert found.holes.empty


def test_a_period_covered_in_part_has_a_count_but_is_not_full(definitions: Definitions) -> None:
    coverage = covers("*", "2018-12-15", "2025-03-01")
    found = history(definitions, {"A": [3] * 25}, "2025-Q1", coverage)
    assert found.covered.to_dict() == {"A": "partial", "B": "partial", "C": "partial"}
    assert found.now["A"] == 3
    none = history(definitions, {"A": [3] * 25}, "2025-Q2", coverage)
    assert none.covered["A"] == "none"
    assert none.now.isna().all()


def test_days_at_the_edge_of_a_quarter(definitions: Definitions) -> None:
    """14/03 still belongs to Quý I of 15–14, 15/03 to Quý II."""
    named = province(definitions, NAMES)
    daily = daily_of({"A": [1, 1]}, named).assign(
        occurred_on=pd.to_datetime(["2019-03-14", "2019-03-15"]).astype("datetime64[s]")
    )
    asked = parse_period("2019-Q2", named.calendar())
    grid = daily_grid(daily, named, asked, calendar=named.calendar(), coverage=covered_from(named, 2))
    found = history_at(grid, asked)
    assert (found.counts.loc["A", "2019-Q1"], found.now["A"]) == (1, 1)


def test_accidents_without_an_area_are_counted_beside(definitions: Definitions) -> None:
    found = history(definitions, {"A": [3] * 21, "unknown": [1] * 21}, "2024-Q1", covered_from(definitions, 21))
    assert found.unknown == 1
    assert "unknown" not in found.counts.index


@pytest.mark.parametrize("period", ["2024-03", "2024-02-01..2024-02-14"])
def test_only_whole_quarters(definitions: Definitions, period: str) -> None:
    with pytest.raises(RequestError, match="chỉ xét theo quý"):
        held_quarters(parse_period(period, definitions.calendar()))


@pytest.mark.parametrize(
    ("period", "held"), [("2024-Q3", [2]), ("2024-6M", [0, 1]), ("2024-9M", [0, 1, 2]), ("2024", [0, 1, 2, 3])]
)
def test_quarters_of_a_period(definitions: Definitions, period: str, held: list[int]) -> None:
    numbers = held_quarters(parse_period(period, definitions.calendar()))
    assert numbers == [2024 * 4 + one for one in held]
