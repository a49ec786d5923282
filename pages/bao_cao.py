"""Báo cáo họp: choose period and snapshot, make report, slides and annexes, look at them, find the earlier ones."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.definitions.periods import same_period_last_year
from analysis.review.wording import headline, illustration
from pages import _cached, _common, _html
from pages._choices import current
from pages._packs_earlier import earlier_packs
from pages._packs_made import made_pack
from pages._packs_order import order_form

ALWAYS = "Bộ tài liệu luôn là của toàn tỉnh, mọi loại hình, so với cùng kỳ năm trước, dù thanh bên chọn khác."


def meeting_documents() -> None:
    """The page: what the documents will say first, then the order, then what has been made."""
    definitions = _cached.definitions()
    asked = current(definitions)
    last_year = same_period_last_year(asked.now, definitions.calendars[asked.calendar_key])
    choices = replace(asked, base=last_year, against="last_year", areas=(), mode="")
    comparison = _cached.overview(choices)
    said = [f"{choices.now.title}: {choices.now.span}, {choices.now.days} ngày", ALWAYS]
    st.html(_html.headline("Báo cáo họp", headline(comparison), said, badge=illustration(comparison)))
    if comparison.coverage["now"] == "none":
        _common.no_data(comparison)
        return
    with _common.mistakes_said():
        order_form(choices)
        made_pack()
    earlier_packs()
    if st.button("Những gì đã thay đổi từ một lần chốt…", key="pack_changes", type="tertiary"):
        st.session_state["phan"] = "ban_chot"
        _common.open_page("du_lieu")


_common.through_app()
if not _common.empty_store():
    meeting_documents()
