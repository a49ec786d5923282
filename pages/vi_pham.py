"""Vi phạm: what enforcement punished against the base period, its campaigns, and how it stands beside the accidents."""

from __future__ import annotations

import streamlit as st

from pages import _cached, _common
from pages import _violations_read as read
from pages._choices import current, page_choice, scope_words
from pages._comparison import opening
from pages._violations_campaigns import campaigns
from pages._violations_results import results
from pages._violations_together import together

PARTS = {"ket_qua": "Kết quả xử lý", "cao_diem": "Đợt cao điểm", "tai_nan": "Bên cạnh tai nạn"}
SECTIONS = {"ket_qua": results, "cao_diem": campaigns}
NOTHING = (
    "Kho chưa có số liệu xử lý vi phạm. Hãy nhập bảng vi phạm của CSGT, Thanh tra giao thông, Công an xã ở trang Dữ"
    " liệu (loại số liệu «Vi phạm»)."
)


def violations() -> None:
    """The page: the answer, then the part that is chosen."""
    if not read.loaded():
        _common.nothing_here("Chưa có số liệu vi phạm", NOTHING, ("Đến trang Dữ liệu", _common.go_to_data))
        return
    choices = current(_cached.definitions())
    answer = st.container(key="answer")
    part = page_choice("phan_vp", PARTS, "Phần")
    if part == "tai_nan":
        together(choices, answer)
        return
    whole = read.compared(choices, "behaviour")
    if part == "ket_qua" and whole.coverage["now"] == "none":
        answer.html(opening(whole, "Vi phạm", scope_words(choices, _cached.definitions(), collisions=False)))
        _common.no_data(whole)
        return
    SECTIONS[part](choices, whole, answer)


_common.through_app()
if not _common.empty_store():
    violations()
