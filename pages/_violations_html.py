"""The HTML of the page Vi phạm: cards of the five figures, the behaviours in two groups, lists. No Streamlit here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.definitions.periods import day_text
from analysis.figures.behaviour_groups import DIRECT, BehaviourGroup
from analysis.figures.comparison import Comparison
from analysis.review.numbers import difference, percent, whole
from analysis.review.violation_words import DIRECT_TITLE, OTHER_TITLE, MeasureWords
from analysis.review.wording import MEASURE_LABELS
from pages._comparison import groups_table
from pages._html import Card, Cell, Heading, cards, table

GROUP_TITLES = {DIRECT: DIRECT_TITLE}


def figure_cards(words: Iterable[MeasureWords], arrows: dict[str, str]) -> str:
    """The five figures; ``arrows`` of the verdicts."""
    all_cards = cards(
        Card(
            one.measure,
            one.title,
            one.now,
            one.change,
            one.verdict,
            f"{arrows[one.verdict]} {one.words}".strip("– "),
            one.small,
        )
        for one in words
    )
    return f'<div class="at-five">{all_cards}</div>'


def behaviour_tables(comparison: Comparison, groups: Sequence[BehaviourGroup], *, apart: bool) -> str:
    """The behaviours of the plan first, then the rest, each with its own sum; ``apart``: fines are not compared."""
    return "".join(_behaviours(comparison, group, apart) for group in groups if group.keys)


def _behaviours(comparison: Comparison, group: BehaviourGroup, apart: bool) -> str:
    measures = [name for name in comparison.measures if comparison.groups(name)["now"].notna().any()]
    headings = [Heading("Hành vi"), *(one for name in measures for one in _headings(name, apart))]
    rows = []
    for key in group.keys:
        cells = [one for name in measures for one in _cells(name, _pair(comparison, name, key), apart)]
        rows.append([Cell(comparison.labels[key]), *cells])
    total = [Cell("Cộng"), *(one for name in measures for one in _cells(name, group.sums[name], apart))]
    return table(GROUP_TITLES.get(group.name, OTHER_TITLE), headings, rows, total=total, name="groups")


def _pair(comparison: Comparison, measure: str, key: str) -> tuple[float, float]:
    row = comparison.figure(measure, key)
    return row["now"], row["before"]


def _headings(measure: str, apart: bool) -> list[Heading]:
    group = MEASURE_LABELS[measure]
    change = [] if measure == "fine_vnd" and apart else [Heading(text, group, "n") for text in ("+/-", "%")]
    return [Heading("Kỳ này", group, "n first"), Heading("Kỳ so sánh", group, "n"), *change]


def _cells(measure: str, pair: tuple[float, float], apart: bool) -> list[Cell]:
    now, before = (None if pd.isna(value) else int(value) for value in pair)
    counts = [_number(now, "n first"), _number(before, "n")]
    if measure == "fine_vnd" and apart:
        return counts
    known = now is not None and before is not None
    change = now - before if known else None
    rate = 100 * change / before if known and before else None
    return [*counts, Cell(difference(change), "" if change is None else change, "n"), _percent(rate)]


def _number(value: int | None, classes: str) -> Cell:
    return Cell(whole(value), "" if value is None else value, classes)


def _percent(value: float | None) -> Cell:
    return Cell(percent(value, signed=True), "" if value is None else value, "n")


def plain_table(frame: pd.DataFrame, caption: str, *, name: str) -> str:
    """Any small table: dates as dd/mm/yyyy, whole numbers to the right."""
    numbers = {heading for heading in frame if pd.api.types.is_numeric_dtype(frame[heading])}
    headings = [Heading(str(heading), classes="n" if heading in numbers else "") for heading in frame]
    rows = [[_cell(row[heading], heading in numbers) for heading in frame] for row in frame.to_dict("records")]
    return table(caption, headings, rows, name=name)


def _cell(value: object, number: bool) -> Cell:
    if isinstance(value, pd.Timestamp):
        return Cell(day_text(value.date()), value.isoformat(), "w")
    return _number(None if pd.isna(value) else int(value), "n") if number else Cell(str(value))


__all__ = ["behaviour_tables", "figure_cards", "groups_table", "plain_table"]
