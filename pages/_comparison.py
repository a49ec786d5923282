"""A comparison as HTML blocks: headline, figure cards, table of groups, lines of source. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period, day_text
from analysis.drawing.palette import VERDICT_ARROWS
from analysis.figures.comparison import Comparison
from analysis.figures.measured import CRITERIA
from analysis.figures.targets import target_status
from analysis.review.numbers import difference, percent, whole
from analysis.review.wording import (
    MEASURE_LABELS,
    SHORT_UNITS,
    UNITS,
    VERDICT_WORDS,
    against_words,
    certainty,
    change_phrase,
    coverage_sentences,
    headline,
    illustration,
    threshold_sentence,
)
from pages._html import Card, Cell, Heading, aside, cards, number_cell, source, table
from pages._html import headline as headline_html

SMALL_NOTE = "* số nhỏ: kỳ so sánh dưới 5 {unit}, tỷ lệ phần trăm chỉ để tham khảo. "
BOTH_TESTS = (
    "khoảng 95% là khoảng hai phía và thận trọng, còn «rõ rệt» là kiểm định một phía ở mức 5%, nên ở sát ranh giới hai "
    "cách có thể khác nhau."
)
NAMED = 3
"""Up to so many groups are named in a title."""
REACHED = {"met": "đang đạt", "missed": "chưa đạt"}


def opening(comparison: Comparison, title: str, scope: Sequence[str], *, measure: str | None = None) -> str:
    """The first lines of a page: both periods with their ends and days, the sentence, what the data do not cover."""
    eyebrow = " · ".join((title, periods_line(comparison), *scope))
    said = coverage_sentences(comparison)
    return headline_html(eyebrow, headline(comparison, measure), said, badge=illustration(comparison))


def periods_line(comparison: Comparison) -> str:
    """Both periods with their ends and days."""
    return f"{_named(comparison.now)}, so với {_named(comparison.base)}"


def _named(period: Period) -> str:
    """The name of a period with both ends and its days; a free span is its own name."""
    name = "" if period.is_span else f"{period.title}: "
    return f"{name}{period.span} ({period.days} ngày)"


def said_beside(comparison: Comparison) -> str:
    """What has to be said of the two periods: unequal lengths, breaks of the series, what was not given."""
    return aside(comparison.notes)


def seen(rows: pd.DataFrame, measure: str, groups: str) -> str:
    """What a chart of ``rows`` shows, for its title: which groups changed clearly, or that none did."""
    said = []
    for verdict in ("rise_clear", "fall_clear"):
        labels = rows.loc[rows["verdict"] == verdict, "label"].astype(str).tolist()
        if labels:
            more = f" và {len(labels) - NAMED} nhóm khác" if len(labels) > NAMED else ""
            said.append(f"{', '.join(labels[:NAMED])}{more} {VERDICT_WORDS[verdict]}")
    unknown = "chưa so sánh được" if rows["verdict"].eq("no_data").all() else "chưa nhóm nào tăng hay giảm rõ rệt"
    found = "; ".join(said) or unknown
    return f"{MEASURE_LABELS[measure]} theo {groups}: {found}"


def figure_cards(comparison: Comparison, definitions: Definitions) -> str:
    """Vụ, chết, bị thương: count, base, difference, percent, verdict, what would be clear, target."""
    return cards(_card(comparison, measure, definitions) for measure in comparison.measures)


def _card(comparison: Comparison, measure: str, definitions: Definitions) -> Card:
    row = comparison.figure(measure)
    unit = SHORT_UNITS.get(measure, UNITS[measure])
    change = change_phrase(row, measure, padded=False)
    if pd.notna(row["before"]):
        change = f"{against_words(comparison.now, comparison.base, short=True)} {whole(row['before'])} {unit}: {change}"
    verdict = str(row["verdict"])
    said = certainty(row).removeprefix("; ") if not verdict.endswith("_clear") else ""
    words = f"{VERDICT_ARROWS[verdict]} {VERDICT_WORDS[verdict]}"
    days = (comparison.now.days, comparison.base.days)
    clear = threshold_sentence(row, days=days).partition(": ")[2] if measure == "accidents" else said
    small = (clear[:1].upper() + clear[1:], _target(comparison, definitions, measure, unit))
    lines = tuple(line for line in small if line)
    return Card(measure, MEASURE_LABELS[measure], whole(row["now"]), _first_upper(change), verdict, words, lines)


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _target(comparison: Comparison, definitions: Definitions, measure: str, unit: str) -> str:
    status = target_status(comparison, definitions, measure)
    if status.reached not in REACHED:
        return ""
    wanted = f"Mục tiêu {status.year}: {percent(status.percent, 0, signed=True)}"
    return f"{wanted}, tức không quá {whole(status.at_most)} {unit}: {REACHED[status.reached]}"


def groups_table(comparison: Comparison, heading: str, caption: str) -> str:
    """The groups with now, before, difference, percent and arrow of every measure; the total last, in bold.

    A measure that is nowhere compared (fines across a change of the law) has no columns for the change.
    """
    headings = [Heading(heading), *(one for measure in comparison.measures for one in _headings(comparison, measure))]
    rows = [[Cell(label), *_cells(comparison, key)] for key, label in comparison.labels.items()]
    total = [Cell("Tổng số"), *_cells(comparison, None)]
    return table(caption, headings, rows, total=total, name="groups")


def _headings(comparison: Comparison, measure: str) -> list[Heading]:
    group = MEASURE_LABELS[measure]
    counts = [Heading("Kỳ này", group, "n first"), Heading("Kỳ so sánh", group, "n")]
    change = [Heading(text, group, "n") for text in ("+/-", "%")] if _compared(comparison, measure) else []
    return [*counts, *change, *([Heading("Nhận định", group, "w")] if measure in CRITERIA else [])]


def _compared(comparison: Comparison, measure: str) -> bool:
    if measure in CRITERIA:
        return True
    every = (None, *comparison.labels)
    return any(pd.notna(comparison.figure(measure, key)["difference"]) for key in every)


def _cells(comparison: Comparison, key: str | None) -> list[Cell]:
    """The cells of a group, or of the total."""
    return [cell for measure in comparison.measures for cell in _figure_cells(comparison, measure, key)]


def _figure_cells(comparison: Comparison, measure: str, key: str | None) -> list[Cell]:
    row = comparison.figure(measure, key)
    counts = [
        number_cell(row["now"], whole(row["now"]), "n first"),
        number_cell(row["before"], whole(row["before"])),
    ]
    change = [
        number_cell(row["difference"], difference(row["difference"])),
        number_cell(row["percent"], percent(row["percent"], signed=True)),
    ]
    judged = [_verdict_cell(row)] if measure in CRITERIA else []
    return [*counts, *(change if _compared(comparison, measure) else []), *judged]


def _verdict_cell(row: Mapping[str, Any]) -> Cell:
    verdict = str(row["verdict"])
    mark = " *" if row["small"] and verdict != "no_data" else ""
    return Cell(f"{VERDICT_ARROWS[verdict]} {SHORT_WORDS[verdict]}{mark}", _order(verdict), f"w v-{verdict}")


SHORT_WORDS = dict(VERDICT_WORDS) | {"same": "bằng", "no_data": "chưa đủ"}
"""The five words short enough for a cell; the words in full stand in the cards and on the chart."""
_ORDER = ("fall_clear", "fall", "same", "rise", "rise_clear")


def _order(verdict: str) -> int | str:
    return _ORDER.index(verdict) if verdict in _ORDER else ""


def sources(comparison: Comparison, *, starred: bool | None = None) -> str:
    """Source, until when, n, unknown, how sure; what * means where ``starred`` (else: where a verdict bears it)."""
    leading = comparison.measures[0]
    counted = comparison.figure(leading)["now"]
    unit = UNITS[leading]
    until = f"Số liệu đến {day_text(comparison.data_until)}. " if comparison.data_until else ""
    from_whom = f"Nguồn: {', '.join(comparison.sources)}. " if comparison.sources else "Nguồn: tệp không ghi nguồn. "
    unknown = comparison.unknown.get(leading)
    how_many = f"n = {whole(counted)} {unit}" + (f", trong đó không rõ {whole(unknown)}." if comparison.by else ".")
    small = SMALL_NOTE.format(unit=unit) if (_has_small(comparison) if starred is None else starred) else ""
    said = f"{small}Cách đếm và cách đánh giá: trang Phương pháp."
    return source((f"{from_whom}{until}{how_many}", said))


def _has_small(comparison: Comparison) -> bool:
    """Whether any figure carries the mark of small numbers."""
    rows = [comparison.total, comparison.table] if comparison.by else [comparison.total]
    return any(bool((row["small"] & row["verdict"].ne("no_data")).any()) for row in rows)


def interval_note(rows: pd.DataFrame) -> str:
    """Why a clear change may have an interval that reaches 1, under the chart of ``rows``; nothing where none does."""
    clear = rows["verdict"].isin(["rise_clear", "fall_clear"])
    across = rows[clear & (rows["lower"] <= 1) & (rows["upper"] >= 1)]
    if across.empty:
        return ""
    names = [f"{row['label']} {VERDICT_WORDS[str(row['verdict'])]}" for row in across.to_dict("records")]
    return aside([f"{'; '.join(names)}, dù khoảng tin cậy chạm vạch 1: {BOTH_TESTS}"])
