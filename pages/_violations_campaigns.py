"""Đợt cao điểm: cases a day before, during and after a campaign and a year before, by behaviour."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.drawing.violation_charts import rate_bars
from analysis.figures.campaigns import DURING, RATIOS, WINDOWS, CampaignFigures
from analysis.figures.change import garwood_interval
from analysis.figures.comparison import Comparison
from analysis.review.campaign_words import (
    RATIO_NAMES,
    WINDOW_NAMES,
    campaign_headline,
    campaign_notes,
    campaign_scope,
    campaign_source,
    campaign_table,
    campaign_title,
    short_ratio,
    window_headings,
)
from analysis.review.numbers import decimal, whole
from analysis.review.violation_export import source_phrase
from analysis.review.wording import illustration
from pages import _cached
from pages import _violations_read as read
from pages._choices import following, page_choice, scope_words
from pages._html import Cell, Heading, headline, number_cell, source, table
from pages._links import Choices
from pages._shown import Origin, Shown, show

NONE = (
    "Chưa có đợt cao điểm nào trong danh mục. Hãy ghi tên, ngày đầu, ngày cuối của đợt vào tệp campaigns.csv trong thư"
    " mục định nghĩa của cơ quan rồi mở lại trang."
)


def campaigns(choices: Choices, period: Comparison, answer: DeltaGenerator) -> None:
    """The section: choose a campaign; its sentence goes into ``answer``; chart, table, what it does not prove."""
    every = _cached.definitions().campaigns()
    if not every:
        answer.html(f'<div class="at-empty"><h1>Chưa có đợt cao điểm</h1><p>{NONE}</p></div>')
        return
    names = {one.code: one.name for one in reversed(every)}
    following("dot", names, read.latest_campaign(choices))
    chosen = page_choice("dot", names, "Đợt cao điểm", few=0)
    figures = read.campaign(choices, chosen)
    badge = illustration(period)
    scope = " · ".join((*scope_words(choices, _cached.definitions(), collisions=False), campaign_scope(figures)))
    answer.html(headline(f"Đợt cao điểm · {scope}", campaign_headline(figures), campaign_notes(figures), badge=badge))
    drawn = rate_bars(_bars(figures), unit="trường hợp một ngày (vạch: khoảng 95% của phép đếm)")
    lines = [campaign_scope(figures), source_phrase(period)]
    file = f"dot-cao-diem-{chosen}"
    origin = Origin(source_phrase(period), scope, "")
    show(Shown(file, campaign_title(figures), lines, campaign_table(figures), drawn), origin)
    st.html(_table(figures))
    st.html(source(campaign_source(figures, period.sources)))


def _bars(figures: CampaignFigures) -> pd.DataFrame:
    total = figures.table.iloc[0]
    rows = []
    for name in WINDOWS:
        days = figures.windows[name].days
        cases = total[f"cases_{name}"]
        count = float(cases) if figures.coverage[name] == "full" else float("nan")
        lower, upper = garwood_interval(count)
        rate = {"rate": count / days, "lower": float(lower) / days, "upper": float(upper) / days}
        rows.append({"label": WINDOW_NAMES[name], "days": days, "cases": cases, **rate, "chosen": name == DURING})
    return pd.DataFrame(rows)


def _table(figures: CampaignFigures) -> str:
    headings = [Heading("Hành vi")]
    for words in window_headings(figures.coverage).values():
        headings += [Heading("Trường hợp", words, "n first"), Heading("Một ngày", words, "n")]
    headings += [Heading(RATIO_NAMES[name], "Tỷ số (khoảng 95%)", "n first") for name in RATIOS]
    rows = [_row(row) for row in figures.table.to_dict("records")]
    return table("Theo hành vi", headings, rows[1:], total=rows[0], name="groups")


def _row(row: dict) -> list[Cell]:
    cells = [Cell(str(row["label"]))]
    for name in WINDOWS:
        cases, rate = row[f"cases_{name}"], row[f"rate_{name}"]
        cells += [number_cell(cases, whole(cases), "n first"), number_cell(rate, decimal(rate))]
    return [*cells, *(number_cell(row[name], short_ratio(row, name), "n first") for name in RATIOS)]
