"""Above every page: real figures and the example are counted together, and the button that leaves the example out."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages import _cached, _common

TOGETHER = "Số liệu thật và số liệu minh họa đang tính chung."
REMEDY = "Hãy bỏ số liệu minh họa trước khi dùng số liệu."
IN_SNAPSHOT = "Bản chốt này lẫn số liệu minh họa: không dùng số liệu của bản này để báo cáo."


def sample_banner() -> None:
    """Once real data are in beside the example: the sentence, and a button that withdraws every batch of the example.

    A snapshot cannot be changed: then the sentence alone.
    """
    batches = _cached.batches()
    live = batches[batches["active"]]
    example = live[live["illustrative"]]
    if example.empty or live["illustrative"].all():
        return
    snapshot = bool(_cached.snapshot_name())
    said = f"<p><b>{escape(TOGETHER)}</b> {escape(IN_SNAPSHOT if snapshot else REMEDY)}</p>"
    with st.container(horizontal=True, vertical_alignment="center", key="mixed"):
        st.html(f'<div role="alert">{said}</div>')
        if not snapshot and st.button("Bỏ số liệu minh họa", type="primary", key="drop_sample"):
            _drop()


def _drop() -> None:
    """Withdraw the example; places and flags that rest on it are closed and opened again, each can be taken back."""
    from analysis.places.register_changes import Told  # with all of the register: not for the first page
    from analysis.places.sample_left import leave_sample

    leave_sample(_cached.store(), _cached.today(), told=Told(_common.who(), _common.now()))
    _common.start_anew()
