"""Months: which there are, what is counted in them, and their level worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.signals.months import (
    month_of_year,
    monthly_baseline,
    monthly_counts,
    months_until,
    season_groups,
)

YEARS = 5


def daily(*rows: tuple[str, str, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["occurred_on", "area_code", "accidents"])
    return table.assign(occurred_on=pd.to_datetime(table["occurred_on"]), accidents=table["accidents"].astype("Int64"))


def covers(start: str, stop: str, area: str = "*") -> pd.DataFrame:
    return pd.DataFrame({"area_code": [area], "start": [pd.Timestamp(start)], "stop": [pd.Timestamp(stop)]})


@pytest.mark.parametrize(
    ("until", "calendar", "first", "last"),
    [
        ("2025-Q1", "15-14", "2025-01", "2025-03"),
        ("2024", "month", "2024-10", "2024-12"),
        ("2025-01", "15-14", "2024-11", "2025-01"),
        ("2025-01-15..2025-02-20", "15-14", "2024-12", "2025-02"),  # month 3 begins on 15 February
        ("2025-01-15..2025-02-20", "month", "2024-11", "2025-01"),
    ],
)
def test_the_last_whole_months(definitions: Definitions, until: str, calendar: str, first: str, last: str) -> None:
    days = definitions.calendar(calendar)
    months = months_until(parse_period(until, days), days, 3)
    assert [months[0].key, months[-1].key, len(months)] == [first, last, 3]
    assert [earlier.stop for earlier in months[:-1]] == [later.start for later in months[1:]]
    assert len(months_until(parse_period(until, days), days, 72)) == 72


def test_accidents_are_counted_where_the_data_cover_the_month(definitions: Definitions) -> None:
    days = definitions.calendar("15-14")
    months = months_until(parse_period("2025-Q1", days), days, 3)
    rows = daily(
        ("2024-12-14", "087", 9),
        ("2024-12-15", "087", 2),
        ("2025-01-14", "087", 3),
        ("2025-01-15", "088", 4),
        ("2025-03-14", "087", 5),
        ("2025-03-15", "087", 9),
        ("2025-01-01", "unknown", 9),
    )
    whole = monthly_counts(rows, ["087", "088"], months, covers("2024-12-15", "2025-03-15"))
    assert whole.tolist() == [[5, 0, 5], [0, 4, 0]]
    short = monthly_counts(rows, ["087", "088"], months, covers("2024-12-20", "2025-03-01"))
    np.testing.assert_array_equal(short, [[np.nan, 0, np.nan], [np.nan, 4, np.nan]])
    one = monthly_counts(rows, ["087", "088"], months, covers("2024-12-15", "2025-03-15", "088"))
    np.testing.assert_array_equal(one, [[np.nan] * 3, [0, 4, 0]])


@pytest.mark.parametrize(
    ("calendar", "together"),
    [
        ("15-14", (1, 2)),  # months 2 and 3: 15 January to 14 March
        ("month", (0, 1)),  # January and February
    ],
)
def test_the_months_of_tet_share_a_season(definitions: Definitions, calendar: str, together: tuple[int, int]) -> None:
    groups = season_groups(definitions.calendar(calendar))
    assert groups[together[0]] == groups[together[1]]
    assert len(set(groups.tolist())) == 11


def test_level_and_season_of_a_table_that_is_a_product(definitions: Definitions) -> None:
    """Area means 2 and 6 times a season of 1, but 1,5 in June and 0,5 in September: nothing is left over."""
    season = np.ones(12)
    season[[5, 8]] = 1.5, 0.5
    history = np.array([[2.0], [6.0]]) * np.tile(season, YEARS)
    found = monthly_baseline(history, np.tile(np.arange(12), YEARS), definitions.calendar("month"))
    np.testing.assert_allclose(found.cycle, np.array([[2.0], [6.0]]) * season, rtol=1e-9)
    assert found.alpha == 0


def test_a_hole_in_one_area_does_not_lower_its_level(definitions: Definitions) -> None:
    season = np.ones(12)
    season[[5, 8]] = 1.5, 0.5
    history = np.array([[2.0], [6.0]]) * np.tile(season, YEARS)
    history[0, [5, 6, 17]] = np.nan
    found = monthly_baseline(history, np.tile(np.arange(12), YEARS), definitions.calendar("month"))
    np.testing.assert_allclose(found.cycle, np.array([[2.0], [6.0]]) * season, rtol=1e-6)


def test_the_pooled_scatter_by_hand(definitions: Definitions) -> None:
    """One area over 24 months, 0 and 8 in turn from year to year: e = 4 everywhere, (h - e)² = 16.

    K = 24 cells, n = 1 area, 11 seasons: c = (24 - 1 - 10)/24 = 13/24; alpha = (16 - 4·13/24)/16.
    """
    history = np.array([[0.0] * 12 + [8.0] * 12])
    found = monthly_baseline(history, np.tile(np.arange(12), 2), definitions.calendar("month"))
    np.testing.assert_allclose(found.cycle, np.full((1, 12), 4.0))
    assert found.alpha == pytest.approx((16 - 4 * 13 / 24) / 16)


def test_the_scatter_of_simulated_areas_is_found(definitions: Definitions) -> None:
    generator = np.random.default_rng(5)
    means, alpha = np.linspace(1, 8, 200)[:, None], 0.1
    history = generator.poisson(means * generator.gamma(1 / alpha, alpha, (200, 60))).astype(float)
    found = monthly_baseline(history, np.tile(np.arange(12), YEARS), definitions.calendar("month"))
    assert found.alpha == pytest.approx(alpha, rel=0.1)
    plain = generator.poisson(np.broadcast_to(means, (200, 60))).astype(float)
    assert monthly_baseline(plain, np.tile(np.arange(12), YEARS), definitions.calendar("month")).alpha < 0.01


def test_nothing_covered_is_no_level(definitions: Definitions) -> None:
    found = monthly_baseline(np.full((2, 12), np.nan), np.arange(12), definitions.calendar("month"))
    assert found.cycle.tolist() == [[0.0] * 12] * 2
    assert found.alpha == 0


def test_the_month_of_the_year(definitions: Definitions) -> None:
    days = definitions.calendar("15-14")
    assert month_of_year(months_until(parse_period("2025-Q1", days), days, 4)).tolist() == [11, 0, 1, 2]
