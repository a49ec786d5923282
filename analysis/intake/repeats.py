"""Rules between rows: the same id twice, an id that the store has already, and accidents that may be one.

An id that repeats is rejected (its first row stays); a likely duplicate is only shown to a person. Left out: people of
one accident (``casualties``). It can mislead where two offices number on their own: the same id is then no repetition,
which the message says.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..definitions.tables import UNKNOWN
from .rules import TEXTS_KEPT, Mark, mark

FACTS = (
    *("occurred_on", "occurred_at", "area_code", "commune_code", "mode", "severity", "deaths", "injured"),
    *("missing_people", "damage_million_vnd", "road", "km_m", "lat", "lon", "cause", "vehicle_types"),
)
"""What makes two rows of one id the same or different."""

NEIGHBOURS = 6
"""Accidents of one day and area that each is compared with; more than that on one day are rare even in a city."""

NEAR_MINUTES, NEAR_METRES = 60, 500
"""Two records of one accident differ by less than this in hour and place. Our choice; only shown to a person."""

MADE_ID = re.compile(r"[0-9a-f]{12}(?:-[0-9a-f]{4})?-(\d+)")
"""An id that the intake made itself (``intake_accidents``): of the file, the sheet and, last, the row."""

_METRES_A_DEGREE = 111_195.0


def repeated_ids(accidents: pd.DataFrame) -> tuple[Mark, ...]:
    """Rows whose id stands further up: the same in all facts (``id_repeated``), or not (``id_conflict``)."""
    again = accidents["accident_id"].duplicated()
    if not again.any():
        return ()
    facts = fact_texts(accidents)
    first = facts.groupby(accidents["accident_id"].to_numpy(), sort=False).transform("first")
    same = facts == first
    ids = accidents["accident_id"]
    return mark("id_repeated", again & same, ids), mark("id_conflict", again & ~same, ids)


def stored_ids(accidents: pd.DataFrame, stored: pd.DataFrame) -> tuple[Mark, ...]:
    """Rows whose id the store has: with the same facts (``id_in_store``) or others (``id_in_store_changed``)."""
    known = stored[stored["accident_id"].isin(accidents["accident_id"])].drop_duplicates("accident_id")
    if known.empty:
        return ()
    held = accidents["accident_id"].map(pd.Series(fact_texts(known).to_numpy(), index=known["accident_id"].to_numpy()))
    same = held == fact_texts(accidents)
    ids = accidents["accident_id"]
    changed = held.notna() & ~same
    return mark("id_in_store", held.notna() & same, ids), mark("id_in_store_changed", changed, ids)


def likely_pairs(accidents: pd.DataFrame, stored: pd.DataFrame, fields: Sequence[str]) -> pd.DataFrame:
    """Accidents of different ids on one day in one area that nothing known of both tells apart: one row a pair.

    ``position`` of a row of ``accidents``; ``other`` a later position, or -1 for one of ``stored`` (which are compared
    with, not judged); ``other_id`` and ``other_batch`` ("" where not known). ``fields`` (``likely_duplicate_fields``)
    and hour, commune and point are compared where both know them.
    """
    columns = ["accident_id", "occurred_on", "area_code", *_compared(fields)]
    batches = stored["batch_id"].astype("str") if "batch_id" in stored else ""
    old = stored.reindex(columns=columns).assign(position=-1, batch_id=batches)
    new = accidents.reindex(columns=columns).assign(position=accidents.index, batch_id="")
    table = pd.concat([_plain(new), _plain(old)] if len(old) else [_plain(new)], ignore_index=True)
    table = table.sort_values(["occurred_on", "area_code", *_compared(fields)], ignore_index=True)
    alike = [pair for step in range(1, NEIGHBOURS) for pair in _alike(table, step, fields)]
    one, two = (table.loc[[pair[side] for pair in alike]].reset_index(drop=True) for side in (0, 1))
    turned = (two["position"] >= 0) & ((one["position"] < 0) | (two["position"] < one["position"]))
    first, other = one.where(~turned, two), two.where(~turned, one)
    pairs = pd.DataFrame({"position": first["position"], "other": other["position"]}).astype("int64")
    pairs = pairs.assign(other_id=other["accident_id"], other_batch=other["batch_id"])
    return pairs[pairs["position"] >= 0].sort_values(["position", "other"], ignore_index=True)


def likely_duplicates(pairs: pd.DataFrame, places: pd.DataFrame) -> tuple[Mark, ...]:
    """The mark of all rows of the file in ``pairs``; each pair is told once, at its first row, by the rows' numbers."""
    if pairs.empty:
        return ()
    shown = pairs.head(TEXTS_KEPT)
    texts = pd.Series([_pair_words(pair, places) for pair in shown.to_dict("records")], index=shown["position"])
    told = texts.groupby(level=0).agg("; ".join)
    inside = pairs.loc[pairs["other"] >= 0, "other"]
    spoken = told.reindex(sorted({*pairs["position"], *inside}), fill_value="")
    return (Mark("likely_duplicate", spoken),)


def _pair_words(pair: Mapping[Hashable, Any], places: pd.DataFrame) -> str:
    """ "dòng 32 và dòng 46", "dòng 32 và vụ A-7 của đợt 2026…"; the sheet is named where there are two."""
    place = places.loc[pair["position"]]
    row = place["row"]
    if pair["other"] < 0:
        made = MADE_ID.fullmatch(str(pair["other_id"]))
        known = f"dòng {made[1]}" if made else f"vụ {pair['other_id']}"
        return f"dòng {row} và {known}" + (f" của đợt {pair['other_batch']}" if pair["other_batch"] else " trong kho")
    other = places.loc[pair["other"]]
    where = f" của trang «{other['sheet']}»" if other["sheet"] != place["sheet"] else ""
    return f"dòng {row} và dòng {other['row']}{where}"


def fact_texts(accidents: pd.DataFrame) -> pd.Series:
    """All facts of an accident as one text, to compare rows whatever the types they came in."""
    parts = [_texts(accidents[fact]) for fact in FACTS if fact in accidents]
    joined = parts[0]
    for part in parts[1:]:
        joined = joined + "\x1f" + part
    return joined


def _texts(column: pd.Series) -> pd.Series:
    if column.name == "occurred_on":
        return pd.to_datetime(column).dt.strftime("%Y-%m-%d").fillna("")
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("float64").round(6).astype("str").fillna("")
    return column.astype("str").fillna("")


def _compared(fields: Sequence[str]) -> list[str]:
    extra = ("commune_code", "occurred_at", "lat", "lon")
    return [field for field in dict.fromkeys([*fields, *extra]) if field not in ("occurred_on", "area_code")]


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Plain types, so that new and stored rows can stand in one table."""
    words = [name for name in ("accident_id", "batch_id", "area_code", "commune_code", "road") if name in table]
    numbers = [name for name in table if name not in (*words, "occurred_on", "position")]
    plain = table.astype({**dict.fromkeys(words, "str"), **dict.fromkeys(numbers, "float64")})
    return plain.assign(occurred_on=pd.to_datetime(plain["occurred_on"]).astype("datetime64[s]"))


def _alike(table: pd.DataFrame, step: int, fields: Sequence[str]) -> list[tuple[int, int]]:
    """The places of rows in ``table`` that nothing tells apart from the row ``step`` further down, and of that row."""
    if len(table) <= step:
        return []
    first, other = table.iloc[:-step].reset_index(drop=True), table.iloc[step:].reset_index(drop=True)
    alike = (first["occurred_on"] == other["occurred_on"]) & (first["area_code"] == other["area_code"])
    alike &= (first["accident_id"] != other["accident_id"]) & ~_far(first, other)
    for field in _compared(fields):
        if field not in ("lat", "lon"):
            alike &= ~_differs(first[field], other[field])
    return [(int(place), int(place) + step) for place in first.index[alike]]


def _differs(first: pd.Series, other: pd.Series) -> pd.Series:
    """Whether both are known and not the same."""
    if pd.api.types.is_numeric_dtype(first):
        near = {"occurred_at": NEAR_MINUTES, "km_m": NEAR_METRES}.get(str(first.name), 0)
        return (first - other).abs() > near
    known = first.notna() & other.notna() & (first != UNKNOWN) & (other != UNKNOWN)
    return known & (first != other)


def _far(first: pd.DataFrame, other: pd.DataFrame) -> pd.Series:
    """Whether both have a point and the points are further apart than ``NEAR_METRES`` (flat earth, enough here)."""
    north = first["lat"] - other["lat"]
    east = (first["lon"] - other["lon"]) * np.cos(np.radians(first["lat"]))
    return pd.Series(np.hypot(north, east) * _METRES_A_DEGREE > NEAR_METRES, index=first.index)
