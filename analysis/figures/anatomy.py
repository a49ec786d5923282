"""The anatomy of the accidents of a period: all its breakdowns, each beside the same period of the years before.

Defines what is counted at once for the page Phân tích TNGT, and which years are set beside a period: at most five, only
those that the data cover in full. The breakdowns themselves are those of ``anatomy_breakdowns``.

Leaves out: what stands out (``signals.standouts``), Tết and holidays (``anatomy_days``), help (``anatomy_help``). Can
mislead: a mean of years crosses the breaks of the series.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ..definitions.anatomy_settings import AnatomySettings
from ..definitions.catalogue import Definitions
from ..definitions.holidays import DAY_KINDS, day_kinds, load_holiday_windows
from ..definitions.periods import Period, years_before
from ..store.tables import Store
from .anatomy_breakdowns import BREAKDOWNS, Breakdown, Frame, Spec, breakdown_of, regrouped, summed_rows
from .anatomy_counts import accident_margins, casualty_margins
from .anatomy_dimensions import ANATOMY_PEOPLE
from .anatomy_labels import DAY_KIND
from .counts import NOWHERE, Where
from .coverage import batches_touching, covered_until, overall_coverages
from .labels import asked_areas, calendar_of
from .margins import HURT, MARGIN_MEASURES
from .sums import daily_rows, daily_rows_between

LONGEST_COMPARED = 366
"""Days of the longest period that has the same period of other years beside it."""
MARGINS: tuple[tuple[str, ...], ...] = (
    ("hour", "weekday"),
    ("month",),
    ("area",),
    ("road",),
    ("road_class",),
    ("km_stretch",),
    ("mode",),
    ("vehicle_type",),
    ("cause",),
    ("factors",),
    ("alcohol",),
    ("drug",),
    ("area", "help_minutes"),
)
"""The groupings that are counted; what the breakdowns show are these and sums of them."""
PEOPLE_MARGINS: tuple[tuple[str, ...], ...] = tuple((name,) for name in ANATOMY_PEOPLE)


@dataclass(frozen=True, eq=False)
class Anatomy:
    """The breakdowns of ``period`` by name, and what they rest on.

    ``bases``: the same period of the years before that the data cover in full, newest first; ``uncovered``: those left
    out. ``coverage``: full, partial or none of the period. ``total``: accidents, deaths, injured; ``history`` the
    accidents of every base. ``help_counts``: rows by district (key), minutes until help (second) and period, for
    ``anatomy_help``.
    """

    frame: Frame
    uncovered: tuple[Period, ...]
    coverage: str
    breakdowns: Mapping[str, Breakdown]
    total: Mapping[str, float]
    history: Mapping[str, float]
    help_counts: pd.DataFrame
    sources: tuple[str, ...]
    illustrative: bool
    mixed: bool
    data_until: date | None

    @property
    def period(self) -> Period:
        """The period that is looked at."""
        return self.frame.period

    @property
    def bases(self) -> tuple[Period, ...]:
        """The years that it is set against, newest first."""
        return self.frame.bases


def anatomy(
    store: Store,
    definitions: Definitions,
    settings: AnatomySettings,
    period: Period,
    *,
    where: Where = NOWHERE,
    with_collisions: bool = True,
    daily: pd.DataFrame,
    coverage: pd.DataFrame,
) -> Anatomy:
    """All breakdowns of ``period`` for what ``where`` (codes by area and mode) keeps.

    ``daily`` is ``counts.daily_counts(store)``, ``coverage`` is ``compare.covered_batches(store, "accidents")``. Raises
    ``RequestError`` for an unknown dimension.
    """
    pinned = store.pinned()
    state, bases, uncovered = comparable_years(period, definitions, settings, where, coverage)
    frame = Frame(definitions, settings, period, bases)
    periods = frame.intervals
    asked: dict[str, Any] = {"where": where, "with_collisions": with_collisions}
    counted = accident_margins(
        pinned, periods, MARGINS, **asked, calendar=calendar_of(period, definitions), stretch_m=settings.km_stretch_m
    )
    people = casualty_margins(pinned, periods, PEOPLE_MARGINS, **asked)
    made = {
        spec.name: breakdown_of(spec, _rows_of(spec, people if spec.of_people else counted, frame), frame)
        for spec in BREAKDOWNS.values()
    }
    made |= {DAY_KIND: day_kind_breakdown(daily, frame, where, with_collisions)}
    touching = batches_touching(coverage, (period, *bases))
    invented = touching["illustrative"] if "illustrative" in touching else pd.Series(False, index=touching.index)
    return Anatomy(
        frame=frame,
        uncovered=uncovered,
        coverage=state,
        breakdowns=made,
        total=made["mode"].total,
        history={str(name): float(count) for name, count in made["mode"].history.sum().items()},
        help_counts=_of_margin(counted, ("area", "help_minutes"), MARGINS),
        sources=tuple(sorted({str(source) for source in touching["source"].dropna() if source})),
        illustrative=bool(invented.any()),
        mixed=bool(invented.any() and not invented.all()),
        data_until=covered_until(coverage),
    )


def comparable_years(
    period: Period, definitions: Definitions, settings: AnatomySettings, where: Where, coverage: pd.DataFrame
) -> tuple[str, tuple[Period, ...], tuple[Period, ...]]:
    """How the data cover ``period``, the same periods of the years before that they cover in full, and the others.

    A period that is not covered in full, or longer than a year, has none: nothing would be set against it.
    """
    calendar = calendar_of(period, definitions)
    earlier = [years_before(period, back, calendar) for back in range(1, settings.standouts.years + 1)]
    states = overall_coverages(coverage, [period, *earlier], asked_areas(where, definitions))
    if states[0] != "full" or period.days > LONGEST_COMPARED:
        return states[0], (), tuple(earlier)
    full = tuple(one for one, state in zip(earlier, states[1:], strict=True) if state == "full")
    return states[0], full, tuple(one for one in earlier if one not in full)


def _rows_of(spec: Spec, counted: pd.DataFrame, frame: Frame) -> pd.DataFrame:
    rows = _of_margin(counted, spec.margin, PEOPLE_MARGINS if spec.of_people else MARGINS)
    return regrouped(rows, spec, frame)


def day_kind_breakdown(daily: pd.DataFrame, frame: Frame, where: Where, with_collisions: bool) -> Breakdown:
    """Working days, weekends and holidays, from the counts a day; ``where`` by area, mode or severity.

    The groups differ in length from year to year: ``days`` says how many each holds.
    """
    kept = daily_rows(daily, where, with_collisions)
    windows = load_holiday_windows(frame.definitions.reference)
    parts, lengths = [], {}
    measures = [name for name in MARGIN_MEASURES if name != HURT]
    within = daily_rows_between(kept, list(frame.intervals.values()))
    for (name, (start, stop)), rows in zip(frame.intervals.items(), within, strict=True):
        kinds = day_kinds(start, stop, windows)
        lengths[name] = kinds.value_counts().reindex(list(DAY_KINDS), fill_value=0)
        by_day = rows.groupby("occurred_on")[measures].sum(min_count=1)
        inside = by_day.assign(key=kinds.reindex(by_day.index).to_numpy(dtype=object), second="", period=name)
        inside[HURT] = pd.array([pd.NA] * len(inside), dtype="Int64")
        parts.append(inside)
    rows = summed_rows(pd.concat(parts))
    return breakdown_of(Spec(DAY_KIND, (DAY_KIND,), ()), rows, frame, days=pd.DataFrame(lengths))


def _of_margin(counted: pd.DataFrame, margin: tuple[str, ...], margins: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    found: pd.DataFrame = counted[counted["margin"] == margins.index(margin)]
    return found
