"""Dữ liệu: take files in, look at them, withdraw, correct single accidents, see what is loaded, pin it all."""

from __future__ import annotations

import streamlit as st

from pages import _as_of, _cached, _common
from pages._batches import batches_section
from pages._choices import current, page_choice
from pages._corrections import corrections_section
from pages._import_steps import import_section
from pages._loaded import loaded_section
from pages._outlines import outlines_section
from pages._snapshots import snapshots_section

PARTS = {
    "nhap": "Nhập tệp",
    "dot_nhap": "Các đợt nhập",
    "dinh_chinh": "Đính chính",
    "lich": "Lịch số liệu",
    "ranh_gioi": "Ranh giới",
    "ban_chot": "Bản chốt số liệu",
}

SECTIONS = {
    "nhap": import_section,
    "dot_nhap": batches_section,
    "dinh_chinh": corrections_section,
    "ranh_gioi": outlines_section,
    "ban_chot": snapshots_section,
}

_common.through_app()
st.title("Dữ liệu", anchor=False)
with _common.mistakes_said():
    part = page_choice("phan", PARTS, "Phần", few=len(PARTS))
    if part in ("nhap", "ranh_gioi") and _as_of.read_only(part):
        pass
    elif part in SECTIONS:
        SECTIONS[part]()
    else:
        loaded_section(_cached.definitions().calendars[current(_cached.definitions()).calendar_key])
