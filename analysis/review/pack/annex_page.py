"""How a sheet of the annexes lies on paper: A4 across, one page wide, its printed columns and what is left of a page.

Heights are those set for the rows; widths hold for Times New Roman of 11 points. Can mislead: a printer with other
margins breaks pages elsewhere, and then a chart may be cut.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .annex_cells import LINE_POINTS

PAGE_POINTS = 498
"""Height of a printed page between header and footer [points]: A4 across has 501."""
PAGE_PIXELS = 1040
"""Width of a printed page [pixels at 96 dpi]; a narrower sheet is drawn as wide as this."""
_COLUMN_PIXELS = 64
_HEADINGS_AGAIN_POINTS = 70
"""For every further page: the headings again, and the row that did not fit on the page before."""
_MOST_PRINTED = 1900
"""Widest print [pixels]: below some 55 % letters cannot be read."""

Below = tuple[int, float]
"""The next free row, and the height of all above it [points]."""


@dataclass(frozen=True)
class Page:
    """How a sheet lies on paper: last printed column, share of its size in print, pixels of its columns together.

    ``free``: pixels to the right of the table.
    """

    last_column: int
    scale: float
    pixels: float
    free: float


def page_of(room: Sequence[float], *, empty: bool) -> Page:
    """Every column is printed as long as letters stay readable; a narrow table takes the whole width of the page."""
    pixels, last, most = 0.0, -1, PAGE_PIXELS if empty else _MOST_PRINTED
    for width in room:
        if last >= 0 and pixels + _pixels(width) > most:
            break
        pixels, last = pixels + _pixels(width), last + 1
    table = pixels
    while pixels < PAGE_PIXELS - _COLUMN_PIXELS:
        pixels, last = pixels + _COLUMN_PIXELS, last + 1
    return Page(last, min(1.0, PAGE_PIXELS / pixels), pixels, pixels - table)


def _pixels(width: float) -> float:
    return int(width * 7 + 5)


def left_on_page(height: float, page: Page) -> float:
    """What is left of the last page of a table of ``height`` [points]; pages after the first are known less well."""
    full = PAGE_POINTS / page.scale
    pages = math.ceil(height / full)
    return pages * full - height - LINE_POINTS - (pages - 1) * _HEADINGS_AGAIN_POINTS


def set_page(sheet: Any, last: tuple[int, int], *, footer: str, pages: int = 0) -> None:
    """A4 across, one page wide, ``last`` row and column printed; header and footer; ``pages`` high, 0 any number."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.39, right=0.39, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, pages)
    sheet.print_area(0, 0, *last)
    sheet.hide_gridlines(2)
    sheet.set_header("&L&9&A&R&9Trang &P/&N", {"margin": 0.3})
    sheet.set_footer(f"&C&9 {footer.replace('&', '&&')}", {"margin": 0.25})  # "&96 tháng" would be of 96 points
