"""Black spots in words: the answer of the page, why a place is on the list, what is missing to the rule.

Defines Vietnamese sentences about the result of ``places.blackspots``. Leaves out tables and files (``spot_export``).
Can mislead: "còn trong 12 tháng" says that the last accident is recent, not that nothing was done there since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ..definitions.blackspot_rules import Rule
from ..places.blackspots import BlackSpots
from ..places.place_names import place_name
from .numbers import decimal, percent, two_digits, whole

STATUS_WORDS = {"ACTIVE": "còn trong 12 tháng", "HISTORICAL": "điểm đen cũ"}
ORIGIN_WORDS = {"ours": "thiếu một vụ", "law": "điểm tiềm ẩn"}
WAY_WORDS = {"km": "theo lý trình", "point": "theo tọa độ"}
MODE_WORDS = {"water": "đường thủy", "rail": "đường sắt", "road": "đường bộ", "unknown": "chưa rõ loại hình"}


def spots_headline(found: BlackSpots, spots: pd.DataFrame, near: int, *, padded: bool = False) -> str:
    """The answer: how many black spots there are, how many of them of the last twelve months, how many one short.

    ``padded``: counts below 10 with two digits, as in reports ("02 điểm đen").
    """
    count = two_digits if padded else whole
    day = f"Đến {found.asked.as_of:%d/%m/%Y}"
    active = int((spots["status"] == "ACTIVE").sum())
    old = len(spots) - active
    short = f"; {count(near)} nơi khác chỉ thiếu một vụ là đủ tiêu chí" if near else ""
    if not found.considered:
        return f"{day}: chưa có vụ nào để xét điểm đen"
    if spots.empty:
        return f"{day}: không nơi nào đủ tiêu chí điểm đen{short}"
    if not active:
        return f"{day}: không có điểm đen trong 12 tháng qua, {count(old)} điểm đen cũ{short}"
    return f"{day}: {count(active)} điểm đen trong 12 tháng qua{f', {count(old)} điểm đen cũ' if old else ''}{short}"


def search_words(found: BlackSpots) -> str:
    """How it was looked for: by what, in which window of place and time."""
    asked = found.asked
    size = f"đoạn đến {metres(asked.length_m)} m" if asked.by == "km" else f"bán kính {metres(asked.radius_m)} m"
    days = f"các vụ từ {asked.since:%d/%m/%Y} đến {asked.as_of:%d/%m/%Y}, tính cả hai ngày này"
    return f"Xét {WAY_WORDS[asked.by]}: {size}, {whole(asked.months)} tháng bất kỳ, {days}"


def metres(size: float) -> str:
    """A size as it was asked for: "100", "37,50"; never rounded to another one."""
    return whole(size) if float(size).is_integer() else decimal(size)


def rule_words(found: BlackSpots) -> str:
    """The rule in force with its criteria."""
    named = [f"{rule.title}: {'; '.join(_criterion(rule, one.key) for one in rule.criteria)}" for rule in found.rules]
    return " · ".join(named)


def position_words(placed: int, total: int, what: str) -> str:
    """ "68/71 vụ trong kỳ có vị trí trên bản đồ (95,8%)" - always said beside a map."""
    share = f" ({percent(100 * placed / total, 1)})" if total else ""
    return f"{whole(placed)}/{whole(total)} vụ {what} có vị trí trên bản đồ{share}"


def without_position_words(found: BlackSpots) -> str:
    """How many accidents considered have no position, and how many of them could change the list."""
    missing = found.considered - found.with_position
    if not missing:
        return ""
    changing = f"{whole(found.could_change)} vụ trong đó" if found.could_change else "không vụ nào trong đó"
    needed = "lý trình" if found.asked.by == "km" else "tọa độ"
    return f"{whole(missing)} vụ được xét không có {needed}; {changing} có thể làm thay đổi danh sách"


def note_words(found: BlackSpots) -> list[str]:
    """What has to be said of the search: a rule not checked, accidents not judged and why."""
    titles = {rule.key: rule.title for rule in found.rules}
    return [_note(titles, *note) for note in found.notes]


def _note(titles: Mapping[str, str], code: str, *facts: Any) -> str:
    if code == "rule_not_confirmed":
        return f"Tiêu chí của {titles.get(facts[0], facts[0])} chưa được đối chiếu với văn bản gốc."
    if code == "no_rule":
        mode = MODE_WORDS.get(facts[0], facts[0])
        return f"{whole(facts[1])} vụ {mode} không được xét: không có quy định điểm đen cho loại hình này."
    if code == "casualties_unknown":
        return f"{whole(facts[0])} vụ không ghi số người chết, bị thương nên không được xét."
    raise ValueError(f"unknown note: {code}")


def list_notes(found: BlackSpots) -> list[str]:
    """What goes with the list wherever it goes, a sentence each: window, days, rule, what could not be looked at."""
    keys = {key for keys in found.potential["criteria"] for key in keys}
    short = [_criterion(rule, one.key) for rule in found.rules for one in rule.potential if one.key in keys]
    lines = [search_words(found), rule_words(found), f"Chưa đủ tiêu chí: {'; '.join(short)}" if short else ""]
    lines += [without_position_words(found), *note_words(found)]
    return [line if line.endswith(".") else f"{line}." for line in lines if line]


def spot_name(spot: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What a place is called: its junction, else road and kilometres or coordinates, with the district."""
    area = next(iter(spot.get("area_codes") or ()), "")
    if spot.get("junction_name"):
        return ", ".join(part for part in (str(spot["junction_name"]), names.get(area, "")) if part)
    return place_name({**spot, "area_code": area}, names)


def counts_words(spot: Mapping[str, Any], *, padded: bool = False) -> str:
    """ "3 vụ (2 vụ có người chết), 2 chết, 3 bị thương"; ``padded``: "03 vụ (02 vụ …), 02 chết", but "0 chết"."""
    accidents, fatal, deaths, injured = (
        two_digits(spot[name]) if padded and spot[name] else whole(spot[name])
        for name in ("accidents", "fatal_accidents", "deaths", "injured")
    )
    among = f" ({fatal} vụ có người chết)" if spot["fatal_accidents"] else ""
    return f"{accidents} vụ{among}, {deaths} chết, {injured} bị thương"


def window_words(spot: Mapping[str, Any]) -> str:
    """The first and the last day of its accidents."""
    first, last = spot["first"], spot["last"]
    return f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"


def why_words(spot: Mapping[str, Any], rules: Sequence[Rule]) -> str:
    """The criteria that a spot meets, each with its words."""
    rule = _rule_of(spot, rules)
    keys = [str(key) for key in spot["criteria"]]
    return "; ".join(_criterion(rule, key) for key in keys) if rule else ", ".join(keys)


def missing_words(spot: Mapping[str, Any], rules: Sequence[Rule]) -> str:
    """What one more accident would make of a potential spot; nothing for a black spot."""
    keys, rule = [str(key) for key in spot.get("missing") or ()], _rule_of(spot, rules)
    if not keys:
        return ""
    named = " hoặc ".join(_criterion(rule, key) for key in keys) if rule else " hoặc ".join(keys)
    return f"Thêm một vụ phù hợp là đủ {named}"


def _rule_of(spot: Mapping[str, Any], rules: Sequence[Rule]) -> Rule | None:
    return next((rule for rule in rules if rule.key == spot["rule"]), None)


def _criterion(rule: Rule, key: str) -> str:
    labels = {one.key: one.label for one in (*rule.criteria, *rule.potential)}
    if key not in labels:
        return key
    modes = [MODE_WORDS[mode] for mode in rule.modes if mode in MODE_WORDS and "road" not in rule.modes]
    said = [labels[key], *(mode for mode in modes if mode not in labels[key])]
    return f"{key} ({', '.join(said)})"
