from __future__ import annotations

import io

import geopandas as gpd
import numpy as np
import pandas as pd
from PIL import Image
from shapely.geometry import box

from analysis.drawing.map_classes import by_amount
from analysis.drawing.map_layers import SpotOnMap
from analysis.drawing.map_picture import DOTS_PER_INCH, map_png

CLASSED = by_amount({"080": 0.0, "087": 20.0})
LABELS = {"080": ("TP $Lào$ Cai_", "0"), "087": ("Bảo Yên", "20 ▲▲")}


def shapes() -> gpd.GeoDataFrame:
    squares = [box(104.0, 22.0, 104.5, 22.5), box(104.5, 22.0, 105.0, 22.5)]
    return gpd.GeoDataFrame({"code": ["080", "087"], "name": ["A", "B"]}, geometry=squares, crs="EPSG:4326")


def points() -> pd.DataFrame:
    people = {"deaths": pd.array([1, 0], dtype="Int32"), "injured": pd.array([0, 2], dtype="Int32")}
    return pd.DataFrame({"lat": [22.2, 22.3], "lon": [104.2, float("nan")], **people})


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def share(picture: np.ndarray, colour: str) -> float:
    wanted = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return float((picture == wanted).all(axis=2).mean())


def test_districts_are_filled_as_their_classes_and_the_size_is_that_of_the_paper() -> None:
    picture = pixels(map_png(shapes(), CLASSED, LABELS, title="Số vụ", width=100, height=100))
    assert abs(picture.shape[1] - 100 / 25.4 * DOTS_PER_INCH) <= 1
    fills = [share(picture, CLASSED.of[code].fill) for code in ("080", "087")]
    assert min(fills) > 0.05
    assert abs(fills[0] - fills[1]) < 0.05  # two squares of one size


def test_the_same_map_is_the_same_bytes() -> None:
    spot = SpotOnMap("x", "active", "1", (22.1, 104.7), ("x",))
    told = {"title": "Số vụ", "points": points(), "spots": [spot], "spot_words": {"active": "điểm đen"}}
    assert map_png(shapes(), CLASSED, LABELS, **told) == map_png(shapes(), CLASSED, LABELS, **told)  # type: ignore[arg-type]


def test_a_black_spot_is_drawn_dark_and_one_without_a_point_is_left_out() -> None:
    bare = pixels(map_png(shapes(), CLASSED, {}, title="", width=80, height=80))
    nowhere = SpotOnMap("y", "active", "2", (float("nan"), float("nan")), ("y",))
    empty = pixels(map_png(shapes(), CLASSED, {}, title="", spots=[nowhere], width=80, height=80))
    assert (bare == empty).all()
    spot = SpotOnMap("x", "active", "1", (22.25, 104.25), ("x",))
    drawn = pixels(map_png(shapes(), CLASSED, {}, title="", spots=[spot], width=80, height=80))
    assert share(drawn, "#1F2933") > share(bare, "#1F2933") + 0.001


def test_a_map_of_nothing_is_a_picture_too() -> None:
    nothing = gpd.GeoDataFrame({"code": [], "name": []}, geometry=[], crs="EPSG:4326")
    content = map_png(nothing, by_amount({}), {}, title="Số vụ", points=points().head(0), below=["0/0 vụ có vị trí"])
    assert content.startswith(b"\x89PNG")
