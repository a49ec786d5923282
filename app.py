"""The dashboard: the list of pages and the choices that they share. Run it with ``make run``."""

from __future__ import annotations

import streamlit as st

from pages import _as_of, _cached, _choices, _common, _mixed

st.set_page_config(page_title="An toàn giao thông", layout="wide", initial_sidebar_state="auto")
page = _common.navigation()
_common.dress()
with _common.mistakes_said():
    _as_of.start()
    _choices.start(_cached.definitions(), _cached.default_period())
    _as_of.sidebar()
    _choices.sidebar(_cached.definitions(), _cached.years())
    _as_of.band()
    _mixed.sample_banner()
    page.run()
    _choices.write_link(_cached.definitions())
_common.settle_down(page.title)
