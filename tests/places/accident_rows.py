"""Small tables of accidents for the tests of places: what is not said is nothing special."""

from __future__ import annotations

from typing import Any

import pandas as pd

USUAL: dict[str, Any] = {
    "occurred_on": "2024-05-01",
    "area_code": "086",
    "mode": "road",
    "severity": "unknown",
    "deaths": 0,
    "injured": 1,
    "road": "QL70",
    "road_class": "national",
    "km_m": None,
    "lat": None,
    "lon": None,
}


def accident_rows(*rows: dict[str, Any]) -> pd.DataFrame:
    """Accidents a1, a2, … with the columns of the store that places need."""
    full = [{"accident_id": f"a{number}", **USUAL, **row} for number, row in enumerate(rows, start=1)]
    kinds = {"km_m": "Int64", "deaths": "Int32", "injured": "Int32", "lat": "float64", "lon": "float64"}
    frame = pd.DataFrame(full).astype(kinds)
    return frame.assign(occurred_on=pd.to_datetime(frame["occurred_on"]).astype("datetime64[s]"))
