"""Invented provinces for the tests of flags: quarterly counts laid out as daily counts, with what they cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.definitions.areas import Areas
from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period, parse_period
from analysis.signals.alerts import Alerts, alerts
from tests.figures.rows import covers

FIRST = 2019 * 4
"""Quý I/2019, as year·4 + quarter − 1."""
NAMES = {"A": "Huyện A", "B": "Huyện B", "C": "Huyện C"}
Counts = Mapping[str, Sequence[float]]


def province(definitions: Definitions, names: Mapping[str, str]) -> Definitions:
    """The definitions with these areas (code to name) in place of ours."""
    table = pd.DataFrame({"code": list(names), "name": list(names.values())}, dtype="str")
    table = table.assign(level="", aliases="", valid_from="", valid_to="")
    return replace(definitions, areas=Areas(table, definitions.areas.communes.iloc[:0], ""))


def quarter(number: int, definitions: Definitions) -> Period:
    return parse_period(f"{number // 4}-Q{number % 4 + 1}", definitions.calendar())


def daily_of(counts: Counts, definitions: Definitions, *, first: int = FIRST, **columns: Any) -> pd.DataFrame:
    """Each count on the first day of its quarter (15–14), from the quarter ``first`` on; zeros have no row."""
    longest = max(map(len, counts.values()))
    starts = [pd.Timestamp(quarter(first + place, definitions).start) for place in range(longest)]
    rows = [
        {"occurred_on": starts[place], "area_code": area, "accidents": int(count)}
        for area, row in counts.items()
        for place, count in enumerate(row)
        if count
    ]
    table = pd.DataFrame(rows, columns=["occurred_on", "area_code", "accidents"])
    table = table.assign(mode="road", severity="serious", **columns)
    return table.astype({"occurred_on": "datetime64[s]", "accidents": "Int64"})


def covered_from(definitions: Definitions, quarters: int, *, first: int = FIRST, area: str = "*") -> pd.DataFrame:
    """Everything covered over this many quarters."""
    last = quarter(first + quarters - 1, definitions)
    return covers(area, quarter(first, definitions).start.isoformat(), last.stop.isoformat())


def flags(
    counts: Counts,
    definitions: Definitions,
    *,
    period: str | None = None,
    names: Mapping[str, str] | None = None,
    coverage: pd.DataFrame | None = None,
    first: int = FIRST,
    **options: Any,
) -> Alerts:
    """The flags of the last quarter of ``counts`` (or of ``period``), every quarter covered unless said otherwise."""
    named = province(definitions, names or {area: f"Huyện {area}" for area in counts})
    longest = max(map(len, counts.values()))
    asked = parse_period(period, named.calendar()) if period else quarter(first + longest - 1, named)
    known = covered_from(named, longest, first=first) if coverage is None else coverage
    daily = daily_of(counts, named, first=first)
    return alerts(daily, named, asked, calendar=named.calendar(), coverage=known, **options)


def steady(means: Sequence[float], quarters: int, seed: int = 3) -> dict[str, list[float]]:
    """Poisson counts of areas A, B, C, … with these means."""
    generator = np.random.default_rng(seed)
    return {chr(65 + place): generator.poisson(mean, quarters).tolist() for place, mean in enumerate(means)}
