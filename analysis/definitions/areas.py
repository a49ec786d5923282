"""Areas (địa bàn): the districts by which everything is counted, the communes inside them, and what people call them.

An area is a row of ``areas.csv``; the order of the file is the official order of every table. Since 1 July 2025 there
are no districts: the nine of before go on as "khu vực (huyện cũ)"; old and new communes (``communes.csv``) lead to
them. Left out: outlines. It can mislead that some names are borne twice ("Thanh Bình", "Nam Cường", "Phường Lào Cai"
old and new): those give missing, never a guess. "Lào Cai" alone is the city where an area is expected, since the
province is not an area.
"""

from __future__ import annotations

import bisect
import datetime as dt
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.definitions.matching import loose_key
from analysis.definitions.names import nfc
from analysis.definitions.place_names import DISTRICT, PlaceLookup, make_place_lookup, parts_of, read_place
from analysis.definitions.reference import Reference, require_columns, require_unique, split_aliases, with_columns

UNKNOWN = "unknown"
UNKNOWN_LABEL = "Không rõ"
_AREA_COLUMNS = ("code", "name", "level", "aliases", "valid_from", "valid_to")
_LIKE = 0.75
"""How alike two names must be (``difflib``) for one to be asked after: "Tam Đường" is no "M. Khương"."""
_COMMUNE_COLUMNS = ("code", "name", "area_code", "new_code", "aliases", "valid_from", "valid_to")

Texts = Iterable[str]


@dataclass(frozen=True, eq=False)
class Areas:
    """The areas and the communes in them.

    ``table``: code, name, level, aliases, valid_from, valid_to. ``communes``: code, name, area_code ("" outside,
    several joined by "|"), new_code, aliases, valid_from, valid_to. ``province``: its name without "tỉnh", or "".
    """

    table: pd.DataFrame
    communes: pd.DataFrame
    province: str = ""

    @property
    def codes(self) -> list[str]:
        """Area codes in the official order."""
        return list(self._names)

    @property
    def names(self) -> dict[str, str]:
        """Name by area code, in the official order."""
        return dict(self._names)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Read out of the table once: pages ask for each district of 700."""
        return dict(zip(self.table["code"], self.table["name"], strict=True))

    @property
    def commune_names(self) -> dict[str, str]:
        """Name by commune code; where a code was given on at the reform: "Phường Kim Tân (nay là Phường Lào Cai)"."""
        names: dict[str, str] = {}
        for code, name in zip(self.communes["code"], self.communes["name"], strict=True):
            names[code] = name if names.get(code, name) == name else f"{names[code]} (nay là {name})"
        return names

    def resolve(self, texts: Texts) -> pd.Series[str]:
        """Area code of every text (index = the texts), missing where none or more than one may be meant.

        Takes codes ("80", "080"), names and aliases with or without marks and kind, "Xã Y Tý, huyện Bát Xát" by its
        district. An empty text is missing too.
        """
        wanted = list(texts)
        lookup = self._lookup
        codes = {text: self._resolve_one(text, lookup) for text in set(wanted)}
        return pd.Series([codes[text] for text in wanted], index=pd.Index(wanted, dtype="str"), dtype="str")

    def resolve_commune(
        self, texts: Texts, area_codes: Sequence[str | float | None] | None = None, *, day: dt.date | None = None
    ) -> pd.DataFrame:
        """Columns commune_code and area_code of every text (index = the texts), missing where unknown or ambiguous.

        ``area_codes``, one a text, narrows down where the row's area is known (missing or "unknown" says nothing).
        ``day`` leaves only the units of that day ("Gia Phú" lay in one district until 30/6/2025, since then in two).
        Where all communes of a name are in one area, the area is given and the commune missing; a commune outside all
        areas gives its code alone.
        """
        wanted = list(texts)
        given = [UNKNOWN] * len(wanted) if area_codes is None else [_known(code) for code in area_codes]
        if day is not None:
            return Areas(self.table, _valid_on(self.communes, day), self.province).resolve_commune(wanted, given)
        lookup, areas = self._commune_lookup, self._lookup
        pairs = list(zip(wanted, given, strict=True))
        found = {pair: self._resolve_commune_one(*pair, lookup, areas) for pair in set(pairs)}
        index = pd.Index(wanted, dtype="str")
        return pd.DataFrame(
            [found[pair] for pair in pairs], index=index, columns=["commune_code", "area_code"], dtype="str"
        )

    def unit_days(self, days: pd.Series[dt.datetime]) -> list[dt.date]:
        """For every day the first day on which its set of communes held; the latest set where the day is missing.

        Days of one answer may be given to ``resolve_commune`` together.
        """
        begun = sorted({dt.date.min, *map(dt.date.fromisoformat, set(self.communes["valid_from"]) - {""})})
        given = pd.to_datetime(days).dt.date.where(days.notna(), dt.date.max)
        return [begun[bisect.bisect_right(begun, day) - 1] for day in given]

    def suggest(self, text: str) -> list[str]:
        """Names of at most three areas that are written much like ``text``, the nearest first."""
        keys = {loose_key(read_place(name).bare): name for name in self._all_names()}
        near = difflib.get_close_matches(loose_key(read_place(text).bare), list(keys), n=6, cutoff=_LIKE)
        codes = self.resolve([keys[key] for key in near]).dropna().unique()
        return [self.names[code] for code in codes][:3]

    def named_in(self, text: str) -> list[str]:
        """Names of the areas that the parts of ``text`` name ("Bảo Yên/Bảo Thắng" names two), in the official order."""
        return [self.table["name"].iloc[number] for number in sorted(self._found_in_parts(text, self._lookup))]

    def _all_names(self) -> list[str]:
        aliases = [alias for cell in self.table["aliases"] for alias in split_aliases(cell)]
        return [*self.table["name"], *aliases]

    @cached_property
    def _lookup(self) -> PlaceLookup:
        return _place_lookup(self.table, self.table["level"])

    @cached_property
    def _commune_lookup(self) -> PlaceLookup:
        return _place_lookup(self.communes, pd.Series("", index=self.communes.index, dtype="str"))

    def _resolve_one(self, text: str, lookup: PlaceLookup) -> str | float:
        code = _by_code(text, self.codes)
        if code:
            return code
        exact = self.table.loc[self.table["name"].eq(nfc(text)), "code"]
        if len(exact) == 1:
            return str(exact.iloc[0])
        found = lookup.find(text) or self._found_in_parts(text, lookup)
        return self.codes[next(iter(found))] if len(found) == 1 else np.nan

    def _found_in_parts(self, text: str, lookup: PlaceLookup) -> frozenset[int]:
        parts = parts_of(text)
        if len(parts) < 2:
            return frozenset()
        places = [part for position, part in enumerate(parts) if position == 0 or not self._is_province(part)]
        return frozenset().union(*(lookup.find(part) for part in places))

    def _is_province(self, part: str) -> bool:
        return bool(self.province) and loose_key(part).removeprefix("tinh") == loose_key(self.province)

    def _resolve_commune_one(
        self, text: str, area: str, lookup: PlaceLookup, areas: PlaceLookup
    ) -> tuple[str | float, str | float]:
        if len(self._found_in_parts(text, areas)) > 1:
            return np.nan, np.nan
        code = _by_code(text, self.communes["code"].unique())
        found = self._rows_of_code(code) if code else lookup.find(text)
        if not found:
            found, area = self._commune_of_parts(text, area, lookup, areas)
        return self._agreed(found, area)

    def _rows_of_code(self, code: str) -> frozenset[int]:
        return frozenset(int(number) for number in np.flatnonzero(self.communes["code"].eq(code)))

    def _commune_of_parts(
        self, text: str, area: str, lookup: PlaceLookup, areas: PlaceLookup
    ) -> tuple[frozenset[int], str]:
        """From "Phường Kim Tân - TP Lào Cai": the first part is the commune, a district named after it the area."""
        head, *tail = parts_of(text) or [""]
        named = [self._resolve_one(part, areas) for part in tail if read_place(part).rank == DISTRICT]
        codes = {code for code in named if isinstance(code, str)}
        return lookup.find(head) if tail else frozenset(), codes.pop() if len(codes) == 1 and area == UNKNOWN else area

    def _agreed(self, found: frozenset[int], area: str) -> tuple[str | float, str | float]:
        inside = {number: set(filter(None, self.communes["area_code"].iloc[number].split("|"))) for number in found}
        if area != UNKNOWN:
            inside = {number: {area} for number, codes in inside.items() if area in codes}
        communes = {self.communes["code"].iloc[number] for number in inside}
        areas = {code for codes in inside.values() for code in codes}
        certain = len(areas) == 1 and all(inside.values())
        return (communes.pop() if len(communes) == 1 else np.nan), (areas.pop() if certain else np.nan)


def load_areas(reference: Reference, province: str = "") -> Areas:
    """The areas of ``areas.csv`` and the communes of ``communes.csv`` that lie in them.

    Raises ``DefinitionError`` where a column is missing or a code is there twice.
    """
    table = reference.table("areas")
    require_columns(table, ("code", "name"), "areas.csv")
    require_unique(table, "code", "areas.csv")
    table = with_columns(table, _AREA_COLUMNS)[list(_AREA_COLUMNS)]
    return Areas(table, _load_communes(reference, set(table["code"])), province)


def _load_communes(reference: Reference, area_codes: set[str]) -> pd.DataFrame:
    """Communes of a foreign reference folder's areas only; with none of ours there, no communes at all."""
    table = reference.table("communes")
    require_columns(table, ("code", "name", "area_code"), "communes.csv")
    table = with_columns(table, _COMMUNE_COLUMNS)[list(_COMMUNE_COLUMNS)]
    inside = table["area_code"].map(lambda cell: bool(area_codes & set(cell.split("|"))))
    if not inside.any():
        return table.iloc[:0]
    return table[inside | table["area_code"].eq("")].reset_index(drop=True)


def _place_lookup(table: pd.DataFrame, levels: pd.Series[str]) -> PlaceLookup:
    rows = enumerate(zip(levels, table["name"], table["aliases"], strict=True))
    return make_place_lookup(
        (number, level, name) for number, (level, first, others) in rows for name in [first, *split_aliases(others)]
    )


def _valid_on(table: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Rows that hold on ``day``; both ends inside, an empty end is open. ISO days compare as text."""
    begun = table["valid_from"].le(day.isoformat())
    not_over = table["valid_to"].eq("") | table["valid_to"].ge(day.isoformat())
    return table[begun & not_over].reset_index(drop=True)


def _by_code(text: str, codes: Iterable[str]) -> str:
    """The code that ``text`` is, leading zeros and case left aside; "" where it is none."""
    wanted = nfc(text).upper()
    if not wanted or not wanted.isalnum():
        return ""
    near = [code for code in codes if code.upper() == wanted or _same_number(code, wanted)]
    return near[0] if len(near) == 1 else ""


def _same_number(code: str, text: str) -> bool:
    return text.isdecimal() and code.isdecimal() and code.lstrip("0") == text.lstrip("0")


def _known(code: str | float | None) -> str:
    return code if isinstance(code, str) and code else UNKNOWN
