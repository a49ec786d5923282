"""From a plain text to tokens: what each word does, and every number with its worth. No judgement, no links yet."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from typing import NamedTuple

from .lexicon import Names, master
from .numerals import Number, read_number
from .periods_said import PeriodSaid, period_said
from .text import Plain


class Token(NamedTuple):
    """A word or number: ``kind`` of ``lexicon.FORMS``, its place, its text; a number's sign and worth, a period."""

    kind: str
    start: int
    stop: int
    text: str
    sign: int = 0
    number: Number | None = None
    second: Number | None = None
    period: PeriodSaid | None = None
    middle: int = 0


SIGNS = {"+": 1, "-": -1}


def tokens(plain: Plain, names: Names = ()) -> list[Token]:
    """All tokens in order, ``names`` of areas among them; a line break inside a sentence is none."""
    found = []
    for match in master(names).finditer(plain.text):
        token = _token(match)
        if token.text == "\n" and _wrapped(plain, token.start):
            continue
        found.append(token)
    return found


def _token(match: Match[str]) -> Token:
    kind = str(match.lastgroup).split("_", 1)[1]
    start, stop = match.span()
    text = match.group()
    if kind == "percent":
        number = read_number(match["p_number"], measured=True)
        return Token(kind, start, stop, text, SIGNS.get((match["p_sign"] or "").strip(), 0), number)
    if kind == "number":
        number = read_number(match["n_number"], measured=False)
        return Token(kind, start, stop, text, SIGNS.get(match["n_sign"] or "", 0), number)
    if kind == "pair":
        left, right = (read_number(match[side], measured=False) for side in ("left", "right"))
        return Token(kind, start, stop, text, 0, left, right, middle=match.end("left"))
    if kind == "period":
        said = period_said(text)
        return Token(kind if said else "skip", start, stop, text, period=said)
    return Token(kind, start, stop, text)


def _wrapped(plain: Plain, place: int) -> bool:
    """Whether the line break at ``place`` only wraps a line: the next line goes on in small letters or digits."""
    at = place
    while at and plain.cased[at - 1] == " ":
        at -= 1
    before, after = plain.cased[at - 1 : at] or "\n", plain.cased[place + 1 : place + 40].lstrip(" ")[:1]
    goes_on = after.islower() or after.isdecimal() or after == "("
    return before not in ".;:!?\n\t" and goes_on


def sentences(found: list[Token]) -> Iterator[list[Token]]:
    """The tokens sentence by sentence, without the marks between them."""
    sentence: list[Token] = []
    for token in found:
        if token.kind == "break":
            if sentence:
                yield sentence
            sentence = []
        else:
            sentence.append(token)
    if sentence:
        yield sentence
