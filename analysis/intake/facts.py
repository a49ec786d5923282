"""What a file of counts says, row by row, kept small: the table in which repetitions are looked for.

Defines a fact: its period, its groups (area, commune, behaviour, vehicle, force, mode), its cases, and the texts of the
columns that nobody mapped (``beside``), which may tell two tables of one file apart. Those texts are looked at and
never stored. Left out: rejected rows, files with one row a record that have one sheet, more rows than ``MOST_FACTS``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from ..definitions.names import nfc
from .columns import recoded
from .keys import SHEET

GROUPS = ("area_code", "commune", "behaviour", "vehicle_type", "enforced_by", "mode")
"""What, with its period, makes a fact one fact."""
STORED_GROUPS = tuple(name for name in GROUPS if name != "commune")
"""Those of ``GROUPS`` that the table of violations keeps."""
DAYS = ("start", "end")
MOST_FACTS = 2_000_000
"""Facts held against each other: no office has more in one file, and some 60 bytes are kept for each."""
BESIDE = "beside:"
"""Before the heading of a column that nobody mapped."""
OWN = "own:"
"""Before one of ``GROUPS``: the file's own words for it, where one column of the file gives it."""


def facts_of(
    good: pd.DataFrame, places: pd.DataFrame, beside: pd.DataFrame, own: Mapping[str, pd.Series]
) -> pd.DataFrame:
    """The facts of a chunk: ``row``, ``start``, ``end`` (datetime64), ``cases``, ``GROUPS``, sheet, own and ``beside``.

    ``good``: accepted counts with ``position``; ``places``, ``beside`` and ``own`` (group -> the file's words) on the
    positions of the file's rows.
    """
    position = good["position"]
    texts = {name: good[name] if name in good else pd.Series("", index=good.index) for name in GROUPS}
    texts[SHEET] = places.loc[position, "sheet"].set_axis(good.index)
    for name, words in own.items():
        texts[OWN + name] = words.loc[position].set_axis(good.index)
    for heading in beside.columns:
        texts[BESIDE + heading] = recoded(beside.loc[position, heading].set_axis(good.index), _clean)
    numbers = {
        "row": places.loc[position, "row"].to_numpy(),
        "start": good["period_start"].to_numpy(),
        "end": good["period_end"].to_numpy(),
        "cases": good["cases"].to_numpy(dtype="float64", na_value=np.nan),
    }
    coded = {name: _coded(column) for name, column in texts.items()}
    return pd.DataFrame({**numbers, **coded}, index=good.index)


def all_facts(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The facts of all chunks on an index of their own; a column that some sheets lack is "" there."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return pd.DataFrame(columns=["row", *DAYS, "cases", *GROUPS, SHEET])
    names = list(dict.fromkeys(name for part in filled for name in part.columns))
    return pd.DataFrame({name: _joined([_column(part, name) for part in filled]) for name in names})


def _coded(column: pd.Series) -> pd.Series:
    """``column`` as a category of texts without missing ones; one that is a category already keeps its codes."""
    if isinstance(column.dtype, pd.CategoricalDtype) and not column.hasnans:
        return column
    return column.astype("str").astype("category")


def _column(part: pd.DataFrame, name: str) -> pd.Series:
    if name in part:
        return part[name]
    return pd.Series("", index=part.index, dtype="str").astype("category")


def _joined(columns: list[pd.Series]) -> pd.Series:
    if isinstance(columns[0].dtype, pd.CategoricalDtype):
        return pd.Series(union_categoricals(columns))
    return pd.concat(columns, ignore_index=True)


def _clean(text: str) -> str:
    return " ".join(nfc(text).split())
