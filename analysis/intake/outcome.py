"""What a reader of one kind of file is given (``Order``) and gives back (``Outcome``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pyarrow as pa

from ..definitions.catalogue import Definitions
from .findings import Finding
from .profiles import Profile
from .repeated import Repetition
from .rules import Tally
from .sheets import Sheet

Existing = Callable[[date, date], pd.DataFrame]
Sink = Callable[[str, pa.Table], None]
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Order:
    """One file to read: its sheets, the profile, and where rows come from and go to."""

    sheets: tuple[Sheet, ...]
    profile: Profile
    definitions: Definitions
    source: str
    sha256: str
    today: date
    covers: tuple[date, date] | None
    dry_run: bool
    existing: Existing
    sink: Sink
    progress: Progress
    accept_repeated: str = ""
    """Why facts that stand in the file twice are all taken; "" while nobody has said so."""


@dataclass(frozen=True)
class Outcome:
    """Counts of rows, what was said, and the days and areas of what was accepted.

    ``days``: Series of datetime64 whose months are looked through for gaps; ``repeated``: what stands there twice.
    """

    rows_read: int
    rows_rejected: int
    records: int
    findings: tuple[Finding, ...]
    tallies: tuple[Tally, ...]
    days: tuple[pd.Series, ...]
    first_day: date | None
    last_day: date | None
    area_codes: frozenset[str]
    repeated: tuple[Repetition, ...] = ()


def first_and_last(starts: pd.Series, ends: pd.Series) -> tuple[date | None, date | None]:
    """The earliest of ``starts`` and the latest of ``ends`` (datetime64) as days; (None, None) where there is none."""
    if not len(starts):
        return None, None
    return starts.min().date(), ends.max().date()
