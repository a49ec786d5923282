"""A file with one row a casualty: people counted together into accidents.

Rows that are word for word the same are different people (two passengers of one bus), so none is ever dropped. Left
out: how a row is read. It can mislead where an accident's rows disagree: the first row speaks for it, and that is said.
"""

from __future__ import annotations

import pandas as pd

from .accidents import PERSON_COLUMNS
from .rules import Mark, mark

_COUNTED = {"deaths": "death", "injured": "injured", "missing_people": "missing"}
_AGREED = ("occurred_on", "area_code", "lat", "lon")


def group_casualties(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, tuple[Mark, ...]]:
    """Accidents (on the position of their first row), people (one a row, on its position), and where rows disagree.

    ``rows``: accepted rows, one a person, with ``accident_id`` and ``outcome``. Deaths, injured and missing are the
    people with that outcome.
    """
    outcomes = {key: rows["outcome"].astype("str").eq(code).astype("int64") for key, code in _COUNTED.items()}
    counts = pd.DataFrame(outcomes).groupby(rows["accident_id"].to_numpy(), sort=False).sum()
    first = rows[~rows["accident_id"].duplicated()].drop(columns=[*PERSON_COLUMNS, *_COUNTED], errors="ignore")
    accidents = first.join(counts, on="accident_id", validate="one_to_one")
    return (
        accidents,
        rows[["accident_id", *PERSON_COLUMNS]],
        (mark("rows_disagree", _disagrees(rows), rows["accident_id"]),),
    )


def _disagrees(rows: pd.DataFrame) -> pd.Series:
    """Rows that differ from the first row of their accident in day, area or point."""
    facts = rows[list(_AGREED)].astype({"area_code": "str"})
    first = facts.groupby(rows["accident_id"].to_numpy(), sort=False).transform("first")
    same = (facts == first) | (facts.isna() & first.isna())
    return ~same.all(axis=1)
