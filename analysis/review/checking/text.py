"""A pasted text as the grammar reads it: composed, lower case, plain spaces and dashes, with the way back.

Leaves out what is not Unicode (TCVN3, VNI): such a text gives no figures' words and is said by ``check``. One letter
of the plain text belongs to one or several letters of the original (NFD); ``span`` leads back, so that what is marked
is what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", re.DOTALL)
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_LEVELLED = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\r", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
        "％": "%",
        "∕": "/",
        "⁄": "/",
        "\u2028": "\n",
        "\x0b": "\n",
    }
)
_SPELLINGS = {"thuỷ": "thủy", "quí": "quý", "cùng kì": "cùng kỳ", "tỉ lệ": "tỷ lệ", "tỉ đồng": "tỷ đồng", "hoà": "hòa"}
"""Spellings of one length that are one word."""


@dataclass(frozen=True)
class Plain:
    """``text`` for the grammar and ``cased``, the same with its capitals; both as long as ``starts`` where given."""

    original: str
    text: str
    cased: str
    starts: tuple[int, ...] | None

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Where [start, stop) of the plain text stands in the original."""
        if self.starts is None:
            return start, stop
        return self.starts[start], self.starts[stop]


def plain_text(original: str) -> Plain:
    """The text as the grammar reads it."""
    if unicodedata.is_normalized("NFC", original) and not _INVISIBLE.search(original):
        cased, starts = original.translate(_LEVELLED), None
    else:
        cased, starts = _composed(original)
    return Plain(original, _lowered(cased), cased, starts)


def _composed(original: str) -> tuple[str, tuple[int, ...]]:
    letters: list[str] = []
    starts: list[int] = []
    for cluster in _CLUSTER.finditer(original):
        composed = _INVISIBLE.sub("", unicodedata.normalize("NFC", cluster.group()))
        letters.append(composed)
        starts += [cluster.start()] * len(composed)
    return "".join(letters).translate(_LEVELLED), (*starts, len(original))


def _lowered(cased: str) -> str:
    lower = cased.lower()
    if len(lower) != len(cased):  # a letter like İ becomes two
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in cased)
    for written, usual in _SPELLINGS.items():
        lower = lower.replace(written, usual)
    return lower
