"""From sums to a ``Comparison``: groups on their grid, the total, coverage, notes and sources.

Defines what is missing and what is 0, and which rows may be judged: only those whose data are complete in both
periods. Reads nothing: the sums and the table of coverage are given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import Period
from ..definitions.tables import UNKNOWN
from .comparison import TOTAL, TOTAL_LABEL, Comparison
from .coverage import area_coverages, batches_touching, covered_until, overall_coverage
from .dimensions import PEOPLE_DIMENSIONS, Interval
from .labels import asked_areas, filter_words, labels_of, ordered_keys
from .measured import COLUMNS, CRITERIA, ENFORCEMENT, measured_accidents, measured_violations
from .notes import accident_notes, counted_in, not_compared, violation_notes
from .sums import PERIODS, on_grid, one_row, without_empty_columns

TWELVE_MONTHS = 365
"""Days from which the deaths of a district may carry a flag (METHODS 1)."""

Parts = Mapping[str, pd.DataFrame]
"""For "now" and "before" the sums of each key (index)."""
Totals = Mapping[str, "pd.Series[float]"]
"""For "now" and "before" the sum of each measure (index) over the whole selection."""


@dataclass(frozen=True, eq=False)
class Selection:
    """What was asked for, in codes, and the table of what the data cover."""

    definitions: Definitions
    now: Period
    base: Period
    by: str | None
    where: Mapping[str, Sequence[str]]
    with_collisions: bool
    covered: pd.DataFrame

    @property
    def intervals(self) -> dict[str, Interval]:
        """The two periods as half-open intervals."""
        return {"now": (self.now.start, self.now.stop), "before": (self.base.start, self.base.stop)}

    @property
    def days(self) -> tuple[int, int]:
        """Days of now and of the base."""
        return self.now.days, self.base.days

    @property
    def areas(self) -> list[str]:
        """The areas asked for; all of them where none (or only the unknown one) is."""
        return asked_areas(self.where, self.definitions)


@dataclass(frozen=True, eq=False)
class _Covered:
    """For "now" and "before": full, partial or none for every area, and for all of them together."""

    areas: Mapping[str, Mapping[str, str]]
    overall: Mapping[str, str]

    @property
    def complete(self) -> bool:
        return set(self.overall.values()) == {"full"}

    def known(self, period: str, key: str, by: str | None) -> bool:
        """Whether anything is known of a key: by area its own coverage, else that of all areas together."""
        own = self.areas[period].get(key) if by == "area" else None
        return (own or self.overall[period]) != "none"

    def judged(self, key: str, by: str | None) -> bool:
        """Whether both periods are fully covered, by area for its own area."""
        if by != "area":
            return self.complete
        return all(self.areas[period].get(key, self.overall[period]) == "full" for period in PERIODS)


def accident_comparison(selection: Selection, parts: Parts, totals: Totals) -> Comparison:
    """The comparison of the three criteria from the sums of ``counts.accident_counts_by_period``."""
    totals = {name: without_empty_columns(total) for name, total in totals.items()}
    covered = _covered(selection)
    leading = ("deaths", "injured") if selection.by in PEOPLE_DIMENSIONS else ("accidents",)
    keys = _keys(selection, parts, leading)
    long_enough = min(selection.days) >= TWELVE_MONTHS
    whole_province = not set(selection.where) - {"mode"}
    grids = _grids(selection, covered, parts, keys)
    if set(PEOPLE_DIMENSIONS) & {selection.by, *selection.where}:
        grids = grids[0].assign(accidents=np.nan), grids[1].assign(accidents=np.nan)
    table = measured_accidents(
        *grids,
        selection.days,
        judged=[covered.judged(key, selection.by) for key in keys],
        deaths_judged=long_enough,
    )
    total = measured_accidents(
        *_total_rows(covered, totals),
        selection.days,
        judged=covered.complete,
        deaths_judged=long_enough or whole_province,
    )
    notes = accident_notes(selection.definitions, selection.now, selection.base, totals, covered.overall)
    return _comparison(selection, CRITERIA, table, total, covered, notes)


def violation_comparison(selection: Selection, parts: Parts, totals: Totals) -> Comparison:
    """The comparison of what enforcement counts from the sums of ``violation_counts.violation_counts_by_period``."""
    covered = _covered(selection)
    keys = _keys(selection, parts, ("cases",))
    judged = [covered.judged(key, selection.by) for key in keys]
    apart = not_compared(selection.definitions, selection.now, selection.base)
    grids, totals_of_both = _grids(selection, covered, parts, keys), _total_rows(covered, totals)
    table = measured_violations(*grids, selection.days, judged=judged, not_compared=apart)
    total = measured_violations(*totals_of_both, selection.days, judged=covered.complete, not_compared=apart)
    notes = violation_notes(selection.definitions, selection.now, selection.base, totals)
    compared = _comparison(selection, ENFORCEMENT, table, total, covered, notes)
    return replace(compared, straddling_rows=sum(counted_in(totals[name], "straddling_rows") for name in PERIODS))


def _comparison(
    selection: Selection,
    measures: tuple[str, ...],
    table: pd.DataFrame,
    total: pd.DataFrame,
    covered: _Covered,
    notes: tuple[str, ...],
) -> Comparison:
    touching = batches_touching(selection.covered, (selection.now, selection.base))
    invented = touching["illustrative"] if "illustrative" in touching else pd.Series(False, index=touching.index)
    return Comparison(
        now=selection.now,
        base=selection.base,
        by=selection.by,
        where=selection.where,
        with_collisions=selection.with_collisions,
        measures=measures,
        table=_labelled(selection, table, covered),
        total=total.assign(label=TOTAL_LABEL)[list(COLUMNS)],
        coverage={"now": covered.overall["now"], "base": covered.overall["before"]},
        unknown=_unknown(table, measures),
        notes=notes,
        sources=tuple(sorted({str(source) for source in touching["source"].dropna() if source})),
        illustrative=bool(invented.any()),
        data_until=covered_until(selection.covered),
        mixed=bool(invented.any() and not invented.all()),
        within=filter_words(selection.where, selection.definitions),
    )


def _labelled(selection: Selection, table: pd.DataFrame, covered: _Covered) -> pd.DataFrame:
    if selection.by is None:
        return table.assign(label="")[list(COLUMNS)]
    labelled = table.assign(label=labels_of(selection.by, table["key"], selection.definitions))[list(COLUMNS)]
    if selection.by != "area":
        return labelled
    states = {f"covered_{name}": table["key"].map(covered.areas[name]) for name in PERIODS}
    return labelled.assign(**states)


def _unknown(table: pd.DataFrame, measures: Sequence[str]) -> dict[str, int | None]:
    """How many of now stand under ``unknown``: 0 where there is no such group, None where it is not counted."""
    rows = table.loc[table["key"] == UNKNOWN, ["measure", "now"]].set_index("measure")["now"]
    values = {name: rows.get(name, 0) for name in measures}
    return {name: None if pd.isna(value) else int(value) for name, value in values.items()}


def _covered(selection: Selection) -> _Covered:
    states = area_coverages(selection.covered, (selection.now, selection.base), selection.areas)
    areas = dict(zip(PERIODS, states, strict=True))
    return _Covered(areas, {name: overall_coverage(states) for name, states in areas.items()})


def _keys(selection: Selection, parts: Parts, leading: Sequence[str]) -> list[str]:
    """The keys of the table in their order; now counts first, the base only among equals."""
    if selection.by is None:
        return []
    size = {name: parts[name][list(leading)].fillna(0).sum(axis=1).astype(float) for name in PERIODS}
    counted = {str(key): (value, size["before"].get(key, 0.0)) for key, value in size["now"].items()}
    counted |= {str(key): (0.0, value) for key, value in size["before"].items() if key not in counted}
    chosen, periods = selection.where.get(selection.by), (selection.now, selection.base)
    keys = ordered_keys(selection.by, counted, selection.definitions, periods, chosen=chosen)
    left_out = selection.by == "severity" and not selection.with_collisions
    return [key for key in keys if not (left_out and key == "collision")]


def _grids(
    selection: Selection, covered: _Covered, parts: Parts, keys: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    now, before = (
        on_grid(parts[name], keys, [covered.known(name, key, selection.by) for key in keys]) for name in PERIODS
    )
    return now, before


def _total_rows(covered: _Covered, totals: Totals) -> tuple[pd.DataFrame, pd.DataFrame]:
    now, before = (one_row(totals[name], TOTAL, known=covered.overall[name] != "none") for name in PERIODS)
    return now, before
