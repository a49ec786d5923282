"""Kiểm tra câu số liệu: what is typed or handed in, what it is held against, and the check, made once a text."""

from __future__ import annotations

import streamlit as st

from analysis.review.checking.check import Checked, check_text
from analysis.review.checking.context import Context
from analysis.review.checking.text_files import SUFFIXES, file_text, readable
from analysis.store.tables import Store
from pages import _cached
from pages._links import Choices

TYPED = "cau"
EXAMPLE = (
    "Quý I năm 2015, toàn tỉnh xảy ra 74 vụ tai nạn giao thông, tăng 12 vụ (+19,35%) so với cùng kỳ năm trước; "
    "làm chết 15 người, không tăng, không giảm; bị thương 20 người, tăng 03 người (15,0%). "
    "Riêng đường bộ tăng 13 vụ (58/71)."
)
"""A year before all data: only the arithmetic of the example is judged."""
HINT = "Ví dụ: Xảy ra 196 vụ, giảm 45 vụ (-18,67%) so với cùng kỳ năm trước."


def entered() -> str:
    """The text to check: of the file where one is handed in, else what stands in the box. Raises ``FileError``."""
    left, right = st.columns([13, 7], gap="medium")
    with left:
        kept = {"height": 170, "placeholder": HINT, "persist_state": "session"}
        typed = st.text_area("Câu, đoạn văn hoặc cả báo cáo cần kiểm tra", key=TYPED, **kept)
        with st.container(horizontal=True):
            st.button("Kiểm tra", type="primary")
            if not typed:
                st.button("Xem ví dụ", on_click=_show_example)
            else:
                st.button("Xóa ô", on_click=_clear)
    with right:
        upload = st.file_uploader("Hoặc chọn tệp (.docx, .txt)", type=list(SUFFIXES), key="cau_tep")
        if upload is not None:
            st.caption("Đang kiểm tra tệp này. Bỏ tệp để quay về ô bên trái.")
            return file_text(upload.name, upload.getvalue())
        st.caption("Văn bản chỉ được đọc trên máy này, không lưu lại và không gửi đi đâu.")
    return typed


def _show_example() -> None:
    st.session_state[TYPED] = EXAMPLE


def _clear() -> None:
    st.session_state[TYPED] = ""


def checked(text: str, choices: Choices) -> tuple[Checked, str]:
    """The check of ``text`` against what is looked at, and a note where it came in a legacy font."""
    return _checked(_cached.pinned(), text, choices)


@st.cache_resource(show_spinner="Đang kiểm tra…", max_entries=8, hash_funcs=_cached.AS_WRITTEN)
def _checked(fixed: Store, text: str, choices: Choices) -> tuple[Checked, str]:
    turned, note = readable(text)
    return check_text(turned, context=_context(fixed, choices)), note


def _context(fixed: Store, choices: Choices) -> Context:
    """Everything chosen in the sidebar; without any data only calendars and names."""
    there = bool(_cached.batches()["active"].any())
    return Context(
        _cached.definitions(),
        _cached.daily(fixed) if there else None,
        _cached.covered(fixed) if there else None,
        period=choices.now,
        base=choices.base,
        calendar_key=choices.calendar_key,
        areas=choices.areas,
        mode=choices.mode,
        with_collisions=choices.with_collisions,
    )
