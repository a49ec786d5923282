"""Địa bàn tăng: what is folded at the end: probabilities behind the flags, rates, decisions that were made."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.review.numbers import decimal, whole
from analysis.review.wording import ILLUSTRATION
from analysis.signals.alerts import Alerts
from pages import _alerts_read as read
from pages import _html
from pages._alerts_decide import decisions_list
from pages._alerts_list import figures_table
from pages._html import Cell, Heading
from pages._links import Choices


def beside(found: Alerts, choices: Choices) -> None:
    """The tests of all places, the rates of the districts, what was set aside and opened again."""
    if found.table["p_base"].notna().any():
        with st.expander("Kết quả các phép kiểm định"):
            st.html(figures_table(found))
    if found.by == read.DISTRICT:
        _rates(choices)
    decisions_list()


def _rates(choices: Choices) -> None:
    """The table of rates; one line where no population is loaded."""
    table, people = read.rates(choices)
    if people.year is None:
        st.caption("Chưa nạp dân số nên chưa có tỷ suất trên 100.000 dân (trang Dữ liệu, loại tệp dân số).")
        return
    if table["rate"].isna().all():
        st.caption("Chưa địa bàn nào đủ cả số liệu của kỳ và dân số nên chưa có tỷ suất trên 100.000 dân.")
        return
    source = f"dân số năm {people.year}{f', {ILLUSTRATION}' if people.illustrative else ''}"
    with st.expander(f"Số vụ trên 100.000 dân, {choices.now.title} ({source})"):
        st.html(rates_table(table))


def rates_table(table: pd.DataFrame) -> str:
    """Count, people, raw rate and the smoothed one; columns label, count, people, rate, smoothed."""
    headings = [
        Heading("Địa bàn"),
        *(Heading(text, classes="n") for text in ("Số vụ", "Dân số", "Tỷ suất", "Tỷ suất đã làm trơn")),
    ]
    rows = [[Cell(str(row["label"])), *_numbers(row)] for row in table.to_dict("records")]
    said = (
        "Tỷ suất đã làm trơn (Marshall 1991) kéo những địa bàn ít dân về mức chung của tỉnh, để một hai vụ không đẩy "
        "địa bàn lên đầu. Dùng để so các địa bàn với nhau, không dùng để nói tăng hay giảm. Xe đi qua và khách du lịch "
        "không nằm trong dân số."
    )
    return _html.table("", headings, rows, name="rates") + _html.aside([said])


def _numbers(row: dict) -> list[Cell]:
    counts = [(whole(row["count"]), row["count"]), (whole(row["people"]), row["people"])]
    both = [*counts, *((decimal(row[name], 1), row[name]) for name in ("rate", "smoothed"))]
    return [Cell(text, "" if pd.isna(value) else float(value), "n") for text, value in both]
