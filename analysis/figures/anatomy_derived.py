"""Dimensions that are made from another one's keys: bands of hours and of minutes, parts and kinds of day.

Defines for every key counted by the rows (an hour, a day, minutes until help) the group that holds it; what is not
known stays ``unknown``. Left out: labels and order (``anatomy_labels``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from ..definitions.anatomy_settings import HOURS, AnatomySettings
from ..definitions.catalogue import Definitions
from ..definitions.day_parts import load_day_parts
from ..definitions.holidays import day_kinds, load_holiday_windows
from ..definitions.tables import UNKNOWN
from .anatomy_dimensions import DAY
from .anatomy_labels import DAY_KIND, DAY_PART, HELP_BAND, HOUR_BAND, help_band

Words = Mapping[str, str]
"""The group by the key that is counted."""

MADE_FROM = {HOUR_BAND: "hour", DAY_PART: "hour", DAY_KIND: DAY, HELP_BAND: "help_minutes"}
"""The dimension that is counted for each."""


def derived(
    dimension: str, counted: pd.Series[str], definitions: Definitions, settings: AnatomySettings
) -> pd.Series[str]:
    """``counted`` (keys of ``MADE_FROM[dimension]``) as the keys of ``dimension``; index kept."""
    keys = [str(key) for key in counted.unique() if key != UNKNOWN]
    words = _WORDS[dimension](keys, definitions, settings)
    return counted.map(lambda key: words.get(key, UNKNOWN)).astype("str")


def _hour_bands(keys: list[str], _: Definitions, settings: AnatomySettings) -> Words:
    step = settings.hour_band_hours
    return {key: str(int(key) // step * step) for key in keys}


def _day_parts(_: list[str], definitions: Definitions, __: AnatomySettings) -> Words:
    parts = load_day_parts(definitions.reference).of_hour
    return {str(hour): parts[hour] for hour in range(HOURS)}


def _day_kinds(keys: list[str], definitions: Definitions, _: AnatomySettings) -> Words:
    if not keys:
        return {}
    days = pd.to_datetime(pd.Series(keys), format="%Y-%m-%d")
    windows = load_holiday_windows(definitions.reference)
    kinds = day_kinds(days.min().date(), (days.max() + pd.Timedelta(days=1)).date(), windows)
    return {key: str(kinds[day]) for key, day in zip(keys, days, strict=True)}


def _help_bands(keys: list[str], _: Definitions, settings: AnatomySettings) -> Words:
    return {key: help_band(float(key), settings) for key in keys}


_WORDS: Mapping[str, Callable[[list[str], Definitions, AnatomySettings], Words]] = {
    HOUR_BAND: _hour_bands,
    DAY_PART: _day_parts,
    DAY_KIND: _day_kinds,
    HELP_BAND: _help_bands,
}
