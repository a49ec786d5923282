"""Sentences against counts that can be added up by eye: agrees, in another reading, differs, not there, not clear."""

from __future__ import annotations

import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import base_period, parse_period
from analysis.figures.compare import compare_daily
from analysis.review.checking.check import Checked, check_text
from analysis.review.sentences import headline, report_sentence
from tests.review.checking.data import context


def statuses(checked: Checked) -> list[tuple[str, str]]:
    return [(one.written, one.status) for one in checked.held]


@pytest.mark.parametrize(
    "sentence",
    [
        "Xảy ra 13 vụ, tăng 05 vụ (+62,50%) so với cùng kỳ năm trước; làm chết 08 người, tăng 03 người.",
        "Quý I năm 2025, toàn tỉnh xảy ra 13 vụ, làm chết 8 người, bị thương 10 người.",
        "Từ ngày 15/12/2024 đến ngày 14/3/2025 xảy ra 13 vụ.",
        "Quý I năm 2024 xảy ra 8 vụ, chết 5 người, bị thương 4 người.",
        "Xảy ra 13 vụ, cùng kỳ có 8 vụ, 5 người chết.",
        "Xảy ra 13/8 vụ, tăng 5 vụ.",
        "Bảo Yên xảy ra 8 vụ, tăng 3 vụ (8/5); TP Lào Cai 4 vụ; thị xã Sa Pa 01 vụ.",
        "Đường bộ: xảy ra 12 vụ, làm chết 6 người, bị thương 10 người.\nĐường sắt: xảy ra 1 vụ, làm chết 2 người.",
        "Xảy ra 13 vụ, trong đó rất nghiêm trọng 01 vụ, va chạm 4 vụ.",
        "Không tính va chạm, xảy ra 9 vụ, tăng 4 vụ (9/5).",
        "Số vụ tăng 62,5%.",
        "So với Quý I/2024 tăng 5 vụ.",
        "Số người bị thương tăng 6 người so với cùng kỳ năm 2024.",
        "2. Địa bàn huyện Bảo Yên\nXảy ra 8 vụ, làm chết 6 người.",
        "Trong đó huyện Bảo Yên 8 vụ, làm chết 6 người, bị thương 10 người.",
    ],
)
def test_what_agrees_with_our_data(definitions: Definitions, sentence: str) -> None:
    checked = check_text(sentence, context=context(definitions))
    assert checked.marks == ()
    assert {one.status for one in checked.held} == {"agrees"}


@pytest.mark.parametrize(
    ("sentence", "written", "right", "reason"),
    [
        (
            "Quý I năm 2025 xảy ra 14 vụ.",
            "14",
            "13",
            "13 vụ (toàn tỉnh, Quý I/2025 (15/12/2024–14/03/2025), tính cả va chạm)",
        ),
        ("Xảy ra 13 vụ, tăng 06 vụ.", "06", "05", "tăng 5 vụ"),
        ("Xảy ra 13 vụ, giảm 05 vụ.", "05", "", "tăng 5 vụ"),
        ("Xảy ra 13 vụ, không tăng, không giảm.", "không tăng, không giảm", "", "tăng 5 vụ"),
        ("Huyện Bảo Yên xảy ra 9 vụ.", "9", "8", "Bảo Yên, Quý I/2025"),
        ("Đường sắt xảy ra 2 vụ.", "2", "1", "đường sắt"),
        ("Xảy ra 13 vụ, cùng kỳ có 9 vụ.", "9", "8", "chênh +1"),
        ("Số vụ tăng 60%.", "60%", "62,50%", "+62,50%"),
    ],
)
def test_what_differs_says_ours_and_the_reading(
    definitions: Definitions, sentence: str, written: str, right: str, reason: str
) -> None:
    marks = check_text(sentence, context=context(definitions)).marks
    assert [(mark.kind, mark.written, mark.right) for mark in marks] == [("differs", written, right)]
    assert reason in marks[0].reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Quý I năm 2025 xảy ra 13 vụ, tăng 13 vụ so với Quý IV/2024.",
        "Quý I năm 2025 tăng 13 vụ so với Quý IV/2024. So với cùng kỳ năm trước, số vụ tăng 5 vụ.",
        "Quý I năm 2025 tăng 5 vụ so với cùng kỳ năm trước, so với Quý IV/2024 tăng 13 vụ.",
        "Quý I năm 2025 xảy ra 13 vụ, tăng 5 vụ so với cùng kỳ; tăng 13 vụ so với Quý IV/2024.",
        "Quý I năm 2025 tăng 13 vụ so với kỳ trước, tăng 5 vụ so với cùng kỳ năm trước.",
    ],
)
@pytest.mark.parametrize("against", [None, "previous"])
def test_a_change_is_held_against_the_base_that_the_text_names(
    definitions: Definitions, sentence: str, against: str | None
) -> None:
    """Quý IV/2024 has no accident, Quý I/2024 eight; the base may stand behind the change, whatever is chosen aside."""
    calendar = definitions.calendar()
    base = base_period(parse_period("2025-Q1", calendar), against, calendar)
    checked = check_text(sentence, context=context(definitions, base=base))
    assert checked.marks == ()
    assert {one.status for one in checked.held} == {"agrees"}


@pytest.mark.parametrize(
    ("sentence", "written", "how"),
    [
        ("Xảy ra 9 vụ.", "9", "khớp nếu tính không kể va chạm"),
        ("Quý I năm 2024 xảy ra 10 vụ.", "10", "khớp nếu tính theo lịch 01/01/2024–31/03/2024"),
        ("Quý I năm 2024 xảy ra 7 vụ.", "7", "01/01/2024–31/03/2024 và không kể va chạm"),
    ],
)
def test_what_fits_another_reading_is_said_so(definitions: Definitions, sentence: str, written: str, how: str) -> None:
    marks = check_text(sentence, context=context(definitions)).marks
    assert [(mark.kind, mark.written) for mark in marks] == [("other_reading", written)]
    assert how in marks[0].reason


def test_the_other_calendar_can_be_the_chosen_one(definitions: Definitions) -> None:
    checked = check_text("Quý I năm 2024 xảy ra 10 vụ.", context=context(definitions, calendar_key="month"))
    assert statuses(checked) == [("10", "agrees")]
    assert "01/01/2024–31/03/2024" in checked.held[0].reading


def test_what_the_data_do_not_cover_is_said(definitions: Definitions) -> None:
    checked = check_text(
        "Năm 2012 xảy ra 300 vụ. Quý II năm 2025 xảy ra 3 vụ. Năm 2025 xảy ra 9 vụ.", context=context(definitions)
    )
    assert statuses(checked) == [("300", "not_in_data"), ("3", "differs"), ("9", "not_in_data")]
    assert "Chưa nhập số liệu của Năm 2012" in checked.held[0].reason
    assert "mới đến 14/06/2025" in checked.held[2].reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Xảy ra 69 vụ do vượt ẩu.",
        "Xảy ra 12 vụ trên QL70.",
        "Từ 18 giờ đến 24 giờ xảy ra 5 vụ.",
        "Cả nước xảy ra 4.642 vụ.",
        "Phường Sa Pa xảy ra 3 vụ.",
        "Nguyên nhân: nồng độ cồn 7 vụ.",
        "Từ đủ 18 đến dưới 30 tuổi chết 24 người.",
        "Có 67 vụ có người chết.",
        "Bảo Yên và Sa Pa xảy ra 50 vụ.",
    ],
)
def test_what_is_not_understood_is_left_alone(definitions: Definitions, sentence: str) -> None:
    checked = check_text(sentence, context=context(definitions))
    assert checked.marks == ()
    assert {one.status for one in checked.held} <= {"not_clear"}


def test_a_bracket_is_about_the_name_before_it(definitions: Definitions) -> None:
    right = "Các huyện có số vụ tăng: Bảo Yên (+3 vụ), TP Lào Cai (tăng 1 vụ); Bảo Yên (8 vụ), Sa Pa (1 vụ)."
    checked = check_text(right, context=context(definitions))
    assert {one.status for one in checked.held} == {"agrees"}
    wrong = check_text("Số vụ tăng ở Bảo Yên (+4 vụ), TP Lào Cai (+1 vụ).", context=context(definitions)).marks
    assert [(one.written, one.right) for one in wrong] == [("4", "3")]
    row = check_text("Bảo Yên, TP Lào Cai (tăng 4 vụ).", context=context(definitions))
    assert statuses(row) == [("4", "not_clear")]


def test_a_list_of_what_rose_may_name_the_rise(definitions: Definitions) -> None:
    for text in ("Số vụ tăng: Bảo Yên 3 vụ, TP Lào Cai 1 vụ.", "Số vụ tăng: Bảo Yên 8 vụ, TP Lào Cai 4 vụ."):
        assert {one.status for one in check_text(text, context=context(definitions)).held} == {"agrees"}
    neither = check_text("Số vụ tăng: Bảo Yên 7 vụ.", context=context(definitions))
    assert statuses(neither) == [("7", "not_clear")]


def test_the_label_of_the_sentence_before_may_go_on(definitions: Definitions) -> None:
    checked = check_text("Huyện Bảo Yên xảy ra 8 vụ. Tăng 3 vụ (8/5).", context=context(definitions))
    assert {one.status for one in checked.held} == {"agrees"}


def test_nothing_happened_in_the_areas_named_behind_a_colon(definitions: Definitions) -> None:
    checked = check_text("Không xảy ra vụ nào: Văn Bàn.", context=context(definitions))
    assert statuses(checked) == [("Không xảy ra vụ nào", "agrees")]


def test_the_data_say_whether_the_word_or_the_pair_is_wrong(definitions: Definitions) -> None:
    marks = check_text("Bảo Yên giảm 3 vụ (8/5).", context=context(definitions)).marks
    assert [(one.kind, one.written, one.right) for one in marks] == [("wrong", "giảm 3", "tăng 3")]
    marks = check_text("Bảo Yên giảm 7 vụ (11/4).", context=context(definitions)).marks
    assert ("wrong", "11/4", "4/11") in [(one.kind, one.written, one.right) for one in marks]


def test_rows_of_tables_are_not_held(definitions: Definitions) -> None:
    checked = check_text("Bảo Yên\t21 vụ\t9 vụ\n", context=context(definitions))
    assert checked.held == ()


def test_a_wrong_percent_is_not_told_twice(definitions: Definitions) -> None:
    checked = check_text("Xảy ra 13 vụ, tăng 05 vụ (+60%).", context=context(definitions))
    assert [mark.kind for mark in checked.marks] == ["wrong"]


def test_the_choice_of_the_sidebar_narrows_what_names_nothing(definitions: Definitions) -> None:
    checked = check_text("Xảy ra 8 vụ, làm chết 6 người.", context=context(definitions, areas=("087",)))
    assert {one.status for one in checked.held} == {"agrees"}
    assert "Bảo Yên" in checked.held[0].reading


def test_days_of_a_period_follow_the_calendar(definitions: Definitions) -> None:
    right = check_text("Quý I năm 2025 có 90 ngày; Quý I năm 2024 có 91 ngày.", context=context(definitions))
    assert right.marks == ()
    wrong = check_text("6 tháng đầu năm 2025 có 180 ngày.", context=context(definitions)).marks
    assert [(mark.kind, mark.right) for mark in wrong] == [("wrong", "182")]
    assert "theo lịch khác là 181 ngày" in wrong[0].reason
    mean = check_text("Quý I năm 2025 xảy ra 13 vụ, bình quân mỗi ngày 0,14 vụ.", context=context(definitions))
    assert mean.marks == ()  # 13/90 = 0,144


def test_without_counts_only_the_arithmetic_is_checked(definitions: Definitions) -> None:
    bare = context(definitions)
    checked = check_text("Xảy ra 99 vụ, tăng 1 vụ (+1,02%).", context=type(bare)(definitions))
    assert (checked.marks, checked.held) == ((), ())


@pytest.mark.parametrize("with_collisions", [True, False])
@pytest.mark.parametrize("calendar_key", ["15-14", "month"])
@pytest.mark.parametrize("measure", ["accidents", "deaths", "injured"])
def test_our_own_sentences_agree_with_our_data(
    definitions: Definitions, calendar_key: str, with_collisions: bool, measure: str
) -> None:
    held_against = context(definitions, calendar_key=calendar_key, with_collisions=with_collisions)
    options = {"with_collisions": with_collisions, "coverage": held_against.coverage}
    made = compare_daily(held_against.daily, definitions, held_against.period, held_against.base, **options)
    for words in (headline(made, measure), report_sentence(made, measure)):
        checked = check_text(words, context=held_against)
        assert checked.marks == (), words
        assert {one.status for one in checked.held} == {"agrees"}, words
