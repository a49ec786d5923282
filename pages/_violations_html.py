"""The HTML of the page Vi phạm: cards of the five figures, the behaviours in two groups, lists. No Streamlit here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from analysis.definitions.periods import day_text
from analysis.figures.behaviour_groups import DIRECT, BehaviourGroup
from analysis.figures.change import SMALL_BASE
from analysis.figures.comparison import Comparison
from analysis.review.numbers import difference, percent, whole
from analysis.review.violation_words import DIRECT_TITLE, OTHER_TITLE, MeasureWords
from analysis.review.wording import MEASURE_LABELS
from pages._html import Card, Cell, Heading, cards, number_cell, table

GROUP_TITLES = {DIRECT: DIRECT_TITLE}
SMALL_MARK = " *"
Pair = tuple[Any, Any]
"""A figure now and before; missing where not known."""


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


def measure_tables(comparison: Comparison, groups: Sequence[BehaviourGroup], heading: str, chosen: str) -> str:
    """The groups of a comparison: of ``chosen`` both figures, difference and percent, of the other measures both
    figures. By behaviour those of the plan first, then the rest, each with its own sum; the total last.
    """
    measures = [name for name in comparison.measures if comparison.groups(name)["now"].notna().any()]
    measures = sorted(measures, key=lambda name: name != chosen)
    apart = {name for name in measures if _is_apart(comparison.figure(name))}
    draw = partial(_table, comparison, measures, chosen, apart)
    total = {name: _pair(comparison, name, None) for name in measures}
    if not groups:
        return draw("", heading, list(comparison.labels), ("Tổng số", total))
    shown = [group for group in groups if group.keys]
    tables = [draw(GROUP_TITLES.get(one.name, OTHER_TITLE), heading, one.keys, ("Cộng", one.sums)) for one in shown]
    return "".join(tables) + draw("Tất cả các hành vi", heading, (), ("Tổng số", total))


def _table(
    comparison: Comparison,
    measures: Sequence[str],
    chosen: str,
    apart: set[str],
    caption: str,
    heading: str,
    keys: Sequence[str],
    total: tuple[str, Mapping[str, Pair]],
) -> str:
    headings = [Heading(heading), *(one for name in measures for one in _headings(name, chosen))]
    rows = [
        [Cell(comparison.labels[key]), *_row(measures, chosen, apart, {m: _pair(comparison, m, key) for m in measures})]
        for key in keys
    ]
    last = [Cell(total[0]), *_row(measures, chosen, apart, total[1])]
    return table(caption, headings, rows, total=last, name="groups")


def _row(measures: Sequence[str], chosen: str, apart: set[str], pairs: Mapping[str, Pair]) -> list[Cell]:
    return [cell for name in measures for cell in _cells(pairs[name], full=name == chosen, apart=name in apart)]


def kinds_of(groups: Sequence[BehaviourGroup]) -> dict[str, str]:
    """The title of its group for every behaviour, without what stands in brackets there: for a cell."""
    titles = {group.name: GROUP_TITLES.get(group.name, OTHER_TITLE).partition(" (")[0] for group in groups}
    return {key: titles[group.name] for group in groups for key in group.keys}


def any_small(comparison: Comparison, measure: str) -> bool:
    """Whether a percent of ``measure`` bears the mark of small numbers."""
    apart = _is_apart(comparison.figure(measure))
    drawn = (_cells(_pair(comparison, measure, key), full=True, apart=apart) for key in comparison.labels)
    return any(cell.text.endswith(SMALL_MARK) for cells in drawn for cell in cells)


def _is_apart(row: Mapping[str, Any]) -> bool:
    return bool(pd.isna(row["difference"]) and pd.notna(row["now"]) and pd.notna(row["before"]))


def _pair(comparison: Comparison, measure: str, key: str | None) -> Pair:
    row = comparison.figure(measure, key)
    return row["now"], row["before"]


def _headings(measure: str, chosen: str) -> list[Heading]:
    group = MEASURE_LABELS[measure]
    change = [Heading(text, group, "n") for text in ("+/-", "%")] if measure == chosen else []
    return [Heading("Kỳ này", group, "n first"), Heading("Kỳ so sánh", group, "n"), *change]


def _cells(pair: Pair, *, full: bool, apart: bool) -> list[Cell]:
    now, before = (None if pd.isna(value) else int(value) for value in pair)
    counts = [number_cell(now, whole(now), "n first"), number_cell(before, whole(before))]
    if not full:
        return counts
    known = now is not None and before is not None and not apart
    change = now - before if known else None
    rate = 100 * change / before if known and before else None
    small = SMALL_MARK if rate is not None and before < SMALL_BASE else ""
    change_cell = number_cell(change, difference(change))
    return [*counts, change_cell, number_cell(rate, percent(rate, signed=True) + small)]


def plain_table(frame: pd.DataFrame, caption: str, *, name: str) -> str:
    """Any small table: dates as dd/mm/yyyy, whole numbers to the right."""
    numbers = {heading for heading in frame if pd.api.types.is_numeric_dtype(frame[heading])}
    headings = [Heading(str(heading), classes="n" if heading in numbers else "") for heading in frame]
    rows = [[_cell(row[heading], heading in numbers) for heading in frame] for row in frame.to_dict("records")]
    return table(caption, headings, rows, name=name)


def _cell(value: object, number: bool) -> Cell:
    if isinstance(value, pd.Timestamp):
        return Cell(day_text(value.date()), value.isoformat(), "w")
    return number_cell(value, whole(value)) if number else Cell(str(value))
