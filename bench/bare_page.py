"""The reference page: one choice and one chart of as many points as Tổng quan draws."""

import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
chosen = st.sidebar.toggle("Tính cả va chạm")
st.write(f"Lựa chọn: {chosen}")
st.plotly_chart(go.Figure(go.Bar(y=[number % 7 + chosen for number in range(60)])))
