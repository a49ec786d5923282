"""Counts of areas or places quarter by quarter: the grid from which every history is cut.

Defines which quarters a period holds and which came before it, the complete grid (0 where the data cover the quarter
and nothing happened, missing where they do not cover all of it), and how the grid is filled: from the daily counts for
areas, from the store for communes and roads.

Can mislead: a file of the whole province covers every area, also one that forgot to report. Communes and roads are
those that had an accident in any of the quarters; the others are not in the grid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.areas import UNKNOWN
from ..definitions.calendars import Calendar
from ..definitions.catalogue import Definitions
from ..definitions.periods import Period, parse_period
from ..errors import RequestError
from ..figures.counts import NOWHERE, Where, accidents_alone_by_period
from ..figures.coverage import area_coverage, overall_coverage
from ..figures.labels import labels_of, resolved_where
from ..figures.sums import daily_rows
from ..store.tables import Store
from .levels import WANTED_QUARTERS

PLACES = ("commune", "road")
_HELD = {"Q1": (1,), "Q2": (2,), "Q3": (3,), "Q4": (4,), "6M": (1, 2), "9M": (1, 2, 3), "": (1, 2, 3, 4)}
_NO_QUARTERS = "Địa bàn tăng chỉ xét theo quý, 6 tháng, 9 tháng hoặc năm, không theo kỳ “{}”."
_REMEDY = "Hãy chọn một kỳ như 2025-Q1, 2024-6M, 2024-9M hoặc 2024."


@dataclass(frozen=True, eq=False)
class Grid:
    """``counts`` and ``states`` (full, partial, none), areas × quarters; ``unknown`` accidents a quarter of no area.

    ``numbers`` are the quarters as year·4 + quarter − 1, without a hole; ``areas`` are sorted by code.
    """

    by: str
    calendar: Calendar
    numbers: tuple[int, ...]
    areas: tuple[str, ...]
    labels: Mapping[str, str]
    counts: npt.NDArray[np.float64]
    states: npt.NDArray[np.str_]
    unknown: npt.NDArray[np.float64]

    @cached_property
    def known(self) -> npt.NDArray[np.float64]:
        """The counts, missing where the quarter is not fully covered."""
        return np.where(self.states == "full", self.counts, np.nan)

    def place(self, number: int) -> int:
        """The column of a quarter."""
        return number - self.numbers[0]


def held_quarters(period: Period) -> list[int]:
    """The numbers of the quarters that the period holds; raises ``RequestError`` where it does not hold whole ones."""
    part = period.key[5:]
    if period.is_span or part not in _HELD:
        raise RequestError(_NO_QUARTERS.format(period.title), _REMEDY)
    return [int(period.key[:4]) * 4 + quarter - 1 for quarter in _HELD[part]]


def quarter_of(number: int, calendar: Calendar) -> Period:
    """The quarter of this number, year·4 + quarter − 1."""
    return parse_period(f"{number // 4:04d}-Q{number % 4 + 1}", calendar)


def needed_quarters(period: Period) -> tuple[int, ...]:
    """The history of the period and of the quarter before it, and what the period holds."""
    held = held_quarters(period)
    return tuple(range(held[0] - WANTED_QUARTERS - 1, held[-1] + 1))


def daily_grid(
    daily: pd.DataFrame,
    definitions: Definitions,
    period: Period,
    *,
    calendar: Calendar,
    coverage: pd.DataFrame,
    modes: Sequence[str] | None = None,
    with_collisions: bool = True,
) -> Grid:
    """The grid of all areas from ``counts.daily_counts``; ``coverage`` is ``compare.covered_batches``."""
    numbers = needed_quarters(period)
    periods = [quarter_of(number, calendar) for number in numbers]
    areas = tuple(sorted(definitions.areas.codes))
    rows = daily_rows(daily, {} if modes is None else {"mode": list(modes)}, with_collisions)
    edges = np.array([*(one.start for one in periods), periods[-1].stop], dtype="datetime64[s]")
    column = np.searchsorted(edges, rows["occurred_on"].to_numpy(dtype="datetime64[s]"), side="right") - 1
    line = pd.Index(areas, dtype="object").get_indexer(pd.Index(rows["area_code"], dtype="object"))
    inside = (column >= 0) & (column < len(periods))
    counted = np.zeros((len(areas) + 1, len(periods)))
    np.add.at(counted, (line[inside], column[inside]), rows["accidents"].to_numpy(dtype=np.float64)[inside])
    states = np.array([list(area_coverage(coverage, one, areas).values()) for one in periods], dtype=np.str_).T
    return Grid("area", calendar, numbers, areas, definitions.areas.names, counted[:-1], states, counted[-1])


def counted_grid(
    store: Store,
    definitions: Definitions,
    period: Period,
    *,
    by: str,
    calendar: Calendar,
    coverage: pd.DataFrame,
    where: Where = NOWHERE,
    with_collisions: bool = True,
) -> Grid:
    """The grid of communes or roads (``by``), one reading of the store; a filter may name areas in the user's words.

    A road is covered where all areas are, a commune where the area is in which it lies. Raises ``RequestError`` for
    another dimension.
    """
    if by not in PLACES:
        raise RequestError(f"Không xét địa bàn tăng theo «{by}».", f"Hãy chọn trong: {', '.join(PLACES)}.")
    numbers = needed_quarters(period)
    periods = [quarter_of(number, calendar) for number in numbers]
    intervals = {one.key: (one.start, one.stop) for one in periods}
    chosen = resolved_where(where, definitions)
    options = {"where": chosen, "with_collisions": with_collisions, "calendar": calendar}
    counted = accidents_alone_by_period(store.pinned(), intervals, by=[by], **options)  # type: ignore[arg-type]
    every = counted.pivot_table(index=by, columns="period", values="accidents", aggfunc="sum")
    every = every.reindex(columns=list(intervals)).astype("float64").fillna(0.0)
    wide = every.drop(index=UNKNOWN, errors="ignore").sort_index()
    unknown = every[every.index == UNKNOWN].to_numpy().sum(axis=0)
    places = tuple(str(key) for key in wide.index)
    states = _place_states(by, places, definitions, periods, coverage, list(chosen.get("area", ())))
    labels = dict(zip(places, labels_of(by, places, definitions), strict=True))
    return Grid(by, calendar, numbers, places, labels, wide.to_numpy(), states, unknown)


def commune_areas(definitions: Definitions, among: Sequence[str]) -> dict[str, list[str]]:
    """The areas (codes, of ``among``) in which each commune lies: two where it was made of parts of two."""
    communes = definitions.areas.communes
    lies_in = zip(communes["code"], communes["area_code"], strict=True)
    return {str(code): [area for area in str(areas).split("|") if area in among] for code, areas in lies_in}


def _place_states(
    by: str,
    places: Sequence[str],
    definitions: Definitions,
    periods: Sequence[Period],
    coverage: pd.DataFrame,
    chosen: Sequence[str],
) -> npt.NDArray[np.str_]:
    """The coverage of the areas in which a place may lie, all of them together."""
    every = [code for code in definitions.areas.codes if code in chosen] or definitions.areas.codes
    inside = dict.fromkeys(places, every)
    if by == "commune":
        lies_in = commune_areas(definitions, every)
        inside = {place: lies_in.get(place) or every for place in places}
    states = np.full((len(places), len(periods)), "none", dtype="<U7")
    for column, period in enumerate(periods):
        by_area = area_coverage(coverage, period, every)
        together: dict[tuple[str, ...], str] = {}
        for line, place in enumerate(places):
            codes = tuple(inside[place])
            if codes not in together:
                together[codes] = overall_coverage({code: by_area[code] for code in codes})
            states[line, column] = together[codes]
    return states
