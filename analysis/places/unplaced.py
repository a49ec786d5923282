"""Accidents without position: which of them could change the list of spots, if it were known where they were.

One could where, on the same road (where either road is unknown: in the same district) and inside one window's time,
there is an accident of a window that meets a criterion with it: a window of a spot, or one that is short of just this
accident. Left out: several such accidents that would make a spot together. So the number is not an upper limit for
all of them at once; it can mislead the other way too, as a road is long and most of these accidents happened elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd

from ..definitions.blackspot_rules import Criterion
from ..definitions.tables import UNKNOWN
from .criteria import count_accidents
from .windows import Ints, Mask, months_after

InWindow = Callable[[Sequence[Criterion]], Mask]
_ANY = "*"


def could_change(
    unplaced: pd.DataFrame, placed: pd.DataFrame, criteria: Sequence[Criterion], months: int, in_a_window: InWindow
) -> pd.DataFrame:
    """``unplaced`` with ``could_change``.

    ``in_a_window(criteria)``: which of ``placed`` some window that meets one of ``criteria`` holds.
    """
    change = np.zeros(len(unplaced), dtype=bool)
    for kind, needed in _kinds(unplaced, criteria):
        if any(not item.needs for item in needed):
            change |= kind
        elif len(placed):
            change[kind] = _met(unplaced[kind], placed[in_a_window(needed)], months)
    return unplaced.assign(could_change=change)


def _kinds(unplaced: pd.DataFrame, criteria: Sequence[Criterion]) -> Iterator[tuple[Mask, list[Criterion]]]:
    """Accidents that count alike, and what the criteria need beside one of them."""
    counters = count_accidents(unplaced, criteria).counters
    names = sorted(counters)
    table = np.column_stack([counters[name] for name in names]) if names else np.empty((len(unplaced), 0))
    kinds = pd.DataFrame(table).drop_duplicates().to_numpy() if names else table[:1]
    for kind in np.unique(kinds, axis=0):
        brought = dict(zip(names, kind.tolist(), strict=True))
        needed = []
        for item in criteria:
            left = {name: least - brought[name] for name, least in item.needs.items() if least > brought[name]}
            needed.append(Criterion(item.key, item.label, left, item.origin))
        yield (table == kind).all(axis=1), needed


def _met(unplaced: pd.DataFrame, near: pd.DataFrame, months: int) -> Mask:
    """Whether an accident of ``near`` on the same road or in the same district lies inside one window's time."""
    found = np.zeros(len(unplaced), dtype=bool)
    road, area = _text(unplaced["road"]), _text(unplaced["area_code"])
    near_road, near_area = _text(near["road"]), _text(near["area_code"])
    nameless, no_area = near_road == UNKNOWN, near_area == UNKNOWN
    known = road != UNKNOWN
    anywhere = area == UNKNOWN
    everything = np.full(len(near), _ANY)
    for asked, keys, others, kept in (
        (known, road, near_road, ~nameless),
        (known & ~anywhere, area, near_area, nameless),
        (~known & ~anywhere, area, near_area, ~no_area),
        (anywhere & ~known, np.full(len(unplaced), _ANY), everything, np.ones(len(near), dtype=bool)),
        (anywhere & known, np.full(len(unplaced), _ANY), everything, nameless),
        (~anywhere, np.full(len(unplaced), _ANY), everything, no_area & nameless),
    ):
        found[asked] |= _in_time(unplaced[asked], keys[asked], near[kept], others[kept], months)
    return found


def _in_time(rows: pd.DataFrame, keys: np.ndarray, near: pd.DataFrame, others: np.ndarray, months: int) -> Mask:
    """Whether an accident of ``near`` with the same key can share a window's time with each of ``rows``."""
    days, ends = _days(rows, months)
    near_days, near_ends = _days(near, months)
    found = np.zeros(len(rows), dtype=bool)
    for key in np.unique(keys):
        mine, theirs = keys == key, others == key
        begun = np.searchsorted(np.sort(near_days[theirs]), ends[mine])
        over = np.searchsorted(np.sort(near_ends[theirs]), days[mine], side="right")
        found[mine] = begun > over
    return found


def _days(rows: pd.DataFrame, months: int) -> tuple[Ints, Ints]:
    days = rows["occurred_on"].to_numpy(dtype="datetime64[D]")
    return days.astype(np.int64), months_after(days, months).astype(np.int64)


def _text(values: pd.Series) -> np.ndarray:
    return values.to_numpy(dtype=object).astype(str)
