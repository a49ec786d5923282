"""What is written is read back the same, whatever the shape in which it comes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.tables import TABLES
from analysis.figures.counts import daily_counts
from analysis.store import imports
from analysis.store import rows as incoming
from analysis.store.commits import data_files
from analysis.store.tables import Store, row_schema
from analysis.store.totals import keep_totals, kept_totals

from .stand_in import accident, accidents, read_intake, rows, take_in

KIND = {"violations": "violations", "population": "population"}
NEVER_MISSING = {"accident_id", "occurred_on", "period_start", "period_end", "area_code", "year"}


def value(kind: pa.DataType, number: int) -> Any:
    if pa.types.is_date(kind):
        return date(2019, 12, 30) + timedelta(days=number)
    if pa.types.is_boolean(kind):
        return number % 2 == 0
    if pa.types.is_integer(kind):
        return number
    return number / 8 if pa.types.is_floating(kind) else f"Chữ {number}; 'đ'"


def with_missing(table: str) -> pa.Table:
    """Four rows from 30 December 2019 to 2 January 2020, each column missing in every second row."""
    schema = TABLES[table]
    columns = {
        field.name: [
            None if number % 2 == place % 2 and field.name not in NEVER_MISSING else value(field.type, number)
            for number in range(4)
        ]
        for place, field in enumerate(schema)
    }
    return pa.table(columns, schema=schema)


def coded(given: pa.Table, index: pa.DataType, text: pa.DataType) -> pa.Table:
    """The same rows with text as dictionary codes."""
    columns = [
        column.cast(text).dictionary_encode().cast(pa.dictionary(index, text))
        if pa.types.is_string(column.type)
        else column
        for column in given.columns
    ]
    return pa.table(columns, names=given.column_names)


SHAPES = {
    "plain": lambda given: [given],
    "dictionary": lambda given: [coded(given, pa.int32(), pa.string())],
    "other dictionary": lambda given: [coded(given, pa.int8(), pa.large_string())],
    "large text": lambda given: [given.cast(pa.schema([large(field) for field in given.schema]))],
    "two dictionaries": lambda given: [coded(part, pa.int8(), pa.string()) for part in (given[:2], given[2:])],
    "plain, then dictionary": lambda given: [given[:1], coded(given[1:], pa.int16(), pa.string())],
    "dictionary, then plain": lambda given: [coded(given[:3], pa.int16(), pa.string()), given[3:]],
    "columns in another order": lambda given: [given.select(given.column_names[::-1])],
}


def large(field: pa.Field) -> pa.Field:
    return field.with_type(pa.large_string()) if pa.types.is_string(field.type) else field


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("table", TABLES)
def test_writing_then_reading_is_identity(
    store: Store, definitions: Definitions, monkeypatch: pytest.MonkeyPatch, table: str, shape: str
) -> None:
    given = with_missing(table)

    def gives(file: Any, *request: Any, sink: Any, **options: Any) -> Any:
        for part in SHAPES[shape](given):
            sink(table, part)
        return read_intake(file, *request, sink=sink, **options)

    monkeypatch.setattr(imports, "read_intake", gives)
    done = take_in(store, definitions, [], KIND.get(table, "accidents"))
    back = rows(store, table)
    assert back.schema.equals(row_schema(table))
    assert back["batch_id"].to_pylist() == [done.batch_id] * 4
    first = TABLES[table].names[0] if table == "accidents" else TABLES[table].names[-1]
    order = [(first, "ascending"), (TABLES[table].names[1], "ascending")]
    assert back.drop_columns("batch_id").sort_by(order).to_pylist() == given.sort_by(order).to_pylist()


def test_a_row_lies_in_the_year_of_its_first_day(store: Store, definitions: Definitions) -> None:
    spans = {"2023-12-15": "2024-01-14", "2024-02-15": "2024-03-14"}
    counts = [{"period_start": a, "period_end": b, "area_code": "088", "cases": 1} for a, b in spans.items()]
    take_in(store, definitions, [("violations", counts)], "violations")
    files = data_files(store, "violations").sort_values("day_first")
    assert [path.parent.name for path in files["path"]] == ["year=2023", "year=2024"]
    assert files["day_first"].tolist() == [date(2023, 12, 15), date(2024, 2, 15)]
    assert files["day_last"].tolist() == [date(2024, 1, 14), date(2024, 3, 14)]


def test_many_pieces_become_one_file_a_year_and_one_commit(
    store: Store, definitions: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "_BUFFER_BYTES", 1000)
    pieces = [("accidents", [accident(f"A{number}", f"20{20 + number % 2}-05-01")]) for number in range(40)]
    take_in(store, definitions, pieces)
    assert len(rows(store, "accidents")) == 40
    assert len(data_files(store, "accidents")) == 2
    assert store.versions()["accidents"] == 1


def test_totals_of_a_large_import_are_made_later(
    store: Store, definitions: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "LARGE", 3)
    monkeypatch.setattr(incoming, "_BUFFER_BYTES", 100)
    few = [("accidents", [accident(f"A{number}", "2024-05-01")]) for number in range(3)]
    take_in(store, definitions, few)
    paths = list(data_files(store, "accidents")["path"])
    assert set(kept_totals(store, paths)) == set(paths)
    take_in(store, definitions, [("accidents", [accident(f"B{number}", "2024-05-02")]) for number in range(4)])
    more = list(data_files(store, "accidents")["path"])
    assert set(kept_totals(store, more)) == set(paths)
    before = daily_counts(store)
    assert before["accidents"].sum() == 7
    assert keep_totals(store) == len(more) - len(paths) > 0
    pd.testing.assert_frame_equal(daily_counts(store), before)


def test_other_columns_are_refused(store: Store, definitions: Definitions, monkeypatch: pytest.MonkeyPatch) -> None:
    def gives(*_: Any, sink: Any, **__: Any) -> Any:
        sink("population", pa.table({"area_code": ["088"]}))

    monkeypatch.setattr(imports, "read_intake", gives)
    with pytest.raises(ValueError, match="columns of population"):
        take_in(store, definitions, [], "population")


def test_a_table_without_rows_makes_no_file(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, [*accidents(), ("people", [])])
    assert len(data_files(store, "accidents")) == 0
    assert store.versions()["accidents"] == 0
    assert len(rows(store, "accidents")) == 0
