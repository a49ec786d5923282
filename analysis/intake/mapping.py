"""The mapping that is offered for a file nobody has described: from its headings, sheet names and first rows.

The words are data (``headings.csv``); a person looks at the offer and corrects it. It can mislead where a heading is
used for something else than usual, and a date order is only a guess as long as no day above 12 was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.names import fold
from .files.encodings import convert, legacy_font
from .files.read import TextTable
from .identity import HEADINGS_FILE, IDENTITY, IDENTITY_PHRASE, identity_columns, known_headings, last_part
from .keys import HEADING, KEYS, ROWS, SHEET, needed_keys
from .profiles import DATE_ORDERS, Profile
from .values.dates import parse_dates

__all__ = ["HEADINGS_FILE", "identity_columns", "missing_keys", "readable", "suggest_profile"]

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PARTS = {
    "date": (("ngay", "thang", "nam"), ("day", "month", "year")),
    "period": (("thang", "nam"), ("quy", "nam"), ("month", "year"), ("quarter", "year")),
    "km": (("km", "m"),),
}
"""Headings that make one value together, in the order in which they are joined."""

_FEWEST_BEHAVIOURS = 2
"""Columns headed by a behaviour from which a table is taken for one with a column a behaviour."""


def suggest_profile(tables: Sequence[TextTable], kind: str, definitions: Definitions) -> Profile:
    """The profile offered for ``tables`` of one file; what could not be found is left out (``missing_keys``).

    Headings in a legacy font are recognised and named as the file has them.
    """
    offers = [_columns(table, kind, definitions) for table in tables] or [{}]
    best = max(range(len(offers)), key=lambda number: len(offers[number]))
    columns = offers[best]
    if kind != "population" and "area" not in columns and _sheets_are_areas(tables, definitions):
        columns = {**columns, "area": (SHEET,)}
    first = _first_rows(tables[best], columns) if tables else pd.DataFrame()
    return Profile(
        name="Gợi ý từ tiêu đề",
        kind=kind,
        row=_row(kind, columns, first),
        columns=columns,
        date_order=_date_order(_joined(first, columns.get("date", columns.get("datetime", ())))),
        crs="EPSG:4326" if "lat" in columns else None,
    )


def missing_keys(profile: Profile) -> tuple[str, ...]:
    """The keys that ``profile`` cannot do without and does not have; of a choice, the first."""
    needed = needed_keys(profile.kind, profile.row)
    return tuple(choice[0] for choice in needed if not set(choice) & set(profile.columns))


def readable(headings: Sequence[str]) -> dict[str, str]:
    """Each heading -> as it reads in Unicode; the same text unless the headings are in TCVN3 or VNI."""
    font = legacy_font(headings)
    if not font:
        return {heading: heading for heading in headings}
    return dict(zip(headings, convert(pd.Index(headings), font), strict=True))


def _columns(table: TextTable, kind: str, definitions: Definitions) -> dict[str, tuple[str, ...]]:
    spelled = readable(table.headings)
    barred = set(identity_columns(spelled.values(), definitions.reference))
    headings = {heading: words for heading, words in spelled.items() if words not in barred}
    known = known_headings(definitions.reference)
    names = {key: known.get(key, []) for key in KEYS[kind] if key not in (IDENTITY, IDENTITY_PHRASE)}
    found = _best(headings, names)
    whole = {key: theirs for key, theirs in _wholes(headings).items() if found.get(key, theirs[0]) in theirs}
    whole = {key: theirs for key, theirs in whole.items() if key in names}
    columns: dict[str, tuple[str, ...]] = {key: (theirs,) for key, theirs in found.items()} | whole
    if kind == "violations":
        columns = _spread(columns, headings, definitions)
    return {key: columns[key] for key in KEYS[kind] if key in columns and _free(key, columns, whole)}


def _free(key: str, columns: Mapping[str, tuple[str, ...]], whole: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the column of ``key`` is not already a part of another key's value."""
    return key in whole or not any(set(columns[key]) <= set(theirs) for other, theirs in whole.items() if other != key)


def _best(headings: Mapping[str, str], names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Our key -> the heading that fits it best; a heading serves one key."""
    scores = [
        (-score, place, key, heading)
        for place, (heading, words) in enumerate(headings.items())
        for key, known in names.items()
        if (score := max((_likeness(words, name) for name in known), default=0))
    ]
    found: dict[str, str] = {}
    for _, _, key, heading in sorted(scores):
        if key not in found and heading not in found.values():
            found[key] = heading
    return found


def _likeness(heading: str, name: str) -> int:
    """How surely ``heading`` means the folded ``name``: 0 not at all; exact 1000, and so on downwards."""
    if fold(heading) == name:
        return 1000
    if fold(_BRACKETS.sub(" ", heading)) == name:
        return 900
    if fold(_BRACKETS.sub(" ", last_part(heading))) == name:
        return 800
    inside = len(name.split()) >= 2 and f" {name} " in f" {fold(heading)} "
    return 100 + len(name) if inside else 0


def _wholes(headings: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    folded = {fold(last_part(words)): heading for heading, words in headings.items()}
    wholes: dict[str, tuple[str, ...]] = {}
    for key, choices in _PARTS.items():
        for parts in choices:
            if key not in wholes and all(part in folded for part in parts):
                wholes[key] = tuple(folded[part] for part in parts)
    if "date" in wholes:
        wholes.pop("period", None)
    return wholes


def _spread(
    columns: dict[str, tuple[str, ...]], headings: Mapping[str, str], definitions: Definitions
) -> dict[str, tuple[str, ...]]:
    """``columns`` of a table with one column a behaviour: the behaviour is then the heading."""
    if "behaviour" in columns or "cases" in columns:
        return columns
    used = {theirs for mapped in columns.values() for theirs in mapped}
    free = [heading for heading in headings if heading not in used]
    codes = definitions.codes["behaviours"].resolve([last_part(headings[heading]) for heading in free])
    counted = [heading for heading in free if pd.notna(codes.get(last_part(headings[heading])))]
    if len(counted) < _FEWEST_BEHAVIOURS:
        return columns
    return {**columns, "behaviour": (HEADING,), "cases": tuple(counted)}


def _sheets_are_areas(tables: Sequence[TextTable], definitions: Definitions) -> bool:
    names = [table.sheet for table in tables if table.sheet]
    return bool(names) and bool(definitions.areas.resolve(names).notna().mean() >= 0.5)


def _first_rows(table: TextTable, columns: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    wanted = {heading for theirs in columns.values() for heading in theirs if heading in table.headings}
    for chunk in table.chunks(columns=[heading for heading in table.headings if heading in wanted]):
        return chunk.astype("str")
    return pd.DataFrame(columns=list(wanted), dtype="str")


def _row(kind: str, columns: Mapping[str, tuple[str, ...]], first: pd.DataFrame) -> str:
    default = ROWS[kind][0]
    if kind == "violations":
        return "count" if "cases" in columns else default
    if kind == "accidents" and {"accident_id", "outcome"} <= set(columns) and "deaths" not in columns:
        ids = _joined(first, columns["accident_id"])
        return "casualty" if ids[ids != ""].duplicated().any() else default
    return default


def _joined(first: pd.DataFrame, headings: tuple[str, ...]) -> pd.Series:
    present = [heading for heading in headings if heading in first.columns]
    if not present:
        return pd.Series([], dtype="str")
    joined = first[present[0]]
    for heading in present[1:]:
        joined = joined + "/" + first[heading]
    return joined


def _date_order(texts: pd.Series) -> str:
    """The order in which most of ``texts`` are dates; day first where several do equally well."""
    distinct = pd.Index(texts[texts != ""].unique())
    if not len(distinct):
        return DATE_ORDERS[0]
    readable_dates = {order: int(parse_dates(distinct, order=order)["date"].notna().sum()) for order in DATE_ORDERS}
    return max(DATE_ORDERS, key=lambda order: readable_dates[order])
