"""Our look and the words of the page, sent before all else; the browser loads what draws charts meanwhile.

It imports nothing of the analysis: ``app.py`` sends this and only then waits for the libraries.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

STATIC = Path(__file__).resolve().parents[1] / "static"
PROGRAM = Path(st.__file__).parent / "static" / "static" / "js"
_AHEAD = """
{
  const start = document.querySelector('script[src*="/static/js/index."]');
  if (start) import(new URL('NAME', start.src)).catch(() => {});
}
"""
"""Loaded once: it is the very module that Streamlit asks for where it draws the first chart."""


def dress() -> None:
    """Our look, the language of the page and Vietnamese words on Streamlit's own controls."""
    st.html(STATIC / "atgt.css")
    st.html(_script(), unsafe_allow_javascript=True)


@st.cache_resource(show_spinner=False)
def _script() -> str:
    ahead = "".join(_AHEAD.replace("NAME", name) for name in chart_programs())
    return f"<script>{(STATIC / 'atgt.js').read_text(encoding='utf-8')}{ahead}</script>"


def chart_programs() -> list[str]:
    """The file of Streamlit's own program that draws plotly's charts; none where another version calls it otherwise."""
    return [file.name for file in PROGRAM.glob("PlotlyChart.*.js")]
