"""The slides of the review meeting as PPTX: ten to fourteen, one message each, native charts.

Defines which slides there are, in which order, and what is left out: a section that was not chosen, and a slide whose
data were not taken in. Leaves out how each is made (``slide_overview``, ``slide_groups``, ``slide_lists``). No figure
is computed here: everything comes from the facts and their tables.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from . import words
from .record import SECTIONS, PackFacts, PackTable
from .slide_deck import deck_bytes, new_deck
from .slide_groups import areas_slide, causes_slide, people_slide, roads_slide, times_slide, violations_slide
from .slide_lists import alerts_slide, limits_slide, spots_slide
from .slide_overview import (
    cover_slide,
    criteria_slide,
    has_series,
    has_targets,
    modes_slide,
    targets_slide,
    trend_slide,
)
from .slide_talk import Talk

Maker = Callable[[Talk], None]

_PLAN: tuple[tuple[str, Maker, tuple[str, ...]], ...] = (
    ("", cover_slide, ()),
    ("accidents", criteria_slide, ("criteria",)),
    ("accidents", trend_slide, ("series",)),
    ("accidents", modes_slide, ("modes", "severity")),
    ("breakdowns", areas_slide, ("areas",)),
    ("alerts", alerts_slide, ("alerts",)),
    ("breakdowns", roads_slide, ("roads",)),
    ("breakdowns", times_slide, ("hours", "weekdays")),
    ("breakdowns", causes_slide, ("causes",)),
    ("breakdowns", people_slide, ("vehicles",)),
    ("spots", spots_slide, ("spot_changes",)),
    ("violations", violations_slide, ("violations_behaviours",)),
    ("assessment", targets_slide, ("criteria",)),
    ("", limits_slide, ()),
)
"""Section ("" for always), maker, tables without which there is no such slide."""
_MAY_BE_EMPTY = ("spot_changes",)
_ASKED: Mapping[Maker, Callable[[Talk], bool]] = {trend_slide: has_series, targets_slide: has_targets}
"""What has to hold besides."""


def slides(facts: PackFacts, tables: Mapping[str, PackTable], *, sections: Collection[str] | None = None) -> bytes:
    """The PPTX as bytes, the same for the same facts; ``sections`` keys of ``SECTIONS``, without them all."""
    title, issuer = words.title(facts), facts.definitions.letterhead
    deck = new_deck(title, facts.period.span, issuer.body, facts.period.end)
    talk = Talk(deck, facts, tables, frozenset(SECTIONS if sections is None else sections))
    for section, make, needed in _PLAN:
        if (not section or section in talk.sections) and _has_data(talk, make, needed):
            make(talk)
    return deck_bytes(deck)


def _has_data(talk: Talk, make: Maker, needed: tuple[str, ...]) -> bool:
    """Whether the tables are there with rows; no black spot is a finding, so its table may be empty."""
    missing = [key for key in needed if key not in talk.tables or not (talk.tables[key].rows or key in _MAY_BE_EMPTY)]
    return not missing and (make not in _ASKED or _ASKED[make](talk))
