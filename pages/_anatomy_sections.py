"""Phân tích TNGT: which charts stand in which section; the figures come ready, here they are dressed. No Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis.definitions.names import file_words
from analysis.drawing.anatomy_charts import matrix, people_bars, range_bars, share_lines
from analysis.figures.anatomy import Anatomy
from analysis.figures.anatomy_breakdowns import REST, Breakdown, is_unknown, most_first
from analysis.figures.anatomy_days import HolidayYears
from analysis.figures.anatomy_help import Help, help_of
from analysis.figures.anatomy_labels import ANATOMY_LABELS
from analysis.figures.anatomy_pupils import Pupils
from analysis.review import anatomy_part_words as part_words
from analysis.review import anatomy_words as words
from analysis.review.anatomy_export import breakdown_table, help_tables, years_table
from analysis.signals.standouts import FALL, RISE, Standouts
from pages._shown import Shown

MOST = 14
"""Groups drawn of a breakdown without an end; the rest is one bar."""
ACROSS = ("road", "km_stretch", "area", "vehicle_type", "cause", "factors", "road_class", "mode", "help_band")
FURTHER = {"area": ("Xem Địa bàn tăng của kỳ này", "dia_ban_tang")}
"""Where a breakdown is judged in its own way: words and page; the choices of the side bar go along."""
SHORT_DAYS = {"mon": "T2", "tue": "T3", "wed": "T4", "thu": "T5", "fri": "T6", "sat": "T7", "sun": "CN"}
PEOPLE_WORDS = {"deaths": "chết", "injured": "bị thương"}


@dataclass(frozen=True, eq=False)
class Ground:
    """What every section draws from: the figures, the marks, the measure chosen."""

    found: Anatomy
    marks: Standouts
    measure: str


def bars(ground: Ground, name: str) -> Shown:
    """A breakdown as bars over their ordinary ranges."""
    breakdown, cells = ground.found.breakdowns[name], ground.marks.of(name)
    lines = words.caption(breakdown, ground.found, cells, ground.measure)
    title = words.chart_title(breakdown, cells, ground.measure)
    table = breakdown_table(breakdown, cells)
    known = breakdown.table.loc[~is_unknown(breakdown.table), ground.measure].sum()
    if not known:
        return Shown(name, title, words.nothing_known(breakdown, ground.found), table, file=_file(breakdown))
    rows = _rows(breakdown, cells, ground.measure)
    figure = range_bars(rows, unit=words.MEASURE_UNITS[ground.measure], across=name in ACROSS)
    return Shown(name, title, lines, table, figure, file=_file(breakdown), link=FURTHER.get(name, ("", "")))


def _rows(breakdown: Breakdown, cells: pd.DataFrame | None, measure: str) -> pd.DataFrame:
    """The rows of ``range_bars``: at most ``MOST``, ranges and marks only where accidents are shown."""
    rows = most_first(breakdown, measure, MOST if breakdown.spec.name not in ("hour",) else 24)
    labels = [_short(breakdown.spec.name, row["key"], row["label"]) for row in rows.to_dict("records")]
    judged = cells is not None and measure == "accidents"
    told = cells.set_index("key") if judged else pd.DataFrame(columns=["lower", "upper", "state"])
    return pd.DataFrame(
        {
            "label": labels,
            "value": rows[measure],
            "mean": rows[f"mean_{measure}"],
            "lower": rows["key"].map(told["lower"]).astype("float64"),
            "upper": rows["key"].map(told["upper"]).astype("float64"),
            "mark": rows["key"].map(told["state"]).where(rows["key"].map(told["state"]).isin((RISE, FALL)), ""),
            "quiet": is_unknown(rows) | (rows["key"] == REST),
        }
    )


def _short(name: str, key: str, label: str) -> str:
    """The label of a group that stands beside others: 18 for "18 giờ", T7 for "Thứ bảy"."""
    if name == "hour":
        return label.removesuffix(" giờ").lstrip("0") or "0"
    if name == "hour_band":
        return label.removesuffix(" giờ")
    if name == "weekday":
        return SHORT_DAYS.get(key, label)
    return label.partition(" (")[0] if name == "day_part" else label


def _file(breakdown: Breakdown) -> str:
    """The name of its files: the dimensions."""
    return "-".join(file_words(ANATOMY_LABELS[name]) for name in breakdown.spec.dimensions)


def hours_by_weekday(ground: Ground) -> Shown:
    """Bands of hours by weekday as a coloured table."""
    name = "hour_weekday"
    breakdown, cells = ground.found.breakdowns[name], ground.marks.of(name)
    table = breakdown.table.assign(state=cells["state"].where(cells["state"].isin((RISE, FALL)), ""))
    kept = table if ground.measure == "accidents" else table.assign(state="")
    rows, columns = table["key"].unique(), table["second"].unique()
    grid = {"index": rows, "columns": columns}
    values = kept.set_index(["key", "second"])
    counts = values[ground.measure].unstack("second").reindex(**grid)  # noqa: PD010
    marks = values["state"].unstack("second").reindex(**grid)  # noqa: PD010
    figure = matrix(
        counts,
        unit=words.MEASURE_UNITS[ground.measure],
        row_labels=list(dict.fromkeys(table["label"])),
        column_labels=[SHORT_DAYS.get(key, "Không rõ") for key in columns],
        marks=marks,
    )
    lines = words.caption(breakdown, ground.found, cells, ground.measure)
    title, taken = words.chart_title(breakdown, cells, ground.measure), breakdown_table(breakdown, cells)
    return Shown(name, title, lines, taken, figure, file=_file(breakdown))


def windows(ground: Ground, years: HolidayYears, name: str, title: Callable[[HolidayYears, str], str]) -> Shown:
    """Windows of days year by year as a coloured table."""
    wide = years.wide(ground.measure)
    unit = words.MEASURE_UNITS[ground.measure]
    figure = matrix(
        wide, unit=unit, row_labels=list(wide.index), column_labels=[str(year) for year in wide.columns], marks=None
    )
    lines = part_words.windows_caption(years, ground.found, ground.measure)
    return Shown(name, title(years, ground.measure), lines, years_table(years), figure)


def time_section(ground: Ground, tet: HolidayYears, holidays: HolidayYears) -> list[list[Shown]]:
    """Hours, weekdays, kinds of day, months, Tết, holidays."""
    return [
        [bars(ground, "hour_band"), hours_by_weekday(ground)],
        [bars(ground, "hour")],
        [bars(ground, "weekday"), bars(ground, "day_kind")],
        [bars(ground, "day_part"), bars(ground, "month")],
        [windows(ground, tet, "tet", part_words.tet_title), windows(ground, holidays, "le", part_words.holidays_title)],
    ]


def place_section(ground: Ground) -> list[list[Shown]]:
    """Roads, stretches, classes, modes, districts."""
    return [
        [bars(ground, "road"), bars(ground, "km_stretch")],
        [bars(ground, "road_class"), bars(ground, "mode")],
        [bars(ground, "area")],
    ]


def vehicle_section(ground: Ground) -> list[list[Shown]]:
    """Which vehicles met."""
    return [[bars(ground, "vehicle_type")]]


def cause_section(ground: Ground) -> list[list[Shown]]:
    """Causes, indirect factors, alcohol, drug."""
    return [
        [bars(ground, "cause")],
        [bars(ground, "factors")],
        [bars(ground, "alcohol"), bars(ground, "drug")],
    ]


def people_section(ground: Ground, pupils: Pupils) -> list[list[Shown]]:
    """The dead and injured by age, sex, pupil; pupils on the way to school."""
    third = [people(ground, "pupil"), _of_pupils(ground, pupils.hours, pupils)]
    near = [] if pupils.near is None else [[_of_pupils(ground, pupils.near, pupils)]]
    return [[people(ground, "age_group"), people(ground, "sex")], third, *near]


def people(ground: Ground, name: str) -> Shown:
    """A breakdown of the dead and injured."""
    breakdown, cells = ground.found.breakdowns[name], ground.marks.of(name)
    mark = cells["state"].where(cells["state"].isin((RISE, FALL)), "")
    figure = people_bars(breakdown.table.assign(mark=mark), words=PEOPLE_WORDS)
    lines = words.caption(breakdown, ground.found, cells)
    title, table = words.people_title(breakdown), breakdown_table(breakdown, cells)
    return Shown(name, title, lines, table, figure, file=_file(breakdown))


def _of_pupils(ground: Ground, breakdown: Breakdown, pupils: Pupils) -> Shown:
    figure = people_bars(breakdown.table.assign(mark=""), words=PEOPLE_WORDS)
    lines = [*words.caption(breakdown, ground.found, None), part_words.pupil_note(breakdown, pupils)]
    title = part_words.pupil_title(breakdown)
    table = breakdown_table(breakdown, None)
    return Shown(breakdown.spec.name, title, lines, table, figure, file=_file(breakdown))


def help_section(ground: Ground) -> list[list[Shown]]:
    """How long until help arrived: over all, by district, by year."""
    found = help_of(ground.found)
    areas, years = help_tables(found)
    rows = _rows(found.bands, None, "accidents")
    bands = range_bars(rows.assign(mean=float("nan")), unit="vụ", across=True)
    lines = words.caption(found.bands, ground.found, None)
    table = breakdown_table(found.bands, None)
    by_area = _shares(ground, found, found.areas, areas, "cap_cuu_dia_ban", part_words.worst_title(found))
    by_year = _shares(ground, found, found.years, years, "cap_cuu_cac_nam", part_words.help_years_title(found))
    first = Shown("help_band", part_words.help_title(found), lines, table, bands, file=_file(found.bands))
    return [[first], [by_area, by_year]]


def _shares(ground: Ground, found: Help, rows: pd.DataFrame, table: pd.DataFrame, name: str, title: str) -> Shown:
    shown = rows.head(MOST)
    said = [part_words.help_line(row, found.least) for row in shown.to_dict("records")]
    few = bool(((shown["known"] > 0) & (shown["known"] < found.least)).any())
    lines = part_words.help_caption(found, ground.found, len(rows) - len(shown), few=few)
    figure = share_lines(shown, said=said, note=f"tỷ lệ đến trong {found.limit} phút (khoảng 95%)")
    return Shown(name, title, lines, table, figure)
