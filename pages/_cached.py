"""What the pages read, cached under the state of the store: definitions, counts a day, comparisons, series.

A session looks at the store as it is now or at a snapshot (``_as_of``): ``pinned`` and ``definitions`` are those of
what it looks at, ``store`` and ``today`` always the office's own, for whatever writes. ``cache_resource`` shares one
object with all sessions: nothing that comes from here may be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.periods import Period
from analysis.drawing.maps import Outline, outlines
from analysis.figures.compare import Comparison, compare, compare_daily, compare_violations, covered_batches
from analysis.figures.counts import daily_counts
from analysis.figures.coverage import latest_quarter
from analysis.figures.dimensions import DAILY_COLUMN
from analysis.figures.trends import period_series
from analysis.store.batches import list_batches
from analysis.store.kept_definitions import definitions_key
from analysis.store.snapshots import OpenedSnapshot, open_snapshot
from analysis.store.tables import Store, office_reference, open_store
from analysis.store.totals import keep_totals
from pages._links import Choices, last_whole_quarter

MOST_VIEWS = 128
"""Views of one kind that are kept for all sessions: periods, years and bases that thirty people choose in an hour."""
LOOKED_AT = "chot"
"""Key of the session: the name of the snapshot that is looked at, "" for the data as they are now."""
_FOR_LATER: ContextVar[str | None] = ContextVar("looked_at", default=None)


def store() -> Store:
    """The store of the office, or the one ATGT_STORE names; what is written is written here."""
    return open_store()


def today() -> Definitions:
    """The definitions in force today, read once a run of the program; what is written is read by these."""
    return _today(str(store().folder))[0]


@st.cache_resource(show_spinner="Đang đọc định nghĩa…", max_entries=2)
def _today(folder: str) -> tuple[Definitions, str]:
    read = load_definitions(office=office_reference(Store(Path(folder))))
    return read, definitions_key(read.reference)


def snapshot_name() -> str:
    """The snapshot that the session looks at, "" for the data as they are now."""
    kept = _FOR_LATER.get()
    return str(st.session_state.get(LOOKED_AT) or "") if kept is None else kept


def opened() -> OpenedSnapshot | None:
    """The snapshot that the session looks at; nothing for the data as they are now."""
    name = snapshot_name()
    return _opened(str(store().folder), name) if name else None


@st.cache_resource(show_spinner="Đang mở bản chốt số liệu…", max_entries=8)
def _opened(folder: str, name: str) -> OpenedSnapshot:
    return open_snapshot(Store(Path(folder)), name, today=_today(folder)[0])


def for_later(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """``make`` for a button of a download: it runs outside of the session and has to look at what the page shows."""
    name = snapshot_name()

    def made() -> bytes:
        with looking_at(name):
            return make()

    return made


@contextmanager
def looking_at(name: str) -> Iterator[None]:
    """Outside of a session: look at the snapshot ``name``, "" at the data as they are now."""
    token = _FOR_LATER.set(name)
    try:
        yield
    finally:
        _FOR_LATER.reset(token)


def definitions() -> Definitions:
    """The definitions of what is looked at: today's, or those kept with the snapshot."""
    seen = opened()
    return seen.definitions if seen else today()


def key_of_definitions() -> str:
    """What tells the definitions looked at from others, for a cache that depends on them alone."""
    seen = opened()
    return str((seen and seen.record.get("kept_definitions")) or _today(str(store().folder))[1])


def pinned() -> Store:
    """The store looked at, as it stands now or in its snapshot; with the definitions the key of what is cached.

    Its daily totals are there: missing or spoilt ones are made once a state of the store.
    """
    seen = opened()
    fixed = seen.store if seen else store().pinned()
    _totals_made(fixed)
    return fixed


@st.cache_resource(show_spinner="Đang cộng số liệu theo ngày (chỉ một lần)…", max_entries=16, hash_funcs={Store: repr})
def _totals_made(fixed: Store) -> int:
    return keep_totals(fixed)


def _state(fixed: Store) -> str:
    """The key of what is read from a store: its versions and the definitions by which they are read."""
    return f"{fixed!r} {key_of_definitions()}"


AS_WRITTEN = {Store: _state, Choices: repr}
"""Records of plain values: as the key of a cache they are what they print; a store stands for its definitions too."""


def district_outlines() -> tuple[Outline, ...]:
    """The outlines of the reference folder for the map."""
    return _outlines(key_of_definitions())


@st.cache_resource(show_spinner=False, max_entries=4)
def _outlines(key: str) -> tuple[Outline, ...]:  # noqa: ARG001
    return outlines(definitions().boundaries())


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=4, hash_funcs=AS_WRITTEN)
def _daily(fixed: Store) -> pd.DataFrame:
    return daily_counts(fixed)


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=AS_WRITTEN)
def _batches(fixed: Store) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    return list_batches(fixed), {kind: covered_batches(fixed, kind) for kind in ("accidents", "violations")}


def daily(fixed: Store | None = None) -> pd.DataFrame:
    """Counts a day of all that the store (as it stands, or ``fixed``) shows; shared by all sessions, never changed."""
    return _daily(fixed or pinned())


def batches() -> pd.DataFrame:
    """``list_batches`` as the store stands."""
    return _batches(pinned())[0]


def covered(fixed: Store | None = None, kind: str = "accidents") -> pd.DataFrame:
    """What the batches of ``kind`` (as they stand, or in ``fixed``) cover, a row a batch and area."""
    return _batches(fixed or pinned())[1][kind]


def overview(choices: Choices) -> Comparison:
    """The comparison by district, from the cached counts a day."""
    return _overview(pinned(), choices)


@st.cache_resource(show_spinner=False, max_entries=MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _overview(fixed: Store, choices: Choices) -> Comparison:
    return compare_daily(_daily(fixed), definitions(), choices.now, choices.base, by="area", **_chosen(fixed, choices))


def series(choices: Choices, unit: str) -> pd.DataFrame:
    """The last five years by "month" or "quarter" up to the period chosen, from the cached counts a day."""
    return _series(pinned(), choices, unit)


@st.cache_resource(show_spinner=False, max_entries=MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _series(fixed: Store, choices: Choices, unit: str) -> pd.DataFrame:
    where = {"calendar": definitions().calendars[choices.calendar_key], "until": choices.now, "unit": unit}
    return period_series(_daily(fixed), definitions(), **where, **_chosen(fixed, choices))


def _chosen(fixed: Store, choices: Choices) -> dict[str, Any]:
    narrowed = {"areas": choices.areas or None, "modes": [choices.mode] if choices.mode else None}
    return narrowed | {"with_collisions": choices.with_collisions, "coverage": covered(fixed)}


def compared(subject: str, choices: Choices, by: str) -> Comparison:
    """The comparison that the choices ask for, by any dimension; counted once a state of the store."""
    of_violations = subject == "violations"
    return _compared(pinned(), subject, replace(choices, with_collisions=True) if of_violations else choices, by)


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _compared(fixed: Store, subject: str, choices: Choices, by: str) -> Comparison:
    if subject == "accidents" and by in DAILY_COLUMN:
        daily, asked = _daily(fixed), _chosen(fixed, choices)
        return compare_daily(daily, definitions(), choices.now, choices.base, by=by, **asked)
    asked: dict[str, Any] = {"by": by, "where": choices.where, "coverage": covered(fixed, subject)}
    if subject == "violations":
        return compare_violations(fixed, definitions(), choices.now, choices.base, **asked)
    return compare(fixed, definitions(), choices.now, choices.base, **asked, with_collisions=choices.with_collisions)


def default_period() -> Period:
    """The last quarter that the data cover as a whole, or in part; the last one before today where there are none."""
    return _default(pinned())[0]


def years() -> list[int]:
    """The years that can be chosen: all that the data touch, and that of the default period."""
    return _default(pinned())[1]


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=AS_WRITTEN)
def _default(fixed: Store) -> tuple[Period, list[int]]:
    accidents, violations = covered(fixed), covered(fixed, "violations")
    spans = violations if accidents.empty else accidents
    calendar = definitions().calendars[definitions().default_calendar]
    held = latest_quarter(spans, calendar, definitions().areas.codes)
    default = held or last_whole_quarter(datetime.now(UTC).date(), calendar)
    touched = [default.end.year, *spans["start"].dt.year.tolist(), *spans["stop"].dt.year.tolist()]
    return default, list(range(min(touched), max(touched) + 1))
