"""Behaviours as the plan sees them: those that directly cause accidents (annex IV.2), and the rest.

Defines the two groups by ``group`` of ``behaviours.csv``; a behaviour that no list knows and the unknown one are of the
rest, so that the groups add up to the total.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.tables import UNKNOWN
from .comparison import Comparison

DIRECT, OTHER = "direct", "other"
REST = "rest"
"""Key of the groups beyond those drawn."""


@dataclass(frozen=True)
class BehaviourGroup:
    """One group: ``direct`` or ``other``, its behaviours in the order of the table, and its sums of every measure."""

    name: str
    keys: tuple[str, ...]
    sums: dict[str, tuple[float, float]]
    """Measure -> now and before; missing (NaN) where no behaviour of the group has a figure."""


def direct_codes(definitions: Definitions) -> list[str]:
    """The behaviours that directly cause accidents, in the order of ``behaviours.csv``."""
    groups = definitions.codes["behaviours"].column("group")
    return [code for code, group in groups.items() if group == DIRECT]


def behaviour_groups(comparison: Comparison, definitions: Definitions) -> tuple[BehaviourGroup, BehaviourGroup]:
    """The direct behaviours and the rest of a comparison by behaviour.

    Raises ``ValueError`` for a comparison by another dimension.
    """
    if comparison.by != "behaviour":
        raise ValueError(f"a comparison by behaviour is needed, not by {comparison.by!r}")
    listed = definitions.codes["behaviours"].column("group")
    keys = list(comparison.labels)
    direct = tuple(key for key in keys if listed.get(key) == DIRECT)
    rest = tuple(key for key in keys if listed.get(key) != DIRECT)
    return _group(DIRECT, direct, comparison), _group(OTHER, rest, comparison)


def first_and_rest(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most ``most`` known groups for drawing: the first in their order, what stands beyond them as one row.

    ``rows``: ``Comparison.groups``, key as index; gives key, label, now and before, whose sums are those of ``rows``.
    The unknown group stays by itself, last. Missing where none of the groups summed is known.
    """
    shown = rows.reset_index()[["key", "label", "now", "before"]]
    lost = shown["key"] == UNKNOWN
    known = shown[~lost]
    if len(known) <= most:
        return shown
    beyond = known.iloc[most - 1 :]
    sums = {name: [beyond[name].sum(min_count=1)] for name in ("now", "before")}
    rest = pd.DataFrame({"key": [REST], "label": [f"{len(beyond)} nhóm khác"], **sums}).astype(shown.dtypes.to_dict())
    return pd.concat([known.iloc[: most - 1], rest, shown[lost]], ignore_index=True)


def _group(name: str, keys: tuple[str, ...], comparison: Comparison) -> BehaviourGroup:
    sums = {measure: _sums(comparison.groups(measure), keys) for measure in comparison.measures}
    return BehaviourGroup(name, keys, sums)


def _sums(rows: pd.DataFrame, keys: tuple[str, ...]) -> tuple[float, float]:
    chosen = rows.loc[list(keys), ["now", "before"]].to_numpy(dtype=float, na_value=np.nan)
    return _sum(chosen[:, 0]), _sum(chosen[:, 1])


def _sum(values: np.ndarray) -> float:
    if not len(values):
        return 0.0
    return float("nan") if np.isnan(values).all() else float(np.nansum(values))
