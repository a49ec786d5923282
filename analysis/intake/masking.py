"""Numbers that point to a person, hidden in words that are kept as they were written.

ID and phone numbers (9 to 12 digits, with or without separators) and plates ("24B1-123.45") become "***". Left out:
names, which no pattern knows. It can mislead where a long number is something else: it is hidden all the same.
"""

from __future__ import annotations

import re

import pandas as pd

from .values.distinct import on_distinct

HIDDEN = "***"
_LONG_NUMBER = re.compile(r"(?<!\d)\+?\d(?:[ .\-]?\d){8,11}(?!\d)")
_PLATE = re.compile(r"(?<!\w)\d{2} ?-? ?[A-ZĐ]{1,2}\d? ?[-–. ]? ?\d{3}\.?\d{1,2}(?!\d)", re.IGNORECASE)


def masked(text: str) -> str:
    """``text`` with "***" for what may be a phone, an ID number or a plate.

    >>> masked("Xe 24B1-123.45, gọi 0912 345 678")
    'Xe ***, gọi ***'
    """
    return _LONG_NUMBER.sub(HIDDEN, _PLATE.sub(HIDDEN, text))


def masked_words(column: pd.Series) -> tuple[pd.Series, pd.Series]:
    """``column`` with its distinct texts masked, and in which rows something was hidden (bool)."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        texts = column.cat.categories
        if all(masked(text) == text for text in texts):
            return column, pd.Series(False, index=column.index)
    found = on_distinct(column, _masked_table)
    hidden = pd.Series(found["hidden"].to_numpy(dtype=bool), index=column.index)
    words = found["text"].set_axis(column.index)
    return words.astype("category") if isinstance(column.dtype, pd.CategoricalDtype) else words.astype("str"), hidden


def _masked_table(texts: pd.Index) -> pd.DataFrame:
    after = [masked(text) for text in texts]
    return pd.DataFrame(
        {"text": after, "hidden": [old != new for old, new in zip(texts, after, strict=True)]}, index=texts
    )
