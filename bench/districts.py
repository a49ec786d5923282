"""Generated districts: their codes, and a reference folder with their list and outlines."""

from __future__ import annotations

import json
from pathlib import Path


def district_codes(districts: int) -> list[str]:
    return [f"{number:04d}" for number in range(districts)]


def district_name(number: int) -> str:
    return f"Huyện số {number}"


def write_districts(reference: Path, districts: int) -> None:
    """``areas.csv`` and ``boundaries.geojson`` of so many districts in a folder that is made."""
    reference.mkdir(parents=True, exist_ok=True)
    areas = ["code,name", *(f"{code},{district_name(number)}" for number, code in enumerate(district_codes(districts)))]
    (reference / "areas.csv").write_text("\n".join(areas), encoding="utf-8")
    squares = {"type": "FeatureCollection", "features": [_square(number) for number in range(districts)]}
    (reference / "boundaries.geojson").write_text(json.dumps(squares), encoding="utf-8")


def _square(number: int) -> dict[str, object]:
    """An outline of a tenth of a degree; no accident has coordinates, so nothing is looked up in it."""
    west, south = 102 + number % 40 / 10, 9 + number // 40 / 10
    corners = [(0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1), (0.0, 0.0)]
    ring = [[round(west + x, 1), round(south + y, 1)] for x, y in corners]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": f"{number:04d}"}, "geometry": geometry}
