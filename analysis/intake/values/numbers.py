"""Numbers, counts and money as they are written in Vietnam and elsewhere.

"1.234,5" and "1,234.5" can be read in one way only. "1.234" and "1,234" cannot: the column decides
(``decimal_mark``), and says comma, the Vietnamese way, where nothing speaks against it. So a whole column has to be
given, or ``decimal`` for a column of which it is known (``"."`` for number cells of a spreadsheet). "12,5%" is 12.5:
percent as printed (a percent cell of a spreadsheet arrives as 0.125: the caller must know). "-" and "không" are 0;
"", "…" and "..." are missing. A word behind the number ("3 người", "02 vụ") is left out, nghìn, triệu and tỷ
multiply; behind a count only words for people and things may stand: "22 tháng" counts nothing. Counts and amounts in
đồng are whole, so "1.234" and "1,234" are thousands there whatever the column does. It can mislead where a column of
measured numbers mixes two writers: "1.500" is then read as the others are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from ...definitions.names import fold
from .plain import plain

ZERO_SIGNS = frozenset({"-", "--", "khong", "ko", "khong co"})
SLIP_SHARE = 20
"""Texts that speak for a decimal point are slips where they are fewer than 1 in 20 of those that read as thousands."""
LARGEST_COUNT = 2.0**53
"""Above it float64 no longer holds every whole number; nothing is counted there."""

_SCALES = {"nghin": 1e3, "ngan": 1e3, "trieu": 1e6, "tr": 1e6, "ty": 1e9, "ti": 1e9}
_MONEY_SCALES = {**_SCALES, "k": 1e3}
_NUMBER = r"[0-9]+(?:[ .,'][0-9]+)*"
_CELL = re.compile(rf"(?P<sign>[+\-]?) ?(?P<digits>{_NUMBER})(?P<power>e[+\-]?[0-9]{{1,3}})?(?P<words>[^0-9]*)")
_WORDS = re.compile(r" ?%|[a-z .,/()°²]*")
_COUNTED = (
    r"nguoi|ng|vu|truong hop|th|luot|ca|xe|chiec|phuong tien|pt|o ?to|mo ?to|xe may|may|tau|thuyen|con|"
    r"hanh khach|khach|diem|gplx|giay phep(?: lai xe)?|bang(?: lai)?|chau(?: be)?|be|em|tre em|hoc sinh|hs|nan nhan|nu|"
    r"dan|nhan khau|khau|lai xe|tai xe|vi pham|chet|tu vong|bi thuong|thuong|mat tich|nghin|ngan|trieu|tr|ty|ti"
)
_SPOKEN = r"\((?:(?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|khong) ?)+\)"
_COUNT_WORDS = re.compile(rf"(?: ?{_SPOKEN})?(?:[ .,/(]*\b(?:{_COUNTED})\b)*[ .,)]*")
"""What may stand behind a count: people and things, a scale, the number once more in words ("02 (hai) người")."""
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*")
_ZERO_WITH_DECIMALS = re.compile(r"0[.,]0{3}")
_CURRENCY = re.compile(r"(?:d|dong|vnd)")
_THOUSANDS_ONLY = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_STRICT = {
    mark: re.compile(rf"(?:[1-9][0-9]{{0,2}}(?:[{other} '][0-9]{{3}})+|[0-9]+)(?:[{mark}]([0-9]+))?")
    for mark, other in ((",", "."), (".", ","))
}
_OTHER = {",": ".", ".": ","}
_UNIT_FORMS = (
    (re.compile(r"(?<!cong )\bt[yi]\b(?! (?:le|trong|suat|so|gia|phu))|\b1 ?000 ?000 ?000 ?(?:d|dong|vnd)\b"), 1e9),
    (re.compile(r"\btrieu\b|\btr ?d\b|\btr(?: dong)?$|\b1 ?000 ?000 ?(?:d|dong|vnd)\b"), 1e6),
    (re.compile(r"\b(?:nghin|ngan)(?: (?:d|dong|vnd)\b|$)|\b1 ?000 ?(?:d|dong|vnd)\b"), 1e3),
)


def parse_numbers(texts: pd.Index, *, decimal: str | None = None) -> pd.Series:
    """The number of every text, float64 on ``texts``, NaN where there is none.

    ``decimal`` is the decimal mark of texts that leave a choice ("1.234"), "," or "."; ``None`` lets the texts decide.

    >>> parse_numbers(pd.Index(["1.234,5", "12,5%", "-", "3 người"])).tolist()
    [1234.5, 12.5, 0.0, 3.0]
    """
    mark = decimal_mark(texts) if decimal is None else _checked(decimal)
    return pd.Series([_number(plain(text), mark) for text in texts], index=texts, dtype="float64")


def parse_counts(texts: pd.Index, *, decimal: str | None = None) -> pd.Series:
    """The whole number of every text, Int64 on ``texts``; missing where there is none or it is no whole number.

    2.0 is 2, 2.5 is missing, -1 is kept, "22 tháng" is missing. A count is whole, so "1.234" and "1,234" are 1234, in
    one column too; only beside "0.000", which proves that the column is written with decimals, "2.000" is 2.
    """
    mark = decimal_mark(texts, whole=True) if decimal is None else _checked(decimal)
    grouped = decimal is None and not any(_ZERO_WITH_DECIMALS.fullmatch(text.strip()) for text in texts)
    counts = [_number(plain(text), mark, words=_COUNT_WORDS, grouped=grouped) for text in texts]
    return _whole(pd.Series(counts, index=texts, dtype="float64"))


def parse_money(texts: pd.Index, *, unit: float = 1.0, decimal: str | None = None) -> pd.Series:
    """Amounts in đồng, Int64 on ``texts``; ``unit`` [đồng] is that of the heading (``money_unit``).

    A unit in the cell ("3,2 tỷ", "500 triệu", "1.500.000đ", "2 tỷ 500 triệu") comes before the heading's.
    """
    cells = [plain(text) for text in texts]
    bare = pd.Index([cell for cell in cells if not re.search("[a-z]", cell)], dtype="str")
    mark = decimal_mark(bare, whole=unit == 1) if decimal is None else _checked(decimal)
    amounts = [_amount(cell, unit, mark, whole_dong=decimal is None) for cell in cells]
    return _whole(pd.Series(amounts, index=texts, dtype="float64").round())


def money_unit(heading: str) -> float:
    """Đồng for one unit of a column with this heading: 1e9 tỷ, 1e6 triệu, 1e3 nghìn/ngàn, otherwise 1.

    >>> money_unit("Tiền phạt (triệu đồng)")
    1000000.0
    """
    words = fold(heading)
    return next((factor for form, factor in _UNIT_FORMS if form.search(words)), 1.0)


def decimal_mark(texts: Iterable[str], *, whole: bool = False) -> str:
    """The decimal mark, "," or ".", of a column's texts that leave a choice.

    A text that can be read in one way only ("12.5", "1,234,567") speaks for its mark. The point wins where more texts
    speak for it than for the comma, and at least one for every 20 that read as "1.234" (otherwise they are slips). With
    ``whole`` (counts) a reading with a fraction is none, and without such evidence "1,234" is taken for thousands.
    """
    votes = {",": 0, ".": 0}
    thousands = {",": 0, ".": 0}
    for text in texts:
        digits = _digits(text)
        grouped = _THOUSANDS_ONLY.fullmatch(digits)
        if grouped:
            thousands[grouped[1]] += 1
        speaks = _only_mark(digits, whole)
        if speaks:
            votes[speaks] += 1
    if whole and not any(votes.values()):
        return "." if thousands[","] > thousands["."] else ","
    return "." if votes["."] > votes[","] and (whole or votes["."] * SLIP_SHARE >= thousands["."]) else ","


def _checked(decimal: str) -> str:
    if decimal not in _OTHER:
        raise ValueError(f"decimal mark must be ',' or '.', not {decimal!r}")
    return decimal


def _digits(text: str) -> str:
    """The figures of a text with their marks, "" where it has none or only a whole number without marks."""
    if text.isdecimal():
        return ""
    found = _CELL.fullmatch(plain(text))
    return found["digits"] if found and not found["power"] else ""


def _only_mark(digits: str, whole: bool) -> str:
    """The mark under which alone ``digits`` is a number (with ``whole``: a whole one); "" where both or none."""
    fits = [mark for mark in _STRICT if _fits(digits, mark, whole)]
    return fits[0] if len(fits) == 1 and ("," in digits or "." in digits) else ""


def _fits(digits: str, mark: str, whole: bool) -> bool:
    found = _STRICT[mark].fullmatch(digits)
    return found is not None and not (whole and (found[1] or "").strip("0"))


def _number(cell: str, mark: str, *, words: re.Pattern[str] = _WORDS, grouped: bool = False) -> float:
    """The number of one plain text with nothing but ``words`` behind it."""
    if cell.isdecimal():
        return float(cell)
    if cell in ZERO_SIGNS:
        return 0.0
    found = _CELL.fullmatch(cell)
    if found is None or not words.fullmatch(found["words"]):
        return np.nan
    return _value(found, mark, grouped=grouped) * _SCALES.get(_first_word(found["words"]), 1.0)


def _value(found: re.Match[str], mark: str, *, grouped: bool = False) -> float:
    """Sign, figures and power of ten, without the words; ``grouped``: "1.234" and "1,234" are both thousands."""
    if grouped and not found["power"] and _GROUPED.fullmatch(found["digits"]):
        return float(found["sign"] + re.sub("[.,]", "", found["digits"]))
    for decimal in (mark, _OTHER[mark]):
        if _STRICT[decimal].fullmatch(found["digits"]):
            figures = re.sub(f"[{_OTHER[decimal]} ']", "", found["digits"]).replace(decimal, ".")
            return float(f"{found['sign']}{figures}{found['power'] or ''}")
    return np.nan


def _first_word(words: str) -> str:
    return re.split(r"[ .,/()]", words.strip(" .,"), maxsplit=1)[0]


def _amount(cell: str, unit: float, mark: str, *, whole_dong: bool) -> float:
    """Đồng of one plain text; several amounts behind one another ("2 ty 500 trieu") add up."""
    parts = list(_CELL.finditer(cell))
    if cell in ZERO_SIGNS or not parts:
        return 0.0 if cell in ZERO_SIGNS else np.nan
    if "".join(part[0] for part in parts) != cell or (len(parts) > 1 and not all(map(_is_scaled, parts))):
        return np.nan
    factors = [_factor(part["words"], unit) for part in parts]
    return sum(
        _value(part, mark, grouped=whole_dong and factor == 1) * factor
        for part, factor in zip(parts, factors, strict=True)
    )


def _is_scaled(part: re.Match[str]) -> bool:
    return _first_word(part["words"]) in _MONEY_SCALES


def _factor(words: str, unit: float) -> float:
    """Đồng for one, from the words behind the number; NaN for words that are no unit of money."""
    word = _first_word(words)
    if not word:
        return unit
    if word in _MONEY_SCALES:
        return _MONEY_SCALES[word]
    return 1.0 if _CURRENCY.fullmatch(word) else np.nan


def _whole(numbers: pd.Series) -> pd.Series:
    whole = numbers.where((numbers == numbers.round()) & (numbers.abs() < LARGEST_COUNT))
    return whole.astype("Int64")
