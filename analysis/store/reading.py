"""Reading what counts: the rows of the active batches, with corrections applied, as one Ibis table (of either engine).

Readers take no lock: they look at one version of every table, and rows without an event are not in the files they open.
A figure from several tables is only at one with itself if all are read from ``store.pinned()``. The engine
reads the parquet files directly, from the list in the log; no Delta extension or jar has to be fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from .batches import active_batches
from .changes import live_changes, with_changes
from .commits import data_files
from .engines import answer_of, close, given_rows, in_process, parquet_rows
from .tables import Store, row_schema
from .totals import kept_totals, totals_of_files, totals_of_rows

_NULLABLE = {
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def visible_rows(
    store: Store,
    table: str,
    backend: Any,
    start: date | None = None,
    stop: date | None = None,
    *,
    corrected: bool = True,
) -> Any:
    """The rows of ``table`` that count, as an Ibis table with the columns of ``row_schema``.

    ``start`` and ``stop`` (half-open) let files be left unread that hold no day inside; rows outside may still be
    there, so filter by day as well. Accidents come with the corrections in force unless ``corrected`` is off.
    """
    fixed = store.pinned()
    changes = live_changes(fixed) if table == "accidents" and corrected else pd.DataFrame()
    moved = not changes.empty and bool((changes["field"] == "occurred_on").any())
    span = (None, None) if moved else (start, stop)
    active = active_batches(fixed)
    files = _files_to_open(data_files(fixed, table), active, *span)
    return with_changes(backend, _rows(backend, files, table, active), changes)


def visible_totals(
    store: Store, table: str, backend: Any, form: str, start: date | None = None, stop: date | None = None
) -> Any:
    """The sums of ``form`` (``daily_sums.FORMS``) over the rows that count: its columns, batch_id, records, measures.

    Equal to adding up ``visible_rows``: kept totals where they are right, the rows of all other files, and of every
    day on which an accident stands or stood that was corrected.
    """
    fixed = store.pinned()
    active = active_batches(fixed)
    files = _files_to_open(data_files(fixed, table), active, start, stop)
    kept = kept_totals(fixed, list(files["path"]))
    has_totals = files["path"].isin(list(kept))
    counted = totals_of_rows(table, form, _rows(backend, files[~has_totals], table, active))
    if kept:
        added_up = totals_of_files(backend, table, form, list(kept.values()))
        if not files.loc[has_totals, "single"].all():
            added_up = added_up.filter(added_up["batch_id"].isin(sorted(active)))
        counted = added_up.union(counted) if (~has_totals).any() else added_up
    changes = live_changes(fixed) if table == "accidents" else pd.DataFrame()
    return counted if changes.empty else _recounted(fixed, backend, form, counted, changes)


def _recounted(fixed: Store, backend: Any, form: str, counted: Any, changes: pd.DataFrame) -> Any:
    """``counted`` with the days of corrected accidents, as received and as corrected, added up from the rows anew."""
    days = [date.fromisoformat(text) for text in changes.loc[changes["field"] == "occurred_on", "new_value"].dropna()]
    received = visible_rows(fixed, "accidents", backend, corrected=False)
    stood = received.filter(received.accident_id.isin(sorted(set(changes["accident_id"]))))
    days += answer_of(backend, stood.select("occurred_on"))["occurred_on"].to_pylist()
    if not days:
        return counted
    touched = sorted(set(days))
    rows = visible_rows(fixed, "accidents", backend)
    anew = totals_of_rows("accidents", form, rows.filter(rows.occurred_on.isin(touched)))
    return counted.filter(~counted.occurred_on.isin(touched)).union(anew)


def read_accidents(
    store: Store, start: date, stop: date, *, ids: Sequence[str] | None = None, columns: Sequence[str] = ()
) -> pd.DataFrame:
    """The accidents of [start, stop) that count, corrected: columns of ``ACCIDENTS`` and ``batch_id``, by day and id.

    Days are datetime64[s], whole numbers nullable (``Int32``), so that missing stays missing. ``ids``: those alone;
    ``columns``: only these, occurred_on among them.
    """
    backend = in_process()
    rows = visible_rows(store, "accidents", backend, start, stop)
    inside = rows.filter((rows.occurred_on >= start) & (rows.occurred_on < stop))
    if ids is not None:
        wanted = given_rows(backend, pa.table({"accident_id": pa.array(ids, pa.string())}))
        inside = inside.semi_join(wanted, "accident_id")
    ordered = inside.order_by(["occurred_on", "accident_id"])
    table = (ordered.select(*columns) if columns else ordered).to_pyarrow()
    close(backend)
    frame: pd.DataFrame = table.to_pandas(types_mapper=_NULLABLE.get, date_as_object=False)
    return frame.assign(occurred_on=frame["occurred_on"].astype("datetime64[s]"))


def _files_to_open(files: pd.DataFrame, active: frozenset[str], start: date | None, stop: date | None) -> pd.DataFrame:
    """The files that can hold a row of an active batch with a day in [start, stop); unknown ones are kept."""
    single = files["batch_first"].notna() & (files["batch_first"] == files["batch_last"])
    keep = ~single | files["batch_first"].isin(active)
    if start is not None:
        keep &= files["day_last"].map(lambda day: day is None or day >= start).astype(bool)
    if stop is not None:
        keep &= files["day_first"].map(lambda day: day is None or day < stop).astype(bool)
    return files.assign(single=single)[keep]


def _rows(backend: Any, files: pd.DataFrame, table: str, active: frozenset[str]) -> Any:
    schema = row_schema(table)
    if files.empty or not active:
        return given_rows(backend, schema.empty_table())
    rows = parquet_rows(backend, list(files["path"]), schema)
    return rows if files["single"].all() else rows.filter(rows["batch_id"].isin(sorted(active)))
