"""Địa bàn tăng: which districts rise beyond chance, why that can be said, and the accidents behind every flag."""

from __future__ import annotations

import streamlit as st

from pages import _alerts_read as read
from pages import _cached, _common
from pages._alerts_beside import beside
from pages._alerts_choice import MOST_BUTTONS, opened_place, other_period
from pages._alerts_list import LEVELS_OF_PLACES, listed, nothing_judged, opening, said_below, shown, sources, watch_line
from pages._alerts_opened import opened
from pages._alerts_periods import has_flag
from pages._choices import current, page_choice, scope_words

TITLE = "Địa bàn tăng"


def rising() -> None:
    """The page: the answer, all places by evidence, one of them opened, what it rests on."""
    definitions = _cached.definitions()
    choices = current(definitions)
    if not has_flag(choices.now):
        other_period(choices, definitions)
        return
    answer = st.container(key="answer")
    by = page_choice("cap", LEVELS_OF_PLACES, "Cấp địa bàn")
    found = read.flags(choices, by)
    decided = read.decided(found, choices)
    answer.html(opening(found, scope_words(choices, definitions), TITLE, decided))
    if not (found.table["covered"] != "none").any():
        _common.no_data(_cached.overview(choices))
        return
    rows = shown(decided)
    below = listed(found, rows, opens=len(rows) <= MOST_BUTTONS) if len(rows) else nothing_judged(found)
    watched = watch_line(read.watch(choices)) if by == read.DISTRICT else ""
    st.html(below + watched + said_below(found))
    place = opened_place(rows, by, choices)
    if place is not None:
        opened(place, rows.set_index("area", drop=False).loc[place.code], found)
    beside(found, choices)
    st.html(sources(found))


_common.through_app()
if not _common.empty_store():
    rising()
