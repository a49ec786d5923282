"""Places and letters of a slide: the grid, how much text a place holds, and texts from files made harmless.

Leaves out python-pptx altogether (``slide_deck``, ``slide_parts``). Can mislead: widths of letters are those of Arial
by groups, right to a few percent; a text is cut a little early rather than late.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

TITLE_POINTS, TEXT_POINTS, LEAST_POINTS, SOURCE_POINTS = 24, 14, 12, 10
"""Sizes of letters; nothing on a slide is smaller than ``LEAST_POINTS`` but the line of sources."""
LINE = 1.2
"""Height of a line by the size of its letters."""
CUT = "…"
LONGEST = 1500
"""Longest paragraph [characters]; what is longer is cut."""


class Box(NamedTuple):
    """A place on a slide [inch]."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Lower edge [inch]."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """Right edge [inch]."""
        return self.left + self.width


BOX_TITLE = Box(0.6, 0.35, 12.13, 0.85)
BODY = Box(0.6, 1.35, 12.13, 5.4)
"""What is left for figures between title and foot."""
BOX_FOOT = Box(0.6, 6.92, 11.3, 0.36)
BOX_NUMBER = Box(12.13, 6.92, 0.6, 0.36)

_WIDTHS = {
    **dict.fromkeys("ijl", 0.222),
    **dict.fromkeys("ft.,;:'|!/ ", 0.278),
    **dict.fromkeys("r()[]-", 0.333),
    **dict.fromkeys("ckszvxy", 0.5),
    **dict.fromkeys("mM", 0.833),
    **dict.fromkeys("wBEAKPSVXY", 0.7),
    **dict.fromkeys("CDĐHNRUGOQ", 0.76),
    **dict.fromkeys("FTZL", 0.6),
    **dict.fromkeys("W%▲▼→…«»■", 0.95),
}
_MINUS = re.compile(r"(?<=[(; ])-(?=\d)")
_OTHER, _SAFE, _BOLD = 0.56, 1.02, 1.07
"""Widths of letters of Arial by its own table [em], rounded up; what is not in it; a little more for other machines."""


def clean(text: object) -> str:
    """A text from a file as one line: no control characters, no marks that turn the direction, NFC, not endless."""
    spaced = re.sub(r"\s+", " ", str(text))
    kept = "".join(letter for letter in spaced if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    line = unicodedata.normalize("NFC", kept).strip()
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}{CUT}"


def unbroken(line: str) -> str:
    """The line with hyphens that no line ends behind where a minus stands in a sentence ("(24/29; -17,24%)")."""
    return _MINUS.sub("\u2011", line)


def text_width(text: str, points: float, *, bold: bool = False) -> float:
    """Width of a line of Arial [inch]; marks above and below letters take no room."""
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    ems = sum(_WIDTHS.get(letter, _OTHER) for letter in letters)
    return ems * points / 72 * _SAFE * (_BOLD if bold else 1.0)


def lines_of(text: str, width: float, points: float, *, bold: bool = False) -> int:
    """How many lines a text takes in ``width`` [inch]; a word that is longer than a line is broken."""
    lines, used, space = 1, 0.0, text_width(" ", points, bold=bold)
    for word in text.split(" "):
        length = text_width(word, points, bold=bold)
        if used and used + space + length > width:
            lines, used = lines + 1, 0.0
        used += length + (space if used else 0.0)
        if used > width:
            over = int(used // width)
            lines, used = lines + over, used - over * width
    return lines


def shortened_to(text: str, width: float, points: float, *, lines: int = 1, bold: bool = False) -> str:
    """``text`` cut with "…" so that it takes at most ``lines`` lines."""
    line = clean(text)
    if lines_of(line, width, points, bold=bold) <= lines:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if lines_of(f"{line[:middle].rstrip()}{CUT}", width, points, bold=bold) <= lines:
            low = middle
        else:
            high = middle - 1
    return f"{line[:low].rstrip()}{CUT}"


def title_points(title: str) -> int:
    """Size of a message: a little smaller where it then stands on one line."""
    sizes = range(TITLE_POINTS, TITLE_POINTS - 3, -1)
    one_line = (points for points in sizes if lines_of(title, BOX_TITLE.width, points, bold=True) == 1)
    return next(one_line, TITLE_POINTS)


def text_height(texts: Sequence[str], width: float, points: float, *, gap: float = 0.0, bold: bool = False) -> float:
    """Height of paragraphs [inch] with ``gap`` [points] after each."""
    lines = sum(lines_of(text, width, points, bold=bold) for text in texts)
    return (lines * points * LINE + len(texts) * gap) / 72


def fitting(
    texts: Sequence[str], width: float, height: float, *, largest: int = 18, gap: float = 6
) -> tuple[int, list[str]]:
    """The largest size at which paragraphs fit, and those that do.

    At the smallest size the last ones are left out, and a line says how many.
    """
    lines = [line for line in map(clean, texts) if line]
    for points in range(largest, LEAST_POINTS - 1, -1):
        if text_height(lines, width, points, gap=gap) <= height:
            return points, lines
    kept = len(lines)
    while kept and text_height([*lines[:kept], CUT], width, LEAST_POINTS, gap=gap) > height:
        kept -= 1
    return LEAST_POINTS, [*lines[:kept], f"{CUT} và {len(lines) - kept} ý khác, xem báo cáo."]
