"""The tables of black spots in the documents: both searches, places one accident short, what changed, the register.

Leaves out the accidents of each spot (the list of the map page has them) and all layout. Every list is one of
proposals ("đề nghị rà soát").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from ...definitions.blackspot_rules import OURS
from ...places.asked import BY_KM, BY_POINT
from ...places.blackspots import BlackSpots
from ...places.place_names import known_names
from ..register_words import register_table
from ..spot_words import STATUS_WORDS, missing_words, spot_name
from .record import Column, Kind, PackFacts, PackTable, Row

_WHERE = {BY_KM: "theo lý trình", BY_POINT: "theo tọa độ"}
_FIGURES: tuple[tuple[str, str, Kind], ...] = (
    ("criteria", "Tiêu chí", "text"),
    ("status", "Tình trạng", "text"),
    ("first", "Vụ đầu", "date"),
    ("last", "Vụ cuối", "date"),
    ("accidents", "Số vụ", "count"),
    ("fatal_accidents", "Vụ chết người", "count"),
    ("deaths", "Người chết", "count"),
    ("injured", "Người bị thương", "count"),
)
_MARKS = {"new": "mới", "still": "vẫn còn", "gone": "không còn"}


def spot_tables(facts: PackFacts) -> Iterator[PackTable]:
    """Black spots by road-km and by coordinates, near misses, what changed since the review before, the register."""
    names = known_names(facts.definitions)
    day = f"đến {facts.period.end:%d/%m/%Y}"
    for way, found in facts.spots.items():
        title = f"Điểm đen (điểm hay xảy ra TNGT) đề nghị rà soát, {_WHERE[way]}, {day}"
        yield _table(
            f"spots_{way}", title, _rows(found.spots, found, names), (("expected", "Số vụ dự kiến", "decimal"),)
        )
    found = facts.spots[BY_KM]
    near = found.potential[found.potential["origin"] == OURS]
    title = f"Nơi còn thiếu một vụ so với tiêu chí điểm đen, theo lý trình, {day}"
    yield _table("spots_near", title, _rows(near, found, names), (("missing", "Thiếu", "text"),))
    yield _changes(facts, names)
    yield _register(facts)


def _changes(facts: PackFacts, names: Mapping[str, str]) -> PackTable:
    """Active black spots now and at the review before, each with what became of it."""
    changes, found = facts.spot_changes, facts.spots[BY_KM]
    marked = [{**row, "mark": _MARKS[kind]} for kind in _MARKS for row in _rows(getattr(changes, kind), found, names)]
    title = f"Điểm đen trong 12 tháng, so với ngày {changes.then:%d/%m/%Y}"
    return _table("spot_changes", title, marked, (("mark", "So với kỳ trước", "text"),))


def _register(facts: PackFacts) -> PackTable:
    """The open places of the register under the headings of its file."""
    table = register_table(facts.register, facts.definitions)
    columns = tuple(Column(str(name), str(name), _kind(table[name])) for name in table.columns)
    rows = tuple(tuple(_plain(value) for value in row) for row in table.itertuples(index=False))
    return PackTable("register", "Danh mục điểm đen, điểm tiềm ẩn", columns, tuple(facts.register["register_id"]), rows)


def _table(
    key: str, title: str, rows: Iterable[Mapping[str, Any]], more: tuple[tuple[str, str, Kind], ...]
) -> PackTable:
    named: tuple[tuple[str, str, Kind], ...] = (("name", "Vị trí", "text"), *_FIGURES, *more)
    columns = tuple(Column(name, heading, kind) for name, heading, kind in named)
    listed = list(rows)
    values: tuple[Row, ...] = tuple(tuple(_plain(row[name]) for name, _, _ in named) for row in listed)
    return PackTable(key, title, columns, tuple(str(row["spot_id"]) for row in listed), values, unit="vụ, người")


def _rows(spots: pd.DataFrame, found: BlackSpots, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Spots as rows with their name, criteria and status in words."""
    rows = ({str(name): value for name, value in row.items()} for row in spots.to_dict("records"))
    return [
        {
            **row,
            "name": spot_name(row, names),
            "criteria": ", ".join(row["criteria"]),
            "status": STATUS_WORDS[row["status"]],
            "missing": missing_words(row, found.rules),
        }
        for row in rows
    ]


def _kind(column: pd.Series) -> Kind:
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date"
    return (
        "count"
        if pd.api.types.is_integer_dtype(column)
        else "decimal"
        if pd.api.types.is_float_dtype(column)
        else "text"
    )


def _plain(value: Any) -> Any:
    """A value as Python has it, None where missing; a moment as its day."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value
