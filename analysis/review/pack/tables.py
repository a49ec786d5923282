"""The tables of the documents, with raw values: what report, slides and annexes print, and what their charts draw.

Defines one table a subject, by key, always the same rows in the same order. Leaves out layout and words. A table whose
data were not taken in (violations, people) is not there. Can mislead: ``shortened`` puts small groups together; the
annexes have every row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ...definitions.day_parts import load_day_parts
from ...definitions.tables import UNKNOWN
from ...figures.comparison import TOTAL, Comparison
from ...figures.measured import CRITERIA
from ..alert_words import reason, row_label
from ..numbers import MISSING
from ..sentences import MEASURE_LABELS, VERDICT_WORDS
from .record import Column, Kind, PackFacts, PackTable, Row
from .spot_tables import spot_tables

GROUPS: Mapping[str, str] = {
    "accidents": "Số vụ",
    "deaths": "Người chết",
    "injured": "Người bị thương",
    "cases": "Số trường hợp",
    "fine_vnd": "Tiền phạt (đồng)",
    "licences_revoked": "Tước GPLX",
    "points_deducted": "Điểm GPLX bị trừ",
    "vehicles_held": "Phương tiện tạm giữ",
}
_ACCIDENTS = {
    "area": ("areas", "Tai nạn giao thông theo địa bàn", "Địa bàn"),
    "mode": ("modes", "Tai nạn giao thông theo loại hình", "Loại hình"),
    "severity": ("severity", "Tai nạn giao thông theo mức độ", "Mức độ"),
    "road": ("roads", "Tai nạn giao thông theo tuyến đường", "Tuyến đường"),
    "hour": ("hours", "Tai nạn giao thông theo giờ trong ngày", "Giờ"),
    "weekday": ("weekdays", "Tai nạn giao thông theo thứ trong tuần", "Thứ"),
    "cause": ("causes", "Tai nạn giao thông theo nguyên nhân", "Nguyên nhân"),
    "vehicle_type": ("vehicles", "Tai nạn giao thông theo phương tiện liên quan", "Phương tiện"),
    "age_group": ("ages", "Người chết, bị thương theo độ tuổi", "Độ tuổi"),
    "sex": ("sexes", "Người chết, bị thương theo giới tính", "Giới tính"),
}
_VIOLATIONS = {
    "behaviour": ("violations_behaviours", "Kết quả xử lý vi phạm theo hành vi", "Hành vi"),
    "area": ("violations_areas", "Kết quả xử lý vi phạm theo địa bàn", "Địa bàn"),
    "enforced_by": ("violations_enforcers", "Kết quả xử lý vi phạm theo lực lượng", "Lực lượng"),
    "vehicle_type": ("violations_vehicles", "Kết quả xử lý vi phạm theo phương tiện", "Phương tiện"),
}
UNITS: Mapping[str, str] = {
    "accidents": "vụ",
    "deaths": "người",
    "injured": "người",
    "cases": "trường hợp",
    "fine_vnd": "đồng",
    "licences_revoked": "trường hợp",
    "points_deducted": "điểm",
    "vehicles_held": "phương tiện",
}
_FIGURES: tuple[tuple[str, str, Kind], ...] = (
    ("now", "Kỳ này", "count"),
    ("before", "Cùng kỳ", "count"),
    ("difference", "Tăng, giảm", "difference"),
    ("percent", "Tỷ lệ", "percent"),
)
OF_ONE_DAY = ("spots_km", "spots_point", "spots_near", "spot_changes", "register", "series")
"""Tables whose title says already when: they are not of one period against another."""
PARTLY = " (chưa đủ)"
NO_DATA = "no_data"
"""The verdict of what the data do not cover to the full; "–" is printed where a judgement would stand."""
OTHERS = "others"
"""Key of the row that ``shortened`` makes."""


def pack_tables(facts: PackFacts) -> dict[str, PackTable]:
    """Every table by its key, in the order of the annexes."""
    every = [
        criteria_table(facts),
        *_breakdowns(facts),
        series_table(facts),
        *alert_tables(facts),
        *spot_tables(facts),
        *_violation_tables(facts),
    ]
    return {table.key: table for table in every}


def criteria_table(facts: PackFacts) -> PackTable:
    """The three criteria of the province against cùng kỳ, with verdict and target."""
    columns = (
        Column("label", "Tiêu chí", "text"),
        *(Column(key, heading, kind) for key, heading, kind in _FIGURES),
        Column("verdict", "Đánh giá", "text"),
        Column("target", "Mục tiêu (không quá)", "count"),
    )
    rows = []
    for target in facts.targets:
        row = facts.total.figure(target.measure)
        wanted = target.at_most if target.reached in ("met", "missed") else None
        verdict = MISSING if str(row["verdict"]) == NO_DATA else VERDICT_WORDS[str(row["verdict"])]
        rows.append((MEASURE_LABELS[target.measure], *_figures(row), verdict, wanted))
    title = "Tình hình tai nạn giao thông theo ba tiêu chí"
    return PackTable("criteria", title, columns, CRITERIA, tuple(rows))


def comparison_table(key: str, title: str, heading: str, comparison: Comparison) -> PackTable:
    """A row a group, for every measure now, before, difference and percent; the last row is the total."""
    measures = [name for name in comparison.measures if not _missing(comparison, name)]
    columns = [Column("label", heading, "text")]
    for name in measures:
        columns += [Column(f"{name}.{figure}", head, kind, GROUPS[name]) for figure, head, kind in _FIGURES]
    rows = tuple((label, *_measured(comparison, measures, key)) for key, label in comparison.labels.items())
    summed = frozenset(f"{name}.{figure}" for name in measures for figure in ("now", "before", "difference"))
    total = ("Tổng số", *_measured(comparison, measures, TOTAL))
    return PackTable(key, title, tuple(columns), tuple(comparison.labels), rows, total, summed, unit=units_of(columns))


def units_of(columns: Iterable[Column]) -> str:
    """The units of what stands in ``columns``, each once: "vụ, người"; "" where they are of no measure."""
    named = (UNITS.get(column.key.partition(".")[0], "") for column in columns)
    return ", ".join(dict.fromkeys(unit for unit in named if unit))


def series_table(facts: PackFacts) -> PackTable:
    """The three criteria quarter by quarter over five years; missing where the data do not cover the quarter.

    A quarter that is covered in part says so in its label.
    """
    columns = (
        Column("label", "Quý", "text"),
        *(Column(name, GROUPS[name], "count") for name in CRITERIA),
    )
    series = facts.series
    labels = series["label"].where(series["covered"] != "partial", series["label"] + PARTLY)
    values = zip(labels, *(series[name] for name in CRITERIA), strict=True)
    rows = tuple((label, *(_plain(value) for value in counts)) for label, *counts in values)
    return PackTable("series", "Tai nạn giao thông theo quý, năm năm", columns, tuple(series["period_key"]), rows)


def alert_tables(facts: PackFacts) -> Iterator[PackTable]:
    """Every district with its flag, the strongest evidence first; none for a free period."""
    if facts.alerts is None:
        return
    columns = (
        Column("label", "Địa bàn", "text"),
        Column("now", "Kỳ này", "count"),
        Column("last_year", "Cùng kỳ", "count"),
        Column("expected", "Mức nền", "decimal"),
        Column("lower", "từ", "count", "Bình thường"),
        Column("upper", "đến", "count", "Bình thường"),
        Column("level", "Mức", "text"),
        Column("reason", "Lý do", "text"),
    )
    judged = [{str(name): value for name, value in row.items()} for row in facts.alerts.table.to_dict("records")]
    numbers = ("now", "last_year", "expected", "lower", "upper")
    rows = tuple(
        (row["label"], *(_plain(row[name]) for name in numbers), row_label(row), reason(row, facts.alerts))
        for row in judged
    )
    title = "Số vụ từng địa bàn so với mức bình thường của chính địa bàn"
    yield PackTable("alerts", title, columns, tuple(str(row["area"]) for row in judged), rows)


def shortened(table: PackTable, most: int, *, words: str = "nhóm khác") -> PackTable:
    """The first ``most`` rows by the first count, the rest as one row "12 nhóm khác", what is unknown last.

    Parts still add up to the total.
    """
    order = sorted(
        range(len(table.rows)), key=lambda place: (table.keys[place] == UNKNOWN, -(table.rows[place][1] or 0))
    )
    if len(order) <= most + 1:
        return table
    known = [place for place in order if table.keys[place] != UNKNOWN]
    kept, rest = known[:most], known[most:]
    unknown = [place for place in order if table.keys[place] == UNKNOWN]
    together = (f"{len(rest)} {words}", *_sums(table, [table.rows[place] for place in rest]))
    rows = [*(table.rows[place] for place in kept), together, *(table.rows[place] for place in unknown)]
    keys = [*(table.keys[place] for place in kept), OTHERS, *(table.keys[place] for place in unknown)]
    return replace(table, keys=tuple(keys), rows=tuple(rows))


def selected(table: PackTable, columns: Sequence[str]) -> PackTable:
    """The same table with these columns alone, in this order, and their units."""
    places = [table.place(key) for key in columns]

    def pick(row: Row) -> Row:
        return tuple(row[place] for place in places)

    kept = tuple(table.columns[place] for place in places)
    return replace(
        table,
        columns=kept,
        unit=units_of(kept) or table.unit,
        rows=tuple(pick(row) for row in table.rows),
        total=None if table.total is None else pick(table.total),
    )


def _breakdowns(facts: PackFacts) -> Iterator[PackTable]:
    """Tables of accidents by every dimension; parts of the day follow the hours."""
    for dimension, (key, title, heading) in _ACCIDENTS.items():
        comparison = facts.by[dimension]
        if all(_missing(comparison, name) for name in CRITERIA):
            continue
        table = comparison_table(key, title, heading, comparison)
        yield table
        if dimension == "hour":
            yield _parts_of_day(table, facts)


def _violation_tables(facts: PackFacts) -> Iterator[PackTable]:
    for dimension, comparison in facts.violations.items():
        key, title, heading = _VIOLATIONS[dimension]
        yield comparison_table(key, title, heading, comparison)


def _parts_of_day(hours: PackTable, facts: PackFacts) -> PackTable:
    """The hours put together in the parts of the day of the reference folder."""
    parts = load_day_parts(facts.definitions.reference)
    named: dict[str, list[Row]] = {}
    for key, row in zip(hours.keys, hours.rows, strict=True):
        named.setdefault(UNKNOWN if key == UNKNOWN else parts.of_hour[int(key)], []).append(row)
    labels = {**parts.labels, UNKNOWN: "Không rõ"}
    rows = tuple((labels[code], *_sums(hours, together)) for code, together in named.items())
    columns = (Column("label", "Thời gian", "text"), *hours.columns[1:])
    title = "Tai nạn giao thông theo thời gian trong ngày"
    return replace(hours, key="day_parts", title=title, columns=columns, keys=tuple(named), rows=rows)


def _sums(table: PackTable, rows: Sequence[Row]) -> Iterator[Any]:
    """The columns of ``rows`` after the label, added up; percent from the sums, none where no difference is."""
    added: dict[str, Any] = {}
    for place, column in enumerate(table.columns[1:], start=1):
        measure, _, figure = column.key.partition(".")
        if figure == "percent":
            before, change = added[f"{measure}.before"], added[f"{measure}.difference"]
            added[column.key] = None if change is None or not before else change / before * 100
        else:
            values = [row[place] for row in rows]
            added[column.key] = None if None in values else sum(values)
        yield added[column.key]


def _missing(comparison: Comparison, measure: str) -> bool:
    """Whether the groups have no figure of a measure at all (accidents by age, fines that no file gives)."""
    return bool(comparison.groups(measure)[["now", "before"]].isna().all(axis=None))


def _measured(comparison: Comparison, measures: Iterable[str], key: str) -> Iterator[Any]:
    for measure in measures:
        yield from _figures(comparison.figure(measure, key))


def _figures(row: Mapping[str, Any]) -> Iterator[Any]:
    return (_plain(row[figure]) for figure, _, _ in _FIGURES)


def _plain(value: Any) -> Any:
    """A number as Python has it, None where missing."""
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
