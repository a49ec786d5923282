"""The register of black spots in words: its table, a place's state, what happened to it, what a review found.

"Đề nghị rà soát" is said of a place that was found or proposed; declaring black spots is the road manager's. Left out:
files (``spot_export``). It can mislead that figures of a place are of its last review or register file, not of today:
the table says which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.tables import UNKNOWN
from ..places.place_names import stretch_words
from ..places.register import CLOSED, EVENTS, KINDS, MARKS, STATUSES, place_rows
from ..places.register_file import OUTCOMES, RegisterImport
from ..places.register_review import Review
from .numbers import whole
from .spot_words import ORIGIN_WORDS, STATUS_WORDS, metres

NOT_DECLARED = "Danh sách để đề nghị rà soát; việc xác định và xóa điểm do cơ quan quản lý đường bộ thực hiện."

OF_SAMPLE = "từ số liệu minh họa"

_COLUMNS = {
    "Mã điểm": "register_id",
    "Loại": "kind",
    "Tên": "name",
    "Tên đường": "road",
    "Lý trình": "stretch",
    "Địa bàn": "area",
    "Điểm đầu Vĩ độ": "lat",
    "Điểm đầu Kinh độ": "lon",
    "Điểm cuối Vĩ độ": "end_lat",
    "Điểm cuối Kinh độ": "end_lon",
    "Bán kính (m)": "radius_m",
    "Tình trạng": "state",
    "Rà soát gần nhất": "last_mark",
    "Đến ngày": "last_review",
    "Tiêu chí": "criteria",
    "Năm": "year",
    "Số vụ TN/VC": "accidents",
    "Số vụ chết người": "fatal_accidents",
    "Số vụ bị thương": "injury_accidents",
    "Số người chết": "deaths",
    "Số người bị thương": "injured",
    "Vụ đầu": "first",
    "Vụ cuối": "last",
    "Đơn vị phụ trách": "owner",
    "Ngày đề nghị": "proposed_on",
    "Ngày xác nhận": "confirmed_on",
    "Bắt đầu xử lý": "work_from",
    "Xử lý xong": "done_on",
    "Ngày xóa": "removed_on",
    "Diễn giải": "remark",
    "Các vụ": "accident_ids",
}
_OF_REGISTER = {"Mã điểm", "Tình trạng", "Rà soát gần nhất", "Đến ngày", "Đơn vị phụ trách", "Diễn giải"} | {
    *("Ngày đề nghị", "Ngày xác nhận", "Bắt đầu xử lý", "Xử lý xong", "Ngày xóa", "Năm", "Số vụ bị thương"),
    *("Điểm cuối Vĩ độ", "Điểm cuối Kinh độ"),
}
_DAYS = ("first", "last")


def register_table(places: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """The register (``places.register``) with Vietnamese headings and words; numbers and days as they are."""
    return _table(places.assign(state=_states(places)), definitions)


def found_table(spots: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    """Found spots (``register_spots.found_places``) in the same columns, without those that only a register has.

    ``number``, where it is given, is that of the map. A potential spot that is ours (``origin``) is called "thiếu một
    vụ": "điểm tiềm ẩn" is a word of the law.
    """
    known = spots.assign(state="", register_id="", name=spots["name"].fillna(""))
    known = known.reindex(columns=[*known.columns, *(name for name in _COLUMNS.values() if name not in known)])
    table = _table(known, definitions).drop(columns=sorted(_OF_REGISTER))
    now = spots["status"].str.upper().map(STATUS_WORDS)
    origin = spots["origin"] if "origin" in spots else pd.Series("", index=spots.index)
    table["Loại"] = table["Loại"].where(origin.ne("ours").to_numpy(), ORIGIN_WORDS["ours"])
    table = table.assign(**{"Hiện nay": now.fillna("").to_numpy()})
    if "number" in spots:
        table.insert(0, "Số trên bản đồ", spots["number"].to_numpy())
    return table


def state_words(place: Mapping[str, Any]) -> str:
    """Status of a place, or that it is closed: "đang xử lý", "đã gộp vào DM-0002"; and that it is of the example.

    ``illustrative`` (``places.sample_left.with_origin``) may be missing.
    """
    rests = f" ({OF_SAMPLE})" if place.get("illustrative") else ""
    if place["closed"] == "merged":
        return f"{CLOSED['merged']} vào {place['merged_into']}{rests}"
    return f"{CLOSED[place['closed']] if place['closed'] else STATUSES[place['status']]}{rests}"


def mark_words(place: Mapping[str, Any]) -> str:
    """What the last review said and of which day, "chưa rà soát" where none has looked."""
    if not place["last_mark"]:
        return "chưa rà soát"
    return f"{MARKS[place['last_mark']]} (đến {place['last_review']:%d/%m/%Y})"


def figure_words(place: Mapping[str, Any]) -> str:
    """What was found there: "3 vụ, 1 vụ chết người; 1 người chết, 2 người bị thương; tiêu chí C2"."""
    parts = [
        _counted(
            place, (("accidents", "vụ"), ("fatal_accidents", "vụ chết người"), ("injury_accidents", "vụ bị thương"))
        ),
        _counted(place, (("deaths", "người chết"), ("injured", "người bị thương"))),
        f"tiêu chí {place['criteria'].replace('|', ', ')}" if place["criteria"] else "",
        f"năm {place['year']}" if pd.notna(place["year"]) else "",
    ]
    return "; ".join(filter(None, parts)) or "chưa có số liệu về vụ tai nạn"


def event_words(event: Mapping[str, Any]) -> str:
    """What one event did, in a sentence without who and when."""
    kind, value, days = event["event"], str(event["value"]), _on_day(event)
    said = {
        "proposed": f"Đề nghị rà soát: {value}",
        "imported": f"Nhập từ danh mục có sẵn: {value}",
        "listed": "Cập nhật từ danh mục mới nhập",
        "accepted": f"Xác nhận{days}",
        "rejected": "Không đưa vào danh mục",
        "reopened": "Mở lại",
        "merged": f"Gộp vào {value}",
        "renamed": f"Đổi tên thành «{value}»",
        "status": f"Chuyển sang «{STATUSES.get(value, value)}»{days}",
        "owner": f"Giao đơn vị phụ trách: {value}",
        "measure": f"Biện pháp{days}: {value}",
        "noted": f"Ghi chú: {value}",
        "attached": f"Đính kèm tệp «{value}»",
        "reviewed": f"Rà soát{days}: {MARKS.get(value, value)}",
    }
    return said.get(kind) or EVENTS[kind]


def review_sentence(done: Review) -> str:
    """What a review found, in one sentence."""
    counted = Counter(done.table["mark"])
    parts = [f"{counted[mark]} {words}" for mark, words in MARKS.items() if counted[mark]]
    said = f"Rà soát đến ngày {done.as_of:%d/%m/%Y}: {', '.join(parts) or 'không có điểm nào'}."
    if not done.changed:
        said += " Lần rà soát này đã được ghi, không có gì thay đổi."
    if done.still_rejected:
        words = ", ".join(f"{key} ({count} vụ mới)" for key, count in done.still_rejected.items())
        said += f" Điểm đã quyết định không đưa vào danh mục nhưng vẫn thỏa tiêu chí: {words}."
    return said


def marks_words(details: Mapping[str, Any]) -> str:
    """Marks of a kept review: "2 mới, 1 không còn"."""
    marks = details.get("marks", {})
    return ", ".join(f"{whole(marks[mark])} {words}" for mark, words in MARKS.items() if marks.get(mark)) or "không có"


def looked_words(details: Mapping[str, Any]) -> str:
    """How a kept review searched: "lý trình, đoạn 100 m, từ 31/03/2022"."""
    rule = details.get("rule", {})
    length, radius = (metres(rule[name]) if name in rule else "…" for name in ("length_m", "radius_m"))
    ways = {"km": f"lý trình, đoạn {length} m", "point": f"tọa độ, bán kính {radius} m"}
    since = f", từ {pd.Timestamp(rule['since']):%d/%m/%Y}" if "since" in rule else ""
    return "; ".join(ways[way] for way in details.get("looked", ())) + since


def import_sentence(done: RegisterImport) -> str:
    """What came of a register file, in one sentence."""
    if done.already_imported:
        return "Tệp này đã được nhập trước đó, không có gì thay đổi."
    counted = Counter(done.table["outcome"])
    parts = [f"{whole(counted[code])} {words}" for code, words in OUTCOMES.items() if counted[code]]
    return f"Đọc {whole(len(done.table))} dòng: {', '.join(parts) or 'không có dòng nào'}."


def register_sentence(places: pd.DataFrame) -> str:
    """The first line above the register: how many places, in which status."""
    open_places = places[places["closed"] == ""]
    if open_places.empty:
        return "Danh mục điểm đen, điểm tiềm ẩn chưa có điểm nào."
    counted = Counter(open_places["status"])
    parts = [f"{whole(counted[code])} {words}" for code, words in STATUSES.items() if counted[code]]
    said = f"Danh mục điểm đen, điểm tiềm ẩn có {whole(len(open_places))} điểm: {', '.join(parts)}."
    invented = int(open_places["illustrative"].sum()) if "illustrative" in open_places else 0
    return f"{said} Trong đó {whole(invented)} điểm {OF_SAMPLE}." if invented else said


def _table(places: pd.DataFrame, definitions: Definitions) -> pd.DataFrame:
    names, roads = definitions.areas.names, definitions.codes["roads"].labels
    ends = zip(places["from_m"], places["to_m"], strict=True)
    written = places.assign(
        kind=places["kind"].map(KINDS).fillna(""),
        stretch=[stretch_words(*pair) for pair in ends],
        area=places["area_code"].map(names).fillna("Không rõ"),
        road=places["road"].replace(roads | {UNKNOWN: ""}),
        criteria=places["criteria"].str.replace("|", ", "),
        last_mark=places["last_mark"].map(MARKS).fillna(""),
        accident_ids=places["accident_ids"].map("; ".join),
        **{name: pd.to_datetime(places[name]).astype("datetime64[s]") for name in _DAYS},
    )
    return pd.DataFrame({heading: written[name].to_numpy() for heading, name in _COLUMNS.items()})


def _states(places: pd.DataFrame) -> list[str]:
    return [state_words(row) for row in place_rows(places)]


def _counted(place: Mapping[str, Any], named: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{whole(place[name])} {words}" for name, words in named if pd.notna(place[name]))


def _on_day(event: Mapping[str, Any]) -> str:
    return "" if pd.isna(event["on_day"]) else f" ngày {event['on_day']:%d/%m/%Y}"
