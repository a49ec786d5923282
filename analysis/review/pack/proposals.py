"""What the figures suggest to do, as lines for the office to change or strike out.

Defines which line follows from which figure: a flagged district, a road, a time or a cause, black spots, accidents
without a position, holes in the data. Leaves out everything that no figure says. Can mislead: a group that grew is
where to look, not proof of a cause.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...places.asked import BY_KM, BY_POINT
from ...places.place_names import known_names
from ...signals.levels import AMBER, NOT_ENOUGH_HISTORY, RED
from ..alert_words import LEVEL_WORDS, range_words
from ..numbers import percent, two_digits, whole
from ..sentences import MEASURE_LABELS
from ..spot_words import spot_name
from .phrasing import OTHER, changed, groups, is_compared, joined, lowered, ranked, records
from .record import PackFacts
from .words_accidents import inside
from .words_breakdowns import day_part_counts
from .words_signals import active, only_by_coordinates

SUGGESTIONS = "Gợi ý theo số liệu, để cơ quan xem xét, sửa hoặc bỏ."
"""What stands above the lines wherever they are printed."""
_POSITION_WANTED = 0.9
"""Share of accidents with coordinates below which they are asked for; a choice of ours."""
_NAMED = 5
"""Black spots named in a line."""


def proposals(facts: PackFacts) -> list[str]:
    """Directions for the period to come, then requests to others."""
    return [*directions(facts), *requests(facts)]


def directions(facts: PackFacts) -> list[str]:
    """What the committee itself may do next (section IV of the report)."""
    return [*_reviews(facts), *_patrols(facts), *_behind_target(facts)]


def requests(facts: PackFacts) -> list[str]:
    """What others may be asked for (section V of the report)."""
    return [*_spots(facts), *_positions(facts), *_missing(facts)]


def _reviews(facts: PackFacts) -> Iterator[str]:
    """A review where a district is red, a watch where it is amber."""
    if facts.alerts is None:
        return
    table = facts.alerts.table
    for level, what in ((RED, "Tổ chức đánh giá đột xuất tại"), (AMBER, "Theo dõi hằng tháng tại")):
        rows = records(table[table["level"] == level])
        named = [f"{row['label']} ({whole(row['now'])} vụ, mức bình thường {range_words(row)} vụ)" for row in rows]
        why = f"số vụ {LEVEL_WORDS[RED]}" if level == RED else "số vụ ở mức cần theo dõi"
        if named:
            yield f"{what} {joined(named)}, nơi có {why}."


def _patrols(facts: PackFacts) -> Iterator[str]:
    """Roads that clearly grew, the part of the day with most accidents, causes."""
    roads = _grown(facts, "road")
    if roads:
        yield f"Tăng cường tuần tra, kiểm soát trên các tuyến có số vụ tăng rõ rệt: {'; '.join(roads)}."
    parts = sorted(((now, label) for label, (now, _) in day_part_counts(facts).items()), reverse=True)
    if parts and parts[0][0] and (len(parts) == 1 or parts[1][0] < parts[0][0]):
        now, label = parts[0]
        yield f"Bố trí tuần tra, kiểm soát vào {lowered(label)}, thời gian xảy ra nhiều vụ nhất: {two_digits(now)} vụ."
    causes = _grown(facts, "cause", lower=True)
    if causes:
        yield f"Xử lý các nguyên nhân tăng rõ rệt: {'; '.join(causes)}."
    first = ranked(facts.by["cause"], "accidents", 1)
    if len(first) == 1 and first[0].key != OTHER:
        named = f"{lowered(first[0].label)} ({two_digits(first[0].row['now'])} vụ)"
        yield f"Tập trung tuyên truyền, xử lý vi phạm về nguyên nhân nhiều nhất: {named}."


def _grown(facts: PackFacts, dimension: str, *, lower: bool = False) -> list[str]:
    """Groups that clearly rose, with both counts."""
    rows = [one for one in groups(facts.by[dimension], "accidents") if one.row["verdict"] == "rise_clear"]
    return [f"{lowered(one.label) if lower else one.label} {changed(one.row, 'accidents')}" for one in rows]


def _behind_target(facts: PackFacts) -> Iterator[str]:
    missed = [MEASURE_LABELS[one.measure].lower() for one in facts.targets if one.reached == "missed"]
    if missed:
        yield f"Rà soát các giải pháp kéo giảm {joined(missed)}, hiện chưa đạt mục tiêu năm."


def _spots(facts: PackFacts) -> Iterator[str]:
    """Spots of the last twelve months, by road-km, then by coordinates alone: the road manager is asked to look."""
    names = known_names(facts.definitions)
    found = (active(facts.spots[BY_KM]), only_by_coordinates(facts))
    named = [spot_name(row, names) for spots in found for row in records(spots)]
    if named:
        shown = "; ".join(named[:_NAMED])
        more = f" và {whole(len(named) - _NAMED)} nơi khác" if len(named) > _NAMED else ""
        yield f"Đề nghị cơ quan quản lý đường bộ rà soát {two_digits(len(named))} điểm đen: {shown}{more}."


def _positions(facts: PackFacts) -> Iterator[str]:
    found = facts.spots[BY_POINT]
    if not found.considered or found.with_position / found.considered >= _POSITION_WANTED:
        return
    share = percent(100 * found.with_position / found.considered)
    yield (
        "Đề nghị các đơn vị ghi tọa độ nơi xảy ra tai nạn: mới có "
        f"{whole(found.with_position)} trong số {whole(found.considered)} vụ được xét điểm đen có tọa độ ({share})."
    )


def _missing(facts: PackFacts) -> Iterator[str]:
    """What the files do not say, and periods without (all) their data."""
    asked = (("area", "địa bàn"), ("road", "tuyến đường"), ("hour", "giờ xảy ra"), ("cause", "nguyên nhân"))
    unknown = [(what, facts.by[name].unknown.get("accidents") or 0) for name, what in asked]
    parts = [f"{what} của {two_digits(count)} vụ" for what, count in unknown if count]
    if parts:
        yield f"Đề nghị các đơn vị bổ sung {', '.join(parts)} còn thiếu."
    if not is_compared(facts.total):
        states = {"now": facts.period.title, "base": facts.base.title}
        named = [inside(title) for name, title in states.items() if facts.total.coverage[name] != "full"]
        yield f"Đề nghị bổ sung số liệu tai nạn của {joined(named)} để so sánh được."
    if facts.alerts is not None and facts.alerts.count(NOT_ENOUGH_HISTORY) and is_compared(facts.total):
        yield "Đề nghị bổ sung số liệu các năm trước để có mức nền xét địa bàn tăng."
    if not facts.violations:
        yield "Đề nghị các lực lượng cung cấp số liệu xử lý vi phạm của kỳ."
