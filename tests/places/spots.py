"""Found spots as small as a case needs them, and a register to set them against."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd

from analysis.places.register_changes import Told

NOON = datetime(2025, 4, 1, 5, tzinfo=UTC)
"""12:00 of 1 April 2025 in Vietnam."""
TOLD = Told("Lan", NOON)
NAMES = {"082": "Bát Xát", "087": "Bảo Yên"}


def told(who: str = "Lan", now: datetime = NOON) -> Told:
    return Told(who, now)


def spot(spot_id: str, *accident_ids: str, **columns: Any) -> dict[str, Any]:
    """An active spot on QL70 Km126+370 - Km126+430 with two fatal accidents, unless said otherwise."""
    known = {"by": "km", "road": "QL70", "from_m": 126_370, "to_m": 126_430, "status": "ACTIVE", "criteria": "C1"}
    found = {"accidents": 2, "fatal_accidents": 2, "deaths": 2, "injured": 1, "area_code": "087"}
    days = {"first": pd.Timestamp("2024-05-18"), "last": pd.Timestamp("2025-02-02")}
    return {"spot_id": spot_id, "accident_ids": accident_ids, **known, **found, **days, **columns}


def frame(*spots: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(spots), columns=None if spots else ["spot_id"])
