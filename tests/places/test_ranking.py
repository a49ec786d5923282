"""The order of spots: excess by hand, honest ranges, weights, and nothing that depends on the order of rows."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.places.asked import Asked
from analysis.places.ranking import WEIGHTS, credibility, rank_spots, ranks, with_expected

from .spot_rows import placed, spots

YEAR = Asked("km", date(2023, 12, 31), date(2023, 1, 1), length_m=100)


def world() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Forty quiet accidents a kilometre apart on one line, and three spots: four light, two fatal, one serious."""
    quiet = [{"line_m": 1_000 * number + 500} for number in range(40)]
    light = [{"line_m": 10_000 + 10 * number, "spot_id": "light"} for number in range(4)]
    fatal = [{"line_m": 20_000 + 10 * number, "spot_id": "fatal", "deaths": 1} for number in range(2)]
    serious = [{"line_m": 30_000, "spot_id": "serious", "severity": "very_serious"}]
    rows = placed(*quiet, *light, *fatal, *serious)
    return spots({"spot_id": "fatal"}, {"spot_id": "light"}, {"spot_id": "serious"}), rows


def ranked(definitions: Definitions, **options: Any) -> pd.DataFrame:
    table, rows = world()
    return rank_spots(table, rows, definitions, YEAR, **options).table.set_index("spot_id")


def test_expected_by_hand(definitions: Definitions) -> None:
    # 47 accidents, the quiet ones 500 m from the spots. Positions run from 500 to 39.500, 46 gaps of 848 m on average,
    # so the line is cut from Km0 to Km40,4: 41 segments. Counts: 37 ones, a 5 (light), a 3 (fatal), a 2 (serious), a 0.
    found = ranked(definitions)
    counts = np.array([1.0] * 37 + [5, 3, 2, 0])
    mean = counts.mean()
    phi = 40 * mean**2 / (((counts - mean) ** 2).sum() - 40 * mean)
    if phi < 0:
        phi = np.inf
    weight = 1 / (1 + mean / phi)  # the same for a kilometre and for its tenth part
    observed = np.array([2, 4, 1])
    expected = weight * mean / 10 + (1 - weight) * observed
    assert found["observed"].tolist() == [2, 4, 1]
    assert found["mean"].to_numpy() == pytest.approx([mean / 10] * 3)
    assert found["expected"].to_numpy() == pytest.approx(expected)
    assert found["excess"].to_numpy() == pytest.approx(expected - mean / 10)


def crowded(definitions: Definitions) -> pd.DataFrame:
    """The same spots with the quiet accidents crowded into every fourth kilometre, so that segments do differ."""
    table, rows = world()
    quiet = rows["spot_id"].eq("")
    metres = rows["line_m"].where(~quiet, rows["line_m"] // 4_000 * 4_000 + 700)
    return rank_spots(table, rows.assign(line_m=metres), definitions, YEAR).table.set_index("spot_id")


def test_order_ranges_and_weights(definitions: Definitions) -> None:
    found = crowded(definitions)
    assert found["rank"].to_dict() == {"fatal": 2, "light": 1, "serious": 3}
    assert (found["rank_low"] <= found["rank"]).all()
    assert (found["rank"] <= found["rank_high"]).all()
    assert found["rank_high"].max() == 3
    assert found["rank_low"].min() == 1
    assert found["rank_1_1_1"].tolist() == found["rank"].tolist()
    assert found["rank_1_1_10"].to_dict() == {"fatal": 1, "light": 2, "serious": 3}
    assert (found["sd"] > 0).all()
    assert found[["light", "serious", "fatal"]].to_numpy().tolist() == [[0, 0, 2], [4, 0, 0], [0, 1, 0]]


def test_nothing_depends_on_the_order_of_rows(definitions: Definitions) -> None:
    table, rows = world()
    there = rank_spots(table, rows, definitions, YEAR).table.set_index("spot_id")
    mixed = rows.sample(frac=1, random_state=4).reset_index(drop=True)
    back = rank_spots(table.iloc[::-1].reset_index(drop=True), mixed, definitions, YEAR).table.set_index("spot_id")
    pd.testing.assert_frame_equal(back.loc[there.index], there)


def test_the_seed_decides_the_ranges(definitions: Definitions) -> None:
    pd.testing.assert_frame_equal(ranked(definitions, seed=3), ranked(definitions, seed=3))


def test_unknown_severity_is_light_and_counted(definitions: Definitions) -> None:
    table, rows = world()
    rows = rows.assign(severity="unknown", deaths=pd.array([pd.NA] * len(rows), dtype="Int32"))
    found = rank_spots(table, rows, definitions, YEAR).table.set_index("spot_id")
    assert found.loc["fatal", ["light", "fatal", "severity_unknown"]].tolist() == [2, 0, 2]


def test_without_any_length_there_is_no_rank(definitions: Definitions) -> None:
    table, rows = world()
    few = rows[rows["spot_id"].eq("fatal")].reset_index(drop=True)
    found = rank_spots(table[table["spot_id"] == "fatal"].reset_index(drop=True), few, definitions, YEAR)
    assert found.norms.empty
    assert found.table["observed"].tolist() == [2]
    assert found.table[["expected", "excess", "rank", "rank_low"]].isna().all(axis=None)


def test_no_spots(definitions: Definitions) -> None:
    table, rows = world()
    assert rank_spots(table.iloc[:0], rows, definitions, YEAR).table.empty


def test_expected_goes_into_the_table_of_spots(definitions: Definitions) -> None:
    table, rows = world()
    ranking = rank_spots(table, rows, definitions, YEAR)
    filled = with_expected(table.iloc[::-1], ranking)
    assert filled["expected"].tolist() == ranking.table["expected"].tolist()[::-1]


def test_credibility_with_equal_weights_is_hauer() -> None:
    # μ = 1 (0,5 + 0,3 + 0,2), φ = 3: Z = 1 - w = 0,25; observed 5: excess 0,25·(5 - 1) = 1
    counts, means = np.array([[3.0, 1.0, 1.0]]), np.array([[0.5, 0.3, 0.2]])
    assert credibility(counts, means, np.array([3.0]), WEIGHTS["rank_1_1_1"]) == pytest.approx([1.0])
    # weights 1, 3, 5: σ = 0,5 + 0,9 + 1 = 2,4; v = 0,5 + 2,7 + 5 = 8,2; between 5,76/3 = 1,92; sum 3 + 3 + 5 = 11
    weighted = credibility(counts, means, np.array([3.0]), WEIGHTS["rank_1_3_5"])
    assert weighted == pytest.approx([1.92 / 10.12 * 8.6])
    assert credibility(counts, means, np.array([np.inf]), (1, 1, 1)) == pytest.approx([0.0])


def test_ranks_share_the_smaller_number() -> None:
    assert ranks([3.0, 5.0, 3.0, 1.0]).tolist() == [2, 1, 2, 4]
    assert ranks(np.array([[1.0, 2.0], [2.0, 1.0]])).tolist() == [[2, 1], [1, 2]]


def test_ranges_cover_the_true_rank(definitions: Definitions) -> None:
    """A simulated world: true means from a gamma, counts from a Poisson; nine in ten ranges hold the true rank."""
    generator = np.random.default_rng(6)
    true = generator.gamma(0.6, 2.0 / 0.6, 300)  # mean 2, shape 0,6 a stretch of 1 km
    counts = generator.poisson(true)
    rows = placed(
        *(
            {"line_m": 1_000 * site + 500, "spot_id": f"S{site:03}" if count else ""}
            for site, count in enumerate(counts)
            for _ in range(count)
        )
    )
    found_at = np.flatnonzero(counts > 0)
    table = spots(*({"spot_id": f"S{site:03}"} for site in found_at))
    asked = Asked("km", date(2023, 12, 31), date(2023, 1, 1), length_m=1000)
    result = rank_spots(table, rows, definitions, asked)
    assert result.norms.loc[0, "mean"] == pytest.approx(2.0, rel=0.15)
    assert result.norms.loc[0, "phi"] == pytest.approx(0.6, rel=0.25)
    order = ranks(true[found_at])
    covered = (result.table["rank_low"] <= order) & (order <= result.table["rank_high"])
    assert 0.84 <= covered.mean() <= 0.98
