"""Facts of a meeting written down by hand: every count given, nothing counted, no flags, no spots."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.definitions.periods import parse_period, same_period_last_year
from analysis.figures.assembling import Selection, accident_comparison, violation_comparison
from analysis.figures.comparison import Comparison
from analysis.figures.counts import MEASURES, NOT_GIVEN
from analysis.figures.targets import target_status
from analysis.figures.violation_counts import STRADDLING, VIOLATION_MEASURES
from analysis.places.asked import BY_KM, BY_POINT
from analysis.places.blackspots import BlackSpots
from analysis.review.pack.facts import ACCIDENT_DIMENSIONS
from analysis.review.pack.record import PackFacts, SpotChanges

Three = tuple[int | None, ...]
"""Accidents, deaths, injured; the last may be missing (None), those left out are 0."""
Groups = Mapping[str, tuple[Three, Three]]
"""By key the three criteria now and before."""
Cases = Mapping[str, tuple[int, int]]
"""Cases by key, now and before."""
ALL = (("*", "2010-01-01", "2026-01-01"),)


def small(
    base: PackFacts,
    now: Three = (92, 21, 47),
    before: Three = (83, 17, 47),
    *,
    period: str = "2025-Q1",
    covers: Sequence[tuple[str, str, str]] = ALL,
    with_collisions: bool = True,
    violations: Mapping[str, Cases] | None = None,
    enforced: Mapping[str, tuple[int | None, int | None]] | None = None,
    **groups: Groups,
) -> PackFacts:
    """``base`` (the facts of the sample) with other figures; ``groups`` by dimension, the total for all of them.

    ``violations``: cases by dimension and key; ``enforced``: the other measures of the total now and before.
    """
    definitions = base.definitions
    calendar = definitions.calendar("15-14")
    span = parse_period(period, calendar)
    selection = Selection(
        definitions, span, same_period_last_year(span, calendar), None, {}, with_collisions, _covered(covers)
    )
    by = {name: _accidents(selection, name, groups.get(name, {}), now, before) for name in ACCIDENT_DIMENSIONS}
    enforcement = {
        name: _violations(selection, name, (violations or {}).get(name, {}), enforced or {})
        for name in ("behaviour", "area", "enforced_by", "vehicle_type")
    }
    return replace(
        base,
        period=span,
        base=selection.base,
        with_collisions=with_collisions,
        by=by,
        violations=enforcement if violations is not None else {},
        targets=tuple(target_status(by["area"], definitions, name) for name in ("accidents", "deaths", "injured")),
        alerts=None,
        spots={way: nowhere(base.spots[way]) for way in (BY_KM, BY_POINT)},
        spot_changes=SpotChanges(base.spot_changes.then, *(_none(base.spots[BY_KM].spots) for _ in range(3))),
        register=base.register.iloc[:0],
        pinned=None,
    )


def nowhere(found: BlackSpots) -> BlackSpots:
    """The same search that found nothing and had nothing to look at."""
    tables = ("spots", "potential", "members", "accidents", "without_position")
    return replace(found, notes=(), **{name: _none(getattr(found, name)) for name in tables})


def series(*counts: int | None) -> pd.DataFrame:
    """Quarters up to Quý I/2025 with these accidents; None where the data do not cover the quarter."""
    numbers = [2025 * 4 + place - len(counts) + 1 for place in range(len(counts))]
    roman = ("I", "II", "III", "IV")
    return pd.DataFrame(
        {
            "label": [f"Quý {roman[number % 4]}/{number // 4}" for number in numbers],
            "accidents": pd.array(counts, dtype="Int64"),
            "covered": ["none" if count is None else "full" for count in counts],
        }
    )


def _none(table: pd.DataFrame) -> pd.DataFrame:
    return table.iloc[:0]


def _covered(covers: Sequence[tuple[str, str, str]]) -> pd.DataFrame:
    rows = [(f"đợt {place}", *row) for place, row in enumerate(covers)]
    table = pd.DataFrame(rows, columns=["batch_id", "area_code", "start", "stop"])
    days = {name: pd.to_datetime(table[name]) for name in ("start", "stop")}
    return table.assign(source="Công an tỉnh", illustrative=False, **days)


def _accidents(selection: Selection, by: str, groups: Groups, now: Three, before: Three) -> Comparison:
    parts = {name: _table([_sums(pair[place]) for pair in groups.values()], groups) for place, name in _PLACES}
    return accident_comparison(replace(selection, by=by), parts, {"now": _sums(now), "before": _sums(before)})


def _violations(selection: Selection, by: str, cases: Cases, enforced: Mapping[str, Any]) -> Comparison:
    columns = [*VIOLATION_MEASURES, *STRADDLING]
    parts, totals = {}, {}
    for place, name in _PLACES:
        rows = [pd.Series({"cases": pair[place]}, dtype=float).reindex(columns).fillna(0) for pair in cases.values()]
        parts[name] = _table(rows, cases).reindex(columns=columns)
        given = {key: _number(pair[place]) for key, pair in enforced.items()}
        known = {"cases": float(sum(pair[place] for pair in cases.values())), **given}
        totals[name] = pd.Series({**dict.fromkeys(columns, 0.0), **known}, dtype=float)
    return violation_comparison(replace(selection, by=by), parts, totals)


_PLACES = ((0, "now"), (1, "before"))


def _table(rows: list[Any], keyed: Mapping[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=list(keyed)).reindex(columns=[*MEASURES, *NOT_GIVEN] if not rows else rows[0].index)


def _sums(three: Three) -> pd.Series[float]:
    """One death and one injured an accident, as far as the numbers go."""
    accidents, deaths, injured = (*three, 0, 0)[:3]
    known = {"accidents": accidents, "deaths": deaths, "injured": injured}
    known |= {"fatal_accidents": deaths, "deaths_squared": deaths, "injured_squared": injured}
    values = {**dict.fromkeys((*MEASURES, *NOT_GIVEN), 0.0), **{name: _number(value) for name, value in known.items()}}
    for name, count in (("deaths_not_given", deaths), ("injured_not_given", injured)):
        values[name] = float(accidents or 0) if count is None else 0.0
    return pd.Series(values, dtype=float)


def _number(value: int | None) -> float:
    return math.nan if value is None else float(value)
