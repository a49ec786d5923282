"""What is usual: fixed segments with their zeros, one shape for all, and squares where there is no road-km."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.places.asked import Asked
from analysis.places.norms import (
    ALL,
    by_truncated_likelihood,
    class_of,
    classes_of_spots,
    common_shape,
    line_norms,
    norms_for,
    square_norms,
    usual_at,
    years_between,
)

NO_TABLE = pd.DataFrame(columns=["line", "line_from_m", "line_to_m"])


def on_road(line: str, metres: list[int], road_class: str = "national") -> pd.DataFrame:
    frame = pd.DataFrame({"line": line, "line_m": metres, "mode": "road", "road_class": road_class})
    return frame.astype({"line_m": "Int64"})


def test_segments_without_accidents_count() -> None:
    # A listed line of 40 km, 10 accidents in two years: 0,25 a segment, 0,125 a km and year, 0,025 a stretch of 100 m.
    # Segments: one with 4, six with 1, 33 with none: Σ(x-m)² = 16 + 6 - 40·0,0625 = 19,5; (n-1)m = 9,75, (n-1)m² =
    # 2,4375: φ = 2,4375/(19,5 - 9,75) = 0,25 a km.
    listed = pd.DataFrame({"line": ["L"], "line_from_m": [0], "line_to_m": [40_000]})
    rows = on_road("L", [5_000, 5_100, 5_200, 5_999, 100, 11_000, 17_500, 20_000, 33_333, 39_999])
    found = line_norms(rows, 100.0, 2.0, listed)
    assert found["norm"].tolist() == ["national", ALL]
    assert found["sites"].tolist() == [40, 40]
    assert found["accidents"].tolist() == [10, 10]
    assert found["mean"].tolist() == pytest.approx([0.025, 0.025])
    assert found["per_km_year"].tolist() == pytest.approx([0.125, 0.125])
    assert found["phi"].tolist() == pytest.approx([0.025, 0.025])


def test_an_unlisted_line_is_as_long_as_its_accidents_suggest() -> None:
    # 11 positions from Km10 to Km30, 2 km apart: the ends are taken 2 km farther out, Km8 to Km32.
    found = line_norms(on_road("L", [10_000 + 2_000 * number for number in range(11)]), 1000.0, 1.0, NO_TABLE)
    assert found.loc[0, ["norm", "sites", "accidents"]].tolist() == ["national", 24, 11]
    assert found["phi"].tolist() == [np.inf, np.inf]  # at most one in a segment: no more than chance


def test_a_line_of_two_positions_tells_no_length() -> None:
    assert line_norms(on_road("L", [1_000, 9_000]), 100.0, 1.0, NO_TABLE).empty
    assert line_norms(on_road("L", []), 100.0, 1.0, NO_TABLE).empty


def test_a_class_with_few_segments_takes_the_mean_of_all() -> None:
    long = on_road("L", [1_000 * number for number in range(0, 60, 2)])
    short = on_road("M", [0, 100, 200, 5_000], "urban")
    found = line_norms(pd.concat([long, short], ignore_index=True), 100.0, 1.0, NO_TABLE)
    assert found["norm"].tolist() == ["national", ALL]
    assert usual_at(["urban", "national"], found)["norm"].tolist() == [ALL, "national"]


def test_one_shape_around_the_means_of_the_classes() -> None:
    # one class: φ = m²/(s²-m); counts 0, 0, 4: m = 4/3, s² = 16/3, φ = (16/9)/(16/3 - 4/3) = 4/9
    assert common_shape([np.array([0.0, 0.0, 4.0])]) == pytest.approx(4 / 9)
    # a class that is all alike adds its expected chance: Σ(x-m)² - (n-1)m = 0 - 1, (n-1)m² = 1
    # together: (2·16/9 + 1)/(2·(16/3 - 4/3) - 1) = (41/9)/7
    assert common_shape([np.array([0.0, 0.0, 4.0]), np.array([1.0, 1.0])]) == pytest.approx(41 / 63)
    assert common_shape([np.array([1.0, 1.0])]) == np.inf
    assert common_shape([]) == np.inf


def test_the_truncated_fit_finds_what_was_put_in() -> None:
    generator = np.random.default_rng(11)
    true_mean, true_shape = 0.8, 0.7
    counts = generator.poisson(generator.gamma(true_shape, true_mean / true_shape, 60_000))
    mean, shape = by_truncated_likelihood(counts[counts > 0])
    assert mean == pytest.approx(true_mean, rel=0.06)
    assert shape == pytest.approx(true_shape, rel=0.12)
    with_shape, kept = by_truncated_likelihood(counts[counts > 0], shape=true_shape)
    assert kept == pytest.approx(true_shape)
    assert with_shape == pytest.approx(true_mean, rel=0.04)


def test_the_fit_refuses_zeros() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        by_truncated_likelihood([0, 1])


def test_squares_belong_to_the_commonest_class() -> None:
    rows = pd.DataFrame(
        {
            "x_m": [10.0, 20.0, 30.0, 250.0, np.nan],
            "y_m": [10.0, 20.0, 30.0, 250.0, np.nan],
            "mode": "road",
            "road_class": ["urban", "national", "urban", "national", "urban"],
        }
    )
    found = square_norms(rows, 100.0, 1.0)
    assert found["norm"].tolist() == [ALL]  # two squares are too few for a class
    assert found.loc[0, ["sites", "accidents"]].tolist() == [2, 4]
    assert square_norms(rows.iloc[4:], 100.0, 1.0).empty


def test_rail_is_compared_with_rail() -> None:
    rows = pd.DataFrame({"mode": ["road", "rail", "unknown"], "road_class": ["national", "special", "urban"]})
    assert class_of(rows).tolist() == ["national", "rail", "urban"]
    own = rows.assign(spot_id=["S", "S", "T"]).replace("urban", "unknown")
    assert classes_of_spots(pd.DataFrame({"spot_id": ["S", "T", "U"]}), own) == ["national", "unknown", "unknown"]


def test_by_coordinates_the_means_are_those_of_accidents_with_a_point(definitions: Definitions) -> None:
    # 30 accidents with km, 15 of them with a point, and 15 more with a point alone: 30 points for 30 posts, factor 1;
    # without the 15 extra ones factor 1/2.
    posts = on_road("L", [1_000 * number for number in range(30)]).assign(x_m=[1.0] * 15 + [np.nan] * 15, y_m=1.0)
    more = posts.iloc[:15].assign(line_m=pd.array([pd.NA] * 15, dtype="Int64"))
    point = Asked("point", date(2024, 12, 31), date(2024, 1, 1), radius_m=50.0)
    way = Asked("km", date(2024, 12, 31), date(2024, 1, 1), length_m=100)
    whole = norms_for(posts, definitions, way, 1.0).loc[0, "mean"]
    assert norms_for(posts, definitions, point, 1.0).loc[0, "mean"] == pytest.approx(whole / 2)
    both = pd.concat([posts, more], ignore_index=True)
    assert norms_for(both, definitions, point, 1.0).loc[0, "mean"] == pytest.approx(whole)


def test_years() -> None:
    assert years_between(date(2021, 1, 1), date(2024, 12, 31)) == pytest.approx(4.0)


def test_lengths_of_listed_lines_are_used(tmp_path: Path) -> None:
    head = "road,chainage,valid_from,valid_to,from_m,to_m,line,line_from_m,line_to_m\n"
    (tmp_path / "chainages.csv").write_text(head + "QL70,a,,,0,100000,L,100000,0\n", encoding="utf-8")
    table = load_definitions(tmp_path).chainages()
    assert line_norms(on_road("L", [50_000]), 100.0, 1.0, table).loc[0, "sites"] == 100
