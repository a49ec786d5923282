"""What the import steps show: the right sheet, rejected rows that can be sent again, the source used last."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import xlsxwriter

from analysis.definitions.catalogue import Definitions
from analysis.intake.files.read import ReceivedFile, read_tables
from analysis.intake.findings import finding
from analysis.intake.mapping import suggest_profile
from analysis.intake.sheets import fitting_sheets
from analysis.intake.unread import unread_findings
from analysis.review.export import table_csv
from pages._findings import _finding
from pages._import_data import fitting, last_source, rejected_table

HEAD = ["STT", "Ngày xảy ra", "Huyện", "Số người chết", "Số người bị thương"]


def test_the_sheet_with_the_heading_is_shown_not_the_cover(tmp_path: Path, definitions: Definitions) -> None:
    path = tmp_path / "sổ.xlsx"
    with xlsxwriter.Workbook(path) as book:
        cover = book.add_worksheet("Bìa")
        cover.write(0, 0, "CÔNG AN TỈNH LÀO CAI")
        cover.write(5, 1, "Báo cáo quý I năm 2025")
        sheet = book.add_worksheet("TNGT")
        for number, row in enumerate(
            [HEAD, ["1", "3/1/2025", "Sa Pa", "0", "1"], ["2", "4/1/2025", "Sa Pa", "1", "0"]]
        ):
            sheet.write_row(number, 0, row)
    tables = read_tables(ReceivedFile(path, path.name))
    profile = suggest_profile(tables, "accidents", definitions)
    assert [table.sheet for table in fitting(tables, profile)] == ["TNGT"]


def rejected() -> pd.DataFrame:
    cells = [
        {"Ngày xảy ra": "2025-01-03", "Huyện": "Tam Đường"},
        {"Ngày xảy ra": "31/02/2025", "Huyện": "Sa Pa"},
        {"Ngày xảy ra": "2025-01-04 22:30:00", "Huyện": "Tam Đường"},
    ]
    texts = [json.dumps(one, ensure_ascii=False) for one in cells]
    return pd.DataFrame({"sheet": "", "row": [5, 6, 7], "rule": "x", "reason": "Không nhận ra.", "cells": texts})


def test_rejected_rows_write_their_dates_one_way() -> None:
    assert rejected_table(rejected())["Ngày xảy ra"].tolist() == ["03/01/2025", "31/02/2025", "04/01/2025 22:30:00"]
    assert rejected_table(rejected(), "ymd")["Ngày xảy ra"].iloc[0] == "2025-01-03"


def test_the_file_of_rejected_rows_is_known_when_it_comes_back(tmp_path: Path, definitions: Definitions) -> None:
    path = tmp_path / "dong-bi-loai.csv"
    path.write_bytes(table_csv(rejected_table(rejected()).assign(**{"Số người chết": "0", "Số người bị thương": "1"})))
    tables = read_tables(ReceivedFile(path, path.name))
    sheets, _ = fitting_sheets(tables, suggest_profile(tables, "accidents", definitions), definitions)
    assert not unread_findings(sheets, "accidents", definitions)


def test_the_source_named_last_is_suggested() -> None:
    batches = pd.DataFrame(
        [
            ("accidents", "Công an tỉnh", "q1.xlsx", False),
            ("accidents", "q2.xlsx", "q2.xlsx", False),  # nobody named a source
            ("violations", "Phòng CSGT", "vp.xlsx", False),
            ("accidents", "Số liệu minh họa", "mẫu.csv", True),
        ],
        columns=["kind", "source", "file_name", "illustrative"],
    )
    assert last_source(batches, "accidents") == "Công an tỉnh"
    assert last_source(batches, "population") == ""


def test_a_warning_of_a_sheet_says_nothing_of_rows() -> None:
    skipped = _finding(finding("sheet_skipped", "warning", "Trang «Bìa» không được đọc.", rows=0))
    assert "dòng vẫn được nhận" not in skipped
    assert "<b>Cảnh báo</b>" in skipped
    assert "Cảnh báo, dòng vẫn được nhận · 2 dòng" in _finding(finding("x", "warning", "x", row_numbers=(1, 2)))
