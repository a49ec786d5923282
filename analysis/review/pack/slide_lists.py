"""The slides of lists: districts that rise, black spots, limits of the data and proposals.

Leaves out rows for which a slide has no room, and says how many; the annexes have all. Can mislead: black spots are
proposals of this program ("đề nghị rà soát"), found by its own length and radius.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pptx.slide import Slide

from ...definitions.periods import day_text
from ...drawing.palette import FALL, QUIET
from ...places.asked import BY_KM
from ...signals.levels import FLAGGED
from ..alert_words import scope_sentence as alerts_scope
from ..spot_words import rule_words, search_words
from . import words
from .record import PackTable
from .slide_groups import FLAG_LOOKS
from .slide_parts import Words, add_rule, add_text
from .slide_tables import Look, add_table, rows_fitting, width_of, with_rows
from .slide_talk import Talk, heading
from .slide_text import BODY, LEAST_POINTS, TEXT_POINTS, Box, fitting, text_height
from .tables import selected

_SPOTS = {
    "name": 4.6,
    "mark": 1.5,
    "criteria": 1.1,
    "last": 1.35,
    "accidents": 0.9,
    "fatal_accidents": 0.95,
    "deaths": 0.85,
    "injured": 0.88,
}
_PROPOSED = "đề nghị rà soát"
MOST_BESIDE_NEAR = 5
"""Black spots up to which the places one accident short stand on the same slide."""
_LIST_HEIGHT = 1.35
"""Least height of a list with its title, headings and one row [inch]."""
_POINTS = {**_SPOTS}
_POINTS["name"] += _POINTS.pop("mark")
_NEAR = {"name": 4.6, "last": 1.35, "accidents": 0.9, "missing": 5.28}


def alerts_slide(talk: Talk) -> None:
    """Districts with expected range, level and reason, the strongest evidence first; what chance alone gives."""
    facts, table = talk.facts, talk.tables["alerts"]
    alerts = facts.alerts
    if alerts is None:
        return
    chance = words.alerts_chance(facts)
    said = [*words.alerts(facts), chance]
    slide = talk.begin(words.message_alerts(facts), ("alerts",), foot=alerts_scope(alerts), said=said)
    some = selected(table, ["label", "now", "last_year", "lower", "upper", "level", "reason"])
    levels = dict(zip(alerts.table["area"].astype(str), alerts.table["level"].astype(str), strict=True))
    looks = {key: FLAG_LOOKS[levels[key]] for key in some.keys if levels.get(key) in FLAGGED}
    _, fit = fitting([chance], BODY.width, 0.75, largest=TEXT_POINTS, gap=0)
    room = BODY.height - text_height(fit, BODY.width, TEXT_POINTS) - 0.45
    points, widths = _most_rows(some, room, looks)
    kept = rows_fitting(some, widths, room, points, looks=looks, most_lines=2)
    shown, left_out = with_rows(some, range(kept)), len(some.rows) - kept
    lower = add_table(slide, BODY, shown, widths, points=points, looks=looks, most_lines=2)
    rest = f"Còn {left_out} địa bàn khác, xem phụ lục." if left_out else ""
    lines = [Words(line, TEXT_POINTS, QUIET) for line in (rest, *fit) if line]
    if lines:
        add_text(slide, Box(BODY.left, lower + 0.2, BODY.width, 0.9), lines, name="Do ngẫu nhiên", gap=3)


def spots_slide(talk: Talk) -> None:
    """Black spots of the last twelve months, new, still and gone; below, places one accident short of the rule."""
    facts = talk.facts
    said = [*words.spots(facts), words.spots_unplaced(facts), words.register(facts)]
    keys = ("spot_changes", "spots_km", "spots_point", "spots_near")
    slide = talk.begin(words.message_spots(facts), keys, foot=_spots_scope(talk), said=said)
    changes, near = talk.tables["spot_changes"], talk.tables["spots_near"]
    found = [(changes, _SPOTS), (_by_point(talk), _POINTS)]
    crowded = sum(len(table.rows) for table, _ in found) > MOST_BESIDE_NEAR
    lists = [(table, wanted) for table, wanted in (*found, *([] if crowded else [(near, _NEAR)])) if table.rows]
    box, bottom = BODY, BODY.bottom - 1.2
    for place, (table, wanted) in enumerate(lists):
        after = _LIST_HEIGHT * (len(lists) - place - 1)
        box = _spot_list(slide, box, table, wanted, bottom - box.top - after)
    told = [] if changes.rows else words.spots(facts)[:2]
    left_out = f"{len(near.rows)} nơi còn thiếu một vụ so với tiêu chí: xem phụ lục." if crowded and near.rows else ""
    room = Box(BODY.left, box.top, BODY.width, BODY.bottom - box.top)
    points, fit = fitting([*told, left_out, *_spot_notes(talk, told)], room.width, room.height, largest=16, gap=4)
    add_text(slide, room, [Words(line, points) for line in fit], name="Lưu ý về điểm đen", gap=4)


def _spots_scope(talk: Talk) -> str:
    """How and among which accidents was looked: the rule counts its own, whether va chạm are chosen or not."""
    total = talk.facts.total
    until = f". Số liệu đến {day_text(total.data_until)}" if total.data_until else ""
    return f"{search_words(talk.facts.spots[BY_KM])}. Nguồn: {', '.join(total.sources)}{until}."


def _spot_notes(talk: Talk, told: Sequence[str]) -> list[str]:
    """What has to be said beside a list of black spots, unless ``told`` already: whose it is to decide, the rule."""
    proposed = f"Danh sách để {_PROPOSED}; việc xác định và xóa điểm đen do cơ quan quản lý đường bộ thực hiện."
    decided = [] if any(_PROPOSED in line for line in told) else [proposed]
    rule = f"Tiêu chí: {rule_words(talk.facts.spots[BY_KM])}."
    return [*decided, words.spots_unplaced(talk.facts), rule]


def limits_slide(talk: Talk) -> None:
    """What the data cannot say, and, where that section was chosen, what is proposed from them."""
    facts = talk.facts
    proposed = words.proposals(facts) if "proposals" in talk.sections else []
    instead = "Giới hạn của số liệu và kiến nghị" if proposed else "Giới hạn của số liệu"
    known = {words.sources(facts), words.period_words(facts)}
    limits = [line for line in words.limits(facts) if line not in known]
    slide = talk.begin("", ("criteria",), instead=instead, said=[])
    whole = BODY if not proposed else Box(BODY.left, BODY.top, 7.0, BODY.height)
    parts = [("Giới hạn của số liệu", limits, QUIET, whole)]
    if proposed:
        beside = Box(whole.right + 0.5, BODY.top, BODY.width - whole.width - 0.5, BODY.height)
        parts.append(("Kiến nghị (gợi ý theo số liệu)", proposed, FALL, beside))
    for name, lines, shade, box in parts:
        heading(slide, Box(box.left, box.top, box.width, 0.4), name)
        add_rule(slide, (box.left, box.top + 0.45), (box.right, box.top + 0.45), name="Đường kẻ", shade=shade)
        points, fit = fitting(lines, box.width, box.height - 0.55, largest=18, gap=5)
        text = Box(box.left, box.top + 0.6, box.width, box.height - 0.6)
        add_text(slide, text, [Words(line, points) for line in fit], name=name, gap=5)


def _by_point(talk: Talk) -> PackTable:
    """Active black spots that only the search by coordinates finds."""
    found, wanted = talk.tables["spots_point"], set(words.only_by_coordinates(talk.facts)["spot_id"].astype(str))
    return with_rows(found, [place for place, key in enumerate(found.keys) if key in wanted])


def _most_rows(table: PackTable, room: float, looks: Mapping[str, Look]) -> tuple[int, list[float]]:
    """The size of letters, with the widths of the columns, at which most rows fit; of two sizes the larger."""
    tried = {}
    for points in range(LEAST_POINTS, TEXT_POINTS + 1):
        level = min(width_of(table, "level", points), 3.2)
        widths = [1.65, 0.75, 0.85, 0.55, 0.6, level, BODY.width - 4.4 - level]
        tried[rows_fitting(table, widths, room, points, looks=looks, most_lines=2), points] = widths
    best = max(tried)
    return best[1], tried[best]


def _spot_list(slide: Slide, box: Box, table: PackTable, wanted: dict[str, float], room: float) -> Box:
    """One list under its title; gives what is left below it."""
    heading(slide, Box(box.left, box.top, box.width, 0.38), table.title)
    some = selected(table, [*wanted])
    points = LEAST_POINTS if "missing" in wanted else TEXT_POINTS
    shown, left_out = _room_for(some, [*wanted.values()], room - 0.4, points)
    gone = {key: Look(colour=QUIET) for key, row in zip(shown.keys, shown.rows, strict=True) if "không còn" in row}
    top = box.top + 0.4
    place = Box(box.left, top, box.width, 0)
    lower = add_table(slide, place, shown, [*wanted.values()], points=points, looks=gone, most_lines=2)
    if left_out:
        text = [Words(f"Còn {left_out} nơi khác, xem phụ lục.", LEAST_POINTS, QUIET)]
        add_text(slide, Box(box.left, lower + 0.05, box.width, 0.22), text, name="Phần còn lại của danh sách")
        lower += 0.25
    return Box(box.left, lower + 0.22, box.width, box.bottom - lower - 0.22)


def _room_for(table: PackTable, widths: Sequence[float], room: float, points: int) -> tuple[PackTable, int]:
    """The first rows of ``table`` that fit into ``room`` [inch], at least one; how many are left out."""
    kept = max(rows_fitting(table, widths, room, points, most_lines=2), 1)
    return with_rows(table, range(kept)), len(table.rows) - kept
