"""What is asked of the search for black spots: by road-km or by coordinates, which days, how large a window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..definitions.blackspot_rules import LAW, OURS

BY_KM, BY_POINT = "km", "point"


@dataclass(frozen=True)
class Asked:
    """``by`` "km" or "point", days [``since``, ``as_of``] both inside, the size of a window [m] and [months].

    ``crs``: system of x_m and y_m ("" = not known: then spots have no degrees). ``potential``: origins of potential
    spots that are wanted, "ours" (one accident short) and "law" (its own potential spots).
    """

    by: str
    as_of: date
    since: date
    length_m: int = 100
    radius_m: float = 50.0
    months: int = 12
    crs: str = ""
    potential: tuple[str, ...] = (OURS, LAW)
