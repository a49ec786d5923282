"""Read each distinct text of a column once and spread the answers over the rows.

A column of five million cells holds a few thousand different dates and a few hundred names; parsing them row by row
costs a hundred times more. Missing cells are read as the empty text. Leaves out: any reading of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

Parsed = TypeVar("Parsed", pd.Series, pd.DataFrame)
Places = npt.NDArray[np.intp]


def on_distinct(column: pd.Series, parser: Callable[[pd.Index], Parsed]) -> Parsed:
    """``parser`` of the column's distinct texts, one answer a row, on ``column.index``.

    ``parser`` is called once with the distinct texts that occur (unused categories are left out) and returns a Series
    or DataFrame with one row a text, in that order. Raises ``ValueError`` where it returns another number of rows.
    """
    texts, places = distinct_texts(column)
    parsed = parser(texts)
    if len(parsed) != len(texts):
        raise ValueError(f"parser returned {len(parsed)} rows for {len(texts)} texts")
    return parsed.take(places).set_axis(column.index, axis=0)


def distinct_texts(column: pd.Series) -> tuple[pd.Index, Places]:
    """The distinct texts of ``column`` and, for every row, the place of its text among them; missing counts as ""."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, texts = np.asarray(column.cat.codes, dtype=np.intp), column.cat.categories
    else:
        found, uniques = pd.factorize(column)
        codes, texts = np.asarray(found, dtype=np.intp), pd.Index(uniques)
    texts, codes = _with_empty_text(texts, codes)
    used = np.bincount(codes, minlength=len(texts)) > 0
    if used.all():
        return texts, codes
    return texts[used], (np.cumsum(used) - 1)[codes]


def _with_empty_text(texts: pd.Index, codes: Places) -> tuple[pd.Index, Places]:
    """Missing cells (code -1) as the empty text, which is added where the column does not hold it."""
    missing = codes < 0
    if not missing.any():
        return texts.astype(str), codes
    known = texts.astype(str)
    place = int(known.get_indexer(pd.Index([""]))[0])
    if place < 0:
        known, place = known.append(pd.Index([""], dtype=known.dtype)), len(known)
    return known, np.where(missing, place, codes)
