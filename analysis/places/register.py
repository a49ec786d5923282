"""The register of black spots: what the events of every place amount to now, and what happened to it.

A place is proposed ("đề nghị rà soát": found by the rule, or by a person) or imported from an existing register; then
it has one of five statuses. Beside the status it may be closed: rejected ("không đưa vào danh mục") or merged into
another place. Nothing is forgotten: the register is a fold of ``store.spots`` and the history is those events.
Left out: which change may follow which (``register_changes``), finding (``blackspots``), words of a page (``review``).
It can mislead where the figures of a place are read as today's: they are those of the review named beside them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ..errors import RequestError
from ..store.spots import spot_events
from ..store.tables import Store

STATUSES: Mapping[str, str] = {
    "proposed": "đề nghị rà soát",
    "confirmed": "đã xác nhận",
    "in_work": "đang xử lý",
    "done": "đã xử lý",
    "removed": "đã xóa",
}
"""The statuses in the order in which a place goes through them."""

CLOSED: Mapping[str, str] = {"rejected": "không đưa vào danh mục", "merged": "đã gộp"}

MARKS: Mapping[str, str] = {"new": "mới", "still": "vẫn còn", "gone": "không còn", "back": "xuất hiện lại"}
"""What a review says of a place."""

KINDS: Mapping[str, str] = {"black_spot": "điểm đen", "potential": "điểm tiềm ẩn"}

EVENTS: Mapping[str, str] = {
    "proposed": "đề nghị rà soát",
    "imported": "nhập từ danh mục có sẵn",
    "listed": "có trong danh mục mới nhập",
    "accepted": "xác nhận",
    "rejected": "không đưa vào danh mục",
    "reopened": "mở lại",
    "merged": "gộp",
    "renamed": "đổi tên",
    "status": "chuyển tình trạng",
    "owner": "giao đơn vị phụ trách",
    "measure": "biện pháp xử lý",
    "noted": "ghi chú",
    "attached": "đính kèm tệp",
    "reviewed": "rà soát",
}
"""Everything that happens to a place; ``review`` and ``file_imported`` happen to the register as a whole."""

PLACE_FIELDS = ("kind", "by", "road", "chainage", "from_m", "to_m", "lat", "lon", "end_lat", "end_lon", "radius_m")
"""Where a place is, kept as it was proposed or imported."""

EVIDENCE_FIELDS = (
    *("criteria", "accidents", "fatal_accidents", "injury_accidents", "deaths", "injured"),
    *("first", "last", "year"),
)
"""What was found there; renewed by every review or newer register file that speaks of the place."""

DAYS = ("proposed_on", "confirmed_on", "work_from", "done_on", "removed_on", "last_review")
DAY_OF_STATUS = {"confirmed": "confirmed_on", "in_work": "work_from", "done": "done_on", "removed": "removed_on"}
"""The day on which a place came into a status."""
_COUNTS = ("from_m", "to_m", "accidents", "fatal_accidents", "injury_accidents", "deaths", "injured", "year")
_MEASURED = ("lat", "lon", "end_lat", "end_lon", "radius_m")
_TEXTS = ("kind", "by", "road", "chainage", "area_code", "commune_code", "remark", "criteria")
COLUMNS = (
    *("register_id", "name", "status", "closed", "merged_into", "origin", "area_code", "commune_code"),
    *PLACE_FIELDS,
    *EVIDENCE_FIELDS,
    *("accident_ids", "spot_ids", "owner", "remark", *DAYS, "last_mark", "mark_before", "measures", "notes", "files"),
    *("updated_at", "updated_by"),
)

Entry = dict[str, Any]


def register(store: Store) -> pd.DataFrame:
    """The register as ``store`` shows it: ``fold_events`` of its events."""
    return fold_events(spot_events(store))


def fold_events(events: pd.DataFrame) -> pd.DataFrame:
    """One row a place in the order of proposal, columns ``COLUMNS``; closed places are there too.

    ``status`` a key of ``STATUSES``; ``closed`` "", "rejected" or "merged"; ``merged_into`` the place that now stands
    for it, through every merging; ``from_m``/``to_m`` metres (Int64); degrees WGS84; ``criteria`` joined by "|";
    ``accident_ids`` and ``spot_ids`` tuples, all that was ever found there and in places merged into it; days
    datetime64; ``measures``, ``notes``, ``files`` how many there are; ``last_mark`` a key of ``MARKS`` or "" where no
    review has looked yet, ``mark_before`` the one of the review day before.
    """
    entries: dict[str, Entry] = {}
    for row in events[events["register_id"] != ""].to_dict("records"):
        event = {str(name): value for name, value in row.items()}
        entry = entries.setdefault(event["register_id"], _blank(event))
        _APPLY[event["event"]](entry, event, json.loads(event["details"]))
        entry |= {"updated_at": event["at"], "updated_by": event["who"]}
    for entry in [entry for entry in entries.values() if entry["closed"] == "merged"]:
        whole = entries[_stands_for(entry["register_id"], entries)]
        entry["merged_into"] = whole["register_id"]
        _gather(whole, entry)
    return _typed(pd.DataFrame([*entries.values()], columns=list(COLUMNS)))


def history(store: Store, register_id: str) -> pd.DataFrame:
    """Everything that happened to one place, oldest first: number, event, at, who, reason, on_day, value, details
    (a dict), sha256. Raises ``RequestError`` for an unknown place.
    """
    events = spot_events(store)
    mine = events[events["register_id"] == register_id].drop(columns=["register_id", "code_version"])
    if mine.empty:
        raise unknown_place(register_id)
    return mine.assign(details=mine["details"].map(json.loads)).reset_index(drop=True)


def place_of(places: pd.DataFrame, register_id: str) -> Entry:
    """The row of one place as a dict. Raises ``RequestError`` for an unknown place."""
    found = places[places["register_id"] == register_id]
    if found.empty:
        raise unknown_place(register_id)
    return {str(name): value for name, value in found.iloc[0].items()}


def unknown_place(register_id: str) -> RequestError:
    """The error for a place that is not in the register."""
    return RequestError(f"Danh mục không có điểm {register_id}.", "Hãy xem danh sách (spots list) và chọn lại.")


def reviews(store: Store) -> pd.DataFrame:
    """The reviews made, oldest first: review_id, at, who, as_of (datetime64), reason and details (a dict)."""
    events = spot_events(store)
    made = events[events["event"] == "review"]
    made = made.assign(as_of=made["on_day"], details=made["details"].map(json.loads))
    return made[["review_id", "at", "who", "as_of", "reason", "details"]].reset_index(drop=True)


def attachments(store: Store, register_id: str) -> pd.DataFrame:
    """The files attached to a place, oldest first: value (name), sha256, at, who, reason."""
    mine = history(store, register_id)
    columns = ["value", "sha256", "at", "who", "reason"]
    return mine.loc[mine["event"] == "attached", columns].reset_index(drop=True)


def place_records(places: pd.DataFrame) -> list[Entry]:
    """``register`` as plain JSON values: days ISO, missing null, tuples as lists."""
    return [{name: _plain(value) for name, value in row.items()} for row in place_rows(places)]


def place_rows(places: pd.DataFrame) -> list[Entry]:
    """The rows of a table as dicts, values as they are."""
    return [{str(name): value for name, value in row.items()} for row in places.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat() if value.tzinfo else value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def _blank(event: Mapping[str, Any]) -> Entry:
    empty: Entry = dict.fromkeys(COLUMNS)
    empty |= dict.fromkeys(("closed", "merged_into", "owner", "last_mark", "mark_before", "name", *_TEXTS), "")
    counts = dict.fromkeys(("measures", "notes", "files"), 0)
    return empty | counts | {"register_id": event["register_id"], "accident_ids": (), "spot_ids": (), "status": ""}


def _begun(entry: Entry, event: Mapping[str, Any], details: Entry) -> None:
    """A place comes into the register, with all that is known of it."""
    entry |= {name: details[name] for name in (*PLACE_FIELDS, *_TEXTS) if details.get(name) is not None}
    found = event["event"] == "proposed"
    entry |= {"name": event["value"], "origin": "found" if found else "imported"}
    entry |= {"proposed_on": event["on_day"]} if found else {"owner": details.get("owner", "")}
    _status(entry, {**event, "value": details.get("status", "proposed")}, details)
    if event["event"] == "proposed" and event["review_id"]:
        entry |= {"last_mark": "new", "last_review": event["on_day"]}
    _renew(entry, details)


def _renew(entry: Entry, details: Entry) -> None:
    """The newest figures in place of the old; accidents and found spots are gathered."""
    entry |= {name: details[name] for name in EVIDENCE_FIELDS if details.get(name) is not None}
    _gather(entry, details)


def _gather(entry: Entry, more: Mapping[str, Any]) -> None:
    for name in ("accident_ids", "spot_ids"):
        entry[name] = tuple(dict.fromkeys((*entry[name], *more.get(name, ()))))


def _listed(entry: Entry, event: Mapping[str, Any], details: Entry) -> None:
    _renew(entry, details)
    if details.get("remark"):
        entry["remark"] = details["remark"]
    if details.get("status") == "removed":
        _status(entry, {**event, "value": "removed"}, details)


def _reviewed(entry: Entry, event: Mapping[str, Any], details: Entry) -> None:
    if entry["last_review"] is None or event["on_day"] > entry["last_review"]:
        entry["mark_before"] = entry["last_mark"]
    entry |= {"last_mark": event["value"], "last_review": event["on_day"]}
    _renew(entry, details)


def _status(entry: Entry, event: Mapping[str, Any], _: Entry) -> None:
    """The new status with its day. A step back takes the days of later statuses away (the history keeps them).

    Back for a mistake, a status keeps the day it had; a removed place that comes back begins anew.
    """
    order, status = [*STATUSES], event["value"]
    mistaken = entry["status"] not in ("", "removed") and order.index(status) < order.index(entry["status"])
    entry["status"] = status
    entry |= {DAY_OF_STATUS[later]: None for later in order[order.index(status) + 1 :]}
    if status in DAY_OF_STATUS and not (mistaken and entry[DAY_OF_STATUS[status]] is not None):
        entry[DAY_OF_STATUS[status]] = event["on_day"]


def _accepted(entry: Entry, event: Mapping[str, Any], details: Entry) -> None:
    _status(entry, {**event, "value": "confirmed"}, details)


def _reopened(entry: Entry, event: Mapping[str, Any], details: Entry) -> None:
    if not entry["closed"]:
        _status(entry, {**event, "value": "proposed"}, details)
    entry |= {"closed": "", "merged_into": ""}


def _closed(entry: Entry, event: Mapping[str, Any], _: Entry) -> None:
    merged = event["event"] == "merged"
    entry |= {"closed": event["event"], "merged_into": event["value"] if merged else ""}


def _named(column: str) -> Callable[[Entry, Mapping[str, Any], Entry], None]:
    def set_value(entry: Entry, event: Mapping[str, Any], _: Entry) -> None:
        entry[column] = event["value"]

    return set_value


def _counted(column: str) -> Callable[[Entry, Mapping[str, Any], Entry], None]:
    def count(entry: Entry, _: Mapping[str, Any], __: Entry) -> None:
        entry[column] += 1

    return count


_APPLY: Mapping[str, Callable[[Entry, Mapping[str, Any], Entry], None]] = {
    "proposed": _begun,
    "imported": _begun,
    "listed": _listed,
    "accepted": _accepted,
    "rejected": _closed,
    "merged": _closed,
    "reopened": _reopened,
    "renamed": _named("name"),
    "status": _status,
    "owner": _named("owner"),
    "measure": _counted("measures"),
    "noted": _counted("notes"),
    "attached": _counted("files"),
    "reviewed": _reviewed,
}


def _stands_for(register_id: str, entries: Mapping[str, Entry]) -> str:
    """The place at the end of a chain of mergings."""
    while entries[register_id]["closed"] == "merged":
        register_id = entries[register_id]["merged_into"]
    return register_id


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    kinds: dict[str, Any] = dict.fromkeys(_COUNTS, "Int64") | dict.fromkeys(_MEASURED, "float64")
    kinds |= dict.fromkeys(DAYS, "datetime64[s]") | dict.fromkeys(("measures", "notes", "files"), "int64")
    return frame.astype(kinds)
