"""Register files as small as a case needs them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.intake.files.read import ReceivedFile

HEAD = "Loại;Tên;Tên đường;Lý trình;Địa bàn;Điểm đầu X;Điểm đầu Y;Điểm cuối X;Điểm cuối Y;Năm;Số vụ TN/VC;"
HEAD += "Số vụ chết người;Số vụ bị thương;Ngày xóa;Diễn giải"
FIELDS = HEAD.split(";")


def row(**cells: object) -> str:
    """A right row (Dốc Đỏ), with other cells by their heading's first letters in ``cells`` keys."""
    known: dict[str, object] = {
        "Loại": "Điểm đen",
        "Tên": "Dốc Đỏ",
        "Tên đường": "QL70",
        "Lý trình": "Km126+370 - Km126+430",
        "Địa bàn": "Bảo Yên",
        "Năm": 2024,
        "Số vụ TN/VC": 3,
        "Số vụ chết người": 1,
        "Số vụ bị thương": 2,
    }
    known |= {name.replace("_", " "): value for name, value in cells.items()}
    return ";".join(str(known.get(name, "")) for name in FIELDS)


def register_file(folder: Path, rows: Sequence[str], name: str = "danh mục.csv", head: str = HEAD) -> ReceivedFile:
    path = folder / name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return ReceivedFile(path, name)
