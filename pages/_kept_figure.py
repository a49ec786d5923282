"""A chart kept in a cache: its JSON alone, and not the thousands of objects that plotly makes of it.

Streamlit looks through all objects of the process for garbage after every run of a page: many kept figures would make
each run of every session slower. The JSON is what a browser gets; plotly has checked it when the figure was made.
"""

from __future__ import annotations

import json
from typing import Any

from plotly.basedatatypes import BaseFigure
from plotly.graph_objects import Figure


class KeptFigure(BaseFigure):
    """What ``st.plotly_chart`` asks of a figure, from its JSON; it is drawn as the figure itself and nothing else."""

    def __init__(self, figure: Figure) -> None:
        self._made = figure.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The figure as plain values, new ones each time: Streamlit may change them."""
        return json.loads(self._made)
