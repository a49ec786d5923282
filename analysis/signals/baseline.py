"""The ordinary level of every area: its mean, the season that all share, and how much more than Poisson they vary.

Defines METHODS 2 up to the expected count of a period and its variance, as plain arrays, so that the flags and the
simulation run the same lines. Every function takes leading axes (runs of a simulation) before areas and quarters.

Leaves out: trends inside the baseline (a creeping rise lifts its own baseline), days of a quarter (90 or 91), and any
correction at a break of the series.

Can mislead: one overdispersion and one season for all areas. A single strange area, or a year of lockdown, makes the
pooled ``alpha`` large and every flag harder to reach.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

SEASONS = 4
"""Quarters of a year."""
LEAST_EXPECTED = 0.2
"""Accidents a quarter: no expected count is taken to be smaller (METHODS 2)."""
LEAST_CELL = 0.1
"""Accidents: the least divisor of a squared residual in ``phi`` (METHODS 2)."""
_ROUNDS = 200
_CLOSE = 1e-12


@dataclass(frozen=True, eq=False)
class Baseline:
    """What n areas did over m quarters.

    ``mean`` (…, n) accidents a quarter; ``season`` (…, 4) factor of the quarters of the year, 1 on average;
    ``expected`` (…, n, m) fitted accidents; ``alpha`` and ``phi`` (…) pooled overdispersion; ``season_totals`` (…, 4)
    accidents of that quarter of the year in the whole history; ``quarters`` (…, n) covered quarters of each area.
    """

    mean: Numbers
    season: Numbers
    expected: Numbers
    alpha: Numbers
    phi: Numbers
    season_totals: Numbers
    quarters: Numbers


@dataclass(frozen=True, eq=False)
class Expectation:
    """What a period would ordinarily hold, each (…, n).

    ``mean`` μ [accidents]; ``squares`` the sum of μ² over its quarters; ``uncertainty`` the relative variance of μ as
    an estimate; ``alpha`` (…, 1).
    """

    mean: Numbers
    squares: Numbers
    uncertainty: Numbers
    alpha: Numbers

    @property
    def variance(self) -> Numbers:
        """Variance of the count to be seen: ``μ + α·Σμ² + μ²·uncertainty``."""
        return np.asarray(self.mean + self.alpha * self.squares + self.mean**2 * self.uncertainty)


def fit_baseline(history: npt.ArrayLike, seasons: npt.ArrayLike) -> Baseline:
    """The baseline of ``history`` (…, n areas, m quarters) with ``seasons`` (m,) the quarter of the year, 0 to 3.

    Missing (NaN) is a quarter that the data do not cover: it is left out everywhere, and the constants follow the K
    cells used over the n areas that have any: ``c = (K − n − 3)/K`` and divisor ``K − n − 3``, which for complete data
    are METHODS' ``1 − 1/m − 3/(n·m)`` and ``n·m − n − 3``. Mean and season are those of ``e = mean·season`` fitted by
    maximum likelihood; over whole years without a hole that is the plain mean and 4 × the share of a quarter of the
    year. A quarter of the year that no cell covers has no season (NaN). Raises ``ValueError`` where shapes differ.
    """
    counts, of_year = np.asarray(history, dtype=np.float64), np.asarray(seasons, dtype=np.int64)
    if counts.ndim < 2 or of_year.shape != counts.shape[-1:]:
        raise ValueError(f"history {counts.shape} and seasons {of_year.shape} do not belong together")
    covered = ~np.isnan(counts)
    seen = np.where(covered, counts, 0.0)
    mean, season, totals = _mean_and_season(seen, covered, of_year)
    expected = mean[..., None] * np.nan_to_num(season)[..., None, of_year]
    alpha, phi = _overdispersion(seen, np.where(covered, expected, 0.0), covered)
    return Baseline(mean, season, expected, alpha, phi, totals, covered.sum(axis=-1).astype(np.float64))


def expectation(baseline: Baseline, seasons_held: npt.ArrayLike) -> Expectation:
    """What the period that holds the quarters of the year ``seasons_held`` (k,) would ordinarily see.

    One quarter is METHODS 2: ``μ = max(mean·s, 0.2)``, ``V = μ + αμ² + μ²[(1 + α·mean)/(m·mean) + φ/N]``. Several
    (6 tháng, 9 tháng, năm): μ is the sum over the quarters, the clumping ``α·Σμ_q²`` is of each quarter by itself, the
    mean is one estimate for all of them, and N counts the accidents of all quarters of the year that are held.
    """
    held = np.asarray(seasons_held, dtype=np.int64)
    by_quarter = np.maximum(baseline.mean[..., None] * baseline.season[..., None, held], LEAST_EXPECTED)
    mean = np.maximum(baseline.mean, LEAST_EXPECTED)
    alpha, phi = baseline.alpha[..., None], baseline.phi[..., None]
    total = np.maximum(baseline.season_totals[..., held].sum(axis=-1), 1.0)[..., None]
    uncertainty = (1.0 + alpha * mean) / (np.maximum(baseline.quarters, 1.0) * mean) + phi / total
    return Expectation(by_quarter.sum(axis=-1), (by_quarter**2).sum(axis=-1), uncertainty, alpha)


def _mean_and_season(seen: Numbers, covered: npt.NDArray[np.bool_], of_year: Whole) -> tuple[Numbers, Numbers, Numbers]:
    """Rows and columns scaled in turn until nothing moves; at once where there are whole years and no hole."""
    one_hot = np.eye(SEASONS)[of_year]
    by_area, totals = seen.sum(axis=-1), seen.sum(axis=-2) @ one_hot
    cells = covered.astype(np.float64)
    present = (cells.sum(axis=-2) @ one_hot) > 0
    season = np.ones(totals.shape)
    mean = quotient(by_area, (cells * season[..., None, of_year]).sum(axis=-1))
    for _ in range(_ROUNDS):
        raw = quotient(totals, (cells * mean[..., None]).sum(axis=-2) @ one_hot)
        level = quotient(raw.sum(axis=-1), present.sum(axis=-1))[..., None]
        changed = np.where(level > 0, quotient(raw, level), 1.0)
        moved = np.abs(changed - season).max(initial=0.0)
        season = changed
        mean = quotient(by_area, (cells * season[..., None, of_year]).sum(axis=-1))
        if moved < _CLOSE:
            break
    return mean, np.where(present, season, np.nan), totals


def _overdispersion(seen: Numbers, expected: Numbers, covered: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Pooled ``α = max(0, Σ((h−e)² − c·e)/Σe²)`` and ``φ = max(1, Σ((h−e)²/max(e, 0.1))/(K − n − 3))``."""
    cells = covered.sum(axis=(-2, -1)).astype(np.float64)
    free = np.maximum(cells - covered.any(axis=-1).sum(axis=-1) - 3.0, 0.0)
    residuals = np.where(covered, (seen - expected) ** 2, 0.0)
    share = quotient(free, cells)[..., None, None]
    excess = (residuals - share * expected).sum(axis=(-2, -1))
    alpha = np.maximum(0.0, quotient(excess, (expected**2).sum(axis=(-2, -1))))
    chi_square = (residuals / np.maximum(expected, LEAST_CELL)).sum(axis=(-2, -1))
    return alpha, np.maximum(1.0, quotient(chi_square, free))


def quotient(above: npt.ArrayLike, below: npt.ArrayLike) -> Numbers:
    """The quotient, 0 where the divisor is 0."""
    top, bottom = np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
    return np.asarray(np.where(bottom > 0, top, 0.0) / np.where(bottom > 0, bottom, 1.0))
