"""Colours: contrast by the formula of WCAG 2.2, worked out elsewhere for black, white and one grey."""

from __future__ import annotations

import pytest

from analysis.drawing.palette import GROUND, INK, VERDICT_ARROWS, VERDICT_COLOURS, VERDICT_INK, contrast, text_on
from analysis.figures.change import VERDICTS


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)


def test_contrast_of_the_grey_777777_on_white_is_4_48() -> None:
    # the well-known grey that just misses 4,5:1
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_can_be_read_and_has_its_arrow(verdict: str) -> None:
    assert contrast(VERDICT_INK[verdict], GROUND) >= 4.5
    assert contrast(text_on(VERDICT_COLOURS[verdict]), VERDICT_COLOURS[verdict]) >= 4.5
    assert VERDICT_ARROWS[verdict]


def test_five_words_have_five_arrows_and_five_colours() -> None:
    assert len(set(VERDICT_ARROWS.values())) == len(VERDICTS)
    assert len(set(VERDICT_COLOURS.values())) == len(VERDICTS)


def test_dark_text_goes_on_pale_ground() -> None:
    assert text_on("#FFFFFF") == INK
    assert text_on("#000000") == GROUND
