"""Laws of counting, over generated accidents: regrouping leaves totals, order changes nothing, both ways agree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.definitions.catalogue import Definitions
from analysis.figures.compare import compare, compare_daily, compare_violations
from analysis.figures.counts import daily_counts
from analysis.figures.dimensions import ACCIDENT_DIMENSIONS, PEOPLE_DIMENSIONS, VIOLATION_DIMENSIONS

from .rows import Q1_2024, Q1_2025, Rows, period

FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DAYS = st.one_of(st.dates(date(2024, 12, 10), date(2025, 3, 20)), st.dates(date(2023, 12, 10), date(2024, 3, 20)))


def or_missing(*values: str) -> Any:
    return st.sampled_from([None, "", "unknown", *values])


@st.composite
def accidents(draw: st.DrawFn) -> list[dict[str, Any]]:
    columns = {
        "occurred_on": DAYS,
        "occurred_at": st.one_of(st.none(), st.integers(0, 1439)),
        "area_code": st.sampled_from(["080", "088", "unknown", "mã lạ"]),
        "commune_code": or_missing("02647"),
        "mode": st.sampled_from(["road", "rail", "water", "unknown"]),
        "severity": or_missing("serious", "collision", "lớp lạ"),
        "deaths": st.one_of(st.none(), st.integers(0, 4)),
        "injured": st.one_of(st.none(), st.integers(0, 9)),
        "road": or_missing("QL70"),
        "road_class": or_missing("national"),
        "cause": or_missing("speed"),
        "vehicle_types": or_missing("car|motorcycle"),
        "alcohol": or_missing("yes"),
    }
    drawn = draw(st.lists(st.fixed_dictionaries(columns), max_size=12))
    return [
        {**row, "occurred_on": row["occurred_on"].isoformat(), "accident_id": f"{n}"} for n, row in enumerate(drawn)
    ]


PEOPLE = st.fixed_dictionaries(
    {
        "accident_id": st.integers(0, 11).map(str),
        "outcome": st.sampled_from(["death", "injured", "unhurt", "missing"]),
        "sex": or_missing("male", "female"),
        "age_group": or_missing("18-24", "nhóm lạ"),
    }
)


def both(definitions: Definitions) -> tuple[Any, Any]:
    return period(Q1_2025, definitions), period(Q1_2024, definitions)


@FEW
@given(rows=accidents(), people=st.lists(PEOPLE, max_size=12), with_collisions=st.booleans())
@pytest.mark.parametrize("by", ACCIDENT_DIMENSIONS)
def test_parts_add_up_to_the_total_of_the_rows(
    by: str, rows: list[dict[str, Any]], people: list[dict[str, Any]], with_collisions: bool, definitions: Definitions
) -> None:
    store = Rows(accidents=rows, people=people)
    result = compare(store, definitions, *both(definitions), by=by, with_collisions=with_collisions)
    for side, span in (("now", result.now), ("before", result.base)):
        inside = [
            row
            for row in rows
            if span.start <= date.fromisoformat(row["occurred_on"]) < span.stop
            and (with_collisions or row["severity"] != "collision")
        ]
        expected = {
            "accidents": len(inside),
            "deaths": sum(row["deaths"] or 0 for row in inside),
            "injured": sum(row["injured"] or 0 for row in inside),
        }
        for measure, count in expected.items():
            if by in PEOPLE_DIMENSIONS and measure == "accidents":
                continue
            assert result.groups(measure)[side].fillna(0).sum() == count
            total = result.figure(measure)[side]
            given_at_all = measure == "accidents" or not inside or any(row[measure] is not None for row in inside)
            assert total == count if given_at_all else pd.isna(total)


@FEW
@given(rows=accidents(), people=st.lists(PEOPLE, max_size=8), turn=st.integers(0, 11))
@pytest.mark.parametrize("by", ["area", "road", "sex"])
def test_the_order_of_the_rows_changes_nothing(
    by: str, rows: list[dict[str, Any]], people: list[dict[str, Any]], turn: int, definitions: Definitions
) -> None:
    one = compare(Rows(accidents=rows, people=people), definitions, *both(definitions), by=by)
    turned = Rows(accidents=rows[turn:] + rows[:turn], people=people[::-1])
    assert compare(turned, definitions, *both(definitions), by=by).to_json() == one.to_json()


@FEW
@given(rows=accidents(), with_collisions=st.booleans())
@pytest.mark.parametrize("by", [None, "area", "mode", "severity"])
def test_the_daily_way_agrees_on_any_rows(
    by: str | None, rows: list[dict[str, Any]], with_collisions: bool, definitions: Definitions
) -> None:
    store = Rows(accidents=rows)
    slow = compare(store, definitions, *both(definitions), by=by, with_collisions=with_collisions)
    quick = compare_daily(
        daily_counts(store),
        definitions,
        *both(definitions),
        by=by,
        with_collisions=with_collisions,
        coverage=store.covered,
    )
    assert quick.to_json() == slow.to_json()


VIOLATIONS = st.fixed_dictionaries(
    {
        "period_start": st.dates(date(2024, 12, 1), date(2025, 3, 20)),
        "length": st.sampled_from([0, 6, 30]),
        "area_code": st.sampled_from(["080", "unknown"]),
        "mode": or_missing("road"),
        "behaviour": or_missing("alcohol", "hành vi lạ"),
        "vehicle_type": or_missing("car"),
        "enforced_by": or_missing("csgt"),
        "cases": st.integers(0, 5000),
    }
)


@FEW
@given(drawn=st.lists(VIOLATIONS, max_size=12))
@pytest.mark.parametrize("by", VIOLATION_DIMENSIONS)
def test_parts_of_violations_add_up(by: str, drawn: list[dict[str, Any]], definitions: Definitions) -> None:
    rows = [
        {
            **row,
            "period_start": row["period_start"].isoformat(),
            "period_end": (row["period_start"] + timedelta(days=row["length"])).isoformat(),
        }
        for row in drawn
    ]
    result = compare_violations(Rows(violations=rows), definitions, *both(definitions), by=by)
    span = result.now
    counted = [
        row
        for row in rows
        if date.fromisoformat(row["period_start"]) >= span.start and date.fromisoformat(row["period_end"]) < span.stop
    ]
    assert result.groups("cases")["now"].sum() == sum(row["cases"] for row in counted)
    assert result.figure("cases")["now"] == sum(row["cases"] for row in counted)
