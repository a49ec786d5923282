"""What an author wrote into a report, free of any document: paragraphs, tables, pictures, by the name of their place.

Leaves out reading (``remarks``) and writing (``remark_parts``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TAG, BOOKMARK = "nhan_xet:", "nhan_xet_"
"""Before the name of a place: in the tag of its control, and in the name of its bookmark."""
PROMPT_COLOUR = "767676"
"""Grey of a prompt, 4,5:1 on white."""


@dataclass(frozen=True)
class Piece:
    """Words of one look in a line; "\\n" is a line break, "\\t" a tab."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


@dataclass(frozen=True)
class Image:
    """A picture in a line: the bytes of its file and its width [mm]."""

    content: bytes
    width: float


@dataclass(frozen=True)
class Line:
    """A paragraph. ``align``: "center", "right" or "" for that of the template; ``level`` of a list."""

    pieces: tuple[Piece | Image, ...]
    align: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        """Its letters alone."""
        return "".join(piece.text for piece in self.pieces if isinstance(piece, Piece))


@dataclass(frozen=True)
class Cell:
    """A cell of a table, ``span`` columns wide."""

    lines: tuple[Line, ...]
    span: int = 1


@dataclass(frozen=True)
class Grid:
    """A table: rows of cells, and the share of each column in the width."""

    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]


Block = Line | Grid


@dataclass(frozen=True)
class Remarks:
    """What was written, by the name of its place; ``warnings``: sentences on what could not be kept.

    A place that began with a suggestion is here only where it was changed; without blocks where it was emptied.
    """

    blocks: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
