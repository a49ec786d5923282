"""Batches: what was imported, what of it counts, what it covers.

A batch is one import. It counts exactly while its last event is ``taken_in`` or ``restored``; nothing is ever deleted.
What it covers is what the import said of it: days without an accident inside that span are zeros, days outside it are
not known. It can mislead where a file is imported whose first or last weeks were not complete.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd

from ..errors import RequestError
from .events import append_events, read_events
from .tables import Store, code_version, local_day, stored_rows
from .writing import writing

WHOLE_PROVINCE = "*"
ACTIVE_EVENTS = ("taken_in", "restored")
COVERS_EVENT = "covers_set"
"""The days that a batch covers were given anew; whether it counts is not touched."""
REJECTED_COLUMNS = ["sheet", "row", "rule", "reason", "cells"]
_TOLD_ONCE = (
    "file_name",
    "sha256",
    "kind",
    "profile",
    "source",
    "rows_read",
    "rows_accepted",
    "rows_rejected",
    "records",
    "findings",
    "first_day",
    "last_day",
    "covers_start",
    "covers_end",
    "area_codes",
    "illustrative",
    "code_version",
)
_COUNTS = ("rows_read", "rows_accepted", "rows_rejected", "records")
_RECORDED = (
    "kind",
    "source",
    "who",
    "rows_read",
    "rows_accepted",
    "rows_rejected",
    "records",
    "first_day",
    "last_day",
    "covers_start",
    "covers_end",
    "illustrative",
)


def active_batches(store: Store) -> frozenset[str]:
    """The batches whose rows count."""
    events = read_events(store, "batches", ["batch_id", "event"])
    told = zip(events["batch_id"].to_pylist(), events["event"].to_pylist(), strict=True)
    last = {batch: event for batch, event in told if event != COVERS_EVENT}
    return frozenset(batch for batch, event in last.items() if event in ACTIVE_EVENTS)


def list_batches(store: Store) -> pd.DataFrame:
    """One row a batch in the order of import: batch_id, active, status ("active", "withdrawn"), at, who, all that the
    import said (counts of rows, findings as JSON, days, area_codes), and changed_at, changed_by, reason of its last
    withdrawal or restoring (missing where there was none). Days are datetime64, ``covers_end`` inside; where they were
    given anew since (``set_coverage``), covers_at and covers_by say when and by whom.
    """
    every: pd.DataFrame = read_events(store, "batches").to_pandas(date_as_object=False)
    events = every[every["event"] != COVERS_EVENT]
    given = every[every["event"] == COVERS_EVENT].drop_duplicates("batch_id", keep="last").set_index("batch_id")
    first = events[events["event"] == "taken_in"].set_index("batch_id")
    last = events.drop_duplicates("batch_id", keep="last").set_index("batch_id").reindex(first.index)
    changed = last["event"] != "taken_in"
    active = last["event"].isin(ACTIVE_EVENTS)
    told = first[["at", "who", *_TOLD_ONCE]].astype({"illustrative": bool, **dict.fromkeys(_COUNTS, "int64")})
    given = given.reindex(told.index)
    days = {name: given[name].fillna(told[name]) for name in ("covers_start", "covers_end")}
    return told.assign(
        **days,
        covers_at=given["at"],
        covers_by=given["who"],
        active=active,
        status=active.map({True: "active", False: "withdrawn"}).astype("str"),
        changed_at=last["at"].where(changed),
        changed_by=last["who"].where(changed),
        reason=last["reason"].where(changed),
    ).reset_index()


def batch_records(batches: pd.DataFrame) -> list[dict[str, Any]]:
    """``list_batches`` as plain JSON values; ``covers_end`` and ``last_day`` inside, ISO dates, None where missing."""
    return [
        {
            "batch": row["batch_id"],
            "status": row["status"],
            "file": row["file_name"],
            "at": row["at"].isoformat(),
            **{name: _plain(row[name]) for name in _RECORDED},
            "areas": row["area_codes"].split("|"),
        }
        for row in batches.to_dict("records")
    ]


def withdraw(store: Store, batch_id: str, *, who: str, now: datetime, reason: str = "") -> None:
    """Let ``batch_id`` count no more; its rows and bytes stay. Raises ``RequestError`` if unknown or withdrawn."""
    with writing(store):
        batch = find_batch(list_batches(store), batch_id)
        if not batch["active"]:
            raise RequestError(f"Đợt nhập {batch_id} đã được rút trước đó.", "Không cần rút lại.")
        _append(store, batch_id, "withdrawn", who=who, now=now, reason=reason)


def restore(store: Store, batch_id: str, *, who: str, now: datetime, reason: str = "") -> None:
    """Let a withdrawn batch count again.

    Raises ``RequestError`` if it is unknown or counts already, or if its file or one of its accidents has come in again
    with another batch since.
    """
    with writing(store):
        batches = list_batches(store)
        batch = find_batch(batches, batch_id)
        if batch["active"]:
            raise RequestError(f"Đợt nhập {batch_id} đang được dùng.", "Không cần lấy lại.")
        _refuse_second_copy(store, batches, batch)
        _append(store, batch_id, "restored", who=who, now=now, reason=reason)


def set_coverage(store: Store, batch_id: str, first: date, last: date, *, who: str, now: datetime) -> None:
    """Say that ``batch_id`` covers ``first`` to ``last`` (both inside): days without a row in between count as 0.

    Raises ``RequestError`` for an unknown or withdrawn batch, or where the span is no span or ends after today.
    """
    if first > last or last > local_day(now):
        raise RequestError(
            f"Khoảng {first:%d/%m/%Y} đến {last:%d/%m/%Y} không hợp lệ.",
            "Ngày đầu không được sau ngày cuối, ngày cuối không được sau hôm nay; hãy ghi lại.",
        )
    with writing(store):
        if not find_batch(list_batches(store), batch_id)["active"]:
            raise RequestError(f"Đợt nhập {batch_id} đã được rút.", "Hãy lấy lại đợt này trước khi sửa khoảng phủ.")
        span = {"covers_start": first, "covers_end": last}
        _append(store, batch_id, COVERS_EVENT, who=who, now=now, reason="", **span)


def find_batch(batches: pd.DataFrame, batch_id: str) -> dict[str, Any]:
    """The row of ``batch_id`` in ``list_batches``. Raises ``RequestError`` where there is none."""
    found = batches[batches["batch_id"] == batch_id].to_dict("records")
    if not found:
        raise RequestError(f"Không có đợt nhập {batch_id}.", "Hãy xem danh sách các đợt nhập và chọn lại.")
    return {str(name): value for name, value in found[0].items()}


def same_file(batches: pd.DataFrame, sha256: str, kind: str) -> str:
    """The active batch of the same bytes and kind, "" where there is none.

    An import that accepted none of its rows does not stand in the way of a better column mapping.
    """
    useful = batches["active"] & ((batches["rows_accepted"] > 0) | (batches["rows_read"] == 0))
    same = batches[useful & (batches["sha256"] == sha256) & (batches["kind"] == kind)]
    return "" if same.empty else str(same["batch_id"].iloc[-1])


def rejected_rows(store: Store, batch_id: str) -> pd.DataFrame:
    """The rejected rows of a batch, withdrawn or not: sheet, row (as Excel shows it), rule, reason, cells (JSON).

    Raises ``RequestError`` for an unknown batch.
    """
    fixed = store.pinned()
    find_batch(list_batches(fixed), batch_id)
    rows: pd.DataFrame = stored_rows(fixed, "rejected", REJECTED_COLUMNS, batch_id).to_pandas()
    return rows.sort_values(["sheet", "row"], ignore_index=True)


def coverage(store: Store, kind: str) -> pd.DataFrame:
    """What the active batches of ``kind`` cover: batch_id, source, area_code ("*" the whole province), start, stop.

    One row a batch and area; [start, stop) as datetime64. A batch without a known span is left out.
    """
    batches = list_batches(store)
    chosen = batches[batches["active"] & (batches["kind"] == kind)].dropna(subset=["covers_start", "covers_end"])
    spans = chosen.assign(
        area_code=chosen["area_codes"].str.split("|"),
        start=chosen["covers_start"].astype("datetime64[s]"),
        stop=(chosen["covers_end"] + pd.Timedelta(days=1)).astype("datetime64[s]"),
    )
    return spans.explode("area_code", ignore_index=True)[["batch_id", "source", "area_code", "start", "stop"]]


def _refuse_second_copy(store: Store, batches: pd.DataFrame, batch: dict[str, Any]) -> None:
    again = same_file(batches, batch["sha256"], batch["kind"])
    if again:
        raise RequestError(
            f"Tệp của đợt {batch['batch_id']} đã được nhập lại ở đợt {again}.",
            f"Muốn dùng lại đợt cũ, hãy rút đợt {again} trước.",
        )
    if batch["kind"] != "accidents":
        return
    mine = stored_rows(store, "accidents", ["accident_id"], batch["batch_id"])["accident_id"]
    for other in batches.loc[batches["active"] & (batches["kind"] == "accidents"), "batch_id"]:
        theirs = set(stored_rows(store, "accidents", ["accident_id"], other)["accident_id"].to_pylist())
        shared = sorted(theirs.intersection(mine.to_pylist()))
        if shared:
            raise RequestError(
                f"{len(shared)} vụ của đợt {batch['batch_id']} đã có trong đợt {other} (ví dụ {shared[0]}).",
                f"Muốn dùng lại đợt cũ, hãy rút đợt {other} trước.",
            )


def _append(store: Store, batch_id: str, event: str, *, who: str, now: datetime, reason: str, **told: Any) -> None:
    record = {"batch_id": batch_id, "event": event, "at": now, "who": who, "reason": reason, **told}
    append_events(store, "batches", [{**record, "code_version": code_version()}])


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value
