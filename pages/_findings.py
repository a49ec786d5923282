"""Findings of an import, its result in a sentence, and its rejected rows to download."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from analysis.intake.findings import Finding
from analysis.review.export import table_csv
from analysis.review.numbers import whole
from analysis.store.batches import rejected_rows
from analysis.store.imports import ImportResult
from pages import _cached
from pages._import_data import rejected_table, row_words

LONGEST = 160
"""An example is cut after so many letters."""
GRAVITY = {"error": "Lỗi, dòng bị loại", "warning": "Cảnh báo, dòng vẫn được nhận", "info": "Ghi chú"}


def findings_list(findings: Sequence[Finding]) -> None:
    """One block a finding: how grave, how many rows, what and what to do, which rows, an example."""
    if not findings:
        st.html('<p class="at-small">Không có điều gì cần lưu ý.</p>')
        return
    st.html("".join(map(_finding, findings)))


def _finding(item: Finding) -> str:
    count = f" · {item.rows} dòng" if item.rows else ""
    short = item.example if len(item.example) <= LONGEST else item.example[:LONGEST] + "…"
    where = " · ".join(text for text in (row_words(item.row_numbers), short and f"ví dụ: {short}") if text)
    return (
        f'<div class="at-finding {item.severity}" data-rule="{escape(item.rule)}">'
        f"<p><b>{GRAVITY[item.severity]}{count}</b></p><p>{escape(item.message)}</p>"
        f'<p class="at-small">{escape(where)}</p></div>'
    )


def result_words(result: ImportResult) -> str:
    """What the import did or would do, in a sentence."""
    intake = result.intake
    taken = f"nhận {whole(intake.rows_accepted)}, loại {whole(intake.rows_rejected)}"
    counts = f"đọc {whole(intake.rows_read)} dòng: {taken}; {whole(intake.records)} {RECORDS[intake.kind]}"
    if result.already_imported:
        return f"Tệp này đã được nhập trước đó (đợt {result.batch_id}), không có gì thay đổi. Lần đó: {counts}."
    return f"Đã nhập đợt {result.batch_id}: {counts}." if result.batch_id else f"Kiểm tra xong, {counts}."


RECORDS = {"accidents": "vụ tai nạn", "violations": "dòng vi phạm", "population": "số dân"}


def rejected_download(batch_id: str, count: int) -> None:
    """A button for the rejected rows of a batch, with the headings of their file."""
    if count:
        st.download_button(
            f"Tải {whole(count)} dòng bị loại (CSV)",
            lambda: table_csv(rejected_table(rejected_rows(_cached.store(), batch_id))),
            file_name=f"dong-bi-loai-{batch_id}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"rejected_{batch_id}",
        )
