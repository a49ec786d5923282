"""What the one-page assessment of a district is made from: a record of plain values.

Leaves out how it is filled (``brief_facts``), all words (``brief_words``, ``brief_proposals``) and the sheet
(``brief``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..definitions.periods import Period


@dataclass(frozen=True)
class Quarter:
    """A quarter of the picture: accidents and the range normal for it; missing where not covered or not known."""

    key: str
    count: int | None
    lower: int | None
    upper: int | None
    is_now: bool


@dataclass(frozen=True)
class YearCount:
    """Accidents of the same period in one year, missing where not covered."""

    year: int
    count: int | None


@dataclass(frozen=True)
class Rise:
    """The group of a dimension that grew most: accidents now, normally, and more; ``clear`` where hardly chance."""

    dimension: str
    dimension_label: str
    label: str
    now: int
    normal: float
    excess: float
    clear: bool


@dataclass(frozen=True)
class Casualties:
    """Dead and injured of a span now and in the same span a year before; missing where not covered or not given."""

    span: Period
    deaths: int | None
    deaths_before: int | None
    injured: int | None
    injured_before: int | None


@dataclass(frozen=True)
class BriefFacts:
    """One district and one period, in plain values.

    ``place`` "huyện Bảo Yên", ``authority`` "UBND huyện Bảo Yên"; ``modes`` labels, empty for all. Probabilities are
    one-sided, as in ``Alerts.table``, missing where not judged; ``quarters_of_history`` counts closed quarters before
    now. ``bases``: on how many earlier years the normal count of ``rises`` rests; ``excess``: how many more than that
    normal there were. ``false_flags``: areas judged, red flags a period by chance alone. ``set_aside``: day and reason
    where a person set this flag aside. ``notes``: sentences.
    """

    area: str
    place: str
    authority: str
    period: Period
    last_year_period: Period
    modes: tuple[str, ...]
    with_collisions: bool
    now: int
    last_year: int | None
    expected: float | None
    lower: int | None
    upper: int | None
    level: str
    p_base: float | None
    p_trend: float | None
    p_relative: float | None
    trend_mark: bool
    prolonged: bool
    highest_of: int
    quarters_of_history: int
    quarters: tuple[Quarter, ...]
    years: tuple[YearCount, ...]
    rises: tuple[Rise, ...]
    bases: int
    excess: float | None
    casualties: Casualties
    twelve_months: Casualties
    false_flags: tuple[int, float]
    set_aside: tuple[date, str] | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    data_until: date | None
    illustrative: bool
    snapshot: str
    mixed: bool = False
