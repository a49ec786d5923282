"""How much of a page a document takes: an estimate of its height from the letters, for what has to fit on one sheet.

Defines lines by the mean width of letters of Times New Roman in Vietnamese text. Leaves out pictures (their paragraph
counts as one empty line) and page breaks.

Can mislead: an estimate, some lines off on a full page; whoever fills a page by it leaves a few lines free and looks at
the page once.
"""

from __future__ import annotations

from math import ceil

from docx.document import Document
from docx.shared import Length
from docx.table import Table
from docx.text.paragraph import Paragraph

from .documents import BODY_POINTS, Page

MM_OF_POINT = 25.4 / 72
LETTER_WIDTH = {False: 0.445, True: 0.475}
"""Mean width of a letter as part of its size, plain and bold."""
LINE_HEIGHT = 1.15
"""Of single spacing, as part of the size."""
BORDER = 0.3
"""What borders add to a row [mm]."""
CELL_SIDES = 2.4


def estimated_height(document: Document, page: Page) -> float:
    """Height [mm] of all paragraphs and tables below each other on ``page``."""
    blocks = document.iter_inner_content()
    return sum(
        _of_table(block) if isinstance(block, Table) else _of_paragraph(block, page.text_width) for block in blocks
    )


def _of_table(table: Table) -> float:
    rows = (
        max(
            sum(_of_paragraph(line, cell.width.mm - CELL_SIDES if cell.width else 0.0) for line in cell.paragraphs)
            for cell in row.cells
        )
        for row in table.rows
    )
    return sum(height + BORDER for height in rows)


def _of_paragraph(made: Paragraph, width: float) -> float:
    layout = made.paragraph_format
    around = _mm(layout.space_before) + _mm(layout.space_after)
    if isinstance(layout.line_spacing, Length):
        return around + float(layout.line_spacing.mm)
    sizes = [run.font.size.pt if run.font.size else BODY_POINTS for run in made.runs]
    line: float = max(sizes, default=BODY_POINTS) * MM_OF_POINT
    letters = [
        len(run.text) * size * MM_OF_POINT * LETTER_WIDTH[bool(run.bold)]
        for run, size in zip(made.runs, sizes, strict=True)
    ]
    lines = max(ceil((sum(letters) + max(_mm(layout.first_line_indent), 0.0)) / max(width, 1.0)), 1)
    return around + lines * line * LINE_HEIGHT


def _mm(length: Length | None) -> float:
    return length.mm if length else 0.0
