"""One grouping of the accidents of a period on its complete grid, beside the same period of the years before.

Defines the breakdowns of the page Phân tích TNGT (``BREAKDOWNS``) and how rows of ``counts`` become one. Every accident
is in exactly one group, ``unknown`` among them, so that parts add up to the total; dead and injured by age, sex and
pupil add up to those of the accidents.

Leaves out: reading (``anatomy``) and what stands out (``signals.standouts``). Can mislead: a combination ("Ô tô con +
Mô tô") is one group, so a vehicle is in several of them; a mean of years crosses the breaks of the series.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.anatomy_settings import AnatomySettings
from ..definitions.catalogue import Definitions
from ..definitions.periods import Period
from ..definitions.tables import UNKNOWN
from .anatomy_derived import MADE_FROM, derived
from .anatomy_dimensions import ANATOMY_PEOPLE, PUPIL
from .anatomy_labels import DAY_PART, HOUR_BAND, NEAR_SCHOOL, SCHOOL_HOURS, anatomy_labels, anatomy_order
from .margins import HURT, MARGIN_MEASURES

NOW = "now"
REST = "rest"
"""Key of the groups that are too many to be drawn, as one row."""
COUNTED = ("accidents", "deaths", "injured")
"""What a breakdown shows of every group; by people accidents are missing."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Spec:
    """A breakdown: its name, one or two dimensions, the grouping of ``counts`` it is made from."""

    name: str
    dimensions: tuple[str, ...]
    margin: tuple[str, ...]

    @property
    def of_people(self) -> bool:
        """Whether it counts people, not accidents."""
        return self.dimensions[0] in (*ANATOMY_PEOPLE, SCHOOL_HOURS, NEAR_SCHOOL)


def plain(*names: str) -> tuple[Spec, ...]:
    """A breakdown by each of ``names`` alone."""
    return tuple(Spec(name, (name,), (name,)) for name in names)


BREAKDOWNS: Mapping[str, Spec] = {
    spec.name: spec
    for spec in (
        Spec(HOUR_BAND, (HOUR_BAND,), ("hour", "weekday")),
        Spec("hour", ("hour",), ("hour", "weekday")),
        Spec("weekday", ("weekday",), ("hour", "weekday")),
        Spec("hour_weekday", (HOUR_BAND, "weekday"), ("hour", "weekday")),
        Spec(DAY_PART, (DAY_PART,), ("hour", "weekday")),
        *plain("month", "area", "road", "road_class", "km_stretch", "mode"),
        *plain("vehicle_type", "cause", "factors", "alcohol", "drug"),
        *plain("age_group", "sex", PUPIL),
    )
}


@dataclass(frozen=True, eq=False)
class Frame:
    """What every breakdown of a page shares: the definitions, the settings, the period and its bases, newest first."""

    definitions: Definitions
    settings: AnatomySettings
    period: Period
    bases: tuple[Period, ...]

    @property
    def periods(self) -> dict[str, Period]:
        """The period as ``NOW``, then every base by its key."""
        return {NOW: self.period, **{base.key: base for base in self.bases}}

    @property
    def intervals(self) -> dict[str, tuple[date, date]]:
        """The same as half-open spans of days."""
        return {name: (one.start, one.stop) for name, one in self.periods.items()}


@dataclass(frozen=True, eq=False)
class Breakdown:
    """One grouping of the accidents (or of the dead and injured) of a period.

    ``table``: key, label, second, second_label ("" without a second dimension), ``COUNTED`` (floats; missing where not
    given), ``mean_`` of each (what the years of ``given`` would give over as many days; missing without any) and
    ``judged``, the accidents by which the group is judged (of people: accidents with someone of the group hurt).
    ``history``: the same rows, ``judged`` of every base (columns, newest first). ``unknown``: share of ``judged``
    without a known group, by base and ``NOW``; ``given``: the bases where it is small enough. ``total``: the sums.
    ``days``: days of each row in every period (columns ``NOW`` and the bases).
    """

    spec: Spec
    table: pd.DataFrame
    history: pd.DataFrame
    unknown: Mapping[str, float]
    given: tuple[str, ...]
    total: Mapping[str, float]
    days: pd.DataFrame

    @property
    def unknown_now(self) -> int:
        """How many (accidents; of people the dead and injured) of now have no known group."""
        columns = ["deaths", "injured"] if self.spec.of_people else ["accidents"]
        return int(np.nansum(self.table.loc[is_unknown(self.table), columns].to_numpy(dtype=float)))


def breakdown_of(spec: Spec, rows: pd.DataFrame, frame: Frame, *, days: pd.DataFrame | None = None) -> Breakdown:
    """The breakdown ``spec`` of rows (key, second, period, ``MARGIN_MEASURES``) on its complete grid.

    ``days``: days of every key in each period (index the keys), where groups are not equally long.
    """
    judged = HURT if spec.of_people else "accidents"
    names = list(frame.periods)
    keys = _keys(spec, rows, frame)
    values = _grids(rows, list(dict.fromkeys((*COUNTED, judged))), keys, names)
    if spec.of_people:
        values["accidents"] = np.full(values["deaths"].shape, np.nan)
    lengths = _lengths(keys, frame, days)
    table = _labelled(spec, keys, frame)
    lost = is_unknown(table).to_numpy(dtype=bool)
    unknown = {name: _share(values[judged][:, place], lost) for place, name in enumerate(names)}
    given = [name for name in names[1:] if unknown[name] <= frame.settings.standouts.most_unknown]
    places = [names.index(name) for name in given]
    for name in COUNTED:
        table[name] = values[name][:, 0]
        table[f"mean_{name}"] = _mean(values[name], lengths, places)
    table["judged"] = values[judged][:, 0]
    history = pd.DataFrame(values[judged][:, 1:], columns=names[1:])
    total = {name: _sum(values[name][:, 0]) for name in COUNTED}
    return Breakdown(spec, table, history, unknown, tuple(given), total, pd.DataFrame(lengths, columns=names))


def most_first(breakdown: Breakdown, measure: str, most: int) -> pd.DataFrame:
    """At most ``most`` rows of the table for drawing, in its order: the largest by ``measure``, the rest as one row.

    The unknown stay by themselves, last; sums are those of the whole table. The row of the rest has the key ``REST``.
    """
    table = breakdown.table.assign(place=range(len(breakdown.table)))
    lost = is_unknown(table)
    if len(table) - int(lost.sum()) <= most:
        return table.drop(columns="place")
    ranked = table[~lost].sort_values([measure, "place"], ascending=[False, True], kind="stable")
    kept, beyond = ranked.head(most - 1).sort_values("place"), ranked.iloc[most - 1 :]
    numbers = [*COUNTED, *(f"mean_{name}" for name in COUNTED), "judged"]
    rest = {name: [_sum(beyond[name].to_numpy(dtype=float))] for name in numbers}
    named = {"key": [REST], "label": [f"{len(beyond)} nhóm khác"], "second": [""], "second_label": [""]}
    return pd.concat([kept, pd.DataFrame({**named, **rest}), table[lost]], ignore_index=True).drop(columns="place")


def regrouped(rows: pd.DataFrame, spec: Spec, frame: Frame) -> pd.DataFrame:
    """Rows of a grouping (key, second, period, measures) with the keys of ``spec``; measures summed."""
    found = {name: rows[column] for name, column in zip(spec.margin, ("key", "second"), strict=False)}
    for name in set(spec.dimensions) & set(MADE_FROM):
        found[name] = derived(name, found[MADE_FROM[name]], frame.definitions, frame.settings)
    first = found[spec.dimensions[0]]
    keyed = rows.assign(key=first, second=found[spec.dimensions[1]] if len(spec.dimensions) > 1 else "")
    return keyed if spec.dimensions == spec.margin else summed_rows(keyed)


def summed_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows summed by key, second and period; a sum is missing only where every part is."""
    return rows.groupby(["key", "second", "period"], as_index=False)[list(MARGIN_MEASURES)].sum(min_count=1)


def is_unknown(table: pd.DataFrame) -> pd.Series[bool]:
    """Whether a row stands for an unknown key, on either dimension."""
    return (table["key"] == UNKNOWN) | (table["second"] == UNKNOWN)


def _keys(spec: Spec, rows: pd.DataFrame, frame: Frame) -> pd.MultiIndex:
    """The complete grid in its order."""
    size = rows[HURT if spec.of_people else "accidents"].astype("float64").fillna(0.0)
    now = (rows["period"] == NOW).to_numpy(dtype=bool)
    levels: list[list[str]] = []
    for dimension, column in zip(spec.dimensions, ("key", "second"), strict=False):
        sums = {str(key): float(value) for key, value in size.groupby(rows[column]).sum().items()}
        held = {str(key): float(value) for key, value in size[now].groupby(rows.loc[now, column]).sum().items()}
        counted = {key: (held.get(key, 0.0), value - held.get(key, 0.0)) for key, value in sums.items()}
        levels.append(anatomy_order(dimension, counted, frame.definitions, frame.settings, [frame.period]))
    return pd.MultiIndex.from_product(levels if len(levels) > 1 else [*levels, [""]], names=["key", "second"])


def _grids(
    rows: pd.DataFrame, measures: Sequence[str], keys: pd.MultiIndex, names: Sequence[str]
) -> dict[str, Numbers]:
    """Each measure, keys × periods: 0 where a group has no accident, missing where none of its accidents gives it."""
    place = keys.get_indexer(pd.MultiIndex.from_frame(rows[["key", "second"]]))
    column = pd.Index(names).get_indexer(pd.Index(rows["period"], dtype="str"))
    grids = {name: np.zeros((len(keys), len(names))) for name in measures}
    for name, grid in grids.items():
        grid[place, column] = rows[name].to_numpy(dtype=float, na_value=np.nan)
    return grids


def _lengths(keys: pd.MultiIndex, frame: Frame, days: pd.DataFrame | None) -> Numbers:
    """Days of every key in every period."""
    if days is not None:
        return days.loc[list(keys.get_level_values(0)), list(frame.periods)].to_numpy(dtype=float)
    return np.tile(np.array([one.days for one in frame.periods.values()], dtype=float), (len(keys), 1))


def _mean(values: Numbers, lengths: Numbers, places: Sequence[int]) -> Numbers:
    """What the periods at ``places`` give over the days of now."""
    if not places:
        return np.full(len(values), np.nan)
    days = lengths[:, places].sum(axis=1)
    return np.asarray(values[:, places].sum(axis=1) * lengths[:, 0] / np.where(days > 0, days, np.nan))


def _labelled(spec: Spec, keys: pd.MultiIndex, frame: Frame) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for place, (key, label) in enumerate((("key", "label"), ("second", "second_label"))):
        values = [str(value) for value in keys.get_level_values(place)]
        known = place < len(spec.dimensions)
        labels = values
        if known:
            labels = anatomy_labels(spec.dimensions[place], values, frame.definitions, frame.settings)
        columns |= {key: pd.Series(values, dtype="str"), label: pd.Series(labels, dtype="str")}
    return pd.DataFrame(columns)


def _share(values: Numbers, chosen: npt.NDArray[np.bool_]) -> float:
    total = float(values.sum())
    return float(values[chosen].sum()) / total if total else 0.0


def _sum(values: Numbers) -> float:
    """The sum of what is known; missing where nothing is."""
    return float("nan") if len(values) and np.isnan(values).all() else float(np.nansum(values))
