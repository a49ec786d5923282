"""What may stand in a corrected field: the same readings as of a file, held to the same limits.

Every reading gives the value as the text that is kept (ISO days, minutes, metres, codes) or None for missing, or raises
``RequestError``. What follows from a change (class of the road, origin of the position, commune of another district) is
worked out in ``implied_changes`` so that an accident never contradicts itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd

from ..definitions.catalogue import Definitions
from ..definitions.names import nfc
from ..definitions.tables import UNKNOWN
from ..errors import RequestError
from ..intake.values.dates import parse_dates
from ..intake.values.roads import parse_km, parse_road
from ..intake.values.times import parse_times

Value = str | int | float | date | None

FIELDS = {
    "deaths": "số người chết",
    "injured": "số người bị thương",
    "missing_people": "số người mất tích",
    "severity": "mức độ",
    "occurred_on": "ngày xảy ra",
    "occurred_at": "giờ xảy ra",
    "area_code": "địa bàn",
    "cause": "nguyên nhân",
    "road": "tuyến đường",
    "km_m": "lý trình",
    "lat": "vĩ độ",
    "lon": "kinh độ",
}
"""What may be corrected, and its name."""
_MAY_BE_MISSING = ("occurred_at", "km_m", "lat", "lon")
_UNKNOWN_IF_EMPTY = ("severity", "area_code", "cause", "road")
_DEGREES = {"lat": 90.0, "lon": 180.0}


def kept_text(field: str, value: Value, definitions: Definitions, *, today: date) -> str | None:
    """``value`` of ``field`` as it is kept; None is "missing". Raises ``RequestError`` where it cannot stand there."""
    if field not in FIELDS:
        raise RequestError(f"Không đính chính được cột «{field}».", f"Các cột đính chính được: {', '.join(FIELDS)}.")
    text = "" if value is None else nfc(str(value))
    if text == "" and field in _MAY_BE_MISSING:
        return None
    if text == "" and field in _UNKNOWN_IF_EMPTY:
        return UNKNOWN
    if field == "occurred_on":
        return _day(text, definitions, today)
    return _READINGS[field](field, text, definitions)


def implied_changes(
    changes: Mapping[str, str | None], accident: Mapping[str, Value], definitions: Definitions
) -> dict[str, str | None]:
    """What ``changes`` bring with them for ``accident`` (its values as read now).

    Raises ``RequestError`` where only one of latitude and longitude would be known.
    """
    implied: dict[str, str | None] = {}
    if "road" in changes:
        known = parse_road(pd.Index([changes["road"] or ""]), definitions)["road_class"].iloc[0]
        implied["road_class"] = str(known)
    if {"lat", "lon"} & set(changes):
        both = [changes.get(field, accident[field]) for field in _DEGREES]
        if (both[0] is None) != (both[1] is None):
            raise RequestError("Tọa độ phải có đủ vĩ độ và kinh độ.", "Hãy ghi cả hai, hoặc bỏ trống cả hai.")
        implied["position_source"] = "none" if both[0] is None else "coordinates"
    if "area_code" in changes and not _lies_in(str(accident["commune_code"]), changes["area_code"], definitions):
        implied["commune_code"] = UNKNOWN
    return implied


def _day(text: str, definitions: Definitions, today: date) -> str:
    found = parse_dates(pd.Index([text]))["date"].iloc[0]
    if pd.isna(found):
        raise RequestError(f"Ngày xảy ra «{text}» không phải là ngày.", "Hãy ghi ngày/tháng/năm, ví dụ 15/03/2025.")
    day: date = found.date()
    earliest: date = definitions.limits["earliest_date"]
    if not earliest <= day <= today:
        raise RequestError(
            f"Ngày xảy ra {day:%d/%m/%Y} không thể có.", f"Hãy ghi ngày từ {earliest:%d/%m/%Y} đến {today:%d/%m/%Y}."
        )
    return day.isoformat()


def _people(field: str, text: str, definitions: Definitions) -> str:
    most = int(definitions.limits[f"max_{field}"])
    if not (text.isascii() and text.isdigit()) or int(text) > most:
        raise RequestError(f"«{text}» không dùng được cho {FIELDS[field]}.", f"Hãy ghi số nguyên từ 0 đến {most}.")
    return str(int(text))


def _minutes(field: str, text: str, _: Definitions) -> str:
    whole = text.isascii() and text.isdigit()
    minutes = int(text) if whole else parse_times(pd.Index([text])).iloc[0]
    if pd.isna(minutes) or not 0 <= minutes < 24 * 60:
        raise RequestError(
            f"«{text}» không dùng được cho {FIELDS[field]}.", "Hãy ghi giờ dạng 22:30, hoặc số phút từ 0 giờ (0–1439)."
        )
    return str(int(minutes))


def _metres(field: str, text: str, definitions: Definitions) -> str:
    whole = text.isascii() and text.isdigit()
    metres = int(text) if whole else parse_km(pd.Index([text]))["km_m"].iloc[0]
    if pd.isna(metres) or metres > definitions.limits["max_km"] * 1000:
        raise RequestError(
            f"«{text}» không dùng được cho {FIELDS[field]}.", "Hãy ghi dạng Km24+500, hoặc số mét từ Km0 (24500)."
        )
    return str(int(metres))


def _degrees(field: str, text: str, _: Definitions) -> str:
    try:
        degrees = float(text.replace(",", "."))
    except ValueError:
        degrees = math.nan
    if not abs(degrees) <= _DEGREES[field]:
        raise RequestError(f"«{text}» không dùng được cho {FIELDS[field]}.", "Hãy ghi độ thập phân, ví dụ 22,4856.")
    return repr(degrees)


def _severity(field: str, text: str, definitions: Definitions) -> str:
    code = definitions.codes[field].resolve([text]).iloc[0]
    if pd.isna(code):
        labels = "; ".join(definitions.codes[field].labels.values())
        raise RequestError(f"Không có mức độ «{text}».", f"Hãy chọn một trong: {labels}.")
    return str(code)


def _area(_: str, text: str, definitions: Definitions) -> str:
    if text == UNKNOWN:
        return UNKNOWN
    code = definitions.areas.resolve([text]).iloc[0]
    if pd.isna(code):
        near = ", ".join(definitions.areas.suggest(text)) or ", ".join(definitions.areas.names.values())
        raise RequestError(f"Không có địa bàn «{text}».", f"Hãy chọn: {near}.")
    return str(code)


def _cause(_: str, text: str, definitions: Definitions) -> str:
    code = definitions.codes["causes"].resolve([text]).iloc[0]
    return text if pd.isna(code) else str(code)


def _road(_: str, text: str, definitions: Definitions) -> str:
    return str(parse_road(pd.Index([text]), definitions)["road"].iloc[0])


def _lies_in(commune: str, area: str | None, definitions: Definitions) -> bool:
    communes = definitions.areas.communes
    cells = communes.loc[communes["code"] == commune, "area_code"]
    return commune == UNKNOWN or any(area in cell.split("|") for cell in cells)


_READINGS: dict[str, Callable[[str, str, Definitions], str]] = {
    "deaths": _people,
    "injured": _people,
    "missing_people": _people,
    "severity": _severity,
    "occurred_at": _minutes,
    "area_code": _area,
    "cause": _cause,
    "road": _road,
    "km_m": _metres,
    "lat": _degrees,
    "lon": _degrees,
}
