"""What people decided on invented figures: places of the register that rest on the example, and leaving the example.

Defines which places of the register were found in accidents of illustrative batches alone, and what becomes of them,
and of flags set aside on such figures, when the example is withdrawn: an event with its reason closes the place and
opens the flag again. Nothing is deleted, the history keeps them and each can be reopened. It can mislead where real and
invented accidents lie at one place: then the place counts as real.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import parse_period
from ..store.batches import coverage, list_batches, withdraw
from ..store.flags import SET_ASIDE, Flag, flag_decisions, reopen
from ..store.spots import Event, change_spots
from ..store.tables import Store, stored_rows
from .register import fold_events, register
from .register_changes import Told

LEFT = "số liệu minh họa đã bỏ"
"""The reason of every event that leaving the example writes."""


def with_origin(store: Store, places: pd.DataFrame) -> pd.DataFrame:
    """``places`` (``register``) with ``illustrative``: whether every accident found there is of the example."""
    if not places["accident_ids"].map(len).any():
        return places.assign(illustrative=False)
    return places.assign(illustrative=_invented(store, places))


def leave_sample(store: Store, definitions: Definitions, *, told: Told) -> tuple[list[str], list[Flag]]:
    """Withdraw every illustrative batch, close the open places that rest on it, open its flags again.

    The ids of the places closed, and the flags reopened. Raises ``RequestError`` for a snapshot.
    """
    batches = list_batches(store)
    for batch_id in batches.loc[batches["illustrative"] & batches["active"], "batch_id"]:
        withdraw(store, str(batch_id), who=told.who, now=told.now, reason=LEFT)
    return _close_places(store, told), _reopen_flags(store, definitions, told)


def _invented(store: Store, places: pd.DataFrame) -> pd.Series:
    batches = list_batches(store)
    batches = batches[batches["kind"] == "accidents"]
    example = _accident_ids(store, batches.loc[batches["illustrative"], "batch_id"].tolist())
    if not example:
        return pd.Series(False, index=places.index)
    example -= _accident_ids(store, batches.loc[~batches["illustrative"] & batches["active"], "batch_id"].tolist())
    return places["accident_ids"].map(lambda ids: bool(ids) and example.issuperset(ids)).astype(bool)


def _accident_ids(store: Store, batch_ids: Sequence[str]) -> set[str]:
    return {
        str(accident_id)
        for batch_id in batch_ids
        for accident_id in stored_rows(store, "accidents", ["accident_id"], batch_id)["accident_id"].to_pylist()
    }


def _close_places(store: Store, told: Told) -> list[str]:
    resting = with_origin(store, register(store))
    wanted = set(resting.loc[resting["illustrative"], "register_id"])

    def decide(events: pd.DataFrame) -> list[Event]:
        places = fold_events(events)
        still_open = places[(places["closed"] == "") & places["register_id"].isin(wanted)]
        return [{"register_id": one, "event": "rejected", "reason": LEFT} for one in still_open["register_id"]]

    return [str(event["register_id"]) for event in change_spots(store, decide, who=told.who, now=told.now)]


def _reopen_flags(store: Store, definitions: Definitions, told: Told) -> list[Flag]:
    """Flags set aside in periods of which no batch of accidents is left."""
    decisions, left = flag_decisions(store), coverage(store, "accidents")
    opened = []
    for row in decisions[decisions["state"] == SET_ASIDE].to_dict("records"):
        period = parse_period(str(row["period"]), definitions.calendar(str(row["calendar"])))
        touching = (left["start"] < pd.Timestamp(period.stop)) & (left["stop"] > pd.Timestamp(period.start))
        if touching.any():
            continue
        modes = tuple(str(row["modes"]).split("|")) if row["modes"] else ()
        told_of = {"by": str(row["by"]), "modes": modes, "with_collisions": bool(row["with_collisions"])}
        flag = Flag(str(row["period"]), str(row["calendar"]), str(row["key"]), **told_of)  # type: ignore[arg-type]
        reopen(store, flag, reason=LEFT, who=told.who, now=told.now)
        opened.append(flag)
    return opened
