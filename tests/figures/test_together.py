"""Enforcement beside accidents by hand: cases an accident, shared codes, windows; nothing where data are missing."""

from __future__ import annotations

import pandas as pd
import pytest
from scipy.stats import binomtest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period
from analysis.figures.behaviour_groups import behaviour_groups, direct_codes, first_and_rest
from analysis.figures.cases_beside import cases_beside
from analysis.figures.compare import compare, compare_violations
from analysis.figures.comparison import Comparison
from analysis.figures.together import accidents_in_windows, acts_beside, by_area, by_quarter, shared_codes

from .rows import Q1_2024, Q1_2025, Rows, accident, covers, period, violation

DAY, BEFORE = "2025-01-10", "2024-01-10"


@pytest.fixture
def store() -> Rows:
    """Sa Pa (088): 6 accidents and 90 cases; Bát Xát (082): 2 and 10; Văn Bàn (089): none and 7; unknown: 1 and 3."""
    accidents = [
        *(accident(f"a{n}", DAY, cause="alcohol" if n < 4 else "speed") for n in range(6)),
        *(accident(f"b{n}", DAY, area_code="082", cause="inattention") for n in range(2)),
        accident("c", DAY, area_code="unknown", cause="unknown"),
        *(accident(f"d{n}", BEFORE, cause="alcohol") for n in range(5)),
    ]
    violations = [
        violation(DAY, DAY, 60),
        violation(DAY, DAY, 30, behaviour="helmet"),
        violation(DAY, DAY, 10, area_code="082", behaviour="speed"),
        violation(DAY, DAY, 7, area_code="089", behaviour="papers"),
        violation(DAY, DAY, 3, area_code="unknown"),
        violation(BEFORE, BEFORE, 50),
    ]
    return Rows(accidents=accidents, violations=violations)


def both(definitions: Definitions) -> tuple[Period, Period]:
    return period(Q1_2025, definitions), period(Q1_2024, definitions)


def areas_of(store: Rows, definitions: Definitions) -> pd.DataFrame:
    now, base = both(definitions)
    direct = {"behaviour": direct_codes(definitions)}
    return by_area(
        compare(store, definitions, now, base, by="area"),
        compare_violations(store, definitions, now, base, by="area"),
        compare_violations(store, definitions, now, base, by="area", where=direct),
    ).set_index("key")


def test_cases_an_accident_with_the_exact_interval(store: Rows, definitions: Definitions) -> None:
    areas = areas_of(store, definitions)
    sapa = areas.loc["088"]
    assert (sapa["accidents_now"], sapa["cases_now"], sapa["direct_now"], sapa["per_accident_now"]) == (6, 90, 60, 15.0)
    share = binomtest(90, 96).proportion_ci(method="exact")
    assert sapa["lower_now"] == pytest.approx(share.low / (1 - share.low))
    assert sapa["upper_now"] == pytest.approx(share.high / (1 - share.high))
    assert (sapa["per_accident_before"], bool(sapa["small_now"])) == (10.0, False)
    assert bool(areas.loc["082", "small_now"]), "two accidents"
    assert pd.isna(areas.loc["089", "per_accident_now"]), "no accident, no ratio"


def test_districts_and_the_unknown_one_add_up_to_the_total(store: Rows, definitions: Definitions) -> None:
    areas = areas_of(store, definitions)
    assert areas.loc["total", ["accidents_now", "cases_now", "direct_now"]].tolist() == [9, 110, 73]
    for name in ("accidents_now", "cases_now", "direct_now", "accidents_before", "cases_before"):
        assert areas[name].iloc[1:].sum() == areas[name].iloc[0]


def test_no_ratio_where_a_period_is_covered_in_part(store: Rows, definitions: Definitions) -> None:
    store.covered = covers("*", "2018-12-15", "2025-02-01")
    areas = areas_of(store, definitions)
    assert areas.loc["total", "cases_now"] == 110
    assert pd.isna(areas.loc["total", "per_accident_now"])
    assert areas.loc["total", "per_accident_before"] == 10.0


def test_codes_that_both_lists_share_mean_the_same_act(store: Rows, definitions: Definitions) -> None:
    now, base = both(definitions)
    acts = acts_beside(
        compare(store, definitions, now, base, by="cause"),
        compare_violations(store, definitions, now, base, by="behaviour"),
        definitions,
    )
    rows = acts.table.set_index("key")
    assert rows.loc["alcohol"].tolist()[1:] == [4, 63, 5, 50]
    assert rows.loc["speed"].tolist()[1:] == [2, 10, 0, 0]
    assert "helmet" not in rows.index, "no cause of accidents has this code"
    assert (acts.accidents, acts.in_table, acts.unknown) == (9, 6, 1)
    assert not {"unknown", "other"} & set(shared_codes(definitions))
    assert "alcohol" in shared_codes(definitions)


def test_the_behaviours_of_the_plan_and_the_rest_add_up(store: Rows, definitions: Definitions) -> None:
    now, base = both(definitions)
    comparison = compare_violations(store, definitions, now, base, by="behaviour")
    direct, rest = behaviour_groups(comparison, definitions)
    assert (direct.keys, rest.keys) == (("alcohol", "speed"), ("helmet", "papers"))
    assert (direct.sums["cases"], rest.sums["cases"]) == ((73.0, 50.0), (37.0, 0.0))
    assert len(direct_codes(definitions)) == 10, "annex IV.2 names ten"
    with pytest.raises(ValueError, match="by behaviour"):
        behaviour_groups(compare_violations(store, definitions, now, base, by="area"), definitions)


def test_two_series_side_by_side() -> None:
    keys = {"period_key": ["2024-Q4", "2025-Q1"], "label": ["Quý IV", "Quý I"]}
    days = {"start": pd.to_datetime(["2024-09-15", "2024-12-15"]), "stop": pd.to_datetime(["2024-12-15", "2025-03-15"])}
    accidents = pd.DataFrame({**keys, **days, "accidents": [4, 8], "covered": ["full", "full"]})
    violations = pd.DataFrame({**keys, "cases": [40, 40], "covered": ["partial", "full"], "straddling_cases": [0, 0]})
    found = by_quarter(accidents, violations)
    assert found["per_accident"].isna().tolist() == [True, False]
    assert found["per_accident"].iloc[1] == 5.0


def test_accidents_in_the_windows_of_a_campaign(store: Rows, definitions: Definitions) -> None:
    spans = {"before": "2024-12-31..2025-01-09", "during": "2025-01-10..2025-01-19", "after": "2025-01-20..2025-01-29"}
    windows = {name: period(text, definitions) for name, text in spans.items()}
    windows["last_year"] = period("2024-01-10..2024-01-19", definitions)
    coverage = covers("*", "2024-12-01", "2025-03-15")
    row = accidents_in_windows(store, definitions, windows, coverage=coverage).iloc[0]
    assert (row["accidents_during"], row["rate_during"], row["accidents_before"]) == (9, 0.9, 0)
    assert row["during_before"] == float("inf")
    assert pd.isna(row["accidents_last_year"])
    assert pd.isna(row["during_last_year"])


def test_groups_beyond_those_drawn_are_one_row_and_the_unknown_stays(store: Rows, definitions: Definitions) -> None:
    areas = compare_violations(store, definitions, *both(definitions), by="area").groups("cases")
    drawn = first_and_rest(areas, 3).set_index("key")
    assert list(drawn.index) == ["080", "082", "rest", "unknown"]
    assert drawn.loc["rest", "label"] == "7 nhóm khác"
    assert drawn["now"].tolist() == [0, 10, 97, 3]
    assert drawn["now"].sum() == areas["now"].sum() == 110
    assert len(first_and_rest(areas, 20)) == len(areas)


@pytest.mark.parametrize("where", [{}, {"area": ["088", "082"]}, {"mode": ["road"]}, {"area": ["080"]}])
def test_one_count_gives_the_three_comparisons_that_three_counts_give(
    store: Rows, definitions: Definitions, where: dict[str, list[str]]
) -> None:
    (now, base), coverage = both(definitions), store.covered
    found = cases_beside(store, definitions, now, base, where=where, coverage=coverage)
    direct = {**where, "behaviour": direct_codes(definitions)}
    for mine, by, within in ((found.by_area, "area", where), (found.direct, "area", direct)):
        _same_cases(mine, compare_violations(store, definitions, now, base, by=by, where=within))
    _same_cases(found.by_behaviour, compare_violations(store, definitions, now, base, by="behaviour", where=where))


def _same_cases(mine: Comparison, theirs: Comparison) -> None:
    pd.testing.assert_frame_equal(mine.groups("cases"), theirs.groups("cases"))
    assert repr(mine.figure("cases")) == repr(theirs.figure("cases"))
    assert (mine.notes, mine.sources, mine.coverage) == (theirs.notes, theirs.sources, theirs.coverage)
