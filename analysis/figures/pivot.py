"""Accidents by any two dimensions at once: every cell of the complete grid, the sums on both edges, the province.

Defines a table whose cells add up to both edges and whose edges add up to the total; ``unknown`` is a row or column
like the others. By age, sex or pupil only deaths and injured are counted, accidents are missing.

Leaves out any test: in a large table some cells are always far from the mean. Can mislead: a cell is a small count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..definitions.anatomy_settings import AnatomySettings, load_anatomy_settings
from ..definitions.catalogue import Definitions
from ..definitions.periods import Period
from ..errors import RequestError
from ..store.tables import Store
from .anatomy_counts import accident_cells
from .anatomy_derived import MADE_FROM, derived
from .anatomy_dimensions import ANATOMY_PEOPLE, PUPIL
from .anatomy_labels import DAY_KIND, DAY_PART, HELP_BAND, HOUR_BAND, anatomy_labels, anatomy_order
from .counts import NOWHERE, Where
from .dimensions import check_dimensions
from .labels import calendar_of

PIVOT_DIMENSIONS = (
    *("area", "commune", "road", "road_class", "km_stretch", "mode", "severity"),
    *(HOUR_BAND, "hour", DAY_PART, "weekday", DAY_KIND, "month"),
    *("vehicle_type", "cause", "factors", "alcohol", "drug", HELP_BAND),
    *("age_group", "sex", PUPIL),
)
PIVOT_MEASURES = ("accidents", "deaths", "injured")
REST = "rest"
"""Key of what stands beyond the rows or columns shown."""


@dataclass(frozen=True, eq=False)
class Pivot:
    """``cells``: rows (keys of ``rows``) × columns (keys of ``columns``), floats, missing only where not given.

    ``row_labels``, ``column_labels``: label by key in order; ``total``: the sum; ``unknown``: share of the total in an
    unknown row or column (0 to 1).
    """

    period: Period
    measure: str
    rows: str
    columns: str
    cells: pd.DataFrame
    row_labels: dict[str, str]
    column_labels: dict[str, str]

    @property
    def row_totals(self) -> pd.Series[float]:
        """The sum of every row."""
        return self.cells.sum(axis=1, min_count=1)

    @property
    def column_totals(self) -> pd.Series[float]:
        """The sum of every column."""
        return self.cells.sum(axis=0, min_count=1)

    @property
    def total(self) -> float:
        """The sum over all cells; missing where no cell is known."""
        values = self.cells.to_numpy(dtype=float)
        return float(np.nansum(values)) if values.size and not np.isnan(values).all() else float("nan")

    @property
    def unknown(self) -> float:
        """The sum of the cells in an unknown row or column."""
        lost = np.add.outer(self.cells.index == "unknown", self.cells.columns == "unknown")
        return float(np.nansum(np.where(lost, self.cells.to_numpy(dtype=float), 0.0)))


def pivot(
    store: Store,
    definitions: Definitions,
    period: Period,
    *,
    rows: str,
    columns: str,
    measure: str,
    where: Where = NOWHERE,
    with_collisions: bool = True,
) -> Pivot:
    """``measure`` (``PIVOT_MEASURES``) of ``period`` by two different dimensions of ``PIVOT_DIMENSIONS``.

    Raises ``RequestError`` for an unknown dimension or measure, the same dimension twice, or accidents by
    dimensions of people.
    """
    check_dimensions([rows, columns], PIVOT_DIMENSIONS)
    if rows == columns:
        raise RequestError("Hàng và cột đang là cùng một cách phân tổ.", "Hãy chọn hai cách phân tổ khác nhau.")
    if measure not in PIVOT_MEASURES:
        raise RequestError(f"Không có tiêu chí «{measure}».", f"Hãy chọn trong: {', '.join(PIVOT_MEASURES)}.")
    if measure == "accidents" and {rows, columns} & set(ANATOMY_PEOPLE):
        raise RequestError(
            "Theo nhóm tuổi, giới tính, học sinh chỉ đếm được người chết, người bị thương, không đếm được số vụ.",
            "Hãy chọn số người chết hoặc số người bị thương.",
        )
    settings = load_anatomy_settings(definitions.reference)
    counted = accident_cells(
        store.pinned(),
        (period.start, period.stop),
        list(dict.fromkeys(MADE_FROM.get(name, name) for name in (rows, columns))),
        where=where,
        with_collisions=with_collisions,
        calendar=calendar_of(period, definitions),
        stretch_m=settings.km_stretch_m,
    )
    groups = {name: _groups(name, counted, definitions, settings) for name in (rows, columns)}
    values = pd.DataFrame({**groups, "value": counted[measure].astype("float64")})
    summed = values.groupby([rows, columns])["value"].sum(min_count=1)
    keys = [_keys(name, summed, definitions, settings, period) for name in (rows, columns)]
    wide = summed.unstack(columns, fill_value=0)  # noqa: PD010
    cells = wide.reindex(index=keys[0], columns=keys[1], fill_value=0.0)
    labels = [
        dict(zip(some, anatomy_labels(name, some, definitions, settings), strict=True))
        for name, some in zip(groups, keys, strict=True)
    ]
    return Pivot(period, measure, rows, columns, cells, *labels)


def shortened(found: Pivot, *, most_rows: int, most_columns: int) -> Pivot:
    """``found`` with at most so many rows and columns; what stands beyond is summed as ``REST``, so totals stay."""
    cells, row_labels = _cut(found.cells, found.row_labels, most_rows)
    turned, column_labels = _cut(cells.T, found.column_labels, most_columns)
    return Pivot(found.period, found.measure, found.rows, found.columns, turned.T, row_labels, column_labels)


def _cut(cells: pd.DataFrame, labels: dict[str, str], most: int) -> tuple[pd.DataFrame, dict[str, str]]:
    if len(cells) <= most:
        return cells, labels
    last = [key for key in cells.index if key == "unknown"]
    size = cells.drop(index=last).sum(axis=1).sort_values(ascending=False, kind="stable")
    chosen = set(size.index[: most - 1 - len(last)])
    kept = [key for key in cells.index if key in chosen]
    beyond = [key for key in cells.index if key not in chosen and key not in last]
    rest = cells.loc[beyond].sum(axis=0, min_count=1).to_frame(REST).T
    short = pd.concat([cells.loc[kept], rest, cells.loc[last]])
    told = {**{key: labels[key] for key in kept}, REST: f"{len(beyond)} nhóm khác"}
    return short, {**told, **{key: labels[key] for key in last}}


def _groups(name: str, counted: pd.DataFrame, definitions: Definitions, settings: AnatomySettings) -> pd.Series[str]:
    """The key of ``name`` of every counted row."""
    made_from = MADE_FROM.get(name)
    return derived(name, counted[made_from], definitions, settings) if made_from else counted[name]


def _keys(
    name: str, summed: pd.Series[float], definitions: Definitions, settings: AnatomySettings, period: Period
) -> list[str]:
    size = summed.groupby(level=name).sum()
    held = {str(key): (max(float(count), 1.0), 0.0) for key, count in size.items()}
    return anatomy_order(name, held, definitions, settings, [period])
