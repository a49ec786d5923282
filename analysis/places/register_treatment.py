"""Before and after the treatment of a registered place: the bridge from the register to ``treatment``.

The works are the days from "đang xử lý" to "đã xử lý" (one day where only the end is known). The place is laid around
the accidents for which it was registered and that happened before the works, and is as long or wide as the window of
the search, or as they need: so the years before and after are counted on the same ground. Left out: the comparison
itself. It can mislead where a search on kilometres is asked of a place that was found by coordinates: only its
accidents on its commonest road count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from ..definitions.catalogue import Definitions
from ..errors import RequestError
from ..store.spots import day_of
from .asked import BY_KM, Asked
from .blackspots import BlackSpots
from .smallest_disc import middles
from .treatment import Treatment, spot_treatment


def place_treatment(place: Mapping[str, Any], found: BlackSpots, definitions: Definitions) -> Treatment:
    """What the works at ``place`` (a row of ``register``) did, by the accidents of ``found``.

    Raises ``RequestError`` where the works have no end yet, none of the place's accidents before the works is in the
    search, or there are no days before or after.
    """
    end = day_of(place["done_on"])
    if end is None:
        raise RequestError("Điểm này chưa có ngày xử lý xong.", "Hãy chuyển tình trạng sang «đã xử lý» kèm ngày.")
    start = min(day_of(place["work_from"]) or end, end)
    own = _own(place, found, start)
    if own.empty:
        raise RequestError(
            "Không vụ nào trước khi xử lý của điểm này có vị trí trong lần tìm đang xem.",
            "Hãy chọn cách tìm khác (lý trình hoặc tọa độ), hoặc khoảng ngày dài hơn.",
        )
    spot = _spot(place, found.asked, own)
    asked = _wide_enough(found.asked, spot, own)
    marked = own.assign(spot_id=place["register_id"])
    return spot_treatment(spot, marked, found.accidents, definitions, asked, works_start=start, works_end=end)


def _own(place: Mapping[str, Any], found: BlackSpots, start: date) -> pd.DataFrame:
    """The accidents with a position before ``start``: of its commonest junction, else on its commonest line."""
    rows = found.accidents[found.accidents["accident_id"].isin(place["accident_ids"])]
    by_km = found.asked.by == BY_KM
    known = (rows["line_m"] if by_km else rows["x_m"]).notna() | rows["junction"].ne("")
    rows = rows[known & (rows["occurred_on"] < pd.Timestamp(start))]
    rows = _commonest(rows, "junction")
    return _commonest(rows, "line") if by_km and rows["junction"].eq("").all() else rows


def _commonest(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    return rows[rows[column].eq(rows[column].mode().iloc[0])] if len(rows) else rows


def _spot(place: Mapping[str, Any], asked: Asked, own: pd.DataFrame) -> pd.DataFrame:
    """The place as a row of ``spot_table``."""
    junction = own["junction"].iloc[0]
    kind = "junction" if junction else asked.by
    row = {"spot_id": place["register_id"], "kind": kind, "mode": own["mode"].mode().iloc[0], "junction_id": junction}
    x, y = own["x_m"].to_numpy(dtype="float64"), own["y_m"].to_numpy(dtype="float64")
    known = np.isfinite(x) & np.isfinite(y)
    middle = middles(x[known], y[known], np.zeros(int(known.sum()), dtype=np.int64), asked.radius_m)
    where = middle if len(middle) else pd.DataFrame({"x_m": [np.nan], "y_m": [np.nan]})
    return where.assign(**row)


def _wide_enough(asked: Asked, spot: pd.DataFrame, own: pd.DataFrame) -> Asked:
    """``asked`` with a stretch or disc that holds all of ``own``; what is usual there grows with it."""
    if spot["kind"].iloc[0] == "junction":
        return asked
    if asked.by == BY_KM:
        return replace(asked, length_m=max(asked.length_m, int(own["line_m"].max() - own["line_m"].min())))
    away = np.hypot(own["x_m"] - spot["x_m"].iloc[0], own["y_m"] - spot["y_m"].iloc[0])
    return replace(asked, radius_m=max(asked.radius_m, float(away.max())))
