"""What the flags of a period are: the record that pages, the brief and the command line are made from.

Leaves out how it is made (``alerts``) and the words for it (``review.alert_words``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from ..definitions.periods import Period
from .alert_notes import Note
from .baseline import SEASONS
from .evidence import ordinary_range
from .history import History
from .judging import Judged, by_years, expected_of
from .levels import FLAGGED, SMALLEST_MEAN, by_chance

COLUMNS = (
    "area",
    "label",
    "now",
    "last_year",
    "expected",
    "lower",
    "upper",
    "p_last",
    "p_base",
    "p_trend",
    "p_relative",
    "p_adjusted",
    "level",
    "trend_mark",
    "prolonged",
    "is_new",
    "highest_of",
    "quarters",
    "mean",
    "covered",
)
_JSON_NUMBERS = ("now", "last_year", "lower", "upper", "highest_of", "quarters")


@dataclass(frozen=True, eq=False)
class Alerts:
    """The flags of ``period``.

    ``table`` has one row an area with ``COLUMNS``, the strongest evidence first: level, ``p_base``, code. now and
    last_year [accidents]; expected, lower and upper [accidents in the period]; the p's as in ``evidence``, missing
    where not judged; ``trend_mark`` p_trend ≤ .05; ``prolonged`` red as in the quarter before; ``is_new`` flagged and
    not flagged before; ``highest_of`` of how many quarters (same periods of the years, where cumulative) now is
    strictly the highest; ``quarters`` and ``mean`` of the history [quarters, accidents a quarter]; ``covered`` full,
    partial, none.
    """

    period: Period
    with_collisions: bool
    table: pd.DataFrame
    notes: tuple[Note, ...]
    history: History
    judged: Judged
    sources: tuple[str, ...]
    illustrative: bool
    data_until: date | None
    mixed: bool = False

    @property
    def last_year(self) -> Period:
        """Cùng kỳ năm trước."""
        return self.history.last_year_period

    @property
    def calendar_key(self) -> str:
        """The calendar of all periods."""
        return self.period.calendar_key

    @property
    def by(self) -> str:
        """area, commune or road."""
        return self.history.by

    @property
    def alpha(self) -> float:
        """Pooled overdispersion; missing where nothing is judged."""
        return float("nan") if self.judged.baseline is None else float(self.judged.baseline.alpha)

    @property
    def phi(self) -> float:
        """Pooled dispersion of the season, at least 1; missing where nothing is judged."""
        return float("nan") if self.judged.baseline is None else float(self.judged.baseline.phi)

    @property
    def quarters_of_history(self) -> int:
        """Covered quarters before the period, of the area that has most."""
        return int(self.judged.table["quarters"].max()) if len(self.judged.table) else 0

    @property
    def unknown(self) -> int:
        """Accidents of the period that have no area."""
        return self.history.unknown

    @cached_property
    def chance(self) -> Mapping[str, float]:
        """How many of the ``areas`` judged are red, and amber (red among them), by chance alone.

        Of areas with a mean of ``SMALLEST_MEAN`` a quarter or more: how often smaller ones are flagged is not known.
        """
        areas = int((self.table["p_base"].notna() & (self.table["mean"] >= SMALLEST_MEAN)).sum())
        return {"areas": float(areas), **by_chance(areas, 0.0 if self.judged.baseline is None else self.alpha)}

    @property
    def flagged(self) -> pd.DataFrame:
        """The rows that are red or amber."""
        return self.table[self.table["level"].isin(FLAGGED)]

    def count(self, level: str) -> int:
        """How many rows have this level."""
        return int((self.table["level"] == level).sum())

    def row(self, area: str) -> Mapping[str, Any]:
        """The row of one area. Raises ``KeyError`` where it is not in the table."""
        return self._rows[area]

    def others(self, area: str) -> Mapping[str, float]:
        """All areas but ``area`` together: now and last_year [accidents], counted over the same ``places`` of ``of``.

        Those that the data do not cover in full in both periods are left out of both sums; where no area has a count of
        last year, that is missing and now is of all that are covered. Missing where there is none.
        """
        complete = self.history.now.where(self.history.covered == "full")
        counts = pd.DataFrame({"now": complete, "last_year": self.history.last_year}).drop(index=area, errors="ignore")
        both = counts.dropna(subset=None if counts["last_year"].notna().any() else ["now"])
        now, last_year = (float(both[name].sum(min_count=1)) for name in ("now", "last_year"))
        return {"now": now, "last_year": last_year, "places": float(len(both)), "of": float(len(counts))}

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[str, Any]]:
        records = self.table.to_dict("records")
        return {str(row["area"]): {str(name): value for name, value in row.items()} for row in records}

    @cached_property
    def _every_series(self) -> pd.DataFrame:
        history = self.history
        quarters = [*history.quarters, *history.held]
        counts = pd.concat([history.counts, history.held_counts], axis="columns")
        ranges = {season: _range_of(self.judged, season, len(counts)) for season in range(SEASONS)}
        parts = [
            pd.DataFrame(
                {
                    "area": counts.index,
                    "period_key": quarter.key,
                    "label": quarter.title,
                    "start": pd.Timestamp(quarter.start),
                    "stop": pd.Timestamp(quarter.stop),
                    "count": counts[quarter.key].to_numpy(),
                    **ranges[int(quarter.key[-1]) - 1],
                    "is_now": quarter in history.held,
                }
            )
            for quarter in quarters
        ]
        return pd.concat(parts, ignore_index=True)

    def series(self, area: str | None = None) -> pd.DataFrame:
        """One row an area and quarter, of the history and of the period, oldest first.

        Columns area, period_key, label, start, stop (datetime64, half-open), count (missing in a hole), expected,
        lower, upper (a quarter's ordinary range by the baseline of the period; missing where not judged), is_now.
        """
        every = self._every_series
        return every if area is None else every[every["area"] == area].reset_index(drop=True)

    def by_year(self, area: str) -> pd.DataFrame:
        """The same period of every year of the history, then this one: period_key, label, year, count, is_now.

        ``count`` [accidents] is missing where the data do not cover all days, also of this one.
        """
        earlier = by_years(self.history).loc[area]
        year, part = int(self.period.key[:4]), self.period.key[4:]
        years = [*(int(one) for one in earlier.index), year]
        titles = [Period(f"{one:04d}{part}", self.period.start, self.period.stop, "").title for one in years]
        now = float(self.history.now[area]) if self.history.covered[area] == "full" else float("nan")
        return pd.DataFrame(
            {
                "period_key": [f"{one:04d}{part}" for one in years],
                "label": titles,
                "year": years,
                "count": [*earlier.to_numpy(dtype=np.float64), now],
                "is_now": [one == year for one in years],
            }
        )

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values as the command line promises them, without the reasons (``alert_words`` adds them)."""
        return {
            "period": _period_record(self.period),
            "last_year": _period_record(self.last_year),
            "calendar": self.calendar_key,
            "by": self.by,
            "with_collisions": self.with_collisions,
            "alpha": _plain(self.alpha),
            "phi": _plain(self.phi),
            "quarters_of_history": self.quarters_of_history,
            "rows": [_record(row) for row in self.table.to_dict("records")],
            "chance": dict(self.chance),
            "unknown": self.unknown,
            "sources": list(self.sources),
            "illustrative": self.illustrative,
            "mixed": self.mixed,
            "data_until": self.data_until.isoformat() if self.data_until else None,
        }


def _range_of(judged: Judged, season: int, areas: int) -> dict[str, Any]:
    expected = expected_of(judged, [season])
    if expected is None:
        return dict.fromkeys(("expected", "lower", "upper"), np.full(areas, np.nan))
    lower, upper = ordinary_range(expected)
    return {"expected": expected.mean, "lower": lower, "upper": upper}


def _record(row: Mapping[Any, Any]) -> dict[str, Any]:
    numbers = {str(name): _plain(value) for name, value in row.items()}
    return numbers | {name: None if numbers[name] is None else int(numbers[name]) for name in _JSON_NUMBERS}


def _plain(value: Any) -> Any:
    """Python's own value; nothing in place of NaN."""
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and np.isnan(value) else value


def _period_record(period: Period) -> dict[str, Any]:
    return {
        "label": period.title,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "days": period.days,
    }
