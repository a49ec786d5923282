"""The simulation that proves the flags: false alarms and power of the rules in use, by the very functions in use.

Defines the design of METHODS 7: nine unchanged districts with means 3, 5, 8, 10, 12, 15, 20, 25 and 30 accidents a
quarter, 20 quarters of history and a Quý I to judge, Poisson or negative binomial with α = 0.05; and a doubling of
the district of mean 10 (the others unchanged). Beside the flags stand the percent and the mid-p against last year.

METHODS does not say which season its table had; its figures are met with a Quý I that is 12% above the year
(``SEASON``). In a year without seasons (``FLAT``) the same rules find some points less, because fewer accidents are
there to be doubled; the command shows both.

Leaves out: trends, holes, a short history, districts below a mean of 3.

Can mislead: a real province is no simulation. The percentages have an error of their own: at 5.000 runs about 0,1
points for the false alarms of a district, 0,5 to 0,7 for "any of nine" and for the power.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..figures.change import p_rise
from .baseline import SEASONS, Baseline, Numbers, expectation, fit_baseline
from .evidence import TREND_QUARTERS, p_base, p_relative, p_trend
from .levels import AMBER, P_AMBER, RED, WANTED_QUARTERS, levels

MEANS = (3.0, 5.0, 8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0)
"""Accidents a quarter of the nine districts (METHODS)."""
CHANGED = MEANS.index(10.0)
"""The district that is doubled."""
SEASON = (1.12, 0.94, 0.92, 1.02)
"""Factors of the quarters of the year; Quý I, which holds Tết, is judged."""
FLAT = (1.0, 1.0, 1.0, 1.0)
DOUBLED = 2.0
CLUMPED = 0.05
"""α of the negative binomial."""
PROVINCE_MOVES = (0.8, 0.9, 1.0, 1.1, 1.2)
"""Factors by which the whole province moves in the quarter judged, for the relative test."""
NAIVE_RISE = 1.2
"""The percent rule of the reports: at least a fifth more than last year."""
RUNS = 5000
SEED = 20250331
_CHUNK = 1000
_JUDGED = WANTED_QUARTERS % SEASONS

RULES = ("amber", "red", *(f"relative_{factor:g}" for factor in PROVINCE_MOVES), "percent_last_year", "mid_p_last_year")
COLUMNS = ("false_poisson", "false_clumped", "any_of_nine", "doubled_poisson", "doubled_clumped")
"""Percent: of the unchanged districts (Poisson, clumped), of the quarters with any of nine (Poisson), of the doublings
found (Poisson, clumped)."""

BARS = pd.DataFrame(
    [
        ("amber", "false_poisson", "at_most", 5.5),
        ("amber", "false_clumped", "at_most", 6.5),
        ("amber", "doubled_poisson", "at_least", 80.0),
        ("amber", "doubled_clumped", "at_least", 62.0),
        ("red", "false_poisson", "at_most", 2.2),
        ("red", "false_clumped", "at_most", 3.0),
        ("red", "any_of_nine", "at_most", 16.0),
        ("red", "doubled_poisson", "at_least", 65.0),
        ("red", "doubled_clumped", "at_least", 46.0),
        *((f"relative_{factor:g}", "false_poisson", "at_most", 5.5) for factor in PROVINCE_MOVES),
        *((f"relative_{factor:g}", "false_clumped", "at_most", 6.7) for factor in PROVINCE_MOVES),
    ],
    columns=["rule", "column", "side", "bar"],
)
"""What METHODS 7 demands [percent]."""

Flags = dict[str, npt.NDArray[np.bool_]]


def simulate(runs: int = RUNS, seed: int = SEED, *, season: tuple[float, ...] = SEASON) -> pd.DataFrame:
    """The table of METHODS 7: index ``RULES``, ``COLUMNS`` in percent, missing where a rule has no such figure.

    The relative test is judged by itself (``p_relative`` ≤ .05) while the whole province moves. Raises ``ValueError``
    for less than one run.
    """
    if runs < 1:
        raise ValueError(f"runs must be at least 1, not {runs}")
    generator = np.random.default_rng(seed)
    table = pd.DataFrame(np.nan, index=pd.Index(RULES, name="rule"), columns=list(COLUMNS))
    for alpha, kind in ((0.0, "poisson"), (CLUMPED, "clumped")):
        found = {rule: np.zeros((3,)) for rule in RULES}
        for size in _chunks(runs):
            for rule, sums in _one_chunk(generator, size, alpha, np.array(season)).items():
                found[rule] += sums
        for rule, (false, any_of_nine, doubled) in found.items():
            table.loc[rule, f"false_{kind}"] = 100 * false / (runs * len(MEANS))
            if not rule.startswith("relative"):
                table.loc[rule, f"doubled_{kind}"] = 100 * doubled / runs
                if kind == "poisson":
                    table.loc[rule, "any_of_nine"] = 100 * any_of_nine / runs
    return table


def against_bars(table: pd.DataFrame) -> pd.DataFrame:
    """``BARS`` with the figure of ``simulate`` and whether it ``holds``."""
    figures = [float(table.loc[rule, column]) for rule, column in zip(BARS["rule"], BARS["column"], strict=True)]
    checked = BARS.assign(figure=figures)
    low = checked["side"] == "at_most"
    holds = np.where(low, checked["figure"] <= checked["bar"], checked["figure"] >= checked["bar"])
    return checked.assign(holds=holds)


def simulation_record(runs: int = RUNS, seed: int = SEED) -> dict[str, Any]:
    """What the command answers: the table, the bars it has to meet, and the same rules in a year without seasons.

    ``rows`` and ``flat_rows``: rule and ``COLUMNS`` [percent], nothing where a rule has no such figure; ``bars``: rule,
    column, side, bar, figure, holds; ``meets`` whether all hold.
    """
    table = simulate(runs, seed)
    checked = against_bars(table)
    return {
        "runs": runs,
        "seed": seed,
        "means": list(MEANS),
        "season": list(SEASON),
        "rows": _records(table),
        "bars": checked.to_dict("records"),
        "meets": bool(checked["holds"].all()),
        "flat_rows": _records(simulate(runs, seed, season=FLAT)),
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    figures = zip(*(table[name] for name in COLUMNS), strict=True)
    return [
        {
            "rule": str(rule),
            **{name: None if np.isnan(value) else value for name, value in zip(COLUMNS, row, strict=True)},
        }
        for rule, row in zip(table.index, figures, strict=True)
    ]


def draw(generator: np.random.Generator, means: npt.ArrayLike, alpha: float, shape: tuple[int, ...]) -> Numbers:
    """Counts with these means, broadcast to ``shape``: Poisson, or negative binomial with variance ``μ + αμ²``."""
    mean = np.broadcast_to(np.asarray(means, dtype=np.float64), shape)
    if alpha > 0:
        mean = generator.gamma(1.0 / alpha, alpha * mean)
    return generator.poisson(mean).astype(np.float64)


def _chunks(runs: int) -> Iterator[int]:
    yield from (min(_CHUNK, runs - start) for start in range(0, runs, _CHUNK))


def _one_chunk(generator: np.random.Generator, size: int, alpha: float, season: Numbers) -> dict[str, Numbers]:
    """For every rule: false alarms of districts, runs with any, runs in which the doubling is found."""
    of_year = np.arange(WANTED_QUARTERS) % SEASONS
    history = draw(generator, np.outer(MEANS, season[of_year]), alpha, (size, len(MEANS), WANTED_QUARTERS))
    baseline = fit_baseline(history, of_year)
    means = np.array(MEANS) * season[_JUDGED]
    now = draw(generator, means, alpha, (size, len(MEANS)))
    doubled = now.copy()
    doubled[:, CHANGED] = draw(generator, DOUBLED * means[CHANGED], alpha, (size,))
    unchanged, changed = _flags(history, baseline, now), _flags(history, baseline, doubled)
    sums = {
        rule: np.array([flags.sum(), flags.any(axis=1).sum(), changed[rule][:, CHANGED].sum()], dtype=np.float64)
        for rule, flags in unchanged.items()
    }
    expected = expectation(baseline, [_JUDGED])
    for factor in PROVINCE_MOVES:
        moved = draw(generator, factor * means, alpha, (size, len(MEANS)))
        false = p_relative(moved, expected) <= P_AMBER
        sums[f"relative_{factor:g}"] = np.array([false.sum(), 0.0, 0.0])
    return sums


def _flags(history: Numbers, baseline: Baseline, now: Numbers) -> Flags:
    """Which districts every rule flags; red counts as amber too."""
    last_year = history[..., -SEASONS]
    recent = np.concatenate([history, now[..., None]], axis=-1)[..., -TREND_QUARTERS:]
    of_recent = np.arange(WANTED_QUARTERS + 1 - TREND_QUARTERS, WANTED_QUARTERS + 1) % SEASONS
    expected = expectation(baseline, [_JUDGED])
    level = levels(now, last_year, p_base(now, expected), p_trend(recent, of_recent, baseline))
    return {
        "amber": (level == AMBER) | (level == RED),
        "red": level == RED,
        "percent_last_year": (now >= NAIVE_RISE * last_year) & (now > last_year),
        "mid_p_last_year": p_rise(now, last_year) <= P_AMBER,
    }
