"""What our own pages and documents say is never marked; with one digit of the percent changed it always is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.review.checking.check import check_text
from analysis.review.sentences import headline, report_sentence, scope_sentence, short_change
from tests.review.comparisons import comparison

COUNTS = st.one_of(st.integers(0, 30), st.integers(0, 400), st.integers(0, 20_000))
PERIODS = st.sampled_from(["2025-Q1", "2024-6M", "2024-9M", "2024", "2024-03", "2024-02-01..2024-02-29"])
MEASURES = st.sampled_from(["accidents", "deaths", "injured"])


@pytest.fixture(scope="module")
def known() -> Definitions:
    return load_definitions()


@settings(max_examples=150)
@given(now=COUNTS, before=COUNTS, period=PERIODS, against=st.sampled_from([None, "previous"]), measure=MEASURES)
def test_our_own_sentences_are_never_marked(
    known: Definitions, now: int, before: int, period: str, against: str | None, measure: str
) -> None:
    made = comparison(known, now, before, period=period, against=against)
    for words in (report_sentence(made, measure), headline(made, measure), scope_sentence(made)):
        assert check_text(words).marks == (), words
    short = short_change(made.figure(measure), measure)
    assert check_text(short).marks == (), short


@settings(max_examples=150)
@given(now=COUNTS, before=st.integers(1, 20_000), place=st.integers(0, 20), by=st.integers(1, 9))
def test_one_changed_digit_of_the_percent_is_always_found(
    known: Definitions, now: int, before: int, place: int, by: int
) -> None:
    made = comparison(known, now, before)
    for words in (report_sentence(made, "accidents"), headline(made)):
        percent = re.search(r"\([+-]([\d.,]+)%", words)
        if percent is None:
            assert now == before
            continue
        digits = [at for at in range(*percent.span(1)) if words[at].isdecimal()]
        at = digits[place % len(digits)]
        changed = f"{words[:at]}{(int(words[at]) + by) % 10}{words[at + 1 :]}"
        marks = check_text(changed).marks
        assert [mark for mark in marks if mark.start <= at < mark.stop], changed
