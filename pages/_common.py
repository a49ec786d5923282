"""What every page needs: the definitions, the store, what is cached of it, and how mistakes and emptiness are said."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from html import escape
from threading import Event, Thread
from typing import Any

import streamlit as st
from plotly.graph_objects import Figure

from analysis.definitions.periods import day_text
from analysis.errors import AtgtError
from analysis.figures.compare import Comparison
from analysis.store.recording import now, who
from pages import _as_of, _cached, _choices
from pages._html import chart_title
from pages._links import typed_day

SETTLED_S, PATIENCE_S, QUIET_S = 60.0, 40.0, 2.0
"""A whole collection of garbage takes 0,2 to 0,6 s and holds every session up: how often, and how long it waits until
no page has run for how long [s]."""
_last_run = Event()


PAGES = {
    "tong_quan": "Tổng quan",
    "so_sanh_ky": "So sánh kỳ",
    "phan_tich": "Phân tích TNGT",
    "dia_ban_tang": "Địa bàn tăng",
    "ban_do": "Bản đồ và điểm đen",
    "vi_pham": "Vi phạm",
    "bao_cao": "Báo cáo họp",
    "kiem_tra_cau": "Kiểm tra câu số liệu",
    "du_lieu": "Dữ liệu",
    "phuong_phap": "Phương pháp",
}


def navigation() -> st.Page:
    """The list of pages in the sidebar; gives the one that is asked for."""
    pages = [st.Page(f"pages/{name}.py", title=title, default=name == "tong_quan") for name, title in PAGES.items()]
    return st.navigation(pages)


def through_app() -> None:
    """Where a page was opened alone, start again with ``app.py``.

    A new server that is first asked for /du_lieu finds the folder ``pages`` and runs that file alone (Streamlit's older
    way of many pages), until ``st.navigation`` has been called once.
    """
    if not _choices.started():
        navigation()
        st.rerun()


def span_of_day(text: str, otherwise: tuple[date, date]) -> tuple[date, date]:
    """The day typed as ngày/tháng/năm as [day, day after); ``otherwise`` where nothing was typed."""
    if not text.strip():
        return otherwise
    day = typed_day(text)
    return day, day + timedelta(days=1)


def leave_out_what_stays() -> None:
    """Before a run: leave all that is there out of the collection of garbage that Streamlit makes after every run.

    What is there now has just been looked through. Walking each time over all that libraries and caches hold took a
    third of the server's work with thirty sessions.
    """
    _last_run.set()
    gc.freeze()


@st.cache_resource(show_spinner=False, ttl=SETTLED_S)
def settle_down() -> Thread:
    """After a run, once a minute: collect what was left out and is garbage by now, once no page runs."""
    collecting = Thread(target=_collect, name="garbage", daemon=True)
    collecting.start()
    return collecting


def _collect() -> None:
    begin = time.monotonic()
    while time.monotonic() - begin < PATIENCE_S:
        _last_run.clear()
        if not _last_run.wait(QUIET_S):
            break
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def mistakes_said() -> Iterator[None]:
    """Say an error of the data or the request as a sentence and a remedy, and draw nothing more."""
    try:
        yield
    except AtgtError as error:
        say_mistake(error)


def say_mistake(error: AtgtError) -> None:
    """The sentence in bold, then the remedy; a text of a file is shown as it is."""
    said = f"<p><b>{escape(error.sentence)}</b></p><p>{escape(error.remedy)}</p>"
    st.html(f'<div class="at-finding error" role="alert">{said}</div>')


def chart(figure: Figure, title: str, key: str) -> None:
    """A chart below its title, without plotly's own tools; the title is also what a screen reader says of it."""
    st.html(chart_title(title))
    st.plotly_chart(figure, theme=None, config={"displayModeBar": False}, key=key, alt=title)


def picture(title: str, draw: Callable[..., str], *of: Any, **how: Any) -> None:
    """A picture of ours as HTML below its title, which is also what a screen reader says of it."""
    st.html(chart_title(title) + draw(*of, title=title, **how))


def nothing_here(title: str, why: str, *buttons: tuple[str, Callable[[], Any]]) -> None:
    """An empty state: what is missing, why, and the buttons for what to do next (the first is the main one)."""
    st.html(f'<div class="at-empty"><h1>{escape(title)}</h1><p>{escape(why)}</p></div>')
    with st.container(horizontal=True):
        for place, (label, action) in enumerate(buttons):
            if st.button(label, type="secondary" if place else "primary", key=f"nothing_{place}_{label}"):
                action()


def empty_store() -> bool:
    """Whether nothing has been taken in; then says so, with the two ways on."""
    if _cached.batches()["active"].any():
        return False
    if _cached.snapshot_name():
        nothing_here("Bản chốt này không có số liệu", "Khi chốt, kho số liệu còn trống.")
        return _as_of.read_only("empty")
    why = "Kho số liệu còn trống. Hãy nhập tệp của Công an tỉnh, hoặc nạp số liệu minh họa để xem thử chương trình."
    nothing_here("Chưa có số liệu", why, ("Đến trang Dữ liệu", go_to_data), ("Nạp số liệu minh họa", take_in_sample))
    return True


def no_data(comparison: Comparison) -> None:
    """A period that the data do not cover: until when they go, and the ways on."""
    until = comparison.data_until
    why = f"Số liệu mới có đến {day_text(until)}." if until else "Chưa có tệp nào được nhập."
    why += " Hãy chọn kỳ khác ở thanh bên, hoặc nhập tệp của kỳ này."
    latest = (("Xem quý gần nhất có số liệu", start_anew),) if until else ()
    nothing_here("Chưa có số liệu của kỳ này", why, *latest, ("Đến trang Dữ liệu", go_to_data))


def open_page(name: str) -> None:
    """Go to a page by the name of its file."""
    st.switch_page(f"pages/{name}.py")


def go_to_data() -> None:
    """Open the page where files are taken in."""
    open_page("du_lieu")


def take_in_sample() -> None:
    """Load the embedded example with a bar, then draw the page anew."""
    from analysis.store.sample import load_sample  # with all that reads files: not for the first page

    bar = st.progress(0.0, "Đang nạp số liệu minh họa…")
    load_sample(_cached.store(), _cached.today(), who=who(), now=now(), progress=bar.progress)
    start_anew()


def start_anew() -> None:
    """Forget the choices, so that Tổng quan opens on the last quarter of the data as they are now."""
    _choices.forget()
    open_page("tong_quan")
