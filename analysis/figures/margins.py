"""Accidents by many groupings at once: every row once a grouping, summed by grouping, period and keys.

Defines the expression and the table of ``accident_margins`` and ``casualty_margins`` of ``anatomy_counts``. Each
grouping is one text column; the rows are unpivoted and summed once, which stays short where a union of many sums would
be long.

Leaves out reading (``anatomy_counts``). Can mislead: under a dimension of people an accident may stand in several
groups.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import pandas as pd

from ..definitions.tables import UNKNOWN
from .anatomy_dimensions import PUPIL
from .dimensions import Column, Rows

HURT = "hurt_accidents"
"""Accidents with someone dead or injured; under a dimension of people, of that group."""
KEY_MARK = "\x1f"
"""Between the two keys of a grouping while it is counted (the unit separator, which no text of a file keeps)."""
MARGIN_MEASURES = (
    *("accidents", "fatal_accidents", HURT, "deaths", "injured"),
    *("deaths_not_given", "injured_not_given"),
)
"""What is counted of every group."""


def summed_margins(rows: Rows, margins: Sequence[Sequence[str]], *, accidents: bool) -> Rows:
    """``MARGIN_MEASURES`` by margin (its place), period and keys; rows have a column for each dimension and ``period``.

    ``accidents``: one row is one accident; else accidents are counted by their distinct ids.
    """
    names = [f"margin_{place}" for place in range(len(margins))]
    joined = {name: _joined(rows, margin) for name, margin in zip(names, margins, strict=True)}
    needed = rows.select("accident_id", "period", "deaths", "injured", **joined)
    long = needed.pivot_longer(names, names_to="margin", values_to="keys")
    return long.group_by("margin", "period", "keys").aggregate(**_sums(long, accidents))


def summed_casualties(spread: Rows, alone: Rows, margins: Sequence[Sequence[str]]) -> Rows:
    """As ``summed_margins`` by dimensions of people: ``spread`` over their groups, ``alone`` accidents without a list.

    All of ``alone`` is ``unknown`` in every margin and one row an accident, so they are summed once and without ids.
    """
    once = alone.group_by("period").aggregate(**_sums(alone, accidents=True))
    unlisted = [
        once.mutate(margin=ibis.literal(f"margin_{place}"), keys=ibis.literal(KEY_MARK.join([UNKNOWN] * len(margin))))
        for place, margin in enumerate(margins)
    ]
    listed = summed_margins(spread, margins, accidents=False)
    both = ibis.union(listed, *(one.select(*listed.columns) for one in unlisted))
    return both.group_by("margin", "period", "keys").aggregate(**{name: both[name].sum() for name in MARGIN_MEASURES})


def _sums(rows: Rows, accidents: bool) -> dict[str, Column]:
    deaths, injured = rows.deaths.cast("int64"), rows.injured.cast("int64")
    hurt = deaths.fill_null(0) + injured.fill_null(0) > 0
    return {
        "accidents": rows.count(),
        "fatal_accidents": (deaths > 0).sum() if accidents else rows.accident_id.nunique(where=deaths > 0),
        HURT: rows.count(where=hurt) if accidents else rows.accident_id.nunique(where=hurt),
        "deaths": deaths.sum(),
        "injured": injured.sum(),
        "deaths_not_given": rows.count() - deaths.count(),
        "injured_not_given": rows.count() - injured.count(),
    }


def keys_apart(counted: pd.DataFrame, *, accidents: bool) -> pd.DataFrame:
    """The answer with margin (int), period, key, second and ``MARGIN_MEASURES``, in order.

    ``accidents``: off where they may stand in several groups; they are missing then.
    """
    keys = counted["keys"].astype("str").str.partition(KEY_MARK).reindex(columns=range(3))
    place = counted["margin"].str.removeprefix("margin_").astype("int64")
    apart = counted.assign(margin=place, key=keys[0].astype("str"), second=keys[2].astype("str"))
    if not accidents:
        apart["accidents"] = pd.array([pd.NA] * len(apart), dtype="Int64")
    order = ["margin", "period", "key", "second"]
    return apart[[*order, *MARGIN_MEASURES]].sort_values(order, ignore_index=True)


def pupils_hurt(rows: Rows) -> Rows:
    """Of accidents spread by ``PUPIL`` those with pupils dead or injured, with what hours and places need."""
    hurt = rows.filter((rows[PUPIL] == "yes") & (rows.deaths.fill_null(0) + rows.injured.fill_null(0) > 0))
    return hurt.select("period", "occurred_on", "occurred_at", "lat", "lon", "deaths", "injured")


def _joined(rows: Rows, margin: Sequence[str]) -> Column:
    """The keys of a grouping as one text."""
    first, *others = (rows[name] for name in margin)
    return first + KEY_MARK + others[0] if others else first
