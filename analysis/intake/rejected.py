"""Rejected rows: kept as they were received, with the reason, so that a person can mend and send them again.

Only mapped columns are kept: what identifies a person was never read. Left out: why a row is rejected (``rules``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .rules import RULES, Mark, in_quotes, rejecting, stable_name
from .values.distinct import on_distinct

_COMMA = ", "


def rejected_frame(marks: Iterable[Mark], places: pd.DataFrame, received: pd.DataFrame) -> pd.DataFrame:
    """The rows that ``marks`` reject in the columns of the table ``rejected``, in the order of the file.

    ``places``: sheet and row; ``received``: the row's cells by their own headings; both on the positions of the marks.
    A row with several faults has the first one's rule and all their reasons.
    """
    spoken = [_spoken(item) for item in rejecting(marks) if len(item.texts)]
    if not spoken:
        return pd.DataFrame(columns=["sheet", "row", "rule", "reason", "cells"])
    faults = pd.concat(spoken)
    several = faults.index.duplicated(keep=False)
    joined = faults[several].groupby(level=0).agg({"rule": "first", "reason": " ".join})
    together = pd.concat([faults[~several], joined]).sort_index()
    together["cells"] = cells_json(received.loc[together.index])
    return places.loc[together.index].join(together)


def cells_json(received: pd.DataFrame) -> pd.Series:
    """Each row as JSON, heading -> text, empty cells left out; built from the distinct texts of each column."""
    if received.empty or not len(received.columns):
        return pd.Series("{}", index=received.index, dtype="str")
    parts = [_pairs(received[heading], heading) for heading in received.columns]
    # A row of nothing but nulls would be dropped by the join: every row begins with an empty text.
    start = pa.array([""] * len(received), type=pa.large_string())
    joined = pc.binary_join_element_wise(start, *parts, _text(_COMMA), null_handling="skip")
    inner = pc.utf8_slice_codeunits(joined, start=len(_COMMA))
    whole = pc.binary_join_element_wise(_text("{"), inner, _text("}"), _text(""))
    return pd.Series(whole.to_pylist(), index=received.index, dtype="str")


def _text(text: str) -> pa.Scalar:
    return pa.scalar(text, type=pa.large_string())


def _pairs(column: pd.Series, heading: str) -> pa.Array:
    """«"heading": "text"» for every cell, null where it is empty."""
    name = json.dumps(heading, ensure_ascii=False)

    def pairs(texts: pd.Index) -> pd.Series:
        written = [f"{name}: {json.dumps(text, ensure_ascii=False)}" if text else None for text in texts]
        return pd.Series(written, index=texts, dtype="str")

    return pa.array(on_distinct(column, pairs), type=pa.large_string(), from_pandas=True)


def _spoken(item: Mark) -> pd.DataFrame:
    message = RULES[item.rule].message
    texts = item.texts.astype("str")
    reason = (message + " Trong tệp: " + texts.map(in_quotes).astype("str") + ".").where(texts != "", message)
    return pd.DataFrame({"rule": stable_name(item.rule), "reason": reason})
