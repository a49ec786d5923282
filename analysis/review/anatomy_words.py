"""The anatomy of accidents in words: the answer of the page, the title of every chart and what stands below it.

Defines the Vietnamese of ``figures.anatomy`` and ``signals.standouts``. A mark is always said with its count and its
ordinary range; how many cells were looked at, and what chance alone gives, is said once on the page.

Can mislead: "nổi bật" is a difference from five years, never a cause.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from ..definitions.periods import Period
from ..figures.anatomy import Anatomy
from ..figures.anatomy_breakdowns import NOW, Breakdown, is_unknown
from ..figures.anatomy_labels import ANATOMY_LABELS
from ..figures.labels import calendar_of
from ..figures.notes import break_notes
from ..signals.standouts import (
    ELSEWHERE,
    FALL,
    FEW_YEARS,
    JUDGED,
    ORDINARY,
    RISE,
    SMALL,
    TET_MONTH,
    TOO_MANY_UNKNOWN,
    TOTAL,
    Standouts,
)
from .numbers import decimal, percent, whole

MEASURE_UNITS = {"accidents": "vụ", "deaths": "người chết", "injured": "người bị thương"}
SUBJECTS = {"accidents": "Số vụ", "deaths": "Số người chết", "injured": "Số người bị thương"}
NAMED_ALONE = ("hour_band", "hour_weekday", "weekday", "day_part", "day_kind", "month", "road", "km_stretch")
"""Breakdowns whose groups need no word before their name."""
NAMED = 3
"""So many marks are named in the answer of the page, and groups of equal height in a title."""
EACH = "mỗi nhóm"
STROKE = "Vạch mảnh: trung bình cùng kỳ các năm trước."
ELSEWHERE_WORDS = {
    "area": "Địa bàn có cách xét riêng, ở trang Địa bàn tăng.",
    "hour": "Xét nổi bật theo khung giờ, không theo từng giờ.",
}
COVERAGE_WORDS = {"none": "chưa có số liệu", "partial": "số liệu chưa đủ kỳ"}


def headline(found: Anatomy, marks: Standouts) -> str:
    """How many accidents, and what stands out against the years before, or that nothing does."""
    title, total = found.period.title, found.total["accidents"]
    first = f"{title}: {whole(total)} vụ"
    whole_row = marks.of(TOTAL).to_dict("records")[0]
    if found.coverage != "full":
        return f"{first} đến nay; {COVERAGE_WORDS[found.coverage]} nên chưa so với các năm trước"
    if not marks.judged:
        return f"{first}; chưa đủ số liệu các năm trước để nói điều gì nổi bật"
    if whole_row["state"] in JUDGED:
        first += f" (bình thường {range_words(whole_row)})"
    listed = marks.marks[marks.marks["breakdown"] != TOTAL]
    if listed.empty:
        return f"{first}; không có giờ, đường, phương tiện, nguyên nhân hay nhóm người nào khác hẳn các năm trước"
    said = [mark_words(row) for row in listed.head(NAMED).to_dict("records")]
    more = f"; và {len(listed) - NAMED} điều khác" if len(listed) > NAMED else ""
    return f"{first}. Nổi bật: {'; '.join(said)}{more}"


def mark_words(row: Mapping[Any, Any]) -> str:
    """A mark with its arrow, count and range: "▲ 18–21 giờ có 31 vụ, bình thường 14–25"."""
    arrow = "▲" if row["state"] == RISE else "▼"
    return f"{arrow} {place_words(row)} có {whole(row['now'])} vụ, bình thường {range_words(row)}"


def place_words(row: Mapping[Any, Any]) -> str:
    """What a cell is called in a sentence: "18–21 giờ, thứ bảy", "nguyên nhân «Lấn làn»"."""
    name = str(row["breakdown"])
    if name == TOTAL:
        return "toàn bộ"
    second = f", {str(row['second_label']).lower()}" if row["second_label"] else ""
    if name in NAMED_ALONE:
        return f"{row['label']}{second}"
    return f"{ANATOMY_LABELS[name].lower()} «{row['label']}»"


def range_words(row: Mapping[Any, Any]) -> str:
    """The ordinary range of a cell: "14–25"; "–" where it is not judged."""
    return "–" if pd.isna(row["lower"]) else f"{whole(row['lower'])}–{whole(row['upper'])}"


def looked_sentences(found: Anatomy, marks: Standouts) -> list[str]:
    """How many cells were looked at, what chance alone gives, what was not judged, the years, the breaks."""
    if not marks.judged:
        return [*_years(found, marks), *breaks(found)]
    share, pages = marks.rule.false_share, round(1 / marks.rule.false_share)
    promise = (
        f"Đã xét {whole(marks.judged)} ô của cả trang: nếu không có gì thay đổi, riêng ngẫu nhiên cũng làm khoảng "
        f"{whole(round(marks.by_chance))} ô lệch ở mức 5%. Vì vậy chỉ đánh dấu ô còn nổi bật khi tính đến việc đã xem "
        f"nhiều ô: trung bình không quá {percent(100 * share, 0)} số dấu là do ngẫu nhiên; khi không có gì "
        f"thay đổi, khoảng {pages} trang mới có một trang có dấu."
    )
    small = (
        f"{whole(marks.small)} ô dự kiến dưới {decimal(marks.rule.least_expected, 0)} vụ quá nhỏ nên không xét."
        if marks.small
        else ""
    )
    return [text for text in (promise, small, _whole_moved(marks), *_years(found, marks), *breaks(found)) if text]


def _whole_moved(marks: Standouts) -> str:
    """Where the whole stands out, marks may only follow it: how many do not."""
    row = marks.of(TOTAL).iloc[0]
    others = marks.marks[marks.marks["breakdown"] != TOTAL]
    if row["state"] not in (RISE, FALL) or others.empty:
        return ""
    way = "cao" if row["state"] == RISE else "thấp"
    own = int(others["stronger"].sum())
    return (
        f"Toàn bộ số vụ {way} hơn hẳn các năm trước nên nhiều ô {way} theo: {whole(own)} trong {whole(len(others))} "
        "dấu vẫn khác khi đã trừ mức chung."
    )


def _years(found: Anatomy, marks: Standouts) -> list[str]:
    if found.bases:
        named = f"So với cùng kỳ {len(found.bases)} năm: {_named(found.bases)}."
        few = len(found.bases) < marks.rule.fewest_years
        return [named + (f" Cần ít nhất {marks.rule.fewest_years} năm mới xét." if few else "")]
    return ["Không có năm nào trước đó đủ số liệu của cùng kỳ." if found.coverage == "full" else ""]


def _named(bases: Sequence[Period]) -> str:
    return ", ".join(base.title for base in sorted(bases, key=lambda base: base.start))


def breaks(found: Anatomy) -> list[str]:
    """The breaks of the series between the oldest year and now."""
    if not found.bases:
        return []
    oldest = min(found.bases, key=lambda base: base.start)
    return list(break_notes(found.frame.definitions, found.period, oldest))


def chart_title(breakdown: Breakdown, cells: pd.DataFrame, measure: str) -> str:
    """What a chart of accidents shows: its largest group, and the groups that stand out."""
    name = ANATOMY_LABELS.get(breakdown.spec.name) or " và ".join(
        ANATOMY_LABELS[one].lower() for one in breakdown.spec.dimensions
    )
    subject = f"{SUBJECTS[measure]} theo {name[:1].lower()}{name[1:]}"
    known = breakdown.table[~is_unknown(breakdown.table)]
    total = float(known[measure].sum())
    if not total:
        return f"{subject}: {'tệp không ghi' if breakdown.total[measure] else 'không có vụ nào'}"
    if set(known["key"]) == {"yes", "no"}:
        having = float(known.loc[known["key"] == "yes", measure].sum())
        counted = f"{whole(having)} {MEASURE_UNITS[measure]} ({percent(100 * having / total, 1)} số đã rõ)"
        return f"{subject}: có {name[:1].lower()}{name[1:]} {counted}{_marked(cells)}"
    highest = known[known[measure] == known[measure].max()]
    top = highest.iloc[0]
    names = [
        f"{row['label']}, {row['second_label'].lower()}" if row["second_label"] else str(row["label"])
        for row in highest.to_dict("records")
    ]
    share = f" ({percent(100 * top[measure] / total, 1)} số đã rõ)" if not top["second_label"] else ""
    return f"{subject}: {most_words(names, f'{whole(top[measure])} {MEASURE_UNITS[measure]}{share}')}{_marked(cells)}"


def most_words(names: Sequence[str], counted: str) -> str:
    """Which groups have the highest count: one by its name, two or three by theirs, more as a number."""
    if len(names) == 1:
        return f"nhiều nhất {names[0]}, {counted}"
    if len(names) <= NAMED:
        return f"nhiều nhất {'; '.join(names)}, {EACH} {counted}"
    return f"{len(names)} nhóm cùng cao nhất, {EACH} {counted}"


def _marked(cells: pd.DataFrame) -> str:
    """The surest marks of a chart, for its title; nothing where there is none."""
    marked = cells[cells["state"].isin((RISE, FALL))].sort_values("p").head(2)
    return "".join(f"; {mark_words(row)}" for row in marked.to_dict("records"))


def people_title(breakdown: Breakdown) -> str:
    """What a chart of people shows: the group with the most dead and injured."""
    name = ANATOMY_LABELS[breakdown.spec.name]
    known = breakdown.table[~is_unknown(breakdown.table)]
    hurt = known["deaths"].fillna(0) + known["injured"].fillna(0)
    if not hurt.sum():
        return (
            f"Người chết, bị thương theo {name.lower()}: {'tệp không ghi' if breakdown.unknown_now else 'không có ai'}"
        )
    if set(known["key"]) == {"yes", "no"}:
        known = known[known["key"] == "yes"]
        said = f"{whole(known['deaths'].sum())} em chết, {whole(known['injured'].sum())} em bị thương"
        return f"{name}: {said}, trong {whole(hurt.sum())} người đã rõ"
    highest = known[hurt == hurt.max()]
    top = highest.iloc[0]
    alone = f"{whole(top['deaths'])} chết, {whole(top['injured'])} bị thương"
    counted = alone if len(highest) == 1 else f"{whole(hurt.max())} người"
    return f"Người chết, bị thương theo {name.lower()}: {most_words(highest['label'].tolist(), counted)}"


def caption(breakdown: Breakdown, found: Anatomy, cells: pd.DataFrame | None, measure: str = "accidents") -> list[str]:
    """Below a chart: n, unit, period with both ends, unknown, source; then why a range is missing."""
    people = breakdown.spec.of_people
    counted = breakdown.total["deaths"] + breakdown.total["injured"] if people else breakdown.total[measure]
    lost = breakdown.unknown_now if people else _lost(breakdown, measure)
    unit = "người chết, bị thương" if people else MEASURE_UNITS[measure]
    share = f" ({percent(100 * lost / counted, 1)})" if counted and lost else ""
    first = f"n = {whole(counted)} {unit}; {period_words(found)}; không rõ {whole(lost)}{share}; {source_words(found)}"
    return [first, *_why_not(breakdown, found, cells, measure), *_groups_said(breakdown, found)]


def _groups_said(breakdown: Breakdown, found: Anatomy) -> list[str]:
    """What has to be known of the groups themselves: vehicles of an accident together, stretches for looking only."""
    if breakdown.spec.name == "vehicle_type":
        return [
            "Mỗi vụ ở đúng một nhóm: «Mô tô + Ô tô con» là vụ giữa hai loại; tên đứng một mình là vụ chỉ ghi một xe."
        ]
    if breakdown.spec.name == "month":
        month = calendar_of(found.period, found.frame.definitions).label
        return [f"Tháng thống kê theo lịch «{month}» đang chọn."]
    if breakdown.spec.name != "km_stretch":
        return []
    metres = found.frame.settings.km_stretch_m
    length = decimal(metres / 1000, 1 if metres % 1000 else 0)
    rule = "không phải cách tìm điểm đen của thông tư (trang Bản đồ và điểm đen)"
    return [f"Đoạn cố định dài {length} km, chỉ để nhìn: {rule}."]


def _lost(breakdown: Breakdown, measure: str) -> float:
    return float(breakdown.table.loc[is_unknown(breakdown.table), measure].sum())


def period_words(found: Anatomy) -> str:
    """The period with both ends."""
    period = found.period
    return period.span if period.is_span else f"{period.title}: {period.span}"


def source_words(found: Anatomy) -> str:
    """The source of the figures, and that they are invented where some are."""
    named = ", ".join(found.sources) or "tệp không ghi nguồn"
    invented = " (số liệu minh họa)" if found.illustrative and "minh họa" not in named else ""
    return f"nguồn: {named}{invented}"


def _why_not(breakdown: Breakdown, found: Anatomy, cells: pd.DataFrame | None, measure: str) -> list[str]:
    if cells is None or cells.empty or found.coverage != "full":
        return []
    states = set(cells["state"])
    if ELSEWHERE in states:
        return [f"{ELSEWHERE_WORDS[breakdown.spec.name]} {STROKE}"]
    if TOO_MANY_UNKNOWN in states:
        return [_too_many_unknown(breakdown, found)]
    if FEW_YEARS in states and found.bases:
        return [f"Không xét: mới có {len(breakdown.given)} năm trước đó đủ số liệu."]
    if measure != "accidents" and not breakdown.spec.of_people:
        return [f"Dấu nổi bật chỉ xét theo số vụ. {STROKE}"]
    return [" ".join(text for text in (*_judged_words(breakdown, found, states), _outside(breakdown, cells)) if text)]


def _outside(breakdown: Breakdown, cells: pd.DataFrame) -> str:
    """Why a bar that leaves its range has no mark; nothing where no such bar is drawn."""
    if breakdown.spec.of_people or len(breakdown.spec.dimensions) > 1:
        return ""
    beyond = (cells["now"] < cells["lower"]) | (cells["now"] > cells["upper"])
    if not (beyond & (cells["state"] == ORDINARY)).any():
        return ""
    return "Cột ra ngoài dải mà không có dấu ▲▼ là chưa đủ chắc, vì xem nhiều ô thì luôn có ô lệch do ngẫu nhiên."


def _judged_words(breakdown: Breakdown, found: Anatomy, states: Collection[str]) -> list[str]:
    """What band, stroke and mark of a chart mean, and what was left out of them."""
    dropped = len(found.bases) - len(breakdown.given)
    left = f"Bỏ {dropped} năm có quá nhiều vụ không rõ." if dropped else ""
    if not set(states) & set(JUDGED):
        return ["Mọi ô đều quá nhỏ để xét.", left]
    if breakdown.spec.of_people:
        return ["Dấu ▲▼ xét theo số vụ có người của nhóm ấy chết hoặc bị thương.", left]
    if len(breakdown.spec.dimensions) > 1:
        return ["Dấu ▲▼: khác hẳn cùng kỳ các năm trước.", "Ô quá nhỏ thì không xét." if SMALL in states else "", left]
    tet = "Tháng có thể chứa Tết không so riêng với tháng ấy năm trước." if TET_MONTH in states else ""
    small = "Ô không có dải là quá nhỏ để xét." if SMALL in states else ""
    stroke = STROKE if tet or small else ""
    return ["Dải nhạt: khoảng bình thường (90%) theo cùng kỳ các năm trước.", small, tet, stroke, left]


def _too_many_unknown(breakdown: Breakdown, found: Anatomy) -> str:
    """Which of the periods leave too many unknown to be set side by side."""
    rule = found.frame.settings.standouts
    now, most = 100 * breakdown.unknown[NOW], 100 * rule.most_unknown
    if now > most:
        return f"Không xét so với các năm trước: kỳ này không rõ {percent(now, 0)}, quá mức {percent(most, 0)}."
    return (
        f"Không xét so với các năm trước: {len(breakdown.given)} trong {len(found.bases)} năm có số không rõ trong mức "
        f"{percent(most, 0)}, cần ít nhất {rule.fewest_years} năm."
    )


def nothing_known(breakdown: Breakdown, found: Anatomy) -> list[str]:
    """In place of a chart where no accident has a known group, or there is none."""
    name, every = ANATOMY_LABELS[breakdown.spec.name].lower(), found.total["accidents"]
    said = f"không vụ nào ghi {name} (không rõ 100%)" if every else "không có vụ nào"
    return [f"n = {whole(every)} vụ; {period_words(found)}; {said}; {source_words(found)}"]
