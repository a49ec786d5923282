"""Several columns that together make one count: "Nam" and "Nữ", "tại chỗ" and "tại bệnh viện".

Blank parts are 0 where another part is filled. A part that is no number spoils the whole cell, so that the row's own
rule (``count_invalid``, ``number_unreadable``) speaks. Left out: which columns belong together (``mapping``).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .values.distinct import on_distinct
from .values.numbers import money_unit, parse_counts, parse_numbers

SUMMED = frozenset(
    {"deaths", "injured", "missing_people", "cases", "fine_vnd", "licences_revoked", "points_deducted", "vehicles_held"}
)
"""Keys whose several columns are added up."""

PARTS_OF_ONE = (
    ("nam", "nu"),
    ("tai cho", "tai benh vien"),
    ("tai hien truong", "tai benh vien"),
    ("nang", "nhe"),
)
"""What is left of two headings beside a name of ours where the two make one count (folded)."""


def summed(key: str, parts: Sequence[pd.Series], headings: Sequence[str]) -> pd.Series:
    """Text of the sum of every row (category); in the unit of the first heading."""
    table = pd.concat([part.astype("str") for part in parts], axis=1).set_axis(range(len(parts)), axis=1)
    units = [money_unit(heading) if key == "fine_vnd" else 1.0 for heading in headings]
    read = parse_numbers if key == "fine_vnd" else parse_counts
    numbers = pd.concat([on_distinct(part, read).astype("Float64") for part in parts], axis=1)
    numbers = numbers.set_axis(table.columns, axis=1)
    blank = table == ""
    wrong = (numbers.isna() | (numbers < 0).fillna(False)) & ~blank
    total = (numbers.fillna(0) * [unit / units[0] for unit in units]).sum(axis=1)
    words = total.round(6).map(lambda number: f"{float(number):.6f}".rstrip("0").rstrip(".").replace(".", ","))
    spoiled = table.agg(" + ".join, axis=1) if wrong.any(axis=None) else words
    found = words.astype("str").mask(wrong.any(axis=1), spoiled).mask(blank.all(axis=1), "")
    return found.astype("category")
