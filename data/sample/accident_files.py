"""The files of 2019 to 2021, one row an accident: each function gives one file's bytes."""

from __future__ import annotations

import pandas as pd

from data.sample.words import clock, day_text, degrees, full_name, grid_metres, short_name, text_table
from data.sample.workbooks import NOTES, OFFICE, Sheet, dashed, workbook


def accidents_2019(rows: pd.DataFrame) -> bytes:
    """Our own headings, comma, UTF-8 with BOM; December 2018 too."""
    frame = pd.DataFrame(
        {
            "Mã vụ": rows["accident_id"],
            "Ngày xảy ra": rows["occurred_on"].map(day_text),
            "Giờ xảy ra": rows["minutes"].map(clock, na_action=None),
            "Địa bàn (huyện)": rows["area"],
            "Xã, phường": rows["commune"],
            "Loại hình": rows["mode_word"],
            "Mức độ": rows["severity_word"],
            "Số người chết": rows["deaths"],
            "Số người bị thương": rows["injured"],
            "Số người mất tích": rows["missing_people"],
            "Thiệt hại tài sản (triệu đồng)": rows["damage"],
            "Tuyến đường": rows["road"],
            "Lý trình": rows["km"],
            "Vĩ độ": rows["lat"].map(degrees),
            "Kinh độ": rows["lon"].map(degrees),
            "Nguyên nhân": rows["cause_word"],
            "Loại phương tiện": rows["vehicle_words"],
            "Nồng độ cồn": rows["alcohol_word"],
            "Thời gian cấp cứu (phút)": rows["help"],
        }
    )
    return b"\xef\xbb\xbf" + text_table(frame, ",").encode()


def accidents_2020(rows: pd.DataFrame) -> bytes:
    """ "Unicode Text" of Excel (UTF-16, tab), VN-2000 coordinates with X to the north, roads without marks."""
    north, east = grid_metres(rows["lon"], rows["lat"])
    frame = pd.DataFrame(
        {
            "Số vụ": rows["accident_id"],
            "Ngày TN": rows["occurred_on"].map(lambda day: day_text(day, "{0.day}/{0.month}/{0.year}")),
            "Giờ": rows["minutes"].map(lambda minutes: clock(minutes, "{hour}h{minute:02d}"), na_action=None),
            "Huyện/TX/TP": rows["area"].map(full_name),
            "Xã": rows["commune"],
            "Lĩnh vực": rows["mode_word"],
            "Phân loại": rows["severity_word"],
            "Chết": rows["deaths"],
            "B.thương": rows["injured"],
            "Mất tích": rows["missing_people"],
            "Thiệt hại (triệu đồng)": rows["damage"],
            "Đường": rows["road"].str.replace("ĐT", "TL", regex=False).str.replace("QL", "QL.", regex=False),
            "Km": rows["km"].str.removeprefix("Km"),
            "X (m)": north,
            "Y (m)": east,
            "Lỗi": rows["cause_word"],
            "Phương tiện": rows["vehicle_words"].str.replace("Mô tô", "Xe máy", regex=False),
            "Cồn": rows["alcohol_word"],
            "Đến hiện trường (phút)": rows["help"],
        }
    )
    return b"\xff\xfe" + text_table(frame, "\t").encode("utf-16-le")


def accidents_2021(rows: pd.DataFrame) -> bytes:
    """A sheet a quarter, merged two-row headings, "-" for zero, total rows, a footnote; dates of Excel."""
    quarter = rows["occurred_on"].map(lambda day: (day.month - 1) // 3)
    return workbook(
        [_sheet_2021(rows.loc[quarter == number], roman) for number, roman in enumerate(("I", "II", "III", "IV"))]
    )


def _sheet_2021(rows: pd.DataFrame, roman: str) -> Sheet:
    place = (rows["km"] + " " + rows["road"].str.replace("QL", "Quốc lộ ", regex=False)).str.strip()
    frame = pd.DataFrame(
        {
            "STT": range(1, len(rows) + 1),
            "Mã vụ": rows["accident_id"],
            "Ngày": rows["occurred_on"],
            "Giờ": rows["minutes"].map(lambda minutes: clock(minutes, "{hour}h{minute:02d}"), na_action=None),
            "Huyện, thị xã, thành phố": rows["area"].map(short_name),
            "Xã": rows["commune"],
            "Loại hình": rows["mode_word"],
            "Nơi xảy ra": place,
            "Mức độ": rows["severity_word"],
            "Số người / Chết": dashed(rows["deaths"]),
            "Số người / Bị thương": dashed(rows["injured"]),
            "Số người / Mất tích": dashed(rows["missing_people"]),
            "Tọa độ / Vĩ độ": rows["lat"],
            "Tọa độ / Kinh độ": rows["lon"],
            "Thiệt hại (triệu đồng)": rows["damage_million_vnd"],
            "Nguyên nhân": rows["cause_word"],
            "Phương tiện": rows["vehicle_words"],
            "Nồng độ cồn": rows["alcohol_word"],
            "Cấp cứu (phút)": rows["help_minutes"],
        }
    )
    sums = [int(rows[column].sum()) for column in ("deaths", "injured", "missing_people")]
    total = ("Tổng cộng", len(rows), *[""] * 7, *sums)
    title = f"DANH SÁCH CÁC VỤ TAI NẠN GIAO THÔNG QUÝ {roman} NĂM 2021"
    return Sheet(f"Quý {roman}", OFFICE, title, list(frame.columns), frame, total, NOTES)
