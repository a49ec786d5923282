"""What has to be said beside a comparison, in Vietnamese: lengths, breaks of the series, what is missing or left out.

Leaves out the sentences about coverage, which pages place by themselves (``review.wording``).
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.periods import Period, day_text, pair_notes

Totals = Mapping[str, "pd.Series[float]"]


def accident_notes(
    definitions: Definitions, now: Period, base: Period, totals: Totals, coverage: Mapping[str, str]
) -> tuple[str, ...]:
    """Notes of a comparison of accidents; ``totals`` and ``coverage`` of "now" and "before"."""
    periods = {"now": now, "before": base}
    shown = [name for name in periods if coverage[name] != "none"]
    missing = [_missing_people(periods[name], totals[name]) for name in shown]
    not_given = [_not_given(periods[name], totals[name], *what) for name in shown for what in _NOT_GIVEN]
    every = (*pair_notes(now, base), *break_notes(definitions, now, base), *missing, *not_given)
    return tuple(note for note in every if note)


def violation_notes(definitions: Definitions, now: Period, base: Period, totals: Totals) -> tuple[str, ...]:
    """Notes of a comparison of violations, with the counts that cross the edge of a period."""
    straddling = [_straddling(period, totals[name]) for name, period in (("now", now), ("before", base))]
    every = (*pair_notes(now, base), *break_notes(definitions, now, base), *straddling)
    return tuple(note for note in every if note)


def break_notes(definitions: Definitions, now: Period, base: Period) -> tuple[str, ...]:
    """The breaks of the series after the start of the earlier period and before the end of the later one."""
    crossed = breaks_crossed(definitions, now, base)
    said = crossed["note"].where(crossed["note"] != "", crossed["label"])
    days = crossed["date"].dt.date
    return tuple(f"Khoảng so sánh đi qua mốc {day_text(day)}: {text}." for day, text in zip(days, said, strict=True))


def not_compared(definitions: Definitions, now: Period, base: Period) -> set[str]:
    """The measures that a break between the two periods makes incomparable: fines since 2025."""
    named = breaks_crossed(definitions, now, base)["not_compared"]
    return {name for names in named for name in names.split("|") if name}


def breaks_crossed(definitions: Definitions, now: Period, base: Period) -> pd.DataFrame:
    """The breaks of the series inside the two periods or between them: date, label, note, not_compared."""
    return definitions.breaks_between(min(now.start, base.start), max(now.stop, base.stop))


def break_records(breaks: pd.DataFrame) -> list[dict[str, str]]:
    """The breaks as plain JSON values."""
    return [
        {"date": row["date"].date().isoformat(), **{name: str(row[name]) for name in ("label", "note", "not_compared")}}
        for row in breaks.to_dict("records")
    ]


_NOT_GIVEN = (("deaths_not_given", "số người chết"), ("injured_not_given", "số người bị thương"))


def _not_given(period: Period, total: pd.Series[float], column: str, what: str) -> str:
    count = counted_in(total, column)
    return f"{period.title}: {count} vụ có trong tệp không ghi {what}." if count else ""


def _missing_people(period: Period, total: pd.Series[float]) -> str:
    count = counted_in(total, "missing_people")
    return f"{period.title}: ngoài ra có {count} người mất tích, không tính vào số người chết." if count else ""


def _straddling(period: Period, total: pd.Series[float]) -> str:
    rows = counted_in(total, "straddling_rows")
    if not rows:
        return ""
    cases = counted_in(total, "straddling_cases")
    return (
        f"{period.title}: {rows} dòng vi phạm ({cases} trường hợp) có kỳ thống kê riêng "
        "vắt qua đầu hoặc cuối kỳ, không tính vào và không chia nhỏ; xem danh sách kèm theo."
    )


def counted_in(total: pd.Series[float], column: str) -> int:
    """One sum of a period; 0 where it is missing."""
    value = total.get(column, 0)
    return 0 if pd.isna(value) else int(value)
