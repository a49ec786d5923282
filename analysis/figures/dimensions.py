"""The dimensions by which rows are counted, as columns of an Ibis table.

Defines for every dimension of the command line the text column that rows are grouped and filtered by. A missing value
is ``unknown``: a category like the others, so parts add up to the total.

Can mislead: ``vehicle_type`` is the combination in the accident ("car|motorcycle"), so that an accident is counted
once; ``weekday`` and ``month`` are those of the date, and an accident at 01:00 on Sunday belongs to Saturday's night.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import ibis

from ..definitions.calendars import Calendar
from ..definitions.tables import UNKNOWN
from ..errors import RequestError

Interval = tuple[date, date]
"""First day and the day after the last."""
Column = Any
"""A column of an Ibis table (Ibis has no types that mypy could follow)."""
Rows = Any
"""An Ibis table."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_ACCIDENT_COLUMNS = {
    "area": "area_code",
    "commune": "commune_code",
    "mode": "mode",
    "severity": "severity",
    "road": "road",
    "road_class": "road_class",
    "cause": "cause",
    "vehicle_type": "vehicle_types",
    "alcohol": "alcohol",
}
_VIOLATION_COLUMNS = {
    "area": "area_code",
    "mode": "mode",
    "behaviour": "behaviour",
    "enforced_by": "enforced_by",
    "vehicle_type": "vehicle_type",
}
DAILY_COLUMN = {name: _ACCIDENT_COLUMNS[name] for name in ("area", "mode", "severity")}
"""Dimensions that the daily counts know, and their columns."""
PEOPLE_DIMENSIONS = ("age_group", "sex")
"""Dimensions of people, not of accidents: deaths and injured only."""
ACCIDENT_DIMENSIONS = (*_ACCIDENT_COLUMNS, "hour", "weekday", "month", *PEOPLE_DIMENSIONS)
VIOLATION_DIMENSIONS = (*_VIOLATION_COLUMNS, "month")


def check_dimensions(asked: Iterable[str], possible: Sequence[str]) -> None:
    """Raise ``RequestError`` for a dimension that is not in ``possible``, naming the possible ones."""
    unknown = sorted(set(asked) - set(possible))
    if unknown:
        raise RequestError(
            f"Không phân tổ hoặc lọc được theo «{', '.join(unknown)}».",
            f"Hãy chọn trong: {', '.join(possible)}.",
        )


def with_accident_dimensions(rows: Rows, asked: Iterable[str], span: Interval, calendar: Calendar | None) -> Rows:
    """``rows`` of accidents with a text column for each asked dimension (those of people come with the people).

    ``span`` bounds the dates of the rows and ``calendar`` cuts them into statistical months; needed for ``month``.
    """
    columns: dict[str, Column] = {}
    for name in sorted(set(asked) - set(PEOPLE_DIMENSIONS)):
        if name == "hour":
            columns[name] = known((rows.occurred_at.cast("int32") // 60).cast("string"))
        elif name == "weekday":
            columns[name] = _weekday(rows.occurred_on)
        elif name == "month":
            columns[name] = _month(rows.occurred_on, month_starts(span, calendar))
        else:
            columns[name] = known(rows[_ACCIDENT_COLUMNS[name]])
    return rows.mutate(**columns) if columns else rows


def with_violation_dimensions(rows: Rows, asked: Iterable[str], span: Interval, calendar: Calendar | None) -> Rows:
    """``rows`` of violation counts with a text column for each asked dimension.

    A count that runs over two statistical months has the month ``unknown``.
    """
    columns: dict[str, Column] = {}
    for name in sorted(set(asked)):
        if name == "month":
            starts = month_starts(span, calendar)
            first, last = _month(rows.period_start, starts), _month(rows.period_end, starts)
            whole = (first == last) & (rows.period_end < rows.period_start + ibis.interval(days=40))
            columns[name] = ibis.cases((whole, first), else_=UNKNOWN)
        else:
            columns[name] = known(rows[_VIOLATION_COLUMNS[name]])
    return rows.mutate(**columns) if columns else rows


def violation_columns(asked: Iterable[str]) -> list[str]:
    """The columns of violations that the asked dimensions are made from."""
    columns: dict[str, None] = {}
    for name in asked:
        columns |= dict.fromkeys(("period_start", "period_end") if name == "month" else (_VIOLATION_COLUMNS[name],))
    return list(columns)


def with_raw_values(rows: Rows, where: Mapping[str, Sequence[str]]) -> Rows:
    """The violations that ``chosen`` would keep, told by the stored columns, so that a reader can skip the others."""
    for name, values in where.items():
        column, texts = rows[_VIOLATION_COLUMNS[name]], [str(value) for value in values]
        missing = column.isnull() | (column == "")
        rows = rows.filter(column.isin(texts) | missing if UNKNOWN in texts else column.isin(texts))
    return rows


def chosen(rows: Rows, where: Mapping[str, Sequence[str]]) -> Rows:
    """The rows whose dimension columns hold one of the values asked for."""
    for name, values in where.items():
        rows = rows.filter(rows[name].isin([str(value) for value in values]))
    return rows


def known(column: Column) -> Column:
    """A text column with ``unknown`` where it is missing or empty."""
    return column.nullif("").fill_null(UNKNOWN)


def within(column: Column, interval: Interval) -> Column:
    """Whether a date lies in the half-open interval."""
    start, stop = interval
    return (column >= ibis.literal(start)) & (column < ibis.literal(stop))


def span_of(intervals: Iterable[Interval]) -> Interval:
    """The shortest interval that holds all of them."""
    starts, stops = zip(*intervals, strict=True)
    return min(starts), max(stops)


def _weekday(column: Column) -> Column:
    index = column.day_of_week.index()
    return ibis.cases(*[(index == number, name) for number, name in enumerate(WEEKDAYS)], else_=UNKNOWN)


def _month(column: Column, starts: Sequence[tuple[date, int]]) -> Column:
    latest_first = [(column >= ibis.literal(start), str(month)) for start, month in reversed(starts)]
    return ibis.cases(*latest_first, else_=UNKNOWN)


def month_starts(span: Interval, calendar: Calendar | None) -> list[tuple[date, int]]:
    """First day and number of every statistical month that touches ``span``, in order."""
    if calendar is None:
        raise ValueError("the dimension 'month' needs a calendar")
    start, stop = span
    years = range(start.year - 1, (stop + timedelta(days=31)).year + 1)
    every = [(calendar.month_start(year, month), month) for year in years for month in range(1, 13)]
    ends = [first for first, _ in every[1:]] + [stop]
    return [(first, month) for (first, month), end in zip(every, ends, strict=True) if first < stop and end > start]
