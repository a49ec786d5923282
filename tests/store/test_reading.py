from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from deltalake import DeltaTable

from analysis.definitions.catalogue import Definitions
from analysis.definitions.tables import TABLES
from analysis.store.batches import list_batches, withdraw
from analysis.store.commits import data_files
from analysis.store.corrections import correct
from analysis.store.engines import close, connect, in_process
from analysis.store.reading import read_accidents, visible_rows
from analysis.store.tables import Store, open_store, row_schema, stored_rows

from .stand_in import NOON, accident, accidents, ids, rows, take_in


@pytest.mark.parametrize("table", TABLES)
def test_an_absent_store_reads_as_empty_tables(store: Store, table: str) -> None:
    found = rows(store, table)
    assert len(found) == 0
    assert found.schema.names == row_schema(table).names
    assert not store.folder.exists()


def test_the_store_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ATGT_STORE", str(tmp_path / "của tôi"))
    assert open_store().folder == tmp_path / "của tôi"
    assert open_store(tmp_path / "khác").folder == tmp_path / "khác"
    monkeypatch.delenv("ATGT_STORE")
    assert open_store().folder.parts[-2:] == ("data", "store")


def test_versions_rise_with_what_is_written(store: Store, definitions: Definitions) -> None:
    assert set(store.versions().values()) == {-1}
    take_in(store, definitions, accidents(accident("A1")))
    assert next(iter(store.versions())) == "batches"
    assert store.versions() == {**dict.fromkeys(store.versions(), 0), "batches": 1, "accidents": 1}


def test_a_pinned_store_does_not_see_what_comes_later(store: Store, definitions: Definitions) -> None:
    empty = store.pinned()
    take_in(store, definitions, accidents(accident("A1")))
    one = store.pinned()
    take_in(store, definitions, accidents(accident("B1")))
    assert (ids(empty), ids(one), ids(store)) == ([], ["A1"], ["A1", "B1"])
    assert one.pinned() == one


def test_a_store_deleted_and_made_anew_is_read_anew(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, accidents(accident("A1")))
    before = store.versions()
    assert (ids(store), len(list_batches(store))) == (["A1"], 1)
    shutil.rmtree(store.folder)
    assert (ids(store), len(list_batches(store))) == ([], 0)
    take_in(store, definitions, accidents(accident("B1"), accident("B2")))
    assert store.versions() == before
    assert ids(store) == ["B1", "B2"]
    assert list_batches(store)["rows_read"].tolist() == [2]


def test_questions_from_many_threads_are_answered_alike(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, accidents(*(accident(f"A{number}") for number in range(50))))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: ids(store), range(40)))
    assert found == [sorted(f"A{number}" for number in range(50))] * 40


def test_a_closed_connection_leaves_nothing_in_the_database(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, accidents(accident("A1")))
    ids(store)
    left = in_process()
    assert left.con.execute("SELECT count(*) FROM duckdb_views() WHERE NOT internal").fetchall() == [(0,)]
    close(left)


def test_no_python_file_is_handed_to_arrow(
    store: Store, definitions: Definitions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that lets go of one while the interpreter ends aborts the process: an import done, but exit code 134."""
    batch_id = take_in(store, definitions, accidents(accident("A1"))).batch_id

    def refuse(*_: object) -> None:
        raise AssertionError("a file of Python's")

    monkeypatch.setattr("deltalake.fs.DeltaStorageHandler.open_input_file", refuse)
    assert stored_rows(store, "accidents", ["accident_id"], batch_id).to_pylist() == [{"accident_id": "A1"}]
    assert len(list_batches(store)) == 1


def test_accidents_of_a_span_are_half_open_and_in_order(store: Store, definitions: Definitions) -> None:
    days = {"A4": "2024-04-30", "A2": "2024-05-01", "A1": "2024-05-01", "A3": "2024-05-31", "A5": "2024-06-01"}
    take_in(store, definitions, accidents(*(accident(name, day) for name, day in days.items())))
    found = read_accidents(store, date(2024, 5, 1), date(2024, 6, 1))
    assert found["accident_id"].to_list() == ["A1", "A2", "A3"]
    assert found["occurred_on"].dtype == "datetime64[s]"
    assert found["occurred_at"].dtype == "Int16"
    assert found["occurred_at"].isna().all()
    assert found["deaths"].to_list() == [1, 1, 1]
    assert list(found.columns) == row_schema("accidents").names


def test_files_without_a_day_of_the_span_are_left_unread(store: Store, definitions: Definitions) -> None:
    """A file that is not opened may be missing: the one of 2019 is taken away."""
    take_in(store, definitions, accidents(accident("A1", "2019-05-01"), accident("A2", "2024-05-01")))
    files = data_files(store, "accidents").sort_values("day_first")
    files["path"].iloc[0].unlink()
    assert read_accidents(store, date(2024, 5, 1), date(2024, 5, 2))["accident_id"].to_list() == ["A2"]


def test_a_day_that_was_corrected_into_the_span_is_found(store: Store, definitions: Definitions) -> None:
    take_in(store, definitions, accidents(accident("A1", "2019-05-01"), accident("A2", "2024-05-01")))
    change = {"occurred_on": "2024-05-03"}
    correct(store, "A1", change, reason="ghi nhầm năm", who="x", now=NOON, definitions=definitions)
    assert read_accidents(store, date(2024, 5, 1), date(2024, 6, 1))["accident_id"].to_list() == ["A2", "A1"]
    assert len(read_accidents(store, date(2019, 1, 1), date(2020, 1, 1))) == 0


def test_a_period_that_reaches_into_the_span_is_not_left_out(store: Store, definitions: Definitions) -> None:
    count = {"period_start": "2023-12-15", "period_end": "2024-01-14", "area_code": "088", "cases": 3}
    take_in(store, definitions, [("violations", [count])], "violations")
    backend = connect()
    spans = [("2024-01-14", "2024-02-01", 1), ("2024-01-15", "2024-02-01", 0), ("2023-12-01", "2023-12-16", 1)]
    for start, stop, expected in spans:
        found = visible_rows(store, "violations", backend, date.fromisoformat(start), date.fromisoformat(stop))
        assert len(found.to_pyarrow()) == expected
    backend.disconnect()


def test_files_that_another_program_joined_are_read_row_by_row(store: Store, definitions: Definitions) -> None:
    """Delta's own compaction puts rows of several batches into one file; the withdrawn one still does not count."""
    batches = [take_in(store, definitions, accidents(accident(name))) for name in ("A1", "B1", "C1")]
    withdraw(store, batches[1].batch_id, who="x", now=NOON)
    DeltaTable(str(store.path("accidents"))).optimize.compact()
    assert len(data_files(store, "accidents")) == 1
    assert ids(store) == ["A1", "C1"]
    withdraw(store, batches[2].batch_id, who="x", now=NOON + timedelta(1))
    take_in(store, definitions, accidents(accident("D1")))
    assert ids(store) == ["A1", "D1"]


def test_delta_reads_the_same_rows(store: Store, definitions: Definitions) -> None:
    """Another reader of the format (here deltalake's own) sees every column, with ``year``."""
    take_in(store, definitions, accidents(accident("A1", "2019-05-01"), accident("A2", lat=22.4856)))
    table = DeltaTable(str(store.path("accidents"))).to_pyarrow_table().sort_by("accident_id")
    assert table["year"].to_pylist() == [2019, 2024]
    assert table["lat"].to_pylist() == [None, 22.4856]
    pd.testing.assert_series_equal(
        table["accident_id"].to_pandas(), pd.Series(["A1", "A2"], name="accident_id", dtype="str")
    )


def test_many_small_files_are_joined_and_nothing_else_changes(store: Store, definitions: Definitions) -> None:
    """20 batches over two years make 40 files; the state before the joining still reads as it did."""
    batches = [
        take_in(store, definitions, accidents(accident(f"A{number:02d}", "2023-05-01"), accident(f"B{number:02d}")))
        for number in range(16)
    ]
    before = store.pinned()
    batches += [
        take_in(store, definitions, accidents(accident(f"A{number:02d}", "2023-05-01"), accident(f"B{number:02d}")))
        for number in range(16, 20)
    ]
    names = [f"{year}{number:02d}" for year in "AB" for number in range(20)]
    assert len(data_files(store, "accidents")) <= 2 + 16
    assert ids(store) == names
    assert len(ids(before)) == 32
    withdraw(store, batches[3].batch_id, who="x", now=NOON)
    assert ids(store) == [name for name in names if not name.endswith("03")]
    assert read_accidents(store, date(2024, 5, 1), date(2024, 5, 2))["accident_id"].str.startswith("B").all()


def test_only_the_accidents_and_columns_asked_for_are_read(store: Store, definitions: Definitions) -> None:
    days = ("2024-05-03", "2024-05-01", "2024-05-02")
    take_in(store, definitions, accidents(*(accident(f"A{number}", day) for number, day in enumerate(days))))
    every = read_accidents(store, date(2024, 5, 1), date(2024, 6, 1))
    few = read_accidents(store, date(2024, 5, 1), date(2024, 6, 1), ids=["A0", "A1", "not there"])
    assert few["accident_id"].tolist() == ["A1", "A0"]
    pd.testing.assert_frame_equal(few, every[every["accident_id"] != "A2"].reset_index(drop=True))
    narrow = read_accidents(store, date(2024, 5, 1), date(2024, 6, 1), columns=["occurred_on", "area_code"])
    pd.testing.assert_frame_equal(narrow, every[["occurred_on", "area_code"]])
    assert read_accidents(store, date(2024, 5, 1), date(2024, 6, 1), ids=[]).empty
