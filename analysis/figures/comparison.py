"""What a comparison is: the record that pages, charts, documents and the command line are made from.

Leaves out how it is made (``compare``) and the words for it (``review.wording``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from ..definitions.periods import Period
from .measured import as_records, wide

TOTAL = "total"
TOTAL_LABEL = "Tổng số"


@dataclass(frozen=True, eq=False)
class Comparison:
    """A period against a base.

    ``table`` has one row a group and measure, ``total`` one a measure; columns ``measured.COLUMNS`` and, by area,
    ``covered_now`` and ``covered_before``. ``coverage`` says full, partial or none for ``now`` and ``base``;
    ``unknown`` how many (accidents, people or cases) of now have no known group; ``data_until`` the last covered day;
    ``illustrative`` some of it is invented, ``mixed`` some is and some is not; ``straddling_rows`` the rows of
    violations that are in neither period because their own crosses an edge; ``within`` says ``where`` in Vietnamese.
    """

    now: Period
    base: Period
    by: str | None
    where: Mapping[str, Sequence[str]]
    with_collisions: bool
    measures: tuple[str, ...]
    table: pd.DataFrame
    total: pd.DataFrame
    coverage: Mapping[str, str]
    unknown: Mapping[str, int | None]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    illustrative: bool
    data_until: date | None
    mixed: bool = False
    straddling_rows: int = 0
    within: tuple[str, ...] = ()

    def figure(self, measure: str, key: str | None = None) -> Mapping[str, Any]:
        """The row of one measure (of the total, or of group ``key``). Raises ``KeyError`` where there is none."""
        return self._totals[measure] if key is None or key == TOTAL else self._rows[measure, key]

    @cached_property
    def _totals(self) -> Mapping[str, Mapping[str, Any]]:
        return {row["measure"]: {str(name): value for name, value in row.items()} for row in _records(self.total)}

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """Every row by measure and key: pages and documents ask for one figure at a time."""
        records = _records(self.table)
        return {(row["measure"], row["key"]): {str(name): value for name, value in row.items()} for row in records}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The label of every group by its key, in the order of the table."""
        return dict(zip(self.table["key"].tolist(), self.table["label"].astype(str).tolist(), strict=True))

    def groups(self, measure: str) -> pd.DataFrame:
        """The rows of one measure, one a group, with the keys as index."""
        return wide(self.table, measure)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values as the command line promises them: period, base, rows, total, and what is said beside."""
        return {
            "period": _period_record(self.now),
            "base": _period_record(self.base),
            "by": self.by,
            "where": {name: list(values) for name, values in self.where.items()},
            "with_collisions": self.with_collisions,
            "rows": as_records(self.table, self.measures),
            "total": as_records(self.total, self.measures)[0],
            "coverage": dict(self.coverage),
            "unknown": dict(self.unknown),
            "notes": list(self.notes),
            "sources": list(self.sources),
            "illustrative": self.illustrative,
            "mixed": self.mixed,
            "data_until": self.data_until.isoformat() if self.data_until else None,
        }


def _records(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.to_dict("records")


def _period_record(period: Period) -> dict[str, Any]:
    return {
        "label": period.title,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "days": period.days,
    }
