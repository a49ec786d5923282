"""Texts typed for a legacy Vietnamese font (TCVN3/ABC, VNI-Windows), which appear as Latin letters with odd signs.

``legacy_font`` says of a column which font its texts were typed for, ``convert`` gives them in Unicode (NFC). Both
judge by Vietnamese syllables (``syllables``), text by text, since one column may hold both kinds. Left out: VISCII,
VPS and other fonts of emigrants. Misleads: .VnTimeH draws small letters as capitals, so a converted capital heading
comes out in small letters; and U+00AD, which most tools drop as a soft hyphen, is "ư" in TCVN3 - never clean a text
before asking here. Sources: TCVN 5712:1993 (VN3); the VNI-Windows code page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

from .syllables import IMPOSSIBLE, POSSIBLE, word_score

FONTS = ("TCVN3", "VNI")

_TCVN3_FROM = (
    "\u00a1\u00a2\u00a3\u00a4\u00a5\u00a6\u00a7\u00a8\u00a9\u00aa\u00ab\u00ac\u00ad\u00ae"
    "\u00b5\u00b6\u00b7\u00b8\u00b9\u00bb\u00bc\u00bd\u00be\u00c6\u00c7\u00c8\u00c9\u00ca\u00cb"
    "\u00cc\u00ce\u00cf\u00d0\u00d1\u00d2\u00d3\u00d4\u00d5\u00d6\u00d7\u00d8\u00dc\u00dd\u00de"
    "\u00df\u00e1\u00e2\u00e3\u00e4\u00e5\u00e6\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee"
    "\u00ef\u00f1\u00f2\u00f3\u00f4\u00f5\u00f6\u00f7\u00f8\u00f9\u00fa\u00fb\u00fc\u00fd\u00fe\u03bc"
)
_TCVN3_TO = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵà"
_TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_CIRCUMFLEX = dict(zip("âáàåãä", ("", *_VNI_TONES.values()), strict=True))
_VNI_BREVE = dict(zip("êéèúüë", ("", *_VNI_TONES.values()), strict=True))
_VNI_SINGLE = dict(zip("ôöæóòîñ", "ơưỉĩịỵđ", strict=True))

_WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}/\\|\"'“”‘’+=*%&#@_~^<>-]+")
_UNICODE_VIETNAMESE = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u0323]")
_LATIN_1 = re.compile("[\u00a1-\u00ff\u03bc]")
_ABBREVIATIONS = {"TCVN3": re.compile("[A-Z]*§[A-Z]+|[A-Z]+§[A-Z]*"), "VNI": re.compile("Ñ[BHTX]|[NQ]Ñ")}
"""Words with Đ (§, Ñ) that are no syllables but common in road names; for Ñ only the usual ones: Spanish has it too."""


def legacy_font(texts: Iterable[str]) -> str:
    """The font that some of ``texts`` (one column) were typed for: ``"TCVN3"``, ``"VNI"`` or ``""`` (none).

    One text with a word that cannot be proper Unicode but is Vietnamese in that font is enough, provided foreign texts
    do not outnumber such: a column of French or English names stays "".
    """
    candidates = _with_odd_letters(texts)
    support = {font: sum(_proves(text, font) for text in candidates) for font in FONTS}
    best = max(FONTS, key=lambda font: support[font])
    foreign = sum(_is_foreign(text) for text in candidates)
    return best if support[best] > foreign else ""


def convert(texts: pd.Index, font: str) -> pd.Index:
    """``texts`` typed for ``font`` in Unicode (NFC), same length and order; all others as they were.

    A text that reads well both ways ("mét") is converted only where no text of the Index is certainly Unicode already.
    Raises ValueError for an unknown font; ``""`` changes nothing.
    """
    if not font:
        return texts
    if font not in FONTS:
        raise ValueError(f"unknown legacy font {font!r}")
    readings = {text: _reading(text, font) for text in _with_odd_letters(set(texts))}
    mixed = "unicode" in readings.values() or any(_UNICODE_VIETNAMESE.search(text) for text in texts)
    wanted = ("legacy",) if mixed else ("legacy", "either")
    return pd.Index(
        [to_unicode(text, font) if readings.get(text) in wanted else text for text in texts],
        dtype="str",
        name=texts.name,
    )


def to_unicode(text: str, font: str) -> str:
    """``text`` read as typed for ``font``, without asking whether it was."""
    return text.translate(_TCVN3) if font == "TCVN3" else _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text)


def readability(text: str) -> float:
    """Share [0-1] of the words with marked or odd letters in ``text`` that are Vietnamese syllables; 0 without any."""
    words = _odd_words(text)
    return sum(word_score(word) > IMPOSSIBLE for word in words) / len(words) if words else 0.0


def _with_odd_letters(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if _LATIN_1.search(text) and not _UNICODE_VIETNAMESE.search(text)]


def _odd_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _reading(text: str, font: str) -> str:
    """How ``text`` reads best: "legacy" (typed for ``font``), "unicode", "either" or "neither"."""
    words = _odd_words(text)
    legacy = [_legacy_score(word, font) for word in words]
    proper = sum(word_score(word) for word in words)
    known = sum(score > IMPOSSIBLE for score in legacy)
    if known * 2 <= len(words) or all(len(word) == 1 for word in words):
        return "unicode" if proper else "neither"
    if sum(legacy) == proper:
        return "either"
    return "legacy" if sum(legacy) > proper else "unicode"


def _proves(text: str, font: str) -> bool:
    """Whether ``text`` is legacy and has a word that no Unicode text would have; "µm" is a unit, no proof."""
    return _reading(text, font) == "legacy" and any(
        len(word) > 1
        and word[0] not in "µμ"
        and word_score(word) == IMPOSSIBLE
        and _legacy_score(word, font) > IMPOSSIBLE
        for word in _odd_words(text)
    )


def _legacy_score(word: str, font: str) -> int:
    if _ABBREVIATIONS[font].fullmatch(word):
        return POSSIBLE
    converted = to_unicode(word, font)
    if font == "TCVN3":
        converted = converted.capitalize() if converted[:1].isupper() else converted.lower()
    return word_score(converted)


def _is_foreign(text: str) -> bool:
    """Whether no reading makes Vietnamese of ``text``: another language."""
    return all(_reading(text, font) == "neither" for font in FONTS)


def _vni_table() -> dict[str, str]:
    pairs = {
        letter + mark: _composed(letter, hat + tone)
        for letters, hat, marks in (
            ("aeouy", "", _VNI_TONES),
            ("aeo", "\u0302", _VNI_CIRCUMFLEX),
            ("a", "\u0306", _VNI_BREVE),
        )
        for letter in letters
        for mark, tone in marks.items()
    }
    horned = {
        letter + mark: _composed(_VNI_SINGLE[letter], tone) for letter in "ôö" for mark, tone in _VNI_TONES.items()
    }
    small = {**_VNI_SINGLE, **pairs, **horned}
    return {cased: value for key, value in small.items() for cased, value in _cases(key, value)}


def _cases(key: str, value: str) -> list[tuple[str, str]]:
    """The mark follows the case of its letter or not, as the typist had it: "Aù" and "AÙ" are both Á."""
    tail = key[1:]
    capital = [(key[0].upper() + end, value.upper()) for end in {tail, tail.upper()}]
    return [*capital, (key[0] + tail, value), *([(key[0] + tail.upper(), value)] if tail else [])]


def _composed(letter: str, marks: str) -> str:
    return unicodedata.normalize("NFC", letter + marks)


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
