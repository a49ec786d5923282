"""Places where a road crosses the railway on one level (đường ngang, lối đi tự mở): ``rail_crossings.csv``.

An editable file that may be empty; drawn on the map where it has rows. Left out: what is done with them. Our file is
not used where foreign areas are laid over without their own.
"""

from __future__ import annotations

import pandas as pd

from analysis.definitions.reference import Reference, require_columns, require_unique, with_columns
from analysis.definitions.road_network import post_metres
from analysis.errors import DefinitionError

FILE_NAME = "rail_crossings.csv"
COLUMNS = ("code", "name", "line", "km_m", "kind", "lat", "lon")


def load_rail_crossings(reference: Reference) -> pd.DataFrame:
    """The crossings: ``COLUMNS``, ``km_m`` Int64 [m] (missing where not given), ``lat``, ``lon`` [degrees WGS84].

    Raises ``DefinitionError`` for unreadable values and for a code that stands twice.
    """
    if reference.is_overlaid("areas.csv") and not reference.is_overlaid(FILE_NAME):
        return _typed(pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS}))
    table = reference.table("rail_crossings", may_be_empty=True)
    require_columns(table, ("code", "lat", "lon"), FILE_NAME)
    require_unique(table, "code", FILE_NAME)
    return _typed(with_columns(table, COLUMNS)[list(COLUMNS)])


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    degrees = {
        name: pd.to_numeric(table[name].str.replace(",", ".", regex=False), errors="coerce") for name in ("lat", "lon")
    }
    lat, lon = degrees["lat"].astype("float64"), degrees["lon"].astype("float64")
    if (lat.isna() | lon.isna() | (lat.abs() > 90) | (lon.abs() > 180)).any():
        raise DefinitionError(
            f"Tệp {FILE_NAME} có tọa độ không phải độ WGS84.",
            "Hãy ghi lat (vĩ độ) như 22.485, lon (kinh độ) như 103.975.",
        )
    metres = [post_metres(text) if text else pd.NA for text in table["km_m"]]
    if None in metres:
        raise DefinitionError(f"Tệp {FILE_NAME} có lý trình không đọc được.", "Hãy ghi mét, hoặc dạng Km24+500.")
    return table.assign(lat=lat, lon=lon, km_m=pd.array(metres, dtype="Int64"))
