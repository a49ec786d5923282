"""What the page Vi phạm reads, cached under the state of the store and the choices; nothing of it may be changed."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from analysis.figures.behaviour_groups import direct_codes
from analysis.figures.campaigns import CampaignFigures, campaign_figures
from analysis.figures.compare import Comparison, compare_violations
from analysis.figures.straddling import straddling_counts
from analysis.figures.together import accidents_in_windows
from analysis.figures.violation_counts import violation_spans
from analysis.figures.violation_series import violation_series
from analysis.store.tables import Store
from pages import _cached
from pages._cached import AS_WRITTEN
from pages._links import Choices

EVER = (date(1900, 1, 1), date(2200, 1, 1))
YEARS = 5
"""Years of the series before the period chosen."""


def loaded() -> bool:
    """Whether any batch of violations counts."""
    return not covered().empty


def covered() -> pd.DataFrame:
    """What the batches of violations cover, a row a batch and area."""
    return _cached.covered_by_violations(_cached.pinned())


def compared(choices: Choices, by: str) -> Comparison:
    """The period against its base by a dimension."""
    return _cached.compared("violations", choices, by)


def straddling(choices: Choices) -> pd.DataFrame:
    """The counts left out of both periods because their own period crosses an edge."""
    return _straddling(_cached.pinned(), choices)


@st.cache_resource(show_spinner=False, max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _straddling(fixed: Store, choices: Choices) -> pd.DataFrame:
    return straddling_counts(fixed, _cached.definitions(), compared(choices, "behaviour"))


def campaign(choices: Choices, code: str) -> CampaignFigures:
    """A campaign of the reference folder, counted within the areas and the mode chosen."""
    return _campaign(_cached.pinned(), choices, code)


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _campaign(fixed: Store, choices: Choices, code: str) -> CampaignFigures:
    definitions = _cached.definitions()
    every = definitions.campaigns()
    chosen = next(one for one in every if one.code == code)
    told = {"coverage": _cached.covered_by_violations(fixed), "where": choices.where}
    return campaign_figures(fixed, definitions, chosen, every, **told)


def latest_campaign(choices: Choices) -> str:
    """The code of the last campaign that began before the period chosen ends; the first one where none did, else ""."""
    every = _cached.definitions().campaigns()
    started = [one.code for one in every if one.first <= choices.now.end]
    return started[-1] if started else every[0].code if every else ""


def campaign_accidents(choices: Choices, code: str) -> pd.DataFrame:
    """The accidents in the windows of a campaign, within its areas and the choices."""
    return _campaign_accidents(_cached.pinned(), choices, code)


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _campaign_accidents(fixed: Store, choices: Choices, code: str) -> pd.DataFrame:
    figures = campaign(choices, code)
    where = choices.where | ({"area": figures.campaign.areas} if figures.campaign.areas else {})
    told = {"coverage": _cached.covered(fixed), "where": where, "with_collisions": choices.with_collisions}
    return accidents_in_windows(fixed, _cached.definitions(), figures.windows, **told)


def direct(choices: Choices) -> Comparison:
    """The behaviours that directly cause accidents, by district."""
    return _direct(_cached.pinned(), choices)


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _direct(fixed: Store, choices: Choices) -> Comparison:
    definitions = _cached.definitions()
    where = choices.where | {"behaviour": direct_codes(definitions)}
    told = {"by": "area", "where": where, "coverage": _cached.covered_by_violations(fixed)}
    return compare_violations(fixed, definitions, choices.now, choices.base, **told)


def series(choices: Choices, unit: str) -> pd.DataFrame:
    """The last five years by "month" or "quarter" up to the period chosen."""
    return _series(_cached.pinned(), choices, unit)


@st.cache_resource(show_spinner="Đang đếm số liệu…", max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _series(fixed: Store, choices: Choices, unit: str) -> pd.DataFrame:
    definitions = _cached.definitions()
    told = {"calendar": definitions.calendars[choices.calendar_key], "unit": unit, "until": choices.now}
    told |= {"coverage": _cached.covered_by_violations(fixed), "areas": choices.areas, "years": YEARS}
    return violation_series(_spans(fixed, choices.where), definitions, **told)


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=AS_WRITTEN)
def _spans(fixed: Store, where: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """All days at once, one row a day at most: every period and unit is summed from them."""
    return violation_spans(fixed, start=EVER[0], stop=EVER[1], where=where)
