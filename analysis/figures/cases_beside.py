"""Cases by district, those of the direct behaviours by district, and by behaviour: three comparisons of one count.

Defines what stands beside accidents (``together``): the three are the same as ``compare.compare_violations`` gives one
after another, for cases alone; the rows are read once, by district and behaviour. Left out: every other measure; it is
not counted here and its columns say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import Period
from ..store.tables import Store
from .assembling import Selection, violation_comparison
from .behaviour_groups import direct_codes
from .comparison import Comparison
from .counts import NOWHERE, Where
from .labels import calendar_of, resolved_where
from .sums import keyed, summed
from .violation_counts import STRADDLING, VIOLATION_MEASURES, violation_counts_by_period

_CASES = "cases"


@dataclass(frozen=True, eq=False)
class CasesBeside:
    """Cases ``by_area``, those of the direct behaviours by area (``direct``), and ``by_behaviour``."""

    by_area: Comparison
    direct: Comparison
    by_behaviour: Comparison


def cases_beside(
    store: Store,
    definitions: Definitions,
    now: Period,
    base: Period,
    *,
    where: Where = NOWHERE,
    coverage: pd.DataFrame,
) -> CasesBeside:
    """The three comparisons of ``now`` with ``base`` within ``where`` (areas and modes).

    ``coverage``: ``compare.covered_batches(store, "violations")``. Raises ``RequestError`` for what does not exist.
    """
    chosen = resolved_where(where, definitions)
    intervals = {"now": (now.start, now.stop), "before": (base.start, base.stop)}
    asked: dict[str, Any] = {"where": chosen, "calendar": calendar_of(now, definitions), "measures": (_CASES,)}
    counted = violation_counts_by_period(store.pinned(), intervals, by=["area", "behaviour"], **asked)
    direct = direct_codes(definitions)

    def compared(rows: pd.DataFrame, by: str, within: Where) -> Comparison:
        selection = Selection(definitions, now, base, by, within, True, coverage)
        sums = _summed_by(rows, by)
        return violation_comparison(selection, keyed(sums, by), summed(sums))

    return CasesBeside(
        by_area=compared(counted, "area", chosen),
        direct=compared(counted[counted["behaviour"].isin(direct)], "area", {**chosen, "behaviour": direct}),
        by_behaviour=compared(counted, "behaviour", chosen),
    )


def _summed_by(counted: pd.DataFrame, by: str) -> pd.DataFrame:
    """Cases and what straddles by ``by`` and period, with empty columns of the other measures."""
    sums: Sequence[str] = (_CASES, *STRADDLING)
    found = counted.groupby(["period", by], as_index=False)[list(sums)].sum(min_count=1)
    missing = pd.array([pd.NA] * len(found), dtype="Int64")
    others = [name for name in VIOLATION_MEASURES if name != _CASES]
    return found.assign(**dict.fromkeys(others, missing))[["period", by, *VIOLATION_MEASURES, *STRADDLING]]
