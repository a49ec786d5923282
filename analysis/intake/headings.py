"""How surely a heading of a file means one of our names, and which headings of a sheet hold numbers.

The names are data (``headings.csv``). Left out: which heading is taken where several fit (``mapping``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from ..definitions.names import fold
from .files.read import TextTable
from .identity import last_part
from .values.distinct import distinct_texts
from .values.numbers import parse_numbers

EXACT = 800
"""From this score on a heading is a name of ours; below it a name is only a part of the heading."""

LAST_CHOICE = "last_choice"
"""Key of ``headings.csv``: headings taken only where no other fits (the day of a report for the day it happened)."""

_JUDGED = 500
"""Distinct texts by which a column is judged to hold numbers; a chunk of ids has hundreds of thousands."""

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_YEAR = re.compile(r"(?:nam )?(?:19|20)[0-9]{2}")


@dataclass(frozen=True)
class Fit:
    """``score`` 0 is no fit; ``rank`` of the name in the list; ``rest`` the folded words of the heading beside it."""

    score: int
    rank: int = 0
    rest: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether the heading is the name and not only holds it."""
        return self.score >= EXACT


ROWS_TO_JUDGE_BY = 50_000
"""What a column holds shows in its first rows; a large file has millions."""


def best_fit(heading: str, names: Sequence[str]) -> Fit:
    """The best fit of ``heading`` to the folded ``names``; of equals the first name's."""
    fits = [_fit(heading, name, rank) for rank, name in enumerate(names)]
    return max(fits, key=lambda fit: fit.score, default=Fit(0))


def is_year(words: str) -> bool:
    """Whether folded ``words`` are a year ("nam 2023")."""
    return bool(_YEAR.fullmatch(words))


def number_headings(chunk: pd.DataFrame, headings: Iterable[str]) -> set[str]:
    """Those of ``headings`` whose filled cells in ``chunk`` are numbers (all but one in ten; at least one)."""
    return {heading for heading in headings if heading in chunk and _holds_numbers(chunk[heading])}


def first_chunk(table: TextTable, headings: Sequence[str]) -> pd.DataFrame:
    """The first rows of ``table``, enough to judge its columns by; only the columns of ``headings`` are read."""
    for chunk in table.chunks(columns=list(headings)):
        return chunk.iloc[:ROWS_TO_JUDGE_BY]
    return pd.DataFrame(columns=list(headings), dtype="str")


def plain_heading(heading: str) -> str:
    """The lower line of ``heading`` folded, without what stands in brackets."""
    return fold(_BRACKETS.sub(" ", last_part(heading)))


def _fit(heading: str, name: str, rank: int) -> Fit:
    whole = fold(heading)
    if whole == name:
        return Fit(1000, rank)
    if fold(_BRACKETS.sub(" ", heading)) == name:
        return Fit(900, rank)
    if plain_heading(heading) == name:
        return Fit(EXACT, rank)
    if f" {name} " not in f" {whole} ":
        return Fit(0)
    upper = [fold(part) for part in heading.split(" / ")[:-1]]
    if len(name.split()) < 2 and name not in upper:
        return Fit(0)
    rest = " ".join(f" {whole} ".replace(f" {name} ", " ", 1).split())
    return Fit(100 + len(name), rank, rest)


def _holds_numbers(column: pd.Series) -> bool:
    texts, _ = distinct_texts(column)
    filled = [text for text in texts if text.strip()][:_JUDGED]
    if not filled:
        return False
    return bool(parse_numbers(pd.Index(filled)).notna().mean() >= 0.9)
