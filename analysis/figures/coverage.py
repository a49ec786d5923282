"""Which days and areas the data cover: the difference between 0 and "not known".

Defines for a period and each area whether visible batches cover all of its days (``full``), some (``partial``) or none
(``none``). Takes the table of ``store.batches.coverage``: batch_id, source, area_code ("*" for every area), start,
stop (first day, day after the last).

Can mislead: a batch covers what its sender said, or what its first and last row suggest; a district that forgot to
report inside a file of the whole province looks covered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.calendars import Calendar
from ..definitions.periods import Period, parse_period, previous

EVERY_AREA = "*"
STATES = ("full", "partial", "none")

Days = npt.NDArray[np.int64]


def area_coverage(covered: pd.DataFrame, period: Period, areas: Iterable[str]) -> dict[str, str]:
    """``full``, ``partial`` or ``none`` for each of ``areas`` over the days of ``period``."""
    return area_coverages(covered, [period], list(areas))[0]


def area_coverages(covered: pd.DataFrame, periods: Iterable[Period], areas: Sequence[str]) -> list[dict[str, str]]:
    """As ``area_coverage``, for each of several periods."""
    first, after = _ordinals(covered["start"]), _ordinals(covered["stop"])
    code = covered["area_code"].to_numpy(dtype=object)
    return [_states(first, after, code, period, areas) for period in periods]


def _states(
    first: Days, after: Days, code: npt.NDArray[np.object_], period: Period, areas: Sequence[str]
) -> dict[str, str]:
    start, stop = period.start.toordinal(), period.stop.toordinal()
    touching = (first < stop) & (after > start)
    spans = np.column_stack([np.maximum(first, start), np.minimum(after, stop)])[touching]
    own = code[touching]
    everywhere = _state(spans[own == EVERY_AREA], period.days)
    named = set(own) - {EVERY_AREA}
    return {
        area: _state(spans[(own == area) | (own == EVERY_AREA)], period.days) if area in named else everywhere
        for area in areas
    }


def overall_coverage(states: Mapping[str, str]) -> str:
    """One state for all areas together: ``full`` or ``none`` where all are, else ``partial``; no area is ``none``."""
    found = set(states.values())
    return found.pop() if len(found) == 1 else "partial" if found else "none"


def overall_coverages(covered: pd.DataFrame, periods: Iterable[Period], areas: Sequence[str]) -> list[str]:
    """``overall_coverage`` of ``areas`` in each of several periods."""
    return [overall_coverage(states) for states in area_coverages(covered, periods, areas)]


def covered_until(covered: pd.DataFrame) -> date | None:
    """The last day that any visible batch covers; nothing where there is no batch."""
    if covered.empty:
        return None
    return date.fromordinal(int(_ordinals(covered["stop"]).max())) - timedelta(days=1)


def batches_touching(covered: pd.DataFrame, periods: Sequence[Period]) -> pd.DataFrame:
    """The rows of ``covered`` that share a day with one of ``periods``."""
    first, after = _ordinals(covered["start"]), _ordinals(covered["stop"])
    touching = [(first < period.stop.toordinal()) & (after > period.start.toordinal()) for period in periods]
    return covered[np.logical_or.reduce(touching)]


def latest_quarter(covered: pd.DataFrame, calendar: Calendar, areas: Sequence[str]) -> Period | None:
    """The last quarter whose days are all covered in all of ``areas``; where there is none, what comes nearest.

    That is the last quarter of which at least half of the days are covered somewhere, else the last with any day.
    Nothing where nothing is covered.
    """
    until = covered_until(covered)
    if until is None:
        return None
    first = date.fromordinal(int(_ordinals(covered["start"]).min()))
    held = []
    quarter = _quarter_of(until, calendar)
    while quarter.end >= first:
        states = area_coverage(covered, quarter, areas)
        if overall_coverage(states) == "full":
            return quarter
        if overall_coverage(states) == "partial":
            held.append(quarter)
        quarter = previous(quarter, calendar)
    return next((one for one in held if _days_covered(covered, one) * 2 >= one.days), held[0] if held else None)


def _quarter_of(day: date, calendar: Calendar) -> Period:
    when = calendar.month_of(pd.Series([day])).iloc[0]
    return parse_period(f"{when['year']}-Q{(int(when['month']) + 2) // 3}", calendar)


def _days_covered(covered: pd.DataFrame, period: Period) -> int:
    """How many days of ``period`` some batch covers, wherever."""
    spans = np.column_stack([_ordinals(covered["start"]), _ordinals(covered["stop"])])
    return _reach(np.clip(spans, period.start.toordinal(), period.stop.toordinal()))


def _ordinals(days: pd.Series[date]) -> Days:
    """Days as whole numbers (proleptic, as ``date.toordinal``)."""
    known = pd.to_datetime(days).to_numpy(dtype="datetime64[D]")
    return known.astype(np.int64) + date(1970, 1, 1).toordinal()


def _state(spans: Days, days: int) -> str:
    """How much of ``days`` the half-open spans cover together."""
    total = _reach(spans)
    return "full" if total >= days else "partial" if total else "none"


def _reach(spans: Days) -> int:
    """How many days lie in at least one of the half-open spans."""
    reach, total = 0, 0
    for start, stop in spans[np.argsort(spans[:, 0], kind="stable")].tolist():
        total += max(0, stop - max(start, reach))
        reach = max(reach, stop)
    return total
