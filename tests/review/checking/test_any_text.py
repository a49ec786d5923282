"""Laws over any text: nothing raises, places point at what is written, NFD and spaces change nothing, long is quick."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.review.checking.check import check_text
from analysis.review.checking.words import below, corrected, findings_table, pieces, summary
from tests.calls import python_calls
from tests.review.checking.right_sentences import RIGHT
from tests.review.checking.wrong_sentences import WRONG

_WORDS = (
    "tăng giảm không tăng, không giảm|vụ|người chết|bị thương|người|so với cùng kỳ|năm 2024|(|)|,|;|:|.|\n|\t|từ|lên|"
    "xuống còn|gấp|lần|đôi|chiếm|tổng số|trong đó|gồm|đường bộ|đường sắt|đường thủy|va chạm|rất nghiêm trọng|bình quân "
    "mỗi ngày|ngày|tỷ đồng|triệu đồng|khoảng|hơn|Quý I năm 2025|6 tháng đầu năm|tháng 3/2025|15/12/2024|%|phần trăm|"
    "0|00|01|5|17|20|51/38|0/0|1.234|1,234|1.2.3|12,5%|-5%|+0,00%|0%|100%|999.999.999.999|3,250|mục tiêu|là|và|İ|ﬀ"
)
WORDS = _WORDS.split("|")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@settings(max_examples=400)
@given(st.one_of(TEXTS, st.text(max_size=60)))
def test_any_text_gets_an_answer_whose_places_are_those_of_the_text(text: str) -> None:
    checked = check_text(text)
    assert 0 <= checked.checked <= checked.figures
    for finding in checked.findings:
        assert text[finding.start : finding.stop] == finding.written
        assert finding.reason.endswith(".")
    assert "".join(piece for piece, _ in pieces(checked)) == text
    assert summary(checked)
    assert len(findings_table(checked)) == len(checked.findings)
    assert below(checked) is not None
    assert corrected(checked) is not None


ENDED = [one if one.endswith(".") else f"{one}." for one in RIGHT if "\t" not in one]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(ENDED), min_size=2, max_size=6), st.sampled_from([" ", "\n"]))
def test_right_sentences_in_any_order_bear_no_mark(some: list[str], between: str) -> None:
    text = between.join(some)
    assert check_text(text).marks == (), text


def test_decomposed_letters_dashes_and_spaces_change_nothing() -> None:
    for sentence, *_ in WRONG:
        kinds = [(one.kind, one.right) for one in check_text(sentence).findings]
        for other in (unicodedata.normalize("NFD", sentence), sentence.replace(" ", "\u00a0"), sentence.upper()):
            found = check_text(other).findings
            assert [(one.kind, one.right) for one in found] == kinds, other
            assert [other[one.start : one.stop] for one in found] == [one.written for one in found]


def test_a_corrected_sentence_has_no_mark_left() -> None:
    put_right = 0
    for sentence, _, kind, right, _ in WRONG:
        if kind and right:
            put_right += 1
            assert [check_text(one.after).marks for one in corrected(check_text(sentence))] == [()], sentence
    assert put_right > 25


def test_twice_the_text_is_twice_the_work() -> None:
    paragraph = "\n".join([*RIGHT, *(row[0] for row in WRONG)]) + "\n"
    text = paragraph * (50_000 // len(paragraph) + 1)
    check_text(paragraph)  # what is imported or compiled once
    assert python_calls(lambda: check_text(text * 2)) < 2.1 * python_calls(lambda: check_text(text))
    assert len(check_text(text * 2).marks) > 500
