"""The pack just made: its documents to download, and their pages to look at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from analysis.review.numbers import whole
from analysis.review.pack.make import Pack, pack_name
from analysis.review.pack.preview import MOST_PAGES, page_pictures
from pages import _cached, _common, _html
from pages._packs_order import MADE

TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PROGRAMS = {".docx": "Word", ".pptx": "PowerPoint", ".xlsx": "Excel"}
LOOK = {".docx": "báo cáo", ".pptx": "trình chiếu", ".xlsx": "phụ lục"}


def made_pack() -> None:
    """Downloads, warnings and preview of the pack that this session made last; nothing before."""
    pack: Pack | None = st.session_state.get(MADE)
    if pack is None:
        return
    st.html(_html.chart_title(f"Bộ tài liệu {pack_title(pack.record)}, từ bản chốt «{pack.record['snapshot']}»"))
    if pack.warnings:
        st.warning("  \n".join(pack.warnings))
    if pack.said:
        st.html(_html.aside(pack.said))
    with st.container(horizontal=True, key="pack_downloads"):
        for name, content in pack.files.items():
            kind = Path(name).suffix
            st.download_button(
                label(kind, pack_title(pack.record)),
                content,
                name,
                TYPES[kind],
                on_click="ignore",
                type="primary",
                key=f"get_{name}",
            )
    _preview(pack)


def label(kind: str, title: str) -> str:
    """What a button gives: "Tải báo cáo Quý I/2025 (Word)"."""
    return f"Tải {LOOK[kind]} {title} ({PROGRAMS[kind]})"


def pack_title(record: Mapping[str, Any]) -> str:
    """What a pack is of: "Quý I/2025, không tính va chạm"."""
    return pack_name(record, _cached.definitions())


def _preview(pack: Pack) -> None:
    """The pages of one document as pictures, on asking."""
    kinds = {name: LOOK[Path(name).suffix] for name in pack.files}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Xem trước", list(kinds), format_func=kinds.get, key="pack_look", filter_mode=None, width=240
        )
        asked = st.button("Xem thành hình", key="pack_look_now")
    if not asked:
        return
    with _common.mistakes_said():
        with st.spinner("Đang vẽ các trang, khoảng mười giây…"):
            pictures = page_pictures(name, pack.files[name])
        if len(pictures) == MOST_PAGES:
            st.html(_html.aside([f"Chỉ xem trước {whole(MOST_PAGES)} trang đầu."]))
        columns = st.columns(1 if name.endswith(".docx") and len(pictures) == 1 else 2)
        for number, picture in enumerate(pictures):
            columns[number % len(columns)].image(picture, caption=f"Trang {number + 1}/{len(pictures)}")
