"""What changed since a snapshot, sentence by sentence and value by value, and as files."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from analysis.definitions.catalogue import Definitions
from analysis.figures.changes import CHANGES, QUARTERS
from analysis.figures.snapshot_diff import COVERS, TOLD, SnapshotDiff, State
from analysis.review.lists import INTERNAL_NOTE
from analysis.review.snapshot_diff_files import changes_csv, changes_xlsx, diff_record
from analysis.review.snapshot_diff_words import (
    HEADINGS,
    MOST_LINES,
    batch_lines,
    change_table,
    diff_headline,
    diff_lines,
    rule_lines,
    total_lines,
    value_words,
)
from analysis.store.tables import Store, code_version

AT = datetime(2025, 4, 12, 9, 5, tzinfo=UTC)
LATER = datetime(2025, 7, 1, 1, 0, tzinfo=UTC)
NO_FILES: dict[str, tuple[str, ...]] = {"added": (), "removed": (), "changed": ()}


def change(kind: str, accident: str, field: str = "", old: Any = None, new: Any = None, **more: Any) -> dict[str, Any]:
    known = {"occurred_on": pd.Timestamp("2025-02-02"), "area_code": "087", "deaths": 2, "injured": 1}
    told = {"batch_id": "b1", "reason": "lý do", "who": "Minh", "at": LATER}
    return {"kind": kind, "accident_id": accident, "field": field, "from": old, "to": new, **known, **told, **more}


def diff(definitions: Definitions, *changes: dict[str, Any], **given: Any) -> SnapshotDiff:
    record = {"name": "T3", "at": AT.isoformat(), "who": "Lan", "code_version": code_version(), **given.pop("old", {})}
    accidents = pd.DataFrame(list(changes), columns=[*CHANGES, *TOLD])
    types = {"deaths": "Int32", "injured": "Int32", "from": object, "to": object, "occurred_on": "datetime64[s]"}
    quarters = pd.DataFrame(given.pop("quarters", []), columns=list(QUARTERS))
    batches = ["event", *TOLD, "batch_id", "kind", "file_name", "source", "records", *COVERS]
    before, after = {"accidents": 10, "deaths": 3, "injured": 5}, {"accidents": 12, "deaths": 4, "injured": 5}
    known: dict[str, Any] = {"files": NO_FILES, "decisions": {"register": 0, "flags": 0}, **given}
    store = Store(definitions.reference.folders[0])
    return SnapshotDiff(
        before=State(store, definitions, record),
        after=State(store, definitions),
        accidents=accidents.astype(types),
        quarters=quarters.astype(dict.fromkeys(QUARTERS[2:], "Int64")),
        totals={"before": before, "after": after},
        batches=pd.DataFrame(known.pop("batches", []), columns=batches),
        **known,
    )


LATE = change("late_death", "A1", "deaths", 1, 2, reason="chết sau 9 ngày")
CHANGED = [LATE, change("corrected", "A1", "injured", 2, 1), change("gone", "B1"), change("added", "C1")]


def test_the_answer_counts_each_kind_and_leaves_out_what_is_0(definitions: Definitions) -> None:
    start = "Từ bản chốt «T3» (16:05 ngày 12/4/2025) đến nay: "
    assert diff_headline(diff(definitions)) == f"{start}không có vụ nào thay đổi"
    said = "thêm 01 vụ, không còn tính 01 vụ, sửa số liệu 01 vụ, thống kê bổ sung 01 người chết"
    assert diff_headline(diff(definitions, *CHANGED)) == start + said
    assert diff_headline(diff(definitions, change("received", "A", "cause", "a", "b"))) == f"{start}sửa số liệu 01 vụ"


def test_totals_with_differences_and_a_dash_where_not_covered(definitions: Definitions) -> None:
    quarters = [("2025-Q1", "Quý I/2025", 10, 12, 3, 4, 5, 5), ("2019-Q1", "Quý I/2019", 7, None, 1, None, 2, None)]
    assert total_lines(diff(definitions, *CHANGED, quarters=quarters)) == [
        "Toàn bộ số liệu: số vụ 10 → 12 (+2), chết 3 → 4 (+1), bị thương 5 → 5 (0)",
        "Quý I/2025: số vụ 10 → 12 (+2), chết 3 → 4 (+1), bị thương 5 → 5 (0)",
        "Quý I/2019: số vụ 7 → –, chết 1 → –, bị thương 2 → –",
    ]
    assert total_lines(diff(definitions)) == []


def test_batches(definitions: Definitions) -> None:
    row = {"reason": "", "who": "Minh", "at": LATER, "batch_id": "b2", "file_name": "q2.xlsx", "source": "Công an"}
    rows = [
        {"event": "taken_in", "kind": "accidents", "records": 1234, **row},
        {"event": "withdrawn", "kind": "violations", "records": 5, **row, "reason": "gửi nhầm"},
    ]
    assert batch_lines(diff(definitions, batches=rows)) == [
        "Nhập đợt b2: q2.xlsx (tai nạn, 1.234 bản ghi), lúc 08:00 ngày 1/7/2025 của Minh",
        "Rút đợt b2: q2.xlsx (vi phạm, 5 bản ghi), lúc 08:00 ngày 1/7/2025 của Minh: gửi nhầm",
    ]


@pytest.mark.parametrize(("before", "said"), [("2025-01-03..2025-03-14", "03/01/2025–14/03/2025"), ("", "chưa rõ")])
def test_a_batch_that_covers_other_days(definitions: Definitions, before: str, said: str) -> None:
    row = {"event": "covers_set", "kind": "accidents", "records": 12, "reason": "", "who": "Minh", "at": LATER}
    row |= {"batch_id": "b2", "file_name": "q2.xlsx", "source": "Công an"}
    row |= {"covers_before": before, "covers_after": "2024-12-15..2025-03-14"}
    assert batch_lines(diff(definitions, batches=[row])) == [
        f"Sửa khoảng phủ đợt b2: q2.xlsx (tai nạn, 12 bản ghi), từ {said} thành 15/12/2024–14/03/2025, lúc 08:00 "
        "ngày 1/7/2025 của Minh"
    ]


def test_rules_register_flags_and_program(definitions: Definitions) -> None:
    assert rule_lines(diff(definitions)) == []
    files = {"added": ("mine.csv",), "removed": (), "changed": ("targets.csv", "areas.csv")}
    old = {"code_version": "0.0.1"}
    said = rule_lines(diff(definitions, files=files, decisions={"register": 3, "flags": 1}, old=old))
    assert said[:2] == [
        "Danh mục, quy định đã sửa: chỉ tiêu (targets.csv), địa bàn (areas.csv).",
        "Danh mục, quy định thêm: mine.csv.",
    ]
    assert said[2:4] == ["Danh mục điểm đen: 3 lần ghi mới.", "Cờ báo: 1 lần tạm gác hoặc mở lại."]
    assert said[4].startswith(f"Chương trình: phiên bản 0.0.1, sau là {code_version()};")
    assert "không rõ tệp nào" in rule_lines(diff(definitions, files=None))[0]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("deaths", 2, "2"),
        ("occurred_on", pd.Timestamp("2025-03-05"), "05/03/2025"),
        ("occurred_at", 1325, "22:05"),
        ("km_m", 24005, "Km24+005"),
        ("lat", 22.4856, "22,48560"),
        ("area_code", "087", "Bảo Yên"),
        ("severity", "collision", "Va chạm"),
        ("road", "QL70", "QL70"),
        ("damage_million_vnd", 12.5, "12,50"),
        ("position_source", "km", "lý trình"),
        ("cause", "chữ của tệp", "chữ của tệp"),
        ("help_minutes", None, "–"),
        ("km_m", pd.NA, "–"),
    ],
)
def test_values_in_words(field: str, value: Any, said: str, definitions: Definitions) -> None:
    assert value_words(field, value, definitions) == said


def test_the_table_says_each_change_in_the_words_of_the_office(definitions: Definitions) -> None:
    table = change_table(diff(definitions, *CHANGED))
    assert list(table.columns) == list(HEADINGS)
    rows = table.drop(columns=["Ngày", "Ghi lúc"]).to_numpy().tolist()
    assert rows == [
        ["Thống kê bổ sung", "A1", "Bảo Yên", "số người chết", "1", "2", "chết sau 9 ngày", "Minh"],
        ["Đính chính", "A1", "Bảo Yên", "số người bị thương", "2", "1", "lý do", "Minh"],
        ["Không còn tính", "B1", "Bảo Yên", "cả vụ", "2 chết, 1 bị thương", "", "lý do", "Minh"],
        ["Thêm vụ", "C1", "Bảo Yên", "cả vụ", "", "2 chết, 1 bị thương", "lý do", "Minh"],
    ]
    assert change_table(diff(definitions)).empty


def test_the_command_line_lists_a_hundred_and_says_how_many_more(definitions: Definitions) -> None:
    lines = diff_lines(diff(definitions, *(change("added", f"C{number}") for number in range(MOST_LINES + 7))))
    assert lines[-1] == "… và 7 thay đổi khác; dùng --json để lấy đủ."
    short = diff_lines(diff(definitions, LATE))
    said = (
        "A1  02/02/2025  Bảo Yên  Thống kê bổ sung, số người chết: 1 → 2; chết sau 9 ngày (Minh, 08:00 ngày 1/7/2025)"
    )
    assert short[-1].strip() == said


def test_the_record_is_plain_json(definitions: Definitions) -> None:
    quarters = [("2019-Q1", "Quý I/2019", 7, None, 1, None, 2, 2)]
    moved = change("corrected", "A2", "occurred_on", pd.Timestamp("2025-02-02"), pd.NaT)
    found = json.loads(json.dumps(diff_record(diff(definitions, *CHANGED, moved, quarters=quarters))))
    assert found["counts"] == {"added": 1, "gone": 1, "changed": 2, "late_deaths": 1}
    assert found["total"]["deaths"] == {"before": 3, "after": 4, "difference": 1}
    assert found["periods"][0]["accidents"] == {"before": 7, "after": None, "difference": None}
    assert (found["accidents"][0]["from"], found["accidents"][0]["to"]) == (1, 2)
    assert (found["accidents"][4]["from"], found["accidents"][4]["to"]) == ("2025-02-02", None)
    assert found["accidents"][0]["at"] == "2025-07-01T01:00:00+00:00"
    assert (found["before"]["name"], found["after"]["name"], found["same"]) == ("T3", None, False)
    assert diff_record(diff(definitions, files=None))["definitions"] is None
    assert diff_record(diff(definitions))["same"] is True


def test_files_hold_every_change_and_no_formula(definitions: Definitions) -> None:
    hostile = change("received", "=1+1", "cause", "+cmd", "@x", reason="=HYPERLINK(1)")
    given = diff(definitions, *CHANGED, hostile)
    rows = list(csv.reader(io.StringIO(changes_csv(given).decode("utf-8-sig")), delimiter=";"))
    assert (len(rows), rows[0]) == (1 + 5, list(HEADINGS))
    assert [rows[5][place] for place in (1, 5, 6, 7)] == ["'=1+1", "'+cmd", "'@x", "'=HYPERLINK(1)"]
    assert rows[1][2] == "02/02/2025"
    book = changes_xlsx(given, created=datetime(2025, 7, 1))
    assert book == changes_xlsx(given, created=datetime(2025, 7, 1)), "the same bytes"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert sheet[0][0] == diff_headline(given)
    top = next(place for place, cells in enumerate(sheet) if cells[0] == HEADINGS[0])
    assert [INTERNAL_NOTE in str(cells[0]) for cells in sheet[:top]].count(True) == 1
    assert len(sheet) == top + 1 + 5
    assert sheet[top + 5][1] == "'=1+1"
