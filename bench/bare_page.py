"""The reference page: two choices and one chart of as many points as Tổng quan draws."""

import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
parts = ["Quý I", "Quý II", "Quý III", "Quý IV", "6 tháng", "9 tháng", "Năm"]
part = st.sidebar.selectbox("Kỳ báo cáo", parts)
year = st.sidebar.selectbox("Năm", range(2025, 2018, -1))
st.write(f"{part}/{year}")
st.plotly_chart(go.Figure(go.Bar(y=[number % 7 + year % 3 + len(part) for number in range(60)])))
