"""Forty million invented violation records of ten years and 700 districts, and the nation's accidents beside them.

Written by the store's own writer (``IncomingRows``), a batch a year, the days of a batch in no order. Few districts
have most of the records and few behaviours too, as in life; the seed makes every run the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from analysis.definitions.tables import TABLES
from analysis.store.commits import join_small_files
from analysis.store.events import append_events
from analysis.store.rows import IncomingRows
from analysis.store.tables import Store, open_store
from analysis.store.totals import keep_totals
from analysis.store.writing import writing

from .districts import district_codes, write_districts

DISTRICTS = 700
FIRST_YEAR = 2015
YEARS = 10
RECORDS = 40_000_000
ACCIDENTS_A_YEAR = 40_000
CHUNK = 500_000

BEHAVIOURS = {
    "alcohol": 22,
    "speed": 20,
    "no_licence": 15,
    "helmet": 15,
    "overload": 7,
    "lane": 6,
    "overtaking": 4,
    "vehicle_condition": 4,
    "underage": 3,
    "drug": 2,
    "oversized_body": 1,
    "unknown": 1,
}
VEHICLES = {"motorcycle": 68, "car": 16, "truck": 12, "bus": 3, "unknown": 1}
ENFORCERS = {"csgt": 70, "camera": 14, "cong_an_xa": 9, "thanh_tra": 5, "gsht": 2}
MODES = {"road": 96, "water": 3, "rail": 1}
SEVERITIES = {"less_serious": 45, "serious": 25, "collision": 25, "very_serious": 4, "especially_serious": 1}


def nation(folder: Path, *, records: int = RECORDS, seed: int = 1) -> tuple[Path, Path]:
    """The store of so many records in ``folder`` and the reference folder of its districts; made once."""
    store, reference = open_store(folder / f"violations_{records}"), folder / "violation_reference"
    if not reference.exists():
        write_districts(reference, DISTRICTS)
    if not (store.folder / "complete").exists():
        numbers = np.random.default_rng(seed)
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
            _take_in(store, "violations", f"vi phạm {year}", _violations(numbers, year, records // YEARS), year)
            _take_in(store, "accidents", f"tai nạn {year}", [_accidents(numbers, year)], year)
        keep_totals(store)
        (store.folder / "complete").touch()
    return store.folder, reference


def _violations(numbers: np.random.Generator, year: int, records: int) -> Iterator[pa.Table]:
    days = _days(year)
    districts = _district_weights()
    for first in range(0, records, CHUNK):
        size = min(CHUNK, records - first)
        day = numbers.integers(days[0], days[1], size).astype("int32")
        drawn = {
            "period_start": pa.array(day).cast(pa.date32()),
            "period_end": pa.array(day).cast(pa.date32()),
            "area_code": _coded(numbers, district_codes(DISTRICTS), districts, size),
            "mode": _of(numbers, MODES, size),
            "behaviour": _of(numbers, BEHAVIOURS, size),
            "vehicle_type": _of(numbers, VEHICLES, size),
            "enforced_by": _of(numbers, ENFORCERS, size),
            "cases": pa.array(np.ones(size, "int64")),
            "fine_vnd": pa.array(50_000 * numbers.integers(1, 400, size), mask=numbers.random(size) < 0.02),
            "licences_revoked": pa.array((numbers.random(size) < 0.08).astype("int64")),
            "points_deducted": pa.array(numbers.integers(0, 5, size)),
            "vehicles_held": pa.array((numbers.random(size) < 0.1).astype("int64")),
            "source": _coded(numbers, ["Bộ Công an"], np.ones(1), size),
        }
        yield pa.table(drawn)


def _accidents(numbers: np.random.Generator, year: int) -> pa.Table:
    days, size = _days(year), ACCIDENTS_A_YEAR
    drawn = {
        "accident_id": pa.array([f"{year}-{number}" for number in range(size)]),
        "occurred_on": pa.array(numbers.integers(days[0], days[1], size).astype("int32")).cast(pa.date32()),
        "occurred_at": pa.array(numbers.integers(0, 1440, size).astype("int16")),
        "area_code": _coded(numbers, district_codes(DISTRICTS), _district_weights(), size),
        "mode": _of(numbers, MODES, size),
        "severity": _of(numbers, SEVERITIES, size),
        "deaths": pa.array(numbers.poisson(0.35, size).astype("int32")),
        "injured": pa.array(numbers.poisson(0.9, size).astype("int32")),
        "missing_people": pa.array(np.zeros(size, "int32")),
        "cause": _of(numbers, {"speed": 40, "lane": 35, "alcohol": 20, "unknown": 5}, size),
        "road": _of(numbers, {f"QL{number}": 1 for number in range(1, 60)}, size),
    }
    schema = TABLES["accidents"]
    columns = [drawn[field.name] if field.name in drawn else pa.nulls(size, field.type) for field in schema]
    return pa.Table.from_arrays(columns, names=schema.names)


def _take_in(store: Store, kind: str, name: str, chunks: Iterator[pa.Table] | list[pa.Table], year: int) -> None:
    """One batch as an import writes it; only the reading of a file is left out."""
    batch_id = f"{year}0101-000000-{'0a' if kind == 'accidents' else '0f'}{year}"
    with writing(store):
        count = 0
        with IncomingRows(store, batch_id) as rows:
            for chunk in chunks:
                rows.append(kind, chunk)
                count += len(chunk)
            rows.commit()
        append_events(store, "batches", [_event(batch_id, kind, name, count, year)])
        join_small_files(store, kind)


def _event(batch_id: str, kind: str, name: str, count: int, year: int) -> dict[str, object]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    counts = {"rows_read": count, "rows_accepted": count, "rows_rejected": 0, "records": count}
    days = {"first_day": first, "last_day": last, "covers_start": first, "covers_end": last}
    told = {"file_name": f"{name}.csv", "sha256": f"{kind}{year}", "kind": kind, "profile": "", "source": "Bộ Công an"}
    common = {"findings": "[]", "area_codes": "*", "illustrative": False, "code_version": "bench", "reason": ""}
    at = datetime(year + 1, 1, 10, tzinfo=UTC)
    return {"batch_id": batch_id, "event": "taken_in", "at": at, "who": "bench", **told, **counts, **days, **common}


def _of(numbers: np.random.Generator, weights: dict[str, int], size: int) -> pa.Array:
    return _coded(numbers, list(weights), np.array(list(weights.values()), float), size)


def _coded(numbers: np.random.Generator, texts: list[str], weights: np.ndarray, size: int) -> pa.Array:
    """``size`` texts drawn by their weights, as dictionary codes."""
    edges = np.cumsum(weights / weights.sum())
    codes = np.searchsorted(edges[:-1], numbers.random(size), side="right").astype("int32")
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(texts))


def _district_weights() -> np.ndarray:
    return 1 / (10 + np.arange(DISTRICTS))


def _days(year: int) -> tuple[int, int]:
    """Days since 1970 of 1 January and of the next."""
    start = (date(year, 1, 1) - date(1970, 1, 1)).days
    return start, start + (date(year + 1, 1, 1) - date(year, 1, 1)).days
