"""Các đợt nhập: what was taken in, its findings and rejected rows, withdrawing and taking back."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from analysis.intake.findings import Finding
from analysis.review.numbers import whole
from analysis.store.batches import restore, withdraw
from pages import _cached, _common, _html
from pages._findings import findings_list, rejected_download
from pages._import_data import KINDS

STATUS = {"active": "đang dùng", "withdrawn": "đã rút"}
COLUMNS = ("Đợt nhập", "Tệp", "Loại", "Nguồn", "Từ ngày", "Đến ngày", "Nhận", "Loại bỏ", "Bản ghi", "Tình trạng")
NUMBERS = ("Nhận", "Loại bỏ", "Bản ghi")


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
        rejected_download(batch_id, int(batch["rows_rejected"]))
        if batch["active"]:
            _withdraw_button(batch_id, int(batch["records"]))
        elif st.button("Lấy lại đợt này", key=f"restore_{batch_id}"):
            restore(_cached.store(), batch_id, who=_common.who(), now=_common.now())
            st.rerun()
    with st.expander("Kết quả kiểm tra của đợt này"):
        findings_list([Finding(**item) for item in json.loads(batch["findings"])])


def _withdraw_button(batch_id: str, records: int) -> None:
    """Withdrawing asks once; nothing is deleted and the batch can be taken back."""
    with st.popover("Rút đợt này"):
        st.markdown(f"Rút đợt này thì {whole(records)} bản ghi không còn được tính. Có thể lấy lại bất cứ lúc nào.")
        reason = st.text_input("Lý do", key=f"why_{batch_id}")
        if st.button("Đồng ý rút", type="primary", key=f"withdraw_{batch_id}"):
            withdraw(_cached.store(), batch_id, who=_common.who(), now=_common.now(), reason=reason)
            st.rerun()


def sample_banner() -> None:
    """Once real accidents are in beside the example: a button that withdraws every batch of the example."""
    live = _cached.batches().query("active")
    example = live[live["illustrative"]]
    if example.empty or live["illustrative"].all():
        return
    with st.container(border=True):
        st.markdown(
            "**Số liệu thật và số liệu minh họa đang tính chung.** Hãy bỏ số liệu minh họa trước khi dùng số liệu."
        )
        if st.button("Bỏ số liệu minh họa", type="primary"):
            for batch_id in example["batch_id"]:
                withdraw(_cached.store(), batch_id, who=_common.who(), now=_common.now(), reason="Đã có số liệu thật")
            _common.start_anew()
