"""Our own counts for a statement, in each reading that its words allow: calendar, with or without va chạm.

A reading is never picked in silence: every answer carries its words. Counts come from ``compare_daily`` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from ...definitions.periods import Period, base_period, day_text, free_period, parse_period, same_period_last_year
from ...errors import RequestError
from ...figures.compare import Comparison, compare_daily
from .context import Context
from .periods_said import PeriodSaid
from .scopes import PREVIOUS, Said

MODE_WORDS = {"road": "đường bộ", "rail": "đường sắt", "water": "đường thủy nội địa"}


@dataclass(frozen=True)
class Reading:
    """A way to read a statement: two periods, va chạm or not, and what it is narrowed to (codes or "")."""

    now: Period
    base: Period
    with_collisions: bool
    area: str
    mode: str
    severity: str
    calendar: str


@dataclass(frozen=True)
class Value:
    """Our figure, or why there is none: ``missing`` is a sentence, "" where ``figure`` holds."""

    figure: Fraction | None
    missing: str = ""


@dataclass
class Ours:
    """Our data for one check; every comparison, value and wording is made once."""

    context: Context
    _made: dict[object, Comparison] = field(default_factory=dict)
    _values: dict[tuple[Reading, str, str], Value] = field(default_factory=dict)
    _words: dict[Reading, str] = field(default_factory=dict)

    def readings(self, said: Said) -> Iterator[Reading]:
        """Every reading of what was said, the chosen calendar and choice of va chạm first."""
        chosen = said.collisions if said.collisions is not None else self.context.with_collisions
        either = [chosen] if said.collisions is not None or said.code("severity") else [chosen, not chosen]
        area = said.code("area") or (self.context.areas[0] if len(self.context.areas) == 1 else "")
        mode = said.code("mode") or self.context.mode
        seen = set()
        for with_collisions in either:
            for now, base, calendar in self._periods(said):
                reading = Reading(now, base, with_collisions, area, mode, said.code("severity"), calendar)
                days = (now.start, now.stop, with_collisions)
                if days not in seen:
                    seen.add(days)
                    yield reading

    def _periods(self, said: Said) -> Iterator[tuple[Period, Period, str]]:
        chosen = self.context.period
        if said.period is None:
            if chosen is not None:
                for now in self._of_chosen(chosen):
                    yield now, self._base(now, said), now.calendar_key
            return
        for now in self.context.periods_of(said.period):
            yield now, self._base(now, said), now.calendar_key

    def _of_chosen(self, chosen: Period) -> Iterator[Period]:
        yield chosen
        if not chosen.is_span:
            for calendar in self.context.calendars[1:]:
                yield parse_period(chosen.key, calendar)

    def _base(self, now: Period, said: Said) -> Period:
        calendar = self.context.definitions.calendars[now.calendar_key]
        if said.base is not None:
            named = self._named(said.base, now)
            if named is not None:
                return named
        if said.base_year and not now.is_span:
            return parse_period(f"{said.base_year}{now.key[4:]}", calendar)
        if said.against:
            return base_period(now, PREVIOUS if said.against == PREVIOUS else None, calendar)
        chosen, base = self.context.period, self.context.base
        if base is not None and chosen is not None and (now.start, now.stop) == (chosen.start, chosen.stop):
            return base
        return same_period_last_year(now, calendar)

    def _named(self, said: PeriodSaid, now: Period) -> Period | None:
        calendar = self.context.definitions.calendars[now.calendar_key]
        if said.first is not None and said.last is not None:
            return free_period(said.first, said.last, calendar)
        try:
            return parse_period(said.with_year(int(now.key[:4])).key, calendar)
        except RequestError:
            return None

    def value(self, reading: Reading, measure: str, role: str) -> Value:
        """Our ``measure`` for role now, before, difference or percent (these two with their sign)."""
        key = (reading, measure, role)
        if key not in self._values:
            self._values[key] = self._value(reading, measure, role)
        return self._values[key]

    def _value(self, reading: Reading, measure: str, role: str) -> Value:
        comparison = self._comparison(reading)
        for name, period in (("now", reading.now), ("base", reading.base)):
            if (role != {"now": "before", "base": "now"}[name]) and comparison.coverage[name] != "full":
                return Value(None, _not_covered(comparison, comparison.coverage[name], period))
        row = comparison.figure(measure, reading.severity or None)
        counts = [row["now"], row["before"]] if role == "percent" else [row[role]]
        if any(pd.isna(count) for count in counts):
            return Value(None, "Số liệu đã nhập không ghi mục này.")
        if role != "percent":
            return Value(Fraction(int(counts[0])))
        now, before = (int(count) for count in counts)
        return Value(Fraction(100 * (now - before), before)) if before else Value(None, "Số cùng kỳ đã nhập là 0.")

    def _comparison(self, reading: Reading) -> Comparison:
        key = (reading.now, reading.base, reading.with_collisions, reading.area, reading.mode, bool(reading.severity))
        if key not in self._made:
            daily, coverage = self.context.daily, self.context.coverage
            if daily is None or coverage is None:
                raise ValueError("the context holds no counts")
            areas = [reading.area] if reading.area else list(self.context.areas) or None
            self._made[key] = compare_daily(
                daily,
                self.context.definitions,
                reading.now,
                reading.base,
                areas=areas,
                modes=[reading.mode] if reading.mode else None,
                with_collisions=reading.with_collisions,
                by="severity" if reading.severity else None,
                coverage=coverage,
            )
        return self._made[key]

    def words(self, reading: Reading) -> str:
        """The reading in words: "Bảo Yên, đường bộ, Quý I/2025 (15/12/2024–14/03/2025), tính cả va chạm"."""
        if reading not in self._words:
            self._words[reading] = self._worded(reading)
        return self._words[reading]

    def _worded(self, reading: Reading) -> str:
        names = self.context.definitions.areas.names
        several = [names[code] for code in self.context.areas] if not reading.area else []
        severity = self.context.definitions.codes["severity"].labels.get(reading.severity, "").lower()
        parts = [
            names.get(reading.area, "") or ", ".join(several) or "toàn tỉnh",
            MODE_WORDS.get(reading.mode, ""),
            severity,
            reading.now.span if reading.now.is_span else f"{reading.now.title} ({reading.now.span})",
            "" if severity else "tính cả va chạm" if reading.with_collisions else "không tính va chạm",
        ]
        return ", ".join(part for part in parts if part)


def _not_covered(comparison: Comparison, state: str, period: Period) -> str:
    if state == "none":
        return f"Chưa nhập số liệu của {period.title}."
    until = comparison.data_until
    if until is not None and period.start <= until < period.end:
        return f"Số liệu đã nhập mới đến {day_text(until)}, chưa đủ {period.title}."
    return f"Số liệu đã nhập về {period.title} chưa phủ hết các ngày hoặc các địa bàn."
