"""A sheet seen through a profile: which of its columns are which of ours, and their cells as clean text.

Only mapped columns are read at all, so what nobody asked for (names, numbers) never leaves the file. Every text is
composed (NFC), single-spaced, converted from a legacy font where that was agreed, "" where it means missing, and put in
our words where the profile says so. Left out: what the text means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd

from ..definitions.names import fold, nfc
from .files.encodings import convert
from .headings import plain_heading
from .identity import last_part
from .keys import CASE_COUNT, HEADING, PERIOD, SHEET, SIDE_KEYS, needed_keys
from .mapping import readable
from .profiles import Profile, same_text, value_tables
from .spreading import behaviour_words
from .sums import SUMMED, summed
from .values.distinct import distinct_texts, on_distinct

_CASE_HEADINGS = frozenset({"so vu", "so vu tngt", "so vu tai nan", "so vu tai nan giao thong", "tong so vu"})
_PAIRS = (("lat", "lon"), ("x", "y"))
_KM_AND_METRES = 2
KM_REST = "km_rest"
"""The second column of ``km = ["Km", "m"]``: metres behind the post."""

_SLASH_KEYS = frozenset({"date", "period"})
_BAR_KEYS = frozenset({"vehicle_types", "factors"})
_PART_WORDS = {"quy": "Quý ", "quarter": "Quý ", "thang": "Tháng ", "month": "Tháng "}


@dataclass(frozen=True)
class Binding:
    """The columns of one sheet that a profile speaks of, by the headings the sheet has.

    ``columns`` our key -> headings of the sheet (or ``@sheet``, ``@heading``); ``include`` heading -> texts of the rows
    to take; ``absent`` headings of the profile that the sheet lacks; ``lacking`` needed keys without a column;
    ``spelled`` heading -> as it reads in Unicode; ``fonts`` heading -> legacy font its cells are converted from;
    ``beside`` headings that are not ours and are only looked at for tables that repeat each other, never stored.
    """

    sheet: str
    columns: Mapping[str, tuple[str, ...]]
    include: Mapping[str, tuple[str, ...]]
    absent: tuple[str, ...]
    lacking: tuple[str, ...]
    spelled: Mapping[str, str]
    fonts: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()

    @property
    def is_spread(self) -> bool:
        """Whether every column of ``cases`` counts the behaviour that heads it."""
        return self.columns.get("behaviour") == (HEADING,)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings to read, in the order of the sheet."""
        wanted = {heading for theirs in self.columns.values() for heading in theirs} | set(self.include)
        return tuple(heading for heading in self.spelled if heading in wanted)


def bind(profile: Profile, sheet: str, headings: Sequence[str]) -> Binding:
    """``profile`` laid on a sheet: a heading is found as it is written, else without case, marks and spaces."""
    spelled = readable(headings)
    found = {theirs: _find(theirs, spelled) for theirs in _named(profile)}
    columns = {
        key: tuple(found[heading] for heading in theirs if found[heading])
        for key, theirs in profile.columns.items()
        if any(found[heading] for heading in theirs)
    }
    columns = _without_repeated(columns) | _case_count(profile, spelled, columns)
    for pair in _PAIRS:
        if not set(pair) <= set(columns):
            columns = {key: theirs for key, theirs in columns.items() if key not in pair}
    lacking = [choice[0] for choice in needed_keys(profile.kind, profile.row) if not set(choice) & set(columns)]
    return Binding(
        sheet=sheet,
        columns=columns,
        include={found[theirs]: wanted for theirs, wanted in profile.include.items() if found[theirs]},
        absent=tuple(heading for heading, ours in found.items() if not ours),
        lacking=tuple(lacking),
        spelled=spelled,
    )


def behaviour_counts(chunk: pd.DataFrame, binding: Binding, profile: Profile) -> list[tuple[str, pd.Series]]:
    """Of a table with one column a behaviour: behaviour as its heading has it, the cells of its cases; one a column."""
    headings = binding.columns["cases"]
    return [(behaviour_words(binding.spelled[own]), _cell_texts(chunk, own, binding, profile)) for own in headings]


def included(chunk: pd.DataFrame, binding: Binding) -> pd.Series:
    """Which rows of ``chunk`` the profile takes by their texts (bool); kinds of period are told by ``period_rows``."""
    keep = pd.Series(True, index=chunk.index)
    for heading, wanted in binding.include.items():
        if heading == PERIOD:
            continue
        keep &= on_distinct(chunk[heading], partial(_is_one_of, wanted=wanted))
    return keep


def our_cells(chunk: pd.DataFrame, binding: Binding, profile: Profile) -> pd.DataFrame:
    """The cells of ``chunk`` under our keys: categories of clean text, "" where nothing is known."""
    cells: dict[str, pd.Series] = {}
    for key, theirs in binding.columns.items():
        if key == "cases" and binding.is_spread:
            continue
        parts = [_cell_texts(chunk, heading, binding, profile) for heading in theirs if heading != HEADING]
        if key == "km" and len(parts) == _KM_AND_METRES:
            cells["km"], cells[KM_REST] = parts
        elif parts:
            cells[key] = _joined(key, parts, binding, theirs)
    for key, pairs in value_tables(profile):
        if key in cells:
            cells[key] = recoded(cells[key], _our_word(pairs))
        elif "" in pairs:
            cells[key] = constant(pairs[""], chunk.index)
    return pd.DataFrame(cells, index=chunk.index)


def recoded(column: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """``column`` with ``change`` applied to each distinct text, as categories."""
    texts, places = distinct_texts(column)
    codes, categories = pd.factorize(np.array([change(text) for text in texts], dtype=object))
    if not len(texts):
        return constant("", column.index)
    return pd.Series(pd.Categorical.from_codes(codes[places], pd.Index(categories, dtype="str")), index=column.index)


def constant(text: str, index: pd.Index) -> pd.Series:
    """One text in every row, as a category."""
    return pd.Series(
        pd.Categorical.from_codes(np.zeros(len(index), dtype="int8"), pd.Index([text], dtype="str")), index=index
    )


def cell(cells: pd.DataFrame, key: str) -> pd.Series:
    """The column of ``key``; empty texts where the file has none."""
    return cells[key] if key in cells else constant("", cells.index)


def filled(column: pd.Series) -> pd.Series:
    """Which cells hold anything (bool)."""
    return pd.Series((column != "").to_numpy(dtype=bool), index=column.index)


def first_filled(columns: Iterable[pd.Series]) -> pd.Series:
    """Row by row the first of ``columns`` that holds anything."""
    first, *others = columns
    for other in others:
        first = first.astype("str").mask(first == "", other.astype("str")).astype("category")
    return first


def _without_repeated(columns: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """With one column a behaviour a row becomes several: a fine of the whole row would be counted in each."""
    if columns.get("behaviour") != (HEADING,):
        return columns
    return {key: theirs for key, theirs in columns.items() if key not in SIDE_KEYS}


def _case_count(
    profile: Profile, spelled: Mapping[str, str], columns: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    if profile.kind != "accidents" or profile.row != "accident":
        return {}
    used = {own for theirs in columns.values() for own in theirs}
    found = [own for own, words in spelled.items() if plain_heading(words) in _CASE_HEADINGS and own not in used]
    return {CASE_COUNT: (found[0],)} if found else {}


def _is_one_of(texts: pd.Index, wanted: Iterable[str]) -> pd.Series:
    allowed = {same_text(text) for text in wanted}
    return pd.Series([same_text(text) in allowed for text in texts], index=texts, dtype=bool)


def _named(profile: Profile) -> list[str]:
    named = [heading for theirs in profile.columns.values() for heading in theirs]
    return list(dict.fromkeys([*named, *profile.include]))


def _find(theirs: str, spelled: Mapping[str, str]) -> str:
    """The sheet's own heading for the profile's ``theirs``; "" where it has none."""
    if theirs in (SHEET, HEADING, PERIOD) or theirs in spelled:
        return theirs
    wanted = same_text(theirs)
    return next((own for own, words in spelled.items() if wanted in (same_text(own), same_text(words))), "")


def _cell_texts(chunk: pd.DataFrame, heading: str, binding: Binding, profile: Profile) -> pd.Series:
    if heading == SHEET:
        return constant(nfc(binding.sheet), chunk.index)
    missing = {nfc(text) for text in profile.missing}
    font = binding.fonts.get(heading, "")

    def clean(text: str) -> str:
        known = nfc(convert(pd.Index([text]), font)[0] if font else text)
        return "" if known in missing else known

    return recoded(chunk[heading], clean)


def _joined(key: str, parts: list[pd.Series], binding: Binding, headings: tuple[str, ...]) -> pd.Series:
    """Several columns that make one value: dates and periods with "/", lists with "|", anything else with a space."""
    if len(parts) == 1:
        return parts[0]
    if key in SUMMED:
        return summed(key, parts, [binding.spelled.get(own, own) for own in headings])
    if key == "period":
        parts = [_with_unit(part, binding.spelled.get(own, own)) for part, own in zip(parts, headings, strict=True)]
    mark = "/" if key in _SLASH_KEYS else "|" if key in _BAR_KEYS else " "
    table = pd.concat([part.astype("str") for part in parts], axis=1)
    distinct = table.drop_duplicates()
    words = [mark.join(text for text in texts if text) for texts in distinct.itertuples(index=False)]
    names = list(range(table.shape[1]))
    table.columns, distinct.columns = names, names
    merged = table.merge(distinct.assign(words=words), on=names, how="left", validate="many_to_one")
    return merged["words"].set_axis(table.index).astype("category")


def _with_unit(part: pd.Series, heading: str) -> pd.Series:
    """Bare numbers under "Quý" or "Tháng" with that word before them, so that 1 is not taken for the other."""
    word = _PART_WORDS.get(fold(last_part(heading)), "")
    return recoded(part, lambda text: f"{word}{text}" if word and text.isdecimal() else text)


def _our_word(pairs: Mapping[str, str]) -> Callable[[str], str]:
    exact = {nfc(theirs): ours for theirs, ours in pairs.items()}
    loose = {same_text(theirs): ours for theirs, ours in pairs.items()}
    return lambda text: exact.get(text, loose.get(same_text(text), text))
