"""Pictures for printed documents (PNG by matplotlib): the count of each quarter against what is normal there.

Defines the same colours as on the pages (``palette``) and the size in millimetres of paper. Leaves out captions: the
document says above or below the picture what is seen. Letters are DejaVu Sans, which comes with matplotlib and has all
Vietnamese letters on every machine.

Can mislead: the normal range of a past quarter is that of the history as it is known now, so a quarter far outside also
moved the range a little.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .palette import FALL, INK, LINE, QUIET, RISE, UNSURE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOTS_PER_INCH = 240
LETTERS = "DejaVu Sans"
LETTER_POINTS = 7.0
MM = 1 / 25.4
BELOW_MM, ABOVE_MM = 6.8, 4.2
"""Room for quarters and years below the bars, and for what the colours are above them [mm]."""
BAND = "#CFE0F0"
"""Pale blue of the normal range."""
SAME_QUARTER = "#5F6772"
OTHER_QUARTER = "#B9BEC6"


def expected_range_png(
    quarters: pd.DataFrame, *, width: float = 165, height: float = 42, flagged: bool = True, unit: str = "vụ"
) -> bytes:
    """Counts of successive quarters as bars on the range normal for each; PNG bytes, the same for the same table.

    ``quarters``, one row a quarter in time: key ("2025-Q1"), count (NaN where not covered), lower and upper (whole
    numbers of accidents, NaN where no range is known), is_now (bool). Quarters of the same part of the year as now are
    darker. ``flagged`` draws now in the colour of a rise, else in ink. ``width`` and ``height`` in mm.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width * MM, height * MM), dpi=DOTS_PER_INCH, facecolor="white")
    FigureCanvasAgg(figure)
    below, above = BELOW_MM / height, ABOVE_MM / height
    axes = figure.add_axes((0.035, below, 0.96, 1 - below - above))
    _draw_ranges(axes, quarters)
    _draw_counts(axes, quarters, RISE if flagged else INK)
    _set_axes(axes, quarters)
    _name_the_parts(axes, quarters, unit)
    memory = io.BytesIO()
    figure.savefig(memory, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return memory.getvalue()


def _draw_ranges(axes: Axes, quarters: pd.DataFrame) -> None:
    """From half an accident below the lowest normal count to half above the highest, so that a bar ends inside."""
    lower, upper = (quarters[name].to_numpy(dtype=float) for name in ("lower", "upper"))
    known = np.isfinite(lower) & np.isfinite(upper)
    places, bottom = np.flatnonzero(known), np.maximum(lower[known] - 0.5, 0)
    axes.bar(places, upper[known] + 0.5 - bottom, bottom=bottom, width=1.0, color=BAND, linewidth=0, zorder=1)
    edges = np.append(np.arange(len(quarters)) - 0.5, len(quarters) - 0.5)
    for limit in (np.where(known, upper + 0.5, np.nan), np.where(known, np.maximum(lower - 0.5, 0), np.nan)):
        axes.stairs(limit, edges, color=FALL, linewidth=0.5, alpha=0.7, zorder=2, baseline=None)


def _draw_counts(axes: Axes, quarters: pd.DataFrame, colour_now: str) -> None:
    count, now = quarters["count"].to_numpy(dtype=float), quarters["is_now"].to_numpy(dtype=bool)
    part = quarters["key"].str[5:]
    same = part.isin(set(part[now])).to_numpy()
    colours = np.where(now, colour_now, np.where(same, SAME_QUARTER, OTHER_QUARTER))
    axes.bar(np.arange(len(count)), np.nan_to_num(count), width=0.5, color=colours.tolist(), linewidth=0, zorder=3)
    for place, (value, is_now) in enumerate(zip(count, now, strict=True)):
        missing = bool(np.isnan(value))
        axes.annotate(
            "–" if missing else f"{value:.0f}",
            (place, 0 if missing else value),
            (0, 1.5),
            textcoords="offset points",
            ha="center",
            va="bottom",
            color=colour_now if is_now else INK,
            **_letters(LETTER_POINTS + 2 if is_now else LETTER_POINTS - 0.5, bold=bool(is_now)),
            zorder=4,
        )


def _name_the_parts(axes: Axes, quarters: pd.DataFrame, unit: str) -> None:
    """What the colours are, in a line above: the unit, the range where there is one, the bars of the same quarters."""
    now = quarters["is_now"].to_numpy(dtype=bool)
    same = quarters["key"].str[5:].isin(set(quarters["key"].str[5:][now])).to_numpy() & ~now
    parts = [(f"{unit}:", QUIET)]
    parts += [("▬ mức bình thường", FALL)] if quarters["upper"].notna().any() else []
    parts += [("■ cùng kỳ các năm trước", SAME_QUARTER)] if same.any() else []
    place = 0.0
    for text, colour in parts:
        written = axes.text(place, 1.04, text, transform=axes.transAxes, color=colour, **_letters(LETTER_POINTS))
        box = written.get_window_extent().transformed(axes.transAxes.inverted())
        place = box.x1 + 0.015


def _set_axes(axes: Axes, quarters: pd.DataFrame) -> None:
    count, upper = (quarters[name].to_numpy(dtype=float) for name in ("count", "upper"))
    top = max(np.nanmax(np.append(np.nan_to_num(count), 0)), np.nanmax(np.append(np.nan_to_num(upper), 0)), 4)
    axes.set_ylim(0, top * 1.2)
    axes.set_xlim(-0.5, len(quarters) - 0.5)
    axes.locator_params(axis="y", integer=True, nbins=4)
    labels = [_tick(key, first=number == 0) for number, key in enumerate(quarters["key"])]
    axes.set_xticks(range(len(quarters)), labels, color=INK, **_letters(LETTER_POINTS))
    axes.tick_params(axis="both", length=0, pad=2, labelcolor=QUIET, labelsize=LETTER_POINTS)
    for text in axes.get_yticklabels():
        text.set_fontfamily(LETTERS)
    for name in ("top", "right", "left"):
        axes.spines[name].set_visible(False)
    axes.spines["bottom"].set_color(UNSURE)
    axes.grid(axis="y", color=LINE, linewidth=0.4, zorder=0)
    axes.set_axisbelow(True)


def _tick(key: str, *, first: bool) -> str:
    """ "I" with the year below for the first quarter of each year, else the quarter alone."""
    year, number = key[:4], int(key[6])
    roman = ("I", "II", "III", "IV")[number - 1]
    return f"{roman}\n{year}" if number == 1 or first else roman


def _letters(size: float, *, bold: bool = False) -> dict[str, Any]:
    return {"fontfamily": LETTERS, "fontsize": size, "fontweight": "bold" if bold else "normal"}
