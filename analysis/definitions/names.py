"""Keys for comparing names and words as people type them: with or without marks, composed or not, old or new spelling.

``fold`` is the loose key ("Hoà Bình", "HÒA  BÌNH", "hoa-binh" are one), ``spelled`` the strict one (marks kept, only
the place of the tone mark inside a syllable is levelled: "Hoà" = "Hòa"). Left out: i/y ("Quí"/"Quý") and misspelling.
It can mislead where two names differ by marks alone ("Sa Pa", "Sa Pả"): ask ``is_marked`` before trusting ``fold``.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_NOT_WORD = re.compile(r"[\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")
_TONE_INSIDE = re.compile(f"([{_TONES}])([^\\s]*)")


def nfc(text: str) -> str:
    """``text`` composed (NFC), without invisible characters, every run of spaces (non-breaking too) as one, trimmed."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def fold(text: str) -> str:
    """Key for matching: lower case, no marks, đ as d, anything but letters and digits as one space.

    >>> fold("  TX. Sa  Pa ")
    'tx sa pa'
    """
    return _words(_MARKS.sub("", _decomposed(text)).replace("đ", "d"))


def file_words(text: str) -> str:
    """``text`` as part of a file name: letters and digits without marks, joined by "-".

    >>> file_words("Khung giờ")
    'khung-gio'
    """
    return fold(text).replace(" ", "-")


def spelled(text: str) -> str:
    """As ``fold`` with the marks kept; the tone mark stands at the end of its syllable, so Hoà and Hòa are one key."""
    words = _words(unicodedata.normalize("NFC", _decomposed(text)))
    return " ".join(_tone_last(word) for word in words.split())


def is_marked(text: str) -> bool:
    """Whether ``text`` was written with Vietnamese marks (or đ) at all."""
    return spelled(text) != fold(text)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", _INVISIBLE.sub("", text)).lower()


def _words(text: str) -> str:
    return _NOT_WORD.sub(" ", text).strip()


def _tone_last(word: str) -> str:
    return _TONE_INSIDE.sub(r"\2\1", unicodedata.normalize("NFD", word))
