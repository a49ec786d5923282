"""The promises of every table in the store: columns, types, units, and what missing means.

0 is a count, missing is "not known"; an unknown category is the text ``unknown``, never missing, so that parts add up
to the total. The store adds ``batch_id`` (and ``year``, by which accidents and violations are partitioned).
"""

from __future__ import annotations

import warnings

import pandas as pd
import pyarrow as pa

UNKNOWN = "unknown"

ACCIDENTS = pa.schema(
    [
        ("accident_id", pa.string()),  # unique among visible rows
        ("occurred_on", pa.date32()),  # local date (UTC+7), never missing
        ("occurred_at", pa.int16()),  # minutes after midnight, 0 to 1439; missing = hour not known
        ("area_code", pa.string()),  # a code of areas.csv, or "unknown"
        ("commune_code", pa.string()),  # five digits, or "unknown"
        ("mode", pa.string()),  # road, rail, water, unknown
        ("severity", pa.string()),  # the class as given, never derived
        ("deaths", pa.int32()),  # people; missing = the file has no such column
        ("injured", pa.int32()),
        ("missing_people", pa.int32()),  # people not found, not deaths
        ("damage_million_vnd", pa.float64()),
        ("road", pa.string()),  # "QL70", or the file's own words, or "unknown"
        ("road_class", pa.string()),
        ("km_m", pa.int64()),  # metres from the road's km 0
        ("lat", pa.float64()),  # degrees WGS84
        ("lon", pa.float64()),
        ("position_source", pa.string()),  # "coordinates", "km" or "none"
        ("cause", pa.string()),
        ("factors", pa.string()),  # codes or words joined by "|"
        ("vehicle_types", pa.string()),  # sorted codes joined by "|", one a vehicle: two motorcycles stand twice
        ("alcohol", pa.string()),  # yes, no, unknown
        ("drug", pa.string()),
        ("help_minutes", pa.float64()),  # minutes from the call to the arrival of help
        ("source", pa.string()),  # the office that sent it
    ]
)

PEOPLE = pa.schema(
    [
        ("accident_id", pa.string()),
        ("role", pa.string()),
        ("outcome", pa.string()),  # death, injured, missing, unhurt, unknown
        ("age_group", pa.string()),
        ("sex", pa.string()),
        ("is_pupil", pa.bool_()),
    ]
)

VIOLATIONS = pa.schema(
    [
        ("period_start", pa.date32()),  # first day of the count's own period
        ("period_end", pa.date32()),  # its last day, inside
        ("area_code", pa.string()),
        ("mode", pa.string()),
        ("behaviour", pa.string()),
        ("vehicle_type", pa.string()),
        ("enforced_by", pa.string()),
        ("cases", pa.int64()),
        ("fine_vnd", pa.int64()),  # đồng; missing = not given
        ("licences_revoked", pa.int64()),
        ("points_deducted", pa.int64()),
        ("vehicles_held", pa.int64()),
        ("source", pa.string()),
    ]
)

POPULATION = pa.schema(
    [("area_code", pa.string()), ("year", pa.int32()), ("people", pa.int64()), ("source", pa.string())]
)

REJECTED = pa.schema(
    [
        ("sheet", pa.string()),
        ("row", pa.int64()),  # number in the file, as Excel shows it
        ("rule", pa.string()),
        ("reason", pa.string()),  # Vietnamese, what to mend
        ("cells", pa.string()),  # the row as received, JSON heading -> text, identity columns left out
    ]
)

TABLES: dict[str, pa.Schema] = {
    "accidents": ACCIDENTS,
    "people": PEOPLE,
    "violations": VIOLATIONS,
    "population": POPULATION,
    "rejected": REJECTED,
}

KINDS = ("accidents", "violations", "population")
"""Kinds of file; ``people`` and ``rejected`` come with them."""


def tidy_table(frame: pd.DataFrame, table: str, *, coded: bool = False) -> pa.Table:
    """``frame`` as an arrow table in the promised columns and types; a column that is not there becomes missing.

    ``coded``: text that comes as a category stays dictionary-coded, for millions of rows.

    Raises ``pandera.errors.SchemaError`` where a value breaks the promise: that is an error of ours, the file's own
    faults were rejected before.
    """
    if len(frame):
        _validate(frame, table)
    schema = TABLES[table]
    columns = frame.reindex(columns=schema.names)
    arrays = [_arrow(columns[field.name], field.type, coded=coded) for field in schema]
    return pa.Table.from_arrays(arrays, names=schema.names)


def _validate(frame: pd.DataFrame, table: str) -> None:
    """Hold ``frame`` against its promises; pandera is loaded only where rows come in, not when a page starts."""
    with warnings.catch_warnings():
        # pandera looks for Spark where it is installed, and Spark warns of the pandas beside it
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
        from .table_checks import CHECKS

        if table in CHECKS:
            CHECKS[table].validate(frame)


def _arrow(column: pd.Series, kind: pa.DataType, *, coded: bool) -> pa.Array | pa.ChunkedArray:
    """A column as an arrow array of ``kind``; categories and days go by way of their codes, 40 times as fast."""
    if coded and isinstance(column.dtype, pd.CategoricalDtype):
        return pa.array(column, from_pandas=True).cast(pa.dictionary(pa.int32(), kind))
    if isinstance(column.dtype, pd.CategoricalDtype) or pd.api.types.is_datetime64_dtype(column.dtype):
        return pa.array(column, from_pandas=True).cast(kind)
    return pa.array(column, type=kind, from_pandas=True)
