"""All sentences of the report and titles of the slides, under one name; each takes ``PackFacts``.

Sentences are complete and end with a full stop; titles of slides have none. "" or [] where nothing can be said.
"""

from .messages import (
    message_alerts,
    message_areas,
    message_causes,
    message_people,
    message_roads,
    message_spots,
    message_targets,
    message_times,
    message_total,
    message_trend,
    message_vehicles,
    message_violations,
)
from .proposals import SUGGESTIONS, directions, proposals, requests
from .words_accidents import mode_lines, modes, opening, period_name, period_words, severity, title
from .words_breakdowns import areas, causes, people, roads, times, vehicles
from .words_limits import LATE_DEATHS, limits, pinned_day_words, pinned_words, sources, targets
from .words_signals import alerts, alerts_chance, only_by_coordinates, register, spots, spots_unplaced
from .words_violations import violations

__all__ = [
    "LATE_DEATHS",
    "SUGGESTIONS",
    "alerts",
    "alerts_chance",
    "areas",
    "causes",
    "directions",
    "limits",
    "message_alerts",
    "message_areas",
    "message_causes",
    "message_people",
    "message_roads",
    "message_spots",
    "message_targets",
    "message_times",
    "message_total",
    "message_trend",
    "message_vehicles",
    "message_violations",
    "mode_lines",
    "modes",
    "only_by_coordinates",
    "opening",
    "people",
    "period_name",
    "period_words",
    "pinned_day_words",
    "pinned_words",
    "proposals",
    "register",
    "requests",
    "roads",
    "severity",
    "sources",
    "spots",
    "spots_unplaced",
    "targets",
    "times",
    "title",
    "vehicles",
    "violations",
]
