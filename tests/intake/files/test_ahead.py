"""Pieces made ahead are the same pieces, and an error comes where its piece was due."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from analysis.intake.files.ahead import ahead


def failing() -> Iterator[int]:
    yield 1
    yield 0
    raise ValueError("third")


def test_order_and_number_of_pieces_stay() -> None:
    assert list(ahead(iter([3, 0, 2]))) == [3, 0, 2]
    assert list(ahead(iter([]))) == []


def test_an_error_is_raised_after_the_pieces_before_it() -> None:
    pieces = ahead(failing())
    assert [next(pieces), next(pieces)] == [1, 0]
    with pytest.raises(ValueError, match="third"):
        next(pieces)


def test_a_caller_who_stops_early_ends_the_making() -> None:
    made: list[int] = []

    def count() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    pieces = ahead(count())
    next(pieces)
    pieces.close()
    assert len(made) <= 2
