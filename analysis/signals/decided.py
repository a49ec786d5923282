"""Flags beside what people decided about them: which are set aside, why, and whether the count has changed since.

Defines no level: a flag that is set aside keeps its level and its figures.
"""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from ..errors import RequestError
from ..store.flags import SET_ASIDE, Flag, set_aside
from ..store.tables import Store
from .alerts import Alerts
from .levels import FLAGGED


def flag_of(found: Alerts, area: str, *, modes: tuple[str, ...] = ()) -> Flag:
    """The flag of one place of ``found``; ``modes`` are those by which it was judged, () for all."""
    return Flag(found.period.key, found.calendar_key, area, found.by, modes, found.with_collisions)


def set_flag_aside(
    store: Store, found: Alerts, area: str, *, modes: tuple[str, ...] = (), reason: str, who: str, now: datetime
) -> Flag:
    """Set the flag of ``area`` in ``found`` aside, with its level and count as they are; the flag.

    Raises ``RequestError`` where the place is not flagged, and as ``store.flags.set_aside``.
    """
    listed = found.table[found.table["area"] == area]
    if listed.empty or listed["level"].iloc[0] not in FLAGGED:
        name = found.history.labels.get(area, area)
        raise RequestError(
            f"{name} không có cờ trong {found.period.title}, không có gì để tạm gác.",
            "Hãy xem danh sách địa bàn tăng của kỳ này.",
        )
    flag, row = flag_of(found, area, modes=modes), listed.iloc[0]
    set_aside(store, flag, level=str(row["level"]), accidents=int(row["now"]), reason=reason, who=who, now=now)
    return flag


def with_decisions(
    table: pd.DataFrame,
    decisions: pd.DataFrame,
    *,
    period: str,
    calendar: str,
    by: str = "area",
    modes: tuple[str, ...] = (),
    with_collisions: bool = True,
) -> pd.DataFrame:
    """The table of ``alerts`` (a column ``area`` with the place's key) and of each place its decision.

    Adds set_aside (bool), set_aside_reason, set_aside_by (text, missing where not set aside), set_aside_at (UTC) and
    accidents_then (``Int64``): where it differs from ``now``, the figures have changed since. ``decisions`` are
    ``store.flags.flag_decisions``; period and choices are those by which ``table`` was judged.
    """
    flag = Flag(period, calendar, "", by, modes, with_collisions).columns()
    same = decisions["state"] == SET_ASIDE
    for column in ("by", "period", "calendar", "modes", "with_collisions"):
        same &= decisions[column] == flag[column]
    told = decisions[same].set_index("key").reindex(table["area"]).set_index(table.index)
    return table.assign(
        set_aside=told["state"].notna().astype(bool),
        set_aside_reason=told["reason"].astype("str"),
        set_aside_by=told["who"].astype("str"),
        set_aside_at=told["at"],
        accidents_then=told["accidents"].astype("Int64"),
    )
