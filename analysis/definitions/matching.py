"""Finding whom a text means among many names, without guessing: one rule for places and for code lists.

A text with marks is matched with its marks first, and without them only where that finds nothing; a text without marks
may mean any name that reads like it, so two such names make it ambiguous. Spaces and punctuation never matter. Left
out: near misses (``difflib`` in ``areas.suggest``).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from analysis.definitions.names import fold, spelled

NOBODY: frozenset[Hashable] = frozenset()


@dataclass(frozen=True)
class Lookup:
    """Who is meant by a key: ``strict`` keys keep marks, ``loose`` ones do not."""

    strict: Mapping[str, frozenset[Hashable]]
    loose: Mapping[str, frozenset[Hashable]]

    def find(self, text: str) -> frozenset[Hashable]:
        """All who may be meant by ``text``: none, one, or several (ambiguous)."""
        strict, loose = strict_key(text), loose_key(text)
        if strict != loose and strict in self.strict:
            return self.strict[strict]
        return self.loose.get(loose, NOBODY)


def strict_key(text: str) -> str:
    """``names.spelled`` without spaces."""
    return spelled(text).replace(" ", "")


def loose_key(text: str) -> str:
    """``names.fold`` without spaces."""
    return fold(text).replace(" ", "")


def make_lookup(pairs: Iterable[tuple[str, Hashable]]) -> Lookup:
    """The lookup of (name, who) pairs; names that are empty without punctuation are left out."""
    strict: dict[str, set[Hashable]] = {}
    loose: dict[str, set[Hashable]] = {}
    for name, who in pairs:
        key = loose_key(name)
        if key:
            loose.setdefault(key, set()).add(who)
            strict.setdefault(strict_key(name), set()).add(who)
    return Lookup(_frozen(strict), _frozen(loose))


def _frozen(sets: dict[str, set[Hashable]]) -> dict[str, frozenset[Hashable]]:
    return {key: frozenset(value) for key, value in sets.items()}
