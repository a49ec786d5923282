"""The answer in words: the first sentence, what stands below, the corrected sentence, the table."""

from __future__ import annotations

from analysis.definitions.catalogue import Definitions
from analysis.review.checking.check import check_text
from analysis.review.checking.words import below, corrected, finding_line, findings_table, pieces, place_words, summary
from analysis.review.export import table_csv
from tests.review.checking.data import context

SLIP = "Bị thương 20 người, tăng 03 người (15,0%). Số vụ giảm 7,5%."


def test_the_first_sentence_counts() -> None:
    # 20, 03 and 15,0% are checked; of 7,5% no base is said
    assert summary(check_text(SLIP)) == "1 số sai trong 3 số đã kiểm tra; 1 số không kiểm tra được"
    assert summary(check_text("Xảy ra 74 vụ, tăng 12 vụ (19,36%).")) == "1 số làm tròn sai trong 3 số đã kiểm tra"
    assert summary(check_text("Xảy ra 74 vụ, tăng 12 vụ (19,35%).")) == "Không thấy số nào sai trong 3 số đã kiểm tra"
    assert summary(check_text("Xảy ra 74 vụ.")) == "Không có số nào trong 1 số kiểm tra được"
    assert summary(check_text("Không có gì.")) == "Không thấy con số nào trong đoạn này"


def test_a_mark_where_nothing_could_be_recomputed_is_one_of_all_figures() -> None:
    """No whole base gives 196 at +18,67%: to be looked at, though neither figure could be checked."""
    checked = check_text("Số vụ năm 2024 là 196 vụ, tăng 18,67%.")
    assert (checked.figures, checked.checked, len(checked.marks)) == (2, 0, 1)
    assert summary(checked) == "1 số cần xem lại trong 2 số"


def test_the_reason_of_a_rounded_fall_does_not_speak_of_a_rise() -> None:
    """It read "làm tròn đến 2 chữ số thập phân là +16,67%" beside -16,66%."""
    (finding,) = check_text("Xảy ra 10 vụ, giảm 2 vụ (10/12; -16,66%).").findings
    assert finding.right == "-16,67%"
    assert finding.reason == "(12 - 10) / 12 = 16,67%, làm tròn đến 2 chữ số thập phân là 16,67%."


def test_what_is_said_below() -> None:
    lines = below(check_text("Xảy ra 74 vụ, tăng 12 vụ (19,35%). Tịch thu 5 xe."))
    assert lines[0] == "1 số khác đứng riêng, trong câu không có gì để tính lại."
    assert lines[1].startswith("Không có dấu nào chỉ nghĩa là")


def test_how_the_counts_stand_against_our_data(definitions: Definitions) -> None:
    checked = check_text("Xảy ra 13 vụ, chết 9 người. Do vượt ẩu 5 vụ.", context=context(definitions))
    assert below(checked) == [
        "1 số khác đứng riêng, trong câu không có gì để tính lại.",
        "Đối chiếu với số liệu đã nhập: 1 số khớp, 1 số khác, 1 số không rõ nói về gì.",
    ]


def test_a_text_of_another_period_is_told_as_a_whole(definitions: Definitions) -> None:
    text = "Xảy ra 71 vụ, tăng 9 vụ (71/62), làm chết 17 người, bị thương 62 người; cùng kỳ chết 15 người."
    assert any("thanh bên" in line for line in below(check_text(text, context=context(definitions))))


def test_the_corrected_sentence_stands_whole() -> None:
    found = corrected(check_text(SLIP))
    assert [one.after for one in found] == ["Bị thương 20 người, tăng 03 người (17,65%)."]
    assert [one.before for one in found] == ["Bị thương 20 người, tăng 03 người (15,0%)."]
    assert found[0].start == 0


def test_the_corrected_sentence_turns_every_word_of_direction() -> None:
    text = "Xảy ra 21 vụ. Giảm 12 vụ (21/9). Xảy ra 21 vụ, giảm 12 vụ (giảm 133,33%) so với cùng kỳ (9 vụ)."
    assert corrected(check_text(text))[-1].after == ("Xảy ra 21 vụ, tăng 12 vụ (tăng 133,33%) so với cùng kỳ (9 vụ).")
    turned = corrected(check_text("Xảy ra 21 vụ, giảm 12 vụ (-133,33%; 21/9)."))
    assert [one.after for one in turned] == ["Xảy ra 21 vụ, tăng 12 vụ (+133,33%; 21/9)."]


def test_the_corrected_sentence_says_that_nothing_changed() -> None:
    found = corrected(check_text("Làm chết 17 người, giảm 02 người (17/17). Giảm 02 người chết (17/17)."))
    assert [one.after for one in found] == [
        "Làm chết 17 người, không tăng, không giảm (17/17).",
        "Không tăng, không giảm số người chết (17/17).",
    ]


def test_a_place_is_a_line_and_a_sentence() -> None:
    text = "Xảy ra 20 vụ. Tăng 3 vụ (20/16).\nBảo Yên\t21\t9\t+13\t+133,33%\nTăng 3 vụ,\ntăng 3 người (20/16)."
    checked = check_text(text)
    assert [place_words(checked, mark.start) for mark in checked.marks] == ["Dòng 1, câu 2", "Dòng 2", "Dòng 4, câu 1"]
    one_line = check_text("Xảy ra 20 vụ. Tăng 3 vụ (20/16).")
    assert [place_words(one_line, mark.start) for mark in one_line.marks] == ["Câu 2"]


def test_the_pieces_make_the_text_again() -> None:
    cut = list(pieces(check_text(SLIP)))
    assert [text for text, findings in cut if findings] == ["15,0%", "7,5%"]
    assert "".join(text for text, _ in cut) == SLIP


def test_a_line_and_the_table_say_all_of_it() -> None:
    checked = check_text(SLIP)
    reason = "Cùng kỳ là 20 - 3 = 17; 3 / 17 = 17,65%; 15,0% là do chia cho số kỳ này (20)."
    assert finding_line(checked.findings[0]) == f"“15,0%” → “17,65%” (sai): {reason}"
    table = findings_table(checked)
    assert table.iloc[0].tolist() == ["sai", "Bị thương 20 người, tăng 03 người (15,0%)", "15,0%", "17,65%", reason]
    assert table["Kết quả"].tolist() == ["sai", "không kiểm tra được"]


def test_the_csv_is_safe_from_formulas() -> None:
    csv = table_csv(findings_table(check_text("=Xảy ra 196 vụ, giảm 45 vụ (-18,76%)."))).decode("utf-8-sig")
    assert ";'=" in csv
    assert ";=" not in csv
