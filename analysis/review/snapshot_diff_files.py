"""What changed since a snapshot as files: JSON of the command line, CSV and XLSX of the page.

Texts come from strangers' files, so none can become a formula (``export.safe_text``, strings written as strings). Left
out: words (``snapshot_diff_words``). Can mislead: the files are of the moment when they were made.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter

from ..figures.changes import TOTALS
from ..figures.snapshot_diff import SnapshotDiff, State, versions_of_code
from .export import safe_text, table_csv
from .lists import INTERNAL_NOTE
from .snapshot_diff_words import HEADINGS, batch_lines, change_table, diff_headline, rule_lines, total_lines

_WIDTHS = (17, 14, 11, 14, 20, 22, 22, 34, 12, 20)
"""Characters, one a heading."""


def diff_record(diff: SnapshotDiff) -> dict[str, Any]:
    """The difference as plain JSON values: before, after, counts, total, periods, accidents, batches, definitions,
    decisions, code.

    ``definitions`` is null where the older snapshot kept none and they are others now. Days and moments in ISO form.
    """
    before, after = versions_of_code(diff)
    return {
        "before": _state(diff.before),
        "after": _state(diff.after),
        "same": diff.is_same,
        "counts": diff.counts,
        "total": {name: _pair(*(diff.totals[when][name] for when in ("before", "after"))) for name in TOTALS},
        "periods": [
            {
                "key": row["key"],
                "label": row["title"],
                **{name: _pair(row[f"{name}_before"], row[f"{name}_after"]) for name in TOTALS},
            }
            for row in diff.quarters.to_dict("records")
        ],
        "accidents": _records(diff.accidents),
        "batches": _records(diff.batches),
        "definitions": None if diff.files is None else {name: list(files) for name, files in diff.files.items()},
        "decisions": dict(diff.decisions),
        "code": {"before": before, "after": after},
    }


def changes_csv(diff: SnapshotDiff) -> bytes:
    """The changes accident by accident as CSV bytes (UTF-8 with BOM, ";")."""
    return table_csv(change_table(diff))


def changes_xlsx(diff: SnapshotDiff, *, created: datetime) -> bytes:
    """The changes as XLSX bytes: the answer, totals, batches and rules above the table; A4 across, one page wide."""
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(memory, options) as book:
        title = diff_headline(diff)
        book.set_properties({"title": title, "created": created})
        sheet = book.add_worksheet("Thay đổi")
        notes = [*total_lines(diff), *batch_lines(diff), *rule_lines(diff), INTERNAL_NOTE]
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        for row, text in enumerate(notes, start=1):
            sheet.write_string(row, 0, text, book.add_format({"font_color": "#5B6470"}))
        _write_rows(book, sheet, len(notes) + 2, change_table(diff))
    return memory.getvalue()


def _write_rows(book: Any, sheet: Any, top: int, table: pd.DataFrame) -> None:
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    cell = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
    day = book.add_format({"border": 1, "valign": "top", "num_format": "dd/mm/yyyy"})
    for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        sheet.write_string(top, column, heading, head)
        sheet.set_column(column, column, width)
    for row, values in enumerate(table.itertuples(index=False), start=top + 1):
        for column, value in enumerate(values):
            if isinstance(value, pd.Timestamp):
                sheet.write_datetime(row, column, value.to_pydatetime(), day)
            else:
                sheet.write_string(row, column, safe_text(str(value)), cell)
    sheet.freeze_panes(top + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.print_area(0, 0, top + len(table), len(HEADINGS) - 1)
    sheet.set_footer("&C&P/&N")


def _state(state: State) -> dict[str, Any]:
    record = state.record or {}
    return {name: record.get(name) for name in ("name", "at", "who", "code_version")}


def _pair(before: Any, after: Any) -> dict[str, int | None]:
    known = [None if pd.isna(value) else int(value) for value in (before, after)]
    change = None if None in known else int(after) - int(before)
    return {"before": known[0], "after": known[1], "difference": change}


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): _plain(value) for name, value in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    """A value as JSON knows it: a day or moment in ISO form, missing as null."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, datetime):
        return value.date().isoformat() if value.tzinfo is None else value.isoformat()
    return value.item() if hasattr(value, "item") else value
