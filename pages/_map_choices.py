"""The choices of the map: the period on a slider, the colour of districts, the layers, how spots are looked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from analysis.definitions.calendars import Calendar
from analysis.definitions.periods import Period, parse_period
from analysis.errors import RequestError
from analysis.places.blackspots import usual_since
from pages import _cached
from pages._choices import in_link, page_choice
from pages._links import DAY_FORM, Choices, period_state, typed_day
from pages._map_read import Search, searched_days

COLOURS = {"so_vu": "Số vụ", "ty_le": "Tỷ suất theo dân số", "tang_giam": "Tăng, giảm", "canh_bao": "Địa bàn tăng"}
LAYERS = {
    "vu": "Vụ tai nạn",
    "mat_do": "Mật độ",
    "diem": "Điểm đen",
    "nut": "Nút giao",
    "cot": "Cột km",
    "ngang": "Đường ngang",
}
WINDOWS = {"ky": "Vụ trong kỳ", "xet": "Vụ trong cả thời gian xét điểm đen"}
SEARCHES = {"point": "Theo tọa độ", "km": "Theo lý trình"}
_SLIDER, _LAYERS = "ban_do_ky", "ban_do_lop"
ALWAYS, FIRST = ("vu", "mat_do", "diem"), ("vu", "diem")
"""The layers that are always offered; those that are on at first."""
_KEPT = {"persist_state": "session"}
_NARROW = _KEPT | {"label_visibility": "collapsed"}


@dataclass(frozen=True)
class View:
    """What is drawn: ``colour`` of ``COLOURS``, ``layers`` of ``LAYERS``."""

    colour: str
    layers: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """How spots are looked for, and which accidents are shown (``WINDOWS``)."""

    search: Search
    window: str


def time_slider(choices: Choices) -> None:
    """A slider over the periods of the same kind that the data touch; it moves the period of the sidebar."""
    calendar = _cached.definitions().calendars[choices.calendar_key]
    periods = _like(choices.now, calendar)
    if len(periods) < 2:
        return
    titles = {period.key: period.title for period in periods}
    st.session_state[_SLIDER] = choices.now.key
    told = {"format_func": titles.get, "label_visibility": "collapsed", "on_change": _moved, "args": (calendar,)}
    st.select_slider("Kỳ trên bản đồ", list(titles), key=_SLIDER, **told)


def _moved(calendar: Calendar) -> None:
    st.session_state.update(period_state(parse_period(st.session_state[_SLIDER], calendar)))


def _like(now: Period, calendar: Calendar) -> list[Period]:
    """The periods of the kind of ``now`` in the years of the data; the chosen one is always among them."""
    if now.is_span:
        return []
    part = now.key[5:]
    parts = ["Q1", "Q2", "Q3", "Q4"] if part.startswith("Q") else [part]
    if part.isdecimal():
        parts = [f"{month:02d}" for month in range(1, 13)]
    years = sorted({*_cached.years(), int(now.key[:4])})
    first, last = _cached.covered()["start"].min().date(), _cached.covered()["stop"].max().date()
    periods = [parse_period(f"{year}-{one}".rstrip("-"), calendar) for year in years for one in parts]
    return [period for period in periods if (first < period.stop and period.start < last) or period == now]


def view_choices(loaded: Collection[str]) -> View:
    """What colours the districts and which layers lie over them; ``loaded``: the optional layers that have rows."""
    with st.container(horizontal=True, vertical_alignment="center"):
        colour = page_choice("mau", COLOURS, "Tô màu địa bàn theo")
        offered = {key: words for key, words in LAYERS.items() if key in ALWAYS or key in loaded}
        asked = st.session_state.get(_LAYERS)
        if asked is None:
            asked = st.query_params.get("lop", ",".join(FIRST)).split(",")
        st.session_state[_LAYERS] = [key for key in asked if key in offered]
        more = {"selection_mode": "multi", "format_func": offered.get, "key": _LAYERS}
        layers = st.pills("Lớp trên bản đồ", list(offered), **more, **_NARROW)
    in_link("lop", ",".join(layers))
    return View(colour, tuple(layers))


def search_choices(choices: Choices) -> Asked:
    """How black spots are looked for, above their list; the period chosen gives the last day unless one is typed."""
    rules = _cached.definitions().blackspot_rules
    with st.container(horizontal=True, vertical_alignment="center"):
        by = page_choice("xet", SEARCHES, "Xét điểm đen")
        box = st.popover("Cách xét")
    with box:
        left, right = st.columns(2)
        as_of = _day(left, "Tính đến ngày", "xet_den", choices.now.end)
        since = _day(right, "Xét từ ngày", "xet_tu", usual_since(as_of))
        length = left.number_input("Đoạn dài nhất (m)", 10, 5000, rules.length_m, 10, key="xet_dai", **_KEPT)
        radius = right.number_input("Bán kính (m)", 5, 2500, int(rules.radius_m), 5, key="xet_tron", **_KEPT)
        window = page_choice("cac_vu", WINDOWS, "Vụ trên bản đồ")
        law = st.toggle("Liệt kê cả điểm tiềm ẩn theo thông tư", key="xet_tiem_an", **_KEPT)
    if since > as_of:
        raise RequestError("Ngày bắt đầu xét ở sau ngày tính đến.", "Hãy sửa hai ngày ở ô «Cách xét».")
    return Asked(Search(by, as_of, since, int(length), float(radius), bool(law)), window)


def _day(column: Any, label: str, key: str, usual: date) -> date:
    """A day typed by hand; left empty it is ``usual``."""
    text = column.text_input(label, key=key, placeholder=usual.strftime(DAY_FORM), **_KEPT)
    return typed_day(text) if text.strip() else usual


def days_shown(choices: Choices, asked: Asked) -> tuple[date, date]:
    """The days [start, stop) of the accidents on the map."""
    return searched_days(asked.search) if asked.window == "xet" else (choices.now.start, choices.now.stop)
