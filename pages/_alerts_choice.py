"""Địa bàn tăng: which place is opened, kept in the link; and what is offered where the period has no flag."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import streamlit as st

from analysis.definitions.catalogue import Definitions
from pages import _common
from pages._alerts_periods import holding_quarter
from pages._alerts_read import Place
from pages._choices import following, kept_choice
from pages._links import Choices, period_state

MOST_BUTTONS = 12
"""Up to so many places stand as buttons, which a click on a line of the list presses; more in a box to search in."""


def opened_place(rows: pd.DataFrame, by: str, choices: Choices) -> Place | None:
    """The place that is opened: the first by evidence until another is chosen, by a button or a click on its line."""
    if rows.empty:
        return None
    labels = dict(zip(rows["area"].astype(str), rows["label"].astype(str), strict=True))
    key = f"mo_{by}"
    following(key, labels, next(iter(labels)))

    def draw(key: str) -> Any:
        kept = {"key": key, "persist_state": "session"}
        if len(labels) > MOST_BUTTONS:
            return st.selectbox("Mở để xem chi tiết", list(labels), format_func=labels.get, width=360, **kept)
        plain = {code: without_markdown(label) for code, label in labels.items()}
        return st.pills("Mở để xem chi tiết", list(labels), format_func=plain.get, required=True, **kept)

    with st.container(key="opener"):
        return Place(by, kept_choice(key, labels, draw), choices)


def without_markdown(text: str) -> str:
    """``text`` (a road may be named in a file) as a button shows it letter by letter: no picture, link or colour."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def other_period(choices: Choices, definitions: Definitions) -> None:
    """A month or a free span has no flag: say why, and offer the quarter that holds its last day."""
    quarter = holding_quarter(choices.now, definitions.calendars[choices.calendar_key])
    why = (
        "Cờ «tăng» được xét theo quý, 6 tháng, 9 tháng và năm; trong một tháng hay một khoảng ngày tự chọn, "
        "số vụ của từng địa bàn quá ít để phân biệt với ngẫu nhiên. Chi tiết của mỗi địa bàn có theo dõi từng tháng."
    )
    _common.nothing_here("Kỳ này không xét cờ tăng", why)
    st.button(f"Xem {quarter.title}", type="primary", on_click=st.session_state.update, args=(period_state(quarter),))
