"""A stand-in for the reading of files: the store's own tests need rows, not readings.

Its "file" is JSON: a list of [table, records], given to the sink in this order, one arrow table each.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from analysis.definitions.catalogue import Definitions
from analysis.definitions.tables import TABLES
from analysis.intake.files.read import ReceivedFile
from analysis.intake.findings import finding
from analysis.intake.pipeline import Intake
from analysis.intake.profiles import Profile
from analysis.store.engines import connect
from analysis.store.imports import ImportResult, import_file
from analysis.store.reading import visible_rows
from analysis.store.tables import Store

NOON = datetime(2025, 3, 20, 5, tzinfo=UTC)
"""12:00 in Vietnam, a Thursday."""

Sink = Callable[[str, pa.Table], None]
Content = list[tuple[str, list[dict[str, Any]]]]


def accident(accident_id: str, day: str = "2024-05-01", **columns: Any) -> dict[str, Any]:
    """One accident with a death in Sa Pa, unless said otherwise."""
    known = {"area_code": "088", "commune_code": "unknown", "mode": "road", "severity": "serious", "deaths": 1}
    return {"accident_id": accident_id, "occurred_on": day, **known, "injured": 0, **columns}


def accidents(*rows: dict[str, Any]) -> Content:
    return [("accidents", list(rows))]


def arrow(table: str, records: list[dict[str, Any]]) -> pa.Table:
    """Records with ISO days as rows of ``table``."""
    schema = TABLES[table]
    columns = {field.name: [record.get(field.name) for record in records] for field in schema}
    days = [field.name for field in schema if pa.types.is_date(field.type)]
    columns |= {name: [text and date.fromisoformat(text) for text in columns[name]] for name in days}
    return pa.table(columns, schema=schema)


def read_intake(
    file: ReceivedFile,
    kind: str,
    profile: Profile | None,
    _: Definitions,
    *,
    sink: Sink,
    **_options: Any,
) -> Intake:
    """Stands in for ``analysis.intake.pipeline.read_intake``."""
    tables = [(table, arrow(table, records)) for table, records in json.loads(file.path.read_text(encoding="utf-8"))]
    for table, rows in tables:
        sink(table, rows)
    records = sum(len(rows) for table, rows in tables if table == kind)
    rejected = sum(len(rows) for table, rows in tables if table == "rejected")
    found = (finding("thử", "info", "Đã đọc.", row_numbers=[2, 3], example="x"),)
    first, last = date(2024, 5, 1), date(2024, 5, 31)
    named = [area for table, rows in tables if table == kind for area in rows["area_code"].to_pylist()]
    counts = {"rows_read": records + rejected, "rows_accepted": records, "rows_rejected": rejected, "records": records}
    return Intake(
        file_name=file.name,
        sha256=file.sha256(),
        kind=kind,
        profile=profile or Profile("thử", kind, "accident", {"date": ("Ngày",), "area": ("Huyện",)}, source="Công an"),
        findings=found,
        first_day=first,
        last_day=last,
        covers_start=first,
        covers_end=last,
        area_codes=frozenset(named),
        **counts,
    )


def take_in(
    store: Store, definitions: Definitions, content: Content, kind: str = "accidents", **options: Any
) -> ImportResult:
    """Import ``content`` as one file; its bytes differ exactly where the content does."""
    store.folder.mkdir(parents=True, exist_ok=True)
    path = store.folder.parent / "tệp gửi.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    told: dict[str, Any] = {"who": "kiểm thử", "now": NOON, **options}
    return import_file(store, definitions, ReceivedFile(path, path.name), kind, **told)


def ids(store: Store) -> list[str]:
    """The accidents that count, sorted."""
    return sorted(rows(store, "accidents")["accident_id"].to_pylist())


def rows(store: Store, table: str) -> pa.Table:
    """The rows of ``table`` that count."""
    backend = connect()
    found: pa.Table = visible_rows(store, table, backend).to_pyarrow()
    backend.disconnect()
    return found
