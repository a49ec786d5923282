"""Places of the report that begin with the program's own suggestion, which the author changes or leaves.

Defines how a place remembers what was suggested: eight letters in its name, a checksum of the suggested words. Words
that the author changed are kept when the report is made again; words that nobody touched are made anew from the
figures. Leaves out what is suggested (``proposals``) and the writing of places (``remark_parts``).

Can mislead: letters, digits and signs count, spaces and the kinds of hyphen do not (LibreOffice changes them).
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence

from .remark_record import Block, Line, Piece

SUGGESTED = "goi_y_"
"""Before the name of such a place."""
_MARKED = re.compile(rf"({SUGGESTED}\w+)_([0-9a-f]{{8}})")
_IGNORED = re.compile(r"[\s\u2010-\u2015\u2212-]+")


def checksum(texts: Iterable[str]) -> str:
    """Eight letters that stand for the words of ``texts``."""
    words = unicodedata.normalize("NFC", _IGNORED.sub("", "".join(texts)))
    return f"{zlib.crc32(words.encode()):08x}"


def suggested_blocks(texts: Sequence[str]) -> tuple[Line, ...]:
    """The suggestion as lines: the first, which says that it is one, in italics."""
    return tuple(Line((Piece(text, italic=not number),)) for number, text in enumerate(texts))


def marked_name(name: str, texts: Sequence[str]) -> str:
    """The name of the place ``name`` that begins with ``texts``: "goi_y_kien_nghi_1a2b3c4d"."""
    return f"{SUGGESTED}{name}_{checksum(texts)}"


def parted_name(name: str) -> tuple[str, str]:
    """Name and checksum of a place; no checksum where it holds remarks alone."""
    found = _MARKED.fullmatch(name)
    return (found[1], found[2]) if found else (name, "")


def is_changed(blocks: Sequence[Block], mark: str) -> bool:
    """Whether someone changed words of a suggestion, added a table or picture, or made words bold or underlined."""
    if not all(isinstance(block, Line) and _is_plain(block) for block in blocks):
        return True
    return checksum(block.text for block in blocks if isinstance(block, Line)) != mark


def _is_plain(line: Line) -> bool:
    return all(isinstance(piece, Piece) and not (piece.bold or piece.underline) for piece in line.pieces)
