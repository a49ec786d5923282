"""Sentences against the embedded sample: the right ones bear no mark, the wrong ones theirs."""

from __future__ import annotations

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.review.checking.check import check_text
from analysis.review.checking.context import Context, make_context
from analysis.store.tables import Store
from tests.review.checking.about_sample import RIGHT_ABOUT_SAMPLE, WRONG_ABOUT_SAMPLE


@pytest.fixture(scope="module")
def sample(sample_store: Store, definitions: Definitions) -> Context:
    return make_context(sample_store, definitions, period="2025-Q1")


def test_a_right_sentence_about_the_sample_bears_no_mark(sample: Context) -> None:
    for sentence in RIGHT_ABOUT_SAMPLE:
        assert check_text(sentence, context=sample).marks == (), sentence
        assert check_text(sentence).marks == (), sentence


def test_right_sentences_about_the_sample_are_held_against_it(sample: Context) -> None:
    statuses = [one.status for text in RIGHT_ABOUT_SAMPLE for one in check_text(text, context=sample).held]
    assert statuses.count("agrees") > 180
    assert set(statuses) == {"agrees", "not_clear"}


def test_a_wrong_sentence_about_the_sample_bears_its_marks(sample: Context) -> None:
    for sentence, marks in WRONG_ABOUT_SAMPLE:
        found = check_text(sentence, context=sample).marks
        assert [(one.kind, one.written, one.right) for one in found] == list(marks), sentence


def test_a_sentence_without_a_period_says_which_it_was_held_against(sample: Context) -> None:
    text = "6 tháng đầu năm 2024 xảy ra 157 vụ.\nTrong tháng 02/2025 xảy ra 39 vụ.\nSố người chết là {} người."
    held = [check_text(text.format(count), context=sample).held[-1] for count in (21, 7, 32)]
    assert [one.status for one in held] == ["agrees", "agrees", "not_clear"]
    assert "Quý I/2025" in held[0].reading  # the period chosen
    assert "Tháng 2/2025" in held[1].reading  # the one named last
    assert "6 tháng/2024" in held[2].reason  # one passed over is never a ground for a mark
    wrong = check_text(text.format(22), context=sample).marks[-1]
    assert "Tháng 2/2025" in wrong.reason
    assert wrong.reason.endswith("Câu không nêu kỳ.")


def test_a_wrong_sum_says_which_numbers_to_look_at(sample: Context) -> None:
    text = "Xảy ra 92 vụ. Đường bộ 92 vụ, đường sắt 0 vụ, đường thủy 01 vụ, tổng cộng 92 vụ."
    marks = check_text(text, context=sample).marks
    assert [(one.kind, one.written, one.start > text.index("tổng")) for one in marks if one.kind == "wrong"] == [
        ("wrong", "92", True)
    ]
    assert "hãy xem lại số 01" in marks[-1].reason
