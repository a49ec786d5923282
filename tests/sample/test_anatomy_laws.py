"""Parts equal the total for every figure of the page Phân tích TNGT, over the embedded example."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period, parse_period
from analysis.figures.anatomy_help import help_of
from analysis.figures.dimensions import ACCIDENT_DIMENSIONS, PEOPLE_DIMENSIONS
from analysis.figures.pivot import pivot
from analysis.store.tables import Store
from data.sample import generate
from tests.anatomy_laws import made, parts_equal_the_total, pivot_has_the_totals, windows_equal_the_rows

CHOICES: list[tuple[str, dict[str, Any]]] = [
    ("2025-Q1", {}),
    ("2024", {"with_collisions": False}),
    ("2024-9M", {"where": {"area": ["080", "087"], "mode": ["road"]}}),
    ("2024-02-01..2024-02-29", {}),
]
PAIRS = list(itertools.combinations(ACCIDENT_DIMENSIONS, 2))[::17]


@pytest.mark.parametrize(("period", "options"), CHOICES)
def test_every_breakdown(period: str, options: dict[str, Any], sample_store: Store, definitions: Definitions) -> None:
    asked = parse_period(period, definitions.calendar())
    found = made(sample_store, definitions, asked, **options)
    assert len(found.bases) == 5
    parts_equal_the_total(sample_store, found, **options)


def test_tet_and_the_holidays(sample_store: Store, definitions: Definitions) -> None:
    seen = windows_equal_the_rows(sample_store, definitions, parse_period("2025-Q1", definitions.calendar()))
    assert seen == 3 * 6 + 5 * 5 + 2  # three spans of six Tết; five windows of five years, two of 2025


@pytest.mark.parametrize(("rows", "columns"), PAIRS)
def test_pivot(rows: str, columns: str, sample_store: Store, definitions: Definitions) -> None:
    measure = "injured" if {rows, columns} & set(PEOPLE_DIMENSIONS) else "accidents"
    period = parse_period("2025-Q1", definitions.calendar())
    pivot_has_the_totals(sample_store, definitions, period, rows, columns, measure)


def keys_of(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """The group of every invented accident, made here from its own columns with nothing of ``analysis``."""
    days = pd.to_datetime(rows["occurred_on"])
    hours = (rows["minutes"] // 60).astype("Int64").astype("str").fillna("unknown").replace("<NA>", "unknown")
    stretches = rows["road"] + "/" + (rows["km_m"] // 5000).astype("Int64").astype("str")
    keys = {
        "hour": hours,
        "hour_band": hours.map(lambda hour: hour if hour == "unknown" else str(int(hour) // 3 * 3)),
        "weekday": days.dt.day_name().str[:3].str.lower(),
        "month": (days.dt.month % 12 + 1).where(days.dt.day >= 15, days.dt.month).astype("str"),
        "area": rows["area_code"],
        "mode": rows["mode"],
        "cause": rows["cause"],
        "alcohol": rows["alcohol"],
        "vehicle_type": rows["vehicles"].map(lambda codes: "|".join(sorted(codes))),
        "km_stretch": stretches.str.replace("ĐT", "DT").where(rows["km_m"].notna(), "unknown"),
    }
    return {name: key.fillna("unknown") for name, key in keys.items()}


def chosen(sample: generate.Sample, period: Period, options: dict[str, Any]) -> pd.DataFrame:
    rows = sample.accidents
    days = pd.to_datetime(rows["occurred_on"])
    rows = rows[(days >= pd.Timestamp(period.start)) & (days <= pd.Timestamp(period.end))]
    if not options.get("with_collisions", True):
        rows = rows[rows["severity"] != "collision"]
    names = {"area": "area_code", "mode": "mode"}
    for name, codes in options.get("where", {}).items():
        rows = rows[rows[names[name]].isin(codes)]
    return rows


@pytest.mark.parametrize(("period", "options"), CHOICES)
def test_every_group_is_that_of_a_plain_count(
    period: str, options: dict[str, Any], sample_store: Store, definitions: Definitions, sample: generate.Sample
) -> None:
    asked = parse_period(period, definitions.calendar())
    found, rows = made(sample_store, definitions, asked, **options), chosen(sample, asked, options)
    for name, keys in keys_of(rows).items():
        table = found.breakdowns[name].table.set_index("key")
        expected = rows.groupby(keys).agg(
            accidents=("deaths", "size"), deaths=("deaths", "sum"), injured=("injured", "sum")
        )
        counted = table.loc[table["accidents"] > 0, ["accidents", "deaths", "injured"]].astype("int64")
        assert counted.to_dict("index") == expected.to_dict("index"), name


@pytest.mark.parametrize("name", ["hour_band", "day_part", "day_kind", "km_stretch", "factors", "drug", "pupil"])
def test_the_edge_of_a_pivot_is_the_chart_of_its_dimension(
    name: str, sample_store: Store, definitions: Definitions
) -> None:
    """By every dimension that only the anatomy has; across the districts and, made from the same hours, by hour."""
    asked = parse_period("2025-Q1", definitions.calendar())
    measure = "injured" if name == "pupil" else "accidents"
    alone = made(sample_store, definitions, asked).breakdowns[name].table.set_index("key")
    for other in ("area", "hour"):
        found = pivot(sample_store, definitions, asked, rows=name, columns=other, measure=measure)
        counted = found.row_totals[found.row_totals > 0]
        assert counted.to_dict() == alone.loc[alone[measure] > 0, measure].to_dict()
        assert found.row_labels == {key: str(alone.loc[key, "label"]) for key in found.cells.index}
        assert found.total == alone[measure].sum()


def test_a_pivot_by_the_time_until_help_has_the_bands_of_its_chart(
    sample_store: Store, definitions: Definitions
) -> None:
    asked = parse_period("2025-Q1", definitions.calendar())
    bands = help_of(made(sample_store, definitions, asked)).bands.table
    found = pivot(sample_store, definitions, asked, rows="help_band", columns="area", measure="accidents")
    assert found.row_totals.to_dict() == dict(zip(bands["key"], bands["accidents"], strict=True))


@pytest.mark.parametrize(("rows", "columns"), [("area", "weekday"), ("cause", "hour"), ("vehicle_type", "alcohol")])
def test_every_cell_of_a_pivot_is_that_of_a_plain_count(
    rows: str, columns: str, sample_store: Store, definitions: Definitions, sample: generate.Sample
) -> None:
    asked = parse_period("2024", definitions.calendar())
    found = pivot(sample_store, definitions, asked, rows=rows, columns=columns, measure="accidents")
    keys = keys_of(chosen(sample, asked, {}))
    expected = pd.crosstab(keys[rows], keys[columns])
    for row in found.cells.index:
        for column in found.cells.columns:
            there = row in expected.index and column in expected.columns
            assert found.cells.loc[row, column] == (expected.loc[row, column] if there else 0)
