"""The packs made before: what each was made from, its documents again, and whether they can be made the same again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from analysis.review.pack.make import make_again
from analysis.review.snapshot_words import moment_words
from analysis.store.packs import list_packs, pack_file
from pages import _cached, _common, _html
from pages._packs_made import TYPES, label, pack_title

COLUMNS = ("Kỳ", "Làm lúc", "Người làm", "Bản chốt số liệu", "Tài liệu")


def earlier_packs() -> None:
    """The list, newest first; the documents of one of them once it was chosen, named by their period and moment."""
    packs = list_packs(_cached.store())
    if not packs:
        return
    rows = [[_html.Cell(text) for text in _row(record)] for record in packs]
    headings = [_html.Heading(name) for name in COLUMNS]
    st.html(_html.table("Các bộ tài liệu đã làm", headings, rows, name="packs"))
    by_id = {record["pack_id"]: record for record in packs}
    chosen = st.selectbox(
        "Lấy lại một bộ",
        list(by_id),
        index=None,
        placeholder="Chọn một bộ trong danh sách trên",
        format_func=lambda key: _label(by_id[key]),
        key="pack_earlier",
        filter_mode=None,
    )
    if chosen is None:
        return
    title = _label(by_id[chosen])
    with _common.mistakes_said(), st.container(horizontal=True):
        for name in by_id[chosen]["files"]:
            kind = Path(name).suffix
            content = pack_file(_cached.store(), chosen, name)
            st.download_button(
                label(kind, title), content, name, TYPES[kind], on_click="ignore", key=f"again_{chosen}_{name}"
            )
        asked = st.button("Làm lại từ bản chốt", key="pack_again")
    if asked:
        _again(by_id[chosen])


def _again(record: Mapping[str, Any]) -> None:
    """Make the pack anew and say whether it is the same, byte by byte."""
    with _common.mistakes_said():
        bar = st.progress(0.0, "Đang bắt đầu…")
        files = make_again(_cached.store(), record["pack_id"], progress=bar.progress).files
        bar.empty()
        kept = {name: pack_file(_cached.store(), record["pack_id"], name) for name in record["files"]}
        other = [name for name in kept if files.get(name) != kept[name]]
        if other:
            st.warning(
                f"Làm lại bằng phiên bản hiện nay thì khác bản đã lưu: {', '.join(other)}. Bản đã lưu vẫn được giữ."
            )
        else:
            st.success("Làm lại từ bản chốt: các tài liệu giống hệt bản đã lưu.")


def _row(record: Mapping[str, Any]) -> list[str]:
    kinds = ", ".join(record["formats"])
    return [pack_title(record), moment_words(record["at"]), record["who"], record["snapshot"], kinds]


def _label(record: Mapping[str, Any]) -> str:
    return f"{pack_title(record)}, {moment_words(record['at'])}"
