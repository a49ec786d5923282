"""What the page Phân tích TNGT reads, cached under the state of the store; nothing from here may be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from analysis.definitions.anatomy_settings import load_anatomy_settings
from analysis.definitions.periods import day_text
from analysis.figures.anatomy import Anatomy, anatomy
from analysis.figures.anatomy_days import HolidayYears, holiday_spans, holiday_years, tet_spans
from analysis.figures.anatomy_pupils import Pupils, pupils_of
from analysis.figures.labels import labels_of
from analysis.figures.pivot import Pivot, pivot
from analysis.review import anatomy_part_words as part_words
from analysis.review import anatomy_words as words
from analysis.review.wording import illustration
from analysis.signals.standouts import Standouts, standouts
from analysis.store.tables import Store
from pages import _anatomy_sections as sections
from pages import _cached
from pages._cached import AS_WRITTEN
from pages._kept_figure import KeptFigure
from pages._links import Choices
from pages._shown import Shown

PLAIN_SECTIONS = {"noi": sections.place_section, "phuong_tien": sections.vehicle_section}
PLAIN_SECTIONS |= {"nguyen_nhan": sections.cause_section, "cap_cuu": sections.help_section}


MOST_ANALYSED = 16
"""Analyses are large (2 MB each): what a page says and draws of them is kept for more views than they themselves."""


@dataclass(frozen=True)
class Said:
    """What the page says of a view besides its charts."""

    coverage: str
    period: str
    headline: str
    badge: str
    sources: str
    looked: tuple[str, ...]
    weather: str
    until: str


def judged(choices: Choices) -> tuple[Anatomy, Standouts]:
    """All breakdowns of the period chosen, and what stands out among them."""
    return _judged(_cached.pinned(), _plain(choices))


def said(choices: Choices) -> Said:
    """The sentences of the page."""
    return _said(_cached.pinned(), _plain(choices))


@st.cache_resource(show_spinner="Đang phân tích…", max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _said(fixed: Store, choices: Choices) -> Said:
    found, marks = _judged(fixed, choices)
    environment = labels_of("cause", ["traffic_environment"], _cached.definitions())[0]
    return Said(
        coverage=found.coverage,
        period=words.period_words(found),
        headline=words.headline(found, marks),
        badge=illustration(found),
        sources=words.source_words(found),
        looked=tuple(words.looked_sentences(found, marks)),
        weather=part_words.weather_words(found, environment),
        until=f"Số liệu đến {day_text(found.data_until)}." if found.data_until else "",
    )


@st.cache_resource(show_spinner="Đang phân tích…", max_entries=MOST_ANALYSED, hash_funcs=AS_WRITTEN)
def _judged(fixed: Store, choices: Choices) -> tuple[Anatomy, Standouts]:
    definitions = _cached.definitions()
    settings = load_anatomy_settings(definitions.reference)
    read = {"daily": _cached.daily(fixed), "coverage": _cached.covered(fixed)}
    asked = {"where": choices.where, "with_collisions": choices.with_collisions}
    found = anatomy(fixed, definitions, settings, choices.now, **asked, **read)
    return found, standouts(found)


def holidays(choices: Choices) -> tuple[HolidayYears, HolidayYears]:
    """The spans around Tết and the windows of the other holidays, year by year."""
    return _holidays(_cached.pinned(), _plain(choices))


@st.cache_resource(show_spinner=False, max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _holidays(fixed: Store, choices: Choices) -> tuple[HolidayYears, HolidayYears]:
    asked = {"where": choices.where, "with_collisions": choices.with_collisions, "coverage": _cached.covered(fixed)}
    definitions, now = _cached.definitions(), choices.now
    tet, others = (
        holiday_years(spans(definitions, now), _cached.daily(fixed), definitions, now, **asked)
        for spans in (tet_spans, holiday_spans)
    )
    return tet, others


def pupils(choices: Choices) -> Pupils:
    """Pupils hurt: hours of the way to school, near schools where they are listed."""
    return _pupils(_cached.pinned(), _plain(choices))


@st.cache_resource(show_spinner=False, max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _pupils(fixed: Store, choices: Choices) -> Pupils:
    frame = _judged(fixed, choices)[0].frame
    return pupils_of(fixed, frame, where=choices.where, with_collisions=choices.with_collisions)


def drawn(choices: Choices, section: str, measure: str) -> list[list[Shown]]:
    """The charts of a section as they are shown, in rows."""
    return _drawn(_cached.pinned(), _plain(choices), section, measure)


@st.cache_resource(show_spinner=False, max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _drawn(fixed: Store, choices: Choices, section: str, measure: str) -> list[list[Shown]]:
    ground = sections.Ground(*_judged(fixed, choices), measure)
    if section == "thoi_gian":
        rows = sections.time_section(ground, *_holidays(fixed, choices))
    elif section == "nguoi":
        rows = sections.people_section(ground, _pupils(fixed, choices))
    else:
        rows = PLAIN_SECTIONS[section](ground)
    return [[replace(one, figure=one.figure and KeptFigure(one.figure)) for one in row] for row in rows]


def crossed(choices: Choices, rows: str, columns: str, measure: str) -> Pivot:
    """The accidents of the period by two dimensions."""
    return _crossed(_cached.pinned(), _plain(choices), rows, columns, measure)


@st.cache_resource(show_spinner="Đang lập bảng chéo…", max_entries=_cached.MOST_VIEWS, hash_funcs=AS_WRITTEN)
def _crossed(fixed: Store, choices: Choices, rows: str, columns: str, measure: str) -> Pivot:
    asked = {"where": choices.where, "with_collisions": choices.with_collisions}
    chosen = {"rows": rows, "columns": columns, "measure": measure}
    return pivot(fixed, _cached.definitions(), choices.now, **chosen, **asked)


def _plain(choices: Choices) -> Choices:
    """The choices without what the anatomy does not depend on."""
    return replace(choices, base=choices.now, against="")
