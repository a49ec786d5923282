"""What a search says of the places of the register: one of ``MARKS`` each, and the found spots that no place holds.

Pure: register and found spots in, judgement out. Only active spots count as being there. A place that the search could
not have seen (no kilometres, no coordinates) is not judged, a removed one only where it was found again, and so a
potential spot (điểm tiềm ẩn), which a search for black spots does not look for. Left out:
what is written of it (``register_review``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from .register import place_rows
from .register_matching import match

Spot = Mapping[str, Any]


@dataclass(frozen=True)
class Judged:
    """A place, its mark, the active spots found there (best first), and how many of their accidents are new to it."""

    place: Mapping[str, Any]
    mark: str
    spots: tuple[Spot, ...]
    new_accidents: int


@dataclass(frozen=True)
class Judgement:
    """``open_places`` in the order of the register; ``rejected`` places that were found again; ``unknown``: found spots
    that are in no register, those at one place together, in the order of the list.
    """

    open_places: tuple[Judged, ...]
    rejected: tuple[Judged, ...]
    unknown: tuple[tuple[Spot, ...], ...]


def judge(
    places: pd.DataFrame, found: pd.DataFrame, day: date, looked: Collection[str], *, window_m: float
) -> Judgement:
    """Judge ``places`` (``fold_events``) by ``found`` spots of the reporting ``day``; ``looked``: "km", "point".

    ``found`` has the columns of ``register_review.SPOT_COLUMNS``; the order of its rows is the order of new places.
    """
    active = found[found["status"].astype("str").str.upper().eq("ACTIVE")]
    pairs = match(places, found, window_m=window_m)
    whole = places.set_index("register_id")["merged_into"]
    pairs = pairs.assign(register_id=pairs["register_id"].map(lambda place: whole[place] or place))
    rows = {row["spot_id"]: row for row in place_rows(active)}
    here: dict[str, list[Spot]] = {}
    for spot_id, register_id in dict.fromkeys(zip(pairs["spot_id"], pairs["register_id"], strict=True)):
        if spot_id in rows:
            here.setdefault(register_id, []).append(rows[spot_id])
    judged = [_judged(place, here.get(place["register_id"], []), day, looked) for place in place_rows(places)]
    marked = [item for item in judged if item.mark]
    return Judgement(
        open_places=tuple(item for item in marked if not item.place["closed"]),
        rejected=tuple(item for item in marked if item.place["closed"] == "rejected" and item.spots),
        unknown=_groups(active[~active["spot_id"].isin(pairs["spot_id"])], window_m),
    )


def _judged(place: Mapping[str, Any], spots: list[Spot], day: date, looked: Collection[str]) -> Judged:
    accidents = {accident for spot in spots for accident in spot["accident_ids"]}
    new = len(accidents - set(place["accident_ids"]))
    return Judged(place, _mark(place, bool(spots), pd.Timestamp(day), looked), tuple(spots), new)


def _mark(place: Mapping[str, Any], is_here: bool, day: pd.Timestamp, looked: Collection[str]) -> str:
    """The mark of a place, "" where it is not judged; a second review on one day is held against the day before it."""
    before = place["mark_before"] if place["last_review"] == day else place["last_mark"]
    if not is_here:
        seen_by = {"km": pd.notna(place["from_m"]), "point": pd.notna(place["lat"])}
        expected = place["status"] != "removed" and (place["kind"] != "potential" or bool(before))
        return "gone" if expected and any(seen_by[by] for by in looked) else ""
    if place["origin"] == "found" and place["proposed_on"] == day and not before:
        return "new"
    return "back" if before == "gone" or place["status"] == "removed" else "still"


def _groups(spots: pd.DataFrame, window_m: float) -> tuple[tuple[Spot, ...], ...]:
    mutual = match(spots.assign(register_id=spots["spot_id"], end_lat=None, end_lon=None), spots, window_m=window_m)
    near = {str(spot_id): set(pairs["register_id"]) for spot_id, pairs in mutual.groupby("spot_id")}
    rows = {row["spot_id"]: row for row in place_rows(spots)}
    place = {spot_id: position for position, spot_id in enumerate(rows)}
    groups: list[tuple[Spot, ...]] = []
    taken: set[str] = set()
    for spot_id, row in rows.items():
        if spot_id not in taken:
            others = sorted(near.get(spot_id, set()) - taken - {spot_id}, key=place.__getitem__)
            groups.append((row, *(rows[other] for other in others)))
            taken |= {spot_id, *others}
    return tuple(groups)
