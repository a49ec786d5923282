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
    ends = [pd.to_numeric(table[name], errors="coerce").fillna(-1).astype("int64") for name in ("from_hour", "to_hour")]
    rows = list(zip(table["code"], *ends, strict=True))
    parts = [[code for code, first, stop in rows if 0 <= first <= hour < stop <= HOURS] for hour in range(HOURS)]
    wrong = [str(hour) for hour, codes in enumerate(parts) if len(codes) != 1]
    if wrong:
        raise DefinitionError(
            f"Tệp day_parts.csv để giờ {', '.join(wrong)} không thuộc đúng một buổi.",
            "Hãy sửa from_hour và to_hour để các buổi nối nhau từ 0 đến 24.",
        )
    return DayParts(dict(zip(table["code"], table["label"], strict=True)), tuple(codes[0] for codes in parts))
