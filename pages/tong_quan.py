"""Tổng quan: the answer in a sentence, the three figures, where and since when, and what it rests on."""

from __future__ import annotations

import streamlit as st

from analysis.drawing.charts import ratio_chart, trend_chart
from analysis.drawing.maps import district_map
from analysis.figures.trends import series_breaks, with_roles
from analysis.review.wording import MEASURE_LABELS, SHORT_UNITS, UNITS
from pages import _cached, _common
from pages._choices import current, page_choice, scope_words
from pages._comparison import (
    SHORT_WORDS,
    figure_cards,
    groups_table,
    interval_note,
    opening,
    said_beside,
    seen,
    sources,
)

MEASURES = {"accidents": "Số vụ", "deaths": "Người chết", "injured": "Bị thương"}
UNIT_WORDS = {"quarter": "Theo quý", "month": "Theo tháng"}


def overview() -> None:
    """The page, from one cached table of daily counts."""
    definitions = _cached.definitions()
    choices = current(definitions)
    comparison = _cached.overview(choices)
    st.html(opening(comparison, "Tổng quan", scope_words(choices, definitions)))
    if comparison.coverage["now"] == "none":
        _common.no_data(comparison)
        return
    st.html(figure_cards(comparison, definitions) + said_beside(comparison))

    with st.container(horizontal=True):
        measure = page_choice("tieu_chi", MEASURES, "Tiêu chí")
        unit = page_choice("theo", UNIT_WORDS, "Chuỗi")
    rows, count = comparison.groups(measure).reset_index(), SHORT_UNITS.get(measure, UNITS[measure])
    words = {"words": SHORT_WORDS, "unit": count}
    left, right = st.columns([13, 7])
    with left:
        _common.chart(ratio_chart(rows, **words), seen(rows, measure, "địa bàn"), "ratios")
        if note := interval_note(rows):
            st.html(note)
    with right:
        _common.picture("Địa bàn tăng, giảm", district_map, _cached.district_outlines(), rows, **words)

    series = _cached.series(choices, unit)
    marked = with_roles(series, measure, choices.now, choices.base)
    title = f"{MEASURE_LABELS[measure]} {UNIT_WORDS[unit].lower()}, năm năm đến {choices.now.title}"
    _common.chart(trend_chart(marked, series_breaks(series, definitions), unit=count), title, "trend")
    table = groups_table(comparison, "Địa bàn", "Các địa bàn, theo thứ tự hành chính")
    st.html(table + sources(comparison))


_common.through_app()
if not _common.empty_store():
    overview()
