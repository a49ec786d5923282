"""Rows to counts: every dimension, overlapping periods, filters, people, violations; small enough to count by eye."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.figures.counts import (
    MEASURES,
    accident_counts,
    accident_counts_by_period,
    accidents_alone_by_period,
    daily_counts,
)
from analysis.figures.dimensions import ACCIDENT_DIMENSIONS, PEOPLE_DIMENSIONS
from analysis.figures.violation_counts import VIOLATION_MEASURES, straddling_by_period, violation_counts

from .rows import Rows, accident, person, violation

START, STOP = date(2024, 12, 15), date(2025, 3, 15)
Q1 = {"start": START, "stop": STOP}

FOUR = Rows(
    accidents=[
        # Sunday 15/12/2024, the first day of the quarter; Friday 14/3/2025, its last
        accident(1, "2024-12-15", deaths=2, injured=3, severity="very_serious", occurred_at=1439, road="QL70"),
        accident(2, "2025-01-14", area_code="080", injured=1, occurred_at=0, vehicle_types="car|motorcycle"),
        accident(3, "2025-03-14", area_code="unknown", injured=0, severity="collision", alcohol="yes"),
        accident(4, "2025-01-15", mode="rail", deaths=1, injured=0, missing_people=1, cause="speed"),
        accident(5, "2024-12-14"),  # the day before
        accident(6, "2025-03-15"),  # the day after
    ]
)


def by(dimension: str, definitions: Definitions, **options: Any) -> dict[str, int]:
    table = accident_counts(FOUR, **Q1, by=[dimension], calendar=definitions.calendars["15-14"], **options)
    return dict(zip(table[dimension], table["accidents"].astype(int), strict=True))


def test_accidents_alone_by_period_counts_what_is_in_each(definitions: Definitions) -> None:
    """The two areas of the quarter, and accident 6 on the first day of the next; the day before is in neither."""
    periods = {"2025-Q1": (START, STOP), "2025-Q2": (STOP, date(2025, 6, 15))}
    found = accidents_alone_by_period(FOUR, periods, by=["area"], calendar=definitions.calendars["15-14"])
    counted = {(row.area, row.period): int(row.accidents) for row in found.itertuples()}
    assert counted == {("080", "2025-Q1"): 1, ("088", "2025-Q1"): 2, ("unknown", "2025-Q1"): 1, ("088", "2025-Q2"): 1}
    few = accidents_alone_by_period(FOUR, periods, by=["mode"], where={"area": ["088"]}, with_collisions=False)
    assert sorted(few.itertuples(index=False, name=None)) == [
        ("rail", "2025-Q1", 1),
        ("road", "2025-Q1", 1),
        ("road", "2025-Q2", 1),
    ]


def test_accidents_alone_are_not_counted_twice_or_by_people() -> None:
    with pytest.raises(ValueError, match="overlap"):
        accidents_alone_by_period(FOUR, {"a": (START, STOP), "b": (date(2025, 3, 14), date(2025, 4, 1))}, by=["area"])
    with pytest.raises(RequestError, match="sex"):
        accidents_alone_by_period(FOUR, {"a": (START, STOP)}, by=["sex"])


def test_sums_of_a_half_open_period() -> None:
    table = accident_counts(FOUR, **Q1)
    assert len(table) == 1
    expected = [4, 2, 3, 4, 1, 5, 10]  # deaths 2+1, injured 3+1, squares 4+1 and 9+1
    assert table.loc[0, list(MEASURES)].tolist() == expected


@pytest.mark.parametrize(
    ("dimension", "expected"),
    [
        ("area", {"080": 1, "088": 2, "unknown": 1}),
        ("commune", {"unknown": 4}),
        ("mode", {"rail": 1, "road": 3}),
        ("severity", {"collision": 1, "less_serious": 2, "very_serious": 1}),
        ("road", {"QL70": 1, "unknown": 3}),
        ("road_class", {"unknown": 4}),
        ("cause", {"speed": 1, "unknown": 3}),
        ("hour", {"0": 1, "23": 1, "unknown": 2}),
        ("weekday", {"sun": 1, "tue": 1, "wed": 1, "fri": 1}),  # 15/12, 14/1, 15/1, 14/3
        ("month", {"1": 2, "2": 1, "3": 1}),  # 15-14: 14/1 is in month 1, 15/1 in month 2
        ("vehicle_type", {"car|motorcycle": 1, "unknown": 3}),
        ("alcohol", {"unknown": 3, "yes": 1}),
    ],
)
def test_every_dimension_of_accidents(dimension: str, expected: dict[str, int], definitions: Definitions) -> None:
    assert by(dimension, definitions) == expected


def test_months_of_the_other_calendar(definitions: Definitions) -> None:
    table = accident_counts(FOUR, **Q1, by=["month"], calendar=definitions.calendars["month"])
    assert dict(zip(table["month"], table["accidents"], strict=True)) == {"1": 2, "12": 1, "3": 1}


def test_without_collisions_an_unknown_class_stays() -> None:
    rows = Rows(accidents=[accident(1, "2025-01-01", severity=None), accident(2, "2025-01-01", severity="collision")])
    assert accident_counts(rows, **Q1, with_collisions=False)["accidents"].tolist() == [1]


def test_filters_of_several_dimensions_meet(definitions: Definitions) -> None:
    assert by("mode", definitions, where={"area": ["088"], "month": ["2"]}) == {"rail": 1}
    assert by("area", definitions, where={"hour": ["23", "0"]}) == {"080": 1, "088": 1}
    assert by("area", definitions, where={"weekday": ["unknown"]}) == {}


def test_two_dimensions_at_once() -> None:
    table = accident_counts(FOUR, **Q1, by=["area", "mode"])
    assert list(zip(table["area"], table["mode"], table["accidents"], strict=True)) == [
        ("080", "road", 1),
        ("088", "rail", 1),
        ("088", "road", 1),
        ("unknown", "road", 1),
    ]


def test_an_unknown_dimension_names_the_possible_ones() -> None:
    with pytest.raises(RequestError) as error:
        accident_counts(FOUR, **Q1, by=["huyện"])
    assert "huyện" in error.value.sentence
    assert all(name in error.value.remedy for name in ACCIDENT_DIMENSIONS)
    with pytest.raises(RequestError, match="behaviour"):
        accident_counts(FOUR, **Q1, where={"behaviour": ["alcohol"]})
    with pytest.raises(RequestError, match="severity"):
        violation_counts(FOUR, **Q1, by=["severity"])


def test_months_need_a_calendar() -> None:
    with pytest.raises(ValueError, match="calendar"):
        accident_counts(FOUR, **Q1, by=["month"])


def test_overlapping_periods_count_the_shared_days_twice() -> None:
    periods = {"now": (date(2025, 1, 1), date(2025, 2, 1)), "before": (date(2024, 12, 1), date(2025, 1, 15))}
    table = accident_counts_by_period(FOUR, periods).set_index("period")["accidents"]
    assert table.to_dict() == {"now": 2, "before": 3}  # now 14/1, 15/1; before 14/12, 15/12, 14/1


def test_a_group_of_one_period_is_zero_in_the_other() -> None:
    periods = {"now": (START, date(2025, 1, 1)), "before": (date(2025, 1, 1), STOP)}
    table = accident_counts_by_period(FOUR, periods, by=["area"]).set_index(["period", "area"])
    assert table.loc[("now", "080"), ["accidents", "deaths", "injured_squared"]].tolist() == [0, 0, 0]


def test_nothing_there_is_one_row_of_zeros_or_no_group() -> None:
    empty = {"start": date(2030, 1, 1), "stop": date(2030, 4, 1)}
    assert accident_counts(FOUR, **empty).loc[0, list(MEASURES)].tolist() == [0] * 7
    assert len(accident_counts(FOUR, **empty, by=["area"])) == 0


def test_a_file_without_a_column_of_injured_gives_missing_not_zero() -> None:
    rows = Rows(accidents=[accident(1, "2025-01-01", injured=None), accident(2, "2025-01-02", area_code="080")])
    table = accident_counts(rows, **Q1, by=["area"]).set_index("area")
    assert pd.isna(table.loc["088", "injured"])
    assert table.loc["080", "injured"] == 1
    assert table["injured_not_given"].to_dict() == {"080": 0, "088": 1}
    assert accident_counts(rows, **Q1)["injured"].tolist() == [1]


PEOPLE = Rows(
    accidents=[
        accident(1, "2025-01-01", deaths=2, injured=2),
        accident(2, "2025-01-02", deaths=0, injured=1),
        accident(3, "2025-01-03", deaths=1, injured=0, area_code="080"),
        accident(9, "2020-01-03", deaths=5, injured=5),
    ],
    people=[
        person(1, "death", sex="male", age_group="18-24"),
        person(1, "death", sex="male", age_group="60+"),
        person(1, "injured", sex="female", age_group=None),
        person(1, "unhurt", sex="female", age_group="18-24"),
        # accident 2: two injured listed, one stated: the list is not believed
        person(2, "injured", sex="male", age_group="18-24"),
        person(2, "injured", sex="female", age_group="18-24"),
        person(9, "death", sex="female", age_group="18-24"),
    ],
)


def test_deaths_and_injured_by_sex_add_up_with_the_rest_unknown() -> None:
    table = accident_counts(PEOPLE, **Q1, by=["sex"]).set_index("sex")
    assert table["deaths"].to_dict() == {"male": 2, "female": 0, "unknown": 1}
    assert table["injured"].to_dict() == {"male": 0, "female": 1, "unknown": 2}
    assert table["deaths_squared"].to_dict() == {"male": 4, "female": 0, "unknown": 1}
    assert table["fatal_accidents"].to_dict() == {"male": 1, "female": 0, "unknown": 1}
    assert table[["accidents", "missing_people"]].isna().all(axis=None)


def test_deaths_by_age_group() -> None:
    table = accident_counts(PEOPLE, **Q1, by=["age_group"]).set_index("age_group")
    assert table["deaths"].to_dict() == {"18-24": 1, "60+": 1, "unknown": 1}
    assert table["injured"].to_dict() == {"18-24": 0, "60+": 0, "unknown": 3}


def test_people_can_be_a_filter_of_another_dimension() -> None:
    table = accident_counts(PEOPLE, **Q1, by=["area"], where={"sex": ["male", "unknown"]}).set_index("area")
    assert table["deaths"].to_dict() == {"080": 1, "088": 2}
    assert table["injured"].to_dict() == {"080": 0, "088": 2}
    assert set(PEOPLE_DIMENSIONS) <= set(ACCIDENT_DIMENSIONS)


VIOLATIONS = Rows(
    violations=[
        violation("2024-12-15", "2025-01-14", 10, fine_vnd=5_000_000, points_deducted=4),
        violation("2025-01-01", "2025-01-31", 7, behaviour="speeding"),  # inside, over two months of 15-14
        violation("2025-03-14", "2025-03-14", 2, area_code="080"),
        violation("2025-03-01", "2025-03-31", 90),  # crosses the end
        violation("2024-12-01", "2024-12-31", 80, area_code="080"),  # crosses the beginning
        violation("2024-12-01", "2025-03-31", 70),  # crosses both
        violation("2025-03-15", "2025-04-14", 60),  # outside
    ]
)


def test_violations_whose_own_period_crosses_an_edge_are_seen_but_not_counted() -> None:
    table = violation_counts(VIOLATIONS, **Q1)
    assert table.loc[0, ["cases", "fine_vnd", "points_deducted"]].tolist() == [19, 5_000_000, 4]
    assert table.loc[0, ["straddling_rows", "straddling_cases"]].tolist() == [3, 240]
    assert set(VIOLATION_MEASURES) < set(table.columns)


def test_straddling_violations_are_listed() -> None:
    listed = straddling_by_period(VIOLATIONS, {"now": (Q1["start"], Q1["stop"])})
    assert listed["cases"].tolist() == [80, 70, 90]
    assert listed["period_start"].dt.strftime("%d/%m").tolist() == ["01/12", "01/12", "01/03"]


@pytest.mark.parametrize(
    ("dimension", "expected"),
    [
        ("behaviour", {"alcohol": 12, "speeding": 7}),
        ("area", {"080": 2, "088": 17}),
        ("month", {"1": 10, "3": 2, "unknown": 7}),
        ("enforced_by", {"csgt": 19}),
        ("vehicle_type", {"motorcycle": 19}),
        ("mode", {"road": 19}),
    ],
)
def test_violations_by_dimension(dimension: str, expected: dict[str, int], definitions: Definitions) -> None:
    table = violation_counts(VIOLATIONS, **Q1, by=[dimension], calendar=definitions.calendars["15-14"])
    assert dict(zip(table[dimension], table["cases"], strict=True)) == expected


def test_daily_counts_hold_every_accident_once() -> None:
    table = daily_counts(FOUR)
    assert list(table.columns[:4]) == ["occurred_on", "area_code", "mode", "severity"]
    assert table["accidents"].sum() == 6
    assert table["occurred_on"].dtype == "datetime64[s]"
    assert table["occurred_on"].is_monotonic_increasing
    assert table.loc[table["area_code"] == "unknown", "severity"].tolist() == ["collision"]
