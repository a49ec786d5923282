"""The slides of the whole province: cover, three criteria, five years by quarter, modes and severity, targets.

Leaves out groups (``slide_groups``) and lists (``slide_lists``). Can mislead: big figures draw the eye to a change that
chance may have made, so the verdict stands below each in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.slide import Slide
from pptx.util import Pt

from ...definitions.periods import Period, day_text
from ...definitions.tables import UNKNOWN
from ...drawing.palette import CATEGORIES, FALL, INK, QUIET, UNSURE, VERDICT_COLOURS, VERDICT_INK
from ...figures.trends import series_breaks
from ..numbers import whole
from ..sentences import (
    change_label,
    coverage_sentences,
    invented_words,
    partly_words,
    threshold_sentence,
    verdict_label,
)
from . import words
from .phrasing import lowered
from .record import PackFacts, PackTable, cell_text
from .slide_charts import NOW, Frame, Series, add_chart
from .slide_deck import add_cover, set_notes
from .slide_groups import bars_beside
from .slide_notes import notes
from .slide_parts import Words, add_card, add_rule, add_text
from .slide_tables import add_table
from .slide_talk import Talk, heading, period_names
from .slide_text import BODY, LEAST_POINTS, Box, fitting, shortened_to
from .slide_xml import element, qn
from .tables import GROUPS, selected
from .words_accidents import inside

MOST_QUARTERS = 2
"""Quarters of a period up to which those of cùng kỳ have their values written as well."""
CRITERIA_COLOURS = {"accidents": INK, "deaths": CATEGORIES[2], "injured": CATEGORIES[4]}
"""Categories of Okabe and Ito that are not the colours of rise and fall."""


def cover_slide(talk: Talk) -> None:
    """Title, both ends of the period, the body that issues it, that figures are invented where any is."""
    facts, issuer = talk.facts, talk.facts.definitions.letterhead
    said = [f"{facts.period.title}: {facts.period.span} ({facts.period.days} ngày)"]
    said.append(f"So với {inside(facts.base.title)}: {facts.base.span} ({facts.base.days} ngày)")
    partly = partly_words(facts.total)
    so_far = f"{partly[:1].upper()}{partly[1:]}: chưa so sánh được" if partly else ""
    lines = [line for line in (*said, so_far, invented_words(facts)) if line]
    slide = add_cover(talk.deck, shortened_to(words.title(facts), 11.1, 38, lines=2, bold=True), lines)
    bodies = [text for text in (issuer.parent_body, issuer.body) if text]
    named = [Words(text.upper(), 16, bold=number == len(bodies) - 1) for number, text in enumerate(bodies)]
    if named:
        add_text(slide, Box(1.1, 0.8, 11.1, 0.8), named, name="Cơ quan")
    add_rule(slide, (1.1, 4.2), (4.1, 4.2), name="Đường kẻ", shade=FALL)
    pinned = words.pinned_day_words(facts)
    pinned = pinned[:1].upper() + pinned[1:]
    below = [
        Words(shortened_to(text, 11.1, LEAST_POINTS), LEAST_POINTS, QUIET) for text in (issuer.place, pinned) if text
    ]
    if below:
        add_text(slide, Box(1.1, 6.4, 11.1, 0.6), below, name="Nơi làm, bản chốt số liệu")
    set_notes(slide, notes(facts, talk.tables, ()))


def criteria_slide(talk: Talk) -> None:
    """Three cards: the count, cùng kỳ, difference with percent, verdict in words; what would have been clear below."""
    facts, table = talk.facts, talk.tables["criteria"]
    opening = words.opening(facts)
    slide = talk.begin(words.message_total(facts), ("criteria",), said=[opening])
    width, gap = 3.83, 0.32
    for place, (measure, row) in enumerate(zip(table.keys, table.rows, strict=True)):
        box = Box(BODY.left + place * (width + gap), BODY.top + 0.1, width, 3.5)
        figure, cells = facts.total.figure(measure), dict(zip((c.key for c in table.columns), row, strict=True))
        verdict = str(figure["verdict"])
        lines = [
            Words(str(cells["label"]), 18, QUIET, bold=True),
            Words(cell_text(cells["now"], "count"), 66, bold=True),
            Words(f"cùng kỳ {cell_text(cells['before'], 'count')}", 18, QUIET),
            *([] if pd.isna(figure["difference"]) else [Words(change_label(figure), 22, bold=True)]),
            Words(verdict_label(figure), 18, VERDICT_INK[verdict], bold=True),
        ]
        edge = UNSURE if verdict in ("same", "no_data") else VERDICT_COLOURS[verdict]
        add_card(slide, box, lines, name=str(cells["label"]), edge=edge)
    below = [*coverage_sentences(facts.total), *_threshold(facts), *facts.total.notes[:2]]
    room = Box(BODY.left, BODY.top + 3.85, BODY.width, BODY.height - 3.85)
    points, fit = fitting(below, room.width, room.height, largest=18, gap=5)
    add_text(slide, room, [Words(line, points) for line in fit], name="Mức độ chắc chắn, lưu ý", gap=5)


def trend_slide(talk: Talk) -> None:
    """Five years by quarter as lines; the quarters of now and of cùng kỳ with their values; breaks of the series."""
    facts, table = talk.facts, talk.tables["series"]
    slide = talk.begin(words.message_trend(facts), ("series",))
    series = [Series(name, GROUPS[name], shade) for name, shade in CRITERIA_COLOURS.items()]
    short = replace(table, rows=tuple((short_quarter(str(row[0])), *row[1:]) for row in table.rows))
    partly = " (* chưa đủ số liệu)" if any(str(row[0]).endswith("*") for row in short.rows) else ""
    heading(slide, Box(BODY.left, BODY.top, BODY.width, 0.4), f"Số vụ, người chết, người bị thương từng quý{partly}")
    frame = Frame(0.75, 0.4, 2.2, 0.75)
    box = Box(BODY.left, BODY.top + 0.4, BODY.width, BODY.height - 0.4)
    says = f"Số vụ, số người chết, số người bị thương theo quý, từ {table.rows[0][0]} đến {table.rows[-1][0]}"
    chart = add_chart(slide, box, "line", short, series, unit="vụ, người", says=says, frame=frame, every=4)
    places = _shown_quarters(facts)
    for made in chart.plots[0].series:
        _label_points(made, places, len(table.rows) - 1)
    _draw_breaks(talk, slide, box, frame)


def short_quarter(label: str) -> str:
    """A quarter on an axis: "I/25" of "Quý I/2025", with a star where the data cover it in part."""
    found = re.fullmatch(r"Quý ([IV]+)/\d\d(\d\d)(.*)", label)
    return f"{found[1]}/{found[2]}{'*' if found[3] else ''}" if found else label


def modes_slide(talk: Talk) -> None:
    """Severity as bars, modes as a table beside."""
    facts, modes, severity = talk.facts, talk.tables["modes"], talk.tables["severity"]
    said = [words.modes(facts), words.severity(facts)]
    slide = talk.begin(_modes_message(modes, severity), ("modes", "severity"), said=said)
    left, right = Box(BODY.left, BODY.top, 6.5, BODY.height), Box(7.35, BODY.top, 5.38, BODY.height)
    columns = {"accidents.difference": 0.95, "accidents.percent": 1.15}
    bars_beside(talk, slide, severity, columns, unit="vụ", what="Số vụ theo mức độ", box=left, widest=0.85)
    figures = [column.key for column in modes.columns if column.key.endswith((".now", ".before"))]
    widths = [right.width - 0.57 * len(figures), *[0.57] * len(figures)]
    shown = selected(modes, ["label", *figures])
    lower = add_table(slide, right, shown, widths, row_height=0.4, head_height=0.8, points=LEAST_POINTS, most_lines=2)
    room = Box(right.left, lower + 0.3, right.width, right.bottom - lower - 0.3)
    points, fit = fitting(said[1:], room.width, room.height, largest=18)
    add_text(slide, room, [Words(line, points) for line in fit], name="Mức độ nghiêm trọng", gap=6)


def targets_slide(talk: Talk) -> None:
    """The criteria against the most that the target of the year allows."""
    facts, table = talk.facts, talk.tables["criteria"]
    said = words.targets(facts)
    slide = talk.begin(words.message_targets(facts), ("criteria",), said=said)
    now, base = period_names(facts.period, facts.base)
    series = [
        Series("before", base, UNSURE),
        Series("target", "Mục tiêu (không quá)", CATEGORIES[4]),
        Series("now", now, NOW),
    ]
    left = Box(BODY.left, BODY.top, 7.0, BODY.height)
    heading(slide, Box(left.left, left.top, left.width, 0.4), "Ba tiêu chí", series)
    place = Box(left.left, left.top + 0.45, left.width, left.height - 0.45)
    says = f"Ba tiêu chí: {base}, mục tiêu và {now}"
    add_chart(slide, place, "column", table, series, unit="vụ, người", says=says, frame=Frame(0.75, 0.15, 0.1, 0.45))
    right = Box(7.9, BODY.top, 4.83, BODY.height)
    shown = selected(table, ["label", "now", "before", "percent", "target"])
    shown = replace(shown, columns=(*shown.columns[:-1], replace(shown.columns[-1], heading="Không quá")))
    lower = add_table(
        slide, right, shown, [1.83, 0.7, 0.7, 0.9, 0.7], points=LEAST_POINTS, head_height=0.55, most_lines=2
    )
    room = Box(right.left, lower + 0.3, right.width, right.bottom - lower - 0.3)
    points, fit = fitting(said, room.width, room.height, largest=16, gap=8)
    add_text(slide, room, [Words(line, points) for line in fit], name="Đánh giá mục tiêu", gap=8)


def has_series(talk: Talk) -> bool:
    """Whether at least two quarters have a count: one alone is no line."""
    return sum(value is not None for value in talk.tables["series"].column("accidents")) > 1


def has_targets(talk: Talk) -> bool:
    """Whether any criterion has a target to be held against."""
    return any(value is not None for value in talk.tables["criteria"].column("target"))


def _modes_message(modes: PackTable, severity: PackTable) -> str:
    """ "Đường bộ 92 trên 92 vụ; nhiều nhất là mức va chạm, 41 vụ"; "" where there was none."""
    total = modes.total[modes.place("accidents.now")] if modes.total else None
    if not total:
        return ""
    (mode, count), (grade, many) = (_most(table) for table in (modes, severity))
    said = f"{mode} {whole(count)} trên {whole(total)} vụ" if count else f"{whole(total)} vụ không rõ loại hình"
    return f"{said}; nhiều nhất là mức {lowered(grade)}, {whole(many)} vụ" if many else said


def _most(table: PackTable) -> tuple[str, int]:
    """The label and count of the first known group with most accidents; ("", 0) where none has any."""
    counted = zip(table.keys, table.column("label"), table.column("accidents.now"), strict=True)
    known = [(str(label), int(count)) for key, label, count in counted if key != UNKNOWN and count]
    return max(known, key=lambda one: one[1], default=("", 0))


def _threshold(facts: PackFacts) -> list[str]:
    """What would have been clear; nothing where accidents are not judged."""
    days = (facts.period.days, facts.base.days)
    said = threshold_sentence(facts.total.figure("accidents"), days=days)
    return [f"Số vụ {said}."] if said else []


def _shown_quarters(facts: PackFacts) -> list[int]:
    """Places of the quarters whose values are written: those of now, and of cùng kỳ where they are few."""
    inside = {period.key: _inside(facts.series, period) for period in (facts.period, facts.base)}
    now, before = inside[facts.period.key], inside[facts.base.key]
    return [*now, *before] if len(now) <= MOST_QUARTERS else now


def _inside(series: pd.DataFrame, period: Period) -> list[int]:
    within = (series["start"] >= pd.Timestamp(period.start)) & (series["stop"] <= pd.Timestamp(period.stop))
    return [int(place) for place in np.flatnonzero(within)]


def _label_points(made: Any, quarters: Sequence[int], last: int) -> None:
    """Values at some quarters; the last point has the name of the series as well, in place of a legend."""
    for place in sorted({*quarters, last}):
        label = made.points[place].data_label
        label.position = XL_LABEL_POSITION.RIGHT if place == last else XL_LABEL_POSITION.ABOVE
        label.font.size, label.font.bold = Pt(LEAST_POINTS), True
        written = label._dLbl
        written.find(qn("c:showVal")).set("val", "1")
        written.find(qn("c:showSerName")).set("val", "1" if place == last else "0")
        element("c:separator", written).text = " "


def _draw_breaks(talk: Talk, slide: Slide, box: Box, frame: Frame) -> None:
    """A thin line with its note where figures are no longer counted as before."""
    series = talk.facts.series
    breaks = series_breaks(series, talk.facts.definitions)
    width = (box.width - frame.left - frame.right) / len(series)
    for level, (day, label) in enumerate(zip(pd.to_datetime(breaks["date"]), breaks["label"], strict=True)):
        inside = np.flatnonzero((series["start"] <= day) & (series["stop"] > day))
        if not len(inside):
            continue
        quarter = series.iloc[int(inside[0])]
        share = (day - quarter["start"]) / (quarter["stop"] - quarter["start"])
        across = box.left + frame.left + (int(inside[0]) + share) * width
        top = box.top + frame.top - 0.12 - 0.24 * level
        add_rule(slide, (across, top), (across, box.bottom - frame.bottom), name=f"Mốc {label}", shade=UNSURE)
        text = shortened_to(f"{day_text(day.date())}: {label}", 3.6, LEAST_POINTS)
        place = Box(max(across - 3.75, 0.1), top - 0.05, 3.7, 0.24)
        add_text(slide, place, [Words(text, LEAST_POINTS, QUIET)], name=f"Mốc: {label}", align="right")
