"""Tables of spots and of accidents on a plane of whole metres, as the search gives them, for ranking and treatment."""

from __future__ import annotations

from typing import Any

import pandas as pd


def placed(*rows: dict[str, Any]) -> pd.DataFrame:
    """Accidents a1, a2, … with positions; ``line_m`` and ``x_m``, ``y_m`` may be left out."""
    usual = {
        "spot_id": "",
        "occurred_on": "2023-06-01",
        "mode": "road",
        "road_class": "national",
        "severity": "less_serious",
        "deaths": 0,
        "injured": 1,
        "line": "L",
        "line_m": None,
        "x_m": None,
        "y_m": None,
        "junction": "",
    }
    full = [{"accident_id": f"a{number}", **usual, **row} for number, row in enumerate(rows, start=1)]
    frame = pd.DataFrame(full).astype({"line_m": "Int64", "x_m": "float64", "y_m": "float64", "deaths": "Int32"})
    return frame.assign(occurred_on=pd.to_datetime(frame["occurred_on"]).astype("datetime64[s]"))


def spots(*rows: dict[str, Any]) -> pd.DataFrame:
    """Spots; ``spot_id`` must be given."""
    usual = {"kind": "km", "mode": "road", "junction_id": "", "x_m": None, "y_m": None}
    return pd.DataFrame([{**usual, **row} for row in rows]).astype({"x_m": "float64", "y_m": "float64"})
