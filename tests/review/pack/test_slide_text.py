"""How much text a place on a slide holds, and texts from files made harmless."""

from __future__ import annotations

import pytest

from analysis.review.pack.slide_text import (
    CUT,
    LEAST_POINTS,
    LONGEST,
    clean,
    fitting,
    lines_of,
    shortened_to,
    text_height,
    text_width,
    title_points,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bảo Yên", "Bảo Yên"),
        ("  hai\n\tdòng  ", "hai dòng"),
        ("a\x00b\x1bc", "abc"),
        ("\u202eđảo\u200b", "đảo"),
        ("Ba\u0309o", "Bảo"),
        ("=1+1", "=1+1"),
        (12, "12"),
        ("", ""),
    ],
)
def test_clean(text: object, expected: str) -> None:
    assert clean(text) == expected


def test_clean_is_not_endless() -> None:
    assert len(clean("x" * 10 * LONGEST)) == LONGEST
    assert clean("x" * 10 * LONGEST).endswith(CUT)


def test_width_of_arial() -> None:
    """Arial: "0" is 0,556 em, so ten of them at 72 points are 5,56 inch; a mark above a letter takes no room."""
    assert text_width("0" * 10, 72) == pytest.approx(5.56, rel=0.04)
    assert text_width("ế", 12) == text_width("e", 12)
    assert text_width("iii", 12) < text_width("mmm", 12) / 3
    assert text_width("Quý", 12, bold=True) > text_width("Quý", 12)


def test_lines() -> None:
    word = text_width("000", 12)
    assert lines_of("000", word * 1.01, 12) == 1
    assert lines_of("000 000 000", word * 1.01, 12) == 3
    assert lines_of("0" * 30, word * 1.01, 12) >= 10
    assert lines_of("", 1, 12) == 1


def test_shortened_to_its_place() -> None:
    assert shortened_to("ngắn", 5, 12) == "ngắn"
    cut = shortened_to("Đường Nguyễn Thượng Hiền kéo dài " * 5, 2, 12, lines=2)
    assert cut.endswith(CUT)
    assert lines_of(cut, 2, 12) == 2


def test_fitting_takes_the_largest_size() -> None:
    texts = ["Một câu vừa phải.", "Câu thứ hai."]
    points, kept = fitting(texts, 6, 5, largest=18)
    assert (points, kept) == (18, texts)
    smaller, _ = fitting(texts * 8, 3, 3.5, largest=18, gap=2)
    assert LEAST_POINTS <= smaller < 18


def test_fitting_says_how_many_are_left_out() -> None:
    points, kept = fitting([f"Câu số {number}." for number in range(40)], 4, 2, gap=0)
    assert points == LEAST_POINTS
    assert kept[0] == "Câu số 0."
    assert kept[-1] == f"… và {40 - len(kept) + 1} ý khác, xem báo cáo."
    assert text_height(kept, 4, points) <= 2


def test_fitting_leaves_out_empty_texts() -> None:
    assert fitting(["", "a", " "], 4, 2)[1] == ["a"]
    assert fitting([], 4, 2)[1] == []


def test_a_title_gets_smaller_only_to_stand_on_one_line() -> None:
    assert title_points("Ngắn") == 24
    assert title_points("rất dài " * 30) == 24
    almost = next("m" * n for n in range(10, 200) if lines_of("m" * n, 12.13, 24, bold=True) == 2)
    assert title_points(almost) == 23
