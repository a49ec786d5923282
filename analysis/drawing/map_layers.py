"""What the map shows, as data for its script: districts, accidents, black spots, marks, and what is chosen.

Defines one text of JSON (``state``), in which each layer carries a tag of its content, so that the script redraws only
what has changed. Accidents travel as columns of whole numbers (position in 1e-5 degrees, about a metre), some 50 bytes
each. Leaves out colours of districts (``map_classes``), the words of spots (passed in), and every tag of HTML: the
script sets texts as texts. Can mislead: accidents without a position are not on the map - say their number beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd

from .map_classes import NOT_COVERED, Classed
from .spot_map import as_script

SEVERITIES = ("Vụ có người chết", "Vụ chỉ có người bị thương", "Không có người chết, bị thương", "Không ghi số người")
"""The four kinds of accident on the map, from the counts of people; the order is that of the styles of the script."""
WAYS = {"coordinates": "tọa độ", "km_post": "lý trình (nội suy giữa hai cột km)"}
UNKNOWN_WORDS = {"": "chưa rõ", "unknown": "chưa rõ"}
LONGEST_TEXT = 80
"""Letters of an id or a road that are sent; more would be no name but a text put there by mistake."""
_DAY_ZERO = np.datetime64("2000-01-01", "D")
_UNITS_PER_DEGREE = 1e5


@dataclass(frozen=True)
class SpotOnMap:
    """A black spot as drawn: ``kind`` is active, historical or potential; ``path`` a stretch as (lat, lon), or none.

    ``rank`` is what stands in its mark, ``said`` the lines of its tooltip, ``radius_m`` that of its disc [m].
    """

    spot_id: str
    kind: str
    rank: str
    point: tuple[float, float]
    said: tuple[str, ...]
    radius_m: float = 50.0
    path: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class MarkOnMap:
    """A junction, km post or rail crossing (``kind``: junction, km, crossing) with the text of its mark."""

    kind: str
    point: tuple[float, float]
    text: str
    said: tuple[str, ...]


def placed(positioned: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a point on the map."""
    known: pd.DataFrame = positioned[np.isfinite(positioned["lat"]) & np.isfinite(positioned["lon"])]
    return known


def points(positioned: pd.DataFrame, area_names: Mapping[str, str]) -> str:
    """The accidents of ``places.positions.positioned`` that have a point, as columns in JSON; order as given.

    Per accident: lat, lon [1e-5 degrees], day [days since 1/1/2000], kind (place in ``SEVERITIES``), deaths and injured
    (-1 not given), road and km [m] (-1 none), area, id, how the position is known.
    """
    rows = placed(positioned)
    roads, road = _coded(rows["road"])
    areas, area = _coded(rows["area_code"].map(area_names).fillna(""))
    ways, way = _coded(rows["known_by"].map(WAYS).fillna(""))
    columns: dict[str, Any] = {
        "lat": _whole(rows["lat"] * _UNITS_PER_DEGREE),
        "lon": _whole(rows["lon"] * _UNITS_PER_DEGREE),
        "day": (rows["occurred_on"].to_numpy().astype("datetime64[D]") - _DAY_ZERO).astype(int).tolist(),
        "severity": kinds(rows).tolist(),
        "dead": _or_minus_one(rows["deaths"]),
        "hurt": _or_minus_one(rows["injured"]),
        "km": _or_minus_one(rows["km_m"]),
        "road": road,
        "area": area,
        "way": way,
        "ids": [str(text)[:LONGEST_TEXT] for text in rows["accident_id"]],
    }
    return _tagged(columns | {"roads": roads, "areas": areas, "ways": ways, "severities": SEVERITIES})


def kinds(rows: pd.DataFrame) -> pd.Series:
    """The place in ``SEVERITIES`` of every accident: with dead, with injured only, with neither, not given."""
    deaths, injured = rows["deaths"], rows["injured"]
    neither = (deaths.fillna(-1) == 0) & (injured.fillna(-1) == 0)
    kind = pd.Series(3, index=rows.index).mask(neither, 2)
    return kind.mask((injured.fillna(0) > 0) & (deaths.fillna(-1) == 0), 1).mask(deaths.fillna(0) > 0, 0)


def districts(classed: Classed, names: Mapping[str, str], values: Mapping[str, str], said: Mapping[str, Any]) -> str:
    """The fill, label (name, value and sign) and tooltip lines of every district of ``names``."""
    rows = {}
    for code, name in names.items():
        one = classed.of.get(code)
        told = (values.get(code, ""), one.mark if one else NOT_COVERED.mark)
        shown = " ".join(dict.fromkeys(part for part in told if part))
        look = {"fill": one.fill, "ink": one.ink} if one else {"fill": "#ffffff", "ink": "#5B6470"}
        rows[code] = look | {"label": [name, shown], "said": [name, *said.get(code, ())], "known": one is not None}
    return _tagged({"rows": rows})


def spots(shown: Sequence[SpotOnMap]) -> str:
    """The spots in the order of their rank; those without a point are left out (say their number)."""
    rows = [
        {"id": one.spot_id, "kind": one.kind, "rank": one.rank, "at": _at(one.point), "said": one.said}
        | {"radius_m": one.radius_m, "path": [_at(step) for step in one.path]}
        for one in shown
        if np.isfinite(one.point).all()
    ]
    return _tagged({"rows": rows})


def stretch_paths(members: pd.DataFrame, accidents: pd.DataFrame) -> dict[str, tuple[tuple[float, float], ...]]:
    """The way along each stretch: the points of its accidents in the order of the road, as (lat, lon).

    ``members``: accident_id, spot_id; ``accidents``: accident_id, line_m, lat, lon; those without a point are left out.
    """
    columns = ["accident_id", "line_m", "lat", "lon"]
    theirs = accidents.loc[accidents["accident_id"].isin(members["accident_id"]), columns]
    ways = members[["accident_id", "spot_id"]].merge(theirs, on="accident_id", validate="many_to_one")
    ways = placed(ways).sort_values(["spot_id", "line_m"])
    return {
        str(key): tuple(zip(part["lat"].astype(float), part["lon"].astype(float), strict=True))
        for key, part in ways.groupby("spot_id")
    }


def marks(shown: Sequence[MarkOnMap]) -> str:
    """Junctions, km posts and rail crossings."""
    rows = [{"kind": one.kind, "at": _at(one.point), "text": one.text, "said": one.said} for one in shown]
    return _tagged({"rows": rows})


def state(
    *,
    districts: str,
    points: str,
    spots: str,
    marks: str,
    clusters: bool,
    heat: bool,
    chosen: tuple[str, str] = ("", ""),
    focus: tuple[str, tuple[float, float], int] | None = None,
) -> str:
    """All layers as one JSON object. ``chosen``: kind (district, spot) and key; ``focus``: a token, a place and a zoom.

    The map goes to a focus once, when its token is another one than before; a place without a point is none. Points
    travel only where they are drawn.
    """
    layers = {"districts": districts, "spots": spots, "marks": marks}
    if clusters or heat:
        layers["points"] = points
    rest = {"clusters": clusters, "heat": heat, "chosen": {"kind": chosen[0], "key": chosen[1]}}
    if focus and np.isfinite(focus[1]).all():
        rest["focus"] = {"n": focus[0], "at": _at(focus[1]), "zoom": focus[2]}
    parts = [f'"{name}":{text}' for name, text in layers.items()]
    parts += [f'"{name}":{as_script(value)}' for name, value in rest.items()]
    body = ",".join(parts)
    return f'{{"tag":"{_digest(body)}",{body}}}'


def tag_of(layer: str) -> str:
    """The tag that a layer carries."""
    return str(json.loads(layer)["tag"])


def _tagged(content: Mapping[str, Any]) -> str:
    body = as_script(content)
    return f'{{"tag":"{_digest(body)}",{body[1:]}'


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def _at(point: Sequence[float]) -> list[float]:
    return [round(float(point[0]), 6), round(float(point[1]), 6)]


def _coded(texts: pd.Series) -> tuple[list[str], list[int]]:
    """The different texts, and the place of each row's among them."""
    codes, different = pd.factorize(texts.astype(object).fillna(""))
    names = [UNKNOWN_WORDS.get(str(text), str(text)[:LONGEST_TEXT]) for text in different]
    return names, codes.tolist()


def _whole(values: pd.Series) -> list[int]:
    return np.rint(values.to_numpy(dtype=float)).astype(int).tolist()  # type: ignore[no-any-return]


def _or_minus_one(values: pd.Series) -> list[int]:
    return values.fillna(-1).astype(int).tolist()
