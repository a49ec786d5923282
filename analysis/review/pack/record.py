"""What the documents of a meeting are made from: the record of all figures of one period, and what a table of it is.

Leaves out how the record is filled (``facts``), which tables there are (``tables``) and all words (``words``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pandas as pd

from ...definitions.catalogue import Definitions
from ...definitions.periods import Period
from ...figures.comparison import Comparison
from ...figures.targets import TargetStatus
from ...places.blackspots import BlackSpots
from ...signals.alert_record import Alerts
from ..numbers import decimal, difference, percent, whole

SECTIONS: Mapping[str, str] = {
    "accidents": "Tình hình tai nạn giao thông",
    "breakdowns": "Phân tích: địa bàn, tuyến đường, thời gian, phương tiện, nguyên nhân, người",
    "alerts": "Địa bàn tăng",
    "violations": "Xử lý vi phạm",
    "spots": "Điểm đen (điểm hay xảy ra TNGT)",
    "assessment": "Đánh giá, mục tiêu",
    "proposals": "Phương hướng, kiến nghị",
    "annexes": "Phụ lục trong báo cáo",
}
"""What can be left out of the documents, by key; the documents leave out what belongs to a section not chosen."""

Kind = Literal["text", "count", "difference", "percent", "decimal", "date"]


@dataclass(frozen=True)
class Pinned:
    """The snapshot the documents are made from: name, when (ISO, with zone), who, version of the program then."""

    name: str
    at: str
    who: str
    code_version: str


@dataclass(frozen=True, eq=False)
class SpotChanges:
    """Black spots of the last twelve months on two reporting days: rows of ``BlackSpots.spots``.

    ``new`` are found now and not then, ``still`` now and then, ``gone`` (as they were then) then and not now.
    """

    then: date
    new: pd.DataFrame
    still: pd.DataFrame
    gone: pd.DataFrame


@dataclass(frozen=True, eq=False)
class PackFacts:
    """All figures of ``period`` against ``base`` (cùng kỳ năm trước).

    ``by``: vụ, chết, bị thương by area, mode, severity, road, hour, weekday, cause, vehicle_type, age_group, sex.
    ``violations``: by behaviour, area, enforced_by, vehicle_type; empty where none were taken in. ``targets``: vụ,
    chết, bị thương. ``series``: the quarters of five years (``trends.period_series``). ``alerts``: missing for a month
    or a free period. ``spots``: by "km" and by "point", as of the last day of the period; ``spot_changes``: by km
    against the end of the period reported before (before 6 tháng that is Quý I). ``register``: its open places.
    """

    definitions: Definitions
    period: Period
    base: Period
    with_collisions: bool
    by: Mapping[str, Comparison]
    violations: Mapping[str, Comparison]
    targets: Sequence[TargetStatus]
    series: pd.DataFrame
    alerts: Alerts | None
    spots: Mapping[str, BlackSpots]
    spot_changes: SpotChanges
    register: pd.DataFrame
    pinned: Pinned | None

    @property
    def total(self) -> Comparison:
        """The comparison whose total is that of the province and whose groups are its districts."""
        return self.by["area"]

    @property
    def illustrative(self) -> bool:
        """Whether figures of the embedded sample are in it, the history behind the flags among them."""
        return any(one.illustrative for one in self._counted())

    @property
    def mixed(self) -> bool:
        """Whether some of its figures are invented and some are not."""
        every = self._counted()
        return any(one.mixed for one in every) or len({one.illustrative for one in every}) > 1

    def _counted(self) -> list[Comparison | Alerts]:
        """What is counted from any batch: a comparison whose data cover neither period says nothing of them."""
        compared = [self.total, *self.violations.values()]
        known = [one for one in compared if set(one.coverage.values()) != {"none"}]
        return [*known, *([self.alerts] if self.alerts is not None else [])]

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the files' sources, without repetition, in order."""
        every = [*self.total.sources, *(name for one in self.violations.values() for name in one.sources)]
        return tuple(dict.fromkeys(every))


@dataclass(frozen=True)
class Column:
    """A column of a table: ``group`` is the heading above it (Số vụ, Người chết), "" for none; ``kind`` of values."""

    key: str
    heading: str
    kind: Kind
    group: str = ""


Row = tuple[Any, ...]


@dataclass(frozen=True)
class PackTable:
    """A table with raw values: int, float, percent in percent, date, text, None where missing.

    ``keys``: key of every row, as in the comparison. ``total``: the last row, where there is one; ``additive``: keys of
    the columns in which the total is the sum of the rows. ``unit`` of the counts; ``note`` below the table.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    additive: frozenset[str] = frozenset()
    unit: str = "vụ, người"
    note: str = ""

    def column(self, key: str) -> list[Any]:
        """The values of one column, without the total. Raises ``KeyError`` where there is none."""
        place = self.place(key)
        return [row[place] for row in self.rows]

    def place(self, key: str) -> int:
        """Where a column stands. Raises ``KeyError`` where there is none."""
        places = {column.key: number for number, column in enumerate(self.columns)}
        return places[key]


def cell_text(value: Any, kind: Kind) -> str:
    """A value as it is printed: "1.234", "+9", "+14,52%", "31/03/2025", "–" where missing."""
    if kind == "text":
        return "" if value is None else str(value)
    if kind == "date":
        return f"{value:%d/%m/%Y}" if value is not None else "–"
    if kind == "count":
        return whole(value)
    if kind == "difference":
        return difference(value)
    return percent(value, signed=True) if kind == "percent" else decimal(value, 2)


def texts(table: PackTable, row: Row) -> list[str]:
    """A row of ``table`` as it is printed."""
    return [cell_text(value, column.kind) for value, column in zip(row, table.columns, strict=True)]
