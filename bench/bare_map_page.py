"""The reference of the cold start: one plotly chart and one folium map, and nothing else."""

import folium
import plotly.graph_objects as go
import streamlit as st
from streamlit_folium import st_folium

st.set_page_config(layout="wide")
st.plotly_chart(go.Figure(go.Bar(y=[number % 7 for number in range(60)])))
plain = folium.Map(location=[22.3, 104.0], zoom_start=9, tiles=None)
folium.Rectangle([[22.0, 103.5], [22.6, 104.5]]).add_to(plain)
st_folium(plain, key="map", returned_objects=[], height=400)
