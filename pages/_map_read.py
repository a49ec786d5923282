"""What the page of the map reads, cached under the state of the store; nothing that comes from here may be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from analysis.definitions.blackspot_rules import LAW, OURS
from analysis.drawing import map_layers
from analysis.drawing.spot_map import base_given, light
from analysis.figures.listing import in_words
from analysis.places.blackspots import BlackSpots, black_spots, positioned_with_junctions
from analysis.places.positions import positioned
from analysis.places.register import register
from analysis.places.register_matching import first_match, match
from analysis.places.register_spots import found_places
from analysis.places.sample_left import with_origin
from analysis.review.register_words import state_words
from analysis.store.reading import read_accidents
from analysis.store.tables import Store
from pages import _cached, _map_files
from pages._cached import AS_WRITTEN
from pages._links import Choices


@dataclass(frozen=True)
class Scope:
    """Which accidents are shown: days [start, stop), districts (none: all), mode ("" all), with va chạm or without."""

    start: date
    stop: date
    areas: tuple[str, ...]
    mode: str
    with_collisions: bool


@dataclass(frozen=True)
class Search:
    """How black spots are looked for: by km or point, between two days (both inside), in which length or radius [m].

    ``law``: whether the potential spots of the law are listed beside those that lack one accident.
    """

    by: str
    as_of: date
    since: date
    length_m: int
    radius_m: float
    law: bool = False


KEYS = AS_WRITTEN | {Scope: repr, Search: repr}
MOST_KEPT = 6
"""Answers that hold every accident of some years: for the nation some 40 MB each."""


def scope_of(choices: Choices, start: date, stop: date) -> Scope:
    """The accidents of [start, stop) that the sidebar lets through."""
    return Scope(start, stop, choices.areas, choices.mode, choices.with_collisions)


@st.cache_resource(show_spinner=False)
def map_files() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The addresses of the scripts and styles of the map, once their files are in place."""
    _map_files.place_map_files()
    return _map_files.links()


def shapes() -> Any:
    """The outlines of the districts (GeoDataFrame), read once, as light as the map needs them."""
    return _shapes(_cached.key_of_definitions())


@st.cache_resource(show_spinner=False, max_entries=4)
def _shapes(key: str) -> Any:  # noqa: ARG001
    return light(_cached.definitions().boundaries())


def base() -> str:
    """What the map's own script draws below everything else: the outlines and where names can stand."""
    return _base(_cached.key_of_definitions())


@st.cache_resource(show_spinner="Đang chuẩn bị bản đồ nền…", max_entries=4)
def _base(key: str) -> str:
    return base_given(_shapes(key), tiles=bool(_cached.definitions().map_tiles))


def accidents(scope: Scope, search: Search) -> pd.DataFrame:
    """The accidents of ``scope`` with how and where they are placed (``places.positions.positioned``).

    Those of a period that ``search`` looks at are placed already.
    """
    return _accidents(_cached.pinned(), scope, search)


@st.cache_resource(show_spinner="Đang đặt các vụ lên bản đồ…", max_entries=MOST_KEPT, hash_funcs=KEYS)
def _accidents(fixed: Store, scope: Scope, _search: Search) -> pd.DataFrame:
    first, after = searched_days(_search)
    if first <= scope.start and scope.stop <= after:
        placed = _placed(fixed, _search.since, _search.as_of)
    else:
        placed = positioned(read_accidents(fixed, scope.start, scope.stop), _cached.definitions())
    days = placed["occurred_on"]
    kept = (days >= pd.Timestamp(scope.start)) & (days < pd.Timestamp(scope.stop))
    kept &= placed["area_code"].isin(scope.areas) if scope.areas else True
    kept &= placed["mode"].eq(scope.mode) if scope.mode else True
    kept &= placed["severity"].ne("collision") if not scope.with_collisions else True
    return placed[kept].reset_index(drop=True)


def points(scope: Scope, search: Search) -> str:
    """The accidents of ``scope`` as the layer of the map."""
    return _points(_cached.pinned(), scope, search)


@st.cache_resource(show_spinner=False, max_entries=MOST_KEPT, hash_funcs=KEYS)
def _points(fixed: Store, scope: Scope, _search: Search) -> str:
    return map_layers.points(_accidents(fixed, scope, _search), _cached.definitions().areas.names)


def found(search: Search) -> BlackSpots:
    """The black spots of the whole province by the rules of the law."""
    return _found(_cached.pinned(), search)


@st.cache_resource(show_spinner="Đang tìm điểm đen…", max_entries=MOST_KEPT, hash_funcs=KEYS)
def _found(fixed: Store, search: Search) -> BlackSpots:
    asked: dict[str, Any] = {"since": search.since, "length_m": search.length_m, "radius_m": search.radius_m}
    asked |= {"potential": (OURS, LAW) if search.law else (OURS,)}
    asked |= {"rows": _placed(fixed, search.since, search.as_of)}
    return black_spots(fixed, _cached.definitions(), as_of=search.as_of, by=search.by, **asked)


@st.cache_resource(show_spinner="Đang đặt các vụ lên bản đồ…", max_entries=2, hash_funcs=KEYS)
def _placed(fixed: Store, since: date, as_of: date) -> pd.DataFrame:
    """The accidents that a search looks at: the same for every way of searching over the same days."""
    return positioned_with_junctions(fixed, _cached.definitions(), since, as_of)


def searched_days(search: Search) -> tuple[date, date]:
    """The days of the search as [start, stop)."""
    return search.since, search.as_of + timedelta(days=1)


def listing_of(ids: tuple[str, ...], first: date, last: date) -> pd.DataFrame:
    """The accidents ``ids``, which lie between two days, in words: the columns of ``figures.listing.LISTED``."""
    return _listing(_cached.pinned(), ids, first, last)


@st.cache_resource(show_spinner="Đang lập danh sách các vụ…", max_entries=16, hash_funcs=KEYS)
def _listing(fixed: Store, ids: tuple[str, ...], first: date, last: date) -> pd.DataFrame:
    rows = read_accidents(fixed, first, last + timedelta(days=1), ids=ids)
    return in_words(rows, _cached.definitions())


def registered(search: Search) -> dict[str, tuple[str, str]]:
    """The found spots that are places of the register: spot id to register id and what is told of it."""
    return _registered(_cached.pinned(), search)


@st.cache_resource(show_spinner=False, max_entries=16, hash_funcs=KEYS)
def _registered(fixed: Store, search: Search) -> dict[str, tuple[str, str]]:
    places = with_origin(fixed, register(fixed))
    if places.empty:
        return {}
    result = _found(fixed, search)
    spots = pd.concat([found_places(result), found_places(result, potential=True)], ignore_index=True)
    told = {
        row["register_id"]: f"Trong danh mục: {row['register_id']}, {state_words(row)}"
        for row in places.to_dict("records")
    }
    return {str(spot): (place, told[place]) for spot, place in first_match(match(places, spots)).items()}
