"""The parts of the anatomy that have words of their own: help, Tết and holidays, pupils, weather, the pivot.

Beside ``anatomy_words``, which has the answer of the page and the charts of accidents and people.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np

from ..definitions.periods import day_text
from ..definitions.tables import UNKNOWN
from ..figures.anatomy import Anatomy
from ..figures.anatomy_breakdowns import Breakdown
from ..figures.anatomy_days import HolidayYears
from ..figures.anatomy_help import Help
from ..figures.anatomy_labels import ANATOMY_LABELS, SCHOOL_HOURS
from ..figures.anatomy_pupils import Pupils
from ..figures.pivot import Pivot
from .anatomy_words import MEASURE_UNITS, SUBJECTS, most_words, period_words, source_words
from .numbers import decimal, percent, whole


def help_title(found: Help) -> str:
    """The answer on help: share within the limit, median, 90th percentile."""
    total = found.total
    if not total["known"]:
        return "Không vụ nào ghi thời gian cấp cứu đến"
    return (
        f"Cấp cứu đến trong {found.limit} phút: {percent(100 * total['share'], 1)} số vụ có ghi "
        f"({whole(total['within'])}/{whole(total['known'])}); một nửa chờ không quá {decimal(total['median'], 0)} phút "
        f"(trung vị), cứ 10 vụ có 1 vụ chờ từ {decimal(total['p90'], 0)} phút trở lên"
    )


def worst_title(found: Help) -> str:
    """Which districts wait longest, among those with enough known times."""
    ranked = found.areas[found.areas["known"] >= found.least]
    if ranked.empty:
        return f"Theo địa bàn: chưa nơi nào có từ {found.least} vụ ghi thời gian"
    below = ranked[ranked["share"] < found.total["share"]]
    if below.empty:
        return f"Tỷ lệ đến trong {found.limit} phút: các địa bàn bằng nhau, {percent(100 * found.total['share'], 0)}"
    named = [f"{row['label']} ({percent(100 * row['share'], 0)})" for row in below.head(2).to_dict("records")]
    return f"Tỷ lệ đến trong {found.limit} phút thấp nhất: {', '.join(named)}"


def help_line(row: Mapping[Any, Any], least: int) -> str:
    """What stands right of a line: share, counts, median, 90th percentile."""
    if not row["known"]:
        return f"không rõ cả {whole(row['unknown'])} vụ"
    few = "*" if row["known"] < least else ""
    times = f"{decimal(row['median'], 0)} / {decimal(row['p90'], 0)} phút"
    return f"<b>{percent(100 * row['share'], 0)}</b> ({whole(row['within'])}/{whole(row['known'])}){few}  {times}"


def pivot_title(found: Pivot) -> str:
    """What a pivot shows: its largest cell among the known ones."""
    names = [ANATOMY_LABELS[name].lower() for name in (found.rows, found.columns)]
    subject = f"{SUBJECTS[found.measure]} theo {names[0]} và {names[1]}"
    known = found.cells.loc[found.cells.index != UNKNOWN, found.cells.columns != UNKNOWN].to_numpy(dtype=float)
    if not known.size or not np.nansum(known):
        return subject
    rows = [label for key, label in found.row_labels.items() if key != UNKNOWN]
    columns = [label for key, label in found.column_labels.items() if key != UNKNOWN]
    cells = [f"{rows[row]}, {columns[column]}" for row, column in np.argwhere(known == np.nanmax(known))]
    return f"{subject}: {most_words(cells, f'{whole(np.nanmax(known))} {MEASURE_UNITS[found.measure]}')}"


def help_years_title(found: Help) -> str:
    """The share of the period beside that of the years before."""
    known = found.years[found.years["known"] > 0]
    if len(known) < 2:
        return f"Tỷ lệ cấp cứu đến trong {found.limit} phút qua các năm: chưa có năm nào để so"
    before = known.iloc[:-1]["share"]
    low, high = percent(100 * before.min(), 0), percent(100 * before.max(), 0)
    now = percent(100 * known.iloc[-1]["share"], 0)
    return f"Tỷ lệ đến trong {found.limit} phút: kỳ này {now}, cùng kỳ các năm trước {low}–{high}"


def help_caption(found: Help, anatomy: Anatomy, left: int, *, few: bool) -> list[str]:
    """n, unknown, period, source; the mark of ``few`` known times where one stands; how many lines are left out."""
    total = found.total
    every = total["known"] + total["unknown"]
    share = f" ({percent(100 * total['unknown'] / every, 1)})" if every else ""
    lost = f"không rõ thời gian {whole(total['unknown'])}{share}"
    first = f"n = {whole(every)} vụ; {period_words(anatomy)}; {lost}; {source_words(anatomy)}"
    read = (
        f"Bên phải: tỷ lệ (số vụ đến trong {found.limit} phút/số vụ có ghi), trung vị / mức 90% số vụ không vượt quá."
    )
    starred = f" * dưới {found.least} vụ có ghi: không xếp hạng." if few else ""
    more = f" Còn {whole(left)} địa bàn khác trong bảng tải về." if left > 0 else ""
    return [first, f"{read}{starred}{more}"]


def windows_caption(years: HolidayYears, found: Anatomy, measure: str) -> list[str]:
    """n of the newest year, the days it spans, source; what "–" means."""
    newest = years.table[(years.table["year"] == years.title_year) & years.table[measure].notna()]
    if newest.empty:
        return [f"Năm {years.title_year}: chưa có số liệu; {source_words(found)}"]
    n = newest[measure].sum(min_count=1)
    span = f"{day_text(newest['start'].min())}–{day_text(newest['stop'].max() - timedelta(days=1))}"
    first = f"Năm {years.title_year}: n = {whole(n)} {MEASURE_UNITS[measure]} ({span}); {source_words(found)}"
    missing = " «–» là số liệu chưa có đủ những ngày ấy." if years.table[measure].isna().any() else ""
    return [first, f"Mỗi năm cùng số ngày, tính từ cùng một ngày lễ; không xét nổi bật vì số vụ ít.{missing}"]


def tet_title(years: HolidayYears, measure: str) -> str:
    """The seven days of Tết of the newest year beside the years before."""
    return _window_title(years, measure, "during", f"Tết {years.title_year}: 7 ngày Tết")


def holidays_title(years: HolidayYears, measure: str) -> str:
    """The newest window that has a figure beside the same one of the years before."""
    given = years.table[(years.table["year"] == years.title_year) & years.table[measure].notna()]
    if given.empty:
        return f"Các dịp lễ năm {years.title_year}: chưa có số liệu"
    last = given.sort_values("start").iloc[-1]
    return _window_title(years, measure, str(last["code"]), f"Dịp lễ gần nhất ({last['label']} {years.title_year})")


def _window_title(years: HolidayYears, measure: str, code: str, named: str) -> str:
    rows = years.table[(years.table["code"] == code) & years.table[measure].notna()].sort_values("year")
    unit = MEASURE_UNITS[measure]
    if rows.empty or rows.iloc[-1]["year"] != years.title_year:
        return f"{named}: chưa có số liệu"
    before = rows.iloc[:-1][measure]
    said = f"; các năm trước {whole(before.min())}–{whole(before.max())}" if len(before) else ""
    return f"{named} có {whole(rows.iloc[-1][measure])} {unit}{said}"


def pupil_title(breakdown: Breakdown) -> str:
    """How many of the pupils hurt were hurt in the hours of the way to school, or near a school."""
    table = breakdown.table.set_index("key")
    hurt = table["deaths"].fillna(0) + table["injured"].fillna(0)
    inside, every = float(hurt.get("yes", 0.0)), float(hurt.sum())
    where = "trong giờ đi học, tan học" if breakdown.spec.name == SCHOOL_HOURS else "gần trường học"
    return f"Học sinh chết, bị thương: {whole(inside)} trong {whole(every)} em {where}"


def pupil_note(breakdown: Breakdown, pupils: Pupils) -> str:
    """The hours that count, and that no school is listed where none is."""
    if breakdown.spec.name != SCHOOL_HOURS:
        return f"Theo danh sách {whole(pupils.schools)} trường trong schools.csv."
    said = f"Giờ tính: {'; '.join(pupils.hours_said)}, từ thứ hai đến thứ bảy, trong năm học (school_hours.csv)."
    none = " Chưa có danh sách trường (schools.csv) nên chưa xét được vụ gần trường." if not pupils.schools else ""
    return f"{said}{none}"


def weather_words(found: Anatomy, label: str) -> str:
    """What can be said of the weather: no column has it, one indirect factor names it."""
    rows = found.breakdowns["factors"].table
    named = rows[rows["key"].map(lambda key: "traffic_environment" in key.split("|")).astype(bool)]
    count = float(named["accidents"].sum())
    return (
        "Thời tiết: bảng số liệu không có cột thời tiết; tệp chỉ nói đến thời tiết trong yếu tố gián tiếp "
        f"«{label}» (mưa, sương mù, gia súc…): {whole(count)} vụ của kỳ có ghi yếu tố này."
    )
