"""Windows of a campaign by hand: lengths, Tết, what is counted in each, exact ratios, overlaps and holes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from analysis.definitions.campaigns import Campaign
from analysis.definitions.catalogue import Definitions
from analysis.figures.campaigns import WINDOWS, CampaignFigures, campaign_figures, campaign_windows

from .rows import Rows, covers, violation

MARCH = Campaign("m", "Đợt tháng 3", date(2025, 3, 1), date(2025, 3, 10), (), (), "thử", True)
"""Ten days: before 19-28/02, after 11-20/03, a year before 01-10/03/2024."""
EVERY_DAY = covers("*", "2020-01-01", "2025-04-01")


def day(text: str, cases: int, **columns: object) -> dict[str, object]:
    return violation(text, text, cases, **columns)


ROWS = [
    *(day("2025-02-19", 7), day("2025-02-28", 5), day("2025-02-18", 100)),
    *(day("2025-03-01", 20), day("2025-03-10", 10, behaviour="speed")),
    *(day("2025-03-11", 9), day("2025-03-21", 100)),
    *(day("2024-03-01", 15), day("2024-02-29", 100)),
]
"""12 before, 20 + 10 during, 9 after, 15 a year before; the hundreds lie a day outside."""


def counted(
    definitions: Definitions, rows: list[dict[str, object]], campaign: Campaign = MARCH, **options: object
) -> CampaignFigures:
    coverage = options.pop("coverage", EVERY_DAY)
    others = options.pop("others", ())
    return campaign_figures(
        Rows(violations=rows), definitions, campaign, [campaign, *others], coverage=coverage, **options
    )


def test_the_windows_have_the_days_of_the_campaign(definitions: Definitions) -> None:
    windows, aligned = campaign_windows(MARCH, definitions.calendar())
    assert {name: window.span for name, window in windows.items()} == {
        "before": "19/02/2025–28/02/2025",
        "during": "01/03/2025–10/03/2025",
        "after": "11/03/2025–20/03/2025",
        "last_year": "01/03/2024–10/03/2024",
    }
    assert {window.days for window in windows.values()} == {10}
    assert not aligned


def test_a_campaign_with_tet_is_set_against_the_days_around_the_tet_before(definitions: Definitions) -> None:
    tet = replace(MARCH, first=date(2024, 12, 15), last=date(2025, 2, 14))
    windows, aligned = campaign_windows(tet, definitions.calendar())
    # Mùng một 29/01/2025 and 10/02/2024: 354 days apart.
    assert aligned
    assert windows["last_year"].span == "27/12/2023–26/02/2024"


def test_a_day_that_the_year_before_does_not_have(definitions: Definitions) -> None:
    leap = replace(MARCH, first=date(2024, 2, 29), last=date(2024, 3, 1))
    assert campaign_windows(leap, definitions.calendar())[0]["last_year"].span == "28/02/2023–01/03/2023"


def test_cases_rates_and_exact_ratios(definitions: Definitions) -> None:
    total = counted(definitions, ROWS).table.set_index("key").loc["total"]
    assert [int(total[f"cases_{name}"]) for name in WINDOWS] == [12, 30, 9, 15]
    assert [float(total[f"rate_{name}"]) for name in WINDOWS] == [1.2, 3.0, 0.9, 1.5]
    assert (total["during_before"], total["after_before"], total["during_last_year"]) == (2.5, 0.75, 2.0)
    share = binomtest(30, 42).proportion_ci(method="exact")  # equal days: odds of the share are the ratio
    assert total["during_before_lower"] == pytest.approx(share.low / (1 - share.low))
    assert total["during_before_upper"] == pytest.approx(share.high / (1 - share.high))


def test_behaviours_stand_apart_and_a_new_one_has_no_upper_limit(definitions: Definitions) -> None:
    table = counted(definitions, ROWS).table.set_index("key")
    assert table.index.tolist() == ["total", "alcohol", "speed"]
    assert table.loc["speed", ["cases_before", "cases_during", "cases_after"]].tolist() == [0, 10, 0]
    assert (table.loc["speed", "during_before"], table.loc["speed", "during_before_upper"]) == (float("inf"),) * 2


def test_a_month_is_not_split_over_windows_but_told(definitions: Definitions) -> None:
    figures = counted(definitions, [*ROWS, violation("2025-03-01", "2025-03-31", 400)])
    assert (figures.straddling_rows["during"], figures.straddling_cases["during"]) == (1, 400)
    assert (figures.straddling_rows["after"], figures.straddling_rows["before"]) == (1, 0)
    assert figures.table["cases_during"].iloc[0] == 30


def test_a_window_without_data_is_missing_and_one_with_part_has_no_rate(definitions: Definitions) -> None:
    figures = counted(definitions, ROWS, coverage=covers("*", "2025-01-01", "2025-03-15"))
    assert dict(figures.coverage) == {"before": "full", "during": "full", "after": "partial", "last_year": "none"}
    total = figures.table.iloc[0]
    assert pd.isna(total["cases_last_year"])
    assert (total["cases_after"], pd.isna(total["rate_after"])) == (9, True)
    assert pd.isna(total["during_last_year"])
    assert pd.isna(total["after_before"])
    assert total["during_before"] == 2.5


def test_its_own_behaviours_and_areas_narrow_what_is_counted(definitions: Definitions) -> None:
    speed = replace(MARCH, behaviours=("speed",), areas=("088",))
    assert counted(definitions, ROWS, speed).table["cases_during"].iloc[0] == 10
    elsewhere = counted(definitions, ROWS, speed, where={"area": ["082"]})
    assert elsewhere.table["cases_during"].iloc[0] == 0, "what was chosen and the campaign have no district in common"


def test_other_campaigns_in_a_window_are_told_where_they_are_about_the_same(definitions: Definitions) -> None:
    near = replace(MARCH, code="n", first=date(2025, 3, 8), last=date(2025, 3, 12))
    other = replace(near, code="k", behaviours=("drug",))
    alcohol = replace(MARCH, behaviours=("alcohol",))
    found = counted(definitions, ROWS, alcohol, others=[near, other]).overlaps
    assert [(window, one.code, days) for window, one, days in found] == [("during", "n", 3), ("after", "n", 2)]


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.dates(date(2025, 2, 10), date(2025, 3, 25)),
            st.integers(0, 50),
            st.sampled_from(["alcohol", "speed", "Hành vi lạ", None]),
        ),
        max_size=25,
    )
)
def test_behaviours_add_up_to_the_total_in_every_window(
    definitions: Definitions, facts: list[tuple[date, int, str]]
) -> None:
    rows = [day(when.isoformat(), cases, behaviour=behaviour) for when, cases, behaviour in facts]
    table = counted(definitions, rows).table
    for name in WINDOWS:
        window = campaign_windows(MARCH, definitions.calendar())[0][name]
        expected = sum(cases for when, cases, _ in facts if window.start <= when <= window.end)
        assert table[f"cases_{name}"].iloc[0] == expected
        assert table[f"cases_{name}"].iloc[1:].sum() == expected
