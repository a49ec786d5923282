"""The choices in the sidebar: the same place on every page, kept between pages, and written into the link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zlib import crc32

import streamlit as st

from analysis.definitions.catalogue import Definitions
from analysis.definitions.names import file_words
from analysis.definitions.periods import Period
from analysis.errors import RequestError
from pages._links import AGAINST, MODES, PARTS, Choices, choices_from, link_of, period_state, state_from

_STARTED = "choices_started"
_OF_PAGE = "choices_of_page"
FEW = 4
"""Up to so many options are shown side by side as buttons."""
MOST_NAMED = 3
"""Up to so many districts stand in the name of a file."""


def start(definitions: Definitions, default: Period) -> None:
    """Fill the widgets once a session: from the link, or with ``default``, the last period that the data cover.

    Where files came or went since and the period was left at the default, it moves with the data.
    """
    if not st.session_state.get(_STARTED):
        st.session_state.update(state_from(dict(st.query_params), definitions, default))
    else:
        _keep_known(definitions)
        if default != st.session_state[_STARTED] and _still_on(st.session_state[_STARTED], definitions):
            st.session_state.update(period_state(default))
    st.session_state[_STARTED] = default
    st.session_state[_OF_PAGE] = {}


def _keep_known(definitions: Definitions) -> None:
    """Leave what these definitions (of a snapshot, or of today) do not have: a district, a calendar."""
    state = st.session_state
    if state.get("lich") not in definitions.calendars:
        state["lich"] = definitions.default_calendar
    known = [code for code in state.get("dia_ban", ()) if code in definitions.areas.codes]
    if known != list(state.get("dia_ban", ())):
        state["dia_ban"] = known


def _still_on(period: Period, definitions: Definitions) -> bool:
    """Whether nothing else has been chosen than the period that was the default before files came or went."""
    try:
        return current(definitions).now == period
    except RequestError:
        return False


def forget() -> None:
    """Let the next run fill the widgets anew."""
    st.session_state[_STARTED] = None
    st.query_params.clear()


def started() -> bool:
    """Whether ``app.py`` has run in this session."""
    return _OF_PAGE in st.session_state


def sidebar(definitions: Definitions, years: list[int]) -> None:
    """Draw the widgets; their values stand in the session's state under the keys of ``_links``."""
    with st.sidebar:
        _period_widgets("", "Kỳ báo cáo", years)
        if _select("So với", AGAINST, "so_voi") == "other":
            _period_widgets("_so", "Kỳ đem so", years)
        names = definitions.areas.names
        st.multiselect(
            *("Địa bàn", definitions.areas.codes),
            format_func=lambda code: names[code],
            key="dia_ban",
            placeholder="Toàn tỉnh",
            persist_state="session",
            select_all=False,
        )
        _select("Loại hình", MODES, "loai_hinh")
        st.toggle("Tính cả va chạm", key="va_cham", persist_state="session")
        _select("Lịch thống kê", {key: calendar.label for key, calendar in definitions.calendars.items()}, "lich")


def current(definitions: Definitions) -> Choices:
    """The choices as they stand. Raises ``RequestError`` where a typed date is none."""
    return choices_from(st.session_state, definitions)


def write_link(definitions: Definitions) -> None:
    """Put all choices, also those of the page alone, into the address."""
    link = link_of(current(definitions)) | st.session_state[_OF_PAGE]
    if dict(st.query_params) != link:
        st.query_params.from_dict(link)


def scope_words(choices: Choices, definitions: Definitions, *, collisions: bool = True) -> list[str]:
    """What the figures are narrowed to, for the line above the sentence: districts, mode, va chạm."""
    names = [definitions.areas.names[code] for code in choices.areas]
    mode = [MODES[choices.mode].lower()] if choices.mode else []
    counted = "tính cả va chạm" if choices.with_collisions else "không tính va chạm"
    return [", ".join(names) or "toàn tỉnh", *mode, *([counted] if collisions else [])]


def file_key(choices: Choices, definitions: Definitions, *, collisions: bool = True) -> str:
    """The end of a file's name: period, districts, mode, and that va chạm is left out, so that no two are alike."""
    names = [file_words(definitions.areas.names[code]) for code in choices.areas]
    places = names if len(names) <= MOST_NAMED else [f"{len(names)}-dia-ban"]
    mode = [file_words(MODES[choices.mode])] if choices.mode else []
    left_out = ["khong-va-cham"] if collisions and not choices.with_collisions else []
    return "-".join([choices.now.key, *places, *mode, *left_out])


def page_choice(name: str, options: Mapping[str, str], label: str, *, few: int = FEW) -> str:
    """A choice of one page alone, in the link too: the chosen key of ``options``; up to ``few`` of them are buttons.

    Pages that use the same ``name`` share the choice where both have the option; else the first stands.
    """
    if st.session_state.get(name) not in options:
        asked = st.query_params.get(name, "")
        st.session_state[name] = asked if asked in options else next(iter(options))

    def draw(key: str) -> Any:
        if len(options) > few:
            return _select(label, options, key, width=320)
        buttons = {"required": True, "label_visibility": "collapsed", "persist_state": "session"}
        return st.segmented_control(label, list(options), format_func=options.get, key=key, **buttons)

    return kept_choice(name, options, draw)


def kept_choice(name: str, options: Mapping[str, str], draw: Callable[[str], Any]) -> str:
    """The choice under ``name`` (of ``options``) as the widget that ``draw`` makes of a key changes it; linked too.

    Each set of options has a widget of its own: one key for two sets loses its value in the browser, which then sends
    nothing. What a widget gives beside its options is never taken, the choice before stays.
    """
    state, drawn = st.session_state, f"{name}_drawn"
    own = f"{name}_{crc32(repr(list(options.items())).encode()):08x}"
    if state.get(drawn) != (own, state[name]) or state.get(own) not in options:
        state[own] = state[name]
    given = draw(own)
    chosen = str(given if given in options else state[name])
    state[name], state[drawn] = chosen, (own, chosen)
    state[_OF_PAGE][name] = chosen
    return chosen


def following(name: str, options: Mapping[str, str], default: str) -> None:
    """Set a choice of one page alone before it is drawn: as the link asks, else ``default`` until another is made.

    A choice that was left at the default follows it when it moves; one that is no longer offered returns to it.
    """
    state, followed = st.session_state, f"{name}_default"
    asked = st.query_params.get(name, "") if followed not in state else ""
    if asked in options:
        state[name] = asked
    elif state.get(name) not in options or state[name] == state.get(followed):
        state[name] = default
    state[followed] = default
    state[_OF_PAGE][name] = state[name]


def in_link(name: str, value: str) -> None:
    """Let the link carry a choice of one page alone that is drawn by the page itself."""
    st.session_state[_OF_PAGE][name] = value


def _select(label: str, options: Mapping, key: str, **more):
    kept = {"persist_state": "session", "filter_mode": None}
    return st.selectbox(label, list(options), format_func=options.get, key=key, **kept, **more)


def _period_widgets(suffix: str, label: str, years: list[int]) -> None:
    left, right = st.columns([3, 2], gap="small")
    with left:
        kind = _select(label, PARTS, "ky" + suffix)
    if kind == "free":
        for side, text, key in zip(st.columns(2, gap="small"), ("Từ ngày", "Đến ngày"), ("tu", "den"), strict=True):
            side.text_input(text, key=key + suffix, persist_state="session", placeholder="ngày/tháng/năm")
        return
    every = sorted({*years, st.session_state["nam" + suffix]}, reverse=True)
    with right:
        _select("Năm", {year: str(year) for year in every}, "nam" + suffix)
    if kind == "month":
        _select("Tháng", {month: f"Tháng {month}" for month in range(1, 13)}, "thang" + suffix)
