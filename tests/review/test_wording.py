"""Sentence by sentence: what a page, a report and the command line say."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.figures.change import VERDICTS
from analysis.figures.targets import TargetStatus
from analysis.review import wording
from analysis.review.terminal import batch_lines

from .comparisons import comparison, row

HEADLINES: list[tuple[int, int, dict[str, Any], str]] = [
    (71, 62, {}, "Quý I/2025: 71 vụ, tăng 9 vụ (+14,52%) so với cùng kỳ (62 vụ); chưa đủ căn cứ nói là tăng"),
    (62, 71, {}, "Quý I/2025: 62 vụ, giảm 9 vụ (-12,68%) so với cùng kỳ (71 vụ); chưa đủ căn cứ nói là giảm"),
    (90, 62, {}, "Quý I/2025: 90 vụ, tăng 28 vụ (+45,16%) so với cùng kỳ (62 vụ); tăng rõ rệt"),
    (40, 62, {}, "Quý I/2025: 40 vụ, giảm 22 vụ (-35,48%) so với cùng kỳ (62 vụ); giảm rõ rệt"),
    (62, 62, {}, "Quý I/2025: 62 vụ, không tăng, không giảm so với cùng kỳ (62 vụ)"),
    (0, 0, {}, "Quý I/2025: 0 vụ, không tăng, không giảm so với cùng kỳ (0 vụ)"),
    (2, 0, {}, "Quý I/2025: 2 vụ, tăng 2 vụ so với cùng kỳ (0 vụ); chưa đủ căn cứ nói là tăng"),
    (4, 3, {}, "Quý I/2025: 4 vụ, tăng 1 vụ (+33,33%; số nhỏ) so với cùng kỳ (3 vụ); chưa đủ căn cứ nói là tăng"),
    (
        1234,
        1200,
        {"period": "2024", "against": "2022"},
        "Năm 2024: 1.234 vụ, tăng 34 vụ (+2,83%) so với Năm 2022 (1.200 vụ); chưa đủ căn cứ nói là tăng",
    ),
    (
        20,
        18,
        {"against": "previous"},
        "Quý I/2025: 20 vụ, tăng 2 vụ (+11,11%) so với kỳ trước, Quý IV/2024 (18 vụ); chưa đủ căn cứ nói là tăng",
    ),
    # 20 in 90 days against 30 in 365: fewer, but more a day
    (
        20,
        30,
        {"against": "2023"},
        "Quý I/2025: 20 vụ, giảm 10 vụ (-33,33%) so với Năm 2023 (30 vụ); tính bình quân một ngày thì tăng rõ rệt",
    ),
    (0, 62, {"period": "2025-Q2"}, "Chưa có số liệu của Quý II/2025"),
    (
        12,
        62,
        {"period": "2025-6M"},
        "6 tháng/2025: 12 vụ; chưa so sánh được với cùng kỳ (62 vụ): số liệu mới đến 14/03/2025",
    ),
    (
        12,
        62,
        {"covers": ("2024-01-01", "2025-03-15")},
        "Quý I/2025: 12 vụ; chưa so sánh được với cùng kỳ (62 vụ): số liệu của Quý I/2024 chưa đủ",
    ),
    (
        12,
        0,
        {"covers": ("2024-12-15", "2025-03-15")},
        "Quý I/2025: 12 vụ; chưa có số liệu của Quý I/2024 để so sánh",
    ),
]


@pytest.mark.parametrize(("now", "before", "options", "sentence"), HEADLINES)
def test_headline(now: int, before: int, options: dict[str, Any], sentence: str, definitions: Definitions) -> None:
    assert wording.headline(comparison(definitions, now, before, **options)) == sentence


@pytest.mark.parametrize(
    ("now", "before", "measure", "sentence"),
    [
        (196, 241, "accidents", "Xảy ra 196 vụ, giảm 45 vụ (-18,67%) so với cùng kỳ năm trước"),
        (1, 0, "accidents", "Xảy ra 01 vụ, tăng 01 vụ so với cùng kỳ năm trước"),
        (20, 17, "injured", "Bị thương 20 người, tăng 03 người (+17,65%) so với cùng kỳ năm trước"),
        (5, 5, "deaths", "Làm chết 0 người, không tăng, không giảm so với cùng kỳ năm trước"),
        (9, 2, "accidents", "Xảy ra 09 vụ, tăng 07 vụ (+350,00%; số nhỏ) so với cùng kỳ năm trước"),
    ],
)
def test_report_sentence(now: int, before: int, measure: str, sentence: str, definitions: Definitions) -> None:
    assert wording.report_sentence(comparison(definitions, now, before), measure) == sentence


def test_report_sentence_without_data(definitions: Definitions) -> None:
    later = comparison(definitions, 0, 5, period="2025-Q2")
    assert wording.report_sentence(later, "accidents") == "Chưa có số liệu của Quý II/2025"
    first = comparison(definitions, 12, 0, covers=("2024-12-15", "2025-03-15"))
    assert wording.report_sentence(first, "accidents") == "Xảy ra 12 vụ; chưa có số liệu của Quý I/2024 để so sánh"


def test_short_change() -> None:
    assert wording.short_change(row(51, 38, "rise")) == "tăng 13 vụ (51/38)"
    assert wording.short_change(row(2, 5, "fall"), "deaths") == "giảm 03 người (2/5)"
    assert wording.short_change(row(38, 38, "same")) == "không tăng, không giảm (38/38)"
    assert wording.short_change(row(pd.NA, 38, "no_data", difference=pd.NA, percent=math.nan)) == "chưa so sánh được"


def test_change_label() -> None:
    assert wording.change_label(row(71, 62, "rise")) == "+9 (+14,52%)"
    assert wording.change_label(row(3, 0, "rise")) == "+3"
    assert wording.change_label(row(pd.NA, 3, "no_data", difference=pd.NA, percent=math.nan)) == "–"


@pytest.mark.parametrize(
    ("verdict", "label"),
    [
        ("rise_clear", "▲▲ tăng rõ rệt"),
        ("rise", "▲ tăng"),
        ("same", "= không tăng không giảm"),
        ("fall", "▼ giảm"),
        ("fall_clear", "▼▼ giảm rõ rệt"),
        ("no_data", "– chưa đủ số liệu"),
    ],
)
def test_five_words_for_change(verdict: str, label: str) -> None:
    assert wording.verdict_label(row(10, 10, verdict)) == label


def test_a_small_base_is_marked() -> None:
    assert wording.verdict_label(row(6, 4, "rise")) == "▲ tăng (số nhỏ)"
    assert wording.verdict_label(row(6, 4, "no_data")) == "– chưa đủ số liệu"


def test_every_verdict_has_a_word() -> None:
    assert set(wording.VERDICT_WORDS) == set(VERDICTS)


@pytest.mark.parametrize(
    ("now", "before", "verdict", "sentence"),
    [
        (18, 10, "rise", "10 → 18: có thể do ngẫu nhiên; phải từ 19 vụ mới là tăng rõ rệt"),
        (10, 10, "same", "10 → 10: có thể do ngẫu nhiên; phải từ 19 vụ mới là tăng rõ rệt"),
        (6, 10, "fall", "10 → 6: có thể do ngẫu nhiên; phải còn 3 vụ trở xuống mới là giảm rõ rệt"),
        (2, 4, "fall", "4 → 2: có thể do ngẫu nhiên; phải không còn vụ nào mới là giảm rõ rệt"),
        (1, 3, "fall", "3 → 1: có thể do ngẫu nhiên; kỳ trước quá ít vụ để nói là giảm rõ rệt"),
        (19, 10, "rise_clear", "10 → 19: tăng rõ rệt, ít khi chỉ do ngẫu nhiên"),
        (3, 10, "fall_clear", "10 → 3: giảm rõ rệt, ít khi chỉ do ngẫu nhiên"),
        (pd.NA, 10, "no_data", ""),
    ],
)
def test_threshold_sentence(now: Any, before: int, verdict: str, sentence: str) -> None:
    columns = {} if isinstance(now, int) else {"difference": pd.NA, "percent": math.nan}
    given = row(now, before, verdict, **columns) if isinstance(now, int) else {**row(0, before, verdict), "now": pd.NA}
    assert wording.threshold_sentence(given) == sentence


def test_the_threshold_counts_the_days() -> None:
    assert "từ 11 vụ" in wording.threshold_sentence(row(9, 10, "rise"), days=(45, 90))


def test_figures_without_a_test_say_so() -> None:
    untested = row(8, 5, "rise", tested=False)
    assert wording.certainty(untested) == "; số liệu này không dùng để kết luận tăng hay giảm"
    assert wording.certainty({**untested, "p_rise": math.nan}) == ""


@pytest.mark.parametrize(
    ("now", "base", "words"),
    [
        ("2025-Q1", "2024-Q1", "cùng kỳ năm trước"),
        ("2024-6M", "2023-6M", "cùng kỳ năm trước"),
        ("2024", "2023", "cùng kỳ năm trước"),
        ("2024-02-01..2024-02-29", "2023-02-01..2023-02-28", "cùng kỳ năm trước"),
        ("2025-02-01..2025-02-28", "2024-02-01..2024-02-29", "cùng kỳ năm trước"),
        ("2024-02-29..2024-03-10", "2023-02-28..2023-03-10", "cùng kỳ năm trước"),
        ("2025-Q1", "2024-Q4", "kỳ trước (Quý IV/2024)"),
        ("2024-03", "2024-02", "kỳ trước (Tháng 2/2024)"),
        ("2025-Q1", "2023-Q1", "Quý I/2023"),
        ("2025-Q1", "2024", "Năm 2024"),  # just before, but not of its kind
        ("2024-02-01..2024-02-14", "2024-01-18..2024-01-31", "kỳ trước (18/01/2024–31/01/2024)"),
    ],
)
def test_against_what(now: str, base: str, words: str, definitions: Definitions) -> None:
    calendar = definitions.calendars["15-14"]
    assert wording.against_words(parse_period(now, calendar), parse_period(base, calendar)) == words


def test_coverage_sentences(definitions: Definitions) -> None:
    assert wording.coverage_sentences(comparison(definitions, 5, 5)) == []
    none = comparison(definitions, 0, 5, period="2025-Q2")
    assert wording.coverage_sentences(none) == ["Chưa có số liệu của Quý II/2025."]
    until = comparison(definitions, 5, 5, period="2025-6M", covers=("2010-01-01", "2025-04-01"))
    assert wording.coverage_sentences(until) == [
        "Số liệu mới đến 31/03/2025: 6 tháng/2025 chưa đủ ngày, chưa so sánh được."
    ]
    late = comparison(definitions, 5, 5, covers=("2024-01-01", "2025-03-15"))
    assert wording.coverage_sentences(late) == [
        "Số liệu của Quý I/2024 chưa phủ hết các ngày hoặc các địa bàn, chưa so sánh được."
    ]


def test_what_is_always_said(definitions: Definitions) -> None:
    said = wording.scope_sentence(
        comparison(definitions, 71, 62, unknown={"accidents": 3}, illustrative=True, with_collisions=False)
    )
    assert said == (
        "Quý I/2025 (15/12/2024–14/03/2025, 90 ngày) so với cùng kỳ năm trước (15/12/2023–14/03/2024, 91 ngày). "
        "Không tính va chạm. Nguồn: Công an tỉnh. Số liệu đến 14/03/2025. Không rõ: 3 vụ. Số liệu minh họa."
    )
    assert "Tính cả va chạm" in wording.scope_sentence(comparison(definitions, 1, 1))


@pytest.mark.parametrize(
    ("percent", "reached", "sentence"),
    [
        (-5.0, "met", "Mục tiêu năm 2025 giảm 5%: không quá 58 vụ; với nhịp này đạt"),
        (-7.5, "missed", "Mục tiêu năm 2025 giảm 7,5%: không quá 58 vụ; với nhịp này chưa đạt"),
        (0.0, "met", "Mục tiêu năm 2025 không tăng: không quá 58 vụ; với nhịp này đạt"),
        (-5.0, "no_data", "Mục tiêu năm 2025 giảm 5%: chưa đủ số liệu để đánh giá"),
        (math.nan, "no_target", ""),
    ],
)
def test_target_sentence(percent: float, reached: Any, sentence: str) -> None:
    assert wording.target_sentence(TargetStatus("accidents", 2025, percent, 58, reached)) == sentence


def test_lines_of_the_command_line(definitions: Definitions) -> None:
    groups = {"088": (12, 6), "unknown": (2, 1)}
    lines = wording.comparison_lines(comparison(definitions, 14, 7, by="area", groups=groups))
    assert lines[0].startswith("Quý I/2025: 14 vụ, tăng 7 vụ (+100,00%)")
    text = "\n".join(lines)
    assert re.search(r"Số vụ +14 / +7 +\+7 \(\+100,00%\)", text)
    assert re.search(r"TX Sa Pa|Sa Pa", text)
    assert re.search(r"Không rõ +2 / +1 .*số nhỏ", text)
    assert "Hai kỳ không dài bằng nhau" in text


def test_lines_of_an_import() -> None:
    finding = {
        "severity": "error",
        "message": "Ngày không hợp lệ, hãy sửa.",
        "rows": 7,
        "row_numbers": [3, 4, 5, 6, 7, 8, 9],
    }
    answer = {
        "file": "tai nạn.xlsx",
        "batch": "b1",
        "already_imported": False,
        "rows_read": 1200,
        "rows_accepted": 1193,
        "rows_rejected": 7,
        "records": 1193,
        "findings": [finding],
    }
    assert wording.import_lines(answer, "accidents") == [
        "Tệp tai nạn.xlsx",
        "Đọc 1.200 dòng: nhận 1.193, bị loại 7; 1.193 vụ tai nạn.",
        "Đợt nhập: b1",
        "  [LỖI] Ngày không hợp lệ, hãy sửa. (7 dòng: 3, 4, 5, 6, 7…)",
    ]
    again = wording.import_lines({**answer, "already_imported": True}, "accidents")
    assert again[1] == "Đã nhập trước đây (đợt b1); không có gì thay đổi."


def test_a_day_that_is_not_a_date_cannot_be_shown(definitions: Definitions) -> None:
    said = wording.scope_sentence(comparison(definitions, 1, 1, data_until=date(2025, 3, 5)))
    assert "Số liệu đến 05/03/2025" in said


def test_a_mixture_with_the_sample_is_said_stronger_than_the_sample(definitions: Definitions) -> None:
    mixed = comparison(definitions, 71, 62, illustrative=True, mixed=True)
    assert wording.illustration(mixed) == "LẪN số liệu minh họa"
    assert wording.scope_sentence(mixed).endswith(" LẪN số liệu minh họa.")
    assert wording.comparison_lines(mixed)[-1] != ""
    assert wording.illustration(comparison(definitions, 71, 62, illustrative=True)) == "số liệu minh họa"
    assert wording.illustration(comparison(definitions, 71, 62)) == ""


def test_batches_are_listed_in_vietnamese() -> None:
    known = {"batch": "b1", "status": "active", "kind": "accidents", "records": 1234, "file": "q1.xlsx"}
    gone = {**known, "batch": "b2", "status": "withdrawn", "kind": "violations", "records": 5}
    assert batch_lines([{**known, "illustrative": False}, {**gone, "illustrative": True}]) == [
        "b1  đang dùng  1.234 vụ tai nạn  q1.xlsx",
        "b2  đã rút, minh họa  5 dòng vi phạm  q1.xlsx",
    ]
