from __future__ import annotations

import json
from datetime import date, timedelta

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.errors import RequestError
from analysis.store.batches import (
    batch_records,
    coverage,
    list_batches,
    rejected_rows,
    restore,
    set_coverage,
    withdraw,
)
from analysis.store.commits import data_files
from analysis.store.tables import Store

from .stand_in import NOON, accident, accidents, ids, rows, take_in

LATER = NOON + timedelta(hours=1)


def test_a_store_without_batches(store: Store) -> None:
    batches = list_batches(store)
    assert len(batches) == 0
    assert batch_records(batches) == []
    assert len(coverage(store, "accidents")) == 0
    assert not store.folder.exists()


def test_a_withdrawn_batch_counts_no_more_until_it_is_restored(store: Store, definitions: Definitions) -> None:
    first = take_in(store, definitions, accidents(accident("A1")))
    second = take_in(store, definitions, [*accidents(accident("B1")), ("people", [{"accident_id": "B1"}])])
    withdraw(store, second.batch_id, who="Lan", now=LATER, reason="gửi nhầm")
    assert ids(store) == ["A1"]
    assert len(rows(store, "people")) == 0
    batches = list_batches(store).set_index("batch_id")
    assert batches["status"].to_dict() == {first.batch_id: "active", second.batch_id: "withdrawn"}
    changed = batches.loc[second.batch_id]
    assert (changed["changed_by"], changed["reason"]) == ("Lan", "gửi nhầm")
    assert changed["changed_at"] == pd.Timestamp(LATER)
    assert batches["changed_at"].isna()[first.batch_id]
    restore(store, second.batch_id, who="Lan", now=LATER)
    assert ids(store) == ["A1", "B1"]
    assert list_batches(store)["active"].to_list() == [True, True]


def test_the_order_of_events_is_that_of_writing_even_within_one_moment(store: Store, definitions: Definitions) -> None:
    done = take_in(store, definitions, accidents(accident("A1")), now=NOON)
    for _ in range(3):
        withdraw(store, done.batch_id, who="x", now=NOON)
        restore(store, done.batch_id, who="x", now=NOON)
    withdraw(store, done.batch_id, who="x", now=NOON)
    assert ids(store) == []


def test_a_withdrawn_file_can_be_imported_again(store: Store, definitions: Definitions) -> None:
    first = take_in(store, definitions, accidents(accident("A1")))
    withdraw(store, first.batch_id, who="x", now=LATER)
    again = take_in(store, definitions, accidents(accident("A1")))
    assert not again.already_imported
    assert again.batch_id != first.batch_id
    assert ids(store) == ["A1"]
    with pytest.raises(RequestError, match=f"đã được nhập lại ở đợt {again.batch_id}"):
        restore(store, first.batch_id, who="x", now=LATER)
    assert ids(store) == ["A1"]


def test_a_batch_is_not_restored_beside_a_mended_file_with_the_same_accidents(
    store: Store, definitions: Definitions
) -> None:
    """The id of an accident stays unique among the rows that count."""
    wrong = take_in(store, definitions, accidents(accident("A1", deaths=9), accident("A2")))
    withdraw(store, wrong.batch_id, who="x", now=LATER)
    take_in(store, definitions, accidents(accident("A1")))
    with pytest.raises(RequestError, match=r"1 vụ của đợt .*ví dụ A1"):
        restore(store, wrong.batch_id, who="x", now=LATER)


def test_an_unknown_batch_and_a_second_withdrawal_are_refused(store: Store, definitions: Definitions) -> None:
    done = take_in(store, definitions, accidents(accident("A1")))
    with pytest.raises(RequestError, match="Không có đợt nhập X"):
        withdraw(store, "X", who="x", now=LATER)
    with pytest.raises(RequestError, match="đang được dùng"):
        restore(store, done.batch_id, who="x", now=LATER)
    withdraw(store, done.batch_id, who="x", now=LATER)
    with pytest.raises(RequestError, match="đã được rút trước đó"):
        withdraw(store, done.batch_id, who="x", now=LATER)


def test_rejected_rows_stay_readable_in_the_order_of_the_file(store: Store, definitions: Definitions) -> None:
    bad = [{"sheet": "Sa Pa", "row": row, "rule": "date", "reason": "Thiếu ngày.", "cells": "{}"} for row in (12, 5)]
    done = take_in(store, definitions, [*accidents(accident("A1")), ("rejected", bad)])
    take_in(store, definitions, [*accidents(accident("B1")), ("rejected", bad[:1])])
    withdraw(store, done.batch_id, who="x", now=LATER)
    found = rejected_rows(store, done.batch_id)
    assert list(found.columns) == ["sheet", "row", "rule", "reason", "cells"]
    assert found["row"].to_list() == [5, 12]
    with pytest.raises(RequestError):
        rejected_rows(store, "X")


def test_coverage_is_half_open_and_of_active_batches_of_the_kind(store: Store, definitions: Definitions) -> None:
    """1 to 31 May as told by the rows; January as told by the caller."""
    sapa = take_in(store, definitions, accidents(accident("A1")))
    january = (date(2024, 1, 1), date(2024, 1, 31))
    all_areas = accidents(accident("B1"), accident("B2", area_code="080"))
    everywhere = take_in(store, definitions, all_areas, covers=january)
    gone = take_in(store, definitions, accidents(accident("C1")))
    withdraw(store, gone.batch_id, who="x", now=LATER)
    expected = pd.DataFrame(
        {
            "batch_id": [sapa.batch_id, everywhere.batch_id],
            "source": ["Công an", "Công an"],
            "area_code": ["088", "*"],
            "start": pd.to_datetime(["2024-05-01", "2024-01-01"]).astype("datetime64[s]"),
            "stop": pd.to_datetime(["2024-06-01", "2024-02-01"]).astype("datetime64[s]"),
        }
    )
    pd.testing.assert_frame_equal(coverage(store, "accidents"), expected)
    assert len(coverage(store, "violations")) == 0


def test_records_are_plain_json(store: Store, definitions: Definitions) -> None:
    done = take_in(store, definitions, accidents(accident("A1")))
    (record,) = json.loads(json.dumps(batch_records(list_batches(store))))
    assert record == {
        "batch": done.batch_id,
        "status": "active",
        "file": "tệp gửi.json",
        "at": "2025-03-20T05:00:00+00:00",
        "kind": "accidents",
        "source": "Công an",
        "who": "kiểm thử",
        "rows_read": 1,
        "rows_accepted": 1,
        "rows_rejected": 0,
        "records": 1,
        "first_day": "2024-05-01",
        "last_day": "2024-05-31",
        "covers_start": "2024-05-01",
        "covers_end": "2024-05-31",
        "illustrative": False,
        "areas": ["088"],
    }


def test_many_events_are_kept_in_few_files(store: Store, definitions: Definitions) -> None:
    done = take_in(store, definitions, accidents(accident("A1")))
    for _ in range(12):
        withdraw(store, done.batch_id, who="x", now=LATER)
        restore(store, done.batch_id, who="x", now=LATER)
    assert len(data_files(store, "batches")) <= 17
    assert list_batches(store)["batch_id"].to_list() == [done.batch_id]
    assert ids(store) == ["A1"]


def test_the_days_covered_can_be_given_anew(store: Store, definitions: Definitions) -> None:
    done = take_in(store, definitions, accidents(accident("A1")))
    set_coverage(store, done.batch_id, date(2024, 12, 15), date(2025, 3, 14), who="Lan", now=LATER)
    batch = list_batches(store).iloc[0]
    assert (batch["covers_start"], batch["covers_end"]) == (pd.Timestamp("2024-12-15"), pd.Timestamp("2025-03-14"))
    assert (batch["covers_by"], batch["covers_at"]) == ("Lan", pd.Timestamp(LATER))
    assert (batch["status"], pd.isna(batch["changed_at"])) == ("active", True)
    assert ids(store) == ["A1"], "it counts as before"
    assert coverage(store, "accidents")["stop"].tolist() == [pd.Timestamp("2025-03-15")]
    withdraw(store, done.batch_id, who="Lan", now=LATER)
    with pytest.raises(RequestError, match="đã được rút"):
        set_coverage(store, done.batch_id, date(2024, 12, 15), date(2025, 3, 14), who="Lan", now=LATER)
    restore(store, done.batch_id, who="Lan", now=LATER)
    assert list_batches(store)["covers_start"].tolist() == [pd.Timestamp("2024-12-15")]


def test_days_that_are_no_span_or_not_over_cannot_be_covered(store: Store, definitions: Definitions) -> None:
    done = take_in(store, definitions, accidents(accident("A1")))
    tomorrow = LATER.date() + timedelta(days=2)
    for first, last in ((date(2025, 3, 14), date(2025, 3, 1)), (date(2025, 3, 1), tomorrow)):
        with pytest.raises(RequestError, match="không hợp lệ"):
            set_coverage(store, done.batch_id, first, last, who="Lan", now=LATER)
