"""Kết quả xử lý: the five figures, the behaviours of the plan first, then districts, vehicles, forces, months."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.definitions.names import file_words
from analysis.drawing.charts import trend_chart
from analysis.drawing.palette import VERDICT_ARROWS
from analysis.drawing.violation_charts import paired_bars
from analysis.figures.behaviour_groups import BehaviourGroup, behaviour_groups, first_and_rest
from analysis.figures.comparison import Comparison
from analysis.figures.labels import DIMENSION_LABELS
from analysis.figures.notes import breaks_crossed
from analysis.figures.trends import series_breaks, with_roles
from analysis.review.export import comparison_csv, comparison_xlsx, table_csv
from analysis.review.together_words import quarter_title
from analysis.review.violation_export import (
    groups_caption,
    groups_table,
    series_caption,
    series_table,
    source_phrase,
)
from analysis.review.violation_words import (
    EFFORT,
    direct_sentence,
    fines_sentence,
    measure_words,
    series_note,
    straddling_table,
)
from analysis.review.wording import MEASURE_LABELS, UNITS, coverage_sentences, headline, illustration
from pages import _as_of, _cached
from pages import _violations_html as html
from pages import _violations_read as read
from pages._choices import file_key, page_choice, scope_words
from pages._comparison import periods_line, said_beside, sources
from pages._html import aside
from pages._html import headline as headline_html
from pages._links import Choices
from pages._shown import Origin, Shown, show

DIMENSIONS = {name: DIMENSION_LABELS[name] for name in ("behaviour", "area", "enforced_by", "month")}
DIMENSIONS["vehicle_type"] = "Loại phương tiện"
SHORT = {"cases": "Trường hợp", "fine_vnd": "Tiền phạt", "licences_revoked": "Tước GPLX"}
SHORT |= {"points_deducted": "Trừ điểm", "vehicles_held": "Tạm giữ"}
UNIT_WORDS = {"quarter": "Theo quý", "month": "Theo tháng"}
SLUGS = {"cases": "truong-hop", "fine_vnd": "tien-phat", "licences_revoked": "tuoc-gplx"}
SLUGS |= {"points_deducted": "tru-diem", "vehicles_held": "tam-giu"}
MOST_DRAWN = 16
TITLE = "Vi phạm"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def results(choices: Choices, whole: Comparison, answer: DeltaGenerator) -> None:
    """The section; ``whole`` is the comparison by behaviour, the sentence goes into ``answer``."""
    definitions = _cached.definitions()
    grouped = behaviour_groups(whole, definitions)
    breaks = breaks_crossed(definitions, whole.now, whole.base)
    answer.html(_opening(choices, whole, grouped[0], breaks))
    words = [measure_words(whole, measure, breaks) for measure in whole.measures]
    st.html(html.figure_cards(words, VERDICT_ARROWS) + said_beside(whole))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = page_choice("chieu_vp", DIMENSIONS, "Phân tổ theo", few=len(DIMENSIONS))
        given = [name for name in whole.measures if pd.notna(whole.figure(name)["now"])]
        measures = {name: SHORT[name] for name in given}
        measure = page_choice("chi_tieu_vp", measures, "Chỉ tiêu", few=len(SHORT))
    comparison = whole if by == "behaviour" else read.compared(choices, by)
    groups = grouped if by == "behaviour" else ()
    _picture(choices, comparison, by, measure, [key for group in groups for key in group.keys])
    st.html(html.measure_tables(comparison, groups, DIMENSIONS[by], measure))
    _downloads(comparison, html.kinds_of(groups), f"{_file(by)}-{_key(choices)}")
    _series(choices, whole)
    _straddling(choices, whole)
    st.html(aside([EFFORT]) + sources(comparison, starred=html.any_small(comparison, measure)))


def _opening(choices: Choices, whole: Comparison, direct: BehaviourGroup, breaks: pd.DataFrame) -> str:
    """The sentence, the share of the behaviours of the plan, the fines and what the data do not cover."""
    scope = (TITLE, periods_line(whole), *scope_words(choices, _cached.definitions(), collisions=False))
    more = [direct_sentence(whole, direct), fines_sentence(whole, breaks)]
    said = [line for line in (*more, *coverage_sentences(whole)) if line]
    return headline_html(" · ".join(scope), headline(whole), said, badge=illustration(whole))


def _picture(choices: Choices, comparison: Comparison, by: str, measure: str, order: list[str]) -> None:
    rows = comparison.groups(measure)
    rows = rows.loc[order] if order else rows
    shown = first_and_rest(rows, MOST_DRAWN)
    first = "hành vi trực tiếp gây tai nạn đứng trước" if order else ""
    title = f"{MEASURE_LABELS[measure]} theo {DIMENSIONS[by].lower()}: {_most(rows)}{f' ({first})' if first else ''}"
    names = (comparison.now.title, comparison.base.title)
    if measure == "fine_vnd":
        millions = shown.assign(**{name: shown[name].astype("Float64") / 1e6 for name in ("now", "before")})
        drawn = paired_bars(millions, names=names, unit="triệu đồng")
    else:
        drawn = paired_bars(shown, names=names, unit=UNITS[measure])
    lines = [groups_caption(comparison, measure)]
    name = f"{_file(by)}-{SLUGS[measure]}"
    show(Shown(name, title, lines, groups_table(comparison, measure), drawn), _origin(choices, comparison))


def _file(by: str) -> str:
    return f"vi-pham-theo-{file_words(DIMENSIONS[by])}"


def _key(choices: Choices) -> str:
    return file_key(choices, _cached.definitions(), collisions=False)


def _origin(choices: Choices, comparison: Comparison) -> Origin:
    scope = (periods_line(comparison), *scope_words(choices, _cached.definitions(), collisions=False))
    return Origin(source_phrase(comparison), " · ".join(scope), _key(choices))


def _most(rows: pd.DataFrame) -> str:
    known = rows[rows["now"].notna() & (rows.index != "unknown")]
    if known.empty or not known["now"].max():
        return "chưa có số nào"
    return f"nhiều nhất là {known.loc[known['now'].astype(float).idxmax(), 'label']}"


def _downloads(comparison: Comparison, kinds: dict[str, str], name: str) -> None:
    kept = _as_of.marked(comparison)
    with st.container(horizontal=True):
        st.download_button("Tải CSV", lambda: comparison_csv(kept, kinds), f"{name}.csv", "text/csv", on_click="ignore")
        st.download_button("Tải Excel", lambda: comparison_xlsx(kept, kinds), f"{name}.xlsx", XLSX, on_click="ignore")


def _series(choices: Choices, whole: Comparison) -> None:
    unit = page_choice("theo", UNIT_WORDS, "Chuỗi")
    series = read.series(choices, unit)
    marked = with_roles(series, "cases", choices.now, choices.base)
    breaks = series_breaks(series, _cached.definitions())
    named = f"Số trường hợp xử lý {UNIT_WORDS[unit].lower()}, {read.YEARS} năm đến {choices.now.title}"
    lines = [series_caption(series, "cases", whole), series_note(series)]
    drawn = trend_chart(marked, breaks, unit="trường hợp")
    table = series_table(series, {name: MEASURE_LABELS[name] for name in whole.measures})
    shown = Shown("vi-pham-chuoi", quarter_title(series, "cases", named, 0), lines, table, drawn)
    show(shown, _origin(choices, whole))


def _straddling(choices: Choices, whole: Comparison) -> None:
    if not whole.straddling_rows:
        return
    shown = straddling_table(read.straddling(choices), whole)
    with st.expander(f"{len(shown)} dòng có kỳ riêng vắt qua đầu hoặc cuối kỳ, không tính vào"):
        st.html(html.plain_table(shown, "", name="straddling"))
        name = f"vi-pham-vat-ky-{_key(choices)}.csv"
        st.download_button("Tải danh sách (CSV)", lambda: table_csv(shown), name, "text/csv", on_click="ignore")
