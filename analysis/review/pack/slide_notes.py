"""The notes below a slide: what may be said, which table each figure is from, which command gives it again.

Leaves out the slides. Can mislead: a command without ``--snapshot`` counts the data of today; where the documents are
made from a snapshot its name stands in the command.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...definitions.periods import Period, day_text
from ..sentences import illustration_sentence
from .record import PackFacts, PackTable
from .words_accidents import inside

_COMPARED = {
    "areas": "area",
    "modes": "mode",
    "severity": "severity",
    "roads": "road",
    "hours": "hour",
    "day_parts": "hour",
    "weekdays": "weekday",
    "causes": "cause",
    "vehicles": "vehicle_type",
    "ages": "age_group",
    "sexes": "sex",
    "violations_behaviours": "behaviour",
    "violations_areas": "area",
    "violations_enforcers": "enforced_by",
    "violations_vehicles": "vehicle_type",
}
_BESIDE = {
    "criteria": "cột mục tiêu: data/reference/targets.csv",
    "day_parts": "giờ được gộp theo data/reference/day_parts.csv",
    "series": "mỗi quý một lần, ví dụ quý cuối",
}
_OWN_COUNT = ("spot", "register", "violations")
"""Beginnings of keys of tables to which the choice of va chạm does not apply."""
PROGRAM = "python -m analysis"


def notes(
    facts: PackFacts, tables: Mapping[str, PackTable], keys: Sequence[str], said: Iterable[str] = ()
) -> list[str]:
    """The paragraphs of the notes of a slide that shows the tables ``keys``; ``said``: sentences for the speaker."""
    speech = [line for line in said if line]
    lines = [f"Gợi ý lời trình bày: {' '.join(speech)}"] if speech else []
    lines.append(_periods(facts, keys))
    lines += [_source(facts, tables[key]) for key in keys if key in tables]
    lines.append(_data(facts))
    return lines


def command(facts: PackFacts, key: str) -> str:
    """The command whose answer holds the figures of a table."""
    period = facts.period
    if key.startswith("spot") or key == "register":
        ways = "point" if key == "spots_point" else "km"
        return f"{PROGRAM} blackspots --as-of {period.end:%Y-%m-%d} --by {ways}{_snapshot(facts)}"
    options = f"{_calendar(facts, period)}{_collisions(facts, key)}{_snapshot(facts)}"
    if key == "alerts":
        return f"{PROGRAM} alerts --period {period.key}{options}"
    if key == "series":
        return f"{PROGRAM} compare --period {facts.series['period_key'].iloc[-1]}{options}"
    name = "violations" if key.startswith("violations") else "compare"
    by = f" --by {_COMPARED[key]}" if key in _COMPARED else ""
    return f"{PROGRAM} {name} --period {period.key}{by}{options}"


def _source(facts: PackFacts, table: PackTable) -> str:
    beside = f" ({_BESIDE[table.key]})" if table.key in _BESIDE else ""
    if table.key == "spot_changes":
        beside = f" (và với --as-of {facts.spot_changes.then:%Y-%m-%d})"
    place = f"Nguồn: bảng «{table.title}» của phụ lục"
    return f"{place}; kiểm lại bằng lệnh: {command(facts, table.key)}{beside}."


def _periods(facts: PackFacts, keys: Sequence[str]) -> str:
    """Both periods, and va chạm unless nothing on the slide is counted with or without them."""
    now, base = facts.period, facts.base
    collisions = " Tính cả va chạm." if facts.with_collisions else " Không tính va chạm."
    said = "" if keys and all(key.startswith(_OWN_COUNT) for key in keys) else collisions
    return f"{now.title}: {_ends(now)}; so với {inside(base.title)}: {_ends(base)}.{said}"


def _data(facts: PackFacts) -> str:
    until = facts.total.data_until
    parts = [
        f"Nguồn số liệu: {', '.join(facts.sources)}" if facts.sources else "",
        f"Số liệu đến {day_text(until)}" if until else "",
        illustration_sentence(facts),
        f"Bản chốt số liệu: «{facts.pinned.name}»" if facts.pinned else "Chưa chốt số liệu",
    ]
    return ". ".join(part for part in parts if part) + "."


def _ends(period: Period) -> str:
    return f"{period.span}, {period.days} ngày"


def _calendar(facts: PackFacts, period: Period) -> str:
    usual = period.calendar_key == facts.definitions.default_calendar
    return "" if usual else f" --calendar {period.calendar_key}"


def _collisions(facts: PackFacts, key: str) -> str:
    left_out = not facts.with_collisions and not key.startswith("violations")
    return " --without-collisions" if left_out else ""


def _snapshot(facts: PackFacts) -> str:
    return f' --snapshot "{facts.pinned.name}"' if facts.pinned else ""
