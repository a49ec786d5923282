"""Vi phạm: what enforcement punished against the base period, its campaigns, and how it stands beside the accidents."""

from __future__ import annotations

import streamlit as st

from analysis.figures.behaviour_groups import behaviour_groups
from analysis.review.violation_words import crossed, direct_sentence, fines_sentence
from analysis.review.wording import coverage_sentences, headline, illustration
from pages import _cached, _common
from pages import _violations_read as read
from pages._choices import current, page_choice, scope_words
from pages._comparison import periods_line
from pages._html import headline as headline_html
from pages._violations_results import results

TITLE = "Vi phạm"
PARTS = {"ket_qua": "Kết quả xử lý"}
SECTIONS = {"ket_qua": results}
NOTHING = (
    "Kho chưa có số liệu xử lý vi phạm. Hãy nhập bảng vi phạm của CSGT, Thanh tra giao thông, Công an xã ở trang Dữ"
    " liệu (loại số liệu «Vi phạm»)."
)


def violations() -> None:
    """The page: the answer, then the part that is chosen."""
    if not read.loaded():
        _common.nothing_here("Chưa có số liệu vi phạm", NOTHING, ("Đến trang Dữ liệu", _common.go_to_data))
        return
    definitions = _cached.definitions()
    choices = current(definitions)
    whole = read.compared(choices, "behaviour")
    scope = (TITLE, periods_line(whole), *scope_words(choices, definitions, collisions=False))
    direct, _ = behaviour_groups(whole, definitions)
    more = [direct_sentence(whole, direct), fines_sentence(whole, crossed(whole, definitions))]
    said = [line for line in (*more, *coverage_sentences(whole)) if line]
    with st.container(key="answer"):
        st.html(headline_html(" · ".join(scope), headline(whole), said, badge=illustration(whole)))
    if whole.coverage["now"] == "none":
        _common.no_data(whole)
        return
    part = page_choice("phan_vp", PARTS, "Phần")
    SECTIONS[part](choices, whole)


_common.through_app()
if not _common.empty_store():
    violations()
