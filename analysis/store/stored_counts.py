"""The counts of violations that came as counts: what a new file is held against before it is taken in.

Left out: files with one row a record (their rows add up to counts, but a record is no fact that a file repeats) and
the illustrative sample. It can mislead where records and counts of one period stand side by side: nothing is said.
"""

from __future__ import annotations

import tomllib
from datetime import date

import ibis
import pandas as pd

from ..intake.facts import STORED_GROUPS
from .batches import list_batches
from .engines import close, in_process
from .reading import visible_rows
from .tables import DAYS, Store

_KEYS = (*DAYS["violations"], *STORED_GROUPS)


def read_stored_counts(store: Store, start: date, stop: date) -> pd.DataFrame:
    """The counts whose period lies in [start, stop): its days, groups, ``cases`` and ``batch_id``, one row a fact."""
    batches = list_batches(store)
    counting = batches["profile"].map(_is_count).astype(bool)
    wanted = batches[batches["active"] & (batches["kind"] == "violations") & ~batches["illustrative"] & counting]
    columns = [*_KEYS, "batch_id", "cases"]
    if wanted.empty:
        return pd.DataFrame(columns=columns)
    backend = in_process()
    rows = visible_rows(store, "violations", backend, start, stop)
    inside = (rows.period_start >= ibis.literal(start)) & (rows.period_end < ibis.literal(stop))
    rows = rows.filter(inside & rows.batch_id.isin(wanted["batch_id"].tolist()))
    counted = rows.group_by(*_KEYS, "batch_id").aggregate(cases=rows.cases.sum())
    answer: pd.DataFrame = backend.to_pyarrow(counted).to_pandas(date_as_object=False)
    close(backend)
    return answer[columns]


def _is_count(profile: str) -> bool:
    return bool(tomllib.loads(profile).get("row") == "count") if profile else False
