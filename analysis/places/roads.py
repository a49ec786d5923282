"""Roads as places: whether a name means one road at all, and where on its physical line a road-km position lies.

Defines the *line*, the thing whose metres are compared: two kilometrings of one road and a stretch that two roads share
have one line (``chainages.csv``), and an accident's day decides which kilometring its position means. Names and classes
as they are written are read at the import (``intake.values.roads``). Left out: points on a map (``positions``).

Can mislead: a road that is re-kilometred but not listed keeps one line, so old and new positions fall on the same
metres; a street or a district road ("ĐH12") is taken for one road inside its district only, so it is cut in two at the
border; a position without its day's kilometring is kept apart (``road/?``) and never meets another one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.tables import UNKNOWN
from ..intake.values.roads import parse_road

Numbers = npt.NDArray[np.float64]

WHOLE = "province"
LOCAL = "area"
NO_ROAD = "none"

_NUMBERED_CLASSES = ("expressway", "national", "provincial")
_NO_DAY = np.iinfo(np.int64).min


def road_scopes(names: Iterable[str], definitions: Definitions) -> pd.DataFrame:
    """What each distinct road name means: columns ``road`` (code or shown name), ``road_class``, ``scope``.

    Index: the distinct names. ``scope``: "province" (a listed road, or one numbered by the state or the province: one
    road wherever it is named), "area" (any other name: one road inside its district), "none" (unknown, or only a class:
    "Đường liên xã" is no road, two accidents on it need not be near each other).
    """
    given = names if isinstance(names, pd.Series) else pd.Series(list(names))
    distinct = pd.Index(given.astype("str").fillna(UNKNOWN).unique(), dtype="str")
    read = parse_road(distinct, definitions)
    listed = read["road"].isin(definitions.codes["roads"].codes).to_numpy()
    numbered = read["road"].str.match(r"^(?:QL|ĐT|CT)\d") & read["road_class"].isin(_NUMBERED_CLASSES)
    generic = definitions.codes["road_classes"].resolve(distinct).notna().to_numpy()
    nameless = ~listed & (generic | read["road"].isin(["", UNKNOWN]).to_numpy())
    scope = np.where(listed | numbered.to_numpy(dtype=bool), WHOLE, np.where(nameless, NO_ROAD, LOCAL))
    return read.assign(scope=scope)


def lines(rows: pd.DataFrame, definitions: Definitions, chainages: pd.DataFrame | None = None) -> pd.DataFrame:
    """Where road-km positions lie: ``chainage``, ``line`` (texts, "" where none), ``line_m`` (Int64 metres or NA).

    ``rows``: road, km_m (Int64, NA = none), occurred_on (datetime64), area_code, mode; the answer stands on its index.
    ``chainages``: ``Definitions.chainages()``, read where not given. A road without a row there is its own chainage and
    line (``road@area`` for names of scope "area"; rail and water have whole lines); a listed road outside its rows gets
    "road/?" in both. Stretches are closed at both ends; where two touch, the earlier row has the common post. Metres
    are rounded to whole ones.
    """
    table = definitions.chainages() if chainages is None else chainages
    scopes = road_scopes(rows["road"], definitions)
    road = rows["road"].fillna(UNKNOWN).astype("str")
    scope = road.map(scopes["scope"]).mask(rows["mode"].isin(["rail", "water"]) & (road != UNKNOWN), WHOLE)
    here = rows["km_m"].notna().to_numpy(dtype=bool) & (scope != NO_ROAD).to_numpy(dtype=bool)
    line = road.where(scope != LOCAL, road + "@" + rows["area_code"].fillna(UNKNOWN).astype("str"))
    found = pd.DataFrame({"chainage": road, "line": line, "line_m": rows["km_m"].astype("Int64")}, index=rows.index)
    if len(table):
        found = _on_listed(found, rows, road.map(scopes["road"]), _with_codes(table, definitions))
    return found.assign(
        chainage=found["chainage"].where(here, ""),
        line=found["line"].where(here, ""),
        line_m=found["line_m"].where(here),
    )


def chainage_positions(chainage: pd.Series, km_m: pd.Series, chainages: pd.DataFrame) -> pd.DataFrame:
    """``line`` and ``line_m`` (Float64, NA where outside) of posts named by their kilometring, whatever its days.

    ``chainage``, ``km_m``: one value a post; a chainage that the table does not have is a line of its own.
    """
    metres = km_m.to_numpy(dtype="float64")
    line, line_m = chainage.to_numpy(dtype=object, copy=True), metres.copy()
    listed = chainage.isin(chainages["chainage"]).to_numpy()
    line[listed], line_m[listed] = "", np.nan
    for row in chainages.itertuples(index=False):
        inside = (chainage == row.chainage).to_numpy() & (metres >= row.from_m) & (metres <= row.to_m) & (line == "")
        line[inside], line_m[inside] = row.line, _along(metres[inside], row)
    return pd.DataFrame({"line": pd.array(line, dtype="str"), "line_m": line_m}, index=chainage.index)


def km_on_line(line: str, line_m: float, day: pd.Timestamp, chainages: pd.DataFrame) -> list[tuple[str, str, int]]:
    """The other way round: every (road, chainage, km_m) that means this place on ``day``; several on a shared stretch.

    A line that the table does not know is the road itself.
    """
    on_line = chainages[chainages["line"] == line]
    if on_line.empty:
        return [(line, line, round(line_m))]
    low, high = on_line[["line_from_m", "line_to_m"]].min(axis=1), on_line[["line_from_m", "line_to_m"]].max(axis=1)
    too_early, too_late = (on_line["valid_from"] > day).to_numpy(), (on_line["valid_to"] < day).to_numpy()
    valid = (low <= line_m).to_numpy() & (high >= line_m).to_numpy() & ~too_early & ~too_late
    rows: list[Any] = list(on_line[valid].itertuples(index=False))
    answers = []
    for row in rows:
        share = (line_m - row.line_from_m) / (row.line_to_m - row.line_from_m)
        answers.append((row.road, row.chainage, round(row.from_m + share * (row.to_m - row.from_m))))
    return answers


def _with_codes(table: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """The table with its roads named as the accidents name them."""
    codes = road_scopes(table["road"], definitions)["road"]
    return table.assign(road=table["road"].map(codes))


def _on_listed(found: pd.DataFrame, rows: pd.DataFrame, road: pd.Series, table: pd.DataFrame) -> pd.DataFrame:
    """``found`` with the rows on listed roads put on their dated lines, or aside."""
    listed = np.flatnonzero(road.isin(table["road"]).to_numpy() & rows["km_m"].notna().to_numpy())
    names, days = road.to_numpy(dtype=object)[listed], _days(rows["occurred_on"])[listed]
    metres = rows["km_m"].iloc[listed].to_numpy(dtype="float64")
    chainage, line, line_m = names + "/?", names + "/?", metres.copy()
    open_ = np.ones(len(listed), dtype=bool)
    starts, stops = _days(table["valid_from"]), _days(table["valid_to"])
    for row, start, stop in zip(table.itertuples(index=False), starts, stops, strict=True):
        last = np.iinfo(np.int64).max if stop == _NO_DAY else stop
        inside = open_ & (names == row.road) & (metres >= row.from_m) & (metres <= row.to_m)
        inside &= (days >= start) & (days <= last)
        chainage[inside], line[inside], line_m[inside] = row.chainage, row.line, _along(metres[inside], row)
        open_ &= ~inside
    out = {name: found[name].to_numpy(dtype=object, copy=True) for name in found.columns}
    out["chainage"][listed], out["line"][listed], out["line_m"][listed] = chainage, line, np.floor(line_m + 0.5)
    kinds = {"chainage": "str", "line": "str", "line_m": "Int64"}
    return pd.DataFrame(out, index=found.index).astype(kinds)


def _along(metres: Numbers, row: Any) -> Numbers:
    """Metres on the line of ``metres`` inside one stretch, a row of the table of kilometrings."""
    share = (metres - row.from_m) / (row.to_m - row.from_m)
    return np.asarray(row.line_from_m + share * (row.line_to_m - row.line_from_m))


def _days(days: pd.Series) -> npt.NDArray[np.int64]:
    """Whole days since 1970; the least number where none."""
    return days.to_numpy(dtype="datetime64[D]").astype("int64")
