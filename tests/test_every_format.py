"""The same 300 accidents in every shape an office sends: equal comparisons, and what was converted is said."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import base_period, parse_period
from analysis.errors import FileError
from analysis.figures.compare import compare
from analysis.intake.files.read import ReceivedFile
from analysis.store.imports import import_file
from analysis.store.tables import open_store

HEADINGS = ["Ngày xảy ra", "Giờ", "Huyện", "Tuyến đường", "Lý trình", "Số người chết", "Số người bị thương", "Mức độ"]
CODES = {
    "Thành phố Lào Cai": "080",
    "Huyện Bát Xát": "082",
    "Huyện Mường Khương": "083",
    "Huyện Si Ma Cai": "084",
    "Huyện Bắc Hà": "085",
    "Huyện Bảo Thắng": "086",
    "Huyện Bảo Yên": "087",
    "Thị xã Sa Pa": "088",
    "Huyện Văn Bàn": "089",
}
DISTRICTS = list(CODES)
SEVERITY = {0: "Ít nghiêm trọng", 1: "Nghiêm trọng", 2: "Rất nghiêm trọng", 3: "Đặc biệt nghiêm trọng"}
TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        bytes.fromhex(
            "B5B6B7B8B9A8BBBCBDBEC6A9C7C8C9CACBAECCCECFD0D1AAD2D3D4D5D6D7D8DCDDDEDFE1E2E3E4ABE5E6E7E8E9ACEAEBECEDEE"
            "EFF1F2F3F4ADF5F6F7F8F9FAFBFCFDFEA1A2A3A4A5A6A7"
        ).decode("cp1252"),
        strict=True,
    )
)
Writer = Callable[[Path, list[list[Any]]], Path]


def accidents() -> list[list[Any]]:
    """100 accidents in Quý I/2024 (15/12/2023–14/03/2024) and 200 in Quý I/2025, days spread by a step prime to 90."""
    rows = []
    for number in range(300):
        first = date(2023, 12, 15) if number < 100 else date(2024, 12, 15)
        day = first + timedelta(days=number * 37 % 90)
        deaths, injured = number % 10 // 7 + number % 60 // 58, number % 3
        where = DISTRICTS[number * number % 9]
        clock = f"{number % 24:02d}:{number % 60:02d}"
        rows.append([day, clock, where, "QL70", f"Km{number % 190}+{number % 10}00", deaths, injured, SEVERITY[deaths]])
    return rows


def texts(rows: list[list[Any]]) -> list[list[str]]:
    return [[row[0].strftime("%d/%m/%Y"), *map(str, row[1:])] for row in rows]


def delimited(rows: list[list[Any]], delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([HEADINGS, *texts(rows)])
    return buffer.getvalue()


def cp1258(text: str) -> bytes:
    """Windows-1258 writes most tones as marks of their own behind the letter."""
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, tone = _letter_and_tone(letter)
            out += base.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def _letter_and_tone(letter: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", letter)
    tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", marks.replace(tone, "")), tone


def write_utf8_bom(path: Path, rows: list[list[Any]]) -> Path:
    path.write_bytes(delimited(rows, ",").encode("utf-8-sig"))
    return path


def write_utf16(path: Path, rows: list[list[Any]]) -> Path:
    path.write_bytes(delimited(rows, "\t").encode("utf-16"))
    return path


def write_cp1258(path: Path, rows: list[list[Any]]) -> Path:
    path.write_bytes(cp1258(delimited(rows, ";")))
    return path


def write_nfd(path: Path, rows: list[list[Any]]) -> Path:
    path.write_bytes(unicodedata.normalize("NFD", delimited(rows, ",")).encode("utf-8"))
    return path


def write_tcvn3(path: Path, rows: list[list[Any]]) -> Path:
    path.write_bytes("".join(TCVN3.get(letter, letter) for letter in delimited(rows, ",")).encode("cp1252"))
    return path


def write_ugly_xlsx(path: Path, rows: list[list[Any]]) -> Path:
    """Title rows, merged two-row header, column numbers, a total row, a footnote, a sheet per district."""
    book = xlsxwriter.Workbook(path)
    for district in DISTRICTS:
        sheet = book.add_worksheet(district.replace("Huyện ", ""))
        here = [row for row in rows if row[2] == district]
        sheet.write(0, 0, "CÔNG AN TỈNH LÀO CAI")
        sheet.merge_range(1, 0, 1, 7, f"BẢNG KÊ CÁC VỤ TAI NẠN GIAO THÔNG – {district.upper()}")
        for column, heading in enumerate(["STT", "Ngày xảy ra", "Giờ", "Tuyến đường", "Lý trình"]):
            sheet.merge_range(3, column, 4, column, heading)
        sheet.merge_range(3, 5, 3, 6, "Số người")
        sheet.write_row(4, 5, ["Chết", "Bị thương"])
        sheet.merge_range(3, 7, 4, 7, "Mức độ")
        sheet.write_row(5, 0, [f"({number})" for number in range(1, 9)])
        for line, row in enumerate(here):
            cells = [
                line + 1,
                row[0].strftime("%d/%m/%Y"),
                row[1],
                row[3],
                row[4],
                row[5] or "-",
                row[6] or "-",
                row[7],
            ]
            sheet.write_row(6 + line, 0, cells)
        total = 6 + len(here)
        sheet.write_row(
            total, 0, ["", "Tổng cộng", "", "", "", sum(row[5] for row in here), sum(row[6] for row in here)]
        )
        sheet.write(total + 2, 0, "Ghi chú: số liệu theo báo cáo nhanh.")
    book.close()
    return path


def write_xls(path: Path, rows: list[list[Any]]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("TNGT")
    for line, cells in enumerate([HEADINGS, *texts(rows)]):
        for column, cell in enumerate(cells):
            sheet.write(line, column, cell)
    book.save(str(path))
    return path


def write_excel_serials(path: Path, rows: list[list[Any]]) -> Path:
    """Days as the number of days since 30/12/1899, hours as a fraction of the day, no date format."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("TNGT")
    sheet.write_row(0, 0, HEADINGS)
    for line, row in enumerate(rows, start=1):
        hours, minutes = row[1].split(":")
        serial = (row[0] - date(1899, 12, 30)).days
        sheet.write_row(line, 0, [serial, (int(hours) * 60 + int(minutes)) / 1440, *row[2:]])
    book.close()
    return path


def write_real_dates(path: Path, rows: list[list[Any]]) -> Path:
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("TNGT")
    sheet.write_row(0, 0, HEADINGS)
    for line, row in enumerate(rows, start=1):
        sheet.write_datetime(line, 0, datetime.combine(row[0], datetime.min.time()))
        sheet.write_row(line, 1, row[1:])
    book.close()
    return path


FORMATS: list[tuple[str, Writer, str]] = [
    ("bom.csv", write_utf8_bom, ""),
    ("unicode.txt", write_utf16, "encoding"),
    ("cp1258.csv", write_cp1258, "encoding"),
    ("nfd.csv", write_nfd, "nfd"),
    ("tcvn3.csv", write_tcvn3, "legacy_font"),
    ("ugly.xlsx", write_ugly_xlsx, "total_rows"),
    ("old.xls", write_xls, ""),
    ("serial.xlsx", write_excel_serials, ""),
    ("dates.xlsx", write_real_dates, ""),
]


def imported(path: Path, definitions: Definitions, folder: Path) -> tuple[Any, Any]:
    store = open_store(folder)
    now = datetime(2026, 1, 5, tzinfo=UTC)
    received = ReceivedFile(path, path.name)
    done = import_file(store, definitions, received, "accidents", who="kiểm thử", now=now, conversion="convert")
    calendar = definitions.calendars["15-14"]
    period = parse_period("2025-Q1", calendar)
    result = compare(store, definitions, period, base_period(period, None, calendar), by="area")
    return done, result.to_json()


def expected_by_district() -> dict[str, tuple[int, ...]]:
    """Accidents, deaths and injured now, then before, counted here by hand."""
    counted = {code: [0] * 6 for code in CODES.values()}
    for row in accidents():
        shift = 0 if row[0] >= date(2024, 12, 15) else 3
        for place, amount in enumerate((1, row[5], row[6])):
            counted[CODES[row[2]]][place + shift] += amount
    return {code: tuple(figures) for code, figures in counted.items()}


def figures(row: dict[str, Any]) -> tuple[int, ...]:
    return tuple(row[measure][when] for when in ("now", "before") for measure in ("accidents", "deaths", "injured"))


@pytest.mark.parametrize(("name", "write", "rule"), FORMATS, ids=[name for name, _, _ in FORMATS])
def test_the_comparison_is_equal_in_every_format(
    name: str, write: Writer, rule: str, definitions: Definitions, tmp_path: Path
) -> None:
    done, answer = imported(write(tmp_path / name, accidents()), definitions, tmp_path / "store")
    assert (done.intake.rows_read, done.intake.rows_accepted, done.intake.rows_rejected) == (300, 300, 0)
    assert {row["key"]: figures(row) for row in answer["rows"]} == expected_by_district()
    if rule:
        assert rule in {finding.rule for finding in done.intake.findings}


def test_tcvn3_is_never_converted_without_a_yes(definitions: Definitions, tmp_path: Path) -> None:
    path = write_tcvn3(tmp_path / "tcvn3.csv", accidents())
    received = ReceivedFile(path, path.name)
    store = open_store(tmp_path / "store")
    now = datetime(2026, 1, 5, tzinfo=UTC)
    with pytest.raises(FileError, match="TCVN3"):
        import_file(store, definitions, received, "accidents", who="kiểm thử", now=now)
    asked = import_file(store, definitions, received, "accidents", who="kiểm thử", now=now, dry_run=True)
    question = next(finding for finding in asked.intake.findings if finding.rule == "legacy_font")
    assert "Huyện" in question.message + question.example
