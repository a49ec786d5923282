"""One colour for one thing on every page, and the look that all charts share.

Defines the colours of the five words for change, the categories (Okabe & Ito 2008, safe for colour-blind readers), one
hue for ordered values, and the layout of every chart. Leaves out words: those come from the caller. A colour never
stands alone: every verdict also has its arrow.
"""

from __future__ import annotations

from typing import Any

INK = "#1F2933"
RISE = "#C44E1C"
FALL = "#2A6FB0"
UNSURE = "#8A8F98"
QUIET = "#5B6470"
"""Grey for small text: 6:1 on white, where ``UNSURE`` has only 3,3:1."""
LINE = "#D8DCE1"
GROUND = "#FFFFFF"
PALE = "#EDEFF2"

VERDICT_COLOURS = {
    "rise_clear": RISE,
    "rise": "#E9A887",
    "same": "#C9CDD3",
    "fall": "#9DC0E0",
    "fall_clear": FALL,
    "no_data": "#FFFFFF",
}
"""Fill of a verdict: full colour where clear, the same hue pale where chance may have done it."""

VERDICT_INK = {
    "rise_clear": "#A63F13",
    "rise": "#A63F13",
    "same": QUIET,
    "fall": "#225C94",
    "fall_clear": "#225C94",
    "no_data": QUIET,
}
"""Text of a verdict on white, at least 4,5:1."""

VERDICT_ARROWS = {"rise_clear": "▲▲", "rise": "▲", "same": "=", "fall": "▼", "fall_clear": "▼▼", "no_data": "–"}

CATEGORIES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442")
"""Okabe & Ito (2008), without black, which is the ink."""

FONT = '"Source Sans", "Segoe UI", "DejaVu Sans", sans-serif'


def text_on(fill: str) -> str:
    """White or ink, whichever has the greater contrast on ``fill`` ("#RRGGBB"; WCAG 2.2 relative luminance)."""
    return GROUND if contrast(GROUND, fill) > contrast(INK, fill) else INK


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours "#RRGGBB", 1 to 21 (WCAG 2.2, success criterion 1.4.3)."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def layout(title: str, *, height: int, **more: Any) -> dict[str, Any]:
    """The layout of every chart: the title says what is seen; Vietnamese separators; no template, no drag.

    Without a title the page says it above the chart. ``height`` in pixels; ``more`` adds to or replaces parts of the
    plotly layout.
    """
    common: dict[str, Any] = {
        "template": None,
        "title": {"text": title, "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yanchor": "top"}
        | {"pad": {"t": 8, "l": 0}, "font": {"size": 15, "color": INK}},
        "font": {"family": FONT, "size": 13, "color": INK},
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 44, "b": 36},
        "separators": ",.",
        "showlegend": False,
        "dragmode": False,
        "plot_bgcolor": GROUND,
        "paper_bgcolor": GROUND,
        "hoverlabel": {"bgcolor": GROUND, "bordercolor": LINE, "font": {"color": INK, "family": FONT, "size": 13}},
    }
    if not title:
        common.pop("title")
    return common | more


def axis(**more: Any) -> dict[str, Any]:
    """An axis with thin grid and no zoom; ``more`` adds to or replaces parts of the plotly axis."""
    common: dict[str, Any] = {
        "gridcolor": PALE,
        "linecolor": LINE,
        "zerolinecolor": LINE,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "tickfont": {"color": INK},
    }
    return common | more
