"""Builds boundaries.geojson from outline points (CSV: code, seq, lon, lat): python build_boundaries.py POINTS.csv.

The points are our own generalisation to 0.005° of the nine district-level units of 2024; shared edges have identical
points, so the outlines do not overlap; the one hole they leave is closed here. Names come from areas.csv beside this
file.
"""

from __future__ import annotations

import csv
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOURCE = "generalised by the project to 0.005 degrees; district-level units of Lào Cai, 2024; WGS84"

HOLE_CLOSED = {"088": ([104.03, 22.315], [104.035, 22.315])}
"""Where TP Lào Cai, Bảo Thắng and Sa Pa meet the points leave 0.43 km² to none; three quarters of it is Sa Pa, which
gets it by one more point after the first one named."""


def read_rings(path: Path) -> dict[str, list[list[float]]]:
    """Points of every code in their order, [lon, lat] in degrees."""
    rings: dict[str, list[list[float]]] = {}
    with path.open(encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (row["code"], int(row["seq"])))
    for row in rows:
        rings.setdefault(row["code"], []).append([float(row["lon"]), float(row["lat"])])
    for code, (after, point) in HOLE_CLOSED.items():
        rings[code].insert(rings[code].index(after) + 1, point)
    return rings


def closed_ring(points: list[list[float]]) -> list[list[float]]:
    """The ring closed and counter-clockwise, as RFC 7946 wants."""
    ring = points if points[0] == points[-1] else [*points, points[0]]
    doubled_area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if doubled_area > 0 else ring[::-1]


def read_names() -> dict[str, str]:
    """Name by code from areas.csv."""
    lines = [line for line in (HERE / "areas.csv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row["code"]: row["name"] for row in csv.DictReader(lines)}


def build(path: Path) -> dict[str, Any]:
    """The GeoJSON collection, one polygon a code."""
    names = read_names()
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": names[code]},
            "geometry": {"type": "Polygon", "coordinates": [closed_ring(points)]},
        }
        for code, points in read_rings(path).items()
    ]
    return {"type": "FeatureCollection", "source": SOURCE, "date": "2024-12-31", "features": features}


if __name__ == "__main__":
    text = json.dumps(build(Path(sys.argv[1])), ensure_ascii=False, separators=(",", ":"))
    (HERE / "boundaries.geojson").write_text(
        text.replace('{"type":"Feature"', '\n{"type":"Feature"') + "\n", encoding="utf-8"
    )
