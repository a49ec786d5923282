"""The titles of the slides: one message each, with the figure that carries it, without a full stop.

Leaves out how sure a change is where there is no room: chart and note of the slide say it. "" where there is nothing
to show, and the slide falls away. Can mislead: what is most frequent is named, not what is most dangerous.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from ...definitions.tables import UNKNOWN
from ...figures.comparison import Comparison
from ...figures.measured import CRITERIA
from ...figures.targets import TargetStatus
from ...places.asked import BY_KM, BY_POINT
from ...signals.levels import AMBER, RED
from ..alert_words import LEVEL_WORDS, headline, range_words
from ..numbers import two_digits, whole
from ..sentences import MEASURE_LABELS, certainty, change_phrase, short_change
from .phrasing import OTHER, comparable, counted, joined, lowered, ranked, records, unit_of
from .record import PackFacts
from .words_breakdowns import day_part_counts
from .words_limits import wanted_words
from .words_signals import active, only_by_coordinates

LONGEST = 110
"""Letters a title has room for."""
_MOST_NAMED = 3
"""Equal groups that a title names; more of them carry no message."""


def message_total(facts: PackFacts) -> str:
    """ "92 vụ, tăng 09 vụ (+10,84%) so với cùng kỳ; chưa đủ căn cứ nói là tăng"."""
    row = facts.total.figure("accidents")
    count = counted(row["now"], "accidents") if row["now"] else "Không xảy ra vụ nào"
    if comparable(row) and not row["now"] and not row["before"]:
        return f"{count}, cùng kỳ cũng không xảy ra"
    if comparable(row):
        return _fitting(f"{count}, {change_phrase(row, 'accidents')} so với cùng kỳ", certainty(row))
    people = [(name, facts.total.figure(name)["now"]) for name in ("deaths", "injured")]
    hurt = [counted(number, name) for name, number in people if not pd.isna(number) and row["now"]]
    return f"{', '.join([count, *hurt])}; chưa đủ số liệu để so với cùng kỳ"


def message_areas(facts: PackFacts) -> str:
    """The district with the most accidents."""
    return _most_accidents(facts.by["area"], "nhiều vụ nhất", "mỗi nơi")


def message_roads(facts: PackFacts) -> str:
    """The road with the most accidents."""
    return _most_accidents(facts.by["road"], "nhiều vụ nhất", "mỗi tuyến")


def message_causes(facts: PackFacts) -> str:
    """The most frequent cause."""
    return _most_accidents(facts.by["cause"], "là nguyên nhân nhiều nhất", "mỗi nguyên nhân", names=_names)


def message_vehicles(facts: PackFacts) -> str:
    """The vehicle involved most often, alone or with others: an accident counts for every vehicle in it."""
    comparison = facts.by["vehicle_type"]
    counts, total = _involved(comparison), two_digits(facts.total.figure("accidents")["now"])
    first = _highest(counts)
    if not first:
        return ""
    most = two_digits(counts[first[0]])
    if len(first) > 1:
        return f"{_names(first)} liên quan nhiều vụ nhất: mỗi loại {most} trong số {total} vụ"
    return f"{first[0]} liên quan {most} trong số {total} vụ"


def message_times(facts: PackFacts) -> str:
    """The part of the day with the most accidents."""
    parts, total = day_part_counts(facts), two_digits(facts.total.figure("accidents")["now"])
    first = _highest({label: now for label, (now, _) in parts.items()})
    if not first:
        return ""
    now, before = parts[first[0]]
    if len(first) > 1:
        return f"{_names(first)} nhiều vụ nhất: mỗi buổi {two_digits(now)} trong số {total} vụ"
    base = "" if before is None else f", cùng kỳ {two_digits(before)} vụ" if before else ", cùng kỳ không có vụ nào"
    return f"{first[0]} nhiều vụ nhất: {two_digits(now)} trong số {total} vụ{base}"


def message_people(facts: PackFacts) -> str:
    """The age with the most people killed and injured together."""
    comparison = facts.by["age_group"]
    hurt: dict[str, list[int]] = {}
    for key, label in comparison.labels.items():
        counts = [comparison.figure(name, key)["now"] for name in ("deaths", "injured")]
        if key != UNKNOWN and not any(pd.isna(count) for count in counts):
            hurt[label] = [int(count) for count in counts]
    first = _highest({label: sum(counts) for label, counts in hurt.items()})
    if not first:
        return ""
    if len(first) > 1:
        each = two_digits(sum(hurt[first[0]]))
        return f"Nhóm {joined(map(lowered, first))} có nhiều người chết, bị thương nhất: mỗi nhóm {each} người"
    deaths, injured = hurt[first[0]]
    people = [counted(count, name) for count, name in ((deaths, "deaths"), (injured, "injured")) if count]
    return f"Nhóm {lowered(first[0])} có nhiều người chết, bị thương nhất: {', '.join(people)}"


def message_alerts(facts: PackFacts) -> str:
    """The flagged districts with their counts and what is normal, as far as there is room; "" of a free span."""
    if facts.alerts is None:
        return ""
    table = facts.alerts.table
    parts = []
    for level, words in ((RED, LEVEL_WORDS[RED]), (AMBER, f"cần {LEVEL_WORDS[AMBER]}")):
        rows = records(table[table["level"] == level])
        if rows:
            counts = [f"{row['label']} ({whole(row['now'])} vụ; bình thường {range_words(row)})" for row in rows]
            names = [str(row["label"]) for row in rows]
            parts.append([f"{whole(len(rows))} địa bàn {words}{more}" for more in _more(counts, names)])
    if not parts:
        said = headline(facts.alerts).rstrip(".").removeprefix(f"{facts.alerts.period.title}: ")
        return f"{said[:1].upper()}{said[1:]}"
    wordings = ["; ".join(together) for together in zip(*parts, strict=True)]
    return next((text for text in wordings if len(text) <= LONGEST), wordings[-1])


def message_spots(facts: PackFacts) -> str:
    """How many spots are to be looked at, by road-km and by coordinates alone, and how many of the former are new."""
    found = len(active(facts.spots[BY_KM]))
    if not found:
        by_point = len(active(facts.spots[BY_POINT]))
        said = f"{two_digits(by_point)} điểm đen theo tọa độ trong 12 tháng qua, đề nghị rà soát"
        return said if by_point else "Không có điểm đen trong 12 tháng qua"
    new = len(facts.spot_changes.new)
    more = f"; {two_digits(new)} điểm mới so với ngày {facts.spot_changes.then:%d/%m/%Y}" if new else ""
    apart = len(only_by_coordinates(facts))
    ways = f" theo lý trình và {two_digits(apart)} nơi chỉ theo tọa độ" if apart else ""
    return _fitting(f"{two_digits(found)} điểm đen{ways} trong 12 tháng qua, đề nghị rà soát", more)


def message_violations(facts: PackFacts) -> str:
    """Cases against cùng kỳ; "" where none were taken in."""
    if not facts.violations:
        return ""
    row = facts.violations["behaviour"].figure("cases")
    if pd.isna(row["now"]):
        return ""
    said = f"Xử lý {two_digits(row['now'])} trường hợp vi phạm" if row["now"] else "Không xử lý trường hợp vi phạm nào"
    return f"{said}, {change_phrase(row, 'cases')} so với cùng kỳ" if comparable(row) else said


def message_targets(facts: PackFacts) -> str:
    """Which criteria have not reached their target, the first with its figure."""
    known = [one for one in facts.targets if one.reached in ("met", "missed")]
    if not known:
        return ""
    wanted = {wanted_words(one) for one in known}
    goal = f"mục tiêu {wanted.pop()}" if len(wanted) == 1 else "mục tiêu năm"
    missed = [one for one in known if one.reached == "missed"]
    if not missed:
        return _fitting(f"Đạt {goal} {_criteria(known)}", _figure(facts, known[0]))
    return _fitting(f"Chưa đạt {goal} {_criteria(missed)}", _figure(facts, missed[0]))


def message_trend(facts: PackFacts) -> str:
    """The last quarter among those of five years."""
    series = facts.series[facts.series["covered"].eq("full")]
    if len(series) < 2 or facts.series["covered"].iloc[-1] != "full":
        return ""
    counts = [int(count) for count in series["accidents"]]
    last, others = counts[-1], counts[:-1]
    said = f"{series['label'].iloc[-1]}: {counted(last, 'accidents')}"
    quarters = f"{whole(len(counts))} quý gần đây"
    if last > max(others):
        return f"{said}, cao nhất trong {quarters}"
    if last < min(others):
        return f"{said}, thấp nhất trong {quarters}"
    return f"{said}; trong {quarters}, mỗi quý từ {two_digits(min(counts))} đến {two_digits(max(counts))} vụ"


def _most_accidents(
    comparison: Comparison, what: str, each: str, *, names: Callable[[Sequence[str]], str] = joined
) -> str:
    """ "QL70 nhiều vụ nhất: 15 vụ, tăng 08 vụ (15/7) so với cùng kỳ"; not compared: "… 15 trong số 92 vụ"."""
    found = ranked(comparison, "accidents", 1)
    if not found or len(found) > _MOST_NAMED or any(one.key == OTHER for one in found):
        return ""
    now, total = two_digits(found[0].row["now"]), two_digits(comparison.figure("accidents")["now"])
    if len(found) > 1:
        return f"{names([one.label for one in found])} {what}: {each} {now} trong số {total} vụ"
    row = found[0].row
    if not comparable(row):
        return f"{found[0].label} {what}: {now} trong số {total} vụ"
    return _fitting(f"{found[0].label} {what}: {now} vụ", f", {short_change(row)} so với cùng kỳ")


def _involved(comparison: Comparison) -> Mapping[str, int]:
    """Accidents in which a vehicle takes part, by its label; the groups are the vehicles of an accident together."""
    counts: dict[str, int] = {}
    for key, label in comparison.labels.items():
        count = comparison.figure("accidents", key)["now"]
        if key == UNKNOWN or pd.isna(count):
            continue
        for name in dict.fromkeys(label.split(" + ")):
            counts[name] = counts.get(name, 0) + int(count)
    return counts


def _highest(counts: Mapping[str, int]) -> list[str]:
    """The names with the highest count above 0; none where too many are equal."""
    most = max(counts.values(), default=0)
    found = [name for name, count in counts.items() if count == most and most]
    return found if len(found) <= _MOST_NAMED else []


def _names(labels: Sequence[str]) -> str:
    """Labels joined at the head of a sentence: "Vi phạm tốc độ và lấn làn"."""
    return joined([labels[0], *(lowered(label) for label in labels[1:])])


def _more(counts: Sequence[str], names: Sequence[str]) -> tuple[str, str, str]:
    """What follows a level: names with counts, names alone, nothing."""
    return f": {', '.join(counts)}", f": {', '.join(names)}", ""


def _criteria(statuses: Sequence[TargetStatus]) -> str:
    names = [MEASURE_LABELS[one.measure].lower() for one in statuses]
    return "ở cả ba tiêu chí" if len(names) == len(CRITERIA) else f"về {joined(names)}"


def _figure(facts: PackFacts, status: TargetStatus) -> str:
    now, unit = facts.total.figure(status.measure)["now"], unit_of(status.measure)
    return f": {two_digits(now)} {unit}, mục tiêu không quá {two_digits(status.at_most)} {unit}"


def _fitting(said: str, more: str) -> str:
    """``said`` with ``more`` where there is room for both."""
    return f"{said}{more}" if len(said) + len(more) <= LONGEST else said
