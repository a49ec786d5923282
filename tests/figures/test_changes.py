"""Two states of the accidents held against each other: expected rows and sums worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.definitions.tables import ACCIDENTS
from analysis.figures.changes import CHANGES, QUARTERS, accident_changes, quarter_totals, totals

WHOLE = {"occurred_at": "Int16", "deaths": "Int32", "injured": "Int32", "missing_people": "Int32", "km_m": "Int64"}


def read(*records: dict[str, Any]) -> pd.DataFrame:
    """Rows as ``read_accidents`` gives them; Sa Pa, nobody hurt, unless said otherwise."""
    known = {"area_code": "088", "severity": "collision", "deaths": 0, "injured": 0, "batch_id": "b1"}
    rows = [{**dict.fromkeys(ACCIDENTS.names), **known, **record} for record in records]
    frame = pd.DataFrame(rows, columns=[*ACCIDENTS.names, "batch_id"]).astype(WHOLE)
    return frame.assign(occurred_on=pd.to_datetime(frame["occurred_on"]).astype("datetime64[s]"))


def accident(name: str, day: str = "2025-02-01", **columns: Any) -> dict[str, Any]:
    return {"accident_id": name, "occurred_on": day, **columns}


def short(changes: pd.DataFrame) -> list[tuple[Any, ...]]:
    return [
        tuple(row) for row in changes[["kind", "accident_id", "field", "from", "to"]].itertuples(index=False, name=None)
    ]


def test_what_came_what_went_and_what_is_another() -> None:
    before = read(accident("A"), accident("B", "2025-02-02", road="QL70", deaths=1), accident("C", "2025-02-03"))
    after = read(
        accident("B", "2025-02-02", road="QL4D", deaths=2, batch_id="b2"),
        accident("C", "2025-02-03"),
        accident("D", "2025-01-09", injured=3),
    )
    changes = accident_changes(before, after)
    assert list(changes.columns) == list(CHANGES)
    assert short(changes) == [
        ("added", "D", "", None, None),
        ("gone", "A", "", None, None),
        ("changed", "B", "deaths", 1, 2),
        ("changed", "B", "road", "QL70", "QL4D"),
    ]
    assert changes["batch_id"].tolist() == ["b1", "b1", "b2", "b2"]
    assert changes["injured"].tolist() == [3, 0, 0, 0]


def test_missing_is_neither_a_value_nor_another_missing() -> None:
    before = read(accident("A", lat=None, deaths=None, km_m=5, occurred_at=0))
    after = read(accident("A", lat=22.5, deaths=None, km_m=None, occurred_at=0))
    (first, second) = short(accident_changes(before, after))
    assert first[:4] == ("changed", "A", "km_m", 5)
    assert pd.isna(first[4])
    assert (second[2], second[4]) == ("lat", 22.5)
    assert pd.isna(second[3])


def test_nothing_changed_and_nothing_there(definitions: Definitions) -> None:
    same = read(accident("A", road="QL70", lat=22.0), accident("B"))
    empty = accident_changes(same, same.iloc[::-1].reset_index(drop=True))
    assert (len(empty), list(empty.columns)) == (0, list(CHANGES))
    calendar = definitions.calendar()
    assert list(quarter_totals(same, same, empty, calendar).columns) == list(QUARTERS)
    nothing = read()
    assert len(accident_changes(nothing, nothing)) == 0
    assert accident_changes(nothing, same)["kind"].tolist() == ["added", "added"]
    assert totals(nothing) == {"accidents": 0, "deaths": 0, "injured": 0}


def test_the_order_of_rows_and_of_batches_says_nothing() -> None:
    before = read(accident("A", batch_id="b1"), accident("B", batch_id="b1"))
    after = read(accident("B", batch_id="b9"), accident("A", batch_id="b9"))
    assert accident_changes(before, after).empty


def test_only_the_quarters_that_are_touched_and_an_accident_that_moves_touches_two(definitions: Definitions) -> None:
    """By 15-14 the first quarter of 2025 ends on 14 March: A moves out of it; Z (2024) is not touched."""
    kept = [accident("Z", "2024-05-01", deaths=9), accident("K", "2025-02-10", deaths=1, injured=2)]
    before = read(accident("A", "2025-03-14", deaths=1), *kept)
    after = read(accident("A", "2025-03-15", deaths=1), *kept)
    changes = accident_changes(before, after)
    quarters = quarter_totals(before, after, changes, definitions.calendar("15-14"))
    assert quarters["key"].tolist() == ["2025-Q1", "2025-Q2"]
    assert quarters["title"].tolist() == ["Quý I/2025", "Quý II/2025"]
    assert quarters.drop(columns=["key", "title"]).to_numpy().tolist() == [[2, 1, 2, 1, 2, 2], [0, 1, 0, 1, 0, 0]]
    by_month = quarter_totals(before, after, changes, definitions.calendar("month"))
    assert by_month["key"].tolist() == ["2025-Q1"]
    assert by_month.drop(columns=["key", "title"]).to_numpy().tolist() == [[2, 2, 2, 2, 2, 2]]


def test_where_no_file_says_the_deaths_their_sum_is_missing(definitions: Definitions) -> None:
    before = read(accident("A", deaths=None))
    after = read(accident("A", deaths=None), accident("B", deaths=None, injured=4))
    row = quarter_totals(before, after, accident_changes(before, after), definitions.calendar()).iloc[0]
    assert (row["accidents_before"], row["accidents_after"]) == (1, 2)
    assert pd.isna(row["deaths_before"])
    assert pd.isna(row["deaths_after"])
    assert row["injured_after"] == 4


def test_parts_add_up_to_the_whole() -> None:
    before = read(*(accident(f"A{number}") for number in range(7)))
    after = read(*(accident(f"A{number}") for number in range(4, 13)))
    kinds = accident_changes(before, after)["kind"].value_counts()
    assert totals(after)["accidents"] - totals(before)["accidents"] == kinds["added"] - kinds["gone"] == 6 - 4
