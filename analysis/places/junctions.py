"""Junctions (nút giao) from the register, and the accidents that belong to one.

An accident belongs to a listed junction when its own coordinates lie within the junction's radius, both ends of it in;
without coordinates (a point between km posts is none: it may lie 200 m off), when its road-km position lies within the
radius of one of the junction's positions on its roads. A junction stands for its own days only. Left out: finding
junctions; the register is the office's (``junctions.csv``, empty by default). Can mislead: a radius of 50 m takes in
the approaches of a small crossing and not those of a large one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.reference import split_aliases
from ..definitions.road_network import post_metres
from ..errors import DefinitionError
from .positions import BY_COORDINATES, to_metres
from .roads import lines

Numbers = npt.NDArray[np.float64]

IN_FORCE = pd.Timestamp("2261-12-31")
"""A day on which what has no last day still holds."""
TOLERANCE_M = 1e-6
"""METHODS 5: a point on the circle is inside, whatever the rounding of its metres."""


@dataclass(frozen=True, eq=False)
class Junctions:
    """``table``: code, name, area_code, lat, lon, x_m, y_m, radius_m, valid_from, valid_to, note.

    ``legs``: code, line, line_m: where it lies on its roads, one row a position.
    """

    table: pd.DataFrame
    legs: pd.DataFrame


def placed_junctions(definitions: Definitions, crs: str) -> Junctions:
    """The register with metres in ``crs`` (``positioned(...).attrs["crs"]``), in the order of the file; maybe no row.

    Raises ``DefinitionError`` where a position ("QL70 Km143+200") cannot be read.
    """
    table = definitions.junctions()
    x, y = to_metres(table["lon"], table["lat"], crs)
    named = ["code", "name", "area_code", "lat", "lon", "x_m", "y_m", "radius_m", "valid_from", "valid_to", "note"]
    return Junctions(table.assign(x_m=x, y_m=y)[named], _legs(table, definitions))


def junction_of(positioned: pd.DataFrame, junctions: Junctions) -> pd.Series:
    """Code of the junction each accident belongs to, "" where none, on the index of ``positioned``.

    The nearest one within its radius, of equally near ones the least code. The order of rows changes nothing.
    """
    days = positioned["occurred_on"].to_numpy(dtype="datetime64[s]")
    metres, code = np.full(len(positioned), np.inf), np.full(len(positioned), "", dtype=object)
    measured = positioned["known_by"].eq(BY_COORDINATES)
    x, y = (positioned[name].where(measured).to_numpy(dtype="float64") for name in ("x_m", "y_m"))
    eastward = np.argsort(x, kind="stable")[: int(np.isfinite(x).sum())]
    for row in _records(junctions.table.sort_values("code")):
        reach = row.radius_m + TOLERANCE_M
        near = eastward[slice(*np.searchsorted(x[eastward], (row.x_m - reach, row.x_m + 2 * reach)))]
        away = np.hypot(x[near] - row.x_m, y[near] - row.y_m)
        _take(near, away, away <= reach, row, days, metres, code)
    unplaced = np.flatnonzero(~np.isfinite(x))
    line = positioned["line"].to_numpy(dtype=object)[unplaced]
    line_m = positioned["line_m"].to_numpy(dtype="float64", na_value=np.nan)[unplaced]
    for row in _records(_legs_with_radius(junctions)):
        away = np.abs(line_m - row.line_m)
        _take(unplaced, away, (line == row.line) & (away <= row.radius_m), row, days, metres, code)
    return pd.Series(code, index=positioned.index, dtype="str", name="junction")


def _records(table: pd.DataFrame) -> list[Any]:
    return list(table.itertuples(index=False))


def _take(
    rows: npt.NDArray[np.intp],
    away: Numbers,
    inside: npt.NDArray[np.bool_],
    junction: Any,
    days: npt.NDArray[np.datetime64],
    metres: Numbers,
    code: npt.NDArray[np.object_],
) -> None:
    """Give those of ``rows`` that are ``inside`` and nearer than to any junction before to this one, in place.

    Distances are compared in whole millimetres, so that equal ones are equal.
    """
    away = np.round(away, 3)
    taken = inside & (away < metres[rows]) & _held(days[rows], junction.valid_from, junction.valid_to)
    metres[rows[taken]], code[rows[taken]] = away[taken], junction.code


def _held(days: npt.NDArray[np.datetime64], first: pd.Timestamp, last: pd.Timestamp) -> npt.NDArray[np.bool_]:
    """Days on which something valid from ``first`` to ``last``, both inside, missing = open, held."""
    held = np.ones(len(days), dtype=bool)
    if not pd.isna(first):
        held &= days >= np.datetime64(first, "s")
    if not pd.isna(last):
        held &= days <= np.datetime64(last, "s")
    return held


def _legs_with_radius(junctions: Junctions) -> pd.DataFrame:
    radius = junctions.table[["code", "radius_m", "valid_from", "valid_to"]]
    return junctions.legs.merge(radius, on="code", how="inner", validate="m:1").sort_values(["code", "line", "line_m"])


def _legs(table: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """Every position of every junction on its line, by the kilometring in force (on its last day where it has gone)."""
    empty = pd.DataFrame({"code": [], "line": [], "line_m": []}).astype(
        {"code": "str", "line": "str", "line_m": "Int64"}
    )
    rows = [
        {**_position(text, str(row.code)), "code": row.code, "area_code": row.area_code, "occurred_on": row.valid_to}
        for row in table.itertuples(index=False)
        for text in split_aliases(str(row.positions))
    ]
    if not rows:
        return empty
    frame = pd.DataFrame(rows).astype({"km_m": "Int64"})
    frame = frame.assign(mode="road", occurred_on=pd.to_datetime(frame["occurred_on"]).fillna(IN_FORCE))
    on_line = lines(frame, definitions)
    return frame[["code"]].join(on_line[["line", "line_m"]])[on_line["line"] != ""].reset_index(drop=True)


def _position(text: str, code: str) -> dict[str, object]:
    road, _, post = text.rpartition(" ")
    metres = post_metres(post)
    if metres is None or not road:
        raise DefinitionError(
            f"Tệp junctions.csv: nút {code} có vị trí không đọc được: “{text}”.", "Hãy viết dạng QL70 Km143+200."
        )
    return {"road": road, "km_m": metres}
