"""Before and after the treatment of a registered place: the bridge from the register to ``treatment``.

The works are the days from "đang xử lý" to "đã xử lý" (one day where only the end is known); the accidents before and
after are those of the search, within the window of the search around the accidents that made the place. Left out: the
comparison itself. It can mislead where a search on kilometres is asked of a place that was found by coordinates: such a
place is not compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..definitions.catalogue import Definitions
from ..errors import RequestError
from ..store.spots import day_of
from .asked import BY_KM
from .blackspots import BlackSpots
from .treatment import Treatment, spot_treatment


def place_treatment(place: Mapping[str, Any], found: BlackSpots, definitions: Definitions) -> Treatment:
    """What the works at ``place`` (a row of ``register``) did, by the accidents of ``found``.

    Raises ``RequestError`` where the works have no end yet, none of the place's accidents is in the search, or there
    are no days before or after.
    """
    end = day_of(place["done_on"])
    if end is None:
        raise RequestError("Điểm này chưa có ngày xử lý xong.", "Hãy chuyển tình trạng sang «đã xử lý» kèm ngày.")
    start = day_of(place["work_from"])
    own = found.accidents[found.accidents["accident_id"].isin(place["accident_ids"])]
    own = own[own["line_m"].notna()] if found.asked.by == BY_KM else own[own["x_m"].notna()]
    if own.empty:
        raise RequestError(
            "Không vụ nào của điểm này có vị trí trong lần tìm đang xem.",
            "Hãy chọn cách tìm khác (lý trình hoặc tọa độ), hoặc khoảng ngày dài hơn.",
        )
    spot = _spot(place, found, own)
    works = {"works_start": min(start or end, end), "works_end": end}
    marked = own.assign(spot_id=place["register_id"])
    return spot_treatment(spot, marked, found.accidents, definitions, found.asked, **works)


def _spot(place: Mapping[str, Any], found: BlackSpots, own: pd.DataFrame) -> pd.DataFrame:
    """The place as a row of ``spot_table``: the found spot where the search has it, else around its accidents."""
    known = found.spots[found.spots["spot_id"].isin(place["spot_ids"])]
    if len(known):
        return known.head(1).assign(spot_id=place["register_id"])
    row = {"spot_id": place["register_id"], "kind": found.asked.by, "mode": own["mode"].mode().iloc[0]}
    middle = {name: float(np.nanmean(own[name])) if own[name].notna().any() else np.nan for name in ("x_m", "y_m")}
    return pd.DataFrame([{**row, "junction_id": "", **middle}])
