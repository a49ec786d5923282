"""Places where a road crosses the railway on one level (đường ngang, lối đi tự mở): ``rail_crossings.csv``.

An editable file that may be empty; drawn on the map where it has rows. Left out: what is done with them. Our file is
not used where foreign areas are laid over without their own.
"""

from __future__ import annotations

import pandas as pd

from analysis.definitions.office_files import office_table, with_degrees
from analysis.definitions.reference import Reference, require_unique
from analysis.definitions.road_network import post_metres
from analysis.errors import DefinitionError

FILE_NAME = "rail_crossings.csv"
COLUMNS = ("code", "name", "line", "km_m", "kind", "lat", "lon")


def load_rail_crossings(reference: Reference) -> pd.DataFrame:
    """The crossings: ``COLUMNS``, ``km_m`` Int64 [m] (missing where not given), ``lat``, ``lon`` [degrees WGS84].

    Raises ``DefinitionError`` for unreadable values and for a code that stands twice.
    """
    table = office_table(reference, FILE_NAME, ("code", "lat", "lon"), COLUMNS)[list(COLUMNS)]
    require_unique(table, "code", FILE_NAME)
    metres = [post_metres(text) if text else pd.NA for text in table["km_m"]]
    if None in metres:
        raise DefinitionError(f"Tệp {FILE_NAME} có lý trình không đọc được.", "Hãy ghi mét, hoặc dạng Km24+500.")
    return with_degrees(table, FILE_NAME).assign(km_m=pd.array(metres, dtype="Int64"))
