"""Tables of one file that say the same: sheets, or the values of a column, whose facts repeat each other.

Defines "the same": of the facts (period and groups) that two tables share, nine in ten have the same cases within a
twentieth, and they are at least half of the smaller table; zeros prove nothing and are left out. And a running total
(«lũy kế»): what one table says of a month is the sum of the other's from the start of the year. All limits are ours;
they only decide what a person is asked. Units: cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, permutations

import numpy as np
import numpy.typing as npt
import pandas as pd

from .facts import BESIDE, DAYS, GROUPS, OWN
from .keys import SHEET

MOST_TABLES = 12
"""A column with more different texts than this does not tell tables apart."""
NEAR = 0.05
"""Two numbers are nearly the same where they differ by at most this share of the larger."""
MOST_AGREE, LEAST_SHARED = 0.9, 0.5
FEWEST = 3
"""Facts compared, and different numbers among them: fewer may agree by chance."""
_ID_LIKE = 4
"""A column with more than one text in so many rows numbers the rows and says nothing of them."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Alike:
    """What repeats: in ``column`` of the facts the ``texts``, with the ``answers`` (texts to take), the best first.

    ``kind``: same, running, total or periods; ``order``: all texts of the column as the file has them; ``compared`` and
    ``agreeing``: how many facts.
    """

    kind: str
    column: str
    texts: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]
    order: tuple[str, ...]
    compared: int
    agreeing: int


def repeated_tables(facts: pd.DataFrame) -> Iterator[Alike]:
    """For every column that tells tables apart: those that repeat each other, the fullest as the recommended one."""
    for column in candidates(facts):
        for keys in key_choices(facts, column):
            wide = sums_by_table(facts, [*keys, *DAYS], column)
            pairs = {pair: _agreement(wide, *pair) for pair in combinations(wide.columns, 2)}
            same = {pair: found for pair, found in pairs.items() if found is not None}
            if same:
                yield from _groups(facts, column, same)
                break


def running_totals(facts: pd.DataFrame) -> Iterator[Alike]:
    """Pairs of tables of which one has, period by period, the sum of the other from the start of the year."""
    for column in candidates(facts):
        tried = (alike for keys in key_choices(facts, column) for alike in _running(facts, column, keys))
        yield from islice(tried, 1)


def candidates(facts: pd.DataFrame) -> list[str]:
    """The columns that may tell tables apart: the sheet first, then what nobody mapped."""
    columns = [SHEET, *(name for name in map(str, facts) if name.startswith(BESIDE))]
    return [name for name in columns if 2 <= facts[name].nunique() <= MOST_TABLES]


def key_choices(facts: pd.DataFrame, column: str) -> list[list[str]]:
    """Two ways to tell facts apart: by all that is known of them, and by the groups of ours alone."""
    beside = [name for name in map(str, facts) if name.startswith(BESIDE) or name == SHEET]
    telling = [name for name in beside if name != column and 1 < facts[name].nunique() <= len(facts) / _ID_LIKE]
    groups = [name for name in GROUPS if name != column.removeprefix(OWN)]
    return [[*groups, *telling], groups] if telling else [groups]


def in_order(facts: pd.DataFrame, column: str) -> tuple[str, ...]:
    """The texts of a column in the order in which the file has them."""
    return tuple(facts[column].astype("str").unique())


def sums_by_table(facts: pd.DataFrame, keys: Sequence[str], column: str) -> pd.DataFrame:
    """Cases of every fact (index: ``keys``) in every table (columns); missing where a table does not have the fact."""
    wide = facts.pivot_table("cases", index=[*keys], columns=column, aggfunc="sum", observed=True, sort=False)
    wide.columns = wide.columns.astype("str")
    return wide[[text for text in in_order(facts, column) if text in wide]]


def near(one: Numbers, other: Numbers) -> npt.NDArray[np.bool_]:
    """Whether numbers are nearly the same."""
    agree: npt.NDArray[np.bool_] = np.abs(one - other) <= NEAR * np.maximum(one, other)
    return agree


def enough(one: Numbers, other: Numbers) -> tuple[int, int] | None:
    """How many pairs were compared and agree; nothing where they are too few, too alike, or do not agree."""
    agreeing = near(one, other)
    if len(one) < FEWEST or len(np.unique(one[agreeing])) < FEWEST or agreeing.mean() < MOST_AGREE:
        return None
    return len(one), int(agreeing.sum())


def _agreement(wide: pd.DataFrame, one: str, other: str) -> tuple[int, int] | None:
    first, second = wide[one].to_numpy(dtype=float), wide[other].to_numpy(dtype=float)
    shared = ~np.isnan(first) & ~np.isnan(second) & (first + second > 0)
    smaller = min(int((first > 0).sum()), int((second > 0).sum()))
    if not smaller or shared.sum() < LEAST_SHARED * smaller:
        return None
    return enough(first[shared], second[shared])


def _groups(facts: pd.DataFrame, column: str, same: dict[tuple[str, str], tuple[int, int]]) -> Iterator[Alike]:
    """Tables that repeat each other, gathered; each of them is an answer, the one with most cases and rows first."""
    order = in_order(facts, column)
    fullest = facts.groupby(facts[column].astype("str"))["cases"].agg(["sum", "size"]).reindex(list(order))
    ranked = fullest.sort_values(["sum", "size"], ascending=False, kind="stable").index
    leader = {text: text for text in order}
    for one, other in same:
        old, new = leader[other], leader[one]
        leader = {text: new if at == old else at for text, at in leader.items()}
    for first in dict.fromkeys(leader.values()):
        texts = tuple(text for text in order if leader[text] == first)
        if len(texts) > 1:
            inside = [found for pair, found in same.items() if pair[0] in texts]
            compared, agreeing = (sum(found[place] for found in inside) for place in (0, 1))
            answers = tuple((str(text),) for text in ranked if text in texts)
            yield Alike("same", column, texts, answers, order, compared, agreeing)


def _running(facts: pd.DataFrame, column: str, keys: Sequence[str]) -> Iterator[Alike]:
    """Tables of which the second has the sum of the first; a fact is of the year in which its period ends."""
    wide = sums_by_table(facts, [*keys, *DAYS], column)
    known = wide.index.to_frame(index=False).sort_values("end", kind="stable")
    group = known.groupby([*keys, known["end"].dt.year], observed=True, sort=False).ngroup()
    wide = wide.reset_index(drop=True).loc[known.index]
    for part, total in permutations(wide.columns, 2):
        both = wide[part].notna() & wide[total].notna()
        rows, at = wide[both], group[both]
        summed = rows[part].groupby(at).cumsum()
        later = (at.groupby(at).cumcount() > 0) & (rows[total] > 0)
        found = enough(summed[later].to_numpy(dtype=float), rows.loc[later, total].to_numpy(dtype=float))
        if found is not None and (rows.loc[later, total] > rows.loc[later, part]).mean() >= LEAST_SHARED:
            yield Alike("running", column, (part, total), ((part,), (total,)), in_order(facts, column), *found)
