"""Grids and charts of the annexes, read by other means than they were written with (calamine, zip and XML)."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as Xml

from python_calamine import CalamineWorkbook

from tests.review.pack.reading_back import Grid

TOP = 3
"""Row of the headings on every sheet of a table."""
CONTENTS = "Mục lục"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CELLS = re.compile(r"'([^']+)'!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)")


@dataclass(frozen=True)
class ChartSeries:
    """A series of a chart: its part, its name, the cells it refers to and the numbers kept in the chart."""

    part: str
    name: str
    cells: str
    categories: tuple[str, ...]
    values: tuple[float | None, ...]


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """The cells of every sheet by its name."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def grids(content: bytes) -> list[Grid]:
    """The table of every sheet but the contents."""
    return [_grid(name, cells) for name, cells in sheets(content).items() if name != CONTENTS]


def _grid(name: str, cells: list[list[Any]]) -> Grid:
    top, below = cells[TOP], cells[TOP + 1] if len(cells) > TOP + 1 else []
    grouped = bool(below) and below[0] == "" and any(below)
    headings: list[tuple[str, str]] = []
    group = ""
    for place, upper in enumerate(top):
        lower = below[place] if grouped else ""
        if lower:
            group = upper or group
            headings.append((group, lower))
        elif upper:
            headings.append(("", upper))
    rows = []
    for row in cells[TOP + 1 + grouped :]:
        if not row or row[0] == "" or row[0] == "Không có dòng nào.":
            break
        rows.append([value if value != "" else None for value in row[: len(headings)]])
    return Grid(name, str(cells[0][0]), headings, [[_plain(value) for value in row] for row in rows])


def _plain(value: Any) -> Any:
    return value


def formulas(content: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """Formula and kept value of every cell that has one, by (sheet, cell)."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for number, name in enumerate(sheets(content), start=1):
            text = parts.read(f"xl/worksheets/sheet{number}.xml").decode()
            for cell, formula, value in re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>(.*?)</f><v>(.*?)</v>', text):
                found[name, cell] = (formula, value)
    return found


def chart_series(content: bytes) -> list[ChartSeries]:
    """Every series of every chart part."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in sorted(name for name in parts.namelist() if name.startswith("xl/charts/chart")):
            for series in Xml.fromstring(parts.read(part)).iter(f"{_CHART}ser"):
                found.append(_series(part, series))
    return found


def chart_titles(content: bytes) -> list[tuple[str, ChartSeries]]:
    """The title of every chart with its first series."""
    first = {one.part: one for one in reversed(chart_series(content))}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        roots = {part: Xml.fromstring(parts.read(part)) for part in first}
    titles = {part: next(root.iter(f"{_CHART}title")) for part, root in roots.items()}
    return [("".join(titles[part].itertext()).strip(), one) for part, one in first.items()]


def _series(part: str, series: Xml.Element) -> ChartSeries:
    name = "".join(node.text or "" for node in series.find(f"{_CHART}tx").iter(f"{_CHART}v"))  # type: ignore[union-attr]
    values = series.find(f"{_CHART}val")
    assert values is not None
    cells = "".join(node.text or "" for node in values.iter(f"{_CHART}f"))
    return ChartSeries(part, name, cells, _labels(series.find(f"{_CHART}cat")), _numbers(values))


def _labels(categories: Xml.Element | None) -> tuple[str, ...]:
    assert categories is not None
    return tuple(node.text or "" for node in categories.iter(f"{_CHART}v"))


def _numbers(values: Xml.Element) -> tuple[float | None, ...]:
    count = next(values.iter(f"{_CHART}ptCount"))
    found: list[float | None] = [None] * int(count.attrib["val"])
    for point in values.iter(f"{_CHART}pt"):
        text = point.find(f"{_CHART}v")
        found[int(point.attrib["idx"])] = float(text.text) if text is not None and text.text else None
    return tuple(found)


def referred(content: bytes, cells: str) -> tuple[Any, ...]:
    """The values of a range of one column, "'PL2 Địa bàn'!$B$6:$B$14"."""
    matched = _CELLS.fullmatch(cells)
    assert matched, cells
    sheet, column, first, _, last = matched.groups()
    rows = sheets(content)[sheet]
    place = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(column))) - 1
    return tuple(rows[row][place] if place < len(rows[row]) else "" for row in range(int(first) - 1, int(last)))
