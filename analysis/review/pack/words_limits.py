"""Sentences on targets and on what has to be known beside all figures: ends, lengths, breaks, sources, what is missing.

Can mislead: a target is for the year; within the year "chưa đạt" is of the days so far.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...definitions.periods import day_text
from ...figures.targets import TargetStatus
from ...places.asked import BY_KM
from ...store.tables import VIETNAM_TIME
from ..alert_note_words import note_sentences
from ..numbers import decimal, two_digits
from ..sentences import MEASURE_LABELS, coverage_sentences, invented_words
from ..spot_words import note_words
from .phrasing import groups, sentence, unit_of
from .record import PackFacts
from .words_accidents import period_words

LATE_DEATHS = (
    "Số người chết gồm người chết tại chỗ hoặc trong vòng 7 ngày kể từ khi xảy ra tai nạn (Thông tư 26/2024/TT-BCA); "
    "trường hợp chết sau đó được thống kê bổ sung nên số của kỳ đã báo cáo có thể thay đổi."
)
ADDED_DEATHS = (
    "Trường hợp chết sau khi đã báo cáo được thống kê bổ sung nên số người chết của kỳ đã báo cáo có thể thay đổi."
)
"""For a period before the circular."""
_SEVEN_DAYS = "26/2024/TT-BCA"
SPOTS_BY_RULE = "Riêng điểm đen được xét trên các vụ mà quy định về điểm đen tính đến."
MANY_GROUPS = (
    "Khi xét nhiều tuyến đường, nguyên nhân, phương tiện cùng lúc, một vài nhóm có thể tăng hoặc giảm rõ rệt chỉ do "
    "ngẫu nhiên."
)


def targets(facts: PackFacts) -> list[str]:
    """A sentence a criterion: what the target of the year allows in this period, what happened, reached or not."""
    wanted = {(one.year, wanted_words(one)) for one in facts.targets if one.reached == "no_data"}
    if len(wanted) == 1 and all(one.reached == "no_data" for one in facts.targets):
        year, words = wanted.pop()
        return [f"Ba tiêu chí: mục tiêu năm {year} {words} so với năm {year - 1}; chưa đủ số liệu để đánh giá."]
    return [text for text in (_target(facts, status) for status in facts.targets) if text]


def wanted_words(status: TargetStatus) -> str:
    """ "giảm 5%", "không tăng", "tăng không quá 2,5%"."""
    size = decimal(abs(status.percent), 0 if float(status.percent).is_integer() else 1)
    if not status.percent:
        return "không tăng"
    return f"giảm {size}%" if status.percent < 0 else f"tăng không quá {size}%"


def _target(facts: PackFacts, status: TargetStatus) -> str:
    if status.reached == "no_target":
        return ""
    label = MEASURE_LABELS[status.measure]
    opening = f"{label}: mục tiêu năm {status.year} {wanted_words(status)} so với năm {status.year - 1}"
    if status.reached == "no_data":
        return f"{opening}; chưa đủ số liệu để đánh giá."
    row = facts.total.figure(status.measure)
    unit, whole_year = unit_of(status.measure), facts.period.key[4:] == ""
    allowed = f"ứng với {'cả năm' if whole_year else 'kỳ này'} không quá {two_digits(status.at_most)} {unit}"
    over = int(row["now"]) - status.at_most
    outcome = f"chưa đạt (vượt {two_digits(over)} {unit})" if over > 0 else "đạt"
    return f"{opening}, {allowed}; thực tế {two_digits(row['now'])} {unit}, {outcome}."


def limits(facts: PackFacts) -> list[str]:
    """What stands beside every figure, each once: periods, va chạm, sources, notes, unknown, spots, flags."""
    return list(dict.fromkeys(text for text in _limits(facts) if text))


def _limits(facts: PackFacts) -> Iterator[str]:
    yield illustration_words(facts)
    yield period_words(facts)
    yield "Số vụ tính cả va chạm." if facts.with_collisions else "Số vụ không tính va chạm."
    yield "" if facts.with_collisions else SPOTS_BY_RULE
    yield sources(facts)
    yield pinned_words(facts)
    yield from coverage_sentences(facts.total)
    yield from facts.total.notes
    yield from _of_violations(facts)
    yield late_deaths(facts)
    yield from note_sentences(facts.alerts) if facts.alerts is not None else ()
    yield MANY_GROUPS if _any_clear(facts) else ""
    yield from note_words(facts.spots[BY_KM])


def illustration_words(facts: PackFacts) -> str:
    """That all figures, or some of them, are invented; "" where none is."""
    return sentence(invented_words(facts))


def late_deaths(facts: PackFacts) -> str:
    """Why the deaths of a period already reported change; by the circular once it is in force in the period."""
    breaks = facts.definitions.series_breaks
    since = breaks.loc[breaks["label"].str.contains(_SEVEN_DAYS, regex=False), "date"]
    return LATE_DEATHS if (since.dt.date <= facts.period.end).any() else ADDED_DEATHS


def sources(facts: PackFacts) -> str:
    """Who gave the figures and until when they are."""
    named = ", ".join(facts.sources) or "tệp không ghi nguồn"
    until = facts.total.data_until
    return f"Nguồn số liệu: {named}{f'; số liệu đến ngày {day_text(until)}' if until else ''}."


def pinned_words(facts: PackFacts) -> str:
    """Which snapshot the documents are made from; "" where from the store as it is."""
    if facts.pinned is None:
        return ""
    at = datetime.fromisoformat(facts.pinned.at).astimezone(VIETNAM_TIME)
    who = f", {facts.pinned.who}" if facts.pinned.who else ""
    return f"Lập từ bản chốt số liệu «{facts.pinned.name}» ({at:%H:%M} ngày {at:%d/%m/%Y}{who})."


def pinned_day_words(facts: PackFacts) -> str:
    """When the figures were pinned, for the line of sources: "số liệu chốt ngày 23/11/2026"; "" where they are not."""
    if facts.pinned is None:
        return ""
    return f"số liệu chốt ngày {datetime.fromisoformat(facts.pinned.at).astimezone(VIETNAM_TIME):%d/%m/%Y}"


def _of_violations(facts: PackFacts) -> Iterator[str]:
    if not facts.violations:
        yield "Chưa nhập số liệu xử lý vi phạm nên không có phần này."
        return
    comparison = facts.violations["behaviour"]
    yield from comparison.notes
    for text in coverage_sentences(comparison):
        yield f"Xử lý vi phạm: {text[:1].lower()}{text[1:]}"


def _any_clear(facts: PackFacts) -> bool:
    dimensions = ("road", "cause", "vehicle_type", "weekday")
    rows = (one.row for name in dimensions for one in groups(facts.by[name], "accidents"))
    return any(str(row["verdict"]).endswith("_clear") for row in rows)
