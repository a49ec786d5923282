"""What a text is held against: the office's definitions, counts a day, and the period that is chosen.

A context without counts still knows the calendars (days of a quarter) and the names of areas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ...definitions.calendars import Calendar
from ...definitions.catalogue import Definitions
from ...definitions.names import nfc
from ...definitions.periods import Period, base_period, free_period, parse_period
from ...definitions.reference import split_aliases
from ...errors import RequestError
from ...figures.compare import covered_batches
from ...figures.counts import daily_counts
from ...store.tables import Store
from .lexicon import Names
from .periods_said import PeriodSaid


@dataclass(frozen=True, eq=False)
class Context:
    """``daily`` and ``coverage`` as ``compare_daily`` takes them, both None where nothing is to be compared.

    ``period`` and ``base`` are those chosen, for sentences that name none; ``areas``, ``mode`` and ``with_collisions``
    likewise. ``calendar_key`` is tried first, every other calendar after it.
    """

    definitions: Definitions
    daily: pd.DataFrame | None = None
    coverage: pd.DataFrame | None = None
    period: Period | None = None
    base: Period | None = None
    calendar_key: str = ""
    areas: tuple[str, ...] = ()
    mode: str = ""
    with_collisions: bool = True

    @property
    def calendars(self) -> list[Calendar]:
        """All calendars, the chosen one first."""
        chosen = self.definitions.calendar(self.calendar_key or None)
        return [chosen, *(one for one in self.definitions.calendars.values() if one.key != chosen.key)]

    @cached_property
    def names(self) -> Names:
        """Names of areas (lower case) and their codes; a name of the province alone is none of its city."""
        return tuple(dict(self._names()).items())

    def _names(self) -> Iterator[tuple[str, str]]:
        province = nfc(self.definitions.areas.province).lower()
        table = self.definitions.areas.table
        for code, name, aliases in zip(table["code"], table["name"], table["aliases"], strict=True):
            for one in (name, *split_aliases(aliases), name.partition(" ")[2] if name[:2] in ("TP", "TX") else name):
                lower = nfc(one).lower()
                if lower and lower != province and not lower.isascii():
                    yield lower.replace(".", " ").replace("  ", " "), code
                elif lower in ("si ma cai", "sa pa", "sapa", "simacai", "xi ma cai", "tx sa pa"):
                    yield lower, code

    def days_of(self, said: PeriodSaid) -> tuple[int, ...]:
        """Days of a period said, by every calendar, the chosen one first; none where its year is not known."""
        return tuple(period.days for period in self.periods_of(said))

    def periods_of(self, said: PeriodSaid) -> tuple[Period, ...]:
        """The period said, by every calendar, the chosen one first; none where its year is not known."""
        if said.form == "span" and said.first is not None and said.last is not None:
            return (free_period(said.first, said.last, self.calendars[0]),)
        dated = said.with_year(int(self.period.key[:4])) if self.period is not None else said
        if not dated.key:
            return ()
        try:
            return tuple(parse_period(dated.key, calendar) for calendar in self.calendars)
        except RequestError:
            return ()


def make_context(
    store: Store,
    definitions: Definitions,
    *,
    period: str | None = None,
    calendar: str | None = None,
    with_collisions: bool = True,
) -> Context:
    """The context of a store as it stands now. Raises ``RequestError`` for a period or calendar that is none."""
    pinned = store.pinned()
    chosen = definitions.calendar(calendar)
    now = parse_period(period, chosen) if period else None
    return Context(
        definitions,
        daily_counts(pinned),
        covered_batches(pinned, "accidents"),
        now,
        base_period(now, None, chosen) if now else None,
        chosen.key,
        with_collisions=with_collisions,
    )
