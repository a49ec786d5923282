from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions
from analysis.intake.pipeline import nothing_stored
from analysis.intake.repeats import likely_duplicates, likely_pairs
from analysis.intake.rules import RULES, findings_of, mark, quoted, rejected_rows, tallies

HEAD = "Mã vụ;Ngày;Huyện;Tuyến đường;Lý trình;Chết;Bị thương;Mức độ"


def row(
    number: str, day: str = "1/2/2024", area: str = "Sa Pa", *, road: str = "QL4D", km: str = "Km24+500", **more: str
) -> str:
    cells = {"deaths": "0", "injured": "1", "severity": "Ít nghiêm trọng", **more}
    return ";".join([number, day, area, road, km, cells["deaths"], cells["injured"], cells["severity"]])


def test_every_rule_says_what_to_do_in_a_whole_sentence() -> None:
    assert all(rule.message.endswith((".", "?")) and "  " not in rule.message for rule in RULES.values())
    assert all(
        "hãy" in rule.message.lower() or "không cần" in rule.message
        for rule in RULES.values()
        if rule.severity == "error"
    )


@pytest.mark.parametrize(
    ("faulty", "rule"),
    [
        (row("B", ""), "date_missing"),
        (row("B", "31/02/2024"), "date_impossible"),
        (row("B", "hôm qua"), "date_impossible"),
        (row("B", "01/02/1909"), "date_impossible"),
        (row("B", "02/04/2025"), "date_future"),
        (row("B", area="Sa Pảng"), "area_unrecognised"),
        (row("B", deaths="-1"), "count_invalid"),
        (row("B", deaths="2024"), "count_invalid"),
        (row("B", injured="hai"), "count_invalid"),
        (row("B", injured="1,5"), "count_invalid"),
    ],
)
def test_a_row_that_cannot_be_counted_is_rejected_with_its_number(take_in: Any, faulty: str, rule: str) -> None:
    taken = take_in([HEAD, row("A"), faulty, row("C", "5/2/2024")])
    assert taken.rows["accident_id"].tolist() == ["A", "C"]
    assert taken.rule(rule).row_numbers == (3,)
    assert taken.rule(rule).severity == "error"
    rejected = taken.tables["rejected"]
    assert rejected[["row", "rule"]].to_numpy().tolist() == [[3, rule]]
    assert json.loads(rejected["cells"].iloc[0])["Mã vụ"] == "B"
    assert (taken.intake.rows_read, taken.intake.rows_accepted, taken.intake.rows_rejected) == (3, 2, 1)


@pytest.mark.parametrize(
    ("doubtful", "rule"),
    [
        (row("B", area=""), "area_missing"),
        (row("B", area="Chưa xác định"), "area_missing"),
        (row("B", deaths="1"), "severity_deaths"),
        (row("B", deaths="2", severity="Nghiêm trọng"), "severity_deaths"),
        (row("B", deaths=""), "blank_as_zero"),
        (row("B", km="cây xăng"), "km_unreadable"),
        (row("B", severity="Thảm khốc"), "value_unrecognised"),
    ],
)
def test_a_doubtful_row_is_kept_and_said(take_in: Any, doubtful: str, rule: str) -> None:
    taken = take_in([HEAD, row("A", "5/1/2024"), doubtful])
    assert taken.rows["accident_id"].tolist() == ["A", "B"]
    assert taken.rule(rule).row_numbers == (3,)
    assert taken.rule(rule).severity == "warning"


def test_a_class_above_the_deaths_is_no_fault(take_in: Any) -> None:
    # Bodily harm or damage alone can make an accident very serious (TT 26/2024, Điều 5: one condition suffices).
    assert "severity_deaths" not in take_in([HEAD, row("A", severity="Rất nghiêm trọng")]).rules()


def test_the_unknown_district_is_named_with_its_likeness(take_in: Any) -> None:
    taken = take_in([HEAD, row("A", area="Bát Xat"), row("B", area="Bát Xáp")])
    assert taken.rule("area_unrecognised").example == "«Bát Xáp» (có phải Bát Xát?)"


def test_the_same_id_again_is_rejected_the_first_stays(take_in: Any) -> None:
    taken = take_in([HEAD, row("A"), row("B", "9/2/2024"), row("A"), row("A", deaths="1", severity="Nghiêm trọng")])
    assert taken.rule("id_repeated").row_numbers == (4,)
    assert taken.rule("id_conflict").row_numbers == (5,)
    assert taken.rows[["accident_id", "deaths"]].to_numpy().tolist() == [["A", 0], ["B", 0]]
    assert taken.tables["rejected"]["rule"].tolist() == ["id_repeated", "id_conflict"]


def test_an_id_that_the_store_has_is_rejected_and_said_whether_it_changed(take_in: Any) -> None:
    lines = [HEAD, row("A"), row("B", "9/2/2024")]
    stored = take_in(lines).rows
    changed = [HEAD, row("A"), row("B", "9/2/2024", deaths="1", severity="Nghiêm trọng"), row("C", "20/2/2024")]
    taken = take_in(changed, existing=lambda *_: stored)
    found = {item.row_numbers: item.message for item in taken.intake.findings if item.rule == "id_in_store"}
    assert "y hệt" in found[(2,)]
    assert "nội dung khác" in found[(3,)]
    assert "đính chính" in found[(3,)]
    assert taken.rows["accident_id"].tolist() == ["C"]


def test_likely_duplicates_are_shown_and_kept(take_in: Any) -> None:
    taken = take_in(
        [
            HEAD,
            row("A"),
            row("B", km="Km24+700"),  # 200 m further: the same accident seen by two offices
            row("C", km="Km31"),  # 6,5 km further: another one
            row("D", "2/2/2024"),  # another day
            row("E", injured="2"),  # another outcome
            row("F", area="Bát Xát"),  # another district
        ]
    )
    assert taken.rule("likely_duplicate").row_numbers == (2, 3)
    assert taken.rule("likely_duplicate").severity == "warning"
    assert len(taken.rows) == 6


def test_an_accident_like_one_in_the_store_is_shown(take_in: Any) -> None:
    stored = take_in([HEAD, row("CŨ")]).rows
    taken = take_in([HEAD, row("A"), row("B", "5/2/2024")], existing=lambda *_: stored)
    assert taken.rule("likely_duplicate").row_numbers == (2,)
    assert "CŨ" in taken.rule("likely_duplicate").example
    assert len(taken.rows) == 2


def test_points_and_hours_apart_are_no_duplicates(definitions: Definitions) -> None:
    fields = definitions.limits["likely_duplicate_fields"]
    rows = pd.DataFrame(
        {
            "accident_id": ["a", "b", "c", "d"],
            "occurred_on": pd.to_datetime(["2024-02-01"] * 4),
            "area_code": "088",
            "occurred_at": pd.array([600, 630, 900, None], dtype="Int16"),
            "deaths": 0,
            "injured": 1,
            "lat": [22.30, 22.301, 22.30, 22.40],  # 0,001 degree is 111 m, 0,1 degree 11 km
            "lon": 103.8,
        }
    )
    pairs = likely_pairs(rows, nothing_stored(None, None), fields)  # type: ignore[arg-type]
    (found,) = likely_duplicates(pairs, pd.DataFrame({"sheet": "", "row": [2, 3, 4, 5]}))
    assert found.texts.to_dict() == {0: "dòng 2 và dòng 3", 1: ""}


def test_a_month_without_rows_is_said(take_in: Any) -> None:
    taken = take_in([HEAD, row("A", "5/1/2024"), row("B", "7/3/2024"), row("C", "7/6/2024")])
    assert taken.rule("month_missing").example == "02/2024, 04/2024, 05/2024"


def test_identity_columns_reach_no_table(take_in: Any) -> None:
    secret = "Nguyễn Văn Bí Mật"
    taken = take_in(
        [
            "Mã vụ;Họ và tên;Ngày;Huyện;Chết;Bị thương;CCCD;Dân tộc",
            f"A;{secret};1/2/2024;Sa Pa;0;0;012345678901;Mông",
            f"B;{secret};;Sa Pa;0;0;012345678901;Mông",
        ]
    )
    assert taken.rule("identity_dropped").example == "«Họ và tên»; «CCCD»; «Dân tộc»"
    words = "".join(table.to_csv() for table in taken.tables.values())
    assert not any(text in words for text in (secret, "012345678901", "Mông"))
    assert len(taken.tables["rejected"]) == 1


def test_a_date_in_the_other_order_is_suspected(take_in: Any) -> None:
    taken = take_in(
        [HEAD, row("A", "25/01/2024"), row("B", "01/30/2024"), row("C", "26/01/2024"), row("D", "27/01/2024")]
    )
    assert taken.rule("date_order_suspect").row_numbers == (3,)
    assert taken.rule("date_impossible").row_numbers == (3,)


def test_days_that_a_foreign_spreadsheet_exchanged_are_suspected(take_in: Any) -> None:
    # 05/03 became the date 3 May; 25/03 was no date there and stayed text.
    iso = [row(f"A{number}", f"2024-{number:02d}-03") for number in range(4, 9)]
    taken = take_in([HEAD, *iso, row("B", "25/03/2024"), row("C", "28/03/2024")])
    assert taken.rule("date_order_suspect").row_numbers == (2, 3, 4, 5, 6)
    assert len(taken.rows) == 7


def test_marks_are_tallied_by_sheet_and_the_sheet_is_named() -> None:
    places = pd.DataFrame({"sheet": ["Sa Pa", "Bát Xát", "Sa Pa"], "row": [5, 5, 9]})
    found = findings_of(tallies([mark("date_missing", pd.Series([True, True, True]))], places), several_sheets=True)
    assert [(item.row_numbers, item.message.split(":")[0]) for item in found] == [
        ((5, 9), "Trang «Sa Pa»"),
        ((5,), "Trang «Bát Xát»"),
    ]


def test_tallies_of_chunks_add_up() -> None:
    places = pd.DataFrame({"sheet": ["", ""], "row": [2, 3]})
    marks = [mark("area_unrecognised", pd.Series([True, True]), pd.Series(["x", "y"]))]
    (found,) = findings_of(tallies(marks, places) + tallies(marks, places.assign(row=[8, 9])), several_sheets=False)
    assert (found.rows, found.row_numbers, found.example) == (4, (2, 3, 8, 9), "«x»; «y»")


def test_warnings_reject_nothing() -> None:
    where = pd.Series([True, False])
    assert rejected_rows([mark("area_missing", where), mark("date_missing", ~where)], where.index).tolist() == [
        False,
        True,
    ]


def test_many_examples_are_cut_and_counted() -> None:
    assert quoted(["a", "b", "a", "", "c"], most=2) == "«a»; «b» và 1 giá trị khác"
