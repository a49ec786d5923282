"""Sentences of the report on enforcement: cases, fines, licences, points, vehicles, by behaviour, force and district.

Defines what may be set against cùng kỳ and says why the rest is not: money is given alone where a break of the series
lies between, points where they were not counted before. Can mislead: fewer cases may be less enforcement.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from ...definitions.periods import day_text
from ...figures.comparison import Comparison
from ..numbers import decimal, percent, two_digits, whole
from ..sentences import SAME_PERIOD, Row, change_phrase, coverage_sentences
from .phrasing import changed, comparable, is_compared, joined, listed, ranked, sentence
from .record import PackFacts
from .words_accidents import inside

_FINES = "fine_vnd"
_ACTS = {"NĐ": "Nghị định", "TT": "Thông tư"}
NOT_TRENDED = (
    "Số vi phạm bị xử lý phụ thuộc lực lượng và thời gian tuần tra, kiểm soát, không phải thước đo số vi phạm xảy ra."
)


def violations(facts: PackFacts) -> list[str]:
    """Cases, fines, licences, vehicles held, points; by behaviour, force, district. Empty where none were taken in."""
    if not facts.violations:
        return []
    comparison = facts.violations["behaviour"]
    cases = comparison.figure("cases")
    if pd.isna(cases["now"]):
        return [f"Chưa có số liệu xử lý vi phạm của {inside(facts.period.title)}."]
    if not cases["now"]:
        return [sentence(f"không ghi nhận trường hợp vi phạm nào bị xử lý{_against(cases, 'cases')}")]
    return [text for text in _said(facts, comparison, cases) if text]


def _said(facts: PackFacts, comparison: Comparison, cases: Row) -> Iterator[str]:
    yield f"Các lực lượng chức năng đã xử lý {two_digits(cases['now'])} trường hợp vi phạm{_against(cases, 'cases')}."
    yield from () if is_compared(comparison) else coverage_sentences(comparison)
    yield _fines(facts, comparison)
    yield _measures(comparison)
    yield _points(facts, comparison)
    yield _ranking(facts, "behaviour", "Hành vi bị xử lý nhiều nhất", 5, lower=True)
    yield _ranking(facts, "enforced_by", "Theo lực lượng", 6)
    yield _ranking(facts, "area", "Địa bàn xử lý nhiều nhất", 3)
    yield _ranking(facts, "vehicle_type", "Phương tiện vi phạm nhiều nhất", 3, lower=True)
    yield NOT_TRENDED


def _against(row: Row, measure: str) -> str:
    if not comparable(row):
        return ""
    return f", {change_phrase(row, measure)} so với {SAME_PERIOD} ({two_digits(row['before'])} trường hợp)"


def _fines(facts: PackFacts, comparison: Comparison) -> str:
    row = comparison.figure(_FINES)
    if pd.isna(row["now"]):
        return "Số liệu không ghi tiền phạt."
    said = f"Tiền phạt {money(row['now'])}"
    acts = _acts_on_fines(facts)
    if acts:
        named = joined(f"{act} (từ ngày {day_text(day)})" for act, day in acts.items())
        return f"{said}; không so với cùng kỳ vì mức phạt thay đổi theo {named}."
    if not comparable(row):
        return f"{said}."
    return f"{said}, {_money_change(row)} so với {SAME_PERIOD} ({money(row['before'])})."


def money(value: object) -> str:
    """An amount as offices say it: "25,84 tỷ đồng", "165,10 triệu đồng", "850.000 đồng"; rounded from a million on."""
    amount = int(str(value))
    for size, name in ((10**9, "tỷ"), (10**6, "triệu")):
        if amount >= size:
            return f"{decimal(amount / size)} {name} đồng"
    return f"{whole(amount)} đồng"


def _money_change(row: Row) -> str:
    change = int(row["difference"])
    if not change:
        return "không tăng, không giảm"
    rate: str = "" if pd.isna(row["percent"]) else f" ({percent(row['percent'], signed=True)})"
    return f"{'tăng' if change > 0 else 'giảm'} {money(abs(change))}{rate}"


def _acts_on_fines(facts: PackFacts) -> dict[str, date]:
    """The breaks between the two periods after which fines are not compared: their acts with the day.

    The same acts brought the points of licences (``series_breaks.csv``).
    """
    crossed = facts.definitions.breaks_between(min(facts.base.start, facts.period.start), facts.period.stop)
    found = crossed[crossed["not_compared"].str.split("|").map(lambda names: _FINES in names).astype(bool)]
    return dict(zip(found["label"].map(_in_full), found["date"].dt.date, strict=True))


def _in_full(act: str) -> str:
    """ "Nghị định 168/2024/NĐ-CP" of "NĐ 168/2024/NĐ-CP"."""
    short, space, number = act.partition(" ")
    return f"{_ACTS[short]}{space}{number}" if short in _ACTS else act


def _measures(comparison: Comparison) -> str:
    """Licences revoked and vehicles held, each with its base."""
    parts = []
    for measure, verb, unit in (
        ("licences_revoked", "tước giấy phép lái xe", "trường hợp"),
        ("vehicles_held", "tạm giữ", "phương tiện"),
    ):
        row = comparison.figure(measure)
        if pd.isna(row["now"]) or not (row["now"] or (comparable(row) and row["before"])):
            continue
        change = changed(row, "cases").replace("trường hợp", unit)
        parts.append(", ".join(part for part in (f"{verb} {two_digits(row['now'])} {unit}", change) if part))
    return sentence("; ".join(parts))


def _points(facts: PackFacts, comparison: Comparison) -> str:
    row = comparison.figure("points_deducted")
    before = None if pd.isna(row["before"]) else int(row["before"])
    if pd.isna(row["now"]) or not (row["now"] or before):
        return ""
    said = f"Trừ {two_digits(row['now'])} điểm giấy phép lái xe"
    if before and comparable(row):
        return f"{said}, {change_phrase(row, 'points_deducted')} so với {SAME_PERIOD} ({two_digits(before)} điểm)."
    since = [f" mới áp dụng từ ngày {day_text(day)} nên" for day in list(_acts_on_fines(facts).values())[-1:]]
    return f"{said}." if before else f"{said};{''.join(since)} không có số cùng kỳ để so sánh."


def _ranking(facts: PackFacts, dimension: str, lead: str, most: int, *, lower: bool = False) -> str:
    comparison = facts.violations[dimension]
    found = ranked(comparison, "cases", most)
    if not found:
        return ""
    unknown = comparison.unknown.get("cases") or 0
    more = f"; không rõ {whole(unknown)} trường hợp" if unknown else ""
    return f"{lead}: {listed(found, 'cases', lower=lower)}{more}."
