"""Which columns identify a person: they never reach the tables nor the rejected rows, and the import says so.

Names, ID, phone, address, plate and licence numbers, dates of birth and death are personal data, ethnicity is sensitive
(Luật 91/2025/QH15, NĐ 356/2025/NĐ-CP). The words that head such columns are data (``headings.csv``, key ``identity``).
It can mislead: what a person wrote into a column of another name ("Ghi chú") is not looked at, so only columns that
were mapped are read at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..definitions.names import fold
from ..definitions.reference import Reference, open_reference

IDENTITY = "identity"
IDENTITY_PHRASE = "identity_phrase"
"""Keys of ``headings.csv``: the whole heading is this, or the heading holds these words."""

HEADINGS_FILE = "headings.csv"


def known_headings(reference: Reference) -> dict[str, list[str]]:
    """Key -> the folded headings that mean it, in the order of the file."""
    table = reference.table(HEADINGS_FILE)
    known: dict[str, list[str]] = {}
    for key, heading in zip(table["key"], table["heading"], strict=True):
        known.setdefault(key, []).append(fold(heading))
    return known


def identity_columns(headings: Iterable[str], reference: Reference | None = None) -> list[str]:
    """Those of ``headings`` that identify a person, in their order; by default judged by the project's own list.

    A heading that is word for word one of ours ("Số GPLX bị tước") is not taken for its likeness to another.
    """
    known = known_headings(open_reference() if reference is None else reference)
    whole, phrases = set(known.pop(IDENTITY, [])), known.pop(IDENTITY_PHRASE, [])
    ours = {heading for names in known.values() for heading in names}
    return [heading for heading in headings if _identifies(heading, whole, phrases) and fold(heading) not in ours]


def last_part(heading: str) -> str:
    """The lower line of a two-row heading ("Số người / Chết" -> "Chết")."""
    return heading.rpartition(" / ")[2]


def _identifies(heading: str, whole: set[str], phrases: list[str]) -> bool:
    words = fold(heading)
    return (
        words in whole or fold(last_part(heading)) in whole or any(f" {phrase} " in f" {words} " for phrase in phrases)
    )
