"""Phân tích TNGT: when, where, with what, why and to whom; what stands out against the same period of five years."""

from __future__ import annotations

import streamlit as st

from analysis.definitions.periods import day_text
from analysis.figures.labels import labels_of
from analysis.review import anatomy_part_words as part_words
from analysis.review import anatomy_words as words
from analysis.review.wording import illustration
from pages import _anatomy_read as read
from pages import _cached, _common, _html
from pages._anatomy_pivot import crossed
from pages._anatomy_show import show
from pages._choices import current, page_choice, scope_words

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


def analysing() -> None:
    """The page: the answer, the section chosen with its charts, how many cells were looked at."""
    definitions = _cached.definitions()
    choices = current(definitions)
    found, marks = read.judged(choices)
    period = choices.now
    eyebrow = " · ".join(
        (TITLE, f"{words.period_words(found)} ({period.days} ngày)", *scope_words(choices, definitions))
    )
    with st.container(key="answer"):
        st.html(_html.headline(eyebrow, words.headline(found, marks), badge=illustration(found)))
    if found.coverage == "none":
        _common.no_data(_cached.overview(choices))
        return
    section = page_choice("muc", SECTIONS, "Mục", few=len(SECTIONS))
    measure = page_choice("dem", words.SUBJECTS, "Đếm") if section in BY_MEASURE else "accidents"
    across = section == "bang_cheo"
    for row in [[crossed(choices, found)]] if across else read.drawn(choices, section, measure):
        for place, one in zip(
            st.columns(len(row), gap="large") if len(row) > 1 else [st.container()], row, strict=True
        ):
            with place:
                show(one, words.source_words(found))
    if section == "nguyen_nhan":
        st.html(
            _html.aside([part_words.weather_words(found, labels_of("cause", ["traffic_environment"], definitions)[0])])
        )
    until = f"Số liệu đến {day_text(found.data_until)}." if found.data_until else ""
    st.html(_html.source([*words.looked_sentences(found, marks), f"{until} Cách xét: trang Phương pháp."]))


_common.through_app()
if not _common.empty_store():
    analysing()
