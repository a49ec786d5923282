"""Existing registers of black spots taken in from a file: every row accepted, or rejected with its reason.

An accepted row is a new place ("đã xác nhận", or "đã xóa" where the file gives the day), or speaks again of one that
came from a register before, whatever people have named it or merged it into since: then its year and figures are
renewed. The file is kept as it came, and the same bytes
again change nothing. Left out: joining imported places with found ones where they only lie near each other, which is a
person's decision: ``near`` names them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.names import fold
from ..intake.files.read import ReceivedFile
from ..store.spots import Event, change_spots, day_of, spot_events
from ..store.tables import Store, local_day
from .register import PLACE_FIELDS, fold_events, place_rows
from .register_changes import Told, details_json, id_of, next_id
from .register_columns import COUNTS, read_register
from .register_matching import first_match, match
from .register_review import spot_frame

OUTCOMES: Mapping[str, str] = {"new": "điểm mới", "renewed": "cập nhật điểm đã có", "rejected": "loại bỏ"}
FIGURES = ("year", *COUNTS)
Row = Mapping[str, Any]
Identity = tuple[Any, ...]
_ROW = ["sheet", "row", "name", "outcome", "register_id", "near", "reason"]


@dataclass(frozen=True)
class RegisterImport:
    """``table``: sheet, row (as Excel shows it), name, ``outcome`` (a key of ``OUTCOMES``), register_id, ``near`` (id
    of another open place at the same spot, to be merged by a person, or ""), ``reason`` of a rejection. ``notes``: what
    is said of the file as a whole. ``already_imported``: the same bytes came before; nothing was changed.
    """

    already_imported: bool
    table: pd.DataFrame
    notes: tuple[str, ...]

    @property
    def accepted(self) -> int:
        """Rows that became or renewed a place."""
        return int((self.table["outcome"] != "rejected").sum())

    @property
    def rejected(self) -> int:
        """Rows that were not taken."""
        return len(self.table) - self.accepted

    def as_record(self) -> dict[str, Any]:
        """Plain JSON values: counts, notes and the rejected rows."""
        rejected = self.table[self.table["outcome"] == "rejected"]
        return {
            "already_imported": self.already_imported,
            "rows_read": len(self.table),
            "rows_accepted": self.accepted,
            "rows_rejected": self.rejected,
            "places_new": int((self.table["outcome"] == "new").sum()),
            "notes": list(self.notes),
            "rejected": json.loads(rejected[["sheet", "row", "name", "reason"]].to_json(orient="records")),
        }


def import_register(
    store: Store,
    definitions: Definitions,
    file: ReceivedFile,
    *,
    told: Told,
    dry_run: bool = False,
    accept_conversion: bool = False,
) -> RegisterImport:
    """Take the register in ``file`` into ``store``, in one commit; ``dry_run`` writes nothing.

    Raises ``FileError`` and ``RequestError`` as the reading of files does, and where the file is above the size of an
    attachment.
    """
    sha256 = file.sha256()
    earlier = _earlier(spot_events(store), sha256)
    if earlier is not None:
        return earlier
    today = local_day(told.now)
    rows, notes = read_register(file, definitions, today=today, accept_conversion=accept_conversion)
    content = file.path.read_bytes()
    made: list[RegisterImport] = []

    def decide(events: pd.DataFrame) -> list[Event]:
        done = _earlier(events, sha256)
        table, accepted = _planned(rows, events)
        made.append(done or RegisterImport(False, table, notes))
        if done is not None or dry_run or not accepted:
            return []
        return _from_file(file.name, sha256, told, made[0], accepted)

    if dry_run:
        decide(spot_events(store))
    else:
        change_spots(store, decide, who=told.who, now=told.now, files=[content])
    return made[0]


def _from_file(name: str, sha256: str, told: Told, done: RegisterImport, accepted: Sequence[Event]) -> list[Event]:
    """The event of the file with every row's outcome, then those of the accepted rows; all of them name the file."""
    kept = {"rows": done.table.to_dict("records"), "notes": list(done.notes)}
    whole: Event = {
        "register_id": "",
        "event": "file_imported",
        "value": name,
        "details": json.dumps(kept, ensure_ascii=False),
    }
    import_id = f"nf-{told.now:%Y%m%d%H%M%S}-{sha256[:6]}"
    source = {"sha256": sha256, "review_id": import_id, "reason": f"danh mục «{name}»"}
    return [{**event, **source} for event in [whole, *accepted]]


@dataclass
class _Plan:
    """Rows gone through one by one: what is known so far, the outcome of each, and the events of the accepted ones."""

    known: dict[Identity, Row]
    number: int
    said: list[tuple[str, str, str, str]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    taken: dict[tuple[Identity, int], Any] = field(default_factory=dict)

    def take(self, row: Row, near: str) -> None:
        """Accept or reject one row."""
        identity = _identity(row)
        place = self.known.get(identity)
        reason = row["reason"] or self._repeated(row, identity) or _nothing_new(row, place)
        if reason:
            self.said.append(("rejected", "", "", reason))
            return
        register_id = place["register_id"] if place else id_of(self.number)
        self.number += place is None
        self.said.append(("renewed" if place else "new", register_id, "" if place else near, ""))
        self.events.append(_event(row, register_id, renewed=place is not None))
        self.taken[identity, _year(row)] = row["row"]
        self.known[identity] = {**row, "register_id": register_id, "status": _status(row)}

    def _repeated(self, row: Row, identity: Identity) -> str:
        earlier = self.taken.get((identity, _year(row)))
        return "" if earlier is None else f"Trùng với dòng {earlier} của tệp."


def _planned(rows: pd.DataFrame, events: pd.DataFrame) -> tuple[pd.DataFrame, list[Event]]:
    """The rows with their outcome, and the events of the accepted ones."""
    places = fold_events(events)
    plan = _Plan(_known(places, events), next_id(events))
    near = _near(rows, places)
    for position, row in enumerate(place_rows(rows)):
        plan.take(row, near.get(str(position), ""))
    outcomes = pd.DataFrame(plan.said, columns=["outcome", "register_id", "near", "reason"], index=rows.index)
    return rows[["sheet", "row", "name"]].join(outcomes), plan.events


def _known(places: pd.DataFrame, events: pd.DataFrame) -> dict[Identity, Row]:
    """The open places that a register file may speak of again, by what makes it the same place.

    A place goes by its own name and by the one that its file gave it; one that was merged is the place it became.
    """
    named = events[events["event"] == "imported"].set_index("register_id")["value"]
    rows = {place["register_id"]: place for place in place_rows(places)}
    known: dict[Identity, Row] = {}
    for place in rows.values():
        whole = rows[place["merged_into"] or place["register_id"]]
        if place["origin"] == "imported" and not whole["closed"]:
            known[_identity({**place, "name": named[place["register_id"]]})] = whole
            known[_identity(place)] = whole
    return known


def _near(rows: pd.DataFrame, places: pd.DataFrame) -> dict[str, str]:
    """Position of a row -> an open place that lies where the row says."""
    spots = spot_frame(rows.assign(spot_id=[str(position) for position in range(len(rows))]))
    found = first_match(match(places[places["closed"] == ""], spots))
    return {str(position): str(register_id) for position, register_id in found.items()}


def _identity(row: Row) -> Identity:
    """What makes two rows speak of one place: kind, name, road, stretch and point."""
    stretch = tuple(None if pd.isna(row[name]) else int(row[name]) for name in ("from_m", "to_m"))
    point = tuple(None if pd.isna(row[name]) else round(float(row[name]), 5) for name in ("lat", "lon"))
    return (row["kind"], fold(row["name"]), fold(row["road"]), *stretch, *point)


def _year(row: Row) -> int:
    return 0 if pd.isna(row["year"]) else int(row["year"])


def _status(row: Row) -> str:
    return "removed" if pd.notna(row["removed_on"]) else "confirmed"


def _nothing_new(row: Row, place: Row | None) -> str:
    """Why a row that says no more than the register is not taken; "" where it does."""
    if place is None:
        return ""
    told = [name for name in FIGURES if pd.notna(row[name])]
    differs = any(pd.isna(place[name]) or int(place[name]) != int(row[name]) for name in told)
    removed = _status(row) == "removed" and place["status"] != "removed"
    if differs or removed or (row["remark"] and row["remark"] != place["remark"]):
        return ""
    return f"Đã có trong danh mục ({place['register_id']}), không có gì mới."


def _event(row: Row, register_id: str, *, renewed: bool) -> Event:
    """The event of an accepted row: «listed» for a known place, else «imported»."""
    details = {name: row.get(name) for name in (*FIGURES, "remark")}
    if not renewed:
        details |= {name: row.get(name) for name in (*PLACE_FIELDS, "area_code", "owner")}
        details |= {"by": "km" if pd.notna(row["from_m"]) else "point"}
    if not renewed or _status(row) == "removed":
        details |= {"status": _status(row)}
    event = {"register_id": register_id, "event": "listed" if renewed else "imported", "value": row["name"]}
    return {**event, "on_day": day_of(row["removed_on"]), "details": details_json(details)}


def _earlier(events: pd.DataFrame, sha256: str) -> RegisterImport | None:
    """What was said when the same bytes came before."""
    same = events[(events["event"] == "file_imported") & (events["sha256"] == sha256)]
    if same.empty:
        return None
    kept = json.loads(same["details"].iloc[-1])
    return RegisterImport(True, pd.DataFrame(kept["rows"], columns=_ROW), tuple(kept["notes"]))
