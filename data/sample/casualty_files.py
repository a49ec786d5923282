"""The files from 2022 on, one row a person: an accident in which nobody is hurt has one row, unhurt."""

from __future__ import annotations

import unicodedata

import pandas as pd

from analysis.definitions.catalogue import Definitions
from data.sample.words import (
    clock,
    day_text,
    degrees,
    degrees_minutes_seconds,
    full_name,
    short_name,
    spoken_moment,
    text_table,
    whole_dong,
    windows_1258,
)
from data.sample.workbooks import NOTES, OFFICE, Sheet, workbook


def people_2022(rows: pd.DataFrame) -> bytes:
    """A row a person, windows-1258, semicolon, degrees with decimal comma."""
    frame = pd.DataFrame(
        {
            "Mã vụ": rows["accident_id"],
            "Ngày": rows["occurred_on"].map(lambda day: day_text(day, "{0.day:02d}-{0.month:02d}-{0.year}")),
            "Giờ": rows["minutes"].map(clock, na_action=None),
            "Huyện": rows["area"].map(short_name),
            "Xã, phường": rows["commune"],
            "Loại hình": rows["mode_word"],
            "Mức độ": rows["severity_word"],
            "Hậu quả": rows["outcome_word"],
            "Đối tượng": rows["role_word"],
            "Tuổi": rows["age_text"],
            "Giới tính": rows["sex_word"],
            "Nghề nghiệp": rows["occupation"],
            "Thiệt hại (triệu đồng)": rows["damage"],
            "Tên đường": rows["road"],
            "Lý trình": rows["km"],
            "Vĩ độ": rows["lat"].map(lambda value: degrees(value).replace(".", ",")),
            "Kinh độ": rows["lon"].map(lambda value: degrees(value).replace(".", ",")),
            "Nguyên nhân": rows["cause_word"],
            "Phương tiện": rows["vehicle_words"],
            "Nồng độ cồn": rows["alcohol_word"],
            "Cấp cứu (phút)": rows["help"],
        }
    )
    return windows_1258(text_table(frame, ";"))


def people_2023(rows: pd.DataFrame) -> bytes:
    """A row a person, decomposed letters (NFD), "22h30' ngày 15/3/2023", DMS; three accidents with lat, lon swapped."""
    swapped = rows["accident_id"].isin(
        rows.loc[rows["lat"].notna(), "accident_id"].drop_duplicates().iloc[[40, 140, 240]]
    )
    when = [spoken_moment(minutes, day) for minutes, day in zip(rows["minutes"], rows["occurred_on"], strict=True)]
    frame = pd.DataFrame(
        {
            "Số hồ sơ": rows["accident_id"],
            "Thời gian xảy ra": when,
            "Địa bàn": rows["area"].map(full_name),
            "Xã/phường": rows["commune"],
            "Loại hình giao thông": rows["mode_word"],
            "Mức độ nghiêm trọng": rows["severity_word"],
            "Tình trạng": rows["outcome_word"]
            .map({"Không bị thương": "Không sao", "Chết": "Tử vong"})
            .fillna(rows["outcome_word"]),
            "Vai trò": rows["role_word"],
            "Tuổi": rows["age_text"],
            "Giới": rows["sex_word"],
            "Nghề nghiệp": rows["occupation"],
            "Thiệt hại tài sản (đồng)": rows["damage_million_vnd"].map(whole_dong),
            "Tuyến": rows["road"],
            "Km": rows["km"].str.replace("Km", "Km ", regex=False),
            "Vĩ độ": rows["lat"].where(~swapped, rows["lon"]).map(degrees_minutes_seconds),
            "Kinh độ": rows["lon"].where(~swapped, rows["lat"]).map(degrees_minutes_seconds),
            "Nguyên nhân chính": rows["cause_word"],
            "Phương tiện liên quan": rows["vehicle_words"],
            "Có nồng độ cồn": rows["alcohol_word"],
            "Số phút cấp cứu": rows["help"],
        }
    )
    return unicodedata.normalize("NFD", text_table(frame, ",")).encode()


def people_2024(rows: pd.DataFrame, definitions: Definitions) -> bytes:
    """A sheet a district (its name is nowhere else), a row a person, dates as text d/m/yy, totals and footnotes."""
    return workbook(
        [
            _sheet_2024(part, area)
            for area in definitions.areas.names.values()
            if len(part := rows.loc[rows["area"] == area])
        ]
    )


def _sheet_2024(rows: pd.DataFrame, area: str) -> Sheet:
    frame = pd.DataFrame(
        {
            "STT": range(1, len(rows) + 1),
            "Mã vụ": rows["accident_id"],
            "Ngày, tháng": rows["occurred_on"].map(lambda day: f"{day.day}/{day.month}/{day.year % 100:02d}"),
            "Giờ": rows["minutes"].map(lambda minutes: clock(minutes, "{hour}h{minute:02d}'"), na_action=None),
            "Địa điểm / Xã, phường": rows["commune"],
            "Địa điểm / Tuyến đường": rows["road"].str.replace("QL", "QL.", regex=False),
            "Địa điểm / Lý trình": rows["km"],
            "Địa điểm / Vĩ độ": rows["lat"],
            "Địa điểm / Kinh độ": rows["lon"],
            "Loại hình": rows["mode_word"],
            "Mức độ": rows["severity_word"],
            "Nạn nhân / Hậu quả": rows["outcome_word"],
            "Nạn nhân / Vai trò": rows["role_word"],
            "Nạn nhân / Tuổi": rows["age_text"],
            "Nạn nhân / Giới tính": rows["sex_word"],
            "Nạn nhân / Nghề nghiệp": rows["occupation"],
            "Thiệt hại (tr.đ)": rows["damage"],
            "Nguyên nhân": rows["cause_word"],
            "Phương tiện": rows["vehicle_words"],
            "Nồng độ cồn": rows["alcohol_word"],
            "Cấp cứu (phút)": rows["help"],
        }
    )
    total = ("Tổng cộng", f"{rows['accident_id'].nunique()} vụ", f"{len(rows)} dòng")
    title = f"TỔNG HỢP NẠN NHÂN TAI NẠN GIAO THÔNG NĂM 2024 - {area.upper()}"
    return Sheet(area, OFFICE, title, list(frame.columns), frame, total, NOTES[:1], column_numbers=True)


def people_2025(rows: pd.DataFrame) -> bytes:
    """The first quarter of 2025: one sheet, a row a person, dates of Excel."""
    frame = pd.DataFrame(
        {
            "STT": range(1, len(rows) + 1),
            "Mã vụ": rows["accident_id"],
            "Ngày xảy ra": rows["occurred_on"],
            "Giờ xảy ra": rows["minutes"].map(clock, na_action=None),
            "Huyện, thị xã, thành phố": rows["area"].map(full_name),
            "Xã, phường, thị trấn": rows["commune"],
            "Loại hình": rows["mode_word"],
            "Mức độ": rows["severity_word"],
            "Nạn nhân / Hậu quả": rows["outcome_word"],
            "Nạn nhân / Vai trò": rows["role_word"],
            "Nạn nhân / Tuổi": rows["age"],
            "Nạn nhân / Giới tính": rows["sex_word"],
            "Nạn nhân / Nghề nghiệp": rows["occupation"],
            "Nơi xảy ra / Tuyến đường": rows["road"],
            "Nơi xảy ra / Lý trình": rows["km"],
            "Nơi xảy ra / Vĩ độ": rows["lat"],
            "Nơi xảy ra / Kinh độ": rows["lon"],
            "Thiệt hại (triệu đồng)": rows["damage_million_vnd"],
            "Nguyên nhân": rows["cause_word"],
            "Phương tiện": rows["vehicle_words"],
            "Nồng độ cồn": rows["alcohol_word"],
            "Cấp cứu (phút)": rows["help_minutes"],
        }
    )
    title = "DANH SÁCH NẠN NHÂN TAI NẠN GIAO THÔNG TỪ 01/01/2025 ĐẾN 31/3/2025"
    return workbook([Sheet("Quý I-2025", OFFICE, title, list(frame.columns), frame, (), NOTES[:1])])
