"""Where it happened: the area and commune of every row, the point and the road position, and what speaks against them.

The area is the one stated; where the cell is empty it is taken from the commune, else from the point. A stated area is
never overruled by either. Left out: how a name or coordinate is read (``definitions.areas``, ``coordinates``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..definitions.boundaries import bounding_box, locate
from ..definitions.catalogue import Definitions
from ..definitions.tables import UNKNOWN
from .coding import labelled, not_known
from .columns import KM_REST, cell, constant, filled
from .masking import masked_words
from .rules import Mark, mark
from .values.coordinates import to_wgs84
from .values.distinct import on_distinct
from .values.roads import combine_km, parse_km, parse_road

if TYPE_CHECKING:
    import geopandas as gpd


_SAYS_KM = r"[kK][mM]|\+"
"""A bare number in the column of roads is the number of a road, no kilometre post."""


def stated_places(
    cells: pd.DataFrame, definitions: Definitions, *, days: pd.Series | None = None
) -> tuple[pd.DataFrame, tuple[Mark, ...]]:
    """``area_code`` and ``commune_code`` from the words of the file, ``unknown`` where they do not say; and the marks.

    ``days`` (datetime64, one a row) tell an old commune from a new one of the same name. A commune's name in the column
    of areas counts as that commune. ``area_unrecognised`` rejects; ``area_missing`` is left to the caller, who may know
    the point.
    """
    area, commune = cell(cells, "area"), cell(cells, "commune")
    stated = on_distinct(area, lambda texts: definitions.areas.resolve(texts).astype("category"))
    stated = stated.cat.add_categories(
        [code for code in (*definitions.areas.codes, UNKNOWN) if code not in stated.cat.categories]
    )
    silent = not_known(area, definitions)
    unplaced = stated.isna() & ~silent
    if not unplaced.any() and not filled(commune).any():
        codes = {"area_code": stated.fillna(UNKNOWN), "commune_code": constant(UNKNOWN, cells.index)}
        return pd.DataFrame(codes), ()
    as_commune = _communes_in_area_column(area, unplaced, definitions)
    stated = stated.where(~unplaced, as_commune["area_code"].astype(stated.dtype))
    found, other_area = _communes(commune, stated, days, definitions)
    places = pd.DataFrame(
        {
            "area_code": stated.fillna(found["area_code"].astype(stated.dtype)).fillna(UNKNOWN),
            "commune_code": found["commune_code"].fillna(as_commune["commune_code"]).fillna(UNKNOWN),
        }
    )
    marks = (
        mark(
            "area_unrecognised",
            unplaced & stated.isna(),
            _with_suggestions(area, unplaced & stated.isna(), definitions),
        ),
        mark("commune_other_area", other_area, commune),
        mark(
            "commune_unrecognised",
            ~not_known(commune, definitions) & found["commune_code"].isna() & ~other_area,
            commune,
        ),
    )
    return places, marks


def points(cells: pd.DataFrame, crs: str | None, outlines: gpd.GeoDataFrame) -> tuple[pd.DataFrame, tuple[Mark, ...]]:
    """``lat``, ``lon`` [degrees WGS84] (NaN where none) and ``located``: area code, "" outside, missing if unasked."""
    pair = ("lat", "lon") if "lat" in cells else ("x", "y")
    if not set(pair) <= set(cells.columns):
        nothing = pd.DataFrame({"lat": np.nan, "lon": np.nan}, index=cells.index)
        return nothing.assign(located=pd.Series(pd.NA, index=cells.index, dtype="str")), ()
    axes = "lat_lon" if pair[0] == "lat" else "x_y"
    box = None if outlines.empty else bounding_box(outlines)
    found = to_wgs84(cells[pair[0]], cells[pair[1]], crs=crs, box=box, axes=axes)
    written = cells[pair[0]].astype("str") + ", " + cells[pair[1]].astype("str")
    marks = tuple(
        mark(rule, found["note"] == note, written)
        for note, rule in (
            ("unreadable", "position_unreadable"),
            ("swapped", "coordinates_swapped"),
            ("vn2000", "vn2000"),
        )
    )
    return found[["lat", "lon"]].assign(located=_located(found, outlines)), marks


def point_marks(places: pd.DataFrame, definitions: Definitions) -> tuple[Mark, ...]:
    """Points outside every outline, and points in another area than the one stated; ``places`` has both."""
    located, area = places["located"].fillna(UNKNOWN), places["area_code"].astype("str")
    outside = located == ""
    other = ~outside & (located != UNKNOWN) & (area != UNKNOWN) & (located != area)
    names = {**definitions.areas.names, "": "", UNKNOWN: ""}
    words = "ghi «" + area.map(names).astype("str") + "», tọa độ ở «" + located.map(names).astype("str") + "»"
    where = places["lat"].round(5).astype("str") + ", " + places["lon"].round(5).astype("str")
    return mark("point_outside", outside, where), mark("point_other_area", other, words)


def road_positions(cells: pd.DataFrame, definitions: Definitions) -> tuple[pd.DataFrame, tuple[Mark, ...]]:
    """``road``, ``road_class`` and ``km_m`` (metres, Int64) of every row; either may stand in the other's column."""
    road_text, km_text = cell(cells, "road"), cell(cells, "km")
    read = on_distinct(road_text, lambda texts: parse_road(texts, definitions))
    posts, beside = on_distinct(km_text, parse_km), on_distinct(road_text, parse_km)
    metres = combine_km(km_text, cells[KM_REST]) if KM_REST in cells else posts["km_m"]
    unread = filled(km_text) & metres.isna()
    named = on_distinct(posts["road"].astype("category"), lambda texts: parse_road(texts, definitions))
    use_named = (read["road"] == UNKNOWN) & (named["road"] != UNKNOWN)
    frame = pd.DataFrame({name: read[name].mask(use_named, named[name]) for name in ("road", "road_class")})
    written, masked = masked_words(frame["road"])
    says_km = on_distinct(road_text, lambda texts: pd.Series(texts, dtype="str").str.contains(_SAYS_KM).set_axis(texts))
    frame = frame.assign(road=written, km_m=metres.fillna(beside["km_m"].where(says_km)))
    return frame, (mark("km_unreadable", unread, km_text), mark("personal_number_masked", masked, written))


def _communes_in_area_column(area: pd.Series, unplaced: pd.Series, definitions: Definitions) -> pd.DataFrame:
    if not unplaced.any():
        return _no_communes(area.index)
    found = on_distinct(area, definitions.areas.resolve_commune)
    return pd.DataFrame({name: found[name].where(unplaced) for name in ("area_code", "commune_code")})


def _communes(
    commune: pd.Series, stated: pd.Series, days: pd.Series | None, definitions: Definitions
) -> tuple[pd.DataFrame, pd.Series]:
    """Commune and area of every cell of ``commune``, within the stated area; and where it lies in another one."""
    if not filled(commune).any():
        nothing = _no_communes(commune.index)
        return nothing, pd.Series(False, index=commune.index)
    asked = pd.DataFrame({"commune": commune.astype("str"), "area": stated.astype("str").fillna(UNKNOWN)})
    asked = asked.assign(day=None if days is None else definitions.areas.unit_days(days))
    found = _resolved(asked, definitions)
    alone = _resolved(asked.assign(area=UNKNOWN), definitions)
    other = found["area_code"].isna() & alone["area_code"].notna() & (asked["area"] != UNKNOWN)
    return found, (other & (alone["area_code"] != asked["area"])).fillna(False).astype(bool)


def _resolved(asked: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """``resolve_commune`` of the rows of ``asked`` (commune, area, day or None), each distinct question put once."""
    distinct = asked.drop_duplicates()
    answers = []
    for day, part in distinct.groupby("day", dropna=False):
        asked_day = day if isinstance(day, date) else None
        answer = definitions.areas.resolve_commune(list(part["commune"]), list(part["area"]), day=asked_day)
        answers.append(answer.set_axis(part.index))
    known = distinct.join(pd.concat(answers))
    found = asked.merge(known, on=list(asked.columns), how="left", validate="m:1").set_axis(asked.index)
    return found[["area_code", "commune_code"]]


def _no_communes(index: pd.Index) -> pd.DataFrame:
    nothing = pd.Series(np.nan, index=index, dtype="str")
    return pd.DataFrame({"area_code": nothing, "commune_code": nothing})


def _located(found: pd.DataFrame, outlines: gpd.GeoDataFrame) -> pd.Series:
    if outlines.empty:
        return pd.Series(pd.NA, index=found.index, dtype="str")
    codes = locate(outlines, found["lon"].to_numpy(), found["lat"].to_numpy())
    return pd.Series(codes, index=found.index, dtype="str").where(found["lat"].notna())


def _with_suggestions(area: pd.Series, unplaced: pd.Series, definitions: Definitions) -> pd.Series:
    """The unknown names, each with the areas that are written much like it."""
    if not unplaced.any():
        return labelled("area", constant("", area.index))

    def said(text: str) -> str:
        several = definitions.areas.named_in(text)
        if len(several) > 1:
            return f"{text} (nêu {' và '.join(several)}: hãy ghi một địa bàn)"
        near = definitions.areas.suggest(text)
        return f"{text} (có phải {' hoặc '.join(near)}?)" if near else text

    unknown = area[unplaced].astype("str")
    return on_distinct(unknown, lambda texts: pd.Series([said(text) for text in texts], index=texts, dtype="str"))
