"""The opened place: where it is, what was found there, before and after treatment, its history, what can be done."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from analysis.errors import AtgtError
from analysis.places.place_names import known_names, where_words
from analysis.places.register import KINDS, attachments, place_of
from analysis.review.register_words import event_words, figure_words, mark_words, state_words
from analysis.review.treatment_words import REGRESSION_WORDS, treatment_lines
from analysis.store.spots import read_attachment
from analysis.store.tables import VIETNAM_TIME
from pages import _cached, _common, _html, _register_read
from pages._register_actions import actions

if TYPE_CHECKING:
    from analysis.places.blackspots import BlackSpots


def opened_place(places: pd.DataFrame, register_id: str, found: BlackSpots | None) -> None:
    """One place of ``places``, with its forms."""
    place = place_of(places, register_id)
    st.html(_facts(place))
    if pd.notna(place["done_on"]) and found is not None:
        st.html(_treated(place, found))
    with _common.mistakes_said():
        actions(places, place)
    st.html(_history(register_id))
    _files(place)


def _facts(place: dict[str, Any]) -> str:
    definitions = _cached.definitions()
    where = where_words(place, known_names(definitions))
    area = definitions.areas.names.get(place["area_code"], "không rõ địa bàn")
    days = {"Đề nghị": "proposed_on", "xác nhận": "confirmed_on", "bắt đầu xử lý": "work_from"}
    days |= {"xử lý xong": "done_on", "xóa": "removed_on"}
    dated = [f"{words} {place[name]:%d/%m/%Y}" for words, name in days.items() if pd.notna(place[name])]
    lines = (
        f"{KINDS.get(place['kind'], '')}: {where}; {area}",
        f"{figure_words(place)}; rà soát gần nhất: {mark_words(place)}",
        ", ".join(dated),
        f"Phụ trách: {place['owner']}" if place["owner"] else "",
        f"Diễn giải: {place['remark']}" if place["remark"] else "",
        f"Các vụ: {', '.join(place['accident_ids'])}" if place["accident_ids"] else "",
    )
    said = "".join(f"<p>{escape(line[:1].upper() + line[1:])}</p>" for line in lines if line)
    state = f'<span class="at-level">{escape(state_words(place))}</span>'
    title = f"<h2>{escape(place['register_id'])} · {escape(place['name'])} {state}</h2>"
    return f'<section class="at-opened" data-place="{escape(place["register_id"])}">{title}{said}</section>'


def _treated(place: dict[str, Any], found: BlackSpots) -> str:
    """Before and after in words; why there is nothing to compare where there is not."""
    from analysis.places.register_treatment import place_treatment

    try:
        lines = [*treatment_lines(place_treatment(place, found, _cached.definitions())), REGRESSION_WORDS]
    except AtgtError as error:
        lines = [error.sentence, error.remedy]
    first, *rest = lines
    return f'<p class="at-answer"><b>Trước và sau xử lý.</b> {escape(first)}</p>{_html.source(rest)}'


def _history(register_id: str) -> str:
    """Everything that happened, the latest first."""
    columns = ("Khi nào", "Người ghi", "Việc", "Lý do, căn cứ")
    rows = [
        [
            _html.Cell(f"{event['at'].astimezone(VIETNAM_TIME):%d/%m/%Y %H:%M}", event["number"], "w"),
            *map(_html.Cell, (event["who"], event_words(event), event["reason"] or "–")),
        ]
        for event in _register_read.happened(register_id)[::-1].to_dict("records")
    ]
    return _html.table("Lịch sử của điểm", [_html.Heading(name) for name in columns], rows, name="register_history")


def _files(place: dict[str, Any]) -> None:
    """The attached files, as they came."""
    if not place["files"]:
        return
    with st.container(horizontal=True, key="register_files"):
        for row in attachments(_cached.pinned(), place["register_id"]).to_dict("records"):
            read = lambda sha256=row["sha256"]: read_attachment(_cached.store(), sha256)  # noqa: E731
            key, kind = f"register_file_{row['sha256'][:12]}", "application/octet-stream"
            label = f"Tải tệp: {_plain(row['value'])}"
            st.download_button(label, read, row["value"], kind, key=key, on_click="ignore")


def _plain(text: str) -> str:
    """A text of a file as the label of a button: Streamlit reads Markdown there."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]()<>#+-.!|$~:^" else letter for letter in text)
