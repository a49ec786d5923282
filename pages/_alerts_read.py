"""What the page Địa bàn tăng reads, cached under the state of the store; nothing from here may be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from analysis.definitions.periods import years_before
from analysis.figures.compare import Comparison, compare, compare_daily
from analysis.figures.listing import accidents_behind
from analysis.figures.population import Population, people_by_area
from analysis.signals.alerts import Alerts, alerts, place_alerts
from analysis.signals.contributions import DIMENSIONS, Contributions, contributions
from analysis.signals.decided import with_decisions
from analysis.signals.rates import area_rates
from analysis.signals.watch import Watch, monthly_watch
from analysis.store.flags import flag_decisions, flag_events
from analysis.store.tables import Store
from pages import _cached
from pages._alerts_periods import twelve_months
from pages._cached import AS_WRITTEN
from pages._links import Choices

DISTRICT = "area"


@dataclass(frozen=True)
class Place:
    """What is opened: a district, a commune or a road, as ``by`` and its code, within the choices."""

    by: str
    code: str
    choices: Choices

    @property
    def where(self) -> dict[str, tuple[str, ...]]:
        """The dimensions that are narrowed, with the values kept."""
        return self.choices.where | {self.by: (self.code,)}


KEYS = AS_WRITTEN | {Place: repr}


def flags(choices: Choices, by: str) -> Alerts:
    """The flags of the period chosen; by district from the cached counts a day, else counted once."""
    return _flags(_cached.pinned(), _plain(choices), by)


@st.cache_resource(show_spinner="Đang tính mức bình thường…", max_entries=_cached.MOST_VIEWS, hash_funcs=KEYS)
def _flags(fixed: Store, choices: Choices, by: str) -> Alerts:
    definitions = _cached.definitions()
    asked = {"coverage": _cached.covered(fixed), "with_collisions": choices.with_collisions}
    asked["calendar"] = definitions.calendars[choices.calendar_key]
    if by == DISTRICT:
        narrowed = {"areas": choices.areas or None, "modes": _modes(choices)}
        return alerts(_cached.daily(fixed), definitions, choices.now, **narrowed, **asked)
    return place_alerts(fixed, definitions, choices.now, by=by, where=choices.where, **asked)


def _plain(choices: Choices) -> Choices:
    """The choices without what flags do not depend on."""
    return replace(choices, base=choices.now, against="")


def _modes(choices: Choices) -> list[str] | None:
    return [choices.mode] if choices.mode else None


def watch(choices: Choices) -> Watch:
    """The monthly watch of the districts chosen over the twelve months to the end of the period."""
    return _watch(_cached.pinned(), _plain(choices))


@st.cache_resource(show_spinner="Đang theo dõi từng tháng…", max_entries=_cached.MOST_VIEWS, hash_funcs=KEYS)
def _watch(fixed: Store, choices: Choices) -> Watch:
    definitions = _cached.definitions()
    asked = {"coverage": _cached.covered(fixed), "with_collisions": choices.with_collisions, "modes": _modes(choices)}
    asked["calendar"] = definitions.calendars[choices.calendar_key]
    return monthly_watch(_cached.daily(fixed), definitions, choices.now, areas=choices.areas or None, **asked)


def changed(place: Place) -> Contributions:
    """What changed inside the opened place against its own normal."""
    return _changed(_cached.pinned(), replace(place, choices=_plain(place.choices)))


@st.cache_resource(show_spinner="Đang tìm điều đã thay đổi…", max_entries=_cached.MOST_VIEWS, hash_funcs=KEYS)
def _changed(fixed: Store, place: Place) -> Contributions:
    asked = {"coverage": _cached.covered(fixed), "with_collisions": place.choices.with_collisions}
    inside = tuple(name for name in DIMENSIONS if name != place.by)
    period = place.choices.now
    return contributions(fixed, _cached.definitions(), period, where=place.where, dimensions=inside, **asked)


def listing(place: Place) -> pd.DataFrame:
    """The accidents behind the count of the opened place, one row an accident."""
    return _listing(_cached.pinned(), replace(place, choices=_plain(place.choices)))


@st.cache_resource(show_spinner="Đang lập danh sách các vụ…", max_entries=_cached.MOST_VIEWS, hash_funcs=KEYS)
def _listing(fixed: Store, place: Place) -> pd.DataFrame:
    period, collisions = place.choices.now, place.choices.with_collisions
    return accidents_behind(fixed, _cached.definitions(), period, where=place.where, with_collisions=collisions)


def against_last_year(place: Place, *, months: bool = False) -> Comparison:
    """The opened place against the same period last year; ``months``: the twelve months to the end of the period."""
    return _against(_cached.pinned(), replace(place, choices=_plain(place.choices)), months)


@st.cache_resource(show_spinner=False, max_entries=_cached.MOST_VIEWS, hash_funcs=KEYS)
def _against(fixed: Store, place: Place, months: bool) -> Comparison:
    definitions, choices = _cached.definitions(), place.choices
    calendar = definitions.calendars[choices.calendar_key]
    now = twelve_months(choices.now, calendar) if months else choices.now
    base = years_before(now, 1, calendar)
    if place.by != DISTRICT:
        return compare(fixed, definitions, now, base, where=place.where, with_collisions=choices.with_collisions)
    narrowed: dict[str, Any] = {"areas": [place.code], "modes": _modes(choices), "coverage": _cached.covered(fixed)}
    return compare_daily(
        _cached.daily(fixed), definitions, now, base, with_collisions=choices.with_collisions, **narrowed
    )


def rates(choices: Choices) -> tuple[pd.DataFrame, Population]:
    """Accidents per 100.000 people of every district in the period, raw and smoothed, and the people behind it.

    A district that the data do not cover over the whole period has no rate.
    """
    return _rates(_cached.pinned(), _plain(choices))


@st.cache_resource(show_spinner=False, max_entries=_cached.MOST_VIEWS, hash_funcs=KEYS)
def _rates(fixed: Store, choices: Choices) -> tuple[pd.DataFrame, Population]:
    definitions = _cached.definitions()
    people = people_by_area(fixed, definitions, choices.now.end.year)
    table = flags(replace(choices, areas=()), DISTRICT).table.set_index("area")
    official = [code for code in definitions.areas.codes if code in table.index]
    complete = table["now"].where(table["covered"] == "full")
    return area_rates(complete[official], people.people).join(table["label"]), people


def decided(found: Alerts, choices: Choices) -> pd.DataFrame:
    """The table of flags with what a person decided of each."""
    asked: dict[str, Any] = {"period": found.period.key, "calendar": choices.calendar_key, "by": found.by}
    asked |= {"modes": tuple(_modes(choices) or ()), "with_collisions": choices.with_collisions}
    return with_decisions(found.table, _decisions(_cached.pinned())[1], **asked)


def decisions() -> pd.DataFrame:
    """All decisions that were ever made (``store.flags.flag_events``)."""
    return _decisions(_cached.pinned())[0]


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=KEYS)
def _decisions(fixed: Store) -> tuple[pd.DataFrame, pd.DataFrame]:
    return flag_events(fixed), flag_decisions(fixed)


def brief(place: Place) -> bytes:
    """The one-page brief of an opened district as DOCX; what draws and writes it is loaded when it is asked for."""
    from analysis.review.brief import district_brief
    from analysis.review.brief_facts import brief_facts

    definitions, choices, fixed = _cached.definitions(), place.choices, _cached.pinned()
    chosen = {"daily": _cached.daily(fixed), "coverage": _cached.covered(fixed), "modes": _modes(choices)}
    found = flags(replace(choices, areas=()), DISTRICT)
    told = {**chosen, "with_collisions": choices.with_collisions, "snapshot": _cached.snapshot_name()}
    facts = brief_facts(fixed, definitions, found, place.code, **told)
    return district_brief(facts, definitions.letterhead)
