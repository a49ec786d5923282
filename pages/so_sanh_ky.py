"""So sánh kỳ: any period against any, by any dimension the data have, to read and to take away."""

from __future__ import annotations

import streamlit as st

from analysis.definitions.names import file_words
from analysis.drawing.charts import ratio_chart
from analysis.figures.dimensions import ACCIDENT_DIMENSIONS, VIOLATION_DIMENSIONS
from analysis.figures.labels import DIMENSION_LABELS
from analysis.review.export import comparison_csv, comparison_xlsx
from analysis.review.wording import MEASURE_LABELS, SHORT_UNITS, UNITS
from pages import _as_of, _cached, _common
from pages._choices import current, file_key, page_choice, scope_words
from pages._comparison import SHORT_WORDS, groups_table, interval_note, opening, said_beside, seen, sources

SUBJECTS = {"accidents": "Tai nạn", "violations": "Vi phạm"}
DIMENSIONS = {"accidents": ACCIDENT_DIMENSIONS, "violations": VIOLATION_DIMENSIONS}
MOST_DRAWN = 24
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def comparing() -> None:
    """The page: choose a dimension, then sentence, table, chart, downloads, source."""
    definitions = _cached.definitions()
    choices = current(definitions)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        subject = page_choice("ve", SUBJECTS, "Về")
        names = {name: DIMENSION_LABELS[name] for name in DIMENSIONS[subject]}
        by = page_choice(f"chieu_{subject}", names, "Phân tổ theo")
    comparison = _cached.compared(subject, choices, by)
    with st.container(key="answer"):
        scope = scope_words(choices, definitions, collisions=subject == "accidents")
        st.html(opening(comparison, f"So sánh kỳ theo {names[by].lower()}", scope))
    if comparison.coverage["now"] == "none":
        _common.no_data(comparison)
        return
    st.html(groups_table(comparison, names[by], ""))
    kept = _as_of.marked(comparison)
    key = file_key(choices, definitions, collisions=subject == "accidents")
    name = f"so-sanh-{file_words(names[by])}-{key}"
    with st.container(horizontal=True):
        st.download_button("Tải CSV", lambda: comparison_csv(kept), f"{name}.csv", "text/csv", on_click="ignore")
        st.download_button("Tải Excel", lambda: comparison_xlsx(kept), f"{name}.xlsx", XLSX, on_click="ignore")
    if subject == "accidents":
        _chart(comparison, by)
    st.html(said_beside(comparison) + sources(comparison))


def _chart(comparison, by: str) -> None:
    measures = [name for name in comparison.measures if comparison.groups(name)["now"].notna().any()]
    measure = page_choice("tieu_chi", {name: MEASURE_LABELS[name] for name in measures}, "Tiêu chí")
    rows = comparison.groups(measure).reset_index()
    shown = rows.head(MOST_DRAWN)
    cut = f" ({MOST_DRAWN} nhóm đầu trong {len(rows)} nhóm)" if len(rows) > MOST_DRAWN else ""
    drawn = ratio_chart(shown, words=SHORT_WORDS, unit=SHORT_UNITS.get(measure, UNITS[measure]))
    _common.chart(drawn, seen(rows, measure, DIMENSION_LABELS[by].lower()) + cut, "ratios")
    if note := interval_note(shown):
        st.html(note)


_common.through_app()
if not _common.empty_store():
    comparing()
