"""What a text says, as records with their place in it: figures, changes, shares, parts, daily means, lengths.

The parser (``tokens``, ``figures``, ``changes``, ``relations``) makes them and judges nothing; ``arithmetic`` does.
Places are those of the plain text (``text.Plain``), [start, stop).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from .periods_said import PeriodSaid


@dataclass(frozen=True)
class Figure:
    """A number of the text: a count with its unit, or a percent.

    ``value`` is in plain units (đồng, people): ``scale`` says what one written unit is. ``measure`` is accidents,
    fatal_accidents, deaths, injured, missing_people or "". ``about`` holds a word like "khoảng" before it. ``sign`` is
    that written: -1, 1, or 0 none.
    """

    start: int
    stop: int
    text: str
    value: Decimal
    decimals: int
    kind: str = "count"
    sign: int = 0
    scale: int = 1
    unit: str = ""
    measure: str = ""
    about: str = ""
    slip: str = ""
    other: Decimal | None = None

    @cached_property
    def exact(self) -> Fraction:
        """The value as it is written, in plain units."""
        return Fraction(self.value) * self.scale

    @property
    def margin(self) -> Fraction:
        """How far the true value may lie away: half a step of what was written; 0 for a count."""
        if self.scale == 1 and not self.decimals:
            return Fraction(0)
        return Fraction(self.scale, 2 * 10**self.decimals)


@dataclass(frozen=True)
class Change:
    """A rise, a fall or neither: ``direction`` 1, -1, 0, or None where only signs tell it.

    ``now`` and ``before`` are the counts tied to it by their place; ``pair`` those written "now/before";
    ``candidates`` are counts said farther off, of which one may be that of now. ``percent_direction`` is the word
    standing right before the percent. ``difference_stop`` is the end of the difference with its unit, ``words`` are the
    places of all words of direction.
    """

    start: int
    stop: int
    direction: int | None
    difference: Figure | None = None
    percent: Figure | None = None
    times: Figure | None = None
    now: Figure | None = None
    before: Figure | None = None
    pair: tuple[Figure, Figure] | None = None
    candidates: tuple[Figure, ...] = ()
    sure: bool = True
    measure: str = ""
    percent_direction: int | None = None
    percent_beside_word: bool = False
    word_stop: int = 0
    difference_stop: int = 0
    words: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Share:
    """A percent of a total: "chiếm 35,2%", or ``bare`` in brackets behind a count: "28 vụ (39,44%)".

    ``part`` of ``whole``; ``candidates`` are totals said elsewhere, the largest first. ``sentence``: its number.
    ``listed`` are the counts of a list of names that ends in the part: the share may be of all of them.
    """

    percent: Figure
    part: Figure | None
    whole: Figure | None
    candidates: tuple[Figure, ...] = ()
    bare: bool = False
    sentence: int = 0
    listed: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Parts:
    """A total and its parts of one ``kind`` (mode, severity, area).

    ``complete`` where every code of the kind is named, ``said_complete`` where the text says "gồm". ``apart`` where
    the total stands in another sentence.
    """

    total: Figure
    parts: tuple[Figure, ...]
    labels: tuple[str, ...]
    kind: str
    complete: bool
    said_complete: bool = False
    apart: bool = False


@dataclass(frozen=True)
class DailyMean:
    """A mean ("bình quân mỗi ngày 2,2 vụ"): ``counts`` that may have been divided, ``days`` said, the period said."""

    mean: Figure
    counts: tuple[Figure, ...]
    days: Figure | None
    period: PeriodSaid | None


@dataclass(frozen=True)
class Length:
    """A length ("Quý I/2025 có 90 ngày"): a number of days said of a period."""

    days: Figure
    period: PeriodSaid


@dataclass(frozen=True)
class Span:
    """Two days between which a text counts; ``start`` and ``stop`` are the place of the last day."""

    period: PeriodSaid
    start: int
    stop: int
    text: str
