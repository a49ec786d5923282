"""What a rise is made of, worked out by hand on a few accidents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.errors import RequestError
from analysis.signals.contributions import DIMENSIONS, Contributions, contributions, leading, share_grew
from tests.figures.rows import covers

from .stored import accident, store_of

BAO_YEN = {"area": ["087"]}
EVENING = [accident(f"n{n}", f"{2 + n:02d}/01/2025", road="QL70", time="20:30") for n in range(6)]
OTHERS = [
    accident("n6", "10/02/2025", time="06:00", vehicles="Mô tô, Ô tô tải"),
    accident("n7", "11/02/2025"),
    accident("sp", "12/02/2025", area="Sa Pa", road="QL70"),
    accident("?", "13/02/2025", area="", road="QL70"),
    accident("late", "15/03/2025", road="QL70"),
]
BEFORE = [
    accident("b0", "05/01/2024", time="20:00"),
    accident("b1", "06/01/2024", time="05:59", road="QL70"),
    accident("b2", "20/12/2022", time="12:00"),
    accident("b3", "01/03/2022", time="18:00"),
]
"""Quý I/2024 has two, Quý I/2023 and Quý I/2022 one each, Quý I/2021 and Quý I/2020 none."""

Found = Callable[..., Contributions]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, definitions: Definitions) -> Found:
    store = store_of(tmp_path_factory.mktemp("chỗ tăng"), definitions, [*EVENING, *OTHERS, *BEFORE])

    def ask(period: str = "2025-Q1", **options: object) -> Contributions:
        asked = {"where": BAO_YEN, **options}
        return contributions(store, definitions, parse_period(period, definitions.calendar()), **asked)

    return ask


def group(found: Contributions, dimension: str, key: str) -> pd.Series:
    rows = found.table[(found.table["dimension"] == dimension) & (found.table["key"] == key)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_the_normal_is_the_mean_of_five_years_over_as_many_days(found: Found) -> None:
    answer = found()
    assert [base.key for base in answer.bases] == ["2024-Q1", "2023-Q1", "2022-Q1", "2021-Q1", "2020-Q1"]
    assert answer.uncovered == ()
    assert answer.now == 8
    # 2 accidents in the 91 days of Quý I/2024, 1 each in the 90 days of 2023 and 2022
    assert answer.normal == pytest.approx((2 * 90 / 91 + 1 + 1) / 5)
    assert answer.excess == pytest.approx(8 - answer.normal)


def test_a_road_and_a_time_of_day_by_hand(found: Found) -> None:
    answer = found()
    road = group(answer, "road", "QL70")
    assert (road["label"], road["dimension_label"], road["now"]) == ("QL70", "Tuyến đường", 6)
    assert road["normal"] == pytest.approx(90 / 91 / 5)
    assert road["share_of_rise"] == pytest.approx((6 - road["normal"]) / answer.excess)
    assert road["even"] == pytest.approx(8 * 1 / 4)
    evening = group(answer, "day_part", "evening")
    assert (evening["now"], evening["label"]) == (6, "Buổi tối (18-24 giờ)")
    assert evening["normal"] == pytest.approx((90 / 91 + 1) / 5)
    assert group(answer, "day_part", "morning")["now"] == 1
    assert group(answer, "day_part", "unknown")["now"] == 1
    assert group(answer, "day_part", "night")["normal"] == pytest.approx(90 / 91 / 5)


def test_the_parts_add_up_to_the_whole(found: Found) -> None:
    answer = found()
    assert set(answer.table["dimension"]) == set(DIMENSIONS)
    sums = answer.table[~answer.table["overlapping"]].groupby("dimension")[["now", "normal", "excess"]].sum()
    assert len(sums) == len(DIMENSIONS) - 1
    assert (sums["now"] == answer.now).all()
    np.testing.assert_allclose(sums["normal"], answer.normal)
    np.testing.assert_allclose(sums["excess"], answer.excess)


def test_an_accident_with_two_vehicles_counts_for_both(found: Found) -> None:
    answer = found()
    assert group(answer, "vehicle_type", "motorcycle")["now"] == 8
    assert group(answer, "vehicle_type", "truck")["now"] == 1


def test_few_accidents_name_nothing(found: Found) -> None:
    """QL70 has 6 of 8 now against 1 of 4 before, the evening 6 of 8 against 2 of 4: neither is sure."""
    assert leading(found()).empty


def test_only_what_is_sure_large_and_known_is_named_the_surest_first(found: Found) -> None:
    answer = found()
    rows = [
        ("QL70", 9, 0.60, 0.010),
        ("ĐT160", 8, 0.50, 0.001),
        ("unknown", 8, 0.50, 0.001),  # not known: no name
        ("QL279", 9, 0.60, 0.060),  # not sure
        ("QL4E", 5, 0.20, 0.010),  # a small part of the rise
        ("ĐT161", 2, 0.30, 0.010),  # two accidents
        ("ĐT153", 7, np.nan, 0.010),  # no rise to share
    ]
    table = pd.DataFrame(rows, columns=["key", "now", "share_of_rise", "p_more"]).assign(excess=4.0)
    made = replace(answer, table=table)
    assert list(leading(made)["key"]) == ["ĐT160", "QL70"]
    assert list(leading(made, most=1)["key"]) == ["ĐT160"]


def test_without_a_rise_nothing_is_named_and_no_share_is_given(found: Found) -> None:
    answer = found("2024-Q1")
    assert (answer.now, answer.excess < 1.7) == (2, True)
    quiet = found("2023-Q3")
    assert (quiet.now, quiet.normal) == (0, 0)
    assert quiet.table["share_of_rise"].isna().all()
    assert leading(quiet).empty


def test_a_place_without_any_accident_has_no_groups(found: Found) -> None:
    empty = found(where={"area": ["084"]})
    assert (empty.now, empty.normal, len(empty.table)) == (0, 0, 0)
    assert leading(empty).empty
    assert list(empty.table.columns) == list(found().table.columns)


def test_years_that_are_not_covered_are_left_out_and_said(tmp_path: Path, definitions: Definitions) -> None:
    covers = (date(2022, 12, 15), date(2025, 3, 14))
    store = store_of(tmp_path, definitions, [*EVENING, *BEFORE[:3]], covers=covers)
    period = parse_period("2025-Q1", definitions.calendar())
    answer = contributions(store, definitions, period, where=BAO_YEN)
    assert [base.key for base in answer.bases] == ["2024-Q1", "2023-Q1"]
    assert [base.key for base in answer.uncovered] == ["2022-Q1", "2021-Q1", "2020-Q1"]
    # b2 of 20/12/2022 lies in the covered Quý I/2023
    assert answer.normal == pytest.approx((2 * 90 / 91 + 1) / 2)
    alone = contributions(store, definitions, parse_period("2023-Q1", definitions.calendar()), where=BAO_YEN)
    assert alone.bases == ()
    assert np.isnan(alone.normal)
    assert alone.table[["normal", "excess", "share_of_rise", "even", "p_more"]].isna().all(axis=None)


def test_a_period_that_is_not_over_is_set_against_nothing(tmp_path: Path, definitions: Definitions) -> None:
    """Two of three months of Quý I/2025: eight accidents so far are not "no more than normal", nor a rise."""
    covers = (date(2018, 12, 15), date(2025, 2, 14))
    store = store_of(tmp_path, definitions, [*EVENING, *OTHERS[:2], *BEFORE], covers=covers)
    answer = contributions(store, definitions, parse_period("2025-Q1", definitions.calendar()), where=BAO_YEN)
    assert (answer.now, answer.covered, answer.bases) == (8, False, ())
    assert np.isnan(answer.normal)
    assert leading(answer).empty


def test_a_commune_needs_the_data_of_its_own_district_only(tmp_path: Path, definitions: Definitions) -> None:
    communes = definitions.areas.communes
    own = communes[communes["area_code"] == "087"]["code"].iloc[0]
    other = communes[communes["area_code"] == "088"]["code"].iloc[0]
    store = store_of(tmp_path, definitions, [*EVENING, *BEFORE])
    only = covers("087", "2018-12-15", "2025-03-15")
    period = parse_period("2025-Q1", definitions.calendar())
    asked = [contributions(store, definitions, period, where={"commune": [one]}, coverage=only) for one in (own, other)]
    assert [(one.covered, len(one.bases)) for one in asked] == [(True, 5), (False, 0)]


def test_collisions_can_be_left_out(found: Found) -> None:
    assert found(with_collisions=False).now == found().now
    assert found(where={"area": ["087"], "road": ["QL70"]}).now == 6


def test_an_unknown_dimension_is_a_sentence(found: Found) -> None:
    with pytest.raises(RequestError, match="màu xe"):
        found(dimensions=("màu xe",))


def test_the_share_is_judged_as_fisher_does() -> None:
    """Against scipy's hypergeometric distribution: P(X > x) + P(X = x)/2."""
    cases = [(13, 20, 21, 52), (3, 5, 21, 52), (0, 4, 6, 30), (6, 0, 6, 30)]
    for x, y, now, base in cases:
        chance = stats.hypergeom(now + base, x + y, now)
        expected = chance.sf(x) + chance.pmf(x) / 2
        assert share_grew([x], [y], now, base)[0] == pytest.approx(expected, rel=1e-9)
    assert np.isnan(share_grew([3], [0], 3, 0)).all()
