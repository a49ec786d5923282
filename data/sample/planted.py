"""What is planted in the sample on purpose, as data: two districts and five places. README.md tells the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DOUBLING_AREA = "087"
CREEPING_AREA = "088"

MEAN = {
    "080": 19.5,
    "082": 7.2,
    "083": 5.2,
    "084": 3.0,
    "085": 4.6,
    "086": 16.5,
    "087": 9.2,
    "088": 9.0,
    "089": 8.2,
}
"""Accidents a quarter, va chạm counted in."""

_CREEP = {
    2022: ((5, 4), (5, 3), (5, 4), (6, 4)),
    2023: ((7, 4), (6, 4), (7, 4), (7, 5)),
    2024: ((8, 5), (8, 5), (9, 5), (11, 7)),
}

FIXED_COUNTS: dict[tuple[str, str], tuple[int, int]] = {
    (DOUBLING_AREA, "2024-Q1"): (5, 4),
    (DOUBLING_AREA, "2025-Q1"): (13, 8),
    **{(CREEPING_AREA, f"{year}-Q{n}"): pair for year, four in _CREEP.items() for n, pair in enumerate(four, start=1)},
    (CREEPING_AREA, "2025-Q1"): (8, 5),
}
"""(district, quarter) -> accidents that are not va chạm, and va chạm. All other cells are drawn."""

FOCUS = {(DOUBLING_AREA, "2025-Q1"): "QL70", **{(CREEPING_AREA, f"2024-Q{n}"): "QL4D" for n in (1, 2, 3, 4)}}
"""The road on which most of the planted rise happens."""


@dataclass(frozen=True)
class PlantedAccident:
    """One accident of a planted place: metres from its middle to the east and north, and along the km posts."""

    day: date
    deaths: int
    injured: int
    along_m: int
    east_m: float
    north_m: float
    road: str = ""


@dataclass(frozen=True)
class PlantedPlace:
    """A stretch (``km_m`` of the road nearest to it) or a junction (``km_m`` missing, its middle given)."""

    name: str
    area: str
    road: str
    km_m: int | None
    criteria: str
    accidents: tuple[PlantedAccident, ...]
    middle: tuple[float, float] | None = None


PLACES = (
    PlantedPlace(
        "C1",
        "087",
        "QL70",
        126_400,
        "C1",
        (
            PlantedAccident(date(2024, 5, 18), 1, 0, -30, -18.0, 22.0),
            PlantedAccident(date(2025, 2, 2), 1, 1, 30, 16.0, -20.0),
        ),
    ),
    PlantedPlace(
        "C2",
        "082",
        "ĐT156",
        17_200,
        "C2",
        (
            PlantedAccident(date(2022, 9, 24), 0, 1, -40, -28.0, 12.0),
            PlantedAccident(date(2023, 1, 24), 1, 0, 0, 3.0, -2.0),
            PlantedAccident(date(2023, 6, 11), 0, 2, 30, 24.0, -14.0),
        ),
    ),
    PlantedPlace(
        "C3",
        "086",
        "QL4E",
        17_300,
        "C3",
        (
            PlantedAccident(date(2024, 2, 13), 0, 1, -40, -32.0, -4.0),
            PlantedAccident(date(2024, 6, 2), 0, 1, -10, -9.0, 1.0),
            PlantedAccident(date(2024, 8, 31), 0, 2, 20, 12.0, 3.0),
            PlantedAccident(date(2024, 12, 28), 0, 1, 40, 31.0, 5.0),
        ),
    ),
    PlantedPlace(
        "C1+C2",
        "080",
        "Đại lộ Trần Hưng Đạo",
        None,
        "C1+C2",
        (
            PlantedAccident(date(2022, 11, 19), 1, 0, 0, -12.0, 15.0, "Đại lộ Trần Hưng Đạo"),
            PlantedAccident(date(2023, 3, 4), 0, 2, 0, 20.0, 6.0, "Phố Hoàng Liên"),
            PlantedAccident(date(2023, 8, 26), 1, 1, 0, -4.0, -21.0, "Đại lộ Trần Hưng Đạo"),
        ),
        (103.9866, 22.4705),
    ),
    PlantedPlace(
        "near miss",
        "089",
        "QL279",
        122_500,
        "C3, one short",
        (
            PlantedAccident(date(2024, 4, 27), 0, 1, -30, -22.0, -10.0),
            PlantedAccident(date(2024, 9, 1), 0, 1, 0, 2.0, 1.0),
            PlantedAccident(date(2025, 1, 12), 0, 1, 30, 21.0, 11.0),
        ),
    ),
)
