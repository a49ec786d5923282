"""An office's Excel file as they come, with figures that can be counted by eye, and words that try to run in a page."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

HOSTILE = "<img src=x onerror=\"document.title='bi chiem'\">"
HOSTILE_NAME = "<img src=x onerror=document.title=1>.xlsx"
FORMULA = '=HYPERLINK("http://example.com")'
ROWS = [
    # Quý I/2024 (15/12/2023 to 14/03/2024): 4 vụ, 1 chết, 0 + 2 + 3 + 1 = 6 bị thương
    ("V01", "20/12/2023", "Huyện Bát Xát", "Nghiêm trọng", "1", "-", "Tốc độ"),
    ("V02", "10/01/2024", "TX. Sa Pa", "Ít nghiêm trọng", "-", "2", "Tốc độ"),
    ("V03", "15/02/2024", "H. Bảo Yên", "Ít nghiêm trọng", "-", "3", HOSTILE),
    ("V04", "14/03/2024", "Tp. Lào Cai", "Ít nghiêm trọng", "-", "1", "Tốc độ"),
    ("V05", "01/06/2024", "Văn Bàn", "Nghiêm trọng", "1", "1", FORMULA),
    # Quý I/2025 (15/12/2024 to 14/03/2025): 6 vụ, 2 + 1 = 3 chết, 1 + 2 + 1 + 1 = 5 bị thương
    ("V06", "15/12/2024", "Bắc Hà", "Ít nghiêm trọng", "-", "1", "Tốc độ"),
    ("V07", "05/01/2025", "Bảo Thắng", "Rất nghiêm trọng", "2", "-", "Tốc độ"),
    ("V08", "20/01/2025", "H. Bảo Thắng", "Ít nghiêm trọng", "-", "2", HOSTILE),
    ("V09", "28/02/2025", "thị xã SaPa", "Nghiêm trọng", "1", "1", "Tốc độ"),
    ("V10", "01/03/2025", "Sa Pa", "Va chạm", "-", "-", "Tốc độ"),
    ("V11", "14/03/2025", "TP Lào Cai", "Ít nghiêm trọng", "-", "1", HOSTILE),
    # the day after
    ("V12", "15/03/2025", "Si Ma Cai", "Nghiêm trọng", "1", "-", "Tốc độ"),
    # rejected: a day that does not exist, a district of another province
    ("V13", "31/02/2025", "Bảo Yên", "Nghiêm trọng", "1", "-", "Tốc độ"),
    ("V14", "02/03/2025", "Huyện Hoàng Su Phì", "Nghiêm trọng", "1", "-", "Tốc độ"),
]
NOW = {"accidents": 6, "deaths": 3, "injured": 5}
ACCEPTED, REJECTED = 12, 2


def ugly_workbook() -> bytes:
    """Title rows, a heading of two merged rows, STT, "-" for nothing, a total and a footnote."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2025, 3, 20)})
        sheet = book.add_worksheet("Tháng 12-3")
        sheet.write(0, 0, "CÔNG AN TỈNH LÀO CAI")
        sheet.merge_range(1, 0, 1, 7, "BẢNG THỐNG KÊ TAI NẠN GIAO THÔNG")
        for column, heading in enumerate(("STT", "Mã vụ", "Ngày xảy ra", "Địa bàn", "Mức độ")):
            sheet.merge_range(3, column, 4, column, heading)
        sheet.merge_range(3, 5, 3, 6, "Số người")
        sheet.write_row(4, 5, ("Chết", "Bị thương"))
        sheet.merge_range(3, 7, 4, 7, "Nguyên nhân")
        for number, row in enumerate(ROWS):
            sheet.write_row(5 + number, 0, (number + 1, *row))
        sheet.write_row(5 + len(ROWS), 0, ("Tổng cộng", "", "", "", "", 8, 13))
        sheet.write(7 + len(ROWS), 0, "Ghi chú: số liệu sơ bộ.")
    return memory.getvalue()
