"""Tables with one column a behaviour ("Nồng độ cồn", "Số trường hợp tốc độ", "Tốc độ / Số trường hợp").

Left out: turning them into rows (``violations.unpivoted``). It can mislead where the columns count only the most
frequent behaviours and the rest stands in a total: the total is then unread, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.names import fold

FEWEST_BEHAVIOURS = 2
"""Columns headed by a behaviour from which a table is taken for one with a column a behaviour."""

_CASES = re.compile(
    r"(?:tong )?(?:so )?(?:truong hop|vu|luot|th|luong)(?: vi pham)?(?: bi)?(?: xu ly| phat hien| lap bien ban)?"
)
_BEFORE = re.compile(r"(?:tong )?so (?:truong hop|vu|luot|th)(?: vi pham)?(?: ve)? ")


def behaviour_words(heading: str) -> str:
    """The words of ``heading`` that name what is counted: "Tốc độ" of "Tốc độ / Số trường hợp".

    >>> behaviour_words("Số trường hợp nồng độ cồn")
    'nồng độ cồn'
    """
    parts = [part for part in heading.split(" / ") if not _CASES.fullmatch(fold(part))]
    if not parts:
        return heading
    found = _BEFORE.match(fold(parts[-1]) + " ")
    before = len(found[0].split()) if found else 0
    return " ".join(parts[-1].split()[before:]) or parts[-1]


def behaviour_headings(headings: Mapping[str, str], definitions: Definitions) -> list[str]:
    """Those of ``headings`` (own heading -> as it reads) that are headed by a behaviour of the list."""
    words = {heading: behaviour_words(spelled) for heading, spelled in headings.items()}
    known = known_behaviours(words.values(), definitions)
    return [heading for heading, text in words.items() if text in known]


def known_behaviours(texts: Iterable[str], definitions: Definitions) -> set[str]:
    """Those of ``texts`` that are behaviours of the list ("Hành vi khác" is one)."""
    wanted = list(dict.fromkeys(texts))
    codes = definitions.codes["behaviours"].resolve(wanted)
    return {text for text, code in zip(wanted, codes, strict=True) if pd.notna(code)}
