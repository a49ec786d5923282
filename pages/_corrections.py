"""Đính chính: find an accident, put a new value beside the received one with a reason, and undo it if it was wrong."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from analysis.definitions.names import fold
from analysis.store.corrected_values import FIELDS
from analysis.store.corrections import correct, corrections, doubts, undo_correction
from analysis.store.reading import read_accidents
from pages import _as_of, _cached, _common, _html

MOST_SHOWN = 50
EVERY_DAY = (dt.date(1900, 1, 1), dt.date(2200, 1, 1))
PEOPLE = ("deaths", "injured", "missing_people")


def corrections_section() -> None:
    """Search, form, list of what was corrected."""
    if not _as_of.read_only("correct"):
        accident = _found()
        if accident is not None:
            _form(accident)
    _list()


def _found() -> pd.Series | None:
    """The accident chosen among those that match what was typed; nothing where none does."""
    left, middle, right = st.columns([2, 2, 2])
    typed = left.text_input("Mã vụ (hoặc một phần)", key="find_id")
    day = middle.text_input("Ngày xảy ra", key="find_day", placeholder="ngày/tháng/năm")
    names = _cached.definitions().areas.names
    area = right.selectbox("Địa bàn", ["", *names], format_func=lambda code: names.get(code, "Tất cả"), key="find_area")
    if not (typed.strip() or day.strip() or area):
        st.caption("Gõ mã vụ, ngày hoặc chọn địa bàn để tìm vụ cần đính chính (ví dụ: người bị thương chết muộn).")
        return None
    rows = _matching(typed, day, area)
    if rows.empty:
        st.caption("Không có vụ nào như vậy trong số liệu đang dùng.")
        return None
    if len(rows) > MOST_SHOWN:
        st.caption(f"Có {len(rows)} vụ; chỉ liệt kê {MOST_SHOWN} vụ gần nhất. Hãy gõ thêm để thu hẹp.")
    shown = rows.tail(MOST_SHOWN)[::-1].set_index("accident_id")
    labels = {key: _label(key, row, names) for key, row in shown.iterrows()}
    return shown.loc[st.selectbox("Vụ cần đính chính", list(labels), format_func=labels.get, key="find_chosen")]


def _matching(typed: str, day: str, area: str) -> pd.DataFrame:
    rows = read_accidents(_cached.store(), *_common.span_of_day(day, EVERY_DAY))
    if area:
        rows = rows[rows["area_code"] == area]
    if typed.strip():
        rows = rows[rows["accident_id"].map(fold).str.contains(fold(typed), regex=False)]
    return rows


def _label(key: object, row: pd.Series, names: dict[str, str]) -> str:
    where = names.get(row["area_code"], "Không rõ địa bàn")
    return f"{key} · {row['occurred_on']:%d/%m/%Y} · {where} · {row['deaths']} chết, {row['injured']} bị thương"


def _form(accident: pd.Series) -> None:
    definitions, key = _cached.definitions(), accident.name
    severities = dict(definitions.codes["severity"].labels)
    with st.form(f"correct_{key}", border=True):
        places = st.columns(5)
        values = {}
        for place, name in zip(places, PEOPLE, strict=False):
            now = None if pd.isna(accident[name]) else int(accident[name])
            label = FIELDS[name][:1].upper() + FIELDS[name][1:]
            values[name] = place.number_input(label, 0, None, now, 1, help=f"Đang ghi: {'–' if now is None else now}")
        known = list(severities)
        place = known.index(accident["severity"]) if accident["severity"] in known else None
        values["severity"] = places[3].selectbox("Mức độ", known, place, format_func=severities.get)
        values["occurred_on"] = places[4].text_input("Ngày xảy ra", f"{accident['occurred_on']:%d/%m/%Y}")
        reason = st.text_input("Lý do đính chính", placeholder="ví dụ: thống kê bổ sung, nạn nhân chết ngày 20/3/2025")
        sent = st.form_submit_button("Ghi đính chính", type="primary")
    if sent:
        with _common.mistakes_said():
            changed = {name: value for name, value in values.items() if value is not None}
            told = {"who": _common.who(), "now": _common.now(), "definitions": definitions}
            correct(_cached.store(), str(key), changed, reason=reason, **told)
            st.toast(f"Đã ghi đính chính cho vụ {key}.")
            st.rerun()


def _list() -> None:
    made = corrections(_cached.pinned())
    if made.empty:
        return
    columns = ("Ngày ghi", "Vụ", "Cột", "Số nhận ban đầu", "Số đính chính", "Lý do", "Người ghi", "Tình trạng")
    rows = [[_html.Cell(text) for text in _told(row)] for row in made[::-1].to_dict("records")]
    st.html(_html.table("Các đính chính đã ghi", [_html.Heading(name) for name in columns], rows, name="corrections"))
    for doubt in doubts(_cached.pinned(), _cached.definitions()).values():
        st.warning(doubt)
    live = made[~made["undone"]].drop_duplicates("correction_id")
    if live.empty or _cached.snapshot_name():
        return
    with st.popover("Hủy một đính chính"):
        labels = {row["correction_id"]: f"{row['accident_id']}: {row['reason']}" for row in live.to_dict("records")}
        chosen = st.selectbox("Đính chính", list(labels), format_func=labels.get, key="undo_chosen")
        why = st.text_input("Lý do hủy", key="undo_why")
        if st.button("Đồng ý hủy", type="primary", key="undo"):
            undo_correction(_cached.store(), chosen, reason=why, who=_common.who(), now=_common.now())
            st.rerun()


def _told(row: dict) -> list[str]:
    status = "đã hủy" if row["undone"] else "đang dùng" if row["in_force"] else "đã có đính chính sau"
    values = ["–" if pd.isna(row[name]) else str(row[name]) for name in ("received_value", "new_value")]
    field = FIELDS.get(row["field"], row["field"])
    return [f"{row['at']:%d/%m/%Y}", row["accident_id"], field, *values, row["reason"], row["who"], status]
