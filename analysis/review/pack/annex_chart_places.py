"""Where the chart of a table stands: below it, on a page of its own where it would be cut, beside a narrow one.

Leaves out what is drawn (``annex_charts``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .annex_charts import Cells, Drawn, chart_of, native_chart, rows_drawn
from .annex_page import Below, Page, left_on_page
from .record import PackTable

_ROW_PIXELS = 20
_CHART_POINTS, _LEAST_CHART_POINTS, _OWN_PAGE_POINTS = 260, 165, 360
_BAR_POINTS = 23
"""Least height of a pair of lying bars with its name [points]."""
_BESIDE_PIXELS = 620
"""Room to the right of a table in which its chart is put instead of below."""
_SHORTEST_ROWS = 15


def place_chart(book: Any, sheet: Any, cells: Cells, table: PackTable, page: Page, below: Below) -> tuple[int, bool]:
    """The chart of the table below it, on a page of its own where it would be cut; the last row, and whether so."""
    drawn, (row, height) = chart_of(table), below
    if drawn is None:
        return row - 1, False
    if page.free >= _BESIDE_PIXELS:
        return _place_beside(book, sheet, cells, table, drawn, page, row), False
    shown = rows_drawn(table, drawn)
    columns = _charted_columns(sheet, table, drawn.columns, (cells.top, shown), page)
    least = max(_LEAST_CHART_POINTS, _BAR_POINTS * shown + 70 if drawn.lying else 0) / page.scale
    left = left_on_page(height, page)
    own_page = left < least
    points = _OWN_PAGE_POINTS / page.scale if own_page else min(left, max(least, _CHART_POINTS / page.scale))
    chart = native_chart(book, table, drawn, replace(cells, columns=columns), scale=1 / page.scale)
    chart.set_size({"width": int(page.pixels - 8), "height": int(points * 4 / 3)})
    if own_page:
        sheet.set_h_pagebreaks([row])
    sheet.insert_chart(row, 0, chart, {"x_offset": 2, "y_offset": 8, "object_position": 2})
    return row + math.ceil((points * 4 / 3 + 8) / _ROW_PIXELS) - 1, own_page


def _place_beside(book: Any, sheet: Any, cells: Cells, table: PackTable, drawn: Drawn, page: Page, row: int) -> int:
    """The chart of a narrow table to the right of it; the last row of both."""
    columns = _charted_columns(sheet, table, drawn.columns, (cells.top, rows_drawn(table, drawn)), page)
    chart = native_chart(book, table, drawn, replace(cells, columns=columns), scale=1)
    tall = max(len(table.rows) + 1, _SHORTEST_ROWS)
    chart.set_size({"width": int(page.free - 12), "height": tall * _ROW_PIXELS})
    sheet.insert_chart(cells.top - 1, len(table.columns), chart, {"x_offset": 10, "object_position": 2})
    return max(row - 1, cells.top + tall)


def _charted_columns(
    sheet: Any, table: PackTable, keys: Sequence[str], rows: tuple[int, int], page: Page
) -> dict[str, int]:
    """Column of every drawn key; one with missing values is drawn from a hidden copy, in which they are empty.

    In Excel a line falls to 0 where a cell holds the text "–".
    """
    (body, count), found = rows, dict[str, int]()
    free = max(page.last_column, len(table.columns) - 1) + 2
    for key in keys:
        values = table.column(key)[:count]
        found[key] = table.place(key)
        if None in values:
            found[key], free = free, free + 1
            sheet.set_column(found[key], found[key], None, None, {"hidden": True})
            for row, value in enumerate(values, start=body):
                if value is not None:
                    sheet.write_number(row, found[key], value)
    return found
