"""Địa bàn tăng: one place opened - its figures, quarters and months, what changed in it, its accidents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from analysis.drawing.alert_charts import quarters_chart, watch_chart, years_chart
from analysis.figures.trends import series_breaks
from analysis.review.alert_words import reason, row_label
from analysis.review.beside_words import leading_sentence, watch_note
from analysis.review.lists import INTERNAL_NOTE, list_csv, list_table, list_xlsx
from analysis.signals.alerts import Alerts
from pages import _alerts_read as read
from pages import _as_of, _cached, _common, _html
from pages._alerts_decide import decision
from pages._alerts_facts import (
    accident_table,
    change_blocks,
    change_key,
    fact_cards,
    quarters_title,
    watch_title,
    years_title,
)
from pages._alerts_html import changes, opened_heading
from pages._alerts_list import decided_words

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_IN_A_NAME = r"[^\w-]+"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WATCH_WORDS = {"expected": "bình thường", "score": "số cộng dồn", "limit": "ngưỡng", "alarm": "Vượt ngưỡng cảnh báo"}


def opened(place: read.Place, row: Mapping[Any, Any], found: Alerts) -> None:
    """All that is known of the opened place."""
    level = str(row["level"])
    label = str(row["label"])
    said = (label, level, row_label(row), reason(row, found), decided_words(row))
    st.html(opened_heading(*said, jump="Xem danh sách các vụ"))
    with st.container(horizontal=True):
        if place.by == read.DISTRICT and row["covered"] == "full":
            _brief(place)
        decision(place, row, found)
    st.html(fact_cards(read.against_last_year(place), read.against_last_year(place, months=True), row, found))
    _history(place, row, found)
    if place.by == read.DISTRICT:
        _watched(place, label)
    _changed(place, label)
    with st.container(key="accidents"):
        _accidents(place, label)


def _brief(place: read.Place) -> None:
    name = f"danh-gia-dot-xuat_{place.code}_{place.choices.now.key}.docx"
    label = "Tải bản đánh giá đột xuất (Word)"
    make = _cached.for_later(lambda: read.brief(place))
    st.download_button(label, make, name, DOCX, on_click="ignore", type="primary")


def _history(place: read.Place, row: Mapping[Any, Any], found: Alerts) -> None:
    series, level = found.series(place.code), str(row["level"])
    left, right = st.columns([13, 7])
    with left:
        drawn = quarters_chart(series, series_breaks(series, _cached.definitions()), level=level, unit="vụ")
        _common.chart(drawn, quarters_title(row, found.period), "quarters")
    with right:
        drawn = years_chart(found.by_year(place.code), row, level=level, unit="vụ")
        _common.chart(drawn, years_title(row, found.period), "years")


def _changed(place: read.Place, label: str) -> None:
    found = read.changed(place)
    title = f"Điều gì đã thay đổi ở {label}"
    st.html(changes(change_blocks(found), title, leading_sentence(found), change_key(found)))


def _watched(place: read.Place, label: str) -> None:
    watch = read.watch(place.choices)
    months = watch.of_area(place.code)
    drawn = watch_chart(months, unit="vụ", words=WATCH_WORDS)
    _common.chart(drawn, watch_title(months, label), "watch")
    if months["enough"].any():
        st.html(_html.aside([watch_note(watch)]))


def _accidents(place: read.Place, label: str) -> None:
    rows = read.listing(place)
    title = f"{len(rows)} vụ của {label} trong {place.choices.now.title}"
    st.html(accident_table(list_table(rows), title))
    notes = [*_as_of.source_words(), INTERNAL_NOTE]
    name = f"danh-sach-{re.sub(NOT_IN_A_NAME, '-', place.code)}-{place.choices.now.key}"
    with st.container(horizontal=True, key="downloads"):
        st.download_button("Tải CSV", lambda: list_csv(rows), f"{name}.csv", "text/csv", on_click="ignore")
        book = lambda: list_xlsx(rows, title=title, notes=notes)  # noqa: E731
        st.download_button("Tải Excel", book, f"{name}.xlsx", XLSX, on_click="ignore")
    st.html(_html.aside([INTERNAL_NOTE]))
