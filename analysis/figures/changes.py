"""Two states of the accidents held against each other, accident by accident, and what that does to the totals.

Takes rows of ``store.reading.read_accidents`` of both states: what counted, corrections applied. Defines what was
added, what is gone and which value of which accident differs, by quarter and in all. Pure tables; who changed it and
why is the business of ``snapshot_diff``.

Can mislead: totals count va chạm in, and skip accidents whose file had no such column, as ``counts`` does. An accident
that moves to another quarter changes both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..definitions.calendars import Calendar
from ..definitions.periods import parse_period
from ..definitions.tables import ACCIDENTS

ADDED, GONE, CHANGED = "added", "gone", "changed"
CHANGES = ("kind", "accident_id", "occurred_on", "area_code", "deaths", "injured", "field", "from", "to", "batch_id")
"""Columns of ``accident_changes``, in order."""
FIELDS = tuple(name for name in ACCIDENTS.names if name != "accident_id")
"""What of an accident is compared; in which batch it stands is not part of it."""
TOTALS = ("accidents", "deaths", "injured")
QUARTERS = ("key", "title", *(f"{name}_{when}" for name in TOTALS for when in ("before", "after")))
"""Columns of ``quarter_totals``, in order."""


def accident_changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """What differs between two states of the accidents: columns ``CHANGES``.

    One row an accident that was ``added`` or is ``gone`` (``field`` ""), one row an accident and field that
    ``changed``, by day and accident. Day, district, people and ``batch_id`` are those of ``after`` (of ``before``
    where the accident is gone); ``from`` and ``to`` are values as stored, missing = not known.
    """
    old, new = before.set_index("accident_id"), after.set_index("accident_id")
    both = old.index.intersection(new.index)
    parts = [
        _whole(new.loc[new.index.difference(both)], ADDED),
        _whole(old.loc[old.index.difference(both)], GONE),
        *_changed(old.loc[both], new.loc[both]),
    ]
    kept = [part for part in parts if len(part)] or parts[:1]
    found = pd.concat(kept, ignore_index=True)[list(CHANGES)]
    order = pd.Series(range(len(FIELDS)), index=FIELDS)
    rank = found["field"].map(order).fillna(-1)
    return found.assign(_rank=rank).sort_values(["occurred_on", "accident_id", "_rank"], ignore_index=True)[[*CHANGES]]


def quarter_totals(
    before: pd.DataFrame, after: pd.DataFrame, changes: pd.DataFrame, calendar: Calendar
) -> pd.DataFrame:
    """Accidents, deaths and injured before and after in every quarter of ``calendar`` that ``changes`` touch.

    Columns ``QUARTERS``, oldest first; whole numbers, missing where no accident of the quarter says, 0 where there is
    none: whether the data cover the quarter is not known here.
    """
    ids = set(changes["accident_id"])
    touched = pd.concat([rows.loc[rows["accident_id"].isin(ids), "occurred_on"] for rows in (before, after)])
    keys = sorted(set(_quarters(touched, calendar)))
    columns: dict[str, list[object]] = {"key": list(keys)}
    columns["title"] = [parse_period(key, calendar).title for key in keys]
    sums = {"before": _sums(before, calendar), "after": _sums(after, calendar)}
    table = pd.DataFrame(columns, columns=["key", "title"], dtype="str")
    for name in TOTALS:
        for when, summed in sums.items():
            table[f"{name}_{when}"] = summed[name].reindex(keys, fill_value=0).to_numpy()
    return table[list(QUARTERS)].astype(dict.fromkeys(QUARTERS[2:], "Int64"))


def totals(rows: pd.DataFrame) -> dict[str, int]:
    """Accidents, deaths and injured of all ``rows``."""
    return {"accidents": len(rows), **{name: int(rows[name].sum()) for name in TOTALS[1:]}}


def _whole(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    missing = pd.Series([None] * len(rows), index=rows.index, dtype=object)
    return _described(rows, {"kind": kind, "field": "", "from": missing, "to": missing})


def _changed(old: pd.DataFrame, new: pd.DataFrame) -> list[pd.DataFrame]:
    parts = []
    for field in FIELDS:
        left, right = old[field], new[field]
        unequal = (left != right).fillna(False).astype(bool) & left.notna() & right.notna()
        rows = new[unequal | (left.isna() != right.isna())]
        if len(rows):
            values = {"from": left[rows.index].astype(object), "to": right[rows.index].astype(object)}
            parts.append(_described(rows, {"kind": CHANGED, "field": field, **values}))
    return parts


def _described(rows: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    described = rows[["occurred_on", "area_code", "deaths", "injured", "batch_id"]]
    return described.assign(**columns).reset_index()


def _quarters(days: pd.Series, calendar: Calendar) -> pd.Series:
    """The key of the quarter ("2025-Q1") of every day."""
    when = calendar.month_of(days)
    return when["year"].astype("str") + "-Q" + ((when["month"] + 2) // 3).astype("str")


def _sums(rows: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    keyed = rows[["deaths", "injured"]].assign(key=_quarters(rows["occurred_on"], calendar), accidents=1)
    return keyed.groupby("key", observed=True)[list(TOTALS)].sum(min_count=1)
