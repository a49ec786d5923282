"""The flags of the sample: what was planted is found, and what was not is flagged no more often than chance.

The data begin on 15/12/2018, so the four quarters of 2021 have 8 to 11 quarters before them and are not judged.
"""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.signals.alerts import Alerts, alerts
from data.sample import generate
from tests.figures.rows import covers

BAO_YEN, SA_PA = "087", "088"
YEARS = range(2021, 2025)


@pytest.fixture(scope="module")
def judged(sample: generate.Sample, definitions: Definitions) -> dict[tuple[str, bool], Alerts]:
    """The flags of every quarter from 2021 to Quý I/2025, with and without va chạm, and those of 2024."""
    accidents = sample.accidents
    days = pd.to_datetime(accidents["occurred_on"]).astype("datetime64[s]")
    severity = accidents["collision"].map({True: "collision", False: "serious"})
    rows = accidents[["area_code"]].assign(occurred_on=days, mode="road", severity=severity, accidents=1)
    daily = rows.astype({"accidents": "Int64"})
    calendar = definitions.calendar()
    keys = [f"{year}-Q{quarter}" for year in YEARS for quarter in range(1, 5)]
    return {
        (key, collisions): alerts(
            daily,
            definitions,
            parse_period(key, calendar),
            calendar=calendar,
            coverage=covers("*", "2018-12-15", "2025-04-01"),
            with_collisions=collisions,
        )
        for key in [*keys, "2025-Q1", "2024"]
        for collisions in (True, False)
    }


@pytest.mark.parametrize("collisions", [True, False])
def test_the_doubling_of_bao_yen_is_red(judged: dict[tuple[str, bool], Alerts], collisions: bool) -> None:
    found = judged["2025-Q1", collisions]
    row = found.row(BAO_YEN)
    assert (row["now"], row["last_year"]) == ((21, 9) if collisions else (13, 5))
    assert row["level"] == "red"
    assert row["is_new"]
    assert row["p_relative"] <= 0.01
    assert found.table["area"].iloc[0] == BAO_YEN
    assert list(found.flagged["area"]) == [BAO_YEN]


@pytest.mark.parametrize("collisions", [True, False])
@pytest.mark.parametrize("period", ["2024-Q4", "2024"])
def test_the_creeping_rise_of_sa_pa_is_flagged_with_its_trend(
    judged: dict[tuple[str, bool], Alerts], period: str, collisions: bool
) -> None:
    row = judged[period, collisions].row(SA_PA)
    assert row["level"] in ("red", "amber")
    assert row["trend_mark"]


@pytest.mark.parametrize("collisions", [True, False])
def test_the_untouched_have_no_more_flags_than_chance_gives(
    judged: dict[tuple[str, bool], Alerts], collisions: bool
) -> None:
    """Seven districts × twelve judged quarters (2022 to 2024): chance gives 84 × 4,6% = 3,9 flags, 1,4 of them red.

    With va chạm there are 2 (Bát Xát Quý I/2022, Bảo Thắng Quý II/2022), without 3; none is red.
    """
    tables = [judged[f"{year}-Q{quarter}", collisions].table for year in YEARS for quarter in range(1, 5)]
    rows = pd.concat(tables)
    untouched = rows[~rows["area"].isin([BAO_YEN, SA_PA])]
    levels = untouched["level"].value_counts()
    assert levels["not_enough_history"] == 28
    assert len(untouched) - 28 == 84
    assert levels.get("amber", 0) == (2 if collisions else 3)
    assert levels.get("red", 0) == 0


def test_2021_says_how_short_its_history_is(judged: dict[tuple[str, bool], Alerts]) -> None:
    for quarter in range(1, 5):
        found = judged[f"2021-Q{quarter}", True]
        assert found.quarters_of_history == 7 + quarter
        assert found.notes[0].code == "no_history"
        assert found.notes[0].facts["quarters"] == 7 + quarter
