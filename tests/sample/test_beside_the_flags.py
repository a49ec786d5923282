"""What stands beside the flags finds what was planted in the sample (README there), and counts what the flags count."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.figures.compare import covered_batches
from analysis.figures.counts import daily_counts
from analysis.figures.listing import accidents_behind
from analysis.figures.population import people_by_area
from analysis.signals.alerts import alerts
from analysis.signals.contributions import contributions, leading
from analysis.signals.rates import area_rates
from analysis.signals.watch import Watch, monthly_watch
from analysis.store.tables import Store

BAO_YEN, SA_PA = "087", "088"


@pytest.fixture(scope="module")
def read(sample_store: Store) -> dict[str, Any]:
    """What the flags are made from."""
    return {"daily": daily_counts(sample_store), "coverage": covered_batches(sample_store, "accidents")}


@pytest.mark.parametrize("with_collisions", [True, False])
def test_the_planted_causes_come_out_on_top(
    sample_store: Store, definitions: Definitions, with_collisions: bool
) -> None:
    period = parse_period("2025-Q1", definitions.calendar())
    options = {"where": {"area": [BAO_YEN]}, "with_collisions": with_collisions}
    found = contributions(sample_store, definitions, period, **options)
    assert found.now == (21 if with_collisions else 13)
    assert len(found.bases) == 5
    tops = found.table.drop_duplicates("dimension").set_index("dimension")["key"]
    assert (tops["road"], tops["day_part"]) == ("QL70", "evening")
    assert leading(found)["key"].tolist()[:2] == ["evening", "QL70"]
    if with_collisions:
        assert found.normal == pytest.approx(10.4, abs=0.1)  # the five quarters together; README says 10,4


@pytest.mark.parametrize("period", ["2025-Q1", "2024-Q4", "2022-Q2", "2024", "2024-6M"])
@pytest.mark.parametrize("options", [{}, {"with_collisions": False}, {"modes": ["road"]}], ids=["all", "hurt", "road"])
def test_every_list_has_as_many_rows_as_its_flag_says(
    sample_store: Store, definitions: Definitions, read: dict[str, Any], period: str, options: dict[str, Any]
) -> None:
    asked = parse_period(period, definitions.calendar())
    found = alerts(definitions=definitions, period=asked, calendar=definitions.calendar(), **read, **options)
    where = {"mode": options["modes"]} if "modes" in options else {}
    listed = accidents_behind(
        sample_store, definitions, asked, where=where, with_collisions=options.get("with_collisions", True)
    )
    by_area = listed["area"].value_counts()
    assert found.table.set_index("label")["now"].to_dict() == {
        name: by_area.get(name, 0) for name in definitions.areas.names.values()
    }
    for area in (BAO_YEN, SA_PA):
        own = accidents_behind(
            sample_store,
            definitions,
            asked,
            where={**where, "area": [area]},
            with_collisions=options.get("with_collisions", True),
        )
        assert len(own) == found.row(area)["now"]
        assert own["accident_id"].is_unique


def watched(definitions: Definitions, read: dict[str, Any], period: str) -> Watch:
    asked = parse_period(period, definitions.calendar())
    return monthly_watch(definitions=definitions, until=asked, calendar=definitions.calendar(), **read)


def alarmed(watch: Watch) -> list[tuple[str, str]]:
    return [(row.area, row.month) for row in watch.alarms.itertuples()]


def test_the_watch_sees_the_planted_rises_early(definitions: Definitions, read: dict[str, Any]) -> None:
    assert (BAO_YEN, "2025-02") in alarmed(watched(definitions, read, "2025-Q1"))
    assert any(area == SA_PA for area, _ in alarmed(watched(definitions, read, "2024")))


def test_untouched_districts_have_no_more_alarms_than_chance_gives(
    definitions: Definitions, read: dict[str, Any]
) -> None:
    """Seven districts over three years of twelve months: 252 months, one false alarm in 100 or more: 2,5 at most.

    Six or more would come by chance in one of 25 provinces (Poisson, mean 2,5).
    """
    found = [pair for year in ("2022", "2023", "2024") for pair in alarmed(watched(definitions, read, year))]
    assert len([area for area, _ in found if area not in (BAO_YEN, SA_PA)]) <= 5


def test_rates_of_the_last_year_lie_between_raw_and_common(sample_store: Store, definitions: Definitions) -> None:
    population = people_by_area(sample_store, definitions, 2024)
    assert (population.year, population.illustrative) == (2024, True)
    period = parse_period("2024", definitions.calendar())
    listed = accidents_behind(sample_store, definitions, period)
    counts = listed["area"].value_counts().reindex(list(definitions.areas.names.values()), fill_value=0)
    counts = pd.Series(counts.to_numpy(dtype=float), index=definitions.areas.codes)
    table = area_rates(counts, population.people)
    common = table["count"].sum() / table["people"].sum() * 1e5
    between = table["smoothed"].between(table["rate"].clip(upper=common), table["rate"].clip(lower=common))
    assert between.all()
