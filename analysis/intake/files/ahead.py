"""Making the next piece while the caller works on this one: reading and cleaning a large file overlap on two cores."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Piece = TypeVar("Piece")


def ahead(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The same pieces in the same order, one made ahead in a thread; its error is raised where the piece was due."""
    with ThreadPoolExecutor(max_workers=1) as maker:
        coming = maker.submit(_next_of, pieces)
        while piece := coming.result():
            coming = maker.submit(_next_of, pieces)
            yield piece[0]


def _next_of(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """One piece, or nothing at the end."""
    for piece in pieces:
        return (piece,)
    return ()
