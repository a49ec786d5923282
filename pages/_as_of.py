"""Which state of the data a session looks at: as they are now, or a snapshot; said above every page, kept in the link.

A snapshot is looked at through ``_cached.pinned`` and ``_cached.definitions``. Nothing is ever written to it: what
writes asks ``read_only`` first, and then says so with the way back.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path

import streamlit as st

from analysis.definitions.names import fold
from analysis.errors import AtgtError
from analysis.figures.compare import Comparison
from analysis.review.snapshot_words import CANNOT_CHANGE, looking_sentence, opened_notes, snapshot_phrase
from analysis.store.snapshots import snapshot_names
from analysis.store.tables import Store
from pages import _cached, _choices
from pages._cached import LOOKED_AT

NOW_WORDS = "Hiện nay"
BACK = "Về số liệu hiện nay"
_STARTED, _WRONG = "as_of_started", "as_of_wrong"


def start() -> None:
    """Take the snapshot from the link once a session; one that cannot be opened is said and left (before all else)."""
    state = st.session_state
    if not state.get(_STARTED):
        state[_STARTED] = True
        state[LOOKED_AT] = _as_listed(st.query_params.get(LOOKED_AT, ""))
    try:
        _cached.opened()
    except AtgtError as error:
        state[_WRONG] = (state[LOOKED_AT], error.sentence, error.remedy)
        state[LOOKED_AT] = ""


def _as_listed(name: str) -> str:
    """The name as the list of snapshots writes it: a link may write it otherwise; one that is not there stays."""
    return next((known for known in names_of_snapshots() if name and fold(known) == fold(name)), name)


def names_of_snapshots() -> list[str]:
    """The names of all snapshots, the latest first; read anew where one was made."""
    folder = _cached.store().folder / "snapshots"
    return _names(str(folder.parent), folder.stat().st_mtime_ns) if folder.is_dir() else []


@st.cache_resource(show_spinner=False, max_entries=2)
def _names(folder: str, changed: int) -> list[str]:  # noqa: ARG001
    return snapshot_names(Store(Path(folder)))[::-1]


def sidebar() -> None:
    """The choice of the data: shown where there is a snapshot; in the link where one is chosen."""
    names = names_of_snapshots()
    if names:
        options = {"": NOW_WORDS, **{name: name for name in names}}
        with st.sidebar:
            kept = {"persist_state": "session", "filter_mode": None, "on_change": _forget_mistake}
            st.selectbox("Số liệu", list(options), format_func=options.get, key=LOOKED_AT, **kept)
    if name := _cached.snapshot_name():
        _choices.in_link(LOOKED_AT, name)


def band() -> None:
    """Above the page: which snapshot is looked at, what has to be said with it, the way back; or why it is not."""
    if wrong := st.session_state.get(_WRONG):
        name, sentence, remedy = wrong
        said = f"Không mở được bản chốt «{name}». {sentence} {remedy} Đang xem số liệu hiện nay."
        st.html(f'<div class="at-finding error" role="alert"><p>{escape(said)}</p></div>')
    seen = _cached.opened()
    if seen is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="as_of"):
        notes = "".join(f"<p>{escape(note)}</p>" for note in opened_notes(seen))
        st.html(f'<div role="status"><p><b>{escape(looking_sentence(seen.record))}.</b></p>{notes}</div>')
        st.button(BACK, key="as_of_back", on_click=look_at, args=("",))


def look_at(name: str) -> None:
    """Look at a snapshot, or at the data as they are now (""); for a button's ``on_click``."""
    st.session_state[LOOKED_AT] = name
    _forget_mistake()


def _forget_mistake() -> None:
    st.session_state.pop(_WRONG, None)


def read_only(key: str) -> bool:
    """Whether a snapshot is looked at; then says that it cannot be changed, with the way back (a button ``key``)."""
    if not _cached.snapshot_name():
        return False
    with st.container(horizontal=True, vertical_alignment="center", key=f"read_only_{key}"):
        st.html(f'<p class="at-small">{escape(CANNOT_CHANGE)}</p>')
        st.button(BACK, key=f"back_{key}", on_click=look_at, args=("",))
    return True


def source_words() -> list[str]:
    """What a file taken from a page says of the snapshot: nothing, or one phrase."""
    seen = _cached.opened()
    return [snapshot_phrase(seen.record)] if seen else []


def marked(comparison: Comparison) -> Comparison:
    """``comparison`` with the snapshot among its sources, for a file."""
    return replace(comparison, sources=(*comparison.sources, *source_words()))
