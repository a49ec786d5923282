"""The column keys of a profile: which kinds of file take them, which are needed, and which hold free words.

A key is our name for what a column holds (``area``, ``deaths``). Where several of a stranger's columns make one value
(day, month and year) the key names them all. Left out: which headings mean a key (``data/reference/headings.csv``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Kind = Literal["accidents", "violations", "population"]

_WHEN = ("date", "time", "datetime")
_WHERE = ("area", "commune")
_PERSON = ("outcome", "role", "age", "age_group", "sex", "occupation")

KEYS: Mapping[str, tuple[str, ...]] = {
    "accidents": (
        "accident_id",
        *_WHEN,
        *_WHERE,
        *("mode", "severity", "deaths", "injured", "missing_people", "damage_million_vnd"),
        *("road", "km", "lat", "lon", "x", "y"),
        *("cause", "factors", "vehicle_types", "alcohol", "drug", "help_minutes"),
        *_PERSON,
    ),
    "violations": (
        *("period", "year"),
        *_WHEN,
        *_WHERE,
        *("mode", "behaviour", "vehicle_type", "enforced_by", "cases", "fine_vnd"),
        *("licences_revoked", "points_deducted", "vehicles_held"),
    ),
    "population": ("area", "year", "people"),
}

ROWS: Mapping[str, tuple[str, ...]] = {
    "accidents": ("accident", "casualty"),
    "violations": ("record", "count"),
    "population": ("area",),
}
"""What one row of a file can be; the first is the default."""

_ONE_OF = {
    ("accidents", "accident"): (("date", "datetime"),),
    ("accidents", "casualty"): (("accident_id",), ("date", "datetime"), ("outcome",)),
    ("violations", "record"): (("date", "datetime", "period"),),
    ("violations", "count"): (("period", "date", "datetime", "year"), ("cases",)),
    ("population", "area"): (("area",), ("year",), ("people",)),
}

FREE_WORDS = frozenset(
    {"accident_id", "road", "cause", "factors", "vehicle_types", "role", "age_group", "behaviour", "vehicle_type"}
    | {"enforced_by", "mode", "commune"}
)
"""Keys whose text can reach the tables as it was written: a column that identifies a person must not be one of them."""

CODED = {"severity": "severity", "mode": "modes", "outcome": "outcomes", "sex": "sexes"}
"""Keys with a closed list: a word that is not in it becomes ``unknown``. Key -> code list."""

OPEN_CODED = {
    "cause": "causes",
    "behaviour": "behaviours",
    "vehicle_type": "vehicle_types",
    "vehicle_types": "vehicle_types",
    "enforced_by": "enforced_by",
}
"""Keys with an open list: a word that is not in it is kept as it was written."""

SHEET = "@sheet"
"""In place of a heading: the name of the sheet."""

HEADING = "@heading"
"""In place of a heading of ``behaviour``: every column of ``cases`` counts the behaviour that heads it."""

PERIOD = "@period"
"""In place of a heading of ``include``: the kind of the row's period (day, week, month, quarter, half, nine, year)."""

SIDE_KEYS = ("fine_vnd", "licences_revoked", "points_deducted", "vehicles_held")
"""What is measured beside the number of cases."""

CASE_COUNT = "case_count"
"""Not of a profile: the column "Số vụ" of an accident file, which must hold 1 where every row is an accident."""

LABELS: Mapping[str, str] = {
    "accident_id": "mã vụ",
    "date": "ngày xảy ra",
    "time": "giờ xảy ra",
    "datetime": "ngày giờ",
    "area": "địa bàn (huyện)",
    "commune": "xã, phường",
    "mode": "loại hình (đường bộ, sắt, thủy)",
    "severity": "mức độ",
    "deaths": "số người chết",
    "injured": "số người bị thương",
    "missing_people": "số người mất tích",
    "damage_million_vnd": "thiệt hại tài sản",
    "road": "tuyến đường",
    "km": "lý trình",
    "lat": "vĩ độ",
    "lon": "kinh độ",
    "x": "tọa độ X",
    "y": "tọa độ Y",
    "cause": "nguyên nhân",
    "factors": "yếu tố liên quan",
    "vehicle_types": "loại phương tiện",
    "alcohol": "nồng độ cồn",
    "drug": "ma túy",
    "help_minutes": "số phút đến cấp cứu",
    "outcome": "hậu quả với người",
    "role": "vai trò của người",
    "age": "tuổi",
    "age_group": "nhóm tuổi",
    "sex": "giới tính",
    "occupation": "nghề nghiệp",
    "period": "kỳ thống kê",
    "behaviour": "hành vi vi phạm",
    "vehicle_type": "loại phương tiện",
    "enforced_by": "lực lượng xử lý",
    "cases": "số trường hợp",
    "fine_vnd": "tiền phạt",
    "licences_revoked": "số GPLX bị tước",
    "points_deducted": "số điểm GPLX bị trừ",
    "vehicles_held": "số phương tiện tạm giữ",
    "year": "năm",
    "people": "dân số",
}
"""What the user reads for each key."""


def needed_keys(kind: str, row: str) -> tuple[tuple[str, ...], ...]:
    """The keys a layout cannot do without; each item is a choice of which one is enough."""
    return _ONE_OF.get((kind, row), ())
