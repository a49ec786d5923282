"""Slides of groups: districts, roads, hours and weekdays, causes, vehicles and people, violations by behaviour.

Each has bars of now and before from one table, and beside every bar what changed. Leaves out small groups
(``shortened``): they stand together as one bar. Can mislead: bars are counts; who drives more has more accidents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pptx.slide import Slide

from ...definitions.tables import UNKNOWN
from ...drawing.palette import VERDICT_INK
from ...signals.levels import AMBER, FLAGGED, RED
from ..numbers import whole
from . import words
from .record import Column, PackTable
from .slide_charts import Frame, add_chart
from .slide_parts import Words, add_text
from .slide_tables import Look, add_table, with_rows
from .slide_talk import Talk, heading
from .slide_text import BODY, LEAST_POINTS, TEXT_POINTS, Box, fitting
from .tables import selected, shortened

MOST = 8
"""Groups that have their own bar; the rest is one bar more, what is unknown another."""
_HEAD, _AXIS, _WIDEST_BAND = 0.5, 0.62, 0.62
FLAG_LOOKS = {RED: Look(True, VERDICT_INK["rise_clear"]), AMBER: Look(False, VERDICT_INK["rise"])}


def areas_slide(talk: Talk) -> None:
    """Districts in the official order, with difference, percent and flag."""
    facts = talk.facts
    said = words.areas(facts)
    slide = talk.begin(words.message_areas(facts), ("areas", "alerts"), said=said)
    table, flags = _with_flags(talk)
    columns = {"accidents.difference": 0.95, "accidents.percent": 1.15, **({"flag": 2.65} if flags else {})}
    few = table if len(table.rows) <= 12 else shortened(table, 10, words="địa bàn khác")
    bars_beside(talk, slide, few, columns, unit="vụ", what="Số vụ theo địa bàn", flags=flags)


def roads_slide(talk: Talk) -> None:
    """Roads with most accidents, with deaths and injured beside."""
    facts = talk.facts
    slide = talk.begin(
        words.message_roads(facts), ("roads",), foot=talk.scope(facts.by["road"]), said=[words.roads(facts)]
    )
    few = shortened(talk.tables["roads"], MOST, words="tuyến khác")
    bars_beside(talk, slide, few, _change_and_people(few), unit="vụ", what="Số vụ theo tuyến đường")


def causes_slide(talk: Talk) -> None:
    """Causes as written down, what is unknown last."""
    facts = talk.facts
    slide = talk.begin(
        words.message_causes(facts), ("causes",), foot=talk.scope(facts.by["cause"]), said=[words.causes(facts)]
    )
    few = shortened(talk.tables["causes"], MOST, words="nguyên nhân khác")
    bars_beside(talk, slide, few, _change_and_people(few), unit="vụ", what="Số vụ theo nguyên nhân")


def violations_slide(talk: Talk) -> None:
    """Cases by behaviour; fines of now and vehicles held beside, where the files give them."""
    facts, table = talk.facts, talk.tables["violations_behaviours"]
    slide = talk.begin(
        words.message_violations(facts),
        ("violations_behaviours",),
        foot=talk.scope(facts.violations["behaviour"]),
        said=words.violations(facts),
    )
    few = shortened(table, MOST, words="hành vi khác")
    given = {column.key for column in table.columns}
    wanted = {"cases.difference": 0.95, "cases.percent": 1.1, "fine_vnd.now": 1.5, "vehicles_held.now": 1.15}
    columns = {key: width for key, width in wanted.items() if key in given}
    bars_beside(talk, slide, few, columns, unit="trường hợp", what="Số trường hợp theo hành vi", measure="cases")


def times_slide(talk: Talk) -> None:
    """Hours as columns over the day, weekdays as bars beside."""
    facts = talk.facts
    slide = talk.begin(
        words.message_times(facts),
        ("hours", "weekdays"),
        foot=talk.scope(facts.by["hour"]),
        said=[words.times(facts)],
    )
    left, right = Box(BODY.left, BODY.top, 7.6, BODY.height), Box(8.5, BODY.top, 4.23, BODY.height)
    series = talk.pair("accidents")
    hours, unknown = _known_hours(talk.tables["hours"])
    heading(slide, Box(left.left, left.top, left.width, 0.4), f"Số vụ theo giờ{unknown}", series)
    heading(slide, Box(right.left, right.top, right.width, 0.4), "Số vụ theo thứ")
    for box, table, kind, frame in (
        (left, hours, "column", Frame(0.75, 0.1, 0.05, 0.55)),
        (right, talk.tables["weekdays"], "bar", Frame(1.0, 0.05, 0.35, _AXIS)),
    ):
        place = Box(box.left, box.top + 0.45, box.width, box.height - 0.45)
        says = f"{table.title}, {series[0].name} và {series[1].name}"
        add_chart(slide, place, kind, table, series, unit="vụ", says=says, frame=frame)


def _known_hours(table: PackTable) -> tuple[PackTable, str]:
    """The hours as "0" to "23", and in words how many accidents have none: they have no place on the axis of a day."""
    known = [place for place, key in enumerate(table.keys) if key != UNKNOWN]
    counts = [
        row[table.place("accidents.now")] for key, row in zip(table.keys, table.rows, strict=True) if key == UNKNOWN
    ]
    shown = with_rows(table, known)
    short = tuple((str(row[0]).removesuffix(" giờ").removeprefix("0") or "0", *row[1:]) for row in shown.rows)
    return replace(shown, rows=short), f" (không rõ giờ: {whole(counts[0])} vụ)" if counts and counts[0] else ""


def people_slide(talk: Talk) -> None:
    """Vehicles on the left; age and sex of those killed and hurt on the right, where the files give them."""
    facts, tables = talk.facts, talk.tables
    people = [key for key in ("ages", "sexes") if key in tables]
    vehicles = ["vehicles"] if "vehicles" in tables else []
    message = (words.message_vehicles(facts) if vehicles else "") or words.message_people(facts)
    said = [words.vehicles(facts) if vehicles else "", words.people(facts) if people else ""]
    slide = talk.begin(message, [*vehicles, *people], said=said)
    left = Box(BODY.left, BODY.top, 6.6 if people else BODY.width, BODY.height)
    if vehicles:
        _vehicles(talk, slide, left)
    if people:
        _people(talk, slide, Box(7.6, BODY.top, 5.13, BODY.height) if vehicles else BODY, people)


def bars_beside(
    talk: Talk,
    slide: Slide,
    table: PackTable,
    columns: Mapping[str, float],
    *,
    unit: str,
    what: str,
    measure: str = "accidents",
    flags: Mapping[str, str] | None = None,
    box: Box = BODY,
    widest: float = _WIDEST_BAND,
) -> None:
    """Bars of now and before; a table with ``columns`` (key and width) of which every row stands beside its bar.

    ``widest``: room of a row where there are few [inch].
    """
    beside = sum(columns.values())
    gap = 0.2 if beside else 0.0
    band = min((box.height - _HEAD - _AXIS) / len(table.rows), widest)
    drawn = Box(box.left, box.top + _HEAD, box.width - beside - gap, band * len(table.rows) + _AXIS)
    series = talk.pair(measure)
    heading(slide, Box(box.left, box.top, drawn.width, _HEAD), what, series)
    says = f"{what}, {series[0].name} và {series[1].name}"
    frame = Frame(min(2.9, 0.4 * drawn.width), 0.0, 0.5, _AXIS)
    add_chart(slide, drawn, "bar", table, series, unit=unit, says=says, frame=frame)
    if columns:
        place = Box(drawn.right + gap, box.top, beside, 0)
        _beside(slide, place, selected(table, [*columns]), [*columns.values()], band, flags or {})


def _beside(
    slide: Slide, place: Box, table: PackTable, widths: Sequence[float], band: float, flags: Mapping[str, str]
) -> None:
    """The table beside the bars; its headings are one row, so that rows and bars are level."""
    flat = replace(
        table, total=None, columns=tuple(replace(one, heading=_heading(one), group="") for one in table.columns)
    )
    looks = {key: FLAG_LOOKS[level] for key, level in flags.items() if level in FLAGGED}
    add_table(slide, place, flat, widths, row_height=band, head_height=_HEAD, points=LEAST_POINTS, looks=looks)


def _heading(column: Column) -> str:
    """The heading of a column without its group: of figures of now the group is enough."""
    return column.group if column.group and column.key.endswith(".now") else column.heading


def _change_and_people(table: PackTable) -> dict[str, float]:
    given = {column.key for column in table.columns}
    wanted = {"accidents.difference": 0.95, "accidents.percent": 1.15, "deaths.now": 0.9, "injured.now": 1.0}
    return {key: width for key, width in wanted.items() if key in given}


def _with_flags(talk: Talk) -> tuple[PackTable, dict[str, str]]:
    """The table of districts with a column of flags, and the level by district; none for a free span."""
    table, alerts = talk.tables["areas"], talk.facts.alerts
    if alerts is None or "alerts" not in talk.tables:
        return table, {}
    judged = talk.tables["alerts"]
    said = dict(zip(judged.keys, judged.column("level"), strict=True))
    flagged = Column("flag", "So với mức bình thường", "text")
    rows = tuple((*row, said.get(key, "")) for key, row in zip(table.keys, table.rows, strict=True))
    total = None if table.total is None else (*table.total, "")
    levels = dict(zip(alerts.table["area"].astype(str), alerts.table["level"].astype(str), strict=True))
    return replace(table, columns=(*table.columns, flagged), rows=rows, total=total), levels


def _vehicles(talk: Talk, slide: Slide, box: Box) -> None:
    few = shortened(talk.tables["vehicles"], MOST - 1, words="nhóm khác")
    bars_beside(talk, slide, few, {}, unit="vụ", what="Số vụ theo phương tiện liên quan", box=box)


def _people(talk: Talk, slide: Slide, box: Box, keys: Sequence[str]) -> None:
    """Killed and hurt by age and sex, now and before, as tables."""
    message = words.message_people(talk.facts)
    points, lines = fitting([message], box.width, _HEAD, largest=TEXT_POINTS, gap=0)
    add_text(
        slide,
        Box(box.left, box.top, box.width, _HEAD),
        [Words(line, points, bold=True) for line in lines],
        name="Ý về người chết, bị thương",
        middle=True,
    )
    top = box.top + _HEAD + 0.1
    for key in keys:
        table = talk.tables[key]
        given = {column.key for column in table.columns}
        wanted = [
            key for key in ("label", "deaths.now", "deaths.before", "injured.now", "injured.before") if key in given
        ]
        shown = replace(
            selected(table, wanted), total=table.total and selected(table, wanted).total if key == "ages" else None
        )
        widths = [box.width - 0.85 * (len(wanted) - 1), *[0.85] * (len(wanted) - 1)]
        place = Box(box.left, top, box.width, 0)
        top = add_table(slide, place, shown, widths, row_height=0.29, points=LEAST_POINTS) + 0.12
