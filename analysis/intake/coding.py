"""The words of a file as our codes: closed lists (severity, mode, outcome, sex), open ones (cause, vehicle), yes or no.

A word that a closed list does not know becomes ``unknown``, with an open one it stays as it was written; both are said.
Left out: what a code means (``definitions.codes``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.codes import CodeList
from ..definitions.names import fold
from ..definitions.tables import UNKNOWN
from .columns import cell, filled
from .keys import CODED, LABELS, OPEN_CODED
from .masking import masked_words
from .rules import Mark, mark
from .values.distinct import on_distinct
from .values.numbers import parse_numbers

_OLDEST = 120
_DIVIDERS = re.compile(r"\s*[|;+/]\s*|\s+[-–]\s+|\s+(?:và|với)\s+")
_COMMA = re.compile(r"\s*,\s*")
_PUPIL_WORDS = ("hoc sinh", "sinh vien", "hs", "sv", "student", "pupil")


def closed_code(cells: pd.DataFrame, key: str, definitions: Definitions) -> tuple[pd.Series, Mark]:
    """The code of every cell of ``key``, ``unknown`` where the list has none (marked where something is written)."""
    return _coded(cell(cells, key), definitions.codes[CODED[key]], key, "value_unrecognised")


def open_code(cells: pd.DataFrame, key: str, definitions: Definitions) -> tuple[pd.Series, tuple[Mark, ...]]:
    """The code of every cell of ``key``, else the text as it is written (marked); ``unknown`` where it is empty."""
    column, hidden = masked_words(cell(cells, key))
    codes, said = _coded(column, definitions.codes[OPEN_CODED[key]], key, "value_as_written")
    return codes, (said, mark("personal_number_masked", hidden, column))


def role_code(cells: pd.DataFrame, definitions: Definitions) -> tuple[pd.Series, Mark]:
    """What the person was in the accident: a code of the list, else ``unknown``.

    What else was written (a name, a phone number) is neither kept nor shown.
    """
    column = cell(cells, "role")
    codes, said = _coded(column, definitions.codes["roles"], "role", "role_unrecognised")
    return codes, mark("role_unrecognised", column.index.to_series().isin(said.texts.index))


def code_set(cells: pd.DataFrame, key: str, code_list: CodeList, *, each: bool = False) -> tuple[pd.Series, Mark]:
    """The codes (or words as written) of a cell that lists several, sorted, joined by "|"; ``unknown`` where empty.

    ``each``: a code that is named twice stands twice (two motorcycles that met), else once.
    """
    column, hidden = masked_words(cell(cells, key))
    codes = on_distinct(column, lambda texts: _sets(texts, code_list, each=each))
    return codes, mark("personal_number_masked", hidden, column)


def yes_no(cells: pd.DataFrame, key: str, definitions: Definitions) -> tuple[pd.Series, Mark]:
    """yes, no or unknown; a measured value (mg/l) is yes above 0."""
    column = cell(cells, key)
    codes = on_distinct(column, definitions.codes["yes_no"].resolve)
    measured = on_distinct(column, parse_numbers)
    found = codes.mask(measured > 0, "yes").mask(measured == 0, "no")
    unread = filled(column) & found.isna()
    return found.fillna(UNKNOWN), mark("value_unrecognised", unread, labelled(key, column))


def age_group(cells: pd.DataFrame, definitions: Definitions) -> tuple[pd.Series, tuple[Mark, ...]]:
    """The group of the list that holds the age in years; where a group was given, that of the list or as written."""
    groups = definitions.codes["age_groups"]
    column, hidden = masked_words(cell(cells, "age_group"))
    given, unread = _coded(column, groups, "age_group", "value_as_written")
    marks = (unread, mark("personal_number_masked", hidden, column))
    if "age" not in cells:
        return given, marks
    years = on_distinct(cells["age"], parse_numbers).where(lambda age: (age >= 0) & (age <= _OLDEST))
    bounds = groups.table[groups.table["min_age"] != ""]
    edges = pd.to_numeric(bounds["min_age"]).sort_values()
    place = np.searchsorted(edges.to_numpy(), years.fillna(0).to_numpy(), side="right") - 1
    banded = pd.Series(bounds.loc[edges.index, "code"].to_numpy()[place.clip(0)], index=cells.index, dtype="str")
    wrong = years.isna() & ~not_known(cells["age"], definitions)
    return banded.where(years.notna(), given), (*marks, mark("age_unreadable", wrong, cells["age"]))


def is_pupil(cells: pd.DataFrame) -> pd.Series:
    """Whether the occupation is pupil or student; missing where none is given."""
    column = cell(cells, "occupation")
    pupils = on_distinct(
        column, lambda texts: pd.Series([_names_pupil(text) for text in texts], index=texts, dtype="boolean")
    )
    return pupils.mask(~filled(column))


def not_known(column: pd.Series, definitions: Definitions) -> pd.Series:
    """Which cells are empty or say in words that it is not known ("Chưa xác định")."""

    def says_so(texts: pd.Index) -> pd.Series:
        return pd.Series((definitions.codes["outcomes"].resolve(texts) == UNKNOWN).to_numpy(dtype=bool), index=texts)

    return ~filled(column) | on_distinct(column, says_so)


def labelled(key: str, column: pd.Series) -> pd.Series:
    """The texts of ``column`` with the Vietnamese name of ``key`` before them, for an example."""
    return on_distinct(
        column, lambda texts: pd.Series([f"{LABELS[key]}: {text}" for text in texts], index=texts, dtype="str")
    )


def _coded(column: pd.Series, code_list: CodeList, key: str, rule: str) -> tuple[pd.Series, Mark]:
    kept = rule == "value_as_written"
    codes = on_distinct(column, _resolver(code_list, kept=kept))
    unread = pd.Series(codes["unread"].to_numpy(dtype=bool), index=column.index)
    if not unread.any():
        return codes["code"], mark(rule, unread)
    return codes["code"], mark(rule, unread, labelled(key, column[unread].cat.remove_unused_categories()))


def _resolver(code_list: CodeList, *, kept: bool) -> Callable[[pd.Index], pd.DataFrame]:
    def resolve(texts: pd.Index) -> pd.DataFrame:
        known = code_list.resolve(texts)
        written = pd.Series(texts, index=known.index, dtype="str")
        unread = known.isna() & (written != "")
        instead = written.where(written != "", UNKNOWN) if kept else UNKNOWN
        return pd.DataFrame({"code": known.fillna(instead).astype("category"), "unread": unread})

    return resolve


def _sets(texts: pd.Index, code_list: CodeList, *, each: bool) -> pd.Series:
    """Codes of "Mô tô - Ô tô con": the whole text is tried first, then its parts, then what commas divide in them.

    So "Mô tô - Xe đầu kéo, container" names two vehicles: the second is one label of the list.
    """
    parts = {text: _filled_parts(_DIVIDERS, text) for text in texts}
    words = {part: _filled_parts(_COMMA, part) for listed in parts.values() for part in listed}
    every = sorted({*texts, *words, *(word for listed in words.values() for word in listed)})
    known = {word: str(code) for word, code in zip(every, code_list.resolve(every), strict=True) if pd.notna(code)}

    def codes(text: str) -> list[str]:
        if text in known:
            return [known[text]]
        return [
            code for part in parts[text] for code in ([known[part]] if part in known else _apart(words[part], known))
        ]

    found = [codes(text) if each else sorted(set(codes(text))) for text in texts]
    return pd.Series(["|".join(sorted(listed)) or UNKNOWN for listed in found], index=texts, dtype="str")


def _apart(words: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The codes of words between commas; a code that another word gives again ("Xe đầu kéo, container") is once."""
    said: dict[str, str] = {}
    return [code for word in words for code in [known.get(word, word)] if said.setdefault(code, word) == word]


def _filled_parts(divider: re.Pattern[str], text: str) -> list[str]:
    return [part for part in map(str.strip, divider.split(text)) if part]


def _names_pupil(text: str) -> bool:
    words = f" {fold(text)} "
    return any(f" {pupil} " in words for pupil in _PUPIL_WORDS)
