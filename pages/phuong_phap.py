"""Phương pháp: what the figures mean and how sure they are; the text is ``docs/phuong_phap.md``."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages import _common

TEXT = Path(__file__).resolve().parents[1] / "docs" / "phuong_phap.md"

_common.through_app()
st.title("Phương pháp: đọc các con số như thế nào", anchor=False)
st.markdown(TEXT.read_text(encoding="utf-8"))
