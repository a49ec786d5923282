"""Parts equal the total for everything that the page Vi phạm shows, whatever the store holds.

Totals and parts are counted apart, with plain pandas from rows that never went through the store: ``facts`` with day,
area, behaviour, vehicle_type, enforced_by, mode, cases and what else is given of ``MEASURES``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period
from analysis.figures.behaviour_groups import behaviour_groups, direct_codes, first_and_rest
from analysis.figures.campaigns import WINDOWS, campaign_figures, campaign_windows
from analysis.figures.compare import compare_violations, covered_batches
from analysis.figures.comparison import Comparison
from analysis.figures.violation_counts import violation_spans
from analysis.figures.violation_series import violation_series
from analysis.store.tables import Store

MEASURES = ("cases", "fine_vnd", "licences_revoked", "vehicles_held")
NAMES = ("area", "behaviour", "vehicle_type", "enforced_by", "mode")
Where = Mapping[str, Sequence[str]]


def inside(facts: pd.DataFrame, period: Period, where: Where) -> pd.DataFrame:
    """The facts of a period (both ends inside) that ``where`` keeps."""
    days = pd.to_datetime(facts["day"])
    kept = facts[(days >= pd.Timestamp(period.start)) & (days <= pd.Timestamp(period.end))]
    for name, codes in where.items():
        kept = kept[kept[name].isin(codes)]
    return kept


def parts_equal_the_facts(
    store: Store, definitions: Definitions, facts: pd.DataFrame, periods: tuple[Period, Period], where: Where
) -> int:
    """Every measure by every dimension, now and before, drawn whole or cut; gives how many groups were compared."""
    measures = [name for name in MEASURES if name in facts]
    seen = 0
    for by in [name for name in NAMES if name in facts]:
        comparison = compare_violations(store, definitions, *periods, by=by, where=where)
        for side, period in zip(("now", "before"), periods, strict=True):
            kept = inside(facts, period, where)
            for measure in measures:
                expected = {key: int(value) for key, value in kept.groupby(by)[measure].sum().items()}
                found = comparison.groups(measure)[side]
                assert {key: int(value) for key, value in found.items() if value} == {
                    k: v for k, v in expected.items() if v
                }
                assert int(comparison.figure(measure)[side]) == int(kept[measure].sum()), (by, measure)
                for most in (2, 5):
                    drawn = first_and_rest(comparison.groups(measure), most)
                    assert int(drawn[side].sum()) == int(kept[measure].sum())
                    assert len(drawn) <= most + 1
                seen += len(expected)
        if by == "behaviour":
            _groups_of_the_plan(comparison, definitions, measures)
    return seen


def _groups_of_the_plan(comparison: Comparison, definitions: Definitions, measures: Sequence[str]) -> None:
    direct, rest = behaviour_groups(comparison, definitions)
    assert set(direct.keys) <= set(direct_codes(definitions))
    for measure in measures:
        row = comparison.figure(measure)
        for place, side in enumerate(("now", "before")):
            assert direct.sums[measure][place] + rest.sums[measure][place] == float(row[side])


def series_equals_the_facts(
    store: Store, definitions: Definitions, facts: pd.DataFrame, until: Period, where: Where, unit: Any
) -> int:
    """Every month or quarter of the series that the data cover whole; gives how many."""
    start, stop = until.start.replace(year=until.start.year - 6), until.stop.replace(year=until.stop.year + 1)
    spans = violation_spans(store, start=start, stop=stop, where=where)
    series = violation_series(
        spans,
        definitions,
        calendar=definitions.calendars[until.calendar_key],
        unit=unit,
        until=until,
        coverage=covered_batches(store, "violations"),
        areas=where.get("area"),
    )
    kept = facts
    for name, codes in where.items():
        kept = kept[kept[name].isin(codes)]
    days = pd.to_datetime(kept["day"])
    whole = series[series["covered"] == "full"]
    for row in whole.to_dict("records"):
        of_unit = kept[(days >= row["start"]) & (days < row["stop"])]
        assert int(row["cases"]) == int(of_unit["cases"].sum()), row["label"]
    return len(whole)


def campaigns_equal_the_facts(store: Store, definitions: Definitions, facts: pd.DataFrame) -> int:
    """Every window of every campaign by behaviour, the total first; gives how many windows had a figure."""
    every = definitions.campaigns()
    coverage = covered_batches(store, "violations")
    seen = 0
    for one in every:
        figures = campaign_figures(store, definitions, one, every, coverage=coverage)
        windows, _ = campaign_windows(one, definitions.calendar())
        where = {name: codes for name, codes in (("behaviour", one.behaviours), ("area", one.areas)) if codes}
        rows = figures.table.set_index("key")
        for name in WINDOWS:
            column = rows[f"cases_{name}"].dropna()
            if column.empty:
                continue
            kept = inside(facts, windows[name], where)
            expected = {str(key): int(value) for key, value in kept.groupby("behaviour")["cases"].sum().items()}
            assert {key: int(value) for key, value in column.drop("total").items() if value} == expected
            assert int(column["total"]) == int(column.drop("total").sum()) == int(kept["cases"].sum())
            if figures.coverage[name] == "full":
                assert rows.loc["total", f"rate_{name}"] == int(column["total"]) / windows[name].days
            seen += 1
    return seen
