"""What the pages read, cached under the state of the store: definitions, counts a day, comparisons, series.

``cache_resource`` shares one object with all sessions: nothing that comes from here may be changed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.periods import Period
from analysis.drawing.maps import Outline, outlines
from analysis.figures.compare import Comparison, compare, compare_daily, compare_violations, covered_batches
from analysis.figures.counts import daily_counts
from analysis.figures.trends import period_series
from analysis.store.batches import list_batches
from analysis.store.tables import Store, office_reference, open_store
from pages._links import Choices, last_whole_quarter

AS_WRITTEN = {Store: repr, Choices: repr}
"""Records of plain values: as the key of a cache they are what they print."""


@st.cache_resource(show_spinner="Đang đọc định nghĩa…")
def definitions() -> Definitions:
    """The definitions, read once a run of the program."""
    return load_definitions(office=office_reference(open_store()))


@st.cache_resource(show_spinner=False)
def district_outlines() -> tuple[Outline, ...]:
    """The outlines of the reference folder for the map."""
    return outlines(definitions().boundaries())


def store() -> Store:
    """The store of the office, or the one ATGT_STORE names."""
    return open_store()


def pinned() -> Store:
    """The store as it stands now; being a record of versions, it is the key under which things are cached."""
    return store().pinned()


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=2, hash_funcs=AS_WRITTEN)
def _daily(fixed: Store) -> pd.DataFrame:
    return daily_counts(fixed)


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=AS_WRITTEN)
def _batches(fixed: Store) -> tuple[pd.DataFrame, pd.DataFrame]:
    return list_batches(fixed), covered_batches(fixed, "accidents")


def daily(fixed: Store | None = None) -> pd.DataFrame:
    """Counts a day of all that the store (as it stands, or ``fixed``) shows; shared by all sessions, never changed."""
    return _daily(fixed or pinned())


def batches() -> pd.DataFrame:
    """``list_batches`` as the store stands."""
    return _batches(pinned())[0]


def covered(fixed: Store | None = None) -> pd.DataFrame:
    """What the batches of accidents (as they stand, or in ``fixed``) cover, a row a batch and area."""
    return _batches(fixed or pinned())[1]


def overview(choices: Choices) -> Comparison:
    """The comparison by district, from the cached counts a day."""
    return _overview(pinned(), choices)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=AS_WRITTEN)
def _overview(fixed: Store, choices: Choices) -> Comparison:
    return compare_daily(_daily(fixed), definitions(), choices.now, choices.base, by="area", **_chosen(fixed, choices))


def series(choices: Choices, unit: str) -> pd.DataFrame:
    """The last five years by "month" or "quarter" up to the period chosen, from the cached counts a day."""
    return _series(pinned(), choices, unit)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs=AS_WRITTEN)
def _series(fixed: Store, choices: Choices, unit: str) -> pd.DataFrame:
    where = {"calendar": definitions().calendars[choices.calendar_key], "until": choices.now, "unit": unit}
    return period_series(_daily(fixed), definitions(), **where, **_chosen(fixed, choices))


def _chosen(fixed: Store, choices: Choices) -> dict[str, Any]:
    narrowed = {"areas": choices.areas or None, "modes": [choices.mode] if choices.mode else None}
    return narrowed | {"with_collisions": choices.with_collisions, "coverage": _batches(fixed)[1]}


def compared(subject: str, choices: Choices, by: str) -> Comparison:
    """The comparison that the choices ask for, by any dimension; counted once a state of the store."""
    return _compared(pinned(), subject, choices, by)


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=64, hash_funcs=AS_WRITTEN)
def _compared(fixed: Store, subject: str, choices: Choices, by: str) -> Comparison:
    asked = {"by": by, "where": choices.where}
    if subject == "violations":
        return compare_violations(fixed, definitions(), choices.now, choices.base, **asked)
    return compare(fixed, definitions(), choices.now, choices.base, **asked, with_collisions=choices.with_collisions)


def default_period() -> Period:
    """The last quarter that the data cover as a whole; the last one before today where there are no data."""
    return _default(pinned())[0]


def years() -> list[int]:
    """The years that can be chosen: all that the data touch, and that of the default period."""
    return _default(pinned())[1]


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=AS_WRITTEN)
def _default(fixed: Store) -> tuple[Period, list[int]]:
    spans = _batches(fixed)[1]
    until = spans["stop"].max().date() if len(spans) else datetime.now(UTC).date()
    default = last_whole_quarter(until, definitions().calendars[definitions().default_calendar])
    touched = [default.end.year, *spans["start"].dt.year.tolist(), *spans["stop"].dt.year.tolist()]
    return default, list(range(min(touched), max(touched) + 1))
