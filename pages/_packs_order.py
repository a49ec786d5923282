"""The order of a pack: which snapshot, which parts, which documents, whose remarks; and the making with its bar."""

from __future__ import annotations

import streamlit as st

from analysis.review.pack.make import FORMATS, Order, make_pack
from analysis.review.pack.record import SECTIONS
from analysis.store.recording import now, who
from pages import _cached
from pages._as_of import names_of_snapshots
from pages._links import Choices

NOW = ""
FORMAT_WORDS = {"docx": "Báo cáo (Word)", "pptx": "Trình chiếu (PowerPoint)", "xlsx": "Phụ lục (Excel)"}
MADE = "pack_made"
EDITED_HELP = (
    "Báo cáo Word do chương trình làm trước đây mà anh chị đã ghi vào các ô «Nhập nhận xét»: nhận xét được đưa sang "
    "bản mới."
)


def order_form(choices: Choices) -> None:
    """The form; on its button the pack is made with a bar and kept."""
    names = [NOW, *names_of_snapshots()]
    with st.form("pack_order", border=True):
        left, right = st.columns(2)
        snapshot = left.selectbox(
            "Số liệu",
            names,
            index=names.index(_cached.snapshot_name()),
            format_func=lambda name: name or "Hiện nay (chốt lại khi làm)",
            key=f"pack_snapshot_{_cached.snapshot_name()}",
            filter_mode=None,
        )
        formats = right.pills(
            "Tài liệu",
            list(FORMATS),
            format_func=FORMAT_WORDS.get,
            selection_mode="multi",
            default=list(FORMATS),
            key="pack_formats",
        )
        sections = st.pills(
            "Các phần",
            list(SECTIONS),
            format_func=SECTIONS.get,
            selection_mode="multi",
            default=list(SECTIONS),
            key="pack_sections",
        )
        edited = st.file_uploader(
            "Báo cáo đã ghi nhận xét (nếu có)", type=["docx"], key="pack_edited", help=EDITED_HELP
        )
        asked = st.form_submit_button("Làm bộ tài liệu", type="primary")
    if asked:
        content = edited.getvalue() if edited is not None else b""
        _make(choices, snapshot, tuple(sections), tuple(formats), content)


def _make(choices: Choices, snapshot: str, sections: tuple[str, ...], formats: tuple[str, ...], edited: bytes) -> None:
    """Make and keep the pack; what was made stands in the session for the part below."""
    st.session_state.pop(MADE, None)
    order = Order(choices.now.key, choices.calendar_key, choices.with_collisions, sections, formats)
    bar = st.progress(0.0, "Đang bắt đầu…")
    made = {"who": who(), "now": now(), "snapshot": snapshot, "edited": edited, "progress": bar.progress}
    st.session_state[MADE] = make_pack(_cached.store(), _cached.today(), order, **made)
    bar.empty()
