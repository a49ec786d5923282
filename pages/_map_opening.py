"""The words around the map: the answer above it, what it rests on below. No Streamlit here."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.definitions.periods import Period
from analysis.drawing.map_layers import placed
from analysis.figures.comparison import Comparison
from analysis.places.blackspots import BlackSpots
from analysis.review.numbers import whole
from analysis.review.spot_words import (
    note_words,
    position_words,
    rule_words,
    search_words,
    spots_headline,
    without_position_words,
)
from analysis.review.wording import ILLUSTRATION, coverage_sentences, illustration
from pages import _html
from pages._comparison import sources
from pages._map_spots import POTENTIAL

TITLE = "Bản đồ và điểm đen"


def opening(found: BlackSpots, rows: pd.DataFrame, comparison: Comparison, scope: Sequence[str]) -> str:
    """The first lines: period and choices, how many black spots, how they were looked for."""
    now = comparison.now
    eyebrow = " · ".join((TITLE, f"{now.title}: {now.span} ({now.days} ngày)", *scope))
    black, near = rows[rows["drawn"] != POTENTIAL], int((rows["origin"] == "ours").sum())
    below = [search_words(found), *coverage_sentences(comparison)]
    return _html.headline(eyebrow, spots_headline(found, black, near), below, badge=illustration(comparison))


def placed_said(shown: pd.DataFrame, days: str) -> str:
    """How many of the accidents shown have a place on the map, and how it is known."""
    by_post = int((shown["known_by"] == "km_post").sum())
    said = position_words(len(placed(shown)), len(shown), days)
    return f"{said}; {whole(by_post)} vụ trong đó nội suy từ cột km" if by_post else said


def span_words(window: str, period: Period, found: BlackSpots) -> str:
    """Of which days the accidents on the map are."""
    if window == "ky":
        return f"trong {period.title}"
    return f"từ {found.asked.since:%d/%m/%Y} đến {found.asked.as_of:%d/%m/%Y}"


def source_line(comparison: Comparison) -> str:
    """Source and day of the data, for a picture that leaves the page."""
    named = ", ".join(comparison.sources) or "tệp không ghi nguồn"
    said = illustration(comparison)
    mark = f" ({said})" if said and (comparison.mixed or ILLUSTRATION not in named) else ""
    until = f" Số liệu đến {comparison.data_until:%d/%m/%Y}." if comparison.data_until else ""
    return f"Nguồn: {named}{mark}.{until}"


def below(found: BlackSpots, comparison: Comparison) -> str:
    """The rule, what was not looked at, source and day of the data."""
    lines = [rule_words(found), without_position_words(found), *note_words(found)]
    lines += [f"Nguồn của tiêu chí: {'; '.join(dict.fromkeys(rule.source for rule in found.rules))}"]
    lines = [line if line.endswith(".") else f"{line}." for line in lines if line]
    return _html.source(lines) + sources(comparison, starred=False)
