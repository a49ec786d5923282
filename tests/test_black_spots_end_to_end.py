"""The command ``blackspots`` on a foreign file, its list found again by a search of the plainest kind.

STATS19 casualties of Greater Manchester, accidents by coordinates, radius 50 m. The plain search takes METHODS 5 by the
letter: a disc at each accident and two through each pair, all windows of each, a heap.
"""

from __future__ import annotations

import csv
import heapq
import json
import math
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyproj import Transformer

from tests.places.brute_force import year_after
from tests.test_gm_end_to_end import PROFILE

PROJECT = Path(__file__).resolve().parents[1]
RADIUS_M, TOLERANCE_M = 50.0, 1e-6
UTM = "EPSG:32630"
SINCE, AS_OF = date(2021, 6, 30), date(2024, 6, 30)


@dataclass(frozen=True, order=True)
class Crash:
    day: date
    name: str
    x: float
    y: float
    deaths: int
    injured: int


def crashes(path: Path) -> list[Crash]:
    """Accidents of the days asked, by day and name, straight from the file."""
    found: dict[str, list[Any]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            crash = found.setdefault(row["AREFNO"], [row["date"][:10], float(row["lon"]), float(row["lat"]), 0, 0])
            crash[3 if row["casualty_severity"] == "Fatal" else 4] += 1
    metres = Transformer.from_crs("EPSG:4326", UTM, always_xy=True)
    read = [
        Crash(date.fromisoformat(day), name, *metres.transform(lon, lat), deaths, injured)
        for name, (day, lon, lat, deaths, injured) in found.items()
    ]
    return sorted(crash for crash in read if SINCE <= crash.day <= AS_OF)


def qualifies(group: tuple[Crash, ...]) -> bool:
    fatal = sum(crash.deaths > 0 for crash in group)
    return fatal >= 2 or (fatal >= 1 and len(group) >= 3) or len(group) - fatal >= 4


def key(group: tuple[Crash, ...]) -> tuple[Any, ...]:
    span = round(max(math.hypot(a.x - b.x, a.y - b.y) for a in group for b in group), 3)
    people = (-sum(crash.deaths for crash in group), -sum(crash.injured for crash in group))
    return (-sum(crash.deaths > 0 for crash in group), -len(group), *people, span, group)


def centres(crash: Crash, others: list[Crash]) -> list[tuple[float, float]]:
    found = [(crash.x, crash.y)]
    for other in others:
        right, up = other.x - crash.x, other.y - crash.y
        apart = math.hypot(right, up)
        if apart:
            height = math.sqrt(max(RADIUS_M**2 - apart**2 / 4, 0)) / apart
            x, y = (crash.x + other.x) / 2, (crash.y + other.y) / 2
            found += [(x - height * up, y + height * right), (x + height * up, y - height * right)]
    return found


def all_windows(ordered: list[Crash]) -> set[tuple[Crash, ...]]:
    cells = defaultdict(list)
    for crash in ordered:
        cells[crash.x // 100, crash.y // 100].append(crash)
    windows = set()
    for crash in ordered:
        column, line = crash.x // 100, crash.y // 100
        around = [other for a in (-1, 0, 1) for b in (-1, 0, 1) for other in cells.get((column + a, line + b), [])]
        near = sorted(
            other
            for other in around
            if math.hypot(other.x - crash.x, other.y - crash.y) <= 2 * RADIUS_M + TOLERANCE_M
            and other.day < year_after(crash.day)
            and crash.day < year_after(other.day)
        )
        for x, y in centres(crash, near) if qualifies(tuple(near)) else []:
            inside = [other for other in near if math.hypot(other.x - x, other.y - y) <= RADIUS_M + TOLERANCE_M]
            for number, first in enumerate(inside):
                group = tuple(other for other in inside[number:] if other.day < year_after(first.day))
                if qualifies(group):
                    windows.add(group)
    return windows


def plain_list(ordered: list[Crash]) -> list[tuple[Crash, ...]]:
    heap = [key(group) for group in all_windows(ordered)]
    heapq.heapify(heap)
    taken: set[Crash] = set()
    spots = []
    while heap:
        group = heapq.heappop(heap)[-1]
        left = tuple(crash for crash in group if crash not in taken)
        if left == group:
            spots.append(group)
            taken.update(group)
        elif qualifies(left):
            heapq.heappush(heap, key(left))
    return spots


@pytest.fixture(scope="module")
def answer(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Import and command, as another program calls them."""
    folder = tmp_path_factory.mktemp("gm spots")
    boroughs = json.loads((shared / "real" / "gm_boroughs.geojson").read_text(encoding="utf-8"))
    areas = [each["properties"] for each in boroughs["features"]]
    for each in boroughs["features"]:
        each["properties"] = {"code": each["properties"]["area_code"]}
    reference = folder / "reference"
    reference.mkdir()
    lines = ["code,name", *(f"{area['area_code']},{area['area_name']}" for area in areas)]
    (reference / "areas.csv").write_text("\n".join(lines), encoding="utf-8")
    (reference / "boundaries.geojson").write_text(json.dumps(boroughs), encoding="utf-8")
    (folder / "gm.toml").write_text(PROFILE, encoding="utf-8")
    options = ["--store", str(folder / "store"), "--reference", str(reference)]
    file = str(shared / "real" / "gm_casualties.csv")
    atgt(*options, "import", "accidents", file, "--profile", str(folder / "gm.toml"))
    asked = ("blackspots", "--as-of", AS_OF.isoformat(), "--by", "point", "--radius-m", "50")
    return dict(atgt(*options, *asked))


def atgt(*arguments: str) -> Any:
    command = [sys.executable, "-m", "analysis", *arguments, "--json"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_list_is_that_of_the_plain_search(answer: dict[str, Any], shared: Path) -> None:
    expected = plain_list(crashes(shared / "real" / "gm_casualties.csv"))
    assert [spot["accident_ids"] for spot in answer["spots"]] == [[crash.name for crash in group] for group in expected]
    assert len(expected) == 125
    told = [(spot["accidents"], spot["fatal_accidents"], spot["deaths"], spot["injured"]) for spot in answer["spots"]]
    assert told == [
        (
            len(group),
            sum(crash.deaths > 0 for crash in group),
            sum(crash.deaths for crash in group),
            sum(crash.injured for crash in group),
        )
        for group in expected
    ]


def test_every_accident_is_judged_and_has_a_position(answer: dict[str, Any], shared: Path) -> None:
    assert answer["considered"] == len(crashes(shared / "real" / "gm_casualties.csv"))
    assert (answer["without_position"], answer["could_change"]) == (0, 0)
    assert answer["rule"]["radius_m"] == 50
