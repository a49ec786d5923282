"""The accidents behind a figure, one row each, with words in place of codes.

Defines the same accidents that ``counts`` counts for the same period and choices, corrections applied: the list has as
many rows as the figure says. An accident whose district is not known stands in no district's list.

Leaves out age, sex and all that could name a person; a date with an exact place can still point to one, so a list is
for use inside the office (Luật 91/2025/QH15). Can mislead: what a file did not give is empty, never 0 or "Không".
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import Period
from ..store.reading import read_accidents
from ..store.tables import Store
from .counts import NOWHERE, Where, accident_ids
from .labels import calendar_of, labels_of

LISTED = (
    *("accident_id", "occurred_on", "time", "area", "commune", "mode", "severity", "deaths", "injured"),
    *("missing_people", "road", "position", "cause", "vehicles", "alcohol", "lat", "lon", "source"),
)
"""Columns of a list, in order; ``review.lists`` has their headings."""
_IN_WORDS = {
    "area": ("area_code", "area"),
    "commune": ("commune_code", "commune"),
    "mode": ("mode", "mode"),
    "severity": ("severity", "severity"),
    "road": ("road", "road"),
    "cause": ("cause", "cause"),
    "vehicles": ("vehicle_types", "vehicle_type"),
    "alcohol": ("alcohol", "alcohol"),
}
"""Column of the list -> column of ``accidents`` and the dimension that names its codes."""


def accidents_behind(
    store: Store,
    definitions: Definitions,
    period: Period,
    *,
    where: Where = NOWHERE,
    with_collisions: bool = True,
) -> pd.DataFrame:
    """The accidents of ``period`` that ``where`` (codes by dimension) keeps: columns ``LISTED``, by day and id.

    ``occurred_on`` is datetime64[s], people are ``Int32``, ``lat`` and ``lon`` degrees, the rest words ("22:05",
    "Km126+370"), missing where not known. Raises ``RequestError`` for an unknown dimension.
    """
    pinned = store.pinned()
    wanted = accident_ids(
        pinned,
        start=period.start,
        stop=period.stop,
        where=where,
        with_collisions=with_collisions,
        calendar=calendar_of(period, definitions),
    )
    behind = read_accidents(pinned, period.start, period.stop, ids=wanted)
    return in_words(behind, definitions).sort_values(["occurred_on", "accident_id"], ignore_index=True)


def in_words(accidents: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """Rows of ``store.reading.read_accidents`` as rows of a list: columns ``LISTED``, same index."""
    words = {name: _labels(accidents[column], by, definitions) for name, (column, by) in _IN_WORDS.items()}
    told = accidents.assign(
        time=accidents["occurred_at"].map(clock_text).astype("str"),
        position=accidents["km_m"].map(km_text).astype("str"),
        **words,
    )
    listed: pd.DataFrame = told[list(LISTED)]
    return listed


def clock_text(minutes: Any) -> Any:
    """Minutes after midnight as "07:30"; missing stays missing."""
    return pd.NA if pd.isna(minutes) else f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}"


def km_text(metres: Any) -> Any:
    """Metres from the road's km 0 as "Km24+005"; missing stays missing."""
    return pd.NA if pd.isna(metres) else f"Km{int(metres) // 1000}+{int(metres) % 1000:03d}"


def _labels(codes: pd.Series[str], dimension: str, definitions: Definitions) -> pd.Series[str]:
    """The label of every code; a missing or empty one is missing."""
    distinct = [code for code in codes.dropna().unique() if code]
    words = dict(zip(distinct, labels_of(dimension, distinct, definitions), strict=True))
    return codes.map(words).astype("str")
