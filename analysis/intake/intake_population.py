"""Reading a file of population: area, year, people; one record an area and year."""

from __future__ import annotations

from datetime import date

import pandas as pd

from ..definitions.tables import tidy_table
from .columns import constant, our_cells
from .findings import Finding
from .fonts import refuse_unasked
from .outcome import Order, Outcome
from .population import area_totals, clean_population, people_unit, repeated_areas
from .rejected import rejected_frame
from .rules import Mark, mark, rejected_rows, tallies
from .sheets import parts, with_fonts


def read(order: Order) -> Outcome:
    """Clean all rows, add communes up to their area, hand population and rejected rows to the sink."""
    frame, places, received, marks, said = _all_rows(order)
    good = frame[~rejected_rows(marks, frame.index)]
    same, other = repeated_areas(good)
    marks += [mark("area_year_repeated", same, good["area_code"]), mark("area_year_conflict", other, good["area_code"])]
    totals = area_totals(good[~(same | other)])
    rejected = rejected_frame(marks, places, received)
    order.sink("population", tidy_table(totals.assign(source=constant(order.source, totals.index)), "population"))
    if len(rejected):
        order.sink("rejected", tidy_table(rejected, "rejected"))
    years = totals["year"]
    return Outcome(
        rows_read=len(frame),
        rows_rejected=len(rejected),
        records=len(totals),
        findings=tuple(said),
        tallies=tuple(tallies(marks, places)),
        days=(),
        first_day=date(int(years.min()), 1, 1) if len(years) else None,
        last_day=date(int(years.max()), 12, 31) if len(years) else None,
        area_codes=frozenset(totals["area_code"]),
    )


def _all_rows(order: Order) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, list[Mark], list[Finding]]:
    frames, places, received = [], [], []
    marks: list[Mark] = []
    said: list[Finding] = []
    start = 0
    for sheet in order.sheets:
        for part in parts(sheet, whole=True, start=start):
            start += len(part.places)
            fonted, found = with_fonts(sheet, part, order.profile.conversion)
            if order.profile.conversion == "ask" and not order.dry_run:
                refuse_unasked(found)
            cells = our_cells(part.received, fonted.binding, order.profile)
            heading = fonted.binding.spelled.get(fonted.binding.columns["people"][0], "")
            cleaned = clean_population(cells, order.definitions, unit=people_unit(heading))
            frames.append(cleaned.frame)
            places.append(part.places)
            received.append(part.received)
            marks += cleaned.marks
            said += [*part.findings, *found]
    return pd.concat(frames), pd.concat(places), pd.concat(received), marks, said
