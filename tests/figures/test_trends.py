"""Series by month and quarter: the grid, what is missing, the breaks."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.figures.counts import daily_counts
from analysis.figures.trends import period_series, series_breaks, with_roles

from .rows import Q1_2024, Q1_2025, Rows, accident, covers, period


def rows() -> Rows:
    found = Rows(
        accidents=[
            accident(1, "2025-03-14", deaths=1),  # last day of Quý I/2025
            accident(2, "2025-03-15"),  # first day after
            accident(3, "2024-12-15", area_code="080"),
            accident(4, "2024-03-15", severity="collision"),  # first day of Quý II/2024
            accident(5, "2024-03-15", mode="rail", injured=4),
            accident(6, "2024-03-14"),
            accident(7, "2019-01-01"),
        ]
    )
    found.covered = covers("*", "2024-01-15", "2025-03-15")
    return found


def series(definitions: Definitions, **options: Any) -> pd.DataFrame:
    store = rows()
    asked: dict[str, Any] = {"unit": "quarter", "years": 1, "until": period(Q1_2025, definitions), **options}
    calendar = definitions.calendars["15-14"]
    return period_series(daily_counts(store), definitions, calendar=calendar, coverage=store.covered, **asked)


def test_quarters_from_the_same_one_a_year_before(definitions: Definitions) -> None:
    table = series(definitions)
    assert table["period_key"].tolist() == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"]
    assert table["label"].iloc[-1] == "Quý I/2025"
    assert table["accidents"].tolist() == [1, 2, 0, 0, 2]
    assert table["deaths"].tolist() == [0, 0, 0, 0, 1]
    assert table["covered"].tolist() == ["partial", "full", "full", "full", "full"]
    assert table["start"].iloc[0] == pd.Timestamp("2023-12-15")
    assert (table["stop"].iloc[:-1].to_numpy() == table["start"].iloc[1:].to_numpy()).all()


def test_months_without_data_are_missing_and_quiet_ones_zero(definitions: Definitions) -> None:
    table = series(definitions, unit="month").set_index("period_key")
    assert len(table) == 13  # 2024-03 to 2025-03
    assert table.loc["2024-05", "accidents"] == 0
    assert table.loc["2025-03", "accidents"] == 1
    older = series(definitions, unit="month", years=2).set_index("period_key")
    assert pd.isna(older.loc["2023-07", "accidents"])
    assert older.loc["2023-07", "covered"] == "none"


def test_filters(definitions: Definitions) -> None:
    assert series(definitions, with_collisions=False)["accidents"].tolist() == [1, 1, 0, 0, 2]
    assert series(definitions, areas=["080"])["accidents"].tolist() == [0, 0, 0, 0, 1]
    assert series(definitions, modes=["rail"])["injured"].tolist() == [0, 4, 0, 0, 0]


def test_nine_months_end_in_their_last_quarter(definitions: Definitions) -> None:
    assert series(definitions, until=period("2024-9M", definitions))["period_key"].iloc[-1] == "2024-Q3"


def test_roles_of_now_and_before(definitions: Definitions) -> None:
    both = period(Q1_2025, definitions), period(Q1_2024, definitions)
    table = with_roles(series(definitions), "injured", *both)
    assert table["role"].tolist() == ["before", "other", "other", "other", "now"]
    assert table["value"].tolist() == table["injured"].tolist()


def test_breaks_inside_the_series(definitions: Definitions) -> None:
    days = series_breaks(series(definitions), definitions)["date"].dt.strftime("%Y-%m-%d").tolist()
    assert days == ["2024-08-15", "2025-01-01"]
