"""Grids, charts and boxes of the slides, read with python-pptx; the workbook in every chart with calamine."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from python_calamine import CalamineWorkbook

from tests.review.pack.reading_back import FIGURES, Grid


@dataclass(frozen=True)
class Chart:
    """A native chart: its name (the title of its table), categories, series, and the same from its workbook."""

    where: str
    title: str
    categories: tuple[str, ...]
    series: dict[str, tuple[float | None, ...]]
    workbook: dict[str, tuple[float | None, ...]]


@dataclass(frozen=True)
class Slide:
    """What stands on a slide; ``boxes``: texts by the name of their shape."""

    number: int
    charts: tuple[Chart, ...]
    grids: tuple[Grid, ...]
    boxes: Sequence[tuple[str, str]]
    notes: str


def slides(content: bytes) -> list[Slide]:
    """Every slide, in order."""
    return [_slide(number, one) for number, one in enumerate(Presentation(io.BytesIO(content)).slides, start=1)]


def _slide(number: int, slide: Any) -> Slide:
    shapes = list(_shapes(slide.shapes))
    charts = tuple(_chart(number, shape) for shape in shapes if shape.has_chart)
    tables = tuple(_grid(number, shape, charts) for shape in shapes if shape.has_table)
    boxes = [(shape.name, shape.text_frame.text.replace("\u2011", "-")) for shape in shapes if shape.has_text_frame]
    notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
    return Slide(number, charts, tables, boxes, notes)


def _shapes(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _chart(number: int, shape: Any) -> Chart:
    plots = list(shape.chart.plots)
    series = {one.name: tuple(one.values) for plot in plots for one in plot.series}
    categories = tuple(_in_full(str(name), shape.name) for name in plots[0].categories)
    blob = shape.chart.part.chart_workbook.xlsx_part.blob
    return Chart(f"slide {number} «{shape.name}»", shape.name, categories, series, _workbook(blob))


def _in_full(name: str, title: str) -> str:
    """A short name of an axis as the commands call it: "Quý I/2025" of "I/25", "07 giờ" of "7"."""
    if "theo quý" in title:
        quarter, year = name.split("/")
        return f"Quý {quarter}/20{year}".replace("*", " (chưa đủ)")
    return f"{int(name):02d} giờ" if "theo giờ" in title else name


def _workbook(blob: bytes) -> dict[str, tuple[float | None, ...]]:
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(blob)).get_sheet_by_index(0).to_python()
    columns = zip(*[row[1:] for row in rows], strict=True)
    return {
        str(name): tuple(value if isinstance(value, float) else None for value in column)
        for name, column in zip(head[1:], columns, strict=True)
    }


def _grid(number: int, shape: Any, charts: Sequence[Chart]) -> Grid:
    """A table; one without names of its rows stands beside the chart of the same name and has its categories."""
    rows = [[cell.text.strip() for cell in row.cells] for row in shape.table.rows]
    where = f"slide {number} «{shape.name}»"
    if rows[0][0] in FIGURES:
        chart = next(chart for chart in charts if chart.title == shape.name)
        named = [[name, *row] for name, row in zip(chart.categories, rows[1:], strict=True)]
        return Grid(where, shape.name, [("", ""), *(("", text) for text in rows[0])], named)
    if len(rows) > 1 and not rows[1][0] and set(rows[1]) & {*FIGURES, "từ"}:
        return Grid(where, shape.name, _two_rows(rows[0], rows[1]), rows[2:])
    return Grid(where, shape.name, [("", text) for text in rows[0]], rows[1:])


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, str]]:
    headings, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or group
        headings.append((group, below) if below else ("", above))
    return headings


def chart_grid(chart: Chart) -> Grid:
    """A chart as a table: a row a category, a column a series."""
    headings = [("", ""), *(("", name) for name in chart.series)]
    rows = [[name, *values] for name, *values in zip(chart.categories, *chart.series.values(), strict=True)]
    return Grid(f"{chart.where} (chart)", chart.title, headings, rows)
