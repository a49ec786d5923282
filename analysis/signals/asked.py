"""The flags as a user asks for them: period, calendar and snapshot by their names, the store read for them.

For commands and documents; a page keeps its daily counts and calls ``alerts`` itself.
"""

from __future__ import annotations

from ..definitions.catalogue import Definitions
from ..definitions.periods import parse_period
from ..figures.compare import covered_batches
from ..figures.counts import daily_counts
from ..store.snapshots import open_snapshot
from ..store.tables import Store
from .alerts import Alerts, alerts


def asked_alerts(
    store: Store,
    definitions: Definitions,
    period: str,
    *,
    calendar: str | None = None,
    snapshot: str | None = None,
    with_collisions: bool = True,
) -> Alerts:
    """The flags of all districts in ``period`` ("2025-Q1") of ``calendar`` (the default one without).

    ``snapshot``: the store and the definitions as they were under that name, in place of those given.

    Raises ``RequestError`` for a period, calendar or snapshot that does not exist.
    """
    fixed = store.pinned()
    if snapshot:
        fixed, definitions, _ = open_snapshot(store, snapshot, today=definitions)
    days = definitions.calendar(calendar)
    asked = parse_period(period, days)
    return alerts(
        daily_counts(fixed),
        definitions,
        asked,
        calendar=days,
        coverage=covered_batches(fixed, "accidents"),
        with_collisions=with_collisions,
    )
