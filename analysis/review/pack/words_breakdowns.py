"""Sentences of the report on where, when, with what and to whom accidents happened.

Defines the most frequent groups with their bases, districts that rose by over 20% or fell by over 40% (as the national
committee names provinces) with their flag beside, and what clearly changed. Can mislead: a percent of small counts is
no verdict, so the flag stands beside it; of many roads or causes one may change clearly by chance alone (``limits``
says so).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...definitions.day_parts import load_day_parts
from ...figures.comparison import Comparison
from ...signals.levels import AMBER, NONE, RED
from ..alert_words import OVER_BUT_NO_FLAG, row_label
from ..numbers import two_digits
from ..sentences import certainty
from .phrasing import (
    Named,
    changed,
    clear_changes,
    comparable,
    counted,
    groups,
    joined,
    listed,
    lowered,
    ranked,
    sentence,
    together,
    unknown_words,
)
from .record import PackFacts

ROSE_OVER, FELL_OVER = 20.0, 40.0
"""Percent beyond which the national committee names a province [% of cùng kỳ]; reports of 2023 to 2025."""
_MOST = {"area": 3, "road": 5, "cause": 5, "vehicle_type": 4, "age_group": 3}


def areas(facts: PackFacts) -> list[str]:
    """Districts: the most accidents, over +20%, over -40%, where there were none before, deaths, what is unknown."""
    comparison = facts.by["area"]
    rows = groups(comparison, "accidents")
    judged = [one for one in rows if comparable(one.row) and one.row["before"]]
    rose = sorted((one for one in judged if one.row["percent"] > ROSE_OVER), key=_difference, reverse=True)
    fell = sorted((one for one in judged if one.row["percent"] < -FELL_OVER), key=_difference)
    return [
        text
        for text in (
            _most(comparison, "area", "Địa bàn xảy ra nhiều vụ nhất") or _as_many(comparison, "địa bàn"),
            _beyond(facts, rose, "Số vụ tăng trên 20% so với cùng kỳ"),
            _beyond(facts, fell, "Số vụ giảm trên 40% so với cùng kỳ"),
            _appeared(rows),
            _deaths(comparison),
            _without(rows, "Không xảy ra vụ nào"),
            _not_compared(rows),
            unknown_words(comparison, "accidents", "địa bàn"),
        )
        if text
    ]


def roads(facts: PackFacts) -> str:
    """The roads with the most accidents, those that clearly changed, and what has no road."""
    return _ranking(facts, "road", "Tuyến đường xảy ra nhiều vụ nhất", "tuyến đường")


def causes(facts: PackFacts) -> str:
    """The most frequent causes, those that clearly changed, and what has no known cause."""
    return _ranking(facts, "cause", "Nguyên nhân nhiều nhất", "nguyên nhân", lower=True)


def vehicles(facts: PackFacts) -> str:
    """The vehicles most often involved, alone or together as the accident has them."""
    return _ranking(facts, "vehicle_type", "Phương tiện liên quan nhiều nhất", "phương tiện", lower=True)


def times(facts: PackFacts) -> str:
    """Parts of the day and days of the week with the most accidents, and what has no hour."""
    first = _part_words(day_part_counts(facts))
    comparison = facts.by["weekday"]
    week = ranked(comparison, "accidents", 2)
    return together(
        [
            sentence(f"theo thời gian trong ngày, nhiều vụ nhất là {'; '.join(first)}") if first else "",
            unknown_words(facts.by["hour"], "accidents", "giờ"),
            sentence(f"theo ngày trong tuần, nhiều vụ nhất là {listed(week, 'accidents', lower=True)}") if week else "",
            *clear_changes(comparison, "accidents", lower=True),
        ]
    )


def people(facts: PackFacts) -> str:
    """Age and sex of those killed and injured; "" where no file gives people."""
    return together([_people(facts.by["age_group"], "độ tuổi"), _people(facts.by["sex"], "giới tính")])


def day_part_counts(facts: PackFacts) -> dict[str, tuple[int, int | None]]:
    """Accidents now and before in every part of the day by its label; before is missing where not compared."""
    parts = load_day_parts(facts.definitions.reference)
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for one in groups(facts.by["hour"], "accidents"):
        rows.setdefault(parts.labels[parts.of_hour[int(one.key)]], []).append(one.row)
    return {
        label: (
            sum(int(row["now"]) for row in hours),
            sum(int(row["before"]) for row in hours) if all(comparable(row) for row in hours) else None,
        )
        for label, hours in rows.items()
    }


def _difference(one: Named) -> int:
    return int(one.row["difference"])


def _part_words(parts: Mapping[str, tuple[int, int | None]]) -> list[str]:
    """The two parts of the day with the most accidents: "buổi tối (18-24 giờ) có 41 vụ, cùng kỳ 36"."""
    order = sorted(((label, *both) for label, both in parts.items() if both[0]), key=lambda one: -one[1])
    bases = ("" if before is None else f", cùng kỳ {two_digits(before)}" for _, _, before in order)
    said = [
        f"{lowered(label)} có {two_digits(now)} vụ{base}" for (label, now, _), base in zip(order, bases, strict=True)
    ]
    return said[:2]


def _ranking(facts: PackFacts, dimension: str, lead: str, what: str, *, lower: bool = False) -> str:
    comparison = facts.by[dimension]
    return together(
        [
            _most(comparison, dimension, lead, lower=lower) or _as_many(comparison, what),
            *clear_changes(comparison, "accidents", lower=lower),
            unknown_words(comparison, "accidents", what),
        ]
    )


def _most(comparison: Comparison, dimension: str, lead: str, *, lower: bool = False) -> str:
    found = ranked(comparison, "accidents", _MOST[dimension])
    return f"{lead}: {listed(found, 'accidents', lower=lower)}." if found else ""


def _as_many(comparison: Comparison, what: str) -> str:
    """That too many groups are first to name them: "12 tuyến đường cùng có nhiều vụ nhất, mỗi nơi 01 vụ."."""
    counts = [int(one.row["now"]) for one in groups(comparison, "accidents")]
    most = max(counts, default=0)
    if not most:
        return ""
    return f"{two_digits(counts.count(most))} {what} cùng có nhiều vụ nhất, đều là {two_digits(most)} vụ."


def _beyond(facts: PackFacts, found: list[Named], lead: str) -> str:
    parts = [f"{one.label} {changed(one.row, 'accidents')}{_flag(facts, one)}" for one in found]
    return f"{lead}: {'; '.join(parts)}." if parts else ""


def _flag(facts: PackFacts, one: Named) -> str:
    """What the flag says of a district, else how sure the comparison with cùng kỳ is."""
    if facts.alerts is None or one.key not in set(facts.alerts.table["area"]):
        return certainty(one.row).replace("; ", ", ", 1)
    row = facts.alerts.row(one.key)
    words = row_label(row).partition(" ")[2]
    if row["covered"] != "full" or row["level"] not in (RED, AMBER, NONE):
        return f", {words}"
    if row["level"] in (RED, AMBER):
        return f", được xét là {words}" if row["level"] == RED else f", cần {words}"
    return _within(row, rose=one.row["difference"] > 0)


def _within(row: Mapping[str, Any], *, rose: bool) -> str:
    """Where a count without a flag stands to its ordinary range."""
    if row["now"] > row["upper"]:
        return f", vượt mức bình thường nhưng {OVER_BUT_NO_FLAG}" if rose else " nhưng vẫn vượt mức bình thường"
    if row["now"] < row["lower"]:
        return ", thấp hơn mức bình thường"
    return " nhưng không vượt mức bình thường" if rose else ", trong mức bình thường"


def _appeared(rows: list[Named]) -> str:
    found = [one for one in rows if comparable(one.row) and not one.row["before"] and one.row["now"]]
    parts = [f"{one.label} {changed(one.row, 'accidents')}" for one in found]
    return f"Cùng kỳ không xảy ra vụ nào, kỳ này có: {'; '.join(parts)}." if parts else ""


def _deaths(comparison: Comparison) -> str:
    found = ranked(comparison, "deaths", 3)
    none = [one.label for one in groups(comparison, "deaths") if not one.row["now"]]
    most = f"Địa bàn có nhiều người chết nhất: {listed(found, 'deaths')}." if found else ""
    nobody = f"Không có người chết: {joined(none)}." if none and found else ""
    return together([most, nobody])


def _without(rows: list[Named], lead: str) -> str:
    none = [one.label for one in rows if not one.row["now"]]
    return f"{lead}: {joined(none)}." if none and len(none) < len(rows) else ""


def _not_compared(rows: list[Named]) -> str:
    """Districts that the data do not cover to the full, where the others can be compared."""
    apart = [one.label for one in rows if not comparable(one.row)]
    if not apart or len(apart) == len(rows):
        return ""
    return f"Chưa đủ số liệu để so sánh: {joined(apart)}."


def _people(comparison: Comparison, what: str) -> str:
    """The groups with the most dead and injured; of both sexes each."""
    every = len(groups(comparison, "injured")) <= 2
    said, unknown = [], []
    for measure, verb in (("deaths", "chết"), ("injured", "bị thương")):
        found = listed(ranked(comparison, measure, 3), measure, lower=True)
        lead = f"Người {verb} theo {what}" if every else f"Nhiều người {verb} nhất theo {what}"
        said.append(f"{lead}: {found}." if found else "")
        count = comparison.unknown.get(measure) or 0
        unknown.append(counted(count, measure) if count else "")
    more = f"Không rõ {what}: {joined(unknown)}." if any(unknown) and any(said) else ""
    return together([*said, more])
