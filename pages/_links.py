"""The choices of the sidebar as a record, as the parameters of a link, and as the state of the widgets; no Streamlit.

A link names everything it shows, also what was not touched: a default that moves with the data would change its view.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.definitions.calendars import Calendar
from analysis.definitions.catalogue import Definitions
from analysis.definitions.periods import Period, base_period, free_period, parse_period, previous
from analysis.errors import RequestError

PARTS = {"Q1": "Quý I", "Q2": "Quý II", "Q3": "Quý III", "Q4": "Quý IV"} | {
    "6M": "6 tháng",
    "9M": "9 tháng",
    "year": "Năm",
    "month": "Tháng",
    "free": "Tự chọn",
}
AGAINST = {"last_year": "Cùng kỳ năm trước", "previous": "Kỳ liền trước", "other": "Kỳ khác"}
EVERY_MODE = ""
MODES = {EVERY_MODE: "Tất cả", "road": "Đường bộ", "rail": "Đường sắt", "water": "Đường thủy nội địa"}
DAY_FORM = "%d/%m/%Y"


@dataclass(frozen=True)
class Choices:
    """What every page is asked for: a period against another, and which accidents."""

    now: Period
    base: Period
    against: str
    calendar_key: str
    areas: tuple[str, ...]
    mode: str
    with_collisions: bool

    @property
    def where(self) -> dict[str, tuple[str, ...]]:
        """The dimensions that are narrowed, with the values kept."""
        narrowed = {"area": self.areas, "mode": (self.mode,) if self.mode else ()}
        return {name: values for name, values in narrowed.items() if values}


def choices_from(state: Mapping[str, Any], definitions: Definitions) -> Choices:
    """The record of the widgets' values. Raises ``RequestError`` where a date typed by hand is none."""
    calendar = definitions.calendars[state["lich"]]
    now = _period(state, "", definitions)
    other = _period(state, "_so", definitions).key if state["so_voi"] == "other" else None
    against = "previous" if state["so_voi"] == "previous" else other
    base = base_period(now, against, calendar)
    areas = tuple(code for code in definitions.areas.codes if code in state["dia_ban"])
    return Choices(now, base, state["so_voi"], calendar.key, areas, state["loai_hinh"], bool(state["va_cham"]))


def link_of(choices: Choices) -> dict[str, str]:
    """The parameters of a link that shows the same again."""
    against = choices.base.key if choices.against == "other" else choices.against
    return {
        "ky": choices.now.key,
        "so_voi": against,
        "lich": choices.calendar_key,
        "dia_ban": ",".join(choices.areas),
        "loai_hinh": choices.mode,
        "va_cham": "co" if choices.with_collisions else "khong",
    }


def state_from(link: Mapping[str, str], definitions: Definitions, default: Period) -> dict[str, Any]:
    """The widgets' values for a link; what is missing or not understood is the default."""
    calendar = link.get("lich", "")
    calendar = calendar if calendar in definitions.calendars else default.calendar_key
    now = _known_period(link.get("ky", ""), calendar, definitions) or default
    so_voi = link.get("so_voi", "last_year")
    other = _known_period(so_voi, calendar, definitions)
    choices = {
        "lich": calendar,
        "so_voi": so_voi if so_voi in AGAINST else "other" if other else "last_year",
        "dia_ban": [code for code in definitions.areas.codes if code in link.get("dia_ban", "").split(",")],
        "loai_hinh": link.get("loai_hinh", "") if link.get("loai_hinh") in MODES else EVERY_MODE,
        "va_cham": link.get("va_cham", "co") != "khong",
    }
    return (
        choices
        | period_state(now)
        | period_state(other or base_period(now, None, definitions.calendars[calendar]), "_so")
    )


def _known_period(text: str, calendar: str, definitions: Definitions) -> Period | None:
    try:
        return parse_period(text, definitions.calendars[calendar])
    except RequestError:
        return None


def period_state(period: Period, suffix: str = "") -> dict[str, Any]:
    """A period as the widgets show it: which part of the year, year, month, first and last day."""
    part = period.key[5:]
    kind = "free" if period.is_span else part if part in PARTS else "month" if part else "year"
    values = {"ky": kind, "nam": period.end.year if period.is_span else int(period.key[:4])}
    values |= {"thang": int(part) if kind == "month" else period.end.month}
    values |= {"tu": period.start.strftime(DAY_FORM), "den": period.end.strftime(DAY_FORM)}
    return {name + suffix: value for name, value in values.items()}


def _period(state: Mapping[str, Any], suffix: str, definitions: Definitions) -> Period:
    calendar = definitions.calendars[state["lich"]]
    kind, year = state["ky" + suffix], state["nam" + suffix]
    if kind == "free":
        return free_period(typed_day(state["tu" + suffix]), typed_day(state["den" + suffix]), calendar)
    part = {"year": "", "month": f"-{state['thang' + suffix]:02d}"}.get(kind, f"-{kind}")
    return parse_period(f"{year}{part}", calendar)


def typed_day(text: str) -> dt.date:
    """The day of a text like 15/12/2024. Raises ``RequestError`` where it is none."""
    try:
        return dt.datetime.strptime(text.strip(), DAY_FORM).date()
    except ValueError as error:
        raise RequestError(f"«{text}» không phải là một ngày.", "Hãy gõ ngày/tháng/năm, ví dụ 15/12/2024.") from error


def last_whole_quarter(stop: dt.date, calendar: Calendar) -> Period:
    """The last quarter that ends before ``stop``, the first day without data."""
    when = calendar.month_of(pd.Series([stop])).iloc[0]
    quarter = (int(when["month"]) + 2) // 3
    return previous(parse_period(f"{when['year']}-Q{quarter}", calendar), calendar)
