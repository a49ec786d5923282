"""Corrections as they are read: the latest one that was not undone wins, for each accident and field.

A correction belongs to the accident's id, not to a batch: it goes on where the accident comes again with another file.
The received value stays in the batch; only what is read differs. Values are kept as text; a missing one is "not known".
"""

from __future__ import annotations

from typing import Any

import ibis
import pandas as pd
import pyarrow as pa

from ..definitions.tables import ACCIDENTS
from .engines import given_rows
from .events import read_events
from .tables import Store

_COLUMNS = ["correction_id", "event", "accident_id", "field", "new_value"]


def live_changes(store: Store) -> pd.DataFrame:
    """The changes in force: accident_id, field, new_value (text or None), one row an accident and field."""
    events: pd.DataFrame = read_events(store, "corrections", _COLUMNS).to_pandas()
    undone = events.loc[events["event"] == "undone", "correction_id"]
    live = events[(events["event"] == "corrected") & ~events["correction_id"].isin(undone)]
    return live.drop_duplicates(["accident_id", "field"], keep="last")[["accident_id", "field", "new_value"]]


def with_changes(backend: Any, accidents: Any, changes: pd.DataFrame) -> Any:
    """The Ibis table ``accidents`` with ``changes`` of ``live_changes`` in place of the received values."""
    if changes.empty:
        return accidents
    fixes = given_rows(backend, _wide(changes))
    joined = accidents.left_join(fixes, accidents["accident_id"] == fixes["corrected_id"])
    fields = set(changes["field"])
    return joined.select(**{name: _corrected(joined, name, name in fields) for name in accidents.columns})


def _corrected(joined: Any, name: str, touched: bool) -> Any:
    if not touched:
        return joined[name]
    return ibis.ifelse(joined[f"is_new_{name}"].fill_null(False), joined[f"new_{name}"], joined[name])


def _wide(changes: pd.DataFrame) -> pa.Table:
    """One row an accident; two columns a field: the new value in its type, and whether there is one."""
    accidents = pa.array(changes["accident_id"].drop_duplicates(), pa.string())
    columns: dict[str, pa.Array] = {"corrected_id": accidents}
    for field, rows in changes.groupby("field", observed=True):
        values: dict[str, Any] = dict(zip(rows["accident_id"], rows["new_value"], strict=True))
        texts = [values.get(accident) for accident in accidents.to_pylist()]
        texts = [text if isinstance(text, str) else None for text in texts]
        columns[f"new_{field}"] = pa.array(texts, pa.string()).cast(ACCIDENTS.field(str(field)).type)
        columns[f"is_new_{field}"] = pa.array([accident in values for accident in accidents.to_pylist()])
    return pa.table(columns)
