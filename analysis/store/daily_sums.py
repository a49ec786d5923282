"""The sums that are kept by day: their forms, and what they are of rows, read by an engine or held in memory.

Defines ``FORMS`` (by which columns is added up) and the sums, written twice because rows are added up in two places:
over files by an engine (``sums_of_rows``, Ibis), and on their way into a file (``add_up``, Arrow). Numbers are counts
of rows, people, cases and đồng in 64 bits; what no row of a group gives is missing, not 0. Left out: where sums are
kept and when they are right (``totals``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from .tables import DAYS, row_schema

FORMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "accidents": {"day": ("occurred_on", "area_code", "mode", "severity")},
    "violations": {
        "area": ("period_start", "period_end", "area_code", "mode"),
        "behaviour": ("period_start", "period_end", "mode", "behaviour", "vehicle_type", "enforced_by"),
    },
}
"""By table: the columns of each form, from the smallest; every sum is also kept by ``batch_id``."""

_NONE_IS_MISSING = pc.ScalarAggregateOptions(min_count=1)


def sums_of_rows(table: str, rows: Any) -> dict[str, Any]:
    """The sums that are kept, as columns over an Ibis table of rows: ``records`` and the measures (64-bit numbers).

    A measure that no row of a group gives is missing; sums of such sums are what the rows would give.
    """
    records = rows.count().cast("int64")
    if table == "violations":
        names = ("cases", "fine_vnd", "licences_revoked", "points_deducted", "vehicles_held")
        return {"records": records, **{name: rows[name].sum().cast("int64") for name in names}}
    deaths, injured = rows.deaths.cast("int64"), rows.injured.cast("int64")
    sums = {
        "fatal_accidents": (deaths > 0).cast("int64").sum(),
        "deaths": deaths.sum(),
        "injured": injured.sum(),
        "missing_people": rows.missing_people.sum(),
        "deaths_squared": (deaths * deaths).sum(),
        "injured_squared": (injured * injured).sum(),
        "deaths_not_given": rows.count() - deaths.count(),
        "injured_not_given": rows.count() - injured.count(),
    }
    return {"records": records, **{name: column.cast("int64") for name, column in sums.items()}}


def add_up(table: str, rows: pa.Table) -> pa.Table:
    """The sums of arrow ``rows`` of one file (or of a part of it) in all forms, one row a form, group and batch.

    The same sums as ``sums_of_rows``, of rows in memory on their way into a file; text may be dictionary-coded.
    """
    measured = _measured(table, rows)
    return pa.concat_tables([_grouped(table, form, measured) for form in FORMS[table]])


def join_parts(table: str, parts: Sequence[pa.Table]) -> pa.Table:
    """The sums of a whole file from those of its parts (``add_up``), by form and group in order."""
    together = pa.concat_tables(parts)
    if len(parts) == 1:
        return together
    schema = totals_schema(table)
    sums = _sum_names(table)
    keys = [name for name in schema.names if name not in sums]
    return _summed(together, keys, sums).select(schema.names).cast(schema)


def totals_schema(table: str) -> pa.Schema:
    """``form``, all columns of all forms, batch_id, and the sums."""
    keys = dict.fromkeys(name for known in FORMS[table].values() for name in known)
    sums = _sum_names(table)
    texts = [(name, pa.date32() if name in DAYS[table] else pa.string()) for name in keys]
    return pa.schema([("form", pa.string()), *texts, ("batch_id", pa.string()), *((name, pa.int64()) for name in sums)])


def _measured(table: str, rows: pa.Table) -> pa.Table:
    """``rows`` with the columns that are summed; ``records`` is 1."""
    one = pa.repeat(pa.scalar(1, pa.int64()), len(rows))
    if table == "violations":
        return rows.append_column("records", one)
    deaths, injured = rows["deaths"].cast(pa.int64()), rows["injured"].cast(pa.int64())
    columns = {
        "records": one,
        "fatal_accidents": pc.greater(deaths, 0).cast(pa.int64()),
        "deaths_squared": pc.multiply(deaths, deaths),
        "injured_squared": pc.multiply(injured, injured),
        "deaths_not_given": pc.is_null(deaths).cast(pa.int64()),
        "injured_not_given": pc.is_null(injured).cast(pa.int64()),
    }
    for name, column in columns.items():
        rows = rows.append_column(name, column)
    return rows


def _grouped(table: str, form: str, measured: pa.Table) -> pa.Table:
    schema = totals_schema(table)
    keys = [*FORMS[table][form], "batch_id"]
    total = _summed(measured, keys, _sum_names(table))
    named = total.append_column("form", pa.repeat(pa.scalar(form), len(total)))
    columns = [
        named[field.name].cast(field.type) if field.name in named.column_names else pa.nulls(len(named), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _summed(rows: pa.Table, keys: Sequence[str], sums: Sequence[str]) -> pa.Table:
    """Sums by ``keys``, missing where no row gives the measure, in the order of the keys."""
    codes = {name: _codes(rows[name]) for name in keys}
    coded = pa.table({**{name: column for name, (column, _) in codes.items()}, **{name: rows[name] for name in sums}})
    found = coded.group_by(list(keys)).aggregate([(name, "sum", _NONE_IS_MISSING) for name in sums])
    found = found.sort_by([(name, "ascending") for name in keys])
    columns = {name: _decoded(found[name], texts) for name, (_, texts) in codes.items()}
    return pa.table({**columns, **{name: found[f"{name}_sum"] for name in sums}})


def _codes(column: pa.ChunkedArray) -> tuple[Any, pa.Array | None]:
    """A text as numbers, the same for the same text, and the texts they stand for; any other column as it is."""
    if not (pa.types.is_string(column.type) or pa.types.is_dictionary(column.type)):
        return column, None
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    whole = coded.unify_dictionaries().combine_chunks()
    if len(whole) == 0:
        return pa.array([], pa.int32()), pa.array([], pa.string())
    return whole.indices, whole.dictionary


def _decoded(column: pa.ChunkedArray, texts: pa.Array | None) -> Any:
    return column if texts is None else texts.take(column.combine_chunks())


def _sum_names(table: str) -> list[str]:
    return list(sums_of_rows(table, ibis.table(ibis.Schema.from_pyarrow(row_schema(table)), name="rows")))
