"""Phân tích TNGT: when, where, with what, why and to whom; what stands out against the same period of five years."""

from __future__ import annotations

import streamlit as st

from analysis.review import anatomy_words as words
from pages import _anatomy_read as read
from pages import _cached, _common, _html
from pages._anatomy_pivot import crossed
from pages._choices import current, file_key, page_choice, scope_words
from pages._shown import Origin, show

TITLE = "Phân tích TNGT"
SECTIONS = {
    "thoi_gian": "Thời gian",
    "noi": "Nơi xảy ra",
    "phuong_tien": "Phương tiện",
    "nguyen_nhan": "Nguyên nhân",
    "nguoi": "Người",
    "cap_cuu": "Cấp cứu",
    "bang_cheo": "Bảng chéo",
}
BY_MEASURE = ("thoi_gian", "noi", "phuong_tien", "nguyen_nhan")
MARKED = (*BY_MEASURE, "nguoi")
"""Sections with marks of what stands out, below which is said how many cells were looked at."""


def analysing() -> None:
    """The page: the answer, the section chosen with its charts, how many cells were looked at."""
    definitions = _cached.definitions()
    choices = current(definitions)
    said = read.said(choices)
    scope = " · ".join((f"{said.period} ({choices.now.days} ngày)", *scope_words(choices, definitions)))
    with st.container(key="answer"):
        st.html(_html.headline(f"{TITLE} · {scope}", said.headline, badge=said.badge))
    if said.coverage == "none":
        _common.no_data(_cached.overview(choices))
        return
    section = page_choice("muc", SECTIONS, "Mục", few=len(SECTIONS))
    measure = page_choice("dem", words.SUBJECTS, "Đếm") if section in BY_MEASURE else "accidents"
    for row in _rows(choices, section, measure):
        places = st.columns(len(row), gap="large") if len(row) > 1 else [st.container()]
        for place, one in zip(places, row, strict=True):
            with place:
                show(one, Origin(said.sources, scope, file_key(choices, definitions)))
    if section == "nguyen_nhan":
        st.html(_html.aside([said.weather]))
    looked = said.looked if section in MARKED else ()
    st.html(_html.source([*looked, f"{said.until} Cách xét: trang Phương pháp."]))


def _rows(choices, section: str, measure: str) -> list[list]:
    if section == "bang_cheo":
        return [[crossed(choices, read.judged(choices)[0])]]
    return read.drawn(choices, section, measure)


_common.through_app()
if not _common.empty_store():
    analysing()
