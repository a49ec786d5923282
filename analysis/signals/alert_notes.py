"""What has to be said beside the flags: short or broken history, holes, what is not covered, what has no area.

Defines the facts as codes with values; the Vietnamese sentences are made in ``review.alert_words``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ..definitions.catalogue import Definitions
from .history import History
from .levels import FEWEST_QUARTERS, SMALLEST_MEAN, TOO_FEW, WANTED_QUARTERS

NO_HISTORY = "no_history"
SHORT_HISTORY = "short_history"
HOLES = "holes"
NOT_COVERED = "not_covered"
PARTLY_COVERED = "partly_covered"
NO_LAST_YEAR = "no_last_year"
SERIES_BREAK = "series_break"
UNKNOWN_AREA = "unknown_area"
SMALL_MEANS = "small_means"
TOO_FEW_PLACES = "too_few_places"
UNKNOWN_SHIFTED = "unknown_shifted"
UNKNOWN_SHIFT = 0.05
"""Said where the share of accidents without an area has changed by so much: it moves every count against its level,"""
LEAST_SHIFTED = 3.0
"""and where that is at least so many accidents of now (both ours)."""


@dataclass(frozen=True)
class Note:
    """One fact: ``code`` is one of this module's, ``facts`` its values (labels of areas, titles of periods, days)."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def notes_of(history: History, table: pd.DataFrame, definitions: Definitions) -> tuple[Note, ...]:
    """The notes of the rows shown (``table`` as in ``alerts.Alerts``), in the order in which they are said."""
    shown = history.labels
    rows = table.assign(shown=[shown[area] for area in table["area"]])
    return (*_coverage_notes(history, rows), *_history_notes(history, rows), *_breaks(history, definitions))


def _coverage_notes(history: History, rows: pd.DataFrame) -> list[Note]:
    said = []
    for code, state in ((NOT_COVERED, "none"), (PARTLY_COVERED, "partial")):
        places = list(rows.loc[rows["covered"] == state, "shown"])
        if places:
            said.append(Note(code, {"places": places, "all": len(places) == len(rows), "period": history.period.title}))
    if history.unknown:
        said.append(Note(UNKNOWN_AREA, {"accidents": history.unknown, "period": history.period.title}))
    before, now = history.unknown_shares
    moved = abs(before - now)
    if moved >= UNKNOWN_SHIFT and moved * (history.now.sum() + history.unknown) >= LEAST_SHIFTED:
        said.append(Note(UNKNOWN_SHIFTED, {"before": before, "now": now, "period": history.period.title}))
    return said


def _history_notes(history: History, rows: pd.DataFrame) -> list[Note]:
    known = rows[rows["covered"] == "full"]
    quarters = known["quarters"].to_numpy(dtype=np.int64)
    first = history.quarters[0] if history.quarters else None
    since = {"first": first.title if first else "", "wanted": WANTED_QUARTERS, "fewest": FEWEST_QUARTERS}
    said = []
    longest = int(quarters.max(initial=0))
    if len(known) and longest < FEWEST_QUARTERS:
        said.append(Note(NO_HISTORY, {"quarters": longest, **since}))
    elif len(known) and len(history.quarters) < WANTED_QUARTERS:
        said.append(Note(SHORT_HISTORY, {"quarters": len(history.quarters), **since}))
    said += _holes(history, known)
    no_base = known[known["last_year"].isna() & (known["quarters"] >= FEWEST_QUARTERS)]
    if len(no_base):
        said.append(Note(NO_LAST_YEAR, {"places": list(no_base["shown"]), "period": history.last_year_period.title}))
    few = int((rows["level"] == TOO_FEW).sum())
    if few:
        said.append(Note(TOO_FEW_PLACES, {"places": few, "least": SMALLEST_MEAN}))
    small = known[known["p_base"].notna() & (known["mean"] < SMALLEST_MEAN)]
    if len(small):
        said.append(Note(SMALL_MEANS, {"places": list(small["shown"]), "least": SMALLEST_MEAN}))
    return said


def _holes(history: History, known: pd.DataFrame) -> list[Note]:
    """One note for each set of areas with the same missing quarters."""
    holes = history.holes
    holes = holes[holes["area"].isin(known["area"])]
    if holes.empty:
        return []
    titles = {quarter.key: quarter.title for quarter in history.quarters}
    by_area = holes.groupby("area", sort=False)["period_key"].agg(tuple)
    said = []
    for keys in dict.fromkeys(by_area):
        areas = list(by_area.index[[one == keys for one in by_area]])
        places = [] if len(areas) == len(known) else [history.labels[area] for area in areas]
        said.append(Note(HOLES, {"places": places, "quarters": [titles[key] for key in keys]}))
    return said


def _breaks(history: History, definitions: Definitions) -> list[Note]:
    """The breaks of the series after the start of the history and before the end of the period, as one note."""
    breaks = definitions.breaks_between((history.quarters or history.held)[0].start, history.period.stop)
    crossed = list(zip(breaks["date"].dt.date, breaks["label"], strict=True))
    return [Note(SERIES_BREAK, {"breaks": crossed})] if crossed else []
