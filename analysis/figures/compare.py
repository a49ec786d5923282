"""One period against another, by any dimension, for vụ, chết, bị thương (or for what enforcement counts).

Defines three ways to a ``Comparison``: from the store, from one cached table of daily counts, and for violations. A
group that the data cover and that has no rows is 0; one that they do not cover is missing. The total is that of the
selection, whatever the groups are, and the groups add up to it.

Can mislead: where a period is covered only in part its count is shown but not judged. Percent of small counts; see
``change`` for what "clear" promises.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import Period
from ..store.batches import coverage as batch_coverage
from ..store.batches import list_batches
from ..store.tables import Store
from .assembling import Selection, accident_comparison, violation_comparison
from .comparison import TOTAL, Comparison
from .counts import MEASURES, NOT_GIVEN, NOWHERE, Where, accident_counts_by_period
from .dimensions import DAILY_COLUMN, PEOPLE_DIMENSIONS, check_dimensions
from .labels import calendar_of, resolved_where
from .sums import column_sums, daily_rows, daily_sums, keyed, summed
from .violation_counts import violation_counts_by_period

__all__ = ["TOTAL", "Comparison", "compare", "compare_daily", "compare_violations", "covered_batches"]


def compare(
    store: Store,
    definitions: Definitions,
    now: Period,
    base: Period,
    *,
    by: str | None = None,
    where: Where | None = None,
    with_collisions: bool = True,
    coverage: pd.DataFrame | None = None,
) -> Comparison:
    """``now`` against ``base`` for vụ, chết, bị thương: the groups of ``by`` and the total of what ``where`` keeps.

    ``where`` may name areas and codes in the user's words. Without ``by`` there are no groups. By ``age_group`` and
    ``sex`` accidents are missing in the groups. ``coverage``: ``covered_batches(store, "accidents")`` where it was read
    before. Raises ``RequestError`` for what does not exist.
    """
    pinned = store.pinned()
    chosen = resolved_where(where or NOWHERE, definitions)
    covered = covered_batches(pinned, "accidents") if coverage is None else coverage
    selection = Selection(definitions, now, base, by, chosen, with_collisions, covered)
    options: dict[str, Any] = {
        "where": chosen,
        "with_collisions": with_collisions,
        "calendar": calendar_of(now, definitions),
    }
    counted = accident_counts_by_period(pinned, selection.intervals, by=[by] if by else [], **options)
    whole = counted
    if by in PEOPLE_DIMENSIONS:
        whole = accident_counts_by_period(pinned, selection.intervals, **options)
    return accident_comparison(selection, keyed(counted, by), summed(whole))


def compare_daily(
    daily: pd.DataFrame,
    definitions: Definitions,
    now: Period,
    base: Period,
    *,
    areas: Sequence[str] | None = None,
    modes: Sequence[str] | None = None,
    with_collisions: bool = True,
    by: str | None = None,
    coverage: pd.DataFrame,
) -> Comparison:
    """The same as ``compare`` from ``counts.daily_counts`` without reading anything, in a few milliseconds.

    ``coverage`` is ``covered_batches(store, "accidents")``. ``by`` is area, mode, severity or nothing; ``areas`` and
    ``modes`` are codes. Raises ``RequestError`` for another dimension.
    """
    check_dimensions([by] if by else [], tuple(DAILY_COLUMN))
    asked = {"area": areas, "mode": modes}
    where = {name: list(values) for name, values in asked.items() if values is not None}
    selection = Selection(definitions, now, base, by, where, with_collisions, coverage)
    rows = daily_rows(daily, where, with_collisions)
    columns = ([DAILY_COLUMN[by]] if by else []) + [*MEASURES, *NOT_GIVEN]
    parts = {name: daily_sums(rows, interval, columns, by) for name, interval in selection.intervals.items()}
    return accident_comparison(selection, parts, {name: column_sums(part) for name, part in parts.items()})


def compare_violations(
    store: Store,
    definitions: Definitions,
    now: Period,
    base: Period,
    *,
    by: str | None = None,
    where: Where | None = None,
    coverage: pd.DataFrame | None = None,
) -> Comparison:
    """As ``compare`` for violations: cases, fines [đồng], licences revoked, points, vehicles held; nothing is tested.

    Counts whose own period crosses the edge of a period are left out and said in ``notes``; they are listed by
    ``violation_counts.straddling_by_period``.
    """
    pinned = store.pinned()
    chosen = resolved_where(where or NOWHERE, definitions)
    covered = covered_batches(pinned, "violations") if coverage is None else coverage
    selection = Selection(definitions, now, base, by, chosen, True, covered)
    counted = violation_counts_by_period(
        pinned,
        selection.intervals,
        by=[by] if by else [],
        where=chosen,
        calendar=calendar_of(now, definitions),
    )
    return violation_comparison(selection, keyed(counted, by), summed(counted))


def covered_batches(store: Store, kind: str) -> pd.DataFrame:
    """What the visible batches of ``kind`` cover (``store.batches.coverage``) with the column ``illustrative``."""
    covered = batch_coverage(store, kind)
    if "illustrative" in covered:
        return covered
    marks = list_batches(store)[["batch_id", "illustrative"]]
    return covered.merge(marks, on="batch_id", how="left", validate="many_to_one")
