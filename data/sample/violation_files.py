"""The files of violations (a row a count) and of population. Every function gives one file's bytes."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.definitions.catalogue import Definitions
from data.sample.words import day_text, decimal, full_name, text_table, windows_1258
from data.sample.workbooks import NOTES, OFFICE, Sheet, dashed, workbook


def violation_columns(rows: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """The violations with codes as words."""
    codes = definitions.codes
    return rows.assign(
        area=rows["area_code"].map(definitions.areas.names),
        mode_word=rows["mode"].map(codes["modes"].labels),
        behaviour_word=rows["behaviour"].map(codes["behaviours"].labels),
        vehicle_word=rows["vehicle_type"].map(codes["vehicle_types"].labels),
        force_word=rows["enforced_by"].map({**codes["enforced_by"].labels, "csgt": "CSGT"}),
    )


def violations_2019(rows: pd.DataFrame) -> bytes:
    """2019 to 2021 (and December 2018): windows-1258, semicolon, fines in đồng with dots."""
    return windows_1258(
        text_table(_violations(rows, "Tiền phạt (đồng)", lambda fine: f"{fine:,}".replace(",", ".")), ";")
    )


def violations_2022(rows: pd.DataFrame) -> bytes:
    """2022 to 2024: UTF-8 with BOM, semicolon, fines in triệu đồng."""
    frame = _violations(rows, "Tiền phạt (triệu đồng)", lambda fine: decimal(fine / 1_000_000))
    return b"\xef\xbb\xbf" + text_table(frame, ";").encode()


def _violations(rows: pd.DataFrame, fine_heading: str, fine_text: Callable[[int], str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Ngày": rows["day"].map(lambda day: day_text(day, "{0.day}/{0.month}/{0.year}")),
            "Huyện": rows["area"],
            "Hành vi": rows["behaviour_word"],
            "Loại xe": rows["vehicle_word"],
            "Lực lượng": rows["force_word"],
            "Loại hình": rows["mode_word"].where(rows["mode"] != "road", "Bộ"),
            "Số trường hợp": rows["cases"],
            fine_heading: rows["fine_vnd"].map(fine_text),
            "Tước GPLX": rows["licences_revoked"],
            "Tạm giữ PT": rows["vehicles_held"],
        }
    )


def violations_2025(rows: pd.DataFrame) -> bytes:
    """The first quarter of 2025: Excel with merged headings, "-" for zero, points deducted, a total row."""
    frame = pd.DataFrame(
        {
            "STT": range(1, len(rows) + 1),
            "Ngày": rows["day"],
            "Huyện, thị xã, thành phố": rows["area"].map(full_name),
            "Loại hình": rows["mode_word"],
            "Hành vi vi phạm": rows["behaviour_word"],
            "Loại phương tiện": rows["vehicle_word"],
            "Lực lượng xử lý": rows["force_word"],
            "Kết quả xử lý / Số trường hợp": rows["cases"],
            "Kết quả xử lý / Tiền phạt (triệu đồng)": rows["fine_vnd"] / 1_000_000,
            "Kết quả xử lý / Tước GPLX": dashed(rows["licences_revoked"]),
            "Kết quả xử lý / Trừ điểm GPLX": dashed(rows["points_deducted"]),
            "Kết quả xử lý / Tạm giữ phương tiện": dashed(rows["vehicles_held"]),
        }
    )
    columns = ("cases", "fine_vnd", "licences_revoked", "points_deducted", "vehicles_held")
    sums = [float(rows[column].sum()) / (1_000_000 if column == "fine_vnd" else 1) for column in columns]
    title = "KẾT QUẢ XỬ LÝ VI PHẠM TRẬT TỰ AN TOÀN GIAO THÔNG QUÝ I NĂM 2025"
    total = ("Tổng cộng", *[""] * 6, *sums)
    return workbook([Sheet("Vi phạm", OFFICE, title, list(frame.columns), frame, total, NOTES, column_numbers=True)])


def population(rows: pd.DataFrame, definitions: Definitions) -> bytes:
    """District, year, people; UTF-8."""
    frame = pd.DataFrame(
        {
            "Huyện": rows["area_code"].map(definitions.areas.names),
            "Năm": rows["year"],
            "Dân số (người)": rows["people"].map(lambda people: f"{people:,}".replace(",", ".")),
        }
    )
    return text_table(frame, ",").encode()
