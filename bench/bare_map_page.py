"""The reference of the cold start: one plotly chart and one folium map, and nothing else.

The map gets Leaflet from the server itself, as ours does (``cold_start`` lays it beside a copy of this page): a machine
without network draws it too, and nobody waits for one.
"""

import folium
import plotly.graph_objects as go
import streamlit as st
from streamlit_folium import st_folium

SERVED = "../../app/static/leaflet"

st.set_page_config(layout="wide")
st.plotly_chart(go.Figure(go.Bar(y=[number % 7 for number in range(60)])))
plain = folium.Map(location=[22.3, 104.0], zoom_start=9, tiles=None)
plain.default_js, plain.default_css = [("js", f"{SERVED}/leaflet.js")], [("css", f"{SERVED}/leaflet.css")]
folium.Rectangle([[22.0, 103.5], [22.6, 104.5]]).add_to(plain)
st_folium(plain, key="map", returned_objects=[], height=400)
