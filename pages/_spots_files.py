"""The list of black spots and the map as files: Excel, GeoJSON, KML, PNG."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from textwrap import wrap

import pandas as pd
import streamlit as st

from analysis.drawing.map_layers import SpotOnMap
from analysis.drawing.map_picture import map_png
from analysis.places.blackspots import BlackSpots
from pages import _as_of, _cached, _map_read
from pages._map_colours import Coloured
from pages._map_legend import SPOT_WORDS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_NAMED = 12
"""So many points are named below the picture."""
PICTURE_LETTERS = 118
"""So many letters fit on a line below the picture."""
GEOJSON, KML = "application/geo+json", "application/vnd.google-earth.kml+xml"


def downloads(
    found: BlackSpots,
    rows: pd.DataFrame,
    shown: pd.DataFrame,
    signs: Sequence[SpotOnMap],
    colours: Coloured,
    said: Sequence[str],
) -> None:
    """The buttons: the found spots of the province as XLSX, GeoJSON and KML, the map as PNG for a document.

    ``rows``: the list of the page, whose order and numbers the files keep. ``said``: how many accidents have a place,
    the source. How it was searched goes with every file: the law gives no length and no radius, so a list without them
    cannot be checked.
    """
    from analysis.places.register_spots import found_places
    from analysis.review.spot_export import found_geojson, found_kml, found_xlsx
    from analysis.review.spot_words import list_notes, search_words

    definitions = _cached.definitions()
    places = numbered(pd.concat([found_places(found), found_places(found, potential=True)], ignore_index=True), rows)
    name = f"diem-den-{found.asked.as_of:%Y%m%d}"
    notes = [*list_notes(found), said[-1], *_as_of.source_words()]
    makers = {
        "Excel": (partial(found_xlsx, created=found.asked.as_of), "xlsx", XLSX),
        "GeoJSON": (found_geojson, "geojson", GEOJSON),
        "KML": (found_kml, "kml", KML),
    }
    with st.container(horizontal=True, key="downloads"):
        for label, (maker, suffix, kind) in makers.items():
            make = partial(maker, places, definitions, notes=notes)
            st.download_button(f"Danh sách điểm: {label}", make, f"{name}.{suffix}", kind, on_click="ignore")
        below = [said[0], f"{search_words(found)}.", *said[1:], *_as_of.source_words()]
        mark = " · số liệu minh họa" if "minh họa" in said[-1] else ""
        heading = f"{colours.title}; điểm đen tính đến {found.asked.as_of:%d/%m/%Y}{mark}"
        make = _cached.for_later(partial(picture, shown, signs, colours, below, heading))
        st.download_button("Bản đồ: PNG", make, f"ban-do-{name}.png", "image/png", on_click="ignore")


def numbered(places: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """``places`` with the ``number`` they have in the list and on the map, in its order; the rest of them behind."""
    order = {spot_id: place for place, spot_id in enumerate(rows["spot_id"])}
    numbers = dict(zip(rows["spot_id"], rows["rank"].astype(str), strict=True))
    given = places.assign(number=places["spot_id"].map(numbers).fillna(""))
    return given.sort_values(
        "spot_id", key=lambda ids: ids.map(order).fillna(len(order)), kind="stable", ignore_index=True
    )


def picture(
    shown: pd.DataFrame, signs: Sequence[SpotOnMap], colours: Coloured, said: Sequence[str], heading: str = ""
) -> bytes:
    """The map as it is coloured, with the accidents and spots shown and the names of the first, for a document."""
    named = "; ".join(sign.said[0] for sign in signs[:MOST_NAMED])
    more = f"; và {len(signs) - MOST_NAMED} điểm khác" if len(signs) > MOST_NAMED else ""
    said = [f"Các điểm: {named}{more}.", *said] if signs else said
    names = _cached.definitions().areas.names
    marks = {code: f"{colours.amounts.get(code, '–')} {one.mark}".strip() for code, one in colours.classed.of.items()}
    labels = {code: (name, marks.get(code, "–")) for code, name in names.items()}
    told = {
        "title": colours.title,
        "heading": heading,
        "spot_words": SPOT_WORDS,
        "below": [line for text in said for line in wrap(text, PICTURE_LETTERS)],
    }
    return map_png(_map_read.shapes(), colours.classed, labels, points=shown, spots=signs, **told)
