"""Sentences of the report on districts that rise, on black spots and on the register of them.

Defines one sentence a flagged district and one a black spot. Every spot is one to be looked at ("đề nghị rà soát"),
which the road manager does. Can mislead: without a flag a district is "không vượt mức bình thường", not "không tăng".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...definitions.blackspot_rules import OURS
from ...definitions.periods import day_text
from ...places.asked import BY_KM, BY_POINT
from ...places.blackspots import BlackSpots
from ...places.place_names import known_names
from ...signals.alerts import Alerts
from ...signals.levels import AMBER, RED
from ..alert_words import LEVEL_WORDS, chance_sentence, headline, marks, range_words, relative_sentence
from ..numbers import two_digits, whole
from ..register_words import NOT_DECLARED, register_sentence
from ..spot_words import (
    counts_words,
    search_words,
    spot_name,
    spots_headline,
    why_words,
    without_position_words,
)
from .phrasing import joined, records, sentence, together
from .record import PackFacts

NO_FLAGS = "Kỳ này không được xét địa bàn tăng, vì mức bình thường chỉ tính cho quý, 6 tháng, 9 tháng và năm."


def alerts(facts: PackFacts) -> list[str]:
    """The result, then a sentence a flagged district; of a free span why there is none."""
    if facts.alerts is None:
        return [NO_FLAGS]
    rows = [facts.alerts.row(area) for area in facts.alerts.flagged["area"]]
    return [headline(facts.alerts), *(_flagged(row, facts.alerts) for row in rows)]


def alerts_chance(facts: PackFacts) -> str:
    """How many flags chance alone gives; "" where nothing is judged."""
    return chance_sentence(facts.alerts) if facts.alerts is not None else ""


def spots(facts: PackFacts) -> list[str]:
    """How many, a sentence for each of the last twelve months, by coordinates what by road-km is not, what changed."""
    found, names = facts.spots[BY_KM], known_names(facts.definitions)
    near = int(found.potential["origin"].eq(OURS).sum())
    return [
        text
        for text in (
            f"{_headline(found, near)}{_on_the_map(facts)}.",
            *(_spot(row, found, names) for row in records(active(found))),
            *_by_coordinates(facts, names),
            changes(facts),
            NOT_DECLARED if len(found.spots) or len(facts.spots[BY_POINT].spots) else "",
            sentence(search_words(found)),
            _seen_until(facts),
        )
        if text
    ]


def _headline(found: BlackSpots, near: int) -> str:
    """The answer with the way it was looked for: "Đến 14/03/2025, theo lý trình: 02 điểm đen …"."""
    day, _, said = spots_headline(found, found.spots, near, padded=True).partition(":")
    return f"{day}, theo lý trình:{said}"


def _on_the_map(facts: PackFacts) -> str:
    """The count by coordinates, which the map shows, where it is another one: "; theo tọa độ là 04 điểm"."""
    counts = {way: (len(active(found)), len(found.spots)) for way, found in facts.spots.items()}
    now, every = counts[BY_POINT]
    if counts[BY_POINT] == counts[BY_KM] or not facts.spots[BY_POINT].considered:
        return ""
    old = f" và {two_digits(every - now)} điểm đen cũ" if every > now else ""
    return f" (theo tọa độ, như trên bản đồ: {two_digits(now) if now else 'không có'} điểm đen trong 12 tháng qua{old})"


def changes(facts: PackFacts) -> str:
    """What came and went since the review before: "So với ngày 14/12/2024: 02 điểm mới và 01 điểm vẫn còn."."""
    made, names = facts.spot_changes, known_names(facts.definitions)
    gone = "; ".join(spot_name(row, names) for row in records(made.gone))
    named = (
        (len(made.new), "điểm mới"),
        (len(made.still), "điểm vẫn còn"),
        (len(made.gone), f"điểm không còn đủ tiêu chí trong 12 tháng ({gone})"),
    )
    parts = [f"{two_digits(count)} {words}" for count, words in named if count]
    return f"So với ngày {day_text(made.then)}: {joined(parts)}." if parts else ""


def _seen_until(facts: PackFacts) -> str:
    """That the list may be short, where the data end before the day it is made for."""
    until = facts.total.data_until
    if until is None or until >= facts.spots[BY_KM].asked.as_of:
        return ""
    return f"Số liệu mới đến ngày {day_text(until)} nên danh sách có thể còn thiếu."


def spots_unplaced(facts: PackFacts) -> str:
    """How many accidents considered have no road position, and whether they could change the list."""
    return sentence(without_position_words(facts.spots[BY_KM]))


def register(facts: PackFacts) -> str:
    """How many places the register has, in which status, and how many were never reviewed."""
    places = facts.register
    never = int(places["last_mark"].eq("").sum()) if len(places) else 0
    more = f"{whole(never)} điểm trong danh mục chưa được rà soát lần nào." if never else ""
    return together([register_sentence(places), more])


def active(found: BlackSpots) -> pd.DataFrame:
    """The spots of the last twelve months."""
    return found.spots[found.spots["status"].eq("ACTIVE")]


def only_by_coordinates(facts: PackFacts) -> pd.DataFrame:
    """The spots of the last twelve months found by coordinates that share no accident with one by road-km."""
    found = active(facts.spots[BY_POINT])
    known = {str(one) for ids in facts.spots[BY_KM].spots["accident_ids"] for one in ids}
    apart = [known.isdisjoint(map(str, ids)) for ids in found["accident_ids"]]
    return found.loc[pd.Series(apart, index=found.index, dtype=bool)]


def _flagged(row: Mapping[str, Any], made: Alerts) -> str:
    level = f"được xét là {LEVEL_WORDS[RED]}" if row["level"] == RED else f"cần {LEVEL_WORDS[AMBER]}"
    counts = (
        f"{two_digits(row['now'])} vụ, cùng kỳ {two_digits(row['last_year'])}, mức bình thường {range_words(row)} vụ"
    )
    said = "; ".join([counts, *marks(row, made)])
    return together([f"{row['label']} {level}: {said}.", relative_sentence(row, made, with_odds=False)])


def _spot(row: Mapping[str, Any], found: BlackSpots, names: Mapping[str, str]) -> str:
    days = f"từ {row['first']:%d/%m/%Y} đến {row['last']:%d/%m/%Y}"
    why = why_words(row, found.rules)
    return f"{spot_name(row, names)}: {counts_words(row, padded=True)}, {days}; đủ tiêu chí {why}; đề nghị rà soát."


def _by_coordinates(facts: PackFacts, names: Mapping[str, str]) -> list[str]:
    found = facts.spots[BY_POINT]
    rows = records(only_by_coordinates(facts))
    return [f"Chỉ tìm được theo tọa độ: {_spot(row, found, names)}" for row in rows]
