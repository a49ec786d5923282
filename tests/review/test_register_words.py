"""The register in words: sentences read out, never «công bố»."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis.places.register import EVENTS, fold_events
from analysis.places.register_file import RegisterImport
from analysis.places.register_review import REVIEWED, Review
from analysis.review import register_words
from analysis.review.register_words import (
    event_words,
    figure_words,
    import_sentence,
    looked_words,
    mark_words,
    marks_words,
    register_sentence,
    review_sentence,
    state_words,
)

DAY = pd.Timestamp("2025-03-31")


def place(**columns: object) -> dict[str, object]:
    known = {"closed": "", "status": "in_work", "merged_into": "", "last_mark": "", "criteria": "", "year": pd.NA}
    counts = dict.fromkeys(("accidents", "fatal_accidents", "injury_accidents", "deaths", "injured"), pd.NA)
    return {**known, **counts, "last_review": pd.NaT, **columns}


def event(kind: str, value: str = "", day: object = pd.NaT) -> dict[str, object]:
    return {"event": kind, "value": value, "on_day": day}


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, "đang xử lý"),
        ({"closed": "rejected"}, "không đưa vào danh mục"),
        ({"closed": "merged", "merged_into": "DM-0002"}, "đã gộp vào DM-0002"),
    ],
)
def test_the_state_of_a_place(columns: dict, words: str) -> None:
    assert state_words(place(**columns)) == words


def test_the_mark_of_the_last_review() -> None:
    assert mark_words(place()) == "chưa rà soát"
    assert mark_words(place(last_mark="back", last_review=DAY)) == "xuất hiện lại (đến 31/03/2025)"


def test_the_figures_of_a_place() -> None:
    assert figure_words(place()) == "chưa có số liệu về vụ tai nạn"
    known = place(accidents=1_234, fatal_accidents=1, deaths=1, injured=2, criteria="C1|C2")
    assert figure_words(known) == "1.234 vụ, 1 vụ chết người; 1 người chết, 2 người bị thương; tiêu chí C1, C2"
    assert figure_words(place(accidents=0, year=2024)) == "0 vụ; năm 2024"


@pytest.mark.parametrize(
    ("happened", "words"),
    [
        (event("status", "done", DAY), "Chuyển sang «đã xử lý» ngày 31/03/2025"),
        (event("accepted", "confirmed", DAY), "Xác nhận ngày 31/03/2025"),
        (event("reviewed", "gone", DAY), "Rà soát ngày 31/03/2025: không còn"),
        (event("merged", "DM-0002"), "Gộp vào DM-0002"),
        (event("measure", "Hộ lan", DAY), "Biện pháp ngày 31/03/2025: Hộ lan"),
    ],
)
def test_what_happened_is_a_sentence(happened: dict, words: str) -> None:
    assert event_words(happened) == words


def test_every_event_has_words_and_none_declares() -> None:
    said = [event_words(event(kind, "x", DAY)) for kind in EVENTS]
    assert all(said)
    assert "công bố" not in " ".join([*said, register_words.NOT_DECLARED]).lower()


def test_what_a_review_found() -> None:
    table = pd.DataFrame([("DM-1", "A", "new", (), 2), ("DM-2", "B", "gone", (), 0)], columns=REVIEWED)
    done = Review(date(2025, 3, 31), "rs", table, {"DM-0007": 1}, True)
    assert review_sentence(done) == (
        "Rà soát đến ngày 31/03/2025: 1 mới, 1 không còn. Điểm đã quyết định không đưa vào danh mục nhưng vẫn thỏa "
        "tiêu chí: DM-0007 (1 vụ mới)."
    )
    assert review_sentence(Review(date(2025, 3, 31), "", table.head(0), {}, False)) == (
        "Rà soát đến ngày 31/03/2025: không có điểm nào. Lần rà soát này đã được ghi, không có gì thay đổi."
    )


def test_a_kept_review() -> None:
    rule = {"length_m": 100, "radius_m": 50.0, "since": "2022-03-31"}
    details = {"rule": rule, "looked": ["km"], "marks": {"gone": 1, "new": 2}}
    assert looked_words(details) == "lý trình, đoạn 100 m, từ 31/03/2022"
    assert looked_words({"rule": rule, "looked": ["point"]}) == "tọa độ, bán kính 50 m, từ 31/03/2022"
    assert marks_words(details) == "2 mới, 1 không còn"
    assert marks_words({}) == "không có"


def test_what_came_of_a_file() -> None:
    table = pd.DataFrame({"outcome": ["new", "new", "rejected"]})
    assert import_sentence(RegisterImport(False, table, ())) == "Đọc 3 dòng: 2 điểm mới, 1 loại bỏ."
    assert "đã được nhập" in import_sentence(RegisterImport(True, table, ()))


def test_the_first_line_counts_open_places_by_status() -> None:
    empty = pd.DataFrame(columns=["register_id", "event", "details"])
    assert register_sentence(fold_events(empty)) == "Danh mục điểm đen, điểm tiềm ẩn chưa có điểm nào."
    places = pd.DataFrame({"closed": ["", "", "", "merged"], "status": ["done", "proposed", "done", "proposed"]})
    assert register_sentence(places) == "Danh mục điểm đen, điểm tiềm ẩn có 3 điểm: 1 đề nghị rà soát, 2 đã xử lý."
