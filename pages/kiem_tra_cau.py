"""Kiểm tra câu số liệu: figures typed by someone else, each recomputed and held against our data."""

from __future__ import annotations

import streamlit as st

from analysis.errors import AtgtError
from analysis.review.checking.check import Checked
from analysis.review.checking.findings import MARKS
from analysis.review.checking.words import below, corrected, findings_table, summary
from analysis.review.export import table_csv
from pages import _as_of, _cached, _common
from pages._checking import checked, entered
from pages._checking_html import finding_list, held_table, marked_text
from pages._choices import current, scope_words
from pages._html import headline, source

EMPTY = "Dán câu, đoạn văn hoặc cả báo cáo; từng con số và tỷ lệ được tính lại"


def checking() -> None:
    """The page: the answer, the box, the text with its marks, the findings with the right sentences, the download."""
    definitions = _cached.definitions()
    choices = current(definitions)
    scope = ", ".join(scope_words(choices, definitions))
    eyebrow = (
        f"Kiểm tra câu số liệu · câu không nêu kỳ được đối chiếu với {choices.now.title}: {choices.now.span}, {scope}"
    )
    answer = st.container(key="answer")
    try:
        text = entered()
    except AtgtError as error:
        answer.html(headline(eyebrow, EMPTY))
        _common.say_mistake(error)
        return
    if not text.strip():
        answer.html(headline(eyebrow, EMPTY))
        return
    found, note = checked(text, choices)
    answer.html(headline(eyebrow, f"{summary(found)}.", [*([note] if note else []), *below(found)]))
    st.html(marked_text(found))
    _findings(found)
    if found.held:
        with st.expander(f"Đối chiếu với số liệu đã nhập: {len(found.held)} số"):
            st.html(held_table(found))
    table = table_csv(findings_table(found).assign(**{"Số liệu": "; ".join(_as_of.source_words())}))
    st.download_button("Tải kết quả (CSV)", table, "kiem-tra-cau.csv", "text/csv", on_click="ignore")
    st.html(source([_told(found)]))


def _findings(found: Checked) -> None:
    """Sentence by sentence: what was found, and the sentence put right, to copy; what cannot be checked last."""
    numbers = {finding: number for number, finding in enumerate(found.findings, 1)}
    right = {one.start: one.after for one in corrected(found)}
    for start, stop in found.sentences:
        here = [one for one in found.findings if start <= one.start < stop and one.kind in MARKS]
        if here:
            st.html(finding_list(here, [numbers[one] for one in here]))
        if start in right:
            st.caption("Câu sau khi sửa phép tính:")
            st.code(" ".join(right[start].split()), language=None, wrap_lines=True)
    if found.unchecked:
        st.html("<h2 class='at-chart'>Không kiểm tra được</h2>")
        st.html(finding_list(found.unchecked, [numbers[one] for one in found.unchecked]))


def _told(found: Checked) -> str:
    words = "Tỷ lệ tăng, giảm = (kỳ này - cùng kỳ) / cùng kỳ; cặp số viết kỳ này trước, cùng kỳ sau (51/38)."
    return f"{words} Số vụ, số người chết, bị thương được đối chiếu khi mọi từ của câu đều rõ." if found.held else words


_common.through_app()
checking()
