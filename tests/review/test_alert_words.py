"""The words of the flags: every sentence written out, numbers as the office writes them."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.review.alert_note_words import note_sentences
from analysis.review.alert_words import (
    alert_lines,
    alerts_record,
    chance_sentence,
    headline,
    level_label,
    range_words,
    reason,
    relative_sentence,
    row_label,
    scope_sentence,
)
from analysis.signals.alerts import Alerts
from tests.figures.rows import covers
from tests.signals.provinces import covered_from, flags, province, steady

QUIET = {"A": [10] * 20, "B": [5] * 20, "C": [20] * 20, "unknown": [0] * 20}
"""No season, no overdispersion: ordinary are 5 to 15 (mean 10), 2 to 9 (mean 5) and 13 to 28 (mean 20)."""


def found(definitions: Definitions, now: dict[str, float], **options: object) -> Alerts:
    counts = {area: [*QUIET[area], now.get(area, QUIET[area][-1])] for area in QUIET}
    names = {"A": "Bảo Yên", "B": "Si Ma Cai", "C": "TP Lào Cai"}
    return flags(counts, definitions, names=names, **options)  # type: ignore[arg-type]


def test_a_red_district(definitions: Definitions) -> None:
    result = found(definitions, {"A": 25})
    assert (
        reason(result.row("A"), result) == "25 vụ; bình thường 5-15; cao nhất trong 21 quý; xu hướng tăng trong 12 quý"
    )
    assert row_label(result.row("A")) == "▲▲ tăng rõ rệt"
    assert headline(result) == "Quý I/2024: 1 địa bàn tăng rõ rệt (Bảo Yên); 2 địa bàn khác được xét không bị gắn cờ."
    assert relative_sentence(result.row("A"), result) == (
        "So với mức chung của các địa bàn khác trong kỳ, Bảo Yên vẫn cao hơn rõ rệt (p = 0,001)."
    )


def test_a_flag_that_was_set_aside_is_said_in_the_headline(definitions: Definitions) -> None:
    result = found(definitions, {"A": 25})
    assert headline(result, ["Bảo Yên"]).endswith("; 2 địa bàn khác được xét không bị gắn cờ; đã tạm gác: Bảo Yên.")


def test_an_amber_district(definitions: Definitions) -> None:
    result = found(definitions, {"A": 16, "B": 5})
    assert reason(result.row("A"), result) == "16 vụ; bình thường 5-15; cao nhất trong 21 quý"
    assert reason(result.row("B"), result) == "5 vụ; bình thường 2-9"
    assert headline(result) == "Quý I/2024: 1 địa bàn cần theo dõi (Bảo Yên); 2 địa bàn khác được xét không bị gắn cờ."


def test_nothing_rises(definitions: Definitions) -> None:
    result = found(definitions, {"A": 3})
    assert headline(result) == "Quý I/2024: không địa bàn nào tăng quá mức bình thường (cả 3 địa bàn)."
    assert reason(result.row("A"), result) == "3 vụ; bình thường 5-15; thấp hơn mức bình thường"
    assert row_label(result.row("A")) == "= không vượt mức bình thường"
    assert relative_sentence(result.row("A"), result).startswith("So với mức chung của các địa bàn khác")


def test_above_the_range_but_not_above_last_year(definitions: Definitions) -> None:
    counts = {"A": [*[10] * 16, 30, 10, 10, 10, 25], "C": [20] * 21}
    result = flags(counts, definitions)
    row = result.row("A")
    assert row["level"] == "none"
    assert row_label(row) == "= chưa đến mức theo dõi"
    assert "; không cao hơn cùng kỳ (30 vụ)" in reason(row, result)


def test_a_rise_of_the_whole_province(definitions: Definitions) -> None:
    result = found(definitions, {"A": 17, "B": 9, "C": 34})
    assert relative_sentence(result.row("A"), result).startswith(
        "So với mức chung của các địa bàn khác trong kỳ thì chưa đủ căn cứ nói riêng Bảo Yên tăng (p = 0,"
    )


def test_how_many_flags_chance_gives(definitions: Definitions) -> None:
    """Nine districts without overdispersion: 9 × 1,7% red and 9 × 4,6% amber or red; once in 7 and in 2,4 quarters."""
    counts = {chr(65 + place): [mean] * 21 for place, mean in enumerate((3, 5, 8, 10, 12, 15, 20, 25, 30))}
    result = flags(counts, definitions)
    assert result.alpha == 0
    assert chance_sentence(result) == (
        "Xét 9 địa bàn cùng lúc, dù không nơi nào thay đổi, chỉ do ngẫu nhiên cũng cứ khoảng 7 kỳ lại có một địa bàn "
        "bị báo «tăng rõ rệt», cứ 2–3 kỳ lại có một địa bàn bị báo từ «theo dõi» trở lên."
    )


def test_places_too_small_for_the_proven_rate_are_not_in_the_sentence_of_chance(definitions: Definitions) -> None:
    result = flags({"A": [10] * 21, "B": [1] * 21}, definitions)
    assert chance_sentence(result).startswith("Xét 1 địa bàn đủ lớn cùng lúc, dù ")


def test_how_many_flags_chance_gives_of_very_many_places(definitions: Definitions) -> None:
    """700 districts, as in a nation: 700 × 1,7% = 11,9 red and 700 × 4,6% = 32,2 amber or red; 40: 0,7 and 1,8."""
    many = flags({f"{place:03d}": [10] * 21 for place in range(700)}, definitions)
    assert chance_sentence(many).endswith(
        "mỗi kỳ có khoảng 12 địa bàn bị báo «tăng rõ rệt», mỗi kỳ có khoảng 32 địa bàn bị báo từ «theo dõi» trở lên."
    )
    forty = flags({f"{place:03d}": [10] * 21 for place in range(40)}, definitions)
    assert "mỗi kỳ có khoảng 0,7 địa bàn bị báo «tăng rõ rệt», mỗi kỳ có khoảng 1,8 địa bàn" in chance_sentence(forty)


def test_a_short_history_says_how_short(definitions: Definitions) -> None:
    result = flags(steady((5, 10, 20), 17), definitions)
    assert note_sentences(result) == [
        "Số liệu nền ngắn: 16 quý (từ Quý I/2019) thay cho 20 quý, nên khoảng bình thường rộng hơn và khó phát hiện "
        "tăng hơn."
    ]


def test_a_history_that_is_too_short(definitions: Definitions) -> None:
    result = flags({"A": [10] * 12, "B": [5] * 11 + [9]}, definitions)
    assert headline(result) == ("Quý IV/2021: chưa xét được địa bàn tăng, số liệu nền mới có 11 quý, cần ít nhất 12.")
    assert reason(result.row("B"), result) == "9 vụ, cùng kỳ 5 vụ (+4); số liệu nền mới có 11 quý, cần ít nhất 12"
    assert row_label(result.row("B")) == "– chưa đủ số liệu nền"
    assert note_sentences(result) == [
        "Trước kỳ này mới có 11 quý đủ số liệu (từ Quý I/2019); cần ít nhất 12 quý mới gắn cờ, nên ở đây chỉ so với "
        "cùng kỳ năm trước."
    ]
    assert chance_sentence(result) == ""
    assert relative_sentence(result.row("B"), result) == ""


def test_holes_and_what_has_no_district(definitions: Definitions) -> None:
    named = province(definitions, {"A": "A"})
    hole = [covers("*", "2018-12-15", "2021-03-15"), covers("*", "2021-09-15", "2024-03-15")]
    result = found(named, {"unknown": 2}, coverage=pd.concat(hole, ignore_index=True))
    assert note_sentences(result) == [
        "Quý I/2024: 2 vụ không rõ địa bàn, không tính cho nơi nào.",
        "Thiếu số liệu Quý II/2021, Quý III/2021 của tất cả địa bàn: các quý này không tính vào mức bình thường.",
    ]


def test_a_period_that_is_not_over(definitions: Definitions) -> None:
    result = found(definitions, {}, coverage=covers("*", "2018-12-15", "2024-02-01"))
    assert headline(result) == "Số liệu của Quý I/2024 chưa đủ ngày nên chưa xét địa bàn tăng."
    assert reason(result.row("A"), result) == "10 vụ đến nay; kỳ chưa có đủ số liệu nên chưa xét"
    assert row_label(result.row("A")) == "– kỳ chưa đủ số liệu"
    gone = found(definitions, {}, period="2025-Q1")
    assert headline(gone) == "Chưa có số liệu của Quý I/2025."
    assert reason(gone.row("A"), gone) == "chưa có số liệu của Quý I/2025"
    assert row_label(gone.row("A")) == "– chưa có số liệu"


def test_a_small_district_is_flagged_with_a_mark(definitions: Definitions) -> None:
    counts = {"A": [0, 1] * 10 + [4], "C": [20] * 21}
    result = flags(counts, definitions)
    assert result.row("A")["level"] == "red"
    assert reason(result.row("A"), result).endswith("; số nhỏ")
    assert note_sentences(result) == [
        "Huyện A: trung bình dưới 3 vụ một quý, mức mà tỷ lệ báo sai chưa được kiểm chứng; đọc cờ ở đây thận trọng."
    ]


def test_breaks_inside(definitions: Definitions) -> None:
    result = flags({"A": [10] * 24, "B": [8] * 24}, definitions)
    (said,) = note_sentences(result)
    assert said == (
        "Số liệu đi qua mốc đổi cách tính 15/08/2024 (TT 26/2024/TT-BCA); mức bình thường tính chung trước và sau mốc, "
        "không hiệu chỉnh."
    )


def test_several_breaks_are_one_sentence(definitions: Definitions) -> None:
    (said,) = note_sentences(flags({"A": [10] * 25, "B": [8] * 25}, definitions))
    assert "mốc đổi cách tính 15/08/2024 (TT 26/2024/TT-BCA), 01/01/2025 (NĐ 168/2024/NĐ-CP); mức" in said


def test_a_district_that_is_named_more_often_than_before_is_no_rise_unsaid(definitions: Definitions) -> None:
    """A: 10 of 20 quarterly accidents had no district, now none of 20: its count doubles though nothing has changed."""

    def said(named: list[float], unnamed: list[float]) -> list[str]:
        return note_sentences(flags({"A": named, "unknown": unnamed}, definitions, names={"A": "Huyện A"}))

    assert said([10] * 20 + [20], [10] * 20 + [0]) == [
        "Số vụ không rõ địa bàn chiếm 50% số liệu nền, 0% trong Quý I/2024: vì chênh lệch này dễ báo tăng hơn thực tế."
    ]
    assert said([20] * 20 + [10], [0] * 20 + [10])[-1] == (
        "Số vụ không rõ địa bàn chiếm 0% số liệu nền, 50% trong Quý I/2024: vì chênh lệch này dễ bỏ sót nơi tăng."
    )
    assert said([20] * 21, [0] * 20 + [2])[1:] == []  # two accidents more are no shift
    assert said([10] * 21, [10] * 21) == ["Quý I/2024: 10 vụ không rõ địa bàn, không tính cho nơi nào."]


def test_what_is_always_said(definitions: Definitions) -> None:
    result = found(definitions, {}, with_collisions=False)
    assert scope_sentence(result) == (
        "Quý I/2024 (15/12/2023–14/03/2024, 91 ngày); cùng kỳ năm trước (15/12/2022–14/03/2023, 90 ngày). "
        "Mức bình thường tính từ 20 quý, Quý I/2019 đến Quý IV/2023. Không tính va chạm. Nguồn: Công an tỉnh. "
        "Số liệu đến 14/03/2024."
    )


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("red", "▲▲ tăng rõ rệt"),
        ("amber", "▲ theo dõi"),
        ("none", "= không vượt mức bình thường"),
        ("not_enough_history", "– chưa đủ số liệu nền"),
        ("too_few", "– quá ít vụ để kết luận"),
    ],
)
def test_levels(level: str, words: str) -> None:
    assert level_label(level) == words


def test_ranges() -> None:
    assert range_words({"lower": 3.0, "upper": 8.0}) == "3-8"
    assert range_words({"lower": 0.0, "upper": 0.0}) == "0"
    assert range_words({"lower": float("nan"), "upper": float("nan")}) == "–"


def test_many_names_are_cut(definitions: Definitions) -> None:
    counts = {f"{place:02d}": [10] * 20 + [30] for place in range(8)}
    words = headline(flags(counts, definitions))
    assert "8 địa bàn tăng rõ rệt (" in words
    assert words.endswith("Huyện 04 và 3 địa bàn khác).")


def test_record_and_lines_say_the_same(definitions: Definitions) -> None:
    result = found(definitions, {"A": 25})
    record = alerts_record(result)
    assert [row["reason"] for row in record["rows"]] == [reason(result.row(a), result) for a in result.table["area"]]
    assert record["headline"] == headline(result)
    lines = alert_lines(result)
    assert lines[0] == headline(result)
    assert any("Bảo Yên" in line and "▲▲ tăng rõ rệt" in line and "25 vụ" in line for line in lines)
    assert all(unicodedata.is_normalized("NFC", line) for line in lines)


def test_a_source_that_covers_only_some(definitions: Definitions) -> None:
    only = covered_from(definitions, 21, area="A")
    result = found(definitions, {}, coverage=only)
    assert note_sentences(result)[0] == "Chưa có số liệu của Quý I/2024 cho Si Ma Cai, TP Lào Cai."
    assert "1 địa bàn được xét" in headline(result)
