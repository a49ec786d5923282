from __future__ import annotations

import math
from itertools import pairwise

import pytest

from analysis.drawing.map_classes import (
    LEVEL_COLOURS,
    NOT_COVERED,
    SHADES,
    by_amount,
    by_name,
    level_classes,
    verdict_classes,
)
from analysis.drawing.palette import GROUND, VERDICT_ARROWS, contrast


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (0, ["0"]),
        (1, ["0", "1"]),
        (4, ["0", "1", "2", "3", "4"]),  # 4/5 -> step 1
        (21, ["0", "1-5", "6-10", "11-15", "16-20", "21-25"]),  # 21/5 = 4,2 -> step 5
        (1200, ["0", "1-250", "251-500", "501-750", "751-1.000", "1.001-1.250"]),  # 240 -> step 250
    ],
)
def test_counts_are_classed_with_round_edges(most: int, words: list[str]) -> None:
    values = {str(number): float(number) for number in range(most + 1)}
    assert [one.words for one in by_amount(values).legend] == words


@pytest.mark.parametrize(("value", "words"), [(0, "0"), (1, "1-5"), (5, "1-5"), (6, "6-10"), (21, "21-25")])
def test_a_count_lies_in_the_class_that_names_it(value: int, words: str) -> None:
    assert by_amount({"a": float(value), "most": 21.0}).of["a"].words == words


def test_rates_are_classed_to_the_upper_edge_inside() -> None:
    classed = by_amount({"a": 2.5, "b": 2.6, "c": 11.0}, whole=False)  # 11/5 = 2,2 -> step 2,5
    assert classed.of["a"].words == "trên 0 đến 2,5"
    assert classed.of["b"].words == "trên 2,5 đến 5"
    assert classed.of["c"].words == "trên 10 đến 12,5"


def test_the_legend_shows_only_classes_that_occur_and_says_what_is_missing() -> None:
    classed = by_amount({"a": 3.0, "b": 21.0, "c": math.nan})
    assert [one.words for one in classed.legend] == ["1-5", "21-25", "chưa có số liệu"]
    assert classed.of["c"] is NOT_COVERED
    assert (NOT_COVERED.fill, NOT_COVERED.mark) == (GROUND, "–")


def test_an_amount_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        by_amount({"a": -1.0})


def test_shades_go_from_pale_to_dark_so_that_they_are_told_apart_without_hue() -> None:
    on_white = [contrast(GROUND, shade) for shade in SHADES]
    assert on_white == sorted(on_white)
    assert all(second / first > 1.15 for first, second in pairwise(on_white))


def test_letters_on_every_fill_can_be_read() -> None:
    words = dict.fromkeys(VERDICT_ARROWS, "lời")
    levels = dict.fromkeys(LEVEL_COLOURS, "lời")
    for one in [*verdict_classes(words).values(), *level_classes(levels).values(), *by_amount({"a": 5.0}).legend]:
        assert contrast(one.ink, one.fill) >= 4.5


def test_verdicts_and_levels_never_stand_by_colour_alone() -> None:
    words = {code: code for code in VERDICT_ARROWS}
    classed = by_name({"a": "rise_clear", "b": "same", "c": "no_data"}, verdict_classes(words))
    assert [(one.mark, one.words) for one in classed.legend] == [
        ("▲▲", "rise_clear"),
        ("=", "same"),
        ("–", "chưa có số liệu"),
    ]
    levels = level_classes({code: code for code in LEVEL_COLOURS})
    assert [levels[code].mark for code in ("red", "amber", "none", "not_enough_history")] == ["▲▲", "▲", "", "–"]


def test_an_unknown_verdict_is_refused() -> None:
    with pytest.raises(KeyError):
        by_name({"a": "sideways"}, verdict_classes({code: code for code in VERDICT_ARROWS}))
