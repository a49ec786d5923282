"""Reading a file of accidents: all sheets, rows cleaned, then the rules between rows, then the tables.

Left out: the values themselves (``accidents``) and the grouping of people (``casualties``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from ..definitions.tables import tidy_table
from .accidents import clean_accidents, severity_marks
from .amounts import unit_of
from .casualties import group_casualties
from .columns import cell, constant, our_cells
from .findings import Finding
from .fonts import refuse_unasked
from .outcome import Order, Outcome, first_and_last
from .overlap import overlap_findings
from .rejected import rejected_frame
from .repeats import likely_duplicates, likely_pairs, repeated_ids, stored_ids
from .rules import Mark, mark, rejected_rows, tallies
from .sheets import Part, Sheet, parts, with_fonts
from .totals import total_findings

_EVER = (date(1900, 1, 1), date(2100, 12, 31))
"""An id must be unique in the whole store, not in the file's own days: its date may have been corrected."""


@dataclass(frozen=True)
class _Rows:
    """The rows of all sheets: values, places, cells as received, and what was said of them."""

    frame: pd.DataFrame
    places: pd.DataFrame
    received: pd.DataFrame
    marks: tuple[Mark, ...]
    findings: tuple[Finding, ...]


def read(order: Order) -> Outcome:
    """Clean all rows, apply the rules between rows, hand accidents, people and rejected rows to the sink."""
    rows = _all_rows(order)
    order.progress(0.6, f"Đã đọc {len(rows.frame)} dòng, đang đối chiếu các dòng với nhau…")
    accepted = rows.frame[~rejected_rows(rows.marks, rows.frame.index)]
    accidents, people, marks = _as_accidents(order, accepted)
    stored = order.existing(*_EVER)
    accidents, refused = _without_repeats(accidents, stored)
    marks += _on_all_rows(refused, accepted)
    pairs = likely_pairs(accidents, stored, order.definitions.limits["likely_duplicate_fields"])
    marks += (*severity_marks(accidents, order.definitions), *likely_duplicates(pairs, rows.places))
    rows = replace(rows, findings=(*rows.findings, *overlap_findings(accepted, accidents, pairs, stored, rows.places)))
    every = (*rows.marks, *marks)
    people = people[people["accident_id"].isin(accidents["accident_id"])]
    order.progress(0.9, "Đang chuẩn bị các bảng…")
    rejected = _hand_over(order, accidents, people, rejected_frame(every, rows.places, rows.received))
    return _outcome(rows, every, accidents, rejected)


def _all_rows(order: Order) -> _Rows:
    outlines = order.definitions.boundaries()
    read_rows: list[_Rows] = []
    start = 0
    for number, sheet in enumerate(order.sheets):
        order.progress(0.1 + 0.5 * number / len(order.sheets), f"Đang đọc {sheet.label or 'bảng số liệu'}…")
        for part in parts(sheet, whole=True, start=start):
            start += len(part.places)
            fonted, said = with_fonts(sheet, part, order.profile.conversion)
            if order.profile.conversion == "ask" and not order.dry_run:
                refuse_unasked(said)
            read_rows.append(_sheet_rows(order, fonted, part, said, outlines))
    return _Rows(
        frame=pd.concat([item.frame for item in read_rows]),
        places=pd.concat([item.places for item in read_rows]),
        received=pd.concat([item.received for item in read_rows]),
        marks=tuple(item for rows in read_rows for item in rows.marks),
        findings=tuple(item for rows in read_rows for item in rows.findings),
    )


def _sheet_rows(order: Order, sheet: Sheet, part: Part, said: list[Finding], outlines: pd.DataFrame) -> _Rows:
    cells = our_cells(part.received, sheet.binding, order.profile)
    damage = sheet.binding.columns.get("damage_million_vnd", ("",))[0]
    heading = sheet.binding.spelled.get(damage, "")
    unit, assumed = unit_of(heading, order.profile.unit, cell(cells, "damage_million_vnd"))
    cleaned = clean_accidents(cells, order.profile, order.definitions, outlines=outlines, unit=unit, today=order.today)
    marks = cleaned.marks
    if assumed:
        column = cells["damage_million_vnd"]
        marks += (mark("unit_assumed", pd.Series(column != "", index=cells.index), column),)
    frame = _with_ids(cleaned.frame, part.places, order) if order.profile.row == "accident" else cleaned.frame
    sums = total_findings(our_cells(part.totals, sheet.binding, order.profile), cleaned.frame, sheet.label)
    said += sums if order.profile.row == "accident" and not order.profile.include else []
    return _Rows(frame, part.places, part.received, marks, (*part.findings, *said))


def _with_ids(frame: pd.DataFrame, places: pd.DataFrame, order: Order) -> pd.DataFrame:
    """Accidents without an id get one of the file, the sheet and the row: the same whenever this file is read."""
    made = places["sheet"].map(_sheet_tags(places["sheet"], order.sha256)) + "-" + places["row"].astype("str")
    return frame.assign(accident_id=frame["accident_id"].mask(frame["accident_id"] == "", made))


def _sheet_tags(sheets: pd.Series, sha256: str) -> dict[str, str]:
    tags = {}
    for sheet in sheets.unique():
        tag = hashlib.sha256(str(sheet).encode()).hexdigest()[:4] if sheet else ""
        tags[sheet] = "-".join(filter(None, (sha256[:12], tag)))
    return tags


def _as_accidents(order: Order, accepted: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, tuple[Mark, ...]]:
    if order.profile.row == "casualty":
        return group_casualties(accepted)
    return accepted, accepted.iloc[:0][["accident_id"]], ()


def _without_repeats(accidents: pd.DataFrame, stored: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Mark, ...]]:
    """Accidents whose id is new in the file and in the store; and the marks of those that are not."""
    again = repeated_ids(accidents)
    first = accidents[~rejected_rows(again, accidents.index)]
    known = stored_ids(first, stored)
    return first[~rejected_rows(known, first.index)], (*again, *known)


def _on_all_rows(marks: tuple[Mark, ...], accepted: pd.DataFrame) -> tuple[Mark, ...]:
    """Marks of accidents spoken of every row of theirs: an accident of three casualties is three rows of the file."""
    spread = []
    for item in marks:
        ids = accepted["accident_id"]
        if ids.is_unique or item.rule in ("id_repeated", "id_conflict"):
            spread.append(item)
        else:
            spread.append(mark(item.rule, ids.isin(ids.loc[item.texts.index]), ids))
    return tuple(spread)


def _hand_over(order: Order, accidents: pd.DataFrame, people: pd.DataFrame, rejected: pd.DataFrame) -> pd.DataFrame:
    order.sink("accidents", tidy_table(accidents.assign(source=constant(order.source, accidents.index)), "accidents"))
    if len(people):
        order.sink("people", tidy_table(people, "people"))
    if len(rejected):
        order.sink("rejected", tidy_table(rejected, "rejected"))
    return rejected


def _outcome(rows: _Rows, marks: tuple[Mark, ...], accidents: pd.DataFrame, rejected: pd.DataFrame) -> Outcome:
    first, last = first_and_last(accidents["occurred_on"], accidents["occurred_on"])
    return Outcome(
        rows_read=len(rows.frame),
        rows_rejected=len(rejected),
        records=len(accidents),
        findings=rows.findings,
        tallies=tuple(tallies(marks, rows.places)),
        days=(accidents["occurred_on"],),
        first_day=first,
        last_day=last,
        area_codes=frozenset(accidents["area_code"].astype("str").unique()),
    )
