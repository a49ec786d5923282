"""What changed between a snapshot and another one (or the store as it is now): accidents, batches, rules, program.

Defines why an accident differs: a correction (deaths that rise by one are "thống kê bổ sung"), a correction undone, the
same accident come again in another file, a batch taken in, brought back or withdrawn, or said to cover other days (then
what is compared with what may be another). The earlier state always stands before the later one.

Can mislead: a correction that raises the deaths counts as late deaths, also where it only mends a slip; its reason is
given with it. Violations and population are compared by batch only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import parse_period
from ..store.batches import list_batches
from ..store.corrections import corrections
from ..store.events import read_events
from ..store.reading import read_accidents
from ..store.snapshots import open_snapshot
from ..store.tables import Store, code_version
from .changes import ADDED, CHANGED, GONE, TOTALS, accident_changes, quarter_totals, totals
from .compare import covered_batches
from .coverage import overall_coverages

CORRECTED, LATE_DEATH, UNDONE, RECEIVED = "corrected", "late_death", "undone", "received"
"""Kinds of a changed value beside ``changes.ADDED`` and ``changes.GONE``: by a correction, deaths that a correction
raised, a correction undone, another value in another file."""
TAKEN_IN, WITHDRAWN, RESTORED, COVERS_SET = "taken_in", "withdrawn", "restored", "covers_set"
COVERS = ("covers_before", "covers_after")
TOLD = ("reason", "who", "at")
"""Beside every row of ``SnapshotDiff.accidents``: why (of a batch its file where no reason was given), who, when."""
_EVERY_DAY = (date(1900, 1, 1), date(2200, 1, 1))
_Correction = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class State:
    """A store as it was or is: ``record`` is the snapshot's, nothing for the store as it is now."""

    store: Store
    definitions: Definitions
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True, eq=False)
class SnapshotDiff:
    """The changes from ``before`` to ``after``.

    ``accidents``: columns ``changes.CHANGES`` and ``TOLD``, kinds as above, late deaths first. ``quarters``:
    ``changes.quarter_totals`` by the default calendar of ``after``, missing where not covered. ``totals``: "before" and
    "after" of all accidents. ``batches``: event, at, who, reason, batch_id, kind, file_name, source, records, and
    ``COVERS``: the days that it covered before and covers after, ends inside (ISO, "" where unknown).
    ``files``: reference files "added", "removed", "changed"; nothing where ``before`` kept none and its definitions
    were others. ``decisions``: new entries of the register of black spots ("register"), decisions on flags ("flags").
    """

    before: State
    after: State
    accidents: pd.DataFrame
    quarters: pd.DataFrame
    totals: Mapping[str, Mapping[str, int]]
    batches: pd.DataFrame
    files: Mapping[str, tuple[str, ...]] | None
    decisions: Mapping[str, int]

    @property
    def counts(self) -> dict[str, int]:
        """Accidents added, gone and changed, and people who died late."""
        rows = self.accidents
        changed = rows.loc[~rows["kind"].isin([ADDED, GONE]), "accident_id"].nunique()
        late = rows[rows["kind"] == LATE_DEATH]
        people = sum(
            int(new) - int(0 if pd.isna(old) else old) for old, new in zip(late["from"], late["to"], strict=True)
        )
        parts = {kind: int((rows["kind"] == kind).sum()) for kind in (ADDED, GONE)}
        return {**parts, "changed": int(changed), "late_deaths": people}

    @property
    def is_same(self) -> bool:
        """Whether every figure is bound to be the same: data and definitions; the program may be another."""
        same_files = self.files is not None and not any(self.files.values())
        return self.accidents.empty and self.batches.empty and same_files


def snapshot_diff(store: Store, definitions: Definitions, first: str, second: str | None = None) -> SnapshotDiff:
    """The changes between snapshot ``first`` and ``second`` (the store as it is now, with ``definitions``, without).

    Raises ``RequestError`` where there is no snapshot of a name.
    """
    states = [State(*open_snapshot(store, first, today=definitions))]
    if second is not None:
        states.append(State(*open_snapshot(store, second, today=definitions)))
        states.sort(key=_moment)
    else:
        states.append(State(store.pinned(), definitions))
    return difference_of(*states)


def difference_of(before: State, after: State) -> SnapshotDiff:
    """The changes from one state to a later one."""
    old, new = (read_accidents(state.store, *_EVERY_DAY) for state in (before, after))
    changes = accident_changes(old, new)
    calendar = after.definitions.calendar()
    return SnapshotDiff(
        before=before,
        after=after,
        accidents=_first_things_first(_told(changes, before, after)),
        quarters=_covered_only(quarter_totals(old, new, changes, calendar), before, after),
        totals={"before": totals(old), "after": totals(new)},
        batches=_batches(before.store, after.store),
        files=_files(before, after),
        decisions={
            "register": _events(after, "spot_events") - _events(before, "spot_events"),
            "flags": _events(after, "flag_decisions") - _events(before, "flag_decisions"),
        },
    )


def versions_of_code(diff: SnapshotDiff) -> tuple[str, str]:
    """The version of the program at both states."""
    before, after = (
        state.record["code_version"] if state.record else code_version() for state in (diff.before, diff.after)
    )
    return before, after


def _moment(state: State) -> datetime:
    assert state.record is not None
    return datetime.fromisoformat(state.record["at"])


def _covered_only(quarters: pd.DataFrame, before: State, after: State) -> pd.DataFrame:
    """``quarters`` with missing in place of 0 where the data do not cover the quarter."""
    calendar, codes = after.definitions.calendar(), after.definitions.areas.codes
    periods = [parse_period(key, calendar) for key in quarters["key"]]
    for when, state in (("before", before), ("after", after)):
        covered = covered_batches(state.store, "accidents")
        none = [state == "none" for state in overall_coverages(covered, periods, codes)]
        columns = [f"{name}_{when}" for name in TOTALS]
        quarters[columns] = quarters[columns].mask(pd.Series(none, index=quarters.index, dtype=bool), axis="index")
    return quarters


def _told(changes: pd.DataFrame, before: State, after: State) -> pd.DataFrame:
    """``changes`` with why, by whom and when."""
    if changes.empty:
        return changes.assign(**{name: pd.Series(dtype=object) for name in TOLD})
    by_batch = changes["batch_id"].map(_batch_facts(before.store, after.store))
    told = changes.assign(
        kind=changes["kind"].replace(CHANGED, RECEIVED),
        **{name: pd.Series([fact[name] for fact in by_batch], index=changes.index, dtype=object) for name in TOLD},
    )
    held = _in_force(before.store), _in_force(after.store)
    undone = _undone(after.store)
    values = zip(told["accident_id"], told["field"], told["from"], told["to"], strict=True)
    for place, (accident, field, old, new) in enumerate(values):
        then, now = (one.get((accident, field)) for one in held)
        rises = field == "deaths" and _zero(new) > _zero(old)
        for name, value in _explained(then, now, undone, rises=rises).items():
            told.loc[place, name] = value
    return told


def _first_things_first(told: pd.DataFrame) -> pd.DataFrame:
    """Accidents with a late death, then what else was changed, then what is gone, then what came; each by day."""
    ranks = told["kind"].map({LATE_DEATH: 0, GONE: 2, ADDED: 3}).fillna(1)
    of_accident = ranks.groupby(told["accident_id"]).transform("min")
    return told.iloc[of_accident.argsort(kind="stable")].reset_index(drop=True)


def _explained(
    then: _Correction | None, now: _Correction | None, undone: Mapping[str, _Correction], *, rises: bool
) -> dict[str, Any]:
    """Kind, reason, who and when of a value by the corrections in force then and now; nothing without any.

    ``rises``: whether the value is the deaths and there are more of them.
    """
    if now is not None and (then is None or then["correction_id"] != now["correction_id"]):
        return {"kind": LATE_DEATH if rises else CORRECTED, **{name: now[name] for name in TOLD}}
    if then is not None and now is None:
        return {"kind": UNDONE, **undone.get(then["correction_id"], {})}
    return {}


def _zero(value: Any) -> Any:
    return 0 if pd.isna(value) else value


def _in_force(store: Store) -> dict[tuple[str, str], _Correction]:
    """The correction that is read for every accident and field."""
    made = corrections(store)
    live = made.loc[made["in_force"], ["accident_id", "field", "correction_id", *TOLD]].to_dict("records")
    return {(row["accident_id"], row["field"]): {str(name): value for name, value in row.items()} for row in live}


def _undone(store: Store) -> dict[str, _Correction]:
    """Why, by whom and when a correction was undone."""
    events = read_events(store, "corrections", ["correction_id", "event", *TOLD]).to_pylist()
    return {row["correction_id"]: {name: row[name] for name in TOLD} for row in events if row["event"] == "undone"}


def _batch_facts(before: Store, after: Store) -> dict[str, dict[str, Any]]:
    """Why, by whom and when a batch came to count or ceased to: of its last event, its file where no reason is."""
    known = pd.concat([list_batches(before), list_batches(after)]).drop_duplicates("batch_id", keep="last")
    return {str(row["batch_id"]): _last_event(row) for row in known.to_dict("records")}


def _last_event(row: Mapping[Any, Any]) -> dict[str, Any]:
    reason = "" if pd.isna(row["reason"]) else str(row["reason"])
    moved = not pd.isna(row["changed_at"])
    return {
        "reason": reason or str(row["file_name"]),
        "who": row["changed_by"] if moved else row["who"],
        "at": row["changed_at"] if moved else row["at"],
    }


def _batches(before: Store, after: Store) -> pd.DataFrame:
    """The batches that count in only one of two stores, or cover other days in one, in the order of import."""
    old, new = list_batches(before), list_batches(after)
    active, known = set(old.loc[old["active"], "batch_id"]), set(old["batch_id"])
    covered = {row["batch_id"]: _covers(row) for row in old.to_dict("records")}
    rows = []
    for row in new.to_dict("records"):
        covers = dict(zip(COVERS, (covered.get(row["batch_id"], ""), _covers(row)), strict=True))
        names = ("batch_id", "kind", "file_name", "source", "records")
        about = {**{name: row[name] for name in names}, **covers}
        if row["active"] != (row["batch_id"] in active):
            event = WITHDRAWN if not row["active"] else RESTORED if row["batch_id"] in known else TAKEN_IN
            reason = "" if pd.isna(row["reason"]) else str(row["reason"])
            rows.append({"event": event, **_last_event(row), "reason": reason, **about})
        elif row["active"] and covers["covers_before"] != covers["covers_after"]:
            told = {"reason": "", "who": row["covers_by"], "at": row["covers_at"]}
            rows.append({"event": COVERS_SET, **told, **about})
    columns = ["event", *TOLD, "batch_id", "kind", "file_name", "source", "records", *COVERS]
    return pd.DataFrame(rows, columns=columns)


def _covers(row: Mapping[Any, Any]) -> str:
    """The days of a batch: "2024-12-15..2025-03-14"; "" where they are not known."""
    days = [row[name] for name in ("covers_start", "covers_end")]
    return "" if any(pd.isna(day) for day in days) else "..".join(f"{day:%Y-%m-%d}" for day in days)


def _files(before: State, after: State) -> Mapping[str, tuple[str, ...]] | None:
    if before.record and not before.record.get("kept_definitions"):
        if before.record["definitions"] != after.definitions.digest():
            return None
        return {"added": (), "removed": (), "changed": ()}
    old, new = (state.definitions.reference.digests() for state in (before, after))
    return {
        "added": tuple(name for name in new if name not in old),
        "removed": tuple(name for name in old if name not in new),
        "changed": tuple(name for name in new if name in old and new[name] != old[name]),
    }


def _events(state: State, table: str) -> int:
    return len(read_events(state.store, table, ["at"]))
