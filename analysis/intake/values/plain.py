"""The plain form of a cell's text, for reading values: lower case, no Vietnamese marks, typographic signs as ASCII.

Unlike ``definitions.names.fold`` it keeps punctuation, because "1.234", "22:30" and "Km24+500" live by it. It is for
matching only and is never shown or stored. It can mislead where marks make the difference ("nam" is both năm and
nam): the value parsers ask for the neighbouring words as well.
"""

from __future__ import annotations

import unicodedata

_SIGNS = str.maketrans(
    {
        "đ": "d",
        "Đ": "d",
        "’": "'",
        "‘": "'",
        "′": "'",
        "´": "'",
        "”": '"',
        "“": '"',
        "″": '"',
        "º": "°",
        "˚": "°",
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u200b": "",
        "\ufeff": "",
    }
)


def plain(text: str) -> str:
    """``text`` in lower case, without marks (đ becomes d), dashes and quotes as ASCII, single spaces, trimmed."""
    if not text.isascii():
        bare = unicodedata.normalize("NFD", text.translate(_SIGNS))
        text = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(text.lower().split())
