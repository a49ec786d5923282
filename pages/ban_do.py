"""Bản đồ và điểm đen: where accidents happen, which places meet the rule, and the accidents that prove it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis.drawing import map_layers
from pages import _cached, _common, _map_read, _map_view, _spots_rank
from pages._choices import current, scope_words
from pages._map_choices import days_shown, search_choices, time_slider, view_choices
from pages._map_colours import Coloured, coloured
from pages._map_legend import drawn_layers, legend
from pages._map_marks import loaded_marks, marks_on_map
from pages._map_opening import below, opening, placed_said, source_line, span_words
from pages._map_spots import listed, on_map
from pages._register import register_section
from pages._spots_files import downloads
from pages._spots_list import chosen_accidents, open_in_register, spots_list, without_position


def map_page() -> None:
    """The answer, the map with its legend, the list beside it; below the accidents of what is chosen, the register."""
    definitions = _cached.definitions()
    choices = current(definitions)
    _map_view.take_click()
    answer = st.container(key="answer")
    time_slider(choices)
    view = view_choices(loaded_marks())
    left, right = st.columns([13, 7])
    with right:
        asked = search_choices(choices)
    found, comparison = _map_read.found(asked.search), _cached.overview(choices)
    rows = listed(found, choices.areas, definitions, _map_read.registered(asked.search))
    answer.html(opening(found, rows, comparison, scope_words(choices, definitions)))
    scope = _map_read.scope_of(choices, *days_shown(choices, asked))
    shown, colours = _map_read.accidents(scope, asked.search), coloured(view.colour, choices)
    signs = on_map(rows, found, definitions.areas.names) if "diem" in view.layers else []
    said = placed_said(shown, span_words(asked.window, choices.now, found))
    with left:
        _map_view.draw(_state(view.layers, _map_read.points(scope, asked.search), signs, colours))
        st.html(legend(colours, drawn_layers(view.layers, shown), {sign.kind for sign in signs}, said))
    with right:
        spots_list(rows, found)
    chosen_accidents(rows, choices)
    _spots_rank.ranking(rows, found)
    downloads(found, rows, shown, signs, colours, [said, source_line(comparison)])
    without_position(found)
    open_in_register(_map_read.registered(asked.search))
    register_section(found)
    st.html(below(found, comparison))


def _state(layers: tuple[str, ...], points: str, signs: list[map_layers.SpotOnMap], colours: Coloured) -> str:
    names = _cached.definitions().areas.names
    return map_layers.state(
        districts=map_layers.districts(colours.classed, names, colours.amounts, colours.said),
        points=points,
        spots=map_layers.spots(signs),
        marks=map_layers.marks(marks_on_map(layers)),
        clusters="vu" in layers,
        heat="mat_do" in layers,
        chosen=_map_view.chosen(),
        focus=_focus(signs),
    )


def _focus(signs: list[map_layers.SpotOnMap]) -> Any:
    """Where the map is to go: the spot that was chosen in the list."""
    token, key = _map_view.focus_token(), _map_view.chosen()[1]
    points = [sign.point for sign in signs if sign.spot_id == key]
    return (token, points[0], 14) if token and points else None


_common.through_app()
if not _common.empty_store():
    map_page()
