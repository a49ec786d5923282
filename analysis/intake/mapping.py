"""The mapping that is offered for a file nobody has described: from its headings, sheet names and first rows.

The words are data (``headings.csv``); a person looks at the offer and corrects it. It can mislead where a heading is
used for something else than usual, and a date order is only a guess as long as no day above 12 was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.names import fold
from .files.encodings import convert, legacy_font
from .files.read import TextTable
from .headings import EXACT, LAST_CHOICE, Fit, best_fit, first_chunk, is_year, number_headings
from .identity import HEADINGS_FILE, identity_columns, known_headings, last_part
from .keys import HEADING, KEYS, ROWS, SHEET, SIDE_KEYS, needed_keys
from .profiles import DATE_ORDERS, Profile
from .spreading import FEWEST_BEHAVIOURS, behaviour_headings, known_behaviours
from .sums import PARTS_OF_ONE, SUMMED
from .values.dates import parse_dates
from .values.distinct import distinct_texts

__all__ = ["HEADINGS_FILE", "identity_columns", "missing_keys", "readable", "suggest_profile"]

_PARTS = {
    "date": (("ngay", "thang", "nam"), ("day", "month", "year")),
    "period": (("thang", "nam"), ("quy", "nam"), ("month", "year"), ("quarter", "year")),
    "km": (("km", "m"),),
}
"""Headings that make one value together, in the order in which they are joined."""

_WORDS = frozenset({"behaviour", "vehicle_type", "enforced_by", "cause"})
"""Keys that are words: a column of nothing but numbers is none of them."""

_NOT_SPREAD = frozenset({"behaviour", "cases", *SIDE_KEYS})
"""What a table with one column a behaviour cannot have for the whole row."""


def suggest_profile(tables: Sequence[TextTable], kind: str, definitions: Definitions) -> Profile:
    """The profile offered for ``tables`` of one file; what could not be found is left out (``missing_keys``).

    Headings in a legacy font are recognised and named as the file has them.
    """
    firsts = [first_chunk(table, table.headings) for table in tables]
    offers = [_columns(table, first, kind, definitions) for table, first in zip(tables, firsts, strict=True)] or [{}]
    best = max(range(len(offers)), key=lambda number: len(offers[number]))
    columns = offers[best]
    if kind != "population" and "area" not in columns and _sheets_are_areas(tables, definitions):
        columns = {**columns, "area": (SHEET,)}
    first = _named(firsts[best], columns) if tables else pd.DataFrame()
    return Profile(
        name="Gợi ý từ tiêu đề",
        kind=kind,
        row=_row(kind, columns, first, _mentions_cases(tables, kind, definitions)),
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


def _columns(table: TextTable, first: pd.DataFrame, kind: str, definitions: Definitions) -> dict[str, tuple[str, ...]]:
    spelled = readable(table.headings)
    barred = set(identity_columns(spelled.values(), definitions.reference))
    headings = {heading: words for heading, words in spelled.items() if words not in barred}
    known = known_headings(definitions.reference)
    names = {key: known.get(key, []) for key in KEYS[kind]}
    offers = _offers(headings, names, known.get(LAST_CHOICE, []), first[list(headings)], definitions)
    spread = _spread(_best([offer for offer in offers if offer.fit.is_exact]), headings, kind, definitions)
    if spread:
        offers = [offer for offer in offers if offer.heading not in spread and offer.key not in _NOT_SPREAD]
    found = _best(offers)
    whole = {key: theirs for key, theirs in _wholes(headings).items() if found.get(key, theirs[0]) in theirs}
    whole = {key: theirs for key, theirs in whole.items() if key in names}
    columns = {key: _with_parts(key, theirs, offers, found) for key, theirs in found.items()} | whole
    columns = columns | ({"behaviour": (HEADING,), "cases": spread} if spread else {})
    return {key: columns[key] for key in KEYS[kind] if key in columns and _free(key, columns, whole)}


@dataclass(frozen=True)
class _Offer:
    """A heading that may mean ``key``; ``late`` where it is taken only if no other does."""

    key: str
    heading: str
    fit: Fit
    late: bool
    place: int

    @property
    def order(self) -> tuple[int, int, int, int]:
        """The surer first; of exact ones the first name of the list, then the first column."""
        rank = self.fit.rank if self.fit.is_exact else 0
        return 2 if self.late else 1 - self.fit.is_exact, rank, -self.fit.score, self.place


def _offers(
    headings: Mapping[str, str],
    names: Mapping[str, Sequence[str]],
    last: Sequence[str],
    first: pd.DataFrame,
    definitions: Definitions,
) -> list[_Offer]:
    """All that the headings may mean; a heading that is a name of ours means nothing else."""
    numbers = number_headings(first, headings)
    offers: list[_Offer] = []
    for place, (heading, words) in enumerate(headings.items()):
        fits = {key: best_fit(words, known) for key, known in names.items()}
        most = max(fit.score for fit in fits.values())
        late = any(f" {name} " in f" {fold(words)} " for name in last)
        for key, fit in fits.items():
            if fit.score and (most < EXACT or fit.score == most) and not (key in _WORDS and heading in numbers):
                is_late = late and (not fit.is_exact or fold(words) in last)
                offers.append(_Offer(key, heading, fit, is_late, place))
    offers = [
        offer for offer in offers if offer.key != "area" or not offer.late or _are_areas(offer, first, definitions)
    ]
    behaviours = known_behaviours((offer.fit.rest for offer in offers), definitions)
    return [offer for offer in offers if not _means_a_part(offer, offers, behaviours)]


def _are_areas(offer: _Offer, first: pd.DataFrame, definitions: Definitions) -> bool:
    """Whether most cells under a heading of the last choice ("Đơn vị") are areas, and not teams."""
    texts = [text for text in distinct_texts(first[offer.heading])[0] if text]
    return not texts or bool(definitions.areas.resolve(texts).notna().mean() >= 0.5)


def _means_a_part(offer: _Offer, offers: Sequence[_Offer], behaviours: set[str]) -> bool:
    """Whether a heading only holds our name and what is left of it is a behaviour, "khác" or one of several years."""
    rest = offer.fit.rest
    if offer.fit.is_exact or not rest:
        return False
    years = sum(other.key == offer.key and is_year(other.fit.rest) for other in offers)
    return rest == "khac" or rest in behaviours or (is_year(rest) and years > 1)


def _with_parts(key: str, heading: str, offers: Sequence[_Offer], found: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that together make the count of ``key`` ("Chết / Nam" and "Chết / Nữ"), else the one found."""
    mine = {offer.heading: offer.fit for offer in offers if offer.key == key}
    if key not in SUMMED or mine[heading].is_exact:
        return (heading,)
    free = {fit.rest: own for own, fit in mine.items() if own == heading or own not in found.values()}
    for pair in PARTS_OF_ONE:
        if mine[heading].rest in pair and all(part in free for part in pair):
            return tuple(free[part] for part in pair)
    return (heading,)


def _free(key: str, columns: Mapping[str, tuple[str, ...]], whole: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the column of ``key`` is not already a part of another key's value."""
    return key in whole or not any(set(columns[key]) <= set(theirs) for other, theirs in whole.items() if other != key)


def _best(offers: Iterable[_Offer]) -> dict[str, str]:
    """Our key -> the heading that fits it best; a heading serves one key."""
    found: dict[str, str] = {}
    late: set[str] = set()
    for offer in sorted(offers, key=lambda offer: (*offer.order, offer.key)):
        if offer.key not in found and offer.heading not in found.values():
            found[offer.key] = offer.heading
            late |= {offer.key} if offer.late else set()
    if {"date", "datetime"} <= set(found) and len(late & {"date", "datetime"}) == 1:
        found = {key: heading for key, heading in found.items() if key not in late & {"date", "datetime"}}
    return found


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
    exact: Mapping[str, str], headings: Mapping[str, str], kind: str, definitions: Definitions
) -> tuple[str, ...]:
    """The columns of a table with one column a behaviour; none where it has a column of behaviours or of all cases."""
    if kind != "violations":
        return ()
    counted = behaviour_headings(headings, definitions)
    taken = {heading for key, heading in exact.items() if key in ("behaviour", "cases")}
    several = len(counted) >= FEWEST_BEHAVIOURS and not taken - set(counted)
    return tuple(counted) if several else ()


def _sheets_are_areas(tables: Sequence[TextTable], definitions: Definitions) -> bool:
    names = [table.sheet for table in tables if table.sheet]
    return bool(names) and bool(definitions.areas.resolve(names).notna().mean() >= 0.5)


def _named(first: pd.DataFrame, columns: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """The columns of ``first`` that ``columns`` names, as text."""
    theirs = dict.fromkeys(heading for headings in columns.values() for heading in headings if heading in first)
    return first[list(theirs)].astype("str")


def _mentions_cases(tables: Sequence[TextTable], kind: str, definitions: Definitions) -> bool:
    """Whether some heading holds a name of the cases: the table counts, even where it is not clear by which column."""
    names = known_headings(definitions.reference).get("cases", [])
    headings = [words for table in tables for words in readable(table.headings).values()]
    return kind == "violations" and any(best_fit(words, names).score for words in headings)


def _row(kind: str, columns: Mapping[str, tuple[str, ...]], first: pd.DataFrame, counts: bool) -> str:
    default = ROWS[kind][0]
    if kind == "violations":
        return "count" if "cases" in columns or counts else default
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
