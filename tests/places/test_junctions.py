"""Junctions: the circle is closed, days count, without a point the road position decides, the nearest one wins."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.errors import DefinitionError
from analysis.places.junctions import junction_of, placed_junctions
from analysis.places.positions import positioned, to_degrees

from .accident_rows import accident_rows

METRES = "EPSG:9208"
MIDDLE = (422_000.0, 2_489_000.0)
HEAD = "code,name,area_code,lat,lon,radius_m,positions,valid_from,valid_to,note\n"


def at(east_m: float, north_m: float = 0.0) -> dict[str, float]:
    """A point so far from the middle, in degrees."""
    lon, lat = to_degrees([MIDDLE[0] + east_m], [MIDDLE[1] + north_m], METRES)
    return {"lon": float(lon[0]), "lat": float(lat[0])}


def register(folder: Path, *lines: str) -> Definitions:
    (folder / "junctions.csv").write_text(HEAD + "\n".join(lines), encoding="utf-8")
    return load_definitions(folder)


def line(code: str, east_m: float = 0.0, radius: float = 50, positions: str = "", days: str = ",") -> str:
    place = at(east_m)
    return f"{code},Nút {code},,{place['lat']},{place['lon']},{radius},{positions},{days},"


def belongs(definitions: Definitions, *rows: dict[str, Any]) -> list[str]:
    placed = positioned(accident_rows(*rows), definitions)
    return junction_of(placed, placed_junctions(definitions, placed.attrs["crs"])).tolist()


def test_our_register_is_empty(definitions: Definitions) -> None:
    found = placed_junctions(definitions, METRES)
    assert found.table.empty
    assert found.legs.empty
    assert belongs(definitions, at(0)) == [""]


def test_a_point_within_the_radius_belongs_to_it(tmp_path: Path) -> None:
    found = belongs(register(tmp_path, line("J")), at(0), at(49.9), at(30, 40), at(50.1), at(36, 36))
    assert found == ["J", "J", "J", "", ""]  # 30² + 40² = 50², 36² + 36² > 50²


def test_the_nearest_wins_then_the_code(tmp_path: Path) -> None:
    both = register(tmp_path, line("B", 60), line("A", 0))
    assert belongs(both, at(20), at(40), at(30)) == ["A", "B", "A"]


def test_a_point_decides_before_the_road_position(tmp_path: Path) -> None:
    one = register(tmp_path, line("J", positions="QL70 Km10+000|QL4E Km0+0"))
    found = belongs(
        one,
        {"road": "QL70", "km_m": 10_050},
        {"road": "QL70", "km_m": 10_051},
        {"road": "QL4E", "km_m": 12},
        {"road": "QL279", "km_m": 12},
        {"road": "QL70", "km_m": 10_000, **at(300)},
    )
    assert found == ["J", "", "J", "", ""]


def test_a_junction_has_its_days(tmp_path: Path) -> None:
    dated = register(tmp_path, line("J", days="2020-01-01,2023-12-31", positions="QL70 Km10+000"))
    days = ["2019-12-31", "2020-01-01", "2023-12-31", "2024-01-01"]
    assert belongs(dated, *({"occurred_on": day, **at(0)} for day in days)) == ["", "J", "J", ""]
    assert belongs(dated, *({"occurred_on": day, "km_m": 10_000} for day in days)) == ["", "J", "J", ""]


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    both = register(tmp_path, line("B", 60), line("A", 0), line("C", 60))
    generator = np.random.default_rng(3)
    rows = positioned(accident_rows(*(at(east) for east in generator.uniform(-80, 140, 40))), both)
    junctions = placed_junctions(both, METRES)
    there = junction_of(rows, junctions)
    pd.testing.assert_series_equal(junction_of(rows.sample(frac=1, random_state=1), junctions).sort_index(), there)
    nearest = [  # asked one by one
        min([(abs(x - (MIDDLE[0] + east)), code) for code, east in (("A", 0), ("B", 60))]) for x in rows["x_m"]
    ]
    assert there.tolist() == [code if away <= 50 else "" for away, code in nearest]


def test_an_unreadable_position_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="nút J có vị trí không đọc được: “QL70 một”"):
        placed_junctions(register(tmp_path, line("J", positions="QL70 một")), METRES)


def test_a_point_between_km_posts_does_not_decide_for_a_junction(tmp_path: Path) -> None:
    """The road bends: interpolated, Km10+000 lies 300 m from the junction that stands there, Km9+700 upon it."""
    listed = [f"QL70,,{post},{at(east)['lat']},{at(east)['lon']}" for post, east in ((9_000, -700), (10_000, 300))]
    text = "\n".join(["road,chainage,km_m,lat,lon", *listed, ""])
    (tmp_path / "km_posts.csv").write_text(text, encoding="utf-8")
    one = register(tmp_path, line("J", positions="QL70 Km10+000"))
    assert belongs(one, {"road": "QL70", "km_m": 10_000}, {"road": "QL70", "km_m": 9_700}) == ["J", ""]
