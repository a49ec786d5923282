"""Sentences of the report on accidents as a whole: its title, the three criteria, modes, severity.

Defines how the period is named in a report and how its three criteria are said: in their order, both bases shown, how
sure apart from how many. Can mislead: "tăng" and "giảm" are the direction of the counts; "rõ rệt" is said by the
verdict alone.
"""

from __future__ import annotations

import pandas as pd

from ...definitions.periods import Period, day_text
from ...definitions.tables import UNKNOWN
from ...figures.comparison import Comparison
from ...figures.measured import CRITERIA
from ..numbers import two_digits
from ..sentences import MEASURE_LABELS, SAME_PERIOD, Row, certainty, coverage_sentences, so_far
from .phrasing import (
    any_count,
    changed,
    comparable,
    is_compared,
    joined,
    lowered,
    records,
    sentence,
    together,
    unknown_words,
)
from .record import PackFacts

_SUBJECT = "Tình hình trật tự, an toàn giao thông"
_CLASSES = "phân loại mức độ"
"""What the note of a break says where the limits of the classes changed (``series_breaks.csv``)."""
_NONE = {"deaths": "không có người chết", "injured": "không có người bị thương"}
_SOME = {"deaths": "làm chết {} người", "injured": "bị thương {} người"}


def title(facts: PackFacts) -> str:
    """ "Tình hình trật tự, an toàn giao thông Quý I năm 2025"."""
    return f"{_SUBJECT} {inside(period_name(facts.period))}"


def period_name(period: Period) -> str:
    """What a period is called in a report: "Quý I năm 2025", "6 tháng đầu năm 2025", "Năm 2024", "Tháng 3 năm 2025"."""
    if period.is_span:
        return f"Từ ngày {day_text(period.start)} đến ngày {day_text(period.end)}"
    name, slash, year = period.title.partition("/")
    if not slash:
        return name
    return f"{name} {'đầu ' if period.key.endswith('M') else ''}năm {year}"


def inside(name: str) -> str:
    """A period inside a sentence: "năm 2024", "tháng 3/2025", "từ ngày …"; "Quý I" keeps its capital."""
    return name if name.startswith("Quý") else name[:1].lower() + name[1:]


def period_words(facts: PackFacts) -> str:
    """Both periods with ends and days: "Quý I/2025: từ ngày 15/12/2024 đến ngày 14/03/2025 (90 ngày); …"."""
    return f"{_with_ends(facts.period)}; {SAME_PERIOD}: {_ends(facts.base)}."


def opening(facts: PackFacts) -> str:
    """The three criteria: "… xảy ra 92 vụ …, tăng 09 vụ (92/83; +10,84%) so với cùng kỳ năm trước; làm chết …".

    Of a period that the data do not yet cover: "…, tính đến ngày 31/03/2025, … xảy ra 110 vụ".
    """
    total, period = facts.total, facts.period
    when = period_name(period)
    days = f" ({period.days} ngày)" if period.is_span else f" ({_ends(period)})"
    until = so_far(total)
    days += f", tính đến ngày {day_text(until)}" if until else ""
    place = f", trên địa bàn {facts.definitions.province_name}" if facts.definitions.province_name else ","
    collisions = "tính cả va chạm" if facts.with_collisions else "không tính va chạm"
    criteria = _criteria(total, None, " tai nạn giao thông", f" ({collisions})")
    return together([f"{when}{days}{place} {criteria}.", sureness(total), *coverage_sentences(total)])


def sureness(comparison: Comparison) -> str:
    """How sure changes of the total are: "Xét về thống kê, chưa đủ căn cứ nói là tăng đối với số vụ."; or nothing."""
    said: dict[str, list[str]] = {}
    for measure in CRITERIA:
        row = comparison.figure(measure)
        words = certainty(row).lstrip("; ") if comparable(row) else ""
        if words:
            said.setdefault(words, []).append(MEASURE_LABELS[measure])
    parts = [_sure(words, joined(lowered(name) for name in names)) for words, names in said.items()]
    return sentence(f"xét về thống kê, {'; '.join(parts)}") if parts else ""


def _sure(words: str, names: str) -> str:
    return f"{words} đối với {names}" if words.startswith("chưa đủ căn cứ") else f"{names} {words}"


def mode_lines(facts: PackFacts) -> list[str]:
    """A sentence a mode, đường bộ, đường sắt, đường thủy; what has no mode last, where there is any."""
    comparison = facts.by["mode"]
    return [
        f"{label if key != UNKNOWN else 'Không rõ loại hình'}: {_criteria(comparison, key)}."
        for key, label in comparison.labels.items()
        if key != UNKNOWN or (comparison.figure("accidents", key)["now"] or 0) > 0
    ]


def modes(facts: PackFacts) -> str:
    """The sentences of ``mode_lines`` as one text."""
    return together(mode_lines(facts))


def severity(facts: PackFacts) -> str:
    """A sentence a class: "Rất nghiêm trọng: 02 vụ, tăng 01 vụ (2/1; +100,00%; số nhỏ)."; "" where nothing happened."""
    comparison = facts.by["severity"]
    if not any_count(comparison.figure("accidents")):
        return ""
    classes = [_class(comparison, key, label) for key, label in comparison.labels.items() if key != UNKNOWN]
    return together([*classes, unknown_words(comparison, "accidents", "mức độ"), *_class_limits(facts)])


def _class_limits(facts: PackFacts) -> list[str]:
    """That classes before and after a circular are not the same, where the comparison crosses its day."""
    if not is_compared(facts.by["severity"]):
        return []
    crossed = facts.definitions.breaks_between(facts.base.start, facts.period.stop)
    about = crossed[crossed["note"].str.contains(_CLASSES)]
    return [
        f"Giới hạn {_CLASSES} thay đổi từ ngày {day_text(row['date'].date())} ({row['label']}) "
        "nên so sánh từng mức độ với cùng kỳ chỉ để tham khảo."
        for row in records(about)
    ]


def _class(comparison: Comparison, key: str, label: str) -> str:
    row = comparison.figure("accidents", key)
    if pd.isna(row["now"]):
        return ""
    count = f"{two_digits(row['now'])} vụ" if row["now"] else "không xảy ra vụ nào"
    change = changed(row, "accidents") if any_count(row) else ""
    return f"{label}: {', '.join(part for part in (count, change) if part)}."


def _criteria(comparison: Comparison, key: str | None, what: str = "", scope: str = "") -> str:
    """The three criteria of one row with their changes; ``what`` follows the word "vụ", ``scope`` which are counted."""
    rows = {measure: comparison.figure(measure, key) for measure in CRITERIA}
    accidents = rows["accidents"]
    if pd.isna(accidents["now"]):
        return "chưa có số liệu"
    opening = f"xảy ra {two_digits(accidents['now'])} vụ{what}" if accidents["now"] else f"không xảy ra vụ{what} nào"
    parts = [f"{opening}{scope}{_against(accidents)}"]
    people = [measure for measure in CRITERIA[1:] if accidents["now"] or any_count(rows[measure])]
    parts += [_people(rows[measure], measure) for measure in people]
    return ("; " if comparable(accidents) else ", ").join(parts)


def _against(accidents: Row) -> str:
    if not comparable(accidents):
        return ""
    if not any_count(accidents):
        return f", {SAME_PERIOD} cũng không xảy ra"
    return f", {changed(accidents, 'accidents')} so với {SAME_PERIOD}"


def _people(row: Row, measure: str) -> str:
    """ "làm chết 21 người, tăng 04 người (21/17; +23,53%)"."""
    if pd.isna(row["now"]):
        return f"số liệu không ghi {MEASURE_LABELS[measure].lower()}"
    said = _SOME[measure].format(two_digits(row["now"])) if row["now"] else _NONE[measure]
    change = changed(row, measure) if any_count(row) else ""
    return ", ".join(part for part in (said, change) if part)


def _with_ends(period: Period) -> str:
    if period.is_span:
        return _ends(period)[:1].upper() + _ends(period)[1:]
    return f"{period_name(period)}: {_ends(period)}"


def _ends(period: Period) -> str:
    return f"từ ngày {day_text(period.start)} đến hết ngày {day_text(period.end)}, {period.days} ngày"
