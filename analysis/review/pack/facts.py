"""Gathers all figures of one period from the store (or from a snapshot of it), each counted once.

Defines the record that report, slides and annexes share. Leaves out tables (``tables``) and words (``words``). Can
mislead: black spots are those of the last day of the period by the default search; "new" and "gone" are against the
end of the period reported before, not against what the register says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from ...definitions.catalogue import Definitions
from ...definitions.periods import Period, parse_period, reported_before, same_period_last_year
from ...errors import RequestError
from ...figures.compare import Comparison, compare, compare_violations, covered_batches
from ...figures.counts import daily_counts
from ...figures.coverage import batches_touching, covered_until
from ...figures.labels import calendar_of
from ...figures.measured import CRITERIA
from ...figures.targets import target_status
from ...figures.trends import period_series
from ...places.asked import BY_KM, BY_POINT
from ...places.blackspots import BlackSpots, black_spots
from ...places.register import register
from ...places.register_matching import match
from ...places.register_spots import found_places
from ...signals.alerts import alerts
from ...store.tables import Store
from .record import PackFacts, Pinned, SpotChanges
from .words_accidents import inside

ACCIDENT_DIMENSIONS = (
    *("area", "mode", "severity", "road", "hour", "weekday", "cause", "vehicle_type"),
    *("age_group", "sex"),
)
VIOLATION_DIMENSIONS = ("behaviour", "area", "enforced_by", "vehicle_type")


def gather(
    store: Store,
    definitions: Definitions,
    period: str,
    *,
    calendar: str | None = None,
    with_collisions: bool = True,
    pinned: Pinned | None = None,
) -> PackFacts:
    """The figures of ``period`` ("2025-Q1") against the same period of the year before.

    ``store`` is the one of a snapshot, or the office's own, which is then held as it is now. Raises ``RequestError``
    where the period does not exist or the data do not cover it.
    """
    fixed, days = store.pinned(), definitions.calendar(calendar)
    now = parse_period(period, days)
    base = same_period_last_year(now, days)
    options: dict[str, Any] = {"with_collisions": with_collisions}
    by = {name: compare(fixed, definitions, now, base, by=name, **options) for name in ACCIDENT_DIMENSIONS}
    _refuse_without_data(by["area"])
    daily, coverage = daily_counts(fixed), covered_batches(fixed, "accidents")
    options |= {"calendar": days, "coverage": coverage}
    return PackFacts(
        definitions,
        now,
        base,
        with_collisions,
        by,
        _violations(fixed, definitions, now, base),
        tuple(target_status(by["area"], definitions, measure) for measure in CRITERIA),
        period_series(daily, definitions, unit="quarter", until=now, **options),
        alerts(daily, definitions, now, **options) if _has_flags(now) else None,
        {way: black_spots(fixed, definitions, as_of=now.end, by=way) for way in (BY_KM, BY_POINT)},
        spot_changes(fixed, definitions, now),
        _open_places(fixed),
        pinned,
    )


def _has_flags(period: Period) -> bool:
    """Whether flags are made for it: quarters, 6 tháng, 9 tháng and years; no month, no free span."""
    return not period.is_span and not period.key[5:].isdecimal()


def spot_changes(store: Store, definitions: Definitions, now: Period) -> SpotChanges:
    """Active black spots by road-km at the end of ``now`` against those at the end of the period reported before.

    Two are the same place as in the register: by shared accidents, else by where they are.
    """
    then = reported_before(now, calendar_of(now, definitions)).end
    active = [_active(black_spots(store, definitions, as_of=day, by=BY_KM)) for day in (now.end, then)]
    (found, places), (before, places_before) = active
    pairs = match(places_before.rename(columns={"spot_id": "register_id"}), places)
    known = found["spot_id"].isin(pairs["spot_id"])
    gone = ~before["spot_id"].isin(pairs["register_id"])
    return SpotChanges(then, found[~known], found[known], before[gone])


def _active(found: BlackSpots) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The spots of the last twelve months, and the same as places of a register."""
    places = found_places(found)
    ends: Mapping[str, Any] = {"end_lat": float("nan"), "end_lon": float("nan")}
    active = found.spots["status"].eq("ACTIVE").to_numpy()
    return found.spots[active], places[active].assign(**ends)


def _violations(store: Store, definitions: Definitions, now: Period, base: Period) -> dict[str, Comparison]:
    if covered_batches(store, "violations").empty:
        return {}
    return {name: compare_violations(store, definitions, now, base, by=name) for name in VIOLATION_DIMENSIONS}


def _open_places(store: Store) -> pd.DataFrame:
    places = register(store)
    return places[places["closed"].eq("")].reset_index(drop=True)


def require_data(store: Store, period: Period) -> None:
    """Raises ``RequestError`` where no batch of accidents covers a day of ``period``; looks at no accident."""
    covered = covered_batches(store, "accidents")
    if batches_touching(covered, [period]).empty:
        raise _no_data(period, covered_until(covered))


def _refuse_without_data(total: Comparison) -> None:
    if total.coverage["now"] == "none":
        raise _no_data(total.now, total.data_until)


def _no_data(period: Period, until: date | None) -> RequestError:
    known = f" Số liệu mới có đến {_day(until)}." if until else ""
    remedy = f"Hãy nhập tệp của kỳ này ở trang Dữ liệu, hoặc chọn kỳ khác.{known}"
    return RequestError(f"Chưa có số liệu của {inside(period.title)}, chưa làm được tài liệu họp.", remedy)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
