"""Findings of an import, its result in a sentence, and its rejected rows to download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd
import streamlit as st

from analysis.intake.findings import FOREMOST, Finding
from analysis.review.export import table_csv
from analysis.review.numbers import whole
from analysis.review.terminal import RECORD_WORDS
from analysis.store.imports import ImportResult
from pages._import_data import rejected_table, row_words

LONGEST = 160
"""An example is cut after so many letters."""
GRAVITY = {"error": "Lỗi, dòng bị loại", "warning": "Cảnh báo, dòng vẫn được nhận", "info": "Ghi chú"}
WITHOUT_ROWS = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Ghi chú"}
"""Of the file or a sheet: nothing is said of rows that it does not speak of."""
FOREMOST_WORDS = {"overlaps_batch": "Trùng với đợt đã nhập", "facts_repeated": "Lặp lại ngay trong tệp"}


def findings_list(findings: Sequence[Finding]) -> None:
    """One block a finding: how grave, how many rows, what and what to do, which rows, an example."""
    if not findings:
        st.html('<p class="at-small">Không có điều gì cần lưu ý.</p>')
        return
    st.html("".join(map(_finding, findings)))


def _finding(item: Finding) -> str:
    count = f" · {item.rows} dòng" if item.rows else ""
    gravity, look = (GRAVITY if item.rows else WITHOUT_ROWS)[item.severity], str(item.severity)
    if item.rule in FOREMOST:
        gravity, look = FOREMOST_WORDS[item.rule], "error"
    example = "" if item.rule in FOREMOST else item.example
    short = example if len(example) <= LONGEST else example[:LONGEST] + "…"
    where = " · ".join(text for text in (row_words(item.row_numbers), short and f"ví dụ: {short}") if text)
    return (
        f'<div class="at-finding {look}" data-rule="{escape(item.rule)}">'
        f"<p><b>{gravity}{count}</b></p><p>{escape(item.message)}</p>"
        f'<p class="at-small">{escape(where)}</p></div>'
    )


def result_words(result: ImportResult) -> str:
    """What the import did or would do, in a sentence."""
    intake = result.intake
    taken = f"nhận {whole(intake.rows_accepted)}, bị loại {whole(intake.rows_rejected)}"
    counts = f"đọc {whole(intake.rows_read)} dòng: {taken}; {whole(intake.records)} {RECORD_WORDS[intake.kind]}"
    if result.already_imported:
        return f"Tệp này đã được nhập trước đó (đợt {result.batch_id}), không có gì thay đổi. Lần đó: {counts}."
    return f"Đã nhập đợt {result.batch_id}: {counts}." if result.batch_id else f"Kiểm tra xong, {counts}."


def rejected_download(name: str, count: int, rows: Callable[[], pd.DataFrame], date_order: str) -> None:
    """A button for ``count`` rejected rows of the batch or file ``name``, with the headings of their file."""
    if count:
        st.download_button(
            f"Tải {whole(count)} dòng bị loại (CSV)",
            lambda: table_csv(rejected_table(rows(), date_order)),
            file_name=f"dong-bi-loai-{name}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"rejected_{name}",
        )
