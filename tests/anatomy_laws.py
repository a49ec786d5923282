"""Parts equal the total for everything that the page Phân tích TNGT shows, whatever the store holds.

The totals are counted apart, without any grouping (``accident_counts``), and held against the sums of the parts.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analysis.definitions.anatomy_settings import load_anatomy_settings
from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period
from analysis.figures.anatomy import Anatomy, anatomy
from analysis.figures.anatomy_breakdowns import BREAKDOWNS, COUNTED, Breakdown, most_first
from analysis.figures.anatomy_days import holiday_spans, holiday_years, tet_spans
from analysis.figures.anatomy_help import help_of
from analysis.figures.anatomy_pupils import pupils_of
from analysis.figures.compare import covered_batches
from analysis.figures.counts import accident_counts, daily_counts
from analysis.figures.pivot import pivot, shortened
from analysis.store.tables import Store

PEOPLE = ("age_group", "sex", "pupil")


def counted(store: Store, start: date, stop: date, **options: Any) -> dict[str, float]:
    """Accidents, deaths and injured of [start, stop), counted without any group."""
    row = accident_counts(store, start=start, stop=stop, **options).iloc[0]
    return {name: float(row[name]) for name in COUNTED}


def made(store: Store, definitions: Definitions, period: Period, **options: Any) -> Anatomy:
    settings = load_anatomy_settings(definitions.reference)
    read = {"daily": daily_counts(store), "coverage": covered_batches(store, "accidents")}
    return anatomy(store, definitions, settings, period, **read, **options)


def parts_equal_the_total(store: Store, found: Anatomy, **options: Any) -> None:
    """Every breakdown of ``found``, made with ``options``, now and in every year before."""
    period = found.period
    total = counted(store, period.start, period.stop, **options)
    assert dict(found.total) == total
    before = {base.key: counted(store, base.start, base.stop, **options)["accidents"] for base in found.bases}
    assert dict(found.history) == before
    bands = help_of(found).bands
    for made_of in (*found.breakdowns.values(), bands):
        _adds_up(made_of, total)
        if not made_of.spec.of_people:
            assert made_of.history.sum().to_dict() == before, made_of.spec.name
    assert {*BREAKDOWNS, "day_kind"} == set(found.breakdowns)
    _pupils(store, found, options)


def _adds_up(breakdown: Breakdown, total: dict[str, float]) -> None:
    name = breakdown.spec.name
    sums = breakdown.table[list(COUNTED)].sum()
    for measure in COUNTED:
        if measure == "accidents" and name in PEOPLE:
            assert breakdown.table[measure].isna().all()
            continue
        assert sums[measure] == total[measure] == breakdown.total[measure], (name, measure)
        drawn = most_first(breakdown, measure, 4)
        assert drawn[measure].sum() == total[measure], (name, measure)
        assert len(drawn) <= 5 or len(breakdown.spec.dimensions) > 1
    assert not breakdown.table.duplicated(["key", "second"]).any()


def _pupils(store: Store, found: Anatomy, options: dict[str, Any]) -> None:
    with_collisions = options.get("with_collisions", True)
    pupils = pupils_of(store, found.frame, where=options.get("where", {}), with_collisions=with_collisions)
    table = found.breakdowns["pupil"].table.set_index("key")
    for part in (pupils.hours, pupils.near):
        if part is not None:
            for measure in ("deaths", "injured"):
                assert part.table[measure].sum() == table.loc["yes", measure]


def windows_equal_the_rows(store: Store, definitions: Definitions, period: Period, **options: Any) -> int:
    """Every window of Tết and of the holidays that has a figure has that of its days; gives how many there are."""
    read: dict[str, Any] = {"coverage": covered_batches(store, "accidents"), "where": options.get("where", {})}
    read["with_collisions"] = options.get("with_collisions", True)
    daily = daily_counts(store)
    seen = 0
    for spans in (tet_spans, holiday_spans):
        years = holiday_years(spans(definitions, period), daily, definitions, period, **read)
        for row in years.table.to_dict("records"):
            if not np.isnan(row["accidents"]):
                assert {name: row[name] for name in COUNTED} == counted(store, row["start"], row["stop"], **options)
                seen += 1
    return seen


def pivot_has_the_totals(
    store: Store, definitions: Definitions, period: Period, rows: str, columns: str, measure: str, **options: Any
) -> None:
    """Both edges are those counted by one dimension alone, the corner is the province, and cutting changes no sum."""
    found = pivot(store, definitions, period, rows=rows, columns=columns, measure=measure, **options)
    assert found.total == counted(store, period.start, period.stop, **options)[measure]
    calendar = definitions.calendars[period.calendar_key]
    for name, edge in ((rows, found.row_totals), (columns, found.column_totals)):
        span = {"start": period.start, "stop": period.stop, "calendar": calendar}
        alone = accident_counts(store, by=[name], **span, **options).set_index(name)[measure].astype(float)
        alone = alone.reindex(edge.index, fill_value=0.0)
        pd.testing.assert_series_equal(edge, alone, check_names=False, check_index_type=False)
    short = shortened(found, most_rows=5, most_columns=4)
    assert short.total == found.total
    assert len(short.cells) <= 5
    assert len(short.cells.columns) <= 4
    assert set(short.row_labels) == set(short.cells.index)
