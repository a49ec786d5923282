"""Junctions, km posts and rail crossings of the reference folder as marks of the map, where they are loaded."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import streamlit as st

from analysis.drawing.map_layers import MarkOnMap
from analysis.places.place_names import km_words
from pages import _cached

KINDS = {"nut": "junction", "cot": "km", "ngang": "crossing"}


def _marks() -> dict[str, list[MarkOnMap]]:
    return _marks_of(_cached.key_of_definitions())


@st.cache_resource(show_spinner=False, max_entries=4)
def _marks_of(key: str) -> dict[str, list[MarkOnMap]]:  # noqa: ARG001
    definitions = _cached.definitions()
    junctions = [_junction(row) for row in definitions.junctions().itertuples(index=False)]
    posts = [_post(row) for row in definitions.km_posts().itertuples(index=False)]
    crossings = [_crossing(row) for row in definitions.rail_crossings().itertuples(index=False)]
    return {"nut": _placed(junctions), "cot": _placed(posts), "ngang": _placed(crossings)}


def loaded_marks() -> set[str]:
    """The keys of the layers that have marks."""
    return {key for key, marks in _marks().items() if marks}


def marks_on_map(layers: Collection[str]) -> list[MarkOnMap]:
    """The marks of the layers that are on."""
    return [mark for key, marks in _marks().items() if key in layers for mark in marks]


def _placed(marks: list[MarkOnMap]) -> list[MarkOnMap]:
    return [mark for mark in marks if not any(map(pd.isna, mark.point))]


def _junction(row) -> MarkOnMap:
    return MarkOnMap("junction", (row.lat, row.lon), "", (f"Nút giao {row.name}", f"bán kính {row.radius_m:.0f} m"))


def _post(row) -> MarkOnMap:
    words = f"Km{row.km_m / 1000:g}".replace(".", ",")
    return MarkOnMap("km", (row.lat, row.lon), words, (f"{row.road} {km_words(int(row.km_m))}",))


def _crossing(row) -> MarkOnMap:
    where = km_words(int(row.km_m)) if pd.notna(row.km_m) else ""
    said = (f"Đường ngang {row.name}".strip(), f"{row.line} {where}".strip(), row.kind)
    return MarkOnMap("crossing", (row.lat, row.lon), "✕", tuple(line for line in said if line))
