"""The invented tables look like a province of this size and keep their own promises."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.definitions.boundaries import locate
from data.sample import generate
from data.sample.words import degrees_minutes_seconds, kilometre_post, windows_1258


def test_totals_are_near_the_published_ones(sample: generate.Sample) -> None:
    table = sample.accidents
    years = table[table["year"].between(2019, 2024)]
    hurt = years[~years["collision"]]
    assert years.groupby("year").size().between(300, 360).all()
    assert hurt.groupby("year").size().between(170, 225).all()
    assert hurt.groupby("year")["deaths"].sum().between(60, 90).all()
    assert hurt.groupby("year")["injured"].sum().between(140, 190).all()
    assert years["deaths"].sum() / 6 == pytest.approx(75, abs=5)
    assert years["injured"].sum() / 6 == pytest.approx(165, abs=8)


def test_days_run_from_the_first_quarter_of_2019_to_the_end_of_march_2025(sample: generate.Sample) -> None:
    assert sample.accidents["occurred_on"].min() >= date(2018, 12, 15)
    assert sample.accidents["occurred_on"].max() == date(2025, 3, 31)
    assert sample.violations["day"].min() == date(2018, 12, 15)
    assert sample.violations["day"].max() == date(2025, 3, 31)


def test_classes_follow_the_deaths(sample: generate.Sample) -> None:
    table = sample.accidents
    assert set(table["severity"]) == {"especially_serious", "very_serious", "serious", "less_serious", "collision"}
    assert (table.loc[table["deaths"] >= 3, "severity"] == "especially_serious").all()
    assert (table.loc[table["deaths"] == 2, "severity"] == "very_serious").all()
    assert (table.loc[table["deaths"] == 1, "severity"] == "serious").all()
    assert (table["collision"] == (table["severity"] == "collision")).all()
    assert table.loc[table["collision"], ["deaths", "injured", "missing_people"]].to_numpy().sum() == 0
    assert (table.loc[table["collision"], "damage_million_vnd"].dropna() < 10).all()


def test_points_lie_in_the_stated_district(sample: generate.Sample) -> None:
    table = sample.accidents.dropna(subset=["lon"])
    found = locate(sample.definitions.boundaries(), table["lon"].to_numpy(), table["lat"].to_numpy())
    assert (found == table["area_code"].to_numpy()).all()
    assert 0.8 < len(table) / len(sample.accidents) < 0.95


def test_communes_belong_to_the_stated_district(sample: generate.Sample) -> None:
    communes = sample.definitions.areas.communes
    area_of = communes[communes["valid_to"] != ""].set_index("code")["area_code"]
    table = sample.accidents[sample.accidents["area_code"] != "unknown"]
    assert (table["commune_code"].map(area_of) == table["area_code"]).all()


def test_rail_and_water_are_few(sample: generate.Sample) -> None:
    modes = sample.accidents["mode"].value_counts()
    assert 10 <= modes["rail"] <= 30
    assert 3 <= modes["water"] <= 15


def test_people_add_up_to_the_accidents(sample: generate.Sample) -> None:
    outcomes = pd.crosstab(sample.people["accident_id"], sample.people["outcome"])
    table = sample.accidents.set_index("accident_id")
    assert set(outcomes.index) == set(table.index)
    for outcome, column in (("death", "deaths"), ("injured", "injured"), ("missing", "missing_people")):
        assert (outcomes[outcome].reindex(table.index) == table[column]).all()


def test_what_is_missing_is_a_small_share(sample: generate.Sample) -> None:
    table = sample.accidents
    assert 0.04 < table["minutes"].isna().mean() < 0.08
    assert 0.05 < (table["cause"] == "unknown").mean() < 0.13
    assert 0.02 < (table["lon"].isna() & table["km_m"].isna()).mean() < 0.08
    assert 1 <= (table["area_code"] == "unknown").sum() <= 8


def test_weekends_evenings_and_tet_are_busier(sample: generate.Sample) -> None:
    days = pd.to_datetime(sample.accidents["occurred_on"])
    weekend = days.dt.day_of_week >= 5
    assert weekend.mean() > 2 / 7 + 0.02
    hour = sample.accidents["minutes"] // 60
    assert hour.between(16, 20).mean() > 5 / 24 + 0.1


def test_violations_break_at_the_new_decree(sample: generate.Sample) -> None:
    """Against the same three months a year earlier: fewer cases, more đồng a case, points only after."""
    days = pd.to_datetime(sample.violations["day"])
    now = sample.violations[days >= "2025-01-01"]
    before = sample.violations[(days >= "2024-01-01") & (days <= "2024-03-31")]
    assert 0.55 < now["cases"].sum() / before["cases"].sum() < 0.85
    assert now["fine_vnd"].sum() / now["cases"].sum() > 1.5 * before["fine_vnd"].sum() / before["cases"].sum()
    assert sample.violations.loc[days < "2025-01-01", "points_deducted"].sum() == 0
    assert now["points_deducted"].sum() > 0


def test_violations_are_counts_of_at_least_one_and_one_row_a_key(sample: generate.Sample) -> None:
    table = sample.violations
    assert (table["cases"] >= 1).all()
    assert not table.duplicated(["day", "area_code", "behaviour", "vehicle_type", "enforced_by"]).any()
    assert (table[["licences_revoked", "vehicles_held"]].max(axis=1) <= table["cases"]).all()
    by_year = table.groupby(table["day"].map(lambda day: day.year))["cases"].sum()
    assert by_year.loc[2019:2024].between(24_000, 46_000).all()


def test_population_adds_up_to_the_published_year(sample: generate.Sample) -> None:
    by_year = sample.population.groupby("year")["people"].sum()
    assert by_year[2022] == 770_590
    assert list(by_year.index) == list(range(2019, 2026))


def test_words_of_the_files() -> None:
    assert kilometre_post(24_050) == "Km24+050"
    assert degrees_minutes_seconds(22.5) == "22°30'00.0\""
    assert degrees_minutes_seconds(103.99999) == "104°00'00.0\""
    assert degrees_minutes_seconds(np.nan) == ""
    # windows-1258: ế is ê (EA) and a tone behind it (EC); đ is F0, ờ is ơ (F5) and grave (CC)
    assert windows_1258("ế đờ") == b"\xea\xec \xf0\xf5\xcc"
