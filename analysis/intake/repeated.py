"""Facts that stand in a file of counts twice: found before anything is taken in, and asked about.

Defines what counts as a repetition and what can be done about it: take one of the tables that repeat each other, one
kind of period where months and their sums stand side by side, the parts without their total. Nothing is dropped
without an answer; the answer stands in the profile (``include``, ``sheets``) and so holds for the next file too.

Left out: records (two officers may well fine the same thing on one day) unless whole sheets repeat each other; single
rows that repeat (``counting``). It can mislead where two forces report like numbers for every area: they are then
asked about although they are two facts, and "take all" is the right answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ..errors import RequestError
from .columns import Binding
from .facts import BESIDE, GROUPS, MOST_FACTS, OWN
from .findings import Finding, finding
from .keys import HEADING, PERIOD, SHEET
from .profiles import Profile
from .repeated_levels import period_kinds, period_levels, total_levels
from .repeated_tables import Alike, repeated_tables, running_totals
from .repeated_words import choice_words, question

RULE = "facts_repeated"


@dataclass(frozen=True)
class Choice:
    """One answer: the texts of the column to take, in words, with the rows and cases that it would take."""

    label: str
    texts: tuple[str, ...]
    rows: int
    cases: int


@dataclass(frozen=True)
class Repetition:
    """One repetition: ``kind`` (same, running, total, periods), where (a heading, ``@sheet`` or ``@period``), the
    question with its figures, all rows and cases, and the choices, the recommended one first.
    """

    kind: str
    heading: str
    question: str
    rows: int
    cases: int
    choices: tuple[Choice, ...]

    def remedy(self, choice: Choice) -> str:
        """What to write so that only ``choice`` is taken."""
        if self.heading == SHEET:
            return f"nhập với {' '.join(f'--sheet {json.dumps(text, ensure_ascii=False)}' for text in choice.texts)}"
        quoted_heading, *named = (json.dumps(text, ensure_ascii=False) for text in (self.heading, *choice.texts))
        texts = ", ".join(named)
        return f"ghi vào hồ sơ ghép cột: include = {{ {quoted_heading} = [{texts}] }}"


def find_repetitions(facts: pd.DataFrame, headings: dict[str, str]) -> tuple[Repetition, ...]:
    """All repetitions in ``facts`` (``facts.all_facts``); ``headings``: column of the facts -> heading of the file.

    A column without a heading (a group that no single column of the file gives) is not asked about.
    """
    if facts.empty:
        return ()
    facts = facts.assign(**{PERIOD: period_kinds(facts["start"], facts["end"])})
    found = [*repeated_tables(facts), *running_totals(facts), *total_levels(facts), *period_levels(facts)]
    known = [item for item in found if item.column in headings]
    return tuple(_repetition(facts, item, headings[item.column]) for item in _one_a_column(known))


def asked_headings(bindings: Sequence[Binding]) -> dict[str, str]:
    """Column of the facts -> what ``include`` names for it: a heading of the file, ``@sheet`` or ``@period``."""
    found = {SHEET: SHEET, PERIOD: PERIOD}
    for binding in bindings:
        found |= {BESIDE + heading: heading for heading in binding.beside}
        found |= {OWN + group: heading for group, heading in _single_headings(binding).items()}
    return found


def own_words(received: pd.DataFrame, binding: Binding) -> dict[str, pd.Series]:
    """Group -> the cells of the one column of the file that gives it."""
    return {group: received[heading] for group, heading in _single_headings(binding).items()}


def refuse_repeated(repetitions: tuple[Repetition, ...]) -> None:
    """Raise ``RequestError`` with the question and what to write, where anything stands in the file twice."""
    if repetitions:
        first = repetitions[0]
        taken = first.choices[0]
        raise RequestError(
            f"Chưa nhập gì: {first.question}",
            f"Nên chọn: {taken.label}; {first.remedy(taken)}. Nếu đúng là các việc khác nhau và phải nhận tất cả, hãy"
            ' nhập với --accept-repeated "lý do".',
        )


def unlooked(rows: int) -> list[Finding]:
    """Said where a file has more rows than are held against each other."""
    if rows <= MOST_FACTS:
        return []
    message = (
        "Tệp quá dài nên chỉ những dòng đầu được đối chiếu xem có số liệu lặp lại giữa các trang, các bảng hay không."
        " Nếu tệp gồm nhiều bảng, hãy nhập từng bảng."
    )
    return [finding("facts_unlooked", "info", message, rows=0)]


def with_choice(profile: Profile, repetition: Repetition, choice: Choice) -> Profile:
    """``profile`` with the answer kept in it."""
    if repetition.heading == SHEET:
        return replace(profile, sheets=choice.texts)
    return replace(profile, include={**profile.include, repetition.heading: choice.texts})


def repetition_findings(repetitions: tuple[Repetition, ...], reason: str) -> list[Finding]:
    """One finding a repetition; ``reason`` why all is taken all the same, "" while nobody has said so."""
    told = f" Đã nhận tất cả theo quyết định của người nhập, lý do: {reason}." if reason else ""
    return [finding(RULE, "warning", item.question + told, rows=item.rows) for item in repetitions]


def _single_headings(binding: Binding) -> dict[str, str]:
    """Group -> the one heading of the file that gives it; a group of several columns, or of none, is left out."""
    named = {group: binding.columns.get("area" if group == "area_code" else group, ()) for group in GROUPS}
    single = {group: headings[0] for group, headings in named.items() if len(headings) == 1}
    return {group: own for group, own in single.items() if own not in (SHEET, HEADING)}


def _one_a_column(found: list[Alike]) -> list[Alike]:
    """One question a column: what repeats each other whole is not asked about again as a total or a running sum."""
    first: dict[str, Alike] = {}
    for item in found:
        first.setdefault(item.column, item)
    return list(first.values())


def _repetition(facts: pd.DataFrame, item: Alike, heading: str) -> Repetition:
    values = facts[item.column].astype("str")
    sums = facts.groupby(values)["cases"].agg(["size", "sum"]).astype("int64")
    known = {str(text): (int(size), int(total)) for text, size, total in sums.itertuples()}
    others = [text for text in item.order if text not in item.texts]
    choices = []
    for taken in item.answers:
        texts = tuple(text for text in item.order if text in {*taken, *others})
        rows, cases = (sum(known[text][place] for text in texts) for place in (0, 1))
        choices.append(Choice(choice_words(item, heading, taken, rows, cases), texts, rows, cases))
    every = (len(facts), int(facts["cases"].sum()))
    per_text = {text: known[text] for text in item.texts}
    return Repetition(item.kind, heading, question(item, heading, per_text, every), *every, tuple(choices))
