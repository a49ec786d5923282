"""Số liệu đứng hai lần trong tệp: the question with its figures, and the answers that go into the profile."""

from __future__ import annotations

from html import escape

import streamlit as st

from analysis.intake.findings import Finding
from analysis.intake.profiles import Profile
from analysis.intake.repeated import RULE, Repetition, with_choice
from pages._import_data import Task

ALL = "Nhận tất cả: các phần này là những việc khác nhau (phải ghi lý do)"
REASON = "Lý do nhận tất cả"
HEAD = "Cùng một số liệu đứng nhiều lần trong tệp"


def other_findings(first: list[Finding]) -> list[Finding]:
    """Those of ``first`` that are no question of this module."""
    return [item for item in first if item.rule != RULE]


def asked(task: Task, repeated: tuple[Repetition, ...]) -> tuple[Profile | None, str, bool]:
    """Ask about the first repetition: the profile with the answer once it is pressed, the reason to take all, and
    whether the file may be taken in as it is.
    """
    if not repeated:
        return None, "", True
    item = repeated[0]
    st.html(
        f'<div class="at-finding error" data-rule="{RULE}"><p><b>{HEAD}</b></p><p>{escape(item.question)}</p></div>'
    )
    labels = [choice.label for choice in item.choices]
    labels[0] += " (nên chọn)"
    chosen = st.radio("Lấy phần nào", [*labels, ALL], key=f"repeated_{task.number}_{item.heading}")
    if chosen == ALL:
        reason = st.text_input(REASON, key=f"repeated_why_{task.number}").strip()
        return None, reason, bool(reason)
    pressed = st.button("Áp dụng và kiểm tra lại", type="primary")
    answer = with_choice(task.profile, item, item.choices[labels.index(chosen)])
    st.caption("Câu trả lời được giữ trong hồ sơ ghép cột, dùng cho các tệp sau cùng mẫu.")
    return (answer if pressed else None), "", False
