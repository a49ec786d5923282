"""Lịch số liệu: which months are there, from which source."""

from __future__ import annotations

import datetime as dt
from html import escape

import pandas as pd
import streamlit as st

from analysis.definitions.calendars import Calendar
from analysis.definitions.periods import parse_period
from analysis.figures.compare import covered_batches
from analysis.figures.coverage import area_coverage, overall_coverage
from pages import _cached
from pages._import_data import KINDS

MARKS = {"full": ("●", "đủ"), "partial": ("½", "một phần"), "none": ("", "chưa có")}
CLASSES = {"full": "full", "partial": "part", "none": ""}


def loaded_section(calendar: Calendar) -> None:
    """For accidents and violations a table a source: years down, statistical months across."""
    for kind in ("accidents", "violations"):
        covered = covered_batches(_cached.pinned(), kind)
        for source, rows in covered.groupby(covered["source"].replace("", "không ghi nguồn"), sort=True):
            st.html(_calendar(f"{KINDS[kind]} · {source}", rows, calendar))
    st.caption("● đủ các ngày và địa bàn · ½ một phần · ô trống: chưa có số liệu")
    january = parse_period(f"{dt.datetime.now(dt.UTC).year}-01", calendar)
    st.caption(f"Theo {calendar.label}: {january.title} là {january.span}.")


def _calendar(caption: str, covered: pd.DataFrame, calendar: Calendar) -> str:
    first, last = covered["start"].min().date(), covered["stop"].max().date() - dt.timedelta(days=1)
    ends = calendar.month_of(pd.Series([first, last]))["year"]
    head = "".join(f"<th>{month}</th>" for month in range(1, 13))
    rows = "".join(_year(year, covered, calendar) for year in range(ends.iloc[0], ends.iloc[1] + 1))
    table = f"<thead><tr><th>Năm</th>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<table class="at-table at-months" data-name="loaded"><caption>{escape(caption)}</caption>{table}</table>'


def _year(year: int, covered: pd.DataFrame, calendar: Calendar) -> str:
    return f"<tr><td>{year}</td>{''.join(_month(year, month, covered, calendar) for month in range(1, 13))}</tr>"


def _month(year: int, month: int, covered: pd.DataFrame, calendar: Calendar) -> str:
    period = parse_period(f"{year}-{month:02d}", calendar)
    state = overall_coverage(area_coverage(covered, period, _cached.definitions().areas.codes))
    mark, words = MARKS[state]
    return f'<td class="{CLASSES[state]}" title="{period.title}: {words}">{mark}</td>'
