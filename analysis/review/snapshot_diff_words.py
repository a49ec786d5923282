"""What changed since a snapshot, in words: the answer in a sentence, the totals, batches, rules, accident by accident.

Takes ``figures.snapshot_diff.SnapshotDiff``. Values are said in the words of the definitions of their own side. Left
out: files (``snapshot_diff_files``). Can mislead: an accident is named once a field, so the list may be longer than
the number of accidents.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import day_text
from ..figures.changes import ADDED, GONE, TOTALS
from ..figures.labels import labels_of
from ..figures.listing import clock_text, km_text
from ..figures.snapshot_diff import (
    CORRECTED,
    COVERS,
    COVERS_SET,
    LATE_DEATH,
    RECEIVED,
    RESTORED,
    TAKEN_IN,
    UNDONE,
    WITHDRAWN,
    SnapshotDiff,
    State,
    versions_of_code,
)
from ..store.corrected_values import FIELDS
from .numbers import MISSING, decimal, difference, two_digits, whole
from .snapshot_words import moment_words

KIND_WORDS = {
    ADDED: "Thêm vụ",
    GONE: "Không còn tính",
    CORRECTED: "Đính chính",
    LATE_DEATH: "Thống kê bổ sung",
    UNDONE: "Hủy đính chính",
    RECEIVED: "Tệp khác ghi khác",
}
EVENT_WORDS = {TAKEN_IN: "Nhập", RESTORED: "Lấy lại", WITHDRAWN: "Rút", COVERS_SET: "Sửa khoảng phủ"}
BATCH_WORDS = {"accidents": "tai nạn", "violations": "vi phạm", "population": "dân số"}
FIELD_WORDS = {
    **FIELDS,
    "commune_code": "xã, phường",
    "mode": "loại hình",
    "damage_million_vnd": "thiệt hại (triệu đồng)",
    "road_class": "loại đường",
    "position_source": "vị trí lấy từ",
    "factors": "yếu tố",
    "vehicle_types": "phương tiện",
    "alcohol": "nồng độ cồn",
    "drug": "ma túy",
    "help_minutes": "số phút chờ cứu giúp",
    "source": "nguồn số liệu",
}
TOTAL_WORDS = {"accidents": "số vụ", "deaths": "chết", "injured": "bị thương"}
FILE_WORDS = {
    "areas.csv": "địa bàn",
    "communes.csv": "xã, phường",
    "boundaries.geojson": "ranh giới",
    "calendars.toml": "lịch thống kê",
    "blackspot_rules.toml": "tiêu chí điểm đen",
    "severity.csv": "mức độ",
    "severity_criteria.csv": "tiêu chí mức độ",
    "behaviours.csv": "hành vi vi phạm",
    "causes.csv": "nguyên nhân",
    "vehicle_types.csv": "phương tiện",
    "roads.csv": "tuyến đường",
    "road_classes.csv": "loại đường",
    "targets.csv": "chỉ tiêu",
    "series_breaks.csv": "mốc đổi cách thống kê",
    "settings.toml": "tên tỉnh, thể thức văn bản",
    "junctions.csv": "nút giao",
    "km_posts.csv": "cột km",
    "chainages.csv": "lý trình đã đổi",
    "rail_crossings.csv": "đường ngang",
}
HEADINGS = (
    *("Thay đổi", "Mã vụ", "Ngày", "Địa bàn", "Nội dung", "Trước", "Sau", "Lý do, tệp", "Người ghi", "Ghi lúc"),
)
MOST_LINES = 100
"""Accidents that the command line lists; the whole list is in its JSON and in the files of the page."""
_DIMENSIONS = {
    **{"area_code": "area", "commune_code": "commune", "mode": "mode", "severity": "severity", "road": "road"},
    **{"road_class": "road_class", "cause": "cause", "vehicle_types": "vehicle_type", "alcohol": "alcohol"},
    "drug": "alcohol",
}
_POSITIONS = {"coordinates": "tọa độ", "km": "lý trình", "none": "không có"}


def state_words(state: State) -> str:
    """One of the two states: "bản chốt «…» (16:05 ngày 12/4/2025)" or "nay"."""
    if state.record is None:
        return "nay"
    return f"bản chốt «{state.record['name']}» ({moment_words(state.record['at'])})"


def diff_headline(diff: SnapshotDiff) -> str:
    """The answer: how many accidents came, went and changed, and how many people died late."""
    counts = diff.counts
    said = [
        f"{words} {two_digits(counts[key])} {unit}"
        for key, words, unit in (
            (ADDED, "thêm", "vụ"),
            (GONE, "không còn tính", "vụ"),
            ("changed", "sửa số liệu", "vụ"),
            ("late_deaths", "thống kê bổ sung", "người chết"),
        )
        if counts[key]
    ]
    changed = ", ".join(said) or "không có vụ nào thay đổi"
    return f"Từ {state_words(diff.before)} đến {state_words(diff.after)}: {changed}"


def total_lines(diff: SnapshotDiff) -> list[str]:
    """All accidents, then every quarter that is touched: before, after, difference."""
    if diff.accidents.empty:
        return []
    whole_data = {f"{name}_{when}": diff.totals[when][name] for name in TOTALS for when in ("before", "after")}
    rows: list[dict[Any, Any]] = [{"title": "Toàn bộ số liệu", **whole_data}, *diff.quarters.to_dict("records")]
    return [f"{row['title']}: {', '.join(_total(row, name) for name in TOTALS)}" for row in rows]


def _total(row: dict[Any, Any], name: str) -> str:
    before, after = row[f"{name}_before"], row[f"{name}_after"]
    known = not (pd.isna(before) or pd.isna(after))
    change = f" ({difference(int(after) - int(before))})" if known else ""
    return f"{TOTAL_WORDS[name]} {whole(before)} → {whole(after)}{change}"


def batch_lines(diff: SnapshotDiff) -> list[str]:
    """Every batch that was taken in, brought back, withdrawn, or said to cover other days."""
    return [
        f"{EVENT_WORDS[row['event']]} đợt {row['batch_id']}: {row['file_name']} ({BATCH_WORDS[row['kind']]}, "
        f"{whole(row['records'])} bản ghi){_covers_words(row)}, lúc {moment_words(row['at'])} của {row['who']}"
        + (f": {row['reason']}" if row["reason"] else "")
        for row in diff.batches.to_dict("records")
    ]


def _covers_words(row: dict[Any, Any]) -> str:
    """The days that a batch covered and covers: ", từ 01/01/2025–14/03/2025 thành 15/12/2024–14/03/2025"."""
    if row["event"] != COVERS_SET:
        return ""
    before, after = (
        "–".join(day_text(date.fromisoformat(day)) for day in row[name].split("..") if day) for name in COVERS
    )
    return f", từ {before or 'chưa rõ'} thành {after}"


def rule_lines(diff: SnapshotDiff) -> list[str]:
    """Definitions, register and flags, program: what of them is another."""
    return [*_file_lines(diff), *_decision_lines(diff), *_code_lines(diff)]


def _file_lines(diff: SnapshotDiff) -> Iterator[str]:
    if diff.files is None:
        yield "Danh mục, quy định đã thay đổi; không rõ tệp nào vì bản chốt được lập khi chương trình chưa lưu kèm."
        return
    for event, words in (("changed", "đã sửa"), ("added", "thêm"), ("removed", "không còn dùng")):
        if names := diff.files[event]:
            said = ", ".join(f"{FILE_WORDS[name]} ({name})" if name in FILE_WORDS else name for name in names)
            yield f"Danh mục, quy định {words}: {said}."


def _decision_lines(diff: SnapshotDiff) -> Iterator[str]:
    if diff.decisions["register"]:
        yield f"Danh mục điểm đen: {whole(diff.decisions['register'])} lần ghi mới."
    if diff.decisions["flags"]:
        yield f"Cờ báo: {whole(diff.decisions['flags'])} lần tạm gác hoặc mở lại."


def _code_lines(diff: SnapshotDiff) -> Iterator[str]:
    before, after = versions_of_code(diff)
    if before != after:
        yield f"Chương trình: phiên bản {before}, sau là {after}; cách tính nào đã sửa thì số có thể khác."


def change_table(diff: SnapshotDiff) -> pd.DataFrame:
    """The changes accident by accident in words: columns ``HEADINGS``, day as datetime64, one row a change."""
    rows = diff.accidents
    sides = {"from": diff.before.definitions, "to": diff.after.definitions}
    said = {side: _values(rows, side, definitions) for side, definitions in sides.items()}
    deaths, injured = (rows[name].map(whole).astype("str") for name in ("deaths", "injured"))
    people = deaths + " chết, " + injured + " bị thương"
    names = pd.Series(labels_of("area", rows["area_code"], diff.after.definitions), index=rows.index, dtype="str")
    columns = [
        rows["kind"].map(KIND_WORDS),
        rows["accident_id"],
        rows["occurred_on"],
        names,
        rows["field"].map({"": "cả vụ", **FIELD_WORDS}),
        said["from"].where(rows["kind"] != GONE, people).where(rows["kind"] != ADDED, ""),
        said["to"].where(rows["kind"] != ADDED, people).where(rows["kind"] != GONE, ""),
        rows["reason"],
        rows["who"],
        rows["at"].map(moment_words),
    ]
    return pd.DataFrame(dict(zip(HEADINGS, columns, strict=True)), columns=list(HEADINGS))


def _values(rows: pd.DataFrame, side: str, definitions: Definitions) -> pd.Series[Any]:
    """The values of one side in words, each distinct one said once."""
    said = pd.Series("", index=rows.index, dtype=object)
    for field, values in rows.loc[rows["field"] != "", side].groupby(rows["field"]):
        known = values.dropna()
        words = {value: value_words(str(field), value, definitions) for value in known.unique()}
        said.loc[values.index] = MISSING
        said.loc[known.index] = known.map(words)
    return said


def value_words(field: str, value: Any, definitions: Definitions) -> str:
    """One value of an accident's column ``field`` in words; "–" where it is missing."""
    if pd.isna(value):
        return MISSING
    if field == "occurred_on":
        return day_text(pd.Timestamp(value).date())
    if field in ("occurred_at", "km_m"):
        return str(clock_text(value) if field == "occurred_at" else km_text(value))
    if field in ("lat", "lon"):
        return decimal(value, 5)
    if field in _DIMENSIONS:
        return labels_of(_DIMENSIONS[field], [str(value)], definitions)[0] or MISSING
    if field == "position_source":
        return _POSITIONS.get(str(value), str(value))
    return str(value) if isinstance(value, str) else decimal(value, 0 if float(value).is_integer() else 2)


def diff_lines(diff: SnapshotDiff) -> list[str]:
    """The whole difference as lines of the command line."""
    table = change_table(diff)
    listed = [_change_line(row) for row in table.head(MOST_LINES).to_dict("records")]
    more = len(table) - len(listed)
    return [
        f"{diff_headline(diff)}.",
        *(f"  {line}" for line in total_lines(diff)),
        *batch_lines(diff),
        *rule_lines(diff),
        *listed,
        *([f"… và {whole(more)} thay đổi khác; dùng --json để lấy đủ."] if more else []),
    ]


def _change_line(row: dict[Any, Any]) -> str:
    kind, accident, day, area, field, before, after, reason, who, at = (row[name] for name in HEADINGS)
    change = " → ".join(value for value in (before, after) if value)
    told = f"{reason} ({who}, {at})" if reason else f"{who}, {at}"
    return f"  {accident}  {day:%d/%m/%Y}  {area}  {kind}, {field}: {change}; {told}"
