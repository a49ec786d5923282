"""Tables to files that Vietnamese Excel opens right: CSV (UTF-8 with BOM, ";", decimal comma) and XLSX.

Defines the layout of a comparison as a table: a row a group, the total last, both counts before every percent. Texts
come from strangers' files, so no text can become a formula.

Can mislead: a CSV has no place for title and notes; what it is of and its source stand in its last two columns. In XLSX
all of it stands above the table.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

from ..figures.comparison import Comparison
from ..figures.labels import DIMENSION_LABELS
from .numbers import INFINITE, MISSING, whole
from .sentences import (
    MEASURE_LABELS,
    coverage_sentences,
    headline,
    illustration,
    scope_phrase,
    scope_sentence,
    verdict_label,
)

_FORMULA_START = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
_HARMLESS = re.compile(r"[+-]?[\d.,\s]*%?")
"""A number or a lone dash (zero in many tables) begins like a formula and is none."""
BLOCK = ("now", "before", "difference", "percent", "ratio", "lower", "upper", "verdict")
Kinds = Mapping[str, str]
ALIKE: Kinds = {}
KIND_HEADING = "Nhóm"
LINE_POINTS = 15
"""Height of a line of text [points]; headings of ratios take two."""
WIDEST = 44
"""Of a column of texts [letters]: what is longer would push the figures off the printed page."""
TESTED = ("accidents", "deaths", "injured")
FORMATS = {
    "now": "#,##0",
    "before": "#,##0",
    "difference": "+#,##0;-#,##0;0",
    "percent": "+0.00%;-0.00%;0.00%",
    "ratio": "0.00",
    "lower": "0.00",
    "upper": "0.00",
}


def table_csv(table: pd.DataFrame) -> bytes:
    """Any table as CSV bytes: headings as they are, missing empty, dates as dd/mm/yyyy, texts safe from formulas."""
    written = pd.DataFrame({place: _csv_column(table.iloc[:, place]) for place in range(table.shape[1])})
    written.columns = pd.Index([safe_text(str(heading)) for heading in table.columns])
    text = written.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def safe_text(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet could take it for a formula."""
    return f"'{text}" if _FORMULA_START.match(text) and not _HARMLESS.fullmatch(text) else text


def comparison_table(comparison: Comparison, kinds: Kinds = ALIKE) -> pd.DataFrame:
    """The comparison as a flat table with Vietnamese headings: a row a group, the total last.

    ``kinds``: of which kind a group is (key -> words), as a second column where given. Percent in percent with two
    decimals, ratios with three; missing stays missing, an infinite ratio is "∞".
    """
    headings, rows = _headings(comparison), _rows(comparison, kinds)
    columns: dict[str, Any] = {
        heading: [texts[place] for texts, _ in rows] for place, heading in enumerate(_first_headings(comparison, kinds))
    }
    for measure in comparison.measures:
        for figure in _block(measure):
            values = [_flat(figure, cells[measure]) for _, cells in rows]
            columns[f"{MEASURE_LABELS[measure]}: {headings[figure]}"] = pd.Series(values, dtype=_dtype(figure, values))
    told = {"Phạm vi": scope_phrase(comparison), "Nguồn số liệu": _source(comparison)}
    return pd.DataFrame({**columns, **{name: [text] * len(rows) for name, text in told.items()}})


def comparison_csv(comparison: Comparison, kinds: Kinds = ALIKE) -> bytes:
    """``comparison_table`` as CSV bytes."""
    return table_csv(comparison_table(comparison, kinds))


def comparison_xlsx(comparison: Comparison, kinds: Kinds = ALIKE, *, created: datetime | None = None) -> bytes:
    """The comparison as XLSX bytes: sentence, scope and notes, the table with native numbers, the total in bold.

    Printed on A4 across, one page wide. ``created`` is written into the file (the last covered day if not given), so
    the same comparison gives the same bytes.
    """
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(memory, options) as book:
        until = comparison.data_until or comparison.now.end
        book.set_properties({"title": headline(comparison), "created": created or datetime.combine(until, time())})
        sheet = book.add_worksheet("So sánh")
        top = _write_opening(book, sheet, comparison)
        _write_table(book, sheet, comparison, kinds, top)
    return memory.getvalue()


def _csv_column(column: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_datetime64_any_dtype(column):
        return pd.Series(column.dt.strftime("%d/%m/%Y"))
    if pd.api.types.is_numeric_dtype(column):
        return column
    return column.map(_csv_value)


def _csv_value(value: Any) -> Any:
    """A value of a column that mixes texts and numbers: pandas puts the decimal comma into whole columns only."""
    if isinstance(value, float | np.floating) and np.isfinite(value):
        return repr(float(value)).replace(".", ",")
    return safe_text(value) if isinstance(value, str) else value


def _first_headings(comparison: Comparison, kinds: Kinds) -> list[str]:
    """Of the columns before the figures: the group and, where ``kinds`` are given, its kind."""
    return [DIMENSION_LABELS[comparison.by] if comparison.by else "Nhóm", *([KIND_HEADING] if kinds else [])]


def _headings(comparison: Comparison) -> dict[str, str]:
    return {
        "now": comparison.now.title,
        "before": comparison.base.title,
        "difference": "chênh lệch",
        "percent": "tỷ lệ %",
        "ratio": "tỷ số (một ngày)",
        "lower": "tỷ số từ (95%)",
        "upper": "tỷ số đến (95%)",
        "verdict": "nhận định",
    }


def _block(measure: str) -> Sequence[str]:
    """The columns of a measure: what enforcement counts is not tested and has neither ratio nor verdict."""
    return BLOCK if measure in TESTED else BLOCK[:4]


def _rows(comparison: Comparison, kinds: Kinds) -> list[tuple[list[str], dict[str, Any]]]:
    """The texts under ``_first_headings`` and the row of every measure: the groups in their order, then the total."""
    groups = {measure: comparison.groups(measure) for measure in comparison.measures}
    first = groups[comparison.measures[0]]
    parts = [
        (
            [str(label), *([kinds.get(str(key), "")] if kinds else [])],
            {measure: groups[measure].loc[key] for measure in comparison.measures},
        )
        for key, label in zip(first.index, first["label"], strict=True)
    ]
    total = {measure: comparison.figure(measure) for measure in comparison.measures}
    return [*parts, ([str(comparison.total["label"].iloc[0]), *([""] if kinds else [])], total)]


def _flat(figure: str, row: Any) -> Any:
    if figure == "verdict":
        return verdict_label(row)
    value = row[figure]
    if pd.isna(value):
        return pd.NA
    if np.isinf(value):
        return INFINITE
    return (
        int(value)
        if figure in ("now", "before", "difference")
        else round(float(value), 2 if figure == "percent" else 3)
    )


def _dtype(figure: str, values: Sequence[Any]) -> Any:
    if figure in ("now", "before", "difference"):
        return "Int64"
    return object if any(isinstance(value, str) for value in values) else "Float64"


def _source(comparison: Comparison) -> str:
    named, invented = "; ".join(comparison.sources), illustration(comparison)
    told = invented and invented.casefold() in named.casefold()
    return named if told else "; ".join(part for part in (named, invented) if part)


def _write_opening(book: Any, sheet: Any, comparison: Comparison) -> int:
    """Write what stands above the table; give the row in which the table begins."""
    sheet.write_string(0, 0, headline(comparison), book.add_format({"bold": True, "font_size": 14}))
    said = [scope_sentence(comparison), *coverage_sentences(comparison), *comparison.notes]
    for row, text in enumerate(said, start=1):
        sheet.write_string(row, 0, text, book.add_format({"font_color": "#5B6470"}))
    return len(said) + 2


def _write_table(book: Any, sheet: Any, comparison: Comparison, kinds: Kinds, top: int) -> None:
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    first, rows = _first_headings(comparison, kinds), _rows(comparison, kinds)
    _write_head(sheet, comparison, first, top, head)
    for place, (texts, cells) in enumerate(rows):
        bold = {"bold": True} if place == len(rows) - 1 else {}
        _write_row(book, sheet, top + 2 + place, texts, cells, bold)
    _set_print(sheet, top, top + 1 + len(rows), _set_widths(sheet, comparison, rows))


def _set_widths(sheet: Any, comparison: Comparison, rows: Sequence[tuple[list[str], dict[str, Any]]]) -> int:
    """As wide as the longest text (up to ``WIDEST``), the sum of a measure, the longest judgement; gives the last."""
    columns = list(zip(*(texts for texts, _ in rows), strict=True))
    widths = [min(max(28, *map(len, texts)), WIDEST) for texts in columns]
    for measure in comparison.measures:
        sums = comparison.figure(measure)
        number = max(11, *(len(whole(sums[side])) + 2 for side in ("now", "before")))
        judged = [len(verdict_label(cells[measure])) for _, cells in rows] if measure in TESTED else []
        widths += [max(number, *judged) if figure == "verdict" else number for figure in _block(measure)]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    return len(widths) - 1


def _write_head(sheet: Any, comparison: Comparison, first: Sequence[str], top: int, head: Any) -> None:
    headings = _headings(comparison)
    sheet.set_row(top + 1, 2 * LINE_POINTS)
    for place, text in enumerate(first):
        sheet.merge_range(top, place, top + 1, place, text, head)
    column = len(first)
    for measure in comparison.measures:
        block = _block(measure)
        sheet.merge_range(top, column, top, column + len(block) - 1, MEASURE_LABELS[measure], head)
        for place, figure in enumerate(block):
            text = headings[figure]
            sheet.write_string(top + 1, column + place, text[:1].upper() + text[1:], head)
        column += len(block)


def _write_row(book: Any, sheet: Any, row: int, texts: Sequence[str], cells: Any, bold: dict[str, Any]) -> None:
    for place, text in enumerate(texts):
        sheet.write_string(row, place, text, book.add_format({"border": 1, **bold}))
    column = len(texts)
    for measure, values in cells.items():
        for figure in _block(measure):
            _write_cell(book, sheet, (row, column), figure, values, bold)
            column += 1


def _write_cell(book: Any, sheet: Any, place: tuple[int, int], figure: str, values: Any, bold: dict[str, Any]) -> None:
    if figure == "verdict":
        sheet.write_string(*place, verdict_label(values), book.add_format({"border": 1, **bold}))
        return
    value = values[figure]
    if pd.isna(value) or np.isinf(value):
        text = MISSING if pd.isna(value) else INFINITE
        sheet.write_string(*place, text, book.add_format({"border": 1, "align": "right", **bold}))
        return
    number = float(value) / 100 if figure == "percent" else float(value)
    sheet.write_number(*place, number, book.add_format({"border": 1, "num_format": FORMATS[figure], **bold}))


def _set_print(sheet: Any, top: int, bottom: int, last_column: int) -> None:
    sheet.freeze_panes(top + 2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top, top + 1)
    sheet.print_area(0, 0, bottom, last_column)
    sheet.set_footer("&C&P/&N")
