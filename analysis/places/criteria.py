"""Which accidents a rule counts, and which criteria a group of accidents meets.

``Counts`` holds for every accident what the criteria count (1 or 0) and what the order of spots compares. Left out:
where and when (``windows``). Can mislead: an accident whose deaths and injured are both not given is not taken for one
with casualties; how many there are is said beside the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..definitions.blackspot_rules import COUNTED, Criterion

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Counts:
    """An accident each: ``fatal``, ``deaths``, ``injured``; in ``counters`` 0 or 1 of everything a criterion names."""

    fatal: Ints
    deaths: Ints
    injured: Ints
    counters: dict[str, Ints]

    def __len__(self) -> int:
        return len(self.fatal)


def has_casualties(accidents: pd.DataFrame) -> Mask:
    """Accidents with a death or an injured person; one of which neither is given has none."""
    return (_people(accidents["deaths"]) + _people(accidents["injured"])) > 0


def casualties_unknown(accidents: pd.DataFrame) -> Mask:
    """Accidents of which neither deaths nor injured are given."""
    missing: Mask = (accidents["deaths"].isna() & accidents["injured"].isna()).to_numpy(dtype=bool)
    return missing


def count_accidents(accidents: pd.DataFrame, criteria: Sequence[Criterion]) -> Counts:
    """``accidents``: columns deaths, injured (people, missing = not given, taken as 0) and severity (code)."""
    deaths, injured = _people(accidents["deaths"]), _people(accidents["injured"])
    fatal = (deaths > 0).astype(np.int64)
    hurt = ((deaths == 0) & (injured > 0)).astype(np.int64)
    plain = {"accidents": np.ones_like(fatal), "fatal": fatal, "injury_only": hurt, "collisions": 1 - fatal - hurt}
    named = {name for criterion in criteria for name in criterion.needs}
    classes = {
        name: accidents["severity"].isin(name.split("+")).to_numpy(dtype=np.int64) for name in named.difference(COUNTED)
    }
    return Counts(fatal, deaths, injured, {name: {**plain, **classes}[name] for name in named})


def qualifying(criteria: Sequence[Criterion], count: Callable[[str], Ints], size: int) -> Mask:
    """Which of ``size`` groups meet one of ``criteria``; ``count`` gives the number of something in each group."""
    met = np.zeros(size, dtype=bool)
    for criterion in criteria:
        met |= _meets(criterion, count, size)
    return met


def _meets(criterion: Criterion, count: Callable[[str], Ints], size: int) -> Mask:
    met = np.ones(size, dtype=bool)
    for name, least in criterion.needs.items():
        met &= count(name) >= least
    return met


def _people(values: pd.Series) -> Ints:
    return values.fillna(0).to_numpy(dtype=np.int64)
