"""Phân tích TNGT, Bảng chéo: two dimensions chosen, the coloured table with both edges, its files."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from analysis.definitions.names import file_words
from analysis.definitions.tables import UNKNOWN
from analysis.drawing.anatomy_charts import SCALE
from analysis.drawing.palette import text_on
from analysis.figures.anatomy import Anatomy
from analysis.figures.anatomy_dimensions import ANATOMY_PEOPLE
from analysis.figures.anatomy_labels import ANATOMY_LABELS
from analysis.figures.pivot import PIVOT_DIMENSIONS, REST, Pivot, shortened
from analysis.review import anatomy_part_words as part_words
from analysis.review import anatomy_words as words
from analysis.review.anatomy_export import TOTAL_LABEL, pivot_table
from analysis.review.numbers import percent, whole
from pages import _anatomy_read as read
from pages._choices import page_choice
from pages._links import Choices
from pages._shown import Shown

MOST_ROWS, MOST_COLUMNS = 40, 24
DIMENSIONS = {name: ANATOMY_LABELS[name] for name in PIVOT_DIMENSIONS}
NO_GROUP = [UNKNOWN, REST]
START = {"hang": "area", "cot": "weekday"}


def crossed(choices: Choices, found: Anatomy) -> Shown:
    """The choices of the section and the table that they ask for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rows = page_choice("hang", _from(START["hang"]), "Hàng", few=0)
        columns = page_choice("cot", _from(START["cot"], without=rows), "Cột", few=0)
        of_people = {rows, columns} & set(ANATOMY_PEOPLE)
        subjects = {name: label for name, label in words.SUBJECTS.items() if not (of_people and name == "accidents")}
        measure = page_choice("cheo_nguoi" if of_people else "cheo", subjects, "Đếm")
    pivot = read.crossed(choices, rows, columns, measure)
    shown = shortened(pivot, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
    unit = words.MEASURE_UNITS[measure]
    lost = f" ({percent(100 * pivot.unknown / pivot.total, 1)})" if pivot.total and pivot.unknown else ""
    told = f"không rõ hàng hoặc cột {whole(pivot.unknown)}{lost}; {words.source_words(found)}"
    first = f"n = {whole(pivot.total)} {unit}; {words.period_words(found)}; {told}"
    second = "Hàng và cột cuối là tổng, bằng số của toàn bộ kỳ. Màu theo số của các ô đã rõ; không xét nổi bật."
    cut = "Bảng tải về có đủ mọi hàng và cột." if shown is not pivot and shown.cells.shape != pivot.cells.shape else ""
    file = "-".join(["bang-cheo", *(file_words(DIMENSIONS[name]) for name in (rows, columns))])
    title, lines = part_words.pivot_title(pivot), [first, second, cut]
    return Shown("bang-cheo", title, lines, pivot_table(pivot), html=heat_table(shown), file=file)


def _from(first: str, *, without: str = "") -> dict[str, str]:
    """The dimensions with ``first`` at the head, which is the one chosen at the start."""
    order = [first, *(name for name in DIMENSIONS if name != first)]
    return {name: DIMENSIONS[name] for name in order if name != without}


def heat_table(found: Pivot) -> str:
    """The pivot as an HTML table: figures on a shade of their count, sums on both edges.

    The darkest shade is that of the highest known cell: what is unknown or summed as the rest would hide all others.
    """
    known = found.cells.drop(index=NO_GROUP, columns=NO_GROUP, errors="ignore")
    highest = max(float(np.nanmax(known.to_numpy(), initial=0.0)), 1.0)
    heads = [*found.column_labels.values(), TOTAL_LABEL]
    head = "".join(f'<th scope="col" class="n">{escape(label)}</th>' for label in heads)
    corner = f'<th scope="col">{escape(DIMENSIONS[found.rows])}</th>'
    totals = found.row_totals
    body = "".join(
        f'<tr><th scope="row">{escape(label)}</th>{"".join(_cell(value, highest) for value in found.cells.loc[key])}'
        f'<td class="n sum">{whole(totals[key])}</td></tr>'
        for key, label in found.row_labels.items()
    )
    sums = "".join(f'<td class="n sum">{whole(value)}</td>' for value in [*found.column_totals, found.total])
    last = f'<tr class="total"><th scope="row">{TOTAL_LABEL}</th>{sums}</tr>'
    table = f'<table class="at-cross"><thead><tr>{corner}{head}</tr></thead><tbody>{body}{last}</tbody></table>'
    return f'<div class="at-scroll" tabindex="0">{table}</div>'


def _cell(value: float, highest: float) -> str:
    if np.isnan(value) or not value:
        return f'<td class="n zero">{whole(value)}</td>'
    fill = SCALE[min(int(value / highest * (len(SCALE) - 1) + 0.5), len(SCALE) - 1)]
    return f'<td class="n" style="background:{fill};color:{text_on(fill)}">{whole(value)}</td>'
