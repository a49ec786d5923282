"""Found black spots as rows of the list and as signs of the map, in one numbering. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import Any

import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.definitions.tables import UNKNOWN
from analysis.drawing.map_layers import SpotOnMap, stretch_paths
from analysis.figures.labels import labels_of
from analysis.places.blackspots import BlackSpots
from analysis.review.ranking_words import rank_line
from analysis.review.spot_words import (
    ORIGIN_WORDS,
    STATUS_WORDS,
    counts_words,
    missing_words,
    spot_name,
    why_words,
    window_words,
)

POTENTIAL = "potential"


def listed(
    found: BlackSpots, areas: Sequence[str], definitions: Definitions, registered: Mapping[str, tuple[str, str]]
) -> pd.DataFrame:
    """The black spots (those of the last twelve months first), then the potential ones asked for, of ``areas`` (all).

    The columns of ``BlackSpots.spots`` with the names of roads, and ``origin``, ``missing``, ``drawn`` (active,
    historical, potential), ``rank`` ("1", "2" … for black spots, "a", "b" … for the rest: the order of the list),
    ``registered``, what the register says of it, and ``ranked``, its rank by excess in words ("" nothing).
    """
    black = _inside(found.spots, areas)
    black = black.sort_values("status", key=lambda status: status != "ACTIVE", kind="stable")
    black = black.assign(origin="", missing=[()] * len(black), drawn=black["status"].str.lower())
    rest = _inside(found.potential, areas).assign(drawn=POTENTIAL)
    black = black.assign(rank=[str(place + 1) for place in range(len(black))])
    rest = rest.assign(rank=[_letter(place) for place in range(len(rest))])
    rows = pd.concat([part for part in (black, rest) if len(part)] or [black], ignore_index=True)
    told = [registered.get(spot_id, ("", ""))[1] for spot_id in rows["spot_id"]]
    ranked = {row["spot_id"]: rank_line(row) for row in found.ranking.table.to_dict("records")}
    named = {"registered": told, "ranked": [ranked.get(spot_id, "") for spot_id in rows["spot_id"]]}
    roads = pd.Series(labels_of("road", rows["road"].tolist(), definitions), index=rows.index, dtype="str")
    return rows.assign(road=roads.where(rows["road"] != UNKNOWN, UNKNOWN), **named)


def _letter(place: int) -> str:
    return ascii_lowercase[place] if place < len(ascii_lowercase) else "·"


def _inside(spots: pd.DataFrame, areas: Sequence[str]) -> pd.DataFrame:
    if not areas:
        return spots
    wanted = set(areas)
    inside = [bool(wanted.intersection(codes)) for codes in spots["area_codes"]]
    return spots[pd.Series(inside, index=spots.index, dtype="bool")]


def on_map(rows: pd.DataFrame, found: BlackSpots, names: Mapping[str, str]) -> list[SpotOnMap]:
    """The rows of ``listed`` as signs; a stretch runs through its accidents in the order of the road."""
    stretches = rows.loc[rows["kind"] == "km", "spot_id"]
    paths = stretch_paths(found.members[found.members["spot_id"].isin(stretches)], found.accidents)
    return [_sign(row, paths.get(row["spot_id"], ()), found, names) for row in rows.to_dict("records")]


def _sign(
    row: Mapping[Any, Any], path: tuple[tuple[float, float], ...], found: BlackSpots, names: Mapping[str, str]
) -> SpotOnMap:
    said = (f"{row['rank']}. {spot_name(row, names)}", *described(row, found))
    point = (float(row["lat"]), float(row["lon"]))
    return SpotOnMap(row["spot_id"], row["drawn"], row["rank"], point, said, float(found.asked.radius_m), path)


def described(row: Mapping[Any, Any], found: BlackSpots) -> tuple[str, ...]:
    """What is told of a spot: status, criteria, accidents, their days, rank, what is missing, the register."""
    status = ORIGIN_WORDS[row["origin"]] if row["drawn"] == POTENTIAL else STATUS_WORDS[row["status"]]
    lines = (f"{status}: {why_words(row, found.rules)}", f"{counts_words(row)}; {window_words(row)}")
    more = (row.get("ranked", ""), missing_words(row, found.rules), row.get("registered", ""))
    return tuple(line for line in (*lines, *more) if line)
