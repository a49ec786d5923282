"""Files for Excel: separators, marks, formulas that stay texts, native numbers."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import parse_period
from analysis.figures.compare import compare, compare_violations
from analysis.figures.comparison import Comparison
from analysis.review.export import comparison_csv, comparison_table, comparison_xlsx, safe_text, table_csv
from analysis.review.sentences import scope_sentence
from analysis.store.tables import Store

from .comparisons import comparison

GROUPS = {"088": (12, 8), "085": (1, 0), "unknown": (2, 1)}


@pytest.fixture
def by_area(definitions: Definitions) -> Comparison:
    return comparison(definitions, 15, 9, by="area", groups=GROUPS)


def test_csv_opens_in_vietnamese_excel() -> None:
    table = pd.DataFrame(
        {
            "Địa bàn": ["Sa Pa", "Bát; Xát"],
            "Số vụ": pd.array([1234, None], dtype="Int64"),
            "%": [12.5, float("nan")],
            "Ngày": [datetime(2025, 3, 5), pd.NaT],
        }
    )
    assert table_csv(table) == (
        b"\xef\xbb\xbf" + 'Địa bàn;Số vụ;%;Ngày\r\nSa Pa;1234;12,5;05/03/2025\r\n"Bát; Xát";;;\r\n'.encode()
    )


def test_numbers_beside_a_text_have_the_decimal_comma_too(by_area: Comparison) -> None:
    mixed = pd.DataFrame({"Tỷ số": pd.Series([279.052, "∞", 0.5, pd.NA, 1e-05], dtype=object)})
    assert table_csv(mixed).decode("utf-8-sig").split("\r\n") == ["Tỷ số", "279,052", "∞", "0,5", '""', "1e-05", ""]
    cells = [line.split(";") for line in comparison_csv(by_area).decode("utf-8-sig").splitlines()[1:]]
    assert any("∞" in line for line in cells)
    assert [cell for line in cells for cell in line if re.fullmatch(r"[+-]?\d+\.\d+", cell)] == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd", "'-2+3+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("-", "-"),  # zero in many tables: harmless, and has to come back as it was
        ("-5", "-5"),
        ("+12,5%", "+12,5%"),
        ("QL70", "QL70"),
        ("", ""),
    ],
)
def test_no_text_becomes_a_formula(text: str, written: str) -> None:
    assert safe_text(text) == written
    headed = table_csv(pd.DataFrame({text: [text]}))
    assert written in pd.read_csv(io.BytesIO(headed), sep=";", dtype=str, keep_default_na=False, header=None).to_numpy()


def test_table_of_a_comparison_has_the_total_last(by_area: Comparison, definitions: Definitions) -> None:
    table = comparison_table(by_area)
    assert table["Địa bàn"].tolist() == [*definitions.areas.names.values(), "Không rõ", "Tổng số"]
    now, before = table["Số vụ: Quý I/2025"], table["Số vụ: Quý I/2024"]
    assert (now.iloc[-1], before.iloc[-1]) == (15, 9)
    assert now.iloc[:-1].sum() == 15
    assert table["Số vụ: tỷ lệ %"].iloc[-1] == 66.67
    bac_ha = table[table["Địa bàn"] == definitions.areas.names["085"]].iloc[0]
    assert pd.isna(bac_ha["Số vụ: tỷ lệ %"])
    assert bac_ha["Số vụ: tỷ số (một ngày)"] == "∞"
    assert (table["Nguồn số liệu"] == "Công an tỉnh").all()


def test_csv_of_a_comparison_reads_back(by_area: Comparison) -> None:
    content = comparison_csv(by_area)
    assert content.startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(io.BytesIO(content), sep=";", decimal=",", encoding="utf-8-sig")
    assert table["Số vụ: Quý I/2025"].iloc[-1] == 15
    assert table["Số vụ: tỷ lệ %"].iloc[-1] == 66.67
    assert "\r\n" in content.decode("utf-8-sig")


def test_xlsx_says_what_is_compared_and_holds_numbers(by_area: Comparison) -> None:
    content = comparison_xlsx(by_area)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert str(rows[0][0]).startswith("Quý I/2025: 15 vụ")
    assert "15/12/2024–14/03/2025" in str(rows[1][0])
    assert any("Hai kỳ không dài bằng nhau" in str(row[0]) for row in rows)
    total = next(row for row in rows if row[0] == "Tổng số")
    assert total[1:4] == [15, 9, 6]
    assert total[4] == pytest.approx(6 / 9)  # shown as 66.67% by its format
    bac_ha = next(row for row in rows if row[0] == "Bắc Hà")
    assert bac_ha[4:6] == ["–", "∞"]


def test_xlsx_is_the_same_each_time_and_set_up_for_print(by_area: Comparison) -> None:
    content = comparison_xlsx(by_area)
    assert content == comparison_xlsx(by_area)
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert 'fitToWidth="1"' in sheet or "fitToPage" in sheet
    assert 'state="frozen"' in sheet
    assert "<f>" not in sheet


def test_groups_of_two_kinds_say_theirs_in_both_files(by_area: Comparison) -> None:
    kinds = {"088": "Vùng cao", "085": "Vùng thấp"}
    lines = comparison_csv(by_area, kinds).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Địa bàn;Nhóm;")
    assert [line.split(";")[1] for line in lines[1:]] == [*(kinds.get(key, "") for key in by_area.labels), ""]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(comparison_xlsx(by_area, kinds))).get_sheet_by_index(0).to_python()
    head = next(place for place, cells in enumerate(rows) if cells[0] == "Địa bàn")
    plain = CalamineWorkbook.from_filelike(io.BytesIO(comparison_xlsx(by_area))).get_sheet_by_index(0).to_python()
    assert rows[head][1] == "Nhóm"
    long = replace(by_area, table=by_area.table.assign(label="Không có hoặc không mang giấy tờ"))
    with zipfile.ZipFile(io.BytesIO(comparison_xlsx(long, kinds))) as parts:
        widths = re.findall(r'<col [^>]*width="([\d.]+)"', parts.read("xl/worksheets/sheet1.xml").decode())
    assert [round(float(width)) for width in widths[:2]] == [33, 29]  # letters, and what Excel adds for its margin
    without = [[cells[0], *cells[2:]] for cells in rows[head:]]
    assert without == [cells[: len(without[0])] for cells in plain[head:]]


def test_a_file_says_what_it_is_narrowed_to(sample_store: Store, definitions: Definitions) -> None:
    periods = [parse_period(key, definitions.calendar()) for key in ("2025-Q1", "2024-Q1")]
    whole = compare(sample_store, definitions, *periods, by="mode")
    where = {"area": ["080", "088"], "mode": ["road"]}
    narrow = compare(sample_store, definitions, *periods, by="mode", where=where, with_collisions=False)
    assert set(comparison_table(narrow)["Phạm vi"]) == {
        "Quý I/2025 (15/12/2024–14/03/2025) so với Quý I/2024 (15/12/2023–14/03/2024); "
        "Chỉ tính Địa bàn: TP Lào Cai, TX Sa Pa; Loại hình giao thông: Đường bộ; Không tính va chạm"
    }
    assert comparison_table(whole)["Phạm vi"].iloc[0].endswith("; toàn tỉnh; Tính cả va chạm")
    written = CalamineWorkbook.from_filelike(io.BytesIO(comparison_xlsx(narrow))).get_sheet_by_index(0).to_python()
    assert "Chỉ tính Địa bàn: TP Lào Cai, TX Sa Pa" in str(written[1][0])
    assert "Chỉ tính" not in scope_sentence(whole)


def test_no_sum_is_too_wide_for_its_column(sample_store: Store, definitions: Definitions) -> None:
    """Fines of a quarter have eleven digits; Excel shows ### where they do not fit."""
    periods = [parse_period(key, definitions.calendar()) for key in ("2025-Q1", "2024-Q1")]
    found = compare_violations(sample_store, definitions, *periods, by="area")
    with zipfile.ZipFile(io.BytesIO(comparison_xlsx(found))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    columns = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', sheet)
    widths = {place: float(width) for first, last, width in columns for place in range(int(first), int(last) + 1)}
    assert widths[6] > len("25.844.850.000")  # the first column of the fines, after one of texts and four of cases
    assert len(widths) == 1 + 4 * len(found.measures)


def test_what_the_source_says_itself_is_not_said_again(by_area: Comparison) -> None:
    named = replace(by_area, sources=("Phòng CSGT (số liệu minh họa)",), illustrative=True)
    assert set(comparison_table(named)["Nguồn số liệu"]) == {"Phòng CSGT (số liệu minh họa)"}
    plain = replace(by_area, sources=("Phòng CSGT",), illustrative=True)
    assert set(comparison_table(plain)["Nguồn số liệu"]) == {"Phòng CSGT; số liệu minh họa"}


def test_a_hostile_group_name_stays_a_text(definitions: Definitions) -> None:
    hostile = '=HYPERLINK("http://x")'
    made = comparison(definitions, 3, 2, by="road", groups={hostile: (3, 2)})
    content = comparison_xlsx(made)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert any(row[0] == hostile for row in rows)
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert "'=HYPERLINK" in comparison_csv(made).decode("utf-8-sig")


def test_a_comparison_without_groups_or_data_can_be_written(definitions: Definitions) -> None:
    empty = comparison(definitions, 0, 0, period="2025-Q2")
    assert comparison_xlsx(empty)
    assert comparison_table(empty)["Nhóm"].tolist() == ["Tổng số"]
    assert comparison_table(empty)["Số vụ: Quý II/2025"].isna().all()
