"""What README.md of the sample says was planted, counted again from the invented tables by plain means."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from data.sample import generate

QUARTER_STARTS = [date(year + (month < 12), month, 15) for year in range(2018, 2025) for month in (12, 3, 6, 9)][:26]
UNTOUCHED = ["080", "082", "083", "084", "085", "086", "089"]
DAYS_IN_A_YEAR = 366


@pytest.fixture(scope="module")
def accidents(sample: generate.Sample) -> pd.DataFrame:
    metres_per_degree = np.array([111_320 * np.cos(np.radians(22.35)), 110_740])
    table = sample.accidents
    return table.assign(
        day=pd.to_datetime(table["occurred_on"]),
        x=table["lon"] * metres_per_degree[0],
        y=table["lat"] * metres_per_degree[1],
        fatal=table["deaths"] > 0,
        hurt=(table["deaths"] > 0) | (table["injured"] > 0),
    )


def quarter_counts(accidents: pd.DataFrame) -> pd.DataFrame:
    """Districts × the 25 whole quarters from Quý I/2019 (15/12/2018-14/3/2019) to Quý I/2025."""
    edges = pd.to_datetime(pd.Series(QUARTER_STARTS))
    number = np.searchsorted(edges, accidents["day"], side="right") - 1
    grid = accidents.assign(quarter=number).pivot_table(
        index="area_code", columns="quarter", values="day", aggfunc="size"
    )
    return grid.reindex(columns=range(25)).fillna(0).drop(index="unknown")


def mid_p_rise(now: int, before: int) -> float:
    """One-sided mid-p of now against before over equal times, from the binomial (METHODS 1)."""
    total = now + before
    return float(stats.binom.sf(now, total, 0.5) + stats.binom.pmf(now, total, 0.5) / 2)


def baseline_p(grid: pd.DataFrame, now: int) -> tuple[pd.Series, pd.Series]:
    """(p_base, expected) of quarter ``now`` against the 20 (or as many as there are) quarters before it (METHODS 2)."""
    m = min(20, now)
    history = grid[list(range(now - m, now))]
    of_year = np.array([quarter % 4 for quarter in history.columns])
    mean = history.mean(axis=1)
    season = {q: history.loc[:, of_year == q].mean(axis=0).mean() / history.mean(axis=0).mean() for q in range(4)}
    expected = np.outer(mean, [season[q] for q in of_year])
    c = 1 - 1 / m - 3 / (len(grid) * m)
    squares = (history.to_numpy() - expected) ** 2
    alpha = max(0.0, (squares - c * expected).sum() / (expected**2).sum())
    phi = max(1.0, (squares / np.maximum(expected, 0.1)).sum() / (len(grid) * m - len(grid) - 3))
    same_quarter = history.loc[:, of_year == now % 4].to_numpy().sum()
    mu = np.maximum(mean * season[now % 4], 0.2)
    variance = mu + alpha * mu**2 + mu**2 * ((1 + alpha * mean) / (m * mean) + phi / same_quarter)
    size = mu**2 / (variance - mu)
    law = stats.nbinom(size, size / (size + mu))
    return pd.Series(law.sf(grid[now]) + law.pmf(grid[now]) / 2, index=grid.index), mu


def test_bao_yen_doubles_in_the_first_quarter_of_2025(accidents: pd.DataFrame) -> None:
    grid = quarter_counts(accidents)
    now, last_year = grid.loc["087", 24], grid.loc["087", 20]
    five_years = grid.loc["087", [4, 8, 12, 16, 20]].mean()
    assert (now, last_year) == (21, 9)
    assert 1.9 <= now / five_years <= 2.2
    assert mid_p_rise(now, last_year) < 0.05
    assert baseline_p(grid, 24)[0]["087"] <= 0.01
    serious = quarter_counts(accidents[~accidents["collision"]])
    assert (serious.loc["087", 24], serious.loc["087", 20]) == (13, 5)
    assert baseline_p(serious, 24)[0]["087"] <= 0.01


def test_no_other_district_and_not_the_province_rise_in_the_first_quarter_of_2025(accidents: pd.DataFrame) -> None:
    grid = quarter_counts(accidents)
    assert mid_p_rise(int(grid[24].sum()), int(grid[20].sum())) > 0.10
    for others in (grid, quarter_counts(accidents[~accidents["collision"]])):
        assert (baseline_p(others, 24)[0][UNTOUCHED] > 0.05).all()
        assert (baseline_p(others, 24)[0]["088"] > 0.05).all()


def test_sa_pa_creeps_up_from_2022_to_2024(accidents: pd.DataFrame) -> None:
    grid = quarter_counts(accidents)
    by_year = [int(grid.loc["088", range(4 * n, 4 * n + 4)].sum()) for n in range(6)]
    assert by_year[3:] == [36, 44, 58]
    assert max(by_year[:3]) < 50
    assert grid.loc["088", 23] == 18
    assert baseline_p(grid, 23)[0]["088"] <= 0.05
    assert stats.linregress(range(12), grid.loc["088", range(12, 24)]).pvalue < 0.01


def test_untouched_districts_have_no_more_flags_than_chance(accidents: pd.DataFrame) -> None:
    """4,5% of 7 districts × 12 quarters would be 3,8 ambers; 1,6% would be 1,3 reds."""
    grid = quarter_counts(accidents)
    small = [baseline_p(grid, now)[0][UNTOUCHED] for now in range(12, 24)]
    rose = [grid.loc[UNTOUCHED, now] > grid.loc[UNTOUCHED, now - 4] for now in range(12, 24)]
    assert sum(int(((p <= 0.05) & up).sum()) for p, up in zip(small, rose, strict=True)) <= 3
    assert sum(int(((p <= 0.01) & up).sum()) for p, up in zip(small, rose, strict=True)) == 0


@pytest.mark.parametrize(
    ("spot", "accidents_there", "fatal", "road"),
    [
        ("C1", 2, 2, "QL70"),
        ("C2", 3, 1, "ĐT156"),
        ("C3", 4, 0, "QL4E"),
        ("C1+C2", 3, 2, None),
        ("near miss", 3, 0, "QL279"),
    ],
)
def test_planted_places(accidents: pd.DataFrame, spot: str, accidents_there: int, fatal: int, road: str | None) -> None:
    group = accidents[accidents["spot"] == spot]
    assert (len(group), int(group["fatal"].sum())) == (accidents_there, fatal)
    assert group["hurt"].all()
    assert group["day"].max() < group["day"].min() + pd.DateOffset(years=1)
    assert np.hypot(group["x"] - group["x"].mean(), group["y"] - group["y"].mean()).max() < 50
    assert len(set(group["area_code"])) == 1
    if road is None:
        assert group["km_m"].isna().all()
        assert len(set(group["road"])) == 2
    else:
        assert set(group["road"]) == {road}
        assert group["km_m"].max() - group["km_m"].min() <= 100


def test_two_spots_are_active_at_the_end_and_two_historical(accidents: pd.DataFrame) -> None:
    last = accidents[accidents["spot"] != ""].groupby("spot")["day"].max()
    active = last[last > pd.Timestamp(2024, 3, 31)].index
    assert set(active) == {"C1", "C3", "near miss"}
    assert (accidents.loc[accidents["spot"] != "", "day"] >= pd.Timestamp(2022, 3, 31)).all()


def test_no_other_two_accidents_come_near_enough_for_a_spot(accidents: pd.DataFrame) -> None:
    """Every pair within 100 m (by point or on one road's km) and 366 days belongs to one planted place."""
    close = []
    table = accidents.reset_index(drop=True)
    for first in range(len(table)):
        later = table.iloc[first + 1 :]
        one = table.iloc[first]
        by_point = np.hypot(later["x"] - one["x"], later["y"] - one["y"]) <= 110
        same_road = (later["road"] == one["road"]).to_numpy()
        by_km = same_road & ((later["km_m"] - one["km_m"]).abs() <= 100).fillna(False).to_numpy(dtype=bool)
        soon = (later["day"] - one["day"]).dt.days <= DAYS_IN_A_YEAR
        close += [(one["spot"], spot) for spot in later.loc[(by_point | by_km) & soon, "spot"]]
    assert all(first == second != "" for first, second in close)
    # pairs in groups of 2, 3, 4, 3, 3 accidents: 1 + 3 + 6 + 3 + 3
    assert len(close) == 16
