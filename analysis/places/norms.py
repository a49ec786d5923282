"""What is usual at a place of a road class: the mean and the spread of accidents on places of a spot's length.

Every line is cut into fixed segments of 1 km, those without accidents counted in, from the first to the last position
known. The mean of the class per km and year, times length and years of the spot, is its ``mean``. ``phi`` is Hauer's
shape per km times the length; one for all classes, by moments around the class means: a class alone has too few
accidents to tell its spread from chance. Spots by coordinates are taken as long as the disc is wide. Only where no
accident has a road-km position are fixed squares as wide as the disc taken instead; nobody knows which of them hold
road but no accident, so mean and shape are fitted to those that have any (zero-truncated negative binomial, maximum
likelihood).

Left out: traffic volume, which is not known; a busy road is compared with the others of its class. Can mislead: a class
with fewer than ``FEWEST_SITES`` segments takes the mean of all classes; ``phi`` is ∞, and every place expected to be
like its class, where segments vary no more than by chance; a shape in proportion to the length means that neighbouring
stretches vary independently; the truncated fit is uncertain where few squares have two accidents. Lengths are those of
``chainages.csv`` where listed, else guessed from the first and last accident.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.tables import UNKNOWN
from .asked import BY_KM, Asked

Numbers = npt.NDArray[np.float64]

ALL = "all"
DAYS_A_YEAR = 365.25
SEGMENT_M = 1000.0
"""Fixed segments from which mean and spread are taken."""
FEWEST_SITES = 20
"""Segments or squares of a class below which its own mean is not used."""
FEWEST_ON_LINE = 3
"""Positions on a line below which its length cannot be guessed."""
LEAST_MEAN, LEAST_SHAPE, GREATEST_SHAPE = 1e-3, 0.02, 100.0
"""Limits of the truncated fit: beyond them the likelihood is flat."""
COLUMNS = ("norm", "sites", "accidents", "mean", "phi", "per_km_year")


def class_of(accidents: pd.DataFrame) -> pd.Series:
    """What an accident is compared with: its road class, or its mode where that is not the road."""
    return accidents["road_class"].where(accidents["mode"].isin(["road", UNKNOWN]), accidents["mode"])


def classes_of_spots(spots: pd.DataFrame, own: pd.DataFrame) -> list[str]:
    """What each of ``spots`` (spot_id) is compared with: the commonest known class of its accidents ``own``."""
    classes = own.assign(norm=class_of(own))[["spot_id", "norm"]]
    classes = classes[classes["norm"].ne(UNKNOWN)].groupby(["spot_id", "norm"], as_index=False).size()
    classes = classes.sort_values(["spot_id", "size", "norm"], ascending=[True, False, True])
    first = classes.drop_duplicates("spot_id").set_index("spot_id")["norm"]
    return [str(first.get(name, UNKNOWN)) for name in spots["spot_id"]]


def norms_for(accidents: pd.DataFrame, definitions: Definitions, asked: Asked, years: float) -> pd.DataFrame:
    """Norms of the places that ``asked`` speaks of, from ``accidents`` of ``years`` years: columns ``COLUMNS``."""
    long_m = float(asked.length_m) if asked.by == BY_KM else 2.0 * asked.radius_m
    table = line_norms(accidents, long_m, years, definitions.chainages())
    if asked.by == BY_KM:
        return table
    return square_norms(accidents, long_m, years) if table.empty else _as_by_point(table, accidents)


def usual_at(classes: Iterable[str], norms: pd.DataFrame) -> pd.DataFrame:
    """The row of ``norms`` (not empty) for each of ``classes``; ``ALL`` where a class has none of its own."""
    known = set(norms["norm"])
    return (
        norms.set_index("norm", drop=False)
        .loc[[name if name in known else ALL for name in classes]]
        .reset_index(drop=True)
    )


def years_between(first: date, last: date) -> float:
    """Years from ``first`` to ``last``, both days inside."""
    return ((last - first).days + 1) / DAYS_A_YEAR


def line_norms(accidents: pd.DataFrame, length_m: float, years: float, chainages: pd.DataFrame) -> pd.DataFrame:
    """Norms of stretches of ``length_m`` [m] over ``years``: columns ``COLUMNS``, one row a class and one ``ALL``.

    ``accidents``: those judged, with line, line_m, mode, road_class. ``sites``: segments of 1 km; ``mean``: accidents a
    stretch in the whole time; ``phi``: shape of a stretch, ∞ where segments vary no more than by chance;
    ``per_km_year``: the same mean per km and year.
    No row where there is no line.
    """
    placed = accidents[accidents["line_m"].notna()]
    counts = _segments(placed.assign(norm=class_of(placed)), chainages)
    rows = [_row(name, part, float(part.mean())) for name, part in _groups(counts) if part.sum() > 0]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    shape = common_shape([part.to_numpy(dtype="float64") for _, part in counts.groupby("norm")["count"]])
    part = length_m / SEGMENT_M
    per_km_year = table["mean"] / (SEGMENT_M / 1000.0) / years
    return table.assign(mean=table["mean"] * part, phi=shape * part, per_km_year=per_km_year)


def square_norms(accidents: pd.DataFrame, side_m: float, years: float) -> pd.DataFrame:
    """Norms of squares of ``side_m`` [m] that hold road, as ``line_norms``; ``sites``: squares with an accident.

    ``accidents``: those judged, with x_m, y_m, mode, road_class; a square belongs to the commonest class in it.
    ``per_km_year`` takes a square for ``side_m`` of road.
    """
    placed = accidents[accidents["x_m"].notna()]
    cell = np.floor(placed[["x_m", "y_m"]].to_numpy(dtype="float64") / side_m).astype("int64")
    rows = pd.DataFrame({"x": cell[:, 0], "y": cell[:, 1], "norm": class_of(placed).to_numpy()})
    each = rows.groupby(["x", "y", "norm"], as_index=False).size()
    each = each.sort_values(["x", "y", "size", "norm"], ascending=[True, True, False, True])
    cells = each.groupby(["x", "y"], as_index=False).agg(norm=("norm", "first"), count=("size", "sum"))
    if cells.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    _, shape = by_truncated_likelihood(cells["count"])
    fits = [_row(name, part, by_truncated_likelihood(part, shape=shape)[0]) for name, part in _groups(cells)]
    table = pd.DataFrame(fits, columns=list(COLUMNS))
    return table.assign(phi=shape, per_km_year=table["mean"] / (side_m / 1000.0) / years)


def common_shape(classes: Sequence[Numbers]) -> float:
    """Shape of the variation of counts (zeros among them) around the mean of each class, by moments; ∞ where none.

    ``1/φ = Σ((x-m_c)² - (n_c-1)m_c) / Σ(n_c-1)m_c²`` over the classes c of n_c places; for one class it is
    ``φ = m²/(s²-m)`` with the sample variance.
    """
    above = sum(float(((x - x.mean()) ** 2).sum() - (len(x) - 1) * x.mean()) for x in classes if len(x))
    squares = sum(float((len(x) - 1) * x.mean() ** 2) for x in classes if len(x))
    return squares / above if above > 0 and squares > 0 else float("inf")


def by_truncated_likelihood(counts: npt.ArrayLike, *, shape: float | None = None) -> tuple[float, float]:
    """Mean and shape of places, those without accidents unseen, from the counts (all at least 1) of the others.

    Zero-truncated negative binomial by maximum likelihood inside the limits above; ``shape`` may be given. Raises
    ``ValueError`` for no count.
    """
    from scipy import optimize, special

    values, times = np.unique(np.asarray(counts, dtype=np.float64), return_counts=True)
    if not len(values) or values[0] < 1:
        raise ValueError(f"counts of places with accidents are at least 1: {values[:1]}")

    def loss(logs: Numbers) -> float:
        mean, phi = np.exp(logs)
        nothing = phi * np.log(phi / (phi + mean))
        terms = special.gammaln(values + phi) - special.gammaln(phi) - special.gammaln(values + 1.0)
        terms = terms + nothing + values * np.log(mean / (phi + mean)) - np.log(-np.expm1(nothing))
        return -float((times * terms).sum() / times.sum())

    average = float((values * times).sum() / times.sum())
    shapes = (LEAST_SHAPE, GREATEST_SHAPE) if shape is None else (shape, shape)
    limits = [np.log([LEAST_MEAN, max(average, 2 * LEAST_MEAN)]), np.log(shapes)]
    start = np.log([max(average - 0.9, 10 * LEAST_MEAN), np.clip(1.0, *shapes)])
    mean, phi = np.exp(optimize.minimize(loss, start, method="L-BFGS-B", bounds=limits).x)
    return float(mean), float(phi)


def _as_by_point(table: pd.DataFrame, accidents: pd.DataFrame) -> pd.DataFrame:
    """Means of accidents with a road-km position turned into means of accidents with a point, class by class."""
    has = pd.DataFrame({"km": accidents["line_m"].notna(), "point": accidents["x_m"].notna()})
    sums = has.groupby(class_of(accidents)).sum()
    sums.loc[ALL] = sums.loc[sums["km"] > 0].sum()
    factor = table["norm"].map(sums["point"] / sums["km"].where(sums["km"] > 0)).fillna(1.0).clip(lower=0.1)
    return table.assign(mean=table["mean"] * factor, per_km_year=table["per_km_year"] * factor)


def _groups(counts: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    """``count`` of every class (norm) with enough places, then of all together."""
    groups = [(str(name), part) for name, part in counts.groupby("norm", sort=True)["count"]]
    return [*((name, part) for name, part in groups if len(part) >= FEWEST_SITES), (ALL, counts["count"])]


def _segments(placed: pd.DataFrame, chainages: pd.DataFrame) -> pd.DataFrame:
    """norm and count of every segment of every line."""
    parts = [pd.DataFrame({"norm": pd.Series(dtype="str"), "count": pd.Series(dtype="int64")})]
    lines = _extents(placed, chainages)
    starts, sizes = lines["start"].to_numpy(dtype="float64"), lines["sites"].to_numpy(dtype="int64")
    by_line = {str(name): part.to_numpy(dtype="float64") for name, part in placed.groupby("line")["line_m"]}
    for name, norm, start, size in zip(lines["line"], lines["norm"], starts, sizes, strict=True):
        segment = np.clip(np.floor((by_line[name] - start) / SEGMENT_M), 0, size - 1).astype("int64")
        parts.append(pd.DataFrame({"norm": norm, "count": np.bincount(segment, minlength=int(size))}))
    return pd.concat(parts[1:] or parts, ignore_index=True)


def _row(name: object, counts: pd.Series, mean: float) -> dict[str, object]:
    return {"norm": str(name), "sites": len(counts), "accidents": int(counts.sum()), "mean": mean}


def _extents(placed: pd.DataFrame, chainages: pd.DataFrame) -> pd.DataFrame:
    """line, norm, start [m], sites: from where each line is cut and into how many stretches."""
    known = _listed_extents(chainages)
    rows = []
    for name, part in placed.groupby("line", sort=True):
        metres = np.sort(part["line_m"].to_numpy(dtype="float64"))
        low, high = known.get(str(name), (0.0, 0.0))
        if high <= low:
            if len(metres) < FEWEST_ON_LINE:
                continue
            beyond = (metres[-1] - metres[0]) / (len(metres) - 1)  # a uniform sample ends about so far before its ends
            low, high = max(metres[0] - beyond, 0.0), metres[-1] + beyond
        start = np.floor(min(low, metres[0]) / SEGMENT_M) * SEGMENT_M
        sites = int(max(np.ceil((max(high, metres[-1]) - start) / SEGMENT_M), 1))
        norm = str(part["norm"].value_counts().sort_index().idxmax())
        rows.append({"line": str(name), "norm": norm, "start": start, "sites": sites})
    return pd.DataFrame(rows, columns=["line", "norm", "start", "sites"])


def _listed_extents(chainages: pd.DataFrame) -> dict[str, tuple[float, float]]:
    if chainages.empty:
        return {}
    ends = chainages.assign(
        low=chainages[["line_from_m", "line_to_m"]].min(axis=1),
        high=chainages[["line_from_m", "line_to_m"]].max(axis=1),
    )
    both = ends.groupby("line").agg(low=("low", "min"), high=("high", "max"))
    lows, highs = both["low"].astype("float64"), both["high"].astype("float64")
    return {str(line): (float(lows[line]), float(highs[line])) for line in both.index}
