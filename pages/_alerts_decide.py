"""Địa bàn tăng: a person sets a flag aside with a reason, or opens it again; both are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import day_text, parse_period
from analysis.figures.labels import labels_of
from analysis.review.alert_words import LEVEL_WORDS
from analysis.review.numbers import whole
from analysis.signals.alerts import Alerts
from analysis.signals.decided import flag_of, set_flag_aside
from analysis.signals.levels import FLAGGED
from analysis.store.flags import REOPENED, SET_ASIDE, reopen
from analysis.store.tables import local_day
from pages import _as_of, _cached, _common
from pages._alerts_read import Place, decisions
from pages._html import Cell, Heading, table

_DECIDED = "flags_decided"
EVENTS = {SET_ASIDE: "tạm gác", REOPENED: "mở lại"}


def decision(place: Place, row: Mapping[Any, Any], found: Alerts) -> None:
    """The button that sets the flag aside, or opens it again; nothing where there is no flag."""
    if (row["set_aside"] or row["level"] in FLAGGED) and _as_of.read_only("flag"):
        return
    if row["set_aside"]:
        _reopen(place, found)
    elif row["level"] in FLAGGED:
        _set_aside(place, found)


def _modes(place: Place) -> tuple[str, ...]:
    """The modes by which the place was judged, () for all: seen with other choices it has another flag."""
    return (place.choices.mode,) if place.choices.mode else ()


def _set_aside(place: Place, found: Alerts) -> None:
    with st.popover("Tạm gác cờ…", key=_key("set_aside")), st.form("set_aside", border=False):
        st.caption("Cờ vẫn hiện trong danh sách, kèm lý do và người ghi. Có thể mở lại bất cứ lúc nào.")
        reason = st.text_input("Lý do", placeholder="ví dụ: hai vụ do một đợt mưa đá, đã khắc phục")
        who = st.text_input("Người ghi", _common.who())
        if st.form_submit_button("Tạm gác", type="primary"):
            with _common.mistakes_said():
                told = {"modes": _modes(place), "reason": reason, "who": who, "now": _common.now()}
                set_flag_aside(_cached.store(), found, place.code, **told)
                _done()


def _reopen(place: Place, found: Alerts) -> None:
    with st.popover("Mở lại cờ…", key=_key("reopen")), st.form("reopen", border=False):
        reason = st.text_input("Lý do mở lại (không bắt buộc)")
        who = st.text_input("Người ghi", _common.who())
        if st.form_submit_button("Mở lại", type="primary"):
            with _common.mistakes_said():
                flag = flag_of(found, place.code, modes=_modes(place))
                reopen(_cached.store(), flag, reason=reason, who=who, now=_common.now())
                _done()


def _key(name: str) -> str:
    """The key of a small window: another one after every decision, so that it closes and the next stays closed."""
    return f"{name}_{st.session_state.get(_DECIDED, 0)}"


def _done() -> None:
    st.session_state[_DECIDED] = st.session_state.get(_DECIDED, 0) + 1
    st.rerun()


def decisions_list() -> None:
    """All decisions that were ever made, the last one first; nothing where there is none."""
    events = decisions()
    if len(events):
        with st.expander(f"Các lần tạm gác, mở lại cờ ({len(events)})"):
            st.html(decisions_table(events, _cached.definitions()))


def decisions_table(events: pd.DataFrame, definitions: Definitions) -> str:
    """The table of ``store.flags.flag_events`` in words, the last one first."""
    headings = [Heading(name) for name in ("Ngày", "Nơi", "Kỳ", "Việc", "Lý do", "Người ghi", "Khi đó")]
    rows = [[Cell(text) for text in _told(event, definitions)] for event in events[::-1].to_dict("records")]
    return table("", headings, rows, name="decisions")


def _told(event: Mapping[Any, Any], definitions: Definitions) -> list[str]:
    place = labels_of(str(event["by"]), [str(event["key"])], definitions)[0]
    period = parse_period(str(event["period"]), definitions.calendar(str(event["calendar"])))
    then = ""
    if event["event"] == SET_ASIDE:
        then = f"{whole(event['accidents'])} vụ, {LEVEL_WORDS[str(event['level'])]}"
    day = day_text(local_day(pd.Timestamp(event["at"]).to_pydatetime()))
    return [
        day,
        place,
        period.title,
        EVENTS[str(event["event"])],
        "" if pd.isna(event["reason"]) else str(event["reason"]),
        str(event["who"]),
        then,
    ]
