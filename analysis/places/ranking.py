"""Which black spots first: by the expected number above what is usual at such places, with how sure the order is.

For every spot all accidents judged in its place over the whole time asked are counted (not only those of its worst
twelve months), set against the norm of its road class (``norms``) and weighed (``empirical_bayes``). Spots are ranked
by the excess ``E - μ``; the rank range comes from drawing every true mean from its distribution (seeded). Beside it the
rank when a light, serious, fatal accident weighs 1,1,1; 1,3,5; 1,1,10.

An accident is fatal with a death; serious where its class says so (nghiêm trọng and above); else light. Where neither
deaths nor class are given it counts as light, the least weight, and ``severity_unknown`` says how many these are.
Weighted sums are shrunk by linear credibility (Bühlmann 1967), which for equal weights is Hauer's ``E``:
``Z = ασ²/(ασ² + v)`` with ``σ = Σ weight·mean``, ``v = Σ weight²·mean``, ``α = 1/φ``.

Left out: traffic volume and cost. Can mislead: spots are found because they have many accidents, and the windows were
chosen to hold the most, so excess of a small spot is still too high; the ranges show how little the order is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.tables import UNKNOWN
from .asked import Asked
from .empirical_bayes import draws, expectation
from .norms import ALL, class_of, classes_of_spots, norms_for, usual_at, years_between
from .within import accidents_within

Numbers = npt.NDArray[np.float64]

SEVERITIES = ("light", "serious", "fatal")
WEIGHTS: dict[str, tuple[float, float, float]] = {
    "rank_1_1_1": (1.0, 1.0, 1.0),
    "rank_1_3_5": (1.0, 3.0, 5.0),
    "rank_1_1_10": (1.0, 1.0, 10.0),
}
"""Weights of a light, a serious and a fatal accident (METHODS 5)."""
SERIOUS_CLASSES = ("serious", "very_serious", "especially_serious")
DRAWS, MOST_DRAWN = 2000, 2_000_000
"""Draws of every spot, fewer where the spots are so many that draws × spots would pass the second number."""
RANGE = (0.05, 0.95)
"""Quantiles of the rank range: nine times in ten the true rank is inside, if the model holds."""
SEED = 20260331


@dataclass(frozen=True, eq=False)
class Ranking:
    """``table``: one row a spot in the order of the spots given; ``norms``: what is usual (``norms.COLUMNS``, shares).

    Columns of ``table``: spot_id, norm (class compared with, or "all"), observed, light, serious, fatal,
    severity_unknown (accidents in the place in the whole time), mean (usual there), phi, weight (of the mean),
    expected, excess, sd, rank (1 = greatest excess; equal ones share the smaller number), rank_low, rank_high,
    rank_1_1_1, rank_1_3_5, rank_1_1_10. ``mean`` and all that follows is missing where no norm can be had.
    """

    table: pd.DataFrame
    norms: pd.DataFrame
    years: float


def rank_spots(
    spots: pd.DataFrame, accidents: pd.DataFrame, definitions: Definitions, asked: Asked, *, seed: int = SEED
) -> Ranking:
    """Ranking of ``spots`` (``spot_table``) among themselves.

    ``accidents``: those judged (``find_spots.Found.accidents``: columns of ``positions.positioned``, ``spot_id``, maybe
    ``junction``), over the days of ``asked``. The order of either table changes no number.
    """
    years = years_between(asked.since, asked.as_of)
    norms = _norms(accidents, definitions, asked, years)
    graded = accidents.assign(norm=class_of(accidents), grade=_grades(accidents), unknown=_ungraded(accidents))
    table = _counted(spots, graded, asked)
    if table.empty or norms.empty:
        return Ranking(_without_norm(table), norms, years)
    usual = usual_at(table["norm"], norms)
    return Ranking(_ranked(table.assign(norm=usual["norm"]), usual, seed), norms, years)


def with_expected(spots: pd.DataFrame, ranking: Ranking) -> pd.DataFrame:
    """``spots`` with ``expected`` and ``excess`` filled in from the ranking."""
    found = ranking.table.set_index("spot_id").reindex(spots["spot_id"])
    return spots.assign(expected=found["expected"].to_numpy(), excess=found["excess"].to_numpy())


def ranks(values: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Rank along the last axis, 1 = greatest; equal values share the smaller number."""
    x = np.asarray(values, dtype=np.float64)
    ordered = np.sort(-x, axis=-1)
    if x.ndim == 1:
        return np.asarray(np.searchsorted(ordered, -x, side="left") + 1, dtype=np.int64)
    return np.stack([np.searchsorted(row, -line, side="left") + 1 for row, line in zip(ordered, x, strict=True)])


def credibility(counts: Numbers, means: Numbers, phi: Numbers, weights: Sequence[float]) -> Numbers:
    """Excess of weighted accidents: ``Z·(Σ weight·count - Σ weight·mean)``.

    ``counts``, ``means``: (places, severities); ``phi``: shape a place. With equal weights it is ``E - μ`` of Hauer.
    """
    w = np.asarray(weights, dtype=np.float64)
    usual, within = means @ w, means @ w**2
    between = usual**2 / phi
    return np.asarray(between / (between + within) * (counts @ w - usual))


def _grades(accidents: pd.DataFrame) -> npt.NDArray[np.str_]:
    fatal = accidents["deaths"].fillna(0).to_numpy(dtype="int64") > 0
    return np.where(fatal, "fatal", np.where(accidents["severity"].isin(SERIOUS_CLASSES), "serious", "light"))


def _ungraded(accidents: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Accidents of unknown class of which no death is known: they count as light."""
    fatal = accidents["deaths"].fillna(0).to_numpy(dtype="int64") > 0
    return np.asarray(accidents["severity"].eq(UNKNOWN).to_numpy() & ~fatal)


def _norms(accidents: pd.DataFrame, definitions: Definitions, asked: Asked, years: float) -> pd.DataFrame:
    """Norms with the share of each severity in the class."""
    table = norms_for(accidents, definitions, asked, years)
    graded = pd.DataFrame({"norm": class_of(accidents).to_numpy(), "grade": _grades(accidents)})
    both = pd.concat([graded, graded.assign(norm=ALL)])
    shares = pd.crosstab(both["norm"], both["grade"], normalize="index")
    shares = shares.reindex(columns=list(SEVERITIES), fill_value=0.0).add_prefix("share_")
    return table.merge(shares, left_on="norm", right_index=True, how="left", validate="1:1")


def _counted(spots: pd.DataFrame, accidents: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """What happened in the place of each spot in the whole time, and the class it is compared with."""
    own = accidents[accidents["spot_id"].isin(spots["spot_id"])]
    pairs = accidents_within(spots, own, accidents, asked)
    grade = accidents["grade"].to_numpy()[pairs["accident"]]
    unknown = accidents["unknown"].to_numpy()[pairs["accident"]]
    place, size = pairs["spot"].to_numpy(), len(spots)
    counts = {"observed": np.bincount(place, minlength=size)}
    counts |= {name: np.bincount(place[grade == name], minlength=size) for name in SEVERITIES}
    counts |= {"severity_unknown": np.bincount(place[unknown], minlength=size)}
    norm = classes_of_spots(spots, own)
    return pd.DataFrame({"spot_id": spots["spot_id"].to_numpy(), "norm": norm, **counts})


def _ranked(table: pd.DataFrame, usual: pd.DataFrame, seed: int) -> pd.DataFrame:
    mean, phi = usual["mean"].to_numpy(dtype="float64"), usual["phi"].to_numpy(dtype="float64")
    found = expectation(table["observed"], mean, phi)
    number = max(min(DRAWS, MOST_DRAWN // len(table)), 200)
    order = np.argsort(table["spot_id"].to_numpy(dtype=str), kind="stable")  # draws do not follow the order of the rows
    drawn = np.empty((number, len(table)))
    drawn[:, order] = draws(found.taken(order), number, np.random.default_rng(seed))
    spread = np.quantile(ranks(drawn - mean), RANGE, axis=0, method="inverted_cdf").astype("int64")
    counts = table[list(SEVERITIES)].to_numpy(dtype="float64")
    means = usual[[f"share_{name}" for name in SEVERITIES]].to_numpy(dtype="float64") * mean[:, None]
    by_weight = {name: ranks(credibility(counts, means, phi, weights)) for name, weights in WEIGHTS.items()}
    return table.assign(
        mean=mean,
        phi=phi,
        weight=found.weight,
        expected=found.expected,
        excess=found.excess,
        sd=found.sd,
        rank=ranks(found.excess),
        rank_low=spread[0],
        rank_high=spread[1],
        **by_weight,
    )


def _without_norm(table: pd.DataFrame) -> pd.DataFrame:
    missing = ("mean", "phi", "weight", "expected", "excess", "sd")
    rank_columns = ("rank", "rank_low", "rank_high", *WEIGHTS)
    return table.assign(**dict.fromkeys(missing, np.nan)).assign(
        **{name: pd.array([pd.NA] * len(table), dtype="Int64") for name in rank_columns}
    )
