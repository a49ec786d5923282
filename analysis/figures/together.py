"""Enforcement beside accidents: by district, by quarter, causes against the behaviours of the same code, campaigns.

Defines cases an accident (``cases / accidents`` of the same days and places) with the exact conditional interval of a
ratio of two counts (METHODS 1), given only where both kinds of data cover the days whole. Codes that ``causes.csv`` and
``behaviours.csv`` share mean the same act. Nothing is correlated and nothing tested: see ``review.together_words`` for
what a figure here does not prove.

Can mislead: where accidents are few a ratio is mostly chance (``small``); an accident has one cause as the file gave
it, often not known; violations are counted where they are found, accidents where they happen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import Period
from ..definitions.tables import UNKNOWN
from ..store.tables import Store
from .campaigns import WINDOWS, window_ratios
from .change import SMALL_BASE, exact_interval
from .comparison import TOTAL, TOTAL_LABEL, Comparison
from .counts import NOWHERE, Where, accident_counts_by_period
from .coverage import overall_coverages
from .labels import asked_areas

SIDES = {"now": "covered_now", "before": "covered_before"}
NEITHER = frozenset({UNKNOWN, "other"})
"""Codes that both lists have and that name no act."""


def by_area(accidents: Comparison, violations: Comparison, direct: Comparison) -> pd.DataFrame:
    """One row a district and ``total`` first: key, label, and for now and before ``accidents_T``, ``cases_T``,
    ``direct_T`` (cases of the behaviours of the plan), ``per_accident_T``, ``lower_T``, ``upper_T``, ``small_T``.

    The comparisons are by area, of the same periods; ``direct`` narrowed to those behaviours. Ratios are missing where
    either kind of data does not cover the days whole or there was no accident.
    """
    keys = [TOTAL, *(key for key in violations.labels if key in accidents.labels or key == UNKNOWN)]
    keys += [key for key in accidents.labels if key not in keys]
    labels = {TOTAL: TOTAL_LABEL, **accidents.labels, **violations.labels}
    columns: dict[str, object] = {"key": keys, "label": [labels[key] for key in keys]}
    for side in SIDES:
        counts = {
            "accidents": _counts(accidents, "accidents", keys, side),
            "cases": _counts(violations, "cases", keys, side),
            "direct": _counts(direct, "cases", keys, side),
        }
        whole = _whole(accidents, keys, side) & _whole(violations, keys, side)
        columns |= {f"{name}_{side}": pd.array(values, dtype="Int64") for name, values in counts.items()}
        columns |= _ratios(counts["cases"], counts["accidents"], whole, side)
    return pd.DataFrame(columns)


def by_quarter(accidents: pd.DataFrame, violations: pd.DataFrame) -> pd.DataFrame:
    """Two series of the same units side by side: label, start, stop, accidents, cases, per_accident, lower, upper,
    small.

    ``accidents``: ``trends.period_series``; ``violations``: ``violation_series``. A ratio is missing where either is
    not covered whole.
    """
    left = accidents[["period_key", "label", "start", "stop", "accidents", "covered"]]
    right = violations[["period_key", "cases", "covered", "straddling_cases"]]
    both = left.merge(right, on="period_key", suffixes=("", "_violations"), validate="one_to_one")
    whole = ((both["covered"] == "full") & (both["covered_violations"] == "full")).to_numpy(dtype=bool)
    ratios = _ratios(_numbers(both["cases"]), _numbers(both["accidents"]), whole, "now")
    return both.assign(**{name.removesuffix("_now"): values for name, values in ratios.items()})


@dataclass(frozen=True, eq=False)
class ActsBeside:
    """``table``: a shared code a row: key, label (of the behaviour), accidents and cases now and before. Beside it the
    accidents of now: all, those of a cause in the table, those of no known cause.
    """

    table: pd.DataFrame
    accidents: int | None
    in_table: int
    unknown: int


def acts_beside(accidents: Comparison, violations: Comparison, definitions: Definitions) -> ActsBeside:
    """Causes of accidents against cases of the behaviour with the same code; by cause, and by behaviour.

    Codes in the order of ``behaviours.csv``; those of which neither has anything are left out.
    """
    shared = shared_codes(definitions)
    labels = definitions.codes["behaviours"].labels
    columns: dict[str, object] = {"key": shared, "label": [labels[key] for key in shared]}
    for side in SIDES:
        columns[f"accidents_{side}"] = pd.array(_counts(accidents, "accidents", shared, side, absent=0), dtype="Int64")
        columns[f"cases_{side}"] = pd.array(_counts(violations, "cases", shared, side, absent=0), dtype="Int64")
    table = pd.DataFrame(columns)
    counted = table.drop(columns=["key", "label"]).fillna(0).sum(axis=1) > 0
    whole = accidents.figure("accidents")["now"]
    return ActsBeside(
        table=table[counted].reset_index(drop=True),
        accidents=None if pd.isna(whole) else int(whole),
        in_table=int(table["accidents_now"].fillna(0).sum()),
        unknown=accidents.unknown.get("accidents") or 0,
    )


def shared_codes(definitions: Definitions) -> list[str]:
    """The codes of acts that both lists have, in the order of ``behaviours.csv``."""
    causes = set(definitions.codes["causes"].codes)
    return [code for code in definitions.codes["behaviours"].codes if code in causes and code not in NEITHER]


def accidents_in_windows(
    store: Store,
    definitions: Definitions,
    windows: Mapping[str, Period],
    *,
    coverage: pd.DataFrame,
    where: Where = NOWHERE,
    with_collisions: bool = True,
) -> pd.DataFrame:
    """Accidents in the windows of a campaign, one row: ``accidents_W`` and ``campaigns.window_ratios``.

    ``coverage``: ``compare.covered_batches(store, "accidents")``.
    """
    intervals = {name: (window.start, window.stop) for name, window in windows.items()}
    counted = accident_counts_by_period(store.pinned(), intervals, where=where, with_collisions=with_collisions)
    counts = counted.set_index("period")["accidents"].to_dict()
    states = overall_coverages(coverage, windows.values(), asked_areas(where, definitions))
    covered = dict(zip(windows, states, strict=True))
    told = {f"accidents_{name}": pd.NA if covered[name] == "none" else int(counts[name]) for name in WINDOWS}
    ratios = window_ratios({name: float(counts[name]) for name in WINDOWS}, windows, covered)
    return pd.DataFrame([told | {name: float(number) for name, number in ratios.items()}])


def _whole(comparison: Comparison, keys: Sequence[str], side: str) -> np.ndarray:
    """Whether the days of a period are covered whole, by area for its own area: one answer a key."""
    every = comparison.coverage["now" if side == "now" else "base"]
    own: dict[str, str] = {}
    if SIDES[side] in comparison.table:
        rows = comparison.table[["key", SIDES[side]]].dropna().drop_duplicates("key")
        own = dict(zip(rows["key"].tolist(), rows[SIDES[side]].tolist(), strict=True))
    return np.array([own.get(key, every) == "full" for key in keys], dtype=bool)


def _counts(
    comparison: Comparison, measure: str, keys: Sequence[str], side: str, *, absent: float = float("nan")
) -> np.ndarray:
    """The counts of ``keys``; a key without a row has ``absent``, 0 where its period is covered at all."""
    total = comparison.figure(measure)[side]
    missing = float("nan") if pd.isna(total) else 0.0 if np.isnan(absent) else absent
    rows = comparison.table[comparison.table["measure"] == measure]
    counted = dict(zip(rows["key"].tolist(), rows[side].to_numpy(dtype=float, na_value=np.nan).tolist(), strict=True))
    counted[TOTAL] = float("nan") if pd.isna(total) else float(total)
    return np.array([counted.get(key, missing) for key in keys], dtype=float)


def _ratios(cases: np.ndarray, accidents: np.ndarray, whole: np.ndarray, side: str) -> dict[str, np.ndarray]:
    fits = whole & (accidents > 0)
    above, below = np.where(fits, cases, np.nan), np.where(fits, accidents, np.nan)
    lower, upper = exact_interval(above, below)
    return {
        f"per_accident_{side}": above / below,
        f"lower_{side}": lower,
        f"upper_{side}": upper,
        f"small_{side}": fits & (accidents < SMALL_BASE),
    }


def _numbers(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype=float, na_value=np.nan)
