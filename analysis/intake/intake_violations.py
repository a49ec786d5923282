"""Reading a file of violations chunk by chunk: cleaned, handed to the sink, forgotten; only tallies are kept.

Left out: rules between rows: two officers may well fine the same thing on the same day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from ..definitions.tables import tidy_table
from .amounts import unit_of
from .columns import behaviour_counts, cell, constant, our_cells
from .counting import count_keys, months_of_dates, overlapping_periods, repeated_counts
from .coverage import months_between
from .facts import MOST_FACTS, all_facts, facts_of
from .findings import Finding
from .fonts import refuse_unasked
from .outcome import Order, Outcome, first_and_last
from .overlap import count_overlap_findings
from .rejected import rejected_frame
from .repeated import (
    Repetition,
    asked_headings,
    find_repetitions,
    own_words,
    refuse_repeated,
    repetition_findings,
    unlooked,
)
from .rules import Cleaned, Tally, mark, rejected_rows, tallies
from .sheets import Part, Sheet, parts, with_fonts
from .violations import clean_violations, on_origin, unpivoted

_HALF_WAY_ROWS = 1_000_000
"""Rows at which the bar stands in the middle: how many there are is known at the end only."""


@dataclass(frozen=True)
class _Chunk:
    """What is kept of a chunk."""

    rows_read: int
    rows_rejected: int
    spans: pd.DataFrame
    records: int
    areas: frozenset[str]
    tallies: tuple[Tally, ...]
    findings: tuple[Finding, ...]
    keys: pd.DataFrame
    facts: pd.DataFrame


def read(order: Order) -> Outcome:
    """Clean every chunk of every sheet and hand violations and rejected rows to the sink.

    Raises ``RequestError`` where facts stand in the file twice and nobody has said to take them all (not in a dry run):
    what the sink was given is then to be thrown away.
    """
    done: list[_Chunk] = []
    for sheet in order.sheets:
        done += _sheet(order, sheet, already=sum(item.rows_read for item in done))
    rows_read = sum(item.rows_read for item in done)
    spans = pd.concat([item.spans for item in done]).drop_duplicates()
    said = [*repeated_counts(item.keys for item in done)]
    if order.profile.row == "count":
        said += overlapping_periods(spans)
    facts = all_facts([item.facts for item in done])
    repeated = _repeated(order, facts)
    said += [*repetition_findings(repeated, order.accept_repeated), *unlooked(rows_read), *_stored_again(order, facts)]
    first, last = first_and_last(spans["period_start"], spans["period_end"])
    return Outcome(
        rows_read=rows_read,
        rows_rejected=sum(item.rows_rejected for item in done),
        records=sum(item.records for item in done),
        findings=(*(found for item in done for found in item.findings), *said),
        tallies=tuple(tally for item in done for tally in item.tallies),
        days=(months_between(spans["period_start"], spans["period_end"]),),
        first_day=first,
        last_day=last,
        area_codes=frozenset().union(*(item.areas for item in done)),
        repeated=repeated,
    )


def _sheet(order: Order, sheet: Sheet, *, already: int) -> Iterable[_Chunk]:
    """The chunks of one sheet; fonts and the unit of money are judged by its first one."""
    unit: float | None = None
    counts = order.profile.row == "count"
    for number, part in enumerate(parts(sheet, whole=False, start=already)):
        said: list[Finding] = []
        if number == 0:
            sheet, said = with_fonts(sheet, part, order.profile.conversion)
            if order.profile.conversion == "ask" and not order.dry_run:
                refuse_unasked(said)
        cells = our_cells(part.received, sheet.binding, order.profile)
        months = months_of_dates(cells, sheet.binding, order.profile.date_order) if counts else None
        dated = cells.get("period")
        cells = cells if months is None else cells.assign(period=months)
        assumed = False
        if unit is None:
            heading = sheet.binding.spelled.get(sheet.binding.columns.get("fine_vnd", ("",))[0], "")
            unit, assumed = unit_of(heading, order.profile.unit, cell(cells, "fine_vnd"))
        spoken = []
        if months is not None and dated is not None:
            spoken.append(mark("months_from_dates", dated != "", dated))
        if assumed:
            spoken.append(mark("unit_assumed", cells["fine_vnd"] != "", cells["fine_vnd"]))
        cleaned = _cleaned(order, sheet, part, cells, unit)
        cleaned = replace(cleaned, marks=(*cleaned.marks, *spoken))
        yield _hand_over(order, sheet, part, cleaned, said)
        seen = part.places.index[-1] + 1 if len(part.places) else already
        order.progress(seen / (seen + _HALF_WAY_ROWS), f"Đã đọc {seen:,} dòng…".replace(",", "."))


def _cleaned(order: Order, sheet: Sheet, part: Part, cells: pd.DataFrame, unit: float) -> Cleaned:
    """Values with the position of their row in the file beside them (``position``)."""
    clean = partial(
        clean_violations,
        profile=order.profile,
        definitions=order.definitions,
        unit=unit,
        today=order.today,
        covers=order.covers,
    )
    if not sheet.binding.is_spread:
        plain = clean(cells)
        return Cleaned(plain.frame.assign(position=cells.index, commune=cell(cells, "commune")), plain.marks)
    counts = behaviour_counts(part.received, sheet.binding, order.profile)
    longer, origin = unpivoted(cells, counts)
    spread = clean(longer)
    frame = spread.frame.assign(position=origin, commune=cell(longer, "commune"))
    return on_origin(Cleaned(frame, spread.marks), origin)


def _hand_over(order: Order, sheet: Sheet, part: Part, cleaned: Cleaned, said: list[Finding]) -> _Chunk:
    wrong = rejected_rows(cleaned.marks, part.places.index)
    good = cleaned.frame[~wrong.loc[cleaned.frame["position"]].to_numpy()] if wrong.any() else cleaned.frame
    rows = good.assign(source=constant(order.source, good.index))
    order.sink("violations", tidy_table(rows, "violations", coded=True))
    if wrong.any():
        order.sink("rejected", tidy_table(rejected_frame(cleaned.marks, part.places, part.received), "rejected"))
    counts = good if order.profile.row == "count" else good.iloc[:0]
    return _Chunk(
        rows_read=len(part.places),
        rows_rejected=int(wrong.sum()),
        spans=good[["area_code", "period_start", "period_end"]].drop_duplicates().astype({"area_code": "str"}),
        records=len(good),
        areas=frozenset(good["area_code"].astype("category").cat.remove_unused_categories().cat.categories),
        tallies=tuple(tallies(cleaned.marks, part.places)),
        findings=(*part.findings, *said),
        keys=count_keys(counts, part.places.loc[counts["position"], "row"]),
        facts=_facts(order, sheet, part, good),
    )


def _facts(order: Order, sheet: Sheet, part: Part, good: pd.DataFrame) -> pd.DataFrame:
    """What is kept of a chunk to find what stands in the file twice: counts, and records of several sheets."""
    wanted = order.profile.row == "count" or len(order.sheets) > 1
    if not wanted or good.empty or part.places.index[0] >= MOST_FACTS:
        return pd.DataFrame()
    return facts_of(good, part.places, part.beside, own_words(part.received, sheet.binding))


def _repeated(order: Order, facts: pd.DataFrame) -> tuple[Repetition, ...]:
    """What stands in the file twice. Raises ``RequestError`` for it unless it is a dry run or all are to be taken."""
    found = find_repetitions(facts, asked_headings([sheet.binding for sheet in order.sheets]))
    if not (order.dry_run or order.accept_repeated):
        refuse_repeated(found)
    return found


def _stored_again(order: Order, facts: pd.DataFrame) -> list[Finding]:
    """What is said where the counts of the file are those of a batch already."""
    if order.profile.row != "count" or facts.empty:
        return []
    first, last = first_and_last(facts["start"], facts["end"])
    if first is None or last is None:
        return []
    return count_overlap_findings(facts, order.existing(first, last))
