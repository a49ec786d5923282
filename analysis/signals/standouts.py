"""Which figures of the anatomy stand out against the same period of the years before, among all that are looked at.

Defines for every cell (a group of a breakdown) the accidents expected from the same period of up to five years, the
two-sided mid-p of its count, and a mark where it survives Benjamini & Hochberg (1995) over ALL cells judged on the
page at ``StandoutRule.false_share``. METHODS 2 for one season: ``μ = days now · Σh/Σdays``, ``V = μ + αμ² + μ²(α/m +
1/Σh)`` for m years, negative binomial. The overdispersion α is pooled over the cells of a breakdown, and never taken
smaller than that pooled over all of them.

A year in which too many accidents have no known group is left out of a breakdown; else its days count by the share
that is known, so that better recording is no rise. Districts have a rule of their own (``alerts``) and are not judged
here; months into which Tết can fall neither (METHODS 6).

Leaves out: causes; trends inside the five years. Can mislead: breakdowns share the same accidents, so one event makes
several marks; a mark is a difference from five years, also where a break of the series made it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.anatomy_settings import StandoutRule
from ..figures.anatomy import Anatomy
from ..figures.anatomy_breakdowns import NOW, Breakdown, is_unknown
from ..figures.labels import calendar_of
from .baseline import Expectation, Numbers
from .evidence import adjusted, mid_p_above, ordinary_range
from .months import season_groups

TOTAL = "total"
NOT_JUDGED = ("area", "hour")
"""Breakdowns without marks: districts have the flags of their own page, hours are judged in bands."""
RISE, FALL, ORDINARY = "rise", "fall", "ordinary"
SMALL, UNKNOWN_GROUP, TOO_MANY_UNKNOWN = "small", "unknown_group", "too_many_unknown"
FEW_YEARS, TET_MONTH, ELSEWHERE = "few_years", "tet_month", "elsewhere"
"""States of a cell: marked, judged without a mark, and why not judged."""
JUDGED = (RISE, FALL, ORDINARY)
RELATIVE_LEVEL = 0.05
"""A mark is called stronger than the whole where its mid-p against the level of the whole is at most this (ours)."""
TYPICAL_ALPHA = 0.05
"""Overdispersion by which the estimates of the breakdowns are weighted (METHODS 7)."""
LEAST_KNOWN = 1e-9
"""In place of a share known of 0, so that nothing is divided by it; such a breakdown is not judged."""
_COLUMNS = ("breakdown", "key", "second", "label", "second_label", "now")


@dataclass(frozen=True, eq=False)
class Standouts:
    """All cells of a page with what was judged of them.

    ``table``, one row a cell: breakdown ("total" first), key, second, label, second_label, now (accidents), expected,
    lower, upper (ordinary range, 5 % beyond either end), p (two-sided), p_adjusted, state, stronger (a mark that the
    level of the whole does not explain). ``alpha``: overdispersion by breakdown.
    """

    table: pd.DataFrame
    rule: StandoutRule
    alpha: Mapping[str, float]

    @property
    def judged(self) -> int:
        """How many cells were looked at."""
        return int(self.table["state"].isin(JUDGED).sum())

    @property
    def small(self) -> int:
        """How many cells of judged breakdowns are too small."""
        return int((self.table["state"] == SMALL).sum())

    @property
    def by_chance(self) -> float:
        """How many cells would have p ≤ 5 % if nothing had changed."""
        return 0.05 * self.judged

    @property
    def marks(self) -> pd.DataFrame:
        """The marked cells, the surest first."""
        marked = self.table[self.table["state"].isin((RISE, FALL))]
        return marked.sort_values(["p", "now"], ascending=[True, False])

    def of(self, name: str) -> pd.DataFrame:
        """The cells of one breakdown, in its order."""
        found: pd.DataFrame = self.table[self.table["breakdown"] == name]
        return found.reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class Cells:
    """Cells of one breakdown.

    ``now`` (n,) and ``history`` (n, m) accidents over ``days_now`` (n,) and ``days`` (n, m), effective days by the
    share that is known. A missing year has no column.
    """

    now: Numbers
    history: Numbers
    days_now: Numbers
    days: Numbers


def standouts(found: Anatomy) -> Standouts:
    """All cells of the breakdowns of ``found``, judged together."""
    rule = found.frame.settings.standouts
    parts = {TOTAL: _total(found)}
    reasons = {TOTAL: np.array([""], dtype=object)}
    tables = {TOTAL: pd.DataFrame([[TOTAL, "", "", "", "", found.total["accidents"]]], columns=list(_COLUMNS))}
    for name, breakdown in found.breakdowns.items():
        parts[name], reasons[name] = _cells(breakdown), _reasons(breakdown, found)
        tables[name] = _named(name, breakdown)
    judged = judge(parts, rule, open_to={name: reason == "" for name, reason in reasons.items()})
    rows = []
    for name, table in tables.items():
        figures = judged.figures[name].assign(state=judged.states[name])
        closed = reasons[name] != ""
        figures.loc[closed, "state"] = reasons[name][closed]
        rows.append(pd.concat([table, figures], axis="columns"))
    every = pd.concat(rows, ignore_index=True)
    return Standouts(every.assign(stronger=_stronger(every, rule.years)), rule, judged.alpha)


@dataclass(frozen=True, eq=False)
class Judgement:
    """For each breakdown a table (expected, lower, upper, p, p_adjusted), the states of its cells, and its α."""

    figures: Mapping[str, pd.DataFrame]
    states: Mapping[str, npt.NDArray[np.object_]]
    alpha: Mapping[str, float]


def judge(
    parts: Mapping[str, Cells], rule: StandoutRule, *, open_to: Mapping[str, npt.NDArray[np.bool_]] | None = None
) -> Judgement:
    """Every cell of ``parts`` against its own years; marks by Benjamini & Hochberg over all cells that are judged.

    ``open_to``: cells that may be judged; all of them without. A cell is judged with ``rule.fewest_years`` years or
    more and ``rule.least_expected`` accidents expected or more.
    """
    rates = {name: _rate(cells) for name, cells in parts.items()}
    may = {name: np.ones(len(one.now), dtype=bool) if open_to is None else open_to[name] for name, one in parts.items()}
    large = {name: rates[name] * cells.days_now >= rule.least_expected for name, cells in parts.items()}
    enough = {name: cells.history.shape[1] >= rule.fewest_years for name, cells in parts.items()}
    chosen = {name: may[name] & large[name] & enough[name] for name in parts}
    alpha = overdispersion({name: (cells, rates[name], chosen[name]) for name, cells in parts.items()})
    figures = {name: _figures(cells, rates[name], alpha[name], chosen[name]) for name, cells in parts.items()}
    corrected = adjusted(np.concatenate([figures[name]["p"].to_numpy() for name in parts]))
    ends = np.cumsum([len(parts[name].now) for name in parts])[:-1]
    states = {}
    for name, values in zip(parts, np.split(corrected, ends), strict=True):
        figures[name]["p_adjusted"] = values
        rises = parts[name].now > figures[name]["expected"].to_numpy()
        state = np.where(values <= rule.false_share, np.where(rises, RISE, FALL), ORDINARY).astype(object)
        state[~chosen[name]] = SMALL if enough[name] else FEW_YEARS
        states[name] = state
    return Judgement(figures, states, alpha)


def overdispersion(
    parts: Mapping[str, tuple[Cells, Numbers, npt.NDArray[np.bool_]]],
) -> dict[str, float]:
    """α of each breakdown (cells, accidents a day, cells used): its own, at least that pooled and its standard error.

    Of one breakdown ``Σ((h−e)²/c − e)/Σe²`` with ``c = 1 − 1/years``, since each cell has its own mean (over METHODS'
    20 quarters c is nearly 1; over five years it is not); pooled with the inverse of its variance at
    ``TYPICAL_ALPHA``.
    """
    own: dict[str, float] = {}
    noise, free = {}, {}
    for name, (cells, rate, used) in parts.items():
        expected = (rate[:, None] * cells.days)[used]
        squares = float((expected**2).sum())
        freedom = int(used.sum()) * (cells.history.shape[1] - 1)
        if squares > 0 and freedom > 0:
            share = freedom / expected.size
            own[name] = float(((cells.history[used] - expected) ** 2 / share - expected).sum()) / squares
            noise[name], free[name] = float((2 * expected**2 + expected).sum()) / squares**2, freedom
    if not own:
        return dict.fromkeys(parts, 0.0)
    weights = {name: 1.0 / (noise[name] + 2 * TYPICAL_ALPHA**2 / free[name]) for name in own}
    pooled = max(0.0, sum(own[name] * weights[name] for name in own) / sum(weights.values()))
    error = sum(1.0 / (noise[name] + 2 * pooled**2 / free[name]) for name in own) ** -0.5
    return {name: max(pooled + error, own.get(name, 0.0)) for name in parts}


def _rate(cells: Cells) -> Numbers:
    """Accidents a day over all years; 0 where nothing happened or there is no year."""
    days = cells.days.sum(axis=1)
    return np.asarray(cells.history.sum(axis=1) / np.where(days > 0, days, 1.0))


def _figures(cells: Cells, rate: Numbers, alpha: float, chosen: npt.NDArray[np.bool_]) -> pd.DataFrame:
    expected = np.where(cells.history.shape[1] > 0, rate * cells.days_now, np.nan)
    mean = np.where(chosen, expected, np.nan)
    years, seen = max(cells.history.shape[1], 1), np.maximum(cells.history.sum(axis=1), 1.0)
    predicted = Expectation(mean, mean**2, alpha / years + 1.0 / seen, np.full(len(mean), alpha))
    above = mid_p_above(cells.now, predicted.mean, predicted.variance)
    lower, upper = ordinary_range(predicted)
    p = np.minimum(2 * np.minimum(above, 1 - above), 1.0)
    return pd.DataFrame({"expected": expected, "lower": lower, "upper": upper, "p": p})


def _total(found: Anatomy) -> Cells:
    """The accidents of the whole selection as one cell."""
    history = np.array([[found.history[base.key] for base in found.bases]], dtype=np.float64)
    days = np.array([[base.days for base in found.bases]], dtype=np.float64)
    now = np.array([found.total["accidents"]], dtype=np.float64)
    return Cells(now, history, np.array([found.period.days], dtype=np.float64), days)


def _cells(breakdown: Breakdown) -> Cells:
    """The cells of a breakdown; days count by the share of accidents with a known group."""
    spans = [NOW, *breakdown.given]
    known = np.array([max(1.0 - breakdown.unknown[name], LEAST_KNOWN) for name in spans])
    lost = is_unknown(breakdown.table).to_numpy(dtype=bool)[:, None]
    days = breakdown.days[spans].to_numpy(dtype=np.float64)
    effective = np.where(lost, days, days * known)
    history = breakdown.history[spans[1:]].to_numpy(dtype=np.float64)
    return Cells(breakdown.table["judged"].to_numpy(dtype=np.float64), history, effective[:, 0], effective[:, 1:])


def _reasons(breakdown: Breakdown, found: Anatomy) -> npt.NDArray[np.object_]:
    """Why a cell is not judged at all, "" where it may be."""
    rule = found.frame.settings.standouts
    reasons = np.full(len(breakdown.table), "", dtype=object)
    if breakdown.spec.name in NOT_JUDGED:
        reasons[:] = ELSEWHERE
        return reasons
    if breakdown.unknown[NOW] > rule.most_unknown or len(breakdown.given) < rule.fewest_years <= len(found.bases):
        reasons[:] = TOO_MANY_UNKNOWN
        return reasons
    reasons[is_unknown(breakdown.table).to_numpy(dtype=bool)] = UNKNOWN_GROUP
    if breakdown.spec.name == "month":
        groups = season_groups(calendar_of(found.period, found.frame.definitions))
        shared = {str(month + 1) for month, group in enumerate(groups) if (groups == group).sum() > 1}
        reasons[breakdown.table["key"].isin(shared).to_numpy(dtype=bool)] = TET_MONTH
    return reasons


def _named(name: str, breakdown: Breakdown) -> pd.DataFrame:
    columns = breakdown.table[["key", "second", "label", "second_label"]]
    return columns.assign(breakdown=name, now=breakdown.table["judged"])[list(_COLUMNS)]


def _stronger(every: pd.DataFrame, years: int) -> npt.NDArray[np.bool_]:
    """Whether a marked cell also differs from its expected count times the change of the whole (one-sided mid-p).

    Poisson, with the variance of a mean that is itself estimated from so many ``years``.
    """
    whole = every.loc[every["breakdown"] == TOTAL].iloc[0]
    if not (whole["expected"] > 0 and whole["now"] > 0):
        return np.zeros(len(every), dtype=bool)
    marked = every["state"].isin((RISE, FALL))
    moved = (every["expected"] * whole["now"] / whole["expected"]).where(marked).to_numpy(dtype=np.float64)
    above = mid_p_above(every["now"], moved, moved * (1 + 1 / years))
    rises = (every["state"] == RISE).to_numpy(dtype=bool) & (above <= RELATIVE_LEVEL)
    falls = (every["state"] == FALL).to_numpy(dtype=bool) & (1 - above <= RELATIVE_LEVEL)
    return np.asarray((rises | falls) & (every["breakdown"] != TOTAL).to_numpy(dtype=bool))
