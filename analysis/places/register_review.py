"""A review of the register: what was found on a day set against what is registered, and kept.

Every open place that the search could have seen gets one of ``MARKS``: mới (first proposed at this review), vẫn còn,
không còn, xuất hiện lại (found again after it was gone or removed). Found places that are active and in no register
are proposed ("đề nghị rà soát"). Nothing else changes by itself: a place that is gone keeps its status until a person
moves it. Left out: finding. It can mislead where the search was narrower than the register: ``looked`` says what was
searched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from ..errors import RequestError
from ..store.spots import Event, change_spots
from ..store.tables import Store
from .place_names import place_name
from .register import EVIDENCE_FIELDS, PLACE_FIELDS, fold_events
from .register_changes import Told, details_json, id_of, needed, next_id, past_day
from .register_judging import Judged, Judgement, Spot, judge
from .register_matching import WINDOW_M, first_match, match

SPOT_COLUMNS = ("spot_id", "status", "name", "area_code", *PLACE_FIELDS, *EVIDENCE_FIELDS, "accident_ids")
"""What a found spot may have; what a search does not give is missing."""

_MEASURED = ("from_m", "to_m", "lat", "lon", "end_lat", "end_lon", "radius_m")

REVIEWED = ["register_id", "name", "mark", "spot_ids", "new_accidents"]


@dataclass(frozen=True)
class Review:
    """``table``: columns ``REVIEWED``, one row a place that was judged or proposed (mark "new"). ``still_rejected``:
    rejected places that were found again, with how many accidents are new there since. ``changed``: whether anything
    was written.
    """

    as_of: date
    review_id: str
    table: pd.DataFrame
    still_rejected: Mapping[str, int]
    changed: bool

    def as_record(self) -> dict[str, Any]:
        """Plain JSON values."""
        rows = [{**row, "spot_ids": list(row["spot_ids"])} for row in self.table.to_dict("records")]
        whole = {"as_of": self.as_of.isoformat(), "review": self.review_id, "changed": self.changed}
        return {**whole, "places": rows, "still_rejected": dict(self.still_rejected)}


@dataclass
class _Draft:
    """What ``decide`` leaves for the answer."""

    judgement: Judgement = field(default_factory=lambda: Judgement((), (), ()))
    proposals: list[Event] = field(default_factory=list)


def review(
    store: Store,
    spots: pd.DataFrame,
    *,
    as_of: date,
    told: Told,
    looked: Collection[str] = ("km", "point"),
    rule: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
    window_m: float = WINDOW_M,
) -> Review:
    """Set found ``spots`` (any of ``SPOT_COLUMNS``) against the register and keep what comes of it, in one commit.

    ``as_of`` is the reporting day, ``looked`` how it was searched ("km", "point"), ``rule`` what is kept of the rule
    and its settings, ``names`` area code to name for the names of new places, ``window_m`` [m] the length of the rule.
    The same review again writes nothing. Raises ``RequestError`` for a day in the future or before the last review.
    """
    day, found, draft = past_day(as_of, told), spot_frame(spots), _Draft()
    review_id = f"rs-{day:%Y%m%d}-{told.now:%Y%m%d%H%M%S}"
    kept = {"rule": dict(rule or {}), "looked": sorted(looked), "spots": len(found)}

    def decide(events: pd.DataFrame) -> list[Event]:
        days = events.loc[events["event"] == "review", "on_day"]
        _refuse_earlier(day, days)
        draft.judgement = judge(fold_events(events), found, day, looked, window_m=window_m)
        draft.proposals = _proposals(draft.judgement.unknown, next_id(events), names or {})
        written = [*_reviewed(draft.judgement.open_places, day), *draft.proposals]
        if not written and (days == pd.Timestamp(day)).any():
            return []
        marks = Counter(_table(draft)["mark"])
        whole: Event = {"register_id": "", "event": "review", "details": details_json({**kept, "marks": marks})}
        return [{**event, "review_id": review_id, "on_day": day} for event in [whole, *written]]

    events = change_spots(store, decide, who=told.who, now=told.now)
    again = {item.place["register_id"]: item.new_accidents for item in draft.judgement.rejected}
    return Review(day, review_id if events else "", _table(draft), again, bool(events))


def propose(store: Store, spot: Spot, *, reason: str, told: Told, names: Mapping[str, str] | None = None) -> str:
    """Put one place (any of ``SPOT_COLUMNS``) into the register as "đề nghị rà soát"; its id.

    Raises ``RequestError`` without a reason or where it is registered already.
    """
    frame = spot_frame(pd.DataFrame([{"spot_id": "new", **spot}]))
    made: list[str] = []

    def decide(events: pd.DataFrame) -> list[Event]:
        known = first_match(match(fold_events(events), frame))
        if len(known):
            raise RequestError(f"Điểm này đã có trong danh mục: {known.iloc[0]}.", "Hãy mở điểm đó để cập nhật.")
        rows: list[Spot] = [{str(name): value for name, value in frame.iloc[0].items()}]
        event = _proposals([rows], next_id(events), names or {})[0]
        made.append(event["register_id"])
        return [{**event, "reason": needed(reason), "on_day": past_day(None, told)}]

    change_spots(store, decide, who=told.who, now=told.now)
    return made[0]


def spot_frame(spots: pd.DataFrame) -> pd.DataFrame:
    """``spots`` with all of ``SPOT_COLUMNS`` in types that can be compared; accident_ids as tuples, status ACTIVE."""
    frame = spots.reindex(columns=list(SPOT_COLUMNS)).reset_index(drop=True)
    texts = {name: frame[name].astype("object").fillna("") for name in ("road", "chainage", "name", "area_code")}
    accidents = [tuple(ids) if isinstance(ids, (list, tuple)) else () for ids in frame["accident_ids"]]
    return frame.astype(dict.fromkeys(_MEASURED, "float64")).assign(
        **texts,
        status=frame["status"].astype("object").fillna("ACTIVE"),
        accident_ids=pd.Series(accidents, index=frame.index, dtype="object"),
    )


def _refuse_earlier(day: date, reviewed: pd.Series) -> None:
    if len(reviewed) and pd.Timestamp(day) < reviewed.max():
        raise RequestError(
            f"Đã có lần rà soát đến ngày {reviewed.max():%d/%m/%Y}, không rà soát lùi về ngày {day:%d/%m/%Y}.",
            "Hãy chọn ngày báo cáo từ ngày đó trở đi.",
        )


def _reviewed(judged: Sequence[Judged], day: date) -> list[Event]:
    """One event a place, but none where a review of the same day has said the same."""
    written: list[Event] = []
    for item in judged:
        evidence = _evidence(item.spots) if item.spots else {}
        again = item.place["last_review"] == pd.Timestamp(day) and item.place["last_mark"] == item.mark
        if not (again and not item.new_accidents and _agrees(item.place, evidence)):
            event = {"register_id": item.place["register_id"], "event": "reviewed", "value": item.mark}
            written.append({**event, "details": details_json(evidence)})
    return written


def _agrees(place: Mapping[str, Any], evidence: Mapping[str, Any]) -> bool:
    """Whether the figures kept of ``place`` are those found now."""
    found = {name: value for name, value in evidence.items() if name in EVIDENCE_FIELDS}
    kept = {name: place[name] for name in found}
    return details_json(found) == details_json(kept)


def _proposals(groups: Sequence[Sequence[Spot]], number: int, names: Mapping[str, str]) -> list[Event]:
    """The events by which spots at one place become a place, numbered on from ``number``."""
    return [_proposal(id_of(number + offset), group, names) for offset, group in enumerate(groups)]


def _proposal(register_id: str, group: Sequence[Spot], names: Mapping[str, str]) -> Event:
    first = group[0]
    where = {column: first[column] for column in (*PLACE_FIELDS, "area_code")}
    details = {**where, "kind": first["kind"] if isinstance(first["kind"], str) else "black_spot", **_evidence(group)}
    name = first["name"] or place_name(first, names)
    return {"register_id": register_id, "event": "proposed", "value": name, "details": details_json(details)}


def _evidence(spots: Sequence[Spot]) -> dict[str, Any]:
    """The figures of the first spot; accidents and ids of all of them."""
    accidents = dict.fromkeys(accident for spot in spots for accident in spot["accident_ids"])
    gathered = {"accident_ids": list(accidents), "spot_ids": [spot["spot_id"] for spot in spots]}
    return {column: spots[0][column] for column in EVIDENCE_FIELDS} | gathered


def _table(draft: _Draft) -> pd.DataFrame:
    rows = [
        (
            item.place["register_id"],
            item.place["name"],
            item.mark,
            tuple(spot["spot_id"] for spot in item.spots),
            item.new_accidents,
        )
        for item in draft.judgement.open_places
    ]
    for event, group in zip(draft.proposals, draft.judgement.unknown, strict=True):
        accidents = {accident for spot in group for accident in spot["accident_ids"]}
        ids = tuple(spot["spot_id"] for spot in group)
        rows.append((event["register_id"], event["value"], "new", ids, len(accidents)))
    return pd.DataFrame(rows, columns=REVIEWED)
