"""The first view of Tổng quan, made before a browser asks for it (``serve.py``), through the caches of the page."""

from __future__ import annotations

import streamlit as st
import streamlit.emojis  # the first row of buttons asks for it, and it takes long to load

from analysis.drawing.charts import ratio_chart, trend_chart
from analysis.drawing.maps import district_map
from analysis.errors import AtgtError
from analysis.figures.trends import series_breaks, with_roles
from pages import _as_of, _cached, _choices, _common, _mixed  # noqa: F401 - what app.py imports
from pages._comparison import SHORT_WORDS, groups_table, opening, sources
from pages._links import choices_from, state_from

MEASURE, UNIT = "accidents", "quarter"
"""What Tổng quan shows unless a link says otherwise."""


def first_view() -> None:
    """Make what Tổng quan shows first; a mistake of the data is left to the page, which says it."""
    try:
        _first_view(str(_cached.store().folder))
    except AtgtError:
        return


@st.cache_resource(show_spinner=False, max_entries=1)
def _first_view(folder: str) -> None:  # noqa: ARG001
    """Cached for the sake of its inner caches: outside of a session they must not show that they are waiting."""
    with _cached.looking_at(""):
        definitions = _cached.definitions()
        if not _cached.batches()["active"].any():
            return
        _cached.years()
        choices = choices_from(state_from({}, definitions, _cached.default_period()), definitions)
        comparison, series = _cached.overview(choices), _cached.series(choices, UNIT)
        rows = comparison.groups(MEASURE).reset_index()
        words = {"words": SHORT_WORDS, "unit": "vụ"}
        ratio_chart(rows, **words).to_plotly_json()
        marked = with_roles(series, MEASURE, choices.now, choices.base)
        trend_chart(marked, series_breaks(series, definitions), unit="vụ").to_plotly_json()
        district_map(_cached.district_outlines(), rows, title="", **words)
        opening(comparison, "", ())
        groups_table(comparison, "", "")
        sources(comparison)
