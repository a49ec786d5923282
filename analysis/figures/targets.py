"""How a criterion stands against the wanted change of its year (``targets.csv``, an editable figure).

Defines the status of one measure of a comparison with the same period of the year before: the wanted percent, the most
that may have happened to reach it, and whether it is reached so far.

Can mislead: a target is for the year; within the year it says "at this pace" and nothing about chance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import Period, same_period_last_year
from .comparison import Comparison

Reached = Literal["met", "missed", "no_target", "no_data"]


@dataclass(frozen=True)
class TargetStatus:
    """``percent`` wanted change on the year before (missing without a target); ``at_most`` the count that reaches it.

    ``reached``: met, missed, no_target (none set, or the base is not the same period last year), no_data (a period is
    not covered to the full).
    """

    measure: str
    year: int
    percent: float
    at_most: int
    reached: Reached


def target_percent(definitions: Definitions, measure: str, year: int) -> float:
    """The wanted change [percent on the year before] of a criterion; missing (NaN) where none is set for the year."""
    targets = definitions.targets
    found = targets.loc[(targets["criterion"] == measure) & (targets["year"] == year), "percent"]
    return float(found.iloc[-1]) if len(found) else math.nan


def target_status(comparison: Comparison, definitions: Definitions, measure: str) -> TargetStatus:
    """How the total of ``measure`` (accidents, deaths, injured) stands against the target of its year."""
    year = target_year(comparison.now)
    percent = target_percent(definitions, measure, year)
    last_year = same_period_last_year(comparison.now, definitions.calendars[comparison.now.calendar_key])
    comparable = (last_year.start, last_year.stop) == (comparison.base.start, comparison.base.stop)
    if math.isnan(percent) or not comparable:
        return TargetStatus(measure, year, percent, 0, "no_target")
    row = comparison.figure(measure)
    complete = set(comparison.coverage.values()) == {"full"}
    if pd.isna(row["now"]) or pd.isna(row["before"]) or not complete:
        return TargetStatus(measure, year, percent, 0, "no_data")
    at_most = math.floor(row["before"] * (1 + percent / 100) + 1e-9)
    return TargetStatus(measure, year, percent, at_most, "met" if row["now"] <= at_most else "missed")


def target_year(period: Period) -> int:
    """The statistical year of a period; of a free span the year in which it ends."""
    return period.end.year if period.is_span else int(period.key[:4])
