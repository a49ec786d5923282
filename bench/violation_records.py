"""Five million invented violation records as one CSV file, written by DuckDB; about 84 bytes a record."""

from __future__ import annotations

from pathlib import Path

import duckdb

RECORDS = 5_000_000

_SQL = """
COPY (
  SELECT
    i AS "Số biên bản",
    strftime(DATE '2019-01-01' + CAST(hash(i) % 2190 AS INTEGER), '%d/%m/%Y') AS "Ngày vi phạm",
    list_extract($areas, 1 + CAST(hash(i, 3) % len($areas) AS INTEGER)) AS "Địa bàn",
    list_extract($behaviours, 1 + CAST(hash(i, 4) % len($behaviours) AS INTEGER)) AS "Hành vi vi phạm",
    list_extract(['Mô tô', 'Ô tô con', 'Ô tô tải', 'Ô tô khách'], 1 + CAST(hash(i, 5) % 4 AS INTEGER))
      AS "Loại phương tiện",
    list_extract(['CSGT', 'Thanh tra giao thông', 'Công an xã'], 1 + CAST(hash(i, 6) % 3 AS INTEGER)) AS "Đơn vị xử lý",
    50000 * (1 + CAST(hash(i, 7) % 400 AS INTEGER)) AS "Tiền phạt (đồng)"
  FROM range($records) AS numbers(i)
) TO '{path}' (HEADER, DELIMITER ',')
"""

_BEHAVIOURS = [
    "Nồng độ cồn",
    "Ma túy",
    "Chạy quá tốc độ",
    "Lấn làn",
    "Vượt ẩu",
    "Chở quá tải",
    "Cơi nới kích thước thành thùng",
    "Chưa đủ tuổi điều khiển",
    "Không có GPLX",
    "Phương tiện không bảo đảm kỹ thuật",
    "Không đội mũ bảo hiểm",
]


def write_violation_records(path: Path, areas: list[str], *, records: int = RECORDS) -> Path:
    """Write the file at ``path`` where it is not there yet."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        statement = _SQL.replace("{path}", partial.as_posix())
        duckdb.execute(statement, {"areas": areas, "behaviours": _BEHAVIOURS, "records": records})
        partial.rename(path)
    return path
