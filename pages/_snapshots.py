"""Bản chốt số liệu: pin the data under a name, see the list, and what changed since one, accident by accident."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.figures.changes import TOTALS
from analysis.figures.snapshot_diff import SnapshotDiff, snapshot_diff
from analysis.review.lists import INTERNAL_NOTE
from analysis.review.numbers import difference, whole
from analysis.review.snapshot_diff_files import changes_csv, changes_xlsx
from analysis.review.snapshot_diff_words import HEADINGS, batch_lines, change_table, diff_headline, rule_lines
from analysis.review.snapshot_words import list_line, moment_words, suggested_name
from analysis.store.snapshots import create_snapshot, list_snapshots
from analysis.store.tables import VIETNAM_TIME, Store
from pages import _as_of, _cached, _common, _html
from pages._choices import current, page_choice

ABOUT = (
    "Bản chốt giữ nguyên số liệu, danh mục, quy định và ghi phiên bản chương trình tại một thời điểm. Báo cáo làm từ "
    "bản chốt thì một năm sau mở lại vẫn ra đúng số ấy, dù sau đó có nhập thêm, rút, đính chính hay sửa quy định."
)
COLUMNS = ("Tên bản chốt", "Chốt lúc", "Người chốt", "Số vụ", "Đợt nhập", "Phiên bản chương trình")
FIGURES = {"accidents": "Số vụ", "deaths": "Người chết", "injured": "Bị thương"}
MOST_ROWS = 300
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def snapshots_section() -> None:
    """Pin the data as they are now; the list of what was pinned; the changes since one of them."""
    if said := st.session_state.pop("snapshot_said", ""):
        st.success(said)
    made = list_snapshots(_cached.store())
    st.caption(ABOUT)
    if not _as_of.read_only("snapshot"):
        _create([record["name"] for record in made])
    if not made:
        st.html('<p class="at-small">Chưa có bản chốt nào.</p>')
        return
    _list(made)
    _changes([record["name"] for record in reversed(made)])


def _create(taken: list[str]) -> None:
    definitions = _cached.today()
    with st.popover("Chốt số liệu hiện nay…"), st.form("snapshot_create", border=False):
        suggested = suggested_name(current(_cached.definitions()).now, taken)
        name = st.text_input("Tên bản chốt", suggested)
        who = st.text_input("Người chốt", _common.who())
        st.caption("Bản chốt không sửa, không xóa được.")
        if st.form_submit_button("Chốt số liệu", type="primary"):
            with _common.mistakes_said():
                record = create_snapshot(_cached.store(), definitions, name, who=who, now=_common.now())
                _read_anew(record)
                st.session_state["snapshot_said"] = f"Đã chốt số liệu {list_line(record)}."
                st.rerun()


def _read_anew(record: Mapping[str, Any]) -> None:
    """Where the reference files were mended since the program read them, let the pages follow what was pinned."""
    if record["kept_definitions"] != _cached.key_of_definitions():
        st.cache_resource.clear()


def _list(made: list[dict[str, Any]]) -> None:
    headings = [_html.Heading(name, classes="n" if name in COLUMNS[3:5] else "") for name in COLUMNS]
    st.html(_html.table("", headings, map(_row, reversed(made)), name="snapshots"))


def _row(record: Mapping[str, Any]) -> list[_html.Cell]:
    counts = [_html.Cell(whole(record[name]), record[name], "n") for name in ("accidents", "batches")]
    moment = _html.Cell(moment_words(record["at"]), record["at"], "w")
    return [_html.Cell(record["name"]), moment, _html.Cell(record["who"]), *counts, _html.Cell(record["code_version"])]


def _changes(names: list[str]) -> None:
    st.html(_html.chart_title("Thay đổi từ lần chốt"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = page_choice("tu_chot", {name: name for name in names}, "Từ bản chốt", few=0)
        others = {"": _as_of.NOW_WORDS, **{name: name for name in names if name != first}}
        second = page_choice("den_chot", others, "Đến", few=0)
        if _cached.snapshot_name() != first:
            st.button(f"Xem các trang theo «{first}»", key="look_at", on_click=_as_of.look_at, args=(first,))
    with _common.mistakes_said():
        found = _difference(_cached.store().pinned(), first, second)
        _said(found)
        if len(found.accidents):
            _accidents(found, first)


@st.cache_resource(show_spinner="Đang so từng vụ…", max_entries=4, hash_funcs=_cached.AS_WRITTEN)
def _difference(fixed: Store, first: str, second: str) -> SnapshotDiff:
    return snapshot_diff(fixed, _cached.today(), first, second or None)


def _said(found: SnapshotDiff) -> None:
    """The answer, the totals of the quarters touched, then batches, rules, program."""
    st.html(f'<p class="at-answer"><b>{escape(diff_headline(found))}.</b></p>')
    if len(found.accidents):
        groups = [_html.Heading(words, FIGURES[name], "n") for name in TOTALS for words in ("trước", "sau", "chênh")]
        rows = [_period(row["title"], row) for row in found.quarters.to_dict("records")]
        whole_data = {f"{name}_{when}": found.totals[when][name] for name in TOTALS for when in ("before", "after")}
        total = _period("Toàn bộ số liệu", whole_data)
        caption = "Các quý có thay đổi (tính cả va chạm)"
        st.html(_html.table(caption, [_html.Heading("Kỳ"), *groups], rows, total=total, name="quarters_changed"))
    lines = [*batch_lines(found), *rule_lines(found)]
    st.html(_html.source(lines or ["Không có đợt nhập nào được thêm, rút; danh mục, quy định không đổi."]))


def _period(title: str, row: Mapping[Any, Any]) -> list[_html.Cell]:
    cells = [_html.Cell(title, classes="w")]
    for name in TOTALS:
        before, after = row[f"{name}_before"], row[f"{name}_after"]
        change = "–" if pd.isna(before) or pd.isna(after) else difference(int(after) - int(before))
        cells += [_html.Cell(text, classes="n") for text in (whole(before), whole(after), change)]
    return cells


def _accidents(found: SnapshotDiff, first: str) -> None:
    table = change_table(found)
    headings = [_html.Heading(name) for name in HEADINGS]
    shown = zip(table.head(MOST_ROWS).itertuples(index=False), found.accidents["at"], strict=False)
    rows = [_cells(row, moment) for row, moment in shown]
    more = f" ({MOST_ROWS} trong {whole(len(table))}; tệp tải về có đủ)" if len(table) > MOST_ROWS else ""
    st.html(_html.chart_title(f"Từng vụ{more}"))
    st.html(f'<div class="at-list">{_html.table("", headings, rows, name="changes")}</div>')
    name, now = f"thay-doi-{first}".replace("/", "-").replace(" ", "-"), datetime.now(VIETNAM_TIME)
    with st.container(horizontal=True):
        st.download_button("Tải CSV", lambda: changes_csv(found), f"{name}.csv", "text/csv", on_click="ignore")
        book = lambda: changes_xlsx(found, created=now.replace(tzinfo=None))  # noqa: E731
        st.download_button("Tải Excel", book, f"{name}.xlsx", XLSX, on_click="ignore")
    st.html(_html.aside([INTERNAL_NOTE]))


def _cells(row: tuple[Any, ...], moment: datetime) -> list[_html.Cell]:
    kind, accident, day, *texts, at = row
    told = [_html.Cell(str(text)) for text in texts]
    last = _html.Cell(at, str(moment))
    return [_html.Cell(kind, classes="w"), _html.Cell(accident, classes="w"), _day(day), *told, last]


def _day(day: pd.Timestamp) -> _html.Cell:
    return _html.Cell(f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", "w")
