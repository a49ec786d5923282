"""Bên cạnh tai nạn: cases an accident by district and quarter, causes beside behaviours, campaigns; no proof."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.drawing.charts import trend_chart
from analysis.drawing.violation_charts import paired_bars
from analysis.figures.comparison import Comparison
from analysis.figures.together import acts_beside, by_area, by_quarter
from analysis.figures.trends import series_breaks, with_roles
from analysis.review.campaign_words import campaign_scope
from analysis.review.numbers import decimal, whole
from analysis.review.together_words import (
    PROVES_NOT,
    WINDOW_HEADINGS,
    acts_notes,
    acts_table,
    area_notes,
    area_table,
    area_title,
    marked_labels,
    quarter_title,
    together_headline,
    window_rows,
    window_table,
)
from analysis.review.violation_export import series_table, source_phrase
from analysis.review.violation_words import series_note
from analysis.review.wording import coverage_sentences, illustration
from pages import _cached
from pages import _violations_read as read
from pages._choices import file_key, following, page_choice, scope_words
from pages._comparison import periods_line, sources
from pages._html import Cell, Heading, aside, chart_title, headline, number_cell, table
from pages._links import Choices
from pages._shown import Origin, Shown, show

PER = "trường hợp trên một vụ"
QUARTER_FILES = {
    "accidents": "tai-nan-theo-quy",
    "cases": "xu-ly-theo-quy",
    "per_accident": "xu-ly-tren-mot-vu-theo-quy",
}
QUARTER_HEADINGS = {
    "accidents": "Số vụ",
    "cases": "Trường hợp xử lý",
    "per_accident": "Trường hợp trên một vụ",
    "lower": "từ (95%)",
    "upper": "đến (95%)",
}


def together(choices: Choices, answer: DeltaGenerator) -> None:
    """The section; its sentence goes into ``answer``."""
    definitions = _cached.definitions()
    accidents = _cached.compared("accidents", choices, "area")
    beside = read.beside(choices)
    violations = beside.by_area
    areas = by_area(accidents, violations, beside.direct)
    scope = " · ".join((periods_line(accidents), *scope_words(choices, definitions)))
    said = [*area_notes(areas), *dict.fromkeys((*coverage_sentences(accidents), *coverage_sentences(violations)))]
    sentence = together_headline(areas, choices.now, choices.base)
    answer.html(headline(f"Bên cạnh tai nạn · {scope}", sentence, said, badge=illustration(violations)))
    st.html(aside(PROVES_NOT))
    origin = Origin(source_phrase(accidents, violations), scope, file_key(choices, definitions))
    _districts(areas, choices, origin)
    _quarters(choices, origin)
    _acts(choices, beside.by_behaviour, origin)
    _campaign(choices, origin)
    st.html(sources(accidents, starred=False) + sources(violations, starred=False))


def _districts(areas: pd.DataFrame, choices: Choices, origin: Origin) -> None:
    places = areas[(areas["key"] != "total") & (areas["key"] != "unknown")]
    bars = places.rename(columns={"per_accident_now": "now", "per_accident_before": "before"})
    bars = bars.assign(label=marked_labels(places))
    drawn = paired_bars(bars, names=(choices.now.title, choices.base.title), unit=PER, digits=1)
    shown = area_table(areas, choices.now, choices.base)
    show(Shown("xu-ly-tren-mot-vu", area_title(areas), [_said(areas, choices, origin.source)], shown, drawn), origin)
    headings = [Heading("Địa bàn")]
    for period in (choices.now, choices.base):
        names = ("Số vụ", "Xử lý", "Hành vi trực tiếp", "Xử lý/vụ (khoảng 95%)")
        headings += [Heading(text, period.title, "n" if place else "n first") for place, text in enumerate(names)]
    first, *rows = (_area_row(row) for row in areas.to_dict("records"))
    st.html(table("", headings, rows, total=first, name="groups"))


def _said(areas: pd.DataFrame, choices: Choices, source: str) -> str:
    """n of both kinds, both periods, source."""
    total, now, base = areas.iloc[0], choices.now, choices.base
    counted = f"n = {whole(total['accidents_now'])} vụ, {whole(total['cases_now'])} trường hợp"
    starred = areas["small_now"].astype(bool).any() or areas["small_before"].astype(bool).any()
    note = "; * là nơi có kỳ dưới 5 vụ, tỷ số chỉ để tham khảo" if starred else ""
    return f"{counted}; {now.title}: {now.span}, so với {base.title}: {base.span}; {source}{note}"


def _area_row(row: dict) -> list[Cell]:
    cells = [Cell(str(row["label"]))]
    for side in ("now", "before"):
        counts = [row[f"{name}_{side}"] for name in ("accidents", "cases", "direct")]
        cells += [number_cell(value, whole(value), "n" if place else "n first") for place, value in enumerate(counts)]
        ratio = row[f"per_accident_{side}"]
        mark = " *" if row[f"small_{side}"] else ""
        ends = f" ({decimal(row[f'lower_{side}'], 1)}–{decimal(row[f'upper_{side}'], 1)}){mark}"
        cells.append(number_cell(ratio, "–" if pd.isna(ratio) else decimal(ratio, 1) + ends))
    return cells


def _quarters(choices: Choices, origin: Origin) -> None:
    both = by_quarter(_cached.series(choices, "quarter"), read.series(choices, "quarter"))
    breaks = series_breaks(both, _cached.definitions())
    st.html(chart_title(f"Tai nạn và xử lý vi phạm theo quý, {read.YEARS} năm đến {choices.now.title}"))
    table = series_table(both.round(dict.fromkeys(("per_accident", "lower", "upper"), 2)), QUARTER_HEADINGS)
    span = f"{both['start'].min():%d/%m/%Y}–{choices.now.end:%d/%m/%Y}"
    counted = f"n = {whole(both['accidents'].sum())} vụ, {whole(both['cases'].sum())} trường hợp"
    for column, title, unit, digits in (
        ("accidents", "Số vụ tai nạn", "vụ", 0),
        ("cases", "Số trường hợp xử lý", "trường hợp", 0),
        ("per_accident", "Số trường hợp xử lý trên một vụ", PER, 1),
    ):
        marked = with_roles(both, column, choices.now, choices.base)
        drawn = trend_chart(marked, breaks, unit=unit, height=190, digits=digits)
        lines = [f"{counted}, {span}; {origin.source}"]
        show(Shown(QUARTER_FILES[column], quarter_title(both, column, title, digits), lines, table, drawn), origin)
    if note := series_note(both):
        st.html(aside([note]))


def _acts(choices: Choices, cases: Comparison, origin: Origin) -> None:
    accidents = _cached.compared("accidents", choices, "cause")
    acts = acts_beside(accidents, cases, _cached.definitions())
    headings = [Heading("Hành vi, nguyên nhân cùng loại")]
    for text in ("Vụ do nguyên nhân này", "Trường hợp xử lý"):
        headings += [Heading(choices.now.title, text, "n first"), Heading(choices.base.title, text, "n")]
    rows = []
    for row in acts.table.to_dict("records"):
        values = [row[f"{name}_{side}"] for name in ("accidents", "cases") for side in ("now", "before")]
        counts = [number_cell(value, whole(value)) for value in values]
        rows.append([Cell(str(row["label"])), *counts])
    title = "Nguyên nhân tai nạn bên cạnh hành vi bị xử lý"
    lines = [*acts_notes(acts), f"{choices.now.title}: {choices.now.span}; {origin.source}"]
    shown = acts_table(acts, choices.now, choices.base)
    drawn = table("", headings, rows, name="groups")
    show(Shown("nguyen-nhan-va-hanh-vi", title, lines, shown, html=drawn), origin)


def _campaign(choices: Choices, origin: Origin) -> None:
    names = {one.code: one.name for one in reversed(_cached.definitions().campaigns())}
    if not names:
        return
    following("dot", names, read.latest_campaign(choices))
    chosen = page_choice("dot", names, "Đợt cao điểm", few=0)
    figures, accidents = read.campaign(choices, chosen), read.campaign_accidents(choices, chosen)
    headings = [Heading(""), *(Heading(text, classes="n") for text in WINDOW_HEADINGS)]
    told = window_rows(accidents, figures.table.iloc[0])
    rows = [[Cell(label), *(Cell(text, classes="n") for text in texts)] for label, texts in told]
    title = f"Tai nạn và xử lý quanh {figures.campaign.name}, số một ngày"
    lines = [campaign_scope(figures), origin.source]
    shown = window_table(accidents, figures.table.iloc[0])
    drawn = table("", headings, rows, name="groups")
    around = Origin(origin.source, campaign_scope(figures), "")
    show(Shown(f"tai-nan-quanh-{chosen}", title, lines, shown, html=drawn), around)
