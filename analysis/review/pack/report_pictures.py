"""Pictures of the report, each drawn from the rows of one ``PackTable``, with what a screen reader says of it.

Leaves out captions (titles stand in ``report_values``) and how bars are drawn (``drawing.bar_pictures``). A picture
shows the first groups of its table; the rest is one bar named "nhóm khác", so parts still make the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ...definitions.tables import UNKNOWN
from ...drawing.bar_pictures import hours_png, paired_bars_png, ranges_png, series_png
from ...figures.trends import series_breaks
from ..numbers import whole
from .record import PackFacts, PackTable
from .tables import shortened

MOST_GROUPS = 10
MOST_MM = 165.0
"""A picture is as wide as an upright page's text, also on a page across."""
_FLAGS = "▲"


class Picture(NamedTuple):
    """PNG, its width [mm] and its words for those who cannot see it."""

    png: bytes
    width: float
    says: str


Draw = Callable[[PackTable, PackFacts, float], Picture]


def draw(kind: str, table: PackTable, facts: PackFacts, width: float) -> Picture:
    """The picture of ``kind`` (``DRAWN``) from ``table``, at most ``width`` mm wide."""
    return DRAWN[kind](table, facts, min(width, MOST_MM))


def _paired(table: PackTable, facts: PackFacts, width: float) -> Picture:
    short = shortened(table, MOST_GROUPS)
    now, before = _pair(short)
    labels = [str(label) for label in short.column("label")]
    png = paired_bars_png(labels, now, before, names=_names(facts), width=width)
    said = "; ".join(
        f"{label} {whole(one)} ({whole(other)})"
        for label, one, other in list(zip(labels, now, before, strict=True))[:3]
    )
    return Picture(png, width, f"Biểu đồ cột ngang, kỳ này (cùng kỳ): {said}…")


def _upright(table: PackTable, facts: PackFacts, width: float) -> Picture:
    known = [place for place, key in enumerate(table.keys) if key != UNKNOWN]
    now, before = ([column[place] for place in known] for column in _pair(table))
    labels = [str(table.rows[place][0]).removesuffix(" giờ") for place in known]
    png = hours_png(labels, now, before, names=_names(facts), width=width)
    most = max(known, key=lambda place: table.rows[place][1] or 0)
    return Picture(png, width, f"Biểu đồ cột; nhiều nhất: {table.rows[most][0]}, {whole(table.rows[most][1])}.")


def _series(table: PackTable, facts: PackFacts, width: float) -> Picture:
    keys = [str(key) for key in table.keys]
    measures = [(column.heading, table.column(column.key)) for column in table.columns[1:]]
    now = [key for key, start in zip(keys, facts.series["start"], strict=True) if start.date() >= facts.period.start]
    png = series_png(keys, measures, now=now, breaks=list(_break_places(facts)), width=width)
    return Picture(png, width, "Biểu đồ cột số vụ, số người chết, số người bị thương từng quý trong năm năm.")


def _break_places(facts: PackFacts) -> list[tuple[float, str]]:
    """Where each break of the series lies on the axis of quarters, and its day."""
    starts, stops = facts.series["start"], facts.series["stop"]
    places = []
    for day in series_breaks(facts.series, facts.definitions)["date"]:
        inside = (starts <= day) & (day < stops)
        if inside.any():
            number = int(inside.to_numpy().argmax())
            share = (day - starts.iloc[number]) / (stops.iloc[number] - starts.iloc[number])
            places.append((number - 0.5 + float(share), f"{day:%d/%m/%Y}"))
    return places


def _ranges(table: PackTable, facts: PackFacts, width: float) -> Picture:
    names = ("label", "now", "lower", "upper", "level")
    columns = [table.column(name) for name in names]
    flagged = [str(level).startswith(_FLAGS) for level in columns[-1]]
    rows = list(zip(*columns[:-1], flagged, strict=True))
    png = ranges_png(rows, names=(facts.period.title, "mức bình thường của chính địa bàn"), width=width)
    named = ", ".join(f"{row[0]} {whole(row[1])} vụ" for row in rows if row[-1]) or "không địa bàn nào"
    return Picture(png, width, f"Số vụ từng địa bàn so với mức bình thường. Vượt mức: {named}.")


def _pair(table: PackTable) -> tuple[list[float | None], list[float | None]]:
    """The first two counts of every row: this period and the base."""
    first, second = table.columns[1].key, table.columns[2].key
    return table.column(first), table.column(second)


def _names(facts: PackFacts) -> tuple[str, str]:
    return facts.period.title, facts.base.title


DRAWN: Mapping[str, Draw] = {"paired": _paired, "upright": _upright, "series": _series, "ranges": _ranges}
