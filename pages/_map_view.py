"""The map itself: folium through streamlit-folium, with a fixed base, and what was clicked on it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit_folium import st_folium

from analysis.drawing.spot_map import base_map, state_group
from pages import _cached
from pages._map_read import base, map_files

HEIGHT = 512
"""Of the map [pixels]; on a narrow screen the style sheets make it 400."""
MAP = "ban_do"
"""Key of the map: streamlit-folium keeps there what its script gave last."""
CHOSEN, _SEEN, _FOCUS = "ban_do_chon", "ban_do_bam", "ban_do_toi"
NOTHING = ("", "")


def chosen() -> tuple[str, str]:
    """What is chosen: kind ("district", "spot", "") and key."""
    return st.session_state.get(CHOSEN, NOTHING)


def choose(kind: str, key: str) -> None:
    """Choose a district or spot from outside the map."""
    st.session_state[CHOSEN] = (kind, key) if key else NOTHING


def go_to(token: str) -> None:
    """Let the map go to the chosen place once; ``token`` tells this time from others."""
    st.session_state[_FOCUS] = token


def focus_token() -> str:
    """The token of the last ``go_to``, "" without."""
    return st.session_state.get(_FOCUS, "")


def take_click() -> None:
    """What was clicked on the map since the last run becomes the choice; called before anything is drawn."""
    clicked = st.session_state.get(MAP)
    if isinstance(clicked, Mapping) and clicked.get("at") not in (None, st.session_state.get(_SEEN)):
        st.session_state[_SEEN] = clicked["at"]
        choose(str(clicked.get("kind", "")), str(clicked.get("key", "")))


def draw(state: str) -> None:
    """Draw the state; a click on the map runs the page again (see ``take_click``)."""
    scripts, styles = map_files()
    made = base_map(base(), scripts=scripts, styles=styles, tiles=_cached.definitions().map_tiles)
    shown = {"key": MAP, "height": HEIGHT, "use_container_width": True, "returned_objects": [], "render": False}
    st_folium(made, feature_group_to_add=state_group(state), **shown)
