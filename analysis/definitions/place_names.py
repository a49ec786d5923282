"""The parts of a place's name as offices write it: kind of unit, name proper, and what stands around it.

"Công an H. Bát Xát (huyện cũ)" is kind "huyện", name "Bát Xát". Kinds are of two ranks, district and commune: a "Xã Bát
Xát" is never the "Huyện Bát Xát". Left out: what the name means (``areas``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.definitions.matching import Lookup, make_lookup
from analysis.definitions.names import fold, nfc

DISTRICT, COMMUNE = "district", "commune"

_KINDS = {
    "thành phố": (DISTRICT, ("thanh pho", "tp", "t p", "thanhpho")),
    "thị xã": (DISTRICT, ("thi xa", "tx", "t x", "thixa")),
    "huyện": (DISTRICT, ("huyen", "h")),
    "quận": (DISTRICT, ("quan", "q")),
    "thị trấn": (COMMUNE, ("thi tran", "tt", "t t", "thitran")),
    "phường": (COMMUNE, ("phuong", "p")),
    "xã": (COMMUNE, ("xa", "x")),
    "đặc khu": (COMMUNE, ("dac khu",)),
}
_FORMS = {form: kind for kind, (_, forms) in _KINDS.items() for form in forms}
_BEFORE = ("cong an", "ca", "cat", "dia ban", "khu vuc", "kv", "ubnd", "ban atgt")
_AFTER = ("huyen cu", "xa cu", "thi xa cu", "thanh pho cu", "cu")
_SEPARATORS = re.compile(r"[,;/()\[\]]|\s[-–]\s")
_NOT_WORD = re.compile(r"[\s._\-–,;:/()\[\]]+")
_LONGEST = 3


@dataclass(frozen=True)
class PlaceName:
    """``kind`` ("huyện", "" where none is written) and ``bare``, the name without it."""

    kind: str
    bare: str

    @property
    def rank(self) -> str:
        """District, commune, or "" where no kind is written."""
        return _KINDS[self.kind][0] if self.kind else ""

    @property
    def full(self) -> str:
        """Kind and name, the kind written out."""
        return f"{self.kind} {self.bare}".strip()


def read_place(text: str) -> PlaceName:
    """The kind and name in ``text``; a text that is nothing but a kind keeps it as its name."""
    words = [word for word in _NOT_WORD.split(nfc(text)) if word]
    words = _without_after(_without_before(words))
    for length in range(_LONGEST, 0, -1):
        form = fold(" ".join(words[:length]))
        if len(words) > length and form in _FORMS:
            return PlaceName(_FORMS[form], " ".join(words[length:]))
    return PlaceName("", " ".join(words))


def parts_of(text: str) -> list[str]:
    """The pieces of "Xã Y Tý, huyện Bát Xát" or "Phường Kim Tân - TP Lào Cai", not empty, in their order."""
    return [part.strip() for part in _SEPARATORS.split(nfc(text)) if part.strip()]


@dataclass(frozen=True)
class PlaceLookup:
    """Places by their full and by their bare names; ``ranks`` says which rank each place has."""

    full: Lookup
    bare: Lookup
    ranks: dict[int, str]

    def find(self, text: str) -> frozenset[int]:
        """Row numbers of all places that ``text`` may mean.

        With a kind written the full name decides; only where no place has that full name may the bare name do, among
        places of the same rank (a "huyện Sa Pa" of old is the Thị xã Sa Pa of today).
        """
        place = read_place(text)
        if place.kind:
            found = _numbers(self.full.find(place.full))
            same_rank = (number for number in self.find_bare(place.bare) if self.ranks[number] in ("", place.rank))
            return found or frozenset(same_rank)
        return self.find_bare(place.bare) or _numbers(self.full.find(text))

    def find_bare(self, name: str) -> frozenset[int]:
        """Row numbers of all places whose name without its kind is ``name``."""
        return _numbers(self.bare.find(name))


def make_place_lookup(names: Iterable[tuple[int, str, str]]) -> PlaceLookup:
    """From (row number, kind or "", name or alias), several a row."""
    full: list[tuple[str, int]] = []
    bare: list[tuple[str, int]] = []
    ranks: dict[int, str] = {}
    for number, level, name in names:
        place = read_place(name)
        kind = place.kind or _FORMS.get(fold(level), "")
        ranks[number] = ranks.get(number) or (_KINDS[kind][0] if kind else "")
        forms = _KINDS[kind][1] if kind else ()
        full += [(f"{form} {place.bare}", number) for form in (kind, *forms)] + [(name, number)]
        bare.append((place.bare, number))
    return PlaceLookup(make_lookup(full), make_lookup(bare), ranks)


def _numbers(found: frozenset[object]) -> frozenset[int]:
    return frozenset(number for number in found if isinstance(number, int))


def _without_before(words: list[str]) -> list[str]:
    for length in (2, 1):
        if len(words) > length and fold(" ".join(words[:length])) in _BEFORE:
            return _without_before(words[length:])
    return words


def _without_after(words: list[str]) -> list[str]:
    for length in range(_LONGEST, 0, -1):
        if len(words) > length and fold(" ".join(words[-length:])) in _AFTER:
            return words[:-length]
    return words
