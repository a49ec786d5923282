"""Pictures of grouped counts for printed documents (PNG by matplotlib): now beside before, quarters, normal ranges.

Defines the same look as ``pictures``: letters that have all Vietnamese marks, counts written at the bars, zero base.
Leaves out captions and what is counted: names come from the caller. Bars are dark for now and light for before, so they
can be told apart without colour. Nothing here can mislead that the counts do not: no axis is cut.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .palette import INK, LINE, QUIET, RISE, UNSURE
from .pictures import BAND, LETTER_POINTS, LETTERS, MM, OTHER_QUARTER, SAME_QUARTER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Numbers = np.ndarray[Any, np.dtype[np.float64]]

DOTS_PER_INCH = 200
NOW, BEFORE = INK, OTHER_QUARTER
ROW_MM = 5.8
"""Height of a group of two bars."""
LABEL_LETTERS = 34
"""Letters of a label before it is broken into two lines."""


def paired_bars_png(
    labels: Sequence[str],
    now: Sequence[float | None],
    before: Sequence[float | None],
    *,
    names: tuple[str, str],
    width: float = 165,
) -> bytes:
    """Two bars a group from left to right, the first group on top; ``names`` of the two periods; PNG bytes.

    ``width`` in mm; the height follows from the number of groups.
    """
    height = ROW_MM * len(labels) + 8
    figure = _figure(width, height)
    axes = figure.add_axes((0.30, 1.5 / height, 0.66, 1 - 8 / height))
    places = np.arange(len(labels))
    for values, shift, colour in ((now, -0.2, NOW), (before, 0.2, BEFORE)):
        lengths = _numbers(values)
        axes.barh(places + shift, np.nan_to_num(lengths), height=0.36, color=colour, linewidth=0, zorder=3)
        for place, value in zip(places + shift, lengths, strict=True):
            _value_at(axes, value, place, bold=colour is NOW)
    axes.set_yticks(places, [_broken(label) for label in labels], color=INK, **_letters(LETTER_POINTS + 0.5))
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(0, max(np.nanmax(np.append(_numbers(now), [*_numbers(before), 1])) * 1.08, 1))
    _quiet(axes, grid="x")
    axes.set_xticks([])
    _legend(axes, [(names[0], NOW), (names[1], BEFORE)], above=2 / height)
    return _png(figure)


def hours_png(
    labels: Sequence[str],
    now: Sequence[float | None],
    before: Sequence[float | None],
    *,
    names: tuple[str, str],
    width: float = 165,
    height: float = 38,
) -> bytes:
    """Two upright bars a group (hour, day of the week), counts above; ``width`` and ``height`` in mm; PNG bytes.

    Where the counts of both would run into each other only those of now are written; 0 is not, a missing one is "–".
    """
    figure = _figure(width, height)
    axes = figure.add_axes((0.02, 6 / height, 0.97, 1 - 12 / height))
    places = np.arange(len(labels))
    crowded = len(labels) * _width_of_count([*now, *before]) > width / 2
    for values, shift, colour in ((now, -0.2, NOW), (before, 0.2, BEFORE)):
        heights = _numbers(values)
        axes.bar(places + shift, np.nan_to_num(heights), width=0.36, color=colour, linewidth=0, zorder=3)
        for place, value in zip(places + shift, heights, strict=True):
            if value != 0 and (colour is NOW or not crowded):
                _above(axes, place, value, bold=colour is NOW)
    axes.set_xticks(places, list(labels), color=INK, **_letters(LETTER_POINTS))
    axes.set_xlim(-0.6, len(labels) - 0.4)
    axes.set_ylim(0, max(np.nanmax(np.append(_numbers(now), [*_numbers(before), 1])) * 1.15, 1))
    _quiet(axes, grid="y")
    axes.set_yticks([])
    _legend(axes, [(names[0], NOW), (names[1], BEFORE)], above=2.5 / height)
    return _png(figure)


def series_png(
    keys: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float | None]]],
    *,
    now: Sequence[str],
    breaks: Sequence[tuple[float, str]] = (),
    width: float = 165,
    height: float = 78,
) -> bytes:
    """Quarters in time as bars, one strip a measure (``rows``: name and counts); PNG bytes.

    ``keys`` "2025-Q1"; those of ``now`` are dark, the same quarters of other years half dark. ``breaks``: places on the
    axis of quarters (0 the middle of the first) with their day. ``width`` and ``height`` in mm.
    """
    figure = _figure(width, height)
    strip = (height - 9) / len(rows)
    parts = {key[5:] for key in now}
    colours = [INK if key in now else SAME_QUARTER if key[5:] in parts else OTHER_QUARTER for key in keys]
    for number, (name, values) in enumerate(rows):
        bottom = (7.5 + strip * (len(rows) - 1 - number)) / height
        axes = figure.add_axes((0.02, bottom, 0.97, (strip - 6) / height))
        _draw_strip(axes, name, _numbers(values), colours, bold=[key in now for key in keys])
        for day, _ in breaks:
            axes.axvline(day, color=UNSURE, linewidth=0.7, linestyle=(0, (3, 2)), zorder=1)
        if not number:
            _name_the_strips(axes, colours, breaks)
    labels = [_quarter(key, first=place == 0) for place, key in enumerate(keys)]
    axes.set_xticks(range(len(keys)), labels, color=INK, **_letters(LETTER_POINTS))
    return _png(figure)


def ranges_png(
    rows: Sequence[tuple[str, float | None, float | None, float | None, bool]],
    *,
    names: tuple[str, str],
    width: float = 165,
) -> bytes:
    """A line a group: count now as a dot on the range normal for it; ``rows``: label, now, lower, upper, flagged.

    ``names``: of the dot and of the range. ``width`` in mm. PNG bytes.
    """
    height = 6.0 * len(rows) + 10
    figure = _figure(width, height)
    axes = figure.add_axes((0.17, 4.5 / height, 0.80, 1 - 10 / height))
    for place, (_, now, lower, upper, flagged) in enumerate(rows):
        _draw_range(axes, place, now, lower, upper, flagged=flagged)
    axes.set_yticks(range(len(rows)), [row[0] for row in rows], color=INK, **_letters(LETTER_POINTS + 0.5))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    highest = max(value for row in rows for value in (row[1] or 0, row[3] or 0, 1))
    axes.set_xlim(0, highest * 1.08)
    _quiet(axes, grid="x")
    for text in axes.get_xticklabels():
        text.set(fontfamily=LETTERS, fontsize=LETTER_POINTS, color=QUIET)
    _legend(axes, [(names[0], INK), (names[1], BAND)], above=2 / height)
    return _png(figure)


def _width_of_count(values: Sequence[float | None]) -> float:
    """Estimated width of the longest count as it is written above a bar [mm]."""
    longest = max((len(_dotted(value)) for value in values if value is not None), default=1)
    return 0.62 * longest * (LETTER_POINTS - 0.5) * 25.4 / 72


def _figure(width: float, height: float) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    made = Figure(figsize=(width * MM, height * MM), dpi=DOTS_PER_INCH, facecolor="white")
    FigureCanvasAgg(made)
    return made


def _png(figure: Figure) -> bytes:
    memory = io.BytesIO()
    figure.savefig(memory, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return memory.getvalue()


def _numbers(values: Sequence[float | None]) -> Numbers:
    return np.array([np.nan if value is None else float(value) for value in values], dtype=float)


def _value_at(axes: Axes, value: float, place: float, *, bold: bool) -> None:
    """The count to the right of a lying bar."""
    missing = bool(np.isnan(value))
    axes.annotate(
        "–" if missing else _dotted(value),
        (0 if missing else value, place),
        (2, 0),
        textcoords="offset points",
        va="center",
        color=INK if bold else QUIET,
        **_letters(LETTER_POINTS, bold=bold),
        zorder=4,
    )


def _above(axes: Axes, place: float, value: float, *, bold: bool) -> None:
    """The count above an upright bar."""
    missing = bool(np.isnan(value))
    axes.annotate(
        "–" if missing else _dotted(value),
        (place, 0 if missing else value),
        (0, 1.2),
        textcoords="offset points",
        ha="center",
        va="bottom",
        color=INK if bold else QUIET,
        **_letters(LETTER_POINTS - 0.5, bold=bold),
        zorder=4,
    )


def _draw_range(
    axes: Axes, place: int, now: float | None, lower: float | None, upper: float | None, *, flagged: bool
) -> None:
    """A normal range as a pale bar from half an accident below to half above, now as a dot with its count."""
    shade = RISE if flagged else INK
    if lower is not None and upper is not None:
        axes.barh(place, upper - lower + 1, left=max(lower - 0.5, 0), height=0.62, color=BAND, linewidth=0, zorder=2)
    if now is None:
        return
    axes.plot([now], [place], "D" if flagged else "o", color=shade, markersize=4.5, zorder=4)
    axes.annotate(
        _dotted(now),
        (now, place),
        (5, 0),
        textcoords="offset points",
        va="center",
        color=shade,
        **_letters(LETTER_POINTS + 0.5, bold=flagged),
        zorder=5,
    )


def _draw_strip(axes: Axes, name: str, counts: Numbers, colours: Sequence[str], *, bold: Sequence[bool]) -> None:
    """The bars of one measure with their counts; ``bold`` are those of now."""
    axes.bar(np.arange(len(counts)), np.nan_to_num(counts), width=0.6, color=colours, linewidth=0, zorder=3)
    for place, (value, is_now) in enumerate(zip(counts, bold, strict=True)):
        _above(axes, place, value, bold=is_now)
    axes.set_xlim(-0.6, len(counts) - 0.4)
    axes.set_ylim(0, max(np.nanmax(np.append(counts, 1)) * 1.22, 1))
    _quiet(axes, grid="y")
    axes.set_yticks([])
    axes.set_xticks([])
    axes.set_title(name, loc="left", color=INK, pad=3, **_letters(LETTER_POINTS + 0.5, bold=True))


def _name_the_strips(axes: Axes, colours: Sequence[str], breaks: Sequence[tuple[float, str]]) -> None:
    """What the colours are, and the days of the breaks, in the line of the first name."""
    place, above = 0.13, 1.07
    bars = [("■ kỳ này", INK), ("■ cùng kỳ các năm trước", SAME_QUARTER)]
    parts = [(text, colour) for text, colour in bars if colour in colours]
    parts += [(f"┆ mốc thay đổi cách tính: {', '.join(name for _, name in breaks)}", QUIET)] if breaks else []
    for text, colour in parts:
        written = axes.text(
            place, above, text, transform=axes.transAxes, color=colour, va="bottom", **_letters(LETTER_POINTS)
        )
        place = written.get_window_extent().transformed(axes.transAxes.inverted()).x1 + 0.02


def _legend(axes: Axes, parts: Sequence[tuple[str, str]], *, above: float) -> None:
    """What is dark and what is light, in a line above."""
    place = 0.0
    for name, colour in parts:
        for text, shade, space in (("■", colour, 0.008), (name, INK, 0.03)):
            written = axes.text(
                place, 1 + above, text, transform=axes.transAxes, color=shade, va="bottom", **_letters(LETTER_POINTS)
            )
            place = written.get_window_extent().transformed(axes.transAxes.inverted()).x1 + space


def _quiet(axes: Axes, *, grid: str) -> None:
    for name in ("top", "right", "left", "bottom"):
        axes.spines[name].set_visible(name == ("left" if grid == "x" else "bottom"))
        axes.spines[name].set_color(UNSURE)
    axes.tick_params(axis="both", length=0, pad=2)
    axes.grid(axis=grid, color=LINE, linewidth=0.4, zorder=0)  # type: ignore[arg-type]
    axes.set_axisbelow(True)


def _broken(label: str) -> str:
    return "\n".join(textwrap.wrap(label, LABEL_LETTERS)[:2])


def _quarter(key: str, *, first: bool) -> str:
    """ "I" with the year below for the first quarter of each year, else the quarter alone."""
    roman = ("I", "II", "III", "IV")[int(key[6]) - 1]
    return f"{roman}\n{key[:4]}" if key[6] == "1" or first else roman


def _dotted(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")


def _letters(size: float, *, bold: bool = False) -> dict[str, Any]:
    return {"fontfamily": LETTERS, "fontsize": size, "fontweight": "bold" if bold else "normal"}
