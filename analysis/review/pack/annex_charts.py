"""Native charts of the annexes, drawn from the cells of their table: this period beside cùng kỳ, and the series.

Defines which table has a chart, of which columns, and what its title says (the figure that stands out, taken from the
same cells). Leaves out where it stands (``annex_sheets``). Can mislead: long lists show their first rows only, which
the title says; a missing value has no bar, as 0 has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...definitions.tables import UNKNOWN
from ...drawing.palette import CATEGORIES, INK, LINE, QUIET
from ..numbers import whole
from .annex_cells import FONT, plain_text
from .record import PackTable

BEFORE = "#A9AEB6"
"""Cùng kỳ: a grey that stays apart from the ink of this period for every eye and in print."""
_MOST_BARS = 12
_NAME_SHARE = 0.006
"""Share of the width of a chart that a letter of a name takes."""
_ACCIDENTS, _DEATHS, _CASES = ("accidents.now", "accidents.before"), ("deaths.now", "deaths.before"), ("cases.now",)


@dataclass(frozen=True)
class Drawn:
    """What is drawn of a table: ``columns`` as bars or lines; ``lying`` bars have room for long names."""

    what: str
    unit: str
    columns: tuple[str, ...] = _ACCIDENTS
    lying: bool = False
    line: bool = False


CHARTS: Mapping[str, Drawn] = {
    "criteria": Drawn("Ba tiêu chí, kỳ này bên cạnh cùng kỳ", "vụ, người", ("now", "before")),
    "areas": Drawn("Số vụ theo địa bàn", "vụ"),
    "severity": Drawn("Số vụ theo mức độ", "vụ"),
    "roads": Drawn("Số vụ theo tuyến đường", "vụ", lying=True),
    "hours": Drawn("Số vụ theo giờ", "vụ"),
    "day_parts": Drawn("Số vụ theo buổi", "vụ"),
    "weekdays": Drawn("Số vụ theo thứ", "vụ"),
    "causes": Drawn("Số vụ theo nguyên nhân", "vụ", lying=True),
    "vehicles": Drawn("Số vụ theo phương tiện liên quan", "vụ", lying=True),
    "ages": Drawn("Số người chết theo độ tuổi", "người", _DEATHS),
    "series": Drawn("Số vụ, người chết, người bị thương", "vụ, người", ("accidents", "deaths", "injured"), line=True),
    "alerts": Drawn("Số vụ và mức nền theo địa bàn", "vụ", ("now", "expected")),
    "violations_behaviours": Drawn("Số trường hợp theo hành vi", "trường hợp", (*_CASES, "cases.before"), lying=True),
    "violations_areas": Drawn("Số trường hợp theo địa bàn", "trường hợp", (*_CASES, "cases.before")),
    "violations_enforcers": Drawn("Số trường hợp theo lực lượng", "trường hợp", (*_CASES, "cases.before")),
}


@dataclass(frozen=True)
class Cells:
    """Where the drawn cells stand: sheet, first row, column of every drawn key.

    ``periods``: names of this period and of cùng kỳ; ``breaks``: marks by row (of the series).
    """

    sheet: str
    top: int
    columns: Mapping[str, int]
    periods: tuple[str, str]
    breaks: Mapping[int, str]


def chart_of(table: PackTable) -> Drawn | None:
    """What is drawn of ``table``, the columns that have a figure; nothing where there is none or no row."""
    drawn = CHARTS.get(table.key)
    if drawn is None or not table.rows:
        return None
    known = {column.key for column in table.columns}
    columns = tuple(key for key in drawn.columns if key in known and any(_charted(table, drawn, key)))
    return Drawn(drawn.what, drawn.unit, columns, drawn.lying, drawn.line) if columns else None


def rows_drawn(table: PackTable, drawn: Drawn) -> int:
    """How many rows from the first on: all, or of a long list the first that have a name."""
    if not drawn.lying:
        return len(table.rows)
    unknown = table.keys.index(UNKNOWN) if UNKNOWN in table.keys else len(table.rows)
    return min(_MOST_BARS, unknown) or len(table.rows)


def native_chart(book: Any, table: PackTable, drawn: Drawn, cells: Cells, *, scale: float) -> Any:
    """The chart as xlsxwriter has it; letters grow by ``scale`` where the sheet is shrunk in print."""
    kind = "line" if drawn.line else "bar" if drawn.lying else "column"
    chart = book.add_chart({"type": kind})
    many = rows_drawn(table, drawn) > _MOST_BARS + 4
    for number, key in enumerate(drawn.columns):
        chart.add_series(_series(table, drawn, cells, (number, key), many=many, scale=scale))
    chart.set_title({"name": title(table, drawn), "name_font": _font(12, scale, bold=True), "overlay": False})
    chart.set_legend({"none": True} if _named_on_axis(drawn) else {"position": "top", "font": _font(10, scale)})
    _set_axes(chart, drawn, _axis_name(table, drawn, cells), scale=scale)
    if drawn.lying:
        chart.set_plotarea({"layout": _room_for_names(table, drawn)})
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": "#FFFFFF"}})
    chart.show_hidden_data()
    chart.show_blanks_as("gap")
    return chart


def _named_on_axis(drawn: Drawn) -> bool:
    """Whether the axis names the colours: LibreOffice turns the legend of lying bars round, Excel does not."""
    return drawn.lying and len(drawn.columns) > 1


def _axis_name(table: PackTable, drawn: Drawn, cells: Cells) -> str:
    """The unit of the counts; of lying bars also which bar is which period."""
    if not _named_on_axis(drawn):
        return drawn.unit
    dark, light = (_name(table, cells, key) for key in drawn.columns)
    return f"{drawn.unit}; cột đậm: {dark}, cột nhạt: {light}"


def title(table: PackTable, drawn: Drawn) -> str:
    """What is drawn and which stands out: "Số vụ theo địa bàn: nhiều nhất Bảo Yên (21 vụ)"."""
    if drawn.line:
        first, last = table.rows[0][0], table.rows[-1][0]
        return f"{drawn.what} theo quý, từ {first} đến {last}"
    shown = rows_drawn(table, drawn)
    part = f" ({shown} nhóm đầu trong {len(table.rows)} nhóm)" if shown < len(table.rows) else ""
    return f"{drawn.what}{part}{_highest(table, drawn)}"


def _highest(table: PackTable, drawn: Drawn) -> str:
    """The row with the greatest first figure among the known; "" where several share it or rows differ in kind."""
    if table.key == "criteria":
        return ""
    place = table.place(drawn.columns[0])
    rows = zip(table.keys, table.rows, strict=True)
    known = [(row[place], row[0]) for key, row in rows if key != UNKNOWN and row[place]]
    most = max((value for value, _ in known), default=0)
    names = [str(name) for value, name in known if value == most]
    if len(names) != 1:
        return ""
    return f": nhiều nhất {_short(names[0])} ({whole(most)} {drawn.unit})"


def _short(name: str) -> str:
    clean = plain_text(name)
    return clean if len(clean) <= 40 else f"{clean[:39]}…"


def _charted(table: PackTable, drawn: Drawn, key: str) -> list[bool]:
    return [value is not None for value in table.column(key)[: rows_drawn(table, drawn)]]


def _series(
    table: PackTable, drawn: Drawn, cells: Cells, which: tuple[int, str], *, many: bool, scale: float
) -> dict[str, Any]:
    number, key = which
    last, column = cells.top + rows_drawn(table, drawn) - 1, cells.columns[key]
    series: dict[str, Any] = {
        "name": _name(table, cells, key),
        "categories": [cells.sheet, cells.top, 0, last, 0],
        "values": [cells.sheet, cells.top, column, last, column],
    }
    if drawn.line:
        shade = CATEGORIES[number]
        mark = {"type": ("circle", "square", "triangle")[number], "size": 5}
        series |= {"line": {"color": shade, "width": 2}}
        series |= {"marker": {**mark, "fill": {"color": shade}, "border": {"color": shade}}}
        if number == 0 and cells.breaks:
            series["data_labels"] = _marks(table, cells, scale)
        return series
    series |= {"fill": {"color": (INK, BEFORE)[number]}, "gap": 60, "overlap": 0}
    digits = "#,##0.0;-#,##0.0;" if key == "expected" else "#,##0;-#,##0;"
    if not many or number == 0:
        series["data_labels"] = {"value": True, "num_format": digits, "font": _font(9, scale)}
    return series


def _marks(table: PackTable, cells: Cells, scale: float) -> dict[str, Any]:
    """The number of a break above the quarter in which it falls, nothing elsewhere; notes say what it is."""
    custom = [
        {"value": cells.breaks[row]} if row in cells.breaks else {"delete": True} for row in range(len(table.rows))
    ]
    return {"value": True, "custom": custom, "position": "above", "font": _font(10, scale, bold=True)}


def _name(table: PackTable, cells: Cells, key: str) -> str:
    """What the legend calls a column: with the period where it is one of the two."""
    heading = table.columns[table.place(key)].heading
    figures = ("now", "before")
    figure = key.rpartition(".")[2]
    return f"{heading} ({cells.periods[figures.index(figure)]})" if figure in figures else heading


def _set_axes(chart: Any, drawn: Drawn, name: str, *, scale: float) -> None:
    """Counts from 0 on with their unit, groups in the order of the table."""
    counts = {
        "min": 0,
        "num_format": "#,##0",
        "num_font": _font(9, scale),
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.75}},
        "line": {"none": True},
        "name": name,
        "name_font": _font(9, scale, color=QUIET),
    }
    groups: dict[str, Any] = {"num_font": _font(9, scale), "line": {"color": QUIET}}
    if drawn.line:
        groups["num_font"] = {**_font(9, scale), "rotation": -45}
    if drawn.lying:  # the first group on top, the counts below
        chart.set_y_axis({**groups, "reverse": True, "crossing": "max", "interval_unit": 1})
        chart.set_x_axis(counts)
        return
    chart.set_x_axis(groups)
    chart.set_y_axis(counts)


def _room_for_names(table: PackTable, drawn: Drawn) -> dict[str, float]:
    """Shares of the chart left to the bars beside names of one line each; without it LibreOffice leaves names out."""
    longest = max(len(_short(str(row[0]))) for row in table.rows[: rows_drawn(table, drawn)])
    left = min(0.03 + longest * _NAME_SHARE, 0.4)
    return {"x": left, "y": 0.18, "width": 0.97 - left, "height": 0.66}


def _font(size: float, scale: float, **more: Any) -> dict[str, Any]:
    return {"name": FONT, "size": round(size * scale, 1), "color": INK, "bold": False, **more}


def breaks_by_row(starts: Sequence[Any], stops: Sequence[Any], days: Sequence[Any]) -> dict[int, str]:
    """The numbers "(1)", "(2)" of ``days`` by the row of the quarter [start, stop) that holds them."""
    marks: dict[int, str] = {}
    for number, day in enumerate(days, start=1):
        for row, (start, stop) in enumerate(zip(starts, stops, strict=True)):
            if start <= day < stop:
                marks[row] = f"{marks.get(row, '')}({number})"
    return marks
