"""Dữ liệu: take files in, look at what was taken in, withdraw it, correct single accidents, see what is loaded."""

from __future__ import annotations

import streamlit as st

from pages import _cached, _common
from pages._batches import batches_section, sample_banner
from pages._choices import current, page_choice
from pages._corrections import corrections_section
from pages._import_steps import import_section
from pages._loaded import loaded_section
from pages._outlines import outlines_section

PARTS = {
    "nhap": "Nhập tệp",
    "dot_nhap": "Các đợt nhập",
    "dinh_chinh": "Đính chính",
    "lich": "Lịch số liệu",
    "ranh_gioi": "Ranh giới",
}

_common.through_app()
st.title("Dữ liệu", anchor=False)
with _common.mistakes_said():
    sample_banner()
    part = page_choice("phan", PARTS, "Phần", few=len(PARTS))
    if part == "nhap":
        import_section()
    elif part == "dot_nhap":
        batches_section()
    elif part == "dinh_chinh":
        corrections_section()
    elif part == "ranh_gioi":
        outlines_section()
    else:
        loaded_section(_cached.definitions().calendars[current(_cached.definitions()).calendar_key])
