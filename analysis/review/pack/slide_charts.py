"""Native, editable charts of a ``PackTable``: bars, columns, lines, with the workbook PowerPoint opens on "edit data".

Defines one look for all: zero base, unit on the axis, values at the bars, the colours of now and before; a missing
value leaves a gap. The workbook is written here, not by python-pptx: a text from a file never becomes a formula, and
there is no clock in it. Leaves out which slide has which chart.

Can mislead: labels show a dot between thousands whatever the machine's language; the editor of data shows the
machine's own.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.slide import Slide
from pptx.util import Pt

from ...drawing import palette
from .record import PackTable
from .slide_master import FONT, LANGUAGE
from .slide_parts import colour, places
from .slide_text import LEAST_POINTS, Box, clean, shortened_to
from .slide_xml import element, qn

NOW, BEFORE = palette.INK, palette.UNSURE
"""Colours of the period and of the one it is set against, as on the pages."""
COUNT_FORMAT = "#,##0"
DOTTED_FORMAT = r"[>=1000000]0\.000\.000;[>=1000]0\.000;0"
"""Of charts with counts from 1.000 on: a dot between thousands even where Windows speaks English."""
SHEET = "Số liệu"
_TYPES = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
_LONGEST_NAME = 48
_MADE = datetime(2000, 1, 1)


@dataclass(frozen=True)
class Series:
    """One series: the column of the table, its name and colour; ``labels`` writes its values at the bars."""

    column: str
    name: str
    colour: str
    labels: bool = True


@dataclass(frozen=True)
class Frame:
    """Room inside a chart around its plot [inch]: where the bars begin and end is fixed, so tables can stand beside."""

    left: float = 0.6
    top: float = 0.05
    right: float = 0.1
    bottom: float = 0.6


def add_chart(
    slide: Slide,
    box: Box,
    kind: str,
    table: PackTable,
    series: Sequence[Series],
    *,
    unit: str,
    says: str,
    frame: Frame = Frame(),
    every: int = 1,
) -> Any:
    """A native chart of columns of ``table`` by its first column; ``kind`` bar, column or line; gives the chart.

    ``unit`` stands on the axis of values; ``says``: what it shows, for those who do not see it; ``every``: label every
    so many categories.
    """
    greatest = _greatest(table, series)
    code = number_format(greatest)
    graphic: Any = slide.shapes.add_chart(_TYPES[kind], *places(box), _data(table, series, code))
    graphic.name = clean(table.title)
    graphic._element.nvGraphicFramePr.cNvPr.set("descr", clean(f"Biểu đồ: {says}."))
    chart = graphic.chart
    chart.part.chart_workbook.xlsx_part._blob = workbook(table, series)
    _set_look(chart, box, frame)
    _set_axes(chart, kind, unit, every, greatest)
    for made, one in zip(chart.plots[0].series, series, strict=True):
        _set_series(made, one, kind, code)
    return chart


def category(label: object) -> str:
    """A category as the chart shows it."""
    line = clean(label)
    return line if len(line) <= _LONGEST_NAME else shortened_to(line, 3.4, LEAST_POINTS)


def workbook(table: PackTable, series: Sequence[Series]) -> bytes:
    """The workbook behind a chart: categories down, series across, as the chart's references have it."""
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(memory, options) as book:
        book.set_properties({"title": clean(table.title), "created": _MADE})
        sheet, whole = (
            book.add_worksheet(SHEET),
            book.add_format({"num_format": number_format(_greatest(table, series))}),
        )
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(series), 16)
        for row, values in enumerate(table.rows, start=1):
            sheet.write_string(row, 0, category(values[0]))
        for place, one in enumerate(series, start=1):
            sheet.write_string(0, place, clean(one.name))
            for row, value in enumerate(table.column(one.column), start=1):
                if value is not None:
                    sheet.write_number(row, place, value, whole)
    return memory.getvalue()


def number_format(greatest: float) -> str:
    """The format of counts up to ``greatest``, as Excel writes it: "1.234" in every language of Windows."""
    return COUNT_FORMAT if greatest < 1000 else DOTTED_FORMAT


def step_of(greatest: float) -> float:
    """Distance of the marks of an axis from 0 to ``greatest``: 1, 2 or 5 times a power of ten, about five marks."""
    step = 1.0
    while greatest / step > 6:
        step *= 2.5 if str(step)[0] == "2" else 2
    return step


def _data(table: PackTable, series: Sequence[Series], code: str) -> Any:
    """Categories and values as python-pptx takes them."""
    make: Any = CategoryChartData
    data = make(number_format=code)
    data.categories = [category(row[0]) for row in table.rows]
    for one in series:
        data.add_series(clean(one.name), table.column(one.column))
    return data


def _greatest(table: PackTable, series: Sequence[Series]) -> float:
    values = [value for one in series for value in table.column(one.column) if value is not None]
    return max(values, default=0)


def _set_look(chart: Any, box: Box, frame: Frame) -> None:
    """Letters, no legend (the heading names the colours), the plot's fixed place, references to our sheet."""
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name = Pt(LEAST_POINTS), FONT
    chart.font.color.rgb = colour(palette.INK)
    space = chart._chartSpace
    for name in ("a:defRPr", "a:endParaRPr"):
        for letters in space.iter(qn(name)):
            letters.set("lang", LANGUAGE)
    for reference in space.iter(qn("c:f")):
        reference.text = (reference.text or "").replace("Sheet1!", f"'{SHEET}'!")
    space.insert(1, element("c:lang", val=LANGUAGE))
    area = space.find(f".//{qn('c:plotArea')}")
    for known in area.findall(qn("c:layout")):
        area.remove(known)
    layout = element("c:layout")
    manual = element("c:manualLayout", layout)
    where = {
        "layoutTarget": "inner",
        "xMode": "edge",
        "yMode": "edge",
        "x": frame.left / box.width,
        "y": frame.top / box.height,
        "w": (box.width - frame.left - frame.right) / box.width,
        "h": (box.height - frame.top - frame.bottom) / box.height,
    }
    for name, value in where.items():
        element(f"c:{name}", manual, val=value if isinstance(value, str) else f"{value:.5f}")
    area.insert(0, layout)


def _set_axes(chart: Any, kind: str, unit: str, every: int, greatest: float) -> None:
    names, values = chart.category_axis, chart.value_axis
    values.minimum_scale, values.major_unit = 0, step_of(greatest)
    values.has_major_gridlines, names.has_major_gridlines = True, False
    values.major_gridlines.format.line.color.rgb = colour(palette.PALE)
    values.format.line.fill.background()
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = number_format(greatest), False
    names.format.line.color.rgb = colour(palette.UNSURE)
    for axis in (values, names):
        axis.tick_labels.font.size = Pt(LEAST_POINTS)
        axis.tick_labels.font.color.rgb = colour(palette.INK)
    values.has_title = True
    title = values.axis_title.text_frame
    title.text = unit
    letters = title.paragraphs[0].runs[0].font
    letters.size, letters.bold, letters.color.rgb = Pt(LEAST_POINTS), False, colour(palette.QUIET)
    if kind != "line":
        chart.plots[0].gap_width, chart.plots[0].overlap = 35, 0
    for body in names._element.iter(qn("a:bodyPr")):
        body.set("rot", "0")
        body.set("vert", "horz")
    if kind == "bar":
        names.reverse_order = True
        values._element.find(qn("c:crosses")).set("val", "max")
    if every > 1:
        for name in ("c:tickLblSkip", "c:tickMarkSkip"):
            names._element.insert_element_before(element(name, val=str(every)), "c:noMultiLvlLbl")


def _set_series(made: Any, one: Series, kind: str, code: str) -> None:
    if kind == "line":
        made.smooth = False
        made.format.line.color.rgb, made.format.line.width = colour(one.colour), Pt(2.25)
        made.marker.style, made.marker.size = XL_MARKER_STYLE.CIRCLE, 5
        made.marker.format.fill.solid()
        made.marker.format.fill.fore_color.rgb = colour(one.colour)
        made.marker.format.line.color.rgb = colour(one.colour)
        return
    made.format.fill.solid()
    made.format.fill.fore_color.rgb = colour(one.colour)
    made.invert_if_negative = False
    if one.labels:
        labels = made.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
        labels.number_format, labels.number_format_is_linked = code, False
        labels.font.size = Pt(LEAST_POINTS)
        labels.font.color.rgb = colour(palette.INK)
