"""Rows for the tests of figures, given to the counting as they would come from the store, without one."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pandas as pd
import pyarrow as pa
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period, parse_period
from analysis.definitions.tables import TABLES
from analysis.figures import anatomy_counts, compare, counts, violation_counts
from analysis.store.totals import totals_of_rows

Q1_2025 = "2025-Q1"  # 15/12/2024 to 14/03/2025, 90 days
Q1_2024 = "2024-Q1"  # 15/12/2023 to 14/03/2024, 91 days


class Rows:
    """Stands in for a store: three tables of records, and what they cover."""

    def __init__(self, **tables: list[dict[str, Any]]) -> None:
        self.tables = {name: arrow(name, tables.get(name, [])) for name in ("accidents", "people", "violations")}
        self.covered = covers("*", "2018-12-15", "2025-03-15")

    def pinned(self) -> Rows:
        return self

    def visible(self, table: str) -> Any:
        return ibis.memtable(self.tables[table])


def put_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting reads ``Rows``."""
    for module in (counts, violation_counts, anatomy_counts):
        monkeypatch.setattr(module, "visible_rows", _visible_rows)
    for module in (counts, violation_counts):
        monkeypatch.setattr(module, "visible_totals", _visible_totals)
    monkeypatch.setattr(compare, "covered_batches", lambda store, _kind: store.covered)


def _visible_rows(store: Rows, table: str, *_backend_and_span: Any) -> Any:
    return store.visible(table)


def _visible_totals(store: Rows, table: str, _backend: Any, form: str, *_span: Any) -> Any:
    rows = store.visible(table)
    return totals_of_rows(table, form, rows.mutate(batch_id=ibis.literal("đợt")))


def arrow(table: str, records: list[dict[str, Any]]) -> pa.Table:
    schema = TABLES[table]
    days = [field.name for field in schema if pa.types.is_date(field.type)]
    columns = {field.name: [record.get(field.name) for record in records] for field in schema}
    columns |= {name: [text and date.fromisoformat(text) for text in columns[name]] for name in days}
    return pa.table(columns, schema=schema)


def covers(
    area: str, start: str, stop: str, *, illustrative: bool = False, source: str = "Công an tỉnh"
) -> pd.DataFrame:
    """One line of coverage, [start, stop)."""
    days = {"start": pd.Timestamp(start), "stop": pd.Timestamp(stop)}
    record = {"batch_id": f"{area}/{start}", "source": source, "area_code": area, **days, "illustrative": illustrative}
    return pd.DataFrame([record])


def accident(number: int | str, day: str, **columns: Any) -> dict[str, Any]:
    """An accident in Sa Pa with nobody dead and one injured, unless said otherwise."""
    known: dict[str, Any] = {"area_code": "088", "mode": "road", "severity": "less_serious", "deaths": 0, "injured": 1}
    return {"accident_id": f"vụ {number}", "occurred_on": day, "missing_people": 0, **known, **columns}


def person(number: int | str, outcome: str, **columns: Any) -> dict[str, Any]:
    return {"accident_id": f"vụ {number}", "outcome": outcome, **columns}


def violation(first: str, last: str, cases: int, **columns: Any) -> dict[str, Any]:
    known = {
        "area_code": "088",
        "mode": "road",
        "behaviour": "alcohol",
        "enforced_by": "csgt",
        "vehicle_type": "motorcycle",
    }
    return {"period_start": first, "period_end": last, "cases": cases, **known, **columns}


def period(text: str, definitions: Definitions, calendar: str = "15-14") -> Period:
    return parse_period(text, definitions.calendars[calendar])
