"""Which rows a profile takes by the kind of their period: ``include = { "@period" = ["month"] }``.

A row whose period cannot be read is kept, so that it is rejected with its reason. Left out: what a kind is
(``repeated_levels.PERIOD_KINDS``).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd

from .columns import Binding, first_filled, our_cells
from .counting import months_of_dates
from .keys import PERIOD
from .profiles import Profile
from .repeated_levels import period_kinds
from .values.dates import parse_periods_text
from .values.distinct import on_distinct

_PERIOD_KEYS = ("period", "date", "datetime", "year")


def of_kinds(chunk: pd.DataFrame, binding: Binding, profile: Profile) -> pd.Series:
    """Which rows of ``chunk`` have a period of the kinds asked for (bool); all where none is."""
    every = pd.Series(True, index=chunk.index)
    columns = {key: binding.columns[key] for key in _PERIOD_KEYS if key in binding.columns}
    if PERIOD not in binding.include or not columns or chunk.empty:
        return every
    narrow = replace(binding, columns=columns)
    cells = our_cells(chunk, narrow, profile)
    months = months_of_dates(cells, narrow, profile.date_order) if "period" in cells else None
    cells = cells if months is None else cells.assign(period=months)
    text = first_filled([cells[key] for key in columns])
    found = on_distinct(text, partial(parse_periods_text, order=profile.date_order))
    kinds = period_kinds(found["start"], found["end"])
    return kinds.isin(binding.include[PERIOD]) | found["start"].isna()
