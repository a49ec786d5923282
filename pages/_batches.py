"""Các đợt nhập: what was taken in, its findings and rejected rows, withdrawing and taking back."""

from __future__ import annotations

import json
import tomllib
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from analysis.intake.findings import Finding
from analysis.review.numbers import whole
from analysis.review.terminal import RECORD_WORDS
from analysis.store.batches import rejected_rows, restore, set_coverage, withdraw
from pages import _as_of, _cached, _common, _html
from pages._findings import findings_list, rejected_download
from pages._import_data import KINDS
from pages._links import typed_day

STATUS = {"active": "đang dùng", "withdrawn": "đã rút"}
COLUMNS = ("Đợt nhập", "Tệp", "Loại", "Nguồn", "Từ ngày", "Đến ngày", "Nhận", "Bị loại", "Số vụ, số dòng", "Tình trạng")
NUMBERS = ("Nhận", "Bị loại", "Số vụ, số dòng")


def batches_section() -> None:
    """The list, then one batch looked at more closely."""
    batches = _cached.batches()
    if batches.empty:
        st.html('<p class="at-small">Chưa có đợt nhập nào.</p>')
        return
    headings = [_html.Heading(name, classes="n" if name in NUMBERS else "") for name in COLUMNS]
    st.html(_html.table("", headings, map(_row, batches[::-1].to_dict("records")), name="batches"))
    labels = {row["batch_id"]: f"{row['batch_id']} · {row['file_name']}" for row in batches[::-1].to_dict("records")}
    chosen = st.selectbox("Xem một đợt", list(labels), format_func=labels.get, key="batch_chosen", filter_mode=None)
    _one(batches.set_index("batch_id").loc[chosen], chosen)


def _row(batch: dict) -> list[_html.Cell]:
    texts = [batch["batch_id"], batch["file_name"], KINDS[batch["kind"]], batch["source"] or "–"]
    texts += [_day(batch["covers_start"]), _day(batch["covers_end"])]
    counts = [batch[name] for name in ("rows_accepted", "rows_rejected", "records")]
    status = STATUS[batch["status"]] + (" · minh họa" if batch["illustrative"] else "")
    cells = [_html.Cell(text) for text in texts] + [_html.Cell(whole(count), count, "n") for count in counts]
    return [*cells, _html.Cell(status)]


def _day(value: pd.Timestamp) -> str:
    return "–" if pd.isna(value) else f"{value:%d/%m/%Y}"


def _one(batch: pd.Series, batch_id: str) -> None:
    with st.container(horizontal=True):
        order = tomllib.loads(batch["profile"]).get("date_order", "dmy")
        rows = partial(rejected_rows, _cached.store(), batch_id)
        rejected_download(batch_id, int(batch["rows_rejected"]), rows, order)
        if _as_of.read_only("batch"):
            pass
        elif batch["active"]:
            _withdraw_button(batch_id, f"{whole(int(batch['records']))} {RECORD_WORDS[batch['kind']]}")
            _coverage_button(batch_id, batch)
        elif st.button("Lấy lại đợt này", key=f"restore_{batch_id}"):
            restore(_cached.store(), batch_id, who=_common.who(), now=_common.now())
            st.rerun()
    if pd.notna(batch["covers_at"]):
        st.html(f'<p class="at-small">{escape(_coverage_changed(batch))}</p>')
    with st.expander("Kết quả kiểm tra của đợt này"):
        findings_list([Finding(**item) for item in json.loads(batch["findings"])])


def _withdraw_button(batch_id: str, records: str) -> None:
    """Withdrawing asks once; nothing is deleted and the batch can be taken back."""
    with st.popover("Rút đợt này"):
        st.markdown(f"Rút đợt này thì {records} không còn được tính. Có thể lấy lại bất cứ lúc nào.")
        reason = st.text_input("Lý do", key=f"why_{batch_id}")
        if st.button("Đồng ý rút", type="primary", key=f"withdraw_{batch_id}"):
            withdraw(_cached.store(), batch_id, who=_common.who(), now=_common.now(), reason=reason)
            st.rerun()


def _coverage_button(batch_id: str, batch: pd.Series) -> None:
    """The days that the batch covers, to be given anew: a day in between without a row counts as 0."""
    with st.popover("Sửa khoảng phủ"):
        st.markdown("Trong khoảng này, ngày không có dòng nào được tính là 0; ngoài khoảng là chưa có số liệu.")
        known = [_day(batch[name]).replace("–", "") for name in ("covers_start", "covers_end")]
        first = st.text_input("Phủ từ ngày", known[0], key=f"covers_first_{batch_id}")
        last = st.text_input("Phủ đến ngày", known[1], key=f"covers_last_{batch_id}")
        if st.button("Ghi khoảng phủ", type="primary", key=f"covers_{batch_id}"):
            told = {"who": _common.who(), "now": _common.now()}
            set_coverage(_cached.store(), batch_id, typed_day(first), typed_day(last), **told)
            st.rerun()


def _coverage_changed(batch: pd.Series) -> str:
    return f"Khoảng phủ do {batch['covers_by']} ghi lại ngày {batch['covers_at']:%d/%m/%Y}."
