"""What the one-page assessment of a district says, as plain values: gathered from the flag, the counts and the causes.

Defines how the record ``BriefFacts`` is filled. Nothing is judged here: level and range come from ``signals.alerts``,
what grew from ``signals.contributions``.

Can mislead: the parts of a rise (road, hour, cause …) are found by looking at many groups, so one of them always grew
most; only those with ``clear`` are unlikely to be chance. Deaths over twelve months are few as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import Period, free_period, parse_period, years_before
from ..errors import RequestError
from ..figures.compare import Comparison, compare_daily, covered_batches
from ..figures.counts import daily_counts
from ..figures.labels import calendar_of, labels_of, resolved_where
from ..figures.notes import break_notes
from ..signals.alerts import Alerts
from ..signals.alerts import alerts as judged_areas
from ..signals.contributions import Contributions, contributions, leading
from ..store.flags import SET_ASIDE, Flag, decision_of, flag_decisions
from ..store.snapshots import open_snapshot
from ..store.tables import Store, local_day
from .brief_record import BriefFacts, Casualties, Quarter, Rise, YearCount

NAMED_BY_LEVEL = {"thành phố": "TP ", "thị xã": "TX "}
"""Short forms before the name of an area in ``areas.csv``."""
FORMER = "khu vực"
"""What the ground of a unit is called that is no more."""
GIVEN_ON = " (nay là "
"""Between the old and the new name of a commune whose code was given on (``Areas.commune_names``)."""


def brief_facts(
    store: Store,
    definitions: Definitions,
    alerts: Alerts,
    area: str,
    *,
    daily: pd.DataFrame,
    coverage: pd.DataFrame,
    modes: Sequence[str] | None = None,
    with_collisions: bool = True,
    snapshot: str = "",
) -> BriefFacts:
    """The facts of one district (code ``area``) of ``alerts``.

    ``daily`` is ``counts.daily_counts``, ``coverage`` is ``compare.covered_batches``; ``modes`` and
    ``with_collisions`` as they were given to ``alerts``; ``snapshot`` the name under which ``store`` is pinned.
    Raises ``RequestError`` where the district has no count in this period.
    """
    row = _row(alerts, area, definitions)
    options: dict[str, Any] = {"areas": [area], "modes": modes, "with_collisions": with_collisions}
    options["coverage"] = coverage
    same = compare_daily(daily, definitions, alerts.period, alerts.last_year, **options)
    twelve = _twelve_months(alerts.period, definitions)
    year = compare_daily(daily, definitions, *twelve, **options)
    where = {"area": [area], **({"mode": list(modes)} if modes is not None else {})}
    grown = contributions(
        store, definitions, alerts.period, where=where, with_collisions=with_collisions, coverage=coverage
    )
    place, authority = place_words(area, alerts.period.end, definitions)
    return BriefFacts(
        area=area,
        place=place,
        authority=authority,
        period=alerts.period,
        last_year_period=alerts.last_year,
        modes=tuple(labels_of("mode", modes or (), definitions)),
        with_collisions=with_collisions,
        **_judged(row),
        quarters=_quarters(alerts, area),
        years=_years(alerts, area),
        rises=_rises(grown, new_units=place.startswith(FORMER)),
        bases=len(grown.bases),
        excess=_number(grown.excess),
        casualties=_casualties(same),
        twelve_months=_casualties(year),
        false_flags=(int(alerts.chance["areas"]), float(alerts.chance["red"])),
        set_aside=_set_aside(store, alerts, area, tuple(modes or ())),
        notes=_notes(same, definitions, alerts),
        sources=same.sources,
        data_until=same.data_until,
        illustrative=same.illustrative,
        snapshot=snapshot,
        mixed=same.mixed,
    )


def asked_facts(
    store: Store,
    definitions: Definitions,
    area: str,
    period: str,
    *,
    calendar: str | None = None,
    snapshot: str | None = None,
    with_collisions: bool = True,
) -> BriefFacts:
    """The facts of one district as a user names it and its period, read from the store (or from a snapshot of it, with
    the definitions as they were).

    Raises ``RequestError`` for an area, period, calendar or snapshot that does not exist.
    """
    fixed = store.pinned()
    if snapshot:
        fixed, definitions, _ = open_snapshot(store, snapshot, today=definitions)
    days = definitions.calendar(calendar)
    daily, coverage = daily_counts(fixed), covered_batches(fixed, "accidents")
    options: dict[str, Any] = {"coverage": coverage, "with_collisions": with_collisions}
    code = resolved_where({"area": [area]}, definitions)["area"][0]
    judged = judged_areas(daily, definitions, parse_period(period, days), calendar=days, **options)
    return brief_facts(fixed, definitions, judged, code, daily=daily, snapshot=snapshot or "", **options)


def place_words(area: str, day: date, definitions: Definitions) -> tuple[str, str]:
    """What a district is called on ``day``, and its authority: ("huyện Bảo Yên", "UBND huyện Bảo Yên").

    After the last day of its unit: "khu vực Bảo Yên (huyện cũ)" and the communes in it. A foreign area without a level
    keeps its bare name and has no authority.
    """
    unit = definitions.areas.table.set_index("code").loc[area]
    level, ends = str(unit["level"]), str(unit["valid_to"])
    name = str(unit["name"]).removeprefix(NAMED_BY_LEVEL.get(level, ""))
    if not level:
        return name, ""
    if ends and day > date.fromisoformat(ends):
        place = f"{FORMER} {name} ({level} cũ)"
        return place, f"UBND các xã, phường {place}"
    return f"{level} {name}", f"UBND {level} {name}"


def _row(alerts: Alerts, area: str, definitions: Definitions) -> Mapping[str, Any]:
    if area not in set(alerts.table["area"]):
        raise RequestError(
            f"Không có địa bàn «{area}» trong danh sách cảnh báo.",
            f"Hãy chọn trong: {', '.join(alerts.table['label'])}.",
        )
    row = alerts.row(area)
    if pd.isna(row["now"]) or row["covered"] != "full":
        name = definitions.areas.names.get(area, area)
        raise RequestError(
            f"{alerts.period.title}: số liệu của {name} chưa đủ ngày, chưa đánh giá được.",
            "Hãy nhập tệp của kỳ này, hoặc chọn kỳ đã đủ số liệu.",
        )
    return row


def _set_aside(store: Store, alerts: Alerts, area: str, modes: tuple[str, ...]) -> tuple[date, str] | None:
    """Day and reason where the flag is set aside as things stand."""
    flag = Flag(alerts.period.key, alerts.calendar_key, area, modes=modes, with_collisions=alerts.with_collisions)
    found = decision_of(flag_decisions(store), flag)
    if found is None or found["state"] != SET_ASIDE:
        return None
    return local_day(found["at"]), str(found["reason"])


def _judged(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: _whole(row[name]) for name in ("now", "last_year", "lower", "upper")},
        **{name: _number(row[name]) for name in ("expected", "p_base", "p_trend", "p_relative")},
        **{name: bool(row[name]) for name in ("trend_mark", "prolonged")},
        "level": str(row["level"]),
        "highest_of": int(row["highest_of"]),
        "quarters_of_history": int(row["quarters"]),
    }


def _twelve_months(period: Period, definitions: Definitions) -> tuple[Period, Period]:
    """The twelve months up to the last day of ``period``, and the twelve before."""
    calendar = calendar_of(period, definitions)
    last_days = free_period(period.end, period.end, calendar)
    ends = [years_before(last_days, years, calendar).stop for years in (0, 1, 2)]
    spans = [free_period(start, stop - timedelta(days=1), calendar) for stop, start in pairwise(ends)]
    return spans[0], spans[1]


def _casualties(comparison: Comparison) -> Casualties:
    found = {measure: comparison.figure(measure) for measure in ("deaths", "injured")}
    full = {name: state == "full" for name, state in comparison.coverage.items()}
    return Casualties(
        comparison.now,
        _whole(found["deaths"]["now"], known=full["now"]),
        _whole(found["deaths"]["before"], known=full["base"]),
        _whole(found["injured"]["now"], known=full["now"]),
        _whole(found["injured"]["before"], known=full["base"]),
    )


def _notes(same: Comparison, definitions: Definitions, alerts: Alerts) -> tuple[str, ...]:
    """The notes of the comparison but those of the base alone; the breaks in the history as one short sentence."""
    start = alerts.series(str(alerts.table["area"].iloc[0]))["start"].min()
    crossed = definitions.breaks_between(start, alerts.period.stop)
    named = [f"{day:%d/%m/%Y} ({label})" for day, label in zip(crossed["date"], crossed["label"], strict=True)]
    told = set(break_notes(definitions, same.now, same.base))
    kept = [note for note in same.notes if note not in told and not note.startswith(f"{same.base.title}:")]
    return (*kept, f"Chuỗi số liệu đi qua mốc đổi cách tính: {'; '.join(named)}.") if named else tuple(kept)


def _quarters(alerts: Alerts, area: str) -> tuple[Quarter, ...]:
    return tuple(_quarter(row) for row in alerts.series(area).to_dict("records"))


def _quarter(row: Mapping[Any, Any]) -> Quarter:
    count, lower, upper = (_whole(row[name]) for name in ("count", "lower", "upper"))
    return Quarter(str(row["period_key"]), count, lower, upper, bool(row["is_now"]))


def _years(alerts: Alerts, area: str) -> tuple[YearCount, ...]:
    return tuple(YearCount(int(row["year"]), _whole(row["count"])) for row in alerts.by_year(area).to_dict("records"))


def _rises(grown: Contributions, *, new_units: bool) -> tuple[Rise, ...]:
    """Of every dimension the known group that grew most, where one grew."""
    if not grown.bases:
        return ()
    table = grown.table[(grown.table["excess"] > 0) & (grown.table["key"] != "unknown")]
    first = table.sort_values("excess", ascending=False, kind="stable").drop_duplicates("dimension").sort_index()
    clear = set(zip(*(leading(grown, most=len(table))[name] for name in ("dimension", "key")), strict=True))
    return tuple(
        Rise(
            str(row["dimension"]),
            str(row["dimension_label"]),
            _of_its_time(str(row["label"]), new_units=new_units),
            int(row["now"]),
            float(row["normal"]),
            float(row["excess"]),
            (row["dimension"], row["key"]) in clear,
        )
        for row in first.to_dict("records")
    )


def _of_its_time(label: str, *, new_units: bool) -> str:
    """Of "Thị trấn Phố Lu (nay là Xã Bảo Thắng)" the name that held in the period."""
    old, _, new = label.partition(GIVEN_ON)
    return new.removesuffix(")") if new and new_units else old


def _whole(value: Any, *, known: bool = True) -> int | None:
    return None if not known or pd.isna(value) else int(value)


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
