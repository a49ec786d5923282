"""What a place is called when nobody has named it: road, kilometres or coordinates, district."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.tables import UNKNOWN

NOWHERE = "Điểm chưa rõ vị trí"


def known_names(definitions: Definitions) -> dict[str, str]:
    """Names of areas and roads by their codes, for ``place_name``."""
    return {**definitions.codes["roads"].labels, **definitions.areas.names}


def place_name(place: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A name from where the place is: "QL70 Km126+370 - Km126+430, Bảo Yên".

    ``names``: name by the code of an area or road (``known_names``); a road without one is shown as it is.
    """
    area = names.get(str(place.get("area_code") or ""), "")
    return ", ".join(part for part in (where_words(place, names), area) if part)


def where_words(place: Mapping[str, Any], names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Road with its stretch, else with its coordinates, else ``NOWHERE``."""
    code = "" if place.get("road") in (None, "", UNKNOWN) else str(place["road"])
    road = names.get(code, code)
    if _known(place.get("from_m")):
        stretch = stretch_words(place["from_m"], place.get("to_m"))
        return f"{road} {stretch}".strip()
    if not _known(place.get("lat")):
        return road or NOWHERE
    point = f"({place['lat']:.5f}; {place['lon']:.5f})".replace(".", ",")
    return f"{road or 'Điểm'} {point}"


def stretch_words(start: Any, stop: Any) -> str:
    """ "Km126+370 - Km126+430", one post where both ends are the same or only one is known, "" for none."""
    if not _known(start):
        return ""
    first = km_words(int(start))
    last = km_words(int(stop)) if _known(stop) else first
    return first if first == last else f"{first} - {last}"


def km_words(metres: int) -> str:
    """Metres from km 0 as people write them: 126370 is "Km126+370"."""
    return f"Km{metres // 1000}+{metres % 1000:03d}"


def _known(value: Any) -> bool:
    return value is not None and not pd.isna(value)
