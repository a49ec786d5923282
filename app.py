"""The dashboard: the list of pages and the choices that they share. Run it with ``make run``."""

from __future__ import annotations

import streamlit as st

from pages import _cached, _choices, _common

st.set_page_config(page_title="An toàn giao thông", layout="wide", initial_sidebar_state="auto")
page = _common.navigation()
_common.dress()
with _common.mistakes_said():
    _choices.start(_cached.definitions(), _cached.default_period())
    _choices.sidebar(_cached.definitions(), _cached.years())
    page.run()
    _choices.write_link(_cached.definitions())
_common.settle_down()
