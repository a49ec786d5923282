"""Tables of sentences: the right ones bear no mark, each wrong one its own finding at its own place."""

from __future__ import annotations

import pytest

from analysis.review.checking.check import check_text
from tests.review.checking.right_sentences import RIGHT
from tests.review.checking.wrong_sentences import UNCHECKED, WRONG


def test_there_are_at_least_forty_of_each() -> None:
    assert len(RIGHT) >= 40
    assert len([row for row in WRONG if row[2]]) >= 40


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_right_sentence_bears_no_mark(sentence: str) -> None:
    assert check_text(sentence).marks == ()


def test_right_sentences_together_bear_no_mark() -> None:
    assert check_text("\n".join(RIGHT)).marks == ()


@pytest.mark.parametrize(("sentence", "written", "kind", "right", "reason"), WRONG)
def test_a_wrong_sentence_bears_its_mark(
    sentence: str, written: str, kind: str | None, right: str, reason: str
) -> None:
    marks = check_text(sentence).marks
    if kind is None:
        assert marks == ()
        return
    assert [(mark.kind, mark.written, mark.right) for mark in marks] == [(kind, written, right)]
    assert reason.lower() in marks[0].reason.lower()
    assert sentence[marks[0].start : marks[0].stop] == written
    assert marks[0].reason.endswith(".")


@pytest.mark.parametrize(("sentence", "written", "reason"), UNCHECKED)
def test_what_cannot_be_checked_is_said_and_not_marked(sentence: str, written: str, reason: str) -> None:
    checked = check_text(sentence)
    assert checked.marks == ()
    assert [finding.written for finding in checked.unchecked] == [written]
    assert reason in checked.unchecked[0].reason
