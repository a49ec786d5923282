"""What changed inside a place against its own normal: which road, time of day, vehicle or cause the rise sits in.

Defines the normal of a group as its mean in the same period of up to five years before (those that are fully covered),
scaled to the days of now; its excess as now less normal; and how surely its SHARE of the accidents grew, by the one-
sided mid-p of the hypergeometric distribution (Fisher's exact test, given both totals). A group may have a large excess
only because it is large and everything rose: the share tells the two apart.

Leaves out combinations (QL70 in the evening) and causes of causes. Can mislead: many groups are looked at, so one in
twenty stands out at p 0,05 by chance: a hint where to look, no finding. An accident with a motorcycle and a lorry
counts for both, so vehicles add up to more than the total. What files do not say ("unknown") may hide the rise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from ..definitions.catalogue import Definitions
from ..definitions.day_parts import load_day_parts
from ..definitions.periods import Period, years_before
from ..definitions.tables import UNKNOWN
from ..figures.compare import covered_batches
from ..figures.counts import Where, accidents_alone_by_period
from ..figures.coverage import area_coverage, overall_coverage
from ..figures.labels import DIMENSION_LABELS, calendar_of, labels_of
from ..store.tables import Store
from .quarters import commune_areas

Numbers = npt.NDArray[np.float64]

DAY_PART = "day_part"
DIMENSIONS = ("road", DAY_PART, "weekday", "vehicle_type", "cause", "commune")
"""What is looked at, in the order shown."""
OVERLAPPING = ("vehicle_type",)
"""Dimensions in which one accident may stand in several groups."""
LABELS = {**DIMENSION_LABELS, DAY_PART: "Buổi trong ngày"}
YEARS = 5
LEADING_P = 0.05
"""A group is named as leading where its share grew by chance with at most this probability (ours),"""
LEADING_SHARE = 0.25
"""where it holds at least this much of the rise (ours),"""
LEAST_LEADING = 3
"""and where it has at least this many accidents now: two are no pattern (ours)."""
LEAST_RISE = 1.0
"""Below one accident above the normal there is no rise to share out."""
_NOW = "now"


@dataclass(frozen=True, eq=False)
class Contributions:
    """A place's count by groups against its own normal.

    ``bases``: the periods that make the normal, newest first; ``uncovered``: those left out since the data do not cover
    them. ``now``: accidents; ``normal``: accidents expected by the bases over as many days, NaN without a base. A
    period that the data do not cover in full (``covered``) has no bases: its count so far is set against nothing.

    ``table``, one row a group: dimension, dimension_label, key, label, now (int64), normal, excess (now - normal),
    share_of_rise (of the whole excess; NaN where that is below ``LEAST_RISE``), even (now, had every group changed
    alike), p_more (see the module; NaN without bases), overlapping. Dimensions in the order asked for, in each the
    largest excess first, ``unknown`` last.
    """

    period: Period
    bases: tuple[Period, ...]
    uncovered: tuple[Period, ...]
    now: int
    normal: float
    table: pd.DataFrame
    covered: bool = True

    @property
    def excess(self) -> float:
        """Accidents above the normal; NaN without a base."""
        return self.now - self.normal


def contributions(
    store: Store,
    definitions: Definitions,
    period: Period,
    *,
    where: Where,
    dimensions: Sequence[str] = DIMENSIONS,
    with_collisions: bool = True,
    coverage: pd.DataFrame | None = None,
    years: int = YEARS,
) -> Contributions:
    """The accidents of ``period`` that ``where`` (codes by dimension) keeps, by group against their normal.

    ``dimensions`` are ``DAY_PART`` and those of ``figures.counts``; ``coverage`` is ``covered_batches(store,
    "accidents")``, read if not given. Raises ``RequestError`` for an unknown dimension.
    """
    pinned = store.pinned()
    batches = covered_batches(pinned, "accidents") if coverage is None else coverage
    covered = _is_covered(period, definitions, where, batches)
    bases, uncovered = _bases(period, definitions, where, batches, years) if covered else ((), ())
    counted = accidents_alone_by_period(
        pinned,
        {_NOW: (period.start, period.stop), **{base.key: (base.start, base.stop) for base in bases}},
        by=["hour" if name == DAY_PART else name for name in dimensions],
        where=where,
        with_collisions=with_collisions,
        calendar=calendar_of(period, definitions),
    ).rename(columns={"hour": DAY_PART})
    scale = {base.key: period.days / base.days / len(bases) for base in bases}
    total = _total(counted, scale)
    parts = [_dimension(counted, name, definitions, scale, total) for name in dimensions]
    table = pd.concat(parts, ignore_index=True)
    return Contributions(period, bases, uncovered, int(total["now"]), total["normal"], table, covered)


def leading(found: Contributions, *, most: int = 3) -> pd.DataFrame:
    """The groups in which the rise sits, at most ``most``: rows of ``found.table``, the surest first.

    Empty where the place has no rise or all groups rose alike.
    """
    table = found.table
    named = (table["key"] != UNKNOWN) & (table["now"] >= LEAST_LEADING)
    stands_out = named & (table["share_of_rise"] >= LEADING_SHARE) & (table["p_more"] <= LEADING_P)
    return table[stands_out].sort_values(["p_more", "excess"], ascending=[True, False]).head(most)


def share_grew(now: npt.ArrayLike, base: npt.ArrayLike, now_total: float, base_total: float) -> Numbers:
    """One-sided mid-p that a group's share of the accidents is larger now: ``P(X > now) + P(X = now) / 2``.

    X is hypergeometric: ``now_total`` drawn of ``now_total + base_total``, of which ``now + base`` are the group's.
    Counts are whole; missing where there is no base.
    """
    x, y = np.asarray(now, dtype=np.float64), np.asarray(base, dtype=np.float64)
    if base_total <= 0:
        return np.full(x.shape, np.nan)
    values = np.arange(now_total + 1)[None, :]
    group = (x + y)[:, None]
    possible = (values <= group) & (group - values <= base_total)
    inside = np.where(possible, values, x[:, None])
    log_ways = _log_ways(group, inside) + _log_ways(now_total + base_total - group, now_total - inside)
    chance = np.where(possible, np.exp(log_ways - _log_ways(now_total + base_total, now_total)), 0.0)
    weight = (values > x[:, None]) + 0.5 * (values == x[:, None])
    return np.asarray((chance * weight).sum(axis=1))


def _log_ways(of: npt.ArrayLike, taken: npt.ArrayLike) -> Numbers:
    """Logarithm of the number of ways to take ``taken`` out of ``of``."""
    n, k = np.asarray(of, dtype=np.float64), np.asarray(taken, dtype=np.float64)
    return np.asarray(special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1))


def _is_covered(period: Period, definitions: Definitions, where: Where, batches: pd.DataFrame) -> bool:
    """Whether the data cover all days of ``period`` in the areas of ``where``, or in those of its communes."""
    chosen = list(where.get("area", definitions.areas.codes))
    lies_in = commune_areas(definitions, chosen) if "commune" in where else {}
    areas = [area for commune in where.get("commune", ()) for area in lies_in.get(commune, ())] or chosen
    return overall_coverage(area_coverage(batches, period, areas)) == "full"


def _bases(
    period: Period, definitions: Definitions, where: Where, batches: pd.DataFrame, years: int
) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The same periods of the years before: those that the data cover fully, and the others."""
    calendar = calendar_of(period, definitions)
    earlier = [years_before(period, back, calendar) for back in range(1, years + 1)]
    full = [_is_covered(base, definitions, where, batches) for base in earlier]
    return (
        tuple(base for base, known in zip(earlier, full, strict=True) if known),
        tuple(base for base, known in zip(earlier, full, strict=True) if not known),
    )


def _total(counted: pd.DataFrame, scale: Mapping[str, float]) -> dict[str, float]:
    """The whole place: now, normal, and base, the accidents of all bases together."""
    sums = counted.groupby("period")["accidents"].sum().reindex([_NOW, *scale], fill_value=0).astype("float64")
    normal = float(_normal(sums.to_frame().T, scale)[0])
    return {"now": float(sums[_NOW]), "normal": normal, "base": float(sums[list(scale)].sum())}


def _dimension(
    counted: pd.DataFrame, name: str, definitions: Definitions, scale: Mapping[str, float], total: Mapping[str, float]
) -> pd.DataFrame:
    """The groups of one dimension, ordered; ``total`` is that of ``_total``."""
    wide = _by_key(counted, name, definitions, scale)
    now, base, normal = wide[_NOW].to_numpy(), wide[list(scale)].sum(axis=1).to_numpy(), _normal(wide, scale)
    rise = total["now"] - total["normal"]
    rows = pd.DataFrame(
        {
            "dimension": name,
            "dimension_label": LABELS[name],
            "key": wide.index.astype("str"),
            "label": _labels(name, list(wide.index), definitions),
            "now": now,
            "normal": normal,
            "excess": now - normal,
            "share_of_rise": (now - normal) / (rise if rise >= LEAST_RISE else np.nan),
            "even": total["now"] * base / total["base"] if total["base"] else np.nan,
            "p_more": share_grew(now, base, total["now"], total["base"]),
            "overlapping": name in OVERLAPPING,
        }
    )
    order = rows.assign(last=rows["key"] == UNKNOWN)
    order = order.sort_values(["last", "excess", "now", "key"], ascending=[True, False, False, True])
    return order.drop(columns="last")


def _by_key(counted: pd.DataFrame, name: str, definitions: Definitions, scale: Mapping[str, float]) -> pd.DataFrame:
    """Accidents (int64) by group (index) and period (columns: now, then the bases), without empty groups."""
    keyed = counted.assign(key=_keys(counted[name], name, definitions)).explode("key")
    wide = keyed.pivot_table(index="key", columns="period", values="accidents", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=[_NOW, *scale], fill_value=0).astype("int64")
    found: pd.DataFrame = wide[wide.sum(axis=1) > 0]
    return found


def _keys(values: pd.Series[str], name: str, definitions: Definitions) -> pd.Series[Any]:
    """The groups of each row: the part of the day of an hour, every vehicle of a combination, else the value."""
    if name == DAY_PART:
        parts = load_day_parts(definitions.reference).of_hour
        return values.map({str(hour): part for hour, part in enumerate(parts)}).fillna(UNKNOWN).astype(object)
    return values.str.split("|").map(lambda found: sorted(set(found))) if name in OVERLAPPING else values.astype(object)


def _labels(name: str, keys: list[str], definitions: Definitions) -> list[str]:
    if name == DAY_PART:
        known = {**load_day_parts(definitions.reference).labels, UNKNOWN: labels_of("hour", [UNKNOWN], definitions)[0]}
        return [known[key] for key in keys]
    return labels_of(name, keys, definitions)


def _normal(wide: pd.DataFrame, scale: Mapping[str, float]) -> Numbers:
    """The mean of the bases in accidents over the days of now, one value a row; NaN without bases."""
    if not scale:
        return np.full(len(wide), np.nan)
    counts = wide.reindex(columns=list(scale), fill_value=0).to_numpy(dtype=np.float64)
    return np.asarray(counts @ np.array(list(scale.values())))
