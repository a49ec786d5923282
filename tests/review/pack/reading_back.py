"""Reads every figure out of the documents and holds it against the answers of the commands.

A table of any of the three documents becomes a ``Grid``; its headings say which command answers it. The first figure
that differs fails with where it stands. Formats are made here anew, so that a wrong format is found as well.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.review.pack.command_answers import Answers

MISSING = "–"
MEASURES = {
    "Số vụ": "accidents",
    "Số người chết": "deaths",
    "Người chết": "deaths",
    "Số người bị thương": "injured",
    "Người bị thương": "injured",
    "Số trường hợp": "cases",
    "Tiền phạt (đồng)": "fine_vnd",
    "Tước GPLX": "licences_revoked",
    "Điểm GPLX bị trừ": "points_deducted",
    "Phương tiện tạm giữ": "vehicles_held",
}
FIGURES = {"Kỳ này": "now", "Cùng kỳ": "before", "Tăng, giảm": "difference", "Tỷ lệ": "percent"}
ACCIDENTS = {
    "Địa bàn": "area",
    "Loại hình": "mode",
    "Mức độ": "severity",
    "Tuyến đường": "road",
    "Giờ": "hour",
    "Thứ": "weekday",
    "Nguyên nhân": "cause",
    "Phương tiện": "vehicle_type",
    "Độ tuổi": "age_group",
    "Giới tính": "sex",
}
VIOLATIONS = {
    "Hành vi": "behaviour",
    "Địa bàn": "area",
    "Lực lượng": "enforced_by",
    "Phương tiện": "vehicle_type",
}
VIOLATION_GROUPS = {name for name, measure in MEASURES.items() if measure not in ("accidents", "deaths", "injured")}
SPOT_FIGURES = {
    "Số vụ": "accidents",
    "Vụ chết người": "fatal_accidents",
    "Người chết": "deaths",
    "Người bị thương": "injured",
    "Số vụ dự kiến": "expected",
    "Vụ đầu": "first",
    "Vụ cuối": "last",
}
ALERT_FIGURES = {"Kỳ này": "now", "Cùng kỳ": "last_year", "Mức nền": "expected", "từ": "lower", "đến": "upper"}
LEVELS = {
    "red": "▲▲ tăng rõ rệt",
    "amber": "▲ theo dõi",
    "none": "= không vượt mức bình thường",
    "not_enough_history": "– chưa đủ số liệu nền",
}
OVER = "vượt mức bình thường, chưa đến mức theo dõi"
NOT_JUDGED = ("Không rõ", "Tổng số")
"""Rows of districts that have no flag."""
STATUSES = {"ACTIVE": "còn trong 12 tháng", "HISTORICAL": "điểm đen cũ"}
VERDICTS = {
    "rise_clear": "tăng rõ rệt",
    "rise": "tăng",
    "same": "không tăng không giảm",
    "fall": "giảm",
    "fall_clear": "giảm rõ rệt",
    "no_data": "chưa đủ số liệu",
}
TARGET = -5
"""Wanted change [percent] of every criterion in every year of ``targets.csv``."""
TITLES = {
    **{
        f"Tai nạn giao thông theo {name}": ("compare", by)
        for name, by in (
            ("địa bàn", "area"),
            ("loại hình", "mode"),
            ("mức độ", "severity"),
            ("tuyến đường", "road"),
            ("giờ trong ngày", "hour"),
            ("thứ trong tuần", "weekday"),
            ("nguyên nhân", "cause"),
            ("phương tiện liên quan", "vehicle_type"),
        )
    },
    "Người chết, bị thương theo độ tuổi": ("compare", "age_group"),
    "Người chết, bị thương theo giới tính": ("compare", "sex"),
    **{
        f"Kết quả xử lý vi phạm theo {name}": ("violations", by)
        for name, by in (
            ("hành vi", "behaviour"),
            ("địa bàn", "area"),
            ("lực lượng", "enforced_by"),
            ("phương tiện", "vehicle_type"),
        )
    },
}
"""Charts, and tables beside them, are known by the name of their table."""
CRITERIA, SERIES = "Tình hình tai nạn giao thông theo ba tiêu chí", "Tai nạn giao thông theo quý, năm năm"
REGISTER_FIGURES = {
    "Số vụ TN/VC": "accidents",
    "Số vụ chết người": "fatal_accidents",
    "Số vụ bị thương": "injury_accidents",
    "Số người chết": "deaths",
    "Số người bị thương": "injured",
    "Năm": "year",
    "Vụ đầu": "first",
    "Vụ cuối": "last",
    "Đến ngày": "last_review",
    "Ngày đề nghị": "proposed_on",
}
_TOGETHER = re.compile(r"^(\d+) .* khác$")


@dataclass(frozen=True)
class Grid:
    """A table of a document: group and heading of every column, rows with the total among them."""

    where: str
    title: str
    headings: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Any]]

    def place(self, heading: str) -> int:
        """The column under ``heading``."""
        return [name for _, name in self.headings].index(heading)

    def has(self, heading: str) -> bool:
        """Whether there is such a column."""
        return heading in [name for _, name in self.headings]


@dataclass
class Checked:
    """How many figures were held against which command, by document."""

    document: str
    counts: Counter[str] = field(default_factory=Counter)

    def equal(self, found: Any, expected: Any, source: str, where: str, *, kind: str = "count") -> None:
        """Count one figure; fail where it differs from the answer of the command."""
        assert same(found, expected, kind), f"{self.document}, {where}: {found!r}, {source} says {expected!r}"
        self.counts[source] += 1

    @property
    def total(self) -> int:
        """All figures held so far."""
        return sum(self.counts.values())


def same(found: Any, expected: Any, kind: str) -> bool:
    """Whether a cell shows ``expected``: a number to 9 digits, a printed text to the letter."""
    if isinstance(found, str):
        return found.strip() == printed(expected, kind)
    if found is None or expected is None or (isinstance(expected, str) and kind != "date"):
        return bool(found == expected)
    if kind == "date":
        return isinstance(found, dt.date) and found == dt.date.fromisoformat(expected)
    wanted = expected / 100 if kind == "percent" else expected
    return math.isclose(float(found), float(wanted), rel_tol=1e-9, abs_tol=1e-12)


def printed(value: Any, kind: str) -> str:
    """A figure as the office prints it."""
    if value is None:
        return MISSING
    if kind == "text":
        return str(value)
    if kind == "date":
        return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
    digits = {"percent": 2, "decimal": 2}.get(kind, 0)
    exact = Decimal(repr(round(value, 9))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    whole, _, part = f"{abs(exact):,.{digits}f}".partition(".")
    sign = "-" if exact < 0 else "+" if exact > 0 and kind in ("percent", "difference") else ""
    return f"{sign}{whole.replace(',', '.')}{',' if part else ''}{part}{'%' if kind == 'percent' else ''}"


def check_grid(grid: Grid, answers: Answers, checked: Checked) -> None:
    """Hold every figure of ``grid``; fails for a table that no command answers."""
    first, title = grid.headings[0][1], grid.title.partition(". ")[2] or grid.title
    groups = {group for group, _ in grid.headings}
    if title.startswith(CRITERIA):
        _check_criteria(grid, answers, checked)
    elif title.startswith(SERIES):
        _check_series(grid, answers, checked)
    elif first == "Vị trí":
        _check_spots(grid, answers, checked)
    elif first == "Mã điểm":
        _check_register(grid, answers, checked)
    elif grid.has("từ"):
        _check_alerts(grid, answers, checked)
    elif first == "Thời gian":
        _check_parts_of_day(grid, answers, checked)
    elif not first and title in TITLES:
        _check_comparison(grid, answers, checked, *TITLES[title])
    elif groups & VIOLATION_GROUPS:
        _check_comparison(grid, answers, checked, "violations", VIOLATIONS[first])
    elif first in ACCIDENTS:
        _check_comparison(grid, answers, checked, "compare", ACCIDENTS[first])
    else:
        raise AssertionError(f"{checked.document}, {grid.where}: no command answers a table of «{first}»")


def measured(grid: Grid, answers: Answers, leading: str) -> list[tuple[str, str] | None]:
    """Measure and figure of every column; none for a column of words. ``leading``: the measure of charts."""
    periods = {answers.compare("")[name]["label"]: figure for name, figure in (("period", "now"), ("base", "before"))}
    found: list[tuple[str, str] | None] = []
    for group, heading in grid.headings:
        if heading in FIGURES:
            found.append((MEASURES[group] if group else leading, FIGURES[heading]))
        elif heading in periods:
            found.append((leading, periods[heading]))
        else:
            found.append((MEASURES[heading], "now") if heading in MEASURES else None)
    return found


def kind_of(figure: str) -> str:
    """How a figure is printed."""
    return {"difference": "difference", "percent": "percent"}.get(figure, "count")


def _check_comparison(grid: Grid, answers: Answers, checked: Checked, command: str, by: str) -> None:
    answer = answers.compare(by) if command == "compare" else answers.violations(by)
    named = [str(cells[0]) for cells in grid.rows]
    columns = measured(grid, answers, "accidents" if command == "compare" else "cases")
    for cells in grid.rows:
        label = str(cells[0])
        row = _together(answer["rows"], named, label) or answers.row(command, by, label)
        for cell, column, (_, heading) in zip(cells, columns, grid.headings, strict=True):
            where = f"{grid.where} «{label}» {heading}"
            if column is not None:
                measure, figure = column
                checked.equal(cell, row[measure][figure], f"{command} --by {by}", where, kind=kind_of(figure))
            elif heading == "So với mức bình thường":
                level = "" if label in NOT_JUDGED else _level(answers, label)
                checked.equal(cell.strip(MISSING), level, "alerts", where, kind="text")
    _every_row_is_there(grid, answer, named, checked)


def _every_row_is_there(grid: Grid, answer: Any, named: Sequence[str], checked: Checked) -> None:
    """A list without "nhóm khác" has every group of the command."""
    if any(_TOGETHER.match(name) for name in named) or checked.document != "xlsx":
        return
    missing = [row["label"] for row in answer["rows"] if row["label"] not in named]
    assert not missing, f"{checked.document}, {grid.where}: without {missing}"


def _together(rows: Sequence[Any], named: Sequence[str], label: str) -> dict[str, Any] | None:
    """The row of "18 nhóm khác": what is in no other row, added up here; nothing for another label."""
    if not _TOGETHER.match(label):
        return None
    rest = [row for row in rows if row["label"] not in named]
    assert len(rest) == int(_TOGETHER.match(label)[1]), f"«{label}», but {len(rest)} are left"  # type: ignore[index]
    return {measure: added([row[measure] for row in rest]) for measure in rest[0] if isinstance(rest[0][measure], dict)}


def added(figures: Sequence[Any]) -> dict[str, Any]:
    """Several groups as one: counts added, difference and percent from the sums."""
    now, before = ([figure[name] for figure in figures] for name in ("now", "before"))
    sums = {name: None if None in each else sum(each) for name, each in (("now", now), ("before", before))}
    if None in sums.values():
        return {**sums, "difference": None, "percent": None}
    change = sums["now"] - sums["before"]
    return {**sums, "difference": change, "percent": change / sums["before"] * 100 if sums["before"] else None}


def _check_parts_of_day(grid: Grid, answers: Answers, checked: Checked) -> None:
    hours = {row["key"]: row for row in answers.compare("hour")["rows"]}
    total = answers.compare("hour")["total"]
    for cells in grid.rows:
        label = str(cells[0])
        span = re.search(r"\((\d+)-(\d+) giờ\)", label)
        keys = [str(hour) for hour in range(int(span[1]), int(span[2]))] if span else ["unknown"]
        for cell, column in zip(cells, measured(grid, answers, "accidents"), strict=True):
            if column is not None:
                measure, figure = column
                parts = [hours[key][measure] for key in keys if key in hours]
                expected = total[measure] if label == "Tổng số" else added(parts)
                where = f"{grid.where} «{label}» {measure}.{figure}"
                checked.equal(cell, expected[figure], "compare --by hour", where, kind=kind_of(figure))


def _check_criteria(grid: Grid, answers: Answers, checked: Checked) -> None:
    total = answers.compare("")["total"]
    columns = measured(grid, answers, "")
    for cells in grid.rows:
        figures = total[MEASURES[str(cells[0])]]
        for cell, column, (_, heading) in zip(cells, columns, grid.headings, strict=True):
            where = f"{grid.where} «{cells[0]}» {heading}"
            if column is not None:
                checked.equal(cell, figures[column[1]], "compare", where, kind=kind_of(column[1]))
            elif heading == "Đánh giá":
                checked.equal(cell, VERDICTS[figures["verdict"]], "compare", where, kind="text")
            elif heading.startswith("Mục tiêu") or heading == "Không quá":
                most = math.floor(figures["before"] * (100 + TARGET) / 100)
                checked.equal(cell, most, "compare", where)


def _check_series(grid: Grid, answers: Answers, checked: Checked) -> None:
    for cells in grid.rows:
        total = answers.quarter(str(cells[0]))
        for cell, (_, heading) in zip(cells[1:], grid.headings[1:], strict=True):
            where = f"{grid.where} «{cells[0]}» {heading}"
            checked.equal(cell, total[MEASURES[heading]]["now"], "compare (theo quý)", where)


def _check_alerts(grid: Grid, answers: Answers, checked: Checked) -> None:
    rows = {row["label"]: row for row in answers.alerts()["rows"]}
    if checked.document == "xlsx":
        assert [str(cells[0]) for cells in grid.rows] == list(rows)
    for cells in grid.rows:
        row = rows[str(cells[0])]
        for cell, (_, heading) in zip(cells, grid.headings, strict=True):
            where = f"{grid.where} «{cells[0]}» {heading}"
            if heading in ALERT_FIGURES:
                figure = ALERT_FIGURES[heading]
                kind = "decimal" if figure == "expected" else "count"
                checked.equal(cell, row[figure], "alerts", where, kind=kind)
            elif heading == "Mức":
                checked.equal(cell, _level(answers, str(cells[0])), "alerts", where, kind="text")
            elif heading == "Lý do":
                checked.equal(cell, row["reason"], "alerts", where, kind="text")


def _level(answers: Answers, label: str) -> str:
    """The level of a district in words."""
    row = next(row for row in answers.alerts()["rows"] if row["label"] == label)
    above = row["level"] == "none" and row["upper"] is not None and row["now"] > row["upper"]
    return f"= {OVER}" if above else LEVELS[row["level"]]


def _check_register(grid: Grid, answers: Answers, checked: Checked) -> None:
    places = {place["register_id"]: place for place in answers.ask("spots", "list")}
    assert [str(cells[0]) for cells in grid.rows] == list(places)
    for cells in grid.rows:
        place = places[str(cells[0])]
        for cell, (_, heading) in zip(cells, grid.headings, strict=True):
            if heading in REGISTER_FIGURES:
                key = REGISTER_FIGURES[heading]
                kind = "date" if key in ("first", "last", "last_review", "proposed_on") else "count"
                checked.equal(cell, place[key], "spots list", f"{grid.where} «{cells[0]}» {heading}", kind=kind)


def _check_spots(grid: Grid, answers: Answers, checked: Checked) -> None:
    listed = _spots_of(grid, answers)
    if checked.document == "pptx":  # a slide shows some of them; which, its days say
        shown = [str(cells[grid.place("Vụ cuối")]) for cells in grid.rows]
        listed = [one for one in listed if printed(one[1]["last"], "date") in shown]
    for cells, (source, spot, mark) in zip(grid.rows, listed, strict=True):
        name = str(cells[0])
        if spot["kind"] == "km":
            metres = f"Km{spot['from_m'] // 1000}+{spot['from_m'] % 1000:03d}"
            assert metres in name, f"{checked.document}, {grid.where}: «{name}», {source} says {metres}"
            checked.counts[source] += 1
        for cell, (_, heading) in zip(cells, grid.headings, strict=True):
            where = f"{grid.where} «{name}» {heading}"
            if heading in SPOT_FIGURES:
                key = SPOT_FIGURES[heading]
                kind = {"expected": "decimal", "first": "date", "last": "date"}.get(key, "count")
                checked.equal(cell, spot[key], source, where, kind=kind)
            elif heading == "Tiêu chí":
                checked.equal(cell, ", ".join(spot["criteria"]), source, where, kind="text")
            elif heading == "Tình trạng":
                checked.equal(cell, STATUSES[spot["status"]], source, where, kind="text")
            elif heading == "So với kỳ trước":
                checked.equal(cell, mark, source, where, kind="text")


def _spots_of(grid: Grid, answers: Answers) -> list[tuple[str, Any, str]]:
    """The spots that a table has to list, in its order, each with its command and what became of it."""
    if grid.has("So với kỳ trước"):
        order = {"mới": 0, "vẫn còn": 1, "không còn": 2}
        marked = sorted(answers.changes.values(), key=lambda pair: order[pair[0]])
        return [("blackspots --by km", spot, mark) for mark, spot in marked]
    if grid.has("Thiếu"):
        near = [spot for spot in answers.spots("km")["potential"] if spot["origin"] == "ours"]
        return [("blackspots --by km", spot, "") for spot in near]
    way = "point" if "tọa độ" in grid.title else "km"
    return [(f"blackspots --by {way}", spot, "") for spot in answers.spots(way)["spots"]]


CARDS = ("Số vụ", "Số người chết", "Số người bị thương")
"""Boxes of the slide of the three criteria."""


def check_card(name: str, text: str, answers: Answers, checked: Checked) -> None:
    """A box: now, "cùng kỳ 83", "+9 (+10,84%)", the word for change."""
    _, now, before, change, *_ = text.split("\n")
    figures = answers.compare("")["total"][MEASURES[name]]
    difference, _, percent = change.partition(" (")
    where = f"box «{name}»"
    checked.equal(now, figures["now"], "compare", where)
    checked.equal(before.removeprefix("cùng kỳ "), figures["before"], "compare", where)
    checked.equal(difference, figures["difference"], "compare", where, kind="difference")
    checked.equal(percent.rstrip(")") or MISSING, figures["percent"], "compare", where, kind="percent")
