"""Sheets that repeat each other, and a file that repeats a batch, through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter

from analysis.__main__ import run

HEAD = ("Kỳ", "Huyện", "Hành vi", "Số trường hợp", "Lực lượng")
ROWS = [
    ("Tháng 1/2024", "Sa Pa", "Tốc độ", 12, "CSGT"),
    ("Tháng 1/2024", "Bát Xát", "Tốc độ", 5, "CSGT"),
    ("Tháng 2/2024", "Sa Pa", "Nồng độ cồn", 31, "CSGT"),
    ("Tháng 2/2024", "Bắc Hà", "Tốc độ", 8, "Công an xã"),
    ("Tháng 3/2024", "Bắc Hà", "Tốc độ", 21, "CSGT"),
    ("Tháng 3/2024", "Sa Pa", "Tốc độ", 9, "CSGT"),
]
CASES = 86


def workbook(path: Path, sheets: dict[str, list[tuple[str, str, str, int, str]]]) -> str:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate([HEAD, *rows]):
                sheet.write_row(place, 0, row)
    return str(path)


def ran(store: Path, *arguments: str) -> list[str]:
    return ["--store", str(store), "--json", *arguments]


def cases(store: Path, capsys: pytest.CaptureFixture[str]) -> int:
    capsys.readouterr()
    assert run(ran(store, "violations", "--period", "2024", "--calendar", "month")) == 0
    return int(json.loads(capsys.readouterr().out)["total"]["cases"]["now"])


def test_one_sheet_of_two_is_taken_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, path = tmp_path / "kho", workbook(tmp_path / "a.xlsx", {"Gửi tỉnh": ROWS, "Lưu": ROWS[1:]})
    assert run(ran(store, "import", "violations", path)) == 1
    assert '--sheet "Gửi tỉnh"' in capsys.readouterr().err
    assert run(ran(store, "import", "violations", path, "--sheet", "Gửi tỉnh")) == 0
    assert cases(store, capsys) == CASES


def test_all_sheets_are_taken_only_with_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, path = tmp_path / "kho", workbook(tmp_path / "a.xlsx", {"Gửi tỉnh": ROWS, "Lưu": ROWS})
    assert run(ran(store, "import", "violations", path, "--accept-repeated", " ")) == 1
    assert run(ran(store, "import", "violations", path, "--accept-repeated", "hai đơn vị")) == 0
    assert cases(store, capsys) == 2 * CASES


def test_counts_that_a_batch_has_are_said_first_and_replaced_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "kho"
    assert run(ran(store, "import", "violations", workbook(tmp_path / "cũ.xlsx", {"Tháng": ROWS}))) == 0
    batch = json.loads(capsys.readouterr().out)["batch"]
    mended = [*ROWS[:5], (*ROWS[5][:3], 10, "CSGT"), ("Tháng 4/2024", "Sa Pa", "Tốc độ", 4, "CSGT")]
    path = workbook(tmp_path / "mới.xlsx", {"Tháng": mended})
    assert run(ran(store, "import", "violations", path, "--dry-run")) == 0
    first = json.loads(capsys.readouterr().out)["findings"][0]
    # Six of the seven facts are the batch's, five of them with the same number.
    assert (first["rule"], first["rows"], first["example"]) == ("overlaps_batch", 6, batch)
    assert first["message"].startswith("6 trong 7 dòng nêu cùng kỳ")
    assert f"đợt {batch} (cũ.xlsx); 5 dòng có cùng số" in first["message"]
    assert run(ran(store, "import", "violations", path, "--replace", batch)) == 0
    assert "overlaps_batch" not in capsys.readouterr().out, "what is replaced is not looked at"
    assert cases(store, capsys) == CASES + 1 + 4


def test_other_forces_or_few_rows_are_no_overlap(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "kho"
    assert run(ran(store, "import", "violations", workbook(tmp_path / "cũ.xlsx", {"Tháng": ROWS}))) == 0
    inspectors = [(*row[:4], "Thanh tra giao thông") for row in ROWS]
    for name, rows in {"khác": inspectors, "ít": ROWS[:4]}.items():
        capsys.readouterr()
        path = workbook(tmp_path / f"{name}.xlsx", {"Tháng": rows})
        assert run(ran(store, "import", "violations", path, "--dry-run")) == 0
        assert "overlaps_batch" not in {item["rule"] for item in json.loads(capsys.readouterr().out)["findings"]}
