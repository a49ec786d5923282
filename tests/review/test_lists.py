"""Lists of accidents as files: nothing but the rows in CSV, what they are above them in XLSX, no formula in either."""

from __future__ import annotations

import io
import zipfile

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from analysis.figures.listing import LISTED
from analysis.review.lists import HEADINGS, INTERNAL_NOTE, list_csv, list_table, list_xlsx


@pytest.fixture
def listing() -> pd.DataFrame:
    rows = [
        {
            "accident_id": "A1",
            "occurred_on": "2024-12-15",
            "time": "22:05",
            "area": "Bảo Yên",
            "deaths": 1,
            "lat": 22.25,
        },
        {"accident_id": "=1+1", "occurred_on": "2025-03-05", "road": "@SUM(A1)", "cause": "-2+3", "deaths": None},
    ]
    table = pd.DataFrame(rows).reindex(columns=list(LISTED))
    texts = [
        name for name in LISTED if name not in ("occurred_on", "deaths", "injured", "missing_people", "lat", "lon")
    ]
    return table.astype(
        {
            **dict.fromkeys(texts, "str"),
            "occurred_on": "datetime64[s]",
            **dict.fromkeys(["deaths", "injured", "missing_people"], "Int32"),
            **dict.fromkeys(["lat", "lon"], "float64"),
        }
    )


def cells(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_every_column_has_a_heading() -> None:
    assert tuple(HEADINGS) == LISTED
    assert len(set(HEADINGS.values())) == len(HEADINGS)


def test_the_table_keeps_rows_and_values(listing: pd.DataFrame) -> None:
    table = list_table(listing)
    assert list(table.columns)[:4] == ["Mã vụ", "Ngày", "Giờ", "Địa bàn"]
    assert table["Mã vụ"].tolist() == ["A1", "=1+1"]


def test_csv_is_a_head_line_and_one_line_an_accident(listing: pd.DataFrame) -> None:
    content = list_csv(listing)
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("Mã vụ;Ngày;Giờ;Địa bàn;Xã, phường;")
    assert lines[1].startswith("A1;15/12/2024;22:05;Bảo Yên;;")
    assert lines[1].endswith(";22,25;;")
    assert lines[2].startswith("'=1+1;05/03/2025;;")
    assert ";'@SUM(A1);;'-2+3;" in lines[2]


def test_xlsx_says_what_the_list_is_and_holds_native_values(listing: pd.DataFrame) -> None:
    rows = cells(list_xlsx(listing, title="Bảo Yên: 2 vụ", notes=["Kỳ 15/12/2024–14/03/2025"]))
    assert [row[0] for row in rows[:3]] == ["Bảo Yên: 2 vụ", "Kỳ 15/12/2024–14/03/2025", INTERNAL_NOTE]
    head = next(place for place, row in enumerate(rows) if row[0] == "Mã vụ")
    assert rows[head] == list(HEADINGS.values())
    first, second = rows[head + 1 :]
    assert (first[0], first[1].isoformat(), first[7], first[15]) == ("A1", "2024-12-15", 1, 22.25)
    assert (second[0], second[7], second[10]) == ("'=1+1", "", "'@SUM(A1)")


def test_a_note_is_said_once(listing: pd.DataFrame) -> None:
    rows = cells(list_xlsx(listing, title="x", notes=[INTERNAL_NOTE]))
    assert [row[0] for row in rows].count(INTERNAL_NOTE) == 1


def test_no_cell_is_a_formula(listing: pd.DataFrame) -> None:
    content = list_xlsx(listing, title="=cmd", notes=["+1"])
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_same_list_gives_the_same_bytes(listing: pd.DataFrame) -> None:
    assert list_xlsx(listing, title="x") == list_xlsx(listing, title="x")


def test_an_empty_list_keeps_its_headings(listing: pd.DataFrame) -> None:
    nothing = listing.iloc[:0]
    assert len(list_csv(nothing).decode("utf-8-sig").splitlines()) == 1
    rows = cells(list_xlsx(nothing, title="Không có vụ nào"))
    assert rows[-1] == list(HEADINGS.values())
