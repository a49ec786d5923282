"""What the page Vi phạm reads, cached under the state of the store and the choices; nothing of it may be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from analysis.figures.campaigns import CampaignFigures, campaign_figures
from analysis.figures.cases_beside import CasesBeside, cases_beside
from analysis.figures.comparison import Comparison
from analysis.figures.straddling import straddling_counts
from analysis.figures.together import accidents_in_windows
from analysis.figures.violation_counts import violation_spans
from analysis.figures.violation_series import violation_series
from analysis.store.tables import Store
from pages import _cached
from pages._cached import AS_WRITTEN
from pages._links import Choices

YEARS = 5
"""Years of the series before the period chosen."""


def loaded() -> bool:
    """Whether any batch of violations counts."""
    return not covered().empty


def covered() -> pd.DataFrame:
    """What the batches of violations cover, a row a batch and area."""
    return _cached.covered(kind="violations")


def compared(choices: Choices, by: str) -> Comparison:
    """The period against its base by a dimension."""
    return _cached.compared("violations", choices, by)


def straddling(choices: Choices) -> pd.DataFrame:
    """The counts left out of both periods because their own period crosses an edge."""
    return _straddling(_cached.pinned(), _of_violations(choices))


@st.cache_resource(show_spinner=False, max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _straddling(fixed: Store, choices: Choices) -> pd.DataFrame:
    return straddling_counts(fixed, _cached.definitions(), compared(choices, "behaviour"))


def campaign(choices: Choices, code: str) -> CampaignFigures:
    """A campaign of the reference folder, counted within the areas and the mode chosen."""
    return _campaign(_cached.pinned(), _of_violations(_any_period(choices)), code)


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _campaign(fixed: Store, choices: Choices, code: str) -> CampaignFigures:
    definitions = _cached.definitions()
    every = definitions.campaigns()
    chosen = next(one for one in every if one.code == code)
    told = {"coverage": _cached.covered(fixed, "violations"), "where": choices.where}
    return campaign_figures(fixed, definitions, chosen, every, **told)


def latest_campaign(choices: Choices) -> str:
    """The code of the last campaign that began before the period chosen ends; the first one where none did, else ""."""
    every = _cached.definitions().campaigns()
    started = [one.code for one in every if one.first <= choices.now.end]
    return started[-1] if started else every[0].code if every else ""


def campaign_accidents(choices: Choices, code: str) -> pd.DataFrame:
    """The accidents in the windows of a campaign, within its areas and the choices."""
    return _campaign_accidents(_cached.pinned(), _any_period(choices), code)


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _campaign_accidents(fixed: Store, choices: Choices, code: str) -> pd.DataFrame:
    figures = campaign(choices, code)
    where = choices.where | ({"area": figures.campaign.areas} if figures.campaign.areas else {})
    told = {"coverage": _cached.covered(fixed), "where": where, "with_collisions": choices.with_collisions}
    return accidents_in_windows(fixed, _cached.definitions(), figures.windows, **told)


def beside(choices: Choices) -> CasesBeside:
    """Cases by district and by behaviour, and the direct ones by district."""
    return _beside(_cached.pinned(), _of_violations(choices))


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _beside(fixed: Store, choices: Choices) -> CasesBeside:
    told = {"where": choices.where, "coverage": _cached.covered(fixed, "violations")}
    return cases_beside(fixed, _cached.definitions(), choices.now, choices.base, **told)


def series(choices: Choices, unit: str) -> pd.DataFrame:
    """The last five years by "month" or "quarter" up to the period chosen."""
    return _series(_cached.pinned(), _of_violations(choices), unit)


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _series(fixed: Store, choices: Choices, unit: str) -> pd.DataFrame:
    definitions = _cached.definitions()
    spans = _spans(fixed, _of_violations(_any_period(choices)))
    told = {"calendar": definitions.calendars[choices.calendar_key], "unit": unit, "until": choices.now}
    told |= {"coverage": _cached.covered(fixed, "violations"), "areas": choices.areas, "years": YEARS}
    return violation_series(spans, definitions, **told)


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=8, hash_funcs=AS_WRITTEN)
def _spans(fixed: Store, choices: Choices) -> pd.DataFrame:
    """All that was counted, a row a day (or own period) of the counts: every series is made from it."""
    return violation_spans(fixed, start=date.min, stop=date.max, where=choices.where)


def _any_period(choices: Choices) -> Choices:
    """The choices without the period and its calendar, for what does not depend on them."""
    usual = _cached.default_period()
    return replace(choices, now=usual, base=usual, against="", calendar_key=_cached.definitions().default_calendar)


def _of_violations(choices: Choices) -> Choices:
    """The choices without what is said of accidents alone."""
    return replace(choices, with_collisions=True)
