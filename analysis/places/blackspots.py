"""Black spots of the store on a day: every rule in force, road and rail apart, the list and what it leaves open.

Road accidents are judged by the circular in force on the reporting day, railway accidents by their own decree; for
waterways there is no rule, and that is said. Left out: the register. Can mislead: a rule changes with the
reporting day, so the same accidents may be judged by another text a year later; the text is named beside every list.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from ..definitions.blackspot_rules import Rule
from ..definitions.catalogue import Definitions
from ..errors import RequestError
from ..store.reading import read_accidents
from ..store.tables import Store
from .asked import BY_KM, BY_POINT, Asked
from .criteria import casualties_unknown
from .find_spots import Found, find_spots
from .junctions import junction_of, placed_junctions
from .positions import GIVEN, positioned
from .ranking import Ranking, rank_spots, with_expected

YEARS_BACK = 3
YEARS = range(1900, 2200)
"""Years of a reporting day."""
LARGEST_M = 5000
"""A longer stretch or wider circle is a district, not a place."""
_ORDER = ["fatal_accidents", "accidents", "deaths", "injured"]


@dataclass(frozen=True, eq=False)
class BlackSpots:
    """The answer: tables of ``find_spots.Found`` over all ``rules`` together, the least key first; ranked too.

    ``notes``: ("rule_not_confirmed", key), ("no_rule", mode, accidents), ("casualties_unknown", accidents).
    """

    asked: Asked
    rules: tuple[Rule, ...]
    spots: pd.DataFrame
    potential: pd.DataFrame
    members: pd.DataFrame
    accidents: pd.DataFrame
    ranking: Ranking
    without_position: pd.DataFrame
    notes: tuple[tuple[Any, ...], ...]

    @property
    def considered(self) -> int:
        """Accidents that a rule judged."""
        return len(self.accidents)

    @property
    def with_position(self) -> int:
        """Those of them with a position: N of "N/M vụ có vị trí"."""
        return len(self.accidents) - len(self.without_position)

    @property
    def could_change(self) -> int:
        """Accidents without position that could change the list."""
        return int(self.without_position["could_change"].sum())

    def to_json(self) -> dict[str, Any]:
        """The record of the command ``blackspots``."""
        return {
            "rule": _rule_record(self.asked, self.rules),
            "spots": _records(self.spots),
            "without_position": len(self.without_position),
            "could_change": self.could_change,
            "considered": self.considered,
            "potential": _records(self.potential),
            "notes": [list(note) for note in self.notes],
        }


def black_spots(
    store: Store,
    definitions: Definitions,
    *,
    as_of: date,
    by: str = BY_KM,
    since: date | None = None,
    length_m: int | None = None,
    radius_m: float | None = None,
    potential: Iterable[str] | None = None,
    rows: pd.DataFrame | None = None,
) -> BlackSpots:
    """Black spots on ``as_of`` among the accidents from ``since`` (the same day three years before if not given) on.

    ``length_m``, ``radius_m``: size of a window [m], by default that of the rules. ``potential``: origins wanted,
    "ours" and "law" by default. ``rows``: ``positioned_with_junctions`` of the same days, where they are there
    already. Raises ``RequestError`` where a size or the days cannot be.
    """
    rules, usual = definitions.blackspot_rules, usual_since(as_of)
    asked = Asked(
        by,
        as_of,
        usual if since is None else since,
        rules.length_m if length_m is None else length_m,
        rules.radius_m if radius_m is None else radius_m,
        rules.months,
        potential=Asked.potential if potential is None else tuple(potential),
    )
    _check(asked)
    placed = positioned_with_junctions(store, definitions, asked.since, as_of) if rows is None else rows
    return spots_among(placed, definitions, replace(asked, crs=placed.attrs["crs"]))


def usual_since(as_of: date) -> date:
    """From which day accidents are looked at where none is asked: ``YEARS_BACK`` years before; 29 Feb is 1 March.

    Raises ``RequestError`` for a day of a year that is none of ours ("31/3/0025").
    """
    if as_of.year not in YEARS:
        raise RequestError(f"Ngày báo cáo {as_of:%d/%m}/{as_of.year:04d} không thể có.", "Hãy ghi năm đủ bốn chữ số.")
    if (as_of.month, as_of.day) == (2, 29):
        return date(as_of.year - YEARS_BACK, 3, 1)
    return as_of.replace(year=as_of.year - YEARS_BACK)


def positioned_with_junctions(store: Store, definitions: Definitions, since: date, as_of: date) -> pd.DataFrame:
    """Accidents of [``since``, ``as_of``] as ``positions.positioned`` gives them, with ``junction`` (code, "" none)."""
    rows = positioned(read_accidents(store, since, as_of + timedelta(days=1), columns=GIVEN), definitions)
    junctions = placed_junctions(definitions, rows.attrs["crs"])
    found = rows.assign(junction=junction_of(rows, junctions))
    found.attrs["crs"] = rows.attrs["crs"]
    return found


def spots_among(rows: pd.DataFrame, definitions: Definitions, asked: Asked) -> BlackSpots:
    """The answer for ``rows`` (``positioned_with_junctions``), each rule in force on its own modes."""
    rules = definitions.blackspot_rules.on(asked.as_of)
    found = [find_spots(rows, rule, asked) for rule in rules]
    if not found:
        raise RequestError(
            f"Không có quy định về điểm đen nào có hiệu lực ngày {asked.as_of:%d/%m/%Y}.",
            "Hãy xem valid_from, valid_to trong tệp blackspot_rules.toml.",
        )
    spots, accidents = _by_key(_together(found, "spots")), _together(found, "accidents")
    ranking = rank_spots(spots, accidents, definitions, asked)
    register = definitions.junctions()
    names = dict(zip(register["code"], register["name"], strict=True))
    return BlackSpots(
        asked=asked,
        rules=rules,
        spots=_named(with_expected(spots, ranking), names),
        potential=_named(_together(found, "potential"), names),
        members=_together(found, "members"),
        accidents=accidents,
        ranking=ranking,
        without_position=_together(found, "without_position"),
        notes=tuple(_notes(rows, rules)),
    )


def _named(table: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    found = [names.get(code, "") for code in table["junction_id"]]
    return table.assign(junction_name=pd.Series(found, index=table.index, dtype="str"))


def _check(asked: Asked) -> None:
    if asked.by not in (BY_KM, BY_POINT):
        raise RequestError(f"Không tìm được điểm đen theo «{asked.by}».", f"Hãy chọn {BY_KM} hoặc {BY_POINT}.")
    if not (0 < asked.length_m <= LARGEST_M and 0 < asked.radius_m <= LARGEST_M):
        raise RequestError(
            f"Chiều dài đoạn và bán kính phải lớn hơn 0 và không quá {LARGEST_M} m.",
            "Ví dụ: 100 m theo lý trình, 50 m theo tọa độ.",
        )
    if asked.since > asked.as_of:
        raise RequestError(
            f"Ngày bắt đầu {asked.since:%d/%m/%Y} sau ngày báo cáo {asked.as_of:%d/%m/%Y}.",
            "Hãy chọn ngày bắt đầu không sau ngày báo cáo.",
        )


def _together(found: list[Found], name: str) -> pd.DataFrame:
    tables = [getattr(one, name) for one in found]
    filled = [table for table in tables if len(table)]
    whole: pd.DataFrame = pd.concat(filled, ignore_index=True) if filled else tables[0]
    return whole


def _by_key(spots: pd.DataFrame) -> pd.DataFrame:
    """Road and rail in one order; inside each rule it is that already."""
    best_first = spots.assign(**{name: -spots[name] for name in _ORDER})
    order = best_first.sort_values([*_ORDER, "span_m"], kind="stable").index
    return spots.loc[order].reset_index(drop=True)


def _notes(rows: pd.DataFrame, rules: tuple[Rule, ...]) -> Iterable[tuple[Any, ...]]:
    yield from (("rule_not_confirmed", rule.key) for rule in rules if not rule.confirmed)
    judged = {mode for rule in rules for mode in rule.modes}
    without = rows.loc[~rows["mode"].isin(judged), "mode"].value_counts().sort_index()
    yield from (("no_rule", str(mode), int(number)) for mode, number in without.items())
    unknown = int(casualties_unknown(rows[rows["mode"].isin(judged)]).sum())
    if unknown:
        yield ("casualties_unknown", unknown)


def _rule_record(asked: Asked, rules: tuple[Rule, ...]) -> dict[str, Any]:
    size = {"length_m": asked.length_m} if asked.by == BY_KM else {"radius_m": asked.radius_m}
    texts = [
        {
            "key": rule.key,
            "title": rule.title,
            "source": rule.source,
            "modes": list(rule.modes),
            "confirmed": rule.confirmed,
            "criteria": {item.key: item.label for item in rule.criteria},
        }
        for rule in rules
    ]
    days = {"since": asked.since.isoformat(), "as_of": asked.as_of.isoformat()}
    return {"by": asked.by, **size, "months": asked.months, **days, "texts": texts}


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    plain = table.assign(**{name: table[name].dt.strftime("%Y-%m-%d") for name in ("first", "last")})
    return [{str(name): _plain(value) for name, value in row.items()} for row in plain.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return value
