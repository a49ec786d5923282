"""Road names and road positions (lý trình) as they are written: QL.4D, ĐT151/TL151, Km24+500 QL70.

A numbered road is shown as "QL70", "QL4D", "ĐT151", "CT05", "ĐH12", "ĐX3"; any other keeps the file's own words. The
class comes from the reference list, else from the kind of number, else from the words ("đường phố"), else it is
unknown: "đường Hoàng Liên" may be a street or a provincial road. Positions are metres from the road's km 0. It can
mislead where a road was re-kilometred (QL4E, QL70): a position holds with its date. Leaves out: positions on a map.
"""

from __future__ import annotations

import re

import pandas as pd

from ...definitions.catalogue import Definitions
from ...definitions.names import fold, nfc
from ...definitions.tables import UNKNOWN
from .distinct import on_distinct
from .plain import plain

LONGEST_ROAD_KM = 3000
"""No road of Vietnam is longer (QL1: about 2.300 km); a bare number above it is no position."""
LONGEST_KM_M = 2000
"""Metres behind the plus sign: a kilometre of a rebuilt road may be longer than 1.000 m, none is twice as long."""

_TAIL = r" ?0*([1-9][0-9]{0,2})(?: ?([a-h]))?(?![0-9a-z])"
_NUMBERED = (
    (re.compile(rf"\b(?:quoc lo|ql)(?: so)?{_TAIL}"), "QL", "national"),
    (re.compile(rf"\b(?:duong tinh|tinh lo|dt|tl)(?: so)?{_TAIL}"), "ĐT", "provincial"),
    (re.compile(rf"\b(?:duong cao toc|cao toc|ct){_TAIL}"), "CT", "expressway"),
    (re.compile(rf"\b(?:duong huyen|huyen lo|dh|hl){_TAIL}"), "ĐH", "district"),
    (re.compile(rf"\b(?:duong xa|dx){_TAIL}"), "ĐX", "commune"),
)
_CLASS_WORDS = (
    (re.compile(r"\bcao toc\b"), "expressway"),
    (re.compile(r"^(?:quoc lo|ql)\b"), "national"),
    (re.compile(r"^(?:duong tinh|tinh lo|dt|tl)\b(?! (?:ly|tinh))"), "provincial"),
    (re.compile(r"^(?:duong huyen|huyen lo|lien huyen|duong lien huyen)\b"), "district"),
    (
        re.compile(r"\b(?:duong xa|lien xa|lien thon|thon ban|giao thong nong thon|gtnt|duong thon|duong ban)\b"),
        "commune",
    ),
    (re.compile(r"\b(?:do thi|duong pho|noi thi|noi thanh|dai lo)\b|^pho\b(?! (?:lu|rang|moi)$)"), "urban"),
    (re.compile(r"\b(?:chuyen dung|duong noi bo|duong mo|duong cong vu)\b"), "special"),
)

_METRES = r"([0-9]{1,4}(?:[.,][0-9]+)?)"
_POST = re.compile(
    rf"(?<![a-z])(?:km|k|ly trinh)[ .:]*(?:so )?([0-9]{{1,4}}(?:[.,][0-9]+)?)(?: ?\+ ?{_METRES} ?m?)?(?![0-9a-z])"
)
_BARE_POST = re.compile(rf"([0-9]{{1,4}}(?:[.,][0-9]+)?)(?: ?km)?(?: ?\+ ?{_METRES} ?m?)?")
_MORE_FIGURES = re.compile(r" ?[\-+.,]? ?[0-9]")


def parse_road(texts: pd.Index, definitions: Definitions) -> pd.DataFrame:
    """The road of every text and its class: columns ``road`` and ``road_class``, on ``texts``.

    Looked for in turn: the text in ``definitions.codes["roads"]``, a numbered road in it, a name of the list inside the
    text, the text itself (NFC). An empty text is "unknown" in both.

    >>> parse_road(pd.Index(["QL.4D", "đường liên xã"]), load_definitions())["road"].tolist()
    ['QL4D', 'đường liên xã']
    """
    roads = definitions.codes["roads"]
    candidates = [_numbered(fold(text)) for text in texts]
    listed = list(roads.resolve(texts))
    listed_numbers = list(roads.resolve(pd.Index([name for name, _ in candidates], dtype="str")))
    classes = roads.column("class") if "class" in roads.table else {}
    names = _long_names(roads.table)
    read = []
    for text, whole, number, (name, kind) in zip(texts, listed, listed_numbers, candidates, strict=True):
        known = [code for code in (whole, number) if not pd.isna(code)] if text.strip() else []
        code = str(known[0]) if known else "" if name else _named_inside(fold(text), names)
        road = code or name or nfc(text) or UNKNOWN
        read.append((road, classes.get(code, "") or kind or _class_from_words(fold(text))))
    return pd.DataFrame(read, columns=["road", "road_class"], index=texts, dtype="str")


def parse_km(texts: pd.Index) -> pd.DataFrame:
    """The position in every text, on ``texts``: ``km_m`` (Int64 metres, missing where none) and ``road``.

    ``road`` is the numbered road named beside it, "" where there is none. "143,5" is kilometres with a fraction,
    "Km24+5" is 24.005 m. Missing for a stretch or any text with two posts: it is no single position.

    >>> parse_km(pd.Index(["Km24+500 QL70", "143"]))["km_m"].tolist()
    [24500, 143000]
    """
    metres = pd.array([_metres(plain(text)) for text in texts], dtype="Int64")
    roads = [_numbered(fold(text))[0] for text in texts]
    return pd.DataFrame({"km_m": metres, "road": pd.array(roads, dtype="str")}, index=texts)


def combine_km(km: pd.Series, m: pd.Series) -> pd.Series:
    """Metres from a column of kilometres and one of metres (texts), Int64 on ``km.index``; an empty ``m`` adds nothing.

    Missing where the kilometres are no position, the metres are not 0 to 2.000, or both give metres ("24+500" and 200).
    """
    whole = on_distinct(km, lambda texts: parse_km(texts)["km_m"])
    more = on_distinct(m, _added_metres)
    doubled = (whole % 1000 != 0) & (more > 0)
    return (whole + more).mask(doubled.fillna(False)).rename("km_m")


def _numbered(words: str) -> tuple[str, str]:
    """Shown name and class of the first kind of numbered road in a folded text; ("", "") where there is none."""
    for form, prefix, kind in _NUMBERED:
        found = form.search(words)
        if found:
            number = found[1].zfill(2) if prefix == "CT" else found[1]
            return f"{prefix}{number}{(found[2] or '').upper()}", kind
    return "", ""


def _long_names(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Names and aliases of several words with their code, longest first: short ones would be found in anything."""
    found = [
        (fold(name), str(code))
        for code, own, others in zip(table["code"], table["label"], table["aliases"], strict=True)
        for name in (own, *re.split(r"[|;]", others))
    ]
    return sorted(((name, code) for name, code in found if name.count(" ") >= 2), key=lambda pair: -len(pair[0]))


def _named_inside(words: str, names: list[tuple[str, str]]) -> str:
    return next((code for name, code in names if f" {name} " in f" {words} "), "")


def _class_from_words(words: str) -> str:
    return next((kind for form, kind in _CLASS_WORDS if form.search(words)), UNKNOWN)


def _metres(text: str) -> int | None:
    """Metres of the single post in a plain text."""
    posts = list(_POST.finditer(text))
    if len(posts) > 1:
        return None
    found = posts[0] if posts else _BARE_POST.fullmatch(text)
    if found is None or (posts and _MORE_FIGURES.match(text[found.end() :])):
        return None
    kilometres, metres = _decimal(found[1]), _decimal(found[2] or "0")
    if kilometres > LONGEST_ROAD_KM or metres >= LONGEST_KM_M or (found[2] and kilometres % 1):
        return None
    return round(kilometres * 1000 + metres)


def _decimal(figures: str) -> float:
    return float(figures.replace(",", "."))


def _added_metres(texts: pd.Index) -> pd.Series:
    """Metres of a column of its own: "500", "+500", "500m", "500,0"; empty is 0."""
    found = (
        pd.Series(texts, index=texts, dtype="str")
        .str.strip()
        .str.extract(r"^\+?\s*([0-9]{1,4}(?:[.,][0-9]+)?)\s*m?$")[0]
    )
    metres = pd.to_numeric(found.str.replace(",", ".", regex=False)).where(lambda value: value < LONGEST_KM_M)
    empty = pd.Series(texts, index=texts, dtype="str").str.strip() == ""
    return metres.mask(empty, 0.0).round().astype("Int64")
