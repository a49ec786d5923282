"""The list of black spots and the map as files: Excel, GeoJSON, KML, PNG."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import pandas as pd
import streamlit as st

from analysis.drawing.map_layers import SpotOnMap
from analysis.drawing.map_picture import map_png
from analysis.places.blackspots import BlackSpots
from pages import _cached, _map_read
from pages._map_colours import Coloured
from pages._map_legend import SPOT_WORDS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PICTURE_LETTERS = 118
"""So many letters fit on a line below the picture."""
GEOJSON, KML = "application/geo+json", "application/vnd.google-earth.kml+xml"


def downloads(
    found: BlackSpots, shown: pd.DataFrame, signs: Sequence[SpotOnMap], colours: Coloured, said: Sequence[str]
) -> None:
    """The buttons: the found spots as XLSX, GeoJSON and KML, the map as PNG for a document."""
    from analysis.places.register_spots import found_places
    from analysis.review.spot_export import found_geojson, found_kml, found_xlsx

    definitions = _cached.definitions()
    places = pd.concat([found_places(found), found_places(found, potential=True)], ignore_index=True)
    name = f"diem-den-{found.asked.as_of:%Y%m%d}"
    makers = {
        "Excel": (found_xlsx, "xlsx", XLSX),
        "GeoJSON": (found_geojson, "geojson", GEOJSON),
        "KML": (found_kml, "kml", KML),
    }
    with st.container(horizontal=True, key="downloads"):
        for label, (maker, suffix, kind) in makers.items():
            make = lambda maker=maker: maker(places, definitions)  # noqa: E731
            st.download_button(f"Danh sách điểm: {label}", make, f"{name}.{suffix}", kind, on_click="ignore")
        make = lambda: picture(shown, signs, colours, said)  # noqa: E731
        st.download_button("Bản đồ: PNG", make, f"ban-do-{name}.png", "image/png", on_click="ignore")


def picture(shown: pd.DataFrame, signs: Sequence[SpotOnMap], colours: Coloured, said: Sequence[str]) -> bytes:
    """The map as it is coloured, with the accidents and spots shown, for a document."""
    names = _cached.definitions().areas.names
    marks = {code: f"{colours.amounts.get(code, '–')} {one.mark}".strip() for code, one in colours.classed.of.items()}
    labels = {code: (name, marks.get(code, "–")) for code, name in names.items()}
    told = {
        "title": colours.title,
        "spot_words": SPOT_WORDS,
        "below": [line for text in said for line in wrap(text, PICTURE_LETTERS)],
    }
    return map_png(_map_read.shapes(), colours.classed, labels, points=shown, spots=signs, **told)
