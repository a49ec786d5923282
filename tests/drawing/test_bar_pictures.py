"""Pictures of grouped counts: their size on paper, the same bytes for the same counts, and what they do with gaps."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from analysis.drawing.bar_pictures import DOTS_PER_INCH, hours_png, paired_bars_png, ranges_png, series_png

NAMES = ("Quý I/2025", "Quý I/2024")
AREAS = ["TP Lào Cai", "Bảo Yên", "Phương tiện không bảo đảm an toàn kỹ thuật và một tên rất dài nữa"]


def paired(now: list[float | None]) -> bytes:
    return paired_bars_png(AREAS, now, [11, 9, 0], names=NAMES)


def hours(now: list[float | None]) -> bytes:
    return hours_png(["00", "01", "02"], now, [3, 0, None], names=NAMES, width=165, height=38)


def series(now: list[float | None]) -> bytes:
    keys = ["2024-Q1", "2024-Q2", "2025-Q1"]
    return series_png(keys, [("Số vụ", now), ("Người chết", [1, 0, 2])], now=["2025-Q1"], breaks=[(1.5, "01/01/2025")])


def ranges(now: list[float | None]) -> bytes:
    rows = [(name, count, 5, 14, count == 21) for name, count in zip(AREAS, now, strict=True)]
    return ranges_png([*rows, ("Si Ma Cai", 1, None, None, False)], names=("kỳ này", "bình thường"))


DRAWN = [paired, hours, series, ranges]


@pytest.mark.parametrize("draw", DRAWN)
def test_the_same_counts_give_the_same_bytes_and_others_do_not(draw: Callable[[list[float | None]], bytes]) -> None:
    assert draw([18, 21, 0]) == draw([18, 21, 0])
    assert draw([18, 21, 0]) != draw([18, 20, 0])


@pytest.mark.parametrize("draw", DRAWN)
def test_a_missing_count_is_not_a_zero(draw: Callable[[list[float | None]], bytes]) -> None:
    assert draw([18, 21, None]) != draw([18, 21, 0])


@pytest.mark.parametrize("draw", DRAWN)
def test_nothing_at_all_can_be_drawn(draw: Callable[[list[float | None]], bytes]) -> None:
    assert draw([None, None, None]).startswith(b"\x89PNG")


@pytest.mark.parametrize(("draw", "height"), [(hours, 38.0), (series, 78.0), (paired, 3 * 5.8 + 8)])
def test_a_picture_is_as_large_as_on_paper(draw: Callable[[list[float | None]], bytes], height: float) -> None:
    with Image.open(io.BytesIO(draw([18, 21, 0]))) as drawn:
        millimetres = [pixels / DOTS_PER_INCH * 25.4 for pixels in drawn.size]
    assert millimetres == pytest.approx([165, height], abs=0.3)
