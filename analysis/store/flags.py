"""Flags that a person set aside, and reopened: who, when, why, and what the flag said then.

Defines a decision on one flag of one place and period, under the choices by which it was judged (calendar, modes, with
or without va chạm): another choice is another flag. Nothing is deleted and no figure changes: the flag stays, marked.

Can mislead: a decision speaks of the figures of its day. They may have changed since (corrections, late deaths), so the
count is kept beside it and the page says where it differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from ..errors import RequestError
from .events import append_events, read_events
from .tables import Store, code_version
from .writing import writing

SET_ASIDE, REOPENED = "set_aside", "reopened"
_TABLE = "flag_decisions"
_FLAG = ["by", "key", "period", "calendar", "modes", "with_collisions"]


@dataclass(frozen=True)
class Flag:
    """One flag: the place ``key`` of the dimension ``by``, a period and calendar; ``modes`` () are all modes."""

    period: str
    calendar: str
    key: str
    by: str = "area"
    modes: tuple[str, ...] = ()
    with_collisions: bool = True

    def columns(self) -> dict[str, Any]:
        """The flag as the columns of its decisions; the order of modes says nothing."""
        return {
            "by": self.by,
            "key": self.key,
            "period": self.period,
            "calendar": self.calendar,
            "modes": joined_modes(self.modes),
            "with_collisions": self.with_collisions,
        }


def joined_modes(modes: tuple[str, ...]) -> str:
    """Modes as one text in a fixed order, "" for all."""
    return "|".join(sorted(set(modes)))


def set_aside(
    store: Store, flag: Flag, *, level: str, accidents: int | None, reason: str, who: str, now: datetime
) -> None:
    """Set ``flag`` aside with a reason; ``level`` and ``accidents`` are what it says at this moment.

    Raises ``RequestError`` without a reason, where it is set aside already, and for a snapshot.
    """
    if not reason.strip():
        raise RequestError("Tạm gác một cờ cần có lý do.", "Hãy ghi ngắn gọn vì sao, ví dụ «đã kiểm tra thực địa».")
    with writing(store):
        if _state(store, flag) == SET_ASIDE:
            raise RequestError(
                "Cờ này đã được tạm gác trước đó.", "Muốn ghi lý do khác, hãy mở lại rồi tạm gác lần nữa."
            )
        _append(store, flag, SET_ASIDE, who=who, now=now, reason=reason, told={"level": level, "accidents": accidents})


def reopen(store: Store, flag: Flag, *, reason: str = "", who: str, now: datetime) -> None:
    """Let a flag that was set aside stand again. Raises ``RequestError`` where it is not set aside."""
    with writing(store):
        if _state(store, flag) != SET_ASIDE:
            raise RequestError("Cờ này không ở trạng thái tạm gác.", "Không cần mở lại.")
        _append(store, flag, REOPENED, who=who, now=now, reason=reason, told={"level": None, "accidents": None})


def flag_decisions(store: Store) -> pd.DataFrame:
    """One row a flag that was ever set aside, in the order of its first event.

    Columns: by, key, period, calendar, modes ("" for all), with_collisions; state (``set_aside`` or ``reopened``), at,
    who and reason of the last event; level and accidents (``Int64``) when it was last set aside; times, the number of
    its events.
    """
    events = flag_events(store)
    grouped = events.groupby(_FLAG, sort=False)
    last = grouped.tail(1).set_index(_FLAG)
    shown = events[events["event"] == SET_ASIDE].groupby(_FLAG, sort=False).tail(1).set_index(_FLAG)
    first_seen = events.drop_duplicates(_FLAG).set_index(_FLAG).index
    state = last.reindex(first_seen).rename(columns={"event": "state"})[["state", "at", "who", "reason"]]
    told = shown.reindex(first_seen)[["level", "accidents"]]
    times = grouped.size().reindex(first_seen).astype("int64").rename("times")
    return pd.concat([state, told, times], axis="columns").reset_index()


def flag_events(store: Store) -> pd.DataFrame:
    """All decisions, oldest first: the columns of ``tables.FLAG_EVENTS`` but the program's version."""
    events: pd.DataFrame = read_events(store, _TABLE).to_pandas(date_as_object=False)
    return events.drop(columns="code_version").astype({"accidents": "Int64", "with_collisions": bool})


def decision_records(decisions: pd.DataFrame) -> list[dict[str, Any]]:
    """``flag_decisions`` as plain JSON values: ``at`` in ISO form, ``modes`` a list (empty for all)."""
    return [
        {
            **{str(name): value for name, value in row.items()},
            "modes": str(row["modes"]).split("|") if row["modes"] else [],
            "at": row["at"].isoformat(),
            "accidents": None if pd.isna(row["accidents"]) else int(row["accidents"]),
        }
        for row in decisions.to_dict("records")
    ]


def decision_of(decisions: pd.DataFrame, flag: Flag) -> dict[str, Any] | None:
    """The row of ``flag`` in ``flag_decisions``; nothing where nobody ever decided on it."""
    same = pd.Series(True, index=decisions.index)
    for column, value in flag.columns().items():
        same &= decisions[column] == value
    found = decisions[same].to_dict("records")
    return {str(name): value for name, value in found[0].items()} if found else None


def _state(store: Store, flag: Flag) -> str:
    decision = decision_of(flag_decisions(store), flag)
    return str(decision["state"]) if decision else ""


def _append(
    store: Store, flag: Flag, event: str, *, who: str, now: datetime, reason: str, told: dict[str, Any]
) -> None:
    record = {"event": event, "at": now, "who": who, "reason": reason.strip(), **flag.columns(), **told}
    append_events(store, _TABLE, [{**record, "code_version": code_version()}])
