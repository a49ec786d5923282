"""How the sentences of the documents are put together: counts with their bases, changes, rankings, joined names.

Defines the short forms that all sentences of the report share: "tăng 12 vụ (21/9; +133,33%)", "QL70 (15 vụ, cùng kỳ
07)". Leaves out what is said about which figure. Can mislead: a ranking is by counts; the first is not the most
dangerous, and what is equal is named together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd

from ...definitions.tables import UNKNOWN
from ...figures.comparison import Comparison
from ..numbers import percent, two_digits, whole
from ..sentences import SHORT_UNITS, SMALL, UNITS, Row

NO_CHANGE = "không tăng, không giảm"
OTHER = "other"
"""Key of the group of what has no name of its own: never called the most frequent in a title or proposal."""
_MOST_TIED = 2
"""Groups named beyond the wanted number because they are equal to the last."""


class Named(NamedTuple):
    """A group of a comparison with its row of one measure."""

    key: str
    label: str
    row: Row


def sentence(text: str) -> str:
    """``text`` with a capital letter and one full stop; "" stays."""
    text = text.strip().rstrip(".").rstrip()
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def lowered(label: str) -> str:
    """A label inside a sentence: "vi phạm tốc độ", "mô tô với ô tô tải"; what begins with two capitals (QL70) stays."""
    parts = label.split(" + ")
    return " với ".join(part if _is_abbreviation(part) else part[:1].lower() + part[1:] for part in parts)


def joined(parts: Iterable[str]) -> str:
    """ "A", "A và B", "A, B và C"."""
    known = [part for part in parts if part]
    return " và ".join([", ".join(known[:-1]), known[-1]]) if len(known) > 1 else "".join(known)


def comparable(row: Row) -> bool:
    """Whether both counts are there, are covered to the full and may be set against each other."""
    return not pd.isna(row["difference"]) and str(row["verdict"]) != "no_data"


def any_count(row: Row) -> bool:
    """Whether now or cùng kỳ is above 0; what is missing is not."""
    return any(not pd.isna(row[name]) and row[name] > 0 for name in ("now", "before"))


def unit_of(measure: str) -> str:
    """The unit after a change: vụ, người, trường hợp."""
    return SHORT_UNITS.get(measure, UNITS[measure])


def counted(value: object, measure: str) -> str:
    """ "09 vụ", "17 người chết"."""
    return f"{two_digits(value)} {UNITS[measure]}"


def changed(row: Row, measure: str) -> str:
    """What a count did, with both bases: "tăng 12 vụ (21/9; +133,33%)"; "" where it may not be compared.

    No percent at base 0; a base below 5 is marked: "tăng 03 vụ (7/4; +75,00%; số nhỏ)".
    """
    if not comparable(row):
        return ""
    pair, change = f"{whole(row['now'])}/{whole(row['before'])}", int(row["difference"])
    if not change:
        return f"{NO_CHANGE} ({pair})"
    rate = percent(row["percent"], signed=True) if row["before"] else ""
    beside = "; ".join(part for part in (pair, rate, SMALL if rate and row["small"] else "") if part)
    return f"{'tăng' if change > 0 else 'giảm'} {two_digits(abs(change))} {unit_of(measure)} ({beside})"


def with_base(name: str, row: Row, measure: str) -> str:
    """A group with its count and that of cùng kỳ: "QL70 (15 vụ, cùng kỳ 07)"."""
    before = f", cùng kỳ {two_digits(row['before']) if row['before'] else 'không có'}" if comparable(row) else ""
    return f"{name} ({two_digits(row['now'])} {unit_of(measure)}{before})"


def groups(comparison: Comparison, measure: str) -> list[Named]:
    """The groups of a comparison without what is unknown, in its order; none where the measure is not given."""
    keyed = ((key, label) for key, label in comparison.labels.items() if key != UNKNOWN)
    rows = [Named(key, label, comparison.figure(measure, key)) for key, label in keyed]
    return [named for named in rows if not pd.isna(named.row["now"])]


def ranked(comparison: Comparison, measure: str, most: int = 3) -> list[Named]:
    """The ``most`` groups with the highest counts above 0, the highest first; equal ones together or not at all."""
    order = sorted(groups(comparison, measure), key=lambda named: -int(named.row["now"]))
    found = [named for named in order if named.row["now"] > 0]
    if len(found) <= most:
        return found
    last = found[most - 1].row["now"]
    tied = [named for named in found if named.row["now"] >= last]
    if len(tied) <= most + _MOST_TIED:
        return tied
    return [named for named in found if named.row["now"] > last]


def listed(named: Sequence[Named], measure: str, *, lower: bool = False) -> str:
    """Groups with their counts and bases, joined."""
    return "; ".join(with_base(lowered(one.label) if lower else one.label, one.row, measure) for one in named)


def unknown_words(comparison: Comparison, measure: str, what: str) -> str:
    """ "Không rõ giờ: 04 vụ."; "" where every one is known."""
    count = comparison.unknown.get(measure) or 0
    return f"Không rõ {what}: {two_digits(count)} {unit_of(measure)}." if count else ""


def clear_changes(comparison: Comparison, measure: str, *, lower: bool = False) -> list[str]:
    """Sentences on the groups that clearly rose and that clearly fell, with both counts; none where none did."""
    said = []
    for verdict, words in (("rise_clear", "Tăng rõ rệt"), ("fall_clear", "Giảm rõ rệt")):
        found = [one for one in groups(comparison, measure) if one.row["verdict"] == verdict and one.row["tested"]]
        parts = [f"{lowered(one.label) if lower else one.label} {changed(one.row, measure)}" for one in found]
        if parts:
            said.append(f"{words} so với cùng kỳ: {'; '.join(parts)}.")
    return said


def is_compared(comparison: Comparison) -> bool:
    """Whether both periods are covered to the full."""
    return set(comparison.coverage.values()) == {"full"}


def _is_abbreviation(label: str) -> bool:
    """Whether it begins with two capital letters: QL70, TP Lào Cai, ĐT151."""
    return len(label) > 1 and label[:2].isalpha() and label[:2].isupper()


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table by the names of its columns."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def together(parts: Iterable[str]) -> str:
    """Sentences one after another as one text."""
    return " ".join(part for part in parts if part)
