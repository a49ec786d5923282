"""Parts of the day: hours put together, since a district has too few accidents for 24 of them.

A definition of ours (``day_parts.csv``); it can mislead that a part does not follow dusk, which moves with the season.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.definitions.reference import Reference, require_columns, require_unique
from analysis.errors import DefinitionError

HOURS = 24


@dataclass(frozen=True)
class DayParts:
    """``labels``: Vietnamese label by code, in the order of the file; ``of_hour``: code of each hour 0 to 23."""

    labels: dict[str, str]
    of_hour: tuple[str, ...]


def load_day_parts(reference: Reference) -> DayParts:
    """The parts of ``day_parts.csv``. Raises ``DefinitionError`` where an hour is in none or in two of them."""
    table = reference.table("day_parts")
    require_columns(table, ("code", "label", "from_hour", "to_hour"), "day_parts.csv")
    require_unique(table, "code", "day_parts.csv")
    first = pd.to_numeric(table["from_hour"], errors="coerce").fillna(-1).astype("int64")
    stop = pd.to_numeric(table["to_hour"], errors="coerce").fillna(-1).astype("int64")
    spans = [
        (str(code), range(start, end))
        for code, start, end in zip(table["code"], first, stop, strict=True)
        if start >= 0 and end <= HOURS
    ]
    parts = [[code for code, hours in spans if hour in hours] for hour in range(HOURS)]
    wrong = [str(hour) for hour, codes in enumerate(parts) if len(codes) != 1]
    if wrong:
        raise DefinitionError(
            f"Tệp day_parts.csv để giờ {', '.join(wrong)} không thuộc đúng một buổi.",
            "Hãy sửa from_hour và to_hour để các buổi nối nhau từ 0 đến 24.",
        )
    return DayParts(dict(zip(table["code"], table["label"], strict=True)), tuple(codes[0] for codes in parts))
