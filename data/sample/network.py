"""The invented road network of the sample: points every 20 m with road, km post, district and commune.

Roads are straight lines between the towns of ``road_points.csv`` (towns roughly where they are, lines ours), so a
point lies in the right district but not on the real road. Left out: junctions, bends, two chainages of one road.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer

from analysis.definitions.catalogue import Definitions

STEP_M = 20.0
INSIDE_DEGREES = 0.004
"""Points nearer than this (some 400 m) to a district's outline are left out: the outline is generalised."""

TOWN_REACH_M = 4000.0
OFF_ROAD = 0.125
CLASS_WEIGHT = {
    "national": 1.6,
    "provincial": 0.8,
    "expressway": 0.35,
    "urban": 4.0,
    "special": 1.0,
}
"""Accidents per kilometre against each other, invented."""

TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:9208", always_xy=True)


@dataclass(frozen=True)
class Network:
    """``points``: area_code, commune_code, mode, road, road_class, km_m (missing in towns), lon, lat, east, north,
    weight.

    ``towns``: area_code, commune_code, lon, lat, east, north; ``outlines``: district -> polygon drawn in by
    ``INSIDE_DEGREES``.
    """

    points: pd.DataFrame
    towns: pd.DataFrame
    outlines: dict[str, shapely.Geometry]


def read_network(definitions: Definitions) -> Network:
    """The network of ``road_points.csv`` cut to the districts of ``definitions``."""
    boundaries = definitions.boundaries()
    outlines = {
        code: shape.buffer(-INSIDE_DEGREES) for code, shape in zip(boundaries["code"], boundaries.geometry, strict=True)
    }
    given = pd.read_csv(Path(__file__).with_name("road_points.csv"), dtype={"commune_code": str})
    towns = _located(_with_metres(given[["commune_code", "lon", "lat"]]), outlines).drop_duplicates("commune_code")
    points = pd.concat([_stretch(road, part) for road, part in given.groupby("road", sort=False)], ignore_index=True)
    points = _located(_with_metres(points), outlines)
    nearest = pd.concat([_nearest_town(part, towns) for _, part in points.groupby("area_code")])
    points = points.join(nearest)
    near = 1 + 3 * np.exp(-((points["town_m"] / TOWN_REACH_M) ** 2))
    return Network(points.assign(weight=points["road_class"].map(CLASS_WEIGHT) * near), towns, outlines)


def _stretch(road: str, part: pd.DataFrame) -> pd.DataFrame:
    """One road as points ``STEP_M`` apart."""
    lines = _with_metres(part)
    along = np.r_[0.0, np.cumsum(np.hypot(np.diff(lines["east"]), np.diff(lines["north"])))]
    at = np.arange(0.0, along[-1], STEP_M)
    km_m = np.interp(at, along, part["km"].to_numpy() * 1000)
    return pd.DataFrame(
        {
            "road": road,
            "road_class": part["road_class"].iloc[0],
            "mode": part["mode"].iloc[0],
            "km_m": km_m.round(-1),
            "lon": np.interp(at, along, part["lon"]),
            "lat": np.interp(at, along, part["lat"]),
        }
    )


def _with_metres(frame: pd.DataFrame) -> pd.DataFrame:
    east, north = TO_METRES.transform(frame["lon"].to_numpy(), frame["lat"].to_numpy())
    return frame.assign(east=east, north=north)


def _located(frame: pd.DataFrame, outlines: dict[str, shapely.Geometry]) -> pd.DataFrame:
    """The rows inside a district, with its ``area_code``."""
    area = np.full(len(frame), "", dtype=object)
    for code, shape in outlines.items():
        shapely.prepare(shape)
        area[shapely.contains_xy(shape, frame["lon"].to_numpy(), frame["lat"].to_numpy())] = code
    return frame.assign(area_code=area).loc[area != ""].reset_index(drop=True)


def _nearest_town(part: pd.DataFrame, towns: pd.DataFrame) -> pd.DataFrame:
    own = towns.loc[towns["area_code"] == part["area_code"].iloc[0]]
    away = np.hypot(
        part["east"].to_numpy()[:, None] - own["east"].to_numpy(),
        part["north"].to_numpy()[:, None] - own["north"].to_numpy(),
    )
    return pd.DataFrame(
        {"commune_code": own["commune_code"].to_numpy()[away.argmin(axis=1)], "town_m": away.min(axis=1)},
        index=part.index,
    )


@dataclass(frozen=True)
class Choices:
    """The points of one district and mode to choose from."""

    network: Network
    area: str
    mode: str

    def endless(self, road: str, rng: np.random.Generator) -> Iterator[dict[str, Any]]:
        """Invented places, five times as often on ``road``; one in eight lies on a way without a km post."""
        own = self.network.points
        own = own.loc[(own["area_code"] == self.area) & (own["mode"] == self.mode)]
        sums = np.cumsum(own["weight"].to_numpy() * np.where(own["road"] == road, 5.0, 1.0))
        while True:
            if self.mode == "road" and rng.random() < OFF_ROAD:
                yield self._off_road(rng)
            else:
                yield own.iloc[int(np.searchsorted(sums, rng.random() * sums[-1]))].to_dict()

    def _off_road(self, rng: np.random.Generator) -> dict[str, Any]:
        towns = self.network.towns.loc[self.network.towns["area_code"] == self.area]
        while True:
            town = towns.iloc[int(rng.integers(len(towns)))]
            lon, lat = town["lon"] + rng.normal(0, 0.02), town["lat"] + rng.normal(0, 0.02)
            if shapely.contains_xy(self.network.outlines[self.area], lon, lat):
                east, north = TO_METRES.transform(lon, lat)
                kind = "commune" if rng.random() < 0.6 else "district"
                place = {"road": "", "road_class": kind, "km_m": np.nan, "commune_code": town["commune_code"]}
                return place | {"lon": lon, "lat": lat, "east": east, "north": north}
